"""The report of a result as a PDF: page one, page two, appendix; head and foot on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.figure.evidence import figures_by_page
from osteo_annot.report.page.appendix import appendix
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.page.html import mark_across
from osteo_annot.report.page.page_two import page_two
from osteo_annot.report.page.view import identifiers
from osteo_annot.report.pdf.appendix import appendix_blocks
from osteo_annot.report.pdf.blocks import Block
from osteo_annot.report.pdf.compile import pdf_bytes
from osteo_annot.report.pdf.drawing import mark
from osteo_annot.report.pdf.first_pages import first_page, second_page
from osteo_annot.report.pdf.glyphs import shown
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import said_text
from osteo_annot.sentences.texts import page_one as say

_IDENTIFIER = 60
_NUMBER = "#"
"""Where the template puts a number of pages."""


def write_pdf(result: Result, path: Path, language: Language = Language.EN) -> None:
    """Write the report as PDF; for the archive where the order tells its date.

    Raises PdfError.
    """
    one = page_one(result, language)
    names = " · ".join(shown(text, _IDENTIFIER) for text in _identity(result))
    values = {
        "title": shown(f"{one.head.title}: {result.sample}", 200),
        "heading": shown(one.head.title, 200),
        "author": shown(_author(result), 200),
        "description": shown(one.answer.sentence, 1000),
        "language": language.value,
        "identity": names,
        "status": shown(one.head.status, 200),
        "foot": f"{LOCUS.gene} · {said_text(say.CONFIDENTIAL(), language)}",
        "page": said_text(say.PAGE_NUMBER(page=_NUMBER, pages=_NUMBER), language),
        "mark": mark(mark_across(one)),
        "one": _values(first_page(result, one)),
        "crowded": bool(result.family or figures_by_page(result)[0]),
        "two": _values(second_page(result, page_two(result))),
        "appendix": _values(appendix_blocks(result, appendix(result))),
    }
    made = (result.order.issued or result.order.date) if result.order else None
    path.write_bytes(pdf_bytes(values, made))


def _identity(result: Result) -> list[str]:
    """Who it is about: the name, then at least two identifiers where the order gives them."""
    name = result.order.person.name if result.order else ""
    return [text for text in (name, *identifiers(result)) if text]


def _author(result: Result) -> str:
    """The laboratory, or the program."""
    return result.laboratory.name if result.laboratory and result.laboratory.name else "osteo_annot"


def _values(blocks: Iterable[Block]) -> list[dict[str, object]]:
    """Blocks as the template takes them."""
    return [asdict(block) for block in blocks]
