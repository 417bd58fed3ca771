"""Fragments that show neither a junction nor the reference, but another deletion over its ends.

Where a deletion of the other copy takes an end along, no read there shows the reference: a
heterozygous junction looks homozygous. The fragments of that other deletion come from a copy
without the junction, as those of the reference do, and are counted with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.counts import length_over
from osteo_annot.measured.reads.crossing import Place, crossings_of
from osteo_annot.measured.reads.inserts import InsertSize, Pair
from osteo_annot.measured.reads.joint import JointSeen
from osteo_annot.measured.reads.limits import (
    LONG_GAP,
    MIN_AGREEING,
    MIN_MAPQ,
    NEAR,
    NORMAL_INSERT,
    OVERHANG,
    PAIRS_FROM,
)
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.values import dataclass

_LEAST_SHARE = 0.15
"""Fragments of another deletion for each of the junction from which they are no stray reads."""


@dataclass(frozen=True, slots=True)
class Divided:
    """The fragments at a junction, divided between it and another deletion over its ends."""

    shown: int
    """Fragments that show the junction."""
    left: int
    """Fragments that show another deletion over its left end."""
    right: int


def divided(reads: Reads, seen: JointSeen, insert: InsertSize | None) -> Divided:
    """What shows the junction of a deletion, and what shows another one over its ends.

    Where reads show another one, pairs are not counted: their insert fits either. Ends that no read
    crosses are not known well enough to divide anything.
    """
    is_deletion = seen.joint.left.ends and not seen.joint.right.ends
    if not seen.crossed or not is_deletion:
        return Divided(seen.shown, 0, 0)
    left: set[str] = set()
    right: set[str] = set()
    own = {c.read.name for c in seen.crossed}
    _add(left, right, _by_reads(reads, seen.place), seen.place)
    others = left | right
    if len(others) >= max(MIN_AGREEING, _LEAST_SHARE * len(own)):
        return Divided(len(own - others), len(left), len(right))
    if insert is not None:
        _add(left, right, _by_pairs(reads, seen, insert), seen.place)
    own |= seen.fragments.pairs
    left, right = left - own, right - own
    if len(left | right) < max(MIN_AGREEING, _LEAST_SHARE * len(own)):
        return Divided(len(own), 0, 0)
    return Divided(len(own), len(left), len(right))


def _add(
    left: set[str], right: set[str], found: Iterator[tuple[str, Interval]], place: Place
) -> None:
    """Add the fragments whose lost bases take an end along."""
    for name, lost in found:
        # The base before the deletion or its first one; its last one or the base behind it.
        if lost.start <= place.left + 1 and place.left <= lost.end:
            left.add(name)
        if lost.start <= place.right and place.right - 1 <= lost.end:
            right.add(name)


def _by_reads(reads: Reads, place: Place) -> Iterator[tuple[str, Interval]]:
    """Reads that leave out other bases than those of the deletion, and which ones.

    A read may place the ends of the deletion itself otherwise; several do not agree on that.
    """
    found = [
        (read.name, crossing.place)
        for read in reads.reads
        if read.mapq >= MIN_MAPQ
        for crossing in crossings_of(read)
        if crossing.ends == (True, False) and not crossing.place.is_near(place)
    ]
    agreeing = Counter((here.left, here.right) for _, here in found)
    for name, here in found:
        if not _is_same(here, place) or agreeing[here.left, here.right] >= MIN_AGREEING:
            yield name, Interval(here.left + 1, here.right - 1)


def _is_same(here: Place, place: Place) -> bool:
    """Whether a read may show the deletion itself, whose ends it places otherwise."""
    aside = max(NEAR, int(LONG_GAP * (place.right - place.left)))
    return abs(here.left - place.left) <= aside and abs(here.right - place.right) <= aside


def _by_pairs(reads: Reads, seen: JointSeen, insert: InsertSize) -> Iterator[tuple[str, Interval]]:
    """Pairs that are too far apart, and not by the deletion; and the bases between their reads."""
    for pair in reads.pairs:
        if pair.length > insert.mean + PAIRS_FROM * insert.spread and _is_far(pair, seen, insert):
            yield pair.name, Interval(pair.left_end + 1, pair.right_start - 1)


def _is_far(pair: Pair, seen: JointSeen, insert: InsertSize) -> bool:
    """Whether a pair lies around an end, and its insert is not normal with the deletion either."""
    if not pair.faces or pair.left_end >= pair.right_start:
        return False
    length = length_over(pair, seen.joint, seen.place)
    if length is None:
        near_left = pair.left_end <= seen.place.left + OVERHANG
        return near_left or pair.right_start >= seen.place.right - OVERHANG
    return abs(length - insert.mean) > NORMAL_INSERT * insert.spread
