"""How a sentence names an event, and what stands behind its call: one caller, two, depth alone."""

from __future__ import annotations

from osteo_annot.copies.callability import is_weak
from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.assess import Assessed
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import events as say


def event_label(assessed: Assessed) -> Said:
    """How a sentence names an event."""
    event = assessed.event
    if event.kind is EventKind.SMALL_VARIANT:
        protein = f" {assessed.names.p}" if assessed.names.p else ""
        return say.SMALL(name=f"{assessed.names.c or assessed.names.g}{protein}")
    name = assessed.names.g or event.id
    if not assessed.exons:
        return say.STRUCTURAL_BESIDE(kind=event.kind, name=name)
    return say.STRUCTURAL(kind=event.kind, exons=assessed.exons, name=name)


def named_first(assessed: Assessed, label: Said) -> Said:
    """The label where a sentence names the event first: a structural one with its article."""
    small = assessed.event.kind is EventKind.SMALL_VARIANT
    return label if small else say.ONE(event=label)


def named_again(assessed: Assessed, label: Said) -> Said:
    """The label where the event was named before: a structural one with its article."""
    small = assessed.event.kind is EventKind.SMALL_VARIANT
    return label if small else say.THIS(event=label)


def short_label(assessed: Assessed) -> Said:
    """The event without its place, which the sentence before has named."""
    label = event_label(assessed)
    if assessed.event.kind is not EventKind.SMALL_VARIANT and assessed.exons:
        label = say.STRUCTURAL_SHORT(kind=assessed.event.kind, exons=assessed.exons)
        return say.THIS(event=label)
    return label


def rests_on_one_caller(assessed: Assessed) -> bool:
    """Whether a deletion rests on one file only (clinical rules 2.4: LOW_SINGLE_SOURCE)."""
    return assessed.event.kind is EventKind.DELETION and not assessed.event.is_confirmed


def is_proposed_by_depth(assessed: Assessed) -> bool:
    """Whether only the depth of the exons tells of an event (clinical rules Z21)."""
    event = assessed.event
    shown = event.is_confirmed_by_reads or bool(event.tested_by)
    return all(s.depth_call is not None for s in event.support) and not shown


def is_confirmed_by_depth(assessed: Assessed) -> bool:
    """Whether the depth of the exons tells the same of an event as a caller."""
    by_depth = [s for s in assessed.event.support if s.depth_call is not None]
    agrees = all(s.zygosity is assessed.event.zygosity for s in by_depth)
    return bool(by_depth) and agrees and not is_proposed_by_depth(assessed)


def is_weakly_called(assessed: Assessed) -> bool:
    """Whether every call of an event is below the depth or the quality of the policy.

    A call from depth has a quality of its own kind, by its program.
    """
    calls = [s for s in assessed.event.support if s.claim is not Claim.DEPTH]
    return bool(calls) and all(is_weak(s.observation) for s in calls)
