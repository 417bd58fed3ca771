"""Who may sign in: accounts are events of the chain too, so that nobody is made a signer unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.review.bodies import PasswordSet, UserAdded, UserDisabled, body_of
from osteo_annot.review.event import Draft, Kind, ReviewEvent, UserRole
from osteo_annot.review.store.store import Store
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_PASSWORD = 12
"""Characters (NIST SP 800-63B asks for 8, and for 15 where nothing else is asked for)."""
MOST_PASSWORD = 1000
FREE_ATTEMPTS = 5
"""Failed sign-ins before waiting begins."""
WINDOW = timedelta(minutes=15)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
COMMAND_LINE = "command-line"
"""Actor of what is done to accounts by whoever can write the store: there is no one to ask before
the first account.
"""


@dataclass(frozen=True, slots=True)
class Account:
    """One who may sign in; of proxy and provider it is made from what they tell."""

    name: str
    role: UserRole
    active: bool = True
    full_name: str = ""
    has_password: bool = True

    @property
    def shown(self) -> str:
        """As it stands under a report."""
        return self.full_name or self.name


@dataclass(frozen=True, slots=True)
class Password:
    """Proof of who signs: the password, asked for again."""

    text: str


@dataclass(frozen=True, slots=True)
class SignedInAnew:
    """Proof of who signs: the provider has just asked the person again."""

    at: datetime
    how: str


Proof = Password | SignedInAnew
PROOF_HOLDS = timedelta(minutes=2)


@cache
def _hasher() -> PasswordHasher:
    """Argon2id by the first recommendation of RFC 9106 that fits a small machine (64 MiB)."""
    from argon2 import PasswordHasher, Type

    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, type=Type.ID)


def accounts_of(events: Iterable[ReviewEvent]) -> Mapping[str, Account]:
    """Every account by its name, from the events that belong to no case."""
    found: dict[str, Account] = {}
    for event in events:
        body = body_of(event.kind, event.body)
        if isinstance(body, UserAdded):
            found[body.name] = Account(
                body.name, body.role, True, body.full_name, bool(body.password)
            )
        elif isinstance(body, UserDisabled) and body.name in found:
            found[body.name] = replace(found[body.name], active=False)
        elif isinstance(body, PasswordSet) and body.name in found:
            found[body.name] = replace(found[body.name], has_password=True)
    return found


def accounts(store: Store) -> Mapping[str, Account]:
    """Every account of a store by its name."""
    return accounts_of(store.events(""))


def add_account(
    store: Store,
    name: str,
    role: UserRole,
    password: str | None,
    *,
    full_name: str = "",
    by: Account | None = None,
) -> Account:
    """A new account; without password only a proxy or a provider can sign it in.

    Raises RefusedError (ACCOUNT_INVALID, ROLE_MAY_NOT).
    """
    _is_admin(by)
    if not _NAME.fullmatch(name):
        raise refuse(RefusalCode.ACCOUNT_INVALID, name, "It cannot be the name of an account.")
    hashed = "" if password is None else _hashed(name, password)
    told = {"name": name, "role": role, "password": hashed, "full_name": full_name}
    body = _checked(name, told)

    def rule(events: Sequence[ReviewEvent]) -> list[Draft]:
        if name in accounts_of(events):
            raise refuse(RefusalCode.ACCOUNT_INVALID, name, "There is an account of this name.")
        return [_draft(Kind.USER_ADDED, body.plain(), by)]

    store.save("", rule)
    return Account(name, role, full_name=full_name, has_password=bool(hashed))


def disable_account(
    store: Store, name: str, *, reason: str = "", by: Account | None = None
) -> None:
    """Nobody signs in under the name any more; what it did stays.

    Raises RefusedError (ACCOUNT_INVALID, ROLE_MAY_NOT).
    """
    _is_admin(by)

    def rule(events: Sequence[ReviewEvent]) -> list[Draft]:
        account = accounts_of(events).get(name)
        if account is None or not account.active:
            raise refuse(RefusalCode.ACCOUNT_INVALID, name, "There is no active account of it.")
        return [_draft(Kind.USER_DISABLED, UserDisabled(name=name, reason=reason).plain(), by)]

    store.save("", rule)


def set_password(store: Store, name: str, password: str, *, by: Account | None = None) -> None:
    """Another password for an account: the own one, or by an admin.

    Raises RefusedError (ACCOUNT_INVALID, ROLE_MAY_NOT).
    """
    if by is not None and by.name != name:
        _is_admin(by)
    body = PasswordSet(name=name, password=_hashed(name, password))

    def rule(events: Sequence[ReviewEvent]) -> list[Draft]:
        account = accounts_of(events).get(name)
        if account is None or not account.active:
            raise refuse(RefusalCode.ACCOUNT_INVALID, name, "There is no active account of it.")
        return [_draft(Kind.PASSWORD_SET, body.plain(), by)]

    store.save("", rule)


def sign_in(store: Store, name: str, password: str) -> Account:
    """The account of a name and its password.

    Unknown names, wrong passwords and disabled accounts are refused in the same words and time.
    Raises RefusedError (SIGN_IN_FAILED, SIGN_IN_THROTTLED).
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    _throttled(store, name)
    events = store.events("")
    account = accounts_of(events).get(name)
    kept = _kept_hash(events, name) if account and account.active else ""
    try:
        matches = _hasher().verify(kept or _nobody(), password[:MOST_PASSWORD]) and bool(kept)
    except (VerificationError, InvalidHashError):
        matches = False
    if not matches or account is None:
        store.note_failed_attempt(name)
        raise _sign_in_failed()
    return account


