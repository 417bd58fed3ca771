"""Changes whose effect another change of the same copy undoes: no loss of function of their own.

Only what surely lies on the copy counts: it is on both copies, or its phase is proven.
Source: clinical rules 2.1 (Z7), 2.8, fixture F20.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from osteo_annot.copies.arrange import ON_BOTH
from osteo_annot.copies.effect import CopyOutcomes, EventEffect
from osteo_annot.copies.groups import MOST_PHASED
from osteo_annot.copies.outcome import Outcome
from osteo_annot.copies.phase import relations_of
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.measured.person import Person
from osteo_annot.values import dataclass

_ON_ONE = {Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS, Zygosity.HALF_CALL}


@dataclass(frozen=True, slots=True)
class Rescue:
    """What undoes the effect of an event on every copy that carries it."""

    by: tuple[str, ...]
    """Ids of the events without which the copy would be broken; by genomic position."""
    outcome: Outcome
    """The outcome of the copy with all of them."""


def rescues(
    effects: Sequence[EventEffect], person: Person, outcomes: CopyOutcomes
) -> dict[str, Rescue]:
    """The events that break a copy alone, and on no copy that they surely share, by id."""
    small = [
        e.event
        for e in effects
        if e.event.kind is EventKind.SMALL_VARIANT
        and e.damage.touched_codons
        and not e.event.filters
        and e.event.zygosity in ON_BOTH | _ON_ONE
    ]
    breaking = [e for e in small if outcomes.of([e.id]).null is not False]
    in_cis = _in_cis(breaking, small, person)
    found: dict[str, Rescue] = {}
    for event in breaking if len(small) > 1 else ():
        others = [o for o in small if o is not event and _shares_each_copy(event, o, in_cis)]
        names = [event.id, *(o.id for o in others)]
        outcome = outcomes.of(names)
        if not others or outcome.null is not False:
            continue
        needed = (
            o.id for o in others if outcomes.of(n for n in names if n != o.id).null is not False
        )
        found[event.id] = Rescue(tuple(needed), outcome)
    return found


def _in_cis(
    breaking: Sequence[Event], small: Sequence[Event], person: Person
) -> set[tuple[str, str]]:
    """Pairs of events that are proven to lie on one copy, of as many as are asked for phase."""
    asked = [e for e in breaking if e.zygosity in _ON_ONE][:MOST_PHASED]
    others = [e for e in small if e.zygosity in _ON_ONE][:MOST_PHASED]
    pairs = ((one, other) for one in asked for other in others if one is not other)
    told = relations_of(pairs, person)
    return {(r.first, r.second) for r in told if r.source.proves and r.trans is False}


def _shares_each_copy(event: Event, other: Event, in_cis: Set[tuple[str, str]]) -> bool:
    """Whether another event surely lies on every copy that carries this one."""
    if other.zygosity in ON_BOTH:
        return True
    if event.zygosity in ON_BOTH:
        return False
    if event.zygosity is other.zygosity is Zygosity.HEMIZYGOUS:
        return True
    return (event.id, other.id) in in_cis
