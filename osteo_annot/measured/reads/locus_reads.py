"""The reads of one person around the gene: fetched once, when first asked for.

Only the gene and 20 kb on each side are fetched. Duplicates, secondary alignments and what failed
the machine's filter are left out; the mapping quality is kept, for each question has its own limit.
Memory stays flat: of a sample that is read very deep a half, a quarter and so on of the fragments
is kept, chosen by name, so that both reads of a pair stay or go together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.depth.alignments import (
    Alignments,
    ascending,
    check_reference,
    open_alignments,
    reading,
)
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.reads.inserts import InsertSize, Pair, insert_size, pairs_of
from osteo_annot.measured.reads.limits import UNMARKED_COPIES
from osteo_annot.measured.reads.pile import Pile, pile_of
from osteo_annot.measured.reads.read import End, Mate, Read, ends_of, read_of

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentFile

LEFT_OUT_FLAGS = 0x704
"""Unmapped, secondary, failed or duplicate. Supplementary alignments stay: they show junctions."""
MOST_BASES = 12_000_000
"""Bases kept at most, about 170 reads over each base of the locus."""


@dataclass(frozen=True)
class Reads:
    """Reads that overlap a window, ascending by first base; what is made of them is made once."""

    window: Interval
    reads: tuple[Read, ...]
    share: float = 1.0
    """Share of the fragments that was kept; below 1 only of samples that are read very deep."""
    is_rna: bool = False
    """Whether the file is of RNA, so that none of its reads is a witness."""

    def overlapping(self, start: int, end: int) -> Iterator[Read]:
        """Reads with an aligned base from ``start`` to ``end`` (1-based, closed), ascending."""
        first = bisect_left(self._starts, start - self.longest)
        last = bisect_right(self._starts, end)
        return (read for read in self.reads[first:last] if read.end >= start)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs with both reads on the contig, ascending."""
        return pairs_of(self.reads)

    @cached_property
    def insert(self) -> InsertSize | None:
        """The insert of the library; None of long reads, or of few pairs."""
        return insert_size(self.pairs)

    @cached_property
    def pile(self) -> Pile:
        """Which bases the reads show at each place of the window."""
        return pile_of(self.reads, self.window)

    @cached_property
    def molecules(self) -> Reads:
        """The same without copies of one fragment, where the file has them unmarked.

        Of a file whose duplicates are marked hardly two fragments have both ends in common; those
        of an amplicon all do. Copies of one molecule show a junction, or its absence, once.
        """
        ends: dict[str, list[End]] = defaultdict(list)
        elsewhere: dict[str, Mate | None] = {}
        for read in self.reads:
            if not read.is_supplementary:
                ends[read.name] += ends_of(read)
                elsewhere[read.name] = read.mate
        for name, mate in elsewhere.items():
            if mate is not None and len(ends[name]) == 1:  # its mate was not fetched
                ends[name].append((mate.start, mate.is_reverse))
        first: dict[tuple[End, ...], str] = {}
        for name in sorted(ends):
            first.setdefault(tuple(sorted(ends[name])), name)
        if len(ends) - len(first) <= UNMARKED_COPIES * len(ends):
            return self
        names = set(first.values())
        own = tuple(read for read in self.reads if read.name in names)
        return Reads(self.window, own, self.share)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each read begins."""
        return [read.start for read in self.reads]

    @cached_property
    def longest(self) -> int:
        """Bases of the reference that the longest read covers."""
        return max((read.end - read.start + 1 for read in self.reads), default=0)


@dataclass(frozen=True)
class LocusReads:
    """A person's BAM or CRAM, of which the reads at the locus are fetched when first asked for."""

    path: Path
    sample: str
    assembly: Assembly
    reference: Path | None = None
    """The genome FASTA of the user; a CRAM needs it."""
    number: int = 0
    """Place that the reads take behind the files of variants, which are counted from 1, and the
    depth."""

    @property
    def window(self) -> Interval:
        """The gene and 20 kb on each side."""
        gene = gene_model(self.assembly)
        return Interval(gene.locus_start, gene.locus_end)

    @cached_property
    def fetched(self) -> Reads:
        """The reads that overlap the window. Raises RefusedError (ALIGNMENTS_INVALID)."""
        opened = open_alignments(self.path, self.sample, LOCUS.lengths[self.assembly])
        if self.reference is not None:
            check_reference(opened, self.reference)
        elif opened.is_cram:
            found = "A CRAM cannot be read without a reference FASTA."
            raise refuse(RefusalCode.ALIGNMENTS_INVALID, self.path.name, found)
        return fetch_reads(opened, self.sample, self.window, self.reference)


def fetch_reads(
    opened: Alignments, sample: str, window: Interval, reference: Path | None = None
) -> Reads:
    """The reads of a sample that overlap a window, of an indexed file.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    with reading(opened, reference) as handle:
        return kept(_own(handle, opened, sample, window), window)


def _own(
    handle: AlignmentFile, opened: Alignments, sample: str, window: Interval
) -> Iterator[AlignedSegment]:
    """Alignments of the sample in the window, by read group where the file is of several people."""
    found = handle.fetch(opened.contig, window.start - 1, window.end)
    for aligned in ascending(found, opened.path.name):
        if not aligned.flag & LEFT_OUT_FLAGS and opened.is_of(sample, aligned):
            yield aligned


def kept(alignments: Iterable[AlignedSegment], window: Interval, most: int = MOST_BASES) -> Reads:
    """The lean values of alignments, thinned by fragment where ``most`` bases are exceeded.

    None of a file with a spliced read: it is of RNA, whose introns look like deletions, and which
    may show one allele alone (SAM specification 1.4.6: N is an intron).
    """
    reads: list[Read] = []
    bases, mask = 0, 0
    for aligned in alignments:
        if mask and _number(str(aligned.query_name)) & mask:
            continue
        read = read_of(aligned)
        if read.is_spliced:
            return Reads(window, (), is_rna=True)
        reads.append(read)
        bases += read.end - read.start + 1
        while bases > most and mask < 0xFFFF:
            mask = mask << 1 | 1
            reads = [r for r in reads if not _number(r.name) & mask]
            bases = sum(r.end - r.start + 1 for r in reads)
    return Reads(window, tuple(sorted(reads, key=_order)), 1 / (mask + 1))


def _number(name: str) -> int:
    """A number of a fragment that only its name decides."""
    return crc32(name.encode())


def _order(read: Read) -> tuple[int, int, str, bool, bool]:
    """Order of reads that does not depend on that of the file."""
    return (read.start, read.end, read.name, read.is_second, read.is_supplementary)
