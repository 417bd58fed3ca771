"""The blocks of a BGZF file, each held against its own checks while it is read.

Source: SAM specification section 4.1 (BGZF: gzip members with their size in the extra field, and
an empty member at the end), RFC 1952 (check sum and size of a member). A library that reads gzip
passes over zeros between members, and over an end that stands in the middle.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from os import SEEK_END
from typing import IO

from isal import igzip_lib, isal_zlib

from osteo_annot.errors import RefusalCode, RefusedError, refuse

END_BLOCK = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
"""The empty block that ends a whole file."""
_MAGIC = b"\x1f\x8b\x08\x04"
_FIXED = 12
"""Bytes of a member before its extra field."""
_TRAILER = 8
_READ = 1 << 17
_HEAD = 64


def is_bgzf(head: bytes) -> bool:
    """Whether the first 18 bytes are those of a BGZF block."""
    return _size_of(head, 0) > 0


def inflated(stream: IO[bytes], name: str, offset: int = 0) -> Iterator[tuple[int, bytes]]:
    """Offset in the file and content of each block, from a block's offset to the end.

    ``name`` is the file's name for messages. Raises RefusedError: TRUNCATED_FILE, DAMAGED_FILE.
    """
    stream.seek(offset)
    held = stream.read(_READ)
    at = 0
    ended = False
    while True:
        if len(held) - at < 1 << 16:
            offset, held, at = offset + at, held[at:] + stream.read(_READ), 0
        if at == len(held):
            return
        if ended:
            found = f"An end-of-file block stands before byte {offset + at:,}, in the middle."
            raise refuse(RefusalCode.DAMAGED_FILE, name, found)
        size = _size_of(held, at)
        if size <= 0 or at + size > len(held):
            raise _no_block(name, offset + at, held[at:])
        ended = held[at : at + size] == END_BLOCK
        yield offset + at, _content(held[at : at + size], name, offset + at)
        at += size


def check_chain(stream: IO[bytes], name: str, offset: int, last: int) -> None:
    """Refuse a stretch of a file in which one block does not follow the other, without reading it.

    A library that seeks to what is no block finds nothing there, and says nothing.
    ``offset`` and ``last``: of the first and the last block. Raises as :func:`inflated`.
    """
    while True:
        stream.seek(offset)
        head = stream.read(_HEAD)
        size = _size_of(head, 0)
        if size <= 0 or offset > last:
            raise _no_block(name, offset, head)
        if offset == last:
            return
        if head.startswith(END_BLOCK):
            found = f"An end-of-file block stands at byte {offset:,}, in the middle."
            raise refuse(RefusalCode.DAMAGED_FILE, name, found)
        offset += size


def last_content(stream: IO[bytes], name: str) -> bytes:
    """Content of the last block that has any, found from the end; empty where none is found.

    Raises RefusedError (DAMAGED_FILE).
    """
    size = stream.seek(0, SEEK_END)
    stream.seek(max(0, size - _READ))
    tail = stream.read()
    end = at = len(tail)
    while (at := tail.rfind(_MAGIC, 0, at)) >= 0:
        if at + _size_of(tail, at) != end:
            continue  # bytes of a block that happen to look like the beginning of one
        content = _content(tail[at:end], name, size - len(tail) + at)
        if content:
            return content
        end = at
    return b""


def _size_of(data: bytes, at: int) -> int:
    """Bytes of the block that begins at a place; 0 where none does, -1 where it is cut there."""
    if not data.startswith(_MAGIC[: max(0, len(data) - at)], at):
        return 0
    if len(data) - at < _FIXED + 6:
        return -1
    (extra,) = struct.unpack_from("<H", data, at + 10)
    field, last = at + _FIXED, at + _FIXED + extra
    while field + 4 <= min(last, len(data)):
        tag, length = data[field : field + 2], data[field + 2] + 256 * data[field + 3]
        if tag == b"BC" and length == 2 and field + 6 <= len(data):
            size = int.from_bytes(data[field + 4 : field + 6], "little") + 1
            return size if size > _FIXED + extra + _TRAILER else 0
        field += 4 + length
    return 0


def _no_block(name: str, offset: int, rest: bytes) -> RefusedError:
    """The refusal where no whole block begins: the file is cut, or its bytes are others."""
    if _size_of(rest, 0):
        found = f"It ends inside the block at byte {offset:,}."
        return refuse(RefusalCode.TRUNCATED_FILE, name, found)
    kind = "Zeros stand" if not rest[:_FIXED].strip(b"\0") else "No block begins"
    return refuse(RefusalCode.DAMAGED_FILE, name, f"{kind} at byte {offset:,}.")


def _content(block: bytes, name: str, offset: int) -> bytes:
    """The content of a whole block, after its check sum and size were compared."""
    (extra,) = struct.unpack_from("<H", block, 10)
    try:
        data = _decompressed(block[_FIXED + extra : -_TRAILER])
    except zlib.error as error:
        found = f"The block at byte {offset:,} cannot be decompressed ({error})."
        raise refuse(RefusalCode.DAMAGED_FILE, name, found) from error
    check, size = struct.unpack("<II", block[-_TRAILER:])
    if isal_zlib.crc32(data) != check or len(data) != size:
        found = f"The block at byte {offset:,} does not have its check sum: bytes were changed."
        raise refuse(RefusalCode.DAMAGED_FILE, name, found)
    return data


def _decompressed(data: bytes) -> bytes:
    """What a deflate stream holds; raises zlib.error.

    ISA-L takes a third of zlib's time; what it finds damaged, zlib has to find damaged too.
    """
    try:
        return isal_zlib.decompress(data, -15, 1 << 16)
    except igzip_lib.IsalError:  # type: ignore[misc]  # its stub calls the class an instance
        return zlib.decompress(data, -15, 1 << 16)
