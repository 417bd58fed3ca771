"""A file of very many people: read once, in memory that does not grow with them.

The lines of a text at the locus are kept compressed in a temporary file; a BCF is read again. Of a
record only its first columns stay in memory, and the cells of the people who are being judged.
"""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, cast, overload

from isal import igzip

from osteo_annot.intake.vcf.file import WHOLE_FILE, VcfFile
from osteo_annot.intake.vcf.survey import Survey

WIDE = 500
"""Samples from which a file is read so."""
FIXED = 8
_LEVEL = 1


class SomeCells(Sequence[str]):
    """The sample columns of a record, of which only some are held; as long as all of them."""

    __slots__ = ("_cells", "_length")

    def __init__(self, cells: Mapping[int, str], length: int) -> None:
        self._cells = cells
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """The cell of a column that is held; KeyError for another."""
        if isinstance(index, slice):
            raise TypeError("only single cells are held")
        return self._cells[index]


class _Spool:
    """Lines in a temporary file without a name, gone with the object or with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the object
        weakref.finalize(self, self._file.close)

    def packed(self) -> IO[bytes]:
        """Where to write the lines, each with its line end."""
        return cast("IO[bytes]", igzip.open(self._file, "wb", _LEVEL))  # type: ignore[no-untyped-call]

    def lines(self) -> Iterator[str]:
        """The lines in the order written, without line ends."""
        self._file.seek(0)
        with igzip.open(self._file, "rb") as packed:  # type: ignore[no-untyped-call]
            for line in cast("IO[bytes]", packed):
                yield line.decode().removesuffix("\n")


@dataclass(frozen=True)
class WideFile(VcfFile):
    """A file of many people. ``lines`` have the eight fixed columns, without cells."""

    source: VcfFile
    """The file as it was opened."""

    @property
    def name(self) -> str:
        """Base name of the file."""
        return self.source.name

    def whole_digest(self) -> str:
        """SHA-256 of the whole file, where it was hashed."""
        return self.source.whole_digest()

    @property
    def cells_per_line(self) -> int:
        """The lines in memory have no cells."""
        return 0

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The fixed columns of the lines at the locus, in file order."""
        return self._read.lines

    @cached_property
    def survey(self) -> Survey:
        """What was seen of the whole file."""
        return self._read.survey

    @cached_property
    def digest(self) -> tuple[str, str]:
        """SHA-256 and what it is of, as for any file."""
        whole = self.whole_digest()
        return (whole, WHOLE_FILE) if whole else (self._digest_of_locus(), "header_and_locus")

    def held_lines(self, columns: Sequence[int]) -> Iterator[str]:
        """The lines at the locus with the cells of the 0-based columns only, in that order."""
        for line in self.whole_lines():
            parts = line.split("\t")
            if len(parts) != FIXED + 1 + len(self.header.samples):
                yield line
            else:
                cells = (parts[FIXED + 1 + column] for column in columns)
                yield "\t".join((*parts[: FIXED + 1], *cells))

    def whole_lines(self) -> Iterator[str]:
        """The lines at the locus with all their cells, read again."""
        raise NotImplementedError

    def _digest_of_locus(self) -> str:
        """SHA-256 of the header and of what was read at the locus."""
        raise NotImplementedError

    @cached_property
    def _read(self) -> Read:
        """Fixed columns and survey, in one reading."""
        raise NotImplementedError


@dataclass(frozen=True)
class Read:
    """What stays in memory of one reading."""

    lines: tuple[str, ...]
    survey: Survey
    digest: str = ""
    spool: _Spool | None = None


@dataclass(frozen=True)
class SpooledFile(WideFile):
    """A text file of many people, whose lines at the locus were put aside in one reading."""

    def whole_lines(self) -> Iterator[str]:
        """The lines at the locus with all their cells, again from the temporary file."""
        return self._read.spool.lines() if self._read.spool else iter(())

    def _digest_of_locus(self) -> str:
        """SHA-256 of the header and the lines at the locus."""
        return self._read.digest

    @cached_property
    def _read(self) -> Read:
        """Fixed columns, digest and whole lines at the locus, and the survey, in one reading."""
        survey = Survey(self.header)
        n_columns = FIXED + 1 + len(self.header.samples)
        seen = hashlib.sha256(self.header.text.encode())
        fixed: list[str] = []
        spool = _Spool()
        with spool.packed() as packed:
            for line in self.source.stream(survey):
                written = line.encode()
                seen.update(b"\n" + written)
                packed.write(written + b"\n")
                fixed.append(fixed_columns(line, n_columns))
        return Read(tuple(fixed), survey, seen.hexdigest(), spool)


def fixed_columns(line: str, n_columns: int) -> str:
    """The first eight columns; of a line with a wrong number of columns only the contig."""
    if line.count("\t") + 1 != n_columns:
        return line.split("\t", 1)[0] + "\t"
    return "\t".join(line.split("\t", FIXED)[:FIXED])


def held(cells: Sequence[str], columns: Sequence[int], length: int) -> SomeCells:
    """The cells of the 0-based columns, in that order, of a record of so many columns."""
    return SomeCells(dict(zip(columns, cells, strict=True)), length)
