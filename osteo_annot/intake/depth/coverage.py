"""What a coverage file says of the locus: which bases could be called, and how deep they were read.

Read are a BED of callable regions, GATK CallableLoci, and all that mosdepth writes: per-base depth,
means of regions, quantized depth, and thresholds. The kind is told from the content. Sources: the
BED specification (0-based half-open) and mosdepth's documentation; clinical rules 2.7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.depth.lines import DepthRow, depth_lines
from osteo_annot.intake.depth.profile import (
    FarBasis,
    FarDepth,
    Profile,
    far_depth,
    profile_of_runs,
    surrounded,
    windows,
)
from osteo_annot.intake.depth.runs import DepthRun, without_repeats
from osteo_annot.intake.vcf.reach import LOCUS_FLANK
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import bytes_of
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval, merged
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class CoverageKind(Worded):
    """What a coverage file holds."""

    CALLABLE_REGIONS = ("callable_regions", "callable regions")
    QUANTIZED = ("quantized_depth", "quantized depth")
    THRESHOLDS = ("depth_thresholds", "depth thresholds")
    PER_BASE = ("depth_per_base", "depth per base")
    REGION_MEANS = ("depth_of_regions", "mean depth of regions")
    ALIGNMENTS = ("alignments", "reads")
    SUMMARY = ("depth_summary", "mean depth of whole chromosomes")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one file says at the locus."""

    file: str
    kind: CoverageKind
    intervals: tuple[Interval, ...]
    """Where small variants could be called."""
    holes: tuple[Interval, ...]
    """Where the file says that they could not."""
    runs: tuple[DepthRun, ...] = ()
    """Depth at the locus, ascending; empty where the file does not tell it."""
    sample: str = ""
    """The person whom it is of; empty where it does not tell."""
    profile: Profile | None = None
    """Depth in the windows by which samples are compared; None where the file has no depth."""
    far: FarDepth | None = None
    """Of a summary: mean depth of the chromosome."""
    exons_of_wide_regions: tuple[int, ...] = ()
    """Exons whose depth is told only within a much wider region, and so not at all."""

    def mean_depth(self, start: int, end: int) -> float | None:
        """Mean depth over a 1-based closed interval; None unless nine tenths of it are told."""
        shares = [(min(r.end, end) - max(r.start, start) + 1, r.depth) for r in self.runs]
        known = sum(bases for bases, _ in shares if bases > 0)
        if known < _ENOUGH * (end - start + 1):
            return None
        return sum(bases * depth for bases, depth in shares if bases > 0) / known

    def least_depth(self, start: int, end: int) -> float | None:
        """Least depth of a base in a 1-based closed interval; None unless all is told per base."""
        if self.kind is CoverageKind.REGION_MEANS:
            return None
        inside = [r for r in self.runs if r.start <= end and start <= r.end]
        known = sum(min(r.end, end) - max(r.start, start) + 1 for r in inside)
        return min(r.depth for r in inside) if inside and known == end - start + 1 else None

    def shares(self, start: int, end: int, steps: Sequence[int]) -> tuple[float, ...]:
        """Share of bases at or above each depth; empty unless all is told per base."""
        if self.least_depth(start, end) is None:
            return ()
        length = end - start + 1
        inside = [(min(r.end, end) - max(r.start, start) + 1, r.depth) for r in self.runs]
        return tuple(
            sum(bases for bases, depth in inside if bases > 0 and depth >= step) / length
            for step in steps
        )


_SUMMARY = b"chrom\tlength\tbases\tmean\t"
_LONGEST_RUN = 5_000
"""Bases of one depth above which a line is no run of bases, but a region."""
_FEW_BASES = 20
"""Bases up to which neighbouring runs have one length by chance."""
_ENOUGH = 0.9
"""Part of an interval whose depth must be told before a mean is given."""
_QUANTIZED = re.compile(r"(\d+):(?:\d+|inf)")
_CALLABLE = {"", ".", "CALLABLE", "PASS", "HIGH_COVERAGE"}
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_WRITTEN_NUMBER = re.compile(
    r"[-+]?(?:\d{1,12}(?:\.\d{0,12})?(?:e[-+]?\d{1,3})?|inf(?:inity)?|nan|na|null)", re.I
)
"""What a program writes where a depth is meant; only some of it is one."""


