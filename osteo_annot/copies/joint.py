"""Changes of one codon, or of neighbouring bases, that surely lie on one copy are one event.

No phase is needed where one of them is on both copies: the copy that carries the other carries
both. The copy without it carries what is left: another event, so that nothing is homozygous there.
Sources: clinical rules 2.1 (Z6), 2.8, fixture F21; HGVS nomenclature v21 (deletion-insertion:
neighbouring bases, and changes that together affect one amino acid).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.effect import EventEffect, copy_outcome, effect_of, joint_effect
from osteo_annot.copies.groups import connected
from osteo_annot.copies.phase import relations
from osteo_annot.copies.resolve import Resolved
from osteo_annot.events.bases import allele_id
from osteo_annot.events.model import Event, EventKind, EventSet, Zygosity
from osteo_annot.findings import Finding
from osteo_annot.locus.allele import Allele, shift_is_bounded, shifted_left, trimmed
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Person
from osteo_annot.values import dataclass

_BETWEEN = 2
"""Unchanged bases between two changes of one codon, at most."""
_ON_BOTH = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}
_ALIKE = {Zygosity.HEMIZYGOUS, Zygosity.HAPLOID_CALL}
"""Calls that place several events on one copy, where all are of the same kind."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The settled events, with those of one codon and one copy read as one."""

    resolved: Resolved
    carried_by: Mapping[str, tuple[str, ...]]
    """Of each event that was read together with others: the ids of the events that hold it now."""

    def about(self, names: Iterable[str]) -> tuple[str, ...]:
        """The same events, by the ids under which they are held now."""
        return tuple(dict.fromkeys(new for n in names for new in self.carried_by.get(n, (n,))))

    def held(self, found: EventSet) -> EventSet:
        """What became of every observation, by the ids under which its events are held now."""
        if not self.carried_by:
            return found
        dispositions = {
            name: replace(one, events=self.about(one.events))
            for name, one in found.dispositions.items()
        }
        return replace(found, dispositions=dispositions)


def joined(settled: Resolved, person: Person, gene: GeneModel, reference: Reference) -> Joined:
    """Read the events of one codon, or of neighbouring bases, together on each copy."""
    held = {e.event.id: e for e in settled.effects}
    carried_by: dict[str, tuple[str, ...]] = {}
    for cluster in _clusters(settled.effects):
        copies = _copies([e.event for e in cluster], person)
        if copies is None:
            continue
        new = _read_together(cluster, copies, gene, reference)
        old = [e.event.id for e in cluster]
        if not new or any(e.event.id in held and e.event.id not in old for e in new):
            continue
        for name in old:
            carried_by[name] = tuple(e.event.id for e in new if name in _ids_held(e.event))
            del held[name]
        held |= {e.event.id: e for e in new}
    if not carried_by:
        return Joined(settled, {})
    effects = sorted(
        held.values(), key=lambda e: (e.event.outer.start, e.event.outer.end, e.event.id)
    )
    whole = Joined(settled, carried_by)
    findings = tuple(replace(f, about=_both(whole, f)) for f in settled.findings)
    confirmed = {
        e.event.id: told
        for e in effects
        if e.event.zygosity is Zygosity.HOMOZYGOUS
        if (told := _confirmed(e.event, settled))
    }
    return replace(whole, resolved=Resolved(tuple(effects), findings, confirmed, settled.by_reads))


def _both(whole: Joined, finding: Finding) -> tuple[str, ...]:
    """The events that a finding concerns, as they were and as they are held now."""
    return tuple(dict.fromkeys((*finding.about, *whole.about(finding.about))))


def _confirmed(event: Event, settled: Resolved) -> tuple[Confirmation, ...]:
    """What confirms two copies of an event; of a joint one, of each of its parts."""
    told = [settled.confirmed.get(part.id, ()) for part in event.parts or (event,)]
    return tuple(c for c in told[0] if all(c in others for others in told))


def _ids_held(event: Event) -> set[str]:
    """The ids of an event, or of the parts of a joint one."""
    return {part.id for part in event.parts} or {event.id}


