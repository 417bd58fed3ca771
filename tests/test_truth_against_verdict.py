"""The simulator of ``validation/``: its truth, and a short run without a violation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from osteo_annot.verdict.state import State
from validation.families import (
    DELETIONS,
    FRAMESHIFT,
    RESTORING,
    SMALL,
    Copy,
    Family,
    Person,
    is_null,
)
from validation.files import draw_settings
from validation.truth_against_verdict import TRUTHS, Case, known_limit, simulate, table

NONSENSE, SYNONYMOUS = SMALL[0], SMALL[5]
EXON_2 = next(change for change in DELETIONS if change.name == "del 2-2")
INTRONIC = next(change for change in DELETIONS if not change.is_null)


@pytest.mark.parametrize(
    ("copy", "broken"),
    [
        ((), False),
        ((SYNONYMOUS,), False),
        ((NONSENSE,), True),
        ((FRAMESHIFT,), True),
        ((RESTORING,), True),
        ((RESTORING, FRAMESHIFT), False),
        ((RESTORING, FRAMESHIFT, NONSENSE), True),
        ((EXON_2,), True),
        ((INTRONIC,), False),
    ],
)
def test_truth_of_a_copy(copy: Copy, broken: bool) -> None:
    assert is_null(copy) is broken


def test_truth_of_a_person() -> None:
    assert Person((NONSENSE,), (EXON_2,)).null_copies == 2
    assert Person((RESTORING, FRAMESHIFT), (EXON_2,)).null_copies == 1


@pytest.mark.parametrize(
    ("truth", "state", "violates"),
    [
        (TRUTHS[1], State.BIALLELIC_HOM_SMALL, True),
        (TRUTHS[2], State.BIALLELIC_HOM_SMALL, False),
        (TRUTHS[2], State.NONE_CALLABLE, True),
        (TRUTHS[1], State.NONE_CALLABLE, False),
        (TRUTHS[1], State.APPARENT_HOM, False),
    ],
)
def test_what_counts_as_a_violation(truth: str, state: State, violates: bool) -> None:
    assert bool(Case(0, truth, state, "").violation) is violates


def test_short_run_has_no_violation(tmp_path: Path) -> None:
    cases = [simulate(seed, hidden_errors=False, folder=tmp_path) for seed in range(400)]
    assert [case for case in cases if case.violation] == []
    assert {case.truth for case in cases} == set(TRUTHS)
    assert sum(case.state.is_biallelic for case in cases) > 20
    assert "| all |" in table(cases)


def test_same_seed_gives_the_same_case(tmp_path: Path) -> None:
    one = [simulate(seed, hidden_errors=True, folder=tmp_path) for seed in (3, 4)]
    assert one == [simulate(seed, hidden_errors=True, folder=tmp_path) for seed in (3, 4)]


@pytest.mark.parametrize(
    ("deletions", "state", "told"),
    [
        ("none", State.NONE_CALLABLE, True),
        ("none", State.MONOALLELIC, False),
        ("depth", State.NONE_CALLABLE, False),
    ],
)
def test_known_limit_is_only_what_no_file_shows(deletions: str, state: State, told: bool) -> None:
    child = Person((EXON_2,), (next(c for c in DELETIONS if c.name == "del 4-4"),))
    settings = replace(draw_settings(Random(1), hidden_errors=False), deletions=deletions)
    assert bool(known_limit(Family(child, child, child), settings, state)) is told
