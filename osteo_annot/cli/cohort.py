"""Join the tables of batches into one table and one summary page that links to the reports."""

from __future__ import annotations

import argparse
import csv
import os.path
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse

USAGE = "TSV [TSV ...] --out-table TSV --out-page HTML [options]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("tables", nargs="+", type=Path, metavar="TSV", help="tables of batches")
    parser.add_argument("--out-table", required=True, type=Path, metavar="TSV")
    parser.add_argument("--out-page", required=True, type=Path, metavar="HTML")
    parser.add_argument(
        "--out-multiqc",
        type=Path,
        metavar="JSON",
        help="also a table for MultiQC; it is found by a name that ends in _mqc.json",
    )
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="SHEET",
        help="sample sheet: refused unless the rows are exactly its people, once each; they stand "
        "in its order then",
    )
    parser.add_argument(
        "--results",
        type=Path,
        metavar="DIR",
        help="folder of the reports: DIR/TABLE/REPORT where TABLE is a table's name without suffix",
    )


def run_cohort(
    tables: Sequence[Path],
    out_table: Path,
    out_page: Path,
    results: Path | None = None,
    sheet: Path | None = None,
    out_multiqc: Path | None = None,
) -> list[dict[str, str]]:
    """Write the joined table and page, rows in the order of the sheet, or else of the tables.

    Returns the rows. Raises RefusedError (FILE_NOT_FOUND, SHEET_INVALID for a table that cannot be
    read, COHORT_INCOMPLETE, OUTPUT_NOT_WRITABLE); then neither was changed.
    """
    from osteo_annot.report.page.cohort import render_cohort
    from osteo_annot.report.publish import publish, write_text
    from osteo_annot.report.table.cohort import COHORT_COLUMNS
    from osteo_annot.report.table.multiqc import multiqc_text
    from osteo_annot.report.table.tsv import table

    rows: list[dict[str, str]] = []
    for path in tables:
        for row in rows_of_table(path):
            if row["report"] and results is not None:
                row["report"] = _relative(results / path.stem / row["report"], out_page.parent)
            rows.append(row)
    if sheet is not None:
        rows = _exactly(rows, sheet)
    texts = {
        out_table: table(COHORT_COLUMNS, rows),
        out_page: render_cohort(rows, _relative(out_table, out_page.parent)),
    }
    places = [out_table, out_page]
    if out_multiqc is not None:
        places.append(out_multiqc)
        texts[out_multiqc] = multiqc_text(rows)
    if len({place.resolve() for place in places}) < len(places):
        found = "It is to be the table and the page."
        raise refuse(RefusalCode.OUTPUT_NAME_CLASH, out_page.name, found)
    with publish(*(place.parent for place in places)) as folders:
        for place, folder in zip(places, folders, strict=True):
            write_text(folder / place.name, texts[place])
    return rows


def _exactly(rows: Sequence[dict[str, str]], sheet: Path) -> list[dict[str, str]]:
    """The rows in the order of the sheet, refused unless they are exactly its people, once each."""
    from osteo_annot.intake.person.sheet import read_sheet

    people = [row.sample for row in read_sheet(sheet)]
    counted = Counter(row["sample"] for row in rows)
    kinds = {
        "have no row": [name for name in people if name not in counted],
        "have more than one": [name for name, count in counted.items() if count > 1],
        "are not in the sheet": sorted(counted.keys() - set(people)),
    }
    faults = [
        Fault(RefusalCode.COHORT_INCOMPLETE, sheet.name, f"{_some(names)} {what}.")
        for what, names in kinds.items()
        if names
    ]
    if faults:
        raise RefusedError(*faults)
    by_name = {row["sample"]: row for row in rows}
    return [by_name[name] for name in people]


def _some(names: Sequence[str]) -> str:
    """The first of many names, and how many there are."""
    shown = ", ".join(printable(name, 100) for name in names[:5])
    return f"{len(names)} people ({shown}{', …' if len(names) > 5 else ''})"


def rows_of_table(path: Path) -> list[dict[str, str]]:
    """The rows of one batch table."""
    from osteo_annot.report.table.cohort import COHORT_COLUMNS, check_row
    from osteo_annot.report.table.tsv import plain_cell

    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows = list(reader)
    except OSError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, reason_of(error)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise refuse(RefusalCode.SHEET_INVALID, path.name, reason_of(error)) from error
    if tuple(reader.fieldnames or ()) != COHORT_COLUMNS:
        raise refuse(
            RefusalCode.SHEET_INVALID, path.name, "It is not a table of osteo-annot batch."
        )
    told = [{key: plain_cell(text or "") for key, text in row.items()} for row in rows]
    for number, row in enumerate(told, 2):
        try:
            check_row(row)
        except ValueError as error:
            where = f"{path.name}, line {number}"
            raise refuse(RefusalCode.SHEET_INVALID, where, reason_of(error)) from error
    return told


def _relative(report: Path, folder: Path) -> str:
    """The way from the page's folder to a report, with forward slashes."""
    return Path(os.path.relpath(report, folder)).as_posix()


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    run_cohort(
        arguments.tables,
        arguments.out_table,
        arguments.out_page,
        arguments.results,
        arguments.sheet,
        arguments.out_multiqc,
    )
    return 0
