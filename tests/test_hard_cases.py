"""Cases in which a careless reading would hurt: each was once answered wrongly or is a near miss.

Rules: clinical rules 2.1 (Z rows), 2.2, 2.4, 4.3, 1.1.4, 1.1.6.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    Vcf,
    deletion_search,
)

E3, E4 = EXON[3], EXON[4]
GOOD = "0/0:30:99:25"


def judged(tmp_path: Path, *vcfs: Vcf, names: tuple[str, ...] = ()) -> dict[str, Any]:
    paths = []
    for index, vcf in enumerate(vcfs):
        path = tmp_path / (names[index] if names else f"{index}.vcf")
        path.parent.mkdir(parents=True, exist_ok=True)
        paths.append(vcf.write(path))
    return document_of(result_of(read_inputs(paths), "P1", Options()))


def state(*args: Any, **kwargs: Any) -> str:
    return judged(*args, **kwargs)["verdict"]["state"]


def sv() -> Vcf:
    return Vcf(extra_header=SV_HEADER)


def covered(*skip: int) -> Vcf:
    return Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=skip)


def trio(tmp_path: Path, vcf: Vcf) -> dict[str, Any]:
    ped = tmp_path / "f.ped"
    ped.write_text("F\tP1\tDAD\tMUM\t1\t2\n")
    inputs = read_inputs([vcf.write(tmp_path / "t.vcf")], pedigree=read_pedigree(ped))
    return document_of(result_of(inputs, "P1", Options()))


# --- a carrier is never called affected -------------------------------------------------------


def test_one_change_told_as_mnv_and_as_two_bases_is_not_trans(tmp_path: Path) -> None:
    mnv = Vcf().add((108_074_601, "CC", "TT"), "0/1")
    bases = Vcf().add((108_074_601, "C", "T"), "0/1").add((108_074_602, "C", "T"), "0/1")
    assert not state(tmp_path, mnv, bases).startswith("BIALLELIC")


def test_unknown_ref_base_is_filled_and_the_event_is_one(tmp_path: Path) -> None:
    other = Vcf().add((NONSENSE[0], "N", "T"), "0/1")
    document = judged(tmp_path, Vcf().add(NONSENSE, "0/1"), other)
    assert [e["hgvs"]["c"] for e in document["events"]] == ["c.36T>A"]


def test_split_alleles_of_one_site_are_in_trans(tmp_path: Path) -> None:
    vcf = Vcf().add((NONSENSE[0], "A", "T"), "0/1").add((NONSENSE[0], "A", "C"), "0/1")
    assert {e["phase"]["source"] for e in judged(tmp_path, vcf)["events"]} == {"same_site"}


def test_two_files_of_one_name_are_two_files(tmp_path: Path) -> None:
    one = Vcf().add(NONSENSE, "0|1:1", fmt="GT:PS")
    other = Vcf().add(NONSENSE_25, "1|0:1", fmt="GT:PS")
    names = ("a/S.vcf", "b/S.vcf")
    assert state(tmp_path, one, other, names=names) == "POSSIBLE_COMPHET_UNPHASED"


def test_f19_haploid_deletion_has_unknown_copies(tmp_path: Path) -> None:
    assert state(tmp_path, sv().exons(3, 3, "1")) == "INDETERMINATE"
    assert state(tmp_path, sv().exons(3, 3, "1:0", fmt="GT:CN")) == "BIALLELIC_HOM_DEL"


@pytest.mark.parametrize(
    ("cell", "expected", "reason"),
    [
        ("1/1:.", "NONE_INCOMPLETE", "SYMBOLIC_ALLELE_NOT_KNOWN"),
        ("0/1:2", "NONE_INCOMPLETE", "COPY_NUMBER_TWO"),
        ("./.:0", "BIALLELIC_HOM_DEL", "SUPPORTS_EVENT"),
        ("0/1:1", "MONOALLELIC_PLUS_GAP", "SUPPORTS_EVENT"),
    ],
)
def test_cnv_is_what_its_copy_number_says(
    tmp_path: Path, cell: str, expected: str, reason: str
) -> None:
    info = f"END={E3.end + 200}"
    vcf = sv().add((E3.start - 200, "N", "<CNV>"), cell, fmt="GT:CN", info=info)
    document = judged(tmp_path, vcf)
    assert document["verdict"]["state"] == expected
    assert [e["reason"] for e in document["ledger"]] == [reason]


def test_overlapping_deletions_that_leave_one_copy_are_not_two(tmp_path: Path) -> None:
    vcf = sv().deletion(108_054_000, 108_059_000, "0/1:1", fmt="GT:CN")
    vcf.deletion(108_054_300, 108_055_000, "0/1:1", fmt="GT:CN")
    assert not state(tmp_path, vcf).startswith("BIALLELIC")


def test_overlapping_imprecise_deletions_are_not_two(tmp_path: Path) -> None:
    vcf = sv().deletion(108_054_000, 108_059_000, "0/1", extra=";IMPRECISE")
    vcf.deletion(108_054_300, 108_055_000, "0/1", extra=";IMPRECISE")
    assert not state(tmp_path, vcf).startswith("BIALLELIC")


@pytest.mark.parametrize(
    ("start", "end", "tier"),
    [
        (108_041_500, 108_043_000, "C"),  # 3' untranslated only
        (108_040_000, 108_043_000, "C"),  # 3' untranslated and beyond
        (108_074_700, 108_076_000, "B"),  # promoter and start of transcription, ATG kept: open
    ],
)
def test_untranslated_deletion_takes_no_coding_exon(
    tmp_path: Path, start: int, end: int, tier: str
) -> None:
    document = judged(tmp_path, sv().deletion(start, end, "1/1", extra=";IMPRECISE"))
    assert document["verdict"]["state"] != "BIALLELIC_HOM_DEL"
    assert document["events"][0]["tier"] == tier
    assert "start_lost" not in document["events"][0]["consequences"]
    assert "stop_lost" not in document["events"][0]["consequences"]


@pytest.mark.parametrize(
    ("alt", "start", "info"),
    [
        ("<INS>", 108_050_000, "SVTYPE=INS;END=108050000;SVLEN=6000"),
        ("<INS:ME:ALU>", 108_042_000, "SVTYPE=INS;SVLEN=300"),
        ("<INV>", 108_000_000, "SVTYPE=INV;END=108100000"),
        ("<DUP>", 108_000_000, "SVTYPE=DUP;END=108100000"),
        ("<DUP:TANDEM>", E4.start - 200, f"SVTYPE=DUP;END={E4.end + 200}"),
        ("<DUP>", 108_041_500, "SVTYPE=DUP;END=108043000"),
    ],
)
def test_harmless_structural_events_are_no_candidates(
    tmp_path: Path, alt: str, start: int, info: str
) -> None:
    document = judged(tmp_path, sv().add((start, "N", alt), "1/1", info=info))
    assert [e["tier"] for e in document["events"]] == ["C"]
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"


@pytest.mark.parametrize(
    ("alt", "start", "info", "tier", "path"),
    [
        ("<INV>", 108_052_000, "SVTYPE=INV;END=108100000", "A", "REARRANGEMENT"),
        ("<DUP:TANDEM>", E3.start - 200, f"SVTYPE=DUP;END={E3.end + 200}", "A", "DUP3"),
        ("<DUP>", E3.start + 20, f"SVTYPE=DUP;END={E3.end + 200}", "B", "OPEN"),
        ("<INS:ME:ALU>", E4.start + 20, "SVTYPE=INS;SVLEN=300", "B", "OPEN"),
    ],
)
def test_structural_events_that_may_break_the_gene_are_candidates(
    tmp_path: Path, alt: str, start: int, info: str, tier: str, path: str
) -> None:
    document = judged(tmp_path, sv().add((start, "N", alt), "0/1", info=info))
    assert [e["tier"] for e in document["events"]] == [tier]
    assert [e["pvs1"]["path"] for e in document["events"]] == [path]
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"


def test_long_deletion_of_known_bases_in_an_exon_is_apparent(tmp_path: Path) -> None:
    ref = embedded_reference(Assembly.GRCH38).fetch(108_074_300, 108_074_361)
    vcf = Vcf().add((108_074_300, ref, ref[0]), "1/1")
    assert state(tmp_path, vcf) == "APPARENT_HOM"


def test_hemizygous_needs_the_sure_part_of_a_passed_deletion(tmp_path: Path) -> None:
    snv = Vcf().add(NONSENSE, "1/1")
    unsure = sv().deletion(108_063_000, 108_065_000, "0/1", extra=";CIEND=-1500,20000")
    assert not state(tmp_path, snv, unsure).startswith("BIALLELIC")
    info = "SVTYPE=DEL;END=108080000"
    failed = sv().add((108_070_000, "N", "<DEL>"), "0/1", info=info, filters="LowQual")
    assert not state(tmp_path, snv, failed).startswith("BIALLELIC")


def test_parent_without_reads_tells_nothing(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1", "DAD", "MUM"))
    vcf.add(NONSENSE, "0/1:30:99", "0/0:0:0", "0/1:30:99", fmt="GT:DP:GQ")
    vcf.add(NONSENSE_25, "0/1:30:99", "0/1:30:99", "0/0:30:99", fmt="GT:DP:GQ")
    assert trio(tmp_path, vcf)["verdict"]["state"] == "POSSIBLE_COMPHET_UNPHASED"


def test_parent_with_few_reads_is_no_carrier(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1", "DAD", "MUM"))
    vcf.add(NONSENSE, "1/1:0,30", "0/1:30,1", "0/1:15,15", fmt="GT:AD")
    assert trio(tmp_path, vcf)["verdict"]["state"] == "APPARENT_HOM"


def test_confident_block_over_a_homozygous_deletion_contradicts(tmp_path: Path) -> None:
    assert state(tmp_path, sv().exons(3, 3, "1/1"), covered()) == "INDETERMINATE"
    assert state(tmp_path, sv().exons(3, 3, "1/1"), covered(3)) == "BIALLELIC_HOM_DEL"


def test_two_copies_of_another_caller_contradict(tmp_path: Path) -> None:
    other = sv().add(
        (E3.start - 900, "N", "<DEL>"), "0/0:2", fmt="GT:CN", info=f"SVTYPE=DEL;END={E3.end + 900}"
    )
    assert state(tmp_path, sv().exons(3, 3, "1/1"), other) == "INDETERMINATE"


@pytest.mark.parametrize(("genotype", "reads"), [("1/1", "15,15"), ("0/1", "0,30")])
def test_reads_that_contradict_the_genotype(tmp_path: Path, genotype: str, reads: str) -> None:
    document = judged(tmp_path, Vcf().add(NONSENSE, f"{genotype}:{reads}", fmt="GT:AD"))
    assert document["verdict"]["state"] == "INDETERMINATE"
    assert document["verdict"]["contradictions"][0]["code"] == "GT_CONTRADICTS_READS"


# --- an affected person is never reassured ----------------------------------------------------


def test_two_deletion_alleles_of_one_record_are_two_copies(tmp_path: Path) -> None:
    info = "SVTYPE=DEL;SVLEN=-1000,-1100"
    vcf = sv().add((108_053_999, "N", "<DEL>,<DEL:ME>"), "1/2", info=info)
    assert state(tmp_path, vcf) == "BIALLELIC_HOM_DEL"


def test_two_precise_deletions_of_one_caller_stay_two(tmp_path: Path) -> None:
    vcf = sv().deletion(108_054_000, 108_055_000, "0/1")
    vcf.deletion(108_054_100, 108_055_150, "0/1")
    assert state(tmp_path, vcf) == "POSSIBLE_COMPHET_UNPHASED"


@pytest.mark.parametrize("cell", ["./.:.", "./.:NaN", "./1:."])
def test_structural_no_call_leaves_a_gap(tmp_path: Path, cell: str) -> None:
    vcf = covered()
    loss = sv().exons(3, 3, cell, fmt="GT:CN")
    assert state(tmp_path, vcf, loss) not in {"NONE_CALLABLE", "MONOALLELIC"}


def test_copy_number_without_alt_is_read(tmp_path: Path) -> None:
    info = f"END={E3.end + 200}"
    vcf = sv().add((E3.start - 200, "N", "."), "./.:0", fmt="GT:CN", info=info)
    assert state(tmp_path, vcf) == "BIALLELIC_HOM_DEL"


def test_star_without_its_deletion_leaves_a_gap(tmp_path: Path) -> None:
    vcf = covered(1).add((NONSENSE[0], "A", "T,*"), "1/2")
    document = judged(tmp_path, vcf, sv())
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert "[=]" not in document["verdict"]["genotype_hgvs"]
    only = covered().add((NONSENSE[0] + 2000, "N", "T,*"), "2/2")
    assert state(tmp_path, only) == "NONE_INCOMPLETE"


def test_half_calls_on_one_side_are_no_cis_pair(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, ".|1:1", fmt="GT:PS").add(FRAMESHIFT, ".|1:1", fmt="GT:PS")
    assert state(tmp_path, vcf) != "CIS_PAIR"


def test_cis_pair_says_what_was_not_examined(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0|1:1", fmt="GT:PS").add(FRAMESHIFT, "0|1:1", fmt="GT:PS")
    assert "not fully examined" in judged(tmp_path, vcf)["verdict"]["headline"]


def test_breakend_that_spans_the_gene_is_in_the_ledger(tmp_path: Path) -> None:
    vcf = covered().add((108_000_000, "N", "N[chr6:108200000["), "1/1")
    document = judged(tmp_path, vcf)
    assert "SUPPORTS_EVENT" in [e["reason"] for e in document["ledger"]]
    # One junction of one caller, with reference blocks of good depth inside: they contradict it.
    codes = [c["code"] for c in document["verdict"]["contradictions"]]
    assert codes == ["GENOTYPE_INSIDE_HOMOZYGOUS_DELETION"]
    assert document["verdict"]["state"] == "INDETERMINATE"


def test_deletion_that_may_reach_the_gene_is_open(tmp_path: Path) -> None:
    vcf = sv().deletion(107_000_000, 108_041_000, "1/1", extra=";CIEND=-50000,50000")
    document = judged(tmp_path, vcf, covered())
    assert document["events"][0]["tier"] == "B"
    assert document["verdict"]["state"] not in {"NONE_CALLABLE", "NONE_INCOMPLETE"}


def test_mosaic_candidate_forbids_a_full_negative(tmp_path: Path) -> None:
    vcf = covered().add(NONSENSE, "0/1:38,2", fmt="GT:AD")
    document = judged(tmp_path, vcf, sv())
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"
    assert "2 of 40 reads" in document["verdict"]["headline"]


def test_rows_of_the_other_assembly_are_seen(tmp_path: Path) -> None:
    vcf = Vcf()
    for position, ref, alt in (NONSENSE, NONSENSE_25, FRAMESHIFT):
        vcf.rows.append(f"chr6\t{position + 321_204}\t.\t{ref}\t{alt}\t.\tPASS\t.\tGT\t0/1")
    with pytest.raises(RefusedError, match="ASSEMBLY_CONFLICT"):
        read_inputs([vcf.write(tmp_path / "a.vcf")])


def test_header_that_only_declares_copy_number_is_no_deletion_caller(tmp_path: Path) -> None:
    line = '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies">'
    vcf = Vcf(extra_header=(*GVCF_HEADER, line)).reference_blocks(GOOD)
    assert {e["deletions"] for e in judged(tmp_path, vcf)["callability"]["exons"]} == {"unknown"}


def test_filtered_blocks_do_not_count(tmp_path: Path) -> None:
    vcf = covered()
    vcf.rows = [row.replace("\t.\tEND", "\tLowGQ\tEND") for row in vcf.rows]
    assert state(tmp_path, vcf) == "NONE_INCOMPLETE"


def test_regions_named_as_not_callable_are_holes(tmp_path: Path) -> None:
    bed = tmp_path / "a.bed"
    bed.write_text(
        f"chr6\t108040000\t108076000\tCALLABLE\nchr6\t{E3.start}\t{E3.start + 5}\tNO_COVERAGE\n"
    )
    inputs = read_inputs([Vcf().write(tmp_path / "a.vcf")], coverage=[bed])
    exons = document_of(result_of(inputs, "P1", Options()))["callability"]["exons"]
    answers = {e["exon"]: e["small_variants"] for e in exons}
    assert answers == {n: "not_callable" if n == 3 else "callable" for n in range(1, 7)}


def test_an_unphased_synonymous_variant_does_not_make_a_gap(tmp_path: Path) -> None:
    vcf = covered(2).add(NONSENSE, "0/1").add((108_074_445, "C", "A"), "0/1")
    document = judged(tmp_path, vcf, sv())
    bed = [e["exon"] for e in document["callability"]["exons"] if e["small_variants"] != "callable"]
    assert bed == [2]
    full = Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD)
    full.add(NONSENSE, "0/1").add((108_074_445, "C", "A"), "0/1")
    assert state(tmp_path, full, deletion_search()) == "MONOALLELIC"


def test_deletion_written_as_unknown_bases_is_read(tmp_path: Path) -> None:
    row = (108_053_999, "N" * 1002, "N")
    document = judged(tmp_path, sv().add(row, "1/1", info="SVTYPE=DEL;SVLEN=-1001"))
    assert document["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    assert document["events"][0]["location"]["start"] == 108_054_000
    assert document["events"][0]["exons"] == [3]


def test_two_callers_with_far_breakpoints_tell_of_one_deletion(tmp_path: Path) -> None:
    one, other = sv().exons(3, 3, "0/1", pad=150), sv().exons(3, 3, "0/1", pad=900)
    document = judged(tmp_path, one, other)
    assert len(document["events"]) == 1
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"


def test_copy_number_segment_without_genotype_is_no_hole(tmp_path: Path) -> None:
    info = "SVTYPE=CNV;END=108200000"
    segment = sv().add((108_000_000, "N", "."), "./.:2", fmt="GT:CN", info=info)
    assert state(tmp_path, covered(), segment) == "NONE_CALLABLE"


# --- nothing crashes, nothing is lost ---------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "ref", "alt", "info"),
    [
        ("108074616", "A", "A", "."),
        ("108074616", "A", "T,A", "."),
        ("108074616", "A", "R", "."),
        ("108074616", "A", "<DEL>", "SVTYPE=DEL;SVLEN=--5"),
        ("108074616", "A", "<DEL>", "SVTYPE=DEL;END=\u00b2"),
        ("108074616", "A", "<DEL>", f"SVTYPE=DEL;END={'9' * 5000}"),
        ("108054000", "N", "<DEL>", "SVTYPE=DEL;END=1000000000"),
        ("108054000", "N", "<DEL>", "SVTYPE=DEL;END=108055000;CIEND=0,2147483647"),
        ("abc", "A", "T", "."),
        ("-5", "A", "T", "."),
        ("1.08e8", "A", "T", "."),
        ("108074616 ", "A", "T", "."),
        ("0", "A", "T", "."),
        ("99999999999", "A", "T", "."),
    ],
)
def test_odd_fields_end_in_the_ledger(
    tmp_path: Path, position: str, ref: str, alt: str, info: str
) -> None:
    vcf = Vcf(extra_header=SV_HEADER, keep_order=True)
    vcf.rows.append(f"chr6\t{position}\t.\t{ref}\t{alt}\t.\tPASS\t{info}\tGT\t0/1")
    document = judged(tmp_path, vcf)
    assert len(document["ledger"]) == 1
    for event in document["events"]:
        assert event["location"]["outer"][1] <= 171_115_067


def test_long_depths_are_no_number(tmp_path: Path) -> None:
    document = judged(tmp_path, Vcf().add(NONSENSE, f"0/1:{'9' * 5000},1", fmt="GT:AD"))
    assert document["events"][0]["evidence"]["allele_depths"] == []


def test_parents_may_be_in_files_of_their_own(tmp_path: Path) -> None:
    ped = tmp_path / "f.ped"
    ped.write_text("F\tP1\tDAD\tMUM\t1\t2\n")
    child = Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / "c.vcf")
    dad = Vcf(samples=("DAD",)).add(NONSENSE, "0/1").add(FRAMESHIFT, "0/0")
    mum = Vcf(samples=("MUM",)).add(NONSENSE, "0/0").add(FRAMESHIFT, "0/1")
    paths = [child, dad.write(tmp_path / "d.vcf"), mum.write(tmp_path / "m.vcf")]
    inputs = read_inputs(paths, pedigree=read_pedigree(ped))
    document = document_of(result_of(inputs, "P1", Options()))
    assert document["verdict"]["state"] == "BIALLELIC_COMPHET_TRANS"


def test_bad_row_elsewhere_does_not_decide(tmp_path: Path) -> None:
    vcf = covered()
    vcf.rows.append("chr6\t108370000\t.\tA?\tT\t.\tPASS\t.\tGT\t0/1")
    assert state(tmp_path, vcf) == "NONE_CALLABLE"


def test_many_benign_heterozygotes_never_hide_a_stop(tmp_path: Path) -> None:
    # Thirty substitutions of exon 4, one a codon, beside one nonsense variant.
    vcf = Vcf().add(NONSENSE_25, "0/1")
    for index in range(30):
        position = E4.end - 3 * index
        base = embedded_reference(Assembly.GRCH38).base(position)
        vcf.add((position, base, "A" if base != "A" else "G"), "0/1")
    document = judged(tmp_path, vcf)
    assert "c.75G>A" in [e["hgvs"]["c"] for e in document["events"] if e["tier"] == "A"]
    assert "c.75G>A" in str(document["verdict"]["reasons"])


def test_part_of_exon_1_without_its_start_codon_is_no_start_loss(tmp_path: Path) -> None:
    document = judged(tmp_path, sv().deletion(108_063_000, 108_074_300, "0/1"))
    (event,) = document["events"]
    assert "start_lost" not in event["consequences"]
    assert event["pvs1"]["path"] == "SS1"
