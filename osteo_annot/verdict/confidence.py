"""How sure the state is, by the kind of evidence that it rests on."""

from __future__ import annotations

from enum import StrEnum

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.evidence.assess import Tier
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import is_weakly_called, rests_on_one_caller


class Confidence(StrEnum):
    """How sure the state is, given the kind of evidence."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


def confidence_of(decision: Decision, facts: Facts) -> Confidence:
    """How sure the state is.

    Low: a single caller's deletion, a filtered record, a call below the depth or quality of the
    policy, or what was not examined decides. Moderate:
    something of uncertain significance may lie on a copy that is taken as intact, or deletions were
    looked for by junctions or a declaration. High: parents, or full callability with the depth of
    every exon, stand behind it.
    """
    state, involved = decision.state, decision.involved
    if _is_weak(decision, facts):
        return Confidence.LOW
    if state.leaves_a_copy and decision.uncertain_beside:
        return Confidence.MODERATE
    if any(
        a.single_outcome.null is not True or a.single_outcome.assumed or a.tier is Tier.B
        for a in involved
    ):
        return Confidence.MODERATE
    names = {a.event.id for a in involved}
    sure = {
        State.NONE_CALLABLE: decision.deletions_by_depth,
        State.BIALLELIC_COMPHET_TRANS: any(
            r.source is PhaseSource.PARENTS and r.is_certain and {r.first, r.second} <= names
            for r in facts.arrangements.relations
        ),
        State.BIALLELIC_HOM_SMALL: any(
            Confirmation.PARENTS in facts.confirmed.get(a.event.id, ()) for a in involved
        ),
        State.MONOALLELIC: decision.deletions_by_depth,
    }
    return Confidence.HIGH if sure.get(state, False) else Confidence.MODERATE


def _is_weak(decision: Decision, facts: Facts) -> bool:
    """Whether the answer rests on what is easily wrong: see :func:`confidence_of`."""
    state = decision.state
    if state in {State.INDETERMINATE, State.NONE_INCOMPLETE, State.MONOALLELIC_PLUS_GAP}:
        return True
    if state is State.CIS_PAIR and not decision.other_copy_examined:
        return True
    names = {a.event.id for a in decision.involved}
    easily_wrong = (
        a.event.filters or rests_on_one_caller(a) or is_weakly_called(a) for a in decision.involved
    )
    return any(easily_wrong) or any(names & set(f.about) for f in facts.findings)
