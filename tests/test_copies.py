"""Two copies: what confirms a homozygote, every source of phase, parents, relatives.

Expected values are those of clinical rules 2.1 to 2.4, 3.1 and 3.6, fixtures F01, F02, F10, F24.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from tests.judged import judged
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
)

DRAGEN = (*SV_HEADER, "##source=DRAGEN_CNV")
MANTA = (*SV_HEADER, "##source=GenerateSVCandidates 1.6.0")
BEFORE = (NONSENSE_25[0] - 20, "N", "T")
AFTER = (NONSENSE_25[0] + 30, "N", "T")
FAMILY = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
TRIO = ("P1", "DAD", "MUM")


def state(document: dict[str, Any]) -> str:
    return str(document["verdict"]["state"])


def codes(document: dict[str, Any], part: str = "reasons") -> list[str]:
    return [c["code"] for c in document["verdict"][part]]


def hom(assembly: Assembly = Assembly.GRCH38, cell: str = "1/1:0,30:30:90") -> Vcf:
    return Vcf(assembly=assembly).add(NONSENSE_25, cell, fmt="GT:AD:DP:GQ")


def normal(assembly: Assembly = Assembly.GRCH38, *, alt: str = ".") -> Vcf:
    """Two copies of the whole gene by a depth caller."""
    vcf = Vcf(assembly=assembly, extra_header=DRAGEN)
    info = f"END={vcf.at(EXON[1].end + 5000)}"
    return vcf.add((EXON[6].start - 5000, "N", alt), "./.:2", fmt="GT:CN", info=info)


# --- what confirms a homozygote -------------------------------------------------------------


def test_f01_lone_homozygote_is_apparent(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, hom(assembly))
    assert state(document) == "APPARENT_HOM"
    assert document["verdict"]["genotype_hgvs"] == "NM_014028.4:c.75G>A(;)(75G>A)"
    (event,) = document["events"]
    assert (event["pvs1"]["strength"], event["pvs1"]["path"]) == ("very_strong", "NF1")
    assert codes(document, "next_tests")[0] == "EXON_COPY_NUMBER"


def test_f02_copy_number_two_confirms(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, hom(assembly), normal(assembly))
    assert state(document) == "BIALLELIC_HOM_SMALL"
    assert document["verdict"]["genotype_hgvs"] == "NM_014028.4:c.[75G>A];[75G>A]"
    assert "TWO_COPIES_BY_DEPTH" in codes(document)
    assert document["verdict"]["confidence"] == "moderate"
    assert {"TEST_PARENTS", "EXCLUDE_UPD"} <= set(codes(document, "next_tests"))


def test_copy_number_of_another_place_confirms_nothing(tmp_path: Path) -> None:
    elsewhere = Vcf(extra_header=DRAGEN).add(
        (EXON[6].start - 500, "N", "."), "./.:2", fmt="GT:CN", info=f"END={EXON[3].end}"
    )
    assert state(judged(tmp_path, hom(), elsewhere)) == "APPARENT_HOM"


def test_junction_caller_with_two_copies_confirms_nothing(tmp_path: Path) -> None:
    vcf = normal()
    vcf.extra_header = MANTA
    assert state(judged(tmp_path, hom(), vcf)) == "APPARENT_HOM"


@pytest.mark.parametrize(
    ("sides", "cell", "expected"),
    [
        ((BEFORE, AFTER), "0/1:15,15:30:90", True),
        ((BEFORE,), "0/1:15,15:30:90", False),
        ((BEFORE, AFTER), "0/1:15,15:30:19", False),
        ((BEFORE, (AFTER[0] + 1100, "N", "T")), "0/1:15,15:30:90", False),
    ],
)
def test_heterozygotes_on_both_sides_confirm_only_beside_a_copy_number(
    tmp_path: Path, sides: Any, cell: str, expected: bool
) -> None:
    vcf = hom()
    for side in sides:
        vcf.add(side, cell, fmt="GT:AD:DP:GQ")
    assert state(judged(tmp_path, vcf)) == "APPARENT_HOM"  # a deletion or dropout between them
    document = judged(tmp_path, vcf, normal())
    assert state(document) == "BIALLELIC_HOM_SMALL"
    assert ("HETEROZYGOTES_ON_BOTH_SIDES" in codes(document)) is expected


def test_copy_number_does_not_exclude_that_an_allele_dropped_out(
    tmp_path: Path, assembly: Assembly
) -> None:
    by_copies = judged(tmp_path, hom(assembly), normal(assembly))
    assert "dropped out" in by_copies["verdict"]["headline"]
    assert "EXCLUDE_DROPOUT" in codes(by_copies, "next_tests")
    by_parents = judged(tmp_path, trio("1/1", "0/1", "0/1"), ped=FAMILY)
    assert "dropped out" not in by_parents["verdict"]["headline"]
    assert "EXCLUDE_DROPOUT" not in codes(by_parents, "next_tests")


@pytest.mark.parametrize(
    ("cell", "confidence"),
    [("1/1:0,30:30:90", "moderate"), ("1/1:0,2:2:6", "low"), ("1/1:0,30:30:9", "low")],
)
def test_calls_below_the_policy_give_low_confidence(
    tmp_path: Path, assembly: Assembly, cell: str, confidence: str
) -> None:
    document = judged(tmp_path, hom(assembly, cell))
    assert state(document) == "APPARENT_HOM"
    assert document["verdict"]["confidence"] == confidence


def test_reads_that_fall_short_are_not_confirmed(tmp_path: Path) -> None:
    # Z3: an allele that was not captured halves the reads at the change.
    vcf = hom(cell="1/1:0,14:14:42")
    for place in (BEFORE, AFTER, SYNONYMOUS):
        vcf.add(place, "0/1:15,15:30:90", fmt="GT:AD:DP:GQ")
    assert state(judged(tmp_path, vcf, normal())) == "APPARENT_HOM"


def trio(child: str, father: str, mother: str, variant: Any = NONSENSE_25) -> Vcf:
    return Vcf(samples=TRIO).add(variant, child, father, mother)


def test_both_parents_confirm_with_high_confidence(tmp_path: Path) -> None:
    vcf = Vcf(samples=TRIO).add(NONSENSE_25, "1/1:30:99", "0/1:30:99", "0/1:30:99", fmt="GT:DP:GQ")
    document = judged(tmp_path, vcf, ped=FAMILY)
    assert state(document) == "BIALLELIC_HOM_SMALL"
    assert document["verdict"]["confidence"] == "high"
    assert "TEST_PARENTS" not in codes(document, "next_tests")


def test_f24_parent_without_the_allele(tmp_path: Path) -> None:
    document = judged(tmp_path, trio("1/1", "0/0", "0/1"), normal_trio(), ped=FAMILY)
    assert state(document) == "APPARENT_HOM"
    assert "PARENT_WITHOUT_ALLELE" in codes(document, "contradictions")
    said = [s["code"] for s in document["family_statements"]]
    assert "RECURRENCE_ONE_IN_FOUR" not in said


def normal_trio() -> Vcf:
    vcf = Vcf(samples=TRIO, extra_header=DRAGEN)
    info = f"END={EXON[1].end + 5000}"
    return vcf.add((EXON[6].start - 5000, "N", "."), *["./.:2"] * 3, fmt="GT:CN", info=info)


# --- phase ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fmt", "first", "second", "expected"),
    [
        ("GT:HP", "0/1:7-1,7-2", "0/1:7-2,7-1", "BIALLELIC_COMPHET_TRANS"),
        ("GT:HP", "0/1:7-1,7-2", "0/1:7-1,7-2", "CIS_PAIR"),
        ("GT:HP", "0/1:7-1,7-2", "0/1:8-2,8-1", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:HP", "0/1:7-1", "0/1:7-2,7-1", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:PSL", "0|1:.,a", "0|1:.,a", "CIS_PAIR"),
        ("GT:PSL", "0|1:a,b", "1|0:b,a", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:PSL", "0/1:.,a", "0/1:.,a", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:PS", "|0|1:5", "|1|0:5", "BIALLELIC_COMPHET_TRANS"),
        ("GT:PS", "/0|1:5", "/1|0:5", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:PS", "|0/1:5", "|1/0:5", "POSSIBLE_COMPHET_UNPHASED"),
        ("GT:PGT:PID", "0/1:0|1:x", "0/1:1|0:y", "POSSIBLE_COMPHET_UNPHASED"),
    ],
)
def test_every_way_to_write_phase(
    tmp_path: Path, assembly: Assembly, fmt: str, first: str, second: str, expected: str
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, first, fmt=fmt).add(FRAMESHIFT, second, fmt=fmt)
    assert state(judged(tmp_path, vcf)) == expected


def test_pipes_without_a_set_are_shown_and_prove_nothing(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0|1").add(FRAMESHIFT, "1|0")
    document = judged(tmp_path, vcf)
    assert state(document) == "POSSIBLE_COMPHET_UNPHASED"
    assert document["events"][0]["phase"]["source"] == "pipe_without_set"
    assert "opposite sides" in document["events"][0]["phase"]["detail"]


def test_f10_parents_put_variant_and_deletion_in_trans(tmp_path: Path, assembly: Assembly) -> None:
    small = Vcf(samples=TRIO, assembly=assembly).add(FRAMESHIFT, "0/1", "0/1", "0/0")
    loss = Vcf(samples=TRIO, assembly=assembly, extra_header=DRAGEN)
    loss.exons(5, 5, "0/1:1", "./.:2", "0/1:1", fmt="GT:CN")
    document = judged(tmp_path, small, loss, ped=FAMILY)
    assert state(document) == "BIALLELIC_COMPHET_TRANS"
    assert {c["origin"] for c in document["copies"]} == {"maternal", "paternal"}


def test_de_novo_leaves_the_phase_open(tmp_path: Path) -> None:
    vcf = Vcf(samples=TRIO).add(NONSENSE, "0/1", "0/0", "0/0").add(FRAMESHIFT, "0/1", "0/1", "0/0")
    document = judged(tmp_path, vcf, ped=FAMILY)
    assert state(document) == "POSSIBLE_COMPHET_UNPHASED"
    said = [s["code"] for s in document["family_statements"]]
    assert "NEITHER_PARENT_CARRIES" in said
    assert not {"RECURRENCE_ONE_IN_FOUR", "RECURRENCE_NOT_STATED"} & set(said)


def test_swapped_parents_give_the_same_verdict(tmp_path: Path) -> None:
    vcf = Vcf(samples=TRIO).add(NONSENSE, "0/1", "0/1", "0/0").add(FRAMESHIFT, "0/1", "0/0", "0/1")
    swapped = "F\tP1\tMUM\tDAD\t1\t2\n"
    one, other = judged(tmp_path, vcf, ped=FAMILY), judged(tmp_path, vcf, ped=swapped)
    assert state(one) == state(other) == "BIALLELIC_COMPHET_TRANS"


# --- parentage ------------------------------------------------------------------------------


def with_markers(child: str, father: str, mother: str, conflicts: int) -> Vcf:
    """A trio with 100 common sites, at some of which child and father are opposite homozygotes."""
    vcf = Vcf(samples=TRIO, extra_header=())
    vcf.add(NONSENSE, child, father, mother).add(FRAMESHIFT, "0/1", "0/0", "0/1")
    for index in range(100):
        cells = ("1/1", "0/0", "1/1") if index < conflicts else ("1/1", "1/1", "1/1")
        vcf.add((106_000_000 + 20_000 * index, "A", "G"), *cells)
    return vcf


@pytest.mark.parametrize(
    ("conflicts", "expected"),
    [
        (0, "BIALLELIC_COMPHET_TRANS"),
        (2, "BIALLELIC_COMPHET_TRANS"),
        (30, "POSSIBLE_COMPHET_UNPHASED"),
    ],
)
def test_a_doubtful_parent_proves_nothing(tmp_path: Path, conflicts: int, expected: str) -> None:
    document = judged(tmp_path, with_markers("0/1", "0/1", "0/0", conflicts), ped=FAMILY)
    assert state(document) == expected
    doubted = "PARENTAGE_DOUBTFUL" in codes(document, "contradictions")
    assert doubted == (conflicts == 30)


# --- relatives ------------------------------------------------------------------------------

SIBS = "F\tP1\tDAD\tMUM\t1\t2\nF\tSIB\tDAD\tMUM\t2\t{sib}\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"


def siblings(first: str, second: str) -> Vcf:
    vcf = Vcf(samples=("P1", "DAD", "MUM", "SIB"))
    vcf.add(NONSENSE, "0/1", "0/1", "0/0", first)
    return vcf.add(FRAMESHIFT, "0/1", "0/0", "0/1", second)


@pytest.mark.parametrize(
    ("first", "second", "phenotype", "code"),
    [
        ("0/1", "0/1", "2", "AFFECTED_RELATIVE_ALIKE"),
        ("0/1", "0/0", "2", "AFFECTED_RELATIVE_DIFFERS"),
        ("0/1", "0/1", "1", "UNAFFECTED_RELATIVE_ALIKE"),
        ("0/0", "0/1", "1", "UNAFFECTED_RELATIVE_DIFFERS"),
    ],
)
def test_sibling_is_judged_and_compared(
    tmp_path: Path, first: str, second: str, phenotype: str, code: str
) -> None:
    document = judged(tmp_path, siblings(first, second), ped=SIBS.format(sib=phenotype))
    assert [m["role"] for m in document["family"]] == ["mother", "father", "sibling"]
    sibling = document["family"][2]
    both = first == second == "0/1"
    assert sibling["state"] == ("BIALLELIC_COMPHET_TRANS" if both else "MONOALLELIC_PLUS_GAP")
    said = [s["code"] for s in document["family_statements"]]
    assert code in said
    assert "RECURRENCE_ONE_IN_FOUR" in said


def test_recurrence_needs_both_parents(tmp_path: Path) -> None:
    one_parent = "F\tP1\t0\tMUM\t1\t2\nF\tMUM\t0\t0\t2\t1\n"
    vcf = Vcf(samples=("P1", "MUM")).add(NONSENSE, "0|1:4", "0/1:.", fmt="GT:PS")
    vcf.add(FRAMESHIFT, "1|0:4", "0/0:.", fmt="GT:PS")
    document = judged(tmp_path, vcf, ped=one_parent)
    assert state(document) == "BIALLELIC_COMPHET_TRANS"
    said = [s["code"] for s in document["family_statements"]]
    assert "RECURRENCE_NOT_STATED" in said
    assert "PARENT_CARRIES" in said
    assert "PARENT_DOES_NOT_CARRY" in said


# --- homozygosity around the gene -----------------------------------------------------------


@pytest.mark.parametrize(("step", "answer"), [(50_000, "autozygous_region"), (0, "undecided")])
def test_run_of_homozygosity_is_context(tmp_path: Path, step: int, answer: str) -> None:
    vcf = hom()
    for index in range(-60, 60):
        if index and step:
            vcf.add((NONSENSE_25[0] + index * step, "A", "G"), "1/1:0,30:30:90", fmt="GT:AD:DP:GQ")
    document = judged(tmp_path, vcf)
    assert document["homozygosity"]["answer"] == answer
    assert state(document) == "APPARENT_HOM"


def test_homozygosity_is_not_asked_of_a_heterozygote(tmp_path: Path) -> None:
    assert judged(tmp_path, Vcf().add(NONSENSE, "0/1"))["homozygosity"] is None


# --- the spanning allele --------------------------------------------------------------------


def test_f22_star_links_the_variant_to_the_deletion_that_spans_it(tmp_path: Path) -> None:
    # c.75G>A on one copy; on the other 30 bases around it are deleted (31 is no multiple of 3).
    before = NONSENSE_25[0] - 6
    ref = embedded_reference(Assembly.GRCH38).fetch(before, before + 31)
    vcf = Vcf().add((before, ref, ref[0]), "0/1")
    vcf.add((NONSENSE_25[0], "C", "T,*"), "1/2")
    document = judged(tmp_path, vcf)
    assert state(document) == "BIALLELIC_COMPHET_TRANS"
    apart = Vcf().add((before, ref, ref[0]), "0/1").add(NONSENSE_25, "0/1")
    assert state(judged(tmp_path, apart)) == "POSSIBLE_COMPHET_UNPHASED"


def test_reported_splice_variant_and_a_stop_in_trans(tmp_path: Path) -> None:
    # c.949+5G>A cannot be computed, but was reported in a patient (clinical rules 1.3).
    vcf = Vcf().add((108_049_248, "C", "T"), "0|1:4", fmt="GT:PS")
    vcf.add(NONSENSE, "1|0:4", fmt="GT:PS")
    assert state(judged(tmp_path, vcf)) == "BIALLELIC_COMPHET_TRANS"


def test_restored_copy_is_not_the_second_hit_of_a_homozygote(tmp_path: Path) -> None:
    # Both copies carry the stop for sure; that one also has two shifts in balance adds nothing.
    restoring = (108_064_280, "C", "CGG")
    vcf = Vcf(samples=TRIO).add(NONSENSE, "1/1", "0/1", "0/1")
    vcf.add(FRAMESHIFT, "0/1", "0/1", "0/0").add(restoring, "0/1", "0/1", "0/0")
    assert state(judged(tmp_path, vcf, ped=FAMILY)) == "BIALLELIC_HOM_SMALL"
