"""The results that are reviewed: the files of a folder, each read when it is asked for."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.locus.files import bytes_of
from osteo_annot.report.files import file_stem
from osteo_annot.report.result.document import result_from_json
from osteo_annot.report.result.model import Result
from osteo_annot.review.event_key import event_key
from osteo_annot.review.snapshot import MAX_BYTES, Snapshot
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be as it was when it was read."""

    path: str
    modified: int
    """Nanoseconds since the epoch."""
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list needs of a result file."""

    stamp: Stamp
    snapshot: Snapshot
    sha256: str

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.stamp.path)

    @property
    def modified(self) -> datetime:
        """When the file was written, in UTC."""
        return datetime.fromtimestamp(self.stamp.modified / 1e9, UTC)

    @property
    def is_as_read(self) -> bool:
        """Whether the file is there, and as it was read."""
        return self.path.is_file() and _stamp(self.path) == self.stamp


@dataclass(frozen=True, slots=True)
class Proposal:
    """A result as the program wrote it."""

    sha256: str
    content: bytes
    result: Result
    keys: Mapping[str, str]
    """Key of each event by its id."""

    @property
    def ids(self) -> Mapping[str, str]:
        """Id of each event by its key."""
        return {key: name for name, key in self.keys.items()}


class ResultFolder:
    """The result files of a folder, by the name of the case."""

    def __init__(self, path: Path) -> None:
        """Raises RefusedError (FILE_NOT_FOUND) where there is no such folder."""
        if not path.is_dir():
            raise refuse(RefusalCode.FILE_NOT_FOUND, path.name or ".", "There is no such folder.")
        self.path = path
        self._known: dict[str, tuple[Stamp, Entry | None]] = {}
        self._cases: dict[str, Entry] = {}
        self._last: tuple[Stamp, Proposal] | None = None

    def entries(self) -> Mapping[str, Entry]:
        """What a list needs of every case, by its name; a file is read again when it changed.

        Results may lie in folders below, one for each person, as a workflow writes them. A file
        that is no result is passed over: other JSON lies in such folders too.
        """
        found: dict[str, Entry] = {}
        known: dict[str, tuple[Stamp, Entry | None]] = {}
        for stamp in sorted(_stamps(self.path), key=lambda one: (one.path.count("/"), one.path)):
            kept = self._known.get(stamp.path)
            entry = kept[1] if kept and kept[0] == stamp else _entry(stamp)
            known[stamp.path] = stamp, entry
            if entry is not None:
                found.setdefault(entry.snapshot.sample, entry)
        self._known, self._cases = known, found
        return found

    def snapshots(self) -> Mapping[str, Snapshot]:
        """What is compared of every case, by its name."""
        return {case: entry.snapshot for case, entry in self.entries().items()}

    def cases(self) -> list[str]:
        """Names of the cases."""
        return sorted(self.entries())

    def path_of(self, case: str) -> Path:
        """The file of a case; raises RefusedError (CASE_UNKNOWN)."""
        found = self._cases.get(case)
        if found is None or not found.is_as_read:
            found = self._where_written(case) or self.entries().get(case)
        if found is None:
            told = "No result in the folder is of this case."
            raise refuse(RefusalCode.CASE_UNKNOWN, case, told)
        return found.path

    def _where_written(self, case: str) -> Entry | None:
        """The result of a case where a run writes it, so that a folder of thousands is not read."""
        path = self.path / f"{file_stem(case)}.json"
        found = _entry(_stamp(path)) if path.is_file() else None
        if found is None or found.snapshot.sample != case:
            return None
        self._cases = {**self._cases, case: found}
        return found

    def load(self, case: str) -> Proposal:
        """The whole result of a case.

        Raises RefusedError (CASE_UNKNOWN, RESULT_INVALID).
        """
        path = self.path_of(case)
        stamp, last = _stamp(path), self._last
        if last is None or last[0] != stamp:
            last = self._last = stamp, proposal_of(bytes_of(path), path.name)
        return last[1]


def _stamp(path: Path) -> Stamp:
    """What tells that a file is the same."""
    about = path.stat()
    return Stamp(str(path), about.st_mtime_ns, about.st_size)


def _stamps(folder: Path) -> Iterator[Stamp]:
    """The JSON files of a folder and of those in it; hidden ones are none of a person."""
    with os.scandir(folder) as found:
        for item in found:
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                yield from _stamps(Path(item.path))
            elif item.name.endswith(".json"):
                with suppress(FileNotFoundError):
                    about = item.stat()
                    yield Stamp(item.path, about.st_mtime_ns, about.st_size)


def _entry(stamp: Stamp) -> Entry | None:
    """What a list needs of a result file; None for another file."""
    try:
        content = Path(stamp.path).read_bytes()
        if len(content) > MAX_BYTES or b'"schema_version"' not in content[:200]:
            return None
        snapshot = Snapshot.model_validate_json(content)
    except (OSError, ValueError):
        return None
    return Entry(stamp, snapshot, hashlib.sha256(content).hexdigest())


def proposal_of(content: bytes, name: str) -> Proposal:
    """The typed result of the bytes of a file, with the keys of its events.

    Raises RefusedError (RESULT_INVALID; RESULT_WITHOUT_BASIS for a file of an earlier version).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        snapshot = Snapshot.model_validate_json(content)
    except ValueError as error:
        raise refuse(RefusalCode.RESULT_INVALID, name, _first_line(error)) from None
    keys = keys_of(snapshot)
    try:
        result = result_from_json(content)
    except ValueError as error:
        if '"basis"' not in content[-5_000_000:].decode(errors="replace") and _is_json(content):
            told = f"It is of schema {snapshot.schema_version}."
            raise refuse(RefusalCode.RESULT_WITHOUT_BASIS, name, told) from None
        raise refuse(RefusalCode.RESULT_INVALID, name, _first_line(error)) from None
    return Proposal(sha256, content, result, keys)


def _is_json(content: bytes) -> bool:
    """Whether the file is JSON at all."""
    try:
        return isinstance(json.loads(content), dict)
    except ValueError:
        return False


def _first_line(error: ValueError) -> str:
    """The first fault that a reader of forms tells, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return ": ".join(lines[1:3])[:200] if len(lines) > 1 else lines[0][:200]


def keys_of(snapshot: Snapshot) -> dict[str, str]:
    """Key of each event by its id; of several with one key each after the first is numbered."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for event in snapshot.events:
        key = wanted = event_key(event, snapshot.assembly)
        number = 2
        while key in used:
            key, number = f"{wanted} #{number}", number + 1
        used.add(key)
        found[event.id] = key
    return found
