"""Write a BAM of a person whose copies of each exon are known, as an exome or a genome reads it.

``write_bam(path, SampleTruth("child", {3: 1}), EXOME, Assembly.GRCH38, seed=1)`` writes a sorted
BAM and its index. Equal arguments give equal bytes with the same NumPy and pysam.

- Copies change between two exons at one place, drawn evenly over the intron; a loss or gain of
  exon 1 or exon 6 ends at a place drawn evenly from the end of the gene to 20 kb beyond it.
- The fragments of a target or window are as many as a Poisson draw with mean: the assay's depth x
  the assay's bias x the sample's noise. They lie evenly, and each belongs to one copy of the gene.
- A read ends where its copy ends: what lies beyond is clipped, and a read without a base left is
  not written. So the expected depth of every base follows its copies, up to the breakpoint.
- Noise by the assay (``validation/assays.py``): of each sample's targets, with their G and C,
  targets that fail, reads beside them. By the person: another's reads, copies of all around.
- Duplicates repeat a fragment; they and reads of MAPQ 0 come on top of the depth.

What is not modelled, so that no result on these reads speaks of it:

- errors of bases and of mapping, variants, pseudogenes, repeats;
- breakpoints inside exons, split reads and discordant pairs (clipped bases are the reference's);
- common copy-number variants in the controls;
- noise that neighbouring targets share, or that is larger where an exon reads poorly;
- depth that differs between samples: give each its own ``mean_depth``.

Bases are those of the embedded reference where it knows them and made up elsewhere; qualities are
constant. Depth alone has a meaning.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pysam

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from validation.assays import Assay, Piece, pieces

BEYOND = 20_000
"""Bases beyond the gene within which a loss or gain of its first or last exon ends."""
_EXONS = 6
_MOST_COPIES = 4
_TWO = 2
_SPREADS = 5
"""Standard deviations from the mean to the longest fragment."""
_FAILED = 0.02
"""Part of its reads that a failed target has."""
_MAPQ = 60
_QUALITY = "?"
_PAIRED, _PROPER, _MATE_LOST, _REVERSE, _MATE_REVERSE = 0x1, 0x2, 0x8, 0x10, 0x20
_FIRST, _SECOND, _DUPLICATE = 0x40, 0x80, 0x400

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class SampleTruth:
    """A person and the copies of each exon."""

    name: str
    copies: Mapping[int, int] = field(default_factory=dict)
    """Copies, 0 to 4, by the number of the exon, 1 to 6; two where an exon is not named."""
    around: int = 2
    """Copies of all that lies around the gene, as far as it is read."""
    foreign: float = 0.0
    """Share of the reads that are another person's with two copies of everything; a loss in some
    of the cells alone is read so too."""

    def __post_init__(self) -> None:
        wrong = [
            f"exon {exon}: {copies}"
            for exon, copies in self.copies.items()
            if exon not in range(1, _EXONS + 1) or copies not in range(_MOST_COPIES + 1)
        ]
        if wrong:
            raise ValueError(f"exons are 1 to 6 and copies 0 to 4, not {', '.join(wrong)}")

    def of(self, exon: int) -> int:
        """Copies of an exon."""
        return self.copies.get(exon, _TWO)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bases of chromosome 6 with one number of copies; 1-based, closed."""

    start: int
    end: int
    copies: int


def stretches(truth: SampleTruth, assembly: Assembly, seed: int) -> tuple[Stretch, ...]:
    """The copies along chromosome 6 by the rule above, ascending, without a gap.

    The same for every assay: one person may be read twice.
    """
    gene = gene_model(assembly)
    rng = _rng(truth, seed, "breakpoints")
    ascending = gene.exons[::-1]
    # The first base of what follows: an intron may change its copies at either of its ends too.
    bounds = [
        (gene.start - BEYOND, gene.start),
        *((a.end + 1, b.start) for a, b in pairwise(ascending)),
        (gene.end + 1, gene.end + BEYOND + 1),
    ]
    starts = [1, *(int(rng.integers(low, high, endpoint=True)) for low, high in bounds)]
    ends = [start - 1 for start in starts[1:]] + [LOCUS.lengths[assembly]]
    copies = [truth.around, *(truth.of(exon.number) for exon in ascending), truth.around]
    found: list[Stretch] = []
    for count, group in groupby(zip(starts, ends, copies, strict=True), key=lambda s: s[2]):
        same = list(group)
        found.append(Stretch(same[0][0], same[-1][1], count))
    return tuple(found)


