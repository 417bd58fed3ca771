"""How the results of two runs differ: what changed is told, and nothing else.

Expected values: `review.md` (values, "New run"): state, events (new, gone, other genotype),
criteria, callability, sources, policy and versions, and which change lies beneath which.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.compare import lines_of
from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.report.result.document import json_text
from osteo_annot.review.comparison import RESTS_ON, Change, Topic, compare
from osteo_annot.review.event_key import event_key
from osteo_annot.review.snapshot import Event, Location, Snapshot, read_snapshot
from tests.judged import judged
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A person with a stop on one copy."""
    return judged(tmp_path_factory.mktemp("one"), Vcf().add(NONSENSE, "0/1"))


def snapshot(document: dict[str, Any]) -> Snapshot:
    return Snapshot.model_validate_json(json_text(document))


def changes(old: dict[str, Any], new: dict[str, Any]) -> dict[Topic, list[Change]]:
    found: dict[Topic, list[Change]] = {}
    for change in compare(snapshot(old), snapshot(new)):
        found.setdefault(change.topic, []).append(change)
    return found


def test_one_answer_twice_is_no_change(document):
    assert compare(snapshot(document), snapshot(document)) == ()
    assert lines_of(()) == ["No change: both runs give the same answer from the same files."]


def test_a_second_variant(document, tmp_path):
    both = judged(tmp_path, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))
    found = changes(document, both)
    (state,) = found[Topic.STATE]
    assert state.new == "POSSIBLE_COMPHET_UNPHASED"
    (event,) = found[Topic.EVENT]
    assert (event.old, event.new.split(",")[0]) == ("", "heterozygous")
    (file,) = found[Topic.INPUT]
    ordered = compare(snapshot(document), snapshot(both))
    assert ordered.index(event) in state.rests_on
    assert ordered.index(file) in event.rests_on
    assert not found.keys() & {Topic.VERSION, Topic.POLICY, Topic.SOURCE, Topic.PERSON}
    back = changes(both, document)
    (gone,) = back[Topic.EVENT]
    assert (gone.event, gone.new) == (event.event, "")


def test_another_genotype_of_the_same_event(document, tmp_path):
    found = changes(document, judged(tmp_path, Vcf().add(NONSENSE, "1/1")))
    (zygosity,) = found[Topic.ZYGOSITY]
    assert (zygosity.old, zygosity.new) == ("heterozygous", "apparent_homozygous")
    assert Topic.EVENT not in found
    assert all(c.event == zygosity.event for c in found.get(Topic.CRITERION, []))


def with_(document: dict[str, Any], *path: Any, value: Any) -> dict[str, Any]:
    """The document with one value changed."""
    changed = copy.deepcopy(document)
    at = changed
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "topic"),
    [
        (("sample",), "P2", Topic.PERSON),
        (("verdict", "state"), "INDETERMINATE", Topic.STATE),
        (("verdict", "confidence"), "high", Topic.CONFIDENCE),
        (("verdict", "headline"), "Other.", Topic.HEADLINE),
        (("events", 0, "tier"), "C", Topic.TIER),
        (("events", 0, "zygosity"), "homozygous", Topic.ZYGOSITY),
        (("events", 0, "filters"), ["LowQual"], Topic.FILTER),
        (("events", 0, "phase", "copies"), [2], Topic.PHASE),
        (("events", 0, "classification", "points"), 7, Topic.CLASS),
        (("events", 0, "classification", "ledger", 0, "status"), "not_met", Topic.CRITERION),
        (("callability", "exons", 2, "deletions"), "callable", Topic.CALLABILITY),
        (("callability", "exons", 2, "homozygous_loss_excluded"), True, Topic.CALLABILITY),
        (("provenance", "inputs", 0, "sha256"), "0" * 64, Topic.INPUT),
        (("provenance", "versions", "osteo_annot"), "0.1.0", Topic.VERSION),
        (("provenance", "versions", "policy_sha256"), "0" * 64, Topic.POLICY),
        (("provenance", "versions", "clinvar/c.vcf.gz"), "2026-01", Topic.SOURCE),
        (("provenance", "versions", "resources/policy.yaml"), "0" * 64, Topic.VERSION),
        (("provenance", "parameters", "language"), "de", Topic.PARAMETER),
    ],
)
def test_each_value_that_changed_is_one_change(document, path, value, topic):
    """One value in, one change out, whichever run comes first."""
    other = with_(document, *path, value=value)
    for found in (changes(document, other), changes(other, document)):
        assert {name: len(told) for name, told in found.items()} == {topic: 1}


