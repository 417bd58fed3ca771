"""A reason of a verdict: a closed code and a sentence."""

from __future__ import annotations

from typing import Self

from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import FindingCode
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import reasons as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.support import event_label
from osteo_annot.worded import Worded


class ReasonCode(Worded):
    """Why the verdict is what it is; the closed list of reasons."""

    CANDIDATE = ("CANDIDATE", "An event that breaks or may break the copy that carries it.")
    NO_CANDIDATE = ("NO_CANDIDATE", "No loss-of-function allele was found.")
    NO_COPY_LEFT = ("NO_COPY_LEFT", "The same exons are deleted on both copies.")
    PHASE_PROVEN = ("PHASE_PROVEN", "Which copy carries what is proven, with the source named.")
    PHASE_UNKNOWN = ("PHASE_UNKNOWN", "Which copy carries what is not known.")
    ONE_PARENT_ONLY = (
        "ONE_PARENT_ONLY",
        "One parent's genotype makes a phase probable, not proven.",
    )
    SINGLE_SOURCE_DELETION = (
        "SINGLE_SOURCE_DELETION",
        "The deletion rests on one caller; no depth confirms it.",
    )
    PROPOSED_BY_DEPTH = (
        "PROPOSED_BY_DEPTH",
        "No caller wrote it; it is proposed from the depth of the exons alone, and must be "
        "confirmed by an independent method.",
    )
    CONFIRMED_BY_DEPTH = (
        "CONFIRMED_BY_DEPTH",
        "The depth of the exons tells the same number of copies.",
    )
    CONFIRMED_BY_READS = (
        "CONFIRMED_BY_READS",
        "Confirmed by reads: they show the junction, on as many copies as called.",
    )
    JUNCTION_NOT_ASSESSED = (
        "JUNCTION_NOT_ASSESSED",
        "What reads say of a junction, where they neither confirm nor contradict the call.",
    )
    ENDS_BY_READS = ("ENDS_BY_READS", "Where reads place the ends of an event, to the base.")
    ENDS_DIFFER = ("ENDS_DIFFER", "Reads place the ends elsewhere than the caller.")
    TWO_COPIES_NOT_CONFIRMED = (
        "TWO_COPIES_NOT_CONFIRMED",
        "Called homozygous; that two copies exist is not proven.",
    )
    PARENTS_BOTH_CARRY = (
        "PARENTS_BOTH_CARRY",
        "Both parents carry the variant, so each copy brought one.",
    )
    PARENTS_BOTH_CARRY_BY_GENOTYPE = (
        "PARENTS_BOTH_CARRY_BY_GENOTYPE",
        "Both parents carry the variant by their genotypes; their files tell neither quality "
        "nor depth of the calls.",
    )
    TWO_COPIES_BY_DEPTH = (
        "TWO_COPIES_BY_DEPTH",
        "A copy-number record shows two copies of the whole place.",
    )
    TWO_COPIES_BY_READS = (
        "TWO_COPIES_BY_READS",
        "Reads link the variant to both alleles of heterozygous markers on both sides, so two "
        "copies carry it.",
    )
    COPIES_OPEN_BY_READS = (
        "COPIES_OPEN_BY_READS",
        "What reads say of a homozygous call, and what is missing to show two copies by them.",
    )
    ALLELE_MAY_BE_MISSING = (
        "ALLELE_MAY_BE_MISSING",
        "Signs in the reads that an allele may have been missed.",
    )
    HETEROZYGOTES_ON_BOTH_SIDES = (
        "HETEROZYGOTES_ON_BOTH_SIDES",
        "Confident heterozygotes stand close on both sides, so two copies are there.",
    )
    OTHER_COPY_NOT_CALLED = (
        "OTHER_COPY_NOT_CALLED",
        "A half call: one allele was called, the other is unknown.",
    )
    JOINT_EFFECT = ("JOINT_EFFECT", "Events of one copy were read together, and together break it.")
    COMPENSATED = (
        "COMPENSATED",
        "Events of one copy were read together, and compensate each other.",
    )
    FILTERED_CALL = (
        "FILTERED_CALL",
        "The caller filtered the record; it is kept, and confidence is low.",
    )
    OUTCOME_OPEN = (
        "OUTCOME_OPEN",
        "Whether the copy still works cannot be decided from the sequence.",
    )
    SPLICE_OUTCOME_ASSUMED = (
        "SPLICE_OUTCOME_ASSUMED",
        "Retention of the intron, a cryptic site, or several transcripts are possible too; RNA "
        "was not seen.",
    )
    UNCERTAIN_VARIANT = (
        "UNCERTAIN_VARIANT",
        "Of uncertain significance; the answer does not rest on it, and it cannot be used for "
        "clinical decisions.",
    )
    COPIES_UNKNOWN = ("COPIES_UNKNOWN", "The number of copies that carry the event is not known.")
    MOSAIC_NOT_COUNTED = (
        "MOSAIC_NOT_COUNTED",
        "A call with few reads is not counted as an allele.",
    )
    RECORD_NOT_READ = ("RECORD_NOT_READ", "A record at the locus cannot be read.")
    RECORD_NOT_INTERPRETED = (
        "RECORD_NOT_INTERPRETED",
        "A record at the locus is kept but not interpreted.",
    )
    SMALL_VARIANTS_NOT_CALLABLE = (
        "SMALL_VARIANTS_NOT_CALLABLE",
        "Exons in which small variants could not be excluded.",
    )
    DELETIONS_NOT_ASSESSED = (
        "DELETIONS_NOT_ASSESSED",
        "Exons in which deletions were not looked for, and why.",
    )
    ALL_CALLABLE = ("ALL_CALLABLE", "Every exon was callable for small variants.")
    LOSS_OF_HETEROZYGOSITY = ("LOSS_OF_HETEROZYGOSITY", FindingCode.LOSS_OF_HETEROZYGOSITY.text)
    CODON_NOT_PHASED = ("CODON_NOT_PHASED", FindingCode.CODON_NOT_PHASED.text)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its sentence."""

    code: ReasonCode
    said: Said | Worded

    @classmethod
    def plain(cls, code: ReasonCode) -> Self:
        """The reason in the words of its code."""
        return cls(code, code)

    @classmethod
    def of_event(cls, code: ReasonCode, assessed: Assessed) -> Self:
        """The reason of one event."""
        return cls(code, say.OF_EVENT(event=event_label(assessed), reason=code))

    @property
    def text(self) -> str:
        """The reason in words."""
        return said_text(self.said)
