"""Copies of runs of exons by depth: what the ratios of the exons say of neighbours together.

Each call is a value with its own place in the ledger, like a record of a caller of copy numbers
that names every exon. Source: clinical rules 2.4, 2.1 (Z15 to Z17, Z21).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from osteo_annot.intake.depth.profile import Windows, windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.exon_ratio import ExonRatio, NoCallReason
from osteo_annot.record.thresholds import WITHIN_SPREADS
from osteo_annot.values import dataclass

_TWO = 2


@dataclass(frozen=True, slots=True)
class DepthCall:
    """Neighbouring exons of one number of copies by depth."""

    number: int
    """Place that the depth takes behind the files of variants, which are counted from 1."""
    ordinal: int
    """Number of the call, from 1, ascending on the chromosome."""
    file: str
    exons: tuple[int, ...]
    """All exons of the run, in transcript order."""
    copies: int
    ratio: float
    """Mean ratio of the exons; 1.0 is two copies."""
    spread: float
    """Largest spread among the exons."""
    inner: Interval
    """Coding bases from the first to the last exon on the chromosome."""
    outer: Interval
    """How far a loss or gain may reach: to the next exon that tells another number of copies."""
    is_proposal: bool = False
    """Whether it rests on one target of an exome, which may as well have failed."""

    @property
    def id(self) -> str:
        """``f<file>.r<call>``, as records are named."""
        return f"f{self.number}.r{self.ordinal}"


_Run = tuple[int, int, int]
"""First and last exon in transcript order, and the copies of all between."""


def depth_calls(
    ratios: Sequence[ExonRatio],
    assembly: Assembly,
    number: int,
    file: str,
    parents: Sequence[Sequence[ExonRatio]] = (),
) -> tuple[DepthCall, ...]:
    """One call for each run of exons of one number of copies.

    A run ends where a parent (``parents``: the ratios of each) has another number of copies from
    there on: a loss from the mother and one from the father beside it are two.
    """
    here = windows(assembly)
    return tuple(
        _call(run, ratios, here, number, ordinal, file)
        for ordinal, run in enumerate(_runs(ratios, parents), 1)
    )


def _runs(ratios: Sequence[ExonRatio], parents: Sequence[Sequence[ExonRatio]]) -> Iterator[_Run]:
    """Runs of exons, last exon first as on the chromosome."""
    known = [r for r in ratios if r.copies is not None]
    runs: list[list[ExonRatio]] = []
    for ratio in known:
        before = runs[-1][-1] if runs else None
        same = before is not None and before.copies == ratio.copies
        if before and same and _bridged(before, ratio, ratios) and _one_in(before, ratio, parents):
            runs[-1].append(ratio)
        else:
            runs.append([ratio])
    for run in reversed(runs):
        yield run[0].exon, run[-1].exon, run[0].copies or 0


def _one_in(one: ExonRatio, other: ExonRatio, parents: Sequence[Sequence[ExonRatio]]) -> bool:
    """Whether no parent has different numbers of copies of two exons."""
    told = ((ratios[one.exon - 1].copies, ratios[other.exon - 1].copies) for ratios in parents)
    return not any(None not in pair and pair[0] != pair[1] for pair in told)


def _bridged(one: ExonRatio, other: ExonRatio, ratios: Sequence[ExonRatio]) -> bool:
    """Whether all exons between two fit their number of copies, though they do not tell it."""
    copies = one.copies or 0
    between = ratios[one.exon : other.exon - 1]
    return all(
        r.ratio is not None
        and r.spread is not None
        and copies != _TWO
        and abs(r.ratio - copies / 2) <= WITHIN_SPREADS * r.spread * math.sqrt(max(copies, 1) / 2)
        for r in between
    )


def _call(
    run: _Run, ratios: Sequence[ExonRatio], here: Windows, number: int, ordinal: int, file: str
) -> DepthCall:
    """The call of a run with its bounds."""
    first, last, copies = run
    inner = Interval(here.exons[last - 1].start, here.exons[first - 1].end)
    inside = [r for r in ratios[first - 1 : last] if r.ratio is not None]
    return DepthCall(
        number=number,
        ordinal=ordinal,
        file=file,
        exons=tuple(range(first, last + 1)),
        copies=copies,
        ratio=sum(r.ratio or 0.0 for r in inside) / len(inside),
        spread=max(r.spread or 0.0 for r in inside),
        inner=inner,
        outer=inner if copies == _TWO else _reach(run, ratios, here),
        is_proposal=first == last and ratios[first - 1].is_proposal,
    )


def _reach(run: _Run, ratios: Sequence[ExonRatio], here: Windows) -> Interval:
    """How far a loss or gain may reach: to the next exon that tells another number of copies."""
    first, last, _ = run
    after = next((r.exon for r in ratios[last:] if _bounds(r)), None)
    before = next((r.exon for r in reversed(ratios[: first - 1]) if _bounds(r)), None)
    half = len(here.controls) // 2
    low, high = here.controls[half - 1].end + 1, here.controls[half].start - 1
    if after is not None:
        low = here.exons[after - 1].end + 1
    if before is not None:
        high = here.exons[before - 1].start - 1
    return Interval(low, high)


def _bounds(ratio: ExonRatio) -> bool:
    """Whether an exon tells a number of copies, or that it has as many as the surroundings."""
    return ratio.copies is not None or ratio.no_call is NoCallReason.NOT_ANCHORED
