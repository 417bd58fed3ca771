"""Whose reads a file holds: this, and just not this (issue 17: several samples in one file)."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.intake.depth.alignments import Alignments
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind
from osteo_annot.intake.depth.whose import (
    GivenReads,
    ReadsFile,
    faults_of,
    given_reads,
    notes_of,
    of_named,
    reads_of,
)

KNOWN = {"CHILD", "MOTHER", "FATHER"}
"""Samples of the variant files, and people of the pedigree."""


def file(*groups: str, said: str = "", name: str = "a.bam") -> ReadsFile:
    return ReadsFile(Alignments(Path(name), "chr6", 1, tuple(sorted(groups)), False), said)


@pytest.mark.parametrize(
    ("files", "sample", "relative", "expected"),
    [
        pytest.param([file("CHILD")], "CHILD", False, 0, id="named by its read groups"),
        pytest.param([file()], "CHILD", False, 0, id="without read groups"),
        pytest.param([file("LAB-17")], "CHILD", False, 0, id="of a name that nobody has"),
        pytest.param([file("MOTHER")], "CHILD", False, None, id="of somebody who is known"),
        pytest.param([file("X", "Y")], "CHILD", False, None, id="of several unknown people"),
        pytest.param([file("CHILD", "MOTHER")], "CHILD", False, 0, id="of several, the child too"),
        pytest.param([file("MOTHER")], "MOTHER", True, 0, id="a parent by name"),
        pytest.param([file("CHILD", "MOTHER")], "MOTHER", True, 0, id="a parent among several"),
        pytest.param([file()], "MOTHER", True, None, id="nobody's is no parent's"),
        pytest.param([file("LAB-17")], "MOTHER", True, None, id="unknown is no parent's"),
        pytest.param(
            [file("LAB-17", said="MOTHER")], "MOTHER", True, 0, id="said to be a parent's"
        ),
        pytest.param([file(said="MOTHER")], "CHILD", False, None, id="said to be a parent's only"),
        pytest.param([file("CHILD", said="MOTHER")], "CHILD", False, None, id="said wins"),
        pytest.param([file("CHILD", said="MOTHER")], "MOTHER", True, 0, id="said wins for her"),
        pytest.param([file("MOTHER"), file("LAB-17")], "CHILD", False, 1, id="the other one"),
        pytest.param([file("LAB-17"), file()], "CHILD", False, None, id="which of two is not told"),
        pytest.param([file("CHILD"), file("CHILD")], "CHILD", False, None, id="two of one person"),
        pytest.param([file("CHILD"), file()], "CHILD", False, 0, id="named before unnamed"),
        pytest.param([], "CHILD", False, None, id="none"),
    ],
)
def test_whose_reads(files, sample, relative, expected):
    found = reads_of(files, sample, KNOWN, relative=relative)
    assert found is (None if expected is None else files[expected])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (file("CHILD"), None),
        (file("LAB-17"), None),
        (file(), None),
        (file("CHILD", "X"), None),
        (file("LAB-17", said="MOTHER"), None),
        (file("MOTHER", "CHILD", said="MOTHER"), None),
        (file("X", "Y"), "ALIGNMENTS_INVALID"),
        (file("CHILD", "X", said="MOTHER"), "ALIGNMENTS_INVALID"),
        (file("CHILD", said="NOBODY"), "SAMPLE_NOT_IN_FILE"),
    ],
)
def test_what_is_refused(given, code):
    assert [fault.code.value for fault in faults_of(given, KNOWN)] == ([code] if code else [])


def test_reads_in_several_files_are_told():
    one, two = file("CHILD", name="a.bam"), file("X", said="CHILD", name="b.bam")
    (note,) = notes_of([one, two, file("MOTHER", name="c.bam")])
    assert note.code.value == "READS_IN_SEVERAL_FILES"
    assert "CHILD: a.bam, b.bam" in note.where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.bam", GivenReads(Path("a.bam"))),
        ("CHILD=a.bam", GivenReads(Path("a.bam"), "CHILD")),
        ("CHILD=/data/a=b.bam", GivenReads(Path("/data/a=b.bam"), "CHILD")),
        ("/data/x=y/a.bam", GivenReads(Path("/data/x=y/a.bam"))),
        ("https://host/a.bam?key=1", GivenReads(Path("https://host/a.bam?key=1"))),
        ("CHILD=https://host/a.bam?key=1", GivenReads(Path("https://host/a.bam?key=1"), "CHILD")),
    ],
)
def test_how_reads_are_given(text, expected):
    assert given_reads(text) == expected


def test_a_file_that_has_an_equals_sign_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("CHILD=a.bam").touch()
    assert given_reads("CHILD=a.bam") == GivenReads(Path("CHILD=a.bam"))


def test_the_depth_of_a_file_said_to_be_of_one_person():
    """Of the only person it names; among several of the one that is meant."""

    def depth(sample: str) -> Coverage:
        return Coverage("a.bam", CoverageKind.ALIGNMENTS, (), (), sample=sample)

    assert [c.sample for c in of_named([depth("LAB-17")], "CHILD")] == ["CHILD"]
    both = [depth("MOTHER"), depth("CHILD")]
    assert of_named(both, "CHILD") == [both[1]]
