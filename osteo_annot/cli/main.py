"""osteo-annot: what each of a person's two copies of OSTM1 looks like, from VCF files.

Exit status: 0 done; 1 a fault of osteo-annot itself (logged with its traceback); 2 usage;
3 input refused (code, place and remedy on standard error).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from osteo_annot.cli import annotate, batch, check, cohort, compare, explain, panel, review, sources
from osteo_annot.cli.arguments import paths_first
from osteo_annot.cli.edge import (
    complain,
    exit_status,
    log_on_stderr,
    open_standard_streams,
    refusal_of,
)
from osteo_annot.version import __version__


def parser() -> argparse.ArgumentParser:
    """The command line."""
    raw = argparse.RawDescriptionHelpFormatter  # keeps the paragraphs
    top = argparse.ArgumentParser(prog="osteo-annot", description=__doc__, formatter_class=raw)
    top.add_argument("--version", action="version", version=f"osteo-annot {__version__}")
    top.add_argument(
        "--debug", action="store_true", help="log also the values that a fault of the program held"
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (annotate, check, batch, cohort, compare, panel, review, sources, explain):
        name = module.__name__.rsplit(".", 1)[-1]
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(
            name,
            help=summary,
            usage=f"osteo-annot {name} {module.USAGE}",
            description=module.__doc__,
            formatter_class=raw,
        )
        module.add_arguments(command)
        command.set_defaults(main=module.main)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; bad input gives one line per fault, a fault of the program its log."""
    open_standard_streams()
    arguments = parser().parse_args(paths_first(sys.argv[1:] if argv is None else argv))
    with log_on_stderr(debug=arguments.debug):
        try:
            status: int = arguments.main(arguments)
        except Exception as error:  # the edge: a bug must not look like bad input
            refused = refusal_of(error, arguments.command)
            complain(refused.faults)
            return exit_status(refused.faults)
    return status
