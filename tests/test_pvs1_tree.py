"""Every leaf of the PVS1 tree: a case that meets it and one that just misses it.

Expected strengths: clinical rules 1.1.1 to 1.1.5 (Abou Tayoun 2018, Walker 2023). Facts of the gene
that OSTM1 does not have (critical regions, common loss of function, further transcripts) are put
into a policy made for the test.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.consequence import consequences
from osteo_annot.evidence.criterion import Strength
from osteo_annot.evidence.pvs1 import Pvs1, Pvs1Path, pvs1
from osteo_annot.evidence.pvs1_ledger import nmd_rules, pvs1_criterion
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.interval import Interval
from osteo_annot.record.policy import CriticalRegion, GenePolicy, default_policy
from tests.gene_events import Bench


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def policy(**changes: Any) -> GenePolicy:
    return replace(default_policy().rules.gene, **changes)


def critical(first: int, last: int) -> GenePolicy:
    return policy(critical_regions=(CriticalRegion(first, last, "an assay"),))


def judged(bench: Bench, event: Event, gene_policy: GenePolicy) -> Pvs1:
    effect = bench.effect(event)
    return pvs1(effect, consequences(effect, bench.gene), bench.gene, gene_policy)


def stop_at(bench: Bench, codon: int) -> Event:
    """A codon replaced by TAA."""
    return bench.coding(3 * codon - 2, 3 * codon, "TAA")


def donor_of(bench: Bench, exon: int) -> Event:
    """The first base behind an exon replaced."""
    base = bench.gene.exons[exon - 1].tx_end - bench.gene.cds_start + 1
    return bench.substitution(base, "A", offset=1)


NO_FACTS = policy()


@pytest.mark.parametrize(
    ("codon", "gene_policy", "path", "strength"),
    [
        (299, NO_FACTS, Pvs1Path.NF1, Strength.VERY_STRONG),
        (300, NO_FACTS, Pvs1Path.NF5, Strength.STRONG),
        (301, NO_FACTS, Pvs1Path.NF5, Strength.STRONG),
        (302, NO_FACTS, Pvs1Path.NF6, Strength.MODERATE),
        (299, policy(exons_not_relevant=(5,)), Pvs1Path.NF2, Strength.NOT_APPLICABLE),
        (299, policy(exons_not_relevant=(4,)), Pvs1Path.NF1, Strength.VERY_STRONG),
        (320, critical(330, 332), Pvs1Path.NF3, Strength.STRONG),
        (320, critical(310, 319), Pvs1Path.NF6, Strength.MODERATE),
        (320, policy(exons_lof_common=(6,)), Pvs1Path.NF4, Strength.NOT_APPLICABLE),
        (320, policy(exons_not_relevant=(6,)), Pvs1Path.NF4, Strength.NOT_APPLICABLE),
        (320, policy(exons_lof_common=(5,)), Pvs1Path.NF6, Strength.MODERATE),
    ],
)
def test_nonsense(
    bench: Bench, codon: int, gene_policy: GenePolicy, path: Pvs1Path, strength: Strength
) -> None:
    found = judged(bench, stop_at(bench, codon), gene_policy)
    assert (found.path, found.strength) == (path, strength)


@pytest.mark.parametrize(
    ("exon", "gene_policy", "path", "strength"),
    [
        (2, NO_FACTS, Pvs1Path.SS1, Strength.VERY_STRONG),
        (2, policy(exons_not_relevant=(2,)), Pvs1Path.SS2, Strength.NOT_APPLICABLE),
        (2, policy(exons_not_relevant=(3,)), Pvs1Path.SS1, Strength.VERY_STRONG),
        (5, NO_FACTS, Pvs1Path.SS5, Strength.STRONG),
        (5, critical(334, 334), Pvs1Path.SS3, Strength.STRONG),
        (5, policy(exons_lof_common=(5,)), Pvs1Path.SS4, Strength.NOT_APPLICABLE),
        (5, policy(exons_lof_common=(6,)), Pvs1Path.SS5, Strength.STRONG),
        (4, NO_FACTS, Pvs1Path.SS8, Strength.STRONG),
        (4, critical(261, 261), Pvs1Path.SS10, Strength.STRONG),
        (4, critical(263, 270), Pvs1Path.SS8, Strength.STRONG),
        (4, policy(exons_not_relevant=(4,)), Pvs1Path.SS7, Strength.NOT_APPLICABLE),
    ],
)
def test_canonical_splice_site(
    bench: Bench, exon: int, gene_policy: GenePolicy, path: Pvs1Path, strength: Strength
) -> None:
    found = judged(bench, donor_of(bench, exon), gene_policy)
    assert (found.path, found.strength) == (path, strength)


@pytest.mark.parametrize(
    ("first", "last", "gene_policy", "path", "strength"),
    [
        (1, 6, NO_FACTS, Pvs1Path.DEL1, Strength.VERY_STRONG),
        (2, 2, NO_FACTS, Pvs1Path.DEL2, Strength.VERY_STRONG),
        (2, 2, policy(exons_not_relevant=(2,)), Pvs1Path.DEL3, Strength.NOT_APPLICABLE),
        (6, 6, critical(320, 325), Pvs1Path.DEL4, Strength.STRONG),
        (6, 6, policy(exons_lof_common=(6,)), Pvs1Path.DEL5, Strength.NOT_APPLICABLE),
        (5, 5, NO_FACTS, Pvs1Path.DEL6, Strength.STRONG),
        (6, 6, critical(300, 316), Pvs1Path.DEL7, Strength.MODERATE),
        (4, 4, critical(206, 206), Pvs1Path.DEL8, Strength.STRONG),
        (4, 4, policy(exons_lof_common=(4,)), Pvs1Path.DEL9, Strength.NOT_APPLICABLE),
        (4, 4, critical(1, 205), Pvs1Path.DEL10, Strength.STRONG),
    ],
)
def test_deletion(
    bench: Bench, first: int, last: int, gene_policy: GenePolicy, path: Pvs1Path, strength: Strength
) -> None:
    found = judged(bench, bench.exons_deleted(first, last), gene_policy)
    assert (found.path, found.strength) == (path, strength)


@pytest.mark.parametrize(
    ("gene_policy", "path", "strength"),
    [
        (policy(other_start_known=True), Pvs1Path.IC1, Strength.NOT_APPLICABLE),
        (NO_FACTS, Pvs1Path.IC2, Strength.MODERATE),
        (policy(pathogenic_before_next_start=False), Pvs1Path.IC3, Strength.SUPPORTING),
    ],
)
def test_lost_start(
    bench: Bench, gene_policy: GenePolicy, path: Pvs1Path, strength: Strength
) -> None:
    found = judged(bench, bench.substitution(1, "G"), gene_policy)
    assert (found.path, found.strength) == (path, strength)


@pytest.mark.parametrize(
    ("mechanism", "strong", "moderate"),
    [
        ("established", Strength.VERY_STRONG, Strength.MODERATE),
        ("probable", Strength.STRONG, Strength.SUPPORTING),
        ("weak", Strength.MODERATE, Strength.NOT_APPLICABLE),
        ("none", Strength.NOT_APPLICABLE, Strength.NOT_APPLICABLE),
    ],
)
def test_mechanism_of_the_gene_lowers_the_strength(
    bench: Bench, mechanism: Any, strong: Strength, moderate: Strength
) -> None:
    """Clinical rules 1.1.0: established full, then one and two levels less, then not at all."""
    lowered = policy(lof_mechanism=mechanism)
    assert judged(bench, stop_at(bench, 100), lowered).strength is strong
    assert judged(bench, stop_at(bench, 320), lowered).strength is moderate


def test_loss_of_several_exons_without_decay_may_be_raised_by_a_reviewer(bench: Bench) -> None:
    """Clinical rules 1.1.6 and F04: exons 2 to 5 strong, "upgradeable"; exon 5 alone is not."""
    several = judged(bench, bench.exons_deleted(2, 5), NO_FACTS)
    one = judged(bench, bench.exons_deleted(5, 5), NO_FACTS)
    assert "UPGRADEABLE_BY_REVIEWER" in several.flags
    assert "UPGRADEABLE_BY_REVIEWER" not in one.flags


@pytest.mark.parametrize(
    ("codon", "expected"),
    [
        (49, (True, False, True, False)),
        (50, (True, False, False, False)),
        (299, (True, False, False, False)),
        (300, (False, False, False, False)),
        (316, (False, False, False, False)),
        (318, (False, True, False, False)),
        (330, (False, True, False, False)),
    ],
)
def test_four_rules_of_decay(bench: Bench, codon: int, expected: tuple[bool, ...]) -> None:
    """Clinical rules 1.2; the stop's last base: c.147 < 150, c.897 decays, c.954 is in exon 6."""
    event = stop_at(bench, codon)
    assert tuple(nmd_rules(bench.effect(event), bench.gene).values()) == expected


