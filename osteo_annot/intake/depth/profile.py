"""The depth of one sample in fixed windows: the exons, and controls on both sides of the gene.

Source: clinical rules 2.4 (depth over the exon against a baseline). Windows are the same for every
sample of an assembly, so that samples can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from statistics import median

from osteo_annot.intake.depth.runs import DepthRun
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.thresholds import (
    CONTROL_FAR,
    CONTROL_NEAR,
    CONTROL_READS,
    CONTROL_TILE,
    EVEN_PART,
    FAR_BASES,
    FAR_END,
    FAR_START,
    NEAR_PART,
    READ_LENGTH,
    SURROUND,
)
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

_KNOWN_PART = 0.9
"""Part of an exon whose depth must be told."""
_KNOWN_BASES = 100
"""Bases of a control window whose depth must be told."""
_EVEN = 0.8
"""Part of the control windows that is read where all of the genome was read."""
_READ = 0.2
"""Part of the median depth from which a control window counts as read."""
_TARGET = 3.0
"""Times the median depth from which a control window is that of a target among others."""
_TARGETS = 0.05
"""Part of the control windows that may be: more are the targets of an exome."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of an assembly; 1-based, closed."""

    exons: tuple[Interval, ...]
    """Coding part of each exon, in transcript order."""
    flanks: tuple[Interval, ...]
    """Bases beside each of them: below it and above it on the chromosome, exon by exon."""
    controls: tuple[Interval, ...]
    """Tiles of equal length on both sides of the gene, ascending."""
    far: Interval
    """Bases of the other arm, rich in genes: they tell how deep two copies are."""

    @property
    def span(self) -> Interval:
        """From the first to the last control base."""
        return Interval(self.controls[0].start, self.controls[-1].end)


@cache
def windows(assembly: Assembly) -> Windows:
    """The windows of the gene on an assembly."""
    gene = gene_model(assembly)
    coding = [gene.coding_part(exon) or (exon.start, exon.end) for exon in gene.exons]
    before = range(gene.start - CONTROL_FAR, gene.start - CONTROL_NEAR, CONTROL_TILE)
    after = range(gene.end + CONTROL_NEAR + 1, gene.end + CONTROL_FAR + 1, CONTROL_TILE)
    return Windows(
        tuple(Interval(start, end) for start, end in coding),
        tuple(
            flank
            for start, end in coding
            for flank in (Interval(start - SURROUND, start - 1), Interval(end + 1, end + SURROUND))
        ),
        tuple(Interval(start, start + CONTROL_TILE - 1) for start in (*before, *after)),
        Interval(FAR_START, FAR_END),
    )


Depths = tuple[float | None, ...]
"""Mean depth of each window; None where a file does not tell it."""


class FarBasis(Worded):
    """What tells the depth far from the gene: samples are compared by one and the same."""

    INTERVAL = ("interval", "depth on the other arm of the chromosome")
    CHROMOSOME = ("chromosome", "mean depth of the chromosome")
    INDEX = ("index", "reads of the chromosome, counted by the index")


@dataclass(frozen=True, slots=True)
class FarDepth:
    """Depth far from the gene, by which a loss of all that lies near it is seen."""

    depth: float
    basis: FarBasis


def has_reads(depth: float) -> bool:
    """Whether a control window of this depth holds enough reads to be one."""
    return depth * (CONTROL_TILE + READ_LENGTH) / READ_LENGTH >= CONTROL_READS


@dataclass(frozen=True, slots=True)
class Profile:
    """Mean depths of one sample."""

    sample: str
    """Empty where the file does not tell whose it is."""
    file: str
    exons: Depths
    """Coding parts, in transcript order."""
    flanks: Depths
    """Below and above each of them on the chromosome."""
    controls: Depths
    """Bases read in a tile over its length: what no file tells of counts as not read."""
    far: FarDepth | None = None
    """Depth far from the gene; None where the file tells none."""

    @property
    def is_even(self) -> bool:
        """Whether the control windows were read like the exons, as in a genome.

        Reads beside the targets of an exome cover nearly all of them too, but thinly, and those
        that hold a target many times deeper.
        """
        known = [depth for depth in self.controls if depth]
        if not known:
            return False
        usual = median(known)
        read = sum(depth >= _READ * usual for depth in known) >= _EVEN * len(self.controls)
        targets = sum(depth >= _TARGET * usual for depth in known) > _TARGETS * len(self.controls)
        exons = [depth for depth in self.exons if depth is not None]
        like_exons = not exons or usual >= EVEN_PART * median(exons)
        return read and not targets and like_exons and has_reads(usual)

    @property
    def usable_far(self) -> FarDepth | None:
        """The depth far from the gene; None where it is of reads that lie mostly near it.

        So in a file of which only the surroundings of a gene were kept, or fetched.
        """
        if self.far is None or self.far.basis is FarBasis.INTERVAL:
            return self.far
        near = sum(depth or 0.0 for depth in self.controls) * CONTROL_TILE
        is_whole = near <= NEAR_PART * self.far.depth * LOCUS.last_position
        return self.far if is_whole else None

    @property
    def tells(self) -> bool:
        """Whether any control window was read at all."""
        return any(self.controls)


