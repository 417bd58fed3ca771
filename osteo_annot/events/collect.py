"""From observations to events: split by allele, normalise, merge what is the same event.

Every observation leaves with a disposition; none is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.events.by_junction import junction_records, witnessed
from osteo_annot.events.depth import DepthRecord, depth_records
from osteo_annot.events.left_open import left_open
from osteo_annot.events.mates import contradicting_pairs
from osteo_annot.events.merge import (
    joined_by_id,
    joined_intervals,
    merge_structural,
    parts_joined,
)
from osteo_annot.events.model import Disposition, Event, EventKind, EventSet, LedgerReason
from osteo_annot.events.named import named_near
from osteo_annot.events.proposed import called_introns, shown_by_reads
from osteo_annot.events.reading import Reading, read_observation
from osteo_annot.events.spelling import one_spelling
from osteo_annot.events.structural import bounds
from osteo_annot.events.zygosity import shows_unsaid_allele
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.reads.locus_reads import LocusReads


def collect_events(
    called: Sequence[Observation],
    gene: GeneModel,
    reference: Reference,
    depth_calls: Sequence[DepthCall] = (),
    reads: LocusReads | None = None,
    parents: Sequence[Sequence[Observation]] = (),
) -> EventSet:
    """The events of one person at the locus: those that records tell, and those that depth does.

    ``parents``: the observations of each parent, which tell intervals of one copy number apart.

    Raises RefusedError (ALIGNMENTS_INVALID) where reads are given that cannot be read.
    """
    by_depth = depth_records(depth_calls)
    observations = (*called, *(record.observation for record in by_depth))
    readings = {o.id: read_observation(o, gene, reference) for o in called}
    readings |= {r.observation.id: _reading(r) for r in by_depth}
    _set_aside_mates(called, readings)
    found = [event for reading in readings.values() for event in reading.events]
    small = [e for e in found if e.kind is EventKind.SMALL_VARIANT]
    structural = [e for e in found if e.kind is not EventKind.SMALL_VARIANT]
    intervals = joined_intervals(structural, observations, gene, parents)
    whole, disagreements = merge_structural(intervals, gene)
    merged = parts_joined(whole)
    losses = [e for e in merged if e.kind is EventKind.DELETION and not _is_reference_somewhere(e)]
    set_aside = {e.id: why for e in merged if (why := _set_aside(e, losses)) is not None}
    introns = called_introns(merged, gene)
    set_aside |= dict.fromkeys(introns, LedgerReason.INTRON_LEFT_OUT)
    for event in merged:
        if event.id in set_aside:
            for name in _ids(event):
                readings[name] = Reading(reasons=[set_aside[event.id]])
    structural = [e for e in merged if e.id not in set_aside]
    _set_aside_explained_depth(called, readings, structural)
    structural = witnessed(structural, reads, gene)
    events = one_spelling([*joined_by_id(small), *structural], gene, reference)
    events.sort(key=lambda e: (e.outer.start, e.outer.end, e.id))
    odd = [(code, o.id) for o in observations for code in readings[o.id].findings]
    odd += [*disagreements, *_stars_without_deletion(observations, events)]
    supported = _supported_events(events)
    witnesses = junction_records(events, reads)
    shown = shown_by_reads(events, reads, gene, len(set(introns.values())))
    dispositions = _dispositions(observations, readings, events, supported)
    by_reads = [*(w.disposition for w in witnesses), *(r.disposition for r in shown.records)]
    dispositions |= {told.observation: told for told in by_reads}
    odd_records = (Finding.of_record(code, at, tuple(supported.get(at, ()))) for code, at in odd)
    unread = left_open(called, {name: reading.reasons for name, reading in readings.items()}, gene)
    return EventSet(
        tuple(events),
        dispositions,
        _denied_by(events, called, gene, reference),
        (*odd_records, *shown.findings),
        tuple(record.observation for record in by_depth),
        (*(w.observation for w in witnesses), *(r.observation for r in shown.records)),
        (*unread, *(r.left_open for r in shown.records if r.left_open)),
        shown.proposals,
        shown.introns,
        shown.breaks,
    )


def _reading(record: DepthRecord) -> Reading:
    """What a depth call gave."""
    return Reading([record.event] if record.event else [], [record.reason])


def _supported_events(events: Sequence[Event]) -> dict[str, list[str]]:
    """Ids of the events that rest on each observation, by the id of the observation."""
    supported: dict[str, list[str]] = {}
    for event in events:
        for name in dict.fromkeys(_ids(event)):
            supported.setdefault(name, []).append(event.id)
    return supported


def _set_aside_mates(observations: Sequence[Observation], readings: dict[str, Reading]) -> None:
    """Take breakends out that the sample carries and whose mates do not point at each other."""
    for pair in contradicting_pairs(observations):
        if any(readings[o.id].events for o in pair):
            for one in pair:
                readings[one.id] = Reading(reasons=[LedgerReason.BREAKEND_NOT_RESOLVED])
            readings[pair[0].id].findings.append(FindingCode.BREAKEND_MATES_DISAGREE)


def _set_aside_explained_depth(
    observations: Sequence[Observation], readings: dict[str, Reading], events: Sequence[Event]
) -> None:
    """Take reference calls back whose missing depth is that of a larger deletion of the person."""
    losses = [e.inner for e in events if e.kind is EventKind.DELETION and e.inner is not None]
    for observation in observations:
        if readings[observation.id].reasons[:1] != [LedgerReason.REFERENCE_WITH_READS]:
            continue
        where = bounds(observation, 1)
        if where is None or shows_unsaid_allele(observation):
            continue
        if any(loss.contains(where.inner or where.outer) for loss in losses):
            readings[observation.id] = Reading(reasons=[LedgerReason.COPIES_EXPLAINED])


def _set_aside(event: Event, losses: Sequence[Event]) -> LedgerReason | None:
    """Why a structural event is none of the person's; None where it is one."""
    if all(s.depth_call is not None and s.depth_call.is_proposal for s in event.support):
        return LedgerReason.DEPTH_PROPOSAL
    return LedgerReason.COPIES_EXPLAINED if _is_explained(event, losses) else None


