"""Whether a store is as it was written: every event, every file, and the store's own layout."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.report.publish import publish
from osteo_annot.review.bodies import body_of
from osteo_annot.review.event import START, Draft, ReviewEvent, canonical, chained
from osteo_annot.review.store.engine import engine_of
from osteo_annot.review.store.store import Head, Store, event_of
from osteo_annot.review.store.tables import (
    APPLICATION_ID,
    EVENTS,
    FILES,
    FORMAT,
    FORMATS,
    REFUSES,
    make_tables,
)
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not hold."""

    seq: int | None
    """The event; None for a file or the store itself."""
    what: str
    """One sentence."""


def verify(location: str, kept: Head | None = None) -> tuple[Broken, ...]:
    """Everything that does not hold, the first event first; empty where all holds.

    ``kept``: an earlier head that was kept elsewhere, which has to be on the chain: only so is a
    chain found that was cut off or written anew as a whole.
    """
    try:
        engine = engine_of(location)
        with engine.connect() as connection:
            found = tuple(_all(connection, kept))
        engine.dispose()
    except (SQLAlchemyError, sqlite3.Error, ValueError, TypeError, MemoryError) as error:
        told = reason_of(Exception(str(getattr(error, "orig", error))))
        return (Broken(None, f"The store cannot be read: {told}"),)
    return found


def _all(connection: Connection, kept: Head | None) -> Iterator[Broken]:
    """What does not hold of events, files and layout."""
    hashes: dict[int, str] = {}
    needed: dict[str, int] = {}
    yield from _events(connection, hashes, needed)
    yield from _files(connection, needed)
    if kept is not None and kept.seq and hashes.get(kept.seq) != kept.hash:
        reached = max(hashes, default=0)
        told = "has another hash" if kept.seq in hashes else f"is lost: the chain ends at {reached}"
        yield Broken(kept.seq, f"The event of the head that was kept {told}.")
    yield from _layout(connection)


def _events(
    connection: Connection, hashes: dict[int, str], needed: dict[str, int]
) -> Iterator[Broken]:
    """Events that do not follow from the one before, or are not what their hash says."""
    before = START
    expected = 1
    last = ""
    for row in connection.execute(select(EVENTS).order_by(EVENTS.c.seq)):
        seq = row.seq
        if seq != expected:
            yield Broken(expected, f"Event {expected} is not there.")
            expected = seq if isinstance(seq, int) else expected
        if told := _wrong(row, before):
            yield Broken(expected, f"Event {expected} {told}.")
        elif row.at < last:
            yield Broken(expected, f"Event {expected} is earlier than the one before it.")
        hashes[expected] = row.hash
        for sha256 in _named_files(row):
            needed.setdefault(sha256, expected)
        before, last, expected = row.hash, str(row.at), expected + 1


def _wrong(row: Any, before: str) -> str:
    """What does not hold of one event; empty where all does."""
    wanted = {c.name: c.type.python_type for c in EVENTS.columns}
    if other := [name for name, kind in wanted.items() if type(row._mapping[name]) is not kind]:
        return f"has a value of another kind in {', '.join(other)}"
    try:
        event = event_of(row)
        body_of(event.kind, event.body)
    except (ValueError, TypeError) as error:
        return f"cannot be read ({type(error).__name__})"
    if event.previous != before:
        return "does not follow from the event before it"
    same = _again(event)
    if same.hash != event.hash or canonical(event.body) != row.body or event.time != row.at:
        return "was changed"
    return ""


def _again(event: ReviewEvent) -> ReviewEvent:
    """The event as it is chained from its own fields."""
    draft = Draft(
        event.case, event.kind, event.actor, event.role, event.body, event.result, event.seen
    )
    return chained(draft, event.seq, event.at, event.previous)


_HOLDING = ("files", "proposal", "reviewed", "policy", "old", "new")


def _named_files(row: Any) -> Iterator[str]:
    """SHA-256 of every file that an event rests on."""
    try:
        event = event_of(row)
    except (ValueError, TypeError):
        return
    if event.result:
        yield event.result
    yield from _hashes(event.body, inside=False)


