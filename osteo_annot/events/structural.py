"""Structural records: which symbolic allele is what, and where the event begins and ends.

Sources: VCF 4.2 to 4.5 (END, SVLEN, CIPOS, CIEND, symbolic alleles), clinical rules 2.5 and 2.6.
Ends are computed from the fields here and never taken from a library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from osteo_annot.events.model import EventKind, Span
from osteo_annot.intake.row import Row
from osteo_annot.locus.assembly import Assembly

_COPIES = re.compile(r"^<CN(\d{1,3})>$")
_BEYOND = 2**31
_CHROMOSOME = max(assembly.chr6_length for assembly in Assembly)
"""Last position that chromosome 6 has on any assembly; ends beyond it are cut, with a finding."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a structural event begins and ends; 1-based, closed."""

    inner: Span | None
    outer: Span
    findings: tuple[str, ...]


def symbolic_kind(alt: str, row: Row) -> EventKind | None:
    """The kind of event of a symbolic allele; None when it is none, or not interpreted.

    ``<CNV>`` says nothing of loss or gain: its kind is that of the sample's copy number.
    """
    name = alt[1:-1].split(":")[0].upper() if alt.startswith("<") else ""
    copies = _COPIES.match(alt)
    if copies:
        number = int(copies[1])
        return EventKind.DELETION if number == 0 else EventKind.DUPLICATION if number > 1 else None
    if name == "CNV" and row.info.get("SVTYPE", "") in {"DEL", "DUP", "INV", "INS"}:
        name = row.info["SVTYPE"]
    kinds = {
        "DEL": EventKind.DELETION,
        "DUP": EventKind.DUPLICATION,
        "INV": EventKind.INVERSION,
        "INS": EventKind.INSERTION,
    }
    return kinds.get(name)


def is_copy_neutral(row: Row, carried: tuple[str, ...]) -> bool:
    """Whether the alleles carried are the signature of loss of heterozygosity without loss.

    ``<LOH>``; or a loss on one copy and a gain on the other in one record, as Canvas
    (``<CN0>,<CN2>``) and DRAGEN (``<DEL>,<DUP>``) write it (clinical rules Z20).
    """
    if any(alt.upper() == "<LOH>" for alt in carried):
        return True
    kinds = {symbolic_kind(alt, row) for alt in carried}
    return EventKind.DELETION in kinds and EventKind.DUPLICATION in kinds


def bounds(row: Row, allele: int, kind: EventKind = EventKind.DELETION) -> Bounds | None:
    """Start and end of a symbolic event; None when no field tells the end.

    POS is the base before the event; an insertion has no length on the reference. END and SVLEN
    are both read: where they disagree by more than one base, END is taken, the outer bound holds
    both, and the finding says so.
    """
    start = row.position + 1
    if kind is EventKind.INSERTION:
        return Bounds(Span(start, start), Span(start, start), ())
    by_end = _integer(row.info.get("END", ""))
    length = _per_allele(row.info.get("SVLEN", ""), allele)
    if by_end is not None and by_end < start:
        by_end = None
    by_length = row.position + abs(length) if length else None
    told = [end for end in (by_end, by_length) if end is not None]
    if not told:
        return None
    ends = [min(end, _CHROMOSOME) for end in told]
    findings = ["END_BEYOND_CHROMOSOME"] if ends != told else []
    if len(ends) == 2 and abs(ends[0] - ends[1]) > 1:
        findings.append("END_DISAGREES_WITH_SVLEN")
    end, last = ends[0], max(ends)
    low = _interval(row.info.get("CIPOS", ""), allele)
    high = _interval(row.info.get("CIEND", ""), allele)
    outer = Span(max(1, start + low[0]), min(max(last, end + high[1]), _CHROMOSOME))
    inner_start, inner_end = start + low[1], min(end, *ends) + high[0]
    if "IMPRECISE" in row.info and low == high == (0, 0):
        findings.append("IMPRECISE_WITHOUT_INTERVAL")
    inner = Span(inner_start, inner_end) if inner_start <= inner_end else None
    return Bounds(inner, outer, tuple(findings))


def _integer(text: str) -> int | None:
    """A whole number within the range of positions, or None."""
    if not re.fullmatch(r"-?[0-9]{1,10}", text):
        return None
    number = int(text)
    return number if abs(number) < _BEYOND else None


def _per_allele(text: str, allele: int) -> int | None:
    """The value of an allele where a field has one per ALT, else the only value."""
    values = text.split(",")
    value = values[allele - 1] if 1 <= allele <= len(values) and len(values) > 1 else values[0]
    return _integer(value)


def _interval(text: str, allele: int) -> tuple[int, int]:
    """CIPOS or CIEND of an allele as (low, high) with low <= 0 <= high; (0, 0) if absent."""
    values = [_integer(value) for value in text.split(",")]
    first = 2 * (allele - 1) if len(values) >= 2 * allele else 0
    pair = values[first : first + 2]
    if len(pair) != 2 or pair[0] is None or pair[1] is None:
        return 0, 0
    return min(pair[0], 0), max(pair[1], 0)
