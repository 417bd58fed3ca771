"""Criteria as reviewers decided them: they stand in the place of what the program proposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.evidence.criterion import Criterion, Leaf, Status, Strength
from osteo_annot.values import dataclass

_BY_REVIEWER = {Leaf.FOR_REVIEWER.value, Leaf.NEVER_USED.value}


@dataclass(frozen=True, slots=True)
class DecidedCriterion:
    """What was decided of one criterion of one event."""

    code: str
    strength: Strength
    """At which strength it is met; not_applicable: it is not met."""
    reason: str
    sources: tuple[str, ...] = ()
    """PMIDs and files that were given."""

    @property
    def status(self) -> Status:
        """Whether it is met."""
        rejected = self.strength is Strength.NOT_APPLICABLE
        return Status.NOT_MET if rejected else Status.MET


Decided = Mapping[str, Sequence[DecidedCriterion]]
"""What was decided, by the id of the event."""


def with_decisions(
    criteria: Sequence[Criterion], decided: Sequence[DecidedCriterion]
) -> tuple[Criterion, ...]:
    """The criteria with what was decided in the place of what was proposed.

    What no rule of the program judges is added behind them.
    """
    if not decided:
        return tuple(criteria)
    by_code = {d.code: d for d in decided}
    found = [_decided(c, by_code.pop(c.code)) if c.code in by_code else c for c in criteria]
    return (*found, *(_decided(_unjudged(d.code), d) for d in by_code.values()))


def _decided(proposed: Criterion, decided: DecidedCriterion) -> Criterion:
    """A criterion as it was decided; guideline and answers stay those of the proposal."""
    return replace(
        proposed,
        status=decided.status,
        strength=decided.strength,
        path=Leaf.DECIDED.value,
        reason=f"{Leaf.DECIDED.text} {decided.reason}".strip(),
        sources=(*proposed.sources, *decided.sources),
    )


def _unjudged(code: str) -> Criterion:
    """A criterion that is the reviewer's alone."""
    return Criterion(
        code,
        Status.NOT_ASSESSED,
        Strength.NOT_ASSESSABLE,
        Leaf.FOR_REVIEWER.value,
        "",
        "Richards 2015",
    )