def _hashes(value: Any, *, inside: bool) -> Iterator[str]:
    """Hashes of files, wherever they stand in a body."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _hashes(part, inside=name in _HOLDING or (inside and isinstance(part, str)))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _hashes(part, inside=inside)
    elif inside and isinstance(value, str) and len(value) == 64:
        yield value


def _files(connection: Connection, needed: Mapping[str, int]) -> Iterator[Broken]:
    """Files that are not what their hash says, and files that an event names and are not there."""
    there: set[str] = set()
    for row in connection.execute(select(FILES).order_by(FILES.c.sha256)):
        content = row.content if isinstance(row.content, bytes | memoryview) else b""
        sha256 = str(row.sha256)
        there.add(sha256)
        if hashlib.sha256(content).hexdigest() != sha256:
            event = needed.get(sha256)
            by = f", which event {event} names," if event else ""
            yield Broken(event, f"The file {sha256[:12]}{by} was changed.")
    for sha256, event in needed.items():
        if sha256 not in there:
            yield Broken(event, f"The file {sha256[:12]}, which event {event} names, is lost.")


def _layout(connection: Connection) -> Iterator[Broken]:
    """Format, tables and triggers, and what the database finds of its own pages."""
    told = [str(one) for one in connection.scalars(select(FORMATS.c.format))]
    if told != [FORMAT]:
        yield Broken(None, "The format of the store was changed.")
    if connection.dialect.name != "sqlite":
        yield from _postgresql_triggers(connection)
        return
    if connection.scalar(text("PRAGMA application_id")) != APPLICATION_ID:
        yield Broken(None, "The mark of the file was changed.")
    there = _schema(connection)
    missing = [name for name, sql in _fresh().items() if there.get(name) != sql]
    if missing:
        yield Broken(None, f"Changed in the layout: {', '.join(missing)}.")
    extra = set(there) - set(_fresh())
    if extra:
        yield Broken(None, f"Not of the layout: {', '.join(sorted(extra))[:200]}.")
    damage = [str(one) for one in connection.scalars(text("PRAGMA integrity_check(5)"))]
    if damage != ["ok"]:
        yield Broken(None, f"Pages of the database are damaged: {damage[0][:200]}.")


def _schema(connection: Connection) -> dict[str, str]:
    """Tables, indexes and triggers as SQLite keeps them."""
    rows = connection.execute(
        text("SELECT name, coalesce(sql, '') || ' of ' || tbl_name FROM sqlite_master")
    )
    return {str(name): str(sql) for name, sql in rows}


@cache
def _fresh() -> dict[str, str]:
    """The layout of a store that was just made."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        make_tables(connection)
        return _schema(connection)


def _postgresql_triggers(connection: Connection) -> Iterator[Broken]:
    """Triggers that are not there, or were switched off."""
    rows: Sequence[Any] = connection.execute(
        text(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL "
            "AND prosrc = :refuses AND tgtype = CASE WHEN tgname LIKE '%truncate' "
            "THEN 34 ELSE 27 END"
        ),
        {"refuses": REFUSES},
    ).all()
    there = {(str(table), str(name)) for table, name in rows}
    for table in (FORMATS, EVENTS, FILES):
        for name in (f"{table.name}_no_change", f"{table.name}_no_truncate"):
            if (table.name, name) not in there:
                yield Broken(
                    None, f"The trigger {name} is not there, was changed, or is switched off."
                )


def backup(store: Store, path: str) -> Head:
    """Copy a store that is in use into a new SQLite file, as it is at one moment.

    The copy is verified before it gets its name. Raises RefusedError: OUTPUT_NAME_CLASH where the
    file is there already, STORE_CHANGED where what was copied does not hold.
    """
    target = Path(path)
    if target.exists():
        raise refuse(RefusalCode.OUTPUT_NAME_CLASH, target.name, "The file is there already.")
    with publish(target.parent) as (staging,):
        copied = staging / target.name
        last = _copied(store, engine_of(str(copied)))
        if broken := verify(str(copied), last):
            raise refuse(RefusalCode.STORE_CHANGED, store.name, broken[0].what)
        for beside in staging.glob(f"{target.name}-*"):  # the log of the copy, written out by now
            beside.unlink()
    return last


def _copied(store: Store, target: Engine) -> Head:
    """Everything of a store in another one; the end of its chain."""
    with store.engine.connect() as source, target.connect() as copy, copy.begin():
        make_tables(copy)
        copy.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
        last = Head(0, START)
        for row in source.execute(select(EVENTS).order_by(EVENTS.c.seq)).mappings():
            copy.execute(EVENTS.insert().values(dict(row)))
            last = Head(row["seq"], row["hash"])
        for row in source.execute(select(FILES)).mappings():
            copy.execute(FILES.insert().values(dict(row)))
    with target.connect() as copy:
        copy.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    target.dispose()
    return last
