"""The sheet of a confirmation as PDF: events, methods, room for the answer, the reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.figure.evidence import no_reads
from osteo_annot.report.page.view import identifiers
from osteo_annot.report.pdf.blocks import (
    Block,
    facts,
    heading,
    note,
    paragraph,
    picture,
    table,
)
from osteo_annot.report.pdf.compile import pdf_bytes
from osteo_annot.report.pdf.glyphs import shown
from osteo_annot.report.result.release_model import day_of
from osteo_annot.review.documents.order_sheet import OrderSheet, facts_of

TITLE = f"{LOCUS.gene}: order of a confirmation"
_OPEN = "To be filled in by who tests"
_ANSWERS = ("□ confirmed", "□ not confirmed", "□ other")
_BY_HAND = ("Answer", "Copies found", "Method and sample", "By whom, date")


def order_pdf(sheet: OrderSheet) -> bytes:
    """The sheet.

    Raises PdfError.
    """
    result, told = sheet.result, sheet.ordered.time
    values = {
        "title": shown(f"{TITLE}: {result.sample}", 200),
        "heading": TITLE,
        "author": shown(sheet.ordered.by or "osteo_annot", 200),
        "description": shown("; ".join(line.name for line in sheet.lines), 1000),
        "language": "en",
        "identity": " · ".join(shown(text, 60) for text in identifiers(result)),
        "status": shown(f"Order {sheet.ordered.number}".strip(), 120),
        "foot": f"{LOCUS.gene} · confidential",
        "page": "page # of #",
        "mark": "",
        "one": [asdict(block) for block in _first(sheet)],
        "two": [asdict(block) for block in _reads(sheet)],
        "appendix": [],
    }
    return pdf_bytes(values, date.fromisoformat(day_of(told)) if told else None)


def _first(sheet: OrderSheet) -> Iterator[Block]:
    """Who, what, how; and room for the answer."""
    yield facts((fact.label, fact.text) for fact in sheet.head)
    yield heading("What is to be confirmed")
    for number, line in enumerate(sheet.lines, 1):
        yield heading(f"{number}. {line.name}", 2)
        yield facts(facts_of(line))
    if not sheet.lines:
        yield paragraph("No event is named.")
    yield heading(_OPEN)
    yield table(
        ("Event", *_BY_HAND),
        ((line.name, _ANSWERS, " ", " ", " ") for line in sheet.lines),
        (2.2, 2.6, 0.9, 2, 1.8),
    )
    yield note(
        "Positions are 1-based, closed, on the plus strand of chromosome "
        f"{LOCUS.chromosome}, {sheet.result.assembly.value}. What was found is a proposal until it "
        "is confirmed; an answer of other is told in words."
    )


def _reads(sheet: OrderSheet) -> Iterator[Block]:
    """The pictures; why there are none is said."""
    yield heading("Reads")
    if missing := no_reads(sheet.result):
        yield paragraph(missing)
    for drawn in sheet.figures:
        yield picture(drawn.drawing, drawn.caption)
