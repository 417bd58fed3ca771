"""What confirms that a change called homozygous is there on two copies.

Source: clinical rules 0 (2), 2.2 (BIALLELIC_HOM_SMALL), fixture F02. A lone ``1/1`` is apparent
until both parents carry the change, or a copy number of two is shown there. Heterozygotes on both
sides add to a copy number; alone they exclude neither a deletion between them nor an allele that
dropped out. None of it is believed where the call itself has a low quality or few
reads, or clearly fewer reads than others: an allele that was not captured halves them (Z3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from osteo_annot.copies.callability import is_confident, is_weak
from osteo_annot.copies.parents import parent_calls
from osteo_annot.events.allele_depths import allele_depths
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.dialects import Claim, claim_of
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.structural import bounds
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.person import Person

HET_DISTANCE = 1_000
"""Bases on each side within which a heterozygote must stand (default, unverified)."""
LOW_DEPTH = 0.7
"""Part of the usual reads below which an allele may have dropped out (default, unverified)."""


class Confirmation(StrEnum):
    """Why two copies are believed."""

    PARENTS = "PARENTS_BOTH_CARRY"
    PARENTS_BY_GENOTYPE = "PARENTS_BOTH_CARRY_BY_GENOTYPE"
    COPY_NUMBER = "TWO_COPIES_BY_DEPTH"
    HETEROZYGOTES = "HETEROZYGOTES_ON_BOTH_SIDES"


def confirmations(
    event: Event,
    events: Sequence[Event],
    person: Person,
    gene: GeneModel,
    usual: Sequence[RecordReads],
) -> tuple[Confirmation, ...]:
    """All that confirms two copies of a homozygous small variant; empty where nothing does.

    ``usual``: the reads of all records, see :func:`reads_of_records`.
    """
    if event.kind is not EventKind.SMALL_VARIANT:
        return ()
    if event.zygosity is not Zygosity.APPARENT_HOMOZYGOUS:
        return ()
    calls = parent_calls(event, person)
    carries = [call.carries for call in calls]
    if 0 in carries or all(is_weak(s.observation) for s in event.support):
        return ()
    if _reads_fall_short(event, usual):
        return ()
    found: list[Confirmation] = []
    if len(carries) == 2 and all(carries):
        certain = all(call.is_certain for call in calls)
        found.append(Confirmation.PARENTS if certain else Confirmation.PARENTS_BY_GENOTYPE)
    by_record = any(_two_copies_over(o, event) for o in person.observations)
    by_record |= any(c.copies == 2 and c.inner.contains(event.outer) for c in person.depth_calls)
    if by_record or _no_loss_of_exon(event, person, gene):
        found.append(Confirmation.COPY_NUMBER)
        if _heterozygotes_beside(event, events):
            found.append(Confirmation.HETEROZYGOTES)
    return tuple(found)


def _two_copies_over(observation: Observation, event: Event) -> bool:
    """Whether a record that rests on depth says that two copies of the whole place are there."""
    if copy_number(observation) != 2 or observation.filters:
        return False
    if claim_of(observation, 1) not in {Claim.DEPTH, Claim.BOTH}:
        return False
    where = bounds(observation, 1)
    return where is not None and where.inner is not None and where.inner.contains(event.outer)


def _no_loss_of_exon(event: Event, person: Person, gene: GeneModel) -> bool:
    """Whether the depth shows that no copy of the exon with the event is lost (fixture F02)."""
    own = {exon.number for exon in gene.exons_overlapping(event.outer.start, event.outer.end)}
    kept = {ratio.exon for ratio in person.copy_ratios if ratio.loss_excluded}
    return bool(own) and own <= kept


def _heterozygotes_beside(event: Event, events: Sequence[Event]) -> bool:
    """Whether confident heterozygotes stand close on both sides."""
    hets = [
        e.outer.start
        for e in events
        if e.kind is EventKind.SMALL_VARIANT
        and e.zygosity is Zygosity.HETEROZYGOUS
        and not e.filters
        and any(is_confident(s.observation) for s in e.support)
    ]
    before = any(0 < event.outer.start - place <= HET_DISTANCE for place in hets)
    after = any(0 < place - event.outer.end <= HET_DISTANCE for place in hets)
    return before and after


@dataclass(frozen=True, slots=True)
class RecordReads:
    """The reads of one record."""

    number: int
    """Of the file."""
    id: str
    reads: int


def reads_of_records(
    observations: Sequence[Observation], events: Sequence[Event]
) -> tuple[RecordReads, ...]:
    """How many reads records usually have.

    Records inside a called deletion are left out: they have fewer reads for another reason.
    """
    losses = [e.outer for e in events if e.kind is EventKind.DELETION]
    return tuple(
        RecordReads(o.number, o.id, reads)
        for o in observations
        if not any(loss.overlap(Interval(o.row.position, o.row.last)) for loss in losses)
        if (reads := _reads(o)) is not None
    )


def _reads_fall_short(event: Event, usual: Sequence[RecordReads]) -> bool:
    """Whether the change has clearly fewer reads than other records of the same file."""
    for support in event.support:
        own = _reads(support.observation)
        if own is None:
            continue
        others = [
            other.reads
            for other in usual
            if other.number == support.observation.number and other.id != support.observation.id
        ]
        if others and own < LOW_DEPTH * median(others):
            return True
    return False


def _reads(observation: Observation) -> int | None:
    """Reads of a record of bases or of a block, by AD, else DP, else MIN_DP."""
    depths = allele_depths(observation)
    if sum(depths):
        return sum(depths)
    for name in ("DP", "MIN_DP"):
        number = whole_number(observation.fields.get(name, ""))
        if number is not None and number > 0:
            return number
    return None
