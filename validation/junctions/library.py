"""The reads of a person whose two copies are known, aligned as an aligner would.

Fragments lie evenly on each copy (of an exome: those that share a base with a target), each copy
gives half of the depth, and another person's copies their share of the reads. Both reads of a
fragment, or a long read, are cut from the copy with the platform's errors and laid on the reference
by :mod:`validation.junctions.aligner`; flags, mates and tags follow from where they came to lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pysam

from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import reverse_complement
from validation.junctions.aligner import BWA, MINIMAP2, Alignment, Scoring, alignments, unbroken
from validation.junctions.ground import Copy, Ground

_GOOD, _POOR = "F", ","
"""Base qualities 37 and 11."""
_PAIRED, _PROPER, _LOST, _MATE_LOST, _REVERSE, _MATE_REVERSE = 0x1, 0x2, 0x4, 0x8, 0x10, 0x20
_FIRST, _SECOND, _DUPLICATE, _SUPPLEMENTARY = 0x40, 0x80, 0x400, 0x800
_SPREADS = 4
"""Standard deviations from the mean up to which a pair is proper."""


@dataclass(frozen=True, slots=True)
class Platform:
    """How reads are made."""

    name: str
    scoring: Scoring
    read_length: int
    """Bases of a read; the mean of long ones."""
    fragment: tuple[int, int]
    """Mean and standard deviation of the fragment; of long reads that of the read itself."""
    errors: float
    """Share of the bases that are another one."""
    is_paired: bool = True
    targets: bool = False
    """Whether only fragments at exons are read."""


GENOME = Platform("genome", BWA, 150, (400, 100), 0.002)
EXOME = Platform("exome", BWA, 150, (260, 60), 0.002, targets=True)
LONG = Platform("long", MINIMAP2, 9_000, (9_000, 3_000), 0.003, is_paired=False)
PLATFORMS = {platform.name: platform for platform in (GENOME, EXOME, LONG)}

TARGET_PADDING = 50
"""Bases beside an exon that its target holds."""


@dataclass(frozen=True, slots=True)
class Library:
    """How one person is read."""

    platform: Platform
    depth: float
    """Reads over a base that lies on two copies; without duplicates."""
    duplicates: float = 0.05
    mapq0: float = 0.01
    """Share of the fragments that map with quality 0."""
    foreign: float = 0.0
    """Share of the reads that are another person's."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment as drawn: where on which copy."""

    copy: Copy
    place: tuple[int, int]
    """Its part of the copy; 0-based, half-open."""
    is_swapped: bool
    """Whether the first read is the one that is read backwards."""
    is_nowhere: bool
    """Whether its reads map with quality 0."""
    is_duplicate: bool
    wrong: tuple[int, int]
    """Bases that are another one, in each of its reads."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A read with its alignments, in the order of its copy."""

    bases: str
    qualities: str
    backwards: bool
    """Whether the machine read the other strand of the copy."""
    alignments: list[Alignment]

    @property
    def main(self) -> Alignment | None:
        """The primary alignment; None where the read is not aligned."""
        return self.alignments[0] if self.alignments else None

    def is_reverse(self, alignment: Alignment) -> bool:
        """The strand in the reference."""
        return self.backwards != alignment.is_turned


def fragments(
    copies: Sequence[Copy],
    library: Library,
    rng: np.random.Generator,
    *,
    foreign: Sequence[Copy] = (),
    targets: Sequence[Interval] = (),
) -> Iterator[Fragment]:
    """Fragments of a person's copies, and of another person's."""
    shares = [(copy, (1 - library.foreign) / 2) for copy in copies]
    shares += [(copy, library.foreign / 2) for copy in foreign]
    for copy, share in shares:
        yield from _of_copy(copy, library, share, rng, targets)


def _of_copy(
    copy: Copy,
    library: Library,
    share: float,
    rng: np.random.Generator,
    targets: Sequence[Interval],
) -> Iterator[Fragment]:
    """The fragments of one copy."""
    platform = library.platform
    mean, sd = platform.fragment
    per_fragment = 2 * platform.read_length if platform.is_paired else mean
    count = rng.poisson(library.depth * share * (len(copy) + mean) / per_fragment)
    length = np.rint(rng.normal(mean, sd, count)).astype(np.int64)
    least = platform.read_length if platform.is_paired else mean // 10
    length = np.maximum(length, least)
    low = rng.integers(-mean, len(copy), count)
    chance = rng.random((2, count))
    bases = platform.read_length if platform.is_paired else length
    wrong = rng.poisson(platform.errors * bases, (2, count))
    copied = 1 + rng.poisson(library.duplicates, count)
    high = np.minimum(low + length, len(copy))
    low = np.maximum(low, 0)
    kept = (high - low >= least) & _captured(copy, low, high, platform, targets)
    for item in np.flatnonzero(kept):
        for number in range(copied[item]):
            yield Fragment(
                copy,
                (int(low[item]), int(high[item])),
                bool(chance[0, item] < 0.5),
                bool(chance[1, item] < library.mapq0),
                number > 0,
                (int(wrong[0, item]), int(wrong[1, item])),
            )


