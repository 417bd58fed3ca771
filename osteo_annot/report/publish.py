"""Files that appear together or not at all.

They are written into a folder beside their place and then renamed. Old files of the same names step
aside first and come back when anything fails, so that no new file ever stands beside an old one.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.values import dataclass

_NEW, _OLD, _GONE = "new", "old", "gone"


@contextmanager
def publish(*folders: Path) -> Iterator[tuple[Path, ...]]:
    """Give a staging folder for each folder, and at the end of the block move all files there.

    The folders are made if need be. When the block or a move fails, or is interrupted, every file
    is as it was. Raises RefusedError (OUTPUT_NOT_WRITABLE).
    """
    opened: list[Path] = []
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            opened.append(Path(tempfile.mkdtemp(prefix=".writing-", dir=folder)))
            for name in (_NEW, _OLD, _GONE):
                (opened[-1] / name).mkdir()
        yield tuple(staging / _NEW for staging in opened)
        _move(_moves(list(zip(opened, folders, strict=True))))
        for staging in opened:
            shutil.rmtree(staging / _OLD, ignore_errors=True)
    except OSError as error:
        where = ", ".join(dict.fromkeys(folder.name or str(folder) for folder in folders))
        raise refuse(RefusalCode.OUTPUT_NOT_WRITABLE, where, reason_of(error)) from error
    finally:
        for staging in opened:
            if not _holds_old_files(staging):
                shutil.rmtree(staging, ignore_errors=True)


def publish_text(path: Path, text: str) -> None:
    """Write one file, as ``publish`` does.

    Raises RefusedError (OUTPUT_NOT_WRITABLE).
    """
    with publish(path.parent) as (staging,):
        write_text(staging / path.name, text)


def hand_over(kept: Path, out: Path, names: Collection[str]) -> None:
    """Publish the files of these names that lie in a folder, and leave no other file there.

    Others were of people who were judged before and now are refused or left out.
    Raises RefusedError (OUTPUT_NOT_WRITABLE).
    """
    with publish(out) as (staging,):
        for name in names:
            if (kept / name).is_file():
                shutil.move(kept / name, staging / name)
    for left in kept.iterdir():
        if left.is_file():
            left.unlink()


def withdraw(place: Path) -> None:
    """Let no file be at a place of a staging folder at the end, neither a new nor an old one."""
    place.unlink(missing_ok=True)
    (place.parent.parent / _GONE / place.name).touch()


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with LF line ends, whatever the system."""
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(text)


@dataclass(frozen=True, slots=True)
class _Move:
    """A file that was written, its place, and where the old file of that place steps aside to."""

    new: Path | None
    """None where the place is to be empty."""
    place: Path
    old: Path

    def undo(self) -> None:
        """Bring the old file back, whatever was done so far."""
        if self.new and not os.path.lexists(self.new):
            self.place.unlink()
        if os.path.lexists(self.old):
            self.old.rename(self.place)


def _moves(stagings: Sequence[tuple[Path, Path]]) -> list[_Move]:
    """The moves of all files; a place that is a folder is none."""
    moves = [
        _Move(new, folder / new.name, staging / _OLD / new.name)
        for staging, folder in stagings
        for new in sorted((staging / _NEW).iterdir())
    ] + [
        _Move(None, folder / gone.name, staging / _OLD / gone.name)
        for staging, folder in stagings
        for gone in sorted((staging / _GONE).iterdir())
    ]
    for move in moves:
        if move.place.is_dir() and not move.place.is_symlink():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), move.place.name)
    return moves


def _move(moves: Sequence[_Move]) -> None:
    """Rename every old file aside, then every new one to its place; undo all if one fails."""
    try:
        for move in moves:
            if os.path.lexists(move.place):
                move.place.rename(move.old)
        for move in moves:
            if move.new:
                move.new.rename(move.place)
    except BaseException:
        for move in moves:
            move.undo()
        raise


def _holds_old_files(staging: Path) -> bool:
    """Whether old files are there that could not be brought back: they are not removed."""
    old = staging / _OLD
    return old.is_dir() and any(old.iterdir())
