"""Reports of the fixture cases: the state that the rules expect, and the same bytes as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import CASES, FOLDER, document, texts

REFRESH = "the report changed: python -m tests.golden, then read git diff tests/golden"


@pytest.mark.parametrize("name", CASES)
def test_state_is_that_of_the_rules(tmp_path: Path, name: str) -> None:
    assert document(name, tmp_path)["verdict"]["state"] == CASES[name].state


@pytest.mark.parametrize("name", CASES)
def test_report_is_as_before(tmp_path: Path, name: str) -> None:
    for file, text in texts(name, tmp_path).items():
        assert text.encode() == (FOLDER / file).read_bytes(), REFRESH


def test_no_golden_file_is_left_over() -> None:
    expected = {f"{name}.{kind}" for name in CASES for kind in ("json", "txt")}
    assert {path.name for path in FOLDER.iterdir()} == expected
