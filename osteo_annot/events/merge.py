"""Which observations tell of the same event.

Small variants are the same when their normalised alleles are. Deletions of several callers are the
same when they overlap and take the same exons (clinical rules Z19): two callers that report one
heterozygous deletion must never become two deletions on two copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from osteo_annot.events.copy_number import copies_counted, copy_number
from osteo_annot.events.dialects import Claim, dialect_of
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.sameness import Cell, cells_near, cells_of, differ_in_exons, same_event
from osteo_annot.events.zygosity import combined, with_alleles_joined
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval

_Disagreement = tuple[FindingCode, str]
"""What callers disagree on, and the id of the observation that differs from the most precise."""

TARGET_MARGIN = 250
"""Bases beside an exon within which an interval still is a target of that exon."""


def joined_by_id(events: Sequence[Event]) -> list[Event]:
    """One event of each kind and place, with the observations of all, in the order read."""
    by_id: dict[str, list[Event]] = {}
    for event in events:
        by_id.setdefault(event.id, []).append(event)
    return [_joined(group) for group in by_id.values()]


def joined_intervals(
    events: Sequence[Event],
    observations: Sequence[Observation],
    gene: GeneModel,
    parents: Sequence[Sequence[Observation]] = (),
) -> list[Event]:
    """Structural events, with neighbouring intervals of one copy number made one event.

    A file that has a record for every target has one deletion of four exons as four losses; they
    are one event unless a record between them tells another number of copies. Of a program that is
    not known to write so, the intervals themselves must show it: they adjoin, or each is an exon.
    Intervals of which a parent has different numbers of copies (``parents``: the observations of
    each) came from different copies, or need not have come from one.
    """
    counted = [
        {_row_of(o): copies for o in one if (copies := copy_number(o)) is not None}
        for one in parents
    ]
    starts: dict[int, list[int]] = {}
    for observation in observations:
        starts.setdefault(observation.number, []).append(observation.row.position)
    listing = {o.number for o in observations if dialect_of(o).lists_every_interval}
    result: list[Event] = []
    for event in sorted(events, key=lambda e: (e.outer.start, e.outer.end, e.id)):
        asked = reversed(result) if _may_be_interval(event, listing) else ()
        before = next((e for e in asked if _is_interval(e, event, gene)), None)
        if (
            before is None
            or _anything_between(before, event, starts)
            or _differ_in_a_parent(before, event, counted)
        ):
            result.append(event)
            continue
        whole = Interval(before.outer.start, max(before.outer.end, event.outer.end))
        result[result.index(before)] = replace(
            before,
            id=f"{event.kind.value}-6-{whole.start}-{whole.end}",
            inner=whole,
            outer=whole,
            support=(*before.support, *event.support),
        )
    return result


def parts_joined(events: Sequence[Event]) -> list[Event]:
    """Structural events, with those that are part of a larger deletion merged into it.

    Where a copy number of one stands inside a called deletion of one copy, that deletion is what
    was counted: were another one on the other copy, no copy would be left. Likewise for none.
    """
    larger: dict[str, list[Event]] = {}
    kept: list[Event] = []
    losses = [e for e in events if e.kind is EventKind.DELETION]
    by_depth = [e for e in losses if all(s.depth_call is not None for s in e.support)]
    for event in events:
        wholes = losses if _is_counted(event) else by_depth
        holder = next((e for e in wholes if _is_part(event, e)), None)
        if holder is None:
            kept.append(event)
        else:
            larger.setdefault(holder.id, []).append(event)
    return [
        replace(
            e, support=(*e.support, *(s for part in larger.get(e.id, ()) for s in part.support))
        )
        for e in kept
    ]


_LEFT = {Zygosity.HETEROZYGOUS: 1, Zygosity.HOMOZYGOUS: 0}
"""Copies that are left by a deletion."""


def _is_part(event: Event, whole: Event) -> bool:
    """Whether a loss lies inside a longer one of the same copies, and the copies were counted.

    One of the two was counted, or the depth of the exons counted the longer one.
    """
    both = event.kind is whole.kind is EventKind.DELETION and event.id != whole.id
    same = event.zygosity is whole.zygosity and event.zygosity in _LEFT
    longer = len(whole.outer) > len(event.outer)
    if not both or not same or not longer or whole.inner is None:
        return False
    if not whole.inner.contains(event.inner or event.outer):
        return False
    by_depth = all(s.depth_call is not None for s in whole.support)
    return by_depth or (_is_counted(event) and not _is_counted(whole))


def _is_counted(event: Event) -> bool:
    """Whether a deletion is counted by a copy number that is what its zygosity leaves."""
    left = _LEFT.get(event.zygosity)
    return all(copies_counted(s) == left for s in event.support)


def _row_of(observation: Observation) -> tuple[int, int, int]:
    """The row of an observation, the same for every sample: file and place."""
    return observation.number, observation.row.position, observation.row.last


def _differ_in_a_parent(
    one: Event, other: Event, counted: Sequence[Mapping[tuple[int, int, int], int]]
) -> bool:
    """Whether some parent has different numbers of copies of two intervals."""
    first, second = ({_row_of(s.observation) for s in e.support} for e in (one, other))
    return any(
        len({copies[row] for row in first | second if row in copies}) > 1
        and first & copies.keys()
        and second & copies.keys()
        for copies in counted
    )


def _may_be_interval(event: Event, listing: Set[int]) -> bool:
    """Whether an event can be one of several intervals: of a file that lists them, or counted.

    ``listing``: numbers of the files in which some record is of a program that lists them.
    """
    listed = event.support[0].observation.number in listing
    return listed or all(copies_counted(s) is not None for s in event.support)


def _is_interval(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether two events are intervals of one kind and number of copies in one file."""
    first, second = one.support[-1].observation, other.support[0].observation
    return (
        first.number == second.number
        and first.id != second.id
        and one.kind is other.kind
        and one.zygosity is other.zygosity
        and one.allele is other.allele is None
        and one.outer.end < other.outer.start
        and (dialect_of(first).lists_every_interval or _show_intervals(one, other, gene))
    )


