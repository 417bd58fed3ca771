"""What the person's reads say of the junctions of structural events: one more observation each.

The witness confirms an event with its copies, contradicts it, or cannot tell; it never lowers a
state alone. Where reads show both ends to the base, an event of uncertain bounds gets them, unless
an exon that a caller is sure of would be left out. Source: reads.md 1 to 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.events.merge import joined_by_id
from osteo_annot.events.model import (
    COPIES_WITH,
    Disposition,
    Event,
    EventKind,
    LedgerReason,
    Zygosity,
)
from osteo_annot.events.sameness import exons_of
from osteo_annot.events.structural import STRUCTURAL_SIZE
from osteo_annot.events.zygosity import CONTRADICTED
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import ABSENT
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.witness import (
    JunctionKind,
    JunctionWitness,
    WitnessAnswer,
    WitnessReason,
)
from osteo_annot.values import dataclass

JUNCTION_KINDS = {
    EventKind.DELETION: JunctionKind.DELETION,
    EventKind.DUPLICATION: JunctionKind.DUPLICATION,
    EventKind.INVERSION: JunctionKind.INVERSION,
}
"""Events whose junction reads may show."""
_BY_COPIES = {1: Zygosity.HETEROZYGOUS, 2: Zygosity.HOMOZYGOUS}
_BIN = 1_000
"""Bases by which an end from depth, or said to be imprecise without an interval, may lie elsewhere;
of a long event a tenth of its length."""
_SYMBOLS = {
    JunctionKind.DELETION: "<DEL>",
    JunctionKind.DUPLICATION: "<DUP>",
    JunctionKind.INVERSION: "<INV>",
}
_REASONS = {
    WitnessAnswer.CONFIRMED: LedgerReason.JUNCTION_CONFIRMS,
    WitnessAnswer.CONTRADICTED: LedgerReason.JUNCTION_CONTRADICTS,
    WitnessAnswer.NOT_ASSESSABLE: LedgerReason.JUNCTION_NOT_ASSESSABLE,
}


@dataclass(frozen=True, slots=True)
class JunctionRecord:
    """A witness as the ledger has it."""

    observation: Observation
    disposition: Disposition


def witnessed(events: Sequence[Event], reads: LocusReads | None, gene: GeneModel) -> list[Event]:
    """The events, each structural one with what the reads say of its junction.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    if reads is None or not any(_has_junction(event) for event in events):
        return list(events)
    by_id: dict[str, list[Event]] = {}
    for event in events:
        told = _with_witness(event, reads, gene) if _has_junction(event) else event
        by_id.setdefault(told.id, []).append(told)
    return [group[0] if len(group) == 1 else joined_by_id(group)[0] for group in by_id.values()]


def _has_junction(event: Event) -> bool:
    """Whether reads are asked for the junction of an event."""
    return event.kind in JUNCTION_KINDS and len(event.best) >= STRUCTURAL_SIZE


def _with_witness(event: Event, reads: LocusReads, gene: GeneModel) -> Event:
    """An event with its witness, and with the ends and copies that this tells."""
    outer, inner = bounds_for_reads(event)
    told = junction_witness(
        reads.fetched, JUNCTION_KINDS[event.kind], outer, inner, COPIES_WITH.get(event.zygosity)
    )
    told = _of_what_can_be_denied(event, told)
    seen = replace(event, witness=told, zygosity=_zygosity(event, told))
    return _exact(seen, gene)


def bounds_for_reads(event: Event) -> tuple[Interval, Interval | None]:
    """The bases that may be affected and those that surely are, as wide as the callers are sure."""
    if not (event.is_exact and event.is_imprecise):
        return event.outer, event.inner
    aside = max(_BIN, len(event.outer) // 10)
    outer = Interval(max(event.outer.start - aside, 1), event.outer.end + aside)
    within = min(aside, len(event.outer) // 3)
    return outer, Interval(event.outer.start + within, event.outer.end - within)


def _of_what_can_be_denied(event: Event, told: JunctionWitness) -> JunctionWitness:
    """The witness; a gain that may lie elsewhere is not denied for want of a tandem joint."""
    elsewhere = event.kind is EventKind.DUPLICATION and not event.is_proven_tandem
    if told.reason is not WitnessReason.NO_JUNCTION or not elsewhere:
        return told
    return replace(
        told, answer=WitnessAnswer.NOT_ASSESSABLE, reason=WitnessReason.PERHAPS_NOT_TANDEM
    )


def _zygosity(event: Event, told: JunctionWitness) -> Zygosity:
    """Copies of an event; where records do not tell them, those of junction and depth together."""
    contradicted = any(CONTRADICTED & set(s.notes) for s in event.support)
    if event.zygosity is not Zygosity.UNKNOWN or contradicted or told.depths is None:
        return event.zygosity
    sure = {s.zygosity for s in event.support} == {Zygosity.UNKNOWN}
    return _BY_COPIES.get(told.copies or 0, event.zygosity) if sure else event.zygosity


def _exact(event: Event, gene: GeneModel) -> Event:
    """An event of uncertain bounds with the ends that reads show to the base."""
    found = event.witness.breakpoints if event.witness else None
    known = event.allele is not None or (event.is_exact and not event.is_imprecise)
    if found is None or known:
        return event
    ends = Interval(found.start, found.end)
    if not set(exons_of(event.best, gene)) <= set(exons_of(ends, gene)):
        return event
    return replace(
        event,
        id=f"{event.kind.value}-6-{ends.start}-{ends.end}",
        inner=ends,
        outer=ends,
        inserted=found.inserted,
    )


def junction_records(
    events: Sequence[Event], reads: LocusReads | None
) -> tuple[JunctionRecord, ...]:
    """The witnesses as records of the ledger, in the order of the events."""
    if reads is None:
        return ()
    told = [event for event in events if event.witness is not None]
    return tuple(
        _record(event, event.witness, reads, ordinal)
        for ordinal, event in enumerate(told, 1)
        if event.witness is not None
    )


def _record(event: Event, told: JunctionWitness, reads: LocusReads, ordinal: int) -> JunctionRecord:
    """One witness: at the base before the event, without a genotype."""
    found = told.breakpoints
    row = Row(
        ordinal=ordinal,
        contig=LOCUS.contig,
        position=(found.start if found else event.best.start) - 1,
        identifier="",
        ref="N",
        alts=(_SYMBOLS[told.kind],),
        filters=(),
        filter_text=".",
        info={},
        format=(),
        samples=(),
    )
    name = f"f{reads.number}.r{ordinal}"
    observation = Observation(name, reads.number, reads.path.name, row, {}, ABSENT, Caller.UNKNOWN)
    return JunctionRecord(observation, Disposition(name, _REASONS[told.answer], (event.id,)))
