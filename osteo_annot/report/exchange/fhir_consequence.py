"""What an event does to the gene's product, by the guide's profile ``molecular-consequence``."""

from __future__ import annotations

from osteo_annot.evidence.terms import Term
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean, names_of
from osteo_annot.report.exchange.fhir_bundle import Draft, Resource
from osteo_annot.report.exchange.fhir_codes import coded, concept
from osteo_annot.report.result.model import Event

ACCESSIONS = {
    Term.TRANSCRIPT_ABLATION: "SO:0001893",
    Term.EXON_LOSS: "SO:0001572",
    Term.SPLICE_ACCEPTOR: "SO:0001574",
    Term.SPLICE_DONOR: "SO:0001575",
    Term.STOP_GAINED: "SO:0001587",
    Term.FRAMESHIFT: "SO:0001589",
    Term.STOP_LOST: "SO:0001578",
    Term.START_LOST: "SO:0002012",
    Term.FEATURE_TRUNCATION: "SO:0001906",
    Term.FEATURE_ELONGATION: "SO:0001907",
    Term.INFRAME_INSERTION: "SO:0001821",
    Term.INFRAME_DELETION: "SO:0001822",
    Term.MISSENSE: "SO:0001583",
    Term.SPLICE_DONOR_5TH: "SO:0001787",
    Term.SPLICE_REGION: "SO:0001630",
    Term.START_RETAINED: "SO:0002019",
    Term.STOP_RETAINED: "SO:0001567",
    Term.SYNONYMOUS: "SO:0001819",
    Term.CODING_SEQUENCE: "SO:0001580",
    Term.CODING_TRANSCRIPT: "SO:0001968",
    Term.FIVE_PRIME_UTR: "SO:0001623",
    Term.THREE_PRIME_UTR: "SO:0001624",
    Term.INTRON: "SO:0001627",
    Term.UPSTREAM: "SO:0001631",
    Term.DOWNSTREAM: "SO:0001632",
    Term.INTERGENIC: "SO:0001628",
}
"""Numbers of the terms in the Sequence Ontology, as Ensembl's table of consequences has them."""


def add_consequences(draft: Draft) -> list[str]:
    """One observation per candidate: the terms, the names, and what a copy with it alone makes."""
    return [
        draft.observe(
            f"consequence {event.id}",
            codes.guide("molecular-consequence"),
            "molecular-consequence",
            derivedFrom=[draft.to(f"variant {event.id}")],
            component=_components(event, draft),
        )
        for event in draft.candidates
    ]


def _components(event: Event, draft: Draft) -> list[Resource]:
    """Transcript and names, each term, and the outcome in words."""
    names = names_of(event, draft.gene.protein)
    outcome = event.evidence.outcome_alone
    return [
        *(
            coded(code, concept(codes.HGVS, names[kind]))
            for kind, code in (("hgvs.c", "48004-6"), ("hgvs.p", "48005-3"))
            if kind in names
        ),
        coded("51958-7", concept(codes.REFSEQ, draft.gene.transcript)),
        *(
            {
                "code": codes.guide("feature-consequence"),
                "valueCodeableConcept": concept(codes.SEQUENCE_ONTOLOGY, ACCESSIONS[term], term),
            }
            for term in event.consequences
        ),
        {
            "code": codes.guide("conclusion-string"),
            "valueString": clean(f"A copy with this alone: {outcome.effect_text}", 4000),
        },
    ]
