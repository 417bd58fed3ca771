"""Rules for structural records: bounds, copies, contradictions, breakends, gains, rearrangements.

Expected values are those of clinical rules 1.1.4, 1.1.6, 2.1, 2.4 to 2.6 and of VCF 4.5.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.dialects.bad_input import CASES as BAD
from tests.dialects.truth import Ground
from tests.judged import judged
from tests.vcf_builder import (
    EXON,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    OFFSET,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
    segment_search,
)

GOOD = "0/0:30:60:25"
MANTA = (*SV_HEADER, "##source=GenerateSVCandidates 1.6.0")
DRAGEN = (*SV_HEADER, "##source=DRAGEN_CNV")


def sv(assembly: Assembly = Assembly.GRCH38, header: Any = SV_HEADER, version: str = "4.2") -> Vcf:
    return Vcf(assembly=assembly, extra_header=header, version=version)


def state(document: dict[str, Any]) -> str:
    return str(document["verdict"]["state"])


def codes(document: dict[str, Any]) -> list[str]:
    return [c["code"] for c in document["verdict"]["contradictions"]]


# --- bounds ---------------------------------------------------------------------------------


def test_f33_new_and_old_sign_of_length_are_one_event(tmp_path: Path, assembly: Assembly) -> None:
    start, end = EXON[2].start - 300, EXON[2].end + 300
    old = sv(assembly).add(
        (start - 1, "N", "<DEL>"), "0/1", info=f"SVTYPE=DEL;SVLEN={start - end - 1}"
    )
    new = sv(assembly, version="4.4").add(
        (start - 1, "N", "<DEL>"), "0/1", info=f"SVLEN={end - start + 1};SVCLAIM=D"
    )
    first, second = judged(tmp_path, old), judged(tmp_path, new)
    old_place, new_place = (found["events"][0]["location"] for found in (first, second))
    assert new_place["inner"] == []  # SVCLAIM=D: depth alone, whose ends are not exact
    assert {**old_place, "inner": []} == new_place
    assert state(first) == state(second) == "MONOALLELIC_PLUS_GAP"
    assert first["events"][0]["location"]["start"] == start + (
        OFFSET if assembly is Assembly.GRCH37 else 0
    )


def test_length_per_allele_of_vcf_4_4(tmp_path: Path) -> None:
    start = EXON[2].start - 301
    vcf = sv(version="4.4").add(
        (start, "N", "<DEL>,<DUP>"), "0/1", info="SVLEN=700,5000;SVCLAIM=D,D"
    )
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["location"]["end"] == start + 700


def test_confidence_intervals_are_inner_and_outer_bounds(tmp_path: Path) -> None:
    start, end = EXON[2].start - 300, EXON[2].end + 300
    vcf = sv().deletion(start, end, "0/1", extra=";IMPRECISE;CIPOS=-50,400;CIEND=-350,60")
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["location"]["outer"] == [start - 50, end + 60]
    assert event["location"]["inner"] == []
    assert event["tier"] == "B"


@pytest.mark.parametrize(
    ("info", "code", "end"),
    [
        ("SVTYPE=DEL;END=1e9;SVLEN=-900", "END_NOT_READABLE", 900),
        ("SVTYPE=DEL;END=5;SVLEN=-900", "END_BEFORE_START", 900),
        (f"SVTYPE=DEL;END={EXON[2].end + 300};SVLEN=-90", "END_DISAGREES_WITH_SVLEN", None),
        (f"SVTYPE=DUP;END={EXON[2].end + 300}", "SVTYPE_DISAGREES_WITH_ALT", None),
        ("SVTYPE=DEL;END=999999999", "END_BEYOND_CHROMOSOME", None),
    ],
)
def test_fields_that_disagree_are_findings(
    tmp_path: Path, info: str, code: str, end: int | None
) -> None:
    start = EXON[2].start - 301
    document = judged(tmp_path, sv().add((start, "N", "<DEL>"), "0/1", info=info))
    assert code in codes(document)
    (event,) = document["events"]
    assert event["kind"] == "deletion"
    if end:
        assert event["location"]["end"] == start + end
    assert document["verdict"]["confidence"] == "low"


def test_the_record_says_which_fields_told(tmp_path: Path) -> None:
    vcf = sv().deletion(EXON[2].start - 300, EXON[2].end + 300, "./.:0", fmt="GT:CN")
    (event,) = judged(tmp_path, vcf)["events"]
    (told,) = event["evidence"]["structural_support"]
    fields = ["start by POS + 1", "end by END", "length by SVLEN", "copies by CN"]
    assert told["told_by"] == fields
    assert (told["caller"], told["claim"]) == ("unknown", "unknown")


@pytest.mark.parametrize(("name", "rows", "header"), BAD, ids=[case[0] for case in BAD])
def test_bad_records_end_in_the_ledger(
    tmp_path: Path, name: str, rows: list[list[str]], header: list[str]
) -> None:
    path = tmp_path / "bad.vcf"
    path.write_text(Ground(Assembly.GRCH38).file(header, rows), encoding="utf-8")
    document = document_of(result_of(read_inputs([path]), "P1", Options()))
    assert len(document["ledger"]) == len(rows)
    assert state(document) not in {"NONE_CALLABLE", "MONOALLELIC"}
    if not document["events"]:
        gaps = {"used", "merged"}
        assert all(entry["disposition"] not in gaps for entry in document["ledger"])


# --- copies ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("genotype", "ratio", "expected", "code"),
    [
        ("1/1", "0.02", "BIALLELIC_HOM_DEL", ""),
        ("1/1", "0.15", "BIALLELIC_HOM_DEL", ""),
        ("1/1", "0.2", "BIALLELIC_HOM_DEL", "DEPTH_BETWEEN_COPIES"),
        ("1/1", "0.5", "MONOALLELIC_PLUS_GAP", "DEPTH_OVERRIDES_GT"),  # Z17
        ("0/1", "0.5", "MONOALLELIC_PLUS_GAP", ""),
        ("0/1", "0.69", "MONOALLELIC_PLUS_GAP", ""),
        ("0/1", "0.7", "INDETERMINATE", "DELETION_WITHOUT_DEPTH_LOSS"),  # Z16
        ("1/1", "1.0", "INDETERMINATE", "DELETION_WITHOUT_DEPTH_LOSS"),
        ("0/1", "0.02", "BIALLELIC_HOM_DEL", "DEPTH_OVERRIDES_GT"),
        ("0/1", "nan", "MONOALLELIC_PLUS_GAP", ""),
    ],
)
def test_duphold_depth_against_genotype(
    tmp_path: Path, assembly: Assembly, genotype: str, ratio: str, expected: str, code: str
) -> None:
    vcf = sv(assembly).exons(2, 2, f"{genotype}:{ratio}", fmt="GT:DHFFC", pad=300)
    document = judged(tmp_path, vcf)
    assert state(document) == expected
    assert codes(document) == ([code] if code else [])


def test_depth_that_agrees_lifts_the_single_caller(tmp_path: Path) -> None:
    alone = judged(tmp_path, sv().exons(2, 3, "1/1", pad=300))
    backed = judged(tmp_path, sv().exons(2, 3, "1/1:0.03", fmt="GT:DHFFC", pad=300))
    assert state(alone) == state(backed) == "BIALLELIC_HOM_DEL"
    assert alone["verdict"]["confidence"] == "low"
    assert backed["verdict"]["confidence"] == "moderate"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("0/1:0:0.5", "INDETERMINATE"), ("0/1:1:0.5", "MONOALLELIC_PLUS_GAP")],
)
def test_depth_against_copy_number(tmp_path: Path, cell: str, expected: str) -> None:
    vcf = sv(header=DRAGEN).exons(2, 2, cell, fmt="GT:CN:SM")
    assert state(judged(tmp_path, vcf)) == expected


@pytest.mark.parametrize("copies", ["0", "0.0", "0.05"])
def test_f16_no_genotype_and_no_copy_is_both_lost(tmp_path: Path, copies: str) -> None:
    vcf = sv().exons(2, 3, f"./.:{copies}", fmt="GT:CN")
    assert state(judged(tmp_path, vcf)) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize("copies", ["-1", "NaN", "inf", "1e9"])
def test_copies_that_are_none_are_named(tmp_path: Path, copies: str) -> None:
    document = judged(tmp_path, sv().exons(2, 3, f"0/1:{copies}", fmt="GT:CN"))
    assert "COPIES_NOT_READABLE" in codes(document)
    assert state(document) == "MONOALLELIC_PLUS_GAP"


def test_sample_filter_counts(tmp_path: Path) -> None:
    document = judged(tmp_path, sv(header=MANTA).exons(2, 3, "1/1:MinGQ", fmt="GT:FT"))
    assert document["events"][0]["filters"] == ["MinGQ"]
    assert document["verdict"]["confidence"] == "low"


def test_two_deletion_alleles_of_one_record(tmp_path: Path) -> None:
    start = EXON[2].start - 301
    info = "SVLEN=-700,-720"
    vcf = sv().add((start, "N", "<DEL>,<DEL>"), "1/2:0", fmt="GT:CN", info=info)
    document = judged(tmp_path, vcf)
    assert codes(document) == []
    assert state(document) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize(
    ("fields", "cell"),
    [("GT:CN:MCN", "./.:2:0"), ("GT:CN:CN1:CN2", "0/1:2:2:0"), ("GT:CN:MCC", "./.:2:2")],
)
def test_two_copies_of_one_allele_are_no_loss(tmp_path: Path, fields: str, cell: str) -> None:
    document = judged(tmp_path, sv().exons(1, 6, cell, fmt=fields))
    assert document["events"] == []
    reasons = [r["code"] for r in document["verdict"]["reasons"]]
    assert "LOSS_OF_HETEROZYGOSITY" in reasons
    assert codes(document) == []
    assert state(document) == "NONE_INCOMPLETE"


def test_f15_gain_without_genotype_and_two_copies_is_no_call(tmp_path: Path) -> None:
    vcf = sv().add(
        (EXON[3].start - 200, "N", "<DEL>,<DUP>"),
        "./.:2",
        fmt="GT:CN",
        info=f"END={EXON[2].end + 200}",
    )
    document = judged(tmp_path, vcf)
    assert document["events"] == []
    assert [e["reason"] for e in document["ledger"]] == ["COPY_NUMBER_TWO"]


# --- breakends ------------------------------------------------------------------------------


def pair(assembly: Assembly, first: int, last: int, cell: str, header: Any = MANTA) -> Vcf:
    """The two records of a junction that deletes first..last (GRCh38)."""
    vcf = sv(assembly, header)
    left, right = vcf.at(first - 1), vcf.at(last + 1)
    vcf.add((first - 1, "N", f"N[chr6:{right}["), cell, info="SVTYPE=BND;MATEID=b")
    return vcf.add((last + 1, "N", f"]chr6:{left}]N"), cell, info="SVTYPE=BND;MATEID=a")


def test_breakend_pair_is_one_deletion(tmp_path: Path, assembly: Assembly) -> None:
    first, last = EXON[5].start - 200, EXON[3].end + 200
    document = judged(tmp_path, pair(assembly, first, last, "1/1"))
    (event,) = document["events"]
    assert (event["kind"], event["exons"]) == ("deletion", [3, 4, 5])
    assert len(event["observations"]) == 2
    assert event["hgvs"]["c"] == "c.(517+1_518-1)_(949+1_950-1)del"
    assert state(document) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize("kept", [0, 1])
def test_one_record_of_the_pair_is_enough(tmp_path: Path, kept: int) -> None:
    vcf = pair(Assembly.GRCH38, EXON[5].start - 200, EXON[3].end + 200, "0/1")
    vcf.rows = [vcf.rows[kept]]
    (event,) = judged(tmp_path, vcf)["events"]
    assert (event["kind"], event["exons"]) == ("deletion", [3, 4, 5])


def test_f17_breakends_without_genotype_leave_copies_unknown(
    tmp_path: Path, assembly: Assembly
) -> None:
    header = (*SV_HEADER, "##gridssVersion=2.13.2-gridss")
    document = judged(tmp_path, pair(assembly, EXON[5].start - 200, EXON[3].end + 200, ".", header))
    (event,) = document["events"]
    assert (event["kind"], event["exons"]) == ("deletion", [3, 4, 5])
    assert event["zygosity"] == "unknown"
    assert state(document) == "INDETERMINATE"


@pytest.mark.parametrize(
    ("alt", "kind"),
    [
        ("]chr6:{p}]N", "duplication"),
        ("N]chr6:{p}]", "inversion"),
        ("[chr6:{p}[N", "inversion"),
        ("N[chr7:5000[", "breakend"),
        ("N.", "breakend"),
        (".N", "breakend"),
    ],
)
def test_orientation_tells_the_kind(tmp_path: Path, alt: str, kind: str) -> None:
    vcf = sv(header=MANTA)
    place = EXON[3].start - 500  # in intron 3
    text = alt.format(p=EXON[2].end + 500)
    (event,) = judged(tmp_path, vcf.add((place, "N", text), "0/1", info="SVTYPE=BND"))["events"]
    assert event["kind"] == kind


def test_junction_to_another_chromosome_breaks_the_gene(tmp_path: Path) -> None:
    place = EXON[3].start - 500
    document = judged(tmp_path, sv(header=MANTA).add((place, "N", "N[chr7:5000["), "0/1"))
    (event,) = document["events"]
    assert event["pvs1"]["path"] == "REARRANGEMENT"
    assert "RULE_EXTENSION_FOR_REVIEW" in event["pvs1"]["flags"]
    outside = sv(header=MANTA).add((EXON[6].start - 3000, "N", "N[chr7:5000["), "0/1")
    assert judged(tmp_path, outside)["events"][0]["tier"] == "C"


def test_single_breakend_in_the_gene_is_open(tmp_path: Path) -> None:
    (event,) = judged(tmp_path, sv(header=MANTA).add((EXON[3].start - 500, "N", "N."), "0/1"))[
        "events"
    ]
    assert (event["tier"], event["pvs1"]["path"]) == ("B", "OPEN")


# --- rearrangements and gains ---------------------------------------------------------------


def test_f36_inversion_with_a_breakpoint_in_intron_3(tmp_path: Path, assembly: Assembly) -> None:
    vcf = sv(assembly, MANTA)
    info = f"SVTYPE=INV;END={vcf.at(EXON[1].end + 9000)}"
    document = judged(tmp_path, vcf.add((EXON[3].start - 900, "N", "<INV>"), "0/1", info=info))
    (event,) = document["events"]
    assert event["pvs1"]["strength"] == "very_strong"
    assert event["pvs1"]["path"] == "REARRANGEMENT"
    assert "RULE_EXTENSION_FOR_REVIEW" in event["pvs1"]["flags"]
    assert state(document) == "MONOALLELIC_PLUS_GAP"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (EXON[6].start - 3000, EXON[1].end + 3000),  # the whole gene turned
        (EXON[3].start - 2000, EXON[3].start - 500),  # within intron 3
    ],
)
def test_inversion_that_leaves_the_exons_together(tmp_path: Path, start: int, end: int) -> None:
    vcf = sv(header=MANTA).add((start - 1, "N", "<INV>"), "0/1", info=f"SVTYPE=INV;END={end}")
    assert judged(tmp_path, vcf)["events"][0]["tier"] == "C"


def gain(assembly: Assembly, first: int, last: int, *, proven: bool) -> Vcf:
    header = MANTA if proven else DRAGEN
    vcf = sv(assembly, header)
    start, end = EXON[last].start - 300, EXON[first].end + 300
    info = f"END={vcf.at(end)};SVTYPE=DUP;SVLEN={end - start + 1}"
    alt = "<DUP:TANDEM>" if proven else "<DUP>"
    cell, fmt = ("0/1", "GT") if proven else ("./1:3", "GT:CN")
    return vcf.add((start - 1, "N", alt), cell, fmt=fmt, info=info)


@pytest.mark.parametrize(
    ("first", "last", "proven", "presumed"),
    [
        # Clinical rules 1.1.6: frame by the sum of exon lengths, decay by the computed stop.
        (2, 2, "very_strong", "strong"),
        (3, 3, "very_strong", "strong"),
        (4, 4, "not_applicable", "not_applicable"),
        (2, 3, "not_applicable", "not_applicable"),
        (2, 4, "not_applicable", "not_applicable"),
        (3, 5, "not_applicable", "not_applicable"),
        (1, 2, "not_applicable", "not_applicable"),
        (5, 6, "not_applicable", "not_applicable"),
    ],
)
def test_f29_duplication(
    tmp_path: Path, assembly: Assembly, first: int, last: int, proven: str, presumed: str
) -> None:
    seen = judged(tmp_path, gain(assembly, first, last, proven=True))["events"][0]
    depth = judged(tmp_path, gain(assembly, first, last, proven=False))["events"][0]
    assert seen["pvs1"]["strength"] == proven
    assert depth["pvs1"]["strength"] == presumed
    assert depth["hgvs"]["c"] == depth["hgvs"]["g"] == ""
    if first > 1 and last < 6:
        assert seen["hgvs"]["c"].endswith("dup")
        assert "TANDEM_PRESUMED" not in seen["evidence"]["assumed"]
        assert "TANDEM_PRESUMED" in depth["evidence"]["assumed"]


def test_gain_elsewhere_leaves_the_gene_whole(tmp_path: Path) -> None:
    vcf = gain(Assembly.GRCH38, 2, 2, proven=True)
    vcf.rows = [row.replace("<DUP:TANDEM>", "<DUP:INT>") for row in vcf.rows]
    (event,) = judged(tmp_path, vcf)["events"]
    assert (event["pvs1"]["path"], event["tier"]) == ("DUP5", "C")


def test_small_tandem_duplication_in_an_exon_is_read_base_by_base(tmp_path: Path) -> None:
    start = EXON[2].start + 40
    vcf = sv(header=MANTA).add(
        (start - 1, "N", "<DUP:TANDEM>"), "0/1", info=f"END={start + 9};SVTYPE=DUP"
    )
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["pvs1"]["path"] == "NF1"
    assert event["consequences"][0] == "frameshift_variant"


# --- the event as a whole -------------------------------------------------------------------


def test_large_deletion_names_its_neighbours_and_no_coding_name(tmp_path: Path) -> None:
    vcf = sv().deletion(107_600_000, 108_200_000, "0/1:1", fmt="GT:CN")
    (event,) = judged(tmp_path, vcf)["events"]
    assert {"SCML4", "SOBP"} <= set(event["evidence"]["neighbouring_genes"])
    assert event["hgvs"]["c"] == ""
    assert event["evidence"]["iscn"] == []
    assert event["pvs1"]["path"] == "DEL1"


def test_iscn_of_a_deletion_in_the_gene(tmp_path: Path) -> None:
    (event,) = judged(tmp_path, sv().exons(2, 3, "1/1:0", fmt="GT:CN"))["events"]
    start, end = EXON[3].start - 150, EXON[2].end + 150
    assert event["evidence"]["iscn"] == [
        "seq[GRCh38] del(6)(q21q21)",
        f"seq[GRCh38] 6q21({start}_{end})×0",
    ]


def test_population_deletion_of_exon_2_is_context(tmp_path: Path) -> None:
    vcf = sv().deletion(108_060_850, 108_071_102, "0/1")
    (event,) = judged(tmp_path, vcf)["events"]
    assert len(event["evidence"]["population_events"]) == 1
    assert event["tier"] == "A"


def test_intronic_deletion_is_said_to_be_intronic(tmp_path: Path) -> None:
    vcf = sv().deletion(EXON[3].start - 3000, EXON[3].start - 1000, "1/1")
    document = judged(tmp_path, vcf)
    (event,) = document["events"]
    assert (event["consequences"], event["exons"], event["tier"]) == (["intron_variant"], [], "C")
    assert state(document) == "NONE_INCOMPLETE"


def test_f03_variant_under_a_deletion_of_another_caller(tmp_path: Path, assembly: Assembly) -> None:
    loss = sv(assembly, DRAGEN).exons(1, 2, "0/1:1:0.52", fmt="GT:CN:SM", pad=300)
    small = Vcf(assembly=assembly).add(NONSENSE_25, "1/1:0,30", fmt="GT:AD")
    document = judged(tmp_path, small, loss)
    assert state(document) == "BIALLELIC_HEMI_OVER_DEL"


def test_z15_heterozygotes_refute_one_copy(tmp_path: Path) -> None:
    loss = sv(header=DRAGEN).exons(1, 2, "0/1:1", fmt="GT:CN", pad=300)
    hets = Vcf().add(SYNONYMOUS, "0/1:30:99", fmt="GT:DP:GQ")
    hets.add(NONSENSE, "0/1:30:99", fmt="GT:DP:GQ")
    assert state(judged(tmp_path, loss, hets)) == "INDETERMINATE"


def test_unknown_caller_is_said(tmp_path: Path) -> None:
    document = judged(tmp_path, sv().exons(2, 3, "0/1"))
    assert "CALLER_NOT_KNOWN" in [note["code"] for note in document["input_notes"]]
    assert "CALLER_NOT_KNOWN" in [limit["code"] for limit in document["limits"]]
    known = judged(tmp_path, sv(header=MANTA).exons(2, 3, "0/1"))
    assert "CALLER_NOT_KNOWN" not in [limit["code"] for limit in known["limits"]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("./.:2:860", "MONOALLELIC"),
        ("./.:2:43", "MONOALLELIC_PLUS_GAP"),
        ("./.:2:.", "MONOALLELIC_PLUS_GAP"),
    ],
)
def test_two_copies_in_short_bins_earn_the_carrier(
    tmp_path: Path, cell: str, expected: str
) -> None:
    """Earned claims 1: bins of 1,000 bases, or of unknown length, do not show one exon's loss."""
    gvcf = Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD).add(NONSENSE_25, "0/1")
    assert state(judged(tmp_path, gvcf, segment_search(cell=cell))) == expected


