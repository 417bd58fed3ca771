"""The fields of the disease record; made only where a page or an exchange format asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from osteo_annot.values import dataclass

RecordStatus = Literal["VERIFIED", "SECONDARY", "INFERRED", "UNVERIFIED"]
"""How sure it is that a statement stands in its source."""


@dataclass(frozen=True, slots=True)
class RecordStatement:
    """One statement with its sources."""

    id: str
    text: str
    sources: list[str]
    """Ids of ``citations``."""
    status: RecordStatus


@dataclass(frozen=True, slots=True)
class RecordGene:
    """The gene of the disease."""

    symbol: str
    name: str
    hgnc: str
    omim: str
    cytoband: str
    role: str


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Mode of inheritance."""

    hpo: str
    label: str
    sources: list[str]
    status: RecordStatus


@dataclass(frozen=True, slots=True)
class Disease:
    """The disease and its gene."""

    id: str
    name: str
    abbreviation: str
    synonyms: list[str]
    gene: RecordGene
    inheritance: Inheritance
    onset: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number of the disease or the gene in a catalogue."""

    system: str
    id: str
    note: str
    source: str
    status: RecordStatus
    status_note: str


@dataclass(frozen=True, slots=True)
class Biochemistry:
    """Laboratory findings by form of the disease."""

    adult_or_intermediate_forms: list[RecordStatement]
    infantile_or_severe_forms: list[RecordStatement]


@dataclass(frozen=True, slots=True)
class ClinicalFindings:
    """What patients have."""

    skeletal: list[RecordStatement]
    other: list[RecordStatement]
    radiographs: list[RecordStatement]
    biochemistry: Biochemistry


@dataclass(frozen=True, slots=True)
class CriticalRegions:
    """Regions of the protein that are known to be critical; none is curated."""

    regions: list[str]
    note: str


@dataclass(frozen=True, slots=True)
class Disorder:
    """One disorder of the differential."""

    abbreviation: str
    omim: str
    gene: str
    inheritance: str
    mondo: str
    label: str
    share: str
    sources: list[str]
    status: RecordStatus


@dataclass(frozen=True, slots=True)
class Contents:
    """The record as it stands in ``resources/OSTM1/record.json``."""

    record_version: str
    review_due: str
    curated_by: str
    disease: Disease
    identifiers: list[Identifier]
    orphanet_caveat: RecordStatement
    summary: list[RecordStatement]
    findings: ClinicalFindings
    mechanism: list[RecordStatement]
    allelic_spectrum: list[RecordStatement]
    dosage: list[RecordStatement]
    frequency: list[RecordStatement]
    cnv_precedent: list[RecordStatement]
    natural_history: list[RecordStatement]
    transplantation: list[RecordStatement]
    neuronopathic_differential: list[RecordStatement]
    guidelines: list[RecordStatement]
    gene_lists: list[RecordStatement]
    """What MANE and lists of genes say of the gene."""
    source_notes: list[RecordStatement]
    """Where a public source is wrong."""
    critical_regions: CriticalRegions
    pm1: str
    references: list[str]
    """Ids of ``citations`` that concern the whole record."""
    differential: list[Disorder]
    citations: dict[str, dict[Literal["text", "pmid", "doi"], str]]
    """By id: the reference in words, and its PubMed and DOI numbers where it has them."""


def contents_of(values: Mapping[str, Any]) -> Contents:
    """The fields of a record from its JSON values.

    Raises KeyError or TypeError for values that the schema of the record forbids.
    """
    disease, findings = values["disease"], values["findings"]
    forms = findings["biochemistry"]
    typed: dict[str, Any] = {
        "disease": Disease(
            **{
                **disease,
                "gene": RecordGene(**disease["gene"]),
                "inheritance": Inheritance(**disease["inheritance"]),
            }
        ),
        "identifiers": [Identifier(**item) for item in values["identifiers"]],
        "orphanet_caveat": RecordStatement(**values["orphanet_caveat"]),
        "findings": ClinicalFindings(
            **{key: _statements(findings[key]) for key in ("skeletal", "other", "radiographs")},
            biochemistry=Biochemistry(**{key: _statements(forms[key]) for key in forms}),
        ),
        "critical_regions": CriticalRegions(**values["critical_regions"]),
        "differential": [Disorder(**item) for item in values["differential"]],
    }
    typed |= {key: _statements(values[key]) for key in _LISTS}
    return Contents(**{**values, **typed})


_LISTS = (
    "summary", "mechanism", "allelic_spectrum", "dosage", "frequency", "cnv_precedent",
    "natural_history", "transplantation", "neuronopathic_differential", "guidelines",
    "gene_lists", "source_notes",
)  # fmt: skip


def _statements(items: Sequence[Mapping[str, Any]]) -> list[RecordStatement]:
    """A list of statements."""
    return [RecordStatement(**item) for item in items]