def read_coverage(path: Path, assembly: Assembly, limits: CallLimits = DEFAULT_LIMITS) -> Coverage:
    """What a text file of regions or depths says at the locus.

    Raises RefusedError with every fault (COVERAGE_INVALID, ASSEMBLY_CONFLICT, NO_CHROMOSOME_6,
    FILE_NOT_FOUND, TRUNCATED_FILE).
    """
    if is_summary(path):
        return read_summary(path, assembly)
    lines = depth_lines(path, assembly)
    gene = gene_model(assembly)
    near = Interval(gene.start - LOCUS_FLANK, gene.end + LOCUS_FLANK)
    rows = [(i, parts) for i, parts in lines.near if i.overlap(near)]
    kind = _kind(lines.head, [parts for _, parts in rows or lines.near])
    if kind not in {CoverageKind.PER_BASE, CoverageKind.REGION_MEANS}:
        return _READERS[kind](path.name, kind, rows, lines.head, limits)
    runs: Sequence[DepthRun] = _runs(lines.near, path.name)
    if kind is CoverageKind.PER_BASE and not _is_per_base(runs, assembly):
        kind = CoverageKind.REGION_MEANS
    runs = without_repeats(runs, path.name, per_base=kind is CoverageKind.PER_BASE)
    far = far_depth(
        without_repeats(_runs(lines.far, path.name), path.name, per_base=False), assembly
    )
    profile = profile_of_runs("", path.name, runs, assembly, far)
    at_locus = [run for run in runs if run.interval.overlap(near)]
    if kind is CoverageKind.PER_BASE:
        return of_runs(path.name, kind, tuple(at_locus), profile=profile, limits=limits)
    of_exons, wide = _means_of_exons(at_locus, assembly)
    coverage = of_runs(path.name, kind, of_exons, profile=profile, limits=limits)
    return replace(coverage, exons_of_wide_regions=wide)


def _means_of_exons(
    runs: Sequence[DepthRun], assembly: Assembly
) -> tuple[tuple[DepthRun, ...], tuple[int, ...]]:
    """The means that are those of exons, and the exons that only wider regions hold."""
    here = windows(assembly)
    around = [surrounded(here, index) for index in range(len(here.exons))]
    kept = tuple(run for run in runs if any(run.tells_of(window) for window in around))
    wide = tuple(
        number
        for number, (exon, window) in enumerate(zip(here.exons, around, strict=True), 1)
        if any(run.interval.overlap(exon) and not run.tells_of(window) for run in runs)
    )
    return kept, wide


def is_summary(path: Path) -> bool:
    """Whether a file is mosdepth's summary, by its first line."""
    if not path.is_file():
        return False
    with path.open("rb") as handle:
        return handle.read(len(_SUMMARY)) == _SUMMARY


def read_summary(path: Path, assembly: Assembly) -> Coverage:
    """The mean depth of the chromosome by mosdepth's summary.

    Raises RefusedError (ASSEMBLY_CONFLICT, NO_CHROMOSOME_6, COVERAGE_INVALID).
    """
    lines = bytes_of(path).decode("utf-8", "replace").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    row = next((cells for cells in rows if LOCUS.is_on(cells[0], assembly)), None)
    if row is None:
        found = f"It has no chromosome {LOCUS.chromosome} of {assembly}."
        raise refuse(RefusalCode.NO_CHROMOSOME_6, path.name, found)
    if len(row) < 4 or not _NUMBER.fullmatch(row[3]) or whole_number(row[1]) is None:
        raise refuse(RefusalCode.COVERAGE_INVALID, path.name, "It has no length and mean depth.")
    if whole_number(row[1]) != LOCUS.lengths[assembly]:
        found = f"Its {row[0]} has {int(row[1]):,} bases, not those of {assembly}."
        raise refuse(RefusalCode.ASSEMBLY_CONFLICT, path.name, found)
    far = FarDepth(float(row[3]), FarBasis.CHROMOSOME) if float(row[3]) > 0 else None
    return Coverage(path.name, CoverageKind.SUMMARY, (), (), far=far)