def proven(store: Store, account: Account, proof: Proof) -> Account:
    """The account, where the proof shows that it is this person who signs now.

    Raises RefusedError (SIGN_IN_FAILED, SIGN_IN_THROTTLED).
    """
    if isinstance(proof, Password):
        return sign_in(store, account.name, proof.text)
    age = store.now() - proof.at
    if not timedelta(0) <= age <= PROOF_HOLDS:
        raise _sign_in_failed()
    return account


def _sign_in_failed() -> RefusedError:
    """The same words whatever was wrong."""
    told = "Name and password do not belong to an active account."
    return refuse(RefusalCode.SIGN_IN_FAILED, "sign-in", told)


def _throttled(store: Store, name: str) -> None:
    """After some failures a name waits, each time twice as long, at most 15 minutes."""
    failed = store.failed_attempts(name, WINDOW)
    if len(failed) < FREE_ATTEMPTS:
        return
    pause = min(timedelta(seconds=2 ** (len(failed) - FREE_ATTEMPTS + 1)), WINDOW)
    left = failed[-1] + pause - store.now()
    if left > timedelta(0):
        told = f"Too many failed sign-ins: {int(left.total_seconds()) + 1} seconds to wait."
        raise refuse(RefusalCode.SIGN_IN_THROTTLED, "sign-in", told)


def _kept_hash(events: list[ReviewEvent], name: str) -> str:
    """The last hash of a password."""
    kinds = {Kind.USER_ADDED, Kind.PASSWORD_SET}
    told = [e.body for e in events if e.kind in kinds and e.body.get("name") == name]
    return str(told[-1]["password"]) if told else ""


@cache
def _nobody() -> str:
    """A hash that no password has, so that an unknown name takes as long as a known one."""
    import secrets

    return _hasher().hash(secrets.token_hex(32))


def _hashed(name: str, password: str) -> str:
    """The hash of a password that is long enough."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        told = f"The password has {len(password)} characters."
        raise refuse(RefusalCode.ACCOUNT_INVALID, name, told)
    return _hasher().hash(password)


def _is_admin(by: Account | None) -> None:
    """Accounts are kept by an admin, or on the command line by whoever can write the store."""
    if by is not None and by.role is not UserRole.ADMIN:
        raise refuse(RefusalCode.ROLE_MAY_NOT, by.name, f"A {by.role} keeps no accounts.")


def _draft(kind: Kind, body: dict[str, object], by: Account | None) -> Draft:
    """An event on accounts."""
    if by is None:
        return Draft("", kind, COMMAND_LINE, UserRole.ADMIN, body)
    return Draft("", kind, by.name, by.role, body)


def _checked(name: str, values: Mapping[str, object]) -> UserAdded:
    """The body; its faults as a refusal."""
    try:
        return UserAdded.model_validate(values)
    except ValueError as error:
        told = str(error).splitlines()[-2].strip()[:120]
        raise refuse(RefusalCode.ACCOUNT_INVALID, name, f"{told}.") from None