def profile_of_depths(
    sample: str,
    file: str,
    first: int,
    depths: Sequence[int],
    assembly: Assembly,
    far: FarDepth | None = None,
) -> Profile:
    """The profile of depths per base; ``first`` is the position of the first, 1-based."""

    def mean(window: Interval) -> float:
        inside = depths[window.start - first : window.end - first + 1]
        return sum(inside) / (window.end - window.start + 1)

    here = windows(assembly)
    return Profile(
        sample,
        file,
        tuple(map(mean, here.exons)),
        tuple(map(mean, here.flanks)),
        tuple(map(mean, here.controls)),
        far,
    )


def profile_of_runs(
    sample: str,
    file: str,
    runs: Iterable[DepthRun],
    assembly: Assembly,
    far: FarDepth | None = None,
) -> Profile:
    """The profile of runs of depth that share no base."""
    here = windows(assembly)
    exons = [_Sum(window) for window in (*here.exons, *here.flanks)]
    tiles = [_Sum(window) for window in here.controls]
    half = len(tiles) // 2
    sides = (tiles[:half], tiles[half:])
    low = min(item.window.start for item in exons)
    high = max(item.window.end for item in exons)
    around = [surrounded(here, index) for index in range(len(here.exons))]
    for run in runs:
        if run.start <= high and low <= run.end and any(run.tells_of(w) for w in around):
            for item in exons:
                item.add(run.start, run.end, run.depth)
        for side in sides:
            origin = side[0].window.start
            first = max(0, (run.start - origin) // CONTROL_TILE)
            for item in side[first : max(0, (run.end - origin) // CONTROL_TILE + 1)]:
                item.add(run.start, run.end, run.depth)
    n = len(here.exons)
    return Profile(
        sample,
        file,
        tuple(item.mean(_KNOWN_PART * item.length) for item in exons[:n]),
        tuple(item.mean(_KNOWN_PART * item.length) for item in exons[n:]),
        tuple(item.over_length(_KNOWN_BASES) for item in tiles),
        far,
    )


def surrounded(here: Windows, index: int) -> Interval:
    """The window of an exon with the bases on both sides of it."""
    return Interval(here.flanks[2 * index].start, here.flanks[2 * index + 1].end)


def far_depth(runs: Iterable[DepthRun], assembly: Assembly) -> FarDepth | None:
    """Mean depth of what a file tells of the far interval; None where that is too little."""
    item = _Sum(windows(assembly).far)
    for run in runs:
        item.add(run.start, run.end, run.depth)
    depth = item.mean(FAR_BASES)
    return FarDepth(depth, FarBasis.INTERVAL) if depth else None


class _Sum:
    """Bases told of a window, and the sum of their depths."""

    __slots__ = ("bases", "depth", "window")

    def __init__(self, window: Interval) -> None:
        self.window = window
        self.bases = 0
        self.depth = 0.0

    @property
    def length(self) -> int:
        """Bases of the window."""
        return self.window.end - self.window.start + 1

    def add(self, start: int, end: int, depth: float) -> None:
        """Add the part of a run that lies inside; 1-based, closed."""
        shared = min(end, self.window.end) - max(start, self.window.start) + 1
        if shared > 0:
            self.bases += shared
            self.depth += shared * depth

    def over_length(self, needed: float) -> float | None:
        """Bases read over the length of the window, or None where fewer bases were told.

        Bases that overlapping regions tell more than once count once.
        """
        if self.bases < needed:
            return None
        return self.depth / max(self.bases, self.length)

    def mean(self, needed: float) -> float | None:
        """The mean depth, or None where fewer bases were told than needed."""
        return self.depth / self.bases if self.bases and self.bases >= needed else None
