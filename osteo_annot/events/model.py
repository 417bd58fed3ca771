"""An event: one thing that happened to the DNA, with the observations that tell of it."""

from __future__ import annotations

from osteo_annot.events.dialects import Claim
from osteo_annot.events.source_fields import SourceFields
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.measured.reads.witness import JunctionProposal, JunctionWitness, WitnessAnswer
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class EventKind(Worded):
    """What kind of change it is."""

    SMALL_VARIANT = ("small_variant", "small variant")
    DELETION = ("deletion", "deletion")
    DUPLICATION = ("duplication", "duplication")
    INVERSION = ("inversion", "inversion")
    INSERTION = ("insertion", "insertion")
    BREAKEND = ("breakend", "breakend")
    """A junction to another place, or to sequence that is not known: the gene may end here."""


class Zygosity(Worded):
    """How many copies carry the event, as far as the genotypes themselves say."""

    HETEROZYGOUS = ("heterozygous", "heterozygous")
    APPARENT_HOMOZYGOUS = (
        "apparent_homozygous",
        "apparently homozygous (a deletion on one copy not excluded)",
    )
    HOMOZYGOUS = ("homozygous", "homozygous")
    HEMIZYGOUS = ("hemizygous", "hemizygous (the other copy is deleted here)")
    HALF_CALL = ("half_call", "on at least one copy; the other copy was not called")
    HAPLOID_CALL = ("haploid_call", "called on one allele only; number of copies unknown")
    MOSAIC_OR_ARTEFACT = (
        "mosaic_or_artefact",
        "mosaic or artefact (few reads); not counted as an allele",
    )
    UNKNOWN = ("unknown", "present; number of copies unknown")


COPIES_WITH = {
    Zygosity.HETEROZYGOUS: 1,
    Zygosity.HOMOZYGOUS: 2,
    Zygosity.APPARENT_HOMOZYGOUS: 2,
}
"""Copies that carry an event, where its zygosity tells them."""


@dataclass(frozen=True, slots=True)
class Support:
    """One observation of an event, and what it says of the number of copies."""

    observation: Observation
    allele: int
    """Index of the ALT allele in the record, from 1; 0 where copy number alone tells."""
    zygosity: Zygosity
    notes: tuple[FindingCode, ...] = ()
    """What is odd between the fields of the observation."""
    claim: Claim = Claim.UNKNOWN
    """What a structural record rests on."""
    source_fields: tuple[SourceFields, ...] = ()
    """Which fields gave start, end, copies and depth of a structural event."""
    ratio: float | None = None
    """Depth relative to two copies (1.0), where the record has it."""
    depth_confirms: bool = False
    """Whether a depth measured apart from the call agrees with its copies."""
    tandem: bool = False
    """Whether the junction of a tandem duplication was seen."""
    depth_call: DepthCall | None = None
    """The call by depth of the exons that it stands for; None for a record of a file."""


