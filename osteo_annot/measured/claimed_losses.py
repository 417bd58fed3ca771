"""Which bases records and depth calls claim as lost, before callers are merged to events.

Markers inside a loss tell neither parentage nor autozygosity. Each record speaks for itself: its
own bounds, whatever its quality or the number of copies that are lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.depth_calls import DepthCall

_LONG = 50
"""Bases lost from which a sequence-resolved record is a structural one (VCF 4.5, section 3)."""
_COUNTS = ("CN", "RD_CN", "RDCN")
_NAMES = ("<DEL", "<CN0>", "<LOSS")
_MATE = re.compile(r"(?P<base>[A-Za-z]*)\[(?P<contig>[^\[:]+):(?P<place>[0-9]{1,10})\[")
"""A breakend ``t[p[``: what lies between the base and the place is skipped (VCF 4.5, 5.4)."""


def claimed_losses(
    observations: Sequence[Observation], calls: Sequence[DepthCall]
) -> tuple[Interval, ...]:
    """The intervals that a sample is said to have lost on one or both copies."""
    by_record = (_loss(observation) for observation in observations)
    by_depth = (call.inner for call in calls if call.copies < 2)
    return (*(loss for loss in by_record if loss is not None), *by_depth)


def _loss(observation: Observation) -> Interval | None:
    """The loss that a record claims for the sample; None where it claims none."""
    row = observation.row
    counted = {whole_number(observation.fields.get(name, "")) for name in _COUNTS}
    fewer = bool(counted & {0, 1})
    for index, alt in enumerate(row.alts, 1):
        carried = observation.genotype.copies_of(index) > 0
        uncalled = observation.genotype.kind in {GenotypeKind.ABSENT, GenotypeKind.MISSING}
        if carried or fewer or (uncalled and len(row.samples) == 1):
            end = _last_lost(row, alt, fewer=fewer)
            if end is not None and end > row.position:
                return Interval(row.position + 1, end)
    return None


def _last_lost(row: Row, alt: str, *, fewer: bool) -> int | None:
    """Last base of the loss that an ALT names, 1-based; None where it names none."""
    mate = _MATE.fullmatch(alt)
    if mate is not None:
        return int(mate["place"]) - 1 if mate["contig"] in LOCUS.contigs else None
    if alt[:1] != "<":
        resolved = alt.isalpha() and len(row.ref) - len(alt) >= _LONG
        return row.position + len(row.ref) - 1 if resolved else None
    named = alt.upper().startswith(_NAMES) or (fewer and row.info.get("SVTYPE") != "DUP")
    if not named or row.is_block:
        return None
    length = whole_number(row.info.get("SVLEN", "").split(",")[0])
    by_length = row.position + abs(length) if length else None
    return whole_number(row.info.get("END", "")) or by_length
