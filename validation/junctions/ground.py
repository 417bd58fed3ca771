"""The bases of the locus for simulated reads, and a copy of it with rearrangements.

The embedded reference knows the exons and part of the introns; what it does not know is made up
once, from a fixed seed, and is the reference of the simulated person and of the program alike.
Made-up sequence has 41 % G and C, a repeat of 300 bases every 3 kb or so whose copies differ in a
tenth of their bases, and short tandem repeats, as introns have.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import Reference, embedded_reference, reverse_complement

BEYOND = 60_000
"""Bases beside the locus window for which there are bases."""
_SEED = 17
_CODES = np.frombuffer(b"ACGT", dtype=np.uint8)
_SHARES = (0.295, 0.205, 0.205, 0.295)
_REPEAT, _REPEAT_EVERY, _DIVERGENCE = 300, 3_000, 0.1
_TANDEM_EVERY = 4_000


class Kind(StrEnum):
    """What happened to a copy."""

    DELETION = "deletion"
    DUPLICATION = "duplication"
    INVERSION = "inversion"


@dataclass(frozen=True, slots=True)
class Ground:
    """The bases around the gene, and where copies of the long repeat lie."""

    assembly: Assembly
    start: int
    """First base; 1-based."""
    bases: str
    repeats: tuple[int, ...]
    """First bases of the copies of the long repeat that are read forward; 1-based."""

    @property
    def end(self) -> int:
        """Last base; 1-based, closed."""
        return self.start + len(self.bases) - 1

    @property
    def reference(self) -> Reference:
        """The same, as the program knows a reference."""
        return Reference(self.assembly, self.start, self.bases, "simulated")

    def fetch(self, start: int, end: int) -> str:
        """Bases of a closed interval, 1-based."""
        return self.bases[start - self.start : end - self.start + 1]


@lru_cache(maxsize=2)
def ground(assembly: Assembly) -> Ground:
    """The bases around the gene on an assembly: the same bases of the same place on both."""
    gene = gene_model(assembly)
    start, end = gene.locus_start - BEYOND, gene.locus_end + BEYOND
    rng = np.random.default_rng(_SEED)
    made_up = rng.choice(_CODES, end - start + 1, p=_SHARES)
    family = rng.choice(_CODES, _REPEAT, p=_SHARES)
    places: list[int] = []
    for origin in range(0, len(made_up) - _REPEAT_EVERY, _REPEAT_EVERY):
        at = origin + int(rng.integers(0, _REPEAT_EVERY - _REPEAT))
        copy = np.where(rng.random(_REPEAT) < _DIVERGENCE, rng.choice(_CODES, _REPEAT), family)
        is_forward = rng.random() < 0.7
        turned = reverse_complement(copy.tobytes().decode()).encode()
        made_up[at : at + _REPEAT] = copy if is_forward else np.frombuffer(turned, dtype=np.uint8)
        if is_forward:
            places.append(at)
    for origin in range(0, len(made_up) - _TANDEM_EVERY, _TANDEM_EVERY):
        at, unit = origin + int(rng.integers(0, _TANDEM_EVERY - 60)), int(rng.integers(1, 5))
        length = int(rng.integers(12, 40))
        made_up[at : at + length] = np.resize(rng.choice(_CODES, unit), length)
    known = np.frombuffer(embedded_reference(assembly).fetch(start, end).encode(), dtype=np.uint8)
    is_made_up = known == ord("N")
    kept = tuple(start + at for at in places if is_made_up[at : at + _REPEAT].all())
    bases = np.where(is_made_up, made_up, known).astype(np.uint8).tobytes().decode()
    return Ground(assembly, start, bases, kept)


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """A deletion, tandem duplication or inversion; leftmost where it can be written in many ways.

    Made by :func:`rearranged`, which writes it so.
    """

    kind: Kind
    start: int
    """First base lost, doubled or turned; 1-based."""
    end: int
    """Last such base."""
    inserted: str = ""
    """Bases at the junction that stand in neither side; of an inversion at its left one."""
    homology: int = 0
    """Bases by which both ends can be shifted right without a change of the copy."""


def rearranged(at: Ground, kind: Kind, start: int, end: int, inserted: str = "") -> Rearrangement:
    """A rearrangement in its one form: inserted bases that equal the other side belong to it."""
    if kind is Kind.INVERSION:
        return Rearrangement(kind, start, end, inserted)

    def base(position: int) -> str:
        return at.bases[position - at.start]

    # Read over the junction of a deletion: start-1 | end+1; of a duplication: end | start.
    left, right = (start - 1, end + 1) if kind is Kind.DELETION else (end, start)
    while inserted and inserted[0] == base(left + 1):
        left, inserted = left + 1, inserted[1:]
    while inserted and inserted[-1] == base(right - 1):
        right, inserted = right - 1, inserted[:-1]
    homology = 0
    if not inserted:
        while base(left) == base(right - 1):
            left, right = left - 1, right - 1
        while base(left + 1 + homology) == base(right + homology):
            homology += 1
    ends = (left + 1, right - 1) if kind is Kind.DELETION else (right, left)
    return Rearrangement(kind, *ends, inserted, homology)


@dataclass(frozen=True, slots=True)
class Block:
    """Bases of a copy that lie in the reference without a gap, or are inserted."""

    at: int
    """Place of its first base in the copy; 0-based."""
    length: int
    position: int
    """First reference base, the lowest one also where it is turned; 1-based; 0 for inserted."""
    is_turned: bool = False


Small = tuple[int, str, str]
"""Position (1-based), REF and ALT as a VCF writes them."""


class Copy:
    """A copy of the locus: its bases, and where in the reference they lie."""

    def __init__(
        self,
        at: Ground,
        start: int,
        end: int,
        event: Rearrangement | None = None,
        small: Sequence[Small] = (),
    ) -> None:
        """The bases ``start`` to ``end`` of the reference (1-based, closed) with what happened.

        Small changes that do not lie wholly in one unbroken part are left out. Raises ValueError
        for an event that does not lie inside.
        """
        if event and not start < event.start <= event.end < end:
            raise ValueError(f"{event} does not lie inside {start} to {end}")
        self.ground = at
        self._parts: list[str] = []
        self.blocks: list[Block] = []
        self._length = 0
        for number, (low, high, is_turned) in enumerate(_parts(start, end, event)):
            self._append(low, high, small, is_turned=is_turned)
            if event and number == 0:
                self._insert(event.inserted)
        self.bases = "".join(self._parts)
        self.starts = [block.at for block in self.blocks]

    def __len__(self) -> int:
        """Bases of the copy."""
        return len(self.bases)

    def overlapped(self, low: int, high: int) -> list[Block]:
        """The blocks, cut to what of them lies in a half-open part of the copy (0-based)."""
        found: list[Block] = []
        for block in self.blocks[bisect_right(self.starts, low) - 1 :]:
            if block.at >= high:
                break
            before = max(0, low - block.at)
            after = max(0, block.at + block.length - high)
            skipped = after if block.is_turned else before
            position = block.position + skipped if block.position else 0
            at = block.at + before
            length = block.length - before - after
            found.append(Block(at, length, position, block.is_turned))
        return found

    def _insert(self, inserted: str) -> None:
        """Add bases that are not in the reference."""
        self._add(inserted, 0)

    def _append(self, low: int, high: int, small: Sequence[Small], *, is_turned: bool) -> None:
        """Add a part of the reference with its small changes."""
        own = [s for s in small if low < s[0] and s[0] + len(s[1]) - 1 < high]
        if is_turned:
            bases = list(self.ground.fetch(low, high))
            for position, ref, alt in own:
                if len(ref) == len(alt) == 1:
                    bases[position - low] = alt
            self._add(reverse_complement("".join(bases)), low, is_turned=True)
            return
        for position, ref, alt in sorted(own):
            if len(ref) == len(alt):
                self._add(self.ground.fetch(low, position - 1), low)
                low = position + len(ref)
                self._add(alt, position)
            else:
                self._add(self.ground.fetch(low, position), low)
                low = position + len(ref)
                if len(alt) > 1:
                    self._insert(alt[1:])
        self._add(self.ground.fetch(low, high), low)

    def _add(self, bases: str, position: int, *, is_turned: bool = False) -> None:
        """Add bases as a block, joined to the last one where the reference goes on."""
        if not bases:
            return
        self._parts.append(bases)
        last = self.blocks[-1] if self.blocks else None
        goes_on = (
            last is not None
            and last.position
            and not (is_turned or last.is_turned)
            and last.position + last.length == position
        )
        if last is not None and goes_on:
            self.blocks[-1] = Block(last.at, last.length + len(bases), last.position)
        else:
            self.blocks.append(Block(self._length, len(bases), position, is_turned))
        self._length += len(bases)


def _parts(start: int, end: int, event: Rearrangement | None) -> list[tuple[int, int, bool]]:
    """The parts of the reference that a copy is made of, in order, and which are turned."""
    if event is None:
        return [(start, end, False)]
    if event.kind is Kind.DELETION:
        return [(start, event.start - 1, False), (event.end + 1, end, False)]
    if event.kind is Kind.DUPLICATION:
        return [(start, event.end, False), (event.start, end, False)]
    return [
        (start, event.start - 1, False),
        (event.start, event.end, True),
        (event.end + 1, end, False),
    ]
