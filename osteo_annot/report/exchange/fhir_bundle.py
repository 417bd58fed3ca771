"""A FHIR bundle while it is made: its resources, and how they refer to each other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.report.exchange import fhir_codes as codes
from osteo_annot.report.exchange.codes import Site, candidates, clean
from osteo_annot.report.exchange.fhir_codes import answer, coded, concept, profile
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.release_model import Standing, release_of

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, codes.OWN)
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
LABORATORY = concept(_CATEGORY, "laboratory")
EXAM = concept(_CATEGORY, "exam")
GENETICS = concept("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "Genetics")
Resource = dict[str, Any]
STATUS = {
    Standing.FINAL: "final",
    Standing.AMENDED: "amended",
    Standing.CORRECTED: "corrected",
    Standing.WITHDRAWN: "entered-in-error",
}
"""HL7 FHIR R4, DiagnosticReport.status and Observation.status.

``final``: complete and verified by an authorized person. ``amended``: modified after it was final.
``corrected``: modified after it was final, to correct an error in the report. A report that was
withdrawn after it was final is ``entered-in-error``.
"""


@dataclass
class Draft:
    """Resources of one person, linked by addresses that follow from the person and the part."""

    result: Result
    site: Site
    entries: list[Resource] = field(default_factory=list)

    @property
    def sample(self) -> str:
        """The person's sample."""
        return clean(self.result.sample, 200)

    @property
    def gene(self) -> GeneModel:
        """The gene on the assembly of the result."""
        return gene_model(self.result.assembly)

    @property
    def candidates(self) -> list[Event]:
        """The events that the bundle tells of."""
        return candidates(self.result)

    @property
    def status(self) -> str:
        """Status of the report and of each observation.

        Beyond preliminary only where it was signed in the review, or the order says who signed.
        """
        release = release_of(self.result)
        if release:
            return STATUS[release.standing]
        told = self.result.order.report_status if self.result.order else "draft"
        return told if told in {"final", "amended"} else "preliminary"

    def url(self, part: str) -> str:
        """The address of a part within the bundle."""
        name = f"{self.sample}|{self.result.assembly}|{part}"
        return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"

    def to(self, part: str) -> Resource:
        """A reference to a part."""
        return {"reference": self.url(part)}

    def has(self, part: str) -> bool:
        """Whether a part is in the bundle."""
        return any(entry["fullUrl"] == self.url(part) for entry in self.entries)

    def add(self, part: str, resource: Resource) -> str:
        """Take a resource into the bundle; its part's name is returned."""
        self.entries.append({"fullUrl": self.url(part), "resource": resource})
        return part

    def observe(self, part: str, code: Resource, kind: str = "", **rest: Any) -> str:
        """A laboratory observation; ``kind`` is the profile of the guide that it follows."""
        return self.add(
            part,
            {
                "resourceType": "Observation",
                **({"meta": profile(kind)} if kind else {}),
                "status": self.status,
                "category": [LABORATORY, GENETICS],
                "code": code,
                "subject": self.to("patient"),
                "specimen": self.to("specimen"),
                **rest,
            },
        )

    def about_gene(self) -> list[Resource]:
        """Components that every finding has."""
        gene = self.gene
        return [
            coded("48018-6", concept(codes.HGNC, gene.hgnc, gene.symbol)),
            coded("48000-4", answer(codes.CHROMOSOME)),
            coded("48001-2", {"text": gene.cytoband}),
            coded("62374-4", answer(codes.ASSEMBLY[gene.assembly])),
        ]


def notes(*texts: str) -> list[Resource]:
    """Texts beside a resource; empty ones are left out."""
    return [{"text": clean(text, 4000)} for text in texts if text]