def _clusters(effects: Sequence[EventEffect]) -> list[list[EventEffect]]:
    """Small variants that touch one codon or neighbouring bases, two or more together."""
    small = [
        e
        for e in effects
        if e.event.kind is EventKind.SMALL_VARIANT
        and e.event.allele is not None
        and e.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
        and (e.damage.touched_codons or e.exons or e.damage.exons_lost or e.damage.retained_sites)
    ]
    by_id = {e.event.id: e for e in small}
    neighbours: dict[str, list[tuple[str, int]]] = {}
    for one, other in acting_pairs(small):
        neighbours.setdefault(one.event.id, []).append((other.event.id, 0))
        neighbours.setdefault(other.event.id, []).append((one.event.id, 0))
    clusters: list[list[EventEffect]] = []
    placed: set[str] = set()
    for name in neighbours:
        if name not in placed:
            together, _ = connected(name, neighbours)
            clusters.append(sorted((by_id[each] for each in together), key=_start))
            placed |= together.keys()
    return clusters


def acting_pairs(effects: Sequence[EventEffect]) -> list[tuple[EventEffect, EventEffect]]:
    """Each two small variants that act together, in the order of the effects.

    Only such as share a codon, or a base with the one behind the other, are compared: the time
    grows with the variants, not with their square.
    """
    at: dict[tuple[str, int], list[int]] = {}
    for index, effect in enumerate(effects):
        for place in _places(effect):
            at.setdefault(place, []).append(index)
    near = {pair for together in at.values() for pair in combinations(together, 2)}
    pairs = ((effects[a], effects[b]) for a, b in sorted(near))
    return [(one, other) for one, other in pairs if acts_with(one, other)]


def _places(effect: EventEffect) -> list[tuple[str, int]]:
    """The codons that a small variant touches, and the bases where it begins and behind it."""
    codons, allele = effect.damage.touched_codons, effect.event.allele
    touched = range(codons[0], codons[1] + 1) if codons else ()
    ends = {allele.start, allele.end + 1} if allele is not None else set()
    return [*(("codon", n) for n in touched), *(("base", n) for n in sorted(ends))]


