"""What contradicts an event: its own records, reads, depth, parents, and what lies inside a loss.

Source: clinical rules 2.1 (Z2, Z14 to Z17, Z26) and 2.4.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import is_confident, is_weak
from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.events_by_reads import EventReads, reads_contradict, reads_of_another
from osteo_annot.copies.parents import parent_calls
from osteo_annot.copies.read_support import reads_disagree
from osteo_annot.copies.structure import ExonReach
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.model import Event, EventKind, EventSet, Zygosity
from osteo_annot.events.sides import are_in_cis, on_opposite_sides, side_of
from osteo_annot.events.structural import STRUCTURAL_SIZE, bounds
from osteo_annot.events.zygosity import overriding_depth, shows_unsaid_allele
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.interval import ByPlace, Interval
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.witness import WitnessAnswer
from osteo_annot.sentences.texts import findings as say
from osteo_annot.sentences.texts import junctions
from osteo_annot.values import dataclass

_BLOCK_OVERLAP = 20
"""Bases that a reference block must share with a deletion to speak against it."""
HETEROZYGOTES_THAT_REFUTE = 2
"""Confident heterozygotes inside a one-copy claim that refute it (clinical rules Z15)."""

SEEN_BY_DEPTH = 10_000
"""Bases of a deletion that any segment of two copies denies; a shorter one is denied only by a
segment that is itself shorter, or of which it is half. Callers of copy number leave out shorter
events (DRAGEN's filter cnvLength)."""


def contradictions(
    found: EventSet,
    settled: Sequence[EventEffect],
    person: Person,
    by_reads: EventReads | None = None,
) -> tuple[Finding, ...]:
    """All that is odd or contradicts itself.

    ``settled``: the same events with their zygosity in the light of all others, by which what lies
    inside a deletion is judged; the records of an event are held against the calls themselves.
    ``by_reads``: what the person's own reads say of small variants.
    """
    findings = list(found.findings)
    speakers = _Speakers.of(person.observations)
    for event, effect in zip(found.events, settled, strict=True):
        denials = found.denied_by.get(event.id, ())
        findings += _genotypes_disagree(event, speakers, denials)
        findings += _depth_disagrees(effect, person)
        findings += reads_disagree(event, person.observations)
        findings += _junction_contradicts(event)
        findings += reads_contradict(event, by_reads or {})
        findings += parents_disagree(event, person)
        findings += _parents_mosaic(event, person)
    findings += reads_of_another(found.events, by_reads or {})
    losses = [e for e in found.events if e.kind is EventKind.DELETION and e.inner is not None]
    if losses:
        placed = ByPlace((e.event.outer, e.event) for e in settled if _may_deny_loss(e.event))
        rows = ((Interval(o.row.position, o.row.last), o) for o in person.observations)
        called = ByPlace(rows)
        for loss in losses:
            inner = loss.inner or loss.outer
            findings += _inside(loss, placed.meeting(inner), called.meeting(inner))
    return tuple(findings)


def _genotypes_disagree(
    event: Event, speakers: _Speakers, denials: Sequence[Observation]
) -> list[Finding]:
    """Observations of one event that give it different zygosities, or say it is not there."""
    sure = {
        s.zygosity
        for s in event.support
        if s.zygosity not in {Zygosity.UNKNOWN, Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL}
    }
    if (pair := on_opposite_sides(event.support)) is not None:
        first, second = (s.observation.id for s in pair)
        said = say.OPPOSITE(first=first, second=second, event=event.id)
        return [Finding(FindingCode.GENOTYPES_DISAGREE, said, (event.id,))]
    records = tuple(say.RECORD(record=s.observation.id, zygosity=s.zygosity) for s in event.support)
    if overriding_depth(event.support) is not None:
        code = FindingCode.DEPTH_OVERRIDES_GT
        said = say.BY_RECORDS(meaning=code, event=event.id, records=records)
        return [Finding(code, said, (event.id,))]
    own = {s.observation.number for s in event.support}
    against = [o for o in speakers.against(event) if o.number not in own]
    against += [o for o in denials if not is_weak(o) and not shows_unsaid_allele(o)]
    if len(sure) < 2 and not against:
        return []
    if against:
        said = say.DENIED(record=against[0].id, event=event.id)
        return [Finding(FindingCode.GENOTYPES_DISAGREE, said, (event.id,))]
    said = say.RECORDS_DISAGREE(event=event.id, records=records)
    return [Finding(FindingCode.GENOTYPES_DISAGREE, said, (event.id,))]


def _junction_contradicts(event: Event) -> list[Finding]:
    """An event of which the person's reads show no junction, or another number of copies."""
    told = event.witness
    if told is None or told.answer is not WitnessAnswer.CONTRADICTED:
        return []
    code = FindingCode.JUNCTION_CONTRADICTS_CALL
    said = junctions.CONTRADICTS(meaning=code, event=event.id, reason=told.reason, counts=told.said)
    return [Finding(code, said, (event.id,))]


def _depth_disagrees(effect: EventEffect, person: Person) -> list[Finding]:
    """A deletion of whole exons of which the depth shows that none is lost (Z16)."""
    event = effect.event
    if event.kind is not EventKind.DELETION:
        return []
    whole = {number for number, how in effect.reach.items() if how is ExonReach.WHOLE}
    kept = {ratio.exon for ratio in person.copy_ratios if ratio.no_local_loss}
    if not whole or not whole <= kept:
        return []
    code = FindingCode.DELETION_WITHOUT_DEPTH_LOSS
    said = say.AT(meaning=code, where=(event.id, say.DEPTH_OF_EXONS()))
    return [Finding(code, said, (event.id,))]


@dataclass(frozen=True, slots=True)
class _Speakers:
    """The records that can say that an event is not there."""

    reference: ByPlace[Observation]
    """Confident reference calls, by the bases of the record."""
    two_copies: tuple[Observation, ...]
    """Records that count two copies or more."""

    @classmethod
    def of(cls, observations: Sequence[Observation]) -> _Speakers:
        """Those among the records of a person."""
        return cls(
            ByPlace(
                (Interval(o.row.position, o.row.last), o)
                for o in observations
                if o.genotype.is_reference and is_confident(o)
            ),
            tuple(o for o in observations if (copy_number(o) or 0) >= 2),
        )

    def against(self, event: Event) -> list[Observation]:
        """The records that say that the whole event is not there.

        A confident reference call over a small variant that callers of short changes see; two
        copies or more over a deletion, unless it is too short a part of the segment for a caller
        of copy numbers to see.
        """
        if event.kind is EventKind.DELETION:
            return [o for o in self.two_copies if _counts_two_over(o, event)]
        if event.kind is not EventKind.SMALL_VARIANT:
            return []
        if event.allele is not None and abs(event.allele.net) >= STRUCTURAL_SIZE:
            return []
        whole = event.outer
        return [
            o
            for o in self.reference.meeting(whole)
            if o.row.position <= whole.start and whole.end <= o.row.last
        ]


def _counts_two_over(observation: Observation, event: Event) -> bool:
    """Whether a record's two copies are those of a deletion, long enough to be seen in it."""
    span = bounds(observation, 1)
    if span is None or event.inner is None or not span.outer.contains(event.inner):
        return False
    size, segment = len(event.inner), len(span.outer)
    return size >= SEEN_BY_DEPTH or segment <= max(SEEN_BY_DEPTH, 2 * size)


def _parents_mosaic(event: Event, person: Person) -> list[Finding]:
    """A parent whose reads show the change, though too few for an allele (Z13)."""
    code = FindingCode.PARENT_MAY_BE_MOSAIC
    return [
        Finding(
            code, say.PARENT(meaning=code, event=event.id, who=c.role, call=c.said), (event.id,)
        )
        for c in parent_calls(event, person)
        if c.mosaic
    ]


def parents_disagree(event: Event, person: Person) -> list[Finding]:
    """An apparently homozygous child of a parent who does not carry the change (Z26)."""
    lost = event.kind is EventKind.DELETION and event.zygosity is Zygosity.HOMOZYGOUS
    if event.zygosity is not Zygosity.APPARENT_HOMOZYGOUS and not lost:
        return []
    suspected = say.LOSS_NOT_INHERITED if lost else say.NOT_INHERITED
    return [
        Finding(
            FindingCode.PARENT_WITHOUT_ALLELE,
            suspected(event=event.id, who=call.role, call=call.said),
            (event.id,),
        )
        for call in parent_calls(event, person)
        if call.carries == 0
    ]


def _inside(
    loss: Event, events: Sequence[Event], observations: Sequence[Observation]
) -> list[Finding]:
    """Genotypes inside a deletion that say that the DNA is there (Z14, Z15)."""
    if loss.inner is None:
        return []
    if loss.zygosity is Zygosity.HOMOZYGOUS:
        own = {s.observation.id for s in loss.support}
        inside = [o for o in observations if o.id not in own and _called_inside(o, loss.inner)]
        for event in events:
            if _heterozygote_inside(event, loss):
                inside += [s.observation for s in event.support]
        if inside:
            code = FindingCode.GENOTYPE_INSIDE_HOMOZYGOUS_DELETION
            said = say.GENOTYPE_INSIDE(event=loss.id, record=inside[0].id)
            return [Finding(code, said, (loss.id,))]
        return []
    if loss.zygosity is not Zygosity.HETEROZYGOUS:
        return []
    return [*_on_deleted_copy(loss, events), *_heterozygotes_inside(loss, events)]


def _may_deny_loss(event: Event) -> bool:
    """Whether an event says something of a loss in which it lies: by both copies, or by phase."""
    heterozygous = event.kind is EventKind.SMALL_VARIANT and event.zygosity is Zygosity.HETEROZYGOUS
    return heterozygous or any(side_of(s.observation, s.allele) for s in event.support)


def _on_deleted_copy(loss: Event, events: Sequence[Event]) -> list[Finding]:
    """Changes that a phase set puts on the copy on which their bases are deleted."""
    found: list[Finding] = []
    for event in events:
        inside = loss.inner is not None and loss.inner.contains(event.outer)
        pairs = ((s, t) for s in loss.support for t in event.support)
        if event.id == loss.id or not inside or not any(are_in_cis(s, t) for s, t in pairs):
            continue
        code = FindingCode.ALLELE_ON_DELETED_COPY
        said = say.OF_TWO(meaning=code, first=event.id, second=loss.id)
        found.append(Finding(code, said, (event.id, loss.id)))
    return found


def _heterozygotes_inside(loss: Event, events: Sequence[Event]) -> list[Finding]:
    """Confident heterozygotes inside a deletion that would leave one copy (Z15)."""
    hets = [e for e in events if _heterozygote_inside(e, loss)]
    if not hets:
        return []
    refutes = len(hets) >= HETEROZYGOTES_THAT_REFUTE
    code = FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION
    if refutes:
        code = FindingCode.HETEROZYGOTES_INSIDE_DELETION
    said = say.HETEROZYGOTES_INSIDE(event=loss.id, calls=tuple(e.id for e in hets[:5]))
    return [Finding(code, said, (loss.id, *(e.id for e in hets)))]


def _called_inside(observation: Observation, span: Interval) -> bool:
    """Whether a confident genotype of bases lies inside the interval."""
    row = observation.row
    if any(alt.startswith("<") and alt not in {"<NON_REF>", "<*>"} for alt in row.alts):
        return False
    here = Interval(row.position, row.last)
    enough = span.contains(here) or span.overlap(here) >= _BLOCK_OVERLAP
    return enough and is_confident(observation)


def _heterozygote_inside(event: Event, loss: Event) -> bool:
    """Whether an event is a confident heterozygous small variant inside the sure part of a loss."""
    return (
        event.kind is EventKind.SMALL_VARIANT
        and event.zygosity is Zygosity.HETEROZYGOUS
        and loss.inner is not None
        and loss.inner.contains(event.outer)
        and not _stands_for_deletion(event)
        and any(
            is_confident(s.observation) or "GQ" not in s.observation.fields for s in event.support
        )
    )


def _stands_for_deletion(event: Event) -> bool:
    """Whether the other allele of every record is ``*``: the deleted copy itself (Z8)."""
    return all(
        "*" in (s.observation.row.alts[a - 1] for a in s.observation.genotype.alleles if a)
        for s in event.support
    )
