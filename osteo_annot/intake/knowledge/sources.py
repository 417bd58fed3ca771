"""What the world knows of alleles at the locus: frequencies, ClinVar, splice and missense scores.

A source is a VCF of sites. Only the locus is read, through the index; its assembly is told by the
same evidence as that of a person's file, and must be the person's. Alleles are matched normalised.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.vcf.row import BadRow, Row, parse_row, whole_number
from osteo_annot.locus.allele import Allele, placements, shifted_left, trimmed
from osteo_annot.locus.reference import Reference
from osteo_annot.values import dataclass

_BASES = re.compile(r"[ACGTN]+")
_AN = re.compile(r"[;\t]AN(?:_joint)?=(\d{1,10})(?:;|\t|$)")


class SourceKind(StrEnum):
    """What a source tells."""

    FREQUENCIES = "frequencies"
    CLINVAR = "clinvar"
    SPLICE = "splice"
    MISSENSE = "missense"

    @property
    def option(self) -> str:
        """The option of the command line that gives it."""
        return "--gnomad" if self is SourceKind.FREQUENCIES else f"--{self.value}"

    @property
    def may_be_empty(self) -> bool:
        """Whether it may have no record at the locus: scores of one person's own variants."""
        return self in {SourceKind.SPLICE, SourceKind.MISSENSE}


@dataclass(frozen=True, slots=True)
class AlleleRecord:
    """One ALT allele of a record of a source."""

    row: Row
    allele: int
    """Place of the ALT allele, from 1."""

    def text(self, *keys: str) -> str:
        """The value of the first INFO key that has one, for this allele; else empty."""
        for key in keys:
            value = self.row.info.get(key)
            if value is None or not value.strip(".,"):
                continue
            values = value.split(",")
            if len(values) == len(self.row.alts):
                return values[self.allele - 1]
            if len(values) == 1:
                return values[0]
        return ""

    def number(self, *keys: str) -> float | None:
        """The same as a finite number, else None."""
        return finite(self.text(*keys))


@dataclass(frozen=True, slots=True)
class StructuralRecord:
    """A structural allele of a source."""

    record: AlleleRecord
    kind: str
    """DEL, DUP, INV, ... as the record says."""
    start: int
    """First affected base; 1-based, genomic."""
    end: int
    """Last affected base; 1-based, closed, genomic."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record of a source, parsed only when it is asked for: there may be 100,000 at the locus."""

    position: int
    """POS, 1-based."""
    ref_length: int
    alt: str
    text: str


