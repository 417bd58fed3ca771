"""Three answers for a copy and an exon, the same in every output (earned claims, point 9)."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.copies.outcome import Effect
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of
from osteo_annot.report.exchange.vcf import vcf_text
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.copy_words import exon_codes, exons_with
from osteo_annot.report.result.document import document_of
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.cohort import cohort_row
from osteo_annot.report.table.tsv import EVENT_COLUMNS, event_rows, table
from osteo_annot.report.table.xlsx import write_xlsx
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State
from tests.typed import judged
from tests.vcf_builder import FRAMESHIFT, GVCF_HEADER, NONSENSE, SV_HEADER, Vcf

GOOD = "0/0:40:99:35"
ALL = [1, 2, 3, 4, 5, 6]
FAMILY = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"


def blocks(assembly: Assembly, *skip: int) -> Vcf:
    return Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=skip)


def answers(result: Result, copy: int) -> dict[CopyStatus, list[int]]:
    found = {a: exons_with(result.copies[copy], a) for a in CopyStatus}
    return {answer: exons for answer, exons in found.items() if exons}


def test_missing_input_is_never_reference(tmp_path: Path, assembly: Assembly) -> None:
    """A carrier in a file of variants only: the other copy was not examined."""
    result = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"))
    assert answers(result, 0) == {CopyStatus.ALTERED: [1], CopyStatus.NOT_EXAMINED: ALL[1:]}
    assert answers(result, 1) == {CopyStatus.NOT_EXAMINED: ALL}
    broken, other = (copy.outcome for copy in result.copies)
    assert (broken.protein, broken.null) == ("p.(Cys12Ter)", True)
    assert (other.effect, other.protein, other.null) == (Effect.NOT_EXAMINED, "p.?", None)
    assert other.residues_lost is None


def test_one_exon_without_calls_leaves_the_copy_open(tmp_path: Path, assembly: Assembly) -> None:
    """... and just that exon, where deletions were looked for by depth of the blocks or not."""
    result = judged(tmp_path, blocks(assembly, 4))
    for copy in result.copies:
        assert 4 in exons_with(copy, CopyStatus.NOT_EXAMINED)
        assert copy.outcome.protein == "p.?"


def test_the_copy_beside_a_deletion_is_intact_where_it_was_read(
    tmp_path: Path, assembly: Assembly
) -> None:
    """What was read inside a deletion lies on the other copy, and nothing of it is missing."""
    loss = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(1, 6, "0/1")
    result = judged(tmp_path, blocks(assembly), loss)
    assert answers(result, 0) == {CopyStatus.ALTERED: ALL}
    assert answers(result, 1) == {CopyStatus.INTACT: ALL}
    assert (result.copies[1].outcome.protein, result.copies[1].outcome.null) == ("p.(=)", False)


def test_a_contradiction_draws_no_copy(tmp_path: Path, assembly: Assembly) -> None:
    """Two copies by genotype, one by copy number: both readings are drawn, none is counted."""
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(2, 3, "1/1:1", fmt="GT:CN")
    result = judged(tmp_path, vcf)
    assert result.verdict.state is State.INDETERMINATE
    page = render_html(result)
    assert all(f"{r.premise_text}: {r.state_text}" in page for r in result.readings)
    assert len(result.readings) == 2
    assert all(copy.outcome.null is None for copy in result.copies)
    assert all(answers(result, i) == {CopyStatus.NOT_EXAMINED: ALL} for i in (0, 1))


def test_a_relative_without_calls_is_not_drawn_as_intact(
    tmp_path: Path, assembly: Assembly
) -> None:
    trio = Vcf(assembly=assembly, samples=("P1", "DAD", "MUM"))
    path = trio.add(NONSENSE, "0/1", "0/0", "0/1").write(tmp_path / "trio.vcf")
    (tmp_path / "f.ped").write_text(
        "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
    )
    inputs = read_inputs([path], pedigree=read_pedigree(tmp_path / "f.ped"))
    for member in result_of(inputs, "P1", Options()).family:
        for copy in member.copies:
            assert copy.outcome.protein != "p.(=)"
            assert copy.outcome.null is not False


def _coded(concept: dict[str, Any]) -> str:
    """The code of a FHIR concept; empty without one."""
    return str(concept.get("coding", [{}])[0].get("code", ""))


@pytest.mark.parametrize("case", ["variants only", "two exons", "whole gene"])
def test_every_output_gives_the_same_answers(tmp_path: Path, assembly: Assembly, case: str) -> None:
    """Figure, page, JSON, TSV, cohort, XLSX, VCF and FHIR against the typed result."""
    from openpyxl import load_workbook

    sv = Vcf(assembly=assembly, extra_header=SV_HEADER)
    files = {
        "variants only": (Vcf(assembly=assembly).add(FRAMESHIFT, "0/1"),),
        "two exons": (blocks(assembly, 2, 6), sv.exons(3, 4, "0/1")),
        "whole gene": (blocks(assembly), sv.exons(1, 6, "0/1")),
    }[case]
    result = judged(tmp_path, *files)
    site = Site("chr6", embedded_reference(assembly))
    unseen = [exons_with(copy, CopyStatus.NOT_EXAMINED) for copy in result.copies]
    lost = [copy.outcome.exons_lost for copy in result.copies]
    drawn = copies_figure(result)
    assert drawn.count(">not examined</text>") == sum(map(len, unseen))
    assert drawn.count(">lost</text>") == sum(map(len, lost))
    page = render_html(result)
    document = json.loads(json.dumps(document_of(result)))
    text = vcf_text(result, site.contig, site.reference)
    write_xlsx(result, tmp_path / "a.xlsx")
    header, *rows = load_workbook(tmp_path / "a.xlsx")["Copies"].values
    observed = [entry["resource"] for entry in fhir_of(result, site)["entry"]]
    lines = table(EVENT_COLUMNS, event_rows(result))
    cells = next(csv.DictReader(io.StringIO(lines), delimiter="\t"))
    for i, copy in enumerate(result.copies):
        said = {e["exon"]: e["status"] for e in document["copies"][i]["exons"]}
        assert said == {e.exon: e.status.value for e in copy.exons}
        assert cells[f"copy_{i + 1}"] == exon_codes(copy)
        assert f"##osteo_annot_copy_{i + 1}={exon_codes(copy)}\n" in text
        assert rows[i][header.index("exons")] == exon_codes(copy)
        (told,) = [r for r in observed if _coded(r.get("code", {})) == f"copy_{i + 1}"]
        exons = {_coded(c["code"]): _coded(c["valueCodeableConcept"]) for c in told["component"]}
        assert exons == {str(e.exon): e.status.value for e in copy.exons}
        assert copy.outcome.effect_text in page
    row = cohort_row(result, "")
    told = [int(n) for n in re.findall(r"\d", row["exons_not_examined"])]
    assert told == sorted({n for exons in unseen for n in exons})
