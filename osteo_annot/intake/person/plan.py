"""The rows of each job of many people: planned once from the sheet, and proof against its edits.

A batch is told by a hash of its people's names, so that a person who is added or left out moves
nobody else: it holds all whose hashes begin with the same bits, as few bits as leave it no more
people than it may hold. Where one more person makes too many, that batch alone is split in two.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.person.sheet import COLUMNS, SheetRow
from osteo_annot.locus.files import MEBIBYTE, bytes_of

PEOPLE = "people.txt"
"""The file beside the rows of all jobs with the names of everybody, sorted, one a line."""
_MARK = b"# osteo-annot rows, SHA-256 of what follows: "
_BITS = 64


def batches_of(rows: Sequence[SheetRow], size: int) -> dict[int, list[SheetRow]]:
    """The rows of each batch of at most ``size`` people, by its number; rows in sheet order.

    The number is 1 and the shared bits behind it, so that 1 holds everybody of a small sheet and
    the halves of batch n are 2n and 2n + 1. Raises ValueError for a batch of nobody.
    """
    if size < 1:
        raise ValueError(f"a batch has at least one row, not {size}")
    hashes = {row.sample: _hash(row.sample) for row in rows}
    found: dict[int, list[SheetRow]] = {}
    waiting = [(1, 0, list(rows))] if rows else []
    while waiting:
        number, bits, people = waiting.pop()
        if len(people) <= size or bits == _BITS:
            found[number] = people
            continue
        halves: tuple[list[SheetRow], list[SheetRow]] = ([], [])
        for row in people:
            halves[hashes[row.sample] >> (_BITS - 1 - bits) & 1].append(row)
        waiting += [(2 * number + i, bits + 1, half) for i, half in enumerate(halves) if half]
    return dict(sorted(found.items()))


def batch_name(number: int) -> str:
    """Name of the files of a batch.

    >>> batch_name(1)
    '0001'
    """
    return f"{number:04d}"


def _hash(sample: str) -> int:
    """The first bits of a digest of a person's name."""
    return int.from_bytes(hashlib.sha256(sample.encode()).digest()[: _BITS // 8])


def rows_text(rows: Iterable[SheetRow]) -> bytes:
    """A sheet of these rows, led by the digest of all that follows."""
    lines = ["\t".join(COLUMNS), *("\t".join(row.cells) for row in rows)]
    content = ("\n".join(lines) + "\n").encode()
    return _MARK + digest_of(content).encode() + b"\n" + content


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def check_rows(path: Path, expected: str = "") -> None:
    """Refuse planned rows that are not as they were written, or not those that are expected.

    ``expected`` is the digest that the planner told; empty where none was told, then a sheet that a
    user wrote is no plan and passes. Raises RefusedError (ROWS_CHANGED).
    """
    head, _, content = bytes_of(path, 2048 * MEBIBYTE).partition(b"\n")
    if not head.startswith(_MARK):
        if expected:
            raise refuse(RefusalCode.ROWS_CHANGED, path.name, "It holds no planned rows.")
        return
    told = head.removeprefix(_MARK).decode("ascii", "replace")
    if digest_of(content) != told:
        raise refuse(RefusalCode.ROWS_CHANGED, path.name, "Its rows are not those of its digest.")
    if expected not in {"", told}:
        raise refuse(RefusalCode.ROWS_CHANGED, path.name, "Its rows are those of another plan.")


def people_text(rows: Iterable[SheetRow]) -> bytes:
    """The names of everybody, sorted by their bytes."""
    return b"".join(name + b"\n" for name in sorted(row.sample.encode() for row in rows))


class People(Container[str]):
    """Everybody of a sheet: the rows at hand, and the file of all names beside planned rows.

    The file is searched by halves and never read whole: it costs the same for any sheet.
    """

    def __init__(self, rows: Iterable[SheetRow], sheet: Path) -> None:
        self._names = {row.sample for row in rows}
        self._file = sheet.with_name(PEOPLE)

    def __contains__(self, name: object) -> bool:
        return name in self._names or (isinstance(name, str) and self._is_listed(name.encode()))

    def _is_listed(self, name: bytes) -> bool:
        """Whether the file of all names has one."""
        try:
            with (
                self._file.open("rb") as handle,
                mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as lines,
            ):
                return name in _candidates(lines, name)
        except (OSError, ValueError):  # there is none, or it is empty
            return False


def _candidates(lines: mmap.mmap, name: bytes) -> Iterator[bytes]:
    """The lines that a search by halves for a name looks at."""
    first, last = 0, len(lines)
    while first < last:
        start = lines.rfind(b"\n", 0, (first + last) // 2) + 1
        end = lines.find(b"\n", start)
        line = lines[start:end]
        yield line
        if line < name:
            first = end + 1
        else:
            last = start
