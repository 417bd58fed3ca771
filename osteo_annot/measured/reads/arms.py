"""How a deletion, a tandem duplication or an inversion joins two places of the reference.

Each joint has two arms: a place, and on which side of it the bases are that a read shows. A read
that crosses the joint is aligned up to one place and goes on from the other.
"""

from __future__ import annotations

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import NEAR
from osteo_annot.measured.reads.witness import JunctionKind
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of a joint, and where its last base before the joint may lie."""

    where: Interval
    """The places of the last base that is still read; 1-based, closed."""
    ends: bool
    """Whether the bases lie before the joint (the read ends there); else it begins there."""
    slack: int = NEAR
    """Bases by which reads may place it beside its bounds."""

    def may_lie_at(self, position: int, more: int = 0) -> bool:
        """Whether the last base may be the one at a position; ``more``: further bases aside."""
        aside = self.slack + more
        return self.where.start - aside <= position <= self.where.end + aside


@dataclass(frozen=True, slots=True)
class Joint:
    """Two arms that one read, or pair, holds together; the first lies left of the second.

    Of a tandem duplication the first arm begins at its first base, the second ends at its last.
    """

    left: Arm
    right: Arm

    @property
    def turns(self) -> bool:
        """Whether the strand changes at the joint."""
        return self.left.ends == self.right.ends


def joints_of(kind: JunctionKind, outer: Interval, inner: Interval | None) -> tuple[Joint, ...]:
    """The joints that an event makes; one, of an inversion two.

    ``outer``: bases that may be affected; ``inner``: those that surely are.
    """
    first, last = ends_of(outer, inner)
    slack = min(NEAR, len(outer) // 4)  # of a short event the place tells which one it is
    before = Arm(Interval(first.start - 1, first.end - 1), True, slack)
    behind = Arm(Interval(last.start + 1, last.end + 1), False, slack)
    if kind is JunctionKind.DELETION:
        return (Joint(before, behind),)
    begins, stops = Arm(first, False, slack), Arm(last, True, slack)
    if kind is JunctionKind.DUPLICATION:
        return (Joint(begins, stops),)
    return (Joint(before, stops), Joint(begins, behind))


def ends_of(outer: Interval, inner: Interval | None) -> tuple[Interval, Interval]:
    """Where the first and where the last affected base may lie."""
    if inner is None:
        return outer, outer
    return Interval(outer.start, inner.start), Interval(inner.end, outer.end)
