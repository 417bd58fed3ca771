"""Whether two structural events of one person are the same event.

Source: clinical rules Z19 (one deletion reported by several callers is one event), Z24 (breakends).
The distances are defaults of this product, not of a guideline: what is farther apart stays two.
"""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.events.breakends import breakend_of, mate_place
from osteo_annot.events.model import Event, EventKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval

RECIPROCAL_OVERLAP = 0.7
"""Shared part of both intervals from which they may be one event (clinical rules Z19)."""
BREAKPOINT_DISTANCE = 1_000
"""Bases between the breakpoints of two callers up to which events of different exons are one."""
JITTER = 10
"""Bases between two exact records of one file up to which they tell of one event."""
JUNCTION_DISTANCE = 1_000
"""Bases between the two junctions of one translocation or inversion."""


def same_event(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether two structural events of one kind are one.

    Deletions and duplications overlap and take the same exons, or share most of both with near
    breakpoints; an inversion and a translocation may be given by each of their two junctions.
    """
    if one.kind is not other.kind:
        return False
    if one.id == other.id:
        return True
    return _look_the_same(one, other, gene) and not _are_different(one, other)


def _look_the_same(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether place and reach of two events of one kind are those of one event.

    Asked before the records are: of many events, few lie near each other.
    """
    if one.kind is EventKind.BREAKEND:
        return _same_break(one, other)
    if one.kind is EventKind.INVERSION and _distance(one, other) <= JUNCTION_DISTANCE:
        return True
    shared = one.best.overlap(other.best)
    if shared == 0:
        return False
    most = shared >= RECIPROCAL_OVERLAP * max(len(one.best), len(other.best))
    if not differ_in_exons(one, other, gene):
        return bool(exons_of(one.best, gene)) or most
    return most and (_is_loose(one) or _is_loose(other) or _near(one, other))


Cell = tuple[str | int, ...]
"""Kind of an event, and numbers of the blocks of bases in which its breakpoints lie."""


def cells_of(event: Event) -> list[Cell]:
    """The cells in which an exact event is found by another one of its file."""
    size = JUNCTION_DISTANCE if event.kind is EventKind.INVERSION else JITTER
    cells: list[Cell] = [(event.kind.value, *_blocks(event.best.start, event.best.end, size))]
    if event.kind is EventKind.BREAKEND and (mate := _mate(event)) is not None:
        contig = mate[0].removeprefix("chr")
        cells.append((contig, *_blocks(event.best.start, mate[1], JUNCTION_DISTANCE)))
    return cells


def _blocks(first: int, second: int, size: int) -> tuple[int, int]:
    """The blocks of so many bases in which two places lie."""
    return first // size, second // size


def cells_near(event: Event) -> Iterator[Cell]:
    """The cells in which every exact event of its file lies that may be one with it.

    Their breakpoints are at most as far apart as a cell is wide (``_are_different``); breakends are
    joined to near places, or one of them to none (``_same_break``).
    """
    for cell in cells_of(event):
        named, first, second = cell[:-2], int(cell[-2]), int(cell[-1])
        yield from ((*named, first + i, second + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def exons_of(span: Interval, gene: GeneModel) -> tuple[int, ...]:
    """Numbers of the exons that share a base with the interval."""
    return tuple(exon.number for exon in gene.exons_overlapping(span.start, span.end))


def differ_in_exons(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether two events reach different exons."""
    return exons_of(one.best, gene) != exons_of(other.best, gene)


def _is_loose(event: Event) -> bool:
    """Whether a caller says that the breakpoints are not known: by depth, or imprecise."""
    return event.is_imprecise


def _near(one: Event, other: Event) -> bool:
    """Whether both breakpoints lie near each other."""
    return _distance(one, other) <= BREAKPOINT_DISTANCE


def _distance(one: Event, other: Event) -> int:
    """The larger of the distances between the starts and between the ends."""
    return max(
        abs(one.best.start - other.best.start),
        abs(one.best.end - other.best.end),
    )


def _are_different(one: Event, other: Event) -> bool:
    """Whether a caller says that they are two.

    Two alleles of one record; two precise records of one file that are more than a few bases
    apart, or that a phase set puts on opposite copies.
    """
    first = {s.observation.id for s in one.support}
    if any(s.observation.id in first for s in other.support):
        return True
    pairs = [
        (a.observation, a.allele, b.observation, b.allele)
        for a in one.support
        for b in other.support
        if a.observation.number == b.observation.number
    ]
    if any(_in_trans(a, i, b, j) for a, i, b, j in pairs):
        return True
    if not pairs or not (one.is_exact and other.is_exact):
        return False
    reach = JITTER
    if one.kind in {EventKind.BREAKEND, EventKind.INVERSION}:
        reach = JUNCTION_DISTANCE
    return _distance(one, other) > reach


def _in_trans(one: Observation, allele: int, other: Observation, index: int) -> bool:
    """Whether one phase set puts two heterozygous alleles on opposite sides."""
    sets = {one.genotype.phase_set, other.genotype.phase_set}
    sides = one.genotype.sides(allele), other.genotype.sides(index)
    single = len(sides[0]) == len(sides[1]) == 1
    return len(sets) == 1 and "" not in sets and single and sides[0] != sides[1]


def _same_break(one: Event, other: Event) -> bool:
    """Whether two breakends are one break: near each other, and joined to near places.

    Both junctions of a reciprocal translocation tell of one broken copy. A breakend that is joined
    to unknown sequence is the same as another one only a few bases away.
    """
    near = _distance(one, other)
    if near > JUNCTION_DISTANCE:
        return False
    mates = [_mate(event) for event in (one, other)]
    if mates[0] is None or mates[1] is None:
        return near <= JITTER
    contigs = {contig.removeprefix("chr") for contig, _ in (mates[0], mates[1])}
    apart = abs(mates[0][1] - mates[1][1])
    return len(contigs) == 1 and apart <= JUNCTION_DISTANCE


def _mate(event: Event) -> tuple[str, int] | None:
    """Contig and place to which a breakend is joined; 1-based; None where that is not known."""
    for support in event.support:
        row = support.observation.row
        alt = row.alts[support.allele - 1] if support.allele else ""
        if alt.startswith("<") and "CHR2" in row.info:
            place = mate_place(row)
            return (row.info["CHR2"], place) if place is not None else None
        breakend = breakend_of(row, alt) if alt and not alt.startswith("<") else None
        if breakend and not breakend.is_open:
            return breakend.contig.strip("<>"), breakend.place
    return None
