"""Junctions that the person's reads show and no caller told, as the ledger has them.

A proposal is no event. Where it reaches an exon, that exon is left open. Source: reads.md 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.events.model import Disposition, Event, EventKind, LedgerReason, LeftOpen
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import ABSENT
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.search import Told, proposed_junctions
from osteo_annot.measured.reads.witness import JunctionKind, JunctionProposal
from osteo_annot.record.thresholds import SPLICE_FLANK
from osteo_annot.values import dataclass

_SYMBOLS = {
    JunctionKind.DELETION: "<DEL>",
    JunctionKind.DUPLICATION: "<DUP>",
    JunctionKind.INVERSION: "<INV>",
}
_KINDS = {
    EventKind.DELETION: JunctionKind.DELETION,
    EventKind.DUPLICATION: JunctionKind.DUPLICATION,
    EventKind.INVERSION: JunctionKind.INVERSION,
}


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A proposal as the ledger has it."""

    proposal: JunctionProposal
    observation: Observation
    disposition: Disposition
    left_open: LeftOpen | None
    """What it leaves open; None where it reaches no exon."""
    finding: Finding | None


def proposal_records(
    events: Sequence[Event], reads: LocusReads | None, gene: GeneModel
) -> tuple[ProposalRecord, ...]:
    """What reads show beyond the events, by place.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    if reads is None:
        return ()
    told = [one for event in events for one in _told(event)]
    first = sum(event.witness is not None for event in events) + 1
    return tuple(
        _record(proposal, reads, gene, ordinal)
        for ordinal, proposal in enumerate(proposed_junctions(reads.fetched, told), first)
    )


def _told(event: Event) -> Iterator[Told]:
    """What an event may be seen as: its kind, of other events any; with each of its bounds."""
    kinds = (_KINDS[event.kind],) if event.kind in _KINDS else tuple(JunctionKind)
    found = event.witness.breakpoints if event.witness else None
    ends = [event.best, event.outer, *([Interval(found.start, found.end)] if found else [])]
    return (Told(kind, where) for kind in kinds for where in dict.fromkeys(ends))


def _record(
    proposal: JunctionProposal, reads: LocusReads, gene: GeneModel, ordinal: int
) -> ProposalRecord:
    """One proposal: at the base before it, without a genotype."""
    where = proposal.interval
    name = f"f{reads.number}.r{ordinal}"
    row = Row(
        ordinal=ordinal,
        contig=LOCUS.contig,
        position=where.start - 1,
        identifier="",
        ref="N",
        alts=(_SYMBOLS[proposal.kind],),
        filters=(),
        filter_text=".",
        info={},
        format=(),
        samples=(),
    )
    reason = LedgerReason.JUNCTION_PROPOSED
    at_exon = gene.exons_overlapping(where.start - SPLICE_FLANK, where.end + SPLICE_FLANK)
    return ProposalRecord(
        proposal,
        Observation(name, reads.number, reads.path.name, row, {}, ABSENT, Caller.UNKNOWN),
        Disposition(name, reason, ()),
        LeftOpen(name, reason, where, is_structural=True) if at_exon else None,
        Finding.of_record(FindingCode.JUNCTION_PROPOSED, name, ()) if at_exon else None,
    )
