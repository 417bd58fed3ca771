"""Damaged files (``validation/damage.py``), the same few hundred in every run.

Expected: clinical rules 2.7 (a negative is earned), and that whatever is refused is refused as
input, never as an error of the program.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.verdict.pipeline import judge_person
from validation import damage


@pytest.mark.parametrize("seed", [1, 2])
def test_no_finding_is_lost_quietly(seed: int) -> None:
    said, lost = damage.run(150, seed)
    assert [mutant.name for mutant in lost] == []
    assert said["refused"] > 15
    assert said["found"] > 15


@pytest.mark.parametrize("finding", ["stop", "deletion", "blocks"])
def test_the_damage_could_be_missed(tmp_path: Path, finding: str) -> None:
    # Without the row of the finding the same file earns the negative: so a lost row would show.
    text = damage.base_text(finding)
    row = damage.FINDINGS[finding].encode() + b"\n"
    assert row in text
    path = tmp_path / "a.vcf"
    bed = damage.regions(tmp_path)

    def state() -> str:
        inputs = read_inputs([path], assembly=Assembly.GRCH38, coverage=[bed])
        return judge_person(inputs, "P1").verdict.state.value

    path.write_bytes(text.replace(row, b""))
    assert state() == "NONE_CALLABLE"
    path.write_bytes(text)
    assert state() not in {"NONE_CALLABLE", "NONE_INCOMPLETE"}


def test_a_lost_finding_is_counted_as_lost(tmp_path: Path) -> None:
    whole = damage.base_text("stop")
    gone = whole.replace(damage.FINDINGS["stop"].encode() + b"\n", b"")
    bed = damage.regions(tmp_path)
    mutant = damage.Mutant("x", ".vcf", gone, b"", other_value=False, line_gone=False)
    assert damage.outcome(mutant, tmp_path, bed) == "lost"
    assert damage.outcome(replace(mutant, line_gone=True), tmp_path, bed) == "unseen"
    assert damage.outcome(replace(mutant, data=whole), tmp_path, bed) == "found"