def _show_intervals(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether two losses or gains counted by copy number adjoin, or each is a target of an exon."""
    counts = {copies_counted(s) for e in (one, other) for s in e.support}
    if len(counts) != 1 or None in counts:
        return False
    targets = _is_target(other, gene) and (_is_target(one, gene) or len(one.support) > 1)
    return targets or other.outer.start - one.outer.end <= 1


def _is_target(event: Event, gene: GeneModel) -> bool:
    """Whether an event holds bases of one exon and little else."""
    exons = gene.exons_overlapping(event.outer.start, event.outer.end)
    margins = [Interval(e.start - TARGET_MARGIN, e.end + TARGET_MARGIN) for e in exons]
    return len(margins) == 1 and margins[0].contains(event.outer)


def _anything_between(one: Event, other: Event, starts: Mapping[int, Sequence[int]]) -> bool:
    """Whether a record of the file begins between two intervals."""
    own = {s.observation.row.position for s in (*one.support, *other.support)}
    last = max(s.observation.row.position for s in one.support)
    first = other.support[0].observation.row.position
    places = starts[other.support[0].observation.number]
    return any(last < place < first and place not in own for place in places)


def merge_structural(
    events: Sequence[Event], gene: GeneModel
) -> tuple[list[Event], tuple[_Disagreement, ...]]:
    """Structural events with those of other callers merged in, and what the callers disagree on.

    Groups are formed from the most precise event down, so that they do not depend on file order.
    """
    groups = _Groups()
    for event in sorted(events, key=_precision):
        for group in groups.near(event):
            if same_event(group[0], event, gene):
                group.append(event)
                break
        else:
            groups.begin(event)
    joined = [_joined_structural(group, gene) for group in groups.all]
    return [event for event, _ in joined], tuple(f for _, found in joined for f in found)


class _Groups:
    """Events that are one, in the order in which they were begun.

    Two exact events of one file are one only where their breakpoints lie near each other, so that
    a file of many is not compared pair by pair.
    """

    def __init__(self) -> None:
        self.all: list[list[Event]] = []
        self._of_file: dict[int | None, list[int]] = {}
        """Places of the groups that begin with an exact event of that file alone; None: others."""
        self._at: dict[Cell, list[int]] = {}

    def begin(self, event: Event) -> None:
        """A further group."""
        place = len(self.all)
        self.all.append([event])
        self._of_file.setdefault(_file_if_exact(event), []).append(place)
        for cell in cells_of(event):
            self._at.setdefault(cell, []).append(place)

    def near(self, event: Event) -> Iterator[list[Event]]:
        """The groups to which an event may belong."""
        own = _file_if_exact(event)
        if own is None:
            yield from self.all
            return
        places = {p for cell in cells_near(event) for p in self._at.get(cell, ())}
        for file, of_file in self._of_file.items():
            if file != own:
                places.update(of_file)
        yield from (self.all[place] for place in sorted(places))


def _file_if_exact(event: Event) -> int | None:
    """Number of the one file of which an exact event is."""
    files = {s.observation.number for s in event.support}
    return files.pop() if event.is_exact and len(files) == 1 else None


def _precision(event: Event) -> tuple[bool, bool, bool, int, int, int, str]:
    """Order: exact bases, then what does not rest on depth alone, then the narrowest uncertainty.

    Bins of a depth caller tell no uncertainty, and yet give outer bounds only; at last the place.
    """
    uncertainty = len(event.outer) - (len(event.inner) if event.inner else 0)
    by_depth = all(s.claim is Claim.DEPTH for s in event.support)
    place = (event.outer.start, event.outer.end, event.id)
    return (event.allele is None, by_depth, event.is_imprecise, uncertainty, *place)


def _joined_structural(group: list[Event], gene: GeneModel) -> tuple[Event, list[_Disagreement]]:
    """One structural event with all observations, and what the callers disagree on.

    Where the most precise of them does not know its breakpoints, an exon that another one reaches
    lies within the uncertain bounds.
    """
    whole = _joined(group)
    others = [e for e in group[1:] if differ_in_exons(group[0], e, gene)]
    if not others:
        return whole, []
    if group[0].is_imprecise:
        start = min(e.outer.start for e in group)
        whole = replace(whole, outer=Interval(start, max(e.outer.end for e in group)))
    code = FindingCode.CALLERS_DISAGREE_ON_EXONS
    return whole, [(code, others[0].support[0].observation.id)]


def _joined(group: list[Event]) -> Event:
    """One event with all observations; the first, most precise one gives place and name."""
    both = Zygosity.APPARENT_HOMOZYGOUS
    if group[0].kind is EventKind.DELETION:
        both = Zygosity.HOMOZYGOUS
    support = with_alleles_joined(tuple(s for event in group for s in event.support), both)
    return replace(group[0], support=support, zygosity=combined(support))
