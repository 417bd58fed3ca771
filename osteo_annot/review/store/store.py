"""Reading and appending: each save is one transaction, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.review.bodies import body_of
from osteo_annot.review.event import (
    START,
    Draft,
    Kind,
    ReviewEvent,
    UserRole,
    canonical,
    chained,
    time_of,
    time_text,
)
from osteo_annot.review.store.engine import WRITES, engine_of, prepare
from osteo_annot.review.store.tables import ATTEMPTS, EVENTS, FILES
from osteo_annot.values import dataclass
from osteo_annot.version import __version__

Rule = Callable[[Sequence[ReviewEvent]], Sequence[Draft]]
"""What follows for a case from its events; it may refuse. It is asked with no writer beside it."""
Done = TypeVar("Done")
_TRIES = 200
"""How often a save is tried again when another writer was quicker."""
_AGAIN = {"40001", "40P01", "23505"}
"""SQL states of PostgreSQL after which the same save may succeed: another writer was quicker."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: whoever keeps it elsewhere can tell later whether it still holds."""

    seq: int
    hash: str

    @property
    def text(self) -> str:
        """One line."""
        return f"{self.seq} {self.hash}"


class Store:
    """Events and files of a review."""

    def __init__(self, location: str | Path, *, make: bool = True) -> None:
        """Open a store; raises RefusedError (STORE_INVALID, STORE_BUSY)."""
        self.location = str(location)
        self.name = "the database" if "://" in self.location else Path(self.location).name
        if not make and "://" not in self.location and not Path(self.location).is_file():
            raise refuse(RefusalCode.FILE_NOT_FOUND, self.name, "There is no such store.")
        self.engine = engine_of(self.location)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        prepare(self.engine, self.name, make=make, begin=self._begin)

    def _begin(self, connection: Connection) -> None:
        """The first event of a new store."""
        body = {"nonce": secrets.token_hex(32), "version": __version__}
        draft = Draft("", Kind.STORE_MADE, "osteo-annot", UserRole.ADMIN, body)
        list(_append(connection, [draft], self.now()))

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def events(self, case: str | None = None, after: int = 0) -> list[ReviewEvent]:
        """Events in order: of one case (empty: accounts and policy), or of all."""
        with self.engine.connect() as connection:
            return list(_events(connection, case, after))

    def head(self) -> Head:
        """The end of the chain."""
        with self.engine.connect() as connection:
            return _head(connection)

    def file(self, sha256: str) -> bytes:
        """The file with a hash.

        Raises RefusedError (STORE_CHANGED) where it is not there, or not what its hash says.
        """
        with self.engine.connect() as connection:
            found = connection.scalar(select(FILES.c.content).where(FILES.c.sha256 == sha256))
        if found is None or hashlib.sha256(found).hexdigest() != sha256:
            told = f"The file {sha256[:12]} is {'changed' if found else 'not there'}."
            raise refuse(RefusalCode.STORE_CHANGED, self.name, told)
        return bytes(found)

    def has(self, sha256: str) -> bool:
        """Whether there is a file with a hash."""
        wanted = select(func.count()).where(FILES.c.sha256 == sha256)
        with self.engine.connect() as connection:
            return bool(connection.scalar(wanted))

    def put(self, content: bytes) -> str:
        """Keep a file; its SHA-256, by which it is found again."""
        self._tried(lambda connection: _put(connection, content))
        return hashlib.sha256(content).hexdigest()

    def save(self, case: str, rule: Rule, files: Sequence[bytes] = ()) -> tuple[ReviewEvent, ...]:
        """Append what a rule makes of the events of a case, with files, all or nothing.

        When it returns, the events are on the disk. Raises RefusedError of the rule, or STORE_BUSY.
        """

        def saved(connection: Connection) -> tuple[ReviewEvent, ...]:
            drafts = rule(list(_events(connection, case, 0)))
            for content in files:
                _put(connection, content)
            return tuple(_append(connection, drafts, self.now()))

        return self._tried(saved)

    def _tried(self, work: Callable[[Connection], Done]) -> Done:
        """Work in a transaction that writes, again where another writer was quicker."""
        for tried in range(_TRIES):
            try:
                with (
                    self.engine.connect().execution_options(**WRITES) as connection,
                    connection.begin(),
                ):
                    return work(connection)
            except DBAPIError as error:
                if not _may_succeed_again(error, tried):
                    raise self._not_saved(error) from None
                time.sleep(random.uniform(0, min(0.002 * 2**tried, 0.25)))
        told = f"Other writers were quicker {_TRIES} times."
        raise refuse(RefusalCode.STORE_BUSY, self.name, told)

    def _not_saved(self, error: DBAPIError) -> Exception:
        """A refusal where the database cannot write now; else a fault of the program."""
        if not isinstance(error, OperationalError):
            return error
        return refuse(RefusalCode.STORE_BUSY, self.name, reason_of(Exception(str(error.orig))))

    def failed_attempts(self, name: str, within: timedelta) -> list[datetime]:
        """When signing in failed lately."""
        since = time_text(self.now() - within)
        wanted = select(ATTEMPTS.c.at).where(ATTEMPTS.c.name == name, ATTEMPTS.c.at >= since)
        with self.engine.connect() as connection:
            return sorted(time_of(at) for at in connection.scalars(wanted))

    def note_failed_attempt(self, name: str) -> None:
        """Keep that signing in failed."""
        row = {"name": name[:200], "at": time_text(self.now())}
        self._tried(lambda connection: connection.execute(ATTEMPTS.insert().values(row)))


