"""Run a sample sheet, or one batch of it, in one process; a refused sample takes no other along.

Writes the files of every judged sample into the output folder, and a table with one row for every
sample of the batch: a refused one has its codes and sentences there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.annotate import add_format_argument
from osteo_annot.cli.check import open_row, vcf_sample_of
from osteo_annot.errors import Fault, RefusalCode, RefusedError

if TYPE_CHECKING:
    from osteo_annot.intake.sheet import SheetRow
    from osteo_annot.report.formats import Format


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="output folder")
    parser.add_argument(
        "--table", required=True, type=Path, metavar="TSV", help="table of the batch"
    )
    parser.add_argument("--batch", type=int, default=1, metavar="I", help="batch, from 1")
    parser.add_argument(
        "--batch-size", type=int, metavar="N", help="samples of a batch; default all"
    )
    parser.add_argument("--reference", type=Path, metavar="FASTA", help="indexed genome FASTA")
    add_format_argument(parser)


def run_batch(
    sheet: Path,
    out: Path,
    table_path: Path,
    *,
    batch: int = 1,
    batch_size: int | None = None,
    reference: Path | None = None,
    formats: Sequence[str] = ("json", "html", "tsv", "vcf"),
) -> list[dict[str, str]]:
    """Judge the samples of a batch, write files and table, and return the rows.

    Raises RefusedError when the sheet is faulty, the batch does not exist, or a format cannot be
    written.
    """
    from osteo_annot.intake.sheet import batch_of, read_sheet
    from osteo_annot.report.formats import checked_formats
    from osteo_annot.report.table import COHORT_COLUMNS
    from osteo_annot.report.tsv import table

    wanted = checked_formats(formats)
    everyone = read_sheet(sheet)
    try:
        chosen = batch_of(everyone, batch, batch_size or len(everyone))
    except ValueError as error:
        raise RefusedError(
            Fault(RefusalCode.SHEET_INVALID, sheet.name, f"{error}.".capitalize())
        ) from error
    out.mkdir(parents=True, exist_ok=True)
    rows = [_row(entry, out, reference, wanted) for entry in chosen]
    table_path.parent.mkdir(parents=True, exist_ok=True)
    partial = table_path.with_name(f"{table_path.name}.partial")
    partial.write_text(table(COHORT_COLUMNS, rows), encoding="utf-8", newline="\n")
    partial.replace(table_path)
    return rows


def _row(
    entry: SheetRow, out: Path, reference: Path | None, formats: Sequence[Format]
) -> dict[str, str]:
    """The row of one sample; whatever goes wrong with it stays with it."""
    from osteo_annot.report.table import refused_row

    try:
        return _judge(entry, out, reference, formats)
    except RefusedError as error:
        return refused_row(entry.sample, error.faults)
    except Exception as error:  # one sample's bug must not take the batch along
        fault = Fault(RefusalCode.INTERNAL_ERROR, entry.sample, f"{type(error).__name__}.")
        return refused_row(entry.sample, [fault])


def _judge(
    entry: SheetRow, out: Path, reference: Path | None, formats: Sequence[Format]
) -> dict[str, str]:
    """Judge one sample and write its files."""
    from osteo_annot.report.build import result_of
    from osteo_annot.report.files import file_stem, write_result
    from osteo_annot.report.options import options_of
    from osteo_annot.report.table import cohort_row

    inputs = open_row(entry, reference)
    options = options_of(
        entry.hpo, entry.hpo_absent, entry.phenopacket, entry.order, label=entry.sample
    )
    sample = vcf_sample_of(entry, inputs)
    if options.order and entry.order:
        options.order.check_sample(sample, entry.order.name)
    result = result_of(inputs, sample, options)
    stem = file_stem(entry.sample)
    document = write_result(result, inputs, out, stem, formats)
    return cohort_row(document, f"{stem}.html" if "html" in formats else "")


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    rows = run_batch(
        arguments.sheet,
        arguments.out,
        arguments.table,
        batch=arguments.batch,
        batch_size=arguments.batch_size,
        reference=arguments.reference,
        formats=arguments.formats.split(","),
    )
    _report(rows)
    return 0


def _report(rows: Sequence[dict[str, str]]) -> None:
    """How many were judged, and the line of each refused sample."""
    refused = [row for row in rows if row["status"] == "refused"]
    sys.stdout.write(f"{len(rows) - len(refused)} judged, {len(refused)} refused\n")
    for row in refused:
        sys.stderr.write(f"REFUSED {row['sample']}: {row['refusal']}\n")
