"""Events joined by proven phase: what is known to lie on one copy, or on two.

Source: clinical rules 2.3 and 2.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from osteo_annot.copies.parents import origin_of
from osteo_annot.copies.phase import Relation, relations, relations_of
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.measured.person import Person
from osteo_annot.sentences.texts import findings as say
from osteo_annot.values import dataclass

MATERNAL = "maternal copy"
"""Stands for the mother's copy among the event ids of a group."""

MOST_PHASED = 100
"""Events of one person whose phase to each other is asked, what breaks a copy first.

Pairs grow with the square of the events; ten would be many in one gene of one person.
"""

Group = dict[str, int]
"""Ids of events whose phase to each other is proven, with their side: 0 or 1."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups of the events that lie on one copy, and what is known of their phase."""

    groups: tuple[Group, ...]
    """The one with the mother's copy first, then those with what breaks a copy alone."""
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


def grouped_by_phase(
    events: Sequence[Event], shown: Sequence[Event], person: Person, breaking: set[str]
) -> Grouped:
    """Events on one copy, joined by proven phase.

    ``shown`` join a group where their side is proven, and make none of their own; ``breaking``
    are ids of what breaks a copy alone. Of more than ``MOST_PHASED`` events, each of the rest is a
    group of its own, and no more of ``shown`` are asked than that number leaves.
    """
    asked = sorted(events, key=lambda event: event.id not in breaking)[:MOST_PHASED]
    among = {event.id for event in asked}
    phases = relations([event for event in events if event.id in among], person)
    groups, findings = _groups(events, phases, person)
    _join(groups, shown[: MOST_PHASED - len(asked)], asked, person)
    if len(events) > len(asked):
        said = say.PHASE_BOUNDED(count=len(events), most=len(asked))
        left = tuple(event.id for event in events if event.id not in among)
        findings.append(Finding(FindingCode.ARRANGEMENTS_BOUNDED, said, left))
    # What breaks a copy alone comes first, so that a bound never leaves it out.
    groups.sort(key=lambda g: (MATERNAL not in g, not breaking & g.keys()))
    return Grouped(tuple(groups), tuple(phases), tuple(findings))


def _groups(
    events: Sequence[Event], phases: Iterable[Relation], person: Person
) -> tuple[list[Group], list[Finding]]:
    """Events joined by proven phase: each group maps event ids to side 0 or 1.

    The mother's copy is a member of the group too, where parents tell. The group with it comes
    first, so that its sides are the same in every arrangement.
    """
    links = [(r.first, r.second, int(bool(r.trans))) for r in phases if r.source.proves]
    links += [(m, e.id, differs) for e in events for m, differs in _link_to_mother(e, person)]
    names = [MATERNAL, *(e.id for e in events)]
    neighbours: dict[str, list[tuple[str, int]]] = {name: [] for name in names}
    for first, second, differs in links:
        neighbours[first].append((second, differs))
        neighbours[second].append((first, differs))
    groups: list[Group] = []
    grouped: set[str] = set()
    findings: list[Finding] = []
    for name in names:
        if name in grouped:
            continue
        group, conflict = connected(name, neighbours)
        groups.append(group)
        grouped |= group.keys()
        if conflict:
            said = say.PHASES_DISAGREE(events=tuple(sorted(group)))
            findings.append(Finding(FindingCode.PHASE_SOURCES_DISAGREE, said, tuple(group)))
    return [g for g in groups if set(g) != {MATERNAL}], findings


def _join(
    groups: Sequence[Group],
    others: Iterable[Event],
    relevant: Sequence[Event],
    person: Person,
) -> None:
    """Add further events to the groups in which their side is proven without contradiction."""
    for event in others:
        links = [
            (r.first, int(bool(r.trans)))
            for r in relations_of(((other, event) for other in relevant), person)
            if r.source.proves
        ]
        links += _link_to_mother(event, person)
        for group in groups:
            sides = {group[name] ^ differs for name, differs in links if name in group}
            if len(sides) == 1:
                group[event.id] = sides.pop()
                break


def _link_to_mother(event: Event, person: Person) -> list[tuple[str, int]]:
    """The mother's copy and the side of a heterozygous event to it, where both parents tell.

    Not where reviewers state the phase of the event: what they state would be contradicted.
    """
    stated = any(event.id in {s.first, s.second} for s in person.stated_phases)
    if stated or event.zygosity is not Zygosity.HETEROZYGOUS:
        return []
    parent = origin_of(event, person).parent
    return [(MATERNAL, int(parent == "father"))] if parent else []


def connected(name: str, neighbours: Mapping[str, Sequence[tuple[str, int]]]) -> tuple[Group, bool]:
    """Everything linked to a name, with sides, and whether two links contradict each other."""
    sides = {name: 0}
    conflict = False
    waiting = [name]
    while waiting:
        current = waiting.pop()
        for neighbour, differs in neighbours[current]:
            side = sides[current] ^ differs
            if neighbour not in sides:
                sides[neighbour] = side
                waiting.append(neighbour)
            elif sides[neighbour] != side:
                conflict = True
    return sides, conflict
