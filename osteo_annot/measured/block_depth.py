"""Depth of each exon by the reference blocks of a gVCF: without references, by the file alone.

Source: earned claims 3. It is pointed out and tells no copies: exons are read unlike each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.record.thresholds import BLOCKS_HALVED, EVEN_PART, EXONS_WELL_READ

_COVERED_PART = 0.5
"""Part of the coding bases of an exon that blocks must cover."""

Block = tuple[Interval, int]
"""Bases of a block, and its depth."""


def exons_of_halved_depth(observations: Sequence[Observation], gene: GeneModel) -> dict[int, float]:
    """Exons whose blocks have about half of the usual depth or less, with the part that it is."""
    blocks = [
        (Interval(o.row.position, o.row.last), depth)
        for o in observations
        if o.row.is_block and (depth := _depth(o)) is not None
    ]
    exons = {exon.number: _mean(blocks, gene.coding_part(exon)) for exon in gene.exons}
    known = {number: depth for number, depth in exons.items() if depth is not None}
    if len(known) < len(gene.exons) / 2:
        return {}
    everywhere = _weighted_median(blocks)
    read_alike = everywhere >= EVEN_PART * median(known.values())
    found: dict[int, float] = {}
    for number, own in known.items():
        others = [depth for other, depth in known.items() if other != number]
        usual = max(everywhere, median(others)) if read_alike else median(others)
        if usual >= EXONS_WELL_READ and own <= BLOCKS_HALVED * usual:
            found[number] = own / usual
    return found


def _depth(observation: Observation) -> int | None:
    """Depth of a block: DP, else the least of its bases."""
    for name in ("DP", "MIN_DP"):
        number = whole_number(observation.fields.get(name, ""))
        if number is not None and number >= 0:
            return number
    return None


def _mean(blocks: Sequence[Block], coding: tuple[int, int] | None) -> float | None:
    """Mean depth of blocks over the coding part of an exon; None where they cover too little."""
    if coding is None:
        return None
    window = Interval(*coding)
    shares = [(interval.overlap(window), depth) for interval, depth in blocks]
    bases = sum(share for share, _ in shares)
    if bases < _COVERED_PART * len(window):
        return None
    return sum(share * depth for share, depth in shares) / bases


def _weighted_median(blocks: Sequence[Block]) -> float:
    """Median depth of the bases of all blocks."""
    half = sum(len(interval) for interval, _ in blocks) / 2
    seen = 0
    for interval, depth in sorted(blocks, key=lambda block: block[1]):
        seen += len(interval)
        if seen >= half:
            return depth
    return 0.0
