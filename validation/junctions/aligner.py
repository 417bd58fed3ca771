"""How an aligner writes a read whose true place is known: clips, gaps, split parts, qualities.

Each unbroken part of a read is laid on its own diagonal of the reference and scored as bwa mem
scores (match 1, mismatch -4, gap -6 and -1 for each base, 5 for an end that is not clipped): so
a junction is overrun by the bases that both sides share, short ends stay unclipped or are clipped
without a second alignment (score below 30), and small gaps stand in the CIGAR. For long reads the
gaps are as long as minimap2 chains. ``tests/test_junction_simulator.py`` says what follows;
docs/reads.md how it was held against bwa and minimap2 themselves.

Not modelled: other places of the genome that look alike, gapped extension over a junction.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from osteo_annot.locus.reference import reverse_complement
from validation.junctions.ground import Block, Ground


@dataclass(frozen=True, slots=True)
class Scoring:
    """What an aligner pays for what."""

    mismatch: int
    open: int
    extend: int
    """For each base of a gap."""
    dearest: int
    """What a gap costs at most; long reads are chained over any gap by long ends."""
    unclipped: int
    """Bonus for an end that is aligned."""
    least: int
    """Score below which an alignment is not written."""
    most_lost: int
    """Reference bases that a gap in the CIGAR skips at most."""
    most_inserted: int
    """Bases of the read that a gap in the CIGAR skips at most."""


BWA = Scoring(-4, 6, 1, 200, 5, 30, 100, 100)
MINIMAP2 = Scoring(-4, 26, 1, 1_000, 5, 200, 20_000, 20_000)
"""As ``map-hifi``; of its two costs of a gap the one for long gaps."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """One alignment of a read, as it stands in the reference."""

    position: int
    """First aligned base; 1-based."""
    is_turned: bool
    """Whether the bases of the copy lie on the other strand of the reference."""
    operations: tuple[tuple[int, str], ...]
    """CIGAR without the clips."""
    before: int
    """Bases of the read clipped before it, in the order of the reference."""
    after: int
    score: float
    mapq: int

    @property
    def end(self) -> int:
        """Last aligned base; 1-based, closed."""
        return self.position + sum(n for n, kind in self.operations if kind in "MD") - 1

    def spans(self, length: int) -> tuple[int, int]:
        """Which bases of the read are aligned; 0-based, half-open, in the order of the copy."""
        if self.is_turned:
            return self.after, length - self.before
        return self.before, length - self.after

    def cigar(self, *, clip: str = "S") -> str:
        """The CIGAR with its clips."""
        ends = [f"{n}{clip}" if n else "" for n in (self.before, self.after)]
        return ends[0] + "".join(f"{n}{kind}" for n, kind in self.operations) + ends[1]


def unbroken(block: Block, length: int) -> Alignment:
    """The alignment of a read that lies in one block."""
    return Alignment(block.position, block.is_turned, ((length, "M"),), 0, 0, length, 60)


def alignments(
    at: Ground, bases: str, blocks: Sequence[Block], scoring: Scoring
) -> list[Alignment]:
    """The primary alignment of a read and its supplementary ones; none where nothing aligns.

    ``bases`` of the read, in the order of the copy; ``blocks`` of :meth:`Copy.overlapped`.
    """
    length = len(bases)
    origin = blocks[0].at
    found = [
        *_strand(at, bases, [_moved(b, b.at - origin) for b in blocks if not b.is_turned], scoring),
        *(
            replace(alignment, is_turned=True)
            for alignment in _strand(
                at,
                reverse_complement(bases),
                [
                    _moved(b, length - (b.at - origin) - b.length)
                    for b in reversed(blocks)
                    if b.is_turned
                ],
                scoring,
            )
        ),
    ]
    kept: list[Alignment] = []
    for candidate in sorted(found, key=lambda a: (-a.score, a.position)):
        if candidate.score >= scoring.least and not any(
            _covers(candidate, other, length) for other in kept
        ):
            kept.append(candidate)
    return [replace(a, mapq=min(a.mapq, kept[0].mapq)) for a in kept]


def _moved(block: Block, at: int) -> Block:
    """A block with its place in the read instead of in the copy."""
    return replace(block, at=at)


def _covers(one: Alignment, other: Alignment, length: int) -> bool:
    """Whether two alignments share more than half of the shorter one's bases of the read."""
    (a, b), (c, d) = one.spans(length), other.spans(length)
    return min(b, d) - max(a, c) > 0.5 * min(b - a, d - c)


