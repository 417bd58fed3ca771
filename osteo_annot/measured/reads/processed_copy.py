"""A processed copy of the gene elsewhere in the genome: its reads leave introns out.

A copy that was made of the messenger RNA has the exons without what lies between them. Its reads
are laid on the gene, which looks like one exact deletion of each intron; the gene lacks nothing.
Source: reads.md 1 (what else joins two places of the gene).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.limits import SAME_PLACE
from osteo_annot.measured.reads.witness import JunctionKind, JunctionProposal

INTRONS = 2
"""Introns from which they are those of a processed copy: one may be deleted."""


def introns_of(gene: GeneModel) -> tuple[Interval, ...]:
    """The introns of a gene, ascending; 1-based, closed."""
    exons = sorted((exon.start, exon.end) for exon in gene.exons)
    return tuple(Interval(a[1] + 1, b[0] - 1) for a, b in pairwise(exons))


def introns_left_out(
    proposals: Sequence[JunctionProposal], gene: GeneModel
) -> dict[Interval, JunctionProposal]:
    """The proposals that leave an intron out, from exon edge to exon edge; none of a single one."""
    found = {
        intron: proposal
        for intron in introns_of(gene)
        for proposal in proposals
        if proposal.kind is JunctionKind.DELETION
        and is_intron(proposal.interval, intron, _shared(proposal))
    }
    return found if len(found) >= INTRONS else {}


def _shared(proposal: JunctionProposal) -> int:
    """Bases that both sides of a proposal share, by which its place is open."""
    return len(proposal.breakpoints.homology) if proposal.breakpoints else 0


def is_intron(lost: Interval, intron: Interval, shared: int = 0) -> bool:
    """Whether lost bases are an intron and nothing else, as exactly as reads or callers tell."""
    aside = (intron.start - lost.start, intron.end - lost.end)
    return all(-SAME_PLACE <= bases <= SAME_PLACE + shared for bases in aside)
