"""What the headline may say of a diagnosis: bounded by the weaker of confidence and class.

Source: clinical rules 3.2 ("consistent with" is about the person). "Consistent with a diagnosis" is
said where both copies are without function, each deciding allele is (likely) pathogenic, and the
confidence is above low; otherwise the sentence names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.events.model import EventKind
from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.classify import class_of_points
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import (
    event_label,
    exon_text,
    is_proposed_by_depth,
    is_weakly_called,
    rests_on_one_caller,
)

_LIKELY = next(points for points in range(20) if class_of_points(points) is AcmgClass.LP)
"""Points from which a variant is likely pathogenic."""


def diagnosis(decision: Decision, confidence: Confidence, facts: Facts) -> str:
    """The sentence on the diagnosis of a person with both copies affected."""
    missing = list(_missing(decision, confidence, facts))
    if decision.state.is_biallelic and not missing:
        return "Consistent with a diagnosis of OPTB5."
    told = f": {'; '.join(missing)}" if missing else ""
    return f"Not enough by itself for a diagnosis of OPTB5{told}."


def carrier(decision: Decision, confidence: Confidence) -> list[str]:
    """What must be settled before a person with one affected copy is a carrier."""
    return list(_open_points(decision.involved, confidence))


def _missing(decision: Decision, confidence: Confidence, facts: Facts) -> Iterator[str]:
    """What is missing for the strongest sentence."""
    if any(one.broken[0] < 2 for one in facts.arrangements.possible):
        yield "whether both copies are without function is open"
    found = list(_open_points(decision.involved, confidence))
    yield from found
    if confidence is Confidence.LOW and not any(map(_unconfirmed, decision.involved)):
        names = {a.event.id for a in decision.involved}
        codes = dict.fromkeys(f.code.value for f in facts.findings if names & set(f.about))
        yield f"a finding on a deciding call is open ({', '.join(codes) or 'see the reasons'})"


def _open_points(involved: Sequence[Assessed], confidence: Confidence) -> Iterator[str]:
    """What is open about each deciding event: its call, and its class with what would settle it."""
    for assessed in involved:
        call = _unconfirmed(assessed) if confidence is Confidence.LOW else ""
        parts = [part for part in (call, _of_class(assessed)) if part]
        if parts:
            yield f"{_short_label(assessed)} {' and '.join(parts)}"


def _short_label(assessed: Assessed) -> str:
    """The event without its place, which the sentence before has named."""
    if assessed.event.kind is EventKind.SMALL_VARIANT or not assessed.exons:
        return event_label(assessed)
    return f"the {assessed.event.kind.value} of {exon_text(assessed.exons)}"


def _unconfirmed(assessed: Assessed) -> str:
    """What of a call must be confirmed; empty where nothing."""
    if is_proposed_by_depth(assessed):
        return "is proposed from depth alone"
    if rests_on_one_caller(assessed):
        return "rests on one caller without confirmation"
    if assessed.event.filters:
        return "fails the filter of its caller"
    return "is called from few reads or with low quality" if is_weakly_called(assessed) else ""


def _of_class(assessed: Assessed) -> str:
    """Where the class is too weak: what it is, and with what it would be enough."""
    told = assessed.classification
    if told.class_.is_pathogenic:
        return ""
    if told.class_ is not AcmgClass.VUS:
        return f"is {told.class_.text.lower()} by {told.points} points"
    return f"is of uncertain significance ({told.points} points; likely pathogenic with {_LIKELY})"


def deletion_verb(decision: Decision, confidence: Confidence) -> str:
    """How sure the word is for a deletion of both copies."""
    if any(is_proposed_by_depth(a) for a in decision.involved):
        return "proposed from depth alone"
    confirmed = not any(rests_on_one_caller(a) for a in decision.involved)
    sure = decision.state is State.BIALLELIC_HOM_DEL and confirmed
    return "detected" if sure and confidence is not Confidence.LOW else "called"