def _may_succeed_again(error: DBAPIError, tried: int) -> bool:
    """Whether a writer was in the way, and not the save itself wrong.

    SQLite waits by itself before it says that it is locked.
    """
    state = getattr(error.orig, "sqlstate", None)
    return state in _AGAIN or ("database is locked" in str(error.orig) and tried < 2)


def _events(connection: Connection, case: str | None, after: int) -> Iterator[ReviewEvent]:
    """Events in order of the chain."""
    wanted = select(EVENTS).where(EVENTS.c.seq > after).order_by(EVENTS.c.seq)
    if case is not None:
        wanted = wanted.where(EVENTS.c.case == case)
    yield from map(event_of, connection.execute(wanted))


def event_of(row: Row[Any]) -> ReviewEvent:
    """The event of a row; raises ValueError where it cannot be one."""
    return ReviewEvent(
        seq=row.seq,
        case=row.case,
        kind=Kind.of(row.kind),
        actor=row.actor,
        role=UserRole.of(row.role),
        at=time_of(row.at),
        result=row.result,
        seen=row.seen,
        body=json.loads(row.body),
        previous=row.previous,
        hash=row.hash,
    )


def _head(connection: Connection) -> Head:
    """The last event."""
    last = connection.execute(
        select(EVENTS.c.seq, EVENTS.c.hash).order_by(EVENTS.c.seq.desc()).limit(1)
    ).first()
    return Head(last.seq, last.hash) if last else Head(0, START)


def _put(connection: Connection, content: bytes) -> None:
    """Keep a file once."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not connection.scalar(select(func.count()).where(FILES.c.sha256 == sha256)):
        connection.execute(FILES.insert().values(sha256=sha256, content=content))


def _append(
    connection: Connection, drafts: Sequence[Draft], now: datetime
) -> Iterator[ReviewEvent]:
    """Chain drafts behind the last event; each body is checked by the model of its kind."""
    head = _head(connection)
    last = connection.scalar(select(EVENTS.c.at).where(EVENTS.c.seq == head.seq))
    at = max(now, time_of(last)) if last else now  # a clock that was set back turns no order round
    for draft in drafts:
        body_of(draft.kind, draft.body)
        event = chained(draft, head.seq + 1, at, head.hash)
        connection.execute(EVENTS.insert().values(row_of(event)))
        head = Head(event.seq, event.hash)
        yield event


def row_of(event: ReviewEvent) -> dict[str, Any]:
    """An event as it is kept."""
    return {
        "seq": event.seq,
        "case": event.case,
        "kind": event.kind.value,
        "actor": event.actor,
        "role": event.role.value,
        "at": event.time,
        "result": event.result,
        "seen": event.seen,
        "body": canonical(event.body),
        "previous": event.previous,
        "hash": event.hash,
    }
