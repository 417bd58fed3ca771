"""The verdict of a person: state, confidence, headline, reasons, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.verdict.advice import Change, NextTest, changes, next_tests
from osteo_annot.verdict.decide import Decision, decide
from osteo_annot.verdict.facts import MEASURED_AGAIN, Facts
from osteo_annot.verdict.headline import headline, notation
from osteo_annot.verdict.reasons import (
    Reason,
    is_proposed_by_depth,
    reasons_of,
    rests_on_one_caller,
)
from osteo_annot.verdict.searched import searched
from osteo_annot.verdict.state import State
from osteo_annot.verdict.uneven_reads import uneven_reads


class Confidence(StrEnum):
    """How sure the state is, given the kind of evidence."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer."""

    decision: Decision
    confidence: Confidence
    headline: str
    genotype_hgvs: str
    reasons: tuple[Reason, ...]
    contradictions: tuple[Finding, ...]
    would_change: tuple[Change, ...]
    next_tests: tuple[NextTest, ...]
    second_hit_search: tuple[str, ...]

    @property
    def state(self) -> State:
        """The state, from the closed list."""
        return self.decision.state


def judge(facts: Facts) -> Verdict:
    """The verdict of a person from all facts."""
    decision = decide(facts)
    state, involved = decision.state, decision.involved
    open_ = state.leaves_a_copy and bool(decision.uncertain_beside)
    return Verdict(
        decision=decision,
        confidence=_confidence(decision, facts),
        headline=" ".join((headline(decision, facts), *uneven_reads(facts))),
        genotype_hgvs=notation(decision, facts),
        reasons=tuple(reasons_of(decision, facts)),
        contradictions=tuple(f for f in facts.findings if not f.is_context),
        would_change=changes(state, uncertain=open_),
        next_tests=next_tests(
            state,
            rna_helps=any(_rna_helps(a) for a in involved),
            parents_known=_parents_known(involved, facts),
            confirm_loss=any(is_proposed_by_depth(a) for a in involved),
            uncertain=open_,
            measure_exons=any(f.code in MEASURED_AGAIN for f in facts.findings),
            phase=any(f.code is FindingCode.CODON_NOT_PHASED for f in facts.findings),
        ),
        second_hit_search=searched(decision, facts),
    )


def _parents_known(involved: Sequence[Assessed], facts: Facts) -> bool:
    """Whether both parents told of every deciding event."""
    by_parents = {
        name
        for relation in facts.arrangements.relations
        if relation.source is PhaseSource.PARENTS
        for name in (relation.first, relation.second)
    }
    by_parents |= {n for n, told in facts.confirmed.items() if Confirmation.PARENTS in told}
    return bool(involved) and all(a.event.id in by_parents for a in involved)


def _rna_helps(assessed: Assessed) -> bool:
    """Whether the product cannot be told without RNA: splice sites, exon 4, the last exon."""
    return (
        bool(assessed.single_outcome.assumed)
        or assessed.single_outcome.null is None
        or assessed.tier == "B"
    )


def _confidence(decision: Decision, facts: Facts) -> Confidence:
    """How sure the state is.

    Low: a single caller's deletion, a filtered record, or what was not examined decides. Moderate:
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
        a.single_outcome.null is not True or a.single_outcome.assumed or a.tier == "B"
        for a in involved
    ):
        return Confidence.MODERATE
    sure = {
        State.NONE_CALLABLE: decision.deletions_by_depth,
        State.BIALLELIC_COMPHET_TRANS: any(
            r.source is PhaseSource.PARENTS for r in facts.arrangements.relations
        ),
        State.BIALLELIC_HOM_SMALL: any(
            Confirmation.PARENTS in facts.confirmed.get(a.event.id, ()) for a in involved
        ),
        State.MONOALLELIC: decision.deletions_by_depth,
    }
    return Confidence.HIGH if sure.get(state, False) else Confidence.MODERATE


def _is_weak(decision: Decision, facts: Facts) -> bool:
    """Whether the answer rests on what is easily wrong: see :func:`_confidence`."""
    state = decision.state
    if state in {State.INDETERMINATE, State.NONE_INCOMPLETE, State.MONOALLELIC_PLUS_GAP}:
        return True
    if state is State.CIS_PAIR and not decision.other_copy_examined:
        return True
    names = {a.event.id for a in decision.involved}
    return any(a.event.filters or rests_on_one_caller(a) for a in decision.involved) or any(
        names & set(f.about) for f in facts.findings
    )