@dataclass(frozen=True, slots=True)
class Event:
    """A small variant or a structural event of one person."""

    id: str
    """Kind and place, the same whatever file or caller it is of."""
    kind: EventKind
    allele: Allele | None
    """The exact change where all its bases are known, left-aligned; None for a symbolic one."""
    inner: Interval | None
    """Bases that are surely affected; None when no base is sure."""
    outer: Interval
    """Bases that may be affected."""
    alt: str
    """Symbolic allele, of a breakend the ALT of VCF; empty when ``allele`` says it."""
    shift_known: bool
    """Whether the place could be normalised on known bases."""
    zygosity: Zygosity
    support: tuple[Support, ...]
    inserted: str = ""
    """Bases at the junction of a symbolic event that are of neither side; plus strand, ``N`` where
    only their number is known."""
    parts: tuple[Event, ...] = ()
    """Of a joint event: the changes of one copy that are read as one, by genomic position."""
    witness: JunctionWitness | None = None
    """What the person's reads say of its junction; None where they were not asked."""
    tested_by: str = ""
    """Another method that confirmed it in the laboratory; empty where none is recorded."""

    @property
    def is_open_end(self) -> bool:
        """Whether it is a breakend of which it is not known to what it is joined."""
        return self.kind is EventKind.BREAKEND and "." in (self.alt[:1], self.alt[-1:])

    @property
    def best(self) -> Interval:
        """The bases named when one interval must be named: as the caller gave start and end."""
        return self.inner or self.outer

    @property
    def filters(self) -> tuple[str, ...]:
        """FILTER values other than PASS; empty when at least one observation passed.

        Of a joint event those of its parts: it needs each of them.
        """
        if self.parts:
            return tuple(sorted({f for part in self.parts for f in part.filters}))
        if any(not s.observation.filters for s in self.support):
            return ()
        return tuple(sorted({f for s in self.support for f in s.observation.filters}))

    @property
    def is_exact(self) -> bool:
        """Whether the breakpoints are known to the base."""
        return self.inner == self.outer

    @property
    def is_imprecise(self) -> bool:
        """Whether nothing knows the breakpoints: records say so, or rest on depth alone."""
        return not self.has_ends_of_reads and all(
            "IMPRECISE" in s.observation.row.info
            or s.claim is Claim.DEPTH
            or s.observation.row.info.get("SVTYPE") == "CNV"
            for s in self.support
        )

    @property
    def sure(self) -> Interval | None:
        """The bases that are surely affected: none where a caller's bins only bound the event.

        A depth caller's segment, or one that its caller calls imprecise without saying how far, has
        no bounds that are known to the base: bins give outer bounds, never exact bases.
        """
        bounded = self.allele is None and self.is_exact and self.support and self.is_imprecise
        return None if bounded else self.inner

    @property
    def has_ends_of_reads(self) -> bool:
        """Whether its bounds are those that the person's reads show to the base."""
        found = self.witness.breakpoints if self.witness else None
        return found is not None and self.inner == Interval(found.start, found.end)

    @property
    def is_proven_tandem(self) -> bool:
        """Whether the junction of a tandem duplication was seen (clinical rules 1.1.4)."""
        told = self.witness
        by_reads = told is not None and told.answer is WitnessAnswer.CONFIRMED
        is_gain = self.kind is EventKind.DUPLICATION
        return any(s.tandem for s in self.support) or (is_gain and by_reads)

    @property
    def is_confirmed(self) -> bool:
        """Whether two files tell of it, or a depth apart from the call, the reads or a test."""
        files = {s.observation.number for s in self.support}
        by_depth = any(s.depth_confirms for s in self.support)
        return len(files) > 1 or by_depth or self.is_confirmed_by_reads or bool(self.tested_by)

    @property
    def is_confirmed_by_reads(self) -> bool:
        """Whether reads show its junction, on as many copies as it lies on."""
        told = self.witness
        if told is None or told.answer is not WitnessAnswer.CONFIRMED:
            return False
        return told.copies is not None and told.copies == COPIES_WITH.get(self.zygosity)


