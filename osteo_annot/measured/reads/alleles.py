"""Which allele of a small variant the reads show: fragments of each by strand.

Source: reads.md 5. A read counts where it reaches over the whole change with some aligned bases on
each side, maps with confidence, and is the main alignment. Both reads of a pair are one fragment.
An indel is told by its length between two anchors outside every place at which it may be written,
so that an aligner's choice of place does not matter.
"""

from __future__ import annotations

from enum import Enum, auto

from osteo_annot.intake.depth.alignments import MIN_MAPQ
from osteo_annot.locus.allele import Allele, shifted_left, shifted_right
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.read_alleles import MIN_BASE_QUALITY
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read, aligned_blocks
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reads as say
from osteo_annot.values import dataclass

ANCHOR = 5
"""Aligned bases on each side that a read must show around an indel (default, unverified)."""
LONGEST = 10
"""Bases gained or lost up to which reads are taken to show the change: around a longer one an
aligner clips reads instead (default, unverified)."""


class Shown(Enum):
    """What a fragment shows of a small variant."""

    REF = auto()
    ALT = auto()
    OTHER = auto()
    """Another allele, or two that contradict each other."""


@dataclass(frozen=True, slots=True)
class Strands:
    """Fragments by the strand of the read that shows them."""

    forward: int = 0
    reverse: int = 0

    @property
    def total(self) -> int:
        """On both strands."""
        return self.forward + self.reverse


@dataclass(frozen=True, slots=True)
class AlleleCounts:
    """Fragments over a small variant, by what they show."""

    ref: Strands
    alt: Strands
    other: int
    """Fragments that show another allele."""
    starts: int
    """Different places at which the reads with the ALT begin."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.ref.total + self.alt.total + self.other

    @property
    def said(self) -> Said:
        """The count of the ALT in words."""
        return say.FRAGMENTS(shown=self.alt.total, total=self.total)


@dataclass(frozen=True, slots=True)
class ShownBy:
    """One fragment over a small variant."""

    shown: Shown
    read: Read
    """The read that shows it; of a pair the first on the chromosome."""


def is_told_by_reads(allele: Allele) -> bool:
    """Whether reads show a change of its size in their alignment."""
    return abs(allele.net) <= LONGEST and len(allele.ref) <= LONGEST


def fragments_over(reads: Reads, allele: Allele, reference: Reference) -> dict[str, ShownBy]:
    """What each fragment over a small variant shows, by its name, ascending on the chromosome."""
    places = _places(allele, reference)
    found: dict[str, ShownBy] = {}
    for read in reads.overlapping(places.start, max(places.end, places.start)):
        if not counts(read):
            continue
        shown = _shown(read, allele, places)
        if shown is None:
            continue
        before = found.get(read.name)
        if before is None:
            found[read.name] = ShownBy(shown, read)
        elif before.shown is not shown:
            found[read.name] = ShownBy(Shown.OTHER, before.read)
    return found


def allele_counts(fragments: dict[str, ShownBy]) -> AlleleCounts:
    """The fragments counted by allele and strand."""
    strands = {
        shown: Strands(
            sum(not f.read.is_reverse for f in fragments.values() if f.shown is shown),
            sum(f.read.is_reverse for f in fragments.values() if f.shown is shown),
        )
        for shown in Shown
    }
    starts = {f.read.start for f in fragments.values() if f.shown is Shown.ALT}
    other = strands[Shown.OTHER].total
    return AlleleCounts(strands[Shown.REF], strands[Shown.ALT], other, len(starts))


def counts(read: Read) -> bool:
    """Whether a read is a witness of bases at all."""
    return bool(read.bases) and not read.is_supplementary and read.mapq >= MIN_MAPQ


def _places(allele: Allele, reference: Reference) -> Interval:
    """All bases at which the change may be written; of an indel with one neighbour on each side."""
    if allele.net == 0:
        return Interval(allele.start, allele.end)
    first, last = shifted_left(allele, reference), shifted_right(allele, reference)
    return Interval(first.start - 1, max(last.end, last.start - 1) + 1)


def _shown(read: Read, allele: Allele, places: Interval) -> Shown | None:
    """What a read shows; None where it does not reach over the whole place, or reads it poorly."""
    beside = ANCHOR if allele.net else 0
    first, last = offsets_of(read, places.start - beside, places.end + beside)
    if first is None or last is None:
        return None
    if allele.net:
        gained = (last - first) - (len(places) - 1 + 2 * beside)
        return {0: Shown.REF, allele.net: Shown.ALT}.get(gained, Shown.OTHER)
    low = read.qualities[first : last + 1]
    if low and min(low) < MIN_BASE_QUALITY:
        return None
    seen = read.bases[first : last + 1]
    return {allele.ref: Shown.REF, allele.alt: Shown.ALT}.get(seen, Shown.OTHER)


def offsets_of(read: Read, start: int, end: int) -> tuple[int | None, int | None]:
    """Where in the bases of a read those aligned to two positions (1-based) stand, if any are."""
    found: list[int | None] = [None, None]
    for first, last, place in aligned_blocks(read):
        for which, position in enumerate((start, end)):
            if first <= position <= last:
                found[which] = place + position - first
    return found[0], found[1]
