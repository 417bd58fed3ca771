"""Heterozygous markers that reads link to a variant.

Source: reads.md 5, earned claims 8. A read, or pair, with the variant and one base of a marker lies
on one copy; where the variant is seen with both bases of a heterozygous marker, two copies
carry it: neither a deletion nor an allele that dropped out can look so. Markers are taken from the
reads that show the variant themselves, so that no caller has to know them. What errors, foreign
reads and reads of another place make is not balanced, not on both strands, or not on two copies
over two markers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from zlib import crc32

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.alleles import Shown, ShownBy, Strands, counts
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read, aligned_blocks
from osteo_annot.values import dataclass

REACH = 5_000
"""Bases on each side of a variant within which markers are looked for."""
LINKED_FRAGMENTS = 4
"""Fragments with the variant that must show each base of a marker (default, unverified)."""
LINKED_SHARE = 0.25
"""Share of them that must show its rarer base (default, unverified): foreign reads and chimeras
are fewer."""
OTHER_SHARE = 0.1
"""Share of them above which a third base, or the variant's absence beside the marker, speaks
against it (default, unverified)."""
MARKER_QUALITY = 20
"""Base quality from which a base of a marker counts, where the read has qualities."""
FROM_END = 5
"""Bases of an aligned block at each of its ends that show no marker: misaligned ends look so."""
FROM_VARIANT = 10
"""Bases beside the variant in which no marker is taken."""
TWO_HAPLOTYPES = 0.9
"""Share of the fragments over two markers that must lie on two opposite haplotypes (default,
unverified)."""
_MOST_BASES = 400_000
"""Bases that are looked at: of long reads so many that time stays flat."""
_CHUNK = 16
"""Bases that are compared at once."""
_MARKERS_COMPARED = 12


@dataclass(frozen=True, slots=True)
class LinkedMarker:
    """A site at which fragments with the variant show two bases."""

    position: int
    """1-based."""
    bases: tuple[str, str]
    """The two bases, plus strand; the one that more fragments show first."""
    strands: tuple[Strands, Strands]
    """All reads over the site that show each of the bases, with the variant or not."""
    with_variant: tuple[int, int]
    """Fragments that show the variant and each of the bases."""
    without_variant: int
    """Fragments that show either base and the reference in place of the variant."""
    names: tuple[frozenset[str], frozenset[str]] = field(repr=False, compare=False)
    """The fragments with the variant and each of the bases."""

    @property
    def links_both_copies(self) -> bool:
        """Whether the variant is there with both bases of the marker, by enough fragments."""
        whole, rarer = sum(self.with_variant), min(self.with_variant)
        return (
            rarer >= LINKED_FRAGMENTS
            and rarer >= LINKED_SHARE * whole
            and all(s.forward and s.reverse for s in self.strands)
            and self.without_variant <= OTHER_SHARE * (whole + self.without_variant)
        )


def linked_markers(
    reads: Reads, fragments: Mapping[str, ShownBy], variant: Interval
) -> tuple[LinkedMarker, ...]:
    """The markers that fragments with the variant show with two bases, ascending.

    ``fragments``: what each fragment over the variant shows; ``variant``: its bases, 1-based,
    closed.
    """
    shown = _bases_beside(reads, fragments, variant)
    found = [m for at in sorted(shown) if (m := _marker(at, shown[at], reads))]
    good = [m for m in found if m.links_both_copies][:_MARKERS_COMPARED]
    doubted = {m.position for m in good if not all(_on_two_copies(m, n) for n in good)}
    return tuple(m for m in found if m.position not in doubted)


Bases = dict[str, tuple[Shown, str]]
"""By fragment: what it shows of the variant, and its base at a site."""


def _bases_beside(
    reads: Reads, fragments: Mapping[str, ShownBy], variant: Interval
) -> dict[int, Bases]:
    """The bases of the fragments over the variant, by site, where those with it differ."""
    around = Interval(variant.start - REACH, variant.end + REACH)
    own = [
        read
        for read in reads.overlapping(around.start, around.end)
        if read.name in fragments and fragments[read.name].shown is not Shown.OTHER and counts(read)
    ]
    looked_at = list(_so_many(own))
    with_variant = (r for r in looked_at if fragments[r.name].shown is Shown.ALT)
    sites = _unequal(with_variant, around, variant)
    found: dict[int, Bases] = {}
    doubted: set[tuple[int, str]] = set()
    for read in looked_at:
        for position, base in _bases_at(read, sites):
            of_site = found.setdefault(position, {})
            seen = of_site.setdefault(read.name, (fragments[read.name].shown, base))
            if seen[1] != base:
                doubted.add((position, read.name))
    for position, name in doubted:  # the two reads of a pair contradict each other
        del found[position][name]
    return found


def _unequal(reads: Iterable[Read], around: Interval, variant: Interval) -> list[int]:
    """Sites at which two reads or more differ from what the first one shows, ascending."""
    template = bytearray(len(around))
    differ: Counter[int] = Counter()
    for read in reads:
        for low, high, place in _inner_blocks(read, around):
            bases = read.bases[place : place + high - low + 1].encode()
            for at in range(0, len(bases), _CHUNK):
                seen = bases[at : at + _CHUNK]
                first = low - around.start + at
                if template[first : first + len(seen)] == seen:
                    continue
                for offset, base in enumerate(seen, first):
                    if not template[offset]:
                        template[offset] = base
                    elif template[offset] != base:
                        differ[around.start + offset] += 1
    return sorted(
        position
        for position, count in differ.items()
        if count > 1 and not variant.start - FROM_VARIANT <= position <= variant.end + FROM_VARIANT
    )


def _so_many(reads: Sequence[Read]) -> Iterator[Read]:
    """Reads up to the bases that are looked at; which, only their names decide."""
    bases = 0
    for read in sorted(reads, key=lambda r: (crc32(r.name.encode()), r.start, r.is_second)):
        bases += min(read.end - read.start + 1, 2 * REACH)
        if bases > _MOST_BASES:
            return
        yield read


def _inner_blocks(read: Read, around: Interval) -> Iterator[tuple[int, int, int]]:
    """First and last base of each aligned block without its ends, and its place in the bases."""
    for first, last, place in aligned_blocks(read):
        low, high = max(first + FROM_END, around.start), min(last - FROM_END, around.end)
        if low <= high:
            yield low, high, place + low - first


def _bases_at(read: Read, sites: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Position and base of the sites that a read shows well."""
    if not sites:
        return
    for low, high, place in _inner_blocks(read, Interval(sites[0], sites[-1])):
        for position in sites[bisect_left(sites, low) : bisect_right(sites, high)]:
            at = place + position - low
            if not read.qualities or read.qualities[at] >= MARKER_QUALITY:
                yield position, read.bases[at]


