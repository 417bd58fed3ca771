"""What the person's reads show and no record tells, as the ledger has it: it makes no event.

Junctions are proposed; where one reaches an exon, that exon is left open. Reads that break off are
a hint. Introns that are left out together are those of a processed copy elsewhere. Source: reads.md
4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from osteo_annot.events.model import Disposition, Event, EventKind, LedgerReason, LeftOpen
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import ABSENT
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.reads.breaks import ReadsBreak, breaks_without_partner
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.processed_copy import (
    INTRONS,
    introns_left_out,
    introns_of,
    is_intron,
)
from osteo_annot.measured.reads.search import Told, proposed_junctions
from osteo_annot.measured.reads.witness import JunctionKind, JunctionProposal
from osteo_annot.record.thresholds import SPLICE_FLANK
from osteo_annot.sentences.texts import findings as say
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
class ReadsRecord:
    """One thing that reads show, as the ledger has it."""

    observation: Observation
    disposition: Disposition
    left_open: LeftOpen | None
    """What it leaves open; None where it reaches no exon."""


@dataclass(frozen=True, slots=True)
class ShownByReads:
    """What reads show beyond the events."""

    proposals: tuple[JunctionProposal, ...] = ()
    introns: tuple[Interval, ...] = ()
    """Introns that reads of a processed copy leave out, ascending."""
    breaks: tuple[ReadsBreak, ...] = ()
    records: tuple[ReadsRecord, ...] = ()
    """Of each of them, in this order."""
    findings: tuple[Finding, ...] = ()


def called_introns(events: Sequence[Event], gene: GeneModel) -> dict[str, Interval]:
    """The introns that callers give as deleted, two or more of them, by the id of the event.

    Callers write a processed copy elsewhere so: from exon edge to exon edge, intron by intron.
    """
    found = {
        event.id: intron
        for event in events
        for intron in introns_of(gene)
        if event.kind is EventKind.DELETION and is_intron(event.best, intron)
    }
    return found if len(set(found.values())) >= INTRONS else {}


def shown_by_reads(
    events: Sequence[Event], reads: LocusReads | None, gene: GeneModel, called: int = 0
) -> ShownByReads:
    """What reads show beyond the events, by place; ``called``: introns that callers leave out.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    if reads is None:
        return ShownByReads(findings=tuple(_findings((), called)))
    if reads.fetched.is_rna:
        code = FindingCode.READS_OF_RNA
        said = say.AT(meaning=code, where=(reads.path.name,))
        return ShownByReads(findings=(Finding(code, said, ()), *_findings((), called)))
    told = [one for event in events for one in _told(event)]
    found = proposed_junctions(reads.fetched, told)
    copied = introns_left_out(found, gene)
    proposals = tuple(p for p in found if p not in copied.values())
    known = [*(t.outer for t in told), *(p.interval for p in found)]
    breaks = breaks_without_partner(reads.fetched, known)
    ordinals = count(sum(event.witness is not None for event in events) + 1)
    records = [_of_proposal(p, reads, gene, next(ordinals)) for p in proposals]
    records += [_of_intron(p, reads, next(ordinals)) for p in copied.values()]
    records += [_of_break(b, reads, gene, next(ordinals)) for b in breaks]
    return ShownByReads(
        proposals,
        tuple(copied),
        breaks,
        tuple(records),
        tuple(_findings(records, max(len(copied), called))),
    )


def _told(event: Event) -> Iterator[Told]:
    """What an event may be seen as: its kind, of other events any; with each of its bounds."""
    kinds = (_KINDS[event.kind],) if event.kind in _KINDS else tuple(JunctionKind)
    found = event.witness.breakpoints if event.witness else None
    ends = [event.best, event.outer, *([Interval(found.start, found.end)] if found else [])]
    return (Told(kind, where) for kind in kinds for where in dict.fromkeys(ends))


_CODES = {
    LedgerReason.JUNCTION_PROPOSED: FindingCode.JUNCTION_PROPOSED,
    LedgerReason.READS_BREAK_OFF: FindingCode.READS_BREAK_OFF,
}


def _findings(records: Sequence[ReadsRecord], introns: int) -> Iterator[Finding]:
    """One on each record that leaves an exon open, and one on a processed copy."""
    for record in records:
        if record.left_open is not None:
            code = _CODES[record.left_open.reason]
            yield Finding.of_record(code, record.observation.id, ())
    if introns:
        code = FindingCode.PROCESSED_COPY
        yield Finding(code, say.INTRONS(meaning=code, number=introns), ())


def _of_proposal(
    proposal: JunctionProposal, reads: LocusReads, gene: GeneModel, ordinal: int
) -> ReadsRecord:
    """One proposal: at the base before it."""
    where, reason = proposal.interval, LedgerReason.JUNCTION_PROPOSED
    made = _record(reads, ordinal, where.start - 1, _SYMBOLS[proposal.kind], reason)
    return _leaving_open(made, where, gene)


def _of_intron(proposal: JunctionProposal, reads: LocusReads, ordinal: int) -> ReadsRecord:
    """One intron that a processed copy lacks: at the base before it."""
    at, reason = proposal.interval.start - 1, LedgerReason.INTRON_LEFT_OUT
    return _record(reads, ordinal, at, _SYMBOLS[proposal.kind], reason)


def _of_break(found: ReadsBreak, reads: LocusReads, gene: GeneModel, ordinal: int) -> ReadsRecord:
    """One place at which reads break off: a single breakend (VCF 4.4, 5.4.9)."""
    alt = "N." if found.ends else ".N"
    made = _record(reads, ordinal, found.position, alt, LedgerReason.READS_BREAK_OFF)
    return _leaving_open(made, Interval(found.position, found.position), gene)


def _record(
    reads: LocusReads, ordinal: int, position: int, alt: str, reason: LedgerReason
) -> ReadsRecord:
    """A record of the ledger, without a genotype."""
    name = f"f{reads.number}.r{ordinal}"
    row = Row(
        ordinal=ordinal,
        contig=LOCUS.contig,
        position=position,
        identifier="",
        ref="N",
        alts=(alt,),
        filters=(),
        filter_text=".",
        info={},
        format=(),
        samples=(),
    )
    observation = Observation(name, reads.number, reads.path.name, row, {}, ABSENT, Caller.UNKNOWN)
    return ReadsRecord(observation, Disposition(name, reason, ()), None)


def _leaving_open(record: ReadsRecord, where: Interval, gene: GeneModel) -> ReadsRecord:
    """A record that leaves the exons open that it reaches."""
    if not gene.exons_overlapping(where.start - SPLICE_FLANK, where.end + SPLICE_FLANK):
        return record
    name, reason = record.observation.id, record.disposition.reason
    left_open = LeftOpen(name, reason, where, is_structural=True)
    return ReadsRecord(record.observation, record.disposition, left_open)
