"""What the reads of a person say of one small variant, and whether two copies carry it.

Source: reads.md 5, earned claims 8. One variant seen in all reads may lie on two copies, or on the
only one that was read. That two carry it is shown where markers on both sides of it, linked to it
by reads, show two copies that both have it; what is missing for that is named.
"""

from __future__ import annotations

from collections.abc import Iterable

from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.reads.alleles import (
    AlleleCounts,
    allele_counts,
    fragments_over,
    is_told_by_reads,
)
from osteo_annot.measured.reads.dropout import DropoutSign, ExonDepth, dropout_signs, exon_depth
from osteo_annot.measured.reads.linked import OTHER_SHARE, LinkedMarker, linked_markers
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

MIN_VARIANT = 10
"""Fragments with the variant from which its copies are judged (default, unverified)."""
MIN_STARTS = 3
"""Different places at which their reads begin: copies of one fragment show nothing."""


class CopiesByReads(Worded):
    """Whether reads show that two copies carry a variant, or what is missing; closed list."""

    TWO_COPIES = (
        "TWO_COPIES",
        "Reads link it to both alleles of heterozygous markers on both sides: two copies carry it.",
    )
    ONE_SIDE = (
        "ONE_SIDE",
        "Reads link it to both alleles of a heterozygous marker on one side only; one on the other "
        "side is missing.",
    )
    FEW_LINKS = (
        "FEW_LINKS",
        "A marker beside it may be heterozygous, but too few reads link both of its alleles to the "
        "variant: deeper or longer reads are missing.",
    )
    NO_MARKER = (
        "NO_MARKER",
        "No heterozygous marker lies within the reach of its reads: they cannot tell one copy from "
        "two. Longer reads, the depth of the exon, or the parents are missing.",
    )
    REFERENCE_SHOWN = (
        "REFERENCE_SHOWN",
        "Some reads show the reference: not every copy has it.",
    )
    FEW_READS = ("FEW_READS", "Too few reads show it to tell its copies.")
    ONE_STRAND = ("ONE_STRAND", "Reads of one strand alone show it, and so its copies are open.")
    NOT_TOLD = ("NOT_TOLD", "The change is too long for its alignment to show it.")


@dataclass(frozen=True, slots=True)
class SmallVariantReads:
    """What the reads say of one small variant."""

    counts: AlleleCounts
    copies: CopiesByReads | None
    """Whether two copies carry it, or what is missing; of a homozygote only."""
    markers: tuple[LinkedMarker, ...]
    """Sites at which fragments with it show two bases, ascending; of a homozygote only."""
    signs: tuple[DropoutSign, ...]
    """Of a homozygote only."""
    depth: ExonDepth | None
    """Of the exon nearest to it; of a homozygote only."""


def small_variant_by_reads(reads: Reads, allele: Allele, reference: Reference) -> SmallVariantReads:
    """The fragments of each allele; none where reads do not show a change of such a size."""
    told = is_told_by_reads(allele)
    fragments = fragments_over(reads, allele, reference) if told else {}
    return SmallVariantReads(allele_counts(fragments), None, (), (), None)


def homozygote_by_reads(
    reads: Reads,
    allele: Allele,
    reference: Reference,
    gene: GeneModel,
    others: Iterable[int] = (),
) -> SmallVariantReads:
    """What the reads say of a variant that is called on both copies.

    ``others``: positions (1-based) of the person's other variants.
    """
    variant = Interval(allele.start, max(allele.end, allele.start))
    depth = exon_depth(reads, variant, gene)
    if not is_told_by_reads(allele):
        return SmallVariantReads(allele_counts({}), CopiesByReads.NOT_TOLD, (), (), depth)
    fragments = fragments_over(reads, allele, reference)
    molecules = reads.molecules
    own = fragments if molecules is reads else fragments_over(molecules, allele, reference)
    markers = linked_markers(molecules, own, variant)
    signs = dropout_signs(reads, fragments, variant, others, depth)
    found = allele_counts(fragments)
    return SmallVariantReads(found, _copies(found, variant, markers), markers, signs, depth)


def _copies(
    found: AlleleCounts, variant: Interval, markers: tuple[LinkedMarker, ...]
) -> CopiesByReads:
    """Whether two copies carry it, or the first thing that is missing for it."""
    if found.ref.total > OTHER_SHARE * found.total:
        return CopiesByReads.REFERENCE_SHOWN
    if found.alt.total < MIN_VARIANT or found.starts < MIN_STARTS:
        return CopiesByReads.FEW_READS
    if not (found.alt.forward and found.alt.reverse):
        return CopiesByReads.ONE_STRAND
    linked = [m.position for m in markers if m.links_both_copies]
    sides = {position < variant.start for position in linked}
    if len(sides) == 2:
        return CopiesByReads.TWO_COPIES
    if sides:
        return CopiesByReads.ONE_SIDE
    return CopiesByReads.FEW_LINKS if markers else CopiesByReads.NO_MARKER
