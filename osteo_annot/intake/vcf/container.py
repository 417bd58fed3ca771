"""The bytes of a VCF or BCF: what kind of file it is, whether it is whole, and its lines.

The kind is read from the first bytes, never from the suffix.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from osteo_annot.errors import RefusalCode, reason_of, refuse, trouble_of
from osteo_annot.intake.vcf.bgzf import END_BLOCK, check_chain, inflated, is_bgzf
from osteo_annot.locus.files import check_regular

_HEAD = 64
_CHUNK = 1 << 20
_AT_ONCE = 256 << 10
"""Bytes that are looked at together: as many as a processor keeps at hand."""
_LINE_CAP = 64 << 20
MOST_OF_HEADER = 64 << 20
"""Bytes of a header; that of a million samples has twenty million."""
_WHOLE_HASH_LIMIT = 32 << 20
BOM = b"\xef\xbb\xbf"


class Container(StrEnum):
    """How the records are stored."""

    PLAIN = "plain"
    GZIP = "gzip"
    BGZIP = "bgzip"
    BCF = "bcf"


def detect_container(path: Path) -> Container:
    """The kind of container, from its first bytes.

    Raises RefusedError: FILE_NOT_FOUND, NOT_A_REGULAR_FILE, NOT_A_VCF, TRUNCATED_FILE,
    DAMAGED_FILE, NO_BGZF_END.
    """
    check_regular(path)
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEAD)
            size = handle.seek(0, io.SEEK_END)
            handle.seek(max(0, size - len(END_BLOCK)))
            tail = handle.read()
    except OSError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, reason_of(error)) from error
    if not head:
        raise refuse(RefusalCode.NOT_A_VCF, path.name, "The file is empty.")
    if not head.startswith(b"\x1f\x8b"):
        return Container.BCF if head.startswith(b"BCF\x02") else Container.PLAIN
    if not is_bgzf(head):
        return Container.GZIP
    if tail != END_BLOCK:
        raise refuse(RefusalCode.NO_BGZF_END, path.name, "The last block is not the end block.")
    with path.open("rb") as handle:
        _, inner = next(inflated(handle, path.name))
    if not inner.startswith(b"BCF\x02"):
        return Container.BGZIP
    check_header_size(inner[5:9], path.name)
    return Container.BCF


def check_header_size(length: bytes, name: str) -> None:
    """Refuse a BCF or BAM whose header says that it is longer than any (its four bytes of length).

    A library would take memory for all of it. Raises RefusedError (TOO_LARGE).
    """
    size = int.from_bytes(length, "little")
    if size > MOST_OF_HEADER:
        found = f"Its header says that it has {size:,} bytes."
        raise refuse(RefusalCode.TOO_LARGE, name, found)


def index_of(path: Path, container: Container) -> Path | None:
    """The index file beside the data, unless it is older than the data."""
    if container not in {Container.BGZIP, Container.BCF}:
        return None
    for suffix in (".csi", ".tbi"):
        candidate = path.with_name(path.name + suffix)
        if candidate.is_file() and candidate.stat().st_mtime >= path.stat().st_mtime:
            return candidate
    return None


def check_blocks(path: Path) -> None:
    """Refuse a BCF of which a block is damaged, or that goes on behind its end block.

    By an index a library sees only some of the blocks, and without it passes over an end in the
    middle. Of a file that is too large to be read twice the order of the blocks is checked, where
    no index leads past them. Raises RefusedError: TRUNCATED_FILE, DAMAGED_FILE.
    """
    with path.open("rb") as stream:
        size = stream.seek(0, io.SEEK_END)
        if size <= _WHOLE_HASH_LIMIT:
            for _ in inflated(stream, path.name):
                pass
        elif index_of(path, Container.BCF) is None:
            check_chain(stream, path.name, 0, size - len(END_BLOCK))


def is_alignments(path: Path) -> bool:
    """Whether a file is a BAM or CRAM, by its first bytes."""
    try:
        with path.open("rb") as handle:
            head = handle.read(4)
        if head == b"CRAM":
            return True
        if not head.startswith(b"\x1f\x8b"):
            return False
        with gzip.open(path, "rb") as stream:
            start = stream.read(8)
    except (OSError, EOFError, zlib.error) as error:
        if trouble_of(error):
            raise
        return False
    if not start.startswith(b"BAM\x01"):
        return False
    check_header_size(start[4:], path.name)
    return True


def guarded(read: object, path: Path, size: int) -> bytes:
    """Bytes from a decompressor; a damaged or cut stream becomes a refusal."""
    try:
        data: bytes = read(size)  # type: ignore[operator]
    except EOFError as error:
        found = "It ends before the end of the compressed data."
        raise refuse(RefusalCode.TRUNCATED_FILE, path.name, found) from error
    except (zlib.error, OSError) as error:
        found = f"Decompression fails: {reason_of(error)}"
        raise refuse(RefusalCode.DAMAGED_FILE, path.name, found) from error
    return data


def _chunks(path: Path, container: Container) -> Iterator[bytes]:
    """The decompressed bytes of a text VCF, in pieces."""
    if container is Container.BGZIP:
        with path.open("rb") as stream:
            for _, content in inflated(stream, path.name):
                yield content
        return
    with path.open("rb") if container is Container.PLAIN else gzip.open(path, "rb") as stream:
        while chunk := guarded(stream.read, path, _CHUNK):
            yield chunk


def blocks_of_lines(path: Path, container: Container) -> Iterator[bytes]:
    """Blocks of whole lines, each ending in LF; only the last block may lack it.

    Raises RefusedError (TRUNCATED_FILE, DAMAGED_FILE, NOT_A_VCF for a line beyond 64 MiB).
    """
    held: list[bytes] = []
    size = 0
    for chunk in _chunks(path, container):
        held.append(chunk)
        size += len(chunk)
        cut = chunk.rfind(b"\n") + 1 if size >= _AT_ONCE else 0
        if cut:
            held[-1] = chunk[:cut]
            yield b"".join(held)
            held, size = [chunk[cut:]], len(chunk) - cut
        elif size > _LINE_CAP and not any(b"\n" in piece for piece in held):
            raise refuse(RefusalCode.NOT_A_VCF, path.name, "A line is beyond 64 MiB.")
    rest = b"".join(held)
    cut = rest.rfind(b"\n") + 1
    yield from (part for part in (rest[:cut], rest[cut:]) if part)


def file_digest(path: Path) -> str:
    """SHA-256 of the whole file, or an empty string when it is larger than 32 MiB.

    A genome-size file is read by region only; hashing all of it would cost more than the answer.
    """
    if path.stat().st_size > _WHOLE_HASH_LIMIT:
        return ""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
