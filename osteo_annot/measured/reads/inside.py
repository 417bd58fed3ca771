"""Reads inside a deletion: where both copies are lost there are none.

That needs no junction, so it speaks where the ends lie where no read is, as in most exomes.
"""

from __future__ import annotations

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import (
    FLANK,
    FLANK_READ,
    INSIDE_AT_LEAST,
    INSIDE_BASES,
    NEAR,
    NO_COPY_LEFT,
)
from osteo_annot.measured.reads.locus_reads import Reads


def is_read_inside(reads: Reads, outer: Interval, inner: Interval | None) -> bool:
    """Whether bases that are surely in a deletion are read as where a copy is left.

    Held against what is read beside it: every base of a genome, of an exome those that are read at
    all. A few reads of another person are not enough.
    """
    if inner is None or len(inner) <= 2 * NEAR:
        return False
    window = reads.window
    sure = Interval(inner.start + NEAR, inner.end - NEAR)
    before = Interval(window.start, max(outer.start - NEAR - 1, window.start))
    behind = Interval(min(outer.end + NEAR + 1, window.end), window.end)
    next_to = (
        Interval(outer.start - FLANK, outer.start - 1),
        Interval(outer.end + 1, outer.end + FLANK),
    )
    every = all(reads.pile.read_share(where) >= FLANK_READ for where in next_to)
    inside, depth = reads.pile.read_bases((sure,), every=every)
    beside, usual = reads.pile.read_bases(next_to if every else (before, behind), every=every)
    if inside < INSIDE_BASES:
        return False
    return depth >= (NO_COPY_LEFT * usual if beside >= INSIDE_BASES else INSIDE_AT_LEAST)
