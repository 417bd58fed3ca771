"""Places at which reads break off together, and no read shows what follows: hints, no junctions.

The far side of a junction may lie where no read maps: in a repeat, on another chromosome, in bases
that the reference lacks. The clipped bases agree with each other all the same. Such a place is
told; it makes no event, and a loss that may begin there is not excluded. Source: reads.md 4.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.arms import Arm
from osteo_annot.measured.reads.clips import clipped_at, outward
from osteo_annot.measured.reads.counts import borders, goes_through
from osteo_annot.measured.reads.limits import (
    MIN_MAPQ,
    MISMATCH,
    NEAR,
    OVERHANG,
    PROPOSED_FRAGMENTS,
    PROPOSED_SHARE,
    PROPOSED_STARTS,
    SAME_PLACE,
)
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read
from osteo_annot.values import dataclass

_COMPARED = 20
"""Clipped bases next to the place in which reads must agree."""


@dataclass(frozen=True, slots=True)
class ReadsBreak:
    """One place at which reads break off."""

    position: int
    """The last base that is aligned; 1-based."""
    ends: bool
    """Whether reads are aligned up to it; else they begin there, clipped before it."""
    fragments: int
    """Fragments that break off there."""
    reference: int
    """Fragments that go through it."""


def breaks_without_partner(reads: Reads, known: Sequence[Interval]) -> tuple[ReadsBreak, ...]:
    """Where reads break off, ascending; ``known``: events and proposals, whose ends explain it."""
    reads = reads.molecules
    ends = {end for event in known for end in (event.start, event.end)}
    stacks: dict[tuple[int, bool], list[Read]] = defaultdict(list)
    for read in reads.reads:
        if read.mapq < MIN_MAPQ or read.parts:
            continue
        for is_end, at in ((True, read.end), (False, read.start)):
            clipped = read.clipped_after if is_end else read.clipped_before
            if clipped >= OVERHANG and not any(abs(at - end) <= NEAR for end in ends):
                stacks[at, is_end].append(read)
    found = [
        told
        for (at, is_end), stack in sorted(stacks.items())
        if len(stack) >= PROPOSED_FRAGMENTS and (told := _break(reads, at, is_end, stack))
    ]
    return tuple(_apart(found))


def _break(reads: Reads, at: int, is_end: bool, stack: Sequence[Read]) -> ReadsBreak | None:
    """The break that a stack of clipped reads shows; None where they are few, or disagree."""
    arm = Arm(Interval(at, at), is_end)
    agreeing = _agreeing(stack, arm)
    starts = {(r.start - r.clipped_before, r.end + r.clipped_after) for r in agreeing}
    names = {read.name for read in agreeing}
    first, last = borders(arm, at, 0)
    through = {r.name for r in reads.overlapping(first, last) if goes_through(r, first, last)}
    through -= names
    shared = len(names) >= PROPOSED_SHARE * (len(names) + len(through))
    if len(names) < PROPOSED_FRAGMENTS or len(starts) < PROPOSED_STARTS or not shared:
        return None
    return ReadsBreak(at, is_end, len(names), len(through))


def _agreeing(stack: Sequence[Read], arm: Arm) -> list[Read]:
    """The reads whose clipped bases are those of most; of a file without bases all of them."""
    clips = [outward(read, arm)[:_COMPARED] for read in stack]
    longest = [clip for clip in clips if len(clip) == _COMPARED] or clips
    (usual, _), *_rest = Counter(longest).most_common(1)
    return [
        read
        for read, clip in zip(stack, clips, strict=True)
        if clipped_at(read, arm) >= OVERHANG
        and sum(a != b for a, b in zip(clip, usual, strict=False)) <= MISMATCH * len(clip)
    ]


def _apart(found: Sequence[ReadsBreak]) -> list[ReadsBreak]:
    """Of breaks that lie a few bases aside on one side the one that most fragments show."""
    kept: list[ReadsBreak] = []
    for one in sorted(found, key=lambda b: (-b.fragments, b.position, b.ends)):
        if not any(
            one.ends is other.ends and abs(one.position - other.position) <= SAME_PLACE
            for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=lambda b: (b.position, b.ends))
