"""The state of a person from the files: fixtures of the clinical rules, section 6, and near misses.

Every case runs on both assemblies; expected states come from clinical rules 2.2 and section 6.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.judged import judged
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
    deletion_search,
)

GOOD = "0/0:30:60:25"


def state(document: dict[str, Any]) -> str:
    return document["verdict"]["state"]


def small(assembly: Assembly, **kwargs: Any) -> Vcf:
    return Vcf(assembly=assembly, **kwargs)


def structural(assembly: Assembly, **kwargs: Any) -> Vcf:
    return Vcf(assembly=assembly, extra_header=SV_HEADER, **kwargs)


def test_f01_lone_homozygous_call_is_apparent(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, small(assembly).add(NONSENSE_25, "1/1"))
    assert state(document) == "APPARENT_HOM"
    assert document["verdict"]["genotype_hgvs"] == "NM_014028.4:c.75G>A(;)(75G>A)"
    (event,) = document["events"]
    assert event["pvs1"] == {**event["pvs1"], "strength": "very_strong", "path": "NF1"}
    assert "EXON_COPY_NUMBER" in [t["code"] for t in document["verdict"]["next_tests"]]


@pytest.mark.parametrize("genotype", ["./1", "1/.", ".|1"])
def test_half_call_is_not_homozygous(tmp_path: Path, assembly: Assembly, genotype: str) -> None:
    document = judged(tmp_path, small(assembly).add(NONSENSE, genotype))
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    assert document["events"][0]["zygosity"] == "half_call"


def test_haploid_call_is_apparent(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, small(assembly).add(NONSENSE, "1"))
    assert state(document) == "APPARENT_HOM"
    assert document["events"][0]["zygosity"] == "haploid_call"


def test_both_parents_confirm_homozygous(tmp_path: Path, assembly: Assembly) -> None:
    ped = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
    trio = small(assembly, samples=("P1", "DAD", "MUM")).add(NONSENSE, "1/1", "0/1", "0/1")
    document = judged(tmp_path, trio, ped=ped)
    assert state(document) == "BIALLELIC_HOM_SMALL"
    assert document["verdict"]["confidence"] == "moderate"  # genotypes without quality
    trio = small(assembly, samples=("P1", "DAD", "MUM"))
    good = "0/1:15,15:30:99"
    trio.add(NONSENSE, "1/1:0,30:30:99", good, good, fmt="GT:AD:DP:GQ")
    assert judged(tmp_path, trio, ped=ped)["verdict"]["confidence"] == "high"


def test_f24_parent_without_allele_is_flagged(tmp_path: Path, assembly: Assembly) -> None:
    ped = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
    trio = small(assembly, samples=("P1", "DAD", "MUM")).add(NONSENSE, "1/1", "0/0", "0/1")
    document = judged(tmp_path, trio, ped=ped)
    assert state(document) == "APPARENT_HOM"
    (finding,) = document["verdict"]["contradictions"]
    assert finding["code"] == "PARENT_WITHOUT_ALLELE"
    assert "deletion inherited from the father" in finding["text"]


def test_f03_homozygous_call_inside_deletion_is_hemizygous(
    tmp_path: Path, assembly: Assembly
) -> None:
    snv = small(assembly).add(NONSENSE_25, "1/1", fmt="GT")
    loss = structural(assembly).deletion(EXON[2].start - 200, EXON[1].end + 900, "0/1")
    document = judged(tmp_path, snv, loss)
    assert state(document) == "BIALLELIC_HEMI_OVER_DEL"
    event = next(e for e in document["events"] if e["kind"] == "small_variant")
    assert event["zygosity"] == "hemizygous"
    assert event["phase"]["source"] == "deletion_exposed"


def test_homozygous_call_beside_deletion_stays_apparent(tmp_path: Path, assembly: Assembly) -> None:
    snv = small(assembly).add(NONSENSE_25, "1/1")
    loss = structural(assembly).exons(4, 4, "0/1")
    assert state(judged(tmp_path, snv, loss)) == "APPARENT_HOM"


@pytest.mark.parametrize(
    ("genotype", "fmt", "expected"),
    [
        ("1/1", "GT", "BIALLELIC_HOM_DEL"),
        ("./.:0", "GT:CN", "BIALLELIC_HOM_DEL"),
        ("1/1:0", "GT:CN", "BIALLELIC_HOM_DEL"),
        ("0/1:1", "GT:CN", "MONOALLELIC_PLUS_GAP"),
        ("./.:1", "GT:CN", "MONOALLELIC_PLUS_GAP"),
        ("0/1", "GT", "MONOALLELIC_PLUS_GAP"),
        ("1/1:1", "GT:CN", "INDETERMINATE"),
        ("./.:2", "GT:CN", "NONE_INCOMPLETE"),
        ("0/0", "GT", "NONE_INCOMPLETE"),
        ("./.", "GT", "INDETERMINATE"),
        ("./.:0", "GT:RC", "INDETERMINATE"),
    ],
)
def test_deletion_copies_from_gt_and_cn(
    tmp_path: Path, assembly: Assembly, genotype: str, fmt: str, expected: str
) -> None:
    vcf = structural(assembly).exons(2, 5, genotype, fmt=fmt)
    assert state(judged(tmp_path, vcf)) == expected


def test_f04_exons_2_to_5_homozygous(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, structural(assembly).exons(2, 5, "1/1"))
    (event,) = document["events"]
    assert event["exons"] == [2, 3, 4, 5]
    assert event["pvs1"]["strength"] == "strong"
    assert document["verdict"]["headline"].startswith(
        "Homozygous deletion of OSTM1 exons 2–5 called. Not enough by itself for a diagnosis"
    )
    for copy in document["copies"]:
        assert copy["outcome"]["exons_lost"] == [2, 3, 4, 5]
        assert copy["outcome"]["null"] is True
        assert copy["outcome"]["nmd"] is None


def test_f05_whole_gene(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, structural(assembly).exons(1, 6, "1/1"))
    assert state(document) == "BIALLELIC_HOM_DEL"
    assert document["events"][0]["pvs1"]["strength"] == "very_strong"
    assert document["events"][0]["consequences"] == ["transcript_ablation"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            1,
            "called. Not enough by itself for a diagnosis of OPTB5: the deletion of exons 1–6",
        ),
        (2, "detected. Consistent with a diagnosis of OPTB5."),
    ],
)
def test_the_strongest_sentence_needs_a_confirmed_call_and_a_class(
    tmp_path: Path, assembly: Assembly, files: int, words: str
) -> None:
    """Earned claims 9: a second file confirms the deletion; its class is likely pathogenic."""
    calls = [structural(assembly).exons(1, 6, "1/1") for _ in range(files)]
    document = judged(tmp_path, *calls)
    assert words in document["verdict"]["headline"]
    # Exon 4 alone: PVS1 strong has four points, and likely pathogenic needs six.
    exon = judged(tmp_path, *[structural(assembly).exons(4, 4, "1/1") for _ in range(files)])
    assert "onsistent with" not in exon["verdict"]["headline"]
    assert "(4 points; likely pathogenic with 6)" in exon["verdict"]["headline"]


def test_a_contradiction_is_named_with_its_values(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, structural(assembly).exons(2, 5, "1/1:1", fmt="GT:CN"))
    headline = document["verdict"]["headline"]
    assert headline.startswith("No answer can be given for OSTM1: ")
    assert "(GT 1/1, CN 1)" in headline


def test_f09_last_exon_leaves_the_effect_open(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, structural(assembly).exons(6, 6, "1/1"))
    assert state(document) == "BIALLELIC_HOM_DEL"
    assert document["events"][0]["pvs1"]["strength"] == "moderate"
    assert document["copies"][0]["outcome"]["null"] is None
    open_ = "whether both copies are without function is open"
    assert open_ in document["verdict"]["headline"]
    whole = judged(tmp_path, structural(assembly).exons(4, 4, "1/1"))
    assert open_ not in whole["verdict"]["headline"]
    assert "RNA_STUDY" in [t["code"] for t in document["verdict"]["next_tests"]]


def test_f07_two_deletions_of_one_caller_leave_no_copy_between(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = structural(assembly).exons(2, 3, "0/1").exons(3, 4, "0/1")
    document = judged(tmp_path, vcf)
    assert state(document) == "BIALLELIC_HOM_DEL"
    assert "exon 3" in document["verdict"]["headline"]


def test_one_deletion_of_two_callers_stays_one(tmp_path: Path, assembly: Assembly) -> None:
    one = structural(assembly).exons(2, 3, "0/1", pad=150)
    other = structural(assembly).exons(2, 3, "0/1", pad=400)
    document = judged(tmp_path, one, other)
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    assert len(document["events"]) == 1
    assert sorted(e["disposition"] for e in document["ledger"]) == ["merged", "used"]


def test_callers_that_disagree_on_exons_never_confirm(tmp_path: Path, assembly: Assembly) -> None:
    one = structural(assembly).exons(2, 3, "0/1")
    other = structural(assembly).exons(2, 4, "0/1")
    assert state(judged(tmp_path, one, other)) == "POSSIBLE_COMPHET_UNPHASED"


def test_f11_two_unphased_hits_are_possible_only(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, small(assembly).add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))
    assert state(document) == "POSSIBLE_COMPHET_UNPHASED"
    assert document["verdict"]["genotype_hgvs"] == "NM_014028.4:c.415_416del(;)36T>A"
    assert document["arrangements"]["count"] == 2
    best = document["arrangements"]["best_case"]
    assert [copy["outcome"]["null"] for copy in best].count(True) == 1


def test_pipe_without_phase_set_is_unphased(tmp_path: Path, assembly: Assembly) -> None:
    vcf = small(assembly).add(NONSENSE, "0|1").add(FRAMESHIFT, "1|0")
    assert state(judged(tmp_path, vcf)) == "POSSIBLE_COMPHET_UNPHASED"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("0|1:7", "1|0:7", "BIALLELIC_COMPHET_TRANS"),
        ("0|1:7", "0|1:7", "CIS_PAIR"),
        ("0|1:7", "1|0:8", "POSSIBLE_COMPHET_UNPHASED"),
        ("0|1:.", "1|0:.", "POSSIBLE_COMPHET_UNPHASED"),
        ("0|1:0", "1|0:0", "POSSIBLE_COMPHET_UNPHASED"),
        ("0/1:7", "0/1:7", "POSSIBLE_COMPHET_UNPHASED"),
    ],
)
def test_phase_set_decides_f12(
    tmp_path: Path, assembly: Assembly, first: str, second: str, expected: str
) -> None:
    vcf = small(assembly).add(NONSENSE, first, fmt="GT:PS").add(FRAMESHIFT, second, fmt="GT:PS")
    assert state(judged(tmp_path, vcf)) == expected


def test_gatk_physical_phase(tmp_path: Path, assembly: Assembly) -> None:
    fmt = "GT:PGT:PID"
    vcf = small(assembly).add(NONSENSE, "0/1:0|1:9_A_T", fmt=fmt)
    vcf.add(FRAMESHIFT, "0/1:1|0:9_A_T", fmt=fmt)
    assert state(judged(tmp_path, vcf)) == "BIALLELIC_COMPHET_TRANS"


@pytest.mark.parametrize(
    ("father", "mother", "expected", "confidence"),
    [
        (("0/1", "0/0"), ("0/0", "0/1"), "BIALLELIC_COMPHET_TRANS", "moderate"),
        (("0/1", "0/1"), ("0/0", "0/0"), "CIS_PAIR", "low"),
        (("0/1", "./."), ("./.", "0/1"), "POSSIBLE_COMPHET_UNPHASED", "moderate"),
        (("0/1", "0/0"), ("./.", "./."), "POSSIBLE_COMPHET_UNPHASED", "moderate"),
        (("0/1", "0/1"), ("0/1", "0/1"), "POSSIBLE_COMPHET_UNPHASED", "moderate"),
        (("0/0", "0/0"), ("0/0", "0/1"), "POSSIBLE_COMPHET_UNPHASED", "moderate"),
    ],
)
def test_parents_decide(
    tmp_path: Path,
    assembly: Assembly,
    father: tuple[str, str],
    mother: tuple[str, str],
    expected: str,
    confidence: str,
) -> None:
    ped = "F\tP1\tDAD\tMUM\t1\t2\nF\tDAD\t0\t0\t1\t1\nF\tMUM\t0\t0\t2\t1\n"
    trio = small(assembly, samples=("P1", "DAD", "MUM"))
    trio.add(NONSENSE, "0/1", father[0], mother[0]).add(FRAMESHIFT, "0/1", father[1], mother[1])
    document = judged(tmp_path, trio, ped=ped)
    assert state(document) == expected
    assert document["verdict"]["confidence"] == confidence


def test_two_alleles_of_one_genotype_are_in_trans(tmp_path: Path, assembly: Assembly) -> None:
    # c.36T>A and c.36T>G are both TGT>stop/Trp at one base; only T>A is a stop.
    document = judged(tmp_path, small(assembly).add((NONSENSE[0], "A", "T,C"), "1/2"))
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    assert [e["phase"]["source"] for e in document["events"]] == ["same_site", "same_site"]


def test_f20_restoring_indel_in_cis_is_not_null(tmp_path: Path, assembly: Assembly) -> None:
    restoring = (108_064_280, "C", "CGG")
    phased = (
        small(assembly).add(FRAMESHIFT, "0|1:7", fmt="GT:PS").add(restoring, "0|1:7", fmt="GT:PS")
    )
    document = judged(tmp_path, phased)
    assert state(document) == "NONE_INCOMPLETE"
    assert "COMPENSATED" in [r["code"] for r in document["verdict"]["reasons"]]
    # Missing data is no reference: without callability neither copy is called functional.
    assert [c["outcome"]["null"] for c in document["copies"]] == [None, None]
    blocks = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)
    blocks.rows += phased.rows
    seen = judged(tmp_path, blocks)
    assert [c["outcome"]["null"] for c in seen["copies"]] == [False, False]


def test_f21_two_bases_of_one_codon_make_a_stop(tmp_path: Path, assembly: Assembly) -> None:
    # Codon 25 TGG: TGG>TAG needs one base; codon 135 AAT (c.403-405): AAT>TAA needs two.
    first, second = (EXON[2].end, "T", "A"), (EXON[2].end - 2, "A", "T")
    phased = small(assembly).add(first, "1|0:3", fmt="GT:PS").add(second, "1|0:3", fmt="GT:PS")
    document = judged(tmp_path, phased)
    assert state(document) == "MONOALLELIC_PLUS_GAP"
    broken = next(c for c in document["copies"] if c["events"])
    assert broken["outcome"]["protein"] == "p.(Asn135Ter)"
    assert "JOINT_EFFECT" in [r["code"] for r in document["verdict"]["reasons"]]


def test_f35_mosaic_is_not_counted(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, small(assembly).add(NONSENSE, "0/1:92,8", fmt="GT:AD"))
    assert document["events"][0]["zygosity"] == "mosaic_or_artefact"
    assert state(document) == "NONE_INCOMPLETE"
    near = judged(tmp_path, small(assembly).add(NONSENSE, "0/1:75,25", fmt="GT:AD"))
    assert near["events"][0]["zygosity"] == "heterozygous"


def test_f34_negative_is_earned(tmp_path: Path, assembly: Assembly) -> None:
    covered = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)
    assert state(judged(tmp_path, covered)) == "NONE_CALLABLE"
    assert state(judged(tmp_path, small(assembly))) == "NONE_INCOMPLETE"


@pytest.mark.parametrize("block", ["0/0:30:19:25", "0/0:30:60:9", "./.:30:60:25", "0/0:30:60:."])
def test_weak_blocks_are_not_reference(tmp_path: Path, assembly: Assembly, block: str) -> None:
    vcf = small(assembly, extra_header=GVCF_HEADER).reference_blocks(block)
    document = judged(tmp_path, vcf)
    assert state(document) == "NONE_INCOMPLETE"
    assert {e["small_variants"] for e in document["callability"]["exons"]} == {"not_callable"}


def test_f23_one_exon_missing_in_gvcf(tmp_path: Path, assembly: Assembly) -> None:
    vcf = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=(1,))
    assert state(judged(tmp_path, vcf)) == "NONE_INCOMPLETE"
    with_hit = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=(1,))
    with_hit.add(FRAMESHIFT, "0/1")
    assert state(judged(tmp_path, with_hit)) == "MONOALLELIC_PLUS_GAP"


@pytest.mark.parametrize("genotype", ["./.", ".", "./0", "0/9"])
def test_missing_genotype_inside_callable_region_is_a_hole(
    tmp_path: Path, assembly: Assembly, genotype: str
) -> None:
    vcf = small(assembly, extra_header=GVCF_HEADER).add(NONSENSE, genotype)
    bed = tmp_path / "callable.bed"
    rows = [(vcf.at(e.start - 51), vcf.at(e.end + 50)) for e in EXON.values()]
    bed.write_text("".join(f"chr6\t{start}\t{end}\n" for start, end in rows))
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")], coverage=[bed])
    document = document_of(result_of(inputs, "P1", Options()))
    exons = [e["small_variants"] for e in document["callability"]["exons"]]
    assert exons == ["not_callable", *["callable"] * 5]
    assert state(document) in {"NONE_INCOMPLETE", "INDETERMINATE"}


def test_carrier_needs_everything_callable(tmp_path: Path, assembly: Assembly) -> None:
    gvcf = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD).add(FRAMESHIFT, "0/1")
    assert state(judged(tmp_path, gvcf)) == "MONOALLELIC_PLUS_GAP"
    # A header that declares <DEL>, in a file without a record, is no search (earned claims 1).
    assert state(judged(tmp_path, gvcf, structural(assembly))) == "MONOALLELIC_PLUS_GAP"
    assert state(judged(tmp_path, gvcf, deletion_search(assembly))) == "MONOALLELIC"


def test_f18_heterozygotes_inside_deletion_contradict(tmp_path: Path, assembly: Assembly) -> None:
    loss = structural(assembly).exons(1, 2, "0/1", pad=300)
    hets = small(assembly).add(SYNONYMOUS, "0/1:30:99", fmt="GT:DP:GQ")
    hets.add(NONSENSE, "0/1:30:99", fmt="GT:DP:GQ")
    document = judged(tmp_path, loss, hets)
    assert state(document) == "INDETERMINATE"
    codes = [c["code"] for c in document["verdict"]["contradictions"]]
    assert codes == ["HETEROZYGOTES_INSIDE_DELETION"]


def test_confident_genotype_inside_homozygous_deletion_contradicts(
    tmp_path: Path, assembly: Assembly
) -> None:
    loss = structural(assembly).exons(1, 2, "1/1", pad=300)
    inside = small(assembly).add(SYNONYMOUS, "0/0:30:99", fmt="GT:DP:GQ")
    assert state(judged(tmp_path, loss, inside)) == "INDETERMINATE"
    weak = small(assembly).add(SYNONYMOUS, "0/0:3:9", fmt="GT:DP:GQ")
    assert state(judged(tmp_path, loss, weak)) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize(
    ("alts", "genotype"),
    [("<CN0>,<CN2>", "1/2:2"), ("<DEL>,<DUP>", "1/2:2"), ("<LOH>", "1/1:2")],
)
def test_f13_f14_loss_of_heterozygosity_is_no_deletion(
    tmp_path: Path, assembly: Assembly, alts: str, genotype: str
) -> None:
    vcf = structural(assembly).deletion(
        EXON[6].start - 9000, EXON[1].end + 9000, genotype, fmt="GT:CN", alt=alts
    )
    document = judged(tmp_path, vcf)
    assert state(document) == "NONE_INCOMPLETE"
    assert [e["reason"] for e in document["ledger"]] == ["COPY_NEUTRAL"]


def test_filtered_call_is_kept_and_marked(tmp_path: Path, assembly: Assembly) -> None:
    vcf = small(assembly).add(NONSENSE, "1/1", filters="LowQual")
    document = judged(tmp_path, vcf)
    assert document["events"][0]["filters"] == ["LowQual"]
    assert (state(document), document["verdict"]["confidence"]) == ("APPARENT_HOM", "low")


def test_unreadable_record_fails_closed(tmp_path: Path, assembly: Assembly) -> None:
    vcf = small(assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)
    vcf.rows.append(f"chr6\t{vcf.at(NONSENSE[0])}\t.\tA?\tT\t50\tPASS\t.\tGT\t0/1")
    document = judged(tmp_path, vcf)
    assert state(document) == "INDETERMINATE"
    assert "RECORD_NOT_READABLE" in [e["reason"] for e in document["ledger"]]


def test_published_splice_variant_counts(tmp_path: Path, assembly: Assembly) -> None:
    # c.949+5G>A: reported in a patient; PVS1 does not apply to +5 (clinical rules 1.3).
    document = judged(tmp_path, small(assembly).add((108_049_248, "C", "T"), "1/1"))
    (event,) = document["events"]
    assert event["hgvs"]["c"] == "c.949+5G>A"
    assert event["pvs1"]["strength"] == "not_applicable"
    assert event["tier"] == "B"
    assert state(document) == "APPARENT_HOM"


def test_f22_star_allele_is_no_variant(tmp_path: Path, assembly: Assembly) -> None:
    vcf = small(assembly).add((NONSENSE[0], "A", "T,*"), "1/2")
    document = judged(tmp_path, vcf)
    assert [e["id"] for e in document["events"]] == [f"6-{vcf.at(NONSENSE[0])}-A-T"]
    assert not state(document).startswith("BIALLELIC")
