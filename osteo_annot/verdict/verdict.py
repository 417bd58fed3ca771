"""The verdict of a person: state, confidence, headline, reasons, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.measured.reads.small_variant import CopiesByReads, SmallVariantReads
from osteo_annot.sentences.sentence import Said
from osteo_annot.values import dataclass
from osteo_annot.verdict.advice import Change, NextTest, changes, next_tests
from osteo_annot.verdict.confidence import Confidence, ConfidenceReason, confidence_reason
from osteo_annot.verdict.decide import Decision, decide
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.headline import headline, notation
from osteo_annot.verdict.reason import Reason
from osteo_annot.verdict.reasons import reasons_of
from osteo_annot.verdict.searched import searched
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import is_proposed_by_depth, rests_on_one_caller
from osteo_annot.verdict.uneven_reads import uneven_reads


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer."""

    decision: Decision
    confidence_reason: ConfidenceReason
    """What makes the state as sure as it is."""
    headline: tuple[Said, ...]
    genotype_hgvs: str
    reasons: tuple[Reason, ...]
    contradictions: tuple[Finding, ...]
    would_change: tuple[Change, ...]
    next_tests: tuple[NextTest, ...]
    second_hit_search: tuple[Said, ...]

    @property
    def state(self) -> State:
        """The state, from the closed list."""
        return self.decision.state

    @property
    def confidence(self) -> Confidence:
        """How sure the state is."""
        return self.confidence_reason.confidence


def judge(facts: Facts) -> Verdict:
    """The verdict of a person from all facts."""
    decision = decide(facts)
    state, involved = decision.state, decision.involved
    because = confidence_reason(decision, facts)
    open_ = state.leaves_a_copy and bool(decision.uncertain_beside)
    carried = _calls_of_parents(involved, facts)
    return Verdict(
        decision=decision,
        confidence_reason=because,
        headline=(*headline(decision, because.confidence, facts), *uneven_reads(facts)),
        genotype_hgvs=notation(decision, facts),
        reasons=tuple(reasons_of(decision, facts)),
        contradictions=tuple(f for f in facts.findings if not f.is_context),
        would_change=changes(state, uncertain=open_),
        next_tests=next_tests(
            state,
            rna_helps=any(_rna_helps(a) for a in involved),
            parents_tested=bool(carried) and all(None not in pair[:2] for pair in carried),
            dropout_open=_dropout_is_open(decision, facts),
            parents_carry=bool(carried) and all(all(pair[:2]) for pair in carried),
            confirm_loss=any(is_proposed_by_depth(a) for a in involved),
            loss_of_one_caller=any(map(rests_on_one_caller, involved)),
            uncertain=open_,
            measure_exons=facts.has_unmeasured_exon,
            deletions_open=not facts.deletions_callable,
            sequenced=facts.small_variants_callable and not facts.has_open_record,
            link_markers=_markers_are_missing(decision, facts),
            phase=any(f.code is FindingCode.CODON_NOT_PHASED for f in facts.findings),
        ),
        second_hit_search=searched(decision, facts),
    )


def _calls_of_parents(involved: Sequence[Assessed], facts: Facts) -> list[list[int | None]]:
    """Of each deciding event the copies that mother and father carry, as far as both are there."""
    return [
        [call.carries for call in facts.parents.get(a.event.id, ())] + [None, None]
        for a in involved
    ]


def _dropout_is_open(decision: Decision, facts: Facts) -> bool:
    """Whether two copies of a homozygote are confirmed, but not by parents or linked markers.

    A copy number excludes a deletion, not an allele that was not captured or amplified (Z3). Where
    nothing confirms two copies, signs in the reads ask for it.
    """
    if decision.state is State.APPARENT_HOM:
        return any(told.signs for told in _homozygotes_by_reads(decision, facts))
    excluded_by = {Confirmation.PARENTS, Confirmation.PARENTS_BY_GENOTYPE, Confirmation.READS}
    return decision.state is State.BIALLELIC_HOM_SMALL and not any(
        excluded_by & set(facts.confirmed.get(a.event.id, ())) for a in decision.involved
    )


_LINKS_MISSING = {CopiesByReads.NO_MARKER, CopiesByReads.ONE_SIDE, CopiesByReads.FEW_LINKS}


def _markers_are_missing(decision: Decision, facts: Facts) -> bool:
    """Whether reads of a variant that is only apparently homozygous link too few markers to it."""
    return decision.state is State.APPARENT_HOM and any(
        told.copies in _LINKS_MISSING for told in _homozygotes_by_reads(decision, facts)
    )


def _homozygotes_by_reads(decision: Decision, facts: Facts) -> list[SmallVariantReads]:
    """What reads say of the deciding variants that are called on both copies."""
    events = (part for a in decision.involved for part in a.event.parts or (a.event,))
    told = (facts.by_reads.get(event.id) for event in events)
    return [reads for reads in told if reads is not None and reads.copies is not None]


def _rna_helps(assessed: Assessed) -> bool:
    """Whether the product cannot be told without RNA: splice sites, exon 4, the last exon."""
    return (
        bool(assessed.single_outcome.assumed)
        or assessed.single_outcome.null is None
        or assessed.tier is Tier.B
    )
