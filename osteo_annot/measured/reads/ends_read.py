"""How well the places are read at which an end may lie: without reads no absence can be told."""

from __future__ import annotations

from itertools import accumulate
from statistics import median

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import MIN_DEPTH, MIN_MAPQ, OVERHANG
from osteo_annot.measured.reads.locus_reads import Reads


def reads_through(reads: Reads, where: Interval) -> list[int]:
    """For each place of an interval the reads that are aligned through it, with their overhang."""
    change = [0] * (len(where) + 1)
    for read in reads.overlapping(where.start, where.end):
        if read.mapq < MIN_MAPQ:
            continue
        first = max(read.start + OVERHANG, where.start)
        last = min(read.end - OVERHANG, where.end)
        if first <= last:
            change[first - where.start] += 1
            change[last + 1 - where.start] -= 1
    return list(accumulate(change))[:-1]


def share_read(reads: Reads, where: Interval) -> float:
    """Share of the places of an interval that are read well enough; 0 outside the window."""
    through = reads_through(reads, where)
    inside = where.overlap(reads.window)
    return sum(depth >= MIN_DEPTH for depth in through) / len(where) if inside else 0.0


def usual_reads(reads: Reads, where: Interval) -> float:
    """Reads through the places of an interval, of the middle one."""
    return float(median(reads_through(reads, where)))


def maps_poorly(reads: Reads, where: Interval) -> bool:
    """Whether as many reads as not map to several places, where an end may lie."""
    over = [read.mapq for read in reads.overlapping(where.start, where.end)]
    poor = sum(mapq < MIN_MAPQ for mapq in over)
    return len(over) >= MIN_DEPTH and 2 * poor >= len(over)
