"""Run a sample sheet, or one batch of it, in one process; a refused sample takes no other along.

Writes the files of every judged sample into the output folder, and a table with one row for every
sample of the batch: a refused one has its codes and sentences there. A run that was interrupted
goes on where it was; while one run writes into a folder, another is refused. Trouble of the machine
is no answer for a person: then there is no table, the status is 4, and the next run does the rest.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.arguments import (
    add_format_argument,
    add_shared_arguments,
    add_sheet_arguments,
    shared_of,
)
from osteo_annot.cli.edge import EXIT_BUG, refusal_of, say, warn
from osteo_annot.cli.journal import Journal, only_run_in
from osteo_annot.cli.limits import MINUTES, TooLongError, within
from osteo_annot.cli.progress import Progress
from osteo_annot.cli.shared import Shared, groups_of, opened, too_long
from osteo_annot.cli.whose import column_of
from osteo_annot.errors import TROUBLES, Fault, RefusalCode, RefusedError
from osteo_annot.report.formats import DEFAULT_NAMES

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet
    from osteo_annot.intake.person.sheet import SheetRow

USAGE = "SHEET --out DIR --table TSV [options]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    add_sheet_arguments(parser)
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="output folder")
    parser.add_argument(
        "--table", required=True, type=Path, metavar="TSV", help="table of the batch"
    )
    parser.add_argument("--batch", type=int, default=1, metavar="I", help="batch, from 1")
    parser.add_argument(
        "--batch-size", type=int, metavar="N", help="samples of a batch; default all"
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        default=1,
        metavar="N",
        help="people judged at once, each in a process of its own; those of one file share one",
    )
    parser.add_argument(
        "--rows-digest",
        default="",
        metavar="SHA256",
        help="SHEET has to be the rows that osteo-annot plan wrote with this digest",
    )
    parser.add_argument(
        "--most-minutes",
        type=float,
        default=MINUTES,
        metavar="N",
        help=f"how long one person may take before the refusal TOO_LARGE; default {MINUTES:g}",
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="folder for finished people until all of the batch are; then it becomes --out. For a "
        "workflow that clears --out of a job that failed",
    )
    parser.add_argument(
        "--cohort-page",
        default="",
        type=_relative_page,
        metavar="ADDRESS",
        help="relative address of the page of everybody, as osteo-annot cohort will write it: the "
        "pages of persons link back to it",
    )
    add_shared_arguments(parser)
    add_format_argument(parser)


def _count(text: str) -> int:
    """A number from 1."""
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError("no number from 1 to 9999")
    return int(text)


def _relative_page(text: str) -> str:
    """An address beside or above the reports: ``../../cohort.html``."""
    if text and not re.fullmatch(
        r"(\.\./){0,8}([A-Za-z0-9_][\w.-]*/){0,8}[A-Za-z0-9_][\w.-]*\.html", text
    ):
        raise argparse.ArgumentTypeError("no relative address of a page: ../cohort.html")
    return text


def run_batch(
    sheet: Path,
    out: Path,
    table_path: Path,
    *,
    batch: int = 1,
    batch_size: int | None = None,
    root: Path | None = None,
    shared: Shared | None = None,
    formats: Sequence[str] = DEFAULT_NAMES,
    language: str = "en",
    cohort_page: str = "",
    rows_digest: str = "",
    keep: Path | None = None,
    jobs: int = 1,
) -> list[dict[str, str]]:
    """Judge the samples of a batch, write files and table, and return the rows.

    ``jobs`` people are judged at once; the files are the same with any number.

    Raises RefusedError when the sheet is faulty or not the planned one, the batch does not exist, a
    format cannot be written, another run writes into the folder (OUTPUT_IN_USE), or the machine
    left a sample unjudged; then the others are finished, and there is no table.
    """
    from osteo_annot.intake.person.plan import People, check_rows
    from osteo_annot.intake.person.sheet import batch_of, read_sheet
    from osteo_annot.report.formats import Wanted, checked_formats
    from osteo_annot.report.publish import hand_over, publish_text
    from osteo_annot.report.table.cohort import COHORT_COLUMNS
    from osteo_annot.report.table.tsv import table
    from osteo_annot.sentences.language import Language

    wanted = Wanted(checked_formats(formats), Language(language), cohort_page)
    check_rows(sheet, rows_digest)
    everyone = read_sheet(sheet, root)
    try:
        chosen = batch_of(everyone, batch, batch_size or len(everyone))
    except ValueError as error:
        raise RefusedError(
            Fault(RefusalCode.SHEET_INVALID, sheet.name, f"{error}.".capitalize())
        ) from error
    shared = replace(shared or Shared(), wanted=wanted, people=People(everyone, sheet))
    place = keep or out
    with only_run_in(place):
        found = _rows(chosen, place, shared, jobs)
        rows = [found[entry.sample] for entry in chosen]
        if keep:
            hand_over(keep, out, [file for row in rows for file in _files_of(row, shared)])
        publish_text(table_path, table(COHORT_COLUMNS, rows))
        Journal(place, shared).close()
        if keep:
            with suppress(OSError):
                keep.rmdir()
    return rows


def _files_of(row: dict[str, str], shared: Shared) -> list[str]:
    """Names of the files that a row may have: none of a person who was refused."""
    from osteo_annot.report.files import file_stem

    formats = shared.wanted.formats if row["status"] == "judged" else ()
    return [f"{file_stem(row['sample'])}{end}" for each in formats for end in each.suffixes]


def _rows(
    chosen: Sequence[SheetRow], out: Path, shared: Shared, jobs: int
) -> dict[str, dict[str, str]]:
    """The row of each sample; what an earlier run finished is not done again.

    Raises RefusedError with the trouble of the machine, once all that can be finished is.
    """
    from osteo_annot.report.files import file_stem

    journal = Journal(out, shared)
    stems = {entry.sample: file_stem(entry.sample) for entry in chosen}
    before = ((entry.sample, journal.row_of(entry, stems[entry.sample])) for entry in chosen)
    rows = {sample: row for sample, row in before if row is not None}
    left = [entry for entry in chosen if entry.sample not in rows]
    troubles: list[Fault] = []
    with Progress(len(chosen), "samples") as progress:
        progress.skipped(len(rows))
        for entry, row in _answers(left, out, shared, jobs):
            if not isinstance(row, dict):
                troubles += row
                continue
            rows[entry.sample] = row
            if row["status"] == "judged" and not row["refusal"]:
                journal.finished(entry, stems[entry.sample], row)
            progress.reached(len(rows))
    if troubles:
        raise RefusedError(*troubles)
    return rows


def _answers(
    left: Sequence[SheetRow], out: Path, shared: Shared, jobs: int
) -> Iterator[tuple[SheetRow, dict[str, str] | list[Fault]]]:
    """Each sample with its row, or with the trouble of the machine, as they are ready."""
    from osteo_annot.report.files import file_stem

    if jobs > 1:
        from osteo_annot.cli.jobs import in_processes

        judge = partial(_answers_of_group, out=out, shared=shared)
        yield from in_processes(groups_of(left), judge, jobs)
        return
    for entry, inputs in opened(left, shared):
        yield entry, _row(entry, inputs, out, file_stem(entry.sample), shared)


def _answers_of_group(
    group: Sequence[SheetRow], *, out: Path, shared: Shared
) -> list[tuple[SheetRow, dict[str, str] | list[Fault]]]:
    """The answers of people who share their files."""
    return list(_answers(group, out, shared, 1))


def _row(
    entry: SheetRow,
    inputs: InputSet | RefusedError,
    out: Path,
    stem: str,
    shared: Shared,
) -> dict[str, str] | list[Fault]:
    """The row of one sample; whatever goes wrong with it stays with it.

    Where the machine is to blame there is no row: its faults.
    """
    from osteo_annot.report.table.cohort import refused_row

    try:
        if isinstance(inputs, RefusedError):
            raise inputs
        with within(shared.most_minutes):
            return _judge(entry, inputs, out, stem, shared)
    except TooLongError:
        return refused_row(entry.sample, too_long(entry.sample, shared.most_minutes).faults)
    except Exception as error:
        faults = refusal_of(error, entry.sample).faults
        troubles = [fault for fault in faults if fault.code in TROUBLES]
        return troubles or refused_row(entry.sample, faults)


def _judge(
    entry: SheetRow, inputs: InputSet, out: Path, stem: str, shared: Shared
) -> dict[str, str]:
    """Judge one sample and write its files."""
    from osteo_annot.cli.person_files import write_person
    from osteo_annot.report.result.build import result_of

    options = shared.options_of(entry)
    sample = column_of(entry, inputs, shared.people)
    result = result_of(inputs, sample, replace(options, knowledge=shared.knowledge.read(inputs)))
    row, _ = write_person(result, inputs, out, stem, shared.wanted)
    return row


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    from osteo_annot.report.table.cohort import is_failed

    rows = run_batch(
        arguments.sheet,
        arguments.out,
        arguments.table,
        batch=arguments.batch,
        batch_size=arguments.batch_size,
        root=arguments.root,
        shared=replace(shared_of(arguments), most_minutes=arguments.most_minutes),
        formats=arguments.formats.split(","),
        language=arguments.language,
        cohort_page=arguments.cohort_page,
        rows_digest=arguments.rows_digest,
        keep=arguments.keep,
        jobs=arguments.jobs,
    )
    _report(rows)
    return EXIT_BUG if any(map(is_failed, rows)) else 0


def _report(rows: Sequence[dict[str, str]]) -> None:
    """How many were judged, and the line of each sample of which something is not written."""
    from osteo_annot.report.table.cohort import is_failed, lacks_a_format

    failed = sum(map(is_failed, rows))
    refused = sum(row["status"] == "refused" for row in rows) - failed
    lacking = sum(map(lacks_a_format, rows))
    counts = f"{len(rows) - refused - failed} judged, {refused} refused"
    counts += f", {failed} failed" if failed else ""
    say(counts + (f", {lacking} without a format\n" if lacking else "\n"))
    for row in (row for row in rows if row["refusal"]):
        word = "FAILED" if is_failed(row) or lacks_a_format(row) else "REFUSED"
        warn(f"{word} {row['sample']}: {row['refusal']}")
