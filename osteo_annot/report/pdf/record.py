"""The disease record as the appendix of the PDF has it."""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.record.contents import RecordStatement
from osteo_annot.report.page.record_view import (
    NOT_ASSESSED,
    DisorderLine,
    RecordView,
    Reference,
)
from osteo_annot.report.pdf.blocks import Block, bullets, heading, note, paragraph, table
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.sentences.texts import captions

_VERIFIED = "VERIFIED"


def record_blocks(result: Result, view: RecordView) -> Iterator[Block]:
    """Statements with their sources, the person's findings, the differential, references."""
    disease = result.record.contents.disease
    yield paragraph(
        say.RECORD(version=view.version, day=view.review_due).text,
        lead=f"{view.name} ({disease.id}), {disease.inheritance.label}.",
    )
    for section in view.sections:
        yield heading(section.title, 3)
        yield bullets(_cited(view, statement) for statement in section.statements)
    yield heading("Findings of the person against the record", 3)
    yield from _findings(result, view)
    if view.differential:
        yield heading("Differential", 3)
        yield _differential(result, view)
    yield heading("References", 3)
    yield paragraph(_cited(view, view.caveat), lead="Orphanet:")
    yield note("; ".join(f"{item.system}: {item.id}" for item in view.identifiers))
    yield bullets(map(_reference, view.references), "plain")


def _cited(view: RecordView, one: RecordStatement) -> str:
    """A statement with the numbers of its sources."""
    status = "" if one.status == _VERIFIED else f" ({one.status.lower()})"
    cited = "".join(f" [{view.numbers[source]}]" for source in one.sources)
    return f"{one.text}{status}{cited}"


def _findings(result: Result, view: RecordView) -> Iterator[Block]:
    """What the person has and has not; how much was not asked."""
    asked = [term for term in view.phenotypes if term.answer != NOT_ASSESSED]
    left = len(view.phenotypes) - len(asked)
    if asked:
        yield table(
            ("Term", "HPO", "Answer", "Frequency in the record"),
            ((t.label, t.id, t.answer, t.frequency) for t in asked),
            (3, 1.2, 2, 1.6),
            captions.FINDINGS(version=result.provenance.versions["hpo_annotations"]).text,
        )
    else:
        yield paragraph(captions.NO_FINDING().text)
    if left:
        yield note(say.PHENOTYPES_LEFT(count=left).text)


def _differential(result: Result, view: RecordView) -> Block:
    """Other disorders; by likeness where findings were given."""
    version = result.provenance.versions.get("hpo_ontology", "")
    said = captions.RANKED(version=version) if result.differential else captions.NOT_RANKED()
    return table(
        ("Disorder", "Gene", "Inheritance", "OMIM", "Share", "Similarity"),
        map(_disorder, view.differential),
        (4, 1, 1, 1.4, 1.2, 1),
        said.text,
    )


def _disorder(line: DisorderLine) -> list[str]:
    """A line of the differential."""
    entry, found = line.entry, line.likeness
    alike = "" if found is None or found.similarity is None else f"{found.similarity:.2f}"
    name = f"{entry.label} ({entry.abbreviation})"
    return [name, entry.gene, entry.inheritance, entry.omim, entry.share, alike]


def _reference(one: Reference) -> str:
    """A citation with its numbers in catalogues."""
    pmid = f" PMID {one.pmid}." if one.pmid else ""
    doi = f" doi {one.doi}." if one.doi else ""
    return f"[{one.number}] {one.text}{pmid}{doi}"
