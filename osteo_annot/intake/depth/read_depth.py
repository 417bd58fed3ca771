"""Reads of a BAM or CRAM around the gene, base by base, for each sample of its read groups.

Source: clinical rules 2.7 (depth per exon with its splice flank, mapping quality) and 2.4 (depth
against a baseline). Counted are reads that map with confidence; duplicates and secondary alignments
are not. A BAM without an index is passed through from its beginning.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.intake.depth.alignment_index import check_alignment_index
from osteo_annot.intake.depth.alignments import (
    MIN_MAPQ,
    PLACES,
    UNUSED_FLAGS,
    Alignments,
    ascending,
    header_of,
    reading,
)
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind, of_runs
from osteo_annot.intake.depth.profile import FarBasis, FarDepth, profile_of_depths, windows
from osteo_annot.intake.depth.runs import DepthRun
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentFile

FLANK = 50
"""Bases beside the coding part of an exon that are counted too."""


def read_depth(
    path: Path,
    assembly: Assembly,
    reference: Path | None,
    limits: CallLimits = DEFAULT_LIMITS,
) -> list[Coverage]:
    """The depth over every exon, for each sample that the read groups name; one without a name.

    Raises RefusedError: ALIGNMENTS_INVALID, and for what is damaged as ``reading`` does.
    """
    opened = header_of(path, LOCUS.lengths[assembly], needs_index=False)
    samples = opened.samples or ("",)
    around = windows(assembly).span
    with reading(opened, reference, PLACES) as handle:
        owner = {group: samples.index(name) for group, name in opened.owners.items()}
        changes, mapped = _counted(handle, opened, around, owner)
        if not mapped and opened.is_indexed:
            check_alignment_index(path)  # one that is not its own leads to no read
        far = _far(handle, opened, windows(assembly).far, owner)
        if opened.is_indexed and not far:
            far = [_far_by_index(handle, opened, _area(changes[0]) / max(mapped, 1))]
    gene = gene_model(assembly)
    found_depths: list[Coverage] = []
    anchors = far or [None] * len(samples)
    for sample, change, anchor in zip(samples, changes, anchors, strict=True):
        depths = list(accumulate(change))
        runs = tuple(_runs(depths, around.start, gene))
        profile = profile_of_depths(sample, path.name, around.start, depths, assembly, anchor)
        coverage = of_runs(path.name, CoverageKind.ALIGNMENTS, runs, sample, profile, limits)
        found_depths.append(coverage)
    return found_depths


def _counted(
    handle: AlignmentFile, opened: Alignments, window: Interval, owner: dict[str, int]
) -> tuple[list[array[int]], int]:
    """Changes of depth in a window, for each sample; and how many reads lie there."""
    zeros = bytes(4 * (window.end - window.start + 3))
    changes = [array("i", zeros) for _ in opened.samples or ("",)]
    mapped, change = 0, changes[0]
    first_start, length, is_shared = window.start - 1, len(window), opened.shared
    for read in _reads(handle, opened, window):  # hundreds of thousands: little is done for each
        mapped += 1
        if read.flag & UNUSED_FLAGS or read.mapping_quality < MIN_MAPQ:
            continue
        if is_shared:
            own = _owner(read, owner)
            if own is None:
                continue
            change = changes[own]
        blocks = _blocks_of(read.cigarstring or "")
        if blocks is None:
            raise _of_rna(read, opened)
        at = read.reference_start - first_start
        for low, high in blocks:
            first, after = at + low, at + high + 1
            if after > 0 and first < length:
                change[first if first > 0 else 0] += 1
                change[after if after < length else length] -= 1
    return changes, mapped


def _of_rna(read: AlignedSegment, opened: Alignments) -> RefusedError:
    """The refusal of reads of RNA: their number is that of a transcript, not of copies of the gene.

    Source: SAM specification 1.4.6 (N in a CIGAR is an intron).
    """
    found = f"A read at {read.reference_start + 1:,} leaves an intron out: it is of RNA."
    return refuse(RefusalCode.ALIGNMENTS_INVALID, opened.path.name, found)


_OPERATION = re.compile(r"(\d+)([MIDNSHP=X])")


@lru_cache(maxsize=1024)
def _blocks_of(cigar: str) -> tuple[tuple[int, int], ...] | None:
    """First and last base of each aligned stretch, from that of the read on; None of RNA.

    >>> _blocks_of("5S10M2D3M"), _blocks_of("10M90N10M")
    (((0, 9), (12, 14)), None)
    """
    found: list[tuple[int, int]] = []
    at = 0
    for length, kind in ((int(n), kind) for n, kind in _OPERATION.findall(cigar)):
        if kind == "N":
            return None
        if kind in "M=X":
            found.append((at, at + length - 1))
        at += length if kind in "MD=X" else 0
    return tuple(found)


def _far(
    handle: AlignmentFile, opened: Alignments, window: Interval, owner: dict[str, int]
) -> list[FarDepth | None]:
    """Depth of the far interval for each sample, where the index cannot count a person's reads.

    So of a CRAM, of several people's reads in one file, and of a part of a file; empty for others.
    """
    if not opened.is_indexed or not (opened.is_cram or opened.shared or opened.is_part):
        return []
    changes, _ = _counted(handle, opened, window, owner)
    depths = [_area(change) / len(window) for change in changes]
    return [FarDepth(depth, FarBasis.INTERVAL) if depth > 0 else None for depth in depths]


def _reads(handle: AlignmentFile, opened: Alignments, around: Interval) -> Iterator[AlignedSegment]:
    """Reads that may overlap the interval: by index, else by a pass from the beginning."""
    if opened.is_indexed:
        found = handle.fetch(opened.contig, around.start - 1, around.end)
        yield from ascending(found, opened.path.name)
        return
    wanted = handle.get_tid(opened.contig)
    in_order = handle.header.to_dict().get("HD", {}).get("SO") == "coordinate"
    for read in handle.fetch(until_eof=True):
        beyond = read.reference_id > wanted or read.reference_id < 0
        if read.reference_id == wanted:
            if read.reference_start < around.end:
                yield read
                continue
            beyond = True
        if in_order and beyond:
            return


def _area(change: array[int]) -> int:
    """Bases read, from the changes of depth."""
    return sum(accumulate(change))


def _far_by_index(handle: AlignmentFile, opened: Alignments, per_read: float) -> FarDepth | None:
    """Mean depth of the chromosome by the index of a BAM; None where it counts no read.

    ``per_read``: bases that count near the gene for each mapped read there, so that duplicates and
    reads of no place weigh alike near and far.
    """
    counts = {item.contig: item.mapped for item in handle.get_index_statistics()}
    depth = counts.get(opened.contig, 0) * per_read / opened.length
    return FarDepth(depth, FarBasis.INDEX) if depth > 0 else None


def _owner(read: AlignedSegment, owner: dict[str, int]) -> int | None:
    """To which sample a read belongs by its read group; None where it has none."""
    return owner.get(str(read.get_tag("RG"))) if read.has_tag("RG") else None


def _runs(depths: Sequence[int], origin: int, gene: GeneModel) -> Iterator[DepthRun]:
    """Runs of equal depth over the exons, ascending; ``origin`` is the position of the first."""
    for exon in reversed(gene.exons):
        part = gene.coding_part(exon) or (exon.start, exon.end)
        place = part[0] - FLANK
        for depth, same in groupby(depths[place - origin : part[1] + FLANK - origin + 1]):
            length = len(list(same))
            yield DepthRun(place, place + length - 1, float(depth))
            place += length
