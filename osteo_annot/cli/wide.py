"""Everybody in a file of very many people: a row for each, files for those with something there.

The file is read once. Those whose records differ in nothing that a rule asks about are judged
through one of them (``verdict/screen.py``); all others are judged each on their own, some hundred
at a time, so that memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from osteo_annot.cli.cohort_files import write_cohort
from osteo_annot.cli.edge import refusal_of
from osteo_annot.cli.journal import only_run_in
from osteo_annot.cli.person_files import write_person
from osteo_annot.cli.progress import Progress
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.case import InputSet
from osteo_annot.report.formats import Wanted
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.cohort import cohort_row, refused_row
from osteo_annot.verdict.alike import Asked, Key
from osteo_annot.verdict.screen import screened

_AT_ONCE = 500
"""People whose cells are in memory together."""

Row = dict[str, str]


def run_wide(
    inputs: InputSet,
    out: Path,
    stems: Mapping[str, str],
    options: Options,
    wanted: Wanted,
) -> list[Row]:
    """Judge everybody, write the table and the files, and return the rows in file order.

    ``stems`` has the file name of each sample. Raises RefusedError (OUTPUT_NOT_WRITABLE,
    OUTPUT_IN_USE).
    """
    with only_run_in(out):
        return _everybody(inputs, out, stems, options, wanted)


def _everybody(
    inputs: InputSet,
    out: Path,
    stems: Mapping[str, str],
    options: Options,
    wanted: Wanted,
) -> list[Row]:
    """The rows of everybody, in file order, and their table."""
    screen = screened(inputs, options.knowledge)
    first_of = {names[0]: names for names in screen.alike.values()}
    keys = {names[0]: key for key, names in screen.alike.items()}
    rows: dict[str, Row] = {}
    own = list(screen.own)
    with Progress(len(stems), "samples") as progress:
        for name, row in _answers_of_one(inputs, keys, options):
            if row is None:
                own += first_of[name]  # the answer rests on what only the own record tells
            else:
                rows |= {other: {**row, "sample": other} for other in first_of[name]}
            progress.reached(len(rows))
        for name, row in _judged(inputs, own, out, stems, options, wanted):
            rows[name] = row
            progress.reached(len(rows))
    ordered = [rows[name] for name in stems]
    write_cohort(out, ordered, wanted.formats)
    return ordered


def _answers_of_one(
    inputs: InputSet, keys: Mapping[str, Key], options: Options
) -> Iterator[tuple[str, Row | None]]:
    """The row of each person who stands for others; None where each has to be judged alone.

    Only the records in which they are alike ask for anything, so these are enough.
    """
    for chunk in _chunks(list(keys)):
        asked = Asked(inputs.holding(chunk))
        for name in chunk:
            yield name, _row_by_asked(asked.of(keys[name]), name, options)


def _row_by_asked(inputs: InputSet, name: str, options: Options) -> Row | None:
    """The row of a person with nothing to show; None of another, or where anything goes wrong."""
    try:
        result = result_of(inputs, name, options)
    except Exception:  # told when the person is judged alone, over all records
        return None
    return None if _has_something(result) else cohort_row(result, "")


def _chunks(names: Sequence[str]) -> Iterator[list[str]]:
    """Names whose cells may be in memory together."""
    waiting = iter(names)
    while chunk := list(islice(waiting, _AT_ONCE)):
        yield chunk


def _judged(
    inputs: InputSet,
    names: Sequence[str],
    out: Path,
    stems: Mapping[str, str],
    options: Options,
    wanted: Wanted,
) -> Iterator[tuple[str, Row]]:
    """Each person with the row; files are written for those who have something to show."""
    for chunk in _chunks(names):
        held = inputs.holding(chunk)
        for name in chunk:
            yield name, _row(held, name, out, stems[name], options, wanted)


def _row(
    inputs: InputSet, name: str, out: Path, stem: str, options: Options, wanted: Wanted
) -> Row:
    """The row of one person; whatever goes wrong with it stays with it."""
    try:
        result = result_of(inputs, name, options)
        if not _has_something(result):
            return cohort_row(result, "")
        row, _ = write_person(result, inputs, out, stem, wanted)
        return row
    except RefusedError as error:
        if any(fault.code is RefusalCode.OUTPUT_NOT_WRITABLE for fault in error.faults):
            raise
        return refused_row(name, error.faults)
    except Exception as error:  # one sample's bug must not take the others along
        return refused_row(name, refusal_of(error, name).faults)


def _has_something(result: Result) -> bool:
    """Whether a person gets files: a state that is not "none", a candidate, or a contradiction.

    What is only of uncertain significance is told in the row, as every common missense variant of a
    cohort is that where no frequencies were given.
    """
    verdict = result.verdict
    candidates = any(event.tier.is_candidate for event in result.events)
    return not verdict.state.is_none or candidates or bool(verdict.contradictions)
