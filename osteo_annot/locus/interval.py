"""Intervals of bases, and how they join and cover."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from osteo_annot.values import dataclass

Thing = TypeVar("Thing")
_BLOCK = 128
"""Bases of a block: few things of a person share one, and a gene has some hundreds."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval on the chromosome of the locus; 1-based, closed, on the assembly of the case."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start + 1

    def overlap(self, other: Interval) -> int:
        """Bases shared with another interval."""
        return max(0, min(self.end, other.end) - max(self.start, other.start) + 1)

    def contains(self, other: Interval) -> bool:
        """Whether the other interval lies inside."""
        return self.start <= other.start and other.end <= self.end


def merged(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The same bases as disjoint intervals in ascending order."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda i: (i.start, i.end)):
        if joined and interval.start <= joined[-1].end + 1:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)


def meets(intervals: Sequence[Interval], place: Interval) -> bool:
    """Whether merged intervals hold some base of a place."""
    at = bisect_right(intervals, place.end, key=lambda interval: interval.start)
    return at > 0 and intervals[at - 1].end >= place.start


def covers(intervals: tuple[Interval, ...], start: int, end: int) -> bool:
    """Whether merged intervals hold every base of the 1-based closed interval."""
    return any(i.start <= start and end <= i.end for i in intervals)


class ByPlace(Generic[Thing]):
    """Things by the bases that they hold: what meets a place is looked up, not walked to."""

    def __init__(self, things: Iterable[tuple[Interval, Thing]]) -> None:
        self._things = list(things)
        self._held: dict[int, list[int]] = {}
        for index, (interval, _) in enumerate(self._things):
            for block in _blocks(interval):
                self._held.setdefault(block, []).append(index)

    def meeting(self, place: Interval) -> list[Thing]:
        """The things that hold some base of a place, in the order in which they were given."""
        near = {index for block in _blocks(place) for index in self._held.get(block, ())}
        held = (self._things[index] for index in sorted(near))
        return [thing for interval, thing in held if interval.overlap(place)]


def _blocks(interval: Interval) -> range:
    """The blocks of bases that an interval meets."""
    return range(interval.start // _BLOCK, interval.end // _BLOCK + 1)
