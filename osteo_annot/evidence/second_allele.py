"""PM3: what the second allele of an affected person says, by the points of SVI.

Source: ClinGen SVI recommendation for PM3, v1.0 (clinical rules 1.7). Only the points of the
person in hand are counted here; those of the literature are the reviewer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import get_args

from osteo_annot.copies.groups import MOST_PHASED
from osteo_annot.copies.phase import Relation, relations_of
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass, Criterion, Leaf, LeafAnswer, Status, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.measured.person import Person
from osteo_annot.record.policy import Level, Pm3Policy
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

_GUIDELINE = "ClinGen SVI PM3 v1.0"
_ONE_COPY = {Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS}
_APPARENT = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL, Zygosity.HALF_CALL}


@dataclass(frozen=True, slots=True)
class SecondAllele:
    """An event of the person as PM3 sees it."""

    event: Event
    name: str
    """How a sentence names it."""
    class_: AcmgClass
    """Its class without PM3 of this person: that is the guard against circular evidence."""
    rare: bool
    """Whether PM2 is met."""
    contradicted: bool = False
    """Whether a decisive finding speaks against what its calls say."""


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """Points of the person in hand for one event, whether or not they count."""

    points: float
    leaf: Leaf
    partner: str
    """Id of the second allele; empty for a homozygote."""
    detail: str


def pm3_of(
    alleles: Sequence[SecondAllele], person: Person, policy: Pm3Policy, *, affected: bool
) -> dict[str, tuple[Criterion, OwnPoints]]:
    """PM3 and the person's own points, by event id."""
    by_id = {a.event.id: a for a in alleles}
    single = _on_one_copy(alleles)
    partners = _phases(single[:MOST_PHASED], person)
    unpaired = {a.event.id for a in single[MOST_PHASED:]}
    causes = [a for a in alleles if a.class_.is_pathogenic and not a.contradicted]
    found: dict[str, tuple[Criterion, OwnPoints]] = {}
    for own in alleles:
        if own.event.id in unpaired:
            detail = say.OF_ON_ONE_COPY(count=len(single)).text
            points = OwnPoints(0.0, Leaf.PM3_TOO_MANY_ALLELES, "", detail)
        else:
            points = own_points(own, causes, partners.get(own.event.id, []), policy)
        partner = by_id.get(points.partner)
        found[own.event.id] = (_criterion(own, partner, points, policy, affected), points)
    return found


@dataclass(frozen=True, slots=True)
class Partner:
    """An allele that could be the second one, and what is known of the phase to it."""

    allele: SecondAllele
    relations: tuple[Relation, ...]


def _on_one_copy(alleles: Sequence[SecondAllele]) -> list[SecondAllele]:
    """The alleles that can be paired: those that give most points first, then by place."""
    single = [
        a
        for a in alleles
        if a.event.zygosity in _ONE_COPY and not a.event.filters and not a.contradicted
    ]
    return sorted(single, key=lambda a: (not a.class_.is_pathogenic, a.class_ != AcmgClass.VUS))


def _phases(single: Sequence[SecondAllele], person: Person) -> dict[str, list[Partner]]:
    """Of each allele, by its id, those that could be its second one.

    One of two alleles is pathogenic enough, or both are rare and uncertain.
    """
    pathogenic = [a for a in single if a.class_.is_pathogenic]
    others = [a for a in single if not a.class_.is_pathogenic]
    rare = [a for a in others if a.class_ is AcmgClass.VUS and a.rare]
    pairs = (*combinations(pathogenic, 2), *product(pathogenic, others), *combinations(rare, 2))
    known: dict[tuple[str, str], list[Relation]] = {}
    for told in relations_of(((one.event, other.event) for one, other in pairs), person):
        known.setdefault((told.first, told.second), []).append(told)
    found: dict[str, list[Partner]] = {}
    for one, other in pairs:
        between = tuple(known.get((one.event.id, other.event.id), ()))
        found.setdefault(one.event.id, []).append(Partner(other, between))
        found.setdefault(other.event.id, []).append(Partner(one, between))
    return found


def own_points(
    own: SecondAllele,
    causes: Sequence[SecondAllele],
    partners: Sequence[Partner],
    policy: Pm3Policy,
) -> OwnPoints:
    """The best points that the person gives to an allele; one person counts once.

    A change inside a deletion of the other copy is in trans with the deletion, not homozygous
    (clinical rules 1.7 c). ``causes`` are the (likely) pathogenic alleles of the person.
    """
    event = own.event
    if own.contradicted or event.filters:
        return OwnPoints(0.0, Leaf.PM3_CALL_IN_DOUBT, "", "")
    cause = _cause_in_cis(own, causes, partners)
    if cause is not None:
        return OwnPoints(0.0, Leaf.PM3_EXPLAINED_IN_CIS, cause.event.id, "on the same copy")
    if event.zygosity is Zygosity.HOMOZYGOUS:
        detail = "on both copies"
        return OwnPoints(policy.homozygous, Leaf.PM3_HOMOZYGOUS, "", detail)
    told = (_with(own, partner.allele, partner.relations, policy) for partner in partners)
    options = [points for points in told if points.points]
    if options:
        return max(options, key=lambda p: (p.points, p.partner))
    if event.zygosity in _APPARENT:
        return OwnPoints(0.0, Leaf.PM3_COPIES_NOT_CONFIRMED, "", event.zygosity.text)
    return OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE, "", "")


