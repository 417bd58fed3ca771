"""A homozygote and the reads of a BAM, from the files to the verdict (reads.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pysam
import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.reads.read import Read
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.builders import Build
from tests.read_values import Change, copy_of, native, pairs, snv
from tests.vcf_builder import NONSENSE_25, Vcf

BESIDE = (-70, 80)
"""Where the markers lie beside c.75."""


def write_bam(path: Path, assembly: Assembly, reads: Sequence[Read], sample: str = "P1") -> Path:
    """Reads as an indexed BAM."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr6", "LN": LOCUS.lengths[assembly]}],
        "RG": [{"ID": "r", "SM": sample}],
    }
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for one in sorted(reads, key=lambda r: r.start):
            read = pysam.AlignedSegment(handle.header)
            read.query_name, read.mapping_quality = one.name, one.mapq
            read.flag = (16 if one.is_reverse else 0) | (1 if one.is_paired else 0)
            read.reference_id, read.reference_start = 0, one.start - 1
            read.query_sequence, read.cigartuples = one.bases, list(one.cigar)
            read.query_qualities = pysam.qualitystring_to_array("D" * len(one.bases))
            read.set_tag("RG", "r")
            handle.write(read)
    pysam.index(str(path))
    return path


def reads_of(assembly: Assembly, *copies: tuple[bool, Sequence[int]]) -> list[Read]:
    """Pairs of copies: with the stop or not, and with markers at these places beside it."""
    build = Build(assembly)
    place = genomic_position(build.gene, 75)
    span = Interval(place - 600, place + 600)
    found: list[Read] = []
    for number, (has_stop, beside) in enumerate(copies):
        changes = [snv(build, place + offset) for offset in beside]
        changes += [Change(place, native(build, place), "T")] if has_stop else []
        found += pairs(copy_of(build, span, *changes), str(number), 60)
    return found


def judged(folder: Path, assembly: Assembly, reads: list[Read] | None) -> dict[str, Any]:
    vcf = Vcf(assembly=assembly).add(NONSENSE_25, "1/1:0,40:40:99", fmt="GT:AD:DP:GQ")
    path = vcf.write(folder / "a.vcf")
    bams = [] if reads is None else [write_bam(folder / "reads.bam", assembly, reads)]
    inputs = read_inputs([path], coverage=bams)
    return document_of(result_of(inputs, "P1", Options()))


CASES = [
    pytest.param([(True, BESIDE), (True, ())], "BIALLELIC_HOM_SMALL", "TWO_COPIES", id="linked"),
    pytest.param([(True, ()), (True, ())], "APPARENT_HOM", "NO_MARKER", id="no marker"),
    pytest.param([(True, BESIDE[:1]), (True, ())], "APPARENT_HOM", "ONE_SIDE", id="one side"),
    pytest.param([(True, BESIDE)], "APPARENT_HOM", "NO_MARKER", id="one copy read"),
    pytest.param([(True, BESIDE), (False, ())], "INDETERMINATE", "REFERENCE_SHOWN", id="carrier"),
]


@pytest.mark.parametrize(("copies", "state", "by_reads"), CASES)
def test_the_reads_tell_the_copies_of_a_homozygote(tmp_path, assembly, copies, state, by_reads):
    document = judged(tmp_path, assembly, reads_of(assembly, *copies))
    verdict = document["verdict"]
    assert verdict["state"] == state
    (told,) = document["reads"]["variants"]
    assert told["event"] == document["events"][0]["id"]
    assert told["copies"] == by_reads
    if state == "BIALLELIC_HOM_SMALL":
        assert verdict["confidence"] == "moderate"
        assert "shown by reads" in verdict["headline"]
        assert "EXCLUDE_DROPOUT" not in [test["code"] for test in verdict["next_tests"]]
        assert [m["links_both_copies"] for m in told["markers"]] == [True, True]
    if state == "APPARENT_HOM":
        reasons = {reason["code"]: reason["text"] for reason in verdict["reasons"]}
        assert told["copies_text"] in reasons["COPIES_OPEN_BY_READS"]
        assert "LINK_MARKERS" in [test["code"] for test in verdict["next_tests"]]
    if state == "INDETERMINATE":
        assert "READS_CONTRADICT_GENOTYPE" in [c["code"] for c in verdict["contradictions"]]
        total = sum(told["alt"].values()) + sum(told["ref"].values())
        assert f"{sum(told['alt'].values())} of {total} fragments" in verdict["headline"]
        assert [r["premise"] for r in document["readings"]] == ["genotype", "reads"]


def test_without_reads_it_is_apparent_and_nothing_is_said_of_reads(tmp_path, assembly):
    document = judged(tmp_path, assembly, None)
    assert document["verdict"]["state"] == "APPARENT_HOM"
    assert document["reads"] is None
    codes = {reason["code"] for reason in document["verdict"]["reasons"]}
    assert "COPIES_OPEN_BY_READS" not in codes
