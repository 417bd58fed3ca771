"""Exons over which the blocks of a gVCF have half of the depth: this, and just not this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.measured.block_depth import exons_of_halved_depth
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import GVCF_HEADER, OFFSET, Vcf


def gvcf(assembly: Assembly, depths: dict[int, int], between: int | None = None) -> Vcf:
    """One block over each exon, with the depth given or 40, and blocks between them."""
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER)
    shift = OFFSET if assembly is Assembly.GRCH37 else 0
    last = None
    for exon in reversed(gene_model(assembly).exons):
        start, end = exon.start - 60 - shift, exon.end + 60 - shift
        if between is not None and last is not None:
            _block(vcf, last + 1, start - 1, between)
        _block(vcf, start, end, depths.get(exon.number, 40))
        last = end
    return vcf


def _block(vcf: Vcf, start: int, end: int, depth: int) -> None:
    info = f"END={vcf.at(end)}"
    vcf.add((start, "N", "<NON_REF>"), f"0/0:60:{depth}:{depth}", fmt="GT:GQ:DP:MIN_DP", info=info)


@pytest.mark.parametrize(
    ("depths", "between", "found"),
    [
        ({}, None, []),
        ({3: 24}, None, [3]),
        ({3: 25}, None, []),
        ({2: 20, 3: 20}, None, [2, 3]),
        ({2: 20, 3: 20, 4: 20, 5: 20}, 40, [2, 3, 4, 5]),
        ({3: 20}, 2, [3]),
        (dict.fromkeys(range(1, 7), 12) | {3: 6}, None, []),
    ],
)
def test_blocks_of_half_the_depth(
    tmp_path: Path,
    assembly: Assembly,
    depths: dict[int, int],
    between: int | None,
    found: list[int],
) -> None:
    """0.6 of 40 is 24; below 20 reads nothing is said; blocks between exons help in a genome."""
    path = gvcf(assembly, depths, between).write(tmp_path / "a.g.vcf")
    (file,) = read_inputs([path]).files
    assert sorted(exons_of_halved_depth(file.observations("P1"), gene_model(assembly))) == found


def test_it_is_told_and_is_no_event(tmp_path: Path, assembly: Assembly) -> None:
    path = gvcf(assembly, {3: 20}).write(tmp_path / "a.g.vcf")
    document: dict[str, Any] = document_of(result_of(read_inputs([path]), "P1", Options()))
    codes = {finding["code"] for finding in document["verdict"]["contradictions"]}
    assert "BLOCK_DEPTH_REDUCED" in codes
    assert document["events"] == []
