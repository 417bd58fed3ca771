"""Whether the index beside a BAM or CRAM is that of its data.

Source: SAM specification 5.2 (BAI) and CSIv1; CRAM specification 12 (CRAI). An index of another or
an older file leads to no read, or to bytes that are none: then nothing may be said of the locus.
"""

from __future__ import annotations

import io
import struct
import zlib
from itertools import islice
from pathlib import Path

from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.intake.vcf.bgzf import inflated
from osteo_annot.intake.vcf.file_index import index_bytes, read_index, unpacked

_SUFFIXES = (".bai", ".csi", ".crai")
_PLACE = struct.Struct("<ii")
"""Length and contig of a record of a BAM."""


def index_beside(path: Path) -> Path | None:
    """The index beside a BAM or CRAM, under its whole name or in place of its ending."""
    stems = (path, path.with_suffix(""))
    names = (Path(f"{stem}{suffix}") for stem in stems for suffix in _SUFFIXES)
    return next((name for name in names if name.is_file()), None)


def check_alignment_index(path: Path) -> None:
    """Refuse an index that points behind the end of its data, or leaves placed reads out.

    Raises RefusedError: BROKEN_INDEX.
    """
    index = index_beside(path)
    if index is None:
        return
    data = index_bytes(index)
    if index.suffix == ".crai":
        _check_crai(data, path)
        return
    last = read_index(data, path.name).last
    if not last:
        raise _not_its_own(path, "It tells of no read")
    with path.open("rb") as stream:
        if last >> 16 >= stream.seek(0, io.SEEK_END):
            raise _not_its_own(path, f"It tells of reads up to byte {last >> 16:,}")
        try:
            blocks = islice(inflated(stream, path.name, last >> 16), 2)
            rest = b"".join(content for _, content in blocks)[last & 0xFFFF :]
        except RefusedError as error:
            raise _not_its_own(path, f"At byte {last >> 16:,} it ends inside a block") from error
    if len(rest) >= _PLACE.size and _PLACE.unpack_from(rest)[1] >= 0:
        raise _not_its_own(path, f"Reads that it does not tell of follow byte {last >> 16:,}")


def _check_crai(data: bytes, path: Path) -> None:
    """Refuse the index of a CRAM that points behind its end."""
    try:
        lines = unpacked(data, path.name).decode("ascii").splitlines()
        furthest = max((int(line.split("\t")[3]) for line in lines), default=0)
    except (OSError, EOFError, zlib.error, ValueError, IndexError) as error:
        raise _not_its_own(path, "It is no index of a CRAM") from error
    if furthest >= path.stat().st_size:
        raise _not_its_own(path, f"It tells of reads at byte {furthest:,}")


def _not_its_own(path: Path, what: str) -> RefusedError:
    """The refusal of an index that is not that of the file."""
    found = f"The index beside it is not that of this file. {what}."
    return refuse(RefusalCode.BROKEN_INDEX, path.name, found)
