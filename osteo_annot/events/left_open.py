"""Records that were not understood: which bases they leave open, whatever else covers these.

A row that cannot be read, or that calls nothing where a loss may be, is neither reference nor
"looked at" (clinical rules 2.7): no block and no region of another file speaks for its exons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.events.model import LedgerReason, LeftOpen
from osteo_annot.events.structural import bounds
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval


def left_open(
    observations: Sequence[Observation],
    reasons: Mapping[str, Sequence[LedgerReason]],
    gene: GeneModel,
) -> tuple[LeftOpen, ...]:
    """The records that leave something open; ``reasons`` are those of each, by its id.

    A record may give an event by one allele and leave another one open.
    """
    return tuple(
        LeftOpen(o.id, reason, _span(o, gene), _is_structural(o))
        for o in observations
        if (reason := next((r for r in reasons[o.id] if r.leaves_gap), None)) is not None
    )


def _is_structural(observation: Observation) -> bool:
    """Whether a record has a symbolic allele or a breakend, or says that it is structural."""
    row = observation.row
    symbolic = any(alt[:1] == "<" for alt in row.alts) and not row.is_block
    return symbolic or _has_breakend(observation) or "SVTYPE" in row.info


def _has_breakend(observation: Observation) -> bool:
    """Whether some ALT is a breakend."""
    return any(set(alt) & set("[].") for alt in observation.row.alts if alt[:1] != "<")


def _span(observation: Observation, gene: GeneModel) -> Interval:
    """The bases of a record; of a junction that is not known, all of the gene.

    A symbolic allele without a readable end may reach to the end of the gene.
    """
    row = observation.row
    if _has_breakend(observation):
        return Interval(gene.start, gene.end)
    if not _is_structural(observation):
        return Interval(row.position, row.last)
    ends = [b.outer for i in range(1, row.n_alleles) if (b := bounds(observation, i))]
    if not ends:
        return Interval(row.position, max(row.last, gene.end))
    return Interval(
        min(row.position, *(e.start for e in ends)), max(row.last, *(e.end for e in ends))
    )
