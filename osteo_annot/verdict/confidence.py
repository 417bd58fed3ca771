"""How sure the state is, by the kind of evidence that it rests on, and what makes it so."""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.evidence.assess import Tier
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import is_proposed_by_depth, is_weakly_called, rests_on_one_caller
from osteo_annot.worded import Worded


class Confidence(Worded):
    """How sure the state is, given the kind of evidence."""

    HIGH = ("high", "high")
    MODERATE = ("moderate", "moderate")
    LOW = ("low", "low")


class ConfidenceReason(Worded):
    """What makes a state as sure as it is; the closed list."""

    EVIDENCE_CONTRADICTS = (
        "EVIDENCE_CONTRADICTS",
        "The data contradict each other, or leave open what decides.",
    )
    GENE_NOT_EXAMINED = (
        "GENE_NOT_EXAMINED",
        "The gene was not fully examined: what was not seen may change the answer.",
    )
    ONLY_DEPTH_TELLS = (
        "ONLY_DEPTH_TELLS",
        "A deciding deletion is proposed from the depth of the exons alone.",
    )
    ONE_CALLER_ONLY = (
        "ONE_CALLER_ONLY",
        "A deciding deletion rests on one caller; nothing independent confirms it.",
    )
    CALL_FILTERED = ("CALL_FILTERED", "A deciding call failed the filter of its caller.")
    CALL_WEAK = ("CALL_WEAK", "A deciding call has few reads or low quality.")
    CALL_QUESTIONED = (
        "CALL_QUESTIONED",
        "What was found in the files speaks against a deciding call.",
    )
    UNCERTAIN_BESIDE = (
        "UNCERTAIN_BESIDE",
        "A variant of uncertain significance may lie on the copy that is taken as intact.",
    )
    OUTCOME_ASSUMED = (
        "OUTCOME_ASSUMED",
        "What a deciding variant does to the protein is assumed, or open.",
    )
    PHASE_WITHOUT_PARENTS = (
        "PHASE_WITHOUT_PARENTS",
        "That the variants lie on opposite copies is shown, but not by confident calls of both "
        "parents.",
    )
    COPIES_WITHOUT_PARENTS = (
        "COPIES_WITHOUT_PARENTS",
        "Two copies are shown, but not by confident calls of both parents.",
    )
    LOSS_WITHOUT_DEPTH = (
        "LOSS_WITHOUT_DEPTH",
        "That no deletion lies on a copy is not shown by the depth of every exon.",
    )
    CONFIRMED_DELETION = (
        "CONFIRMED_DELETION",
        "Nothing in the files speaks against the calls; a method beyond them has not confirmed the "
        "deletion.",
    )
    COPY_NUMBER_OPEN = (
        "COPY_NUMBER_OPEN",
        "That two copies are present where the variant lies is not confirmed.",
    )
    PHASE_OPEN = ("PHASE_OPEN", "Whether the variants lie on one copy or on two is not known.")
    ON_ONE_COPY = ("ON_ONE_COPY", "That the variants lie on one copy is shown by phase.")
    BOTH_PARENTS = ("BOTH_PARENTS", "Confident calls of both parents show it.")
    DEPTH_OF_EVERY_EXON = (
        "DEPTH_OF_EVERY_EXON",
        "Every exon was callable, and its depth shows that no copy is lost.",
    )

    @property
    def confidence(self) -> Confidence:
        """How sure a state is for this reason."""
        if self in _LOW:
            return Confidence.LOW
        return Confidence.HIGH if self in _HIGH else Confidence.MODERATE


_LOW = {
    ConfidenceReason.EVIDENCE_CONTRADICTS,
    ConfidenceReason.GENE_NOT_EXAMINED,
    ConfidenceReason.ONLY_DEPTH_TELLS,
    ConfidenceReason.ONE_CALLER_ONLY,
    ConfidenceReason.CALL_FILTERED,
    ConfidenceReason.CALL_WEAK,
    ConfidenceReason.CALL_QUESTIONED,
}
_HIGH = {ConfidenceReason.BOTH_PARENTS, ConfidenceReason.DEPTH_OF_EVERY_EXON}


