"""The tables of a store, and the triggers that refuse to change or delete what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, MetaData, Table, Text, text

FORMAT = "osteo-annot review store 1"
"""What a store says of itself; another number is another layout."""
APPLICATION_ID = 0x6F73746F
"""Marks the SQLite file: ``osto``."""

METADATA = MetaData()
FORMATS = Table("review_format", METADATA, Column("format", Text, primary_key=True))
EVENTS = Table(
    "review_events",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("case", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
)
FILES = Table(
    "review_files",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
ATTEMPTS = Table(
    "review_attempts",
    METADATA,
    Column("name", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
)
"""Failed sign-ins, for throttling: not part of the chain, for they say nothing of a case."""

_KEPT = (FORMATS, EVENTS, FILES)


def make_tables(connection: Connection) -> None:
    """Tables, triggers and format of a new store."""
    METADATA.create_all(connection)
    _run(connection, _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL)
    connection.execute(FORMATS.insert().values(format=FORMAT))


def lacks_triggers(connection: Connection) -> bool:
    """Whether it is a SQLite store of before INSERT OR REPLACE was refused."""
    if connection.dialect.name != "sqlite":
        return False
    wanted = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%no_replace'"
    return bool(connection.scalar(text(wanted)) != len(_KEPT))


def add_triggers(connection: Connection) -> None:
    """Carry such a store over to the layout of this release."""
    _run(connection, _SQLITE[-1:])


def _run(connection: Connection, statements: Sequence[str]) -> None:
    """Statements for each table that is only appended to."""
    for table in _KEPT:
        for statement in statements:
            told = statement.format(table=table.name, taken=_taken(table))
            connection.execute(text(told))


def _taken(table: Table) -> str:
    """Whether a new row would come in the place of an old one."""
    unique = [c.name for c in table.columns if c.primary_key or c.unique]
    return " OR ".join(f"{name} = NEW.{name}" for name in ("rowid", *unique))


_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    # What INSERT OR REPLACE deletes is not told to the trigger on DELETE.
    "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
    "WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
REFUSES = " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END "
"""What the triggers do in PostgreSQL."""
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION review_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$${REFUSES}$$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION review_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION review_append_only()",
)
