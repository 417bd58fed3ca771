"""The tables of a store, and the triggers that refuse to change or delete what is in them."""

from __future__ import annotations

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
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for table in _KEPT:
        for statement in statements:
            connection.execute(text(statement.format(table=table.name)))
    connection.execute(FORMATS.insert().values(format=FORMAT))


_SQLITE = (
    "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
    "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION review_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION review_append_only()",
    "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION review_append_only()",
)
