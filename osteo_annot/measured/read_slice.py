"""The reads at some sites as a small file of their own, for a program that would read all of it.

A phasing program reads a whole chromosome of reads and of reference, however few sites it is asked
about. The slice holds the reads over the sites alone, on a contig that begins a little before them,
under no person's name, and without tags: what they were once told of phase is not passed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.intake.depth.alignments import (
    MIN_MAPQ,
    UNUSED_FLAGS,
    Alignments,
    ascending,
    reading,
)
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentHeader

MARGIN = 100
"""Bases of reference kept beside the outermost reads, for programs that align anew."""
_READS, _BASES = "reads.bam", "reference.fa"


@dataclass(frozen=True, slots=True)
class Slice:
    """Files of a folder that hold the reads over some sites, and the reference under them."""

    reads: Path
    """Sorted and indexed BAM without read groups."""
    bases: Path | None
    """FASTA of the contig; None without a reference."""
    contig: str
    """Its name: that of the chromosome."""
    offset: int
    """Bases of the chromosome before the contig: position on it = position - offset, 1-based."""
    length: int

    def holds(self, position: int) -> bool:
        """Whether the contig has a position of the chromosome; 1-based."""
        return 0 < position - self.offset <= self.length


def reads_over(
    opened: Alignments, sample: str, reference: Path | None, start: int, end: int
) -> list[AlignedSegment]:
    """The reads of a person that count, with a base in an interval; 1-based, closed.

    In the order of the file; none of RNA, which leaves introns out and may show one allele alone.
    Raises RefusedError as :func:`reading`.
    """
    with reading(opened, reference) as handle:
        found = ascending(handle.fetch(opened.contig, start - 1, end), opened.path.name)
        own = [
            read
            for read in found
            if not read.flag & UNUSED_FLAGS
            and read.mapping_quality >= MIN_MAPQ
            and opened.is_of(sample, read)
        ]
    return [] if any("N" in (read.cigarstring or "") for read in own) else own


def write_slice(
    reads: Sequence[AlignedSegment], contig: str, reference: Path | None, folder: Path
) -> Slice:
    """Write ascending reads of a contig, at least one, and the reference under them to a folder."""
    import pysam  # lazy: only this branch needs it

    first = min(read.reference_start for read in reads)
    last = max(read.reference_end or read.reference_start + 1 for read in reads)
    offset = max(0, first - MARGIN)
    length, bases = last + MARGIN - offset, None
    if reference is not None:
        with pysam.FastaFile(str(reference)) as fasta:
            text = fasta.fetch(contig, offset, last + MARGIN)
        length, bases = len(text), folder / _BASES
        bases.write_text(f">{contig}\n{text}\n", encoding="ascii")
        pysam.faidx(str(bases))
    header = pysam.AlignmentHeader.from_dict(
        {
            "HD": {"VN": "1.6", "SO": "coordinate"},
            "SQ": [{"SN": contig, "LN": length}],
        }
    )
    path = folder / _READS
    with pysam.AlignmentFile(str(path), "wb", header=header) as target:
        for read in reads:
            target.write(_moved(read, header, offset))
    pysam.index(str(path))
    return Slice(path, bases, contig, offset, length)


def _moved(read: AlignedSegment, header: AlignmentHeader, offset: int) -> AlignedSegment:
    """A read on the contig of a slice: name, place, bases and qualities, and nothing else."""
    import pysam  # lazy: only this branch needs it

    moved = pysam.AlignedSegment(header)
    moved.query_name, moved.flag = read.query_name, read.flag
    moved.reference_id, moved.reference_start = 0, read.reference_start - offset
    moved.mapping_quality, moved.cigartuples = read.mapping_quality, read.cigartuples
    moved.query_sequence = read.query_sequence
    moved.query_qualities = read.query_qualities
    return moved
