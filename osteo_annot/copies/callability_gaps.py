"""What hid a call in an exon: filters, weak blocks, missing genotypes, bases that were left out.

Source: clinical rules 2.7 and 2.1 (Z11, Z12). A negative is earned exon by exon; where it is not,
the report says which record or file is the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.model import LeftOpen
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.interval import Interval
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

MOST_SHOWN = 5
"""Gaps of one kind that are listed for an exon."""


class GapCode(Worded):
    """Why something in an exon could not be seen; closed list."""

    WEAK_BLOCK = (
        "WEAK_BLOCK",
        (
            "A reference block has a lower genotype quality or fewer reads than "
            "the policy asks for, or tells neither."
        ),
    )
    NO_GENOTYPE = ("NO_GENOTYPE", "A record has no complete genotype of this sample.")
    FILTERED_CALL = ("FILTERED_CALL", "A call was marked by a filter of its caller.")
    LOW_DEPTH = (
        "LOW_DEPTH",
        (
            "A coverage file says that the bases were not callable, or had fewer "
            "reads than the policy asks for."
        ),
    )
    NOT_TARGETED = (
        "NOT_TARGETED",
        "The coverage file has no interval in the exon: it was no target.",
    )
    PARTLY_COVERED = (
        "PARTLY_COVERED",
        "Bases of the exon or its splice flanks are in no block and no region.",
    )
    NOT_UNDERSTOOD = (
        "NOT_UNDERSTOOD",
        "A record was not understood, or calls nothing where a loss may be.",
    )
    FILE_WITHOUT_SAY = (
        "FILE_WITHOUT_SAY",
        "A file of this person is damaged, cut, or shows no search here: what it does not call is "
        "open.",
    )


@dataclass(frozen=True, slots=True)
class CallabilityGap:
    """One reason, and where it stands."""

    code: GapCode
    where: str
    """Place on the chromosome (1-based, closed), with the record or file."""


def callability_gaps(
    span: Interval,
    observations: Sequence[Observation],
    coverages: Sequence[Coverage],
    called: Sequence[Interval],
    weak: Sequence[Observation],
) -> tuple[CallabilityGap, ...]:
    """Why small variants could be missed in an exon with its splice flanks.

    ``called`` are the merged intervals of confident calls and callable regions; empty where no file
    tells of reference bases, so that no base is said to be left out. ``weak`` are the blocks that
    are not confident.
    """
    found = [
        *_weak_blocks(span, weak),
        *_of_records(span, observations),
        *_of_coverage(span, coverages),
        *_left_out(span, called),
    ]
    kept: list[CallabilityGap] = []
    for gap in found:
        if sum(k.code is gap.code for k in kept) < MOST_SHOWN and gap not in kept:
            kept.append(gap)
    return tuple(kept)


def not_understood(one: LeftOpen, span: Interval) -> CallabilityGap:
    """The gap of a record that was not understood, in an exon with its splice flanks."""
    place = _place(span, one.span.start, one.span.end)
    return CallabilityGap(GapCode.NOT_UNDERSTOOD, f"{place} ({one.observation}: {one.reason})")


def _place(span: Interval, start: int, end: int) -> str:
    """The part inside the exon: one position or two."""
    first, last = max(span.start, start), min(span.end, end)
    return str(first) if first == last else f"{first}-{last}"


def _weak_blocks(span: Interval, weak: Sequence[Observation]) -> Iterator[CallabilityGap]:
    """Reference blocks that are not confident."""
    for o in weak:
        if o.row.position <= span.end and span.start <= o.row.last:
            told = ", ".join(
                f"{name} {o.fields[name]}" for name in ("GQ", "MIN_DP", "DP") if name in o.fields
            )
            where = f"{_place(span, o.row.position, o.row.last)} ({o.id}: {told or 'no quality'})"
            yield CallabilityGap(GapCode.WEAK_BLOCK, where)


def _of_records(span: Interval, observations: Sequence[Observation]) -> Iterator[CallabilityGap]:
    """Records of bases in the exon without genotype, or marked by a filter."""
    unsure = {GenotypeKind.MISSING, GenotypeKind.HALF, GenotypeKind.MALFORMED}
    for o in observations:
        if o.row.position > span.end or o.row.last < span.start:
            continue
        structural = any(alt.startswith("<") for alt in o.row.alts) and not o.row.is_block
        if structural or "SVTYPE" in o.row.info or copy_number(o) is not None:
            continue
        place = _place(span, o.row.position, o.row.last)
        if o.genotype.kind in unsure:
            where = f"{place} ({o.id}: {o.genotype.text or 'no GT'})"
            yield CallabilityGap(GapCode.NO_GENOTYPE, where)
        if o.filters and not o.genotype.is_reference:
            where = f"{place} ({o.id}: {', '.join(o.filters)})"
            yield CallabilityGap(GapCode.FILTERED_CALL, where)


def _of_coverage(span: Interval, coverages: Sequence[Coverage]) -> Iterator[CallabilityGap]:
    """Holes of coverage files, and files that have nothing in the exon."""
    for coverage in coverages:
        inside = [h for h in coverage.holes if h.start <= span.end and span.start <= h.end]
        for hole in inside:
            where = f"{_place(span, hole.start, hole.end)} ({coverage.file})"
            yield CallabilityGap(GapCode.LOW_DEPTH, where)
        known = (*coverage.intervals, *(Interval(r.start, r.end) for r in coverage.runs))
        touched = inside or any(i.start <= span.end and span.start <= i.end for i in known)
        if not touched and coverage.kind is not CoverageKind.ALIGNMENTS:
            where = f"{span.start}-{span.end} ({coverage.file})"
            yield CallabilityGap(GapCode.NOT_TARGETED, where)


def _left_out(span: Interval, called: Sequence[Interval]) -> Iterator[CallabilityGap]:
    """Bases that no confident call and no region covers, where some file tells of such."""
    if not called:
        return
    place = span.start
    for interval in called:
        if interval.end < place or interval.start > span.end:
            continue
        if interval.start > place:
            yield CallabilityGap(GapCode.PARTLY_COVERED, _place(span, place, interval.start - 1))
        place = max(place, interval.end + 1)
    if place <= span.end:
        yield CallabilityGap(GapCode.PARTLY_COVERED, _place(span, place, span.end))
