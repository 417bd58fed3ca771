"""What a coverage file says of the locus: which bases could be called, and how deep they were read.

Read are a BED of callable regions, GATK CallableLoci, and all that mosdepth writes: per-base depth,
means of regions, quantized depth, and thresholds. The kind is told from the content. Sources: the
BED specification (0-based half-open) and mosdepth's documentation; clinical rules 2.7.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.intake.depth.profile import Profile, profile_of_runs, windows
from osteo_annot.intake.vcf.container import (
    BOM,
    Container,
    blocks_of_lines,
    detect_container,
    index_of,
)
from osteo_annot.intake.vcf.file import LOCUS_FLANK
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval, merged
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits
from osteo_annot.worded import Worded


class CoverageKind(Worded):
    """What a coverage file holds."""

    CALLABLE_REGIONS = ("callable_regions", "callable regions")
    QUANTIZED = ("quantized_depth", "quantized depth")
    THRESHOLDS = ("depth_thresholds", "depth thresholds")
    PER_BASE = ("depth_per_base", "depth per base")
    REGION_MEANS = ("depth_of_regions", "mean depth of regions")
    ALIGNMENTS = ("alignments", "reads")


@dataclass(frozen=True, slots=True)
class DepthRun:
    """Reads over an interval: the same at each base, or the mean of a region."""

    start: int
    """First base, 1-based, on the assembly of the case."""
    end: int
    """Last base, 1-based, closed."""
    depth: float


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

    def mean_depth(self, start: int, end: int) -> float | None:
        """Mean depth over a 1-based closed interval; None unless nine tenths of it are told."""
        shares = [(min(r.end, end) - max(r.start, start) + 1, r.depth) for r in self.runs]
        told = sum(bases for bases, _ in shares if bases > 0)
        if told < _ENOUGH * (end - start + 1):
            return None
        return sum(bases * depth for bases, depth in shares if bases > 0) / told

    def least_depth(self, start: int, end: int) -> float | None:
        """Least depth of a base in a 1-based closed interval; None unless all is told per base."""
        if self.kind is CoverageKind.REGION_MEANS:
            return None
        inside = [r for r in self.runs if r.start <= end and start <= r.end]
        told = sum(min(r.end, end) - max(r.start, start) + 1 for r in inside)
        return min(r.depth for r in inside) if inside and told == end - start + 1 else None

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


_ENOUGH = 0.9
"""Part of an interval whose depth must be told before a mean is given."""
_QUANTIZED = re.compile(r"(\d+):(?:\d+|inf)")
_CALLABLE = {"", ".", "CALLABLE", "PASS", "HIGH_COVERAGE"}
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_CONTIG = rb"^(?:" + b"|".join(re.escape(name.encode()) for name in LOCUS.contigs) + rb")\t"
_NEAR = re.compile(
    _CONTIG
    + rb"(?:[0-9]{1,8}|10[0-9]{7})\t(?:10[6-9][0-9]{6}|1[1-9][0-9]{7}|[2-9][0-9]{8,9})\b[^\n]*",
    re.M,
)
"""Lines that begin before 110 Mb and end beyond 106 Mb: around the gene on either assembly."""
_ANY = re.compile(_CONTIG, re.M)
_NO_INTERVAL = re.compile(_CONTIG + rb"(?![0-9]{1,10}\t[0-9]{1,10}(?:[\t\r\n]|\Z))[^\n]*", re.M)


def read_coverage(path: Path, assembly: Assembly, limits: CallLimits = DEFAULT_LIMITS) -> Coverage:
    """What a text file of regions or depths says at the locus.

    Raises RefusedError with every fault (COVERAGE_INVALID, ASSEMBLY_CONFLICT, NO_CHROMOSOME_6,
    FILE_NOT_FOUND, TRUNCATED_FILE).
    """
    head, lines = _head_and_lines(path, assembly)
    rows: list[tuple[Interval, list[str]]] = []
    faults: list[Fault] = []
    around = windows(assembly).span
    for line in lines:
        parts = line.split("\t")
        first, last = (whole_number(p.strip()) for p in (*parts, "", "")[1:3])
        if first is None or last is None or not 0 <= first <= last:
            where = f"{path.name}, {printable(line, 60)}"
            faults.append(Fault(RefusalCode.COVERAGE_INVALID, where, "Not contig, start, end."))
        elif first < last and first + 1 <= around.end and last >= around.start:
            rows.append((Interval(first + 1, last), parts))
    if faults:
        raise RefusedError(*faults[:20])
    gene = gene_model(assembly)
    near = Interval(gene.start - LOCUS_FLANK, gene.end + LOCUS_FLANK)
    here = [(i, parts) for i, parts in rows if i.start <= near.end and near.start <= i.end]
    kind = _kind(head, [parts for _, parts in here or rows])
    coverage = _READERS[kind](path.name, kind, here, head, limits)
    if kind not in {CoverageKind.PER_BASE, CoverageKind.REGION_MEANS}:
        return coverage
    runs = ((i.start, i.end, float(parts[-1])) for i, parts in rows if _NUMBER.fullmatch(parts[-1]))
    return replace(coverage, profile=profile_of_runs("", path.name, runs, assembly))


def _head_and_lines(path: Path, assembly: Assembly) -> tuple[list[str], list[str]]:
    """Comment lines, and the lines of chromosome 6 around the gene, by index where there is one.

    Without an index the whole file is passed through, but only those lines are kept.
    """
    container = _container(path)
    index = index_of(path, container)
    first = next(blocks_of_lines(path, container), b"").removeprefix(BOM)
    text = first.decode("utf-8", "replace").splitlines()
    head = [line for line in text if line.startswith("#")]
    data = [t for t in text if t.strip() and not t.startswith(("#", "track", "browser"))]
    contigs = [line.split("\t")[0] for line in data]
    if index is None:
        named, lines = _streamed(path, container)
    else:
        named, lines = _fetched(path, index, assembly)
    named += [line.split("\t", 1)[0] for line in lines]
    _check_contigs([*contigs, *named], assembly, path.name)
    return head, lines


def _streamed(path: Path, container: Container) -> tuple[list[str], list[str]]:
    """Names of chromosome 6, and its lines around the gene or without an interval."""
    named: dict[str, None] = {}
    lines: list[str] = []
    for block in blocks_of_lines(path, container):
        text = block.removeprefix(BOM)
        for pattern in (_NEAR, _NO_INTERVAL):
            lines += [m[0].decode("utf-8", "replace").rstrip("\r") for m in pattern.finditer(text)]
        if (line := _ANY.search(text)) is not None:
            named[line[0].decode().rstrip("\t")] = None
    return list(named), lines


def _container(path: Path) -> Container:
    """How the text is packed; what is no text at all is refused."""
    try:
        return detect_container(path)
    except RefusedError as error:
        (fault,) = error.faults
        if fault.code is RefusalCode.NOT_A_VCF:
            raise refuse(RefusalCode.COVERAGE_INVALID, path.name, fault.what) from error
        raise


def _fetched(path: Path, index: Path, assembly: Assembly) -> tuple[list[str], list[str]]:
    """Contigs of the index, and the lines of chromosome 6 around the gene."""
    import pysam  # lazy: only indexed files need it

    start, end = windows(assembly).span.start, windows(assembly).span.end
    try:
        with pysam.TabixFile(str(path), index=str(index)) as tabix:
            contigs = list(tabix.contigs)
            own = (contig for contig in contigs if contig in LOCUS.contigs)
            lines = [line for c in own for line in tabix.fetch(c, max(0, start - 1), end)]
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.BROKEN_INDEX, index.name, reason_of(error)) from error
    return contigs, lines


def _check_contigs(contigs: Sequence[str], assembly: Assembly, name: str) -> None:
    """Refuse without chromosome 6, or with an accession of the other assembly."""
    own = dict.fromkeys(contig for contig in contigs if contig in LOCUS.contigs)
    if not own:
        shown = ", ".join(printable(c, 40) for c in sorted(set(contigs))[:5]) or "no region"
        raise refuse(RefusalCode.NO_CHROMOSOME_6, name, f"It has {shown}.")
    faults = [
        Fault(RefusalCode.ASSEMBLY_CONFLICT, name, f"The contig {contig} is not of {assembly}.")
        for contig in own
        if LOCUS.contigs[contig] not in {None, assembly}
    ]
    if faults:
        raise RefusedError(*faults)


def _kind(head: Sequence[str], rows: Sequence[list[str]]) -> CoverageKind:
    """What the file holds, by its header and fourth column."""
    if any(re.search(r"\t\d+X(?:\t|$)", line) for line in head):
        return CoverageKind.THRESHOLDS
    fourth = [parts[3].strip() for parts in rows if len(parts) > 3]
    if fourth and len(fourth) == len(rows):
        if all(_QUANTIZED.fullmatch(text) for text in fourth):
            return CoverageKind.QUANTIZED
        if all(_NUMBER.fullmatch(text) for text in fourth):
            whole = all("." not in text for text in fourth)
            return CoverageKind.PER_BASE if whole else CoverageKind.REGION_MEANS
        if all(
            len(parts) == 5 and "." in parts[4] and _NUMBER.fullmatch(parts[4]) for parts in rows
        ):
            return CoverageKind.REGION_MEANS
    return CoverageKind.CALLABLE_REGIONS


Rows = list[tuple[Interval, list[str]]]


def _regions(
    name: str, kind: CoverageKind, rows: Rows, head: list[str], limits: CallLimits
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


def _depths(
    name: str, kind: CoverageKind, rows: Rows, head: list[str], limits: CallLimits
) -> Coverage:
    """Depths per base or of regions."""
    del head
    runs = tuple(DepthRun(i.start, i.end, float(parts[-1])) for i, parts in rows)
    return of_runs(name, kind, runs, limits=limits)


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
    name: str, kind: CoverageKind, rows: Rows, head: list[str], limits: CallLimits
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
    CoverageKind.PER_BASE: _depths,
    CoverageKind.REGION_MEANS: _depths,
}
