"""The numbers behind the pictures of reads: around a breakpoint, and over a small variant.

A picture is a projection of these values. Of many reads some are shown, by a rule that only names
and places decide; all are counted. Coordinates are 1-based, closed, on the plus strand of the
contig and assembly of the reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read, aligned_blocks, gaps_of, insertions_of
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

SIDE = 250
"""Bases on each side of a breakpoint."""
BIN = 10
"""Bases over which the depth around a breakpoint is averaged."""
MOST_READS, MOST_OF_PARENT = 60, 30
"""Reads that are shown of the person, and of a parent, at one breakpoint."""
MOST_PILED, MOST_PILED_OF_PARENT = 20, 10
"""Reads that are shown of the person, and of a parent, over a small variant."""
AROUND = 20
"""Bases on each side of a small variant: 41 with the base itself."""
_CLIPPED_FROM = 5
"""Bases clipped from which a read is called clipped."""
_SHORT_GAP = 20
"""Bases left out of an alignment up to which nothing is drawn: a small deletion."""


class ReadShows(Worded):
    """What one read shows around a breakpoint; the strongest first."""

    SPLIT = ("split", "split over the junction")
    GAPPED = ("gapped", "aligned over the junction with a gap")
    CLIPPED = ("clipped", "clipped at the junction")
    PAIR = ("pair", "of a pair across the junction")
    OTHER_CLIP = ("other_clip", "clipped elsewhere")
    PLAIN = ("plain", "without a junction")

    @property
    def is_of_junction(self) -> bool:
        """Whether it is counted for the junction."""
        return self not in {ReadShows.OTHER_CLIP, ReadShows.PLAIN}


ReadKey = tuple[str, bool]
"""Name of a fragment, and whether it is the second read of its pair: one read with its parts."""


@dataclass(frozen=True, slots=True)
class ShownRead:
    """One alignment of a read as it is drawn."""

    start: int
    """First aligned base."""
    end: int
    """Last aligned base."""
    is_reverse: bool
    mapq: int
    clipped_before: int
    """Bases clipped before the first aligned one."""
    clipped_after: int
    gaps: tuple[tuple[int, int], ...]
    """First and last base of each longer stretch in the window that the alignment leaves out."""
    shows: ReadShows


@dataclass(frozen=True, slots=True)
class BreakpointReads:
    """Reads of one person around one breakpoint."""

    window: Interval
    """250 bases on each side."""
    depths: tuple[float, ...]
    """Mean depth of each 10 bases."""
    total: int
    """Alignments with a base in the window."""
    counts: dict[ReadShows, int]
    """All of them, by what they show."""
    shown: tuple[ShownRead, ...]
    """Ascending: first those that reach the breakpoint or show the junction, then the
    others; among these by a checksum of their name, whatever they show."""


def window_of(breakpoint_: int) -> Interval:
    """250 bases on each side of a breakpoint: before the base behind it, and from it on."""
    return Interval(breakpoint_ - SIDE, breakpoint_ + SIDE - 1)


def breakpoint_reads(
    reads: Reads,
    breakpoint_: int,
    junction: Mapping[ReadKey, ReadShows],
    most: int = MOST_READS,
) -> BreakpointReads:
    """What is drawn around a breakpoint.

    ``breakpoint_`` is the base behind it; ``junction`` says which reads were counted for the
    junction, and how they show it; at most ``most`` are shown.
    """
    window = window_of(breakpoint_)
    here = list(reads.overlapping(window.start, window.end))
    told = [(read, _shows(read, junction)) for read in here]
    ranked = sorted(
        told,
        key=lambda one: (
            not (one[1].is_of_junction or _reaches(one[0], breakpoint_)),
            _checksum(one[0]),
            one[0].start,
            one[0].is_second,
        ),
    )
    chosen = sorted(
        (_shown(read, shows, window) for read, shows in ranked[:most]),
        key=lambda r: (r.start - r.clipped_before, r.end, r.is_reverse, r.shows.value),
    )
    counts = Counter(shows for _, shows in told)
    return BreakpointReads(
        window,
        _depths(here, window),
        len(here),
        {shows: counts[shows] for shows in ReadShows if counts[shows]},
        tuple(chosen),
    )


def _shows(read: Read, junction: Mapping[ReadKey, ReadShows]) -> ReadShows:
    """What a read shows: what it was counted for, else whether it is clipped."""
    if (counted := junction.get((read.name, read.is_second))) is not None:
        return counted
    clipped = max(read.clipped_before, read.clipped_after) >= _CLIPPED_FROM
    return ReadShows.OTHER_CLIP if clipped else ReadShows.PLAIN


def _checksum(read: Read) -> bytes:
    """What decides among reads that are alike: their name, and nothing that they show."""
    return sha256(read.name.encode(errors="backslashreplace")).digest()


def _reaches(read: Read, breakpoint_: int) -> bool:
    """Whether a read is aligned to, or clipped over, the base before or behind a breakpoint."""
    first, last = read.start - read.clipped_before, read.end + read.clipped_after
    return first <= breakpoint_ and last >= breakpoint_ - 1


def _shown(read: Read, shows: ReadShows, window: Interval) -> ShownRead:
    """A read as it is drawn."""
    return ShownRead(
        read.start,
        read.end,
        read.is_reverse,
        read.mapq,
        read.clipped_before,
        read.clipped_after,
        tuple(gap for gap in gaps_of(read) if _is_drawn(gap, window)),
        shows,
    )


def _is_drawn(gap: tuple[int, int], window: Interval) -> bool:
    """Whether a stretch that is left out is long enough, and reaches into the window."""
    return gap[1] - gap[0] >= _SHORT_GAP and Interval(*gap).overlap(window) > 0


def _depths(reads: Sequence[Read], window: Interval) -> tuple[float, ...]:
    """Mean depth of each 10 bases: bases aligned to the reference, without gaps."""
    bases = [0] * (len(window) // BIN)
    for read in reads:
        for start, end, _ in aligned_blocks(read):
            first, last = max(start, window.start), min(end, window.end)
            for place in range((first - window.start) // BIN, (last - window.start) // BIN + 1):
                low = window.start + place * BIN
                bases[place] += max(0, min(last, low + BIN - 1) - max(first, low) + 1)
    return tuple(round(count / BIN, 1) for count in bases)


@dataclass(frozen=True, slots=True)
class PiledRead:
    """One alignment of a read over a small variant, as it is drawn."""

    start: int
    """First base that is aligned or left out, of the 41."""
    end: int
    """Last base likewise."""
    is_reverse: bool
    mapq: int
    differences: dict[int, str]
    """What differs from the reference, by position: a base, ``-`` where it is left out, ``+`` where
    bases are inserted behind it. Empty where the reference is not known."""


@dataclass(frozen=True, slots=True)
class VariantReads:
    """A pile of reads over a small variant, of one person."""

    window: Interval
    """41 bases around it."""
    forward: tuple[dict[str, int], ...]
    """For each base the reads on the plus strand by what they show: a base, ``-`` or ``+``."""
    reverse: tuple[dict[str, int], ...]
    total: int
    """Alignments with a base there."""
    shown: tuple[PiledRead, ...]
    """Those over the middle before others, then by a checksum of their name, whatever
    they show. In order: what differs from the reference in the middle, then the plus strand."""


def variant_reads(
    reads: Reads, position: int, reference: Reference, most: int = MOST_PILED
) -> VariantReads:
    """The pile over 41 bases around a position; at most ``most`` reads are shown."""
    window = Interval(position - AROUND, position + AROUND)
    native = "".join(reference.base(p) for p in range(window.start, window.end + 1))
    counts = [(Counter[str](), Counter[str]()) for _ in native]
    piled: list[tuple[bool, bytes, PiledRead]] = []
    for read in reads.overlapping(window.start, window.end):
        calls = list(_calls(read, window))
        if not calls:
            continue
        for place, base in calls:
            counts[place - window.start][read.is_reverse][base] += 1
        differences = {
            place: base for place, base in calls if native[place - window.start] not in {base, "N"}
        }
        places = [place for place, _ in calls]
        piled.append(
            (
                position not in places,
                _checksum(read),
                PiledRead(min(places), max(places), read.is_reverse, read.mapq, differences),
            )
        )
    chosen = sorted(piled, key=lambda one: (*one[:2], one[2].start, one[2].end))[:most]
    return VariantReads(
        window,
        tuple(_sorted(forward) for forward, _ in counts),
        tuple(_sorted(backward) for _, backward in counts),
        len(piled),
        tuple(
            sorted(
                (read for _, _, read in chosen),
                key=lambda r: (position not in r.differences, r.is_reverse, r.start, r.end),
            )
        ),
    )


def _sorted(counts: Counter[str]) -> dict[str, int]:
    """Counts in a fixed order."""
    return {base: counts[base] for base in sorted(counts)}


def _calls(read: Read, window: Interval) -> Iterator[tuple[int, str]]:
    """Place and base of what one read shows in a window; nothing for unknown bases.

    An inserted stretch is told at the base before it.
    """
    for first, last, index in aligned_blocks(read):
        for place in range(max(first, window.start), min(last, window.end) + 1):
            base = read.bases[index + place - first : index + place - first + 1]
            if base in {"A", "C", "G", "T"}:
                yield place, base
    for start, end in gaps_of(read):
        yield from ((p, "-") for p in range(max(start, window.start), min(end, window.end) + 1))
    for place, _ in insertions_of(read):
        if window.start <= place <= window.end:
            yield place, "+"
