"""Signs that an allele may have dropped out where reads show one alone.

Source: reads.md 5, clinical rules Z3. A primer or probe that does not bind one copy leaves no read
of it: the reads of an amplicon begin and end together, those of a capture thin out at its edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.alleles import Shown, ShownBy, counts
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read, aligned_blocks
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

STACKED = 0.5
"""Share of the reads over a variant that begin, or end, at one base, from which they are those of
an amplicon (default, unverified)."""
STACKED_READS = 10
"""Reads from which that share is judged."""
PRIMER = 35
"""Bases at the end of an amplicon under which its primer may lie (default, unverified)."""
EDGE = 25
"""Bases from a variant to where the reads end, up to which it lies at the edge of a capture
(default, unverified)."""
EDGE_SHARE = 0.2
"""Depth against that at the variant, below which the reads end."""
LOW_DEPTH = 0.7
"""Depth of an exon against the median of the others, below which a copy of it may be missing
(default, unverified)."""


@dataclass(frozen=True, slots=True)
class ExonDepth:
    """Mean depth, in reads, over the coding part of an exon, and the median of the other exons."""

    exon: int
    own: float
    others: float

    @property
    def is_reduced(self) -> bool:
        """Whether a copy of it may be missing."""
        return self.own < LOW_DEPTH * self.others


def exon_depth(reads: Reads, variant: Interval, gene: GeneModel) -> ExonDepth | None:
    """The depth of the exon nearest to a variant; None where no exon has reads."""
    parts = {e.number: Interval(*(gene.coding_part(e) or (e.start, e.end))) for e in gene.exons}
    nearest = min(parts, key=lambda n: _distance(parts[n], variant))
    depths = {number: _mean_depth(reads, part) for number, part in parts.items()}
    own = depths.pop(nearest)
    return ExonDepth(nearest, own, median(depths.values())) if own or any(depths.values()) else None


def _distance(one: Interval, other: Interval) -> int:
    """Bases between two intervals; not positive where they meet."""
    return max(one.start - other.end, other.start - one.end)


def _mean_depth(reads: Reads, over: Interval) -> float:
    """Reads over a base of an interval, on the mean."""
    bases = sum(
        over.overlap(Interval(first, last))
        for read in reads.overlapping(over.start, over.end)
        if counts(read)
        for first, last, _ in aligned_blocks(read)
    )
    return bases / len(over)


class DropoutSign(Worded):
    """Why an allele may have been missed."""

    AMPLICON = (
        "AMPLICON",
        "Most reads over it begin or end together, as in an amplicon: of a copy to which a primer "
        "does not bind there is no read.",
    )
    VARIANT_UNDER_READ_ENDS = (
        "VARIANT_UNDER_READ_ENDS",
        "Another variant lies where those reads begin or end, under a primer.",
    )
    CAPTURE_EDGE = ("CAPTURE_EDGE", "It lies at the edge of what was captured.")
    ONE_STRAND = ("ONE_STRAND", "Reads of one strand alone show it.")
    DEPTH_REDUCED = (
        "DEPTH_REDUCED",
        "Its exon is read clearly less than the others, as where one copy is lost or not captured.",
    )


def dropout_signs(
    reads: Reads,
    fragments: Mapping[str, ShownBy],
    variant: Interval,
    others: Iterable[int],
    depth: ExonDepth | None,
) -> tuple[DropoutSign, ...]:
    """The signs at a variant; ``others``: positions (1-based) of other variants of the person."""
    over = [r for r in reads.overlapping(variant.start, variant.end) if counts(r)]
    stacks = _stacks(over)
    signs: list[DropoutSign] = []
    if stacks:
        signs.append(DropoutSign.AMPLICON)
        beside = [position for position in others if position != variant.start]
        if any(abs(position - stack) <= PRIMER for position in beside for stack in stacks):
            signs.append(DropoutSign.VARIANT_UNDER_READ_ENDS)
    elif _is_at_edge(reads, variant, len(over)):
        signs.append(DropoutSign.CAPTURE_EDGE)
    strands = {f.read.is_reverse for f in fragments.values() if f.shown is Shown.ALT}
    if len(strands) == 1:
        signs.append(DropoutSign.ONE_STRAND)
    if depth is not None and depth.is_reduced:
        signs.append(DropoutSign.DEPTH_REDUCED)
    return tuple(signs)


def _stacks(over: list[Read]) -> list[int]:
    """Bases at which most of the reads over a place begin, or end; 1-based."""
    if len(over) < STACKED_READS:
        return []
    found: list[int] = []
    for ends in ([r.start for r in over], [r.end for r in over]):
        place, count = Counter(ends).most_common(1)[0]
        if count >= STACKED * len(over):
            found.append(place)
    return found


def _is_at_edge(reads: Reads, variant: Interval, depth: int) -> bool:
    """Whether the reads end close to a variant on one side."""
    if not depth:
        return False
    places = (variant.start - EDGE, variant.end + EDGE)
    beside = [sum(counts(r) for r in reads.overlapping(place, place)) for place in places]
    return min(beside) < EDGE_SHARE * depth
