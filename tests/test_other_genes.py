"""Findings, and nothing in OSTM1: the report names the genes of the panel in the same files."""

from __future__ import annotations

import json
from pathlib import Path

import pysam
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.panel_genes import panel_genes
from tests.vcf_builder import NONSENSE, Vcf

FINDING = ("HP:0011002",)


def gene(name: str, assembly: Assembly) -> tuple[str, int, int]:
    (found,) = (g for g in panel_genes(assembly) if g.gene == name)
    return found.chromosome, found.start, found.end


def exome(folder: Path, assembly: Assembly, *places: tuple[str, int], prefix: str = "chr") -> Path:
    """A file of one person with records at places of the genome, and none in OSTM1."""
    path = Vcf(assembly=assembly, contig=f"{prefix}6").write(folder / "p.vcf")
    rows = [f"{prefix}{name}\t{at}\t.\tA\tG\t50\tPASS\t.\tGT\t0/1\n" for name, at in places]
    path.write_text(path.read_text("utf-8") + "".join(rows), "utf-8")
    return path


def told(folder: Path, path: Path, hpo: tuple[str, ...] = FINDING) -> list[str]:
    run_annotate([path], folder / "out", formats=["json"], hpo=hpo)
    document = json.loads((folder / "out" / "P1.json").read_text("utf-8"))
    return [one["text"] for one in document["limits"] if one["code"] == "OTHER_GENES_NOT_JUDGED"]


@pytest.mark.parametrize("prefix", ["chr", ""])
@pytest.mark.parametrize("indexed", [False, True])
def test_genes_of_the_panel_in_the_same_file_are_named(tmp_path, assembly, prefix, indexed):
    """Just inside CLCN7 and TCIRG1, and just outside SNX10."""
    (c, first, _), (t, _, last), (s, start, _) = (
        gene(name, assembly) for name in ("CLCN7", "TCIRG1", "SNX10")
    )
    places = sorted([(c, first), (t, last), (s, start - 1)])
    path = exome(tmp_path, assembly, *places, prefix=prefix)
    if indexed:
        path = Path(pysam.tabix_index(str(path), preset="vcf", force=True))
    assert told(tmp_path, path) == [
        "The same files have records in other genes of the panel (CLCN7 and TCIRG1): only OSTM1 "
        "was judged."
    ]


def test_nothing_is_told_without_findings_or_without_such_genes(tmp_path):
    chromosome, first, _ = gene("CLCN7", Assembly.GRCH38)
    path = exome(tmp_path, Assembly.GRCH38, (chromosome, first))
    assert told(tmp_path, path, ()) == []
    assert told(tmp_path, exome(tmp_path, Assembly.GRCH38, (chromosome, first - 1))) == []


def test_nothing_is_told_where_the_gene_has_an_answer(tmp_path):
    chromosome, first, _ = gene("CLCN7", Assembly.GRCH38)
    path = Vcf().add(NONSENSE, "1/1").write(tmp_path / "p.vcf")
    row = f"chr{chromosome}\t{first}\t.\tA\tG\t50\tPASS\t.\tGT\t0/1\n"
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    assert told(tmp_path, path) == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", "only OSTM1 was judged"), ("de", "Nur OSTM1")]
)
def test_page_one_names_them(tmp_path, language, words):
    chromosome, first, _ = gene("CLCN7", Assembly.GRCH38)
    path = exome(tmp_path, Assembly.GRCH38, (chromosome, first))
    run_annotate([path], tmp_path / "out", formats=["html"], hpo=FINDING, language=language)
    page = (tmp_path / "out" / "P1.html").read_text("utf-8")
    first_page = page[page.index('id="page-one"') : page.index('id="sign"')]
    assert f"(CLCN7): {words}" in " ".join(first_page.split())
