"""What tells people of a large file apart: the records in which they carry something that counts.

People who are alike in these get one answer: of one of them, over these records alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from osteo_annot.intake.case import InputSet
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.interval import Interval
from osteo_annot.values import dataclass

PLAIN_FIELDS = {
    *("GT", "AD", "ADF", "ADR", "DP", "GQ", "RGQ", "GQX", "PL", "GL", "GP", "PP", "DS", "FT", "SB"),
    *("PS", "PSL", "PQ", "PID", "PGT", "HP", "MIN_DP"),
    *("LAA", "LAD", "LADF", "LADR", "LPL", "LGL", "LGP", "LPP"),
}
"""FORMAT fields of small variants; another may tell of copies, and such a row is read in full."""
BESIDE = 2
"""Bases between changes that may lie in one codon."""

Key = tuple[tuple[str, ...], ...]
"""What a person carries in or beside the coding sequence, as written; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A record in which a person carries a change in or beside the coding sequence."""

    written: tuple[str, ...]
    """Name of the record, genotype and phase."""
    span: Interval
    """Bases of its REF."""
    crowded: bool

    def asks(self, others: Sequence[Carried]) -> bool:
        """Whether its person is told apart by it from those who do not carry it."""
        start, end = self.span.start - BESIDE, self.span.end + BESIDE
        beside = (o for o in others if o is not self and o.span.start <= end)
        return not self.crowded or any(o.span.end >= start for o in beside)


class Asked:
    """Files, with the records alone that people of one key of ``Screen.alike`` are alike in.

    What the others carry beside them leaves their answer as it is: so they were divided.
    """

    def __init__(self, inputs: InputSet) -> None:
        self._inputs = inputs
        self._by_name = [{name_of(item, row): row for row in item.rows} for item in inputs.files]
        self._always = [
            {name for name, row in rows.items() if not is_plain(row)} for rows in self._by_name
        ]
        """Records whose genotypes do not say all, by file."""

    def of(self, key: Key) -> InputSet:
        """The files with the records of a key."""
        names = {name for name, *_ in key}
        files = [
            replace(item, rows=_in_order(rows[name] for name in always | names & rows.keys()))
            for item, rows, always in zip(
                self._inputs.files, self._by_name, self._always, strict=True
            )
        ]
        return replace(self._inputs, files=tuple(files))


def name_of(item: LocusFile, row: Row) -> str:
    """The name of a record, as its observation has it."""
    return f"f{item.number}.r{row.ordinal}"


def _in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Records as they stand in their file."""
    return tuple(sorted(rows, key=lambda row: row.ordinal))


def is_plain(row: Row) -> bool:
    """Whether the genotypes of a record say all that it says; of another each cell is read."""
    fields = set(row.format)
    plain = fields <= PLAIN_FIELDS and row.format[:1] == ("GT",) and "SVTYPE" not in row.info
    return plain and len(fields) == len(row.format) and not row.is_block