def test_without_a_stop_no_rule_of_decay_is_answered(bench: Bench) -> None:
    event = bench.exons_deleted(6, 6)
    assert set(nmd_rules(bench.effect(event), bench.gene).values()) == {None}


def test_the_ledger_tells_the_questions_and_what_would_overturn(bench: Bench) -> None:
    event = stop_at(bench, 320)
    outcome = bench.outcome(event)
    criterion = pvs1_criterion(judged(bench, event, NO_FACTS), outcome, bench.gene, NO_FACTS)
    answers = {a.question: a.answer for a in criterion.answers}
    assert answers["Codon of the premature stop"] == "320"
    assert answers["Protein removed or altered to the end"] == "15 of 334 residues (4.5%)"
    assert answers["Decay predicted (50 nucleotides)"] == "no"
    assert criterion.overturned_by


@pytest.mark.parametrize(("residues", "large"), [(34, True), (33, False)])
def test_a_tenth_of_the_protein_divides_the_leaves_in_frame(
    bench: Bench, residues: int, large: bool
) -> None:
    """No exon of OSTM1 is in frame and so short; 34 of 334 residues are 10.2 %, 33 are 9.9 %."""
    for event, leaves in (
        (bench.exons_deleted(4, 4), (Pvs1Path.DEL10, Pvs1Path.DEL11)),
        (donor_of(bench, 4), (Pvs1Path.SS8, Pvs1Path.SS9)),
    ):
        effect = bench.effect(event)
        terms = consequences(effect, bench.gene)
        outcome = replace(effect.single_outcome, residues_lost=residues)
        found = pvs1(replace(effect, single_outcome=outcome), terms, bench.gene, NO_FACTS)
        assert found.path is leaves[0 if large else 1]
        assert found.strength is (Strength.STRONG if large else Strength.MODERATE)


