"""Each source as it is published today: its recipe cuts out the locus, and the value is read.

A field that was renamed, or is new, is told, and never read as "nothing there".
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.knowledge.catalogue import GUIDES, Release
from osteo_annot.intake.knowledge.score_table import vcf_of_scores
from osteo_annot.locus.assembly import Assembly
from tests import source_shapes as shapes
from tests.vcf_builder import EXON, NONSENSE, SV_HEADER, Vcf

MISSENSE = (108_074_578, "C", "G")
"""c.74G>C, p.(Trp25Ser)."""
BCFTOOLS = """#!/bin/sh
exec "{python}" -c 'import sys, pysam.bcftools as tools
getattr(tools, sys.argv[1])(*sys.argv[2:], catch_stdout=False)' "$@"
"""
CURL = """#!/bin/sh
for last in "$@"; do :; done
case "$*" in *O*) cp "$last" . ;; *) cat "$last" ;; esac
"""


@pytest.fixture(scope="module")
def fx_tools(tmp_path_factory) -> Path:
    """bcftools, from the wheel of pysam; curl, that fetches from this machine; osteo-annot."""
    folder = tmp_path_factory.mktemp("tools")
    own = f'#!/bin/sh\nexec "{sys.executable}" -m osteo_annot "$@"\n'
    for name, text in (
        ("bcftools", BCFTOOLS.format(python=sys.executable)),
        ("curl", CURL),
        ("osteo-annot", own),
    ):
        (folder / name).write_text(text, "utf-8")
        (folder / name).chmod(0o755)
    return folder


def release(name: str, assembly: Assembly) -> Release:
    (found,) = (r for g in GUIDES if g.name == name for r in g.releases if r.assembly is assembly)
    return found


def cut(one: Release, file: Path, tools: Path) -> Path:
    """What the commands of the page make of a file of this machine."""
    root = str(Path(__file__).resolve().parents[1])
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", one.commands(str(file))],
        cwd=file.parent,
        env={**os.environ, "PATH": path, "PYTHONPATH": root},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return file.parent / one.out


def judged(folder: Path, vcf: Vcf, **sources: Path) -> dict[str, Any]:
    known = KnowledgeFiles(**{name: (path,) for name, path in sources.items()})
    run_annotate([vcf.write(folder / "p.vcf")], folder / "out", knowledge=known, formats=["json"])
    told: dict[str, Any] = json.loads((folder / "out" / "P1.json").read_text("utf-8"))
    return told


def notes(told: dict[str, Any]) -> list[tuple[str, str]]:
    own = ("SOURCE_FIELD_MISSING", "SOURCE_FIELD_NEW", "SOURCE_WORD_UNKNOWN")
    return [(n["code"], n["text"]) for n in told["input_notes"] if n["code"] in own]


def records(path: Path) -> list[str]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return [line for line in text.splitlines() if not line.startswith("#")]


# --- ClinVar ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_clinvar_is_cut_and_read(tmp_path, assembly, fx_tools):
    whole = shapes.clinvar(tmp_path, assembly)
    small = cut(release("ClinVar", assembly), whole, fx_tools)
    assert len(records(small)) == 1
    told = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"), clinvar=small)
    (known,) = (k for k in told["events"][0]["known"] if k["source"].startswith("clinvar."))
    assert (known["accession"], known["significance"], known["stars"]) == ("3081", "Pathogenic", 1)
    assert "fileDate 2026-09-05" in known["source"]
    assert notes(told) == []


def test_a_renamed_field_of_clinvar_is_told(tmp_path, assembly):
    source = shapes.clinvar(tmp_path, assembly, significance="CLNCLASS")
    told = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"), clinvar=source)
    assert notes(told) == [
        ("SOURCE_FIELD_MISSING", "clinvar.vcf.gz: CLNSIG"),
        ("SOURCE_FIELD_NEW", "clinvar.vcf.gz: CLNCLASS"),
    ]
    (known,) = (k for k in told["events"][0]["known"] if k["source"].startswith("clinvar."))
    assert known["significance"] == "not stated"


# --- gnomAD -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_gnomad_is_cut_and_read(tmp_path, fx_tools):
    small = cut(
        release("gnomAD, small variants", Assembly.GRCH38), shapes.gnomad_joint(tmp_path), fx_tools
    )
    (record,) = records(small)
    assert "fafmax" not in record
    told = judged(tmp_path, Vcf().add(NONSENSE, "0/1"), gnomad=small)
    frequency = told["events"][0]["frequency"]
    assert (frequency["status"], notes(told)) == ("found", [])
    assert {g["group"] for g in frequency["groups"]} >= {"joint", "afr_joint"}


def test_a_renamed_count_of_gnomad_is_told_and_nothing_is_absent(tmp_path):
    source = shapes.gnomad_joint(tmp_path, number="TOTAL")
    for site, genotype in ((NONSENSE, "0/1"), (MISSENSE, "0/1")):
        told = judged(tmp_path, Vcf().add(site, genotype), gnomad=source)
        assert ("SOURCE_FIELD_MISSING", f"{source.name}: AN") in notes(told)
        assert told["events"][0]["frequency"]["status"] == "not_assessed"


def test_a_new_group_of_gnomad_is_told(tmp_path):
    source = shapes.gnomad_joint(tmp_path, group="oceanian")
    told = judged(tmp_path, Vcf().add(NONSENSE, "0/1"), gnomad=source)
    assert notes(told) == [("SOURCE_FIELD_NEW", f"{source.name}: AF_oceanian_joint")]


@pytest.mark.slow
@pytest.mark.parametrize("length_only", [False, True])
def test_structural_variants_of_gnomad_are_cut_and_read(tmp_path, fx_tools, length_only):
    """VCF 4.5 drops END for SVLEN: a file without it has the same deletions."""
    exon = EXON[3]
    whole = shapes.gnomad_sv(tmp_path, exon.start - 200, exon.end + 200, length_only=length_only)
    small = cut(release("gnomAD, structural variants", Assembly.GRCH38), whole, fx_tools)
    assert len(records(small)) == 1
    told = judged(tmp_path, Vcf(extra_header=SV_HEADER).exons(3, 3, "0/1"), gnomad=small)
    assert told["events"][0]["frequency"]["status"] == "found"
    assert notes(told) == []


# --- scores -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_spliceai_is_cut_and_read(tmp_path, assembly, fx_tools):
    small = cut(release("SpliceAI", assembly), shapes.spliceai(tmp_path, assembly), fx_tools)
    told = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"), splice=small)
    assert [(s["tool"], s["value"]) for s in told["events"][0]["scores"]] == [("SpliceAI", 0.91)]
    assert notes(told) == []


def test_a_renamed_field_of_spliceai_is_told_and_no_score_speaks_for_benign(tmp_path):
    source = shapes.spliceai(tmp_path, Assembly.GRCH38, name="SpliceAI2")
    told = judged(tmp_path, Vcf().add(NONSENSE, "0/1"), splice=source)
    assert notes(told) == [("SOURCE_FIELD_MISSING", f"{source.name}: SpliceAI")]
    assert told["events"][0]["scores"] == []
    met = {c["code"] for c in told["events"][0]["classification"]["ledger"] if c["status"] == "met"}
    assert met & {"BP4", "BP7", "PP3"} == set()


def test_scores_in_another_order_are_refused(tmp_path):
    order = "ALLELE|SYMBOL|DS_AL|DS_AG|DS_DG|DS_DL|DP_AG|DP_AL|DP_DG|DP_DL"
    source = shapes.spliceai(tmp_path, Assembly.GRCH38, order=order)
    with pytest.raises(RefusedError) as refused:
        judged(tmp_path, Vcf().add(NONSENSE, "0/1"), splice=source)
    assert [fault.code for fault in refused.value.faults] == [RefusalCode.SOURCE_INVALID]


@pytest.mark.slow
def test_revel_is_cut_and_read(tmp_path, assembly, fx_tools):
    table = tmp_path / "revel-v1.3_all_chromosomes.zip"
    folder = tmp_path / "published"
    folder.mkdir()
    with zipfile.ZipFile(folder / table.name, "w") as archive:
        archive.writestr("revel_with_transcript_ids", shapes.revel(*MISSENSE))
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not installed")
    one = release("REVEL", assembly)
    text = one.commands().replace(one.address, str(folder / table.name))
    shell_in(tmp_path, text, fx_tools)
    told = judged(
        tmp_path, Vcf(assembly=assembly).add(MISSENSE, "0/1"), missense=tmp_path / one.out
    )
    assert [(s["tool"], s["value"]) for s in told["events"][0]["scores"]] == [("REVEL", 0.812)]


@pytest.mark.slow
def test_alphamissense_is_cut_and_read(tmp_path, assembly, fx_tools):
    one = release("AlphaMissense", assembly)
    table = tmp_path / one.file
    table.write_bytes(gzip.compress(shapes.alphamissense(*MISSENSE, assembly).encode()))
    small = cut(one, table, fx_tools)
    (record,) = records(small)
    assert record.rstrip().endswith("am_pathogenicity=0.7310")
    told = judged(tmp_path, Vcf(assembly=assembly).add(MISSENSE, "0/1"), missense=small)
    assert ("SOURCE_FIELD_MISSING", True) in [
        (code, "REVEL" in text) for code, text in notes(told)
    ], "the policy reads REVEL: a file of another tool is told"


def shell_in(folder: Path, text: str, tools: Path) -> None:
    root = str(Path(__file__).resolve().parents[1])
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONPATH": root}
    subprocess.run(["sh", "-e", "-c", text], cwd=folder, env=env, check=True)


@pytest.mark.parametrize(
    ("columns", "code", "new"),
    [
        (shapes.REVEL_COLUMNS, None, ()),
        (shapes.REVEL_COLUMNS.replace("REVEL", "REVEL2"), RefusalCode.SOURCE_INVALID, ()),
        (shapes.REVEL_COLUMNS.replace("grch38_pos", "pos38"), RefusalCode.SOURCE_INVALID, ()),
        (shapes.REVEL_COLUMNS.replace("aaref", "residue"), None, ("residue",)),
        ("a,b,c", RefusalCode.SOURCE_INVALID, ()),
    ],
)
def test_columns_are_found_by_name(columns, code, new):
    lines = shapes.revel(*MISSENSE, columns).splitlines()
    if code is None:
        made = vcf_of_scores(lines, Assembly.GRCH38, "revel")
        assert (made.records, made.new_columns) == (1, new)
        return
    with pytest.raises(RefusedError) as refused:
        vcf_of_scores(lines, Assembly.GRCH38, "revel")
    assert refused.value.faults[0].code is code


def test_columns_in_another_order_give_the_same_scores():
    plain = shapes.alphamissense(*MISSENSE).splitlines()
    turned = [
        line if line.startswith("# ") or line == "#" else "\t".join(reversed(line.split("\t")))
        for line in plain
    ]
    at = next(i for i, line in enumerate(turned) if line.startswith("am_class"))
    turned[at] = "#" + turned[at].replace("#CHROM", "CHROM")
    assert (
        vcf_of_scores(turned, Assembly.GRCH38, "t").text
        == vcf_of_scores(plain, Assembly.GRCH38, "t").text
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("hg38", "hg19"), RefusalCode.SOURCE_ASSEMBLY),
        (("0.7310", "high"), RefusalCode.SOURCE_INVALID),
        (("0.7310", "7.31"), RefusalCode.SOURCE_INVALID),
        (("ENST00000193322", "ENST00000999999"), RefusalCode.SOURCE_WITHOUT_LOCUS),
        (("\tlikely_pathogenic", ""), RefusalCode.SOURCE_INVALID),
    ],
)
def test_rows_that_cannot_be_read_are_refused(change, code):
    lines = shapes.alphamissense(*MISSENSE).replace(*change).splitlines()
    with pytest.raises(RefusedError) as refused:
        vcf_of_scores(lines, Assembly.GRCH38, "t")
    assert refused.value.faults[0].code is code


# --- the command ------------------------------------------------------------------------------


def test_the_command_prints_a_source_by_its_name(capsys):
    assert main(["sources", "clinv"]) == 0
    told = capsys.readouterr().out
    assert "## ClinVar" in told
    assert "gnomAD" not in told
    assert "bcftools view -r 6:108030000-108080000" in told
    assert main(["sources", "nothing"]) == 2
    assert main(["sources", "--table", "x"]) == 2


def test_the_command_prints_every_source_that_is_asked_for(capsys):
    assert main(["sources"]) == 0
    told = capsys.readouterr().out
    names = ("ClinVar", "gnomAD, small", "gnomAD, structural", "SpliceAI", "REVEL")
    for name in (*names, "AlphaMissense", "DDG2P", "PanelApp"):
        assert f"## {name}" in told
