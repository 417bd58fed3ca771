"""What breaks each of the two copies, in one arrangement of the events.

Computed once per arrangement, and handed on to every sentence that speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.arrange import Arrangement
from osteo_annot.copies.outcome import Outcome
from osteo_annot.events.copy_number import copies_counted
from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.assess import Assessed
from osteo_annot.values import dataclass
from osteo_annot.verdict.facts import Facts


@dataclass(frozen=True, slots=True)
class Causes:
    """One arrangement, and for each copy the events that break it or may break it, by id."""

    arrangement: Arrangement
    copy_a: tuple[str, ...]
    """Of the first copy of the arrangement; empty where it appears intact."""
    copy_b: tuple[str, ...]
    """Of the second."""

    @property
    def copies(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The causes of copy A and of copy B."""
        return self.copy_a, self.copy_b

    @property
    def on_both(self) -> bool:
        """Whether both copies are affected."""
        return bool(self.copy_a) and bool(self.copy_b)

    @property
    def all(self) -> set[str]:
        """The events that break a copy."""
        return {*self.copy_a, *self.copy_b}

    def product(self, index: int) -> Outcome:
        """What one copy (0 or 1) makes, as the verdict counts it.

        Where an event counts for what is known or predicted of it, and not for what its sequence
        tells, the product is open, however normal it looks.
        """
        outcome = self.arrangement.outcomes[index]
        return outcome.left_open if self.copies[index] else outcome


def causes_of(facts: Facts) -> tuple[Causes, ...]:
    """The causes in every arrangement, worst first."""
    return tuple(
        Causes(one, _causes(one, 0, facts), _causes(one, 1, facts))
        for one in facts.arrangements.possible
    )


def _causes(arrangement: Arrangement, index: int, facts: Facts) -> tuple[str, ...]:
    """The events that break one copy in one arrangement.

    A copy whose events compensate each other is intact, unless one of them counts for what is known
    of it and not for what is computed: reported in patients, or (likely) pathogenic by points.
    """
    names = arrangement.copies[index]
    candidates = [a for a in facts.candidates if a.event.id in names]
    if arrangement.outcomes[index].null is False:
        return tuple(a.event.id for a in candidates if a.single_outcome.null is False)
    if candidates:
        return tuple(a.event.id for a in candidates)
    # No event breaks the copy alone, but together they do (two bases of one codon, for example).
    return tuple(a.event.id for a in facts.assessed if a.event.id in names and a.exons)


def uncertain_beside(causes: Sequence[Causes], facts: Facts) -> tuple[Assessed, ...]:
    """What is of uncertain significance and may lie on a copy that nothing breaks, 5' to 3'."""
    ways = [(one, tuple(map(frozenset, one.arrangement.copies))) for one in causes]

    def beside(name: str) -> bool:
        for one, copies in ways:
            on = [i for i in (0, 1) if name in copies[i]]
            if not on or any(not one.copies[i] for i in on):
                return True
        return False

    found = (a for a in facts.uncertain if beside(a.event.id))
    return tuple(sorted(found, key=lambda a: facts.gene.along(a.event.outer.end)))


def exons_deleted_on_both(causes: Sequence[Causes], facts: Facts) -> tuple[int, ...]:
    """Exons of which no copy is left in every arrangement."""
    lost = [exons_lost_on_both(one, facts) for one in causes]
    return tuple(sorted(set.intersection(*lost))) if lost else ()


def exons_lost_on_both(causes: Causes, facts: Facts) -> set[int]:
    """Exons that a deletion on each copy takes, whole or in part, at shared bases (Z18)."""
    deletions = [a for a in facts.assessed if a.event.kind is EventKind.DELETION]
    first, second = (
        [a for a in deletions if a.event.id in copy] for copy in (causes.copy_a, causes.copy_b)
    )
    return {
        exon.number
        for exon in facts.gene.exons
        if any(
            _leave_no_copy(a, b)
            for a in first
            if _takes(a, exon.number)
            for b in second
            if _takes(b, exon.number)
        )
    }


def _leave_no_copy(one: Assessed, other: Assessed) -> bool:
    """Whether a deletion of copy A with one of copy B leaves no copy of some bases."""
    if not one.event.best.overlap(other.event.best):
        return False
    return one is other or not (_leaves_one_copy(one.event) or _leaves_one_copy(other.event))


def _leaves_one_copy(event: Event) -> bool:
    """Whether a record says by its copy number that one copy is left, so that not both are lost."""
    return any(copies_counted(s) == 1 for s in event.support)


def _takes(deletion: Assessed, exon: int) -> bool:
    """Whether a deletion surely takes bases of an exon."""
    reach = deletion.effect.reach.get(exon)
    return reach is not None and reach.is_sure
