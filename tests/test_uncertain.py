"""What is of uncertain significance: no state rests on it, and no sentence is silent about it.

Clinical rules 2.2 (tiers, states reported with tier labels) and 3.2 (a VUS "cannot be used for
clinical decisions"). The missense variant is c.450T>G p.(Asp150Glu).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.golden import gvcf
from tests.knowledge import SourceVcf, knowledge, splice
from tests.vcf_builder import NONSENSE, SYNONYMOUS, Vcf, segment_search

GENE = gene_model(Assembly.GRCH38)
MISSENSE = (GENE.to_genome(GENE.cds_start + 449), "A", "C")
DONOR_6 = (genomic_position(GENE, 949, 6), "A", "C")
"""The sixth base of intron 5, not reported in a patient."""


def judge_person(tmp_path: Path, *vcfs: Vcf, **sources: SourceVcf) -> dict[str, Any]:
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    known = {name: source.write(tmp_path / f"{name}.vcf") for name, source in sources.items()}
    inputs = read_inputs(paths)
    options = Options(knowledge=knowledge(Assembly.GRCH38, **known))
    return document_of(result_of(inputs, "P1", options))


def phased(vcf: Vcf, site: tuple[int, str, str], cell: str) -> Vcf:
    return vcf.add(site, f"{cell}:7:50:60", fmt="GT:PS:GQ:DP")


@pytest.mark.parametrize(("cell", "carrier"), [("1|0", False), ("0|1", True)])
def test_a_carrier_is_not_called_one_beside_an_uncertain_variant_in_trans(
    tmp_path: Path, cell: str, carrier: bool
) -> None:
    """In cis with the stop it changes nothing; in trans the answer depends on it."""
    small = phased(phased(gvcf(), NONSENSE, "0|1"), MISSENSE, cell)
    verdict = judge_person(tmp_path, small, segment_search())["verdict"]
    assert verdict["state"] == "MONOALLELIC"
    assert ("p.(Asp150Glu)" not in verdict["headline"]) is carrier
    assert verdict["headline"].endswith("Consistent with a carrier.") is carrier
    assert verdict["confidence"] == ("high" if carrier else "moderate")
    assert ("EVIDENCE_ON_UNCERTAIN" in [t["code"] for t in verdict["next_tests"]]) is not carrier
    assert "UNCERTAIN_VARIANT" in [reason["code"] for reason in verdict["reasons"]]


def test_its_copy_is_shown_where_it_is_proven(tmp_path: Path) -> None:
    small = phased(phased(gvcf(), NONSENSE, "0|1"), MISSENSE, "1|0")
    document = judge_person(tmp_path, small, segment_search())
    assert document["arrangements"]["count"] == 1
    proteins = {copy["outcome"]["protein"] for copy in document["copies"]}
    assert proteins == {"p.(Cys12Ter)", "p.(Asp150Glu)"}
    assert document["verdict"]["genotype_hgvs"].endswith("c.[36T>A];[450T>G]")


def test_without_phase_it_makes_no_further_arrangement(tmp_path: Path) -> None:
    small = gvcf().add(NONSENSE, "0/1").add(MISSENSE, "0/1")
    document = judge_person(tmp_path, small, segment_search())
    assert document["arrangements"]["count"] == 1
    assert document["verdict"]["genotype_hgvs"].endswith("c.36T>A(;)450T>G")
    assert "only if" in document["verdict"]["headline"]


@pytest.mark.parametrize(
    ("frequency", "named"), [("AF=0.000001;AN=150000", True), ("AF=0.06;AN=150000", False)]
)
def test_nothing_found_names_what_is_uncertain_and_not_what_is_benign(
    tmp_path: Path, frequency: str, named: bool
) -> None:
    small = gvcf().add(MISSENSE, "1/1")
    source = SourceVcf().seen().add(MISSENSE, f"{frequency};AC=1;nhomalt=0")
    document = judge_person(tmp_path, small, segment_search(), frequencies=source)
    verdict = document["verdict"]
    assert verdict["state"] == "NONE_CALLABLE"
    assert ("Of uncertain significance: c.450T>G" in verdict["headline"]) is named
    assert document["events"][0]["uncertain"] is named
    assert verdict["confidence"] == ("moderate" if named else "high")


@pytest.mark.parametrize(("score", "tier"), [(0.20, "B"), (0.19, "C")])
def test_a_predicted_splice_effect_leans_to_loss_of_function(
    tmp_path: Path, score: float, tier: str
) -> None:
    """Tier B from PP3 by splicing (0.20) on; below, named as uncertain."""
    source = SourceVcf().add(DONOR_6, splice(DONOR_6, 0.0, 0.0, 0.0, score))
    document = judge_person(tmp_path, gvcf().add(DONOR_6, "0/1"), segment_search(), splice=source)
    (event,) = document["events"]
    assert (event["tier"], event["uncertain"]) == (tier, tier == "C")
    state = {"B": "MONOALLELIC", "C": "NONE_CALLABLE"}[tier]
    assert document["verdict"]["state"] == state
    effects = {copy["outcome"]["effect"] for copy in document["copies"]}
    assert ("undecided" in effects) is (tier == "B")
    assert ("(effect open)" in document["verdict"]["headline"]) is (tier == "B")


def test_a_benign_class_outweighs_the_prediction(tmp_path: Path) -> None:
    scores = SourceVcf().add(DONOR_6, splice(DONOR_6, 0.0, 0.0, 0.0, 0.5))
    common = SourceVcf().seen().add(DONOR_6, "AF=0.06;AN=150000;AC=9000;nhomalt=300")
    document = judge_person(
        tmp_path, gvcf().add(DONOR_6, "0/1"), segment_search(), splice=scores, frequencies=common
    )
    (event,) = document["events"]
    assert (event["tier"], event["uncertain"]) == ("C", False)


def test_a_silent_variant_away_from_splice_sites_is_not_uncertain(tmp_path: Path) -> None:
    (event,) = judge_person(tmp_path, gvcf().add(SYNONYMOUS, "0/1"), segment_search())["events"]
    assert (event["classification"]["class"], event["uncertain"]) == ("VUS", False)


def test_the_row_of_a_cohort_flags_it(tmp_path: Path) -> None:
    path = gvcf().add(MISSENSE, "1/1").write(tmp_path / "p.vcf")
    (row,), _ = run_annotate([path], tmp_path / "out", knowledge=KnowledgeFiles())
    assert row["flags"] == "UNCERTAIN_VARIANT"
    assert row["class_per_event"] == "c.450T>G VUS"