class LedgerReason(Worded):
    """Why an observation was used, merged or set aside; the ledger's closed list."""

    SUPPORTS_EVENT = ("SUPPORTS_EVENT", "Supports an event.")
    SAME_EVENT = (
        "SAME_EVENT",
        "Tells of an event that another observation tells of too; merged with it.",
    )
    JUNCTION_PROPOSED = (
        "JUNCTION_PROPOSED",
        "The person's reads show a junction that no caller told: to be confirmed, no event.",
    )
    INTRON_LEFT_OUT = (
        "INTRON_LEFT_OUT",
        "Several introns are left out as a whole, as a processed copy of the gene elsewhere in the "
        "genome does: no deletion.",
    )
    READS_BREAK_OFF = (
        "READS_BREAK_OFF",
        "The person's reads break off together, and none shows what follows: a hint, no event.",
    )
    JUNCTION_CONFIRMS = (
        "JUNCTION_CONFIRMS",
        "The person's reads show the junction of an event that records tell of.",
    )
    JUNCTION_CONTRADICTS = (
        "JUNCTION_CONTRADICTS",
        "The person's reads contradict the junction, or the copies, that records tell of.",
    )
    JUNCTION_NOT_ASSESSABLE = (
        "JUNCTION_NOT_ASSESSABLE",
        "The person's reads neither show nor exclude the junction that records tell of.",
    )
    REFERENCE_GENOTYPE = ("REFERENCE_GENOTYPE", "Both copies are called as reference.")
    REFERENCE_WITH_READS = (
        "REFERENCE_WITH_READS",
        "Called as reference, but reads, or the depth, show the allele: left open.",
    )
    REFERENCE_BLOCK = (
        "REFERENCE_BLOCK",
        "Reference block: both copies are called as reference over its span.",
    )
    NO_CALL = ("NO_CALL", "No genotype was called: neither variant nor reference.")
    NO_CALL_BLOCK = ("NO_CALL_BLOCK", "Block without a confident call: not reference.")
    STRUCTURAL_NO_CALL = (
        "STRUCTURAL_NO_CALL",
        (
            "Structural or copy-number record at an exon without genotype and "
            "copy number: a loss is not excluded."
        ),
    )
    ALT_IS_REFERENCE = (
        "ALT_IS_REFERENCE",
        "An allele is called whose bases are those of REF: what was meant is not known.",
    )
    SPANNING_DELETION_ALLELE = (
        "SPANNING_DELETION_ALLELE",
        "The allele * says that a deletion spans this place.",
    )
    COPY_NUMBER_TWO = ("COPY_NUMBER_TWO", "Copy-number record with two copies: no loss.")
    DEPTH_PROPOSAL = (
        "DEPTH_PROPOSAL",
        "Depth of one exon of an exome, and of nothing else: a loss to be confirmed, no event.",
    )
    COPIES_EXPLAINED = (
        "COPIES_EXPLAINED",
        "Reference by genotype; the lost copy that it counts is that of a larger deletion.",
    )
    COPY_NEUTRAL = ("COPY_NEUTRAL", "Copy-neutral loss of heterozygosity: two copies, no deletion.")
    BREAKEND_NOT_RESOLVED = (
        "BREAKEND_NOT_RESOLVED",
        "Breakend that cannot be read: kept, not resolved into an event.",
    )
    SYMBOLIC_ALLELE_NOT_KNOWN = (
        "SYMBOLIC_ALLELE_NOT_KNOWN",
        "Allele that is not interpreted: symbolic, or unknown bases.",
    )
    BOUNDS_NOT_READABLE = (
        "BOUNDS_NOT_READABLE",
        "Start and end cannot be told from POS, END and SVLEN.",
    )
    GENOTYPE_NOT_READABLE = (
        "GENOTYPE_NOT_READABLE",
        "The genotype is malformed or names an allele that is not there.",
    )
    RECORD_NOT_READABLE = ("RECORD_NOT_READABLE", "The record cannot be read.")
    OUTSIDE_LOCUS = (
        "OUTSIDE_LOCUS",
        "The record reaches the window that was read, but not the locus.",
    )

    @property
    def leaves_gap(self) -> bool:
        """Whether the observation could not be understood, so that something may be missed."""
        return self in {
            LedgerReason.BREAKEND_NOT_RESOLVED,
            LedgerReason.STRUCTURAL_NO_CALL,
            LedgerReason.ALT_IS_REFERENCE,
            LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN,
            LedgerReason.BOUNDS_NOT_READABLE,
            LedgerReason.GENOTYPE_NOT_READABLE,
            LedgerReason.RECORD_NOT_READABLE,
        }


@dataclass(frozen=True, slots=True)
class Disposition:
    """What became of one observation."""

    observation: str
    """Id of the observation."""
    reason: LedgerReason
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """One record, why it says nothing that can be used, and which bases it may concern."""

    observation: str
    """Id of the observation."""
    reason: LedgerReason
    span: Interval
    """The bases that it may concern; 1-based, closed."""
    is_structural: bool
    """Whether it may tell of a loss of more than a few bases."""


@dataclass(frozen=True, slots=True)
class EventSet:
    """All events of a person, and what became of every observation."""

    events: tuple[Event, ...]
    """By genomic position."""
    dispositions: dict[str, Disposition]
    """By observation id; one for each observation."""
    denied_by: dict[str, tuple[Observation, ...]]
    """Records that name an event and call the sample reference there, by the id of the event."""
    findings: tuple[Finding, ...]
    """What is odd between the fields of a record, or between records."""
    depth_records: tuple[Observation, ...] = ()
    """What the ledger names for the depth calls, in their order."""
    junction_records: tuple[Observation, ...] = ()
    """What the ledger names for what reads say of junctions, by genomic position."""
    left_open: tuple[LeftOpen, ...] = ()
    """Records that were not understood, or call nothing where a loss may be."""
    proposals: tuple[JunctionProposal, ...] = ()
    """Junctions that reads show and no caller told, by genomic position."""
    introns_left_out: tuple[Interval, ...] = ()
    """Introns without which reads show a processed copy of the gene, by genomic position."""
    breaks: tuple[ReadsBreak, ...] = ()
    """Places at which reads break off, and none shows what follows."""
