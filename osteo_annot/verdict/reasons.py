"""The reasons of a verdict, each with a closed code and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.damage import Assumption
from osteo_annot.copies.outcome import Effect
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.findings import FindingCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reasons as say
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.junction_reasons import junction_reasons
from osteo_annot.verdict.reason import Reason, ReasonCode
from osteo_annot.verdict.searched import deletions_searched
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import (
    event_label,
    is_confirmed_by_depth,
    is_proposed_by_depth,
    rests_on_one_caller,
)


def reasons_of(decision: Decision, facts: Facts) -> list[Reason]:
    """Why the state holds, most important first."""
    involved = decision.involved
    reasons = [Reason(ReasonCode.CANDIDATE, _candidate(a)) for a in involved]
    if not involved:
        reasons.append(Reason.plain(ReasonCode.NO_CANDIDATE))
    if decision.state is State.BIALLELIC_HOM_DEL:
        left = say.NO_COPY_LEFT(exons=decision.deleted_on_both)
        reasons.append(Reason(ReasonCode.NO_COPY_LEFT, left))
    reasons += _phase_reasons(involved, facts)
    for assessed in involved:
        reasons += _event_reasons(assessed)
        reasons += junction_reasons(assessed)
        reasons += _reads_reasons(assessed, facts)
        for told in facts.confirmed.get(assessed.event.id, ()):
            reasons.append(Reason.of_event(ReasonCode.of(told.value), assessed))
    reasons += _joint_reasons(involved, facts)
    reasons += [
        Reason(ReasonCode.UNCERTAIN_VARIANT, _uncertain(a))
        for a in facts.uncertain
        if a not in involved
    ]
    reasons += [Reason(ReasonCode.of(f.code.value), f.said) for f in facts.findings if f.is_context]
    return reasons + _completeness_reasons(decision, facts)


def _candidate(assessed: Assessed) -> Said:
    """A deciding event with its copies, its effect and PVS1."""
    return say.CANDIDATE(
        event=event_label(assessed),
        zygosity=assessed.event.zygosity,
        effect=assessed.outcome_as_counted.effect,
        strength=assessed.pvs1.strength,
        path=assessed.pvs1.path.value,
    )


def _uncertain(assessed: Assessed) -> Said:
    """An event of uncertain significance on which the state does not rest."""
    return say.UNCERTAIN(
        event=event_label(assessed),
        zygosity=assessed.event.zygosity,
        points=assessed.classification.points,
        meaning=ReasonCode.UNCERTAIN_VARIANT,
    )


def _phase_reasons(involved: Sequence[Assessed], facts: Facts) -> list[Reason]:
    """What is known of the phase of the deciding events."""
    names = {a.event.id: a.names.c or a.names.g or a.event.id for a in involved}
    told = [r for r in facts.arrangements.relations if {r.first, r.second} <= names.keys()]
    reasons: list[Reason] = []
    for relation in told:
        if relation.source is PhaseSource.ONE_PARENT:
            said = say.ONE_PARENT(detail=relation.detail)
            reasons.append(Reason(ReasonCode.ONE_PARENT_ONLY, said))
        elif relation.trans is not None:
            pair = (names[relation.first], names[relation.second])
            lie = say.IN_TRANS if relation.trans else say.IN_CIS
            said = lie(pair=pair, source=relation.source)
            reasons.append(Reason(ReasonCode.PHASE_PROVEN, said))
    if len(facts.arrangements.possible) > 1 and len(names) > 1:
        said = say.PHASE_UNKNOWN(count=len(facts.arrangements.possible))
        reasons.append(Reason(ReasonCode.PHASE_UNKNOWN, said))
    return reasons


def _event_reasons(assessed: Assessed) -> list[Reason]:
    """What is to be known of one deciding event."""
    event = assessed.event
    told: list[tuple[ReasonCode, bool]] = [
        (
            ReasonCode.TWO_COPIES_NOT_CONFIRMED,
            event.zygosity in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL},
        ),
        (ReasonCode.OTHER_COPY_NOT_CALLED, event.zygosity is Zygosity.HALF_CALL),
        (ReasonCode.COPIES_UNKNOWN, event.zygosity is Zygosity.UNKNOWN),
        (
            ReasonCode.SINGLE_SOURCE_DELETION,
            rests_on_one_caller(assessed) and not is_proposed_by_depth(assessed),
        ),
        (ReasonCode.PROPOSED_BY_DEPTH, is_proposed_by_depth(assessed)),
        (ReasonCode.CONFIRMED_BY_DEPTH, is_confirmed_by_depth(assessed)),
        (ReasonCode.FILTERED_CALL, bool(event.filters)),
        (ReasonCode.OUTCOME_OPEN, assessed.single_outcome.null is None or assessed.tier is Tier.B),
    ]
    reasons = [Reason.of_event(code, assessed) for code, holds in told if holds]
    if Assumption.SPLICE_MECHANISM_ASSUMED in assessed.single_outcome.assumed:
        code = ReasonCode.SPLICE_OUTCOME_ASSUMED
        taken = _splice_outcome(assessed)
        said = say.SPLICE(event=event_label(assessed), taken=taken, meaning=code)
        reasons.append(Reason(code, said))
    return reasons


def _reads_reasons(assessed: Assessed, facts: Facts) -> list[Reason]:
    """What reads say of a homozygous call that nothing else confirms: counts, what is missing."""
    if assessed.event.zygosity not in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL}:
        return []
    label = event_label(assessed)
    reasons: list[Reason] = []
    for part in assessed.event.parts or (assessed.event,):
        told = facts.by_reads.get(part.id)
        if told is None or told.copies is None:
            continue
        shown = say.BY_READS(event=label, reads=told.counts.said, meaning=told.copies)
        reasons.append(Reason(ReasonCode.COPIES_OPEN_BY_READS, shown))
        reasons += [
            Reason(ReasonCode.ALLELE_MAY_BE_MISSING, say.OF_EVENT(event=label, reason=sign))
            for sign in told.signs
        ]
    return reasons


def _splice_outcome(assessed: Assessed) -> Said:
    """Which outcome of a lost splice site was taken."""
    outcome = assessed.single_outcome
    if not outcome.exons_lost or outcome.effect is Effect.SPLICE_SITE_LOST:
        return say.SPLICE_NO_SKIP()
    kept = outcome.effect is Effect.IN_FRAME_LOSS
    return (say.SPLICE_IN_FRAME if kept else say.SPLICE_OUT_OF_FRAME)(exons=outcome.exons_lost)


def _as_one(joint: Assessed, facts: Facts) -> Said:
    """Which changes are read as one, and which of them the other copy carries apart."""
    label, parts = event_label(joint), joint.names.parts
    held = {part.id for part in joint.event.parts}
    apart = tuple(a.names.c for a in facts.assessed if a.event.id in held)
    if not apart:
        return say.AS_ONE(event=label, parts=parts)
    return say.AS_ONE_APART(event=label, parts=parts, apart=apart)


def _joint_reasons(involved: Sequence[Assessed], facts: Facts) -> list[Reason]:
    """Events that were read together on one copy, and calls that were not counted."""
    reasons: list[Reason] = []
    open_codon = any(f.code is FindingCode.CODON_NOT_PHASED for f in facts.findings)
    if involved and not open_codon and not any(a in facts.candidates for a in involved):
        reasons.append(Reason.plain(ReasonCode.JOINT_EFFECT))
    reasons += [
        Reason(ReasonCode.JOINT_EFFECT, _as_one(a, facts)) for a in facts.assessed if a.names.parts
    ]
    if facts.candidates and not involved:
        reasons.append(Reason.plain(ReasonCode.COMPENSATED))
    labels = {a.event.id: a.names.c or a.event.id for a in facts.assessed}
    reasons += [
        Reason(
            ReasonCode.COMPENSATED,
            say.UNDONE(
                event=labels[a.event.id],
                by=tuple(labels[n] for n in a.rescue.by),
                protein=a.rescue.outcome.protein,
            ),
        )
        for a in facts.assessed
        if a.rescue is not None
    ]
    reasons += [
        Reason.of_event(ReasonCode.MOSAIC_NOT_COUNTED, a)
        for a in facts.assessed
        if a.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT and a.tier.is_candidate
    ]
    return reasons


def _completeness_reasons(decision: Decision, facts: Facts) -> list[Reason]:
    """What was and was not examined."""
    reasons: list[Reason] = []
    if facts.has_unreadable:
        reasons.append(Reason.plain(ReasonCode.RECORD_NOT_READ))
    elif facts.has_open_record:
        reasons.append(Reason.plain(ReasonCode.RECORD_NOT_INTERPRETED))
    open_exons = tuple(
        e.exon for e in facts.callability if e.small_variants is not Callability.CALLABLE
    )
    if open_exons:
        said = say.SMALL_OPEN(exons=open_exons)
        reasons.append(Reason(ReasonCode.SMALL_VARIANTS_NOT_CALLABLE, said))
    else:
        reasons.append(Reason.plain(ReasonCode.ALL_CALLABLE))
    open_for_loss = [
        e
        for e in facts.callability
        if not e.deletion_search.is_search and e.exon not in decision.shown_by_calls
    ]
    reasons += [
        Reason(ReasonCode.DELETIONS_NOT_ASSESSED, said)
        for said in deletions_searched(open_for_loss)
    ]
    return reasons