def write_bam(
    path: Path,
    truth: SampleTruth,
    assay: Assay,
    assembly: Assembly,
    seed: int,
    *,
    contig: str = "chr6",
) -> Path:
    """Write the reads of a person to ``path``, sorted, with the index beside it; returns ``path``.

    Noise and reads follow from the seed and the person's name, so that one seed serves a cohort.
    Raises ValueError for a contig that is not a name of chromosome 6.
    """
    if LOCUS.contigs.get(contig, "unknown") not in {None, assembly}:
        raise ValueError(f"{contig} is not chromosome 6 of {assembly.value}")
    along = stretches(truth, assembly, seed)
    fragments = fragments_of(truth, assay, assembly, seed)
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "reads.sam"
        with text.open("w", encoding="ascii") as handle:
            handle.write(_header(truth, assay, assembly, contig))
            handle.writelines(_lines(fragments, along, assay, assembly, contig, truth.name))
        options = ("--no-PG", "-b", "--output-fmt-option", "level=1")
        pysam.view(*options, "-o", str(path), str(text), catch_stdout=False)
    pysam.index(str(path))
    return path


def fragments_of(truth: SampleTruth, assay: Assay, assembly: Assembly, seed: int) -> Fragments:
    """The fragments of a person's library, with those of another person among them."""
    rng = _rng(truth, seed, assay.name)
    along = stretches(truth, assembly, seed)
    read = pieces(assay, assembly)
    if not truth.foreign:
        return _fragments(read, along, assay, rng)
    whole = (Stretch(1, LOCUS.lengths[assembly], _TWO),)
    part = replace(assay, mean_depth=assay.mean_depth * truth.foreign)
    foreign = _fragments(read, whole, part, rng)
    own = _fragments(
        read, along, replace(assay, mean_depth=assay.mean_depth * (1 - truth.foreign)), rng
    )
    foreign = replace(foreign, copy=np.zeros_like(foreign.copy))
    return Fragments(
        *(
            np.concatenate([getattr(own, f.name), getattr(foreign, f.name)])
            for f in fields(Fragments)
        )
    )


def depths_of(
    truth: SampleTruth, assay: Assay, assembly: Assembly, seed: int, start: int, end: int
) -> list[int]:
    """Depth of each base of a closed interval, 1-based, as counted from the reads of the BAM.

    The same as writing the file and reading it, but for the time.
    """
    along = stretches(truth, assembly, seed)
    fragments = fragments_of(truth, assay, assembly, seed)
    counted = ~(fragments.duplicate | fragments.mapq0)
    change = np.zeros(end - start + 2, dtype=np.int64)
    bases = assay.read_length
    for offset in (0, fragments.length - bases):
        reads = _reads(fragments.start + offset, fragments.copy, along, bases)
        first = np.maximum(reads.first, start)
        last = np.minimum(reads.last, end)
        kept = counted & reads.there & (first <= last)
        np.add.at(change, first[kept] - start, 1)
        np.add.at(change, last[kept] + 1 - start, -1)
    return np.cumsum(change)[:-1].tolist()


def _rng(truth: SampleTruth, seed: int, purpose: str) -> np.random.Generator:
    """Random numbers of a person for one purpose."""
    return np.random.default_rng([seed, crc32(truth.name.encode()), crc32(purpose.encode())])


