"""List the people of batch tables who were refused; forget their batches so that they run again.

A refusal stands until something is done about it. When files were mended or access was given, the
tables of these batches are removed, and the next run of the workflow makes them anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from osteo_annot.cli.edge import EXIT_REFUSED, say
from osteo_annot.errors import RefusalCode, reason_of, refuse

USAGE = "DIR [--forget]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("tables", type=Path, metavar="DIR", help="folder of the tables of batches")
    parser.add_argument("--forget", action="store_true", help="remove tables with refused people")


def run_refused(tables: Path, *, forget: bool = False) -> list[dict[str, str]]:
    """The rows of people who were refused; with ``forget`` their tables are removed.

    Raises RefusedError: of a table that cannot be read, or OUTPUT_NOT_WRITABLE.
    """
    from osteo_annot.cli.cohort import rows_of_table

    found: list[dict[str, str]] = []
    for path in sorted(tables.glob("*.tsv")):
        refused = [row for row in rows_of_table(path) if row["refusal"]]
        found += refused
        try:
            if refused and forget:
                path.unlink()
        except OSError as error:
            raise refuse(RefusalCode.OUTPUT_NOT_WRITABLE, path.name, reason_of(error)) from error
    return found


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    rows = run_refused(arguments.tables, forget=arguments.forget)
    lines = "".join(f"{row['sample']}\t{row['refusal'].partition(':')[0]}\n" for row in rows)
    after = ", to be judged by the next run" if arguments.forget and rows else ""
    return 0 if say(f"{lines}{len(rows)} refused{after}\n") else EXIT_REFUSED
