"""Variants, genotype, phase, implications and the two copies, as FHIR observations.

``Absent`` is said only where every exon could be judged; elsewhere the value is ``No call``
(clinical rules 3.4). What FHIR's guide has no profile for (a copy, a reading) is an observation
with this program's own codes.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import Zygosity
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import clean
from osteo_annot.report.exchange.fhir_bundle import Draft, Resource, notes
from osteo_annot.report.exchange.fhir_codes import answer, coded, concept, own
from osteo_annot.report.exchange.fhir_consequence import add_consequences
from osteo_annot.report.exchange.fhir_variant import about_event
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.model import Event
from osteo_annot.report.result.release_model import release_of
from osteo_annot.sentences.texts import exchange as say
from osteo_annot.verdict.state import State


def add_findings(draft: Draft) -> list[str]:
    """Every observation of the two copies; their parts, the overall answer first."""
    variants = _variants(draft) or [_no_variant(draft)]
    about = [*_genotype(draft), *_phases(draft), *add_consequences(draft), *_implications(draft)]
    return [_overall(draft), *_copies(draft), *variants, *about, *_readings(draft)]


def _overall(draft: Draft) -> str:
    """The state of the two copies, in the program's own closed list."""
    verdict = draft.result.verdict
    state = concept(f"{codes.OWN}:state", verdict.state, verdict.state_text)
    return draft.observe(
        "overall",
        concept(codes.LOINC, "51968-6"),
        valueCodeableConcept={**state, "text": clean(verdict.headline, 4000)},
        note=notes(f"Confidence: {verdict.confidence}"),
    )


def _copies(draft: Draft) -> list[str]:
    """Each copy with its three-state answer, whole and exon by exon."""
    return [
        draft.observe(
            f"copy {number}",
            own("copy", f"copy_{number}", f"{copy.name} of {draft.gene.symbol}"),
            valueCodeableConcept=_status(copy),
            component=_exons(copy),
            note=notes(f"{copy.outcome.effect_text} Protein: {copy.outcome.protein}"),
            **_derived(draft, [f"variant {name}" for name in copy.events]),
        )
        for number, copy in enumerate(draft.result.copies, 1)
    ]


def _status(copy: Copy) -> Resource:
    """Lost or altered, intact where examined, or not examined."""
    return own("status", copy.status, copy.status.text)


def _exons(copy: Copy) -> list[Resource]:
    """The same of each exon."""
    return [
        {
            "code": own("exon", str(exon.exon), f"exon {exon.exon}"),
            "valueCodeableConcept": own("status", exon.status, exon.status.text),
        }
        for exon in copy.exons
    ]


def _derived(draft: Draft, parts: list[str]) -> dict[str, Any]:
    """References to those of the parts that the bundle has."""
    known = {f"variant {event.id}" for event in draft.candidates}
    found = [draft.to(part) for part in parts if part in known]
    return {"derivedFrom": found} if found else {}


def _readings(draft: Draft) -> list[str]:
    """Both readings of evidence that contradicts itself, each with its state and copies."""
    return [
        draft.observe(
            f"reading {reading.premise}",
            own("reading", reading.premise, reading.premise_text),
            valueCodeableConcept=concept(
                f"{codes.OWN}:state", reading.state, reading.state_text, reading.premise_text
            ),
            component=[
                {
                    "code": own("copy", f"copy_{number}", copy.name),
                    "valueCodeableConcept": _status(copy),
                }
                for number, copy in enumerate(reading.copies, 1)
            ],
        )
        for reading in draft.result.readings
    ]


def _variants(draft: Draft) -> list[str]:
    """One observation per candidate."""
    state = draft.result.verdict.state
    return [
        draft.observe(
            f"variant {event.id}",
            concept(codes.LOINC, "69548-6"),
            "variant",
            valueCodeableConcept=answer(_presence(event, state)),
            component=draft.about_gene() + about_event(event, draft),
            note=notes(f"Zygosity: {event.zygosity_text}", _shifted(event)),
        )
        for event in draft.candidates
    ]