def _is_explained(event: Event, losses: Sequence[Event]) -> bool:
    """Whether a record is reference by GT, and its lost copy is that of a larger deletion.

    A file of many people has the smaller deletion of somebody else, with everybody's copy number.
    """
    if event.kind is not EventKind.DELETION:
        return False
    if not all(s.observation.genotype.is_reference for s in event.support):
        return False
    return any(loss.inner is not None and loss.inner.contains(event.outer) for loss in losses)


def _is_reference_somewhere(event: Event) -> bool:
    """Whether a record of an event calls the person reference."""
    return any(s.observation.genotype.is_reference for s in event.support)


def _denied_by(
    events: Sequence[Event],
    observations: Sequence[Observation],
    gene: GeneModel,
    reference: Reference,
) -> dict[str, tuple[Observation, ...]]:
    """Records that name an event of the person, and call the person reference there."""
    silent = [o for o in observations if o.genotype.is_reference]
    told = {event.id: set(_ids(event)) for event in events}
    denied: dict[str, list[Observation]] = {}
    for named in named_near(events, silent, gene, reference):
        name = named.event.id
        if name in told and named.observation.id not in told[name]:
            denied.setdefault(name, []).append(named.observation)
    return {name: tuple(records) for name, records in denied.items()}


def _ids(event: Event) -> list[str]:
    """Ids of the observations of an event."""
    return [s.observation.id for s in event.support]


def _stars_without_deletion(
    observations: Sequence[Observation], events: Sequence[Event]
) -> list[tuple[FindingCode, str]]:
    """Carried ``*`` alleles for which no deletion was found: something is missing (Z8)."""
    return [
        (FindingCode.STAR_WITHOUT_DELETION, o.id)
        for o in observations
        for index, alt in enumerate(o.row.alts, 1)
        if alt == "*" and o.genotype.copies_of(index) and not _deleted_at(o.row.position, events)
    ]


def _deleted_at(position: int, events: Sequence[Event]) -> bool:
    """Whether a deletion, long or short, may take the base."""
    return any(
        e.outer.start <= position <= e.outer.end
        and (e.kind is EventKind.DELETION or (e.allele is not None and e.allele.net < 0))
        for e in events
    )


def _dispositions(
    observations: Sequence[Observation],
    readings: Mapping[str, Reading],
    events: Sequence[Event],
    supported: Mapping[str, Sequence[str]],
) -> dict[str, Disposition]:
    """What became of each observation: the first of an event supports it, the others merge."""
    first = {event.support[0].observation.id for event in events}
    result: dict[str, Disposition] = {}
    for observation in observations:
        names = tuple(supported.get(observation.id, ()))
        if names:
            reason = (
                LedgerReason.SUPPORTS_EVENT if observation.id in first else LedgerReason.SAME_EVENT
            )
        else:
            reason = readings[observation.id].reasons[0]
        result[observation.id] = Disposition(observation.id, reason, names)
    return result