@pytest.mark.parametrize(
    ("fmt", "cell", "info", "strength"),
    [
        ("GT:PR:SR", "0/1:12,9:14,8", "", "very_strong"),
        ("GT:PR:SR", "0/1:12,9:14,0", "", "strong"),
        ("GT", "0/1", ";SVCLAIM=DJ", "very_strong"),
        ("GT", "0/1", ";SVCLAIM=D", "strong"),
        ("GT", "0/1", "", "strong"),
    ],
)
def test_split_reads_prove_the_tandem_of_any_caller(
    tmp_path: Path, fmt: str, cell: str, info: str, strength: str
) -> None:
    where = f"SVTYPE=DUP;END={EXON[2].end + 300}{info}"
    vcf = sv().add((EXON[2].start - 301, "N", "<DUP:TANDEM>"), cell, fmt=fmt, info=where)
    assert judged(tmp_path, vcf)["events"][0]["pvs1"]["strength"] == strength


def test_copy_number_of_a_larger_deletion_is_explained(tmp_path: Path) -> None:
    # A joint file: the smaller deletion is somebody else's, the copy number is counted for all.
    vcf = sv(header=DRAGEN).exons(2, 4, "0/1:1", fmt="GT:CN", pad=900)
    vcf.exons(3, 3, "0/0:1", fmt="GT:CN")
    document = judged(tmp_path, vcf)
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    assert codes(document) == []
    reasons = {e["reason"] for e in document["ledger"]}
    assert reasons == {"SUPPORTS_EVENT", "COPIES_EXPLAINED"}
    alone = judged(tmp_path, sv(header=DRAGEN).exons(3, 3, "0/0:1", fmt="GT:CN"))
    assert state(alone) == "INDETERMINATE"


