"""The result as a workbook: typed cells, text kept as text, no formula, the same bytes each time.

A text cell is written as text whatever it begins with (CWE-1236), so that gene symbols and
accessions are not turned into dates or numbers; text that looks like a formula also carries the
mark that keeps it text when the cell is edited.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import printable
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.page.open_parts import completeness
from osteo_annot.report.page.release import release_view
from osteo_annot.report.page.view import identifiers
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.evidence_model import Code, Statement
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.sheets import sheets
from osteo_annot.report.table.tsv import EVENT_COLUMNS, FORMULA_START, event_rows

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_EPOCH = datetime(1980, 1, 1)  # the first time that a zip archive can tell
_MAX_TEXT = 5000
_DECISIONS = '"accept,change,reject"'
_WIDTHS = (10, 60)

_JUDGED = (
    "event", "name", "criterion", "status", "strength", "points", "path", "reason", "source",
    "overturned by",
)  # fmt: skip
CRITERIA_COLUMNS = (*_JUDGED, "decision", "strength after review", "reason of the reviewer")
"""A proposal has empty cells for the reviewer; of what was signed there is a sheet of decisions."""


def write_xlsx(result: Result, path: Path) -> None:
    """Write the workbook of a result."""
    from openpyxl import Workbook  # lazy: only this writer needs it

    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "Summary", ("item", "value"), _summary(result))
    rows = [[row.get(name, "") for name in EVENT_COLUMNS] for row in event_rows(result)]
    _sheet(book, "Events", EVENT_COLUMNS, rows)
    if release_view(result):
        _sheet(book, "Criteria", _JUDGED, _criteria(result))
    else:
        _review(_sheet(book, "Criteria", CRITERIA_COLUMNS, _criteria(result)))
    for title, items in sheets(result):
        columns = tuple(dict.fromkeys(key for item in items for key in item))
        _sheet(
            book, title, columns or ("none",), [[_flat(i.get(c)) for c in columns] for i in items]
        )
    for sheet in book.worksheets:
        sheet.oddFooter.left.text = _footer(result)
        sheet.oddFooter.right.text = "&P / &N"
    book.properties.creator = "osteo_annot"
    raw = path.with_name(f"{path.name}.raw")
    book.save(raw)
    book.properties.created = book.properties.modified = _EPOCH
    _without_clock(raw, path, book)
    raw.unlink()


def _summary(result: Result) -> list[Sequence[object]]:
    """The answer, line by line."""
    verdict = result.verdict
    gene = result.record.contents.disease.gene
    lines: list[Sequence[object]] = [
        ("status", _status(result)),
        *_identifiers(result),
        ("gene", gene.symbol),
        ("gene (HGNC)", gene.hgnc),
        ("assembly", result.assembly),
        ("state", verdict.state),
        ("state_text", verdict.state_text),
        ("confidence", verdict.confidence),
        ("headline", verdict.headline),
        ("genotype_hgvs", verdict.genotype_hgvs),
    ]
    lines += [(f"copy: {c.name}", exon_words(c)) for c in result.copies]
    lines += [(f"reading: {r.premise_text}", f"{r.state}: {r.state_text}") for r in result.readings]
    lines += [("examined", said.text) for said in completeness(result)]
    lines += _coded("confidence", [verdict.confidence_reason])
    lines += _coded("reasons", verdict.reasons)
    lines += _coded("contradictions", verdict.contradictions)
    lines += _coded("would_change", verdict.would_change)
    lines += _coded("next_tests", verdict.next_tests)
    lines += _coded("limit", result.limits)
    return [*lines, ("schema_version", result.schema_version)]


def _status(result: Result) -> str:
    """The standing of the report, in the review or as the order tells it; else nobody signed."""
    if view := release_view(result):
        return view.standing
    order = result.order
    signed = order is not None and order.signed_by
    return order.report_status if order and signed else "DRAFT - not signed"


def _footer(result: Result) -> str:
    """Whose it is, on every printed page; an ampersand begins a code there and is doubled."""
    names = " - ".join(printable(name, 40) for name in identifiers(result))
    told = f"{LOCUS.gene} - {names} - {_status(result)} - confidential"
    return told.replace("&", "&&")


def _identifiers(result: Result) -> Iterator[tuple[str, str]]:
    """Who it is about; the sheet of the order has all that was given."""
    yield "sample", result.sample
    if result.order:
        person = result.order.person
        yield "name", person.name
        yield "birth date", person.birth_date.isoformat() if person.birth_date else ""
        yield "identifier", person.identifier
        yield "second identifier", person.second_identifier
        yield "specimen", result.order.sample.identifier
        yield "report", result.order.report_id


def _coded(group: str, statements: Iterable[Statement[Code]]) -> list[tuple[str, str]]:
    """Coded sentences as lines of the summary."""
    return [(f"{group}: {item.code}", item.text) for item in statements]


def _criteria(result: Result) -> list[Sequence[object]]:
    """Every criterion that was judged."""
    return [
        (
            event.id,
            event.hgvs.c or event.hgvs.g,
            criterion.code,
            criterion.status,
            criterion.strength,
            criterion.points,
            criterion.path,
            criterion.reason,
            criterion.source,
            criterion.overturned_by,
        )
        for event in result.events
        for criterion in event.classification.ledger
    ]


def _flat(value: object) -> object:
    """A value for one cell."""
    if isinstance(value, list):
        return ", ".join(str(_flat(item)) for item in value)
    if is_dataclass(value):
        value = {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return value


def _sheet(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Worksheet:
    """A sheet with a fixed header line and a filter."""
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(title)
    widths = [len(name) for name in columns]
    for number, line in enumerate([columns, *rows], 1):
        for place, value in enumerate(line, 1):
            cell = sheet.cell(number, place)
            _fill(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=number > 1)
            if number == 1:
                cell.font = Font(bold=True)
            widths[place - 1] = max(widths[place - 1], len(str(value)))
    for place, width in enumerate(widths, 1):
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = min(max(width + 2, _WIDTHS[0]), _WIDTHS[1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return sheet


def _fill(cell: Cell, value: object) -> None:
    """A number as number, yes or no as such, all else as text that stays text."""
    if value is None or value == "":
        return
    if isinstance(value, bool | int | float):
        cell.value = value
        return
    text = printable(str(value), _MAX_TEXT)
    cell.value = text
    cell.data_type = "s"  # also where the text begins like a formula
    cell.number_format = "@"
    if text.lstrip().startswith(FORMULA_START):
        cell.quotePrefix = True


def _review(sheet: Worksheet) -> None:
    """A choice of decisions beside each criterion."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if sheet.max_row > 1:
        place = CRITERIA_COLUMNS.index("decision") + 1
        letter = sheet.cell(1, place).column_letter
        choice = DataValidation(type="list", formula1=_DECISIONS, allow_blank=True)
        choice.add(f"{letter}2:{letter}{sheet.max_row}")
        sheet.add_data_validation(choice)


def _without_clock(raw: Path, path: Path, book: Workbook) -> None:
    """The archive again, with one fixed time on every part and in the properties."""
    from openpyxl.xml.functions import tostring

    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w") as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = tostring(book.properties.to_tree())
            part = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, data)
