"""Reports of the fixture cases: the state that the rules expect, and the same bytes as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.report.result.document import document_of, json_text, result_from_json
from tests.golden import CASES, FOLDER, judged, texts

REFRESH = "the report changed: python -m tests.golden, then read git diff tests/golden"


@pytest.mark.parametrize("name", CASES)
def test_state_is_that_of_the_rules(tmp_path: Path, name: str) -> None:
    assert judged(name, tmp_path).verdict.state == CASES[name].state


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_before(tmp_path: Path, name: str) -> None:
    for file, text in texts(name, tmp_path).items():
        assert text.encode() == (FOLDER / file).read_bytes(), REFRESH


@pytest.mark.parametrize("name", CASES)
def test_result_file_gives_the_typed_result_back(tmp_path: Path, name: str) -> None:
    """Typed values, JSON text, typed values: nothing is lost, and no field is unknown."""
    result = judged(name, tmp_path)
    assert result_from_json(json_text(document_of(result))) == result


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{name}.{kind}" for name in CASES for kind in ("json", "txt")}
    assert {path.name for path in FOLDER.iterdir()} == expected
