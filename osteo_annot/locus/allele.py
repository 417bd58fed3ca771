"""A small change of known bases, and the places where it can stand without changing the result.

Sources: VCF 4.5 section 1.6.1 (REF, ALT), HGVS nomenclature (3' rule).
"""

from __future__ import annotations

from dataclasses import dataclass

from osteo_annot.locus.reference import Reference

_MAX_SHIFT = 5_000


@dataclass(frozen=True, slots=True, order=True)
class Allele:
    """Plus-strand bases ``ref`` at ``start`` replaced by ``alt``, without shared ends."""

    start: int
    """First replaced base; for an insertion the base after it. 1-based, genomic."""
    ref: str
    alt: str

    @property
    def end(self) -> int:
        """Last replaced base, 1-based, closed; ``start - 1`` for an insertion."""
        return self.start + len(self.ref) - 1

    @property
    def is_insertion(self) -> bool:
        """Whether bases are added and none removed."""
        return not self.ref

    @property
    def is_deletion(self) -> bool:
        """Whether bases are removed and none added."""
        return not self.alt

    @property
    def net(self) -> int:
        """Bases gained (positive) or lost (negative)."""
        return len(self.alt) - len(self.ref)

    def within(self, start: int, end: int) -> bool:
        """Whether it lies in the 1-based closed interval; an insertion with both its neighbours."""
        if self.is_insertion:
            return start < self.start <= end
        return start <= self.start and self.end <= end


def trimmed(position: int, ref: str, alt: str) -> Allele:
    """The allele without the bases that REF and ALT share at their ends.

    >>> trimmed(10, "ACT", "A")
    Allele(start=11, ref='CT', alt='')
    >>> trimmed(10, "A", "AG")
    Allele(start=11, ref='', alt='G')
    """
    shared = 0
    while shared < min(len(ref), len(alt)) and ref[shared] == alt[shared]:
        shared += 1
    position, ref, alt = position + shared, ref[shared:], alt[shared:]
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    return Allele(position, ref, alt)


def shifted_left(allele: Allele, reference: Reference) -> Allele:
    """The leftmost place on the plus strand that gives the same sequence.

    Stops at the first unknown base: no shift is claimed through ``N``. On a gene of the minus
    strand this is the most 3' place on the transcript.
    """
    moved = allele
    for _ in range(_MAX_SHIFT):
        unit = moved.ref or moved.alt
        before = reference.base(moved.start - 1)
        if (moved.ref and moved.alt) or before != unit[-1] or before == "N":
            return moved
        rolled = unit[-1] + unit[:-1]
        moved = Allele(moved.start - 1, *((rolled, "") if moved.ref else ("", rolled)))
    return moved


def shifted_right(allele: Allele, reference: Reference) -> Allele:
    """The rightmost place on the plus strand that gives the same sequence; stops at ``N``."""
    moved = allele
    for _ in range(_MAX_SHIFT):
        unit = moved.ref or moved.alt
        after = reference.base(moved.end + 1)
        if (moved.ref and moved.alt) or after != unit[0] or after == "N":
            return moved
        rolled = unit[1:] + unit[0]
        moved = Allele(moved.start + 1, *((rolled, "") if moved.ref else ("", rolled)))
    return moved


def placements(allele: Allele, reference: Reference) -> tuple[Allele, ...]:
    """Every place that gives the same sequence, from left to right on the plus strand."""
    moved = shifted_left(allele, reference)
    last = shifted_right(allele, reference).start
    places = [moved]
    while moved.start < last:
        unit = moved.ref or moved.alt
        rolled = unit[1:] + unit[0]
        moved = Allele(moved.start + 1, *((rolled, "") if moved.ref else ("", rolled)))
        places.append(moved)
    return tuple(places)


def shift_is_bounded(allele: Allele, reference: Reference) -> bool:
    """Whether both ends of the shift stopped at a known base, so the names are final.

    A change with bases on both sides cannot shift, so it is bounded wherever it stands.
    """
    if allele.ref and allele.alt:
        return True
    left, right = shifted_left(allele, reference), shifted_right(allele, reference)
    # Each end of the change is held against the base beside the other end; no other has a say.
    compared = (
        reference.base(left.start - 1),
        (left.ref or left.alt)[-1],
        reference.base(right.end + 1),
        (right.ref or right.alt)[0],
    )
    return "N" not in compared