GCNV = (*SV_HEADER, '##GATKCommandLine=<ID=PostprocessGermlineCNVCalls,CommandLine="x">')


def intervals(copies: dict[int, int], assembly: Assembly = Assembly.GRCH38) -> Vcf:
    """A gCNV file of intervals: one record for each exon, two copies where nothing else is said."""
    vcf = sv(assembly, GCNV)
    for exon in EXON.values():
        number = copies.get(exon.number, 2)
        cell = f"{0 if number == 2 else 1 if number < 2 else 2}:{number}"
        info = f"END={vcf.at(exon.end + 50)}"
        vcf.add((exon.start - 50, "N", "<DEL>,<DUP>"), cell, fmt="GT:CN", info=info)
    return vcf


@pytest.mark.parametrize(
    ("copies", "exons", "expected"),
    [
        (dict.fromkeys((2, 3, 4, 5), 1), [[2, 3, 4, 5]], "MONOALLELIC_PLUS_GAP"),
        (dict.fromkeys((2, 3, 4, 5), 0), [[2, 3, 4, 5]], "BIALLELIC_HOM_DEL"),
        (dict.fromkeys(range(1, 7), 1), [[1, 2, 3, 4, 5, 6]], "MONOALLELIC_PLUS_GAP"),
        ({2: 1, 4: 1}, [[4], [2]], "POSSIBLE_COMPHET_UNPHASED"),
        ({2: 1, 3: 0, 4: 1}, [[4], [3], [2]], "BIALLELIC_HOM_DEL"),
        ({3: 3}, [[3]], "MONOALLELIC_PLUS_GAP"),
    ],
)
def test_intervals_of_one_number_are_one_event(
    tmp_path: Path,
    assembly: Assembly,
    copies: dict[int, int],
    exons: list[list[int]],
    expected: str,
) -> None:
    document = judged(tmp_path, intervals(copies, assembly))
    assert [e["exons"] for e in document["events"]] == exons
    assert state(document) == expected
    assert len(document["ledger"]) == 6