def _marker(position: int, bases: Bases, reads: Reads) -> LinkedMarker | None:
    """The marker at a site; None where a second base is shown once, or a third one often."""
    told = Counter(base for shown, base in bases.values() if shown is Shown.ALT)
    ranked = sorted(told.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) < 2 or ranked[1][1] < 2:
        return None
    one, other = ranked[0][0], ranked[1][0]
    if sum(count for _, count in ranked[2:]) > OTHER_SHARE * told.total():
        return None
    names = [
        frozenset(n for n, (shown, b) in bases.items() if shown is Shown.ALT and b == base)
        for base in (one, other)
    ]
    return LinkedMarker(
        position,
        (one, other),
        (_strands(position, one, reads), _strands(position, other, reads)),
        (len(names[0]), len(names[1])),
        sum(shown is Shown.REF and base in {one, other} for shown, base in bases.values()),
        (names[0], names[1]),
    )


def _strands(position: int, base: str, reads: Reads) -> Strands:
    """All reads with a base at a site, by strand: an error of one strand is no marker."""
    over = (read for read in reads.overlapping(position, position) if counts(read))
    reverse = [r.is_reverse for r in over if (position, base) in _bases_at(r, [position])]
    return Strands(reverse.count(False), reverse.count(True))


def _on_two_copies(one: LinkedMarker, other: LinkedMarker) -> bool:
    """Whether the fragments over two markers lie on two opposite haplotypes, where enough do."""
    same = sum(len(one.names[i] & other.names[i]) for i in (0, 1))
    crossed = sum(len(one.names[i] & other.names[1 - i]) for i in (0, 1))
    whole = same + crossed
    if whole < LINKED_FRAGMENTS or one.position == other.position:
        return True
    return max(same, crossed) >= TWO_HAPLOTYPES * whole
