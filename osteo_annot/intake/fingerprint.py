"""What a file is, told without reading all of it: whether it is still the one that was judged.

Size and time alone are not enough: files that are exchanged keep theirs (``mv``, ``cp -p``,
``rsync -a``). So the beginning, which names the person, and the end belong to it too.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from osteo_annot.intake.vcf.remote import url_of

INDEX_ENDS = (".tbi", ".csi", ".bai", ".crai", ".fai", ".gzi")
"""Ends of the names of indexes, behind the name of the file that they lie beside."""
_IN_PLACE = (".bai", ".crai")
"""Those that may also stand in place of its ending."""
_PART = 1 << 16
_SIGNED = re.compile(
    r"(?<=[?&])(?:X-(?:Amz|Goog)-[A-Za-z-]+|Signature|Expires|AWSAccessKeyId|GoogleAccessId"
    r"|Policy|Key-Pair-Id|sig|se|st|sp|sv|sr|skoid|sktid|skt|ske|sks|skv)=[^&#;\s]*&?"
)
"""What a signature adds to an address; it changes with the hour, the file does not."""


def fingerprints(paths: Iterable[Path]) -> str:
    """One digest of files and of the indexes beside them."""
    told = [mark for path in paths for mark in _marks(path)]
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def unsigned(text: str) -> str:
    """Text without what a signature adds to the addresses in it.

    >>> unsigned("https://h/a?versionId=3&X-Amz-Date=1&X-Amz-Signature=2")
    'https://h/a?versionId=3&'
    """
    return _SIGNED.sub("", text)


def indexes_beside(path: Path) -> Iterator[Path]:
    """Places where an index of a file may lie."""
    yield from (path.with_name(path.name + end) for end in INDEX_ENDS)
    yield from (path.with_suffix(end) for end in _IN_PLACE)


def _marks(path: Path) -> Iterator[str]:
    """The mark of a file and of each index that is there; of an address what does not expire."""
    url = url_of(path)
    if url is not None:
        yield unsigned(url)
        return
    yield f"{path} {_mark(path)}"
    yield from (f"{index} {mark}" for index in indexes_beside(path) if (mark := _mark(index)))


def _mark(path: Path) -> str:
    """Size, time, and a digest of beginning and end; empty where there is no file."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # to open a pipe that nobody writes to waits for ever
            return ""
        with path.open("rb") as handle:
            digest = hashlib.sha256(handle.read(_PART))
            if found.st_size > _PART:
                handle.seek(max(_PART, found.st_size - _PART), io.SEEK_SET)
                digest.update(handle.read(_PART))
    except (OSError, ValueError):
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {digest.hexdigest()}"
