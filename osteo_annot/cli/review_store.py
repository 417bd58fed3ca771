"""Commands on the store as a whole: accounts, policy, proof, head, backup."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import EXIT_REFUSED, EXIT_USAGE, say, warn
from osteo_annot.cli.review_password import password_of
from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.locus.files import bytes_of

if TYPE_CHECKING:
    from osteo_annot.review.accounts import Account
    from osteo_annot.review.store.store import Head, Store


def user(arguments: argparse.Namespace) -> int:
    """Add, disable or list accounts."""
    from osteo_annot.review.accounts import accounts, add_account, disable_account
    from osteo_annot.review.event import UserRole
    from osteo_annot.review.store.store import Store

    action = arguments.action
    if (action != "list" and not arguments.name) or (action == "add" and not arguments.role):
        warn(f"osteo-annot review user {action} needs NAME{' and --role' * (action == 'add')}.")
        return EXIT_USAGE
    store = Store(arguments.store, make=action == "add")
    if action == "list":
        lines = [
            f"{a.name}\t{a.role}\t{'active' if a.active else 'disabled'}\t{a.full_name}\n"
            for a in accounts(store).values()
        ]
        return 0 if say("".join(lines)) else EXIT_REFUSED
    by = _admin(store, arguments.by, arguments.by_password_file)
    if action == "disable":
        disable_account(store, arguments.name, by=by)
        return 0 if say(f"{arguments.name} is disabled.\n") else EXIT_REFUSED
    password = password_of(arguments.password_file, arguments.name)
    role = UserRole.of(arguments.role)
    add_account(store, arguments.name, role, password, full_name=arguments.full_name, by=by)
    return 0 if say(f"{arguments.name} is added as {role}.\n") else EXIT_REFUSED


def _admin(store: Store, name: str | None, password_file: Path | None) -> Account | None:
    """The admin who does it, where one is named; else whoever can write the store."""
    from osteo_annot.review.accounts import sign_in

    return sign_in(store, name, password_of(password_file, name)) if name else None


def policy(arguments: argparse.Namespace) -> int:
    """Print the policy of review, or set another one as an admin."""
    from osteo_annot.review.policy import policy_of
    from osteo_annot.review.session import Review, set_policy
    from osteo_annot.review.store.store import Store

    store = Store(arguments.store, make=False)
    if arguments.file is not None:
        if not arguments.by:
            warn("osteo-annot review policy POLICY needs --by ADMIN.")
            return EXIT_USAGE
        content = bytes_of(arguments.file)
        policy_of(content, arguments.file.name)
        admin = _admin(store, arguments.by, arguments.password_file)
        if admin is not None:
            set_policy(store, content, admin)
    told = json.loads(Review(store).policy.text)
    return 0 if say(json.dumps(told, indent=2) + "\n") else EXIT_REFUSED


def verify(arguments: argparse.Namespace) -> int:
    """Tell everything that does not hold; status 3 where something does not."""
    from osteo_annot.review.store.verify import verify as broken_of

    _exists(arguments.store)
    kept = _head_of(Path(arguments.head)) if arguments.head else None
    broken = broken_of(arguments.store, kept)
    if arguments.out is not None:
        rows = [{"seq": one.seq, "what": one.what} for one in broken]
        _write(arguments.out, json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    if not broken:
        return 0 if say("The store is as it was written.\n") else EXIT_REFUSED
    for one in broken[:20]:
        name = f"event {one.seq}" if one.seq is not None else "store"
        warn(f"REFUSED {RefusalCode.STORE_CHANGED}: {name}: {printable(one.what, 400)}")
    if len(broken) > 20:
        warn(f"{len(broken) - 20} more; --out writes all.")
    return EXIT_REFUSED


def _exists(location: str) -> None:
    """Raise RefusedError (FILE_NOT_FOUND) where there is no such file."""
    if "://" not in location and not Path(location).is_file():
        raise refuse(RefusalCode.FILE_NOT_FOUND, Path(location).name, "There is no such store.")


def _head_of(path: Path) -> Head:
    """A head that was kept.

    Raises RefusedError (STORE_INVALID for a file that holds none).
    """
    from osteo_annot.review.store.store import Head

    parts = bytes_of(path).decode("ascii", errors="replace").split()
    if len(parts) != 2 or not parts[0].isdecimal() or len(parts[1]) != 64:
        raise refuse(RefusalCode.STORE_INVALID, path.name, "It holds no head of a chain.")
    return Head(int(parts[0]), parts[1])


def head(arguments: argparse.Namespace) -> int:
    """Print the end of the chain."""
    from osteo_annot.review.store.store import Store

    text = Store(arguments.store, make=False).head().text + "\n"
    if arguments.out is not None:
        _write(arguments.out, text)
    return 0 if say(text) else EXIT_REFUSED


def backup(arguments: argparse.Namespace) -> int:
    """Copy the store, and verify the copy."""
    from osteo_annot.review.store.store import Store
    from osteo_annot.review.store.verify import backup as copied

    last = copied(Store(arguments.store, make=False), str(arguments.out))
    return 0 if say(f"{arguments.out}: {last.text}\n") else EXIT_REFUSED


def _write(path: Path, text: str) -> None:
    """One file, whole or not at all."""
    from osteo_annot.report.publish import publish_text

    publish_text(path, text)
