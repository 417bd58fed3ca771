"""What an event does to the gene's product, by the guide's profile ``molecular-consequence``."""

from __future__ import annotations

from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean, names_of
from osteo_annot.report.exchange.fhir_bundle import Draft, Resource
from osteo_annot.report.exchange.fhir_codes import coded, concept
from osteo_annot.report.result.model import Event
from osteo_annot.sentences.texts import exchange as say


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
                "valueCodeableConcept": concept(codes.SEQUENCE_ONTOLOGY, term.accession, term),
            }
            for term in event.consequences
        ),
        {
            "code": codes.guide("conclusion-string"),
            "valueString": clean(say.ALONE(effect=outcome.effect_text).text, 4000),
        },
    ]
