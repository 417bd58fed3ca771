"""PM4: the length of the protein changes in frame, or the stop is lost.

Source: Richards 2015 (PM4), clinical rules 1.6; never together with PVS1.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.effect import EventEffect
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.criterion import Criterion, Leaf, LeafAnswer, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.allele import Allele, shift_is_bounded, shifted_left, shifted_right
from osteo_annot.locus.reference import Reference
from osteo_annot.record.policy import Pm4Policy
from osteo_annot.sentences.texts import criteria as say

_GUIDELINE = "Richards 2015 (PM4)"
_IN_FRAME = {Term.INFRAME_DELETION, Term.INFRAME_INSERTION}


def pm4(
    effect: EventEffect,
    terms: Sequence[Term],
    reference: Reference,
    policy: Pm4Policy,
) -> Criterion:
    """PM4: an in-frame indel outside a repeat, or a lost stop."""
    if Term.STOP_LOST in terms:
        return _met(
            "PM4",
            Strength.MODERATE,
            Leaf.PM4_STOP_LOST,
            _GUIDELINE,
            answers=(LeafAnswer("What changes the length", "the stop codon is lost"),),
            sources=("sequence of the transcript",),
            overturned_by="An assay shows that the longer protein works.",
        )
    if effect.event.kind is EventKind.DUPLICATION and not set(terms) & _IN_FRAME:
        return _not_assessed("PM4", Leaf.PM4_STRUCTURAL, _GUIDELINE)
    if not set(terms) & _IN_FRAME:
        return _not_met("PM4", Leaf.PM4_LENGTH_KEPT, _GUIDELINE)
    allele = effect.event.allele or effect.exact
    if allele is None:
        return _not_assessed("PM4", Leaf.PM4_STRUCTURAL, _GUIDELINE)
    if not shift_is_bounded(allele, reference):
        return _not_assessed("PM4", Leaf.PM4_REPEAT_NOT_KNOWN, _GUIDELINE)
    copies = repeat_copies(allele, reference)
    answers = (
        LeafAnswer("Copies of the unit in the reference", str(copies)),
        LeafAnswer("Copies that make a repeat", say.OR_MORE(limit=str(policy.repeat_copies)).text),
    )
    if copies >= policy.repeat_copies:
        return _not_met("PM4", Leaf.PM4_IN_REPEAT, _GUIDELINE, answers)
    return _met(
        "PM4",
        Strength.MODERATE,
        Leaf.PM4_LENGTH_CHANGED,
        _GUIDELINE,
        answers=answers,
        sources=("sequence of the transcript",),
        overturned_by="The same residues differ in length among healthy people or species.",
    )


def repeat_copies(allele: Allele, reference: Reference) -> int:
    """How often the unit that is lost or gained stands in a row in the reference.

    The room in which the change can be shifted tells: each further copy is one unit of room.
    """
    if allele.ref and allele.alt:
        return 0
    unit = len(allele.ref or allele.alt)
    room = shifted_right(allele, reference).start - shifted_left(allele, reference).start
    return room // unit + (1 if allele.is_deletion else 0)
