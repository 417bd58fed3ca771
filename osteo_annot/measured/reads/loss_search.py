"""Whether reads would show the loss of an exon on one copy, wherever its ends lie.

The ends of such a loss lie in the introns beside the exon, or further on. Reads are a search for it
where they go through those stretches on both copies, so that a junction anywhere would be crossed,
and where the window holds two alleles, so that no copy lacks all of it. Source: earned claims 1,
reads.md 4; the power is measured by ``python -m validation.junctions.searched`` (docs/reads.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.measured.reads.ends_read import reads_through
from osteo_annot.measured.reads.limits import (
    EVEN_DEPTH,
    LONG_READ,
    MARKERS_APART,
    MIN_DEPTH,
    SEARCHED,
    TILE,
)
from osteo_annot.measured.reads.locus_reads import Reads


class LossSearch(Enum):
    """Whether the reads are a search for the loss of an exon, or why not."""

    SEARCHED = auto()
    NOT_THROUGHOUT = auto()
    """A junction may lie where too few reads are, or where they are not read evenly."""
    ONE_ALLELE = auto()
    """The loss of all that was looked at on one copy would look the same."""
    BREAKS_OFF = auto()
    """Reads break off beside the exon, and what they go on with is not known."""
    NO_PAIRS = auto()
    """Short single reads: an aligner does not part them."""


def loss_search(
    reads: Reads, exon: Exon, gene: GeneModel, breaks: Sequence[ReadsBreak] = ()
) -> LossSearch:
    """Whether reads would show that one copy lost an exon; ``breaks``: where they break off."""
    reads = reads.molecules
    stretch = stretch_of(exon, gene, reads.window)
    if reads.insert is None and reads.longest < LONG_READ:
        return LossSearch.NO_PAIRS
    if not (is_read_throughout(reads, stretch) and is_even(reads)):
        return LossSearch.NOT_THROUGHOUT
    if not has_two_alleles(reads):
        return LossSearch.ONE_ALLELE
    if any(stretch.contains(Interval(b.position, b.position)) for b in breaks):
        return LossSearch.BREAKS_OFF
    return LossSearch.SEARCHED


def stretch_of(exon: Exon, gene: GeneModel, window: Interval) -> Interval:
    """An exon and all that lies beside it up to the next exons, or to the edge of the window."""
    before = [e.end + 1 for e in gene.exons if e.end < exon.start]
    behind = [e.start - 1 for e in gene.exons if e.start > exon.end]
    return Interval(max(before, default=window.start), min(behind, default=window.end))


def is_read_throughout(reads: Reads, stretch: Interval) -> bool:
    """Whether so many fragments go through nearly all places that a junction would be seen."""
    through = reads_through(reads, stretch)
    return sum(depth >= MIN_DEPTH for depth in through) >= SEARCHED * len(stretch)


def is_even(reads: Reads) -> bool:
    """Whether the window is read evenly, as a genome is; long amplicons side by side are not."""
    window = reads.window
    tiles = [
        reads.pile.depth(Interval(first, first + TILE - 1)) or 0.0
        for first in range(window.start, window.end - TILE + 2, TILE)
    ]
    usual = sorted(tiles)[len(tiles) // 2] if tiles else 0.0
    even = sum(usual / EVEN_DEPTH <= depth <= usual * EVEN_DEPTH for depth in tiles)
    return usual > 0 and even >= SEARCHED * len(tiles)


def has_two_alleles(reads: Reads) -> bool:
    """Whether two sites far from each other show two alleles: both copies are there.

    Reads of another place that are misplaced make several such sites, but side by side.
    """
    sites = reads.pile.places_of_two_alleles(reads.window)
    return bool(sites) and sites[-1] - sites[0] >= MARKERS_APART
