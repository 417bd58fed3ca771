"""One review that is served: its cases, its store, its sessions, and how people sign in."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.review.accounts import Account, accounts
from osteo_annot.review.event import UserRole
from osteo_annot.review.web.oidc import Flows
from osteo_annot.review.web.place import Place
from osteo_annot.review.web.queue import Rows
from osteo_annot.review.web.sessions import Session, Sessions
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

if TYPE_CHECKING:
    from osteo_annot.review.results import ResultFolder
    from osteo_annot.review.session import Review
    from osteo_annot.review.web.call import Call
    from osteo_annot.review.web.oidc import Provider
    from osteo_annot.review.web.proxy import TrustedProxy


class Auth(Worded):
    """How people sign in."""

    LOCAL = ("local", "accounts of this store")
    PROXY = ("proxy", "a reverse proxy")
    OIDC = ("oidc", "an OpenID provider")


class Names:
    """Ids of cases in addresses: they tell nothing of the name, and last as long as the store."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._ids: dict[str, str] = {}
        self._cases: dict[str, str] = {}

    def id_of(self, case: str) -> str:
        """The id of a case."""
        known = self._ids.get(case)
        if known is None:
            digest = hmac.digest(self._key, case.encode(), "sha256")
            known = base64.urlsafe_b64encode(digest[:15]).decode()
            self._ids[case] = known
            self._cases[known] = case
        return known

    def case_of(self, name: str) -> str | None:
        """The case of an id that was made here."""
        return self._cases.get(name)


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share."""

    review: Review
    results: ResultFolder
    place: Place
    auth: Auth
    names: Names
    sessions: Sessions = field(default_factory=Sessions)
    flows: Flows = field(default_factory=Flows)
    rows: Rows = field(default_factory=Rows)
    proxy: TrustedProxy | None = None
    provider: Provider | None = None

    def id_of(self, case: str) -> str:
        """The id of a case in addresses."""
        return self.names.id_of(case)

    def case_of(self, name: str) -> str:
        """The case of an id; raises RefusedError (CASE_UNKNOWN)."""
        found = self.names.case_of(name)
        if found is None:
            for case in (*self.results.cases(), *self.review.records()):
                self.names.id_of(case)
            found = self.names.case_of(name)
        if found is None:
            raise refuse(RefusalCode.CASE_UNKNOWN, "address", "No case has that address.")
        return found

    def session(self, call: Call) -> Session | None:
        """The session of a request."""
        return self.sessions.find(call.session_id)

    def with_account(self, call: Call) -> Call:
        """The request with the person who sent it, if somebody is signed in."""
        who = self._by_proxy(call) if self.auth is Auth.PROXY else self._by_session(call)
        return replace(call, who=who)

    def _by_session(self, call: Call) -> Account | None:
        """The person of a session, as the store knows the account now, or the provider told."""
        session = self.session(call)
        if session is None:
            return None
        if self.auth is Auth.LOCAL:
            return _active(accounts(self.review.store), session.name)
        return self.known_elsewhere(session.name, session.role)

    def _by_proxy(self, call: Call) -> Account | None:
        """The person that the trusted proxy names."""
        told = self.proxy.name_and_role(call.peer, call.headers) if self.proxy else None
        return self.known_elsewhere(*told) if told else None

    def known_elsewhere(self, name: str, role: str) -> Account | None:
        """A person that proxy or provider vouch for, unless the account is disabled here."""
        if role not in {member.value for member in UserRole}:
            return None
        here = accounts(self.review.store).get(name)
        if here is None:
            return Account(name, UserRole.of(role), has_password=False)
        return replace(here, role=UserRole.of(role)) if here.active else None


def _active(known: Mapping[str, Account], name: str) -> Account | None:
    """An account that was not disabled meanwhile."""
    account = known.get(name)
    return account if account and account.active else None


def names_of(review: Review) -> Names:
    """The ids of a store: keyed by the hash of its first event, which nobody else knows."""
    first = next(iter(review.store.events("")), None)
    return Names(bytes.fromhex(first.hash) if first else secrets.token_bytes(32))
