"""The result as a FHIR R4 bundle by the HL7 Genomics Reporting guide (STU3), for a clinical system.

Everything is preliminary, as nobody has signed. ``Absent`` is said only where every exon could be
judged; elsewhere the value is ``No call`` (clinical rules 3.4). The regions called and not called
stand in the genomic study, exon by exon.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import Zygosity
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import Site, candidates, clean, names_of, write_json
from osteo_annot.report.exchange.fhir_codes import (
    answer,
    coded,
    component,
    concept,
    extension,
    profile,
)
from osteo_annot.report.exchange.vcf import vcf_alleles, with_alleles
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.text import exon_list
from osteo_annot.verdict.state import State

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, codes.OWN)
_LABORATORY = {
    "coding": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": "laboratory",
        }
    ]
}
_GENETICS = concept("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "Genetics")
_HGVS_CODES = {"hgvs.g": "81290-9", "hgvs.c": "48004-6", "hgvs.p": "48005-3"}
_MAX_ALLELE = 1000


def write_fhir(result: Result, path: Path, site: Site) -> None:
    """Write the bundle of a result result as JSON, checked against the model of FHIR R4B."""
    from fhir.resources.R4B.bundle import Bundle  # lazy: only this writer needs it

    bundle = fhir_of(result, site)
    Bundle.model_validate(bundle)
    write_json(bundle, path)


def fhir_of(result: Result, site: Site) -> dict[str, Any]:
    """The bundle of a result result."""
    return _Bundle(result, site).made()


class _Bundle:
    """Resources of one person, linked by identifiers that follow from the person and the part."""

    def __init__(self, result: Result, site: Site) -> None:
        self.result = result
        self.site = site
        self.sample = clean(result.sample, 200)
        self.gene = gene_model(result.assembly)
        self.candidates = candidates(result)
        self.entries: list[dict[str, Any]] = []

    def made(self) -> dict[str, Any]:
        """The bundle: report first, then what it refers to."""
        self._patient()
        results = self._variants() or [self._no_variant()]
        results += self._genotype() + self._phases() + self._implications()
        results.insert(0, self._overall())
        study = self._study()
        self._report(results, study)
        report = self.entries.pop()
        return {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [report, *self.entries],
        }

    def _url(self, part: str) -> str:
        """The address of a part within the bundle."""
        name = f"{self.sample}|{self.result.assembly}|{part}"
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"

    def _to(self, part: str) -> dict[str, str]:
        """A reference to a part."""
        return {"reference": self._url(part)}

    def _add(self, part: str, resource: dict[str, Any]) -> str:
        """Take a resource into the bundle; its part's name is returned."""
        self.entries.append({"fullUrl": self._url(part), "resource": resource})
        return part

    def _observe(self, part: str, kind: str, code: dict[str, Any], **rest: Any) -> str:
        """An observation by a profile of the guide."""
        return self._add(
            part,
            {
                "resourceType": "Observation",
                "meta": profile(kind),
                "status": "preliminary",
                "category": [_LABORATORY],
                "code": code,
                "subject": self._to("patient"),
                **rest,
            },
        )

    def _patient(self) -> None:
        """The person, by the sample's name and by what the order tells."""
        order = self.result.order
        person = order.person if order else None
        identifiers = [self.sample]
        if person:
            identifiers += [person.identifier, person.second_identifier]
        resource: dict[str, Any] = {
            "resourceType": "Patient",
            "identifier": [{"value": clean(value, 200)} for value in identifiers if value],
        }
        if person and person.name:
            resource["name"] = [{"text": clean(person.name, 200)}]
        if person and person.birth_date:
            resource["birthDate"] = person.birth_date.isoformat()
        resource["gender"] = person.sex if person else "unknown"
        self._add("patient", resource)

    def _overall(self) -> str:
        """The state of the two copies, in the program's own closed list."""
        verdict = self.result.verdict
        state = concept(f"{codes.OWN}:state", verdict.state, verdict.state_text)
        return self._observe(
            "overall",
            "overall-interpretation",
            concept(codes.LOINC, "51968-6"),
            valueCodeableConcept={**state, "text": clean(verdict.headline, 4000)},
            note=[{"text": clean(text)} for text in self._copies()],
        )

    def _copies(self) -> list[str]:
        """What is known of each exon of each copy; what was not examined says so."""
        return [f"{c.name}: {exon_words(c)}. {c.outcome.effect_text}" for c in self.result.copies]

    def _about_gene(self) -> list[dict[str, Any]]:
        """Components that every finding has."""
        gene = self.gene
        return [
            coded("48018-6", concept(codes.HGNC, gene.hgnc, gene.symbol)),
            coded("48001-2", {"text": gene.cytoband}),
            coded("62374-4", answer(codes.ASSEMBLY[gene.assembly])),
        ]

    def _variants(self) -> list[str]:
        """One observation per candidate."""
        return [
            self._observe(
                f"variant {event.id}",
                "variant",
                concept(codes.LOINC, "69548-6"),
                valueCodeableConcept=answer(_presence(event, self.result.verdict.state)),
                component=self._about_gene() + _about_event(event, self.gene, self.site),
                note=[{"text": clean(f"Zygosity: {event.zygosity_text}")}],
            )
            for event in self.candidates
        ]

    def _no_variant(self) -> str:
        """That no candidate was found: absent only where all was examined, else no call."""
        verdict = self.result.verdict
        exons = self.result.callability.exons
        seen = Callability.CALLABLE
        all_seen = all(e.small_variants is seen and e.deletions is seen for e in exons)
        absent = verdict.state is State.NONE_CALLABLE and all_seen
        return self._observe(
            "no variant",
            "variant",
            concept(codes.LOINC, "69548-6"),
            valueCodeableConcept=answer(codes.ABSENT if absent else codes.NO_CALL),
            component=self._about_gene(),
            note=[{"text": clean(verdict.headline, 4000)}],
        )

    def _genotype(self) -> list[str]:
        """Both copies in HGVS, where they can be named."""
        name = self.result.verdict.genotype_hgvs
        if not name:
            return []
        return [
            self._observe(
                "genotype",
                "genotype",
                concept(codes.LOINC, "84413-4"),
                valueCodeableConcept={"text": clean(name, 4000)},
                derivedFrom=[self._to(f"variant {e.id}") for e in self.candidates],
                component=self._about_gene(),
            )
        ]

    def _phases(self) -> list[str]:
        """How each two candidates lie to each other; a homozygous one lies on both copies."""
        single = [e for e in self.candidates if len(e.phase.copies) < 2]
        return [
            self._observe(
                f"phase {one.id} {other.id}",
                "sequence-phase-relationship",
                concept(codes.LOINC, "82120-7"),
                valueCodeableConcept=concept(codes.PHASE_CODES, _phase(one, other)),
                derivedFrom=[self._to(f"variant {e.id}") for e in (one, other)],
            )
            for one, other in combinations(single, 2)
        ]

    def _implications(self) -> list[str]:
        """The proposed class of each candidate for the disease."""
        disease = self.result.record.contents.disease
        phenotype = concept("https://omim.org", disease.id.split(":")[1], disease.name)
        return [
            self._observe(
                f"implication {event.id}",
                "diagnostic-implication",
                concept(codes.GUIDE_CODES, "diagnostic-implication"),
                derivedFrom=[self._to(f"variant {event.id}")],
                component=[
                    coded("53037-8", answer(codes.SIGNIFICANCE[event.classification.class_])),
                    coded("81259-4", phenotype),
                ],
                note=[{"text": _class_note(event)}],
            )
            for event in self.candidates
        ]

    def _study(self) -> str:
        """What was studied, called and not called: one analysis per question."""
        exons = self.result.callability.exons
        small = {e.exon: e.small_variants is Callability.CALLABLE for e in exons}
        deletions = {e.exon: e.deletions is Callability.CALLABLE for e in exons}
        parts = [
            self._analysis("small_variants", "Small variants", small),
            self._analysis("deletions", "Deletions of exons", deletions),
        ]
        return self._add(
            "study",
            {
                "resourceType": "Procedure",
                "meta": profile("genomic-study"),
                "status": "completed",
                "category": _LABORATORY,
                "subject": self._to("patient"),
                "extension": [
                    extension("genomic-study-analysis-ext", valueReference=self._to(part))
                    for part in parts
                ],
            },
        )

    def _analysis(self, key: str, title: str, could_be_judged: Mapping[int, bool]) -> str:
        """The exons that could and could not be judged for one question."""
        regions: list[dict[str, Any]] = [
            {"url": "description", "valueString": f"{title}, exons with their splice flanks"},
            {"url": "studied", "valueCodeableConcept": self._region([])},
        ]
        for url, called in (("called", True), ("uncalled", False)):
            having = [exon for exon, judged in could_be_judged.items() if judged is called]
            if having:
                regions.append({"url": url, "valueCodeableConcept": self._region(having)})
        return self._add(
            f"analysis {key}",
            {
                "resourceType": "Procedure",
                "meta": profile("genomic-study-analysis"),
                "status": "completed",
                "category": _LABORATORY,
                "subject": self._to("patient"),
                "extension": [
                    extension("genomic-study-analysis-title", valueString=title),
                    extension(
                        "genomic-study-analysis-genome-build",
                        valueCodeableConcept=answer(codes.ASSEMBLY[self.result.assembly]),
                    ),
                    extension("genomic-study-analysis-regions", extension=regions),
                ],
            },
        )

    def _region(self, exons: list[int]) -> dict[str, Any]:
        """The gene as a code, with exons in words."""
        text = f"{self.gene.symbol} {exon_list(exons)}" if exons else self.gene.symbol
        return concept(codes.HGNC, self.gene.hgnc, self.gene.symbol, text)

    def _report(self, results: list[str], study: str) -> None:
        """The report that holds all together."""
        verdict = self.result.verdict
        order = self.result.order
        resource: dict[str, Any] = {
            "resourceType": "DiagnosticReport",
            "meta": profile("genomic-report"),
            "extension": [extension("genomic-study-reference", valueReference=self._to(study))],
            "status": "preliminary",
            "category": [_GENETICS],
            "code": concept(codes.LOINC, "51969-4", "Genetic analysis report"),
            "subject": self._to("patient"),
            "result": [self._to(part) for part in results],
            "conclusion": clean(f"DRAFT, not signed. {verdict.headline}", 4000),
        }
        if order and order.report_id:
            resource["identifier"] = [{"value": clean(order.report_id, 200)}]
        self._add("report", resource)