# --- an overlap of two deletions is only then proof -----------------------------------------


def overlapping(header: Any = MANTA) -> Vcf:
    """Two deletions of one caller that share exon 2 (the shape of F07)."""
    return sv(header=header).exons(1, 2, "0/1", pad=300).exons(2, 3, "0/1", pad=300)


def test_overlap_with_genotypes_inside_is_no_proof(tmp_path: Path) -> None:
    assert state(judged(tmp_path, overlapping())) == "BIALLELIC_HOM_DEL"
    inside = Vcf().add((108_064_285, "ACT", "A"), "0/1:15,15:30:99", fmt="GT:AD:DP:GQ")
    assert not state(judged(tmp_path, overlapping(), inside)).startswith("BIALLELIC")
    blocks = Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD)
    assert not state(judged(tmp_path, overlapping(), blocks)).startswith("BIALLELIC")


def test_overlap_with_a_counted_copy_is_no_proof(tmp_path: Path) -> None:
    counted = sv(header=DRAGEN).exons(1, 3, "0/1:1", fmt="GT:CN", pad=300)
    assert not state(judged(tmp_path, overlapping(), counted)).startswith("BIALLELIC")


def test_nested_filtered_half_called_and_merged_records_are_no_proof(tmp_path: Path) -> None:
    nested = sv(header=MANTA).exons(2, 5, "0/1", pad=300).exons(3, 3, "0/1", pad=300)
    half = sv(header=MANTA).exons(1, 2, "0/1", pad=300).exons(2, 3, "./1", pad=300)
    merged = overlapping((*SV_HEADER, "##source=SURVIVOR"))
    filtered = overlapping()
    filtered.rows[1] = filtered.rows[1].replace("\tPASS\t", "\tLowQual\t")
    for vcf in (nested, half, merged, filtered):
        assert not state(judged(tmp_path, vcf)).startswith("BIALLELIC")


