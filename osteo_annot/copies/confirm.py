"""What confirms that a change called homozygous is there on two copies.

Source: clinical rules 0 (2), 2.2 (BIALLELIC_HOM_SMALL), fixture F02. A lone ``1/1`` is apparent
until both parents carry the change, a copy number of two is shown there, or reads link the change
to both alleles of markers on both sides. Heterozygotes on both sides add to a copy number; alone
they exclude neither a deletion between them nor an allele that dropped out. None of it is believed
where the call itself has a low quality or few reads; and of it only linked markers where it has
clearly fewer reads than others: an allele that was not captured halves them (Z3).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum

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
from osteo_annot.locus.interval import Interval, meets, merged
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.small_variant import CopiesByReads, SmallVariantReads
from osteo_annot.values import dataclass

HET_DISTANCE = 1_000
"""Bases on each side within which a heterozygote must stand (default, unverified)."""
LOW_DEPTH = 0.7
"""Part of the usual reads below which an allele may have dropped out (default, unverified)."""


class Confirmation(StrEnum):
    """Why two copies are believed."""

    PARENTS = "PARENTS_BOTH_CARRY"
    PARENTS_BY_GENOTYPE = "PARENTS_BOTH_CARRY_BY_GENOTYPE"
    READS = "TWO_COPIES_BY_READS"
    COPY_NUMBER = "TWO_COPIES_BY_DEPTH"
    HETEROZYGOTES = "HETEROZYGOTES_ON_BOTH_SIDES"


def confirmations(
    event: Event,
    person: Person,
    gene: GeneModel,
    records: Records,
    by_reads: SmallVariantReads | None = None,
) -> tuple[Confirmation, ...]:
    """All that confirms two copies of a homozygous small variant; empty where nothing does.

    ``records``: what the person's records say together, see :func:`records_of`; ``by_reads``: what
    the person's own reads say of it.
    """
    if event.kind is not EventKind.SMALL_VARIANT:
        return ()
    if event.zygosity is not Zygosity.APPARENT_HOMOZYGOUS:
        return ()
    calls = parent_calls(event, person)
    carries = [call.carries for call in calls]
    if 0 in carries or all(is_weak(s.observation) for s in event.support):
        return ()
    linked = by_reads is not None and by_reads.copies is CopiesByReads.TWO_COPIES
    found = [Confirmation.READS] if linked else []
    if _reads_fall_short(event, records):
        return tuple(found)
    if len(carries) == 2 and all(carries):
        certain = all(call.is_certain for call in calls)
        by_parents = Confirmation.PARENTS if certain else Confirmation.PARENTS_BY_GENOTYPE
        found.insert(0, by_parents)
    by_record = any(place.contains(event.outer) for place in records.two_copies)
    by_record |= any(c.copies == 2 and c.inner.contains(event.outer) for c in person.depth_calls)
    if by_record or _no_loss_of_exon(event, person, gene):
        found.append(Confirmation.COPY_NUMBER)
        if _heterozygotes_beside(event, records.heterozygotes):
            found.append(Confirmation.HETEROZYGOTES)
    return tuple(found)


def _no_loss_of_exon(event: Event, person: Person, gene: GeneModel) -> bool:
    """Whether the depth shows that no copy of the exon with the event is lost (fixture F02)."""
    own = {exon.number for exon in gene.exons_overlapping(event.outer.start, event.outer.end)}
    kept = {ratio.exon for ratio in person.copy_ratios if ratio.loss_excluded}
    return bool(own) and own <= kept


def _heterozygotes_beside(event: Event, heterozygotes: Sequence[int]) -> bool:
    """Whether confident heterozygotes stand close on both sides."""
    start, end = event.outer.start, event.outer.end
    before = bisect_left(heterozygotes, start)
    after = bisect_right(heterozygotes, end)
    return (
        before > 0
        and start - heterozygotes[before - 1] <= HET_DISTANCE
        and after < len(heterozygotes)
        and heterozygotes[after] - end <= HET_DISTANCE
    )


@dataclass(frozen=True, slots=True)
class Records:
    """What a person's records say together, worked out once for all events."""

    reads: Mapping[str, int]
    """Reads of each record outside called deletions, by its id."""
    usual: Mapping[int, Sequence[int]]
    """The same, ascending, by the number of the file."""
    two_copies: Sequence[Interval]
    """Where a record that rests on depth says that two copies are there; 1-based, closed."""
    heterozygotes: Sequence[int]
    """Where confident heterozygous small variants begin; 1-based, ascending."""


def records_of(observations: Sequence[Observation], events: Sequence[Event]) -> Records:
    """What records say together.

    Those inside a called deletion have fewer reads for another reason, and are left out.
    """
    losses = merged(tuple(e.outer for e in events if e.kind is EventKind.DELETION))
    reads: dict[str, int] = {}
    usual: dict[int, list[int]] = {}
    for one in observations:
        span = Interval(one.row.position, one.row.last)
        number = None if meets(losses, span) else _reads(one)
        if number is not None:
            reads[one.id] = number
            usual.setdefault(one.number, []).append(number)
    return Records(
        reads=reads,
        usual={number: sorted(found) for number, found in usual.items()},
        two_copies=[place for one in observations if (place := _with_two_copies(one))],
        heterozygotes=sorted(
            e.outer.start
            for e in events
            if e.kind is EventKind.SMALL_VARIANT
            and e.zygosity is Zygosity.HETEROZYGOUS
            and not e.filters
            and any(is_confident(s.observation) for s in e.support)
        ),
    )


def _with_two_copies(observation: Observation) -> Interval | None:
    """Where a record that rests on depth says that two copies are there, as far as that is sure."""
    if copy_number(observation) != 2 or observation.filters:
        return None
    if claim_of(observation, 1) not in {Claim.DEPTH, Claim.BOTH}:
        return None
    where = bounds(observation, 1)
    return where.inner if where is not None else None


def _reads_fall_short(event: Event, records: Records) -> bool:
    """Whether the change has clearly fewer reads than other records of the same file."""
    for support in event.support:
        own, usual = _reads(support.observation), _usual(support.observation, records)
        if own is not None and usual is not None and own < LOW_DEPTH * usual:
            return True
    return False


def _usual(observation: Observation, records: Records) -> float | None:
    """The median reads of the other records of its file; None where there are none."""
    ascending = records.usual.get(observation.number, ())
    own = records.reads.get(observation.id)
    left_out = len(ascending) if own is None else bisect_left(ascending, own)
    count = len(ascending) - (own is not None)
    if not count:
        return None
    middle = (ascending[i + (i >= left_out)] for i in ((count - 1) // 2, count // 2))
    return sum(middle) / 2


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
