"""Reads that cross a joint by their own alignment: in two parts, or with bases left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from osteo_annot.locus.reference import reverse_complement
from osteo_annot.measured.reads.arms import Joint
from osteo_annot.measured.reads.limits import LONG_GAP, MIN_MAPQ, SAME_PLACE
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import (
    Cigar,
    Read,
    clips_of,
    insertions_of,
    length_of,
    replaced_gaps,
    span_of,
)
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

_GAP = 30
"""Bases from which a gap of an alignment may be a deletion."""
_ONE_GAP = 20
"""Aligned bases between two gaps of a long read up to which they are one."""
_REACH = 200
"""Bases beside the bounds within which reads are looked at."""


class Shown(Worded):
    """How a read shows a joint; the strongest first."""

    SPLIT = ("split", "two aligned parts")
    GAPPED = ("gapped", "bases left out of the alignment")
    CLIPPED = ("clipped", "clipped bases of the other side")


@dataclass(frozen=True, slots=True)
class Place:
    """A joint to the base: the last base that is read on each side; 1-based.

    Bases that both sides share are counted to the right arm, so that the place is the leftmost one.
    """

    left: int
    right: int
    homology: str
    """The bases that both sides share; plus strand."""
    inserted: str
    """Bases that are of neither side; plus strand."""

    def is_near(self, other: Place) -> bool:
        """Whether two reads show one joint."""
        aside = max(abs(self.left - other.left), abs(self.right - other.right))
        return aside <= SAME_PLACE


@dataclass(frozen=True, slots=True)
class Crossing:
    """One read that crosses a joint."""

    read: Read
    shown: Shown
    ends: tuple[bool, bool]
    """Of the left and the right arm, whether the read ends there (see :class:`Arm`)."""
    place: Place

    def fits(self, joint: Joint) -> bool:
        """Whether it crosses a joint where that may lie."""
        more = int(LONG_GAP * (self.place.right - self.place.left)) if self._is_long_gap else 0
        return (
            self.ends == (joint.left.ends, joint.right.ends)
            and joint.left.may_lie_at(self.place.left, more)
            and joint.right.may_lie_at(self.place.right, more)
        )

    @property
    def _is_long_gap(self) -> bool:
        """Whether a long read leaves bases out, whose ends it places less exactly."""
        return self.shown is Shown.GAPPED and self.place.right - self.place.left > 1_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """An aligned part of a read, along the strand of the alignment at hand."""

    first: int
    """Bases of the read before it."""
    last: int
    """Bases of the read up to its last one."""
    start: int
    end: int
    flipped: bool
    """Whether it lies on the other strand than the alignment at hand."""


def crossings(reads: Reads, joint: Joint) -> list[Crossing]:
    """Reads whose alignment crosses the joint where it may lie; one of each fragment."""
    found: dict[str, Crossing] = {}
    for arm in (joint.left, joint.right):
        for read in reads.overlapping(arm.where.start - _REACH, arm.where.end + _REACH):
            if read.mapq < MIN_MAPQ or read.name in found:
                continue
            crossing = next((c for c in crossings_of(read) if c.fits(joint)), None)
            if crossing is not None:
                found[read.name] = crossing
    return list(found.values())


def crossings_of(read: Read) -> Iterator[Crossing]:
    """Every joint that the alignment of one read shows."""
    if read.parts:
        pieces = sorted(_pieces(read), key=lambda p: (p.first, p.last))
        for one, other in pairwise(pieces):
            yield _split(read, one, other)
    for start, end, inserted in _whole_gaps(read):
        yield Crossing(read, Shown.GAPPED, (True, False), Place(start - 1, end + 1, "", inserted))
    for before, length in insertions_of(read):
        if length < _GAP:
            continue
        for first in (before - length + 1, before + 1):  # of the bases before it, or behind it
            place = Place(first, first + length - 1, "", "")
            yield Crossing(read, Shown.GAPPED, (False, True), place)


def _pieces(read: Read) -> Iterator[_Piece]:
    """The aligned parts of a read, in the direction in which this alignment is stored."""
    yield _piece(read.cigar, read.start, flipped=False)
    for part in read.parts:
        yield _piece(part.cigar, part.start, flipped=part.is_reverse != read.is_reverse)


def _piece(cigar: Cigar, start: int, *, flipped: bool) -> _Piece:
    """One part by its CIGAR."""
    before, behind = clips_of(cigar)
    first = behind if flipped else before
    return _Piece(first, first + length_of(cigar), start, start + span_of(cigar) - 1, flipped)


def _split(read: Read, one: _Piece, other: _Piece) -> Crossing:
    """The joint between two parts that follow each other in the read."""
    leaves = (one.start, False) if one.flipped else (one.end, True)
    enters = (other.end, True) if other.flipped else (other.start, False)
    shared = max(one.last - other.first, 0)
    whole = read.bases if not _is_hard_clipped(read) else ""
    homology = whole[other.first : one.last] or "N" * shared
    inserted = whole[one.last : other.first] or "N" * max(other.first - one.last, 0)
    arms = sorted((leaves, enters))
    if one.flipped or (other.flipped and leaves > enters):
        homology, inserted = reverse_complement(homology), reverse_complement(inserted)
    (left, left_ends), (right, right_ends) = arms
    if left_ends:
        left -= shared
    elif right_ends:
        right -= shared
    else:
        left += shared
    place = Place(left, right, homology, inserted)
    return Crossing(read, Shown.SPLIT, (left_ends, right_ends), place)


def _is_hard_clipped(read: Read) -> bool:
    """Whether bases of the read are missing from it."""
    return length_of(read.cigar) + sum(clips_of(read.cigar)) != len(read.bases)


def _whole_gaps(read: Read) -> Iterator[tuple[int, int, str]]:
    """First and last base of each stretch left out, and the bases in its place.

    Stretches that lie close to each other are one.
    """
    whole: list[tuple[int, int, str]] = []
    for start, end, inserted in replaced_gaps(read):
        if whole and start - whole[-1][1] - 1 <= _ONE_GAP and end - start >= _ONE_GAP // 2:
            whole[-1] = (whole[-1][0], end, inserted)
        else:
            whole.append((start, end, inserted))
    for start, end, inserted in whole:
        length = end - start + 1
        if length >= _GAP and 2 * len(inserted) <= length:  # else bases are replaced, not lost
            yield start, end, inserted


def agreed(found: Sequence[Crossing]) -> tuple[Place, int] | None:
    """The place that most reads show, and how many agree on it to the base; None without reads.

    Reads that place it a few bases aside show the same joint; the group of most reads counts.
    """
    if not found:
        return None
    exact = Counter((c.place.left, c.place.right) for c in found)
    group = max(
        exact,
        key=lambda key: (
            sum(n for other, n in exact.items() if _is_near(key, other)),
            exact[key],
            (-key[0], -key[1]),
        ),
    )
    here = [c.place for c in found if (c.place.left, c.place.right) == group]
    most = Counter(here).most_common()
    best = min((p for p, n in most if n == most[0][1]), key=lambda p: (p.homology, p.inserted))
    return best, exact[group]


def _is_near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two places are those of one joint."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= SAME_PLACE
