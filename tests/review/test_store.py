"""What is acknowledged is kept, nothing is changed unseen, and nobody's save is lost.

Expected: the promises of the specification of the review, section Trust.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event as hooks
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from osteo_annot.errors import RefusedError
from osteo_annot.review.event import Draft, Kind, UserRole
from osteo_annot.review.store import verify as verify_module
from osteo_annot.review.store.engine import engine_of
from osteo_annot.review.store.store import Head, Store
from osteo_annot.review.store.tables import EVENTS
from osteo_annot.review.store.verify import backup, verify
from tests.review.conftest import needs_postgresql


def comment(text: str, case: str = "P1") -> Draft:
    return Draft(case, Kind.COMMENTED, "ann", UserRole.REVIEWER, {"text": text})


def filled(location: str, events: int = 6) -> Store:
    """A store with some events and two files."""
    store = Store(location)
    for number in range(events):
        body = {"text": f"comment {number}: ä, €, 𝄞"}
        draft = Draft(f"P{number % 2}", Kind.COMMENTED, "ann", UserRole.REVIEWER, body)
        store.save(draft.case, lambda _, draft=draft: [draft], [b"a file" * 50] * (number == 1))
    sha256 = store.put(b"the policy")
    policy = Draft("", Kind.POLICY_SET, "adam", UserRole.ADMIN, {"policy": sha256})
    store.save("", lambda _: [policy])
    return store


def test_what_was_written_is_read_back_and_holds(location: str) -> None:
    store = filled(location)
    events = store.events()
    assert [e.seq for e in events] == list(range(1, 9))
    assert [e.previous for e in events[1:]] == [e.hash for e in events[:-1]]
    assert next(e.body["text"] for e in store.events("P1")) == "comment 1: ä, €, 𝄞"
    assert verify(location, store.head()) == ()


@pytest.mark.parametrize("table", ["review_events", "review_files", "review_format"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_the_database_itself_refuses_to_change_or_delete(
    location: str, table: str, change: str
) -> None:
    store = filled(location)
    column = {"review_events": "actor", "review_files": "sha256", "review_format": "format"}[table]
    with pytest.raises(DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(text(change.format(table, column)))
    assert verify(location) == ()


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
        "REPLACE INTO {0} SELECT * FROM {0} LIMIT 1",
        "INSERT OR REPLACE INTO {0} (rowid, {1}) SELECT 1, {2} FROM {0} LIMIT 1",
        "UPDATE OR REPLACE {0} SET {3} = {3}",
        "INSERT INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT DO UPDATE SET {3} = {3}",
    ],
)
@pytest.mark.parametrize("table", ["review_events", "review_files", "review_format"])
def test_a_row_does_not_come_in_the_place_of_another(
    tmp_path: Path, table: str, statement: str, recursive: str
) -> None:
    """SQLite deletes for REPLACE without asking the trigger on DELETE."""
    store = filled(str(tmp_path / "review.sqlite"))
    store.close()
    with closing(sqlite3.connect(tmp_path / "review.sqlite")) as connection:
        connection.execute(f"PRAGMA recursive_triggers={recursive}")
        named = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        columns = ", ".join(f'"{name}"' for name in named)
        changed = ", ".join(
            "0" if name == "seq" else f"'x' || \"{name}\"" if name != "content" else "x'00'"
            for name in named
        )
        last = "actor" if "actor" in named else named[0]
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement.format(table, columns, changed, last))
    assert verify(store.location, store.head()) == ()


@needs_postgresql
def test_a_role_that_may_only_insert_is_enough(postgresql) -> None:
    """The grants are those of docs/review-operators.md."""
    import psycopg

    with psycopg.connect(postgresql("owner"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE granted")
        connection.execute("CREATE ROLE writer LOGIN")
    Store(postgresql("owner", "granted")).close()
    with psycopg.connect(postgresql("owner", "granted"), autocommit=True) as connection:
        connection.execute(
            "GRANT SELECT, INSERT ON review_format, review_events, review_files, review_attempts "
            "TO writer"
        )
    store = Store(postgresql("writer", "granted"))
    store.save("P1", lambda _: [comment("by a role that may only insert")], [b"file"])
    for change in (
        "UPDATE review_events SET actor = 'x'",
        "DELETE FROM review_events",
        "TRUNCATE review_events",
        "INSERT INTO review_events SELECT * FROM review_events "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
        "ALTER TABLE review_events DISABLE TRIGGER ALL",
        "DROP TABLE review_events",
    ):
        with pytest.raises(DBAPIError, match=r"denied|owner"), store.engine.begin() as connection:
            connection.execute(text(change))
    assert verify(postgresql("writer", "granted"), store.head()) == ()


def test_twenty_writers_at_once_lose_nothing(location: str) -> None:
    Store(location).close()
    acknowledged: list[tuple[int, str]] = []
    failed: list[Exception] = []
    start = threading.Barrier(20)

    def write(writer: int) -> None:
        store = Store(location)
        try:
            start.wait()
            for number in range(4):
                told = f"{writer}.{number}"
                saved = store.save("P1", lambda _, told=told: [comment(told)])
                acknowledged.append((saved[0].seq, told))
        except Exception as error:
            failed.append(error)
        finally:
            store.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    kept = [(e.seq, e.body["text"]) for e in Store(location).events("P1")]
    assert len(kept) == 80
    assert sorted(acknowledged) == kept
    assert verify(location) == ()


STEPS = 9
"""Steps of a save at which the process is killed: before each statement, before and after the
commit, and after it was acknowledged."""


@pytest.mark.parametrize("step", range(STEPS))
def test_a_process_killed_between_any_two_steps_keeps_what_was_acknowledged(
    location: str, step: int
) -> None:
    """kill -9 comes from the process itself, at the step: no step can be missed by timing."""
    Store(location).close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _save_until_killed(location, step, writing)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    acknowledged = os.read(reading, 1000).decode().split()
    os.close(reading)
    assert os.WTERMSIG(status) == signal.SIGKILL
    store = Store(location)
    kept = [e.body["text"] for e in store.events("P1")]
    assert kept[: len(acknowledged)] == acknowledged
    assert len(kept) - len(acknowledged) in {0, 1}  # one may be whole and not acknowledged yet
    assert verify(location) == ()
    store.save("P1", lambda _: [comment("after")], [b"after"])
    assert verify(location, store.head()) == ()


def _save_until_killed(location: str, step: int, writing: int) -> None:
    """Save and acknowledge, until the step of the second save at which the process dies."""
    store = Store(location)
    left = [10**9]

    def count(*_: object, **__: object) -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    for name in ("begin", "commit", "before_cursor_execute"):
        hooks.listen(store.engine, name, count)
    store.save("P1", lambda _: [comment("first")], [b"first"])
    os.write(writing, b"first ")
    left[0] = step
    store.save("P1", lambda _: [comment("second")], [b"second"])
    os.write(writing, b"second ")
    os.kill(os.getpid(), signal.SIGKILL)


def rows(path: Path) -> list[tuple[object, ...]]:
    """Everything that a store says: each value with its kind."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, *(value for value in row), *(type(value) for value in row))
            for table in ("review_format", "review_events", "review_files")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


