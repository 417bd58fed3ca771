"""Everybody in a file of very many people: a row for each, files for those with something there.

The file is read once. Those whose records differ in nothing that a rule asks about are judged
through one of them (``verdict/screen.py``); all others are judged each on their own, some hundred
at a time, so that memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from osteo_annot.cli.journal import only_run_in
from osteo_annot.cli.progress import Progress
from osteo_annot.errors import Fault, RefusalCode, RefusedError
from osteo_annot.intake.case import InputSet
from osteo_annot.report.build import Options, result_of
from osteo_annot.report.document import document_of
from osteo_annot.report.files import write_result, write_whole
from osteo_annot.report.formats import DEFAULT, Format
from osteo_annot.report.table import COHORT_COLUMNS, cohort_row, refused_row
from osteo_annot.report.tsv import table
from osteo_annot.verdict.screen import screened

TABLE = "cohort.tsv"
_AT_ONCE = 500
"""People whose cells are in memory together."""

Row = dict[str, str]


def run_wide(
    inputs: InputSet,
    out: Path,
    stems: Mapping[str, str],
    options: Options,
    formats: Sequence[Format] = DEFAULT,
) -> list[Row]:
    """Judge everybody, write the table and the files, and return the rows in file order.

    ``stems`` has the file name of each sample. Raises RefusedError (OUTPUT_NOT_WRITABLE,
    OUTPUT_IN_USE).
    """
    with only_run_in(out):
        return _everybody(inputs, _Site(out, stems, options, tuple(formats)))


@dataclass(frozen=True, slots=True)
class _Site:
    """Where and how the files of everybody are written."""

    out: Path
    stems: Mapping[str, str]
    options: Options
    formats: tuple[Format, ...]


def _everybody(inputs: InputSet, site: _Site) -> list[Row]:
    """The rows of everybody, in file order, and their table."""
    screen = screened(inputs, site.options.grounds)
    first_of = {names[0]: names for names in screen.alike.values()}
    rows: dict[str, Row] = {}
    own = list(screen.own)
    with Progress(len(site.stems), "samples") as progress:
        for name, row in _judged(inputs, list(first_of), site):
            if row["report"] or row["status"] == "refused":
                own += first_of[name][1:]  # the answer rests on what only the own record tells
                rows[name] = row
            else:
                rows |= {other: {**row, "sample": other} for other in first_of[name]}
            progress.reached(len(rows))
        for name, row in _judged(inputs, own, site):
            rows[name] = row
            progress.reached(len(rows))
    ordered = [rows[name] for name in site.stems]
    write_whole(site.out / TABLE, table(COHORT_COLUMNS, ordered))
    return ordered


def _judged(inputs: InputSet, names: Sequence[str], site: _Site) -> Iterator[tuple[str, Row]]:
    """Each person with the row; files are written for those who have something to show."""
    waiting = iter(names)
    while chunk := list(islice(waiting, _AT_ONCE)):
        held = inputs.holding(chunk)
        for name in chunk:
            yield name, _row(held, name, site)


def _row(inputs: InputSet, name: str, site: _Site) -> Row:
    """The row of one person; whatever goes wrong with it stays with it."""
    try:
        result = result_of(inputs, name, site.options)
        row = cohort_row(document_of(result), "")
        if not _has_something(row):
            return row
        stem = site.stems[name]
        write_result(result, inputs, site.out, stem, site.formats)
        return {**row, "report": f"{stem}.html" if Format.HTML in site.formats else stem}
    except RefusedError as error:
        if any(fault.code is RefusalCode.OUTPUT_NOT_WRITABLE for fault in error.faults):
            raise
        return refused_row(name, error.faults)
    except Exception as error:  # one sample's bug must not take the others along
        fault = Fault(RefusalCode.INTERNAL_ERROR, name, f"{type(error).__name__}.")
        return refused_row(name, [fault])


def _has_something(row: Row) -> bool:
    """Whether a person gets files: a state that is not "none", a candidate, or a contradiction."""
    return not row["state"].startswith("NONE_") or bool(row["class_per_event"] or row["flags"])