def _captured(
    copy: Copy,
    low: npt.NDArray[np.int64],
    high: npt.NDArray[np.int64],
    platform: Platform,
    targets: Sequence[Interval],
) -> npt.NDArray[np.bool_]:
    """Which fragments are read: all, or those that share a base with a target on their copy."""
    if not platform.targets:
        return np.ones(len(low), dtype=bool)
    caught = np.zeros(len(low), dtype=bool)
    for block in copy.blocks:
        for target in targets:
            first = max(target.start, block.position)
            last = min(target.end, block.position + block.length - 1)
            if block.position and first <= last:
                at = block.at + first - block.position
                if block.is_turned:
                    at = block.at + block.position + block.length - 1 - last
                caught |= (low <= at + last - first) & (high > at)
    return caught


def lines(
    at: Ground,
    drawn: Iterator[Fragment],
    library: Library,
    rng: Random,
    contig: str,
    group: str,
) -> list[tuple[int, str]]:
    """Position and SAM line of every alignment, ascending."""
    found: list[tuple[int, str]] = []
    for number, fragment in enumerate(drawn):
        reads = _reads(at, fragment, library.platform, rng)
        if fragment.is_nowhere:
            reads = [_nowhere(read) for read in reads]
        name = f"{group}.{number}"
        found += _written(reads, fragment, library.platform, name, contig, group)
    return sorted(found, key=lambda item: item[0])


def _nowhere(read: Placed) -> Placed:
    """A read that maps to several places as well."""
    return replace(read, alignments=[replace(a, mapq=0) for a in read.alignments])


def _reads(at: Ground, fragment: Fragment, platform: Platform, rng: Random) -> list[Placed]:
    """The reads of a fragment, the first one first."""
    length, (low, high), (here, there) = platform.read_length, fragment.place, fragment.wrong
    if not platform.is_paired:
        return [_placed(at, fragment, low, high, here, platform, rng)]
    reads = [
        _placed(at, fragment, low, low + length, here, platform, rng),
        replace(_placed(at, fragment, high - length, high, there, platform, rng), backwards=True),
    ]
    return reads[::-1] if fragment.is_swapped else reads


def _placed(
    at: Ground,
    fragment: Fragment,
    low: int,
    high: int,
    wrong: int,
    platform: Platform,
    rng: Random,
) -> Placed:
    """A read of a part of the copy, with errors of the platform."""
    bases, qualities = fragment.copy.bases[low:high], _GOOD * (high - low)
    if wrong:
        bases, qualities = _with_errors(bases, wrong, rng)
    blocks = fragment.copy.overlapped(low, high)
    backwards = not platform.is_paired and fragment.is_swapped
    if len(blocks) == 1 and blocks[0].position:
        return Placed(bases, qualities, backwards, [unbroken(blocks[0], len(bases))])
    return Placed(bases, qualities, backwards, alignments(at, bases, blocks, platform.scoring))


def _with_errors(bases: str, wrong: int, rng: Random) -> tuple[str, str]:
    """Bases with some replaced, most of which have a poor quality."""
    letters, scores = list(bases), [_GOOD] * len(bases)
    for _ in range(wrong):
        place = rng.randrange(len(bases))
        letters[place] = rng.choice("ACGT")
        scores[place] = _POOR if rng.random() < 0.7 else _GOOD
    return "".join(letters), "".join(scores)


def _is_proper(one: Placed, a: Alignment, other: Placed, b: Alignment, platform: Platform) -> bool:
    """Whether two alignments face each other at a usual distance."""
    if one.is_reverse(a) == other.is_reverse(b):
        return False
    forward, reverse = (b, a) if one.is_reverse(a) else (a, b)
    mean, sd = platform.fragment
    insert = reverse.end - forward.position + 1
    return abs(insert - mean) <= _SPREADS * sd and insert > 0


