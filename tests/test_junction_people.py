"""Whole people with reads: what the caller says wrongly makes no affected person of a carrier.

The long run is ``python -m validation.junctions.people`` (docs/reads.md).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.verdict.state import State
from validation.junctions.ground import ground
from validation.junctions.people import Judged, Person, drawn, judged, write_bam, write_vcf


@pytest.mark.parametrize(
    ("copies", "state", "expected"),
    [
        (1, State.BIALLELIC_HOM_DEL, "carrier called affected"),
        (0, State.BIALLELIC_HEMI_OVER_DEL, "carrier called affected"),
        (2, State.BIALLELIC_HOM_DEL, ""),
        (2, State.NONE_CALLABLE, "affected called free of findings"),
        (1, State.INDETERMINATE, ""),
        (0, State.NONE_CALLABLE, ""),
    ],
)
def test_what_must_not_be(copies: int, state: State, expected: str) -> None:
    person = replace(drawn(ground(Assembly.GRCH38), 0, 1), copies=copies)
    assert Judged(person, state, "low").violation == expected


def person(assembly: Assembly, copies: int) -> Person:
    """A person of whom a caller says that both copies lost exons, read as a genome of 30x."""
    one = drawn(ground(assembly), 4, 1)
    return replace(one, platform="genome", depth=30, copies=copies, told=2)


@pytest.mark.parametrize(
    ("copies", "state", "reason"),
    [
        (2, "BIALLELIC_HOM_DEL", "CONFIRMED_BY_READS"),
        (1, "INDETERMINATE", ""),
        (0, "INDETERMINATE", ""),
    ],
)
def test_one_caller_is_confirmed_or_refuted_by_reads(
    tmp_path: Path, assembly: Assembly, copies: int, state: str, reason: str
) -> None:
    """Issue: "confirmed by reads" where both copies lost it, INDETERMINATE with the other reads."""
    at, one = ground(assembly), person(assembly, copies)
    vcf, bam = (
        write_vcf(tmp_path / "child.vcf", at, one),
        write_bam(tmp_path / "child.bam", at, one),
    )
    result = result_of(read_inputs([vcf], coverage=[bam]), "child", Options())
    assert str(result.verdict.state) == state
    assert not reason or reason in {str(r.code) for r in result.verdict.reasons}
    (found,) = result.reads.witnesses if result.reads else []
    assert (found.answer.value == "confirmed") is (copies == 2)


@pytest.mark.slow
def test_no_carrier_of_a_few_is_called_affected() -> None:
    assert [one.violation for n in range(12) if (one := judged(n, 5)).violation] == []