def _presence(event: Event, state: State) -> tuple[str, str]:
    """A candidate is present, unless every caller or the data themselves doubt it."""
    doubtful = (
        event.filters
        or event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT
        or state is State.INDETERMINATE
    )
    return codes.INDETERMINATE if doubtful else codes.PRESENT


def _about_event(event: Event, gene: GeneModel, site: Site) -> list[dict[str, Any]]:
    """Names, place, alleles and allelic state of one event."""
    place = event.location
    components = [
        coded(_HGVS_CODES[kind], concept(codes.HGVS, name))
        for kind, name in names_of(event, gene.protein).items()
    ]
    components += [
        coded("48013-7", concept(codes.REFSEQ, LOCUS.accessions[gene.assembly])),
        coded("51958-7", concept(codes.REFSEQ, gene.transcript)),
        coded("92822-6", answer(codes.ONE_BASED)),
    ]
    if place.inner == place.outer:
        components.append(codes.interval("81254-5", place.start, place.end))
    else:
        components.append(codes.interval("81301-4", *place.outer))
        if place.inner:
            components.append(codes.interval("81302-2", *place.inner))
    _, ref, alt, _ = vcf_alleles(event, site.reference)
    bases = len(with_alleles(event)) == 1 and not set(alt) & set("<[].")
    if bases and max(len(ref), len(alt)) <= _MAX_ALLELE:
        components += [component("69547-8", valueString=ref), component("69551-0", valueString=alt)]
    if event.zygosity in codes.ALLELIC_STATE:
        components.append(coded("53034-5", answer(codes.ALLELIC_STATE[event.zygosity])))
    components += [coded("81291-7", {"text": clean(line)}) for line in event.evidence.iscn[:1]]
    return components


def _phase(one: Event, other: Event) -> str:
    """Cis, trans, or unknown where no source tells the copy of either."""
    first, second = set(one.phase.copies), set(other.phase.copies)
    if not first or not second or PhaseSource.UNKNOWN in {one.phase.source, other.phase.source}:
        return "Unknown"
    return "Cis" if first & second else "Trans"


def _class_note(event: Event) -> str:
    """The class never stands without its scheme, and is a proposal."""
    c = event.classification
    return clean(f"Proposed, not reviewed: {c.class_}, {c.points} points. Scheme: {c.scheme}")