def test_what_is_not_compared_changes_nothing(document):
    """The wording of a reason, a ledger entry: the answer does not rest on them."""
    assert not changes(document, with_(document, "ledger", 0, "text", value="Other."))


def test_a_file_of_an_earlier_schema_is_read(document):
    """What was not there yet is no fault; what every version had is asked for."""
    old = copy.deepcopy(document)
    old["schema_version"] = "1.2.0"
    del old["verdict"]["deciding"], old["verdict"]["headline_said"]
    old["no_longer_known"] = [1]
    assert compare(snapshot(old), snapshot(document)) == ()


def test_a_change_rests_on_steps_below_only():
    """No topic rests on itself, nor by way of others: nobody walks in a circle."""

    def beneath(topic: Topic, seen: tuple[Topic, ...] = ()) -> None:
        assert topic not in seen
        for below in RESTS_ON.get(topic, ()):
            beneath(below, (*seen, topic))

    for topic in Topic:
        beneath(topic)


def structural(start: int, end: int, exons: tuple[int, ...], *, exact: bool) -> Event:
    span = (start, end)
    where = Location(start=start, end=end, inner=span if exact else (), outer=span)
    return Event(id="x", kind="deletion", location=where, alt="<DEL>", exons=exons)


def test_the_key_of_an_event():
    """The normalised allele; or kind, exons and class of the bounds (review.md, values)."""
    one, moved = structural(100, 900, (2, 3), exact=True), structural(103, 907, (2, 3), exact=True)
    assert event_key(one, "GRCh38") == event_key(moved, "GRCh38")
    others = [
        structural(100, 900, (2, 3), exact=False),
        structural(100, 900, (2,), exact=True),
        structural(100, 900, (), exact=True),
        structural(100, 901, (), exact=True),
    ]
    keys = {event_key(event, "GRCh38") for event in (one, *others)}
    assert len(keys) == 5
    assert event_key(one, "GRCh37") not in keys
    place = Location(start=5, end=5)
    small = [
        Event(id="y", kind="small_variant", location=place, ref=ref, alt=alt)
        for ref, alt in (("A", "T"), ("A", "G"), ("", "T"), ("A", ""))
    ]
    assert len({event_key(event, "GRCh38") for event in small}) == 4


def test_two_events_of_one_key_are_both_told(document):
    """Two deletions in one intron-bounded run of exons, as two callers place them."""
    twice = copy.deepcopy(document)
    twice["events"] = [*document["events"], document["events"][0]]
    (change,) = changes(document, twice)[Topic.EVENT]
    assert change.event.endswith("#2")


def test_command_line(document, tmp_path, capsys):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json_text(document))
    forged = "n\nREFUSED"
    new.write_text(json_text(with_(document, "sample", value=forged)))
    assert main(["compare", str(old), str(new)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line == "1. person: P1 → n\\nREFUSED"
    assert main(["compare", str(old), str(new), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["topic"], told["old"], told["new"]) == ("person", "P1", forged)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "file"),
        ("[]", "file"),
        ("{}", "sample"),
        ('{"schema_version": 1, "sample": "S", "assembly": "GRCh38", "verdict": {}}', "verdict"),
        ("[" * 100_000, "file"),
    ],
)
def test_what_is_no_result_is_refused(tmp_path, text, place):
    path = tmp_path / "result.json"
    path.write_text(text)
    with pytest.raises(RefusedError) as caught:
        read_snapshot(path)
    assert {fault.code for fault in caught.value.faults} == {RefusalCode.RESULT_INVALID}
    assert any(place in fault.where for fault in caught.value.faults)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, code in (
        (tmp_path / "none.json", RefusalCode.FILE_NOT_FOUND),
        (Path(tmp_path), RefusalCode.NOT_A_REGULAR_FILE),
    ):
        with pytest.raises(RefusedError) as caught:
            read_snapshot(path)
        assert caught.value.faults[0].code is code
