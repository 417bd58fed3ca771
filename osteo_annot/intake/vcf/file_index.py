"""The index of a bgzipped VCF, BCF or BAM: where records begin, and whether it fits its data.

Source: SAM/VCF specifications, "The tabix index file format" and "Coordinate-sorted index" (CSIv1).
Virtual offsets are those of BGZF: the offset of a block, times 65,536, and a place in its content.
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.intake.vcf.bgzf import inflated
from osteo_annot.intake.vcf.row import position_of
from osteo_annot.locus.files import MEBIBYTE, bytes_of, whole
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_TBI_BIN = struct.Struct("<I0si")
_CSI_BIN = struct.Struct("<IQi")
_CHUNK = struct.Struct("<QQ")
_WINDOW_BITS = 14
_DEPTH = 5
MOST_OF_INDEX = 256 * MEBIBYTE
"""Bytes of an index, packed or not; of a genome with a record at every base ten million."""
_LONGEST = 1 << 20
"""More contigs than any index has: bytes that claim so many are no index."""


@dataclass(frozen=True, slots=True)
class ContigIndex:
    """Where the records of one contig lie."""

    first: int
    """Virtual offset of the first record."""
    last: int
    """Virtual offset behind the last record."""
    n_records: int
    """How many they are; 0 where the index does not count them."""
    windows: Mapping[int, int]
    """Virtual offset of the first record that reaches into a window, by the window's number."""
    window_bits: int
    """A window holds so many bits of a 0-based position."""
    has_all_windows: bool
    """Whether every window that a record reaches is there; a CSI leaves some out."""

    def start_of(self, position: int) -> int | None:
        """Virtual offset from which records at or behind a 0-based position are found.

        None where no record reaches so far.
        """
        number = position >> self.window_bits
        if self.has_all_windows and number >= len(self.windows):
            return None
        before = max((window for window in self.windows if window <= number), default=-1)
        return self.windows.get(before, 0) or self.first

    @property
    def furthest(self) -> int:
        """A position that no record begins behind; 1-based."""
        return (max(self.windows, default=-1) + 1) << self.window_bits


@dataclass(frozen=True, slots=True)
class FileIndex:
    """An index, of which only the contigs of the locus are kept in full."""

    contigs: tuple[str, ...]
    """Those with records, in the order of the index; empty where the index does not name them."""
    at_locus: Mapping[str, ContigIndex]
    last: int
    """Virtual offset behind the last record of the file; 0 where there is none."""

    @property
    def furthest(self) -> int:
        """A position that no record of the chromosome begins behind; 1-based."""
        return max((part.furthest for part in self.at_locus.values()), default=0)

    @property
    def n_records(self) -> int:
        """Records on the chromosome; at least one of each of its contigs that has any."""
        return sum(max(part.n_records, 1) for part in self.at_locus.values())


def index_bytes(path: Path) -> bytes:
    """The bytes of an index file.

    Raises RefusedError: FILE_NOT_FOUND, NOT_A_REGULAR_FILE, TOO_LARGE.
    """
    return bytes_of(path, MOST_OF_INDEX)


