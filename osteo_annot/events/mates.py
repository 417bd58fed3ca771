"""Breakends in pairs: whether the two records of a junction point at each other.

Source: VCF 4.5 section 5.4: the place in ALT is POS of the mate, and the mate names the place back.
A pair that does not (places lifted over in one column only, for example) is no known junction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.events.breakends import Breakend, breakend_of
from osteo_annot.events.structural import interval
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row

PLACE_TOLERANCE = 10
"""Bases by which a mate may be off, besides what CIPOS leaves open: callers place a junction
within a repeat at either end of it."""
_MATE_FIELDS = ("MATEID", "PARID")


def contradicting_pairs(
    observations: Sequence[Observation],
) -> Iterator[tuple[Observation, Observation]]:
    """Records of one file that are each other's mate and do not point at each other."""
    named = {(o.number, o.row.identifier): o for o in observations if o.row.identifier}
    for observation in observations:
        for name in _mates(observation.row):
            mate = named.get((observation.number, name))
            later = mate is not None and mate.row.ordinal > observation.row.ordinal
            names_back = mate is not None and observation.row.identifier in _mates(mate.row)
            if mate is None or mate is observation or (names_back and not later):
                continue  # each pair once
            if not point_at_each_other(observation.row, mate.row):
                yield observation, mate


def _mates(row: Row) -> list[str]:
    """Identifiers of the mates that a record names."""
    text = next((row.info[name] for name in _MATE_FIELDS if name in row.info), "")
    return [name for name in text.split(",") if name not in {"", "."}]


def point_at_each_other(one: Row, other: Row) -> bool:
    """Whether some breakend of a record leads to the other record, and one of that one back.

    What is no breakend with a place says nothing against it.
    """
    firsts, seconds = _breakends(one), _breakends(other)
    if not firsts or not seconds:
        return True
    return any(_leads_to(a, b, other) and _leads_to(b, a, one) for a in firsts for b in seconds)


def _breakends(row: Row) -> list[Breakend]:
    """The breakends of a record that name a mate."""
    written = (breakend_of(row, alt) for alt in row.alts if "[" in alt or "]" in alt)
    return [breakend for breakend in written if breakend and not breakend.is_open]


def _leads_to(breakend: Breakend, mate: Breakend, row: Row) -> bool:
    """Whether a breakend names the place of the mate's record, and its direction."""
    low, high = interval(row.info.get("CIPOS", ""), 1)
    near = abs(breakend.place - row.position) <= PLACE_TOLERANCE + high - low
    same = breakend.contig.strip("<>") == row.contig or breakend.is_on_chromosome
    return same and near and breakend.mate_right is not mate.keeps_left