@dataclass(frozen=True, slots=True)
class Fragments:
    """Fragments drawn, one item each; those whose copy is not there are among them."""

    start: Numbers
    """First base; 1-based."""
    length: Numbers
    copy: Numbers
    """On which copy it lies, from 1; 0 of another person, of whom nothing is lost."""
    swapped: Flags
    """Whether the first read of the pair is the reverse one."""
    mapq0: Flags
    duplicate: Flags


def _fragments(
    read: tuple[Piece, ...], along: tuple[Stretch, ...], assay: Assay, rng: np.random.Generator
) -> Fragments:
    """Fragments of the pieces, drawn as if there were everywhere the most copies of any exon."""
    most = max(s.copies for s in along)
    # At two copies, both reads of a fragment, and those of MAPQ 0 on top.
    per_base = assay.mean_depth / (2 * assay.read_length) * most / _TWO / (1 - assay.mapq0)
    start, length = _places(read, assay, per_base, rng)
    copy = rng.integers(1, most, len(start), endpoint=True)
    swapped = rng.random(len(start)) < 0.5
    mapq0 = rng.random(len(start)) < assay.mapq0
    repeats = rng.poisson(assay.duplicates / (1 - assay.duplicates), len(start))
    each = np.repeat(np.arange(len(start)), 1 + repeats)
    duplicate = np.diff(each, prepend=-1) == 0
    return Fragments(start[each], length[each], copy[each], swapped[each], mapq0[each], duplicate)


