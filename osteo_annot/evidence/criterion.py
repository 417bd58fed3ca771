"""One ACMG/AMP criterion as it was judged: strength, leaf, answers, sources, counter-evidence.

Source: Richards 2015 (criteria), Tavtigian 2020 (points), clinical rules 1.6 to 1.8.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Strength(Worded):
    """Strength of a criterion."""

    STAND_ALONE = ("stand_alone", "stand alone")
    VERY_STRONG = ("very_strong", "very strong")
    STRONG = ("strong", "strong")
    MODERATE = ("moderate", "moderate")
    SUPPORTING = ("supporting", "supporting")
    NOT_APPLICABLE = ("not_applicable", "not applicable")
    NOT_ASSESSABLE = ("not_assessable", "not assessable")

    @property
    def points(self) -> int:
        """Points without sign (Tavtigian 2020); BA1 stands alone and has none."""
        return {"very_strong": 8, "strong": 4, "moderate": 2, "supporting": 1}.get(self.value, 0)


class AcmgClass(Worded):
    """The class of a variant (Richards 2015)."""

    P = ("P", "pathogenic")
    LP = ("LP", "likely pathogenic")
    VUS = ("VUS", "variant of uncertain significance")
    LB = ("LB", "likely benign")
    B = ("B", "benign")

    @property
    def is_pathogenic(self) -> bool:
        """Whether it is pathogenic or likely pathogenic."""
        return self in {AcmgClass.P, AcmgClass.LP}


class Status(StrEnum):
    """What became of a criterion."""

    MET = "met"
    NOT_MET = "not_met"
    SET_ASIDE = "set_aside"
    NOT_ASSESSED = "not_assessed"


class Leaf(Worded):
    """Where the judgement of a criterion other than PVS1 ended; stable codes."""

    SWITCHED_OFF = ("SWITCHED_OFF", "The policy does not propose this criterion.")
    DECIDED = ("DECIDED", "Decided in review.")
    FOR_REVIEWER = ("FOR_REVIEWER", "For the reviewer: the program does not judge it.")
    NEVER_USED = ("NEVER_USED", "Retired: an assertion of others is no evidence of its own (SVI).")
    FREQUENCY_NOT_GIVEN = ("FREQUENCY_NOT_GIVEN", "No population frequencies were given.")
    FREQUENCY_KIND_NOT_GIVEN = (
        "FREQUENCY_KIND_NOT_GIVEN",
        "No source of frequencies tells of variants of this kind, or they are not compared.",
    )
    FREQUENCY_FILTERED = (
        "FREQUENCY_FILTERED",
        "The record of the source fails the source's own filters.",
    )
    FREQUENCY_TOO_FEW_ALLELES = (
        "FREQUENCY_TOO_FEW_ALLELES",
        "No group of the source has enough alleles, or it does not say how many.",
    )
    FREQUENCY_SITE_NOT_SEEN = (
        "FREQUENCY_SITE_NOT_SEEN",
        "The allele is not in the source, and no record nearby shows that the place was seen.",
    )
    FREQUENCY_OF_PARTS_ONLY = (
        "FREQUENCY_OF_PARTS_ONLY",
        "The sources have each change, not both on one copy: how often that is, they do not tell.",
    )
    FREQUENCY_COPIES_NOT_READ = (
        "FREQUENCY_COPIES_NOT_READ",
        "The source has copy numbers of these exons, or records of a kind that is not known; "
        "losses and gains are not told apart.",
    )
    FREQUENCY_KIND_NOT_SEEN = (
        "FREQUENCY_KIND_NOT_SEEN",
        "The source has no event of this kind at the locus: that it could see one is not shown.",
    )
    FREQUENCY_PLACE_NOT_KNOWN = (
        "FREQUENCY_PLACE_NOT_KNOWN",
        (
            "The change lies in sequence that is not known, so that it "
            "may be written otherwise in the source."
        ),
    )
    BA1_ABOVE = ("BA1_ABOVE", "More frequent in a population than any allele of a rare disease.")
    BA1_NOT_ABOVE = ("BA1_NOT_ABOVE", "Not above the frequency of BA1 in any group.")
    BA1_EXCEPTION = ("BA1_EXCEPTION", "Above the frequency of BA1, but exempt by the policy.")
    BS1_ABOVE = (
        "BS1_ABOVE",
        "More frequent than the greatest credible allele frequency of the disease.",
    )
    BS1_NOT_ABOVE = (
        "BS1_NOT_ABOVE",
        "Not above the greatest credible allele frequency of the disease.",
    )
    BS2_HOMOZYGOTES = (
        "BS2_HOMOZYGOTES",
        "Homozygous in several people of a population without the disease.",
    )
    BS2_FEW_HOMOZYGOTES = (
        "BS2_FEW_HOMOZYGOTES",
        "Homozygous in too few people for the criterion: look at them.",
    )
    BS2_NO_HOMOZYGOTES = ("BS2_NO_HOMOZYGOTES", "No homozygote in the source.")
    BS2_NOT_COUNTED = ("BS2_NOT_COUNTED", "The source does not count homozygotes.")
    PM2_ABSENT = ("PM2_ABSENT", "Absent from the source, which could see the place.")
    PM2_RARE = ("PM2_RARE", "Rare in every group of the source.")
    PM2_NOT_RARE = ("PM2_NOT_RARE", "Not rare enough in some group.")
    PM3_HOMOZYGOUS = ("PM3_HOMOZYGOUS", "On both copies of an affected person.")
    PM3_EXPLAINED_IN_CIS = (
        "PM3_EXPLAINED_IN_CIS",
        "A pathogenic or likely pathogenic variant lies on the same copy and explains it (BP2).",
    )
    PM3_TRANS_PATHOGENIC = (
        "PM3_TRANS_PATHOGENIC",
        "In trans with a pathogenic or likely pathogenic variant.",
    )
    PM3_UNKNOWN_PHASE_PATHOGENIC = (
        "PM3_UNKNOWN_PHASE_PATHOGENIC",
        "With a pathogenic variant, phase unknown.",
    )
    PM3_UNKNOWN_PHASE_LIKELY_PATHOGENIC = (
        "PM3_UNKNOWN_PHASE_LIKELY_PATHOGENIC",
        "With a likely pathogenic variant, phase unknown.",
    )
    PM3_TRANS_UNCERTAIN = (
        "PM3_TRANS_UNCERTAIN",
        "In trans with a rare variant of uncertain significance.",
    )
    PM3_NO_SECOND_ALLELE = ("PM3_NO_SECOND_ALLELE", "No second allele that gives points.")
    PM3_TOO_MANY_ALLELES = (
        "PM3_TOO_MANY_ALLELES",
        "More variants on one copy than are paired with each other.",
    )
    PM3_COPIES_NOT_CONFIRMED = (
        "PM3_COPIES_NOT_CONFIRMED",
        "Called on both copies, but two copies are not confirmed.",
    )
    PM3_CALL_IN_DOUBT = (
        "PM3_CALL_IN_DOUBT",
        "The call is filtered, or contradicted by other evidence.",
    )
    PM3_RARITY_NOT_KNOWN = (
        "PM3_RARITY_NOT_KNOWN",
        "Points are counted only where both alleles are shown to be rare (PM2).",
    )
    PM3_PHENOTYPE_NOT_KNOWN = (
        "PM3_PHENOTYPE_NOT_KNOWN",
        (
            "Points are counted only in a person with the disease: give "
            "HPO terms, or the pedigree's phenotype."
        ),
    )
    PM4_LENGTH_CHANGED = (
        "PM4_LENGTH_CHANGED",
        "The length of the protein changes in frame, outside a repeat.",
    )
    PM4_STOP_LOST = ("PM4_STOP_LOST", "The stop codon is lost.")
    PM4_IN_REPEAT = ("PM4_IN_REPEAT", "The change lies in a repeat.")
    PM4_REPEAT_NOT_KNOWN = (
        "PM4_REPEAT_NOT_KNOWN",
        "Whether it lies in a repeat cannot be told: bases are unknown.",
    )
    PM4_STRUCTURAL = (
        "PM4_STRUCTURAL",
        "A structural change whose bases are not known: whether it lies in a repeat is open.",
    )
    PM4_LENGTH_KEPT = ("PM4_LENGTH_KEPT", "The length of the protein does not change in frame.")
    PS1_SAME_RESIDUE_CHANGE = (
        "PS1_SAME_RESIDUE_CHANGE",
        "The same residue change by other bases is known as pathogenic.",
    )
    PS1_SAME_SPLICE_EVENT = (
        "PS1_SAME_SPLICE_EVENT",
        (
            "Another change of the same splice motif with the same predicted "
            "event is known as pathogenic."
        ),
    )
    PM5_OTHER_CHANGE_OF_RESIDUE = (
        "PM5_OTHER_CHANGE_OF_RESIDUE",
        "Another change of the same residue is known as pathogenic.",
    )
    KNOWN_NONE = ("KNOWN_NONE", "No variant is known there that would count.")
    KNOWN_NOT_GIVEN = ("KNOWN_NOT_GIVEN", "No ClinVar file was given; the embedded list is dated.")
    KNOWN_SPLICE_NOT_EXCLUDED = (
        "KNOWN_SPLICE_NOT_EXCLUDED",
        "One is known, but splice scores do not exclude that splicing, not the residue, matters.",
    )
    KNOWN_NOT_THIS_KIND = ("KNOWN_NOT_THIS_KIND", "Not a kind of variant for this criterion.")
    PP3_SPLICE = ("PP3_SPLICE", "A splice effect is predicted.")
    PP3_MISSENSE = ("PP3_MISSENSE", "The missense tool of the policy predicts damage.")
    BP4_SPLICE = ("BP4_SPLICE", "No splice effect is predicted.")
    BP4_MISSENSE = (
        "BP4_MISSENSE",
        "The missense tool predicts no damage, and no splice effect is predicted.",
    )
    SCORE_BETWEEN = ("SCORE_BETWEEN", "The score lies between the limits: no code.")
    SCORE_WITHOUT_LIMITS = (
        "SCORE_WITHOUT_LIMITS",
        "The policy has no limits for this tool: the score is shown and gives no code.",
    )
    SCORE_MISSING = ("SCORE_MISSING", "The score is missing, which gives no code.")
    SCORE_NOT_THIS_KIND = ("SCORE_NOT_THIS_KIND", "Not a kind of variant for this criterion.")
    SCORE_OTHER_SIDE = ("SCORE_OTHER_SIDE", "The score speaks for the other side.")
    BP7_SILENT = ("BP7_SILENT", "Synonymous, and no splice effect is predicted.")
    BP7_DEEP_INTRONIC = (
        "BP7_DEEP_INTRONIC",
        "Beyond the splice region of the intron, and no splice effect is predicted.",
    )
    BP7_WITHOUT_BP4 = (
        "BP7_WITHOUT_BP4",
        "That splicing is untouched is not predicted (BP4 not met).",
    )
    BP7_TOO_CLOSE = ("BP7_TOO_CLOSE", "Neither synonymous nor far enough in the intron.")


@dataclass(frozen=True, slots=True)
class LeafAnswer:
    """A question that the rule asked, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion on one event."""

    code: str
    status: Status
    strength: Strength
    """The strength that is met; not_applicable where it is not met."""
    path: str
    """Leaf, or path of the PVS1 tree."""
    reason: str
    guideline: str
    answers: tuple[LeafAnswer, ...] = ()
    sources: tuple[str, ...] = ()
    """Files and versions that gave the answers."""
    overturned_by: str = ""
    """The fact that would overturn it."""

    @property
    def is_benign(self) -> bool:
        """Whether it speaks for benign."""
        return self.code.startswith("B")

    @property
    def points(self) -> int:
        """Signed points; none unless it is met."""
        if self.status is not Status.MET:
            return 0
        return -self.strength.points if self.is_benign else self.strength.points


_KEPT = 4096
"""Criteria of which equal ones are one value: most events of a person share most of them."""


@lru_cache(maxsize=_KEPT)
def met(
    code: str,
    strength: Strength,
    leaf: Leaf,
    guideline: str,
    *,
    answers: tuple[LeafAnswer, ...],
    sources: tuple[str, ...],
    overturned_by: str,
) -> Criterion:
    """A criterion that is met; what would overturn it must be said."""
    return Criterion(
        code,
        Status.MET,
        strength,
        leaf.value,
        leaf.text,
        guideline,
        answers,
        sources,
        overturned_by,
    )


@lru_cache(maxsize=_KEPT)
def not_met(
    code: str,
    leaf: Leaf,
    guideline: str,
    answers: tuple[LeafAnswer, ...] = (),
    sources: tuple[str, ...] = (),
    overturned_by: str = "",
) -> Criterion:
    """A criterion that was assessed and is not met."""
    return Criterion(
        code,
        Status.NOT_MET,
        Strength.NOT_APPLICABLE,
        leaf.value,
        leaf.text,
        guideline,
        answers,
        sources,
        overturned_by,
    )


@lru_cache(maxsize=_KEPT)
def not_assessed(
    code: str,
    leaf: Leaf,
    guideline: str,
    detail: str = "",
    answers: tuple[LeafAnswer, ...] = (),
    sources: tuple[str, ...] = (),
) -> Criterion:
    """A criterion that could not be assessed, with the reason."""
    reason = f"{leaf.text} {detail}".strip()
    return Criterion(
        code,
        Status.NOT_ASSESSED,
        Strength.NOT_ASSESSABLE,
        leaf.value,
        reason,
        guideline,
        answers,
        sources,
    )
