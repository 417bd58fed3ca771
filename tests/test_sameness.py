"""One event told twice is one event; two events stay two.

Expected values: clinical rules Z19 (several callers, one deletion), Z24 (breakends), 1.1.6 (last
rows), 2.4 and 2.6; VCF 4.5 section 5.4 for the two junctions of an inversion and a translocation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from tests.test_structural import DRAGEN, MANTA, codes, judged, state, sv
from tests.vcf_builder import EXON, GVCF_HEADER, OFFSET, Vcf

INTRON_3 = EXON[4].end + 1_000
INTRON_5 = EXON[6].end + 1_000


def shifted(assembly: Assembly, place: int) -> int:
    return place + (OFFSET if assembly is Assembly.GRCH37 else 0)


def kinds(document: dict[str, Any]) -> list[str]:
    return [event["kind"] for event in document["events"]]


# --- both junctions of one rearrangement ------------------------------------------------------


@pytest.mark.parametrize(("apart", "events"), [(1, 1), (900, 1), (1_100, 2)])
def test_both_junctions_of_a_translocation_are_one_event(
    tmp_path: Path, assembly: Assembly, apart: int, events: int
) -> None:
    vcf = sv(assembly, MANTA)
    vcf.add((INTRON_3, "N", "N[chr7:5000[" if vcf.contig != "6" else "N[7:5000["), "0/1")
    vcf.add((INTRON_3 + apart, "N", "]chr7:4999]N"), "0/1")
    document = judged(tmp_path, vcf)
    assert kinds(document) == ["breakend"] * events
    assert state(document) == (
        "MONOALLELIC_PLUS_GAP" if events == 1 else "POSSIBLE_COMPHET_UNPHASED"
    )


def test_translocations_to_different_chromosomes_are_two(tmp_path: Path) -> None:
    vcf = sv(header=MANTA).add((INTRON_3, "N", "N[chr7:5000["), "0/1")
    vcf.add((INTRON_3 + 1, "N", "]chr8:5000]N"), "0/1")
    assert kinds(judged(tmp_path, vcf)) == ["breakend", "breakend"]


def test_another_caller_of_the_translocation_a_few_bases_off(tmp_path: Path) -> None:
    one = sv(header=MANTA).add((INTRON_3, "N", "N[chr7:5000["), "0/1")
    info = "SVTYPE=TRA;CHR2=chr7;END=5003;CT=3to5"
    other = sv().add((INTRON_3 + 2, "N", "<TRA>"), "0/1", info=info)
    document = judged(tmp_path, one, other)
    assert kinds(document) == ["breakend"]
    assert len(document["events"][0]["observations"]) == 2


@pytest.mark.parametrize(("near", "events"), [(10, 1), (11, 2)])
def test_single_breakends_are_one_only_where_they_adjoin(
    tmp_path: Path, near: int, events: int
) -> None:
    vcf = sv(header=MANTA).add((INTRON_3, "N", "N."), "0/1")
    vcf.add((INTRON_3 + near, "N", ".N"), "0/1")
    assert len(judged(tmp_path, vcf)["events"]) == events


def test_both_junctions_of_an_inversion_are_one_event(tmp_path: Path, assembly: Assembly) -> None:
    vcf = sv(assembly, MANTA)
    low, high = INTRON_5, INTRON_3
    vcf.add((low, "N", f"N]{vcf.contig}:{shifted(assembly, high)}]"), "0/1")
    vcf.add((low + 40, "N", f"[{vcf.contig}:{shifted(assembly, high + 35)}[N"), "0/1")
    document = judged(tmp_path, vcf)
    assert kinds(document) == ["inversion"]
    assert state(document) == "MONOALLELIC_PLUS_GAP"


def test_two_inversions_far_apart_are_two(tmp_path: Path) -> None:
    vcf = sv(header=MANTA).add((INTRON_5, "N", f"N]chr6:{INTRON_3}]"), "0/1")
    vcf.add((INTRON_5 + 40, "N", f"[chr6:{INTRON_3 + 2_000}[N"), "0/1")
    assert kinds(judged(tmp_path, vcf)) == ["inversion", "inversion"]


# --- callers that differ ----------------------------------------------------------------------


def test_z19_a_deletion_by_depth_that_misses_an_exon_is_the_same(
    tmp_path: Path, assembly: Assembly
) -> None:
    """Shared are 23 of 26 kb: the caller by depth does not know its breakpoints."""
    start, end = EXON[5].start - 300, EXON[2].end + 2_000
    one = sv(assembly, MANTA).deletion(start, end, "0/1")
    other = sv(assembly, DRAGEN).deletion(EXON[5].end + 400, end, "0/1:1", fmt="GT:CN")
    document = judged(tmp_path, one, other)
    (event,) = document["events"]
    assert event["exons"] == [2, 3, 4, 5]
    assert "CALLERS_DISAGREE_ON_EXONS" in codes(document)
    assert state(document) == "MONOALLELIC_PLUS_GAP"


def test_z19_less_than_seven_tenths_stay_two(tmp_path: Path) -> None:
    one = sv(header=MANTA).deletion(EXON[5].start - 300, EXON[2].end + 2_000, "0/1")
    other = sv(header=DRAGEN).deletion(
        EXON[3].start - 300, EXON[2].end + 9_000, "0/1:1", fmt="GT:CN"
    )
    assert len(judged(tmp_path, one, other)["events"]) == 2


def test_the_wider_of_two_callers_by_depth_leaves_its_exon_open(tmp_path: Path) -> None:
    end = EXON[2].end + 2_000
    one = sv(header=DRAGEN).deletion(EXON[5].start - 300, end, "0/1:1", fmt="GT:CN")
    other = sv(header=(*DRAGEN[:-1], "##source=CNVnator")).deletion(
        EXON[5].end + 400, end, "0/1:1", fmt="GT:CN"
    )
    (event,) = judged(tmp_path, one, other)["events"]
    assert event["location"]["outer"][0] <= EXON[5].start
    assert "FURTHER_EXON_WITHIN_UNCERTAIN_BOUND" in str(event) or 5 in event["exons"]


@pytest.mark.parametrize(("off", "events"), [(10, 1), (11, 2)])
def test_one_file_with_two_exact_records_a_few_bases_apart(
    tmp_path: Path, off: int, events: int
) -> None:
    start, end = EXON[3].start - 300, EXON[3].end + 300
    vcf = sv(header=MANTA).deletion(start, end, "0/1").deletion(start + off, end + off, "0/1")
    assert len(judged(tmp_path, vcf)["events"]) == events


def test_a_phase_set_keeps_two_deletions_apart(tmp_path: Path) -> None:
    start, end = EXON[3].start - 300, EXON[3].end + 300
    vcf = sv(header=MANTA).deletion(start, end, "0|1:7", fmt="GT:PS")
    vcf.deletion(start + 3, end + 3, "1|0:7", fmt="GT:PS")
    document = judged(tmp_path, vcf)
    assert len(document["events"]) == 2
    assert state(document).startswith("BIALLELIC")


# --- intervals of a program that is not known ---------------------------------------------------


def targets(assembly: Assembly, copies: dict[int, int], margin: int = 100) -> Vcf:
    vcf = sv(assembly)
    for exon in sorted(copies, reverse=True):
        place, told = EXON[exon], copies[exon]
        kind = "<DUP>" if told > 2 else "<DEL>"
        vcf.add(
            (place.start - margin - 1, "N", kind),
            f"./.:{told}",
            fmt="GT:CN",
            info=f"SVTYPE={kind[1:-1]};END={shifted(assembly, place.end + margin)}",
        )
    return vcf


@pytest.mark.parametrize(
    ("copies", "exons", "expected"),
    [
        ({2: 1, 3: 1}, [[2, 3]], "MONOALLELIC_PLUS_GAP"),
        ({2: 0, 3: 0, 4: 0}, [[2, 3, 4]], "BIALLELIC_HOM_DEL"),
        ({2: 1, 3: 2, 4: 1}, [[2], [4]], "POSSIBLE_COMPHET_UNPHASED"),
        ({2: 1, 3: 0}, [[2], [3]], None),
    ],
)
def test_targets_of_one_copy_number_are_one_deletion(
    tmp_path: Path,
    assembly: Assembly,
    copies: dict[int, int],
    exons: list[list[int]],
    expected: str | None,
) -> None:
    document = judged(tmp_path, targets(assembly, copies))
    assert sorted(event["exons"] for event in document["events"]) == exons
    if expected:
        assert state(document) == expected


def test_targets_of_three_copies_are_one_gain(tmp_path: Path) -> None:
    document = judged(tmp_path, targets(Assembly.GRCH38, {2: 3, 3: 3}))
    assert kinds(document) == ["duplication"]


def test_wide_losses_of_an_unknown_program_with_a_gap_stay_two(tmp_path: Path) -> None:
    document = judged(tmp_path, targets(Assembly.GRCH38, {2: 1, 3: 1}, margin=400))
    assert len(document["events"]) == 2


def test_adjoining_segments_of_one_copy_number_are_one(tmp_path: Path) -> None:
    middle = (EXON[3].end + EXON[2].start) // 2
    vcf = sv().deletion(EXON[3].start - 900, middle, "./.:1", fmt="GT:CN")
    vcf.deletion(middle + 1, EXON[2].end + 900, "./.:1", fmt="GT:CN")
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["exons"] == [2, 3]


# --- kinds of alleles ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "copies", "genotype", "kind"),
    [
        ("4.4", "0", "0/1", ["deletion"]),
        ("4.4", "2", "0/1", ["duplication"]),
        ("4.4", "1", "0/1", []),
        ("4.4", "0", "0/0", []),
        ("4.2", "0", "0/1", []),
    ],
)
def test_copies_of_an_allele_in_vcf_4_4(
    tmp_path: Path, version: str, copies: str, genotype: str, kind: list[str]
) -> None:
    length = EXON[3].end - EXON[3].start + 601
    vcf = sv(version=version).add(
        (EXON[3].start - 301, "N", "<CNV>"), genotype, info=f"SVLEN={length};SVCLAIM=D;CN={copies}"
    )
    assert kinds(judged(tmp_path, vcf)) == kind


@pytest.mark.parametrize("alt", ["<DEL>", "<del>", "<CN0>", "<cn0>", "<LOSS>"])
def test_names_of_a_loss(tmp_path: Path, alt: str) -> None:
    info = f"END={EXON[3].end + 300}"
    document = judged(tmp_path, sv().add((EXON[3].start - 301, "N", alt), "0/1", info=info))
    assert kinds(document) == ["deletion"]


@pytest.mark.parametrize(
    ("directions", "kind"),
    [("3to5", "deletion"), ("5to3", "duplication"), ("3to3", "inversion"), ("5to5", "inversion")],
)
def test_named_junction_within_the_chromosome(tmp_path: Path, directions: str, kind: str) -> None:
    """VCF 4.5 section 5.4 by the names of DELLY: 3to5 joins the left part to the right part."""
    info = f"SVTYPE=BND;CHR2=chr6;END={INTRON_3};CT={directions}"
    document = judged(tmp_path, sv().add((INTRON_5, "N", "<BND>"), "0/1", info=info))
    assert kinds(document) == [kind]


def test_named_junction_without_directions_is_a_gap(tmp_path: Path) -> None:
    info = f"SVTYPE=BND;CHR2=chr6;END={INTRON_3}"
    document = judged(tmp_path, sv().add((INTRON_5, "N", "<BND>"), "0/1", info=info))
    assert document["events"] == []
    assert {row["reason"] for row in document["ledger"]} == {"BREAKEND_NOT_RESOLVED"}


def test_an_inversion_within_one_exon_breaks_the_gene(tmp_path: Path, assembly: Assembly) -> None:
    start = EXON[4].start + 30
    vcf = sv(assembly, MANTA).add(
        (start, "N", "<INV>"), "0/1", info=f"SVTYPE=INV;END={shifted(assembly, start + 90)}"
    )
    (event,) = judged(tmp_path, vcf)["events"]
    assert event["pvs1"]["path"] == "REARRANGEMENT"
    assert "RULE_EXTENSION_FOR_REVIEW" in event["pvs1"]["flags"]


# --- beginning of the gene ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beyond", "path", "strength"),
    [(500, "DEL_FIRST_EXON", "very_strong"), (-20, "IC2", "moderate")],
)
def test_promoter_and_start_codon_lost_but_not_all_of_exon_1(
    tmp_path: Path, assembly: Assembly, beyond: int, path: str, strength: str
) -> None:
    """Table 1.1.6: very strong with promoter, TSS and ATG; moderate where the promoter is kept."""
    coding_start = 108_074_651
    vcf = sv(assembly).deletion(coding_start - 100, EXON[1].end + beyond, "0/1")
    (event,) = judged(tmp_path, vcf)["events"]
    assert (event["pvs1"]["path"], event["pvs1"]["strength"]) == (path, strength)


# --- what speaks against a deletion ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("wide", "expected"),
    [(60_000, "BIALLELIC_HOM_DEL"), (300, "INDETERMINATE")],
)
def test_a_long_segment_of_two_copies_does_not_deny_a_short_deletion(
    tmp_path: Path, wide: int, expected: str
) -> None:
    deletion = sv(header=MANTA).exons(3, 3, "1/1")
    segment = sv(header=DRAGEN).add(
        (EXON[3].start - wide, "N", "."),
        "./.:2",
        fmt="GT:CN",
        info=f"SVTYPE=CNV;END={EXON[3].end + wide}",
    )
    assert state(judged(tmp_path, deletion, segment)) == expected


def test_a_base_over_its_own_star_allele_is_no_heterozygote_inside(tmp_path: Path) -> None:
    deletion = sv(header=MANTA).exons(3, 3, "0/1")
    star = Vcf().add((EXON[3].start + 20, "N", "T,*"), "1/2:40:30", fmt="GT:GQ:DP")
    assert "ONE_HETEROZYGOTE_INSIDE_DELETION" not in codes(judged(tmp_path, deletion, star))
    plain = Vcf().add((EXON[3].start + 20, "N", "T"), "0/1:40:30", fmt="GT:GQ:DP")
    assert "ONE_HETEROZYGOTE_INSIDE_DELETION" in codes(judged(tmp_path, deletion, plain))


@pytest.mark.parametrize(("bases", "denied"), [(60, False), (300, False), (8, True)])
def test_reference_block_denies_no_insertion_that_its_caller_cannot_see(
    tmp_path: Path, assembly: Assembly, bases: int, denied: bool
) -> None:
    """As of ``<INS>``; a short insertion is denied as before."""
    at = EXON[1].start + 80
    anchor = embedded_reference(assembly).base(shifted(assembly, at))
    inserted = Vcf(assembly=assembly).add((at, anchor, anchor + ("ACGT" * 75)[:bases]), "0/1")
    blocks = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks("0/0:40:99:35")
    document = judged(tmp_path, inserted, blocks)
    assert ("GENOTYPES_DISAGREE" in codes(document)) is denied


def test_duplication_in_bases_and_as_symbol_is_one_variant(
    tmp_path: Path, assembly: Assembly
) -> None:
    reference, first = embedded_reference(assembly), shifted(assembly, EXON[1].start + 80)
    copied, anchor = reference.fetch(first, first + 9), reference.base(first - 1)
    small = Vcf(assembly=assembly)
    small.add((EXON[1].start + 79, anchor, anchor + copied), "0/1")
    symbol = sv(assembly, MANTA)
    info = f"SVTYPE=DUP;END={first + 9};SVLEN=10"
    symbol.add((EXON[1].start + 79, anchor, "<DUP:TANDEM>"), "0/1", info=info)
    document = judged(tmp_path, small, symbol)
    assert len(document["events"]) == 1
    assert state(document) == "MONOALLELIC_PLUS_GAP"
