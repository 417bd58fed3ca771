"""The schematic axis of the gene: six exons of fixed width in transcript order, not to scale."""

from __future__ import annotations

from bisect import bisect_right

from osteo_annot.locus.gene import GeneModel
from osteo_annot.values import dataclass

LEFT = 96.0
"""Where the 5' flank begins; room for the names of the copies before it."""
_FLANK, _INTRON, _EXON, _CODING, _SHORT_CODING, _UTR = 26.0, 44.0, 84.0, 92.0, 46.0, 62.0
_SHORT_UTR = 28.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an exon that is drawn as one box."""

    exon: int
    coding: bool
    x: float
    width: float
    start: int
    """First base on the plus strand; 1-based, closed."""
    end: int
    """Last base on the plus strand; 1-based, closed."""


@dataclass(frozen=True, slots=True)
class GeneScale:
    """Genomic position to x; x grows as the gene is read, from its first exon to its last."""

    parts: tuple[Part, ...]
    left: float
    right: float
    _edges: tuple[tuple[int, float], ...]
    """Pairs of genomic position (1-based, ascending) and x; linear between them."""

    def x(self, position: int) -> float:
        """Where a genomic position (1-based) stands; beyond the drawing at its edge."""
        edges = self._edges
        index = bisect_right(edges, position, key=lambda edge: edge[0])
        if index == 0:
            return self.right
        if index == len(edges):
            return self.left
        (low, x_low), (high, x_high) = edges[index - 1], edges[index]
        return x_low + (x_high - x_low) * (position - low) / (high - low)

    def exon(self, number: int) -> tuple[float, float]:
        """First and last x of an exon."""
        own = [part for part in self.parts if part.exon == number]
        return own[0].x, own[-1].x + own[-1].width


def gene_scale(gene: GeneModel) -> GeneScale:
    """The axis of the gene's exons on its assembly."""
    parts: list[Part] = []
    x = LEFT + _FLANK
    for exon in gene.exons:
        for start, end, coding in _pieces(gene, exon.number):
            width = _width(gene, exon.number, coding)
            parts.append(Part(exon.number, coding, x, width, start, end))
            x += width
        x += _INTRON
    right = x - _INTRON + _FLANK
    edges = [(gene.locus_end, LEFT)]
    for part in parts:
        edges += [(part.end + 1, part.x), (part.start, part.x + part.width)]
    edges.append((gene.locus_start, right))
    # Two parts of one exon share an edge; a position may stand in the list once.
    unique = dict(reversed(edges))
    return GeneScale(tuple(parts), LEFT, right, tuple(sorted(unique.items())))


def _pieces(gene: GeneModel, number: int) -> list[tuple[int, int, bool]]:
    """The exon's parts in transcript order: start, end (1-based, closed, genomic), coding."""
    exon = gene.exons[number - 1]
    coding = gene.coding_part(exon)
    if coding is None:
        return [(exon.start, exon.end, False)]
    start, end = coding
    pieces = [(start, end, True)]
    if end < exon.end:
        pieces.insert(0, (end + 1, exon.end, False))
    if start > exon.start:
        pieces.append((exon.start, start - 1, False))
    return pieces


def _width(gene: GeneModel, number: int, coding: bool) -> float:
    """Fixed widths: the first and last exon show their untranslated part too."""
    if number == 1:
        return _CODING if coding else _SHORT_UTR
    if number == len(gene.exons):
        return _SHORT_CODING if coding else _UTR
    return _EXON