def test_every_leaf_has_words_and_a_strength(bench: Bench) -> None:
    region = judged(bench, stop_at(bench, 100), NO_FACTS).region
    for path in Pvs1Path:
        assert path.text
        assert isinstance(Pvs1(path, (), region).strength, Strength)


def structural(bench: Bench, kind: EventKind, first: int, last: int, alt: str, flank: int) -> Event:
    """A structural change of whole exons, or of a part of one where the flank is negative."""
    loss = bench.exons_deleted(first, last, flank)
    support = tuple(replace(s, tandem=alt == "<DUP:TANDEM>") for s in loss.support)
    return replace(loss, kind=kind, alt=alt, support=support)


TANDEM, GAIN, OTHER_PLACE = "<DUP:TANDEM>", "<DUP>", "<DUP:INT>"


@pytest.mark.parametrize(
    ("first", "last", "alt", "path"),
    [
        (2, 2, TANDEM, Pvs1Path.DUP1),
        (2, 2, GAIN, Pvs1Path.DUP3),
        (2, 2, OTHER_PLACE, Pvs1Path.DUP5),
        (4, 4, TANDEM, Pvs1Path.DUP2),
        (4, 4, GAIN, Pvs1Path.DUP4),
        (4, 4, OTHER_PLACE, Pvs1Path.DUP5),
        (1, 2, TANDEM, Pvs1Path.DUP_NOT_INTERNAL),
        (5, 6, TANDEM, Pvs1Path.DUP_NOT_INTERNAL),
        (1, 6, TANDEM, Pvs1Path.DUP_NOT_INTERNAL),
    ],
)
def test_duplication(bench: Bench, first: int, last: int, alt: str, path: Pvs1Path) -> None:
    """Clinical rules 1.1.4: exon 2 shifts the frame, exon 4 keeps it; the ends are not internal."""
    event = structural(bench, EventKind.DUPLICATION, first, last, alt, 200)
    assert judged(bench, event, NO_FACTS).path is path


