"""People drawn at random with a rearrangement of known bounds, what a caller says of it, and reads.

What is drawn: kind, genotype (among them two different deletions, one on each copy, and a claim of
what is not there), size, what stands at the junction, bounds as precise as callers give them,
heterozygous bases all over, another person's reads, reads that map to several places, depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from random import Random

import numpy as np

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from validation.junctions.ground import Copy, Ground, Kind, Rearrangement, Small, rearranged
from validation.junctions.library import (
    PLATFORMS,
    TARGET_PADDING,
    Library,
    fragments,
    lines,
)

SIZES = ((50, 200), (200, 1_000), (1_000, 5_000), (5_000, 20_000))
"""Classes of the bases lost, doubled or turned: from, and to below."""
DEPTHS = {
    "genome": (5, 10, 15, 20, 30),
    "exome": (20, 40, 80),
    "long": (5, 10, 15, 20, 30),
}
_MARGIN = {"genome": 2_500, "exome": 2_500, "long": 12_000}
"""Bases beside the event that are read."""
_HETEROZYGOUS, _HOMOZYGOUS = 1 / 1_500, 1 / 2_500
"""Substitutions for each base."""
_BASES = "ACGT"
_APART = 75
"""Bases beyond what a caller says by which the ends of another event differ at least."""


class Genotype(StrEnum):
    """On which copies the claimed event lies."""

    ABSENT = "absent"
    HETEROZYGOUS = "heterozygous"
    HOMOZYGOUS = "homozygous"
    COMPOUND = "compound"
    """The claimed deletion on one copy, another one that shares bases with it on the other."""

    @property
    def copies(self) -> int:
        """Copies with the claimed event."""
        return {Genotype.ABSENT: 0, Genotype.HOMOZYGOUS: 2}.get(self, 1)


class Junction(StrEnum):
    """What stands at the junction."""

    PLAIN = "plain"
    HOMOLOGY = "microhomology"
    """4 to 8 bases that both sides share."""
    INSERTED = "inserted bases"
    """1 to 20."""
    REPEAT = "repeat"
    """Both ends in copies of one repeat of 300 bases, at the same place of it."""


class Condition(StrEnum):
    """What makes the reads worse."""

    CLEAN = "clean"
    FOREIGN = "contaminated"
    """2 to 10 % of the reads are another person's, who may carry the event."""
    DUPLICATES = "half duplicates"
    UNMAPPED = "a third maps anywhere"


class Bounds(StrEnum):
    """How precisely the caller gives the ends."""

    EXACT = "exact"
    NEAR = "within 50 bases"
    DEPTH = "from depth"
    """Up to 500 bases off at each end."""


@dataclass(frozen=True, slots=True)
class Locus:
    """One person and one claim."""

    number: int
    platform: str
    depth: int
    genotype: Genotype
    junction: Junction
    condition: Condition
    bounds: Bounds
    size: int
    """Index into :data:`SIZES`."""
    event: Rearrangement
    """What is claimed; on no copy where absent."""
    other: Rearrangement | None
    """What lies on the other copy of a compound heterozygote, or elsewhere where absent."""
    claimed: Interval
    """First and last base concerned as the caller has them; 1-based, closed."""
    spread: int
    """Bases by which each end may be elsewhere, as the caller says."""
    claimed_copies: int | None
    seed: int

    @property
    def kind(self) -> Kind:
        """What is claimed."""
        return self.event.kind

    @property
    def outer(self) -> Interval:
        """Bases that may be concerned, as the caller has them; 1-based, closed."""
        return Interval(self.claimed.start - self.spread, self.claimed.end + self.spread)

    @property
    def inner(self) -> Interval | None:
        """Bases that are surely concerned, as the caller has them; 1-based, closed."""
        start, end = self.claimed.start + self.spread, self.claimed.end - self.spread
        return Interval(start, end) if start <= end else None


@lru_cache(maxsize=8)
def _places(bases: str, length: int) -> dict[str, list[int]]:
    """Where each word of the bases stands."""
    found: dict[str, list[int]] = {}
    for at in range(len(bases) - length):
        found.setdefault(bases[at : at + length], []).append(at)
    return found


