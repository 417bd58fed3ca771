"""Positions in coding-DNA notation (HGVS ``c.``): bases, introns, untranslated regions.

Source: HGVS nomenclature, numbering of coding DNA reference sequences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.locus.gene import GeneModel


@dataclass(frozen=True, slots=True)
class CodingPosition:
    """A position relative to the start codon of the transcript."""

    base: int
    """Transcript base minus the base before the A of ATG: 1 is c.1, 0 is c.-1, -1 is c.-2."""
    offset: int
    """0 in an exon; +n or -n bases into the intron, counted from ``base``."""
    cds_length: int
    """Coding bases including the stop, to know where ``c.*1`` begins."""

    def __str__(self) -> str:
        if self.base > self.cds_length:
            anchor = f"*{self.base - self.cds_length}"
        elif self.base >= 1:
            anchor = str(self.base)
        else:
            anchor = str(self.base - 1)
        return anchor if self.offset == 0 else f"{anchor}{self.offset:+d}"

    @property
    def in_cds(self) -> bool:
        """Whether it is an exonic coding base (not intron, not UTR)."""
        return self.offset == 0 and 1 <= self.base <= self.cds_length


def coding_position(gene: GeneModel, position: int) -> CodingPosition | None:
    """The c. position of a genomic position (1-based), or None outside the transcript.

    An intronic base is counted from the nearer exon; the middle base of an intron of odd length
    belongs to the exon before it (``+``), as HGVS says.
    """
    if not gene.start <= position <= gene.end:
        return None
    tx = gene.to_transcript(position)
    if tx is not None:
        return CodingPosition(tx - gene.cds_start + 1, 0, gene.cds_length)
    for upstream, downstream in zip(gene.exons, gene.exons[1:], strict=False):
        if downstream.end < position < upstream.start:
            after_donor = upstream.start - position
            before_acceptor = position - downstream.end
            if after_donor <= before_acceptor:
                base = upstream.tx_end - gene.cds_start + 1
                return CodingPosition(base, after_donor, gene.cds_length)
            base = downstream.tx_start - gene.cds_start + 1
            return CodingPosition(base, -before_acceptor, gene.cds_length)
    raise AssertionError("a position inside the gene is in an exon or between two")


def genomic_position(gene: GeneModel, base: int, offset: int = 0) -> int:
    """Genomic position (1-based) of c. ``base`` (1 is c.1, 0 is c.-1) plus intron ``offset``."""
    return gene.to_genome(base + gene.cds_start - 1) - offset
