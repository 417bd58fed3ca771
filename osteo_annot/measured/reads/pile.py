"""Which bases the reads show at each place: depth, the likeliest sequence, sites of two alleles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import MIN_MAPQ, OVERHANG
from osteo_annot.measured.reads.read import Read, aligned_blocks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BASES = b"ACGT"
_OTHER = 4
"""Row of bases that are of poor quality, at the end of an alignment, ``N``, or not stored."""
_GOOD_BASE = 15
"""Base quality from which a base counts."""
_AGREE = 0.7
"""Share of the reads that must show a base for it to be the sequence there."""
_ENOUGH_BESIDE = 2_000
"""Bases of the window from which they tell its usual depth."""
_SECOND_READS, _SECOND_SHARE, _SITE_DEPTH = 4, 0.25, 10
"""Reads and share of the second base, and reads in all, from which a site shows two alleles."""


@dataclass(frozen=True, eq=False)
class Pile:
    """Counts of bases over a window."""

    window: Interval
    counts: NDArray[np.int32]
    """Rows A, C, G, T and other; a column for each base of the window."""

    def depth(self, where: Interval) -> float | None:
        """Mean depth over an interval; None where it lies outside the window."""
        columns = self._columns(where)
        return float(columns.sum(axis=0).mean()) if columns.shape[1] else None

    def read_share(self, where: Interval) -> float:
        """Share of the bases of an interval that have reads; 0 outside the window."""
        columns = self._columns(where)
        return float((columns.sum(axis=0) > 0).mean()) if columns.shape[1] else 0.0

    def read_bases(self, places: Sequence[Interval], *, every: bool) -> tuple[int, float]:
        """Bases of reads in intervals, and their mean depth over every place, or over read ones."""
        import numpy as np  # lazy: only where there are reads

        depths = np.concatenate([self._columns(where).sum(axis=0) for where in places])
        read = depths if every else depths[depths > 0]
        return int(depths.sum()), float(read.mean()) if len(read) else 0.0

    def sequence(self, start: int, end: int) -> str:
        """The bases that the reads agree on, from ``start`` to ``end``; ``N`` for all others."""
        return "".join(map(self.base, range(start, end + 1)))

    def base(self, position: int) -> str:
        """The base that the reads agree on at a place (1-based); ``N`` where they do not."""
        place = position - self.window.start
        if not 0 <= place < self.counts.shape[1]:
            return "N"
        column = self.counts[:_OTHER, place]
        best = int(column.argmax())
        total = int(column.sum())
        return chr(_BASES[best]) if total and column[best] >= _AGREE * total else "N"

    def usual_depth(self, without: Interval) -> float | None:
        """The depth of the middle place of the window beside an interval; None without enough."""
        import numpy as np  # lazy: only where there are reads

        depths = self.counts.sum(axis=0)
        first = max(without.start - self.window.start, 0)
        last = max(without.end - self.window.start + 1, first)
        beside = np.concatenate((depths[:first], depths[last:]))
        return float(np.median(beside)) if len(beside) >= _ENOUGH_BESIDE else None

    def sites_of_two_alleles(self, where: Interval) -> int:
        """How many places of an interval show two alleles."""
        return len(self.places_of_two_alleles(where))

    def places_of_two_alleles(self, where: Interval) -> list[int]:
        """Places of an interval at which enough reads show a second base; 1-based, ascending."""
        import numpy as np  # lazy: only where there are reads

        columns = np.sort(self._columns(where)[:_OTHER], axis=0)
        if not columns.shape[1]:
            return []
        second, total = columns[-2], columns.sum(axis=0)
        enough = (second >= _SECOND_READS) & (total >= _SITE_DEPTH)
        first = max(where.start, self.window.start)
        shown = np.flatnonzero(enough & (second >= _SECOND_SHARE * total))
        return [first + int(place) for place in shown]

    def _columns(self, where: Interval) -> NDArray[np.int32]:
        """The counts over the part of an interval that lies in the window."""
        first = max(where.start - self.window.start, 0)
        return self.counts[:, first : max(where.end - self.window.start + 1, first)]


def pile_of(reads: Iterable[Read], window: Interval) -> Pile:
    """The bases of reads that map with confidence."""
    import numpy as np  # lazy: only where there are reads

    length = len(window)
    counts = np.zeros((_OTHER + 1, length), dtype=np.int32)
    rows = np.full(256, _OTHER, dtype=np.int64)
    rows[np.frombuffer(_BASES, dtype=np.uint8)] = range(_OTHER)
    places = np.arange(length)
    for read in reads:
        if read.mapq < MIN_MAPQ:
            continue
        codes = rows[np.frombuffer(read.bases.encode(), dtype=np.uint8)]
        if len(read.qualities) == len(codes):
            poor = np.frombuffer(read.qualities, dtype=np.uint8) < _GOOD_BASE
            codes = np.where(poor, _OTHER, codes)
        _hide_ends(read, codes)
        for start, end, at in aligned_blocks(read):
            first, last = max(start, window.start), min(end, window.end)
            if first > last:
                continue
            here = slice(first - window.start, last - window.start + 1)
            if not len(codes):
                counts[_OTHER, here] += 1
                continue
            counts[codes[at + first - start : at + last - start + 1], places[here]] += 1
    return Pile(window, counts)


def _hide_ends(read: Read, codes: NDArray[np.int64]) -> None:
    """Take the bases at both ends of an alignment for others.

    Where a junction lies close to the end of a read, an aligner goes on into the wrong side, with a
    few differences or by chance without; its bases would seem to be shared by both sides.
    """
    first, last = len(read.bases_before), len(codes) - len(read.bases_after)
    codes[first : first + OVERHANG] = _OTHER
    codes[max(last - OVERHANG, 0) : last] = _OTHER
