"""Write the rows of each job of a sample sheet, so that a job never reads the sheet.

Each file is a sheet of its own for osteo-annot batch, led by a digest of its rows. A batch is told
by a hash of its people's names: who is added to the sheet, or taken out, moves nobody else. Prints
the number of each batch, its digest and how many people it has.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import EXIT_REFUSED, say
from osteo_annot.errors import RefusalCode, refuse

if TYPE_CHECKING:
    from osteo_annot.intake.person.sheet import SheetRow

USAGE = "SHEET --out DIR --batch-size N"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder of the rows")
    parser.add_argument(
        "--batch-size", required=True, type=int, metavar="N", help="most people of a batch"
    )


def run_plan(sheet: Path, out: Path, size: int) -> dict[int, tuple[str, int]]:
    """Write the rows of each batch, and the names of everybody beside them.

    Returns digest and number of people of each batch, by its number. Rows of an earlier plan whose
    batch there is no more are removed. Raises RefusedError.
    """
    from osteo_annot.intake.person.plan import batches_of
    from osteo_annot.intake.person.sheet import read_sheet

    rows = read_sheet(sheet)
    try:
        batches = batches_of(rows, size)
    except ValueError as error:
        found = f"{error}.".capitalize()
        raise refuse(RefusalCode.SHEET_INVALID, "--batch-size", found) from error
    digests = write_plan(rows, batches, out)
    return {number: (digests[number], len(batches[number])) for number in batches}


def write_plan(
    rows: Sequence[SheetRow], batches: dict[int, list[SheetRow]], out: Path
) -> dict[int, str]:
    """Write what ``run_plan`` promises; the digest of each batch.

    Raises RefusedError (OUTPUT_NOT_WRITABLE).
    """
    from osteo_annot.intake.person.plan import (
        PEOPLE,
        batch_name,
        digest_of,
        people_text,
        rows_text,
    )
    from osteo_annot.report.publish import publish, withdraw

    told: dict[int, str] = {}
    with publish(out) as (staging,):
        for number, people in batches.items():
            text = rows_text(people)
            told[number] = digest_of(text.partition(b"\n")[2])
            (staging / f"{batch_name(number)}.tsv").write_bytes(text)
        (staging / PEOPLE).write_bytes(people_text(rows))
        for old in out.glob("[0-9]*.tsv"):
            if not (staging / old.name).exists():
                withdraw(staging / old.name)
    return told


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    from osteo_annot.intake.person.plan import batch_name

    planned = run_plan(arguments.sheet, arguments.out, arguments.batch_size)
    lines = (f"{batch_name(n)}\t{digest}\t{count}\n" for n, (digest, count) in planned.items())
    return 0 if say("".join(lines)) else EXIT_REFUSED
