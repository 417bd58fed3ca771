"""What an interrupted batch has finished, so that the next run goes on from there.

For each finished person one small file lies in ``DIR/.finished``: the row of the table, a key of
all that the row was made from, the checksums of the files that were written, and a checksum of
these three. It is used when key and checksums are the same: a person whose files or note were cut
or edited is judged again. When the table of the batch is written, the folder is removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, reason_of, refuse

if TYPE_CHECKING:
    from osteo_annot.cli.shared import Shared
    from osteo_annot.intake.person.sheet import SheetRow

_FOLDER = ".finished"


@contextmanager
def only_run_in(out: Path) -> Iterator[None]:
    """Hold the folder for one run; the hold ends with the process, however it ends.

    The folder is made if need be. Raises RefusedError: OUTPUT_IN_USE while another run holds it,
    OUTPUT_NOT_WRITABLE. A file system without locks
    gives none; files are written under names of their own and renamed there too.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY)
    except OSError as error:
        raise refuse(RefusalCode.OUTPUT_NOT_WRITABLE, out.name, reason_of(error)) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            found = "Another run writes into this folder."
            raise refuse(RefusalCode.OUTPUT_IN_USE, out.name, found) from error
        except OSError:
            pass
        yield
    finally:
        os.close(handle)


class Journal:
    """The finished people of one output folder."""

    def __init__(self, out: Path, shared: Shared) -> None:
        self._out = out
        self._shared = shared

    def row_of(self, entry: SheetRow, stem: str) -> dict[str, str] | None:
        """The row of a person whom an earlier run finished from the same; None for no such."""
        try:
            note = json.loads(self._place(stem).read_text(encoding="utf-8"))
            row = {str(name): str(value) for name, value in note["row"].items()}
            return row if note == self._note(entry, stem, row) else None
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return None

    def finished(self, entry: SheetRow, stem: str, row: dict[str, str]) -> None:
        """Note that the files of a person are written."""
        from osteo_annot.report.publish import publish_text

        # As text: a value that prints as its enum would not be the one that is read back.
        plain = {str(name): str(value) for name, value in row.items()}
        publish_text(self._place(stem), json.dumps(self._note(entry, stem, plain)))

    def close(self) -> None:
        """The batch is complete: nothing is left to go on with."""
        shutil.rmtree(self._out / _FOLDER, ignore_errors=True)

    def _note(self, entry: SheetRow, stem: str, row: dict[str, str]) -> dict[str, object]:
        """What is noted of a person, of whom these files are there now.

        Raises OSError where one is not.
        """
        suffixes = [
            suffix for format_ in self._shared.wanted.formats for suffix in format_.suffixes
        ]
        names = [f"{stem}{suffix}" for suffix in suffixes]
        files = {name: _digest((self._out / name).read_bytes()) for name in names}
        note = {"key": self._key(entry), "row": row, "files": files}
        return {**note, "seal": _digest(repr(note).encode())}

    def _place(self, stem: str) -> Path:
        """The file of a person."""
        return self._out / _FOLDER / f"{stem}.json"

    def _key(self, entry: SheetRow) -> str:
        """A digest of the line of the sheet, its files, and all that the program consists of."""
        from osteo_annot import __version__
        from osteo_annot.intake.fingerprint import fingerprints, unsigned
        from osteo_annot.locus.files import resource_versions, sources_digest

        told = (
            tuple(map(unsigned, entry.cells)),
            fingerprints([*entry.paths, *self._shared.files]),
            self._shared.told,
            self._shared.wanted,
            (__version__, sources_digest(), sorted(resource_versions().items())),
        )
        return _digest(repr(told).encode())


def _digest(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
