"""What reads say of a person's deletion, from the files to the verdict (reads.md 1 to 3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import EXON, SV_HEADER, Vcf
from validation.junctions.ground import Copy, Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import (
    EXOME,
    GENOME,
    Library,
    Platform,
    fragments,
    header,
    lines,
    write_reads,
)
from validation.junctions.loci import targets

BESIDE = 6_000
Written = Callable[..., dict[str, Any]]


def event_of(at: Ground) -> Rearrangement:
    """A deletion of exon 4, from intron to intron."""
    exon = gene_model(at.assembly).exons[3]
    return rearranged(at, Kind.DELETION, exon.start - 900, exon.end + 700)


@cache
def sam_of(assembly: Assembly, copies: int, platform: Platform, depth: int) -> list[Any]:
    """The reads of a person with the deletion on so many copies."""
    at, gene = ground(assembly), gene_model(assembly)
    event = event_of(at)
    span = gene.start - BESIDE, gene.end + BESIDE
    own = [Copy(at, *span, event if n < copies else None) for n in range(2)]
    library = Library(platform, depth)
    pieces = fragments(own, library, np.random.default_rng(1), targets=targets(at))
    return list(lines(at, pieces, library, Random(1), "chr6", "P1"))


@pytest.fixture
def judged(tmp_path: Path, assembly: Assembly) -> Written:
    """The result of a person with one caller's record and reads."""

    def made(
        copies: int | None,
        cell: str,
        *,
        platform: Platform = GENOME,
        depth: int = 30,
        spread: int = 0,
        ends: tuple[int, int] = (0, 0),
    ) -> dict[str, Any]:
        at = ground(assembly)
        event = event_of(at)
        vcf = Vcf(assembly=assembly, extra_header=(*SV_HEADER, "##source=pbsv 2.9.0"))
        moved = vcf.at(EXON[4].start) - EXON[4].start
        extra = f";IMPRECISE;CIPOS=-{spread},{spread};CIEND=-{spread},{spread}" if spread else ""
        start, end = event.start + ends[0] - moved, event.end + ends[1] - moved
        vcf.deletion(start, end, cell, extra=extra)
        path = vcf.write(tmp_path / "sv.vcf")
        bams = []
        if copies is not None:
            found = sam_of(assembly, copies, platform, depth)
            bams = [write_reads(tmp_path / "reads.bam", header(at, "chr6", "P1"), found)]
        return document_of(result_of(read_inputs([path], coverage=bams), "P1", Options()))

    return made


def codes(result: dict[str, Any], of: str) -> set[str]:
    return {entry["code"] for entry in result["verdict"][of]}


def test_a_homozygous_deletion_of_one_caller_is_confirmed_by_reads(judged):
    alone, seen = judged(None, "1/1"), judged(2, "1/1")
    assert alone["verdict"]["state"] == seen["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    assert alone["verdict"]["confidence"] == "low"
    assert seen["verdict"]["confidence"] == "moderate"
    assert "CONFIRMED_BY_READS" in codes(seen, "reasons")
    assert "SINGLE_SOURCE_DELETION" not in codes(seen, "reasons")
    (text,) = (r["text"] for r in seen["verdict"]["reasons"] if r["code"] == "CONFIRMED_BY_READS")
    assert "onfirmed by reads" in text
    (witness,) = seen["reads"]["witnesses"]
    assert (witness["answer"], witness["copies"]) == ("confirmed", 2)
    (entry,) = (e for e in seen["ledger"] if e["reason"] == "JUNCTION_CONFIRMS")
    assert (entry["disposition"], entry["event"]) == ("merged", witness["event"])


def test_the_same_call_on_reads_of_a_heterozygote_has_no_answer(judged):
    result = judged(1, "1/1")
    assert result["verdict"]["state"] == "INDETERMINATE"
    assert "JUNCTION_CONTRADICTS_CALL" in codes(result, "contradictions")
    assert {r["premise"] for r in result["readings"]} == {"call", "reads"}
    (entry,) = (e for e in result["ledger"] if e["reason"] == "JUNCTION_CONTRADICTS")
    assert entry["disposition"] == "used"


def test_a_heterozygous_deletion_is_confirmed_or_contradicted(judged):
    assert "CONFIRMED_BY_READS" in codes(judged(1, "0/1"), "reasons")
    assert judged(2, "0/1")["verdict"]["state"] == "INDETERMINATE"
    assert judged(0, "0/1")["verdict"]["state"] == "INDETERMINATE"


def test_without_reads_at_its_ends_the_call_stands_as_it_was(judged):
    """An exome: both ends in introns. Whatever the copies, no reads are no witness."""
    for copies in (1, 2):
        result = judged(copies, "0/1", platform=EXOME, depth=60)
        assert "JUNCTION_CONTRADICTS_CALL" not in codes(result, "contradictions")
        (witness,) = result["reads"]["witnesses"]
        assert witness["answer"] == "not_assessable"
        assert witness["covered_left"] == witness["covered_right"] == 0.0
        assert "JUNCTION_NOT_ASSESSED" in codes(result, "reasons")


def test_uncertain_bounds_become_exact(judged, assembly):
    event = event_of(ground(assembly))
    result = judged(1, "0/1", spread=300, ends=(150, -120))
    (found,) = result["events"]
    assert found["location"]["inner"] == found["location"]["outer"] == [event.start, event.end]
    assert "?" not in found["hgvs"]["c"]
    assert found["id"] == result["reads"]["witnesses"][0]["event"]
    (told,) = judged(None, "0/1", spread=300, ends=(150, -120))["events"]
    assert told["location"]["inner"] != told["location"]["outer"]


def test_exact_ends_of_a_caller_stay_and_reads_that_disagree_are_told(judged, assembly):
    event = event_of(ground(assembly))
    result = judged(1, "0/1", ends=(8, 8))
    (found,) = result["events"]
    assert found["location"]["start"] == event.start + 8
    (text,) = (r["text"] for r in result["verdict"]["reasons"] if r["code"] == "ENDS_BY_READS")
    assert f"{event.start:,} to {event.end:,}" in text
    assert "ENDS_DIFFER" in codes(result, "reasons")
    same = judged(1, "0/1")
    assert {"ENDS_BY_READS"} == {"ENDS_BY_READS", "ENDS_DIFFER"} & codes(same, "reasons")


def test_copies_that_no_record_tells_are_those_of_junction_and_depth(judged):
    assert judged(None, "./.")["verdict"]["state"] == "INDETERMINATE"
    assert judged(2, "./.")["verdict"]["state"] == "BIALLELIC_HOM_DEL"


def test_a_junction_that_no_caller_told_leaves_its_exon_open(judged, assembly):
    """The record is reference: no event, no biallelic state, but the exon is not called seen."""
    event = event_of(ground(assembly))
    result = judged(2, "0/0")
    assert result["events"] == []
    (found,) = result["reads"]["proposals"]
    assert (found["start"], found["end"], found["exons"]) == (event.start, event.end, [4])
    assert "JUNCTION_PROPOSED" in codes(result, "contradictions")
    assert result["verdict"]["state"] == "NONE_INCOMPLETE"
    (entry,) = (e for e in result["ledger"] if e["reason"] == "JUNCTION_PROPOSED")
    assert entry["disposition"] == "set_aside"


def test_what_a_caller_told_is_not_proposed_again(judged):
    assert judged(1, "0/1")["reads"]["proposals"] == []
    assert judged(0, "0/0")["reads"]["proposals"] == []


def test_without_reads_nothing_is_said_of_them(judged):
    assert judged(None, "0/1")["reads"] is None
