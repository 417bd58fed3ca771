"""A processed copy of the gene as callers write it: introns deleted from exon edge to exon edge.

Two introns or more, each exactly, take no base of an exon: one finding, and no event (reads.md 1).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.processed_copy import introns_of
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import SV_HEADER, Vcf


def judged(
    folder: Path, assembly: Assembly, cell: str, number: int, aside: tuple[int, int] = (0, 0)
) -> dict[str, Any]:
    """The result of so many introns as deletions, their ends some bases aside."""
    vcf = Vcf(assembly=assembly, extra_header=(*SV_HEADER, "##source=GenerateSVCandidates 1.6.0"))
    moved = vcf.at(1) - 1
    for intron in introns_of(gene_model(assembly))[:number]:
        lost = Interval(intron.start + aside[0] - moved, intron.end + aside[1] - moved)
        vcf.deletion(lost.start, lost.end, cell)
    path = vcf.write(folder / "sv.vcf")
    return document_of(result_of(read_inputs([path]), "P1", Options()))


def codes(result: dict[str, Any]) -> list[str]:
    return [entry["code"] for entry in result["verdict"]["contradictions"]]


@pytest.mark.parametrize("cell", ["0/1", "1/1"])
@pytest.mark.parametrize(
    ("number", "aside"), [(5, (0, 0)), (2, (0, 0)), (5, (3, 3)), (5, (-2, -2))]
)
def test_introns_left_out_by_callers_are_one_finding_and_no_event(
    tmp_path: Path, assembly: Assembly, cell: str, number: int, aside: tuple[int, int]
) -> None:
    result = judged(tmp_path, assembly, cell, number, aside)
    assert result["events"] == []
    assert codes(result).count("PROCESSED_COPY") == 1
    assert result["verdict"]["state"] == "NONE_INCOMPLETE"
    assert [e["reason"] for e in result["ledger"]] == ["INTRON_LEFT_OUT"] * number


@pytest.mark.parametrize(
    ("number", "aside"),
    [
        (1, (0, 0)),  # one intron may be deleted
        (3, (-12, 0)),  # bases of the exons go too
        (3, (0, 60)),
    ],
)
def test_what_is_no_processed_copy(
    tmp_path: Path, assembly: Assembly, number: int, aside: tuple[int, int]
) -> None:
    result = judged(tmp_path, assembly, "0/1", number, aside)
    assert len(result["events"]) == number
    assert "PROCESSED_COPY" not in codes(result)