def _cause_in_cis(
    own: SecondAllele, causes: Sequence[SecondAllele], partners: Sequence[Partner]
) -> SecondAllele | None:
    """A (likely) pathogenic allele on every copy that carries an uncertain one.

    The points presume that the allele is the cause on its copy; beside such another it need not be.
    """
    if own.class_.is_pathogenic:
        return None
    in_cis = {
        partner.allele.event.id
        for partner in partners
        if any(r.source.proves and r.trans is False for r in partner.relations)
    }
    over_loss = own.event.zygosity is Zygosity.HEMIZYGOUS
    for other in causes:
        on_both = other.event.zygosity in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}
        hemizygous_too = over_loss and other.event.zygosity is Zygosity.HEMIZYGOUS
        small = other.event.kind is EventKind.SMALL_VARIANT
        if other.event.id in in_cis or (small and (on_both or hemizygous_too)):
            return other
    return None


def _with(
    own: SecondAllele, other: SecondAllele, known_relations: Sequence[Relation], policy: Pm3Policy
) -> OwnPoints:
    """Points of an allele beside another one, by the other's class and the phase."""
    proven = [r for r in known_relations if r.source.proves and r.trans is not None]
    partner = other.event.id
    if any(not r.trans for r in proven):
        return OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE, partner, "on the same copy")
    likely = other.class_.is_pathogenic
    if proven:
        detail = say.IN_TRANS_BY(source=proven[0].source).text
        if likely:
            leaf, points = Leaf.PM3_TRANS_PATHOGENIC, policy.trans_pathogenic
        elif other.class_ is AcmgClass.VUS and own.rare and other.rare:
            leaf, points = Leaf.PM3_TRANS_UNCERTAIN, policy.trans_uncertain
        else:
            leaf, points = Leaf.PM3_NO_SECOND_ALLELE, 0.0
        return OwnPoints(points, leaf, partner, detail)
    if other.class_ is AcmgClass.P:
        leaf, points = Leaf.PM3_UNKNOWN_PHASE_PATHOGENIC, policy.unknown_phase_pathogenic
    elif likely:
        leaf = Leaf.PM3_UNKNOWN_PHASE_LIKELY_PATHOGENIC
        points = policy.unknown_phase_likely_pathogenic
    else:
        leaf, points = Leaf.PM3_NO_SECOND_ALLELE, 0.0
    return OwnPoints(points, leaf, partner, "phase not proven")


def _criterion(
    own: SecondAllele,
    partner: SecondAllele | None,
    points: OwnPoints,
    policy: Pm3Policy,
    affected: bool,
) -> Criterion:
    """PM3 from the points, where both alleles are rare and the disease fits."""
    answers = [LeafAnswer("Points of this person", f"{points.points:g}")]
    if points.detail:
        answers.append(LeafAnswer("Second allele", points.detail))
    if partner is not None:
        answers.append(
            LeafAnswer(
                "Class of the second allele without PM3", f"{partner.name}: {partner.class_}"
            )
        )
    answers.append(LeafAnswer("Points of the literature", "not counted; the reviewer's"))
    answered = tuple(answers)
    if points.leaf is Leaf.PM3_TOO_MANY_ALLELES:
        return _not_assessed("PM3", points.leaf, _GUIDELINE, answers=answered)
    if not points.points:
        return _not_met("PM3", points.leaf, _GUIDELINE, answered)
    if not own.rare or (partner is not None and not partner.rare):
        return _not_assessed("PM3", Leaf.PM3_RARITY_NOT_KNOWN, _GUIDELINE, answers=answered)
    if not affected:
        return _not_assessed("PM3", Leaf.PM3_PHENOTYPE_NOT_KNOWN, _GUIDELINE, answers=answered)
    strength = strength_of_points(points.points, policy)
    if strength is None:
        return _not_met("PM3", points.leaf, _GUIDELINE, answered)
    return _met(
        "PM3",
        strength,
        points.leaf,
        _GUIDELINE,
        answers=answered,
        sources=("genotypes of the files",),
        overturned_by="Both variants lie on one copy, the second allele is not pathogenic, or "
        "the disease has another cause.",
    )


def strength_of_points(points: float, policy: Pm3Policy) -> Strength | None:
    """Supporting from 0.5, moderate from 1, strong from 2, very strong from 4."""
    reached: list[Level] = [
        level for level in get_args(Level) if points >= policy.from_points[level]
    ]
    return Strength.of(reached[-1]) if reached else None


def is_rare(criteria: Sequence[Criterion]) -> bool:
    """Whether PM2 is met."""
    return any(c.code == "PM2" and c.status is Status.MET for c in criteria)
