"""The reasons of a verdict, each with a closed code and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.damage import Assumption
from osteo_annot.copies.outcome import Effect
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.findings import FindingCode
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.searched import deletions_searched
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import (
    event_label,
    exon_text,
    is_confirmed_by_depth,
    is_proposed_by_depth,
    rests_on_one_caller,
)


class ReasonCode(StrEnum):
    """Why the verdict is what it is; the closed list of reasons."""

    CANDIDATE = "CANDIDATE"
    NO_CANDIDATE = "NO_CANDIDATE"
    NO_COPY_LEFT = "NO_COPY_LEFT"
    PHASE_PROVEN = "PHASE_PROVEN"
    PHASE_UNKNOWN = "PHASE_UNKNOWN"
    ONE_PARENT_ONLY = "ONE_PARENT_ONLY"
    SINGLE_SOURCE_DELETION = "SINGLE_SOURCE_DELETION"
    PROPOSED_BY_DEPTH = "PROPOSED_BY_DEPTH"
    CONFIRMED_BY_DEPTH = "CONFIRMED_BY_DEPTH"
    TWO_COPIES_NOT_CONFIRMED = "TWO_COPIES_NOT_CONFIRMED"
    PARENTS_BOTH_CARRY = "PARENTS_BOTH_CARRY"
    PARENTS_BOTH_CARRY_BY_GENOTYPE = "PARENTS_BOTH_CARRY_BY_GENOTYPE"
    TWO_COPIES_BY_DEPTH = "TWO_COPIES_BY_DEPTH"
    TWO_COPIES_BY_READS = "TWO_COPIES_BY_READS"
    COPIES_OPEN_BY_READS = "COPIES_OPEN_BY_READS"
    ALLELE_MAY_BE_MISSING = "ALLELE_MAY_BE_MISSING"
    HETEROZYGOTES_ON_BOTH_SIDES = "HETEROZYGOTES_ON_BOTH_SIDES"
    OTHER_COPY_NOT_CALLED = "OTHER_COPY_NOT_CALLED"
    JOINT_EFFECT = "JOINT_EFFECT"
    COMPENSATED = "COMPENSATED"
    FILTERED_CALL = "FILTERED_CALL"
    OUTCOME_OPEN = "OUTCOME_OPEN"
    SPLICE_OUTCOME_ASSUMED = "SPLICE_OUTCOME_ASSUMED"
    UNCERTAIN_VARIANT = "UNCERTAIN_VARIANT"
    COPIES_UNKNOWN = "COPIES_UNKNOWN"
    MOSAIC_NOT_COUNTED = "MOSAIC_NOT_COUNTED"
    RECORD_NOT_READ = "RECORD_NOT_READ"
    RECORD_NOT_INTERPRETED = "RECORD_NOT_INTERPRETED"
    SMALL_VARIANTS_NOT_CALLABLE = "SMALL_VARIANTS_NOT_CALLABLE"
    DELETIONS_NOT_ASSESSED = "DELETIONS_NOT_ASSESSED"
    ALL_CALLABLE = "ALL_CALLABLE"
    LOSS_OF_HETEROZYGOSITY = "LOSS_OF_HETEROZYGOSITY"
    CODON_NOT_PHASED = "CODON_NOT_PHASED"

    @property
    def meaning(self) -> str:
        """The reason in words."""
        return _REASON_MEANING[self]


_REASON_MEANING = {
    ReasonCode.CANDIDATE: "An event that breaks or may break the copy that carries it.",
    ReasonCode.NO_CANDIDATE: "No loss-of-function allele was found.",
    ReasonCode.NO_COPY_LEFT: "The same exons are deleted on both copies.",
    ReasonCode.PHASE_PROVEN: "Which copy carries what is proven, with the source named.",
    ReasonCode.PHASE_UNKNOWN: "Which copy carries what is not known.",
    ReasonCode.ONE_PARENT_ONLY: "One parent's genotype makes a phase probable, not proven.",
    ReasonCode.SINGLE_SOURCE_DELETION: "The deletion rests on one caller; no depth confirms it.",
    ReasonCode.PROPOSED_BY_DEPTH: "No caller wrote it; it is proposed from the depth of the exons "
    "alone, and must be confirmed by an independent method.",
    ReasonCode.CONFIRMED_BY_DEPTH: "The depth of the exons tells the same number of copies.",
    ReasonCode.TWO_COPIES_NOT_CONFIRMED: "Called homozygous; that two copies exist is not proven.",
    ReasonCode.PARENTS_BOTH_CARRY: "Both parents carry the variant, so each copy brought one.",
    ReasonCode.PARENTS_BOTH_CARRY_BY_GENOTYPE: "Both parents carry the variant by their genotypes; "
    "their files tell neither quality nor depth of the calls.",
    ReasonCode.TWO_COPIES_BY_DEPTH: "A copy-number record shows two copies of the whole place.",
    ReasonCode.TWO_COPIES_BY_READS: "Reads link the variant to both alleles of heterozygous "
    "markers on both sides, so two copies carry it.",
    ReasonCode.COPIES_OPEN_BY_READS: "What reads say of a homozygous call, and what is missing to "
    "show two copies by them.",
    ReasonCode.ALLELE_MAY_BE_MISSING: "Signs in the reads that an allele may have been missed.",
    ReasonCode.HETEROZYGOTES_ON_BOTH_SIDES: "Confident heterozygotes stand close on both sides, so "
    "two copies are there.",
    ReasonCode.OTHER_COPY_NOT_CALLED: "A half call: one allele was called, the other is unknown.",
    ReasonCode.JOINT_EFFECT: "Events of one copy were read together, and together break it.",
    ReasonCode.COMPENSATED: "Events of one copy were read together, and compensate each other.",
    ReasonCode.FILTERED_CALL: "The caller filtered the record; it is kept, and confidence is low.",
    ReasonCode.OUTCOME_OPEN: "Whether the copy still works cannot be decided from the sequence.",
    ReasonCode.SPLICE_OUTCOME_ASSUMED: "Retention of the intron, a cryptic site, or several "
    "transcripts are possible too; RNA was not seen.",
    ReasonCode.UNCERTAIN_VARIANT: "Of uncertain significance; the answer does not rest on it, and "
    "it cannot be used for clinical decisions.",
    ReasonCode.COPIES_UNKNOWN: "The number of copies that carry the event is not known.",
    ReasonCode.MOSAIC_NOT_COUNTED: "A call with few reads is not counted as an allele.",
    ReasonCode.RECORD_NOT_READ: "A record at the locus cannot be read.",
    ReasonCode.RECORD_NOT_INTERPRETED: "A record at the locus is kept but not interpreted.",
    ReasonCode.SMALL_VARIANTS_NOT_CALLABLE: "Exons in which small variants could not be excluded.",
    ReasonCode.DELETIONS_NOT_ASSESSED: "Exons in which deletions were not looked for, and why.",
    ReasonCode.ALL_CALLABLE: "Every exon was callable for small variants.",
    ReasonCode.LOSS_OF_HETEROZYGOSITY: FindingCode.LOSS_OF_HETEROZYGOSITY.meaning,
    ReasonCode.CODON_NOT_PHASED: FindingCode.CODON_NOT_PHASED.meaning,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its sentence."""

    code: ReasonCode
    text: str