@dataclass(frozen=True, eq=False)
class KnowledgeSource:
    """One file with what it says at the locus."""

    kind: SourceKind
    name: str
    """Base name of the file."""
    version: str
    """Release or date as the header tells; ``not stated`` where it does not."""
    sha256: str
    sha256_of: str
    evidence: tuple[str, ...]
    """What told the assembly."""
    records: tuple[SourceRecord, ...]
    """Records at the locus, by position."""
    n_samples: int
    reference: Reference
    tells_structural: bool
    """Whether the file is one of structural variants."""
    declared: frozenset[str] = frozenset()
    """Names of the INFO fields that its header declares."""

    @property
    def label(self) -> str:
        """Name and version, for a ledger."""
        return f"{self.name} ({self.version})"

    @cached_property
    def alleles(self) -> Mapping[Allele, tuple[AlleleRecord, ...]]:
        """All exact alleles, normalised."""
        found: dict[Allele, tuple[AlleleRecord, ...]] = {}
        for record in self.records:
            for allele, allele_record in self._exact(record):
                found[allele] = (*found.get(allele, ()), allele_record)
        return found

    @cached_property
    def structural(self) -> tuple[StructuralRecord, ...]:
        """All structural alleles."""
        allele_records = (
            allele_record
            for record in self.records
            if "<" in record.alt
            for allele_record in self._allele_records(record)
        )
        return tuple(
            event
            for allele_record in allele_records
            if (event := _structural(allele_record)) is not None
        )

    @cached_property
    def tells_small(self) -> bool:
        """Whether the file has small variants: a file of structural ones saw no others."""
        return any(self._is_small(record) for record in self.records)

    @cached_property
    def called(self) -> tuple[tuple[int, float], ...]:
        """Position and alleles called (AN) of each small variant that passes, ascending."""
        small = (record for record in self.records if self._is_small(record) and _passes(record))
        counts = ((record, _AN.search(record.text)) for record in small)
        return tuple((record.position, float(match[1])) for record, match in counts if match)

    @cached_property
    def most_called(self) -> float:
        """Most alleles called at a record; 0 where the source does not say."""
        return max((count for _, count in self.called), default=0.0)

    def called_near(self, first: int, last: int) -> float:
        """Most alleles called at a passing record from first to last; 1-based, closed."""
        start = bisect_left(self.called, (first, 0.0))
        end = bisect_left(self.called, (last + 1, 0.0))
        return max((count for _, count in self.called[start:end]), default=0.0)

    def find(self, allele: Allele) -> tuple[AlleleRecord, ...]:
        """Records of a normalised allele, wherever and however the source writes it."""
        places = placements(allele, self.reference)
        first, last = places[0].start - 1, places[-1].end + 1
        start = bisect_left(self.records, first - self._longest, key=lambda record: record.position)
        found: list[AlleleRecord] = []
        for index in range(start, len(self.records)):
            record = self.records[index]
            if record.position > last:
                break
            if record.position + record.ref_length >= first:
                found += [
                    allele_record for known, allele_record in self._exact(record) if known == allele
                ]
        return tuple(found)

    @cached_property
    def _longest(self) -> int:
        """The longest REF."""
        return max((record.ref_length for record in self.records), default=0)

    def _is_small(self, record: SourceRecord) -> bool:
        """Whether a record is one of exact alleles that no structural caller wrote."""
        structural = self.tells_structural and "SVTYPE=" in record.text
        return not structural and not set(record.alt) & set("<[].*")

    def _allele_records(self, record: SourceRecord) -> Iterator[AlleleRecord]:
        """The alleles of a record; one that cannot be read makes the source invalid."""
        row = parse_row(record.text, 0, self.n_samples)
        if isinstance(row, BadRow):
            found = f"A record at {record.position:,} cannot be read: {row.fault}"
            raise refuse(RefusalCode.SOURCE_INVALID, self.name, found)
        for index in range(1, len(row.alts) + 1):
            yield AlleleRecord(row, index)

    def _exact(self, record: SourceRecord) -> Iterator[tuple[Allele, AlleleRecord]]:
        """The exact alleles of a record, normalised."""
        for allele_record in self._allele_records(record):
            row, alt = allele_record.row, allele_record.row.alts[allele_record.allele - 1]
            if _BASES.fullmatch(alt) and _BASES.fullmatch(row.ref):
                yield (
                    shifted_left(trimmed(row.position, row.ref, alt), self.reference),
                    allele_record,
                )


@dataclass(frozen=True, slots=True)
class KnowledgeSources:
    """All sources given."""

    items: tuple[KnowledgeSource, ...] = ()

    def of(self, kind: SourceKind) -> tuple[KnowledgeSource, ...]:
        """The sources of one kind, in the order given."""
        return tuple(item for item in self.items if item.kind is kind)


def finite(text: str) -> float | None:
    """A finite number, or None for anything else.

    >>> finite("0.5"), finite("nan"), finite("."), finite("1e999")
    (0.5, None, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _passes(record: SourceRecord) -> bool:
    """Whether a record fails no filter of its source."""
    return record.text.split("\t", 7)[6] in {"PASS", ".", ""}


def _structural(allele_record: AlleleRecord) -> StructuralRecord | None:
    """A symbolic allele as an interval; None where kind or end is not told."""
    alt = allele_record.row.alts[allele_record.allele - 1]
    kind = alt.strip("<>").split(":")[0] if alt.startswith("<") else ""
    if kind.startswith("CN="):
        kind = "CNV"
    if kind in {"CNV", "CN0", ""}:
        kind = "DEL" if kind == "CN0" else allele_record.row.info.get("SVTYPE", "")
    end = _end(allele_record)
    if not kind or end is None or end <= allele_record.row.position:
        return None
    return StructuralRecord(allele_record, kind, allele_record.row.position + 1, end)


def _end(allele_record: AlleleRecord) -> int | None:
    """The last base: END, or where a record has none (VCF 4.5 drops it) POS and SVLEN."""
    end = whole_number(allele_record.row.info.get("END", ""))
    if end is not None:
        return end
    length = whole_number(allele_record.text("SVLEN").lstrip("-"))
    return None if length is None else allele_record.row.position + length