def _written(
    reads: list[Placed],
    fragment: Fragment,
    platform: Platform,
    name: str,
    contig: str,
    group: str,
) -> Iterator[tuple[int, str]]:
    """The SAM lines of one fragment; unaligned reads stand at the place of their mate."""
    flags = _DUPLICATE if fragment.is_duplicate else 0
    if len(reads) == 1:
        yield from _of_read(reads[0], flags, "*\t0\t0", name, contig, group)
        return
    first, second = reads
    a, b = first.main, second.main
    if a is not None and b is not None and _is_proper(first, a, second, b, platform):
        flags |= _PROPER
    for read, mate, which in ((first, second, _FIRST), (second, first, _SECOND)):
        pair = flags | _PAIRED | which | _mate_flags(mate)
        yield from _of_read(read, pair, _mate_cells(read, mate), name, contig, group, mate.main)


def _mate_flags(mate: Placed) -> int:
    """What the flags of a read say of its mate."""
    if mate.main is None:
        return _MATE_LOST
    return _MATE_REVERSE if mate.is_reverse(mate.main) else 0


def _mate_cells(read: Placed, mate: Placed) -> str:
    """RNEXT, PNEXT and TLEN."""
    own, other = read.main, mate.main
    if own is None and other is None:
        return "*\t0\t0"
    if own is None or other is None:
        return f"=\t{(own or other).position}\t0"  # type: ignore[union-attr]
    # From the first base read to the last, by the strands, as bwa counts it.
    start = own.end if read.is_reverse(own) else own.position
    end = other.end if mate.is_reverse(other) else other.position
    size = end - start
    return f"=\t{other.position}\t{size + (1 if size > 0 else -1 if size < 0 else 0)}"


def _of_read(
    read: Placed,
    flags: int,
    mate: str,
    name: str,
    contig: str,
    group: str,
    stands_at: Alignment | None = None,
) -> Iterator[tuple[int, str]]:
    """The SAM lines of one read: its primary alignment and the supplementary ones."""
    if not read.alignments:
        if stands_at is None:
            return
        place = stands_at.position
        cells = (name, flags | _LOST, contig, place, 0, "*", mate, read.bases)
        yield place, "\t".join(map(str, (*cells, read.qualities, f"RG:Z:{group}")))
        return
    for index, own in enumerate(read.alignments):
        others = [a for a in read.alignments if a is not own]
        tags = f"RG:Z:{group}"
        if others:
            tags += "\tSA:Z:" + "".join(_part(read, a, contig) for a in others)
        flag = flags | (_REVERSE if read.is_reverse(own) else 0)
        flag |= _SUPPLEMENTARY if index else 0
        bases, qualities = _in_reference(read, own, cut=bool(index))
        cigar = own.cigar(clip="H" if index else "S")
        row = (name, flag, contig, own.position, own.mapq, cigar, mate, bases, qualities, tags)
        yield own.position, "\t".join(map(str, row))


def _in_reference(read: Placed, own: Alignment, *, cut: bool) -> tuple[str, str]:
    """Bases and qualities in the order of the reference, without clipped ones where cut."""
    bases, qualities = read.bases, read.qualities
    if own.is_turned:
        bases, qualities = reverse_complement(bases), qualities[::-1]
    if cut:
        kept = slice(own.before, len(bases) - own.after)
        return bases[kept], qualities[kept]
    return bases, qualities


def _part(read: Placed, own: Alignment, contig: str) -> str:
    """An alignment as the tag SA of another one writes it; the edit distance is not counted."""
    strand = "-" if read.is_reverse(own) else "+"
    return f"{contig},{own.position},{strand},{own.cigar()},{own.mapq},0;"


def header(at: Ground, contig: str, sample: str, *, name: str = "") -> str:
    """The header, with one read group named as the sample or otherwise."""
    return (
        "@HD\tVN:1.6\tSO:coordinate\n"
        f"@SQ\tSN:{contig}\tLN:{LOCUS.lengths[at.assembly]}\n"
        f"@RG\tID:{name or sample}\tSM:{sample}\tLB:{sample}\tPL:ILLUMINA\n"
    )


def write_reads(path: Path, head: str, found: Sequence[tuple[int, str]]) -> Path:
    """Write lines of :func:`lines` as a BAM with a small index (CSI); returns ``path``."""
    sam = path.with_suffix(".sam")
    try:
        with sam.open("w", encoding="ascii") as handle:
            handle.write(head)
            handle.writelines(f"{line}\n" for _, line in found)
        options = ("--no-PG", "-b", "--output-fmt-option", "level=9")
        pysam.view(*options, "-o", str(path), str(sam), catch_stdout=False)
    finally:
        sam.unlink(missing_ok=True)
    pysam.index("-c", str(path))
    return path