def drawn(at: Ground, number: int, seed: int, platforms: Sequence[str]) -> Locus:
    """The person of a number: the same whatever else is drawn."""
    rng = Random(f"{seed} {number}")
    platform = rng.choice(platforms)
    kind = rng.choices(tuple(Kind), (70, 15, 15))[0]
    genotypes = (30, 30, 25, 15 if kind is Kind.DELETION else 0)
    genotype = rng.choices(tuple(Genotype), genotypes)[0]
    junction = rng.choices(tuple(Junction), (40, 20, 20, 20))[0]
    size = rng.choices(range(len(SIZES)), (25, 30, 30, 15))[0]
    event = _event(at, kind, junction, size, rng)
    if platform == "exome" and rng.random() < 0.6:
        event = _at_exon(at, event, rng)
    bounds = rng.choices(tuple(Bounds), (60, 25, 15))[0]
    most = {Bounds.EXACT: 0, Bounds.NEAR: 50, Bounds.DEPTH: 500}[bounds]
    most = min(most, (event.end - event.start) // 3)
    other = None
    if genotype is Genotype.COMPOUND:
        other = _beside(at, event, most, rng)
    elif genotype is Genotype.ABSENT and rng.random() < 0.3:
        is_near = rng.random() < 0.5
        other = _beside(at, event, most, rng) if is_near else _event(at, kind, junction, size, rng)
    shift = [rng.randint(-most, most) for _ in range(2)]
    return Locus(
        number,
        platform,
        rng.choice(DEPTHS[platform]),
        genotype,
        junction,
        rng.choices(tuple(Condition), (70, 14, 8, 8))[0],
        bounds,
        size,
        event,
        other,
        Interval(event.start + shift[0], event.end + shift[1]),
        most,
        rng.choice((1, 2, None)),
        rng.randrange(2**31),
    )


def _window(at: Ground) -> tuple[int, int]:
    """Where events lie: the window whose reads the program looks at, less a margin."""
    gene = gene_model(at.assembly)
    return gene.locus_start + 1_500, gene.locus_end - 1_500


def _event(at: Ground, kind: Kind, junction: Junction, size: int, rng: Random) -> Rearrangement:
    """A rearrangement of a class of sizes with what shall stand at its junction."""
    low, high = _window(at)
    least, below = SIZES[size]
    length = int(least * (below / least) ** rng.random())
    start = rng.randrange(low, high - length)
    end, inserted = start + length - 1, ""
    if junction is Junction.HOMOLOGY:
        start, end = _with_homology(at, start, length, rng.randint(4, 6))
    elif junction is Junction.INSERTED:
        inserted = "".join(rng.choice(_BASES) for _ in range(rng.randint(1, 20)))
    elif junction is Junction.REPEAT:
        start, end = _in_repeats(at, start, length, rng)
    return rearranged(at, kind, start, end, inserted)


def _with_homology(at: Ground, start: int, length: int, shared: int) -> tuple[int, int]:
    """Ends near the wanted ones at which so many bases stand on both sides."""
    # The word at the first base lost stands behind the last one, or that of a doubled part.
    word = at.fetch(start, start + shared - 1)
    wanted = start + length
    places = (at.start + place for place in _places(at.bases, shared)[word])
    good = [p for p in places if p - start >= max(50, length // 2) and p < wanted + length]
    found = min(good, key=lambda p: abs(p - wanted), default=wanted)
    return start, found - 1


def _in_repeats(at: Ground, start: int, length: int, rng: Random) -> tuple[int, int]:
    """Ends at the same place of two copies of the long repeat, as near as there are."""
    low, high = _window(at)
    inside = [p for p in at.repeats if low < p < high - 400]
    pairs = [(a, b) for a in inside for b in inside if b > a]
    target = length + 3_000
    one, other = min(pairs, key=lambda p: (abs(p[1] - p[0] - target), abs(p[0] - start)))
    near = [p for p in pairs if abs(p[1] - p[0] - (other - one)) < 3_000]
    one, other = rng.choice(near)
    place = rng.randint(60, 240)
    return one + place, other + place - 1


def _at_exon(at: Ground, event: Rearrangement, rng: Random) -> Rearrangement:
    """The same moved so that one of its ends lies in what an exome reads."""
    target = rng.choice(targets(at))
    place = rng.randint(target.start, target.end)
    low, high = _window(at)
    length = event.end - event.start + 1
    start = place if rng.random() < 0.5 else place - length + 1
    start = min(max(start, low), high - length)
    return rearranged(at, event.kind, start, start + length - 1, event.inserted)


def _beside(at: Ground, event: Rearrangement, spread: int, rng: Random) -> Rearrangement:
    """Another event that shares bases with one, and an end of which is not one that is claimed."""
    low, high = _window(at)
    length = event.end - event.start + 1
    away = 2 * spread + _APART

    def shift() -> int:
        return rng.choice((-1, 1)) * (away + rng.randint(0, max(100, length // 2)))

    start, end = event.start, event.end
    while (
        min(end, event.end) - max(start, event.start) < 20
        or end - start < 50
        or _is_same(event, start, end, away)
    ):
        start = max(low, event.start + rng.choice((0, shift(), shift())))
        end = min(high, event.end + rng.choice((0, shift(), shift())))
    return rearranged(at, event.kind, start, end)


def _is_same(event: Rearrangement, start: int, end: int, away: int) -> bool:
    """Whether both ends may be taken for those of an event."""
    return abs(start - event.start) < away and abs(end - event.end) < away


def sam(at: Ground, locus: Locus, contig: str = "chr6") -> list[tuple[int, str]]:
    """The reads of a person: position and SAM line, ascending."""
    rng = Random(locus.seed)
    chance = np.random.default_rng(locus.seed)
    span = read_span(at, locus)
    own = _copies(at, locus, span, rng)
    library = Library(
        PLATFORMS[locus.platform],
        locus.depth,
        duplicates=1.0 if locus.condition is Condition.DUPLICATES else 0.05,
        mapq0=0.33 if locus.condition is Condition.UNMAPPED else 0.01,
        foreign=rng.uniform(0.02, 0.1) if locus.condition is Condition.FOREIGN else 0.0,
    )
    foreign: list[Copy] = []
    if library.foreign:
        carried = locus.event if rng.random() < 0.3 else None
        foreign = [Copy(at, *span, e, substitutions(at, span, rng)) for e in (carried, None)]
    pieces = fragments(own, library, chance, foreign=foreign, targets=targets(at))
    return lines(at, pieces, library, rng, contig, "s")


def read_span(at: Ground, locus: Locus) -> tuple[int, int]:
    """The bases that are read: the events and what lies beside them; 1-based, closed."""
    margin = _MARGIN[locus.platform]
    events = [locus.event, *([locus.other] if locus.other else [])]
    start = min(event.start for event in events) - margin
    end = max(event.end for event in events) + margin
    return max(start, at.start), min(end, at.end)


def _copies(at: Ground, locus: Locus, span: tuple[int, int], rng: Random) -> list[Copy]:
    """Both copies."""
    one, other = {
        Genotype.ABSENT: (locus.other, None),
        Genotype.HETEROZYGOUS: (locus.event, None),
        Genotype.HOMOZYGOUS: (locus.event, locus.event),
        Genotype.COMPOUND: (locus.event, locus.other),
    }[locus.genotype]
    shared = substitutions(at, span, rng, rate=_HOMOZYGOUS)
    own = [sorted({*shared, *substitutions(at, span, rng)}) for _ in range(2)]
    return [
        Copy(at, *span, event, apart_from(small, event))
        for event, small in zip((one, other), own, strict=True)
    ]


def substitutions(
    at: Ground, span: tuple[int, int], rng: Random, rate: float = _HETEROZYGOUS / 2
) -> list[Small]:
    """Substitutions of a copy, outside exons."""
    gene = gene_model(at.assembly)
    found: list[Small] = []
    for _ in range(int(rng.gauss(rate * (span[1] - span[0]), 1))):
        place = rng.randrange(span[0] + 1, span[1])
        ref = at.fetch(place, place)
        if not gene.exons_overlapping(place - 20, place + 20):
            found.append((place, ref, rng.choice([b for b in _BASES if b != ref])))
    return found


def apart_from(small: Sequence[Small], event: Rearrangement | None) -> list[Small]:
    """Of changes, one at each place, and none within ten bases of the ends of an event."""
    ends = (event.start, event.end) if event else ()
    homology = event.homology if event else 0
    by_place = {change[0]: change for change in small}
    return [
        change
        for place, change in sorted(by_place.items())
        if all(not end - 10 <= place <= end + homology + 10 for end in ends)
    ]


def targets(at: Ground) -> tuple[Interval, ...]:
    """What an exome reads: the exons with the bases beside them."""
    gene = gene_model(at.assembly)
    return tuple(
        Interval(e.start - TARGET_PADDING, e.end + TARGET_PADDING) for e in reversed(gene.exons)
    )


def assembly_of(number: int) -> Assembly:
    """Every other person on the other assembly."""
    return (Assembly.GRCH38, Assembly.GRCH37)[number % 2]