def test_a_duplication_within_an_intron_is_no_loss(bench: Bench) -> None:
    exon = bench.gene.exons[2]
    within = bench.deletion(exon.start - 900, exon.start - 500)
    event = replace(within, kind=EventKind.DUPLICATION, alt=GAIN)
    assert judged(bench, event, NO_FACTS).path is Pvs1Path.NOT_LOF


def test_a_duplication_whose_bases_were_read_is_judged_by_them(bench: Bench) -> None:
    """Ten bases of exon 2 twice in tandem: a frameshift (NF1), no duplication of an exon."""
    start = bench.gene.exons[1].start + 40
    small = bench.deletion(start, start + 9)
    support = tuple(replace(s, tandem=True) for s in small.support)
    event = replace(small, kind=EventKind.DUPLICATION, alt=TANDEM, support=support)
    assert judged(bench, event, NO_FACTS).path is Pvs1Path.NF1


FOR_REVIEW = "RULE_EXTENSION_FOR_REVIEW"


@pytest.mark.parametrize(
    ("kind", "first", "last", "path", "for_review"),
    [
        (EventKind.INVERSION, 2, 3, Pvs1Path.REARRANGEMENT, True),
        (EventKind.INVERSION, 1, 6, Pvs1Path.NOT_LOF, False),
        (EventKind.INSERTION, 3, 3, Pvs1Path.OPEN, True),
        (EventKind.DELETION, 3, 3, Pvs1Path.DEL2, False),
    ],
)
def test_what_the_tree_does_not_speak_of(
    bench: Bench, kind: EventKind, first: int, last: int, path: Pvs1Path, for_review: bool
) -> None:
    """Clinical rules 1.1.6, last rows: a rule of this product's own is shown as one."""
    event = structural(bench, kind, first, last, "", 3_000 if (first, last) == (1, 6) else 200)
    if kind is EventKind.INSERTION:
        middle = bench.gene.exons[first - 1].start + 20
        event = replace(event, inner=Interval(middle, middle), outer=Interval(middle, middle))
    found = judged(bench, event, NO_FACTS)
    assert found.path is path
    assert (FOR_REVIEW in found.flags) is for_review


def test_an_outcome_that_is_open_within_the_tree_is_no_extension_of_it(bench: Bench) -> None:
    """A deletion with a breakpoint that is not known better than an exon."""
    loss = bench.exons_deleted(3, 3)
    unsure = replace(loss, inner=None)
    found = judged(bench, unsure, NO_FACTS)
    assert found.path is Pvs1Path.OPEN
    assert found.strength is Strength.NOT_ASSESSABLE
    assert FOR_REVIEW not in found.flags


def test_what_is_rescued_on_its_copy_is_no_loss(bench: Bench) -> None:
    """Clinical rules 2.8: undone by another change of the same copy."""
    effect = bench.effect(stop_at(bench, 100))
    terms = consequences(effect, bench.gene)
    found = pvs1(effect, terms, bench.gene, NO_FACTS, rescued=True)
    assert (found.path, found.strength) == (Pvs1Path.RESCUED, Strength.NOT_APPLICABLE)


@pytest.mark.parametrize("alt", ["GCC", "GCA"])
def test_an_exchanged_residue_is_no_loss(bench: Bench, alt: str) -> None:
    event = bench.coding(298, 300, alt)
    assert judged(bench, event, NO_FACTS).path is Pvs1Path.NOT_LOF


