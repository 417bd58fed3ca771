"""Deletions looked for by the person's own reads, from the files to every output (earned claims 1).

A carrier of a stop gain, whose exons alone were called: only the reads can say that the other copy
lost no exon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import GVCF_HEADER, NONSENSE, Vcf
from validation.junctions.ground import ground
from validation.junctions.library import header, write_reads
from validation.junctions.people import Person, drawn
from validation.junctions.searched import lines_of

GOOD = "0/0:30:60:25"
Judged = Callable[..., dict[str, Any]]


@cache
def sam_of(assembly: Assembly, platform: str, depth: int, copies: int, alike: bool) -> list[Any]:
    """The reads over the whole window; ``alike``: of two copies that nowhere differ."""
    at = ground(assembly)
    person: Person = replace(drawn(at, 4, 1), platform=platform, depth=depth, copies=copies, seed=7)
    position, ref, alt = NONSENSE
    carried = [(Vcf(assembly=assembly).at(position), ref, alt)]
    return list(lines_of(at, person, carried, alike=alike))


@pytest.fixture
def judged(tmp_path: Path, assembly: Assembly) -> Judged:
    def made(
        platform: str = "long", depth: int = 30, copies: int = 0, *, alike: bool = False
    ) -> dict[str, Any]:
        vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)
        vcf.add(NONSENSE, "0/1:30:60:25", fmt="GT:DP:GQ:MIN_DP")
        found = sam_of(assembly, platform, depth, copies, alike)
        bam = write_reads(tmp_path / "own.bam", header(ground(assembly), "chr6", "P1"), found)
        inputs = read_inputs([vcf.write(tmp_path / "a.vcf")], coverage=[bam])
        result = result_of(inputs, "P1", Options())
        return document_of(result) | {"page": render_html(result)}

    return made


def searches(result: dict[str, Any]) -> set[tuple[str, str]]:
    """Kind and reason of what the reads say of each exon."""
    return {
        (search["search"], search["reason"])
        for exon in result["callability"]["exons"]
        for search in exon["deletion_searches"]
        if search["source"] == "own.bam" and search["reason"].startswith("READS_")
    }


def test_reads_through_the_gene_are_a_search_and_the_confidence_is_moderate(judged):
    result = judged()
    assert searches(result) == {("junction", "READS_THROUGHOUT")}
    assert {e["deletion_search"] for e in result["callability"]["exons"]} == {"junction"}
    assert result["verdict"]["state"] == "MONOALLELIC"
    assert result["verdict"]["confidence"] == "moderate"
    assert result["page"].count("own.bam (deletions from 50 bases on): by junctions") >= 1


@pytest.mark.parametrize(
    ("reads", "reason"),
    [
        ({"platform": "exome", "depth": 80}, "READS_NOT_THROUGHOUT"),
        ({"depth": 8}, "READS_NOT_THROUGHOUT"),
        ({"alike": True}, "READS_OF_ONE_ALLELE"),
    ],
)
def test_what_is_no_search_leaves_the_other_copy_open(judged, reads, reason):
    result = judged(**reads)
    assert searches(result) == {("none", reason)}
    assert result["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"


def test_a_proposed_junction_leaves_its_exons_open(judged):
    result = judged(copies=1)
    (proposal,) = result["reads"]["proposals"]
    open_ = [e["exon"] for e in result["callability"]["exons"] if e["deletion_search"] == "none"]
    assert open_
    assert set(proposal["exons"]) <= set(open_)
    assert result["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
