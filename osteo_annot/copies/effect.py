"""What each event does to the gene by itself, computed once, at the door of this room.

All later questions (which copy, which consequence, which criterion) ask this value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from osteo_annot.copies.damage import Damage, EventDamage, damage_of, event_damage
from osteo_annot.copies.outcome import Outcome, outcome_of
from osteo_annot.copies.sequence import Edit
from osteo_annot.copies.splice import Placed, joining, place
from osteo_annot.copies.structure import (
    ExonReach,
    Reach,
    exact_deletion,
    exact_in_exon,
    exon_reach,
)
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class EventEffect:
    """One event, and what it does to a copy that carries nothing else."""

    event: Event
    exact: Allele | None
    """The change base by base: of a small variant, or of a structural event within one exon."""
    placed: Placed | None
    """The exact change at the place that was chosen for it, or the loss that joins two exons."""
    reach: Reach
    """How a structural event meets each exon; of a small variant, how its bases do."""
    own: tuple[EventDamage, ...]
    """Its part in the damage of any copy that carries it; of a joint event that of each part."""
    damage: Damage
    """The damage of a copy that carries it alone."""
    single_outcome: Outcome
    """The outcome of a copy that carries it alone."""
    parts: tuple[EventEffect, ...] = ()
    """Of a joint event: what each part does by itself."""

    @property
    def exons(self) -> tuple[int, ...]:
        """Exons that the event changes or takes, ascending in transcript order."""
        if self.parts:
            return tuple(sorted({number for part in self.parts for number in part.exons}))
        if self.event.kind is EventKind.SMALL_VARIANT and self.placed is not None:
            return self.placed.exons
        return tuple(n for n, how in self.reach.items() if how is not ExonReach.POSSIBLE)

    @property
    def joins_exons(self) -> bool:
        """Whether it takes the DNA from inside one exon to inside a later one."""
        return self.placed is not None and self.placed.joins_exons

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The exact changes on the transcript, as far as they lie in an exon; 5' to 3'."""
        return tuple(sorted(p.edit for own in self.own for p in own.placed if p.edit))

    def of(self, event: Event) -> EventEffect:
        """The same effect of the same change, whose number of copies was settled since."""
        return replace(self, event=event)


def effect_of(event: Event, gene: GeneModel, reference: Reference) -> EventEffect:
    """What one event does to the gene by itself."""
    exact = exact_in_exon(event, gene, reference)
    if exact is None and event.kind is EventKind.SMALL_VARIANT:
        exact = event.allele
    placed = place(exact, gene, reference) if exact is not None else None
    if placed is None and (deleted := exact_deletion(event, reference)) is not None:
        placed = joining(deleted, gene)
    reach = exon_reach(event, gene)
    own = (event_damage(event, placed, reach, gene),)
    damage = damage_of(own, gene)
    return EventEffect(event, exact, placed, reach, own, damage, outcome_of(damage, gene))


def joint_effect(event: Event, parts: Sequence[EventEffect], gene: GeneModel) -> EventEffect:
    """What a joint event without an allele of its own does: its parts lie in two exons."""
    own = tuple(damage for part in parts for damage in part.own)
    damage = damage_of(own, gene)
    return EventEffect(
        event, None, None, {}, own, damage, outcome_of(damage, gene), parts=tuple(parts)
    )


def effects_of(
    events: Iterable[Event], gene: GeneModel, reference: Reference
) -> tuple[EventEffect, ...]:
    """What each event does, in the order of the events."""
    return tuple(effect_of(event, gene, reference) for event in events)


def copy_outcome(effects: Sequence[EventEffect], gene: GeneModel) -> Outcome:
    """The product of a copy that carries the events, in any order."""
    if len(effects) == 1:
        return effects[0].single_outcome
    return outcome_of(
        damage_of([damage for effect in effects for damage in effect.own], gene), gene
    )


class CopyOutcomes:
    """The product of each copy that is asked for, computed once."""

    def __init__(self, effects: Sequence[EventEffect], gene: GeneModel) -> None:
        self._effects = {effect.event.id: effect for effect in effects}
        self._places = {name: place for place, name in enumerate(self._effects)}
        self._gene = gene
        self._known: dict[frozenset[str], Outcome] = {}

    def of(self, copy: Iterable[str]) -> Outcome:
        """The product of a copy with the events of these ids."""
        names = frozenset(copy)
        if names not in self._known:
            ordered = sorted(names & self._effects.keys(), key=self._places.__getitem__)
            carried = [self._effects[name] for name in ordered]
            self._known[names] = copy_outcome(carried, self._gene)
        return self._known[names]
