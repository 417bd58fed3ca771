"""Check a sample sheet and every file that it names, and list all faults at once.

Nothing is written. Exit status 0 when everything can be read, 3 when something is refused.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from osteo_annot.cli.shared import opened, vcf_sample_of
from osteo_annot.errors import Fault, RefusedError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")


def run_check(sheet: Path) -> tuple[int, list[Fault]]:
    """Number of samples, and every fault of the sheet and its files with the line of the sheet.

    Raises RefusedError when the sheet itself is faulty (with all its faults).
    """
    from osteo_annot.intake.sheet import read_sheet
    from osteo_annot.report.options import options_of

    rows = read_sheet(sheet)
    faults: list[Fault] = []
    for row, inputs in opened(rows):
        try:
            if isinstance(inputs, RefusedError):
                raise inputs
            sample = vcf_sample_of(row, inputs)
            options = options_of(row.hpo, row.hpo_absent, row.phenopacket, row.order)
            if options.order and row.order:
                options.order.check_sample(sample, row.order.name)
            inputs.person(sample)
        except RefusedError as error:
            faults += [
                Fault(f.code, f"{sheet.name}, line {row.line}: {f.where}", f.what)
                for f in error.faults
            ]
    return len(rows), faults


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    count, faults = run_check(arguments.sheet)
    if faults:
        raise RefusedError(*faults)
    noun = "sample" if count == 1 else "samples"
    sys.stdout.write(f"{count} {noun}: every file can be read.\n")
    return 0
