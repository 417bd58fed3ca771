"""What readers made of a result, apart from who and when: all that a recomputation needs."""

from __future__ import annotations

from collections.abc import Iterable

from osteo_annot.review.decisions import ConfirmationResult, Contest, Decision
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Edits:
    """Decisions and contests, the last of each key, and results of confirmations."""

    decisions: tuple[Decision, ...] = ()
    contests: tuple[Contest, ...] = ()
    confirmations: tuple[ConfirmationResult, ...] = ()

    def with_decisions(self, decisions: Iterable[Decision]) -> Edits:
        """With further decisions, each in the place of an earlier one of its key."""
        return Edits(_last([*self.decisions, *decisions]), self.contests, self.confirmations)

    def with_contests(self, contests: Iterable[Contest]) -> Edits:
        """With further contests, each in the place of an earlier one of its key."""
        return Edits(self.decisions, _last([*self.contests, *contests]), self.confirmations)

    def over(self, other: Edits) -> Edits:
        """These edits on top of others."""
        both = other.with_decisions(self.decisions).with_contests(self.contests)
        told = dict.fromkeys((*other.confirmations, *self.confirmations))
        return Edits(both.decisions, both.contests, tuple(told))

    def without(
        self, decisions: Iterable[tuple[str, ...]], contests: Iterable[tuple[str, ...]]
    ) -> Edits:
        """Without those of some keys."""
        gone, dropped = set(decisions), set(contests)
        return Edits(
            tuple(d for d in self.decisions if d.key not in gone),
            tuple(c for c in self.contests if c.key not in dropped),
            self.confirmations,
        )


def _last(items: Iterable[Decision] | Iterable[Contest]) -> tuple:  # type: ignore[type-arg]
    """The last of each key, in the order in which the keys came."""
    return tuple({item.key: item for item in items}.values())
