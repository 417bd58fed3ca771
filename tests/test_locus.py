"""The gene is named in one place: rooms ask the Locus value, and it agrees with the gene model."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS, Strand

PACKAGE = Path(__file__).resolve().parents[1] / "osteo_annot"
HOME = {"locus", "record", "refusals.py"}
"""Where the gene and its chromosome may be named; the remedies of refusals are texts."""
BAKED_IN = re.compile(
    r"OSTM1|chr_?6(?![0-9])|chromosome 6|NC_0*6(?![0-9])|CM000668|(?:minus|reverse) strand", re.I
)
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.relative_to(PACKAGE).parts[0] not in HOME)


def words_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every name and string of a module, docstrings left out."""
    docs = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            if id(node) not in docs:
                yield node.lineno, str(node.value)
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def baked_in(source: str) -> list[str]:
    """Places of a module that name the gene, its chromosome or its strand."""
    return [f"line {n}: {word}" for n, word in words_of(ast.parse(source)) if BAKED_IN.search(word)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_room_names_the_gene_its_chromosome_or_its_strand(path):
    assert baked_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "chr6"', True),
        ('x = f"a OSTM1 {1}"', True),
        ("is_chr6 = 1", True),
        ("def f(chr6_length): pass", True),
        ("a.minus = 'the minus strand'", True),
        ('"""OSTM1 on chromosome 6."""', False),
        ('def f():\n    """On the minus strand."""', False),
        ('x = "chr61"', False),
        ("x = LOCUS.gene", False),
    ],
)
def test_the_check_tells_a_name_from_a_docstring(source, found):
    assert bool(baked_in(source)) is found


def test_the_locus_is_that_of_the_gene_model():
    data = json.loads(resource_text(f"{LOCUS.gene}/gene_model.json"))
    assert (LOCUS.gene, LOCUS.cytoband) == (data["symbol"], data["cytoband"])
    assert LOCUS.strand.value == data["strand"]
    starts = [exon.start for exon in gene_model(Assembly.GRCH38).exons]
    assert (starts == sorted(starts, reverse=True)) is (LOCUS.strand is Strand.MINUS)


@pytest.mark.parametrize("assembly", Assembly)
def test_a_contig_is_on_the_locus_by_name_and_assembly(assembly):
    """RefSeq and GenBank accessions with their versions: NCBI assembly reports."""
    other = next(a for a in Assembly if a is not assembly)
    assert LOCUS.is_on("6", assembly)
    assert LOCUS.is_on(LOCUS.accessions[assembly], assembly)
    assert not LOCUS.is_on(LOCUS.accessions[other], assembly)
    assert not LOCUS.is_on("chr16", assembly)
    assert LOCUS.assembly_of_length(LOCUS.lengths[assembly]) is assembly
    assert LOCUS.assembly_of_length(LOCUS.lengths[assembly] + 1) is None
