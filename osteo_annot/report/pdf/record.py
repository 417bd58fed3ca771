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

_VERIFIED = "VERIFIED"


def record_blocks(result: Result, view: RecordView) -> Iterator[Block]:
    """Statements with their sources, the person's findings, the differential, references."""
    disease = result.record.contents.disease
    yield paragraph(
        say.RECORD(
            name=view.name,
            id=disease.id,
            inheritance=disease.inheritance.label,
            version=view.version,
            day=view.review_due,
        ).text
    )
    for section in view.sections:
        yield heading(section.title, 3)
        yield bullets(_cited(view, statement) for statement in section.statements)
    yield heading("Findings of the person against the record", 3)
    yield from _findings(view)
    if view.differential:
        yield heading("Differential", 3)
        yield _differential(view)
    yield heading("References", 3)
    yield paragraph(_cited(view, view.caveat), lead="Orphanet:")
    yield note("; ".join(f"{item.system}: {item.id}" for item in view.identifiers))
    yield bullets(map(_reference, view.references), "plain")


def _cited(view: RecordView, one: RecordStatement) -> str:
    """A statement with the numbers of its sources."""
    status = "" if one.status == _VERIFIED else f" ({one.status.lower()})"
    cited = "".join(f" [{view.numbers[source]}]" for source in one.sources)
    return f"{one.text}{status}{cited}"


def _findings(view: RecordView) -> Iterator[Block]:
    """What the person has and has not; how much was not asked."""
    asked = [term for term in view.phenotypes if term.answer != NOT_ASSESSED]
    left = len(view.phenotypes) - len(asked)
    if asked:
        yield table(
            ("Term", "HPO", "Answer", "Frequency in the record"),
            ((t.label, t.id, t.answer, t.frequency) for t in asked),
            (3, 1.2, 2, 1.6),
        )
    else:
        yield paragraph("No HPO term was given: the person's phenotype is not assessed.")
    if left:
        yield note(say.PHENOTYPES_LEFT(count=left).text)


def _differential(view: RecordView) -> Block:
    """Other disorders; by likeness where findings were given."""
    ranked = any(line.likeness for line in view.differential)
    return table(
        ("Disorder", "Gene", "Inheritance", "OMIM", "Share", "Similarity"),
        map(_disorder, view.differential),
        (4, 1, 1, 1.4, 1.2, 1),
        "Most similar to the findings first (Lin 1998): no probability."
        if ranked
        else "No finding was given, so they are not ranked.",
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