def _strand(
    at: Ground, bases: str, blocks: Sequence[Block], scoring: Scoring
) -> Iterator[Alignment]:
    """The alignments of a read on one strand: each run of blocks that gaps can join."""
    placed = [block for block in blocks if block.position]
    for first in range(len(placed)):
        for last in range(first, len(placed)):
            if last > first and not _joins(placed[last - 1], placed[last], scoring):
                break
            made = _aligned(at, bases, placed[first : last + 1], scoring)
            if made is not None:
                yield made


def _gap(left: Block, right: Block) -> tuple[int, int]:
    """Reference bases and bases of the read between two blocks; a doubled part is inserted."""
    lost = right.position - left.position - left.length
    more = right.at - left.at - left.length
    return max(lost, 0), more + max(-lost, 0)


def _joins(left: Block, right: Block, scoring: Scoring) -> bool:
    """Whether a gap in the CIGAR can join two blocks."""
    lost, more = _gap(left, right)
    overlap = max(left.position + left.length - right.position, 0)
    return (
        lost <= scoring.most_lost
        and more <= scoring.most_inserted
        and overlap < right.length
        and right.position > left.position
        and min(lost, more) < scoring.least  # else the other strand holds what lies between
    )


def _aligned(at: Ground, bases: str, blocks: Sequence[Block], scoring: Scoring) -> Alignment | None:
    """Blocks joined by gaps, with both ends extended as far as the bases agree."""
    first, last = blocks[0], blocks[-1]
    if len(blocks) == 1:
        middle = first.at + first.length // 2
        left, right = middle, middle
    else:
        left, right = first.at + first.length, last.at + _overlap(blocks[-2], last)
    start, left_score = _extended(at, bases, left, first.position - first.at, scoring, -1)
    end, right_score = _extended(at, bases, right, last.position - last.at, scoring, 1)
    operations, cost = _operations(blocks, start, end, scoring)
    score = left_score + right_score - cost
    span = end - start
    if span <= 0 or any(n <= 0 for n, _ in operations):
        return None
    position = first.position + start - first.at
    mapq = _mapq(score, span, scoring)
    return Alignment(position, False, operations, start, len(bases) - end, score, mapq)


def _overlap(left: Block, right: Block) -> int:
    """Bases of a block that lie in the reference before the end of the one on its left."""
    return max(left.position + left.length - right.position, 0)


def _operations(
    blocks: Sequence[Block], start: int, end: int, scoring: Scoring
) -> tuple[tuple[tuple[int, str], ...], float]:
    """CIGAR of the read from ``start`` to ``end``, and what its gaps cost beyond inner matches."""
    found: list[tuple[int, str]] = []
    cost = 0.0
    place = start
    for number, (left, right) in enumerate(pairwise(blocks)):
        lost, more = _gap(left, right)
        matched = left.at + left.length - place
        found.append((matched, "M"))
        if number:  # the first and the last stretch are scored as ends
            cost -= matched
        place = left.at + left.length + more
        for bases, kind in ((more, "I"), (lost, "D")):
            if bases:
                found.append((bases, kind))
                cost += min(scoring.open + scoring.extend * bases, scoring.dearest)
    found.append((end - place, "M"))
    return tuple(found), cost


def _extended(
    at: Ground, bases: str, middle: int, diagonal: int, scoring: Scoring, step: int
) -> tuple[int, float]:
    """How far an alignment goes from a place in the read to its end (1) or beginning (-1).

    ``diagonal``: reference position less place in the read. Answers the bound and the score.
    """
    part = bases[middle:] if step > 0 else bases[:middle]
    if not part:
        return middle, 0.0
    low = diagonal + (middle if step > 0 else 0)
    same = _codes(part) == _codes(at.fetch(low, low + len(part) - 1))
    gains = np.where(same if step > 0 else same[::-1], 1, scoring.mismatch)
    total = np.cumsum(gains)
    best = int(np.argmax(total))
    if total[-1] >= total[best] - scoring.unclipped:
        best = len(total) - 1
    if total[best] <= 0 and best < len(total) - 1:
        return middle, 0.0
    return middle + step * (best + 1), float(total[best])


def _codes(bases: str) -> npt.NDArray[np.uint8]:
    """Bases as numbers, to compare them at once."""
    return np.frombuffer(bases.encode(), dtype=np.uint8)


def _mapq(score: float, span: int, scoring: Scoring) -> int:
    """Mapping quality as bwa computes it for a read without a second place."""
    floor = 19  # bwa takes the least seed for the score of what it did not find
    identity = 1 - (span - score) / (1 - scoring.mismatch) / span
    weight = 1.0 if span < 50 else math.log(50) / math.log(span)
    quality = 6.02 * (score - floor) * (weight * identity * identity) ** 2
    return max(0, min(60, int(quality + 0.499)))
