"""The connection to a store, so that what was acknowledged is kept whatever happens after."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from osteo_annot.errors import RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.review.store.tables import (
    APPLICATION_ID,
    EVENTS,
    FORMAT,
    FORMATS,
    add_triggers,
    lacks_triggers,
    make_tables,
)

WRITES = {"writes": True}
"""Execution option of a connection that takes the right to write before it reads."""
_WAIT = 30
"""Seconds that a writer waits for another one."""


def engine_of(location: str) -> Engine:
    """The engine of a store: ``postgresql://...`` or the path of a SQLite file.

    Raises RefusedError (STORE_INVALID).
    """
    if re.match(r"postgres(ql)?://", location):
        address = "postgresql+psycopg://" + location.partition("://")[2]
        try:
            return create_engine(address, isolation_level="SERIALIZABLE", pool_pre_ping=True)
        except SQLAlchemyError:
            raise refuse(RefusalCode.STORE_INVALID, "--store", "It is no address.") from None
    if "://" in location:
        found = "Only postgresql:// is an address of a store."
        raise refuse(RefusalCode.STORE_INVALID, "--store", found)
    path = Path(location)
    if path.exists() and not path.is_file():
        raise refuse(RefusalCode.STORE_INVALID, path.name, "It is no file.")
    if not path.parent.is_dir():
        raise refuse(RefusalCode.STORE_INVALID, path.name, "Its folder does not exist.")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: ConnectionPoolEntry) -> None:
    """A write-ahead log, and each commit on the disk before it is acknowledged."""
    connection.isolation_level = None  # transactions are begun here, not by the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """A transaction that writes takes the right to at its begin, so that it never has to redo."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare(
    engine: Engine, name: str, *, make: bool, begin: Callable[[Connection], object]
) -> None:
    """Make a new store, or look whether this is one; ``begin`` writes its first event.

    Raises RefusedError (STORE_INVALID, STORE_BUSY).
    """
    try:
        with engine.connect() as connection:
            known = inspect(connection).has_table(FORMATS.name)
            empty = not inspect(connection).get_table_names()
        if not known and empty and make:
            _make(engine, begin)
        elif not known:
            raise refuse(RefusalCode.STORE_INVALID, name, "It is no store of osteo-annot review.")
        with engine.connect() as connection:
            told = connection.scalars(select(FORMATS.c.format)).all()
            older = lacks_triggers(connection)
    except (DatabaseError, sqlite3.Error, UnicodeDecodeError) as error:
        raise _not_a_store(name, error) from None
    if list(told) != [FORMAT]:
        shown = ", ".join(map(str, told))[:60] or "nothing"
        raise refuse(RefusalCode.STORE_INVALID, name, f"Its format is told as: {shown}.")
    if older:
        with (
            suppress(DatabaseError),  # who may only read leaves it as it is
            engine.connect().execution_options(**WRITES) as connection,
            connection.begin(),
        ):
            add_triggers(connection)


def _make(engine: Engine, begin: Callable[[Connection], object]) -> None:
    """A new store; where another process made it meanwhile, that one is taken."""
    with engine.connect().execution_options(**WRITES) as connection, connection.begin():
        if inspect(connection).has_table(EVENTS.name):
            return
        make_tables(connection)
        begin(connection)
        if engine.dialect.name == "sqlite":
            connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))


def _not_a_store(name: str, error: Exception) -> RefusedError:
    """Why a store cannot be opened, in the words of the database."""
    told = str(getattr(error, "orig", error))
    busy = "locked" in told or "busy" in told
    code = RefusalCode.STORE_BUSY if busy else RefusalCode.STORE_INVALID
    return refuse(code, name, reason_of(Exception(told)))
