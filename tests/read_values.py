"""Reads as values for tests of single rules: two copies with known changes, and reads along them.

Positions are genomic, 1-based and closed, on the assembly of the builder. Bases that the embedded
reference does not know are made up, the same for every copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Cigar, Mate, Read
from tests.builders import Build

Column = tuple[int | None, str]
"""Position of a base of a copy on the reference (None for an inserted one), and the base."""


@dataclass(frozen=True)
class Change:
    """Plus-strand bases ``ref`` at a position replaced by ``alt``; an indel with its first base."""

    position: int
    ref: str
    alt: str


def native(build: Build, position: int) -> str:
    """The base of the reference, or the one made up for it."""
    known = build.reference.base(position)
    return known if known != "N" else "ACGT"[(position * 7 + position // 3) % 4]


def other_base(build: Build, position: int) -> str:
    """A base that the reference does not have there."""
    return {"A": "C", "C": "A", "G": "T", "T": "G"}[native(build, position)]


def copy_of(build: Build, span: Interval, *changes: Change) -> list[Column]:
    """A copy over a span, with changes."""
    columns: list[Column] = []
    at = span.start
    for change in sorted(changes, key=lambda c: c.position):
        columns += [(p, native(build, p)) for p in range(at, change.position)]
        shared = min(len(change.ref), len(change.alt))
        columns += [(change.position + i, change.alt[i]) for i in range(shared)]
        columns += [(None, base) for base in change.alt[shared:]]
        at = change.position + len(change.ref)
    return columns + [(p, native(build, p)) for p in range(at, span.end + 1)]


def snv(build: Build, position: int) -> Change:
    """A substitution of the reference's base."""
    return Change(position, native(build, position), other_base(build, position))


def read_along(
    columns: list[Column], name: str, *, reverse: bool = False, mate: int = 0, **more: object
) -> Read:
    """A read of a stretch of a copy, aligned as the copy is."""
    placed = [p for p, _ in columns if p is not None]
    fields: dict[str, object] = {
        "mapq": 60,
        "qualities": bytes([35]) * len(columns),
        "is_supplementary": False,
    } | more
    return Read(
        name=name,
        start=placed[0],
        end=placed[-1],
        is_reverse=reverse,
        cigar=_cigar(columns),
        bases="".join(base for _, base in columns),
        is_paired=bool(mate),
        is_second=reverse and bool(mate),
        mate=Mate(mate, not reverse) if mate else None,
        template=0,
        parts=(),
        parts_elsewhere=0,
        **fields,  # type: ignore[arg-type]
    )


def _cigar(columns: list[Column]) -> Cigar:
    """The alignment of columns: M, I, and D where positions are left out."""
    operations: list[int] = []
    before: int | None = None
    for position, _ in columns:
        if position is None:
            operations.append(1)
            continue
        operations += [2] * (position - before - 1 if before is not None else 0)
        operations.append(0)
        before = position
    return tuple((kind, len(list(same))) for kind, same in groupby(operations))


def pairs(
    columns: list[Column], label: str, count: int, *, length: int = 150, insert: int = 400
) -> list[Read]:
    """Read pairs spread evenly along a copy; those of another label begin some bases aside.

    Two fragments with both ends in common would be copies of one.
    """
    room = len(columns) - insert
    found: list[Read] = []
    for number in range(count):
        start = max(number * room // max(1, count - 1) - _aside(label), 0)
        name = f"{label}.{number}"
        one = columns[start : start + length]
        two = columns[start + insert - length : start + insert]
        ends = [one[0][0] or 1, two[0][0] or 1]
        found.append(read_along(one, name, mate=ends[1]))
        found.append(read_along(two, name, reverse=True, mate=ends[0]))
    return found


def _aside(label: str) -> int:
    """Bases by which the reads of a label begin aside."""
    return crc32(label.encode()) % 5


def long_reads(columns: list[Column], label: str, count: int, *, length: int) -> list[Read]:
    """Single reads spread evenly along a copy, on both strands in turn."""
    room = len(columns) - length
    aside = _aside(label)
    starts = [max(number * room // max(1, count - 1) - aside, 0) for number in range(count)]
    return [
        read_along(columns[s : s + length], f"{label}.{n}", reverse=bool(n % 2))
        for n, s in enumerate(starts)
    ]


def fetched(build: Build, *groups: Iterable[Read]) -> Reads:
    """Reads as they are fetched: over the gene and 20 kb beside it, ascending."""
    gene = build.gene
    window = Interval(gene.start - 20_000, gene.end + 20_000)
    reads = [read for group in groups for read in group]
    return Reads(window, tuple(sorted(reads, key=lambda r: (r.start, r.end, r.name))))


@dataclass(frozen=True)
class GivenReads:
    """A person's reads, fetched already: stands where ``LocusReads`` does."""

    fetched: Reads
