"""PM3: the table of points, the phase tiers, hemizygous as trans, and the circular guard.

Expected points: ClinGen SVI PM3 v1.0 as in clinical rules 1.7.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.groups import MOST_PHASED
from osteo_annot.copies.phase import PhaseSource, Relation
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.evidence.criterion import AcmgClass, Criterion, Leaf, Status, Strength
from osteo_annot.evidence.second_allele import (
    OwnPoints,
    Partner,
    SecondAllele,
    own_points,
    pm3_of,
    strength_of_points,
)
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.person import Person
from osteo_annot.record.policy import default_policy
from osteo_annot.sentences.texts import phase as say
from tests.gene_events import Bench

POLICY = default_policy().rules.pm3
BENCH = Bench(Assembly.GRCH38)
NOBODY = Person("P1", (), {})
A_EVENT = BENCH.substitution(36, "A")
B_EVENT = BENCH.coding(415, 416, "")


def allele(
    event: Event,
    class_: str,
    *,
    zygosity: Zygosity = Zygosity.HETEROZYGOUS,
    rare: bool = True,
    contradicted: bool = False,
) -> SecondAllele:
    observation = event.support[0].observation
    row = replace(observation.row, position=event.outer.start)
    told = replace(event.support[0], observation=replace(observation, row=row))
    changed = replace(event, zygosity=zygosity, support=(told,))
    return SecondAllele(changed, event.id, AcmgClass(class_), rare, contradicted)


def points(one: SecondAllele, other: SecondAllele, *told: Relation) -> OwnPoints:
    causes = [other] if other.class_.is_pathogenic else []
    return own_points(one, causes, [Partner(other, told)], POLICY)


def relation(source: PhaseSource, trans: bool | None) -> Relation:
    return Relation(A_EVENT.id, B_EVENT.id, trans, source, say.READS())


TRANS = relation(PhaseSource.PARENTS, True)
CIS = relation(PhaseSource.PHYSICAL, False)
PROBABLE = relation(PhaseSource.ONE_PARENT, True)
PIPE = relation(PhaseSource.PIPE_WITHOUT_SET, True)


@pytest.mark.parametrize(
    ("class_", "told", "expected", "leaf"),
    [
        ("P", (TRANS,), 1.0, Leaf.PM3_TRANS_PATHOGENIC),
        ("LP", (TRANS,), 1.0, Leaf.PM3_TRANS_PATHOGENIC),
        ("P", (), 0.5, Leaf.PM3_UNKNOWN_PHASE_PATHOGENIC),
        ("LP", (), 0.25, Leaf.PM3_UNKNOWN_PHASE_LIKELY_PATHOGENIC),
        ("P", (PROBABLE,), 0.5, Leaf.PM3_UNKNOWN_PHASE_PATHOGENIC),
        ("P", (PIPE,), 0.5, Leaf.PM3_UNKNOWN_PHASE_PATHOGENIC),
        ("VUS", (TRANS,), 0.25, Leaf.PM3_TRANS_UNCERTAIN),
        ("VUS", (), 0.0, Leaf.PM3_NO_SECOND_ALLELE),
        ("LB", (TRANS,), 0.0, Leaf.PM3_NO_SECOND_ALLELE),
        ("P", (CIS,), 0.0, Leaf.PM3_EXPLAINED_IN_CIS),
        ("P", (TRANS, CIS), 0.0, Leaf.PM3_EXPLAINED_IN_CIS),
    ],
)
def test_table_of_points(
    class_: str, told: tuple[Relation, ...], expected: float, leaf: Leaf
) -> None:
    found = points(allele(A_EVENT, "VUS"), allele(B_EVENT, class_), *told)
    assert (found.points, found.leaf) == (expected, leaf)


def test_a_second_variant_of_unknown_significance_must_be_rare_too() -> None:
    found = points(allele(A_EVENT, "VUS"), allele(B_EVENT, "VUS", rare=False), TRANS)
    assert found.points == 0.0


def test_a_homozygote_gives_half_a_point_once() -> None:
    own = allele(A_EVENT, "LP", zygosity=Zygosity.HOMOZYGOUS)
    assert own_points(own, [own], [], POLICY).points == 0.5


@pytest.mark.parametrize(
    "zygosity", [Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL, Zygosity.HALF_CALL]
)
def test_two_copies_must_be_confirmed(zygosity: Zygosity) -> None:
    own = allele(A_EVENT, "LP", zygosity=zygosity)
    found = own_points(own, [own], [], POLICY)
    assert (found.points, found.leaf) == (0.0, Leaf.PM3_COPIES_NOT_CONFIRMED)


def test_hemizygous_over_a_deletion_is_in_trans_and_not_homozygous() -> None:
    """Clinical rules 1.7 (c): 1.0, where a homozygote would give 0.5."""
    own = allele(A_EVENT, "LP", zygosity=Zygosity.HEMIZYGOUS)
    lost = allele(BENCH.exons_deleted(1, 2), "P")
    exposed = Relation(
        own.event.id, lost.event.id, True, PhaseSource.DELETION_EXPOSED, say.IN_DELETION()
    )
    assert points(own, lost, exposed).points == 1.0


@pytest.mark.parametrize(
    ("total", "strength"),
    [
        (0.25, None),
        (0.5, Strength.SUPPORTING),
        (0.99, Strength.SUPPORTING),
        (1.0, Strength.MODERATE),
        (1.99, Strength.MODERATE),
        (2.0, Strength.STRONG),
        (3.99, Strength.STRONG),
        (4.0, Strength.VERY_STRONG),
    ],
)
def test_strength_of_points(total: float, strength: Strength | None) -> None:
    assert strength_of_points(total, POLICY) is strength


def criterion(own: SecondAllele, *, affected: bool = True) -> Criterion:
    return pm3_of([own], NOBODY, POLICY, affected=affected)[own.event.id][0]


def test_points_count_only_where_rare_and_affected() -> None:
    own = allele(A_EVENT, "LP", zygosity=Zygosity.HOMOZYGOUS)
    assert criterion(own).strength is Strength.SUPPORTING
    assert criterion(own, affected=False).path == Leaf.PM3_PHENOTYPE_NOT_KNOWN
    common = allele(A_EVENT, "LP", zygosity=Zygosity.HOMOZYGOUS, rare=False)
    assert criterion(common).path == Leaf.PM3_RARITY_NOT_KNOWN
    for open_ in (criterion(own, affected=False), criterion(common)):
        assert open_.status is Status.NOT_ASSESSED
        assert open_.answers[0].answer == "0.5"


def test_a_contradicted_or_filtered_call_gives_no_points() -> None:
    own = allele(A_EVENT, "LP", zygosity=Zygosity.HOMOZYGOUS, contradicted=True)
    assert criterion(own).path == Leaf.PM3_CALL_IN_DOUBT


def test_neither_of_two_uncertain_variants_lifts_the_other() -> None:
    """Circular guard: the class of the second allele is the one without PM3 of this person."""
    one, other = allele(A_EVENT, "VUS"), allele(B_EVENT, "VUS")
    found = pm3_of([one, other], NOBODY, POLICY, affected=True)
    assert {own.points for _, own in found.values()} == {0.0}
    likely = allele(A_EVENT, "LP")
    found = pm3_of([likely, other], NOBODY, POLICY, affected=True)
    assert found[B_EVENT.id][1].points == 0.25
    assert found[A_EVENT.id][1].points == 0.0


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_not_paired_with_the_others_is_not_assessed(more: int) -> None:
    """A bound on pairs is told, and is no 'not met': the pathogenic are paired first."""
    count = MOST_PHASED + more
    events = [BENCH.coding(100 + 6 * n, 100 + 6 * n, "") for n in range(count)]
    others = [allele(e, "VUS") for e in events[:-1]]
    cause = allele(events[-1], "P")
    found = pm3_of([*others, cause], NOBODY, POLICY, affected=True)
    left_out = [c for c, own in found.values() if own.leaf is Leaf.PM3_TOO_MANY_ALLELES]
    assert [c.status for c in left_out] == [Status.NOT_ASSESSED] * more
    paired = [own.points for name, (_, own) in found.items() if name != cause.event.id]
    assert paired.count(0.5) == MOST_PHASED - 1  # unknown phase beside a pathogenic one
