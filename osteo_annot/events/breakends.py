"""Breakends: what a junction between two places makes of the chromosome.

Source: VCF 4.5 section 5.4. Either record of a pair tells the whole junction, so that an event is
kept when its mate is filtered or lies outside the locus (clinical rules Z24).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from osteo_annot.events.model import EventKind
from osteo_annot.events.source_fields import Quantity, RecordField, SourceFields
from osteo_annot.events.structural import Bounds, interval
from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS

_PAIRED = re.compile(
    r"^(?P<before>[^\[\]]*)(?P<bracket>[\[\]])(?P<mate>.+)[\[\]](?P<after>[^\[\]]*)$"
)
_NAMED = {"<BND>", "<TRA>", "<CTX>"}
_DIRECTIONS = {
    "3to5": (True, "["),
    "3to3": (True, "]"),
    "5to3": (False, "]"),
    "5to5": (False, "["),
}
"""CT: which end of each side is joined, as whether the left is kept and the bracket of the mate."""
_CHROMOSOME = LOCUS.last_position


@dataclass(frozen=True, slots=True)
class Junction:
    """What a breakend says."""

    kind: EventKind
    bounds: Bounds
    tandem: bool = False
    """Whether it is the junction of a tandem duplication."""
    open_end: bool = False
    """Whether it is not known to what the place is joined."""


def is_named_junction(alt: str, row: Row) -> bool:
    """Whether a symbolic ALT is a junction whose other side stands in INFO (CHR2 and its place)."""
    return alt.upper() in _NAMED and "CHR2" in row.info


def junction(row: Row, alt: str) -> Junction | None:
    """The event of a breakend ALT on chromosome 6; None when it cannot be read."""
    if alt.startswith("<"):
        return _named(row)
    if alt.startswith(".") or alt.endswith("."):
        return _beyond(row, open_end=True)
    match = _PAIRED.match(alt)
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    contig, _, place = match["mate"].rpartition(":")
    mate = whole_number(place)
    if mate is None or not contig:
        return None
    if contig.strip("<>") not in LOCUS.contigs:
        return _beyond(row, open_end=False)
    if not 1 <= mate <= _CHROMOSOME:
        return None
    return _on_chromosome(row, mate, kept_left=bool(match["before"]), mate_right=match["bracket"])


def _named(row: Row) -> Junction | None:
    """The event of ``<BND>`` or ``<TRA>``: CHR2, the place there, and CT for the directions.

    Sources: DELLY and SURVIVOR (CHR2, POS2 or END, CT as ``3to5``); pbsv and TIDDIT write brackets.
    """
    if row.info["CHR2"] not in LOCUS.contigs:
        return _beyond(row, open_end=False)
    texts = (row.info.get(name, "") for name in ("POS2", "END2", "END"))
    mate = next((place for place in map(whole_number, texts) if place is not None), None)
    directions = _DIRECTIONS.get(row.info.get("CT", ""))
    if mate is None or directions is None or not 1 <= mate <= _CHROMOSOME:
        return None
    kept_left, mate_right = directions
    return _on_chromosome(row, mate, kept_left=kept_left, mate_right=mate_right)


def _on_chromosome(row: Row, mate: int, *, kept_left: bool, mate_right: str) -> Junction:
    """The event of a junction within the chromosome.

    ``kept_left``: the sequence up to POS is kept and joined to the mate; ``mate_right`` is ``[``
    where the mate's sequence extends to its right.
    """
    extends_right = mate_right == "["
    here, there = row.position, mate
    if kept_left != extends_right:
        # Both sides extend to the same direction: one of them was turned round.
        low, high = sorted((here, there))
        first, last = (low + 1, high) if kept_left else (low, high - 1)
        return Junction(EventKind.INVERSION, _bounds(row, first, max(first, last)))
    left, right = (here, there) if kept_left else (there, here)
    if left < right:
        if right - left == 1:
            return Junction(EventKind.INSERTION, _bounds(row, right, right))
        return Junction(EventKind.DELETION, _bounds(row, left + 1, right - 1))
    return Junction(EventKind.DUPLICATION, _bounds(row, right, left), tandem=True)


def _beyond(row: Row, *, open_end: bool) -> Junction:
    """A junction to another chromosome, or to sequence that could not be placed."""
    here = _bounds(row, row.position, row.position)
    return Junction(EventKind.BREAKEND, here, open_end=open_end)


def _bounds(row: Row, first: int, last: int) -> Bounds:
    """Bounds with the uncertainty that the record gives for its own place, on both ends."""
    low, high = interval(row.info.get("CIPOS", ""), 1)
    inner_start, inner_end = first + high, last + low
    inner = Interval(inner_start, inner_end) if inner_start <= inner_end else None
    if first == last:
        inner = Interval(first, last)
    outer = Interval(max(1, first + low), min(last + high, _CHROMOSOME))
    return Bounds(inner, outer, (), (SourceFields(Quantity.BREAKPOINTS, (RecordField.ALT,)),))
