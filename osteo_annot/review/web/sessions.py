"""Who is signed in: sessions in the memory of the server, and the tokens that forms carry.

A cookie holds a random id and a signature, nothing of a person. Sessions end when nobody uses
them, after a working day, and with the server; what was typed is kept with the case.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

IDLE_SECONDS = 30 * 60
DAY_SECONDS = 12 * 60 * 60
"""NIST SP 800-63B, AAL2: sign in again after 30 minutes of no use, and after 12 hours."""
MAX_SESSIONS = 10_000
COOKIE = "osteo_review"


@dataclass(slots=True)
class Session:
    """One person in one browser."""

    name: str
    role: str
    """As a provider told it; empty where the store knows the account."""
    made: float
    used: float
    proven: datetime | None = None
    """When the provider last asked the person again, so that a report may be signed."""


class Sessions:
    """All sessions of a server."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        key = secrets.token_bytes(32)
        self._ids = URLSafeSerializer(key, salt="session")
        self._tokens = URLSafeSerializer(key, salt="form")
        self._now = now
        self._open: dict[str, Session] = {}
        self._lock = threading.Lock()

    def new_id(self) -> str:
        """An id that nobody had."""
        return secrets.token_urlsafe(24)

    def cookie(self, session_id: str) -> str:
        """The value of the cookie of an id."""
        return str(self._ids.dumps(session_id))

    def id_of(self, cookie: str) -> str:
        """The id of a cookie; empty where this server did not make it."""
        try:
            return str(self._ids.loads(cookie))
        except BadSignature:
            return ""

    def token(self, session_id: str) -> str:
        """What a form of this browser carries, and no other site can know."""
        return str(self._tokens.dumps(session_id))

    def is_token(self, session_id: str, token: str) -> bool:
        """Whether a form carries the token of its browser."""
        return hmac.compare_digest(self.token(session_id).encode(), token.encode())

    def open(self, name: str, role: str = "") -> str:
        """A session for a person, under an id that was not known before the sign-in."""
        now = self._now()
        session_id = self.new_id()
        with self._lock:
            self._drop_ended(now)
            if len(self._open) >= MAX_SESSIONS:
                oldest = min(self._open, key=lambda key: self._open[key].used)
                del self._open[oldest]
            self._open[session_id] = Session(name, role, now, now)
        return session_id

    def find(self, session_id: str) -> Session | None:
        """The session of an id, if it has not ended; it counts as used."""
        now = self._now()
        with self._lock:
            found = self._open.get(session_id)
            if found is None or _has_ended(found, now):
                self._open.pop(session_id, None)
                return None
            found.used = now
            return found

    def close(self, session_id: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(session_id, None)

    def close_all_of(self, name: str) -> None:
        """End every session of a person."""
        with self._lock:
            for key in [key for key, one in self._open.items() if one.name == name]:
                del self._open[key]

    def _drop_ended(self, now: float) -> None:
        """Forget sessions that ended."""
        for key in [key for key, one in self._open.items() if _has_ended(one, now)]:
            del self._open[key]


def _has_ended(session: Session, now: float) -> bool:
    """Whether nobody used it for long, or the day is over."""
    return now - session.used > IDLE_SECONDS or now - session.made > DAY_SECONDS
