"""Whether two events lie on one copy (cis) or on two (trans), always with the source.

Source: clinical rules 2.3. Unknown is an answer; absence of evidence is never trans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from osteo_annot.copies.parents import Origin, origin_of
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.merge import RECIPROCAL_OVERLAP
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.intake.case import Observation, Person
from osteo_annot.intake.genotype import parse_genotype

_SINGLE = {Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS, Zygosity.HALF_CALL}


class PhaseSource(StrEnum):
    """What tells the phase, in order of trust."""

    HOMOZYGOUS = "homozygous"
    DELETION_EXPOSED = "deletion_exposed"
    SAME_SITE = "same_site"
    PARENTS = "parents"
    PHYSICAL = "physical"
    ONE_PARENT = "one_parent"
    UNKNOWN = "unknown"

    @property
    def text(self) -> str:
        """Wording for a report."""
        return _SOURCE_TEXT[self]

    @property
    def proves(self) -> bool:
        """Whether the source is good enough for a confirmed arrangement (tier T2 or better)."""
        return self not in {PhaseSource.ONE_PARENT, PhaseSource.UNKNOWN}


_SOURCE_TEXT = {
    PhaseSource.HOMOZYGOUS: "both copies carry it",
    PhaseSource.DELETION_EXPOSED: "the other copy is deleted here (tier T4)",
    PhaseSource.SAME_SITE: "two changes of the same bases cannot stand on one copy",
    PhaseSource.PARENTS: "genotypes of both parents (tier T3)",
    PhaseSource.PHYSICAL: "phase set of the caller (tier T2)",
    PhaseSource.ONE_PARENT: "genotype of one parent only: probable, not proven (tier T3')",
    PhaseSource.UNKNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """How two events lie to each other."""

    first: str
    second: str
    trans: bool | None
    """True: on two copies; False: on one copy; None: unknown."""
    source: PhaseSource
    detail: str


def relations(events: Sequence[Event], person: Person) -> list[Relation]:
    """All that is known of the phase of each pair; several sources may speak of one pair."""
    origins = {event.id: origin_of(event, person) for event in events}
    found: list[Relation] = []
    for one, other in combinations(events, 2):
        if one.zygosity not in _SINGLE or other.zygosity not in _SINGLE:
            continue
        told = (
            _by_deletion(one, other),
            _by_site(one, other),
            _by_parents(one, other, origins),
            _by_phase_set(one, other),
        )
        found.extend(relation for relation in told if relation is not None)
    return found


def _by_deletion(one: Event, other: Event) -> Relation | None:
    """A hemizygous change and the deletion that exposes it are in trans."""
    for small, loss in ((one, other), (other, one)):
        exposed = small.zygosity is Zygosity.HEMIZYGOUS and small.kind is EventKind.SMALL_VARIANT
        if exposed and loss.kind is EventKind.DELETION and loss.inner is not None:
            if not loss.inner.contains(small.outer):
                continue
            text = "only one allele is seen inside the deletion"
            return Relation(one.id, other.id, True, PhaseSource.DELETION_EXPOSED, text)
    return None


def _by_site(one: Event, other: Event) -> Relation | None:
    """Two changes of shared bases, or two alleles of one genotype, are in trans."""
    together = any(
        s.observation.id == t.observation.id and s.allele != t.allele
        for s in one.support
        for t in other.support
    )
    if not together and not _take_same_bases(one, other):
        return None
    text = "two alleles of one genotype" if together else "they take the same bases"
    return Relation(one.id, other.id, True, PhaseSource.SAME_SITE, text)


def _take_same_bases(one: Event, other: Event) -> bool:
    """Whether both replace a base that only one of them can replace on one copy.

    Small variants: the rows of one site that were split by allele (same file, POS and REF).
    Deletions: two precise events of one file that share bases but not most of them, and whose
    copy number does not say that one copy is left (Z18). All else may be one event told twice.
    """
    if one.kind is other.kind is EventKind.DELETION:
        return _two_deletions(one, other)
    return any(
        s.observation.number == t.observation.number
        and s.observation.row.position == t.observation.row.position
        and s.observation.row.ref == t.observation.row.ref
        for s in one.support
        for t in other.support
        if s.allele and t.allele
    )


def _two_deletions(one: Event, other: Event) -> bool:
    """Whether one caller tells two deletions apart that surely take the same bases."""
    files = {s.observation.number for s in one.support}
    if not any(s.observation.number in files for s in other.support):
        return False
    for support in (*one.support, *other.support):
        if "IMPRECISE" in support.observation.row.info or copy_number(support.observation) == 1:
            return False
    if one.inner is None or other.inner is None:
        return False
    shared = one.inner.overlap(other.inner)
    return 0 < shared < RECIPROCAL_OVERLAP * max(len(one.inner), len(other.inner))


def _by_parents(one: Event, other: Event, origins: dict[str, Origin]) -> Relation | None:
    """From which parent each came: proven if both parents were genotyped at both sites."""
    a, b = origins[one.id], origins[other.id]
    if a.parent and b.parent:
        text = f"one came from the {a.parent}, the other from the {b.parent}"
        if a.parent == b.parent:
            text = f"both came from the {a.parent}"
        return Relation(one.id, other.id, a.parent != b.parent, PhaseSource.PARENTS, text)
    for x, y in ((a, b), (b, a)):
        if x.carrier and y.not_from == x.carrier:
            text = f"one is carried by the {x.carrier}, the other is not"
            return Relation(one.id, other.id, None, PhaseSource.ONE_PARENT, text)
    return None


def _by_phase_set(one: Event, other: Event) -> Relation | None:
    """Same phase set of one file: the sides of the separator tell (PS, or GATK PGT and PID)."""
    for s in one.support:
        for t in other.support:
            same_file = s.observation.number == t.observation.number
            if not same_file or s.observation.id == t.observation.id:
                continue
            a, b = _side(s.observation, s.allele), _side(t.observation, t.allele)
            if a is not None and b is not None and a[0] == b[0]:
                text = f"phase set {a[0][1]} of {s.observation.file}"
                return Relation(one.id, other.id, a[1] != b[1], PhaseSource.PHYSICAL, text)
    return None


def _side(observation: Observation, allele: int) -> tuple[tuple[str, str], int] | None:
    """Phase set and the side on which the allele stands; None when it has no usable phase.

    A pipe without a phase set is not used: many callers write it without having phased.
    """
    genotype, name = observation.genotype, "PS"
    if not genotype.phase_set:
        block = observation.fields.get("PID", "")
        genotype, name = (
            parse_genotype(observation.fields.get("PGT"), observation.row.n_alleles, block),
            "PID",
        )
    sides = genotype.sides(allele)
    if not genotype.phase_set or len(genotype.alleles) != 2 or len(sides) != 1:
        return None
    return (name, genotype.phase_set), sides[0]
