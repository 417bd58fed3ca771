"""The result of one person: the one truth of which every other output is a projection.

The JSON Schema in ``resources/schemas/result.schema.json`` is generated from these classes.
All genomic coordinates in the result are 1-based, closed, on the plus strand of chromosome 6 of
the assembly that the result names.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal

from osteo_annot.copies.phase import PhaseSource
from osteo_annot.copies.structure import ExonReach
from osteo_annot.events.model import EventKind, LedgerReason, Zygosity
from osteo_annot.evidence.assess import Tier
from osteo_annot.evidence.terms import Term
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.homozygosity import Homozygosity
from osteo_annot.measured.markers import Unused
from osteo_annot.notes import NoteCode
from osteo_annot.record.disease import DiseaseRecord
from osteo_annot.record.phenotype import Phenotypes
from osteo_annot.report.result.copy_model import Arrangements, Copy, Outcome, Reading
from osteo_annot.report.result.evidence_model import (
    ClassificationResult,
    EventPart,
    Frequency,
    KnownVariant,
    PopulationEvent,
    PublishedReport,
    Pvs1,
    Riggs,
    Score,
    Statement,
    StructuralSupport,
)
from osteo_annot.report.result.examined_model import CallableExons
from osteo_annot.report.result.family_model import FamilyMember, PersonInFamily
from osteo_annot.report.result.limits import Limit
from osteo_annot.report.result.pictures_model import ReadPictures
from osteo_annot.report.result.reads_model import ReadsAtLocus
from osteo_annot.report.result.wording import Wording
from osteo_annot.values import dataclass
from osteo_annot.verdict.advice import Change, NextTest
from osteo_annot.verdict.confidence import Confidence, ConfidenceReason
from osteo_annot.verdict.family import FamilyCode
from osteo_annot.verdict.reason import ReasonCode
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from osteo_annot.intake.person.laboratory import Laboratory
    from osteo_annot.intake.person.order import OrderHead

SCHEMA_VERSION = "1.8.0"


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that was read."""

    name: str
    """Base name only: a path may carry a person's name."""
    kind: str
    """vcf, bcf, gvcf, callable_regions, pedigree, reference, a source of knowledge, or policy."""
    sha256: str
    """SHA-256 in lower-case hexadecimal."""
    sha256_of: Literal["whole_file", "header_and_locus"]
    """What was hashed: of a file beyond 32 MiB only what was read."""
    assembly_evidence: list[str]
    """What in the file shows the assembly, one sentence each."""
    caller: Caller | Literal[""]
    """The program that wrote structural records, or ``unknown``; empty for other files."""
    column: str = ""
    """Name of the sample column that was judged; empty for files without."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the result was made from and with."""

    inputs: list[InputFile]
    versions: dict[str, str]
    """Version of the program, and version or SHA-256 of each resource."""
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer."""

    state: State
    """One of the closed list of biallelic states."""
    state_text: str
    confidence: Confidence
    confidence_reason: Statement[ConfidenceReason]
    """What makes the state as sure as that."""
    headline: str
    deciding: list[str]
    """Ids of the events that break a copy in some arrangement: the state rests on them."""
    genotype_hgvs: str
    """Both copies in HGVS allele notation: ``NM_014028.4:c.75G>A(;)(75G>A)``; may be empty."""
    reasons: list[Statement[ReasonCode]]
    contradictions: list[Statement[FindingCode]]
    would_change: list[Statement[Change]]
    next_tests: list[Statement[NextTest]]
    second_hit_search: list[str]
    """What was and what was not searched for a second variant, one sentence each."""
    headline_said: list[Wording]
    """The sentences of the headline."""
    search_said: list[Wording]
    """The sentences of ``second_hit_search``."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where the event is; 1-based, closed, on the plus strand of chromosome 6."""

    start: int
    end: int
    inner: list[int]
    """First and last base that is surely affected: two numbers, or empty when none is sure."""
    outer: list[int]
    """First and last base that may be affected: two numbers."""


