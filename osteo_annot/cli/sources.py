"""Tell where each source of knowledge is found and how the locus is cut out of it.

NAME is the beginning of a source's name (ClinVar, gnomAD, SpliceAI, REVEL, AlphaMissense, DDG2P,
PanelApp). With --table a table of missense scores (REVEL, AlphaMissense; - reads standard input)
becomes a VCF of the locus, to be given to --missense. Columns are found by their names.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import EXIT_REFUSED, EXIT_USAGE, say, warn
from osteo_annot.errors import RefusalCode, printable, reason_of, refuse

if TYPE_CHECKING:
    from osteo_annot.intake.knowledge.score_table import ScoreVcf

USAGE = "[NAME] | --table FILE --assembly GRCh37|GRCh38 --out VCF"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="only these sources")
    parser.add_argument(
        "--table", metavar="FILE", help="a table of scores, plain or gzip; - is standard input"
    )
    parser.add_argument("--assembly", choices=("GRCh37", "GRCh38"), help="which positions to take")
    parser.add_argument("--out", type=Path, metavar="VCF", help="the VCF to write")


def run_table(table: str, assembly: str, out: Path) -> ScoreVcf:
    """Write the VCF of the locus.

    Raises RefusedError: FILE_NOT_FOUND, SOURCE_INVALID, SOURCE_ASSEMBLY, SOURCE_WITHOUT_LOCUS,
    OUTPUT_NOT_WRITABLE.
    """
    from osteo_annot.intake.knowledge.score_table import vcf_of_scores
    from osteo_annot.locus.assembly import Assembly
    from osteo_annot.report.publish import publish_text

    name = "standard input" if table == "-" else Path(table).name
    try:
        with _lines(table) as lines:
            made = vcf_of_scores(lines, Assembly(assembly), name)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, name, reason_of(error)) from error
    publish_text(out, made.text)
    return made


@contextmanager
def _lines(table: str) -> Iterator[Iterator[str]]:
    """The lines of a table: of standard input, of a plain or of a compressed file."""
    if table == "-":
        yield iter(sys.stdin)
        return
    import gzip

    path = Path(table)
    with path.open("rb") as handle:
        packed = handle.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as text:
        yield iter(text)


def main(arguments: argparse.Namespace) -> int:
    """Print the guides, or make a VCF of a table."""
    if arguments.table:
        return _table(arguments)
    from osteo_annot.intake.knowledge.catalogue import guide_lines

    lines = guide_lines(arguments.name)
    if not lines:
        warn(f"There is no source {printable(arguments.name, 60)}.")
        return EXIT_USAGE
    return 0 if say("\n".join(lines)) else EXIT_REFUSED


def _table(arguments: argparse.Namespace) -> int:
    """Make a VCF of a table, and tell what is in it."""
    if not arguments.out or not arguments.assembly:
        warn("--table needs --assembly and --out.")
        return EXIT_USAGE
    made = run_table(arguments.table, arguments.assembly, arguments.out)
    for column in made.new_columns:
        warn(f"Column {printable(column, 60)} is not known and was not read.")
    say(f"{made.kind.name}: {made.records} alleles at the locus.\n")
    return 0
