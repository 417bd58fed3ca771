"""Fragments for a joint, and fragments for the reference at each of its arms.

Both are held to the same rule, so that neither is favoured: as many bases on each side, the same
mapping quality, and each fragment once. Pairs count only where they tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.measured.reads.arms import Arm, Joint
from osteo_annot.measured.reads.crossing import Crossing, Place, Shown
from osteo_annot.measured.reads.inserts import InsertSize, Pair
from osteo_annot.measured.reads.limits import (
    MIN_MAPQ,
    NORMAL_INSERT,
    OVERHANG,
    PAIR_ODDS,
    PAIRS_FROM,
)
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read, gaps_of, insertions_of
from osteo_annot.measured.reads.witness import JunctionCounts
from osteo_annot.values import dataclass

_GAP = 30
"""Bases left out, or inserted, from which an alignment does not go through a place."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """Names of fragments at one joint."""

    pairs: frozenset[str]
    """Pairs on both sides whose insert is normal only with the joint."""
    left_reads: frozenset[str]
    """Reads aligned through the left breakpoint."""
    right_reads: frozenset[str]
    left_pairs: frozenset[str]
    """Pairs of normal insert around the left breakpoint."""
    right_pairs: frozenset[str]


def fragments_at(
    reads: Reads,
    joint: Joint,
    place: Place,
    crossed: Sequence[Crossing],
    insert: InsertSize | None,
) -> Fragments:
    """What the fragments at a joint show."""
    names = {c.read.name for c in crossed}
    shared = len(place.homology)
    through_left = _through(reads, joint.left, place.left, shared) - names
    through_right = _through(reads, joint.right, place.right, shared) - names
    pairs: set[str] = set()
    around_left: set[str] = set()
    around_right: set[str] = set()
    if insert is not None and tells_by_pairs(joint, place, insert):
        for pair in _pairs_near(reads, place, insert):
            if pair.name in names:
                continue
            if _is_joined(pair, joint, place, insert):
                pairs.add(pair.name)
            elif _is_normal(pair, joint, place, insert):
                if _is_around(pair, joint.left, place.left, shared):
                    around_left.add(pair.name)
                if _is_around(pair, joint.right, place.right, shared):
                    around_right.add(pair.name)
    return Fragments(
        frozenset(pairs),
        frozenset(through_left - pairs),
        frozenset(through_right - pairs),
        frozenset(around_left - through_left),
        frozenset(around_right - through_right),
    )


def _through(reads: Reads, arm: Arm, position: int, shared: int) -> set[str]:
    """Fragments with a read that is aligned through a breakpoint, some bases on both sides."""
    first, last = borders(arm, position, shared)
    return {read.name for read in reads.overlapping(first, last) if goes_through(read, first, last)}


def borders(arm: Arm, position: int, shared: int) -> tuple[int, int]:
    """The bases that a read must be aligned to for the reference at an arm; 1-based, closed."""
    if arm.ends:
        return position - OVERHANG + 1, position + shared + OVERHANG
    return position - OVERHANG, position + shared + OVERHANG - 1


def goes_through(read: Read, first: int, last: int) -> bool:
    """Whether an alignment holds all bases from ``first`` to ``last``, and leaves none out."""
    if read.mapq < MIN_MAPQ or not (read.start <= first and last <= read.end):
        return False
    left_out = any(
        end - start + 1 >= _GAP and start <= last and first <= end for start, end in gaps_of(read)
    )
    return not left_out and not any(
        size >= _GAP and first <= at + 1 and at <= last for at, size in insertions_of(read)
    )


def tells_by_pairs(joint: Joint, place: Place, insert: InsertSize) -> bool:
    """Whether pairs tell the joint from the reference.

    A deletion must be longer than four standard deviations of the insert; a duplication or an
    inversion longer than a fragment.
    """
    size = place.right - place.left - 1
    if joint.left.ends and not joint.right.ends:
        return size > PAIRS_FROM * insert.spread
    return size > insert.mean + NORMAL_INSERT * insert.spread


def _pairs_near(reads: Reads, place: Place, insert: InsertSize) -> Iterator[Pair]:
    """Pairs that may lie around one of the arms."""
    reach = int(insert.mean + PAIRS_FROM * insert.spread) + 1
    for pair in reads.pairs:
        if pair.left_start > place.right + reach:
            return
        near_left = pair.left_start <= place.left + reach and pair.right_end >= place.left - reach
        if near_left or pair.right_end >= place.right - reach:
            yield pair


def _is_joined(pair: Pair, joint: Joint, place: Place, insert: InsertSize) -> bool:
    """Whether a pair lies on both sides of the joint and is normal only with it."""
    length = length_over(pair, joint, place)
    if length is None:
        return False
    odds = _unlikeliness(length, insert)
    if odds > NORMAL_INSERT**2:
        return False
    return not pair.faces or _unlikeliness(pair.length, insert) - odds >= 2 * PAIR_ODDS


def _is_normal(pair: Pair, joint: Joint, place: Place, insert: InsertSize) -> bool:
    """Whether a pair is that of the reference."""
    odds = _unlikeliness(pair.length, insert)
    if not pair.faces or odds > NORMAL_INSERT**2:
        return False
    length = length_over(pair, joint, place)
    return length is None or _unlikeliness(length, insert) - odds >= 2 * PAIR_ODDS


def _unlikeliness(length: int, insert: InsertSize) -> float:
    """How far a length lies from that of the library: squared standard deviations."""
    return ((length - insert.mean) / insert.spread) ** 2


def length_over(pair: Pair, joint: Joint, place: Place) -> int | None:
    """The length of a fragment that goes over the joint; None where the pair cannot."""
    sides = (
        (joint.left, place.left, pair.left_start, pair.left_end, pair.left_reverse),
        (joint.right, place.right, pair.right_start, pair.right_end, pair.right_reverse),
    )
    length = len(place.inserted)
    slack = len(place.homology) + OVERHANG
    for arm, at, start, end, reverse in sides:
        if arm.ends == reverse:
            return None
        if arm.ends:
            length += at - start + 1
            on_its_side = end <= at + slack and start <= at - OVERHANG
        else:
            length += end - at + 1
            on_its_side = start >= at - slack and end >= at + OVERHANG
        if not on_its_side:
            return None
    return length


def _is_around(pair: Pair, arm: Arm, position: int, shared: int) -> bool:
    """Whether a pair has its breakpoint between its ends."""
    first, last = borders(arm, position, shared)
    return pair.left_start <= first and last <= pair.right_end


def counts_of(crossed: Sequence[Crossing], pairs: int) -> JunctionCounts:
    """The counts of the reads that cross, and of pairs."""
    kinds = [c.shown for c in crossed]
    mapq = [c.read.mapq for c in crossed]
    return JunctionCounts(
        split=kinds.count(Shown.SPLIT),
        clipped=kinds.count(Shown.CLIPPED),
        gapped=kinds.count(Shown.GAPPED),
        pairs=pairs,
        forward=sum(not c.read.is_reverse for c in crossed),
        reverse=sum(c.read.is_reverse for c in crossed),
        starts=len({_begin(c.read) for c in crossed}),
        mapq=sum(mapq) / len(mapq) if mapq else None,
    )


def _begin(read: Read) -> tuple[int, bool]:
    """Where the sequenced read begins: its place without clips, and the strand."""
    if read.is_reverse:
        return read.end + read.clipped_after, True
    return read.start - read.clipped_before, False
