"""PP3, BP4, BP7 and PM4: limits of Walker 2023 and Pejaver 2022, met and just missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.events.model import Event
from osteo_annot.evidence.consequence import consequences
from osteo_annot.evidence.criterion import Criterion, Leaf, Status, Strength
from osteo_annot.evidence.length import pm4, repeat_copies
from osteo_annot.evidence.predicted import Score, Scores, bp4, bp7, pp3, scores_of
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.policy import default_policy
from tests.gene_events import Bench
from tests.knowledge import SourceVcf, knowledge, splice
from tests.vcf_builder import NONSENSE

RULES = default_policy().rules
MISSENSE = (Term.MISSENSE,)
INTRON = (Term.SPLICE_REGION, Term.INTRON)


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def scores(splice_score: float | None = None, missense: float | None = None) -> Scores:
    return Scores(
        None if splice_score is None else Score("SpliceAI", splice_score, "s.vcf", "DL"),
        None if missense is None else Score("REVEL", missense, "m.vcf"),
    )


def pp3_of(terms: Sequence[Term], found: Scores) -> Criterion:
    return pp3(terms, found, RULES.splice, RULES.missense)


def bp4_of(terms: Sequence[Term], found: Scores) -> Criterion:
    return bp4(terms, found, RULES.splice, RULES.missense)


@pytest.mark.parametrize(
    ("score", "pp3_leaf", "bp4_leaf"),
    [
        (0.20, Leaf.PP3_SPLICE, Leaf.SCORE_OTHER_SIDE),
        (0.199, Leaf.SCORE_BETWEEN, Leaf.SCORE_BETWEEN),
        (0.101, Leaf.SCORE_BETWEEN, Leaf.SCORE_BETWEEN),
        (0.10, Leaf.SCORE_OTHER_SIDE, Leaf.BP4_SPLICE),
        (0.0, Leaf.SCORE_OTHER_SIDE, Leaf.BP4_SPLICE),
        (None, Leaf.SCORE_MISSING, Leaf.SCORE_MISSING),
    ],
)
def test_splice_scores(score: float | None, pp3_leaf: Leaf, bp4_leaf: Leaf) -> None:
    damage, harmless = pp3_of(INTRON, scores(score)), bp4_of(INTRON, scores(score))
    assert (damage.path, harmless.path) == (pp3_leaf, bp4_leaf)
    assert damage.points == (1 if pp3_leaf is Leaf.PP3_SPLICE else 0)
    assert harmless.points == (-1 if bp4_leaf is Leaf.BP4_SPLICE else 0)


@pytest.mark.parametrize(
    ("revel", "pp3_points", "bp4_points"),
    [
        (0.932, 4, 0),
        (0.931, 2, 0),
        (0.773, 2, 0),
        (0.772, 1, 0),
        (0.644, 1, 0),
        (0.643, 0, 0),
        (0.291, 0, 0),
        (0.290, 0, -1),
        (0.184, 0, -1),
        (0.183, 0, -2),
        (0.017, 0, -2),
        (0.016, 0, -4),
        (0.004, 0, -4),
        (0.003, 0, -8),
    ],
)
def test_revel_by_the_intervals_of_pejaver(revel: float, pp3_points: int, bp4_points: int) -> None:
    found = scores(0.05, revel)
    assert pp3_of(MISSENSE, found).points == pp3_points
    assert bp4_of(MISSENSE, found).points == bp4_points


def test_a_harmless_residue_is_not_bp4_where_splicing_is_not_cleared() -> None:
    assert bp4_of(MISSENSE, scores(None, 0.1)).path == Leaf.SCORE_MISSING
    assert bp4_of(MISSENSE, scores(0.15, 0.1)).path == Leaf.SCORE_BETWEEN
    assert bp4_of(MISSENSE, scores(0.05, None)).path == Leaf.SCORE_MISSING


def test_the_stronger_of_splice_and_residue_is_taken() -> None:
    assert pp3_of(MISSENSE, scores(0.5, 0.8)).strength is Strength.MODERATE
    assert pp3_of(MISSENSE, scores(0.5, 0.3)).path == Leaf.PP3_SPLICE
    assert pp3_of(MISSENSE, scores(None, 0.8)).strength is Strength.MODERATE


def test_a_missense_score_says_nothing_of_other_variants() -> None:
    assert pp3_of(INTRON, scores(None, 0.99)).path == Leaf.SCORE_MISSING


@pytest.mark.parametrize("term", [Term.INFRAME_DELETION, Term.STOP_LOST, Term.FRAMESHIFT])
def test_no_tool_says_that_a_change_of_length_is_harmless(term: Term) -> None:
    assert bp4_of((term,), scores(0.0)).path == Leaf.SCORE_NOT_THIS_KIND


# --- BP7 ------------------------------------------------------------------------------------


def bp7_of(bench: Bench, event: Event, found: Scores) -> Criterion:
    terms = consequences(bench.effect(event), bench.gene)
    harmless = bp4(terms, found, RULES.splice, RULES.missense)
    return bp7(bench.effect(event), terms, harmless, RULES.splice, bench.gene)


def intronic(bench: Bench, base: int, offset: int) -> Event:
    """One base of an intron replaced; unknown bases are written as an arbitrary one."""
    from osteo_annot.locus.cdna import genomic_position

    position = genomic_position(bench.gene, base, offset)
    ref = bench.reference.base(position)
    return bench.small(position, "A" if ref == "N" else ref, "C" if ref != "C" else "G")


@pytest.mark.parametrize(
    ("base", "offset", "leaf"),
    [
        (517, 7, Leaf.BP7_DEEP_INTRONIC),
        (517, 6, Leaf.BP7_TOO_CLOSE),
        (518, -21, Leaf.BP7_DEEP_INTRONIC),
        (518, -20, Leaf.BP7_TOO_CLOSE),
    ],
)
def test_bp7_begins_at_7_and_21(bench: Bench, base: int, offset: int, leaf: Leaf) -> None:
    """Walker 2023: intronic at or beyond +7 and -21."""
    found = bp7_of(bench, intronic(bench, base, offset), scores(0.05))
    assert found.path == leaf


def test_f26_synonymous_without_splice_effect_is_bp4_and_bp7(bench: Bench) -> None:
    event = bench.substitution(207, "T")
    terms = consequences(bench.effect(event), bench.gene)
    assert terms == (Term.SYNONYMOUS,)
    assert bp4_of(terms, scores(0.10)).points == -1
    assert bp7_of(bench, event, scores(0.10)).points == -1
    assert bp7_of(bench, event, scores(0.11)).path == Leaf.BP7_WITHOUT_BP4
    assert bp7_of(bench, event, scores(None)).status is Status.NOT_ASSESSED


def test_bp7_is_not_for_missense(bench: Bench) -> None:
    event = bench.substitution(134, "G")  # c.134A>G p.(Asp45Gly), ClinVar 193369
    assert bp7_of(bench, event, scores(0.0, 0.0)).path == Leaf.BP7_TOO_CLOSE


# --- reading the scores ---------------------------------------------------------------------


def test_the_greatest_delta_score_of_the_gene_is_read(bench: Bench, tmp_path: Path) -> None:
    other = splice(NONSENSE, 0.9, 0.9, 0.9, 0.9, symbol="OTHER").removeprefix("SpliceAI=")
    info = f"{splice(NONSENSE, 0.01, 0.02, 0.31, 0.3)},{other}"
    source = SourceVcf(bench.assembly).add(NONSENSE, info).write(tmp_path / "s.vcf")
    known = knowledge(bench.assembly, splice=source)
    allele = next(iter(known.sources.items[0].alleles))
    found = scores_of(allele, known.sources, RULES.missense, bench.gene).splice
    assert found is not None
    assert (found.value, found.effect) == (0.31, "DG")


@pytest.mark.parametrize("info", ["SpliceAI=T|OSTM1|.|.|.|.|1|1|1|1", "SpliceAI=T|OSTM1|x", "DB"])
def test_a_score_that_is_not_there_is_missing(bench: Bench, tmp_path: Path, info: str) -> None:
    source = SourceVcf(bench.assembly).add(NONSENSE, info).write(tmp_path / "s.vcf")
    known = knowledge(bench.assembly, splice=source, missense=source)
    allele = next(iter(known.sources.items[0].alleles))
    assert scores_of(allele, known.sources, RULES.missense, bench.gene) == Scores(None, None)


def test_only_the_tool_of_the_policy_is_read(bench: Bench, tmp_path: Path) -> None:
    source = SourceVcf(bench.assembly).add(NONSENSE, "CADD_PHRED=40").write(tmp_path / "m.vcf")
    known = knowledge(bench.assembly, missense=source)
    allele = next(iter(known.sources.items[0].alleles))
    assert scores_of(allele, known.sources, RULES.missense, bench.gene).missense is None


@pytest.mark.parametrize(
    ("info", "value"),
    [
        ("REVEL=1", 1.0),
        ("REVEL=1.01", None),
        ("REVEL=-0.01", None),
        ("REVEL=95", None),
        ("REVEL=.;REVEL_score=0.95", 0.95),
        ("REVEL=0.95&0.91", None),
        ("dbNSFP_REVEL_score=0.7", 0.7),
    ],
)
def test_only_a_number_on_the_scale_of_the_tool_is_its_score(
    bench: Bench, tmp_path: Path, info: str, value: float | None
) -> None:
    source = SourceVcf(bench.assembly).add(NONSENSE, info).write(tmp_path / "m.vcf")
    known = knowledge(bench.assembly, missense=source)
    allele = next(iter(known.sources.items[0].alleles))
    found = scores_of(allele, known.sources, RULES.missense, bench.gene).missense
    assert (found.value if found else None) == value


@pytest.mark.parametrize("score", [0.02, 0.5, 0.99])
def test_a_tool_without_limits_is_shown_and_gives_no_code(score: float) -> None:
    """AlphaMissense: no calibration was verified, so the embedded policy has no limits for it."""
    policy = replace(RULES.missense, tool="AlphaMissense")
    found = Scores(Score("SpliceAI", 0.0, "s.vcf"), Score("AlphaMissense", score, "m.vcf"))
    both = (
        pp3(MISSENSE, found, RULES.splice, policy),
        bp4(MISSENSE, found, RULES.splice, policy),
    )
    assert [c.points for c in both] == [0, 0]
    assert both[1].path == Leaf.SCORE_WITHOUT_LIMITS
    assert [a.answer for a in both[1].answers] == [f"{score:g}"]


# --- PM4 ------------------------------------------------------------------------------------


def pm4_of(bench: Bench, event: Event) -> Criterion:
    terms = consequences(bench.effect(event), bench.gene)
    return pm4(bench.effect(event), terms, bench.reference, RULES.pm4)


def test_pm4_of_an_in_frame_deletion_and_not_of_a_frameshift(bench: Bench) -> None:
    in_frame = bench.coding(301, 303, "")
    assert pm4_of(bench, in_frame).strength is Strength.MODERATE
    assert pm4_of(bench, bench.coding(301, 302, "")).path == Leaf.PM4_LENGTH_KEPT


def test_pm4_of_a_lost_stop(bench: Bench) -> None:
    assert pm4_of(bench, bench.substitution(1003, "C")).path == Leaf.PM4_STOP_LOST


def test_copies_of_a_unit_are_counted(bench: Bench) -> None:
    """c.411-416 is AGAGAG (clinical rules 3.3): three copies of two bases."""
    assert repeat_copies(_allele(bench.coding(415, 416, "")), bench.reference) == 3
    assert repeat_copies(_allele(bench.coding(417, 416, "AG")), bench.reference) == 3


def test_pm4_is_not_given_in_a_repeat(bench: Bench) -> None:
    """Three copies of a codon: the limit of the policy is set to what the sequence has there."""
    from dataclasses import replace

    event = bench.coding(301, 303, "")
    copies = repeat_copies(_allele(event), bench.reference)
    terms = consequences(bench.effect(event), bench.gene)
    at, above = (
        pm4(bench.effect(event), terms, bench.reference, replace(RULES.pm4, repeat_copies=limit))
        for limit in (copies, copies + 1)
    )
    assert (at.path, above.path) == (Leaf.PM4_IN_REPEAT, Leaf.PM4_LENGTH_CHANGED)


def _allele(event: Event):
    assert event.allele is not None
    return event.allele