def reasons_of(decision: Decision, facts: Facts) -> list[Reason]:
    """Why the state holds, most important first."""
    involved = decision.involved
    reasons = [
        Reason(
            ReasonCode.CANDIDATE,
            f"{event_label(a)}: {a.event.zygosity.text}. {a.outcome_as_counted.effect.text} "
            f"PVS1 {a.pvs1.strength.value.replace('_', ' ')} ({a.pvs1.path.value}).",
        )
        for a in involved
    ]
    if not involved:
        reasons.append(Reason(ReasonCode.NO_CANDIDATE, ReasonCode.NO_CANDIDATE.meaning))
    if decision.state is State.BIALLELIC_HOM_DEL:
        exons = exon_text(decision.deleted_on_both)
        reasons.append(Reason(ReasonCode.NO_COPY_LEFT, f"No copy is left of {exons}."))
    reasons += _phase_reasons(involved, facts)
    for assessed in involved:
        reasons += _event_reasons(assessed)
        reasons += _reads_reasons(assessed, facts)
        for told in facts.confirmed.get(assessed.event.id, ()):
            code = ReasonCode(told.value)
            reasons.append(Reason(code, f"{event_label(assessed)}: {code.meaning}"))
    reasons += _joint_reasons(involved, facts)
    reasons += [
        Reason(
            ReasonCode.UNCERTAIN_VARIANT,
            f"{event_label(a)}: {a.event.zygosity.text}; {a.classification.points} points. "
            f"{ReasonCode.UNCERTAIN_VARIANT.meaning}",
        )
        for a in facts.uncertain
        if a not in involved
    ]
    reasons += [Reason(ReasonCode(f.code.value), f.text) for f in facts.findings if f.is_context]
    return reasons + _completeness_reasons(decision, facts)


def _phase_reasons(involved: Sequence[Assessed], facts: Facts) -> list[Reason]:
    """What is known of the phase of the deciding events."""
    names = {a.event.id: a.names.c or a.names.g or a.event.id for a in involved}
    told = [r for r in facts.arrangements.relations if {r.first, r.second} <= names.keys()]
    reasons: list[Reason] = []
    for relation in told:
        if relation.source is PhaseSource.ONE_PARENT:
            reasons.append(Reason(ReasonCode.ONE_PARENT_ONLY, f"{relation.detail}."))
        elif relation.trans is not None:
            where = "opposite copies" if relation.trans else "the same copy"
            pair = f"{names[relation.first]} and {names[relation.second]}"
            text = f"{pair} lie on {where}: {relation.source.text}."
            reasons.append(Reason(ReasonCode.PHASE_PROVEN, text))
    if len(facts.arrangements.possible) > 1 and len(names) > 1:
        count = len(facts.arrangements.possible)
        text = f"The phase of the variants is not known: {count} arrangements are possible."
        reasons.append(Reason(ReasonCode.PHASE_UNKNOWN, text))
    return reasons


