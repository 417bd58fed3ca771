"""Callable regions from a BED file: where the assay could see small variants."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.row import whole_number
from osteo_annot.intake.vcf_file import LOCUS_FLANK
from osteo_annot.locus.assembly import CHR6_NAMES, Assembly
from osteo_annot.locus.gene import gene_model


@dataclass(frozen=True, slots=True)
class Interval:
    """Genomic interval on chromosome 6; 1-based, closed."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CallableRegions:
    """The callable regions of one file that meet the locus."""

    file: str
    intervals: tuple[Interval, ...]
    holes: tuple[Interval, ...]
    """Regions that the file names as not callable."""


def read_callable_regions(path: Path, assembly: Assembly) -> CallableRegions:
    """Regions of a BED file (0-based half-open in the file), plain or gzip, at the locus.

    A fourth column, if there is one, must not say that the region is not callable: a region named
    ``CALLABLE`` or without a name counts, any other name does not (GATK CallableLoci).
    Raises RefusedError with every fault (COVERAGE_INVALID, ASSEMBLY_CONFLICT, FILE_NOT_FOUND).
    """
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, f"{error.strerror}.") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise refuse(
            RefusalCode.COVERAGE_INVALID, path.name, f"It cannot be read ({error})."
        ) from error
    gene = gene_model(assembly)
    intervals: list[Interval] = []
    holes: list[Interval] = []
    faults: list[Fault] = []
    contigs: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "track", "browser")):
            continue
        parts = line.split("\t")
        first, last = (whole_number(p.strip()) for p in (*parts, "", "")[1:3])
        if first is None or last is None or not 0 <= first <= last:
            where = f"{path.name}, line {number}"
            faults.append(Fault(RefusalCode.COVERAGE_INVALID, where, "Not contig, start, end."))
            continue
        contigs.add(parts[0])
        start, end = first + 1, last
        near = start <= gene.end + LOCUS_FLANK and end >= gene.start - LOCUS_FLANK
        callable_ = len(parts) < 4 or parts[3].strip().upper() in {"", ".", "CALLABLE", "PASS"}
        if parts[0] in CHR6_NAMES and near and start <= end:
            (intervals if callable_ else holes).append(Interval(start, end))
    faults.extend(_contig_faults(contigs, assembly, path.name))
    if faults:
        raise RefusedError(*faults[:20])
    return CallableRegions(path.name, merged(tuple(intervals)), merged(tuple(holes)))


def _contig_faults(contigs: set[str], assembly: Assembly, name: str) -> list[Fault]:
    """No chromosome 6 at all, or an accession of the other assembly."""
    chr6 = [contig for contig in contigs if contig in CHR6_NAMES]
    if not chr6:
        shown = ", ".join(printable(c, 40) for c in sorted(contigs)[:5]) or "no region"
        return [Fault(RefusalCode.NO_CHROMOSOME_6, name, f"It has {shown}.")]
    return [
        Fault(RefusalCode.ASSEMBLY_CONFLICT, name, f"The contig {contig} is not of {assembly}.")
        for contig in chr6
        if CHR6_NAMES[contig] not in {None, assembly}
    ]


def merged(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """The same bases as disjoint intervals in ascending order."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda i: (i.start, i.end)):
        if joined and interval.start <= joined[-1].end + 1:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)


def covers(intervals: tuple[Interval, ...], start: int, end: int) -> bool:
    """Whether merged intervals hold every base of the 1-based closed interval."""
    return any(i.start <= start and end <= i.end for i in intervals)
