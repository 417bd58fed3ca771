"""The disease record in the order in which a reader needs it, and the patient's match."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.record.contents import Contents, Disease, Disorder, Identifier, RecordStatement
from osteo_annot.record.phenotype import Phenotypes
from osteo_annot.report.result.model import Differential
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.values import dataclass

NOT_ASSESSED = "not assessed"


def _sections(record: Contents) -> list[Section]:
    """The statements in reading order; a heading without statements is left out."""
    findings = record.findings
    sections = (
        Section("Summary", record.summary),
        Section("Skeletal findings", findings.skeletal),
        Section("Other findings", findings.other),
        Section("Radiographs", findings.radiographs),
        Section(
            "Biochemistry, infantile and severe forms",
            findings.biochemistry.infantile_or_severe_forms,
        ),
        Section(
            "Biochemistry, adult and intermediate forms",
            findings.biochemistry.adult_or_intermediate_forms,
        ),
        Section("Natural history", record.natural_history),
        Section("Transplantation", record.transplantation),
        Section("Published variants", record.allelic_spectrum),
        Section("Deletions", record.cnv_precedent),
        Section("Mechanism", record.mechanism),
        Section("Dosage and constraint", record.dosage),
        Section("Frequency", record.frequency),
        Section("Neuronopathic differential", record.neuronopathic_differential),
        Section("Guidelines and reviews", record.guidelines),
        Section("Transcript and lists of genes", record.gene_lists),
        Section("Where a public source is wrong", record.source_notes),
    )
    return [section for section in sections if section.statements]


@dataclass(frozen=True, slots=True)
class Section:
    """A group of statements under one heading."""

    title: str
    statements: list[RecordStatement]


@dataclass(frozen=True, slots=True)
class Phenotype:
    """One HPO term, with the patient's answer."""

    id: str
    label: str
    frequency: str
    answer: str
    told_by: str
    """The patient's own term, where it is another one: more specific, or more general if absent."""


@dataclass(frozen=True, slots=True)
class DisorderLine:
    """One disorder of the differential, with its likeness to the findings."""

    entry: Disorder
    likeness: Differential | None
    """None where no finding was given."""

    @property
    def shared(self) -> int:
        """Findings that HPO annotates for the disorder just so."""
        matches = self.likeness.matches if self.likeness else []
        return sum(match.best == match.term for match in matches)


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as it stands at the end of the record."""

    number: int
    text: str
    pmid: str
    doi: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the page shows of the record."""

    name: str
    version: str
    review_due: str
    sections: list[Section]
    caveat: RecordStatement
    phenotypes: list[Phenotype]
    identifiers: list[Identifier]
    differential: list[DisorderLine]
    """Most similar first, where findings were given."""
    references: list[Reference]
    """Citations that the shown statements use, in the order of first use."""
    numbers: dict[str, int]
    """Number of each citation by its id."""


def record_view(record: Contents, hpo: Phenotypes, likeness: Sequence[Differential]) -> RecordView:
    """The record in reading order, statements numbered by their citations."""
    sections = _sections(record)
    statements = [s for section in sections for s in section.statements]
    used = [source for s in (*statements, record.orphanet_caveat) for source in s.sources]
    order = list(dict.fromkeys([*used, *record.references]))
    numbers = {source: number for number, source in enumerate(order, 1)}
    return RecordView(
        name=record.disease.name,
        version=record.record_version,
        review_due=record.review_due,
        sections=sections,
        caveat=record.orphanet_caveat,
        phenotypes=_phenotypes(hpo),
        identifiers=record.identifiers,
        differential=_differential(record, likeness),
        references=[_reference(source, numbers[source], record) for source in order],
        numbers=numbers,
    )


def _reference(source: str, number: int, record: Contents) -> Reference:
    """A citation with its number on the page."""
    cited = record.citations.get(source, {"text": source})
    return Reference(number, cited["text"], cited.get("pmid", ""), cited.get("doi", ""))


def _phenotypes(hpo: Phenotypes) -> list[Phenotype]:
    """What is present first, then what is absent, then what was not asked about."""
    answers = (
        ("present, in the record", hpo.matched),
        ("present, not in the record", hpo.not_in_record),
        ("absent, in the record", hpo.absent),
        ("absent, not in the record", hpo.absent_not_in_record),
        (NOT_ASSESSED, hpo.not_assessed),
    )
    return [
        Phenotype(
            term.id,
            term.label,
            term.frequency,
            answer,
            term.told_by if term.told_by != term.id else "",
        )
        for answer, terms in answers
        for term in terms
    ]


def _own_entry(disease: Disease) -> Disorder:
    """The disease of the record itself, as a line to compare the others with."""
    return Disorder(
        label=say.THIS_RECORD(name=disease.name).text,
        abbreviation=disease.abbreviation,
        gene=disease.gene.symbol,
        inheritance="AR",
        omim=disease.id,
        mondo="",
        share="",
        sources=disease.inheritance.sources,
        status=disease.inheritance.status,
    )


def _differential(record: Contents, likeness: Sequence[Differential]) -> list[DisorderLine]:
    """The disorders in the order of their likeness; in that of the record where there is none."""
    entries = [_own_entry(record.disease)] * bool(likeness) + record.differential
    by_omim = {one.omim: one for one in likeness}
    order = {omim: rank for rank, omim in enumerate(by_omim)}
    found = [DisorderLine(entry, by_omim.get(entry.omim)) for entry in entries]
    return sorted(found, key=lambda line: order.get(line.entry.omim, len(order)))
