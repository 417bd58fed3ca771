"""The values of the pictures of reads, of the events that may break a copy.

Reads are fetched once for a person; what is counted here is what the witnesses counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osteo_annot.events.model import Event, EventKind
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.alleles import allele_counts, fragments_over, is_told_by_reads
from osteo_annot.measured.reads.arms import ends_of, joints_of
from osteo_annot.measured.reads.gene_depth import gene_depth
from osteo_annot.measured.reads.joint import joint_in
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.picture import (
    AROUND,
    MOST_OF_PARENT,
    MOST_PILED,
    MOST_PILED_OF_PARENT,
    MOST_READS,
    BreakpointReads,
    PiledRead,
    ReadKey,
    ReadShows,
    ShownRead,
    breakpoint_reads,
    variant_reads,
    window_of,
)
from osteo_annot.measured.reads.witness import JunctionKind, JunctionProposal
from osteo_annot.report.result import pictures_model as out
from osteo_annot.values import dataclass
from osteo_annot.verdict.facts import Facts

_MOST, _MOST_PROPOSALS = 6, 3
"""Pictures of each kind of event; of junctions that no caller told."""
_KINDS = {
    EventKind.DELETION: JunctionKind.DELETION,
    EventKind.DUPLICATION: JunctionKind.DUPLICATION,
    EventKind.INVERSION: JunctionKind.INVERSION,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """Somebody whose reads were given."""

    who: out.Who
    sample: str
    reads: Reads

    @property
    def most_reads(self) -> int:
        """Reads that are shown at a breakpoint."""
        return MOST_READS if self.who == "person" else MOST_OF_PARENT

    @property
    def most_piled(self) -> int:
        """Reads that are shown over a small variant."""
        return MOST_PILED if self.who == "person" else MOST_PILED_OF_PARENT


def pictures_of(person: Person, facts: Facts, reference: Reference) -> out.ReadPictures | None:
    """The values of all pictures; None where no reads of the person were given.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    if person.reads is None:
        return None
    people = list(_people(person))
    events = [a.event for a in facts.assessed if a.is_named]
    structural = [event for event in events if event.kind in _KINDS][:_MOST]
    small = [(e.id, allele) for e in events for allele in _alleles(e)][:_MOST]
    return out.ReadPictures(
        junctions=[
            *(_of_event(event, people, facts) for event in structural),
            *(
                _of_proposal(number, proposal, people)
                for number, proposal in enumerate(facts.proposals[:_MOST_PROPOSALS])
            ),
        ],
        variants=[_variant(name, allele, people, reference) for name, allele in small],
        depth=_depth(people[0].reads, person, facts),
    )


def _depth(reads: Reads, person: Person, facts: Facts) -> out.DepthPicture:
    """The depth over the gene."""
    found = gene_depth(reads, person.copy_ratios, facts.gene)
    return out.DepthPicture(
        found.window.start, found.window.end, list(found.depths), found.two_copies
    )


def _people(person: Person) -> Iterator[_Read]:
    """The person, then mother and father, as far as their reads were given."""
    if person.reads is not None:
        yield _Read("person", person.sample, person.reads.fetched)
    parents: tuple[tuple[Role, out.Who], ...] = ((Role.MOTHER, "mother"), (Role.FATHER, "father"))
    for role, who in parents:
        relative = person.relatives.get(role)
        if relative is not None and relative.reads is not None:
            yield _Read(who, relative.name, relative.reads.fetched)


def _alleles(event: Event) -> list[Allele]:
    """The small changes of an event: itself, or those that are read as one."""
    if event.kind is not EventKind.SMALL_VARIANT:
        return []
    return [part.allele for part in (event.parts or (event,)) if part.allele is not None]


def _of_event(event: Event, people: Sequence[_Read], facts: Facts) -> out.JunctionPicture:
    """The reads around both ends of a structural event."""
    witness = facts.witnesses.get(event.id)
    found = witness.breakpoints if witness else None
    place = Interval(found.start, found.end) if found else event.best
    bounds = _Bounds(_KINDS[event.kind], event.outer, event.inner, place, found is not None)
    return out.JunctionPicture(event.id, None, _ends(bounds, people))


