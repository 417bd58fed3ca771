"""Files: what can be read as one, and where the product's own data files are.

Those are in the installed package, or beside it in a checkout.
"""

from __future__ import annotations

import hashlib
import io
import json
import stat
from functools import cache
from pathlib import Path
from typing import IO

from osteo_annot.errors import RefusalCode, reason_of, refuse

_PACKAGE = Path(__file__).resolve().parent.parent


def check_regular(path: Path) -> None:
    """Refuse what is no regular file at once: to open a pipe that nobody writes to waits for ever.

    Raises RefusedError: FILE_NOT_FOUND, NOT_A_REGULAR_FILE.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or "It is no path"
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, f"{found}.") from error
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "a pipe, a socket or a device"
        raise refuse(RefusalCode.NOT_A_REGULAR_FILE, path.name, f"It is {kind}.")


MEBIBYTE = 1 << 20


def bytes_of(path: Path, most: int = 16 * MEBIBYTE) -> bytes:
    """All bytes of a small regular file, which has at most so many.

    Raises RefusedError: FILE_NOT_FOUND, NOT_A_REGULAR_FILE, TOO_LARGE.
    """
    check_regular(path)
    try:
        with path.open("rb") as handle:
            return whole(handle, path.name, most)
    except OSError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, reason_of(error)) from error


def whole(stream: IO[bytes] | io.BufferedIOBase, name: str, most: int) -> bytes:
    """All that a stream gives, also one that decompresses: at most so many bytes.

    A few kilobytes may unpack to more than the memory holds. Raises RefusedError (TOO_LARGE), and
    what the stream raises.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        found = f"It has more than {most // MEBIBYTE} MiB."
        raise refuse(RefusalCode.TOO_LARGE, name, found)
    return data


@cache
def resources() -> Path:
    """The folder of the product's data files."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource_text(name: str) -> str:
    """Text of a data file, by its path below ``resources/``.

    Raises RefusedError (RESOURCE_CORRUPT) when the file is missing.
    """
    path = resources() / name
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise refuse(
            RefusalCode.RESOURCE_CORRUPT, name, f"cannot be read: {reason_of(error)}"
        ) from error


@cache
def resource_date(name: str) -> str:
    """Date of the source of a file of the gene's resources, by the manifest."""
    manifest = json.loads(resource_text("OSTM1/manifest.json"))
    return str(manifest["files"][name]["source_date"])


@cache
def resource_versions() -> dict[str, str]:
    """Name and SHA-256 of each file in the manifest of the gene's resources, checked on disk.

    Raises RefusedError (RESOURCE_CORRUPT) when a file does not have its checksum.
    """
    manifest = json.loads(resource_text("OSTM1/manifest.json"))
    versions: dict[str, str] = {}
    for name, entry in sorted(manifest["files"].items()):
        digest = hashlib.sha256(resource_text(f"OSTM1/{name}").encode()).hexdigest()
        if digest != entry["sha256"]:
            raise refuse(RefusalCode.RESOURCE_CORRUPT, name, "does not have its checksum.")
        versions[name] = digest
    return versions


@cache
def sources_digest() -> str:
    """SHA-256 of every file of the package that runs, with its place: what the version says less.

    Compiled files are left out; the data files have checksums of their own.
    """
    digest = hashlib.sha256()
    places = {path.relative_to(_PACKAGE).as_posix(): path for path in _PACKAGE.rglob("*")}
    for place, path in sorted(places.items()):
        if path.is_file() and "__pycache__" not in place and not place.startswith("resources/"):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{place} {content}\n".encode())
    return digest.hexdigest()
