"""The parts of a result on the evidence: criteria, frequencies, scores, known variants."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass, Leaf, Status, Strength
from osteo_annot.evidence.known import Relation
from osteo_annot.evidence.lof_rescue import Check
from osteo_annot.evidence.pvs1 import Pvs1Path
from osteo_annot.evidence.pvs1_ledger import DecayRule
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.report.result.wording import Wording, wording_of
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

Code = TypeVar("Code", bound=str)


class Answered(Worded):
    """The answer to an item of a check list."""

    YES = ("yes", "yes")
    NO = ("no", "no")
    NOT_ASSESSED = ("not_assessed", "not assessed")


@dataclass(frozen=True, slots=True)
class Statement(Generic[Code]):
    """A coded sentence: the code is stable, ``osteo-annot explain CODE`` says what it means."""

    code: Code
    text: str
    said: Wording
    """The sentence of the catalogue that it is, for a page in another language."""


def statement(code: Code, part: Said | Worded) -> Statement[Code]:
    """A coded sentence of the catalogue."""
    return Statement(code, said_text(part), wording_of(part))


@dataclass(frozen=True, slots=True)
class RescueCheck:
    """One item of the check list beside PVS1."""

    code: Check
    answer: Answered
    detail: str


@dataclass(frozen=True, slots=True)
class Pvs1:
    """Strength of PVS1 and the path through the tree (Abou Tayoun 2018)."""

    strength: Strength
    path: Pvs1Path
    sentence: str
    flags: list[str]
    nmd: dict[DecayRule, bool | None]
    """Four rules of decay; only ``NMD_50NT`` drives the strength. None: no premature stop."""
    checks: list[RescueCheck]
    """What could leave function in spite of the variant; empty where PVS1 does not apply."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that a rule asked, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ACMG/AMP criterion as it was judged."""

    code: str
    status: Status
    """``set_aside``: met, and not counted because another criterion says the same."""
    strength: Strength
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
    path: Leaf
    partner: str
    """Id of the second allele; empty for a homozygote or without one."""
    detail: str
    counted: bool
    """Whether PM3 was met by them."""


@dataclass(frozen=True, slots=True)
class ClassificationResult:
    """Class by points (Tavtigian 2020) of the criteria that could be assessed."""

    class_: AcmgClass
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
    conflicts: list[Statement[FindingCode]]
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


class FrequencyStatus(Worded):
    """Whether the sources of frequencies answer."""

    FOUND = ("found", "found")
    ABSENT = ("absent", "absent from a source that could see the place")
    NOT_ASSESSED = ("not_assessed", "not assessed")


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often the event is seen in populations."""

    status: FrequencyStatus
    """``absent`` only where the source could see the place."""
    path: Leaf | Literal[""]
    """Why it was not assessed; empty otherwise."""
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

    relation: Relation
    name: str
    accession: str
    """ClinVar VariationID."""
    significance: str
    conflict: str
    """What the submitters say where they do not agree, with their numbers (``CLNSIGCONF``)."""
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
    class_by_score: AcmgClass
    lines: list[RiggsLine]
    if_haploinsufficient: RiggsLine
    """What section 2 would give, were haploinsufficiency established."""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A published report of the same variant."""

    hgvs_c: str
    reference: str
    """PMID, or the reference as the source names it."""
    clinvar: str
    cases: str
    phenotype: str
    status: str
    """VERIFIED, SECONDARY, INFERRED, UNVERIFIED or NOT FOUND."""
    status_note: str
    source: str


@dataclass(frozen=True, slots=True)
class StructuralSupport:
    """What one record says of a structural event."""

    observation: str
    caller: Caller
    claim: Claim
    told_by: list[str]
    """The fields that gave start, end and copies."""
    zygosity: Zygosity
    depth_ratio: float | None
    """Depth relative to two copies (1.0), where the record has it."""
    start: int
    """First base that the record names, by its outer bounds; 1-based, closed."""
    end: int


@dataclass(frozen=True, slots=True)
class PopulationEvent:
    """A structural event of a population set that overlaps, as context."""

    start: int
    """First base; 1-based, closed."""
    end: int
    frequency: str
    """As the source gives it, or ``not known``."""
    source: str


@dataclass(frozen=True, slots=True)
class EventPart:
    """One of several changes of a copy that are read as one event."""

    id: str
    """As it would be the id of an event of its own."""
    c: str
    """Coding name without accession."""
    start: int
    """First replaced base; for an insertion the base after it. 1-based, genomic."""
    ref: str
    """Plus-strand bases, left-aligned; empty for an insertion."""
    alt: str
    """Plus-strand bases; empty for a deletion."""
