"""One event as the components of the guide's profile ``variant``."""

from __future__ import annotations

from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.known import Relation
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import STRUCTURAL_TYPE, Code, clean, names_of
from osteo_annot.report.exchange.fhir_bundle import Draft, Resource
from osteo_annot.report.exchange.fhir_codes import answer, coded, component, concept
from osteo_annot.report.exchange.vcf import vcf_alleles, with_alleles
from osteo_annot.report.result.evidence_model import FrequencyStatus
from osteo_annot.report.result.model import Event, Location

_HGVS_CODES = {"hgvs.g": "81290-9", "hgvs.c": "48004-6", "hgvs.p": "48005-3"}
_MAX_ALLELE = 1000
_COPIES_LEFT = {Zygosity.HETEROZYGOUS: 1, Zygosity.HOMOZYGOUS: 0, Zygosity.HEMIZYGOUS: 0}
"""Copies of a lost stretch that are left, where that was established."""
_OF_COPY_NUMBER = {
    EventKind.DELETION: Code("SO:0001743", "copy_number_loss"),
    EventKind.DUPLICATION: Code("SO:0001742", "copy_number_gain"),
}
_BY_KIND = {
    **STRUCTURAL_TYPE,
    EventKind.BREAKEND: Code("SO:0001785", "structural_alteration"),
}
"""A breakpoint is a place, not a kind of change."""


def about_event(event: Event, draft: Draft) -> list[Resource]:
    """Names, kind, place, alleles, copies, inheritance and identifiers of one event."""
    kind = change_type(event)
    return [
        *_names(event, draft),
        coded("48019-4", concept(codes.SEQUENCE_ONTOLOGY, kind.id, kind.label)),
        coded("92822-6", answer(codes.ONE_BASED)),
        *_place(event.location),
        *_alleles(event, draft),
        *_copies(event),
        *_inheritance(event, draft),
        *_identifiers(event, draft),
    ]


def change_type(event: Event) -> Code:
    """The kind of change in the Sequence Ontology, below ``sequence_alteration``."""
    if event.kind is not EventKind.SMALL_VARIANT:
        claims = {support.claim for support in event.evidence.structural_support}
        by_depth = claims == {Claim.DEPTH} and event.kind in _OF_COPY_NUMBER
        return (_OF_COPY_NUMBER if by_depth else _BY_KIND)[event.kind]
    ref, alt = len(event.ref), len(event.alt)
    if ref == alt == 1:
        return Code("SO:0001483", "SNV")
    if ref == alt:
        return Code("SO:0002007", "MNV")
    if not ref or not alt:
        return _BY_KIND[EventKind.DELETION if ref else EventKind.INSERTION]
    return Code("SO:1000032", "delins")


def _names(event: Event, draft: Draft) -> list[Resource]:
    """HGVS, the sequences that it counts on, and ISCN."""
    gene = draft.gene
    return [
        *(
            coded(_HGVS_CODES[kind], concept(codes.HGVS, name))
            for kind, name in names_of(event, gene.protein).items()
        ),
        coded("48013-7", concept(codes.REFSEQ, LOCUS.accessions[gene.assembly])),
        coded("51958-7", concept(codes.REFSEQ, gene.transcript)),
        *(coded("81291-7", {"text": clean(line)}) for line in event.evidence.iscn[:1]),
    ]


def _place(place: Location) -> list[Resource]:
    """First and last base: exact, or what is surely and what may be affected."""
    if place.inner == place.outer:
        return [codes.interval("81254-5", place.start, place.end)]
    inner = [codes.interval("81302-2", *place.inner)] if place.inner else []
    return [*inner, codes.interval("81301-4", *place.outer)]


def _alleles(event: Event, draft: Draft) -> list[Resource]:
    """The bases before and after, where they are bases and not too many."""
    _, ref, alt, _ = vcf_alleles(event, draft.site.reference)
    bases = len(with_alleles(event)) == 1 and not set(alt) & set("<[].")
    if not bases or max(len(ref), len(alt)) > _MAX_ALLELE:
        return []
    return [component("69547-8", valueString=ref), component("69551-0", valueString=alt)]


def _copies(event: Event) -> list[Resource]:
    """Allelic state where it is established; of a gain or loss the copies that are there."""
    found = []
    if event.zygosity in codes.ALLELIC_STATE:
        found.append(coded("53034-5", answer(codes.ALLELIC_STATE[event.zygosity])))
    if event.kind is EventKind.DELETION:
        left = _COPIES_LEFT.get(event.zygosity)
        value = {"valueQuantity": codes.count(left)} if left is not None else codes.NOT_KNOWN
        found.append(component("82155-3", **value))
    if event.kind is EventKind.DUPLICATION:  # how often it is repeated is not told
        found.append(component("82155-3", **codes.NOT_KNOWN))
    return found


def _inheritance(event: Event, draft: Draft) -> list[Resource]:
    """From which parent, where the parents' genotypes tell of whom the copy is."""
    copies = event.phase.copies
    origin = draft.result.copies[copies[0] - 1].origin if len(copies) == 1 else ""
    if origin not in codes.INHERITANCE:
        return []
    return [
        coded("94186-4", answer(codes.INHERITANCE[origin])),
        coded("82309-6", {"text": "By the genotypes of the parents"}),
    ]


def _identifiers(event: Event, draft: Draft) -> list[Resource]:
    """Numbers of ClinVar, dbSNP and gnomAD; only where a source or the record has them."""
    known = [
        one for one in event.known if one.relation is Relation.SAME_ALLELE and one.accession.strip()
    ]
    found = [
        concept(codes.CLINVAR, clean(one.accession, 60), clean(one.name, 200)) for one in known
    ]
    found += [concept(codes.DBSNP, number) for number in event.dbsnp]
    if event.frequency.status is FrequencyStatus.FOUND and len(with_alleles(event)) == 1:
        position, ref, alt, _ = vcf_alleles(event, draft.site.reference)
        if not set(alt) & set("<[]."):
            named = f"{LOCUS.chromosome}-{position}-{ref}-{alt}"
            found.append(concept(codes.GNOMAD, named[:_MAX_ALLELE]))
    unique = {one["coding"][0]["code"]: one for one in found}
    return [coded("81252-9", one) for one in unique.values()]
