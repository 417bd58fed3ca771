"""The insert of a library, and pairs of reads: which of them a junction explains.

A pair is normal when its reads face each other at the distance of the library. Around a deletion
the distance is too long by the bases deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from osteo_annot.measured.reads.limits import MIN_MAPQ
from osteo_annot.measured.reads.read import Read
from osteo_annot.values import dataclass

_ENOUGH = 100
"""Pairs from which the insert is told."""
_SPREAD_OF_MAD = 1.4826
"""Standard deviation of a normal distribution for one median absolute deviation."""
_FAR = 10.0
"""Median absolute deviations beyond which a pair is none of the library's normal ones."""


@dataclass(frozen=True, slots=True)
class InsertSize:
    """Length of the fragments of a library, from end to end, in bases."""

    mean: float
    spread: float
    """Standard deviation."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The main alignments of both reads of a fragment, the left one first."""

    name: str
    left_start: int
    """First aligned base of the left read; 1-based."""
    left_end: int
    """Last aligned base of the left read; 1-based, closed."""
    left_reverse: bool
    right_start: int
    right_end: int
    right_reverse: bool

    @property
    def faces(self) -> bool:
        """Whether the reads face each other, as those of a normal fragment do."""
        return not self.left_reverse and self.right_reverse

    @property
    def length(self) -> int:
        """Bases from the first to the last aligned one."""
        return self.right_end - self.left_start + 1


def pairs_of(reads: Sequence[Read]) -> tuple[Pair, ...]:
    """The pairs with both reads on the contig, each once.

    Of a mate that was not fetched the end is taken as if it were as long as the read here.
    """
    mains = [r for r in reads if r.mate and not r.is_supplementary]
    by_name: dict[str, Read] = {}
    found: list[Pair] = []
    for read in mains:
        other = by_name.pop(read.name, None)
        if other is None:
            by_name[read.name] = read
        elif min(read.mapq, other.mapq) >= MIN_MAPQ:
            found.append(_pair(other, read))
    found += [p for read in by_name.values() if read.mapq >= MIN_MAPQ for p in _half(read)]
    return tuple(sorted(found, key=lambda p: (p.left_start, p.right_start, p.name)))


def _pair(one: Read, other: Read) -> Pair:
    """A pair of which both reads are at hand."""
    left, right = sorted((one, other), key=lambda r: (r.start, r.is_reverse, r.end))
    return Pair(
        one.name,
        left.start,
        left.end,
        left.is_reverse,
        right.start,
        right.end,
        right.is_reverse,
    )


def _half(read: Read) -> Iterator[Pair]:
    """A pair of which one read lies outside the window."""
    mate = read.mate
    if mate is None:
        return
    own = (read.start, read.end, read.is_reverse)
    other = (mate.start, mate.start + read.end - read.start, mate.is_reverse)
    left, right = sorted((own, other))
    yield Pair(read.name, *left, *right)


def insert_size(pairs: Sequence[Pair]) -> InsertSize | None:
    """The insert of the library by its pairs; None of long reads, or of few pairs."""
    lengths = [p.length for p in pairs if p.faces and p.length > 0]
    if len(lengths) < _ENOUGH:
        return None
    middle = median(lengths)
    deviation = max(median(abs(length - middle) for length in lengths), 1.0)
    normal = [n for n in lengths if abs(n - middle) <= _FAR * deviation]
    mean = sum(normal) / len(normal)
    spread = (sum((n - mean) ** 2 for n in normal) / len(normal)) ** 0.5
    return InsertSize(mean, max(spread, deviation * _SPREAD_OF_MAD, 1.0))
