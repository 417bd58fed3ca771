"""A result is enough to conclude again: the basis in it gives the same bytes without any file."""

from __future__ import annotations

import dataclasses
import enum
import json
import sys
import typing
from pathlib import Path

import pytest

from osteo_annot.intake.vcf.row import Row
from osteo_annot.measured.person import Person
from osteo_annot.report.result.basis import basis_of, basis_text, kinds
from osteo_annot.report.result.concluded import with_parts
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.verdict.basis import Basis, conclude
from tests.golden import CASES, judged


@pytest.mark.parametrize("name", CASES)
def test_concluding_again_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Expected: the file of the run itself."""
    written = json_text(document_of(judged(name, tmp_path)))
    read = result_from_json(written)
    basis = basis_of(read.basis)
    assert json_text(document_of(with_parts(read, conclude(basis), basis))) == written
    assert basis_text(basis) == read.basis


_WITH_FILES = {"surroundings", "reads"}
"""What of a person only files can tell; it is not kept, and no rule behind the seam asks it."""


def test_every_kind_that_a_basis_can_hold_is_known() -> None:
    """Expected: the type hints of its fields, followed all the way down."""
    known, seen = set(kinds().values()), set()
    missing: set[str] = set()

    def follow(hint: typing.Any) -> None:
        if hint in seen:
            return
        seen.add(hint)
        for part in typing.get_args(hint):
            if not isinstance(part, (str, list)):
                follow(part)
        if not isinstance(hint, type) or hint.__module__ == "osteo_annot.sentences.sentence":
            return
        if dataclasses.is_dataclass(hint) or issubclass(hint, enum.Enum):
            missing.update({hint.__qualname__} - {kind.__qualname__ for kind in known})
        if dataclasses.is_dataclass(hint):
            hints = typing.get_type_hints(hint, vars(sys.modules[hint.__module__]))
            for one in dataclasses.fields(hint):
                if not (hint is Person and one.name in _WITH_FILES):
                    follow(hints[one.name])

    follow(Basis)
    assert missing == set()


def test_columns_of_other_people_and_long_annotation_are_not_kept(tmp_path: Path) -> None:
    basis = basis_of(judged("F10", tmp_path).basis)
    rows = [s.observation.row for a in basis.apart for s in a.event.support]
    assert rows
    assert all(isinstance(row, Row) and not row.samples for row in rows)
    assert all(len(value) <= 200 for row in rows for value in row.info.values())


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole.update(kinds=["builtins.eval"]),
        lambda whole: whole.update(kinds=[]),
        lambda whole: whole["values"].clear(),
        lambda whole: whole.update(basis=["v", 10**9]),
        lambda whole: whole.update(basis=["x", 1]),
        lambda whole: whole.update(basis=3),
        lambda whole: whole["values"][-1].append("one too many"),
        lambda whole: whole.update(basis=["v", 0], values=[[0, ["v", 0]]]),
        lambda whole: whole.pop("basis"),
    ],
)
def test_a_text_that_is_no_basis_is_refused(tmp_path: Path, change) -> None:
    whole = json.loads(judged("F01", tmp_path).basis)
    change(whole)
    with pytest.raises(ValueError, match="basis"):
        basis_of(json.dumps(whole))
