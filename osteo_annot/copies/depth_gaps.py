"""Exons without reads where the others are well read (clinical rules Z21).

Loss of both copies and a failed capture look alike; without reference samples neither is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.depth.profile import Depths
from osteo_annot.measured.copy_ratio import ExonRatio
from osteo_annot.record.thresholds import EXON_WITHOUT_READS, EXONS_WELL_READ


def exons_without_reads(
    coverages: Sequence[Coverage], ratios: Sequence[ExonRatio]
) -> list[Finding]:
    """A finding for each file in which exons have no reads and their copies could not be told."""
    told = {ratio.exon for ratio in ratios if ratio.copies is not None}
    findings: list[Finding] = []
    for coverage in coverages:
        if coverage.profile is None:
            continue
        empty = [n for n in _without_reads(coverage.profile.exons) if n not in told]
        if empty:
            code = FindingCode.EXON_WITHOUT_READS
            numbers = ", ".join(map(str, empty))
            text = f"{code.meaning} (exon {numbers}, {coverage.file})"
            findings.append(Finding(code, text, ()))
    return findings


def _without_reads(depths: Depths) -> list[int]:
    """Exons with hardly any of the depth of the others; 1 is the first of the transcript."""
    found: list[int] = []
    for index, depth in enumerate(depths):
        others = [d for i, d in enumerate(depths) if i != index and d is not None]
        usual = median(others) if others else 0.0
        if depth is not None and usual >= EXONS_WELL_READ and depth <= EXON_WITHOUT_READS * usual:
            found.append(index + 1)
    return found
