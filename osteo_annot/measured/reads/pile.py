"""Which bases the reads show at each place: depth, the likeliest sequence, sites of two alleles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import MIN_MAPQ, OVERHANG
from osteo_annot.measured.reads.read import Read, aligned_blocks, clips_of, length_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BASES = b"ACGT"
_OTHER = 4
"""Row of bases that are of poor quality, at the end of an alignment, ``N``, or not stored."""
_GOOD_BASE = 15
"""Base quality from which a base counts."""
_GOOD = bytes([_GOOD_BASE])
_AT_ONCE = 300_000
"""Bases of reads that are counted together: more of them only takes memory."""
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
    counts = np.zeros((_OTHER + 1) * length, dtype=np.int32)
    together: list[Read] = []
    bases = 0
    for read in reads:
        if read.mapq < MIN_MAPQ:
            continue
        together.append(read)
        bases += read.end - read.start + 1
        if bases >= _AT_ONCE:
            _add(together, window, counts)
            together, bases = [], 0
    _add(together, window, counts)
    return Pile(window, counts.reshape(_OTHER + 1, length))


def _add(reads: Sequence[Read], window: Interval, counts: NDArray[np.int32]) -> None:
    """Count the bases of some reads at once; ``counts``: row after row of the pile."""
    import numpy as np  # lazy: only where there are reads

    texts: list[str] = []
    poor: list[bytes] = []
    places: list[tuple[int, int, int]] = []
    """First base in the window, bases, and place among all texts, of each stretch."""
    before = 0
    for read in reads:
        text = _shown(read)
        texts.append(text)
        poor.append(_poor(read, len(text)))
        for start, end, at in aligned_blocks(read):
            first, last = max(start, window.start), min(end, window.end)
            if first <= last:
                places.append((first - window.start, last - first + 1, before + at + first - start))
        before += len(text)
    if not places:
        return
    rows = np.full(256, _OTHER, dtype=np.int64)
    rows[np.frombuffer(_BASES, dtype=np.uint8)] = range(_OTHER)
    codes = rows[np.frombuffer("".join(texts).encode(), dtype=np.uint8)]
    codes[np.frombuffer(b"".join(poor), dtype=np.uint8) < _GOOD_BASE] = _OTHER
    first, size, place = np.array(places, dtype=np.int64).T
    begins = np.repeat(np.cumsum(size) - size, size)
    within = np.arange(int(size.sum())) - begins
    cells = codes[np.repeat(place, size) + within] * len(window) + np.repeat(first, size) + within
    counts += np.bincount(cells, minlength=len(counts)).astype(np.int32)


def _shown(read: Read) -> str:
    """The bases of a read, those at both ends of its alignment hidden.

    Where a junction lies close to the end of a read, an aligner goes on into the wrong side, with a
    few differences or by chance without; its bases would seem to be shared by both sides. Of a file
    without bases all are hidden.
    """
    bases = read.bases
    if not bases:
        return "N" * (length_of(read.cigar) + sum(clips_of(read.cigar)))
    first, last = len(read.bases_before), len(bases) - len(read.bases_after)
    inner, outer = min(first + OVERHANG, len(bases)), max(last - OVERHANG, 0)
    if inner >= outer:
        return bases[:first] + "N" * (last - first) + bases[last:]
    return (
        bases[:first]
        + "N" * (inner - first)
        + bases[inner:outer]
        + "N" * (last - outer)
        + bases[last:]
    )


def _poor(read: Read, length: int) -> bytes:
    """The qualities of a read; good ones where the file has none."""
    return read.qualities if len(read.qualities) == length else _GOOD * length
