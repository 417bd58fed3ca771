"""List, or remove, what results hold of people who are not in the sheet any more.

That is what a withdrawn consent asks for. Listed are the files of people, tables, logs and kept
work of batches that the sheet no longer has. Tables of batches and the cohort are made anew by the
next run of the workflow, without them.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from osteo_annot.cli.edge import EXIT_REFUSED, say
from osteo_annot.errors import RefusalCode, printable, reason_of, refuse

USAGE = "SHEET --results DIR --batch-size N [--remove]"

_BY_BATCH = ("batches", "logs/annotate_batch", "benchmarks/annotate_batch")
_BY_PERSON = ("cases", ".work")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")
    parser.add_argument(
        "--results", required=True, type=Path, metavar="DIR", help="results of the workflow"
    )
    parser.add_argument(
        "--batch-size", required=True, type=int, metavar="N", help="that of the workflow"
    )
    parser.add_argument("--remove", action="store_true", help="remove what is listed")


def run_withdrawn(sheet: Path, results: Path, size: int, *, remove: bool = False) -> list[Path]:
    """What is left of people and batches that the sheet does not have; removed if asked for.

    Raises RefusedError: of the sheet, or OUTPUT_NOT_WRITABLE.
    """
    from osteo_annot.intake.person.plan import batch_name, batches_of
    from osteo_annot.intake.person.sheet import read_sheet
    from osteo_annot.report.files import file_stem

    batches = batches_of(read_sheet(sheet), size)
    stems = {batch_name(n): {file_stem(r.sample) for r in rows} for n, rows in batches.items()}
    found = sorted([*_of_people(results, stems), *_of_batches(results, set(stems))])
    for path in found if remove else ():
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise refuse(RefusalCode.OUTPUT_NOT_WRITABLE, path.name, reason_of(error)) from error
    return found


def _of_people(results: Path, stems: dict[str, set[str]]) -> Iterator[Path]:
    """Whole folders of batches that are gone, and files of people who are not in theirs."""
    for place in _BY_PERSON:
        for folder in (results / place).glob("*"):
            if folder.name not in stems:
                yield folder
                continue
            for path in (*folder.glob("*"), *folder.glob(".finished/*")):
                if path.is_file() and _stem(path.name) not in stems[folder.name]:
                    yield path


def _of_batches(results: Path, names: set[str]) -> Iterator[Path]:
    """Tables and logs of batches that are gone, and tables with a row of somebody who is."""
    for place in _BY_BATCH:
        for path in (results / place).glob("*"):
            if path.name.partition(".")[0] not in names:
                yield path


def _stem(name: str) -> str:
    """The person whose file it is, by the longest ending that is one of a format."""
    from osteo_annot.report.formats import Format

    endings = sorted((end for each in Format for end in each.suffixes), key=len, reverse=True)
    return next((name.removesuffix(end) for end in endings if name.endswith(end)), name)


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    found = run_withdrawn(
        arguments.sheet, arguments.results, arguments.batch_size, remove=arguments.remove
    )
    word = "removed" if arguments.remove else "to remove"
    lines = "".join(f"{printable(str(path))}\n" for path in found)
    return 0 if say(f"{lines}{len(found)} {word}\n") else EXIT_REFUSED
