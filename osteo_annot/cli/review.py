"""Review results: decide, sign, amend, withdraw, confirm; accounts; what the store holds.

Who signs is asked for the password again; two people sign. osteo-annot explain --decisions prints
an example of DECISIONS.json and its schema.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from osteo_annot.cli import review_case, review_serve, review_store
from osteo_annot.errors import RefusalCode, refuse

USAGE = "serve|user|policy|decide|sign|amend|withdraw|confirm|show|export|verify|head|backup ..."
_ROLES = ("reader", "reviewer", "signer", "admin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    commands = parser.add_subparsers(dest="review_command", required=True, metavar="COMMAND")
    serve = commands.add_parser(
        "serve",
        help="serve the pages",
        usage=f"osteo-annot review serve {review_serve.USAGE}",
        description=review_serve.__doc__,
    )
    review_serve.add_arguments(serve)
    serve.set_defaults(run=review_serve.main)
    _user(commands.add_parser("user", help="add, disable or list accounts"))
    _policy(commands.add_parser("policy", help="print the policy of review, or set another one"))
    for name, what in review_case.SAVES.items():
        _save(commands.add_parser(name, help=what))
    for name, what in review_case.READS.items():
        _read(commands.add_parser(name, help=what))
    _store_commands(commands)


def _text(told: str) -> str:
    """A word of the command line that is whole in UTF-8."""
    try:
        told.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("it is no text in UTF-8") from None
    return told


def _user(parser: argparse.ArgumentParser) -> None:
    """Accounts."""
    parser.add_argument("action", choices=("add", "disable", "list"))
    parser.add_argument("name", type=_text, nargs="?", metavar="NAME")
    parser.add_argument("--role", choices=_ROLES)
    parser.add_argument("--full-name", type=_text, default="", help="as it stands under a report")
    _store(parser)
    _password(parser)
    parser.add_argument(
        "--by", type=_text, metavar="ADMIN", help="admin who does it; asked once there is one"
    )
    parser.add_argument("--by-password-file", type=Path, metavar="FILE")
    parser.set_defaults(run=review_store.user)


def _policy(parser: argparse.ArgumentParser) -> None:
    """The policy of review."""
    parser.add_argument("file", nargs="?", type=Path, metavar="POLICY", help="YAML or JSON")
    _store(parser)
    parser.add_argument("--by", type=_text, metavar="ADMIN")
    _password(parser)
    parser.set_defaults(run=review_store.policy)


def _save(parser: argparse.ArgumentParser) -> None:
    """A command that saves something on a case."""
    parser.add_argument("results", type=Path, metavar="RESULTS", help="folder of result files")
    _store(parser, required=False)
    parser.add_argument(
        "--case", type=_text, required=True, metavar="ID", help="the sample of the result"
    )
    parser.add_argument("--by", type=_text, required=True, metavar="NAME", help="the account")
    _password(parser)
    parser.add_argument("--file", type=Path, metavar="DECISIONS.json")
    parser.add_argument("--reason", type=_text, default="", metavar="TEXT")
    parser.set_defaults(run=review_case.save)


def _read(parser: argparse.ArgumentParser) -> None:
    """A command that reads a case."""
    _store(parser)
    parser.add_argument("--case", type=_text, required=True, metavar="ID")
    parser.add_argument(
        "--by",
        type=_text,
        metavar="NAME",
        help="as this account sees it; without it, all that the store has",
    )
    _password(parser)
    parser.add_argument(
        "--formats",
        nargs="+",
        default=[],
        metavar="FORMAT",
        help="formats of annotate, clinvar, orders (sheets of orders); without it the documents "
        "kept at the signature",
    )
    parser.add_argument(
        "--clinvar-settings",
        type=Path,
        metavar="FILE",
        help="JSON: organisation, criteria and accessions of the format clinvar",
    )
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--version", type=int, metavar="N", help="an earlier signed version")
    parser.set_defaults(run=review_case.read)


def _store_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Commands on the store as a whole."""
    verify = commands.add_parser("verify", help="whether the store is as it was written")
    _store(verify)
    verify.add_argument("--out", type=Path, metavar="FILE", help="what was found, as JSON")
    verify.add_argument(
        "--head",
        metavar="FILE",
        help="a head that was kept elsewhere, as head wrote it",
    )
    verify.set_defaults(run=review_store.verify)
    head = commands.add_parser("head", help="the end of the chain, to be kept elsewhere")
    _store(head)
    head.add_argument("--out", type=Path, metavar="FILE")
    head.set_defaults(run=review_store.head)
    backup = commands.add_parser("backup", help="copy the store while it is in use")
    _store(backup)
    backup.add_argument("--out", type=Path, required=True, metavar="FILE")
    backup.set_defaults(run=review_store.backup)


def _store(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Which store."""
    where = "SQLite file or postgresql://..."
    default = "" if required else "; without it RESULTS/review.sqlite"
    parser.add_argument(
        "--store", type=_text, required=required, metavar="STORE", help=where + default
    )


def _password(parser: argparse.ArgumentParser) -> None:
    """How the password is told."""
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="without it the password is asked for"
    )


def main(arguments: argparse.Namespace) -> int:
    """Run the subcommand; its libraries are those of the extra ``review``."""
    try:
        import argon2  # noqa: F401 - whether the extra is there
        import sqlalchemy  # noqa: F401
    except ImportError as error:
        told = f"{error.name} is not installed."
        raise refuse(RefusalCode.REVIEW_NOT_INSTALLED, "review", told) from None
    status: int = arguments.run(arguments)
    return status
