"""Runs of depth as a file tells them, and what may be taken from one for a window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from osteo_annot.errors import Fault, RefusalCode, RefusedError
from osteo_annot.locus.interval import Interval
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class DepthRun:
    """Reads over an interval: the same at each base, or the mean of a region."""

    start: int
    """First base, 1-based, on the assembly of the case."""
    end: int
    """Last base, 1-based, closed."""
    depth: float

    @property
    def interval(self) -> Interval:
        """Its bases."""
        return Interval(self.start, self.end)

    def tells_of(self, window: Interval) -> bool:
        """Whether the depth is that of a window: mostly inside it, or nothing was read.

        The mean of a wide region says little of an exon inside.
        """
        return self.depth == 0 or 2 * self.interval.overlap(window) >= len(self.interval)


def without_repeats(runs: Sequence[DepthRun], file: str, *, per_base: bool) -> tuple[DepthRun, ...]:
    """Ascending runs without those that repeat another one.

    Regions of targets may overlap; depths of single bases may not, and nothing is told twice with
    different numbers: that is two files in one. Raises RefusedError (COVERAGE_INVALID).
    """
    ordered = sorted(runs, key=lambda r: (r.start, r.end, r.depth))
    kept = [*ordered[:1], *(after for before, after in pairwise(ordered) if before != after)]
    faults: list[Fault] = []
    for before, after in pairwise(kept):
        same = (before.start, before.end) == (after.start, after.end)
        if same or (per_base and after.start <= before.end):
            where = f"{file}, base {after.start:,}"
            faults.append(Fault(RefusalCode.COVERAGE_INVALID, where, "It has two depths."))
    if faults:
        raise RefusedError(*faults[:20])
    return tuple(kept)
