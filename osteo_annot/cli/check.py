"""Check a sample sheet, every file that it names and the files that all share; list all faults.

Nothing is written. Exit status 0 when everything can be read, 3 when something is refused.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.arguments import add_shared_arguments, add_sheet_arguments, shared_of
from osteo_annot.cli.edge import EXIT_REFUSED, say
from osteo_annot.cli.shared import Shared, opened
from osteo_annot.cli.whose import column_of
from osteo_annot.errors import Fault, RefusedError

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet

USAGE = "SHEET [options]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    add_sheet_arguments(parser)
    add_shared_arguments(parser)


def run_check(
    sheet: Path, shared: Shared | None = None, root: Path | None = None
) -> tuple[int, list[Fault]]:
    """Number of samples, and every fault of the sheet and its files with the line of the sheet.

    The faults of files that all people share stand once, after those of the people.

    Raises RefusedError when the sheet itself is faulty (with all its faults).
    """
    from osteo_annot.intake.person.laboratory import read_laboratory
    from osteo_annot.intake.person.plan import People
    from osteo_annot.intake.person.sheet import read_sheet
    from osteo_annot.measured.person import person_of

    rows = read_sheet(sheet, root)
    shared = replace(shared or Shared(), people=People(rows, sheet))
    _ = shared.knowledge.in_force  # what all share is refused once, not for every person
    if shared.laboratory:
        read_laboratory(shared.laboratory)
    faults: list[Fault] = []
    of_all: dict[Fault, None] = {}
    for row, inputs in opened(rows, shared):
        try:
            if isinstance(inputs, RefusedError):
                raise inputs
            sample = column_of(row, inputs, shared.people)
            shared.options_of(row).check_person(sample, inputs.people(sample))
            person_of(inputs, sample)
        except RefusedError as error:
            faults += [
                Fault(f.code, f"{sheet.name}, line {row.line}: {f.where}", f.what)
                for f in error.faults
            ]
            continue
        of_all |= dict.fromkeys(_faults_of_sources(shared, inputs))
    return len(rows), [*faults, *of_all]


def _faults_of_sources(shared: Shared, inputs: InputSet) -> tuple[Fault, ...]:
    """What is wrong with the sources of knowledge for people of this assembly."""
    try:
        shared.knowledge.read(inputs)
    except RefusedError as error:
        return error.faults
    return ()


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    count, faults = run_check(arguments.sheet, shared_of(arguments), arguments.root)
    if faults:
        raise RefusedError(*faults)
    noun = "sample" if count == 1 else "samples"
    return 0 if say(f"{count} {noun}: every file can be read.\n") else EXIT_REFUSED
