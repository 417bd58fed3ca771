"""A BCF of very many people: read again for those who are asked about, never as text for all.

Who carries something is asked of its genotype arrays; what a cell says is read from its text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from osteo_annot.intake.vcf import wide
from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile, in_order
from osteo_annot.intake.vcf.genotype_arrays import GenotypeArrays, genotype_arrays
from osteo_annot.intake.vcf.reach import reaches_any
from osteo_annot.intake.vcf.survey import Survey
from osteo_annot.intake.vcf.wide import FIXED, Read, WideFile, fixed_columns


@dataclass(frozen=True)
class _PlacedRead(Read):
    """One reading of a BCF."""

    places: tuple[int, ...] = ()
    """Place of each line among the records that htslib hands out for the locus, from 0."""


@dataclass(frozen=True)
class WideBcf(WideFile):
    """A BCF of many people."""

    def whole_lines(self) -> Iterator[str]:
        """The lines at the locus with all their cells, read again."""
        return self.source.stream()

    def held_lines(self, columns: Sequence[int]) -> Iterator[str]:
        """The same with some cells; htslib takes the others out before they become text."""
        names = [self.header.samples[column] for column in columns]
        return in_order(self.name, (line for _, line in self._lines_of(names)))

    def arrays(self) -> Iterator[GenotypeArrays]:
        """The genotypes of each record; raises RefusedError (DAMAGED_FILE)."""
        return genotype_arrays(self.source, self._read.places, self.lines)

    def texts_of(self, wanted: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Place among ``lines`` (from 0) and whole line of some records, in file order."""
        lines = {self._read.places[index]: index for index in wanted}
        for place, record in enumerate(self._records(Survey(self.header), None)):
            if place in lines:
                yield lines[place], str(record).removesuffix("\n")

    def _digest_of_locus(self) -> str:
        """SHA-256 of the header, the fixed columns and the genotypes at the locus."""
        seen = hashlib.sha256("\n".join((self.header.text, *self.lines)).encode())
        for record in self.arrays():
            seen.update(record.alleles.tobytes())
        return seen.hexdigest()

    @cached_property
    def _read(self) -> _PlacedRead:
        """Fixed columns, their places and the survey, without the cells."""
        survey = Survey(self.header)
        found = list(self._lines_of(self.header.samples[:1], survey))
        lines = tuple(fixed_columns(line, FIXED + 2) for _, line in found)
        return _PlacedRead(lines, survey, places=tuple(place for place, _ in found))

    def _lines_of(
        self, samples: Sequence[str], survey: Survey | None = None
    ) -> Iterator[tuple[int, str]]:
        """Place and line of the records that reach the locus, with some cells only."""
        records = self._records(survey or Survey(self.header), samples)
        for place, record in enumerate(records):
            line = str(record).removesuffix("\n")
            if reaches_any(line):
                yield place, line

    def _records(self, survey: Survey, samples: Sequence[str] | None) -> Iterator[Any]:
        """The records that htslib hands out for the locus."""
        source = self.source
        return source.bcf_records(survey, source.index, source.regions, samples)


def as_wide(file: VcfFile) -> VcfFile:
    """The file as it is, or to be read as one of very many people.

    A BCF on a server is put aside as text like any other: it is not read again.
    """
    if len(file.header.samples) <= wide.WIDE:
        return file
    local_bcf = file.container is Container.BCF and type(file) is VcfFile
    kind = WideBcf if local_bcf else wide.SpooledFile
    return kind(file.path, file.container, file.header, file.notes, file)