def _of_proposal(
    number: int, proposal: JunctionProposal, people: Sequence[_Read]
) -> out.JunctionPicture:
    """The reads around both ends of a junction that no caller told."""
    found = proposal.breakpoints
    place = Interval(found.start, found.end) if found else proposal.interval
    bounds = _Bounds(proposal.kind, place, place, place, by_reads=True)
    return out.JunctionPicture("", number, _ends(bounds, people))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Where a junction lies, or may lie."""

    kind: JunctionKind
    outer: Interval
    """Bases that may be affected."""
    inner: Interval | None
    """Bases that surely are."""
    place: Interval
    """The bases between the ends that are drawn."""
    by_reads: bool
    """Whether reads show the place."""


def _ends(bounds: _Bounds, people: Sequence[_Read]) -> list[out.BreakpointPicture]:
    """What stands around both ends."""
    first, last = ends_of(bounds.outer, bounds.inner)
    shown = {one.who: _counted(one.reads, bounds) for one in people}

    def picture(side: out.Side, position: int, where: Interval) -> out.BreakpointPicture:
        window = window_of(position)
        fetched = all(one.reads.window.contains(window) for one in people)
        read = [
            (one, breakpoint_reads(one.reads, position, shown[one.who], one.most_reads))
            for one in people
            if fetched
        ]
        return out.BreakpointPicture(
            side=side,
            position=position,
            possible=[where.start, where.end],
            by_reads=bounds.by_reads,
            start=window.start,
            end=window.end,
            people=[_at_breakpoint(one, reads) for one, reads in read],
        )

    behind = Interval(last.start + 1, last.end + 1)
    place = bounds.place
    return [picture("left", place.start, first), picture("right", place.end + 1, behind)]


def _counted(reads: Reads, bounds: _Bounds) -> dict[ReadKey, ReadShows]:
    """The reads that are counted for a joint of the junction, and how they show it."""
    found: dict[ReadKey, ReadShows] = {}
    for joint in joints_of(bounds.kind, bounds.outer, bounds.inner):
        seen = joint_in(reads, joint, reads.insert)
        for name in seen.fragments.pairs:
            found[name, False] = found[name, True] = ReadShows.PAIR
        for crossing in seen.crossed:
            read = crossing.read
            found[read.name, read.is_second] = ReadShows[crossing.shown.name]
    return found


def _at_breakpoint(one: _Read, found: BreakpointReads) -> out.BreakpointReads:
    """The reads of one person at one end."""
    return out.BreakpointReads(
        who=one.who,
        sample=one.sample,
        total=found.total,
        counts=dict(found.counts),
        depths=list(found.depths),
        shown=[_shown(read) for read in found.shown],
    )


def _shown(read: ShownRead) -> out.ShownRead:
    """A read at a breakpoint."""
    return out.ShownRead(
        start=read.start,
        end=read.end,
        strand="-" if read.is_reverse else "+",
        mapq=read.mapq,
        clipped_before=read.clipped_before,
        clipped_after=read.clipped_after,
        gaps=[list(gap) for gap in read.gaps],
        shows=read.shows,
    )


def _variant(
    event: str, allele: Allele, people: Iterable[_Read], reference: Reference
) -> out.VariantPicture:
    """The pile over a small variant."""
    position = allele.start - allele.is_insertion
    start, end = position - AROUND, position + AROUND
    return out.VariantPicture(
        event=event,
        position=position,
        start=start,
        reference="".join(reference.base(p) for p in range(start, end + 1)),
        people=[_at_variant(one, allele, position, reference) for one in people],
    )


def _at_variant(
    one: _Read, allele: Allele, position: int, reference: Reference
) -> out.VariantReads:
    """The reads of one person over a small variant."""
    piled = variant_reads(one.reads, position, reference, one.most_piled)
    told = is_told_by_reads(allele)
    counts = allele_counts(fragments_over(one.reads, allele, reference) if told else {})
    return out.VariantReads(
        who=one.who,
        sample=one.sample,
        total=piled.total,
        ref=[counts.ref.forward, counts.ref.reverse] if told else [],
        alt=[counts.alt.forward, counts.alt.reverse] if told else [],
        other=counts.other,
        forward=list(piled.forward),
        reverse=list(piled.reverse),
        shown=[_piled(read) for read in piled.shown],
    )


def _piled(read: PiledRead) -> out.PiledRead:
    """A read over a small variant."""
    return out.PiledRead(
        start=read.start,
        end=read.end,
        strand="-" if read.is_reverse else "+",
        mapq=read.mapq,
        differences={str(place): base for place, base in sorted(read.differences.items())},
    )
