"""Which alleles single reads show: counted here, so that a phase can be held against its reads.

A phasing program gives the likelier arrangement also where the reads contradict each other; what
speaks for it and what against it must be counted beside it. A read counts only where it shows REF
or ALT exactly as the record has them; all else is no witness.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pysam import AlignedSegment

CONTEXT = 10
"""Bases without insertion or deletion behind an indel's place that a read for REF must show."""
MIN_BASE_QUALITY = 10
"""Base quality from which a base counts, where the read has qualities."""

_MATCH = frozenset({0, 7, 8})
_INSERTION, _DELETION, _SKIP, _SOFT_CLIP = 1, 2, 3, 4

Site = tuple[int, str, str]
"""Position (1-based), REF and ALT as the record has them, upper case."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a read that is aligned base to base, and the gap that follows it."""

    start: int
    """First reference base; 1-based."""
    bases: str
    qualities: tuple[int, ...]
    """Empty when the read has none."""
    inserted: str
    """Bases inserted behind the block."""
    deleted: int
    """Reference bases deleted behind the block."""

    @property
    def end(self) -> int:
        """Last reference base; 1-based, closed."""
        return self.start + len(self.bases) - 1


def blocks_of(read: AlignedSegment) -> list[Block]:
    """The blocks of an aligned read, in order; none when it has no bases or no alignment."""
    bases, qualities = read.query_sequence, tuple(read.query_qualities or ())
    operations = read.cigartuples or []
    if not bases or read.reference_start is None:
        return []
    found: list[Block] = []
    reference, query = read.reference_start + 1, 0
    for (kind, length), (after, gap) in pairwise([*operations, (_SOFT_CLIP, 0)]):
        taken = slice(query, query + length)
        if kind in _MATCH:
            inserted = bases[taken.stop : taken.stop + gap] if after == _INSERTION else ""
            deleted = gap if after == _DELETION else 0
            block = Block(reference, bases[taken].upper(), qualities[taken], inserted, deleted)
            found.append(block)
        query += length if kind in _MATCH or kind in {_INSERTION, _SOFT_CLIP} else 0
        reference += length if kind in _MATCH or kind in {_DELETION, _SKIP} else 0
    return found


def alleles_in(blocks: Sequence[Block], sites: Sequence[Site]) -> Iterator[tuple[Site, int]]:
    """The sites, ascending, at which a read shows REF (0) or ALT (1)."""
    for block in blocks:
        first = bisect_left(sites, block.start, key=itemgetter(0))
        last = bisect_right(sites, block.end, key=itemgetter(0))
        for site in sites[first:last]:
            allele = _allele(block, site)
            if allele is not None:
                yield site, allele


def _allele(block: Block, site: Site) -> int | None:
    """REF (0) or ALT (1) of a site whose first base lies in the block; None if neither."""
    position, ref, alt = site
    at = position - block.start
    if len(ref) == len(alt):
        seen, low = block.bases[at : at + len(ref)], block.qualities[at : at + len(ref)]
        if low and min(low) < MIN_BASE_QUALITY:
            return None
        return {ref: 0, alt: 1}.get(seen)
    if ref[0] != alt[0] or min(len(ref), len(alt)) != 1 or block.bases[at] != ref[0]:
        return None
    if block.end == position:
        is_alt = (block.inserted.upper(), block.deleted) == (alt[1:], len(ref) - 1)
        return 1 if is_alt else None
    whole = block.end >= position + len(ref) - 1 + CONTEXT
    return 0 if whole and block.bases[at : at + len(ref)] == ref else None
