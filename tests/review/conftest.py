"""Stores and results to review: SQLite files, and a PostgreSQL server that the tests start."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.review import accounts
from osteo_annot.review.results import ResultFolder
from osteo_annot.review.session import Review
from osteo_annot.review.store.store import Store
from tests.golden import judged

_BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path("/nowhere")]
HAS_POSTGRESQL = (_BIN[-1] / "initdb").exists()
needs_postgresql = pytest.mark.skipif(
    not HAS_POSTGRESQL, reason="PostgreSQL is not installed (Debian: postgresql)"
)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[str], str]]:
    """A server of its own: gives the address of its database for a role."""
    folder = Path(tempfile.mkdtemp(prefix="osteo-pg-", dir="/tmp"))  # a socket's path is short
    as_root = os.geteuid() == 0
    user = {"user": "postgres"} if as_root else {}
    if as_root:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)

    run(str(_BIN[-1] / "initdb"), "-D", str(data), "-U", "owner", "-A", "trust", "--no-sync")
    options = f"-k {folder} -c listen_addresses=''"
    control = str(_BIN[-1] / "pg_ctl")
    log = str(folder / "log")
    run(control, "-D", str(data), "-l", log, "-w", "-o", options, "start")
    try:
        yield lambda role, database="postgres": f"postgresql://{role}@/{database}?host={folder}"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "-W", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgresql)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store is to be made, on each of both databases."""
    if request.param == "sqlite":
        return str(tmp_path / "review.sqlite")
    import psycopg

    address = request.getfixturevalue("postgresql")
    name = f"review_{next(_NUMBERS)}"
    with psycopg.connect(address("owner"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address("owner", name)


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost nothing: what they cost is argon2's own test."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._nobody.cache_clear()


@pytest.fixture(autouse=True)
def _closed_stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every store that a test opens is closed after it."""
    opened: list[Store] = []
    made = Store.__init__

    def remembered(self: Store, *arguments: object, **named: object) -> None:
        opened.append(self)
        made(self, *arguments, **named)

    monkeypatch.setattr(Store, "__init__", remembered)
    yield
    for store in opened:
        if hasattr(store, "engine"):
            store.close()


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of a line each: what they say has tests of its own."""
    from osteo_annot.review import documents

    def made(report, formats=(), settings=None):
        return {f"{report.case}-v{report.version}.txt": report.content_sha256.encode()}

    monkeypatch.setattr(documents, "documents_of", made)


PASSWORD = "correct horse battery"


class Room:
    """A review of one golden case, with people."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.case = folder, "P1"
        self.put(name)
        self.store = Store(folder / "review.sqlite")
        self.review = Review(self.store, ResultFolder(folder))
        self.people = {
            name: accounts.add_account(
                self.store, name, accounts.UserRole.of(role), PASSWORD, full_name=f"Dr {name}"
            )
            for name, role in (
                ("ann", "signer"),
                ("bob", "signer"),
                ("rita", "reviewer"),
                ("rolf", "reader"),
                ("adam", "admin"),
            )
        }

    def put(self, name: str) -> None:
        """The result of a golden case, as the case of this review."""
        with tempfile.TemporaryDirectory() as folder:
            result = judged(name, Path(folder))
        (self.folder / "P1.json").write_text(json_text(document_of(result)), encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path, documents: None) -> Iterator[Callable[[str], Room]]:
    """Makes a review of a golden case."""
    made: list[Room] = []

    def make(name: str) -> Room:
        made.append(Room(tmp_path, name))
        return made[-1]

    yield make
    for one in made:
        one.store.close()
