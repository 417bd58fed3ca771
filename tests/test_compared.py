"""A comparison by parts, and the memory of events: what stands where, and in which order.

Expected by review.md ("New run", "Memory").
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.report.result.model import Result
from osteo_annot.review.compared import SAME, compared, lines_of, snapshot_of
from osteo_annot.review.comparison import compare
from osteo_annot.review.memory import (
    REPLACED,
    WITHDRAWN,
    Remembered,
    SignedClasses,
    disagree,
    remembered,
)
from tests.signed import AMENDED, signed
from tests.typed import judged
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    """A person with a stop, and a new run that also sees a frameshift."""
    one, two = (tmp_path_factory.mktemp(name) for name in ("one", "two"))
    first = judged(one, Vcf().add(NONSENSE, "0/1"))
    return first, judged(two, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))


def test_each_change_stands_once_in_its_part_with_what_it_moved(
    runs: tuple[Result, Result],
) -> None:
    changes = compare(*map(snapshot_of, runs))
    told = compared(changes)
    assert told.summary.startswith("Another state: ")
    assert [group.title for group in told.groups][:2] == ["Answer", "Events"]
    rows = {row.number: row for group in told.groups for row in group.rows}
    assert sorted(rows) == list(range(1, len(changes) + 1))
    for row in rows.values():
        assert all(row.number in rows[beneath].moved for beneath in row.rests_on)
        assert all(row.number in rows[above].rests_on for above in row.moved)
    (state,) = [row for row in rows.values() if row.what == "state"]
    (new,) = [row for row in rows.values() if row.what == "event c.415_416del"]
    assert (new.old, new.number in state.rests_on) == ("", True)
    (file,) = [row for row in rows.values() if row.what.startswith("file")]
    assert len(file.old) == len("0123456789ab…")
    assert new.number in file.moved


def test_the_same_answer(runs: tuple[Result, Result]) -> None:
    first, _ = runs
    assert compared(compare(*map(snapshot_of, (first, first)))).summary == SAME
    other = replace(
        first,
        provenance=replace(
            first.provenance, versions={**first.provenance.versions, "osteo_annot": "9.9.9"}
        ),
    )
    told = compared(compare(*map(snapshot_of, (first, other))))
    assert told.summary == "The same answer; only what lies beneath it changed."
    assert [group.title for group in told.groups] == ["Versions and parameters"]


def test_an_amended_report_tells_what_changed_and_on_what_it_rests(
    runs: tuple[Result, Result], tmp_path: Path
) -> None:
    lines = lines_of(compare(*map(snapshot_of, runs)))
    assert any(
        line.startswith("state: ") and "(rests on: event c.415_416del" in line for line in lines
    )
    assert lines_of(()) == ()


def test_a_signed_report_is_compared_as_its_result(runs: tuple[Result, Result]) -> None:
    first, _ = runs
    assert compare(snapshot_of(first), snapshot_of(signed(first, AMENDED))) == ()


def told(case: str, day: int, class_: str = "LP 8", **changes: object) -> SignedClasses:
    whole = SignedClasses(
        case, 1, f"2026-11-{day:02}T08:00:00Z", ("A", "B"), "final", {"k": class_, "other": "B -8"}
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_memory_tells_other_cases_newest_first() -> None:
    found = remembered(["k", "new"], [told("a", 3), told("b", 5), told("own", 9)], besides="own")
    assert list(found) == ["k"]
    assert [(one.case, one.class_, one.signers) for one in found["k"]] == [
        ("b", "LP 8", ("A", "B")),
        ("a", "LP 8", ("A", "B")),
    ]


def test_memory_keeps_what_was_withdrawn_or_replaced_and_says_so() -> None:
    found = remembered(
        ["k"],
        [
            told("a", 3, "P 10", standing=REPLACED),
            told("a", 4, "VUS 5", version=2, standing="amended"),
            told("c", 1, "P 11", standing=WITHDRAWN),
        ],
    )["k"]
    assert [(one.case, one.version, one.standing) for one in found] == [
        ("a", 2, "amended"),
        ("a", 1, REPLACED),
        ("c", 1, WITHDRAWN),
    ]
    assert not disagree(found)


def test_reports_that_stand_and_differ_disagree() -> None:
    def one(class_: str, standing: str = "final") -> Remembered:
        return Remembered("a", 1, class_, "", (), standing)

    assert disagree([one("P 10"), one("LP 9")])
    assert not disagree([one("LP 6"), one("LP 9")])
    assert not disagree([one("P 10"), one("LP 9", WITHDRAWN)])