# --- nothing that may break the gene is passed over -----------------------------------------


@pytest.mark.parametrize(
    ("position", "alt", "info"),
    [
        (EXON[3].start - 1, "<INS:ME:ALU>", "SVTYPE=INS;SVLEN=280"),
        (EXON[3].end + 1, "<INS:ME:ALU>", "SVTYPE=INS;SVLEN=280"),
        (EXON[3].start - 10, "<INS>", "SVTYPE=INS;IMPRECISE;CIPOS=-60,60"),
        (EXON[1].end - 60, "<INV>", "SVTYPE=INV;END=108200000"),
        (EXON[3].start - 300, "N", f"SVTYPE=DEL;END={EXON[3].end + 300}"),
    ],
)
def test_what_may_break_the_gene_leaves_no_negative(
    tmp_path: Path, position: int, alt: str, info: str
) -> None:
    vcf = sv(header=MANTA).add((position, "N", alt), "1/1", info=info)
    blocks = Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD)
    assert state(judged(tmp_path, vcf, blocks)) not in {"NONE_CALLABLE", "MONOALLELIC"}


def test_f16_in_a_file_that_names_delly(tmp_path: Path) -> None:
    vcf = sv(header=(*SV_HEADER, "##source=DELLY")).exons(2, 3, "./.:0:0", fmt="GT:CN:RDCN")
    assert state(judged(tmp_path, vcf)) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize("cell", [".", "./."])
