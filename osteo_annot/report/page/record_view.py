"""The disease record in the order in which a reader needs it, and the patient's match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Summary", ("summary",)),
    ("Skeletal findings", ("findings", "skeletal")),
    ("Other findings", ("findings", "other")),
    ("Radiographs", ("findings", "radiographs")),
    (
        "Biochemistry, infantile and severe forms",
        ("findings", "biochemistry", "infantile_or_severe_forms"),
    ),
    (
        "Biochemistry, adult and intermediate forms",
        ("findings", "biochemistry", "adult_or_intermediate_forms"),
    ),
    ("Natural history", ("natural_history",)),
    ("Transplantation", ("transplantation",)),
    ("Published variants", ("allelic_spectrum",)),
    ("Deletions", ("cnv_precedent",)),
    ("Mechanism", ("mechanism",)),
    ("Dosage and constraint", ("dosage",)),
    ("Frequency", ("frequency",)),
    ("Neuronopathic differential", ("neuronopathic_differential",)),
    ("Guidelines and reviews", ("guidelines",)),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of statements under one heading."""

    title: str
    statements: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Phenotype:
    """One HPO term, with the patient's answer."""

    id: str
    label: str
    frequency: str
    answer: str
    """One of the values of ``ANSWERS``."""
    told_by: str
    """The patient's own term, where it is another one: more specific, or more general if absent."""


ANSWERS = {
    "matched": "present, in the record",
    "not_in_record": "present, not in the record",
    "absent": "absent, in the record",
    "absent_not_in_record": "absent, not in the record",
    "not_assessed": "not assessed",
}


@dataclass(frozen=True, slots=True)
class Disorder:
    """One disorder of the differential, with its likeness to the findings."""

    entry: Mapping[str, Any]
    likeness: Mapping[str, Any] | None
    """None where no finding was given."""

    @property
    def shared(self) -> int:
        """Findings that HPO annotates for the disorder just so."""
        matches = self.likeness["matches"] if self.likeness else []
        return sum(match["best"] == match["term"] for match in matches)


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the page shows of the record."""

    name: str
    version: str
    review_due: str
    sections: list[Section]
    caveat: Mapping[str, Any]
    phenotypes: list[Phenotype]
    identifiers: list[Mapping[str, str]]
    differential: list[Disorder]
    """Most similar first, where findings were given."""
    references: list[Mapping[str, str]]
    """Citations that the shown statements use, in the order of first use, with ``number``."""
    numbers: dict[str, int]
    """Number of each citation by its id."""


def record_view(
    record: Mapping[str, Any],
    hpo: Mapping[str, list[dict[str, str]]],
    likeness: Sequence[Mapping[str, Any]],
) -> RecordView:
    """The record in reading order, statements numbered by their citations."""
    sections = [Section(title, _at(record, path)) for title, path in _SECTIONS]
    sections = [section for section in sections if section.statements]
    caveat = record.get("orphanet_caveat", {})
    statements = [s for section in sections for s in section.statements]
    used = [source for s in (*statements, caveat) for source in s.get("sources", [])]
    used += record.get("references", [])
    order = list(dict.fromkeys(used))
    citations = record.get("citations", {})
    numbers = {source: number for number, source in enumerate(order, 1)}
    return RecordView(
        name=_at_text(record, ("disease", "name")),
        version=str(record.get("record_version", "")),
        review_due=str(record.get("review_due", "")),
        sections=sections,
        caveat=caveat,
        phenotypes=_phenotypes(hpo),
        identifiers=list(record.get("identifiers", [])),
        differential=_differential(
            [_own_entry(record), *record.get("differential", [])]
            if likeness
            else record.get("differential", []),
            likeness,
        ),
        references=[
            {"number": str(numbers[source]), **citations.get(source, {"text": source})}
            for source in order
        ],
        numbers=numbers,
    )


def _phenotypes(hpo: Mapping[str, list[dict[str, str]]]) -> list[Phenotype]:
    """What is present first, then what is absent, then what was not asked about."""
    return [
        Phenotype(
            term["id"],
            term["label"],
            term["frequency"],
            text,
            term["told_by"] if term["told_by"] != term["id"] else "",
        )
        for key, text in ANSWERS.items()
        for term in hpo[key]
    ]


def _own_entry(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The disease of the record itself, as a line to compare the others with."""
    disease = record["disease"]
    return {
        "label": f"{disease['name']}: this record",
        "abbreviation": disease["abbreviation"],
        "gene": disease["gene"]["symbol"],
        "inheritance": "AR",
        "omim": disease["id"],
        "share": "",
        "status": disease["inheritance"]["status"],
    }


def _differential(
    entries: Sequence[Mapping[str, Any]], likeness: Sequence[Mapping[str, Any]]
) -> list[Disorder]:
    """The disorders in the order of their likeness; in that of the record where there is none."""
    by_omim = {one["omim"]: one for one in likeness}
    order = {omim: rank for rank, omim in enumerate(by_omim)}
    found = [Disorder(entry, by_omim.get(entry["omim"])) for entry in entries]
    return sorted(found, key=lambda one: order.get(one.entry["omim"], len(order)))


def _at(record: Mapping[str, Any], path: tuple[str, ...]) -> list[Mapping[str, Any]]:
    """The list of statements at a path; empty where the record has none."""
    value: Any = record
    for key in path:
        value = value.get(key, {}) if isinstance(value, Mapping) else {}
    return list(value) if isinstance(value, list) else []


def _at_text(record: Mapping[str, Any], path: tuple[str, ...]) -> str:
    """The text at a path; empty where the record has none."""
    value: Any = record
    for key in path:
        value = value.get(key, "") if isinstance(value, Mapping) else ""
    return str(value)
