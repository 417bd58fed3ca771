"""The depth of reads over the gene and beside it, and how many reads two copies would give.

Coordinates are 1-based, closed, on the assembly of the reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.exon_ratio import ExonRatio
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.values import dataclass

BINS = 200
"""Stretches of equal length into which the window is parted."""
_READ_WELL, _EVEN = 0.9, 0.9
"""Share of a stretch beside the gene that has reads, and share of such stretches, of a sample that
is read throughout and not at targets only (defaults, unverified)."""
_LEAST_RATIO = 0.2
"""Ratio of an exon from which its reads scale the picture: less is next to nothing."""


@dataclass(frozen=True, slots=True)
class GeneDepth:
    """Mean depth of each stretch of the window."""

    window: Interval
    depths: tuple[float, ...]
    two_copies: float | None
    """Reads that two copies give; None where nothing tells it, or only targets were read."""


def gene_depth(reads: Reads, ratios: Sequence[ExonRatio], gene: GeneModel) -> GeneDepth:
    """The depth over the window; the copies of the exons by depth give its scale."""
    parts = parts_of(reads.window)
    depths = tuple(round((reads.pile.depth(part) or 0.0) / reads.share, 1) for part in parts)
    return GeneDepth(reads.window, depths, _two_copies(reads, parts, ratios, gene))


def parts_of(window: Interval) -> list[Interval]:
    """The window in stretches of equal length, give or take a base."""
    edges = [window.start + len(window) * i // BINS for i in range(BINS + 1)]
    return [Interval(first, last - 1) for first, last in pairwise(edges)]


def _two_copies(
    reads: Reads, parts: Sequence[Interval], ratios: Sequence[ExonRatio], gene: GeneModel
) -> float | None:
    """Reads that two copies give, by the exons whose ratio to two copies is known."""
    beside = [part for part in parts if part.end < gene.start or part.start > gene.end]
    well = sum(reads.pile.read_share(part) >= _READ_WELL for part in beside)
    if well < _EVEN * len(beside):
        return None
    exons = {exon.number: Interval(exon.start, exon.end) for exon in gene.exons}
    scales = [
        (reads.pile.depth(exons[ratio.exon]) or 0.0) / reads.share / ratio.ratio
        for ratio in ratios
        if ratio.ratio is not None and ratio.ratio >= _LEAST_RATIO
    ]
    return round(median(scales), 1) if scales and median(scales) > 0 else None
