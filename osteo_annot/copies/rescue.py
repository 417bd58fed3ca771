"""Changes whose effect another change of the same copy undoes: no loss of function of their own.

Only what surely lies on the copy counts: it is on both copies, or its phase is proven.
Source: clinical rules 2.1 (Z7), 2.8, fixture F20.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.arrange import ON_BOTH
from osteo_annot.copies.effect import CopyOutcomes, EventEffect
from osteo_annot.copies.outcome import Outcome
from osteo_annot.copies.phase import relations
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
    found: dict[str, Rescue] = {}
    for event in breaking if len(small) > 1 else ():
        others = [o for o in small if o is not event and _shares_each_copy(event, o, person)]
        names = [event.id, *(o.id for o in others)]
        outcome = outcomes.of(names)
        if not others or outcome.null is not False:
            continue
        needed = (
            o.id for o in others if outcomes.of(n for n in names if n != o.id).null is not False
        )
        found[event.id] = Rescue(tuple(needed), outcome)
    return found


def _shares_each_copy(event: Event, other: Event, person: Person) -> bool:
    """Whether another event surely lies on every copy that carries this one."""
    if other.zygosity in ON_BOTH:
        return True
    if event.zygosity in ON_BOTH:
        return False
    if event.zygosity is other.zygosity is Zygosity.HEMIZYGOUS:
        return True
    return any(r.source.proves and r.trans is False for r in relations([event, other], person))