@dataclass(frozen=True, slots=True)
class HgvsNames:
    """Names of one event without accession; empty if none can be given."""

    g: str
    """On the chromosome: ``g.108074616A>T``."""
    c: str
    """On the transcript: ``c.36T>A``."""
    p: str
    """Predicted protein: ``p.(Cys12Ter)``."""
    transcript: str
    """Accession and version of the transcript: ``NM_014028.4``."""
    genome: str
    """Accession and version of chromosome 6: ``NC_000006.12``."""
    note: str
    """Why a name is missing or was not shifted; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Phase:
    """On which copies the event lies, and how that is known."""

    copies: list[int]
    """1, 2 or both; empty when unknown."""
    source: PhaseSource
    """What tells the phase."""
    detail: str
    said: Wording
    """The sentence of ``detail``."""


@dataclass(frozen=True, slots=True)
class EventEvidence:
    """What else is known of an event; a list is empty where nothing is known."""

    outcome_alone: Outcome
    """What a copy can make that carries this event only."""
    assumed: list[str]
    """Closed codes of what had to be assumed to tell that outcome."""
    exon_effects: dict[str, ExonReach]
    """By exon how a structural event meets it."""
    allele_depths: list[str]
    """Reads of each record, as ``reference/alternative``."""
    published: list[PublishedReport]
    structural_support: list[StructuralSupport]
    """Empty for a small variant."""
    iscn: list[str]
    neighbouring_genes: list[str]
    """Other genes that a structural event takes too."""
    population_events: list[PopulationEvent]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to the DNA."""

    id: str
    kind: EventKind
    location: Location
    ref: str
    """Normalised REF (left-aligned, plus strand); empty for symbolic events."""
    alt: str
    """Normalised ALT, or the symbolic allele."""
    hgvs: HgvsNames
    consequences: list[Term]
    """Sequence Ontology terms, most severe first."""
    exons: list[int]
    zygosity: Zygosity
    zygosity_text: str
    tier: Tier
    """A: loss of function expected; B: may be; C: other (clinical rules 2.2)."""
    uncertain: bool
    """Whether a tier C event may concern the product and its class is open (VUS)."""
    phase: Phase
    filters: list[str]
    """FILTER values other than PASS of its observations; empty when all passed."""
    evidence: EventEvidence
    frequency: Frequency
    scores: list[Score]
    """Splice and missense scores that were found; a missing score is not here."""
    known: list[KnownVariant]
    """Records of ClinVar and of the embedded list; at most 20."""
    pvs1: Pvs1
    classification: ClassificationResult
    riggs: Riggs | None
    """The dosage score; None unless it is a deletion."""
    observations: list[str]
    """Ledger ids of the observations that tell of it."""
    dbsnp: list[str]
    """Numbers of dbSNP (``rs...``) in the ID column of those records, as their files give them."""
    parts: list[EventPart]
    """Changes of one codon, or of neighbouring bases, that lie on one copy and are read as one;
    5' to 3'; empty for other events. Parts in two exons leave ``ref`` and ``alt`` empty."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of one record of one file for this sample."""

    id: str
    file: str
    line: int
    """Ordinal of the record among those read at the locus in this file, from 1."""
    contig: str
    position: int
    ref: str
    alt: str
    filter: str
    genotype: str
    """The sample's genotype as written."""
    disposition: Literal["used", "merged", "set_aside"]
    reason: LedgerReason
    text: str
    event: str
    """Id of the event that it supports, or empty."""


@dataclass(frozen=True, slots=True)
class HomozygousRun:
    """Runs of homozygosity around the gene, as context of a change that looks homozygous."""

    answer: Homozygosity
    text: str
    run: list[int]
    """First and last marker of the run over the gene: two numbers, or empty without one."""
    markers: int
    """Markers in the run."""
    markers_read: int
    """Markers within 10 Mb of the gene, by the file that has most."""
    set_aside: dict[Unused, int]
    """Rows that are no markers, by reason."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """One finding and the most similar phenotype that HPO annotates for a disorder."""

    term: str
    best: str
    best_label: str
    score: float
    """0 to 1 (Lin 1998)."""


@dataclass(frozen=True, slots=True)
class Differential:
    """A disorder of the differential against the patient's findings."""

    omim: str
    similarity: float | None
    """Mean over the findings of the best match, 0 to 1: no probability. None where HPO annotates
    no phenotype of the disorder."""
    annotated: int
    """Phenotypes that HPO annotates."""
    matches: list[TermMatch]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is known of one person's two copies of the gene."""

    sample: str
    assembly: Assembly
    provenance: Provenance
    verdict: Verdict
    copies: list[Copy]
    arrangements: Arrangements
    readings: list[Reading]
    """Both readings of evidence that contradicts itself; empty where there is none."""
    events: list[Event]
    callability: CallableExons
    reads: ReadsAtLocus | None
    """What the person's reads show; None where no BAM or CRAM with an index was given."""
    pictures: ReadPictures | None
    """What the pictures of reads show; None where no BAM or CRAM with an index was given."""
    homozygosity: HomozygousRun | None
    """None where no change looks homozygous or hemizygous, or no file could be asked."""
    person: PersonInFamily
    family: list[FamilyMember]
    family_statements: list[Statement[FamilyCode]]
    """What may be said of carriers, segregation and recurrence."""
    order: OrderHead | None
    """Who the person is and what was asked; None without an order."""
    laboratory: Laboratory | None
    """Who reports; None where neither a laboratory file nor the order names one."""
    hpo: Phenotypes
    """The person's findings against those of the record."""
    differential: list[Differential]
    """Most similar first; empty where no finding was given."""
    record: DiseaseRecord
    """The OPTB5 record (``resources/OSTM1/record.json``), whole."""
    limits: list[Statement[Limit]]
    input_notes: list[Statement[NoteCode]]
    """What was repaired or found odd in the input files."""
    ledger: list[LedgerEntry]
    basis: str
    """What the verdict is made from, for the review to conclude again; not for other readers."""
    schema_version: str = field(default=SCHEMA_VERSION)