def _places(
    read: tuple[Piece, ...], assay: Assay, per_base: float, rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Starts and lengths of fragments: so many per base, times efficiency and the sample's noise.

    A window holds the fragments whose middle lies in it; a target those that share a base with it,
    so that its last base reads as well as its middle.
    """
    low, high = (np.array(ends) for ends in zip(*((p.start, p.end) for p in read), strict=True))
    mean, sd = assay.fragment
    longest = int(mean + _SPREADS * sd)
    before = longest - 1 if assay.targets else 0
    noise = np.exp(rng.normal(0, assay.sample_noise, len(read)))
    efficiency = np.array([p.efficiency for p in read]) * noise
    if assay.batch_noise:
        slope = rng.normal(0, assay.batch_noise)
        efficiency = efficiency * np.exp(slope * np.array([p.gc for p in read]))
    if assay.failure:
        fails = rng.random(len(read)) < assay.failure
        efficiency = (
            np.where(fails & np.array([p.is_target for p in read]), _FAILED, 1) * efficiency
        )
    counts = rng.poisson(per_base * (high - low + 1 + before) * efficiency)
    piece = np.repeat(np.arange(len(read)), counts)
    place = rng.integers(low[piece] - before, high[piece], endpoint=True)
    drawn = np.rint(rng.normal(mean, sd, len(piece))).astype(np.int64)
    length = np.clip(drawn, assay.read_length, longest)
    if not assay.targets:
        return place - length // 2, length
    shares = place + length > low[piece]
    return place[shares], length[shares]


@dataclass(frozen=True, slots=True)
class _Reads:
    """One read of each fragment, as it would lie were nothing lost, and what of it is there."""

    start: Numbers
    first: Numbers
    """First base that maps; 1-based."""
    last: Numbers
    """Last base that maps; before the first where none does."""

    @property
    def there(self) -> Flags:
        """Whether any base of the read maps."""
        return self.last >= self.first


def _reads(start: Numbers, copy: Numbers, along: tuple[Stretch, ...], length: int) -> _Reads:
    """Reads from the starts; of each, the longest part that its copy holds."""
    first, last = np.zeros_like(start), np.full_like(start, -1)
    for number in range(max(s.copies for s in along) + 1):
        for stretch in _held(along, number):
            low = np.maximum(start, stretch.start)
            high = np.minimum(start + length - 1, stretch.end)
            longer = (copy == number) & (high - low > last - first)
            first, last = np.where(longer, low, first), np.where(longer, high, last)
    return _Reads(start, first, last)


def _held(along: tuple[Stretch, ...], number: int) -> Iterator[Stretch]:
    """What the copy of a number holds: all that has so many copies, neighbours joined."""
    for holds, group in groupby(along, key=lambda s: s.copies >= number):
        same = list(group)
        if holds:
            yield Stretch(same[0].start, same[-1].end, number)


def _header(truth: SampleTruth, assay: Assay, assembly: Assembly, contig: str) -> str:
    """The header, with one read group."""
    return (
        "@HD\tVN:1.6\tSO:coordinate\n"
        f"@SQ\tSN:{contig}\tLN:{LOCUS.lengths[assembly]}\n"
        f"@RG\tID:{truth.name}\tSM:{truth.name}\tLB:{assay.name}\tPL:ILLUMINA\n"
    )


def _lines(
    fragments: Fragments,
    along: tuple[Stretch, ...],
    assay: Assay,
    assembly: Assembly,
    contig: str,
    group: str,
) -> Iterator[str]:
    """The lines of all reads, sorted by place."""
    bases = assay.read_length
    left = _reads(fragments.start, fragments.copy, along, bases)
    right = _reads(fragments.start + fragments.length - bases, fragments.copy, along, bases)
    table = np.concatenate(
        [
            _columns(fragments, left, right, is_right=False),
            _columns(fragments, right, left, is_right=True),
        ]
    )
    table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]
    origin = int(fragments.start.min())
    text = _bases(assembly, origin, int((fragments.start + fragments.length).max()))
    end = f"\t{_QUALITY * bases}\tRG:Z:{group}\n"
    for first, name, flag, start, last, mate, size, mapq in table.tolist():
        cigar = _cigar(first - start, last - first + 1, start + bases - 1 - last)
        pair = "*\t0\t0" if flag & _MATE_LOST else f"=\t{mate}\t{size}"
        seq = text[start - origin : start - origin + bases]
        yield f"r{name}\t{flag}\t{contig}\t{first}\t{mapq}\t{cigar}\t{pair}\t{seq}{end}"


def _columns(fragments: Fragments, own: _Reads, other: _Reads, *, is_right: bool) -> Numbers:
    """One row for each left or right read that is there: the numbers that ``_lines`` writes."""
    both = own.there & other.there
    size = np.maximum(own.last, other.last) - np.minimum(own.first, other.first) + 1
    columns = (
        own.first,
        np.arange(len(both)),
        _flags(fragments, both, is_right=is_right),
        own.start,
        own.last,
        other.first,
        -size if is_right else size,
        np.where(fragments.mapq0, 0, _MAPQ),
    )
    return np.stack(columns, axis=1)[own.there]


def _flags(fragments: Fragments, both: Flags, *, is_right: bool) -> Numbers:
    """The flags of the left or right reads; the right one is on the reverse strand."""
    with_mate = _PROPER | (0 if is_right else _MATE_REVERSE)
    return (
        (_PAIRED | (_REVERSE if is_right else 0))
        + np.where(both, with_mate, _MATE_LOST)
        + np.where(fragments.swapped ^ is_right, _SECOND, _FIRST)
        + np.where(fragments.duplicate, _DUPLICATE, 0)
    )


def _cigar(before: int, mapped: int, after: int) -> str:
    """The CIGAR of a read with clipped ends."""
    return f"{f'{before}S' if before else ''}{mapped}M{f'{after}S' if after else ''}"


@lru_cache(maxsize=2)
def _bases(assembly: Assembly, start: int, end: int) -> str:
    """Bases of the closed interval: of the embedded reference, else made up from the position."""
    made_up = np.frombuffer(b"ACGT", dtype=np.uint8)[_mixed(np.arange(start, end + 1)) & 3]
    known = np.frombuffer(embedded_reference(assembly).fetch(start, end).encode(), dtype=np.uint8)
    return np.where(known == ord("N"), made_up, known).tobytes().decode()


def _mixed(positions: Numbers) -> Numbers:
    """Numbers without an order that follow from positions."""
    return (positions * 2_654_435_761) >> 16
