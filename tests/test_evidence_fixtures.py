"""From files to class and state: the evidence fixtures of clinical rules 6, on both assemblies.

Points: clinical rules 1.8 (worked examples) and section 6. The class of a variant and the state of
the person are two sentences; both are looked at.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.report.result.model import Result
from tests.knowledge import SV_FIELDS, SourceVcf, knowledge, splice
from tests.test_known import ONE_STAR, site
from tests.vcf_builder import FRAMESHIFT, NONSENSE, NONSENSE_25, OFFSET, SV_HEADER, SYNONYMOUS, Vcf

OSTEOPETROSIS = ("HP:0011002",)
TRIO = "F1\tP1\tDAD\tMUM\t1\t2\nF1\tDAD\t0\t0\t1\t1\nF1\tMUM\t0\t0\t2\t1\n"


def populations(assembly: Assembly, tmp_path: Path) -> list[Path]:
    """Small variants over all exons, and structural variants beside the gene's exons."""
    shift = OFFSET if assembly is Assembly.GRCH37 else 0
    info = f"SVTYPE=DEL;END={108_061_000 + shift};AF=0.01;AN=20000;N_HOMALT=0"
    return [
        SourceVcf(assembly).seen().write(tmp_path / "small.vcf"),
        SourceVcf(assembly, header=SV_FIELDS)
        .add((108_060_000, "N", "<DEL>"), info)
        .write(tmp_path / "sv.vcf"),
    ]


def judged(
    tmp_path: Path,
    vcf: Vcf,
    known: Knowledge,
    *,
    hpo: tuple[str, ...] = OSTEOPETROSIS,
    ped: str = "",
    others: tuple[Vcf, ...] = (),
) -> dict[str, Any]:
    paths = [v.write(tmp_path / f"p{i}.vcf") for i, v in enumerate((vcf, *others))]
    pedigree = None
    if ped:
        (tmp_path / "f.ped").write_text(ped)
        pedigree = read_pedigree(tmp_path / "f.ped")
    inputs = read_inputs(paths, pedigree=pedigree)
    document = document_of(result_of(inputs, "P1", Options(hpo, knowledge=known)))
    jsonschema.validate(document, json.loads(resource_text("schemas/result.schema.json")))
    return document


def typed(document: dict[str, Any]) -> Result:
    return result_from_json(json_text(document))


def met(event: dict[str, Any]) -> dict[str, str]:
    return {c["code"]: c["strength"] for c in event["classification"]["criteria"]}


def of(event: dict[str, Any], code: str) -> dict[str, Any]:
    return next(c for c in event["classification"]["ledger"] if c["code"] == code)