def test_f17_in_a_file_that_names_nobody(tmp_path: Path, cell: str) -> None:
    vcf = pair(Assembly.GRCH38, EXON[5].start - 200, EXON[3].end + 200, cell, SV_HEADER)
    assert state(judged(tmp_path, vcf)) == "INDETERMINATE"


@pytest.mark.parametrize(
    ("extra", "word"),
    [("", "del"), (";SVINSSEQ=ACG", "delinsACG"), (";SVINSLEN=4", "delinsN[4]")],
)
def test_bases_inserted_at_a_deletion_stand_in_its_name(
    tmp_path: Path, assembly: Assembly, extra: str, word: str
) -> None:
    """HGVS nomenclature: delins; ``N[4]`` for bases of which only the number is known."""
    first, last = EXON[2].start - 300, EXON[2].end + 300
    vcf = sv(assembly, MANTA).deletion(first, last, "0/1", extra=extra)
    name = judged(tmp_path, vcf)["events"][0]["hgvs"]["g"]
    assert name == f"g.{vcf.at(first)}_{vcf.at(last)}{word}"


def test_mates_that_do_not_point_at_each_other_are_told(tmp_path: Path, assembly: Assembly) -> None:
    """VCF 4.5 section 5.4; the same pair with agreeing places is one deletion."""
    first, last = EXON[2].start - 300, EXON[2].end + 300

    def pair(place_of_mate: int) -> dict[str, Any]:
        vcf = sv(assembly, MANTA)
        for name, mate, at, alt in (
            ("a", "b", first, f"N[{vcf.contig}:{place_of_mate}["),
            ("b", "a", last, f"]{vcf.contig}:{vcf.at(first)}]N"),
        ):
            row = (
                vcf.contig,
                vcf.at(at),
                name,
                "N",
                alt,
                50,
                "PASS",
                f"MATEID={mate}",
                "GT",
                "0/1",
            )
            vcf.rows.append("\t".join(map(str, row)))
        return judged(tmp_path, vcf)

    at_mate = sv(assembly, MANTA).at(last)
    right, wrong = pair(at_mate), pair(at_mate + OFFSET)
    assert [event["kind"] for event in right["events"]] == ["deletion"]
    assert state(right) == "MONOALLELIC_PLUS_GAP"
    assert (wrong["events"], codes(wrong)) == ([], ["BREAKEND_MATES_DISAGREE"])
    assert state(wrong) == "NONE_INCOMPLETE"
