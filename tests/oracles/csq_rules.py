"""Why bcftools csq and the product differ on an allele, by named rules.

Each rule turns the terms of csq into what the Sequence Ontology asks for on the DNA written out;
it never looks at the terms of the product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from osteo_annot.evidence.terms import Term
from tests.gene_events import Bench
from tests.oracles.alleles import VcfAllele
from tests.oracles.csq import kinds
from tests.oracles.spelled_out import (
    NATIVE,
    Place,
    changed_transcript,
    exon_holding,
    keeps_sites,
    places,
    protein,
)

SITES = {Term.SPLICE_ACCEPTOR, Term.SPLICE_DONOR}
UTR = {Term.FIVE_PRIME_UTR, Term.THREE_PRIME_UTR}
SHAPES = {Term.FRAMESHIFT, Term.INFRAME_DELETION, Term.INFRAME_INSERTION}
FEATURES = {Term.FEATURE_TRUNCATION, Term.FEATURE_ELONGATION}

# bcftools csq's names of Sequence Ontology terms (its manual page), without "_variant".
NAMES = {
    "3_prime_utr": Term.THREE_PRIME_UTR,
    "5_prime_utr": Term.FIVE_PRIME_UTR,
    "coding_sequence": Term.CODING_SEQUENCE,
    "feature_elongation": Term.FEATURE_ELONGATION,
    "feature_truncation": Term.FEATURE_TRUNCATION,
    "frameshift": Term.FRAMESHIFT,
    "inframe_deletion": Term.INFRAME_DELETION,
    "inframe_insertion": Term.INFRAME_INSERTION,
    "intron": Term.INTRON,
    "missense": Term.MISSENSE,
    "splice_acceptor": Term.SPLICE_ACCEPTOR,
    "splice_donor": Term.SPLICE_DONOR,
    "splice_region": Term.SPLICE_REGION,
    "start_lost": Term.START_LOST,
    "stop_gained": Term.STOP_GAINED,
    "stop_lost": Term.STOP_LOST,
    "stop_retained": Term.STOP_RETAINED,
    "synonymous": Term.SYNONYMOUS,
}


def core(terms: set[Term]) -> set[Term]:
    """The terms that both sides give.

    csq has no term for the fifth base; it does not add the intron to a splice region; and with a
    lost splice site it says of the exon what that would be without splicing, or nothing.
    """
    kept = terms - {Term.SPLICE_DONOR_5TH}
    if kept & SITES:
        return kept & SITES
    return kept - {Term.INTRON} if Term.SPLICE_REGION in kept else kept


@dataclass(frozen=True)
class Case:
    """One allele, what both sides say, and the DNA written out."""

    bench: Bench
    allele: VcfAllele
    entries: tuple[str, ...]
    ours: frozenset[Term]

    @property
    def theirs(self) -> set[Term]:
        return core({NAMES[kind] for kind in kinds(self.entries)})

    @property
    def places(self) -> tuple[Place, ...]:
        return places(self.allele, self.bench.reference)

    @property
    def protein(self) -> str | None:
        return protein(self.allele, self.bench.gene, self.bench.reference)

    @property
    def is_delins(self) -> bool:
        return self.places[0].last >= self.places[0].first and bool(self.places[0].alt)

    @property
    def net(self) -> int:
        place = self.places[0]
        return len(place.alt) - (place.last - place.first + 1)

    @property
    def stop_is_first(self) -> bool:
        """Whether the first residue that differs is a stop."""
        altered = self.protein
        if altered is None or altered == NATIVE or not altered.endswith("*"):
            return False
        return NATIVE.startswith(altered[:-1])

    @property
    def in_frame_stop(self) -> bool:
        """Whether the frame is kept and yet a stop comes before the native one."""
        if self.net % 3 or self.protein is None:
            return False
        return len(self.protein) < len(NATIVE) + self.net // 3

    def crosses_start(self, place: Place) -> bool:
        first = self.bench.gene.to_genome(self.bench.gene.cds_start)
        return place.first <= first < place.last

    def crosses_stop(self, place: Place) -> bool:
        last = self.bench.gene.to_genome(self.bench.gene.cds_end)
        return place.first < last <= place.last


Rule = Callable[[Case, set[Term]], set[Term]]


def feature_terms(case: Case, terms: set[Term]) -> set[Term]:
    """A replacement that changes the length gets feature_truncation or feature_elongation.

    In place of the frame term, or beside the others; at the end of an exon it gets the splice
    region alone. The number of bases says which frame term it is.
    """
    if not (case.is_delins and case.net and terms & (FEATURES | {Term.SPLICE_REGION})):
        return terms
    gene = case.bench.gene
    place = case.places[0]
    coding = any(
        part and part[0] <= place.first and place.last <= part[1]
        for part in map(gene.coding_part, gene.exons)
    )
    plain = terms - FEATURES
    if coding and not plain & ({Term.START_LOST} | SITES):
        plain |= {_shape(case.net)}
        if Term.SPLICE_REGION in terms and case.in_frame_stop:
            plain |= {Term.STOP_GAINED}
    return plain


def frame_beyond_the_cds(case: Case, terms: set[Term]) -> set[Term]:
    """A change of the start, or over the end of the CDS, gets a frame term or none for the codon.

    Without its start the frame is void; over the end some of the bases are untranslated, so that
    their number tells no frame. What is lost is the start or the stop codon.
    """
    most_3_prime = case.places[0]
    if Term.START_LOST in terms:
        utr = {Term.FIVE_PRIME_UTR} if case.crosses_start(most_3_prime) else set()
        return terms - SHAPES - UTR - {Term.STOP_GAINED} | utr
    if case.crosses_stop(most_3_prime) and terms & {Term.STOP_LOST, Term.CODING_SEQUENCE}:
        said = Term.STOP_RETAINED if case.protein == NATIVE else Term.STOP_LOST
        gone = SHAPES | {Term.CODING_SEQUENCE, Term.STOP_LOST}
        return terms - gone | {said, Term.THREE_PRIME_UTR}
    return terms


def start_still_there(case: Case, terms: set[Term]) -> set[Term]:
    """start_lost is said though the DNA still reads ATG where the start was, or before codon 2.

    Also the other way round: a change before ATG as written is one of ATG at the 3' place.
    """
    gene = case.bench.gene
    transcript = changed_transcript(case.allele, gene, case.bench.reference)
    if transcript is None:
        return terms
    start, place = gene.to_genome(gene.cds_start), case.places[0]
    in_start = place.first <= start and start - 2 <= place.last
    if place.is_insertion:
        in_start = start - 2 < place.first <= start
    same_place = transcript[gene.cds_start - 1 : gene.cds_start + 2] == "ATG"
    if Term.START_LOST in terms and same_place and case.net:
        return {_shape(case.net)}
    if (Term.START_LOST in terms or in_start) and _coding(case.bench) in transcript:
        utr = {Term.FIVE_PRIME_UTR} if case.crosses_start(place) else set()
        return {Term.START_RETAINED, Term.SYNONYMOUS} | utr
    return terms


def _shape(net: int) -> Term:
    """The term of a change of the length of the CDS."""
    if net % 3:
        return Term.FRAMESHIFT
    return Term.INFRAME_INSERTION if net > 0 else Term.INFRAME_DELETION


def stop_still_there(case: Case, terms: set[Term]) -> set[Term]:
    """A stop codon is still read at the end of the frame, or the change lies behind it.

    csq calls it lost, adds a frame term to a protein without change, or keeps silent about a
    protein that is changed before the retained stop; for a stop in the inserted bases beyond the
    native residues it says retained.
    """
    gene, place, altered = case.bench.gene, case.places[0], case.protein
    last = gene.to_genome(gene.cds_end)
    if altered is None or not terms & {Term.STOP_LOST, Term.STOP_RETAINED}:
        return terms
    if place.last < last and place.first <= last:
        return {Term.THREE_PRIME_UTR}
    if altered == NATIVE:
        return terms - SHAPES
    in_stop = place.first <= last + 2
    plain = terms - {Term.STOP_LOST, Term.STOP_RETAINED}
    retained = case.net % 3 == 0 and len(altered) == len(NATIVE) + case.net // 3
    if retained:
        said = {Term.STOP_RETAINED} if in_stop else set()
        return plain | said | (set() if case.net else {Term.MISSENSE})
    return plain | ({Term.STOP_LOST} if in_stop else set())


def _coding(bench: Bench) -> str:
    """The native CDS."""
    gene = bench.gene
    return bench.reference.transcript(gene)[gene.cds_start - 1 : gene.cds_end]


def earlier_stop(case: Case, terms: set[Term]) -> set[Term]:
    """The first residue that differs is a stop: csq names the frame or the native stop only."""
    if terms & SITES or Term.START_LOST in terms or not case.stop_is_first:
        return terms
    if terms & {Term.FRAMESHIFT, Term.STOP_LOST, Term.STOP_RETAINED}:
        return terms - {Term.STOP_LOST, Term.STOP_RETAINED} | {Term.STOP_GAINED}
    return terms


def misread_codon(case: Case, terms: set[Term]) -> set[Term]:
    """csq takes a wrong base for the codon in which a deletion joins two others.

    Its own residues then differ from the translated DNA, and it misses or invents a stop.
    """
    if case.net >= 0 or case.protein is None:
        return terms
    said = _residues(case.entries)
    if said is None:
        return terms
    number, altered = said
    if case.protein[number - 1 : number - 1 + len(altered)] == altered:
        return terms
    plain = terms - {Term.STOP_GAINED}
    if Term.STOP_RETAINED in terms:
        plain = plain - {Term.STOP_RETAINED} | {Term.STOP_LOST}
    return plain | {Term.STOP_GAINED} if case.stop_is_first else plain


def _residues(entries: tuple[str, ...]) -> tuple[int, str] | None:
    """Number of the first residue and the altered residues of a BCSQ entry."""
    for entry in entries:
        fields = entry.split("|")
        if len(fields) > 5 and ">" in fields[5]:
            altered = fields[5].split(">")[1]
            digits = "".join(c for c in altered if c.isdigit())
            return int(digits), altered[len(digits) :]
    return None


def either_reading(case: Case, terms: set[Term]) -> set[Term]:
    """An insertion doubles the splice dinucleotide: of the exon, or of the intron alone.

    csq takes the place as written. The product says that it cannot tell, except where the bases
    are a copy of bases of the exon.
    """
    gene, reference = case.bench.gene, case.bench.reference
    keeping = [p for p in case.places if p.is_insertion and keeps_sites(p, gene, reference)]
    if len({exon_holding(p, gene) for p in keeping}) < 2:
        return terms
    first = keeping[0]
    exon = exon_holding(first, gene)
    if exon and exon.start < first.first and first.first + len(first.alt) - 1 <= exon.end:
        return terms - SITES | {Term.SPLICE_REGION}
    return {Term.SPLICE_REGION}


def frame_shifted_at_the_stop(case: Case, terms: set[Term]) -> set[Term]:
    """A shifted frame that keeps all native residues and passes the stop: the stop is lost.

    csq says so, or frameshift alone, or that the stop is retained, by the place as written.
    """
    altered = case.protein
    if Term.FRAMESHIFT in terms and altered and altered.startswith(NATIVE[:-1]):
        return terms - {Term.STOP_RETAINED} | {Term.STOP_LOST}
    return terms


def site_replaced(case: Case, terms: set[Term]) -> set[Term]:
    """csq does not call a splice site lost where a replacement of other length takes its bases."""
    gene, reference = case.bench.gene, case.bench.reference
    if terms & SITES or not case.is_delins or keeps_sites(case.places[0], gene, reference):
        return terms
    exon = next(
        e for e in gene.exons if e.overlaps(case.places[0].first - 2, case.places[0].last + 2)
    )
    donor = case.places[0].first < exon.start
    return {Term.SPLICE_DONOR if donor else Term.SPLICE_ACCEPTOR}


def site_still_there(case: Case, terms: set[Term]) -> set[Term]:
    """csq calls a splice site lost though the DNA has both bases, at another place or as they are.

    Also an insertion between the exon and its site, which leaves both bases in the intron.
    """
    gene, reference = case.bench.gene, case.bench.reference
    place = next((p for p in case.places if keeps_sites(p, gene, reference)), None)
    if not terms & SITES or place is None:
        return terms
    if not gene.exons_overlapping(place.first, max(place.last, place.first)) and (
        exon_holding(place, gene) is None
    ):
        return {Term.SPLICE_REGION}
    if case.net == 0:
        return _equal_length(case) | {Term.SPLICE_REGION}
    assert case.protein is not None
    stop = {Term.STOP_GAINED} if case.stop_is_first or case.in_frame_stop else set()
    return {_shape(case.net), Term.SPLICE_REGION} | stop


def _equal_length(case: Case) -> set[Term]:
    """What a replacement of equal length over the edge of an exon does to the protein."""
    place = case.places[0]
    gene, reference = case.bench.gene, case.bench.reference
    exon = next(e for e in gene.exons if e.overlaps(place.first, place.last))
    first, last = max(exon.start, place.first), min(exon.end, place.last)
    alt = place.alt[first - place.first : last - place.first + 1]
    inside = VcfAllele(first, reference.fetch(first, last), alt)
    altered = protein(inside, gene, reference)
    if altered is not None and len(altered) < len(NATIVE):
        return {Term.STOP_GAINED}
    return {Term.SYNONYMOUS if altered == NATIVE else Term.MISSENSE}


def region_by_place(case: Case, terms: set[Term]) -> set[Term]:
    """The splice region is reached at the 3' place and not as written, or the other way round.

    An insertion reaches it when one of the two bases beside it lies in it.
    """
    if case.net == 0 or terms & SITES:
        return terms
    gene, reference = case.bench.gene, case.bench.reference
    place = next((p for p in case.places if keeps_sites(p, gene, reference)), case.places[0])
    changed = range(place.first, place.last + 1)
    if place.is_insertion:
        changed = range(place.first - 1, place.first + 1)
    reached = any(_in_region(position, case.bench) for position in changed)
    if reached == (Term.SPLICE_REGION in terms):
        return terms
    if reached:
        return terms - {Term.INTRON} | {Term.SPLICE_REGION}
    return terms - {Term.SPLICE_REGION} or {Term.INTRON}


def _in_region(position: int, bench: Bench) -> bool:
    """3 bases of an exon or 8 of an intron, at a splice site (Sequence Ontology, SO:0001630)."""
    exons = bench.gene.exons
    acceptor = any(e.end - 2 <= position <= e.end + 8 for e in exons[1:])
    return acceptor or any(e.start - 8 <= position <= e.start + 2 for e in exons[:-1])


def outside_transcript(case: Case, terms: set[Term]) -> set[Term]:
    """csq says nothing outside the transcript."""
    gene = case.bench.gene
    if not terms and all(p.first > gene.end for p in case.places):
        return {Term.UPSTREAM}
    return terms


RULES: tuple[Rule, ...] = (
    outside_transcript,
    feature_terms,
    start_still_there,
    frame_beyond_the_cds,
    misread_codon,
    stop_still_there,
    frame_shifted_at_the_stop,
    site_replaced,
    either_reading,
    site_still_there,
    earlier_stop,
    region_by_place,
)


def explained(case: Case) -> tuple[str, ...]:
    """Names of the rules that lead from csq's terms to the product's; fails if they do not."""
    ours, theirs = core(set(case.ours)), case.theirs
    used: list[str] = []
    for rule in RULES:
        if theirs == ours:
            break
        after = rule(case, theirs)
        if after != theirs:
            used.append(rule.__name__)
            theirs = after
    assert theirs == ours, (case.allele, sorted(case.entries), sorted(case.ours), used)
    return tuple(used)
