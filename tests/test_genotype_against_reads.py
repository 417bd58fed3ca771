"""A genotype against its own reads, from files to the verdict: "this, and just not this".

Clinical rules Z2, Z9, Z13, Z17, 2.4: a call that its reads deny is a finding, never a quiet answer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.judged import judged
from tests.vcf_builder import EXON, GVCF_HEADER, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf

GOOD = "0/0:30:60:25"
CALL = "GT:AD:DP:GQ"


def codes(document: dict[str, Any]) -> set[str]:
    return {c["code"] for c in document["verdict"]["contradictions"]}


def gvcf(assembly: Assembly) -> Vcf:
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER)
    return vcf.reference_blocks(GOOD)


def sv(assembly: Assembly, source: str) -> Vcf:
    return Vcf(assembly=assembly, extra_header=(*SV_HEADER, f"##source={source}"))


@pytest.mark.parametrize(
    ("cell", "open_"),
    [
        ("0/0:20,9:29:99", True),
        ("0/0:0,39:39:99", True),
        ("0:0,39:39:99", True),
        ("0/0:30,0:30:12", True),  # a weak reference call is no look that found nothing
        ("0/0:30,0:30:99", False),
        ("0/0:39,1:40:99", False),
    ],
)
def test_reference_call_with_reads_leaves_its_exon_open(
    tmp_path: Path, assembly: Assembly, cell: str, open_: bool
) -> None:
    document = judged(tmp_path, gvcf(assembly).add(NONSENSE, cell, fmt=CALL))
    first = document["callability"]["exons"][0]
    assert (first["small_variants"] == "not_callable") is open_
    assert (document["verdict"]["state"] == "NONE_INCOMPLETE") is open_
    assert document["callability"]["exons"][1]["small_variants"] == "callable"


def test_reference_call_with_reads_is_told_and_not_called_reference(
    tmp_path: Path, assembly: Assembly
) -> None:
    document = judged(tmp_path, gvcf(assembly).add(NONSENSE, "0/0:20,9:29:99", fmt=CALL))
    assert "REFERENCE_WITH_READS" in codes(document)
    reasons = [entry["reason"] for entry in document["ledger"]]
    assert reasons.count("REFERENCE_WITH_READS") == 1
    deep = (EXON[1].start - 2_000, "A", "T")
    beside = judged(tmp_path, gvcf(assembly).add(deep, "0/0:20,9:29:99", fmt=CALL))
    assert "REFERENCE_WITH_READS" not in codes(beside)
    assert beside["verdict"]["state"] != "NONE_INCOMPLETE"


def test_star_on_both_copies_leaves_its_exon_open(tmp_path: Path, assembly: Assembly) -> None:
    star = (NONSENSE[0], "A", "*,T,<NON_REF>")
    both = judged(tmp_path, gvcf(assembly).add(star, "1/1:0,30,0,0:30:60", fmt=CALL))
    assert both["callability"]["exons"][0]["small_variants"] == "not_callable"
    one = judged(tmp_path, gvcf(assembly).add(star, "0/1:15,15,0,0:30:60", fmt=CALL))
    assert one["callability"]["exons"][0]["small_variants"] == "callable"


@pytest.mark.parametrize(
    ("source", "fmt", "cell", "told"),
    [
        ("Sniffles2_2.4", "GT:GQ:DR:DV", "0/0:20:2:25", True),
        ("Sniffles2_2.4", "GT:GQ:DR:DV", "0/0:20:27:0", False),
        ("GenerateSVCandidates 1.6.0", "GT:GQ:PR:SR", "0/0:20:30,12:28,11", True),
        ("GenerateSVCandidates 1.6.0", "GT:GQ:PR:SR", "0/0:20:40,0:38,0", False),
        ("EMBL.DELLYv1.1.6", "GT:GQ:RDCN:DR:DV:RR:RV", "0/0:20:2:30:0:28:9", True),
        ("EMBL.DELLYv1.1.6", "GT:GQ:RDCN:DR:DV:RR:RV", "0/0:20:1:30:0:28:0", True),  # by depth
        ("EMBL.DELLYv1.1.6", "GT:GQ:RDCN:DR:DV:RR:RV", "0/0:20:2:30:0:28:0", False),
    ],
)
def test_reference_call_of_a_deletion_with_its_reads(
    tmp_path: Path, assembly: Assembly, source: str, fmt: str, cell: str, told: bool
) -> None:
    vcf = sv(assembly, source).exons(2, 3, cell, fmt=fmt, pad=500)
    document = judged(tmp_path, vcf, gvcf(assembly))
    assert ("REFERENCE_WITH_READS" in codes(document)) is told
    assert (document["verdict"]["state"] == "NONE_INCOMPLETE") is told
    assert not document["events"]


def test_skewed_heterozygote_counts_and_is_named(tmp_path: Path, assembly: Assembly) -> None:
    skewed = judged(tmp_path, gvcf(assembly).add(NONSENSE, "0/1:23,7:30:90", fmt=CALL))
    assert skewed["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert skewed["verdict"]["confidence"] == "low"
    assert "7 of 30 reads" in skewed["verdict"]["headline"]
    assert "skewed or mosaic" in skewed["verdict"]["headline"]
    assert codes(skewed) == {"SKEWED_READS"}
    even = judged(tmp_path, gvcf(assembly).add(NONSENSE, "0/1:18,12:30:90", fmt=CALL))
    assert "reads" not in even["verdict"]["headline"]
    assert not codes(even)


def test_reads_of_another_allele_beside_a_homozygote_are_named(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1:6,34:40:99", fmt=CALL)
    document = judged(tmp_path, vcf)
    assert (document["verdict"]["state"], document["verdict"]["confidence"]) == (
        "APPARENT_HOM",
        "low",
    )
    assert "6 of 40 reads show another allele" in document["verdict"]["headline"]


def test_skewed_reads_are_told_only_of_what_may_break_a_copy(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = gvcf(assembly).add(SYNONYMOUS, "0/1:23,7:30:90", fmt=CALL)
    assert not codes(judged(tmp_path, vcf))


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("1:20,20:40:99", "INDETERMINATE"),  # as 1/1 with half of the reads
        ("1/1:20,20:40:99", "INDETERMINATE"),
        ("0/1:40,0:40:99", "INDETERMINATE"),  # no read is no mosaic
        ("1/1:40,0:40:99", "INDETERMINATE"),
        ("1:0,40:40:99", "APPARENT_HOM"),
        ("1/1:1,39:40:99", "APPARENT_HOM"),
    ],
)
def test_reads_deny_or_fit_the_number_of_copies(
    tmp_path: Path, assembly: Assembly, cell: str, state: str
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, cell, fmt=CALL)
    assert judged(tmp_path, vcf)["verdict"]["state"] == state


@pytest.mark.parametrize(
    ("source", "fmt", "cell", "state"),
    [
        ("GenerateSVCandidates 1.6.0", "GT:PR:SR", "1/1:30,28:25,24", "INDETERMINATE"),
        ("GenerateSVCandidates 1.6.0", "GT:PR:SR", "1/1:0,28:1,24", "BIALLELIC_HOM_DEL"),
        ("Sniffles2_2.4", "GT:DR:DV", "1/1:21:20", "INDETERMINATE"),
        ("Sniffles2_2.4", "GT:DR:DV", "0/1:21:20", "MONOALLELIC_PLUS_GAP"),
        ("Sniffles2_2.4", "GT:DR:DV", "0/1:30:0", "INDETERMINATE"),
        ("Sniffles2_2.4", "GT:DR:DV", "0/1:55:5", "NONE_INCOMPLETE"),
        ("EMBL.DELLYv1.1.6", "GT:DR:DV:RR:RV", "0/1:40:3:38:2", "NONE_INCOMPLETE"),
    ],
)
def test_junction_reads_are_held_against_the_genotype(
    tmp_path: Path, assembly: Assembly, source: str, fmt: str, cell: str, state: str
) -> None:
    document = judged(tmp_path, sv(assembly, source).exons(2, 3, cell, fmt=fmt))
    assert document["verdict"]["state"] == state


@pytest.mark.parametrize(("second", "state"), [("0,17:35", True), ("18,17:35", False)])
def test_rows_split_by_allele_are_one_genotype(
    tmp_path: Path, assembly: Assembly, second: str, state: bool
) -> None:
    vcf = Vcf(assembly=assembly)
    vcf.add((108_064_285, "ACT", "A"), "1/0:0,18:35:99", fmt=CALL)
    vcf.add((108_064_285, "ACT", "AGCT"), f"0/1:{second}:99", fmt=CALL)
    document = judged(tmp_path, vcf)
    assert (document["verdict"]["state"] == "BIALLELIC_COMPHET_TRANS") is state
    assert ("GT_CONTRADICTS_READS" in codes(document)) is not state


@pytest.mark.parametrize(
    ("coverage", "cell", "state", "code"),
    [
        ("62,30,31,30,60", "0/1:60:14:16", "MONOALLELIC_PLUS_GAP", ""),
        ("84,3,0,2,83", "1/1:60:0:43", "BIALLELIC_HOM_DEL", ""),
        ("62,61,60,62,60", "0/1:60:14:16", "INDETERMINATE", "DELETION_WITHOUT_DEPTH_LOSS"),
        ("62,2,0,1,60", "0/1:60:14:16", "INDETERMINATE", "DEPTH_OVERRIDES_GT"),
        ("84,40,29,41,83", "1/1:60:0:43", "INDETERMINATE", "DEPTH_OVERRIDES_GT"),
        ("62,None,None,None,60", "0/1:60:14:16", "MONOALLELIC_PLUS_GAP", ""),
        ("8,3,0,2,9", "0/1:60:14:16", "MONOALLELIC_PLUS_GAP", ""),  # too thin beside it
        ("62,2,0,1,20", "0/1:60:14:16", "MONOALLELIC_PLUS_GAP", ""),  # the sides differ
    ],
)
def test_depth_in_the_middle_is_held_against_both_sides(
    tmp_path: Path, assembly: Assembly, coverage: str, cell: str, state: str, code: str
) -> None:
    vcf = sv(assembly, "Sniffles2_2.4")
    start, end = EXON[3].start - 90, EXON[2].end + 100
    vcf.deletion(start, end, cell, fmt="GT:GQ:DR:DV", extra=f";COVERAGE={coverage}")
    document = judged(tmp_path, vcf)
    assert document["verdict"]["state"] == state
    assert (code in codes(document)) if code else not codes(document)


@pytest.mark.parametrize(("larger", "told"), [("0/1", False), ("0/0", True)])
def test_depth_that_a_larger_deletion_explains_denies_no_reference(
    tmp_path: Path, assembly: Assembly, larger: str, told: bool
) -> None:
    fmt, source = "GT:GQ:RDCN:DR:DV:RR:RV", "EMBL.DELLYv1.1.6"
    reads = "30:30:28:28" if larger == "0/1" else "30:0:28:0"
    vcf = sv(assembly, source).exons(2, 4, f"{larger}:60:{1 if not told else 2}:{reads}", fmt=fmt)
    vcf.exons(3, 3, "0/0:20:1:30:0:28:0", fmt=fmt, pad=500)
    assert ("REFERENCE_WITH_READS" in codes(judged(tmp_path, vcf))) is told


@pytest.mark.parametrize(
    ("first", "second", "contradicted"),
    [("0,18", "0,17", False), ("1,18", "1,17", False), ("9,18", "9,17", False), ("0,18", "", True)],
)
def test_star_row_of_a_split_record_is_its_second_allele(
    tmp_path: Path, assembly: Assembly, first: str, second: str, contradicted: bool
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, f"1/0:{first}:35:99", fmt=CALL)
    if second:
        vcf.add((NONSENSE[0], "A", "*"), f"0/1:{second}:35:99", fmt=CALL)
    document = judged(tmp_path, vcf)
    assert ("GT_CONTRADICTS_READS" in codes(document)) is contradicted
    expected = "INDETERMINATE" if contradicted else "MONOALLELIC_PLUS_GAP"
    assert document["verdict"]["state"] == expected


def test_reference_call_with_reads_is_named_in_the_headline(
    tmp_path: Path, assembly: Assembly
) -> None:
    document = judged(tmp_path, gvcf(assembly).add(NONSENSE, "0/0:20,9:29:99", fmt=CALL))
    assert "called as reference, but its reads" in document["verdict"]["headline"]
    quiet = judged(tmp_path, gvcf(assembly).add(NONSENSE, "0/0:29,0:29:99", fmt=CALL))
    assert "called as reference" not in quiet["verdict"]["headline"]


@pytest.mark.parametrize(
    ("kind", "cell", "zygosity"),
    [
        ("DUP", "0/1:60:20,11", "heterozygous"),  # the reference stands on both sides of a gain
        ("DUP", "0/1:60:60,3", "mosaic_or_artefact"),
        ("INV", "0/1:60:30,12", "heterozygous"),
        ("INV", "0/1:60:60,3", "mosaic_or_artefact"),
    ],
)
def test_junction_reads_of_gains_and_inversions(
    tmp_path: Path, assembly: Assembly, kind: str, cell: str, zygosity: str
) -> None:
    vcf = sv(assembly, "GenerateSVCandidates 1.6.0")
    info = f"SVTYPE={kind};END={vcf.at(EXON[2].end + 300)}"
    vcf.add((EXON[2].start - 301, "N", f"<{kind}>"), cell, fmt="GT:GQ:SR", info=info)
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["zygosity"] == zygosity


def test_each_contradiction_is_a_sentence_of_its_own(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1:0,30:30:99", fmt=CALL)
    vcf.add(NONSENSE, "0/1:15,15:30:99", fmt=CALL)
    headline = judged(tmp_path, vcf)["verdict"]["headline"]
    assert ". On how many copies c.36T>A p.(Cys12Ter) lies is not known." in headline
    assert headline.count("GT 1/1, AD 0,30, DP 30, GQ 99") == 1  # its values are told once
