"""Breakends: what a junction between two places makes of the chromosome.

Source: VCF 4.5 section 5.4. Either record of a pair tells the whole junction, so that an event is
kept when its mate is filtered or lies outside the locus (clinical rules Z24).
"""

from __future__ import annotations

import re

from osteo_annot.events.model import EventKind
from osteo_annot.events.source_fields import Quantity, RecordField, SourceFields
from osteo_annot.events.structural import Bounds, interval
from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_BASES = "[ACGTNRYKMSWBDHVacgtnrykmswbdhv]"
_CONTIG = r"<?[0-9A-Za-z][0-9A-Za-z_.:*+|-]{0,99}>?"
_PAIRED = re.compile(
    rf"(?P<before>{_BASES}*)(?P<bracket>[\[\]])(?P<contig>{_CONTIG}):(?P<place>\d{{1,10}})"
    rf"(?P=bracket)(?P<after>{_BASES}*)"
)
_SINGLE = re.compile(rf"(?P<before>{_BASES}+)\.|\.(?P<after>{_BASES}+)")
_NAMED = {"<BND>", "<TRA>", "<CTX>"}
_DIRECTIONS = {
    "3to5": (True, True),
    "3to3": (True, False),
    "5to3": (False, False),
    "5to5": (False, True),
}
"""CT: which end of each side is joined, as the fields ``keeps_left`` and ``mate_right``."""


@dataclass(frozen=True, slots=True)
class Breakend:
    """One side of a junction, as ALT or INFO says it."""

    keeps_left: bool
    """Whether the sequence up to POS is kept; else that from POS on."""
    bases: str
    """The base at POS with what is inserted at the junction, in upper case, plus strand."""
    contig: str = ""
    """Chromosome of the mate; empty where it is not known to what the place is joined."""
    place: int = 0
    """POS of the mate on its chromosome; 1-based."""
    mate_right: bool = False
    """Whether the mate's sequence extends to the right of its place."""

    @property
    def is_open(self) -> bool:
        """Whether it is not known to what the place is joined."""
        return not self.contig

    @property
    def is_on_chromosome(self) -> bool:
        """Whether the mate lies on the chromosome of the locus."""
        return self.contig.strip("<>") in LOCUS.contigs

    @property
    def inserted(self) -> str:
        """Bases between the two places."""
        return self.bases[1:] if self.keeps_left else self.bases[:-1]

    @property
    def text(self) -> str:
        """The ALT of VCF."""
        bracket = "[" if self.mate_right else "]"
        mate = "." if self.is_open else f"{bracket}{self.contig}:{self.place}{bracket}"
        return f"{self.bases}{mate}" if self.keeps_left else f"{mate}{self.bases}"


@dataclass(frozen=True, slots=True)
class Junction:
    """What a breakend makes of the chromosome."""

    kind: EventKind
    bounds: Bounds
    alt: str
    """Symbolic allele of the event; of a junction that leads elsewhere the ALT of VCF."""
    inserted: str = ""
    """Bases that stand between the two places; plus strand."""
    tandem: bool = False
    """Whether it is the junction of a tandem duplication."""


def is_named_junction(alt: str, row: Row) -> bool:
    """Whether a symbolic ALT is a junction whose other side stands in INFO (CHR2 and its place)."""
    return alt.upper() in _NAMED and "CHR2" in row.info


def breakend_of(row: Row, alt: str) -> Breakend | None:
    """The junction of an ALT; None when it cannot be read."""
    if alt.startswith("<"):
        return _named(row)
    single = _SINGLE.fullmatch(alt)
    if single:
        bases = (single["before"] or single["after"]).upper()
        return Breakend(keeps_left=single["before"] is not None, bases=bases)
    match = _PAIRED.fullmatch(alt)
    if match is None or bool(match["before"]) == bool(match["after"]):
        return None
    return Breakend(
        keeps_left=bool(match["before"]),
        bases=(match["before"] or match["after"]).upper(),
        contig=match["contig"],
        place=int(match["place"]),
        mate_right=match["bracket"] == "[",
    )


def _named(row: Row) -> Breakend | None:
    """The junction of ``<BND>`` or ``<TRA>``: CHR2, the place there, and CT for the directions.

    Sources: DELLY and SURVIVOR (CHR2, POS2 or END, CT as ``3to5``); pbsv and TIDDIT write brackets.
    """
    place = mate_place(row)
    directions = _DIRECTIONS.get(row.info.get("CT", ""))
    contig = row.info["CHR2"]
    if place is None or directions is None or not re.fullmatch(_CONTIG, contig):
        return None
    keeps_left, mate_right = directions
    return Breakend(keeps_left, row.ref[0], contig, place, mate_right)


def mate_place(row: Row) -> int | None:
    """POS of the mate of a symbolic breakend; 1-based."""
    texts = (row.info.get(name, "") for name in ("POS2", "END2", "END"))
    return next((place for place in map(whole_number, texts) if place is not None), None)


def junction(row: Row, alt: str) -> Junction | None:
    """The event of a breakend ALT on the chromosome of the locus; None when it cannot be read.

    A symbolic breakend that leads elsewhere is one, whether or not its direction is known.
    """
    breakend = breakend_of(row, alt)
    if breakend is None:
        elsewhere = alt.startswith("<") and row.info["CHR2"] not in LOCUS.contigs
        return _elsewhere(row, "<BND>") if elsewhere else None
    if breakend.is_open or not breakend.is_on_chromosome:
        return _elsewhere(row, breakend.text)
    if not 1 <= breakend.place <= LOCUS.last_position:
        return None
    return _on_chromosome(row, breakend)


def _on_chromosome(row: Row, breakend: Breakend) -> Junction | None:
    """The event of a junction within the chromosome; None where it joins neighbouring bases."""
    here, there = row.position, breakend.place
    if breakend.keeps_left != breakend.mate_right:
        # Both sides extend to the same direction: one of them was turned round.
        low, high = sorted((here, there))
        first, last = (low + 1, high) if breakend.keeps_left else (low, high - 1)
        return Junction(EventKind.INVERSION, _bounds(row, first, max(first, last)), "<INV>")
    left, right = (here, there) if breakend.keeps_left else (there, here)
    inserted = breakend.inserted
    if left >= right:
        bounds = _bounds(row, right, left)
        return Junction(EventKind.DUPLICATION, bounds, "<DUP:TANDEM>", inserted, tandem=True)
    if right - left > 1:
        bounds = _bounds(row, left + 1, right - 1)
        return Junction(EventKind.DELETION, bounds, "<DEL>", inserted)
    if not inserted:
        return None
    return Junction(EventKind.INSERTION, _bounds(row, right, right), "<INS>", inserted)


def _elsewhere(row: Row, alt: str) -> Junction:
    """A junction to another chromosome, or to sequence that could not be placed."""
    return Junction(EventKind.BREAKEND, _bounds(row, row.position, row.position), alt)


def _bounds(row: Row, first: int, last: int) -> Bounds:
    """Bounds with the uncertainty that the record gives for its own place, on both ends."""
    low, high = interval(row.info.get("CIPOS", ""), 1)
    inner_start, inner_end = first + high, last + low
    inner = Interval(inner_start, inner_end) if inner_start <= inner_end else None
    if first == last:
        inner = Interval(first, last)
    outer = Interval(max(1, first + low), min(last + high, LOCUS.last_position))
    return Bounds(inner, outer, (), (SourceFields(Quantity.BREAKPOINTS, (RecordField.ALT,)),))
