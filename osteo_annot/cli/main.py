"""osteo-annot: what each of a person's two copies of OSTM1 looks like, from VCF files.

Exit status: 0 done; 1 a fault of osteo-annot itself (logged with its traceback); 2 usage;
3 input refused (code, place and remedy on standard error); 4 trouble of the machine or of a server,
which may pass. What is written is for its owner alone (OSTEO_ANNOT_UMASK, default 077).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import ModuleType

from osteo_annot.cli.arguments import paths_first, with_options
from osteo_annot.cli.edge import (
    complain,
    exit_status,
    log_on_stderr,
    open_standard_streams,
    refusal_of,
)
from osteo_annot.errors import reason_of
from osteo_annot.version import __version__


def _commands(word: str) -> Sequence[ModuleType]:
    """The module of a command that is called very often; else those of all, in order of the help.

    Each imports what it needs to be described, which a single run of another need not pay.
    """
    if word == "annotate":
        from osteo_annot.cli import annotate

        return (annotate,)
    if word == "batch":
        from osteo_annot.cli import batch

        return (batch,)
    from osteo_annot.cli import (
        annotate,
        batch,
        check,
        cohort,
        compare,
        explain,
        panel,
        plan,
        record,
        refused,
        review,
        selftest,
        sources,
        withdrawn,
    )

    return (
        annotate,
        check,
        plan,
        batch,
        cohort,
        refused,
        withdrawn,
        compare,
        panel,
        review,
        sources,
        record,
        selftest,
        explain,
    )


def parser(command_word: str = "") -> argparse.ArgumentParser:
    """The command line, or as much of it as one of its commands needs."""
    raw = argparse.RawDescriptionHelpFormatter  # keeps the paragraphs
    top = argparse.ArgumentParser(prog="osteo-annot", description=__doc__, formatter_class=raw)
    top.add_argument("--version", action="version", version=f"osteo-annot {__version__}")
    top.add_argument(
        "--debug", action="store_true", help="log also the values that a fault of the program held"
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in _commands(command_word):
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
    words = sys.argv[1:] if argv is None else argv
    top = parser(words[0] if words else "")
    try:
        os.umask(int(os.environ.get("OSTEO_ANNOT_UMASK", "077"), 8) & 0o777)
        words = with_options(words)
    except (OSError, ValueError) as error:
        top.error(reason_of(error))
    arguments = top.parse_args(paths_first(words))
    with log_on_stderr(debug=arguments.debug):
        try:
            status: int = arguments.main(arguments)
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        except Exception as error:  # the edge: a bug must not look like bad input
            refused = refusal_of(error, arguments.command)
            complain(refused.faults)
            return exit_status(refused.faults)
    return status