def acts_with(a: EventEffect, b: EventEffect) -> bool:
    """Whether two small variants touch one codon, also over an exon junction, or adjoin."""
    codons = a.damage.touched_codons, b.damage.touched_codons
    if codons[0] and codons[1] and _overlap(codons[0], codons[1]):
        return True
    first, second = sorted((a, b), key=_start)
    if first.event.allele is None or second.event.allele is None:
        return False
    return first.event.allele.end + 1 == second.event.allele.start


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two closed ranges of codons share one."""
    return a[0] <= b[1] and b[0] <= a[1]


def _start(effect: EventEffect) -> tuple[int, str]:
    """Genomic order."""
    return effect.event.outer.start, effect.event.id


Copies = tuple[tuple[Event, ...], tuple[Event, ...]]
"""The events of a cluster on each of the two copies; the second is empty where it is not there."""


def _copies(events: Sequence[Event], person: Person) -> Copies | None:
    """Which events of a cluster lie on which copy; None where the phase is not known."""
    kinds = {e.zygosity for e in events}
    if len(kinds) == 1 and kinds <= _ALIKE:
        return tuple(events), ()
    on_one = Zygosity.HETEROZYGOUS
    if Zygosity.HALF_CALL in kinds:
        # The allele that was not called may be any: only cis of the half calls themselves is sure.
        on_one = Zygosity.HALF_CALL
    if not kinds <= ({on_one} | (_ON_BOTH if on_one is Zygosity.HETEROZYGOUS else set())):
        return None
    sides = _sides([e for e in events if e.zygosity is on_one], person)
    if sides is None:
        return None
    first, second = (tuple(e for e in events if sides.get(e.id, copy) == copy) for copy in (0, 1))
    return first, second


def _sides(events: Sequence[Event], person: Person) -> dict[str, int] | None:
    """The side of each event on one copy; None where the phase of one is not proven."""
    if not events:
        return {}
    neighbours: dict[str, list[tuple[str, int]]] = {e.id: [] for e in events}
    for relation in relations(events, person) if len(events) > 1 else ():
        if relation.source.proves and relation.trans is not None:
            neighbours[relation.first].append((relation.second, int(relation.trans)))
            neighbours[relation.second].append((relation.first, int(relation.trans)))
    sides, conflict = connected(events[0].id, neighbours)
    return sides if len(sides) == len(events) and not conflict else None


def _read_together(
    cluster: Sequence[EventEffect], copies: Copies, gene: GeneModel, reference: Reference
) -> list[EventEffect]:
    """The events of a cluster as each copy carries them; empty where nothing is to be joined."""
    by_id = {e.event.id: e for e in cluster}
    if max(map(len, copies)) < 2 or not all(map(_can_stand_together, copies)):
        return []
    if copies[0] == copies[1]:
        sure = all(e.zygosity is Zygosity.HOMOZYGOUS for e in copies[0])
        zygosity = Zygosity.HOMOZYGOUS if sure else Zygosity.APPARENT_HOMOZYGOUS
        found = [_one(copies[0], zygosity, by_id, gene, reference)]
    else:
        on_one = {e.event.zygosity for e in cluster} - _ON_BOTH
        zygosity = on_one.pop() if len(on_one) == 1 else Zygosity.HETEROZYGOUS
        found = [_one(events, zygosity, by_id, gene, reference) for events in copies if events]
        if _breaks_both_anyway(cluster, found, gene):
            return []
    return [e for e in found if e is not None] if None not in found else []


def _breaks_both_anyway(
    cluster: Sequence[EventEffect], found: Sequence[EventEffect | None], gene: GeneModel
) -> bool:
    """Whether what lies on both copies breaks each of them, with its neighbour and without.

    Then the neighbour changes no answer: one change stays on both copies, confirmed or apparent.
    """
    shared = [e for e in cluster if e.event.zygosity in _ON_BOTH]
    alone = bool(shared) and copy_outcome(shared, gene).null is not False
    return alone and all(e is not None and e.single_outcome.null is not False for e in found)


def _can_stand_together(events: Sequence[Event]) -> bool:
    """Whether the events replace different bases, so that one copy can carry all of them."""
    alleles = sorted(e.allele for e in events if e.allele is not None)
    return all(
        a.end < b.start and (a.start, a.is_insertion) != (b.start, b.is_insertion)
        for a, b in pairwise(alleles)
    )


def _one(
    events: Sequence[Event],
    zygosity: Zygosity,
    by_id: Mapping[str, EventEffect],
    gene: GeneModel,
    reference: Reference,
) -> EventEffect | None:
    """What one copy carries, as one event; None where together they leave the reference."""
    if len(events) == 1:
        return by_id[events[0].id].of(replace(events[0], zygosity=zygosity))
    allele = _joint_allele([e.allele for e in events if e.allele is not None], reference)
    if allele is not None and allele.ref == allele.alt:
        return None
    start, end = min(e.outer.start for e in events), max(e.outer.end for e in events)
    span = Interval(allele.start, max(allele.end, allele.start)) if allele else Interval(start, end)
    event = Event(
        id=allele_id(allele) if allele else "+".join(e.id for e in events),
        kind=EventKind.SMALL_VARIANT,
        allele=allele,
        inner=span,
        outer=span,
        alt="",
        shift_known=allele is None or shift_is_bounded(allele, reference),
        zygosity=zygosity,
        support=tuple(s for e in events for s in e.support),
        parts=tuple(events),
    )
    if allele is not None:
        return effect_of(event, gene, reference)
    return joint_effect(event, [by_id[e.id] for e in events], gene)


def _joint_allele(alleles: Sequence[Allele], reference: Reference) -> Allele | None:
    """The changes as one; None where more than a codon lies between them (an intron)."""
    ordered = sorted(alleles)
    if any(b.start - a.end - 1 > _BETWEEN for a, b in pairwise(ordered)):
        return None
    start, end = ordered[0].start, max(a.end for a in ordered)
    bases, position = "", start
    for allele in ordered:
        bases += reference.fetch(position, allele.start - 1) + allele.alt
        position = allele.end + 1
    allele = trimmed(start, reference.fetch(start, end), bases)
    return shifted_left(allele, reference) if allele.ref != allele.alt else allele