def with_summaries(coverages: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """The coverages but for summaries; each of these tells of the depth of the same person."""
    means = {c.sample: c.far for c in coverages if c.kind is CoverageKind.SUMMARY}
    others = [c for c in coverages if c.kind is not CoverageKind.SUMMARY]
    return tuple(
        replace(c, profile=replace(c.profile, far=means[c.sample]))
        if c.profile and c.sample in means
        else c
        for c in others
    )


def _runs(rows: Sequence[DepthRow], name: str) -> list[DepthRun]:
    """The depth of each line, ascending; refused where one is no depth."""
    faults = [
        Fault(
            RefusalCode.COVERAGE_INVALID,
            f"{name}, {printable(parts[-1], 20)} at {interval.start}",
            "It is no depth: a number from 0 on is needed.",
        )
        for interval, parts in rows
        if not _NUMBER.fullmatch(parts[-1].strip())
    ]
    if faults:
        raise RefusedError(*faults[:20])
    runs = [DepthRun(i.start, i.end, float(parts[-1])) for i, parts in rows]
    return sorted(runs, key=lambda run: (run.start, run.end))


def _is_per_base(runs: Sequence[DepthRun], assembly: Assembly) -> bool:
    """Whether whole numbers are depths of single bases: runs that adjoin, short and irregular.

    A mean, a sum or a count is told for each region: one line over an exon with nothing beside it,
    a line over many thousand bases, or lines of one length.
    """
    for exon in windows(assembly).exons:
        around = Interval(exon.start - 1, exon.end + 1)
        places = [n for n, run in enumerate(runs) if run.interval.overlap(around)]
        if not places:
            continue
        beside = runs[max(0, places[0] - 2) : places[-1] + 3]
        own = [runs[n] for n in places]
        if not all(after.start <= before.end + 1 for before, after in pairwise(own)):
            return False
        if len(own) == 1 and not any(_adjoin(run, own[0]) for run in beside):
            return False
        if any(run.depth and len(run.interval) > _LONGEST_RUN for run in own):
            return False
        if any(map(_is_regular, beside, beside[1:], beside[2:])):
            return False
    return True


def _adjoin(one: DepthRun, other: DepthRun) -> bool:
    """Whether one run begins where the other ends."""
    return one.end + 1 == other.start or other.end + 1 == one.start


def _is_regular(one: DepthRun, other: DepthRun, third: DepthRun) -> bool:
    """Whether three runs in a row have one length, as those of fixed windows, and are no few bases.

    Runs of equal depth seldom do.
    """
    lengths = {len(run.interval) for run in (one, other, third)}
    return len(lengths) == 1 and min(lengths) > _FEW_BASES and _adjoin(one, other)


def _kind(head: Sequence[str], rows: Sequence[list[str]]) -> CoverageKind:
    """What the file holds, by its header and fourth column."""
    if any(re.search(r"\t\d+X(?:\t|$)", line) for line in head):
        return CoverageKind.THRESHOLDS
    fourth = [parts[3].strip() for parts in rows if len(parts) > 3]
    if fourth and len(fourth) == len(rows):
        if all(_QUANTIZED.fullmatch(text) for text in fourth):
            return CoverageKind.QUANTIZED
        written = all(_WRITTEN_NUMBER.fullmatch(text) for text in fourth)
        if written and any(_NUMBER.fullmatch(text) for text in fourth):
            whole = all(text.isdigit() for text in fourth)
            return CoverageKind.PER_BASE if whole else CoverageKind.REGION_MEANS
        if all(len(parts) == 5 and _is_mean(parts[4]) for parts in rows):
            return CoverageKind.REGION_MEANS
    return CoverageKind.CALLABLE_REGIONS


def _is_mean(text: str) -> bool:
    """Whether the fifth column of mosdepth's regions with names holds a mean."""
    return bool(_WRITTEN_NUMBER.fullmatch(text.strip())) and not text.strip().isdigit()


Rows = Sequence[DepthRow]


def _regions(
    name: str, kind: CoverageKind, rows: Rows, head: Sequence[str], limits: CallLimits
) -> Coverage:
    """Regions, callable unless their name says otherwise (GATK CallableLoci, mosdepth's labels)."""
    del head
    intervals: list[Interval] = []
    holes: list[Interval] = []
    for interval, parts in rows:
        label = parts[3].strip() if len(parts) > 3 else ""
        quantized = _QUANTIZED.fullmatch(label)
        good = int(quantized[1]) >= limits.min_depth if quantized else label.upper() in _CALLABLE
        (intervals if good else holes).append(interval)
    return Coverage(name, kind, merged(tuple(intervals)), merged(tuple(holes)))


def of_runs(
    name: str,
    kind: CoverageKind,
    runs: tuple[DepthRun, ...],
    sample: str = "",
    profile: Profile | None = None,
    limits: CallLimits = DEFAULT_LIMITS,
) -> Coverage:
    """A coverage from depths; regions of a mean are neither callable nor, but for none, a hole."""
    per_base = kind is not CoverageKind.REGION_MEANS
    good = [Interval(r.start, r.end) for r in runs if per_base and r.depth >= limits.min_depth]
    weak = [
        Interval(r.start, r.end) for r in runs if r.depth < (limits.min_depth if per_base else 1)
    ]
    ordered = tuple(sorted(runs, key=lambda r: (r.start, r.end)))
    return Coverage(name, kind, merged(tuple(good)), merged(tuple(weak)), ordered, sample, profile)


def _thresholds(
    name: str, kind: CoverageKind, rows: Rows, head: Sequence[str], limits: CallLimits
) -> Coverage:
    """Bases of each region at or above depths: callable where all reach the least depth."""
    columns = next(line for line in head if re.search(r"\t\d+X(?:\t|$)", line)).split("\t")
    steps = {int(c[:-1]): i for i, c in enumerate(columns) if re.fullmatch(r"\d+X", c)}
    enough = [step for step in sorted(steps) if step >= limits.min_depth]
    if not enough:
        found = f"It has no column of at least {limits.min_depth}X."
        raise refuse(RefusalCode.COVERAGE_INVALID, name, found)
    place = steps[enough[0]]
    intervals: list[Interval] = []
    holes: list[Interval] = []
    for interval, parts in rows:
        count = whole_number(parts[place]) if len(parts) > place else None
        length = interval.end - interval.start + 1
        (intervals if count == length else holes).append(interval)
    return Coverage(name, kind, merged(tuple(intervals)), merged(tuple(holes)))


_READERS = {
    CoverageKind.CALLABLE_REGIONS: _regions,
    CoverageKind.QUANTIZED: _regions,
    CoverageKind.THRESHOLDS: _thresholds,
}
