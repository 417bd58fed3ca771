"""Points, guards and conflicts (Tavtigian 2020, clinical rules 1.8); dosage score; check list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.splice import splice_sites
from osteo_annot.events.model import Event, Support, Zygosity
from osteo_annot.evidence.classify import class_of_points, classify, posterior_of_points
from osteo_annot.evidence.criterion import Criterion, Leaf, Status, Strength
from osteo_annot.evidence.lof_rescue import Check, CodingChanges, cryptic_shifts, rescue_checks
from osteo_annot.evidence.riggs import class_of_score, riggs
from osteo_annot.findings import FindingCode
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.policy import default_policy
from tests.gene_events import Bench

RULES = default_policy().rules
VS, ST, MO, SU = Strength.VERY_STRONG, Strength.STRONG, Strength.MODERATE, Strength.SUPPORTING


def met(code: str, strength: Strength, path: str = "X") -> Criterion:
    return Criterion(code, Status.MET, strength, path, "Reason.", "")


def classified(*criteria: Criterion):
    return classify(criteria, RULES.enabled)


@pytest.mark.parametrize(
    ("points", "class_"),
    [
        (10, "P"),
        (9, "LP"),
        (6, "LP"),
        (5, "VUS"),
        (0, "VUS"),
        (-1, "LB"),
        (-6, "LB"),
        (-7, "B"),
    ],
)
def test_class_of_points(points: int, class_: str) -> None:
    assert class_of_points(points) == class_


@pytest.mark.parametrize(
    ("points", "probability"), [(0, 0.1), (6, 0.900), (10, 0.994), (-7, 0.001)]
)
def test_probability_of_points(points: int, probability: float) -> None:
    """Tavtigian 2020: LP begins at 0.90, P at 0.99, B below 0.001."""
    assert posterior_of_points(points) == pytest.approx(probability, abs=0.001)


@pytest.mark.parametrize(
    ("criteria", "class_", "points"),
    [
        ((met("PVS1", VS), met("PM2", SU), met("PM3", SU)), "P", 10),
        ((met("PVS1", ST), met("PM2", SU), met("PM3", SU)), "LP", 6),
        ((met("PVS1", MO), met("PM2", SU), met("PM3", SU)), "VUS", 4),
        ((met("BS1", ST), met("BS2", ST)), "B", -8),
        ((met("BP4", SU), met("BP7", SU)), "LB", -2),
    ],
)
def test_worked_examples(criteria: tuple[Criterion, ...], class_: str, points: int) -> None:
    found = classified(*criteria)
    assert (found.class_, found.points) == (class_, points)


@pytest.mark.parametrize(
    ("points", "hint"),
    [
        ((met("PM2", SU),), "VUS-cold"),
        ((met("PM5", MO),), "VUS-warm"),
        ((met("PM5", MO), met("PM2", SU)), "VUS-warm"),
        ((met("PS1", ST),), "VUS-hot"),
        ((met("PS1", ST), met("PM5", MO)), ""),
        ((), "VUS-cold"),
    ],
)
def test_hint_within_uncertain(points: tuple[Criterion, ...], hint: str) -> None:
    assert classified(*points).hint == hint


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PVS1", "PP3"),
        ("PVS1", "PM4"),
        ("PVS1", "PM5"),
        ("PVS1", "PS1"),
        ("BA1", "PM2"),
        ("BA1", "BS1"),
        ("BS1", "PM2"),
        ("PP3", "BP4"),
    ],
)
def test_one_fact_is_not_counted_twice(first: str, second: str) -> None:
    found = classified(met(first, ST), met(second, SU))
    assert [c.code for c in found.criteria] == [first]
    (aside,) = found.considered
    assert (aside.code, aside.status) == (second, Status.SET_ASIDE)
    assert f"Not counted beside {first}" in aside.reason


@pytest.mark.parametrize(
    ("first", "second"), [("PVS1", "PM2"), ("PVS1", "PM3"), ("PP3", "PM2"), ("BP4", "BP7")]
)
def test_different_facts_are_counted_together(first: str, second: str) -> None:
    assert len(classified(met(first, SU), met(second, SU)).criteria) == 2


def test_ba1_stands_alone_and_contradicts_a_null_variant() -> None:
    found = classified(met("PVS1", VS), met("BA1", Strength.STAND_ALONE))
    assert found.class_ == "B"
    assert found.posterior is None
    assert found.conflicts == (FindingCode.BENIGN_BY_FREQUENCY_AND_NULL,)


@pytest.mark.parametrize("strength", [ST, MO, SU])
def test_ba1_beside_loss_of_function_is_a_conflict_at_any_strength(strength: Strength) -> None:
    found = classified(met("PVS1", strength), met("BA1", Strength.STAND_ALONE))
    assert found.class_ == "B"
    assert found.conflicts == (FindingCode.BENIGN_BY_FREQUENCY_AND_NULL,)


def test_ba1_without_a_strong_criterion_is_no_conflict() -> None:
    found = classified(met("PM4", MO), met("BA1", Strength.STAND_ALONE))
    assert (found.class_, found.conflicts) == ("B", ())


def test_ba1_beside_another_strong_criterion_names_no_loss_of_function() -> None:
    found = classified(met("PS1", ST), met("BA1", Strength.STAND_ALONE))
    assert (found.class_, found.conflicts) == ("B", (FindingCode.STRONG_ON_BOTH_SIDES,))


def test_strong_criteria_on_both_sides_give_no_class_but_uncertain() -> None:
    found = classified(met("PVS1", VS), met("PM3", ST), met("BS2", ST))
    assert found.points == 8
    assert found.class_ == "VUS"
    assert found.conflicts == (FindingCode.STRONG_ON_BOTH_SIDES,)
    assert classified(met("PVS1", VS), met("BP4", SU)).conflicts == ()


def test_a_criterion_that_the_policy_switches_off_is_not_assessed() -> None:
    found = classify([met("PVS1", VS), met("PM2", SU)], ["PVS1"])
    assert found.points == 8
    assert [(c.code, c.path) for c in found.not_assessed] == [("PM2", Leaf.SWITCHED_OFF)]


# --- dosage score (clinical rules 1.9) --------------------------------------------------------


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


@pytest.mark.parametrize(
    ("first", "last", "strength", "section"),
    [
        (1, 6, VS, ("2A", 1.0)),
        (1, 2, VS, ("2C-1", 0.90)),
        (6, 6, MO, ("2D-3", 0.30)),
        (5, 6, ST, ("2D-4", 0.90)),
        (2, 2, VS, ("2E", 0.90)),
        (4, 4, ST, ("2E", 0.45)),
    ],
)
def test_a_recessive_gene_gets_nothing_from_section_2(
    bench: Bench, first: int, last: int, strength: Strength, section: tuple[str, float]
) -> None:
    found = riggs(bench.effect(bench.exons_deleted(first, last)), strength, 0, bench.gene)
    assert found is not None
    assert (found.score, found.class_) == (0.0, "VUS")
    assert found.if_haploinsufficient == section


def test_only_deletions_have_a_dosage_score(bench: Bench) -> None:
    assert riggs(bench.effect(bench.substitution(36, "A")), VS, 0, bench.gene) is None


@pytest.mark.parametrize(("beyond", "score"), [(False, 0.0), (True, -0.60)])
def test_a_part_of_the_gene_is_an_element(bench: Bench, beyond: bool, score: float) -> None:
    """1A for an intron too; 1B only where no part of a gene is lost (Riggs 2020, section 1)."""
    start = bench.gene.end + 900 if beyond else bench.gene.exons[1].end + 900
    found = riggs(
        bench.effect(bench.deletion(start, start + 1_000)), Strength.NOT_APPLICABLE, 0, bench.gene
    )
    assert found is not None
    assert (found.score, found.class_) == (score, "VUS")


@pytest.mark.parametrize(("genes", "score"), [(23, 0.0), (24, 0.45), (34, 0.90)])
def test_number_of_genes(bench: Bench, genes: int, score: float) -> None:
    """3A up to 24 genes, 3B from 25, 3C from 35; the gene itself is one of them."""
    found = riggs(bench.effect(bench.exons_deleted(1, 6)), VS, genes, bench.gene)
    assert found is not None
    assert found.score == score


@pytest.mark.parametrize(
    ("score", "class_"),
    [
        (0.99, "P"),
        (0.98, "LP"),
        (0.90, "LP"),
        (0.89, "VUS"),
        (-0.89, "VUS"),
        (-0.90, "LB"),
        (-0.98, "LB"),
        (-0.99, "B"),
    ],
)
def test_class_of_the_dosage_score(score: float, class_: str) -> None:
    assert class_of_score(score) == class_


# --- the check list beside PVS1 ---------------------------------------------------------------


def checks(bench: Bench, event: Event, *others: Event) -> dict[Check, bool | None]:
    effects = [bench.effect(one) for one in (event, *others)]
    found = rescue_checks(
        effects[0], CodingChanges(effects, bench.gene), bench.gene, bench.reference, RULES.evasion
    )
    assert {c.check for c in found} == set(Check)
    return {c.check: c.answer for c in found}


def test_a_second_change_of_the_codon_is_seen(bench: Bench) -> None:
    own = bench.substitution(36, "A")
    check = Check.SECOND_CHANGE_IN_CODON
    assert checks(bench, own, bench.substitution(35, "A"))[check] is True
    assert checks(bench, own, bench.substitution(37, "A"))[check] is False
    assert checks(bench, bench.exons_deleted(2, 2))[check] is None


def test_an_indel_that_may_restore_the_frame_is_seen(bench: Bench) -> None:
    own = bench.coding(415, 416, "")
    check = Check.FRAME_RESTORING_INDEL
    assert checks(bench, own, bench.coding(440, 439, "AC"))[check] is True
    assert checks(bench, own, bench.coding(440, 440, ""))[check] is True
    assert checks(bench, own, bench.coding(440, 441, ""))[check] is False
    assert checks(bench, bench.substitution(36, "A"), own)[check] is False


def test_escape_from_decay_is_told(bench: Bench) -> None:
    check = Check.ESCAPES_DECAY
    assert checks(bench, bench.coding(895, 897, "TAA"))[check] is False
    assert checks(bench, bench.coding(898, 900, "TAA"))[check] is True
    assert checks(bench, bench.exons_deleted(6, 6))[check] is None


def test_cryptic_sites_are_looked_for_in_the_known_sequence(bench: Bench) -> None:
    """Donor of exon 2 is CAA|GTAAGTAATTC: GT stands again four bases on, out of frame."""
    donor = next(s for s in splice_sites(bench.gene) if (s.exon, s.site.value) == (2, "donor"))
    shifts, known = cryptic_shifts(donor, bench.reference)
    assert 4 in shifts
    assert 0 not in shifts
    assert isinstance(known, bool)


def test_no_cryptic_site_is_said_only_of_known_sequence(bench: Bench) -> None:
    """The donor of exon 4 has an intron that is not known: nothing found is not assessed."""
    donor = next(s for s in splice_sites(bench.gene) if (s.exon, s.site.value) == (4, "donor"))
    assert cryptic_shifts(donor, bench.reference)[1] is False


@pytest.mark.parametrize(("limit", "answer"), [(2, True), (3, False)])
def test_homopolymer(bench: Bench, limit: int, answer: bool) -> None:
    """c.36T>A: the longest run that it touches has two bases."""
    effect = bench.effect(bench.substitution(36, "A"))
    policy = replace(RULES.evasion, homopolymer=limit)
    found = rescue_checks(
        effect, CodingChanges([effect], bench.gene), bench.gene, bench.reference, policy
    )
    assert next(c.answer for c in found if c.check is Check.HOMOPOLYMER) is answer


@pytest.mark.parametrize(
    ("fields", "balance", "weak"),
    [
        ({"AD": "30,9"}, True, None),
        ({"AD": "30,10"}, False, None),
        ({"GQ": "19", "DP": "30"}, None, True),
        ({"GQ": "20", "DP": "30"}, None, False),
        ({"DP": "9"}, None, True),
        ({}, None, None),
    ],
)
def test_reads_of_the_call(
    bench: Bench, fields: dict[str, str], balance: bool | None, weak: bool | None
) -> None:
    event = bench.substitution(36, "A")
    support = event.support[0]
    observation = replace(support.observation, fields=fields)
    told = Support(observation, 1, Zygosity.HETEROZYGOUS)
    found = checks(bench, replace(event, support=(told,)))
    assert found[Check.LOW_ALLELE_BALANCE] is balance
    assert found[Check.LOW_QUALITY_OR_DEPTH] is weak
