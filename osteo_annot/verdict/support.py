"""How a sentence names an event, and what stands behind its call: one caller, two, depth alone."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import is_weak
from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.assess import Assessed


def exon_text(exons: Sequence[int]) -> str:
    """``exon 4``, ``exons 2-5``, ``exons 2 and 4``.

    >>> exon_text((2, 3, 4))
    'exons 2-4'
    """
    if not exons:
        return "no exon"
    if len(exons) == 1:
        return f"exon {exons[0]}"
    if list(exons) == list(range(exons[0], exons[-1] + 1)):
        return f"exons {exons[0]}-{exons[-1]}"
    return f"exons {', '.join(map(str, exons[:-1]))} and {exons[-1]}"


def event_label(assessed: Assessed) -> str:
    """How a sentence names an event."""
    event = assessed.event
    if event.kind is EventKind.SMALL_VARIANT:
        protein = f" {assessed.names.p}" if assessed.names.p else ""
        return f"{assessed.names.c or assessed.names.g}{protein}"
    exons = f" of {exon_text(assessed.exons)}" if assessed.exons else ""
    return f"{event.kind.value}{exons} ({assessed.names.g or event.id})"


def rests_on_one_caller(assessed: Assessed) -> bool:
    """Whether a deletion rests on one file only (clinical rules 2.4: LOW_SINGLE_SOURCE)."""
    return assessed.event.kind is EventKind.DELETION and not assessed.event.is_confirmed


def is_proposed_by_depth(assessed: Assessed) -> bool:
    """Whether only the depth of the exons tells of an event (clinical rules Z21)."""
    return all(s.depth_call is not None for s in assessed.event.support)


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
