"""What the headline may say of a diagnosis: bounded by the weaker of confidence and class.

Source: clinical rules 3.2 ("consistent with" is about the person). "Consistent with a diagnosis" is
said where both copies are without function, each deciding allele is (likely) pathogenic, and the
confidence is above low; otherwise the sentence names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.classify import class_of_points
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import diagnosis as say
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import (
    is_proposed_by_depth,
    is_weakly_called,
    rests_on_one_caller,
    short_label,
)
from osteo_annot.worded import Worded

_LIKELY = next(points for points in range(20) if class_of_points(points) is AcmgClass.LP)
"""Points from which a variant is likely pathogenic."""


class DeletionVerb(Worded):
    """How sure the word is for a deletion of both copies."""

    DETECTED = ("detected", "detected")
    CALLED = ("called", "called")
    PROPOSED = ("proposed", "proposed from depth alone")


def diagnosis(decision: Decision, confidence: Confidence, facts: Facts) -> Said:
    """The sentence on the diagnosis of a person with both copies affected."""
    missing = tuple(_missing(decision, confidence, facts))
    if missing:
        return say.MISSING(points=missing)
    return say.CONSISTENT() if decision.state.is_biallelic else say.NOT_ENOUGH()


def carrier(decision: Decision, confidence: Confidence) -> tuple[Said, ...]:
    """What must be settled before a person with one affected copy is a carrier."""
    return tuple(_open_points(decision.involved, confidence))


def _missing(decision: Decision, confidence: Confidence, facts: Facts) -> Iterator[Said]:
    """What is missing for the strongest sentence."""
    if any(one.broken[0] < 2 for one in facts.arrangements.possible):
        yield say.COPIES_OPEN()
    yield from _open_points(decision.involved, confidence)
    if confidence is Confidence.LOW and not any(map(_unconfirmed, decision.involved)):
        yield say.FINDING_OPEN()


def _open_points(involved: Sequence[Assessed], confidence: Confidence) -> Iterator[Said]:
    """What is open about each deciding event: its call, and its class with what would settle it."""
    for assessed in involved:
        call = _unconfirmed(assessed) if confidence is Confidence.LOW else None
        parts = tuple(part for part in (call, _of_class(assessed)) if part)
        if parts:
            yield say.POINT(event=short_label(assessed), open=parts)


def _unconfirmed(assessed: Assessed) -> Said | None:
    """What of a call must be confirmed; None where nothing."""
    if is_proposed_by_depth(assessed):
        return say.BY_DEPTH_ALONE()
    if rests_on_one_caller(assessed):
        return say.ONE_CALLER()
    if assessed.event.filters:
        return say.FILTERED()
    return say.WEAK() if is_weakly_called(assessed) else None


def _of_class(assessed: Assessed) -> Said | None:
    """Where the class is too weak: what it is, and with what it would be enough."""
    told = assessed.classification
    if told.class_.is_pathogenic:
        return None
    if told.class_ is not AcmgClass.VUS:
        return say.BENIGN_CLASS(class_=told.class_, points=told.points)
    return say.UNCERTAIN_CLASS(points=told.points, needed=_LIKELY)


def deletion_verb(decision: Decision, confidence: Confidence) -> DeletionVerb:
    """How sure the word is for a deletion of both copies."""
    if any(is_proposed_by_depth(a) for a in decision.involved):
        return DeletionVerb.PROPOSED
    confirmed = not any(rests_on_one_caller(a) for a in decision.involved)
    sure = decision.state is State.BIALLELIC_HOM_DEL and confirmed
    detected = sure and confidence is not Confidence.LOW
    return DeletionVerb.DETECTED if detected else DeletionVerb.CALLED
