"""Where a structural event meets the gene: exons whole or in part, exons doubled or parted.

Source: clinical rules 1.1.3, 1.1.4 and the last rows of 1.1.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from osteo_annot.copies.sequence import Edit
from osteo_annot.copies.splice import splice_sites
from osteo_annot.events.model import Event, EventKind
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference, transcript_sequence


class ExonReach(StrEnum):
    """How a structural event meets an exon, by the exon's coding part."""

    WHOLE = "whole"
    """All its coding bases are surely affected."""
    PARTIAL = "partial"
    """Some of its coding bases are surely affected."""
    POSSIBLE = "possible"
    """Its coding bases lie within the uncertain bounds only."""
    UNTRANSLATED = "untranslated"
    """Only untranslated bases are affected."""

    @property
    def is_sure(self) -> bool:
        """Whether coding bases are surely affected."""
        return self in {ExonReach.WHOLE, ExonReach.PARTIAL}


Reach = Mapping[int, ExonReach]
"""How an event meets each exon that it reaches, by the exon's number."""

_WITH_BASES = {EventKind.DELETION, EventKind.DUPLICATION}
"""Structural events whose new sequence follows from that of the reference."""


def exact_in_exon(event: Event, gene: GeneModel, reference: Reference) -> Allele | None:
    """The change base by base, if its bases are known and it lies within one exon.

    A deletion or a proven tandem duplication with exact breakpoints. An inversion is a break of the
    gene wherever its breakpoints lie (last rows of table 1.1.6), even within one exon.
    """
    span = event.inner
    if span is None or not event.is_exact or event.kind not in _WITH_BASES:
        return None
    if not any(e.start <= span.start and span.end <= e.end for e in gene.exons):
        return None
    whole = any(e.start == span.start and e.end == span.end for e in gene.exons)
    if whole or event.is_imprecise:
        return None
    bases = reference.fetch(span.start, span.end)
    if event.allele is not None or "N" in bases + event.inserted:
        return event.allele
    if event.kind is EventKind.DELETION:
        return Allele(span.start, bases, event.inserted)
    return Allele(span.end + 1, "", bases) if event.is_proven_tandem else None


def exact_deletion(event: Event, reference: Reference) -> Allele | None:
    """A deletion whose breakpoints are known to the base; ``N`` where a lost base is not known."""
    if event.kind is not EventKind.DELETION or event.inner is None:
        return None
    if not event.is_exact or event.is_imprecise or "N" in event.inserted:
        return None
    span = event.inner
    return event.allele or Allele(span.start, reference.fetch(span.start, span.end), event.inserted)


def start_codon(gene: GeneModel) -> Interval:
    """The three bases of the start codon on the plus strand (it lies within one exon)."""
    last = gene.to_genome(gene.cds_start)
    return Interval(last - 2, last)


def duplicated_exons(event: Event, reach: Reach, gene: GeneModel) -> Edit | None:
    """The insertion that a duplication of whole inner exons makes in the transcript.

    None for another event, for a duplication with exon 1 or 6, which is not gene-internal
    (clinical rules 1.1.4), and where an exon is duplicated in part or perhaps.
    """
    if event.kind is not EventKind.DUPLICATION or is_elsewhere(event):
        return None
    if not reach or set(reach.values()) != {ExonReach.WHOLE}:
        return None
    first, last = min(reach), max(reach)
    if first == 1 or last == len(gene.exons):
        return None
    start, end = gene.exons[first - 1].tx_start - 1, gene.exons[last - 1].tx_end
    return Edit(end, end, transcript_sequence()[start:end])


def is_elsewhere(event: Event) -> bool:
    """Whether the caller says that the additional copy lies elsewhere: the gene itself is whole."""
    return event.alt.upper().startswith(("<DUP:INT", "<DUP:DISP", "<DUP:ISP"))


def parts_exons(event: Event, reach: Reach, gene: GeneModel) -> bool:
    """Whether a rearrangement surely parts or breaks the coding exons.

    An inversion with a breakpoint between them or inside one; a junction to another chromosome
    between the last coding base and the start of transcription. Turning the whole gene, or a part
    of one intron, leaves it whole.
    """
    if event.kind is EventKind.BREAKEND:
        return not event.is_open_end and _within_coding_span(event, gene)
    if event.kind is not EventKind.INVERSION:
        return False
    sure = [how for how in reach.values() if how.is_sure]
    return bool(sure) and (ExonReach.PARTIAL in sure or len(sure) < len(gene.exons))


def _within_coding_span(event: Event, gene: GeneModel) -> bool:
    """Whether a breakend lies between the last coding base and the start of transcription."""
    last = gene.coding_part(gene.exons[-1])
    first_base = last[0] if last else gene.start
    return event.inner is not None and first_base < event.inner.start < gene.end


def _may_split_site(event: Event, gene: GeneModel) -> bool:
    """Whether an insertion may stand within a canonical splice site or at its edge."""
    sites = (Interval(site.start, site.end + 1) for site in splice_sites(gene))
    return any(event.outer.overlap(site) for site in sites)


def _breaks_gene_once(event: Event, gene: GeneModel) -> bool:
    """Whether one end lies in the gene and the other beyond it: a part of it is turned away."""
    ends = (event.outer.start, event.outer.end)
    return sum(gene.start < end < gene.end for end in ends) == 1


def hits_exon_or_gene(event: Event, reach: Reach, gene: GeneModel) -> bool:
    """Whether a duplication, inversion, insertion or breakend may change the product.

    An insertion may in the coding part of an exon. A duplication may when it lies inside the gene,
    holds coding bases and shifts the frame (clinical rules 1.1.4: with exon 1 or 6 it is not
    gene-internal, in frame it is not null). An inversion may when it parts coding exons or breaks
    one; turning the whole gene leaves it whole. A breakend may anywhere in the gene.
    """
    if event.kind is EventKind.BREAKEND:
        return event.outer.overlap(Interval(gene.start, gene.end)) > 0
    if event.kind is EventKind.INSERTION and _may_split_site(event, gene):
        return True
    coding = [n for n, how in reach.items() if how is not ExonReach.UNTRANSLATED]
    if event.kind is EventKind.INVERSION and reach and _breaks_gene_once(event, gene):
        return True
    if not coding or is_elsewhere(event):
        return False
    if event.kind is EventKind.INSERTION:
        return True
    if event.kind is EventKind.DUPLICATION:
        if 1 in coding or len(gene.exons) in coding:
            return False
        whole = all(reach[n] is ExonReach.WHOLE for n in coding)
        length = sum(len(gene.exons[n - 1]) for n in coding)
        return not whole or length % 3 != 0
    return any(reach[n] is not ExonReach.WHOLE for n in coding) or len(coding) < len(gene.exons)


def exon_reach(event: Event, gene: GeneModel) -> dict[int, ExonReach]:
    """How a structural event meets each exon that it reaches."""
    found = ((exon.number, _reach(event, exon, gene)) for exon in gene.exons)
    return {number: how for number, how in found if how is not None}


def _reach(event: Event, exon: Exon, gene: GeneModel) -> ExonReach | None:
    """How a structural event meets one exon; None when it does not."""
    part = gene.coding_part(exon)
    coding = Interval(*part) if part else Interval(exon.start, exon.end)
    if event.inner and event.inner.contains(coding):
        return ExonReach.WHOLE
    if event.inner and event.inner.overlap(coding):
        return ExonReach.PARTIAL
    if event.outer.overlap(coding):
        return ExonReach.POSSIBLE
    untranslated = event.outer.overlap(Interval(exon.start, exon.end))
    return ExonReach.UNTRANSLATED if untranslated else None
