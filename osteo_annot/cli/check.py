"""Check a sample sheet and every file that it names, and list all faults at once.

Nothing is written. Exit status 0 when everything can be read, 3 when something is refused.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import Fault, RefusedError

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet
    from osteo_annot.intake.sheet import SheetRow


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")


def run_check(sheet: Path) -> tuple[int, list[Fault]]:
    """Number of samples, and every fault of the sheet and its files with the line of the sheet.

    Raises RefusedError when the sheet itself is faulty (with all its faults).
    """
    from osteo_annot.intake.sheet import read_sheet

    rows = read_sheet(sheet)
    faults: list[Fault] = []
    for row in rows:
        try:
            _open(row)
        except RefusedError as error:
            faults += [
                Fault(f.code, f"{sheet.name}, line {row.line}: {f.where}", f.what)
                for f in error.faults
            ]
    return len(rows), faults


def _open(row: SheetRow) -> None:
    """Read everything of one row as batch would, without judging."""
    from osteo_annot.report.options import options_of

    options = options_of(row.hpo, row.hpo_absent, row.phenopacket, row.order)
    inputs = open_row(row)
    if options.order and row.order:
        options.order.check_sample(vcf_sample_of(row, inputs), row.order.name)
    inputs.person(vcf_sample_of(row, inputs))


def open_row(row: SheetRow, reference: Path | None = None) -> InputSet:
    """The files of one row, read and checked together.

    Raises RefusedError with every fault.
    """
    from osteo_annot.intake.case import read_inputs
    from osteo_annot.intake.pedigree import read_pedigree

    pedigree = read_pedigree(row.pedigree) if row.pedigree else None
    return read_inputs(
        row.files,
        assembly=row.assembly,
        reference=reference,
        pedigree=pedigree,
        pedigree_path=row.pedigree,
        coverage=row.coverage,
    )


def vcf_sample_of(row: SheetRow, inputs: InputSet) -> str:
    """The sample column that a row means: as it says, else its own name, else the only one."""
    names = inputs.samples()
    if row.vcf_sample:
        return row.vcf_sample
    return names[0] if len(names) == 1 else row.sample


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    count, faults = run_check(arguments.sheet)
    if faults:
        raise RefusedError(*faults)
    noun = "sample" if count == 1 else "samples"
    sys.stdout.write(f"{count} {noun}: every file can be read.\n")
    return 0
