"""The folder of results: found wherever they lie, read again only when they changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.review.results import ResultFolder

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A result in a folder of its own, as a workflow writes it, and files that are none."""
    below = tmp_path / "cases" / "one"
    below.mkdir(parents=True)
    done = main(
        ["annotate", str(DEMO / "hom_nonsense.vcf"), "--out", str(below), "--formats", "json"]
    )
    assert done == 0
    (tmp_path / "other.json").write_text('{"schema_version": 3}', encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    hidden = tmp_path / ".part"
    hidden.mkdir()
    (hidden / "half.json").write_bytes((below / "hom_nonsense.json").read_bytes())
    return tmp_path


def test_a_result_is_found_below_and_told_by_its_bytes(folder: Path) -> None:
    results = ResultFolder(folder)
    (entry,) = results.entries().values()
    file = folder / "cases" / "one" / "hom_nonsense.json"
    assert (entry.path, entry.snapshot.sample) == (file, "hom_nonsense")
    assert entry.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert results.load("hom_nonsense").sha256 == entry.sha256


def test_what_did_not_change_is_not_read_again(folder: Path) -> None:
    results = ResultFolder(folder)
    (before,) = results.entries().values()
    (again,) = results.entries().values()
    assert again is before
    file = before.path
    file.write_bytes(file.read_bytes().replace(b'"moderate"', b'"low"', 1))
    os.utime(file, ns=(1, 1))
    assert results.path_of("hom_nonsense") == file
    (after,) = results.entries().values()
    assert after.sha256 != before.sha256


def test_a_case_that_went_is_unknown(folder: Path) -> None:
    results = ResultFolder(folder)
    results.path_of("hom_nonsense").unlink()
    with pytest.raises(RefusedError) as refused:
        results.load("hom_nonsense")
    assert refused.value.faults[0].code is RefusalCode.CASE_UNKNOWN
