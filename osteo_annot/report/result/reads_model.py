"""The part of a result on what the person's reads at the locus show."""

from __future__ import annotations

from typing import Literal

from osteo_annot.measured.reads.dropout import DropoutSign
from osteo_annot.measured.reads.small_variant import CopiesByReads
from osteo_annot.measured.reads.witness import JunctionKind, WitnessAnswer, WitnessReason
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class JunctionReads:
    """Fragments that show a junction; each counts once, as the strongest of what it shows."""

    split: int
    """A read with two aligned parts, one on each side."""
    clipped: int
    """A read whose clipped bases are those of the other side."""
    gapped: int
    """A read whose alignment leaves the bases out."""
    pairs: int
    """A pair whose insert is normal only with the junction."""
    forward: int
    """Of the split, clipped and gapped reads, those on the plus strand."""
    reverse: int
    starts: int
    """Different places at which those reads begin."""
    mapq: float | None
    """Their mean mapping quality; None without any."""


@dataclass(frozen=True, slots=True)
class ReferenceReads:
    """Fragments that show the reference at one end of an event."""

    reads: int
    """A read aligned through the breakpoint."""
    pairs: int
    """A pair of normal insert around the breakpoint."""


@dataclass(frozen=True, slots=True)
class EventDepths:
    """Mean depth over an event and beside it, in reads."""

    inside: float
    left: float
    """Before the first base on the chromosome."""
    right: float
    """Behind the last base on the chromosome."""


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """The ends of an event to the base, as a consensus of reads shows them."""

    start: int
    """First base concerned; 1-based, the leftmost of the possible places."""
    end: int
    """Last base concerned; 1-based, closed."""
    homology: str
    """Bases that both sides share at the junction, plus strand."""
    inserted: str
    """Bases at the junction that are of neither side, plus strand."""
    reads: int
    """Reads that agree on it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What the reads say of the junction of one event."""

    event: str
    """Id of the event."""
    kind: JunctionKind
    answer: WitnessAnswer
    answer_text: str
    reason: WitnessReason
    reason_text: str
    copies: int | None
    """Copies with the junction; None where the reads do not tell."""
    quality: int
    """Phred-scaled: how much likelier they are than the next likely number of copies."""
    likelihoods: list[float]
    """Logarithm (base 10) of the likelihood of 0, 1 and 2 copies; empty where nothing counts."""
    junction: JunctionReads
    reference_left: ReferenceReads
    reference_right: ReferenceReads
    depths: EventDepths | None
    heterozygous_inside: int
    """Sites inside a deletion at which the reads show two alleles."""
    breakpoints: Breakpoints | None
    covered_left: float
    """Share of the places where the left end may lie that are read well enough, 0 to 1."""
    covered_right: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A junction that reads show and no caller told: to be confirmed, no event."""

    kind: JunctionKind
    start: int
    """First base concerned, as far as the reads tell; 1-based."""
    end: int
    """Last base concerned; 1-based, closed."""
    exons: list[int]
    """Exons of the gene that it reaches, in transcript order."""
    junction: JunctionReads
    reference_left: ReferenceReads
    reference_right: ReferenceReads
    breakpoints: Breakpoints | None


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which reads break off, and none shows what follows: a hint, no event."""

    position: int
    """The last base that is aligned; 1-based."""
    aligned: Literal["up_to", "from"]
    """Whether reads are aligned up to it, or from it on."""
    fragments: int
    """Fragments that break off there."""
    reference: int
    """Fragments that go through it."""
    exons: list[int]
    """The exon in which it lies; empty in an intron or beside the gene."""


@dataclass(frozen=True, slots=True)
class Intron:
    """An intron that reads of a processed copy of the gene leave out."""

    start: int
    """First base; 1-based."""
    end: int
    """Last base; 1-based, closed."""


@dataclass(frozen=True, slots=True)
class StrandReads:
    """Fragments by the strand of the read that shows them."""

    forward: int
    reverse: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A site at which fragments with a homozygous variant show two bases."""

    position: int
    """1-based."""
    bases: list[str]
    """The two bases, plus strand, that of more fragments first."""
    reads: list[StrandReads]
    """All reads over the site that show each of the bases, with the variant or not."""
    with_variant: list[int]
    """Fragments that show the variant and each of the bases."""
    without_variant: int
    """Fragments that show either base, and the reference in place of the variant."""
    links_both_copies: bool
    """Whether enough fragments show the variant with both bases: two copies carry it."""


@dataclass(frozen=True, slots=True)
class ExonReads:
    """Mean depth, in reads, over the exon nearest to a variant."""

    exon: int
    depth: float
    others: float
    """Median of the other exons."""


@dataclass(frozen=True, slots=True)
class ReadsOfVariant:
    """What the reads say of one small variant; of homozygous ones also of its copies."""

    event: str
    """Id of the event."""
    ref: StrandReads
    alt: StrandReads
    other: int
    """Fragments that show another allele."""
    starts: int
    """Different places at which the reads with the ALT begin."""
    copies: CopiesByReads | None
    """Whether two copies carry what is called on both, or what is missing to show it."""
    copies_text: str
    signs: list[DropoutSign]
    """Why an allele may have been missed."""
    sign_texts: list[str]
    markers: list[Marker]
    """By position."""
    exon: ExonReads | None


@dataclass(frozen=True, slots=True)
class ReadsAtLocus:
    """What the person's reads at the locus show, beyond depth and phase."""

    file: str
    """Name of the BAM or CRAM."""
    start: int
    """First base of the stretch whose reads are looked at; 1-based."""
    end: int
    """Last base of it; 1-based, closed."""
    reads: int
    """Alignments that were looked at: no duplicates, secondary or failed ones."""
    share: float
    """Share of the fragments that was looked at; below 1 of samples that are read very deep."""
    witnesses: list[Witness]
    """By genomic position of the event."""
    proposals: list[Proposal]
    """By genomic position."""
    breaks: list[Break]
    """By genomic position."""
    introns_left_out: list[Intron]
    """By genomic position; empty where no two introns are left out as a whole."""
    variants: list[ReadsOfVariant]
    """Of the small variants nearest to an exon, by genomic position."""