def unpacked(data: bytes, name: str) -> bytes:
    """What gzip has packed in an index.

    Raises RefusedError (TOO_LARGE), and what gzip raises.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return whole(stream, name, MOST_OF_INDEX)


def read_index(data: bytes, name: str, contigs: Sequence[str] = ()) -> FileIndex:
    """The index in the bytes of a .tbi, .csi or .bai file.

    ``contigs``: names in the order of the header, for an index that names none (of BCF and BAM).
    Raises RefusedError (BROKEN_INDEX); ``name`` is that of the data.
    """
    try:
        plain = data if data.startswith(b"BAI\x01") else unpacked(data, name)
        if plain.startswith(b"BAI\x01"):
            (n_contigs,) = struct.unpack_from("<i", plain, 4)
            return _read_contigs(_Walk(plain, 8, 0), contigs, n_contigs, 37_450)
        if plain.startswith(b"TBI\x01"):
            return _read_tbi(plain)
        if plain.startswith(b"CSI\x01"):
            return _read_csi(plain, contigs)
    except (OSError, EOFError, zlib.error, struct.error, IndexError, ValueError) as error:
        raise refuse(
            RefusalCode.BROKEN_INDEX, name, f"It cannot be read: {reason_of(error)}"
        ) from error
    raise refuse(RefusalCode.BROKEN_INDEX, name, "The file beside it is neither .tbi nor .csi.")


def _read_tbi(data: bytes) -> FileIndex:
    """A tabix index."""
    n_contigs, *_, length = struct.unpack_from("<8i", data, 4)
    names = data[36 : 36 + length].decode("utf-8", "replace").split("\0")
    return _read_contigs(_Walk(data, 36 + length, 0), names, n_contigs, 37_450)


def _read_csi(data: bytes, contigs: Sequence[str]) -> FileIndex:
    """A coordinate-sorted index, of text (which names its contigs) or of a BCF."""
    bits, depth, length = struct.unpack_from("<3i", data, 4)
    names = list(contigs)
    if length >= 28:
        n_names = struct.unpack_from("<i", data, 16 + 24)[0]
        names = data[44 : 44 + n_names].decode("utf-8", "replace").split("\0")
    (n_contigs,) = struct.unpack_from("<i", data, 16 + length)
    n_bins = ((1 << 3 * (depth + 1)) - 1) // 7
    walk = _Walk(data, 20 + length, 8, bits, depth)
    return _read_contigs(walk, names, n_contigs, n_bins + 1)


@dataclass(slots=True)
class _Walk:
    """A place in the bytes of an index, and how its bins are written."""

    data: bytes
    at: int
    offset_bytes: int
    """Bytes of the offset that a CSI keeps with each bin; 0 in a tabix index."""
    bits: int = _WINDOW_BITS
    depth: int = _DEPTH


def _read_contigs(walk: _Walk, names: Sequence[str], n_contigs: int, meta: int) -> FileIndex:
    """All contigs; ``meta`` is the number of the bin that is none, but tells the whole range."""
    if not 0 <= n_contigs <= _LONGEST:
        raise ValueError(f"{n_contigs} contigs")
    found: list[str] = []
    at_locus: dict[str, ContigIndex] = {}
    last = 0
    for number in range(n_contigs):
        name = names[number] if number < len(names) else ""
        begin = walk.at
        here = 0 if name in LOCUS.contigs else _pass_contig(walk, meta)
        if not here:
            walk.at = begin
            one = _read_contig(walk, meta)
            if one is None:
                continue
            here = one.last
            if name in LOCUS.contigs:
                at_locus[name] = one
        found.append(name)
        last = max(last, here)
    return FileIndex(tuple(found), at_locus, last)


def _pass_contig(walk: _Walk, meta: int) -> int:
    """Virtual offset behind the last record of a contig, by the bin that is none; 0 without it."""
    data, last = walk.data, 0
    (n_bins,) = struct.unpack_from("<i", data, walk.at)
    at = walk.at + 4
    head = _CSI_BIN if walk.offset_bytes else _TBI_BIN
    size, unpacked = head.size, head.unpack_from
    for _ in range(n_bins):
        number, _, n_chunks = unpacked(data, at)
        if number == meta:
            (last,) = struct.unpack_from("<Q", data, at + size + 8)
        at += size + 16 * n_chunks
    if not walk.offset_bytes:
        at += 4 + 8 * struct.unpack_from("<i", data, at)[0]
    walk.at = at
    return last


def _read_contig(walk: _Walk, meta: int) -> ContigIndex | None:
    """One contig; None where it has no records."""
    data, is_csi = walk.data, bool(walk.offset_bytes)
    (n_bins,) = struct.unpack_from("<i", data, walk.at)
    at = walk.at + 4
    first, last, n_records = 1 << 64, 0, 0
    windows: dict[int, int] = {}
    leaf = ((1 << 3 * walk.depth) - 1) // 7
    head = _CSI_BIN if is_csi else _TBI_BIN
    for _ in range(n_bins):
        number, offset, n_chunks = head.unpack_from(data, at)
        at += head.size
        if number == meta:
            (n_records,) = struct.unpack_from("<Q", data, at + 16)
        else:
            for begin, end in _CHUNK.iter_unpack(data[at : at + 16 * n_chunks]):
                first, last = min(first, begin), max(last, end)
            if is_csi and number >= leaf:
                windows[number - leaf] = offset
        at += 16 * n_chunks
    if not is_csi:
        (n_windows,) = struct.unpack_from("<i", data, at)
        windows = dict(enumerate(struct.unpack_from(f"<{n_windows}Q", data, at + 4)))
        at += 4 + 8 * n_windows
    walk.at = at
    return ContigIndex(first, last, n_records, windows, walk.bits, not is_csi) if last else None


def check_fit(index: FileIndex, stream: IO[bytes], name: str) -> None:
    """Refuse data that end before the last record of their index, or go on behind it.

    Raises RefusedError: TRUNCATED_FILE, BROKEN_INDEX, DAMAGED_FILE.
    """
    if not index.last:
        return
    offset, skipped = index.last >> 16, index.last & 0xFFFF
    blocks = [content for _, content in inflated(stream, name, offset)]
    if not blocks or len(blocks[0]) < skipped:
        found = f"Its index tells of records up to byte {offset:,}, and it ends before."
        raise refuse(RefusalCode.TRUNCATED_FILE, name, found)
    if b"".join(blocks)[skipped:]:
        found = f"Records follow behind byte {offset:,}, where its index ends."
        raise refuse(RefusalCode.BROKEN_INDEX, name, found)


Regions = tuple[tuple[int, int], ...]
"""Intervals of the chromosome to fetch; 0-based, half-open, ascending."""


def lines_in(
    stream: IO[bytes], name: str, contig: str, part: ContigIndex, regions: Regions
) -> Iterator[bytes]:
    """The lines of a contig that begin in the regions, and some before; each once, in file order.

    Without line end. Raises RefusedError: BROKEN_INDEX, TRUNCATED_FILE, DAMAGED_FILE.
    """
    unread = 0
    for first, last in regions:
        start = part.start_of(first)
        if start is None or max(start, unread) >= part.last:
            continue
        for number, (at, line) in enumerate(_lines_from(stream, name, max(start, unread))):
            if not number and line.split(b"\t", 1)[0] != contig.encode():
                found = f"Where it tells of records of {contig} there are none."
                raise refuse(RefusalCode.BROKEN_INDEX, name, found)
            position = position_of(line)
            if at >= part.last or (position is not None and position > last):
                unread = at
                break
            yield line
        else:
            return


def first_position(stream: IO[bytes], name: str, part: ContigIndex) -> int:
    """POS of the first record of a contig; 0 where it has none."""
    _, line = next(_lines_from(stream, name, part.first), (0, b""))
    return position_of(line) or 0


def _lines_from(stream: IO[bytes], name: str, start: int) -> Iterator[tuple[int, bytes]]:
    """Virtual offset and text of each line from a virtual offset on, without line end."""
    skipped, rest, begun = start & 0xFFFF, b"", start
    for offset, content in inflated(stream, name, start >> 16):
        if skipped > len(content):
            raise refuse(RefusalCode.BROKEN_INDEX, name, "It points behind the end of a block.")
        *whole, last = content[skipped:].split(b"\n")
        at = skipped
        for line in whole:
            yield begun if rest else offset << 16 | at, (rest + line).removesuffix(b"\r")
            at, rest = at + len(line) + 1, b""
        if last and not rest:
            begun = offset << 16 | at
        rest, skipped = rest + last, 0
    if rest:
        found = "Its last line has no line end: the text is cut off there."
        raise refuse(RefusalCode.TRUNCATED_FILE, name, found)
