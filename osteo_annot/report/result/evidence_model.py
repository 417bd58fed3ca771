"""The parts of a result on the evidence: criteria, frequencies, scores, known variants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strength = Literal[
    "very_strong", "strong", "moderate", "supporting", "not_applicable", "not_assessable"
]
CriterionStrength = Literal[
    "stand_alone",
    "very_strong",
    "strong",
    "moderate",
    "supporting",
    "not_applicable",
    "not_assessable",
]
Classification = Literal["P", "LP", "VUS", "LB", "B"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A coded sentence: the code is stable, ``osteo-annot explain CODE`` says what it means."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the check list beside PVS1."""

    code: str
    answer: Literal["yes", "no", "not_assessed"]
    detail: str


@dataclass(frozen=True, slots=True)
class Pvs1:
    """Strength of PVS1 and the path through the tree (Abou Tayoun 2018)."""

    strength: Strength
    path: str
    sentence: str
    flags: list[str]
    nmd: dict[str, bool | None]
    """Four rules of decay; only ``NMD_50NT`` drives the strength. None: no premature stop."""
    checks: list[Check]
    """What could let the variant evade its effect; empty where PVS1 does not apply."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that a rule asked, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ACMG/AMP criterion as it was judged."""

    code: str
    status: Literal["met", "not_met", "set_aside", "not_assessed"]
    """``set_aside``: met, and not counted because another criterion says the same."""
    strength: CriterionStrength
    points: int
    """Signed points; benign ones are negative, 0 unless met."""
    path: str
    """Closed code of the leaf."""
    reason: str
    source: str
    """The guideline."""
    answers: list[Answer]
    evidence: list[str]
    """Files with versions, or sequence, that gave the answers."""
    overturned_by: str
    """The fact that would overturn it; empty where it is not met."""


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """Points of PM3 that this person gives, apart from those of the literature."""

    points: float
    path: str
    partner: str
    """Id of the second allele; empty for a homozygote or without one."""
    detail: str
    counted: bool
    """Whether PM3 was met by them."""


@dataclass(frozen=True, slots=True)
class ClassificationResult:
    """Class by points (Tavtigian 2020) of the criteria that could be assessed."""

    class_: Classification
    """Written as ``class`` in JSON."""
    points: int
    criteria: list[Criterion]
    """Met and counted."""
    ledger: list[Criterion]
    """Every criterion that the program judges, whatever became of it."""
    not_assessed: list[str]
    """Criteria without an answer, each with the reason and what it would need."""
    posterior: float | None
    """Probability by the points from a prior of 0.10; None with BA1. A hint, not a class."""
    hint: str
    """VUS-cold, VUS-warm or VUS-hot; empty for other classes. A hint, not a class."""
    conflicts: list[Statement]
    """Strong criteria that contradict each other: a person must judge first."""
    own_points: OwnPoints
    scheme: str


@dataclass(frozen=True, slots=True)
class Group:
    """Allele frequency in one group of a source."""

    group: str
    frequency: float
    alleles: int
    source: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often the event is seen in populations."""

    status: Literal["found", "absent", "not_assessed"]
    """``absent`` only where the source could see the place."""
    path: str
    """Closed code of why it was not assessed; empty otherwise."""
    groups: list[Group]
    """Groups with enough alleles, highest frequency first; at most 12."""
    homozygotes: int | None
    """None where no source counts them."""
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Score:
    """A score of a tool."""

    tool: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """A record of ClinVar or of the embedded, dated list."""

    relation: Literal["same_allele", "same_residue", "same_splice_motif", "overlapping_deletion"]
    name: str
    accession: str
    """ClinVar VariationID."""
    significance: str
    review_status: str
    stars: int
    protein: str
    """Predicted here, not taken from the record; empty where not computed."""
    source: str
    """File and version, or the embedded list with its date."""


@dataclass(frozen=True, slots=True)
class RiggsLine:
    """One section of the dosage score."""

    section: str
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Riggs:
    """The dosage score of a deletion, shown as a second line; not made for recessive genes."""

    label: str
    score: float
    class_by_score: Classification
    lines: list[RiggsLine]
    if_haploinsufficient: RiggsLine
    """What section 2 would give, were haploinsufficiency established."""
