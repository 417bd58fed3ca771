"""Commands on one case: the same functions as the pages call, with the same checks."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.cli.edge import EXIT_REFUSED, EXIT_USAGE, say, warn
from osteo_annot.cli.review_password import password_of
from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.locus.files import bytes_of

if TYPE_CHECKING:
    from osteo_annot.review.accounts import Account
    from osteo_annot.review.form import DecisionsForm
    from osteo_annot.review.session import Review
    from osteo_annot.review.store.store import Store
    from osteo_annot.review.view import CaseView

SAVES = {
    "decide": "save decisions, contests, comments, a second reading or a consensus",
    "sign": "sign as first reader, or sign the report of another first reader",
    "amend": "begin a new version of a signed report",
    "withdraw": "say that a signed report does not hold any more",
    "confirm": "order a confirmation, or record its result",
}
READS = {
    "show": "print a case as JSON",
    "export": "write the signed documents of a case, and its events",
}
_MOST_DECISIONS = 10_000_000
_MOST_ATTACHED = 50_000_000


def store_of(arguments: argparse.Namespace, *, make: bool) -> Store:
    """The store that is named, else that beside the results."""
    from osteo_annot.review.store.store import Store

    location = arguments.store or str(arguments.results / "review.sqlite")
    return Store(location, make=make)


def save(arguments: argparse.Namespace) -> int:
    """Save something on a case, and print the case as it is then."""
    from osteo_annot.review.accounts import sign_in
    from osteo_annot.review.results import ResultFolder
    from osteo_annot.review.session import Review

    command = arguments.review_command
    if command in {"decide", "confirm"} and arguments.file is None:
        warn(f"osteo-annot review {command} needs --file DECISIONS.json.")
        return EXIT_USAGE
    folder = ResultFolder(arguments.results)
    folder.path_of(arguments.case)
    store = store_of(arguments, make=True)
    form, files = _form(arguments)
    password = password_of(arguments.password_file, arguments.by)
    account = sign_in(store, arguments.by, password)
    review = Review(store, folder)
    shown = _saved(command, review, arguments.case, account, form, password, files)
    return _print_case(review, shown, account)


def _form(arguments: argparse.Namespace) -> tuple[DecisionsForm, list[bytes]]:
    """The form of the file with the reason, and the files that it names by path."""
    from osteo_annot.review.form import DecisionsForm, form_of, plain_of

    files: list[bytes] = []
    if arguments.file is None:
        form = DecisionsForm()
    else:
        content = bytes_of(arguments.file)
        name = arguments.file.name
        if len(content) > _MOST_DECISIONS:
            told = f"It is larger than {_MOST_DECISIONS // 1_000_000} MB."
            raise refuse(RefusalCode.DECISIONS_INVALID, name, told)
        plain = plain_of(content, name)
        if plain is not None:
            content = json.dumps(_attached(plain, arguments.file.parent, files)).encode()
        form = form_of(content, name)
        _is_used(arguments.review_command, form, name)
    return form.model_copy(update={"reason": arguments.reason or form.reason}), files


_OF_COMMAND = {
    "sign": {"seen", "reason", "conclusion"},
    "amend": {"seen", "reason", "correction"},
    "withdraw": {"seen", "reason"},
}
"""Fields of the file that a command uses; the others use all but these."""


def _is_used(command: str, form: DecisionsForm, name: str) -> None:
    """Raise RefusedError (DECISIONS_INVALID) for what a command would pass by unseen."""
    used = _OF_COMMAND.get(command)
    if unused := form.model_fields_set - used if used else None:
        told = f"osteo-annot review {command} does not use {', '.join(sorted(unused))}."
        raise refuse(RefusalCode.DECISIONS_INVALID, name, told)


def _attached(value: Any, folder: Path, files: list[bytes]) -> Any:
    """The same with the hash of each file that is named by its path; ``files`` gets its content."""
    if isinstance(value, list):
        return [_attached(part, folder, files) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [_hash_of(one, folder, files) for one in part]
        if key == "files" and isinstance(part, list)
        else _attached(part, folder, files)
        for key, part in value.items()
    }


def _hash_of(named: Any, folder: Path, files: list[bytes]) -> Any:
    """The hash of a file; a hash stays as it is: the store has to have its file."""
    if not isinstance(named, str) or (len(named) == 64 and set(named) <= set("0123456789abcdef")):
        return named
    content = bytes_of(folder / named)
    if len(content) > _MOST_ATTACHED:
        told = f"It is larger than {_MOST_ATTACHED // 1_000_000} MB."
        raise refuse(RefusalCode.DECISIONS_INVALID, Path(named).name, told)
    files.append(content)
    return hashlib.sha256(content).hexdigest()


def _saved(
    command: str,
    review: Review,
    case: str,
    account: Account,
    form: DecisionsForm,
    password: str,
    files: Sequence[bytes],
) -> CaseView:
    """What the command does."""
    from osteo_annot.review import actions, signing
    from osteo_annot.review.accounts import Password

    if command == "sign":
        return signing.sign(
            review,
            case,
            account,
            Password(password),
            form.seen,
            conclusion=form.conclusion,
            reason=form.reason,
        )
    if command == "amend":
        return signing.amend(
            review, case, account, form.reason, form.seen, correction=form.correction
        )
    if command == "withdraw":
        return signing.withdraw(review, case, account, form.reason, form.seen)
    if command == "confirm" and not (form.orders or form.confirmations):
        told = "Neither orders nor confirmations stand in it."
        raise refuse(RefusalCode.DECISIONS_INVALID, case, told)
    return actions.decide(review, case, account, form, files=files)


def _print_case(review: Review, shown: CaseView, account: Account | None) -> int:
    """The case as JSON."""
    from osteo_annot.review.document import case_document
    from osteo_annot.review.view import visible_events

    events = review.store.events(shown.case)
    history = visible_events(events, account, blinded=shown.blinded)
    text = json.dumps(case_document(shown, history), ensure_ascii=False, indent=2)
    return 0 if say(text + "\n") else EXIT_REFUSED


def read(arguments: argparse.Namespace) -> int:
    """Print a case, or write its signed documents."""
    from osteo_annot.review.accounts import sign_in
    from osteo_annot.review.session import Review
    from osteo_annot.review.view import view

    store = store_of(arguments, make=False)
    account = None
    if arguments.by:
        password = password_of(arguments.password_file, arguments.by)
        account = sign_in(store, arguments.by, password)
    review = Review(store)
    if arguments.review_command == "show" and not arguments.formats:
        return _print_case(review, view(review, arguments.case, account), account)
    if arguments.out is None:
        warn(f"osteo-annot review {arguments.review_command} needs --out DIR for documents.")
        return EXIT_USAGE
    view(review, arguments.case, account)
    return _write(arguments, store)


def _write(arguments: argparse.Namespace, store: Store) -> int:
    """Write documents and events, all of them or none."""
    from osteo_annot.review.export import exported

    settings = None
    if arguments.clinvar_settings:
        from osteo_annot.review.documents.clinvar import read_settings

        settings = read_settings(arguments.clinvar_settings)
    files = exported(store, arguments.case, arguments.formats, arguments.version, settings)
    folder: Path = arguments.out
    _publish(folder, files)
    return 0 if say("".join(f"{folder / name}\n" for name in files)) else EXIT_REFUSED


def _publish(folder: Path, files: dict[str, bytes]) -> None:
    """All files or none.

    Raises RefusedError (OUTPUT_NOT_WRITABLE).
    """
    from osteo_annot.report.publish import publish

    with publish(folder) as (staging,):
        for name, content in files.items():
            (staging / name).write_bytes(content)
