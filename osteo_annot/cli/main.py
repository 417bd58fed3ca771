"""osteo-annot: what each of a person's two copies of OSTM1 looks like, from VCF files.

Exit status: 0 results written; 2 usage; 3 input refused (code and remedy on standard error).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from osteo_annot.cli import annotate, batch, check, cohort, explain, panel
from osteo_annot.errors import Fault, RefusalCode, RefusedError
from osteo_annot.version import __version__

EXIT_REFUSED = 3


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="osteo-annot", description=__doc__)
    top.add_argument("--version", action="version", version=f"osteo-annot {__version__}")
    top.add_argument("--debug", action="store_true", help="show the traceback of a fault")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (annotate, check, batch, cohort, panel, explain):
        name = module.__name__.rsplit(".", 1)[-1]
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(main=module.main)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; bad input gives one line per fault, never a traceback."""
    arguments = parser().parse_args(argv)
    try:
        status: int = arguments.main(arguments)
    except RefusedError as error:
        for fault in error.faults:
            sys.stderr.write(f"REFUSED {fault.line()}\n")
        return EXIT_REFUSED
    except Exception as error:  # the edge: a bug must not look like bad input, nor spill data
        if arguments.debug:
            raise
        fault = Fault(RefusalCode.INTERNAL_ERROR, type(error).__name__, "--debug shows where.")
        sys.stderr.write(f"REFUSED {fault.line()}\n")
        return EXIT_REFUSED
    return status
