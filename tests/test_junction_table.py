"""The tables of the junction witness: what counts as right, wrong and not told.

Truth values are written by hand; the long run: ``python -m validation.junctions``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.witness import (
    Breakpoints,
    JunctionCounts,
    JunctionKind,
    JunctionWitness,
    ReferenceCounts,
    WitnessAnswer,
    WitnessReason,
)
from validation.junctions.__main__ import run
from validation.junctions.ground import Kind, Rearrangement, ground
from validation.junctions.loci import Genotype, Locus, drawn
from validation.junctions.table import (
    Case,
    case_of,
    exact_share,
    needless_doubts,
    report,
    violations,
)

EVENT = Rearrangement(Kind.DELETION, 1_000, 1_999, "", 2)
PLATFORMS = ("genome", "exome", "long")


def locus(genotype: Genotype, claimed: int | None = 1) -> Locus:
    one = drawn(ground(Assembly.GRCH38), 1, 1, ("genome",))
    return replace(
        one,
        other=None,
        genotype=genotype,
        event=EVENT,
        depth=30,
        platform="genome",
        claimed_copies=claimed,
    )


def witness(
    copies: int | None,
    answer: WitnessAnswer = WitnessAnswer.NOT_ASSESSABLE,
    ends: Breakpoints | None = None,
) -> JunctionWitness:
    return JunctionWitness(
        kind=JunctionKind.DELETION,
        outer=Interval(1_000, 1_999),
        inner=Interval(1_000, 1_999),
        claimed_copies=1,
        answer=answer,
        reason=WitnessReason.TOO_FEW_READS,
        counts=JunctionCounts(0, 0, 0, 0, 0, 0, 0, None),
        reference_left=ReferenceCounts(0, 0),
        reference_right=ReferenceCounts(0, 0),
        depths=None,
        heterozygous_inside=0,
        log10_likelihoods=None,
        copies=copies,
        quality=0,
        breakpoints=ends,
        covered_left=0.0,
        covered_right=0.0,
    )


@pytest.mark.parametrize(
    ("genotype", "copies", "answer", "expected"),
    [
        (Genotype.HETEROZYGOUS, 2, WitnessAnswer.NOT_ASSESSABLE, ["1 called 2"]),
        (Genotype.COMPOUND, 2, WitnessAnswer.NOT_ASSESSABLE, ["1 called 2"]),
        (Genotype.ABSENT, 1, WitnessAnswer.NOT_ASSESSABLE, ["absent called present"]),
        (Genotype.ABSENT, None, WitnessAnswer.CONFIRMED, ["absent confirmed"]),
        (Genotype.HOMOZYGOUS, 2, WitnessAnswer.CONTRADICTED, []),
        (Genotype.HOMOZYGOUS, 1, WitnessAnswer.NOT_ASSESSABLE, []),
        (Genotype.HETEROZYGOUS, 1, WitnessAnswer.CONFIRMED, []),
        (Genotype.ABSENT, 0, WitnessAnswer.CONTRADICTED, []),
        (Genotype.ABSENT, None, WitnessAnswer.NOT_ASSESSABLE, []),
    ],
)
def test_what_must_never_be_said(
    genotype: Genotype, copies: int | None, answer: WitnessAnswer, expected: list[str]
) -> None:
    assert violations(case_of(locus(genotype), witness(copies, answer))) == expected


@pytest.mark.parametrize(
    ("genotype", "copies", "answer", "expected"),
    [
        (Genotype.HETEROZYGOUS, 0, WitnessAnswer.NOT_ASSESSABLE, ["present called absent"]),
        (Genotype.HETEROZYGOUS, None, WitnessAnswer.CONTRADICTED, ["a true claim contradicted"]),
        (Genotype.HOMOZYGOUS, None, WitnessAnswer.CONTRADICTED, []),
        (Genotype.ABSENT, 0, WitnessAnswer.CONTRADICTED, []),
    ],
)
def test_what_is_doubted_without_need(
    genotype: Genotype, copies: int | None, answer: WitnessAnswer, expected: list[str]
) -> None:
    case = case_of(locus(genotype), witness(copies, answer))
    assert needless_doubts(case) == expected
    assert not violations(case)


@pytest.mark.parametrize("other", [None, EVENT])
def test_a_neighbour_that_is_there_may_be_taken_for_the_claim(other: Rearrangement | None) -> None:
    case = case_of(replace(locus(Genotype.ABSENT), other=other), witness(1))
    assert violations(case) == ([] if other else ["absent called present"])
    taken = "taken for the claimed one: 1." if other else "taken for the claimed one: 0."
    assert taken in report([case])


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [
        (1_000, 1_999, 0),
        (1_002, 2_001, 0),  # shifted by the two bases that both sides share
        (1_003, 2_002, 1),
        (999, 1_998, 1),
        (1_000, 2_003, 2),  # at best 1_002 to 2_001
    ],
)
def test_ends_are_exact_where_the_copy_is_the_same(start: int, end: int, error: int) -> None:
    ends = Breakpoints(start, end, "AC", "", 9)
    case = case_of(locus(Genotype.HETEROZYGOUS), witness(1, ends=ends))
    assert case.error == error
    assert case.is_whole
    assert exact_share([case]) == (error == 0)


def test_ends_of_what_is_not_there_are_not_judged() -> None:
    ends = Breakpoints(5, 9, "", "", 9)
    assert case_of(locus(Genotype.ABSENT), witness(0, ends=ends)).error is None


def test_a_report_counts_every_person_once() -> None:
    told: list[tuple[Genotype, int | None]] = [
        (Genotype.HETEROZYGOUS, 1),
        (Genotype.HETEROZYGOUS, None),
        (Genotype.HOMOZYGOUS, 2),
        (Genotype.ABSENT, 0),
    ]
    cases: list[Case] = [case_of(locus(genotype), witness(copies)) for genotype, copies in told]
    text = report(cases)
    assert "| genome | 30x | heterozygous | 2 | 0 | 1 | 0 | 1 |" in text
    assert "| genome | 30x | homozygous | 1 | 0 | 0 | 1 | 0 |" in text
    assert "Loci: 4. Violations: 0." in text


@pytest.mark.slow
def test_no_claim_of_a_few_hundred_is_answered_wrongly() -> None:
    """Another seed than the one of the tables; 20,000 are run by ``make validate``."""
    found = run(240, 7, PLATFORMS, 1)
    assert [(case, what) for case in found if (what := violations(case))] == []
    assert exact_share(found) >= 0.95
