"""Soft clips: whether the bases that an aligner left over are those of the other side.

A read that ends a little behind a joint has too few bases there for a part of its own. Its clipped
bases are held against the bases of the other side, which other reads show (:class:`Pile`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import reverse_complement
from osteo_annot.measured.reads.arms import Arm, Joint
from osteo_annot.measured.reads.crossing import Crossing, Place, Shown
from osteo_annot.measured.reads.limits import MIN_MAPQ, MISMATCH, OVERHANG, SAME_PLACE
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.pile import Pile
from osteo_annot.measured.reads.read import Read

_SEED = 16
"""Bases of a clip that must lie on the other side without a difference."""
_MOST_INSERTED = 12
"""Bases between the sides up to which a clip is looked for on the other side."""
_LONGEST = 150
"""Bases of a clip that are compared."""


def outward(read: Read, arm: Arm) -> str:
    """The clipped bases of a read at an arm, read away from the arm; empty where none are."""
    return read.bases_after if arm.ends else reverse_complement(read.bases_before)


def anchor(read: Read, arm: Arm) -> int:
    """The aligned base of a read that is next to its clip at an arm; 1-based."""
    return read.end if arm.ends else read.start


def clipped_at(read: Read, arm: Arm) -> int:
    """How many bases of a read are clipped at an arm, soft or hard."""
    return read.clipped_after if arm.ends else read.clipped_before


def beyond(pile: Pile, position: int, arm: Arm, length: int) -> str:
    """The bases that are read on an arm from the joint on: of a place, so many."""
    if arm.ends:
        return reverse_complement(pile.sequence(position - length + 1, position))
    return pile.sequence(position, position + length - 1)


def clipped_crossings(reads: Reads, joint: Joint, place: Place) -> Iterator[Crossing]:
    """Reads that are clipped at a known joint, with the bases of the other side."""
    left, right = joint.left, joint.right
    sides = ((left, place.left, right, place.right), (right, place.right, left, place.left))
    for arm, here, other, there in sides:
        inserted = place.inserted if arm.ends else reverse_complement(place.inserted)
        expected = ""
        shared = len(place.homology)
        for read in reads.overlapping(here - shared - SAME_PLACE, here + shared + SAME_PLACE):
            if read.mapq < MIN_MAPQ or not clipped_at(read, arm):
                continue
            extended = anchor(read, arm) - here if arm.ends else here - anchor(read, arm)
            if not -SAME_PLACE <= extended <= shared + SAME_PLACE:
                continue
            if clipped_at(read, arm) + extended - shared < OVERHANG:
                continue
            if read.end - read.start + 1 - max(extended, 0) < OVERHANG:
                continue
            expected = expected or inserted + beyond(reads.pile, there, other, _LONGEST)
            if is_of(outward(read, arm), expected, extended):
                yield Crossing(read, Shown.CLIPPED, (left.ends, right.ends), place)


def is_of(clip: str, expected: str, extended: int) -> bool:
    """Whether clipped bases are those expected behind the joint.

    ``extended``: how many of them the alignment took already; negative where it stopped before.
    Where the file stores no bases, the place of the clip has to do.
    """
    seen, there = (clip, expected[extended:]) if extended >= 0 else (clip[-extended:], expected)
    pairs = [(a, b) for a, b in zip(seen, there, strict=False) if a != "N" and b != "N"]
    if not clip or len(pairs) < OVERHANG:
        return not clip
    return sum(a != b for a, b in pairs) <= MISMATCH * len(pairs)


def placed_clips(reads: Reads, joint: Joint) -> list[Crossing]:
    """Clipped reads whose bases are found where the other arm may lie, though none is split."""
    found: dict[str, Crossing] = {}
    for arm, other in ((joint.left, joint.right), (joint.right, joint.left)):
        for read in _repeated(reads, arm):
            place = _placed(read, arm, other, reads.pile)
            if place is not None and read.name not in found:
                ends = (joint.left.ends, joint.right.ends)
                where = leftmost(place, joint, reads.pile)
                found[read.name] = Crossing(read, Shown.CLIPPED, ends, where)
    return list(found.values())


def _repeated(reads: Reads, arm: Arm) -> Iterator[Read]:
    """Reads with a clip of some length where the arm may lie, several at one place."""
    by_place: dict[int, list[Read]] = defaultdict(list)
    for read in reads.overlapping(arm.where.start - arm.slack, arm.where.end + arm.slack):
        long = len(outward(read, arm)) >= _SEED
        if long and read.mapq >= MIN_MAPQ and arm.may_lie_at(anchor(read, arm)):
            by_place[anchor(read, arm)].append(read)
    return (read for some in by_place.values() if len(some) > 1 for read in some)


def _placed(read: Read, arm: Arm, other: Arm, pile: Pile) -> Place | None:
    """The joint that a clip shows, where it lies at one place of the other side."""
    clip = outward(read, arm)[:_LONGEST]
    where = Interval(other.where.start - other.slack, other.where.end + other.slack)
    if other.ends:
        text = beyond(pile, where.end, other, len(where) + _LONGEST)
    else:
        text = beyond(pile, where.start, other, len(where) + _LONGEST)
    for skipped in range(min(_MOST_INSERTED, len(clip) - _SEED) + 1):
        seed = clip[skipped : skipped + _SEED]
        at = text.find(seed)
        if at < 0:
            continue
        if text.find(seed, at + 1) >= 0 or not is_of(clip[skipped:], text[at:], 0):
            return None
        there = where.end - at if other.ends else where.start + at
        if not other.may_lie_at(there):
            return None
        left, right = sorted((anchor(read, arm), there))
        inserted = clip[:skipped] if arm.ends else reverse_complement(clip[:skipped])
        return Place(left, right, "", inserted)
    return None


def leftmost(place: Place, joint: Joint, pile: Pile) -> Place:
    """The leftmost of the places that are the same joint, with the bases that both sides share."""
    if joint.turns or place.inserted:
        return place
    left, right = place.left, place.right
    ends, begins = (left, right) if joint.left.ends else (right, left)
    while pile.base(ends) == pile.base(begins - 1) != "N":
        ends, begins = ends - 1, begins - 1
    homology = ""
    while pile.base(ends + 1 + len(homology)) == pile.base(begins + len(homology)) != "N":
        homology += pile.base(begins + len(homology))
    if len(homology) < len(place.homology):
        homology = place.homology  # both copies lack the bases: the reads show what they share
    ordered = (ends, begins) if joint.left.ends else (begins, ends)
    return Place(*ordered, homology, "")