@pytest.mark.parametrize(
    ("first", "last", "pvs1", "points", "class_", "hint"),
    [
        (1, 6, "very_strong", 10, "P", ""),  # F05
        (2, 5, "strong", 6, "LP", ""),  # F04
        (4, 4, "strong", 6, "LP", ""),  # F08
        (6, 6, "moderate", 4, "VUS", "VUS-hot"),  # F09
    ],
)
def test_f04_f05_f08_f09_homozygous_deletions(
    tmp_path: Path,
    assembly: Assembly,
    first: int,
    last: int,
    pvs1: str,
    points: int,
    class_: str,
    hint: str,
) -> None:
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(first, last, "1/1:0", fmt="GT:CN")
    document = judged(tmp_path, vcf, known)
    (event,) = document["events"]
    assert met(event) == {"PVS1": pvs1, "PM2": "supporting", "PM3": "supporting"}
    found = event["classification"]
    assert (found["class"], found["points"], found["hint"]) == (class_, points, hint)
    assert document["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    assert ("UPGRADEABLE_BY_REVIEWER" in event["pvs1"]["flags"]) is (last == 5)
    assert (event["riggs"]["score"], event["riggs"]["class_by_score"]) == (0.0, "VUS")


def test_f06_a_pathogenic_deletion_in_a_carrier(tmp_path: Path, assembly: Assembly) -> None:
    """One copy lost: the class stays with the variant, the state is that of a carrier.

    PVS1 8 and PM2 1 make 9, likely pathogenic; without a second allele there is no PM3.
    """
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(1, 6, "0/1:1", fmt="GT:CN")
    document = judged(tmp_path, vcf, known)
    (event,) = document["events"]
    assert met(event) == {"PVS1": "very_strong", "PM2": "supporting"}
    assert event["classification"]["class"] == "LP"
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert of(event, "PM3")["path"] == "PM3_NO_SECOND_ALLELE"


def test_f07_two_overlapping_deletions(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER)
    vcf.exons(2, 3, "0/1").exons(3, 4, "0/1")
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    document = judged(tmp_path, vcf, known)
    assert document["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    by_exons = {tuple(e["exons"]): e for e in document["events"]}
    assert by_exons[(3, 4)]["classification"]["class"] == "LP"
    assert of(by_exons[(2, 3)], "PM3")["path"] == "PM3_TRANS_PATHOGENIC"


def test_f02_and_f03_points_of_the_person(tmp_path: Path, assembly: Assembly) -> None:
    """F02: a confirmed homozygote 0.5; F03: hemizygous over a deletion 1.0."""
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    trio = Vcf(assembly=assembly, samples=("P1", "DAD", "MUM"))
    trio.add(NONSENSE_25, "1/1", "0/1", "0/1")
    document = judged(tmp_path, trio, known, ped=TRIO, hpo=())
    assert document["verdict"]["state"] == "BIALLELIC_HOM_SMALL"
    (event,) = document["events"]
    assert event["classification"]["own_points"]["points"] == 0.5
    assert met(event) == {"PVS1": "very_strong", "PM2": "supporting", "PM3": "supporting"}
    assert event["classification"]["class"] == "P"

    deletion = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(1, 2, "0/1:1", fmt="GT:CN")
    small = Vcf(assembly=assembly).add(NONSENSE_25, "1/1")
    document = judged(tmp_path, small, known, others=(deletion,))
    assert document["verdict"]["state"] == "BIALLELIC_HEMI_OVER_DEL"
    for event in document["events"]:
        assert event["classification"]["own_points"]["points"] == 1.0
        assert met(event)["PM3"] == "moderate"


def test_f10_f11_f12_phase_and_pm3(tmp_path: Path, assembly: Assembly) -> None:
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    trio = Vcf(assembly=assembly, samples=("P1", "DAD", "MUM"))
    trio.add(FRAMESHIFT, "0/1", "0/1", "0/0").add(NONSENSE, "0/1", "0/0", "0/1")
    in_trans = judged(tmp_path, trio, known, ped=TRIO)
    assert {e["classification"]["own_points"]["points"] for e in in_trans["events"]} == {1.0}
    unknown = Vcf(assembly=assembly).add(FRAMESHIFT, "0/1").add(NONSENSE, "0/1")
    unphased = judged(tmp_path, unknown, known)
    # Both are LP by PVS1 and PM2 (9 points), so each gives the other 0.25: below supporting.
    assert {e["classification"]["own_points"]["points"] for e in unphased["events"]} == {0.25}
    assert all("PM3" not in met(e) for e in unphased["events"])
    cis = Vcf(assembly=assembly)
    cis.add(FRAMESHIFT, "0|1:7", fmt="GT:PS").add(NONSENSE, "0|1:7", fmt="GT:PS")
    on_one = judged(tmp_path, cis, known)
    assert {e["classification"]["own_points"]["points"] for e in on_one["events"]} == {0.0}


@pytest.mark.parametrize(
    ("score", "pp3", "bp4"),
    [(0.6, "supporting", "not_applicable"), (None, "not_assessable", "not_assessable")],
)
def test_f25_fifth_donor_base(
    tmp_path: Path, assembly: Assembly, score: float | None, pp3: str, bp4: str
) -> None:
    """F25: a donor +5 with SpliceAI 0.6 has PP3 and no PVS1; without a score neither code.

    The rules name intron 4, whose base there is unknown in the bundled reference; the published
    c.949+5G>A of intron 5 is taken.
    """
    place = site(949, "A", 5)
    files: dict[str, Any] = {}
    if score is not None:
        info = splice(place, 0.0, 0.1, 0.0, score)
        files["splice"] = SourceVcf(assembly).add(place, info).write(tmp_path / "s.vcf")
    document = judged(
        tmp_path, Vcf(assembly=assembly).add(place, "0/1"), knowledge(assembly, **files)
    )
    (event,) = document["events"]
    assert event["pvs1"]["strength"] == "not_applicable"
    assert of(event, "PP3")["strength"] == pp3
    assert of(event, "BP4")["strength"] == bp4


def test_f26_silent_variant(tmp_path: Path, assembly: Assembly) -> None:
    info = splice(SYNONYMOUS, 0.0, 0.1, 0.05, 0.0)
    source = SourceVcf(assembly).add(SYNONYMOUS, info).write(tmp_path / "s.vcf")
    vcf = Vcf(assembly=assembly).add(SYNONYMOUS, "0/1")
    (event,) = judged(tmp_path, vcf, knowledge(assembly, splice=source))["events"]
    assert met(event) == {"BP4": "supporting", "BP7": "supporting"}
    assert event["classification"]["class"] == "LB"


@pytest.mark.parametrize("genotype", ["1/1", "0/1"])
def test_f30_frequency_against_a_null_variant(
    tmp_path: Path, assembly: Assembly, genotype: str
) -> None:
    """BA1 stops the classification; the contradiction is shown and no state is built on it."""
    source = (
        SourceVcf(assembly).add(NONSENSE, "AF=0.06;AN=50000;nhomalt=90").write(tmp_path / "af.vcf")
    )
    vcf = Vcf(assembly=assembly).add(NONSENSE, genotype)
    document = judged(tmp_path, vcf, knowledge(assembly, frequencies=source))
    (event,) = document["events"]
    found = event["classification"]
    assert (found["class"], found["posterior"]) == ("B", None)
    assert [c["code"] for c in found["conflicts"]] == ["BENIGN_BY_FREQUENCY_AND_NULL"]
    assert event["tier"] == "A"
    verdict = document["verdict"]
    assert verdict["state"] == "INDETERMINATE"
    assert "BENIGN_BY_FREQUENCY_AND_NULL" in [c["code"] for c in verdict["contradictions"]]
    assert "Consistent with" not in verdict["headline"]


def test_f30_just_below_the_limit_is_no_benign_class(tmp_path: Path, assembly: Assembly) -> None:
    """AF 0.05 is not above 5 %: BS1 remains, against PVS1, and the state stands with low trust."""
    source = SourceVcf(assembly).add(NONSENSE, "AF=0.05;AN=50000").write(tmp_path / "af.vcf")
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1")
    document = judged(tmp_path, vcf, knowledge(assembly, frequencies=source))
    found = document["events"][0]["classification"]
    assert (found["class"], found["points"]) == ("VUS", 4)
    assert [c["code"] for c in found["conflicts"]] == ["STRONG_ON_BOTH_SIDES"]
    assert document["verdict"]["state"] == "APPARENT_HOM"
    assert document["verdict"]["confidence"] == "low"


def test_a_likely_pathogenic_missense_variant_counts_as_a_candidate(
    tmp_path: Path, assembly: Assembly
) -> None:
    """Clinical rules 2.2: tier A is (likely) pathogenic, or PVS1 of moderate strength and more.

    c.135C>A p.(Asp45Glu): PS1 4 (c.135C>G known), PM2 1, PP3 1 by REVEL 0.7: 6 points.
    """
    place, other = site(135, "A"), site(135, "G")
    files = {
        "frequencies": SourceVcf(assembly).seen((1,)).write(tmp_path / "af.vcf"),
        "clinvar": SourceVcf(assembly)
        .add(other, f"CLNSIG=Pathogenic;{ONE_STAR}")
        .write(tmp_path / "c.vcf"),
        "splice": SourceVcf(assembly)
        .add(place, splice(place, 0.0, 0.0, 0.0, 0.0))
        .write(tmp_path / "s.vcf"),
        "missense": SourceVcf(assembly).add(place, "REVEL=0.7").write(tmp_path / "m.vcf"),
    }
    vcf = Vcf(assembly=assembly).add(place, "0/1").add(NONSENSE, "0/1")
    document = judged(tmp_path, vcf, knowledge(assembly, **files))
    event = next(e for e in document["events"] if e["hgvs"]["c"] == "c.135C>A")
    assert met(event) == {"PS1": "strong", "PM2": "supporting", "PP3": "supporting"}
    assert (event["classification"]["class"], event["tier"]) == ("LP", "A")
    assert document["verdict"]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    without = judged(tmp_path, vcf, Knowledge())
    assert without["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"


def test_sources_and_policy_stand_in_the_provenance(tmp_path: Path, assembly: Assembly) -> None:
    files = populations(assembly, tmp_path)
    known = knowledge(assembly, frequencies=files)
    document = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"), known)
    kinds = [f["kind"] for f in document["provenance"]["inputs"]]
    assert kinds == ["vcf", "frequencies", "frequencies"]
    versions = document["provenance"]["versions"]
    assert versions["policy_sha256"] == known.policy.sha256
    limits = [limit["code"] for limit in document["limits"]]
    assert "FREQUENCIES_NOT_GIVEN" not in limits
    assert "CLINVAR_NOT_GIVEN" in limits


def test_what_was_not_given_is_not_assessed_and_never_absent(
    tmp_path: Path, assembly: Assembly
) -> None:
    document = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE, "0/1"), Knowledge())
    (event,) = document["events"]
    assert event["frequency"]["status"] == "not_assessed"
    named = {text.split(":")[0] for text in event["classification"]["not_assessed"]}
    assert {"PM2", "BA1", "BS1", "BS2", "PP3", "PP5, BP6", "PP1, BS4", "PP4"} <= named
    assert event["classification"]["criteria"] == [of(event, "PVS1")]


def test_no_criterion_rests_on_an_assertion_alone(tmp_path: Path, assembly: Assembly) -> None:
    """PP5 and BP6 are retired: a pathogenic entry of the same allele gives no point."""
    info = "CLNSIG=Pathogenic;CLNREVSTAT=reviewed_by_expert_panel"
    source = SourceVcf(assembly).add(SYNONYMOUS, info).write(tmp_path / "c.vcf")
    vcf = Vcf(assembly=assembly).add(SYNONYMOUS, "0/1")
    (event,) = judged(tmp_path, vcf, knowledge(assembly, clinvar=source))["events"]
    assert (event["classification"]["points"], event["classification"]["criteria"]) == (0, [])
    assert event["known"][0]["stars"] == 3


def test_the_page_shows_criteria_and_hostile_text_stays_text(
    tmp_path: Path, assembly: Assembly
) -> None:
    info = "CLNSIG=<script>alert(1)</script>;CLNHGVS==cmd|x"
    files = {
        "clinvar": SourceVcf(assembly, header=("##source=<b>x</b>",))
        .add(NONSENSE, info)
        .write(tmp_path / "c.vcf"),
        "frequencies": SourceVcf(assembly).seen((1,)).write(tmp_path / "<i>.vcf"),
    }
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1")
    page = render_html(typed(judged(tmp_path, vcf, knowledge(assembly, **files))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>x</b>" not in page
    assert "<i>.vcf" not in page
    assert "Would be overturned by" in page
    assert "PM2_ABSENT" in page


def test_the_same_files_give_the_same_bytes(tmp_path: Path, assembly: Assembly) -> None:
    known = knowledge(assembly, frequencies=populations(assembly, tmp_path))
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1").add(FRAMESHIFT, "0/1")
    pages = {render_html(typed(judged(tmp_path, vcf, known))) for _ in range(2)}
    assert len(pages) == 1
