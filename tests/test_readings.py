"""Both readings of evidence that contradicts itself, side by side, or none (earned claims 9)."""

from __future__ import annotations

from pathlib import Path

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.verdict.pipeline import judge_person
from tests.vcf_builder import EXON, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf


def readings(tmp_path: Path, *vcfs: Vcf) -> dict[str, str]:
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    found = judge_person(read_inputs(paths), "P1").readings
    return {r.premise.value: r.decision.state.value for r in found}


def deletion(assembly: Assembly, cell: str, fmt: str) -> Vcf:
    return Vcf(assembly=assembly, extra_header=SV_HEADER).exons(2, 5, cell, fmt=fmt)


def test_genotype_against_copy_number(tmp_path: Path, assembly: Assembly) -> None:
    assert readings(tmp_path, deletion(assembly, "1/1:1", "GT:CN")) == {
        "genotype": "BIALLELIC_HOM_DEL",
        "copy_number": "MONOALLELIC_PLUS_GAP",
    }


def test_copy_number_of_two_means_no_deletion(tmp_path: Path, assembly: Assembly) -> None:
    assert readings(tmp_path, deletion(assembly, "0/1:2", "GT:CN")) == {
        "genotype": "MONOALLELIC_PLUS_GAP",
        "copy_number": "NONE_INCOMPLETE",
    }


def test_genotype_against_reads(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1:20,20", fmt="GT:AD")
    assert readings(tmp_path, vcf) == {
        "genotype": "APPARENT_HOM",
        "reads": "MONOALLELIC_PLUS_GAP",
    }


def test_agreement_has_no_readings(tmp_path: Path, assembly: Assembly) -> None:
    assert readings(tmp_path, deletion(assembly, "0/1:1", "GT:CN")) == {}
    assert readings(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "1/1:0,40", fmt="GT:AD")) == {}


def test_another_contradiction_has_none(tmp_path: Path) -> None:
    loss = Vcf(extra_header=SV_HEADER).deletion(EXON[2].start - 300, EXON[1].end + 300, "0/1")
    hets = Vcf().add(SYNONYMOUS, "0/1:30:99", fmt="GT:DP:GQ")
    hets.add(NONSENSE, "0/1:30:99", fmt="GT:DP:GQ")
    assert readings(tmp_path, loss, hets) == {}


def test_the_page_shows_both(tmp_path: Path) -> None:
    path = deletion(Assembly.GRCH38, "1/1:1", "GT:CN").write(tmp_path / "a.vcf")
    page = render_html(result_of(read_inputs([path]), "P1", Options()))
    assert "If the genotype is right" in page
    assert "If the copy number is right" in page