@pytest.mark.parametrize(
    ("first", "last", "is_critical"),
    [
        (205, 205, False),
        (206, 206, True),
        (261, 261, True),
        (262, 262, False),
        (100, 300, True),
        (230, 230, True),
    ],
)
def test_residues_of_an_exon_in_frame(
    bench: Bench, first: int, last: int, is_critical: bool
) -> None:
    """Exon 4 is c.616 to c.783: p.Gly206 to p.Ala261."""
    region = judged(bench, bench.exons_deleted(4, 4), critical(first, last)).region
    assert region.critical == ("an assay" if is_critical else "")
    assert region.exons == (4,)


@pytest.mark.parametrize(
    ("first", "last", "is_critical"),
    [(233, 233, False), (234, 234, True), (300, 300, True), (301, 301, False)],
)
def test_residues_of_a_loss_that_joins_two_exons(
    bench: Bench, first: int, last: int, is_critical: bool
) -> None:
    """c.700 to c.900 with the intron between: codons 234 to 300, not the whole of the exons."""
    low, high = genomic_position(bench.gene, 900), genomic_position(bench.gene, 700)
    found = judged(bench, bench.deletion(low, high), critical(first, last))
    assert found.path is (Pvs1Path.DEL8 if is_critical else Pvs1Path.DEL10)
    assert found.region.exons == (4, 5)


@pytest.mark.parametrize(
    ("residue", "is_critical"), [(319, False), (320, True), (334, True), (335, False)]
)
def test_residues_behind_a_stop(bench: Bench, residue: int, is_critical: bool) -> None:
    """A stop in codon 320 of 334 removes it and all behind."""
    region = judged(bench, stop_at(bench, 320), critical(residue, residue)).region
    assert bool(region.critical) is is_critical


def test_a_frameshift_over_a_junction_takes_all_behind_it(bench: Bench) -> None:
    """c.700 to c.901: out of frame, so that a critical end is lost too."""
    low, high = genomic_position(bench.gene, 901), genomic_position(bench.gene, 700)
    found = judged(bench, bench.deletion(low, high), critical(330, 334))
    assert found.path is Pvs1Path.DEL4


def test_what_loses_no_residue_loses_no_critical_one(bench: Bench) -> None:
    found = judged(bench, bench.coding(298, 300, "GCC"), critical(1, 334))
    assert found.region.critical == ""


def test_an_inversion_of_unknown_bounds_is_left_to_a_reviewer(bench: Bench) -> None:
    event = structural(bench, EventKind.INVERSION, 2, 3, "", 200)
    found = judged(bench, replace(event, inner=None), NO_FACTS)
    assert found.path is Pvs1Path.OPEN
    assert FOR_REVIEW in found.flags


def test_by_itself_a_leaf_is_not_lowered(bench: Bench) -> None:
    region = judged(bench, stop_at(bench, 100), NO_FACTS).region
    assert Pvs1(Pvs1Path.NF1, (), region).strength is Strength.VERY_STRONG


def test_critical_regions_are_all_named(bench: Bench) -> None:
    regions = (
        CriticalRegion(320, 321, "one"),
        CriticalRegion(1, 2, "no"),
        CriticalRegion(330, 334, "two"),
    )
    found = judged(bench, stop_at(bench, 318), policy(critical_regions=regions))
    assert found.region.critical == "one; two"


@pytest.mark.parametrize(("first", "last"), [(298, 300), (298, 330), (601, 612)])
def test_bases_lost_in_frame_within_one_exon_are_no_pvs1(
    bench: Bench, first: int, last: int
) -> None:
    """Abou Tayoun 2018: an in-frame change of bases is PM4, not PVS1."""
    assert judged(bench, bench.coding(first, last, ""), NO_FACTS).path is Pvs1Path.NOT_LOF


def test_an_open_breakend_is_left_to_a_reviewer(bench: Bench) -> None:
    event = structural(bench, EventKind.BREAKEND, 3, 3, "A.", 0)
    middle = Interval(event.outer.start + 20, event.outer.start + 20)
    found = judged(bench, replace(event, inner=middle, outer=middle), NO_FACTS)
    assert found.path is Pvs1Path.OPEN
    assert FOR_REVIEW in found.flags