def _shifted(event: Event) -> str:
    """Why the place may differ from that in the names: HGVS shifts 3', VCF to the left."""
    if bool(event.ref) == bool(event.alt) or not event.hgvs.g:
        return ""
    return say.LEFT_ALIGNED().text


def _presence(event: Event, state: State) -> tuple[str, str]:
    """A candidate is present, unless every caller or the data themselves doubt it."""
    doubtful = (
        event.filters
        or event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT
        or state is State.INDETERMINATE
    )
    return codes.INDETERMINATE if doubtful else codes.PRESENT


def _no_variant(draft: Draft) -> str:
    """That no candidate was found: absent only where all was examined, else no call."""
    verdict = draft.result.verdict
    exons = draft.result.callability.exons
    seen = Callability.CALLABLE
    all_seen = all(e.small_variants is seen and e.deletions is seen for e in exons)
    absent = verdict.state is State.NONE_CALLABLE and all_seen
    return draft.observe(
        "no variant",
        concept(codes.LOINC, "69548-6"),
        "variant",
        valueCodeableConcept=answer(codes.ABSENT if absent else codes.NO_CALL),
        component=draft.about_gene(),
        note=notes(verdict.headline),
    )


def _genotype(draft: Draft) -> list[str]:
    """Both copies in HGVS, where they can be named."""
    name = draft.result.verdict.genotype_hgvs
    if not name:
        return []
    return [
        draft.observe(
            "genotype",
            concept(codes.LOINC, "84413-4"),
            "genotype",
            valueCodeableConcept={"text": clean(name, 4000)},
            component=draft.about_gene(),
            **_derived(draft, [f"variant {event.id}" for event in draft.candidates]),
        )
    ]


def _phases(draft: Draft) -> list[str]:
    """How each two candidates lie to each other; a homozygous one lies on both copies."""
    single = [event for event in draft.candidates if len(event.phase.copies) < 2]
    return [
        draft.observe(
            f"phase {one.id} {other.id}",
            concept(codes.LOINC, "82120-7"),
            "sequence-phase-relationship",
            valueCodeableConcept=concept(codes.PHASE_CODES, _phase(one, other)),
            derivedFrom=[draft.to(f"variant {event.id}") for event in (one, other)],
        )
        for one, other in combinations(single, 2)
    ]


def _phase(one: Event, other: Event) -> str:
    """Cis, trans, or unknown where no source tells the copy of either."""
    first, second = set(one.phase.copies), set(other.phase.copies)
    if not first or not second or PhaseSource.UNKNOWN in {one.phase.source, other.phase.source}:
        return "Unknown"
    return "Cis" if first & second else "Trans"


def _implications(draft: Draft) -> list[str]:
    """The proposed class of each candidate for the disease."""
    disease = draft.result.record.contents.disease
    phenotype = concept(codes.OMIM, disease.id.split(":")[1], disease.name)
    return [
        draft.observe(
            f"implication {event.id}",
            codes.guide("diagnostic-implication"),
            "diagnostic-implication",
            derivedFrom=[draft.to(f"variant {event.id}")],
            component=[
                coded("53037-8", answer(codes.SIGNIFICANCE[event.classification.class_])),
                coded("81259-4", phenotype),
                {
                    "code": codes.guide("condition-inheritance"),
                    "valueCodeableConcept": concept(codes.HPO, *codes.RECESSIVE),
                },
            ],
            note=notes(_class_note(event, draft)),
        )
        for event in draft.candidates
    ]


def _class_note(event: Event, draft: Draft) -> str:
    """The class never stands without its scheme, and is a proposal until it was signed."""
    c, signed = event.classification, release_of(draft.result)
    said = "Reviewed and signed" if signed else "Proposed, not reviewed"
    return say.CLASS(
        standing=said, class_name=c.class_.value, points=c.points, scheme=c.scheme
    ).text
