"""The reads around the gene as a small indexed file of their own, in a temporary folder.

Of a file on a server they are fetched once; a file without an index is passed through once from its
beginning. Depth, phase, alleles and junctions are then read from that file.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.depth.alignments import PART, Alignments, header_of, reading
from osteo_annot.intake.depth.profile import windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentFile, AlignmentHeader


class FetchedReads:
    """Reads in a temporary folder, gone with the object."""

    def __init__(self, name: str) -> None:
        folder = TemporaryDirectory(prefix="osteo-annot-")
        weakref.finalize(self, folder.cleanup)
        self.path = Path(folder.name) / name
        """A BAM with its index (also of a CRAM), under the name of the file that it is of."""


def stretches(assembly: Assembly) -> tuple[Interval, Interval]:
    """What of the chromosome is kept: far from the gene, where depth has its anchor, and around it.

    Ascending.
    """
    around, far = windows(assembly).span, windows(assembly).far
    return (far, around) if far.start < around.start else (around, far)


def part_header(header: AlignmentHeader) -> AlignmentHeader:
    """A header that says that its file holds a part of the reads only."""
    import pysam  # lazy: only reads need it

    text = header.to_dict()
    text["CO"] = [*text.get("CO", []), PART]
    return pysam.AlignmentHeader.from_dict(text)


def kept_at_locus(path: Path, assembly: Assembly, reference: Path | None) -> FetchedReads:
    """The reads around the gene of a file without an index, by one pass from its beginning.

    Raises RefusedError: those of ``header_of`` and ``reading``; UNSORTED where the header says that
    reads are sorted and they are not.
    """
    import pysam  # lazy: only reads need it

    opened = header_of(path, LOCUS.lengths[assembly], needs_index=False)
    kept = FetchedReads(path.name)
    written = kept.path.with_name("unsorted.bam")
    with reading(opened, reference) as source:
        header = part_header(source.header)
        with pysam.AlignmentFile(str(written), "wb", header=header) as target:
            for read in _at(source, opened, stretches(assembly)):
                target.write(read)
    pysam.sort("-o", str(kept.path), str(written))
    written.unlink()
    pysam.index(str(kept.path))
    return kept


def _at(
    source: AlignmentFile, opened: Alignments, wanted: tuple[Interval, ...]
) -> Iterator[AlignedSegment]:
    """The reads of the chromosome that overlap the stretches, in the order of the file."""
    contig = source.get_tid(opened.contig)
    is_sorted = source.header.to_dict().get("HD", {}).get("SO") == "coordinate"
    last, before = (contig, max(stretch.end for stretch in wanted)), (-1, -1)
    for read in source.fetch(until_eof=True):
        place = (read.reference_id, read.reference_start)
        if is_sorted:
            if place[0] < 0 or place > last:
                return
            if place < before:
                raise _not_sorted(opened.path)
            before = place
        if place[0] == contig and any(_overlaps(read, stretch) for stretch in wanted):
            yield read


def _overlaps(read: AlignedSegment, stretch: Interval) -> bool:
    """Whether a read has a base in a stretch, or its mate's place lies there."""
    end = read.reference_end or read.reference_start + 1
    return read.reference_start < stretch.end and end >= stretch.start


def _not_sorted(path: Path) -> Exception:
    """The refusal of a file whose header says what its reads do not hold."""
    found = "Its header says that reads are sorted by position, and they are not."
    return refuse(RefusalCode.UNSORTED, path.name, found)