def confidence_reason(decision: Decision, facts: Facts) -> ConfidenceReason:
    """What makes the state as sure as it is.

    Low: a single caller's deletion, a filtered record, a call below the depth or quality of the
    policy, or what was not examined decides. Moderate:
    something of uncertain significance may lie on a copy that is taken as intact, or deletions were
    looked for by junctions or a declaration. High: parents, or full callability with the depth of
    every exon, stand behind it.
    """
    state, involved = decision.state, decision.involved
    weak = next(_weak(decision, facts), None)
    if weak is not None:
        return weak
    if state.leaves_a_copy and decision.uncertain_beside:
        return ConfidenceReason.UNCERTAIN_BESIDE
    if any(
        a.single_outcome.null is not True or a.single_outcome.assumed or a.tier is Tier.B
        for a in involved
    ):
        return ConfidenceReason.OUTCOME_ASSUMED
    return _by_state(decision, facts)


def _by_state(decision: Decision, facts: Facts) -> ConfidenceReason:
    """What stands behind a state that nothing weakens."""
    names = {a.event.id for a in decision.involved}
    match decision.state:
        case State.NONE_CALLABLE | State.MONOALLELIC:
            by_depth = decision.deletions_by_depth
            return (
                ConfidenceReason.DEPTH_OF_EVERY_EXON
                if by_depth
                else ConfidenceReason.LOSS_WITHOUT_DEPTH
            )
        case State.BIALLELIC_COMPHET_TRANS:
            by_parents = any(
                r.source is PhaseSource.PARENTS and r.is_certain and {r.first, r.second} <= names
                for r in facts.arrangements.relations
            )
            told = ConfidenceReason.PHASE_WITHOUT_PARENTS
            return ConfidenceReason.BOTH_PARENTS if by_parents else told
        case State.BIALLELIC_HOM_SMALL:
            by_parents = any(
                Confirmation.PARENTS in facts.confirmed.get(name, ()) for name in names
            )
            told = ConfidenceReason.COPIES_WITHOUT_PARENTS
            return ConfidenceReason.BOTH_PARENTS if by_parents else told
        case State.APPARENT_HOM:
            return ConfidenceReason.COPY_NUMBER_OPEN
        case State.POSSIBLE_COMPHET_UNPHASED:
            return ConfidenceReason.PHASE_OPEN
        case State.CIS_PAIR:
            return ConfidenceReason.ON_ONE_COPY
        case _:  # what is left rests on a deletion that was confirmed
            return ConfidenceReason.CONFIRMED_DELETION


def _weak(decision: Decision, facts: Facts) -> Iterator[ConfidenceReason]:
    """Whether the answer rests on what is easily wrong: see :func:`confidence_reason`."""
    state = decision.state
    if state is State.INDETERMINATE:
        yield ConfidenceReason.EVIDENCE_CONTRADICTS
    unseen = state is State.CIS_PAIR and not decision.other_copy_examined
    if unseen or state in {State.NONE_INCOMPLETE, State.MONOALLELIC_PLUS_GAP}:
        yield ConfidenceReason.GENE_NOT_EXAMINED
    involved = [a for a in decision.involved if not a.event.tested_by]
    if any(rests_on_one_caller(a) and is_proposed_by_depth(a) for a in involved):
        yield ConfidenceReason.ONLY_DEPTH_TELLS
    if any(map(rests_on_one_caller, involved)):
        yield ConfidenceReason.ONE_CALLER_ONLY
    if any(a.event.filters for a in involved):
        yield ConfidenceReason.CALL_FILTERED
    if any(map(is_weakly_called, involved)):
        yield ConfidenceReason.CALL_WEAK
    names = {a.event.id for a in involved}
    if any(names & set(f.about) for f in facts.findings):
        yield ConfidenceReason.CALL_QUESTIONED