def _event_reasons(assessed: Assessed) -> list[Reason]:
    """What is to be known of one deciding event."""
    event, label = assessed.event, event_label(assessed)
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
    reasons = [Reason(code, f"{label}: {code.meaning}") for code, holds in told if holds]
    if Assumption.SPLICE_MECHANISM_ASSUMED in assessed.single_outcome.assumed:
        code = ReasonCode.SPLICE_OUTCOME_ASSUMED
        text = f"{label}: {_splice_outcome(assessed)} {code.meaning}"
        reasons.append(Reason(code, text))
    return reasons


def _reads_reasons(assessed: Assessed, facts: Facts) -> list[Reason]:
    """What reads say of a homozygous call that nothing else confirms: counts, what is missing."""
    if assessed.event.zygosity not in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL}:
        return []
    label, reasons = event_label(assessed), []
    for part in assessed.event.parts or (assessed.event,):
        told = facts.by_reads.get(part.id)
        if told is None or told.copies is None:
            continue
        text = f"{label}: {told.counts.text} show it. {told.copies.text}"
        reasons.append(Reason(ReasonCode.COPIES_OPEN_BY_READS, text))
        reasons += [
            Reason(ReasonCode.ALLELE_MAY_BE_MISSING, f"{label}: {sign.text}") for sign in told.signs
        ]
    return reasons


def _splice_outcome(assessed: Assessed) -> str:
    """Which outcome of a lost splice site was taken."""
    outcome = assessed.single_outcome
    if not outcome.exons_lost or outcome.effect is Effect.SPLICE_SITE_LOST:
        return "taken to spoil the product, for no exon can simply be skipped."
    kept = outcome.effect is Effect.IN_FRAME_LOSS
    frame = "with" if kept else "without"
    return f"taken to skip {exon_text(outcome.exons_lost)} {frame} the reading frame kept."


def _as_one(joint: Assessed, facts: Facts) -> str:
    """Which changes are read as one, and which of them the other copy carries apart."""
    text = f"{' and '.join(joint.names.parts)} lie on one copy, and are read as one change."
    held = {part.id for part in joint.event.parts}
    apart = [a.names.c for a in facts.assessed if a.event.id in held]
    if not apart:
        return text
    return f"{text} The other copy carries {' and '.join(apart)} without it."


def _joint_reasons(involved: Sequence[Assessed], facts: Facts) -> list[Reason]:
    """Events that were read together on one copy, and calls that were not counted."""
    reasons: list[Reason] = []
    open_codon = any(f.code is FindingCode.CODON_NOT_PHASED for f in facts.findings)
    if involved and not open_codon and not any(a in facts.candidates for a in involved):
        reasons.append(Reason(ReasonCode.JOINT_EFFECT, ReasonCode.JOINT_EFFECT.meaning))
    reasons += [
        Reason(ReasonCode.JOINT_EFFECT, f"{event_label(a)}: {_as_one(a, facts)}")
        for a in facts.assessed
        if a.names.parts
    ]
    if facts.candidates and not involved:
        reasons.append(Reason(ReasonCode.COMPENSATED, ReasonCode.COMPENSATED.meaning))
    labels = {a.event.id: a.names.c or a.event.id for a in facts.assessed}
    reasons += [
        Reason(
            ReasonCode.COMPENSATED,
            f"{labels[a.event.id]} is undone by {' and '.join(labels[n] for n in a.rescue.by)} on "
            f"the same copy, which makes {a.rescue.outcome.protein}.",
        )
        for a in facts.assessed
        if a.rescue is not None
    ]
    for assessed in facts.assessed:
        if assessed.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT and assessed.tier.is_candidate:
            text = f"{event_label(assessed)}: {ReasonCode.MOSAIC_NOT_COUNTED.meaning}"
            reasons.append(Reason(ReasonCode.MOSAIC_NOT_COUNTED, text))
    return reasons


def _completeness_reasons(decision: Decision, facts: Facts) -> list[Reason]:
    """What was and was not examined."""
    reasons: list[Reason] = []
    if facts.has_unreadable:
        reasons.append(Reason(ReasonCode.RECORD_NOT_READ, ReasonCode.RECORD_NOT_READ.meaning))
    elif facts.has_open_record:
        code = ReasonCode.RECORD_NOT_INTERPRETED
        reasons.append(Reason(code, code.meaning))
    open_exons = tuple(
        e.exon for e in facts.callability if e.small_variants is not Callability.CALLABLE
    )
    if open_exons:
        text = f"Small variants cannot be excluded in {exon_text(open_exons)}."
        reasons.append(Reason(ReasonCode.SMALL_VARIANTS_NOT_CALLABLE, text))
    else:
        reasons.append(Reason(ReasonCode.ALL_CALLABLE, ReasonCode.ALL_CALLABLE.meaning))
    open_for_loss = [
        e
        for e in facts.callability
        if not e.deletion_search.is_search and e.exon not in decision.shown_by_calls
    ]
    reasons += [
        Reason(ReasonCode.DELETIONS_NOT_ASSESSED, text)
        for text in deletions_searched(open_for_loss)
    ]
    return reasons
