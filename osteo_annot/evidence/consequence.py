"""Consequence of one event, computed from the sequence and never taken from a tag.

Terms are those of the Sequence Ontology. A splice site counts as hit when its two bases are no
longer there, a region when a base of it changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.sequence import Edit, Reading, edited, read
from osteo_annot.copies.splice import Placed, Site, splice_sites
from osteo_annot.copies.structure import ExonReach, Reach, hits_exon_or_gene, start_codon
from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.terms import Term, by_severity
from osteo_annot.intake.vcf.reach import LOCUS_FLANK
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.protein_names import STOP
from osteo_annot.locus.reference import protein_sequence, transcript_sequence

_EXONIC_REGION = 3
_INTRONIC_REGION = 8


def consequences(effect: EventEffect, gene: GeneModel) -> tuple[Term, ...]:
    """The consequence terms of an event on its own, most severe first."""
    if effect.placed is not None:
        return by_severity(_of_bases(effect.placed, gene))
    if effect.parts:
        return by_severity(_of_parts(effect, gene))
    return by_severity(_of_structure(effect.event, effect.reach, gene))


def _of_bases(placed: Placed, gene: GeneModel) -> set[Term]:
    """Terms of a change whose bases are known."""
    if placed.joins_exons and placed.edit is not None:
        return _exonic((placed.edit,), gene)
    span = Interval(placed.allele.start, max(placed.allele.end, placed.allele.start))
    terms = _beside_gene(span, gene)
    if terms:
        return terms
    for site in placed.lost_sites:
        terms.add(Term.SPLICE_DONOR if site.site is Site.DONOR else Term.SPLICE_ACCEPTOR)
    terms |= _splice_region(placed, gene)
    if placed.edit is not None:
        terms |= _exonic((placed.edit,), gene)
    elif placed.crosses_boundary:
        terms |= {Term.INTRON, _boundary_term(placed, gene)}
    else:
        terms.add(Term.INTRON)
    return terms


def _of_parts(effect: EventEffect, gene: GeneModel) -> set[Term]:
    """Terms of changes in two exons that are read as one."""
    placed = [p for own in effect.own for p in own.placed]
    lost = {site.site for p in placed for site in p.lost_sites}
    terms = {Term.SPLICE_DONOR if s is Site.DONOR else Term.SPLICE_ACCEPTOR for s in lost}
    for part in placed:
        terms |= _splice_region(part, gene)
    return terms | (_exonic(effect.edits, gene) if effect.edits else {Term.INTRON})


def _boundary_term(placed: Placed, gene: GeneModel) -> Term:
    """What a change across an exon boundary takes besides the splice site."""
    for number in placed.exons:
        coding = gene.coding_part(gene.exons[number - 1])
        if coding and Interval(*coding).overlap(Interval(placed.allele.start, placed.allele.end)):
            return Term.CODING_SEQUENCE
    return Term.FIVE_PRIME_UTR if 1 in placed.exons else Term.THREE_PRIME_UTR


def _beside_gene(span: Interval, gene: GeneModel) -> set[Term]:
    """Up- or downstream of the gene; empty when the change meets the gene."""
    away = max(gene.start - span.end, span.start - gene.end)
    if away <= 0:
        return set()
    if away > LOCUS_FLANK:
        return {Term.INTERGENIC}
    return {Term.UPSTREAM if gene.is_upstream(span.start) else Term.DOWNSTREAM}


def _splice_region(placed: Placed, gene: GeneModel) -> set[Term]:
    """Within 3 bases of an exon end, or up to 8 bases into the intron; the fifth donor base.

    The two bases of the site itself count too where they are changed and yet not lost.
    """
    terms: set[Term] = set()
    allele = placed.allele
    changed = Interval(allele.start, allele.end)
    if allele.is_insertion:
        changed = Interval(allele.start - 1, allele.start)
    for site in splice_sites(gene):
        donor = site.site is Site.DONOR
        edge, outwards = (site.end, -1) if site.exon_is_above else (site.start, 1)
        nearest = 2 if site in placed.lost_sites else 0
        exonic = sorted((edge - outwards, edge - outwards * _EXONIC_REGION))
        intronic = sorted((edge + outwards * nearest, edge + outwards * (_INTRONIC_REGION - 1)))
        if changed.overlap(Interval(*exonic)) or changed.overlap(Interval(*intronic)):
            terms.add(Term.SPLICE_REGION)
        fifth = edge + outwards * 4
        if donor and not allele.is_insertion and changed.overlap(Interval(fifth, fifth)):
            terms.add(Term.SPLICE_DONOR_5TH)
    return terms


def _exonic(edits: Sequence[Edit], gene: GeneModel) -> set[Term]:
    """Terms of the changes of one event in the exons, 5' to 3'."""
    cds_first, cds_end = gene.cds_start - 1, gene.cds_end
    first, last, net = edits[0].first, edits[-1].last, sum(edit.net for edit in edits)
    if last <= cds_first:
        return {Term.FIVE_PRIME_UTR}
    if first >= cds_end:
        return {Term.THREE_PRIME_UTR}
    terms: set[Term] = set()
    if first < cds_first:
        terms.add(Term.FIVE_PRIME_UTR)
    if last > cds_end:
        terms.add(Term.THREE_PRIME_UTR)
    reading = read(edited(transcript_sequence(), edits), gene)
    touches_start = first < cds_first + 3 and last > cds_first
    if reading.start is None:
        return terms | {Term.START_LOST}
    if reading.native_stop_lost:
        return terms | _at_stop(reading, last, net, gene)
    if touches_start:
        terms.add(Term.START_RETAINED)
    if first < cds_end and last > cds_end - 3:
        terms.add(Term.STOP_RETAINED)
        if reading.protein == protein_sequence() + STOP:
            return terms
    in_frame = reading.frame_kept if touches_start else net % 3 == 0
    return terms | _coding(reading, in_frame, net)


def _at_stop(reading: Reading, last: int, net: int, gene: GeneModel) -> set[Term]:
    """Terms where the native stop codon is lost; beyond its end there is no frame to shift."""
    if reading.protein == protein_sequence() + STOP:
        return {Term.STOP_RETAINED}
    shape: set[Term] = set()
    if last <= gene.cds_end:
        shape = {Term.FRAMESHIFT} if net % 3 else _length_change(net)
    return shape | {Term.STOP_GAINED if reading.premature else Term.STOP_LOST}


def _coding(reading: Reading, in_frame: bool, net: int) -> set[Term]:
    """Terms by comparing the altered protein with the native one."""
    native = protein_sequence() + STOP
    altered = reading.protein
    if not in_frame:
        stop_passed = {Term.STOP_LOST} if altered.startswith(native[:-1]) else set()
        return {Term.FRAMESHIFT} | stop_passed | _new_stop(native, altered)
    if altered == native:
        return {Term.SYNONYMOUS}
    if reading.premature:
        return {Term.STOP_GAINED} | _length_change(net)
    return _length_change(net) or {Term.MISSENSE}


def _length_change(net: int) -> set[Term]:
    """In-frame gain or loss of bases."""
    if net == 0:
        return set()
    return {Term.INFRAME_INSERTION if net > 0 else Term.INFRAME_DELETION}


def _new_stop(native: str, altered: str) -> set[Term]:
    """Whether the first residue that a frameshift changes is a stop."""
    index = next((i for i, (a, b) in enumerate(zip(native, altered, strict=False)) if a != b), None)
    return {Term.STOP_GAINED} if index is not None and altered[index] == STOP else set()


def _of_structure(event: Event, reach: Reach, gene: GeneModel) -> set[Term]:
    """Terms of a structural event."""
    beside = _beside_gene(event.best, gene)
    if beside and not reach:
        return beside
    if event.kind is EventKind.DELETION:
        return _of_deletion(event, reach, gene)
    longer = event.kind in {EventKind.DUPLICATION, EventKind.INSERTION}
    if not reach and not hits_exon_or_gene(event, reach, gene):
        return {Term.INTRON}
    if longer:
        return {Term.FEATURE_ELONGATION}
    return {Term.CODING_TRANSCRIPT}


def _of_deletion(event: Event, reach: Reach, gene: GeneModel) -> set[Term]:
    """Terms of a deletion: by the exons that it takes, and the frame of those left."""
    lost = [n for n, how in reach.items() if how.is_sure]
    if event.best.contains(Interval(gene.start, gene.end)):
        return {Term.TRANSCRIPT_ABLATION}
    terms: set[Term] = set()
    for site in splice_sites(gene):
        if site.exon not in lost and event.best.overlap(Interval(site.start, site.end)):
            terms.add(Term.SPLICE_DONOR if site.site is Site.DONOR else Term.SPLICE_ACCEPTOR)
    if not lost:
        return terms | _untranslated(reach, gene) or {Term.INTRON}
    terms |= {Term.EXON_LOSS, Term.FEATURE_TRUNCATION}
    if 1 in lost:
        start = event.best.overlap(start_codon(gene))
        return terms | ({Term.START_LOST} if start else {Term.SPLICE_DONOR})
    if len(gene.exons) in lost:
        return terms | {Term.STOP_LOST}
    length = sum(gene.exons[n - 1].tx_end - gene.exons[n - 1].tx_start + 1 for n in lost)
    return terms | {Term.INFRAME_DELETION if length % 3 == 0 else Term.FRAMESHIFT}


def _untranslated(reach: Reach, gene: GeneModel) -> set[Term]:
    """Terms of a deletion that takes untranslated bases only."""
    terms: set[Term] = set()
    if reach.get(1) is ExonReach.UNTRANSLATED:
        terms.add(Term.FIVE_PRIME_UTR)
    if reach.get(len(gene.exons)) is ExonReach.UNTRANSLATED:
        terms.add(Term.THREE_PRIME_UTR)
    return terms
