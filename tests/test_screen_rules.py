"""What the screen of a wide file takes for the same answer is the same answer, rule by rule.

Each person has one odd cell that some rule asks about: reads against the genotype, half and
haploid calls, filters, spanning alleles, rows that are not understood, changes that restore a
frame. Whoever is put into one group by the screen gets, judged alone, what the others get.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.vcf import wide
from osteo_annot.locus.assembly import Assembly
from osteo_annot.verdict.pipeline import judge_person
from osteo_annot.verdict.screen import screened
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf, bcf_of

PLAIN = "0/0:30,0:30:60"
FORMAT = "GT:AD:DP:GQ"
INTRON = (EXON[2].end + 3_000, "N", "T")
RESTORING = (108_064_280, "C", "CGG")

CELLS: dict[str, tuple[tuple[int, str, str], str, str, str]] = {
    # name: site, cell, filters, whether somebody who carries it is the same as nobody
    "stop": (NONSENSE, "0/1:15,15:30:60", "PASS", "own"),
    "stop_on_both": (NONSENSE, "1/1:0,30:30:60", "PASS", "own"),
    "stop_half": (NONSENSE, "./1:0,15:15:60", "PASS", "own"),
    "stop_haploid": (NONSENSE, "1:0,30:30:60", "PASS", "own"),
    "stop_few_reads": (NONSENSE, "0/1:28,2:30:60", "PASS", "own"),
    "stop_denied": (NONSENSE, "0/0:20,10:30:60", "PASS", "own"),
    "stop_no_read": (NONSENSE, "0/1:30,0:30:60", "PASS", "own"),
    "stop_reads_of_both": (NONSENSE, "1/1:15,15:30:60", "PASS", "own"),
    "stop_filtered": (NONSENSE, "0/1:15,15:30:60", "LowQual", "own"),
    "stop_weak": (NONSENSE, "0/1:2,2:4:9", "PASS", "own"),
    "stop_malformed": (NONSENSE, "0/9:15,15:30:60", "PASS", "own"),
    "stop_missing": (NONSENSE, "./.:0,0:0:0", "PASS", "alike"),
    "frame": (FRAMESHIFT, "0/1:15,15:30:60", "PASS", "own"),
    "restoring": (RESTORING, "0/1:15,15:30:60", "PASS", "own"),
    "restoring_missing": (RESTORING, "./.:0,0:0:0", "PASS", "alike"),
    "silent": (SYNONYMOUS, "0/1:15,15:30:60", "PASS", "alike"),
    "silent_on_both": (SYNONYMOUS, "1/1:0,30:30:60", "PASS", "alike"),
    "silent_denied": (SYNONYMOUS, "0/0:15,15:30:60", "PASS", "own"),
    "intron": (INTRON, "0/1:15,15:30:60", "PASS", "alike"),
    "intron_missing": (INTRON, "./.:0,0:0:0", "PASS", "alike"),
    "spanning": ((NONSENSE[0], "A", "*"), "0/1:15,15:30:60", "PASS", "own"),
    "extra_value": (SYNONYMOUS, "0/1:15,15:30:60:7", "PASS", "own"),
    "plain": (SYNONYMOUS, PLAIN, "PASS", "alike"),
}


@pytest.mark.parametrize("assembly", list(Assembly), ids=str)
def test_one_group_is_one_answer(tmp_path: Path, assembly: Assembly) -> None:
    names = list(CELLS)
    vcf = Vcf(names, assembly, extra_header=SV_HEADER)
    for number, (site, cell, filters, _) in enumerate(CELLS.values()):
        cells = [cell if n == number else PLAIN for n in range(len(names))]
        vcf.add(site, *cells, fmt=FORMAT, filters=filters)
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")])
    screen = screened(inputs)
    assert sorted([*screen.own, *(n for group in screen.alike.values() for n in group)]) == sorted(
        names
    )
    for group in screen.alike.values():
        answers = {}
        for name in group:
            verdict = judge_person(inputs, name).verdict
            answers[name] = (verdict.state, verdict.confidence, verdict.contradictions)
        assert len(set(map(str, answers.values()))) == 1, answers


@pytest.mark.parametrize("name", list(CELLS))
def test_who_must_be_judged_alone(tmp_path: Path, name: str) -> None:
    """Alone in a file with one plain person: no other record makes the screen careful."""
    site, cell, filters, expected = CELLS[name]
    vcf = Vcf(("PLAIN", "P1"), extra_header=SV_HEADER)
    vcf.add(site, PLAIN, cell, fmt=FORMAT, filters=filters)
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")])
    screen = screened(inputs)
    if expected == "own":
        assert "P1" in screen.own
    verdicts = {n: judge_person(inputs, n).verdict for n in ("PLAIN", "P1")}
    same = verdicts["PLAIN"].headline == verdicts["P1"].headline
    assert same or "P1" in screen.own or "P1" not in screen.alike.get((), [])
    assert "PLAIN" in screen.alike.get((), [])


@pytest.mark.parametrize(
    ("fmt", "plain", "denied"),
    [
        ("GT:AD:DP", "0/0:30,0:30", "0/0:15,15:30"),
        ("GT:AD:DP:VAF", "0/0:.:30:0", "0/0:.:30:0.5"),
        ("GT:DP:RO:AO", "0/0:30:30:0", "0/0:30:15:15"),
        ("GT:ADF:ADR", "0/0:15,0:15,0", "0/0:8,7:7,8"),
        ("GT:DP:DP4", "0/0:30:15,15,0,0", "0/0:30:8,7,7,8"),
        ("GT:DP:FREQ", "0/0:30:0%", "0/0:30:50%"),
    ],
)
@pytest.mark.parametrize("assembly", list(Assembly), ids=str)
def test_reads_in_the_fields_of_any_caller_deny(
    tmp_path: Path, assembly: Assembly, fmt: str, plain: str, denied: str
) -> None:
    vcf = Vcf(("PLAIN", "P1"), assembly).add(SYNONYMOUS, plain, denied, fmt=fmt)
    screen = screened(read_inputs([vcf.write(tmp_path / "a.vcf")]))
    assert "P1" in screen.own
    assert "PLAIN" not in screen.own


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize("container", ["vcf", "bcf"])
@pytest.mark.parametrize(("cn", "alone"), [("1", ["A"]), ("2", [])])
def test_a_reference_genotype_whose_copy_number_denies_it_is_read(
    tmp_path, monkeypatch, assembly, container, cn, alone
):
    """The oracle is the text of the same rows: arrays hold genotypes, not copy numbers."""
    fields = (("INFO", "END"), ("FORMAT", "CN"))
    header = [f'##{kind}=<ID={n},Number=1,Type=Integer,Description="x">' for kind, n in fields]
    texts = (("INFO", "SVTYPE"), ("FORMAT", "GT"))
    header += [f'##{kind}=<ID={n},Number=1,Type=String,Description="x">' for kind, n in texts]
    vcf = Vcf(samples=("A", "B", "C"), assembly=assembly, extra_header=tuple(header))
    info = f"SVTYPE=DEL;END={vcf.at(108_055_000)}"
    cells = (f"0/0:{cn}", "0/0:2", "0/0:2")
    vcf.add((108_054_000, "N", "<DEL>"), *cells, fmt="GT:CN", info=info)
    path = vcf.write(tmp_path / "cohort.vcf")
    if container == "bcf":
        path = bcf_of(path)
    monkeypatch.setattr(wide, "WIDE", 2)
    assert screened(read_inputs([path])).own == alone


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(("apart", "alike"), [(1, False), (2, False), (3, True), (40, True)])
def test_a_crowded_change_asks_only_beside_another_one(
    tmp_path: Path, assembly: Assembly, apart: int, alike: bool
) -> None:
    """Clinical rules 2.8: two changes of one base meet in a codon, two bases apart at most."""
    utr = EXON[6].start + 40  # behind the stop codon: breaks nothing alone
    vcf = Vcf(("PLAIN", "ONE", "OTHER", "BOTH"), assembly)
    vcf.add((utr, "N", "T"), PLAIN, "0/1:15,15:30:60", PLAIN, "0/1:15,15:30:60", fmt=FORMAT)
    vcf.add((utr + apart, "N", "T"), PLAIN, PLAIN, *["0/1:15,15:30:60"] * 2, fmt=FORMAT)
    # Somebody else has one within two bases of each: nobody is lonely in the file.
    for place in (utr - 1, utr + apart + 1):
        vcf.add((place, "N", "G"), *["./.:0,0:0:0"] * 4, fmt=FORMAT)
    screen = screened(read_inputs([vcf.write(tmp_path / "a.vcf")]))
    assert {"PLAIN", "ONE", "OTHER"} <= set(screen.alike[()])
    assert ("BOTH" in screen.alike[()]) is alike
