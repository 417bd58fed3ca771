"""What reads say of one junction: counts, likelihoods, breakpoints, and the answer.

Coordinates are 1-based, closed, on the plus strand of the contig and assembly of the reads.
"""

from __future__ import annotations

from osteo_annot.locus.interval import Interval
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import junctions as say
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class JunctionKind(Worded):
    """What a junction makes."""

    DELETION = ("deletion", "deletion")
    DUPLICATION = ("duplication", "tandem duplication")
    INVERSION = ("inversion", "inversion")


class WitnessAnswer(Worded):
    """What the reads say of an event that records claim."""

    CONFIRMED = ("confirmed", "confirmed by reads")
    CONTRADICTED = ("contradicted", "contradicted by reads")
    NOT_ASSESSABLE = ("not_assessable", "not assessable by reads")


class WitnessReason(Worded):
    """Why the answer is what it is; closed list."""

    JUNCTION_SEEN = ("JUNCTION_SEEN", "Reads show the junction, on as many copies as called.")
    COPIES_NOT_CLAIMED = (
        "COPIES_NOT_CLAIMED",
        "Reads show the junction; no record says on how many copies.",
    )
    COPIES_NOT_TOLD = (
        "COPIES_NOT_TOLD",
        "Reads show the junction, but not on how many copies.",
    )
    OTHER_COPIES = (
        "OTHER_COPIES",
        "Reads show the junction, but on another number of copies than called.",
    )
    NO_JUNCTION = (
        "NO_JUNCTION",
        "The places of both ends are read well, and no more than a stray read shows the junction.",
    )
    READS_INSIDE = (
        "READS_INSIDE",
        "Where both copies are called lost, bases are read as where at least one is left.",
    )
    ENDS_NOT_READ = (
        "ENDS_NOT_READ",
        "An end lies, or may lie, where too few reads are: that no read shows the junction says "
        "nothing.",
    )
    TOO_FEW_READS = (
        "TOO_FEW_READS",
        "Too few reads show the junction, or the reference at its ends, to tell whether it is "
        "there.",
    )
    ENDS_DO_NOT_MAP = (
        "ENDS_DO_NOT_MAP",
        "Reads at an end map to several places: they neither show nor exclude the junction.",
    )
    JUNCTION_ELSEWHERE = (
        "JUNCTION_ELSEWHERE",
        "Reads show such a junction near the called ends, but not within their bounds.",
    )
    DEPTH_LOWERED = (
        "DEPTH_LOWERED",
        "No read shows the junction, but the depth inside is lower than beside it.",
    )
    SHORT_INVERSION = (
        "SHORT_INVERSION",
        "Reads may be aligned straight through an inversion as short as this one.",
    )
    PERHAPS_NOT_TANDEM = (
        "PERHAPS_NOT_TANDEM",
        "Reads show no tandem junction; the further copy may lie elsewhere.",
    )
    OUTSIDE_WINDOW = (
        "OUTSIDE_WINDOW",
        "An end lies outside the stretch whose reads are looked at.",
    )


@dataclass(frozen=True, slots=True)
class JunctionCounts:
    """Fragments that show the junction; each counts once, as the strongest of what it shows."""

    split: int
    """A read with two aligned parts (tag SA), one on each side."""
    clipped: int
    """A read whose clipped bases are those of the other side."""
    gapped: int
    """A read whose alignment leaves the bases out (CIGAR)."""
    pairs: int
    """A pair on both sides whose insert is normal only with the junction."""
    forward: int
    """Of the split, clipped and gapped reads, those on the plus strand."""
    reverse: int
    starts: int
    """Different places at which those reads begin."""
    mapq: float | None
    """Their mean mapping quality; None without any."""

    @property
    def reads(self) -> int:
        """Fragments of which a read crosses the junction."""
        return self.split + self.clipped + self.gapped

    @property
    def fragments(self) -> int:
        """All fragments that show the junction."""
        return self.reads + self.pairs


@dataclass(frozen=True, slots=True)
class ReferenceCounts:
    """Fragments that show the reference at one end, and so a copy without the junction."""

    reads: int
    """A read aligned through the breakpoint."""
    pairs: int
    """A pair of normal insert around the breakpoint, counted where pairs are for the junction."""

    @property
    def fragments(self) -> int:
        """All of them."""
        return self.reads + self.pairs


@dataclass(frozen=True, slots=True)
class EndDepths:
    """Mean depth, in reads, over the event and as many bases on each side (at most 5 kb)."""

    inside: float
    left: float
    right: float

    @property
    def ratio(self) -> float | None:
        """Depth inside against the mean of the flanks; None where these are not read."""
        flanks = (self.left + self.right) / 2
        return self.inside / flanks if flanks > 0 else None


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """The junction to the base, as a consensus of reads shows it."""

    start: int
    """First base deleted, duplicated or inverted; 1-based, the leftmost of the possible places."""
    end: int
    """Last base deleted, duplicated or inverted; 1-based, closed, leftmost likewise."""
    homology: str
    """Bases that both sides share at the junction (plus strand): start and end may lie up to so
    many bases further right."""
    inserted: str
    """Bases at the junction that are of neither side (plus strand)."""
    reads: int
    """Reads that agree on it."""


@dataclass(frozen=True, slots=True)
class JunctionWitness:
    """What the reads of one person say of one claimed junction."""

    kind: JunctionKind
    outer: Interval
    """Bases that may be affected, as claimed."""
    inner: Interval | None
    """Bases that are surely affected, as claimed; None where none is sure."""
    claimed_copies: int | None
    """On how many copies records call it; None where they do not tell."""
    answer: WitnessAnswer
    reason: WitnessReason
    counts: JunctionCounts
    reference_left: ReferenceCounts
    reference_right: ReferenceCounts
    depths: EndDepths | None
    """None where nothing can be measured: no base inside, or outside the window."""
    heterozygous_inside: int
    """Sites inside at which the reads show two alleles, as two copies would; 0 for what is no
    deletion."""
    log10_likelihoods: tuple[float, float, float] | None
    """Of 0, 1 and 2 copies with the junction; None where no fragment counts."""
    copies: int | None
    """Copies with the junction; None where the reads do not tell."""
    quality: int
    """Phred-scaled: how much likelier the copies are than the next likely; 0 without copies."""
    breakpoints: Breakpoints | None
    covered_left: float
    """Share of the places where the left end may lie that are read well enough, 0 to 1."""
    covered_right: float

    @property
    def said(self) -> Said:
        """The numbers in words."""
        counts = self.counts
        told = say.COUNTS(
            shown=counts.fragments,
            split=counts.split,
            gapped=counts.gapped,
            clipped=counts.clipped,
            pairs=counts.pairs,
            left=self.reference_left.fragments,
            right=self.reference_right.fragments,
        )
        ratio = self.depths.ratio if self.depths else None
        return told if ratio is None else say.COUNTS_AND_DEPTH(counts=told, ratio=f"{ratio:.2f}")

    @property
    def covered(self) -> float:
        """Share of the claimed bounds that are read well enough: that of the worse end."""
        return min(self.covered_left, self.covered_right)


@dataclass(frozen=True, slots=True)
class JunctionProposal:
    """A junction that reads show and no caller told: a proposal, never a confirmed state."""

    kind: JunctionKind
    interval: Interval
    """Bases deleted, duplicated or inverted, as far as the reads tell."""
    counts: JunctionCounts
    reference_left: ReferenceCounts
    reference_right: ReferenceCounts
    breakpoints: Breakpoints | None