@pytest.mark.slow
def test_each_changed_byte_is_named_or_carries_no_meaning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,000 bytes, each changed once; what verify passes by must read the same, value for value.

    What carries no meaning: free space of pages, counters of the file's header, the number of the
    program that wrote it, and what lies in the table of failed sign-ins.
    """
    original = tmp_path / "whole.sqlite"
    store = filled(str(tmp_path / "made.sqlite"), events=8)
    backup(store, str(original))
    store.close()
    content = original.read_bytes()
    whole = rows(original)
    changed = tmp_path / "changed.sqlite"
    engine = engine_of(str(changed))  # one for all: it compiles each statement once
    monkeypatch.setattr(verify_module, "engine_of", lambda _: engine)
    draw = random.Random(19)
    places = sorted(draw.sample(range(len(content)), 2000))
    named, passed = 0, []
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= draw.randrange(1, 256)
        changed.write_bytes(damaged)
        if verify(str(changed)):
            named += 1
        else:
            passed.append(place)
            assert rows(changed) == whole, f"byte {place} of the store"
        for left in tmp_path.glob("changed.sqlite-*"):
            left.unlink()
    assert named > 200
    assert passed


def tampered(tmp_path: Path, *statements: str) -> str:
    """A store changed by whoever can write its file, triggers and all."""
    store = filled(str(tmp_path / "review.sqlite"))
    store.close()
    with closing(sqlite3.connect(tmp_path / "review.sqlite")) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
        made = triggers.fetchall()
        for name, _ in made:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in made:
            connection.execute(sql)
        connection.commit()
    return str(tmp_path / "review.sqlite")


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE review_events SET actor = 'eve' WHERE seq = 3", 3),
        ("UPDATE review_events SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 4", 4),
        ("UPDATE review_events SET body = replace(body, 'comment', 'Comment') WHERE seq = 5", 5),
        ("UPDATE review_events SET body = body || ' ' WHERE seq = 5", 5),
        ("UPDATE review_events SET role = 'signer' WHERE seq = 2", 2),
        ("DELETE FROM review_events WHERE seq = 4", 4),
        ("DELETE FROM review_events WHERE seq = 1", 1),
        ("UPDATE review_files SET content = x'00'", 8),
        ("DELETE FROM review_files", 8),
        (
            'INSERT INTO review_events SELECT 9, "case", kind, actor, role, at, result, seen, '
            "body, hash || '', '" + "0" * 64 + "' FROM review_events WHERE seq = 8",
            9,
        ),
    ],
)
def test_the_first_event_that_does_not_hold_is_named(
    tmp_path: Path, statement: str, seq: int
) -> None:
    broken = verify(tampered(tmp_path, statement))
    assert broken[0].seq in {seq, None} if "files" in statement else broken[0].seq == seq


@pytest.mark.parametrize("column", [c.name for c in EVENTS.columns])
@pytest.mark.parametrize("change", ["cast({0} as blob)", "cast({0} as text) || ' '"])
def test_no_column_of_an_event_is_changed_unseen(tmp_path: Path, column: str, change: str) -> None:
    """Its value, and its kind: SQLite lets a blob of the same bytes into a column of text."""
    told = change.format(f'"{column}"')
    location = tampered(tmp_path, f'UPDATE review_events SET "{column}" = {told} WHERE seq = 3')
    kind = type(EVENTS.columns[column].type).__name__
    if kind == "BigInteger" and "text" in change:
        return  # the column makes the same number of it
    assert verify(location)[0].seq == 3


def test_a_chain_that_was_cut_off_is_found_by_the_head_that_was_kept(tmp_path: Path) -> None:
    """The chain alone cannot tell it: what is left is whole."""
    location = tampered(tmp_path, "DELETE FROM review_events WHERE seq >= 7")
    assert verify(location) == ()
    assert verify(location, Head(8, "a" * 64))[0].seq == 8


def test_a_chain_written_anew_is_found_by_the_head_that_was_kept(tmp_path: Path) -> None:
    head = filled(str(tmp_path / "one.sqlite")).head()
    other = filled(str(tmp_path / "other.sqlite"))
    assert verify(other.location) == ()
    assert verify(other.location, head)[0].seq == head.seq


def test_a_backup_is_whole_while_the_store_is_written(location: str, tmp_path: Path) -> None:
    store = filled(location)
    copied = backup(store, str(tmp_path / "copy.sqlite"))
    assert copied == store.head()
    store.save("P1", lambda _: [comment("later")])
    assert verify(str(tmp_path / "copy.sqlite"), copied) == ()
    assert [e.hash for e in Store(tmp_path / "copy.sqlite").events()] == [
        e.hash for e in store.events()
    ][:-1]
    with pytest.raises(RefusedError, match="OUTPUT_NAME_CLASH"):
        backup(store, str(tmp_path / "copy.sqlite"))


def test_a_store_that_does_not_hold_is_not_backed_up(tmp_path: Path) -> None:
    """A copy that would be restored one day; nothing of it is left behind."""
    location = tampered(tmp_path, "UPDATE review_events SET actor = 'eve' WHERE seq = 3")
    with pytest.raises(RefusedError, match="STORE_CHANGED"):
        backup(Store(location), str(tmp_path / "copy.sqlite"))
    assert not [path for path in tmp_path.iterdir() if "copy" in path.name]


def test_a_clock_that_was_set_back_turns_no_order_round(location: str) -> None:
    store = filled(location)
    store.now = lambda: datetime.now(UTC) - timedelta(days=400)
    store.save("P1", lambda _: [comment("earlier by the clock")])
    times = [e.at for e in store.events()]
    assert times == sorted(times)
    assert verify(location) == ()


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\x00" + b"x" * 999]
)
def test_another_file_is_no_store_and_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    if content:
        with pytest.raises(RefusedError, match="STORE_INVALID"):
            Store(path)
        assert path.read_bytes() == content
    with pytest.raises(RefusedError, match="FILE_NOT_FOUND"):
        Store(tmp_path / "none.sqlite", make=False)
    assert not (tmp_path / "none.sqlite").exists()


RELEASED = Path(__file__).parent / "store.1.sqlite"
"""A store as the first release with review wrote it: opened for ever."""


def test_a_store_of_the_first_release_is_opened_for_ever(tmp_path: Path) -> None:
    """Never write this file anew: a later layout has to read it, or to carry it over."""
    path = tmp_path / "review.sqlite"
    shutil.copy(RELEASED, path)
    from osteo_annot.review.fold import fold
    from osteo_annot.review.record import CaseState

    store = Store(path, make=False)
    assert verify(str(path), store.head()) == ()
    record = fold("P1", store.events("P1"))
    assert record.state is CaseState.AMENDED
    assert [v.body.version for v in record.signed] == [1, 2]
    store.save("P1", lambda _: [comment("by a later release")])
    assert verify(str(path)) == ()


@needs_postgresql
def test_what_the_owner_of_a_database_changes_is_found(postgresql) -> None:
    """The owner can switch the triggers off; verify names the event, and the trigger."""
    import psycopg

    with psycopg.connect(postgresql("owner"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE owned")
    location = postgresql("owner", "owned")
    filled(location).close()
    with psycopg.connect(location, autocommit=True) as connection:
        connection.execute("ALTER TABLE review_events DISABLE TRIGGER USER")
        connection.execute("UPDATE review_events SET actor = 'eve' WHERE seq = 3")
        broken = verify(location)
        assert broken[0].seq == 3
        assert any("review_events_no_change" in one.what for one in broken)
        connection.execute("ALTER TABLE review_events ENABLE TRIGGER USER")
        assert [one.seq for one in verify(location)] == [3]
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            connection.execute("TRUNCATE review_files")
        connection.execute(
            "CREATE OR REPLACE FUNCTION review_append_only() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
    assert [one.seq for one in verify(location)] == [3, *[None] * 6]
