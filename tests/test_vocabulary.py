"""Words of sources of knowledge: those that are not known are told, and read as nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.locus.assembly import Assembly
from tests.knowledge import SV_FIELDS, SourceVcf
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, SV_HEADER, Vcf

TWO_STARS = "CLNREVSTAT=criteria_provided,_multiple_submitters,_no_conflicts"


def document(folder: Path, vcf: Vcf, **sources: SourceVcf) -> dict[str, Any]:
    files = {name: (one.write(folder / f"{name}.vcf"),) for name, one in sources.items()}
    path = vcf.write(folder / "p.vcf")
    known = KnowledgeFiles(**files)
    run_annotate([path], folder / "out", knowledge=known, formats=["json", "html"])
    told: dict[str, Any] = json.loads((folder / "out" / "P1.json").read_text("utf-8"))
    return told


def warnings(told: dict[str, Any]) -> list[str]:
    return [n["text"] for n in told["input_notes"] if n["code"] == "SOURCE_WORD_UNKNOWN"]


def clinvar(assembly: Assembly, *infos: str) -> SourceVcf:
    source = SourceVcf(assembly=assembly)
    for shift, info in enumerate(infos):
        position, ref, alt = NONSENSE if not shift else FRAMESHIFT
        source.add((position, ref, alt), info, filters=".", name=str(100 + shift))
    return source


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(
    ("info", "told"),
    [
        (f"CLNSIG=Pathogenic/Likely_pathogenic,_low_penetrance|drug_response;{TWO_STARS}", []),
        (f"CLNSIG=Conflicting_classifications_of_pathogenicity;{TWO_STARS}", []),
        (f"CLNSIG=Clinically_relevant;{TWO_STARS}", ["CLNSIG clinically relevant, 1 record"]),
        ("CLNSIG=Benign;CLNREVSTAT=checked_by_robot", ["CLNREVSTAT checked by robot, 1 record"]),
        ("CLNSIG=Pathogenic;CLNREVSTAT=practice_guideline", []),
    ],
)
def test_a_word_of_clinvar_that_is_not_known_is_told(
    tmp_path: Path, assembly: Assembly, info: str, told: list[str]
) -> None:
    """ClinVar: documentation of its VCF and of its review status."""
    vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1")
    found = warnings(document(tmp_path, vcf, clinvar=clinvar(assembly, info)))
    assert found == [f"clinvar.vcf: {word}" for word in told]


@pytest.mark.parametrize("assembly", Assembly)
@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("0.02|0.9|0|1", []),
        (".|.|.|.", []),
        ("0.02|high|0.00|0.00", ["SpliceAI high, 1 record"]),
        ("nan|1.7|0.00|0.00", ["SpliceAI 1.7, 1 record", "SpliceAI nan, 1 record"]),
    ],
)
def test_a_splice_score_that_is_no_number_is_told(
    tmp_path: Path, assembly: Assembly, cells: str, told: list[str]
) -> None:
    """SpliceAI: delta scores are numbers from 0 to 1; a dot is no score."""
    source = SourceVcf(assembly=assembly)
    source.add(NONSENSE, f"SpliceAI={NONSENSE[2]}|OSTM1|{cells}|1|2|3|4", filters=".")
    vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1")
    assert warnings(document(tmp_path, vcf, splice=source)) == [f"splice.vcf: {w}" for w in told]


@pytest.mark.parametrize(("name", "told"), [("AF_mars", True), ("AF_nfe", False)])
def test_a_group_of_a_frequency_that_is_not_known_is_told(
    tmp_path: Path, name: str, told: bool
) -> None:
    source = SourceVcf().add(NONSENSE, f"AF=0.1;AN=100000;{name}=0.1")
    found = document(tmp_path, Vcf().add(NONSENSE, "0/1"), gnomad=source)
    codes = {n["code"] for n in found["input_notes"] if name in n["text"]}
    assert codes == ({"SOURCE_FIELD_NEW"} if told else set())


def test_a_word_that_is_not_known_stands_on_page_one(tmp_path: Path) -> None:
    for info, shown in (("CLNSIG=New_word", True), ("CLNSIG=Pathogenic", False)):
        source = clinvar(Assembly.GRCH38, f"{info};CLNREVSTAT=practice_guideline")
        document(tmp_path, Vcf().add(NONSENSE, "0/1"), clinvar=source)
        page = (tmp_path / "out" / "P1.html").read_text("utf-8")
        first = page[page.index('id="page-one"') : page.index('id="sign"')]
        assert ("CLNSIG new word, 1 record" in first) is shown


def test_the_records_that_use_a_word_are_counted(tmp_path: Path) -> None:
    source = clinvar(Assembly.GRCH38, *["CLNSIG=New_word;CLNREVSTAT=practice_guideline"] * 2)
    found = warnings(document(tmp_path, Vcf().add(NONSENSE, "0/1"), clinvar=source))
    assert found == ["clinvar.vcf: CLNSIG new word, 2 records"]


def test_an_unknown_review_status_has_no_star(tmp_path: Path) -> None:
    for status, stars in (("criteria_provided,_single_submitter", 1), ("criteria_provided,_x", 0)):
        source = clinvar(Assembly.GRCH38, f"CLNSIG=Pathogenic;CLNREVSTAT={status}")
        (event,) = document(tmp_path, Vcf().add(NONSENSE, "0/1"), clinvar=source)["events"]
        own = next(k for k in event["known"] if k["source"].startswith("clinvar.vcf"))
        assert own["stars"] == stars


def test_what_submitters_in_conflict_say_is_shown(tmp_path: Path) -> None:
    """ClinVar's CLNSIGCONF, with the number of submitters of each."""
    info = "CLNSIG=Conflicting_classifications_of_pathogenicity;"
    info += "CLNSIGCONF=Pathogenic(2)|Uncertain_significance(1);"
    source = clinvar(
        Assembly.GRCH38, info + "CLNREVSTAT=criteria_provided,_conflicting_classifications"
    )
    told = document(tmp_path, Vcf().add(NONSENSE, "0/1"), clinvar=source)
    own = next(k for k in told["events"][0]["known"] if k["source"].startswith("clinvar.vcf"))
    assert own["conflict"] == "Pathogenic (2), Uncertain significance (1)"
    assert "Uncertain significance (1)" in (tmp_path / "out" / "P1.html").read_text("utf-8")


@pytest.mark.parametrize("assembly", Assembly)
def test_a_filter_that_is_not_known_is_told_and_never_absence(
    tmp_path: Path, assembly: Assembly
) -> None:
    """gnomAD: the FILTER lines of its files; a filtered record is not assessed, not absent."""
    for word, told in (("AC0", []), ("NEW_FILTER", ["gnomad.vcf: FILTER NEW_FILTER, 1 record"])):
        source = SourceVcf(assembly=assembly).seen()
        source.add(NONSENSE, "AC=5;AN=150000;AF=3e-5", filters=word)
        vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1")
        found = document(tmp_path, vcf, gnomad=source)
        assert warnings(found) == told
        assert found["events"][0]["frequency"]["status"] == "not_assessed"


@pytest.mark.parametrize(
    ("kind", "status", "told"),
    [
        ("INV", "absent", []),
        ("LOSS", "not_assessed", ["gnomad.vcf: SVTYPE LOSS, 1 record"]),
    ],
)
def test_a_structural_kind_that_is_not_known_is_never_absence(
    tmp_path: Path, kind: str, status: str, told: list[str]
) -> None:
    """The file could see deletions (one elsewhere), but what stands over the exon is not read."""
    exon, last = EXON[3], EXON[6]
    info = "END={};SVTYPE={};AF=0.01;AC=20;AN=2000"
    source = SourceVcf(header=SV_FIELDS)
    place = (exon.start - 200, "N", f"<{kind}>")
    source.add(place, info.format(exon.end + 200, kind))
    source.add((last.start + 500, "N", "<DEL>"), info.format(last.start + 900, "DEL"))
    vcf = Vcf(extra_header=SV_HEADER).exons(3, 3, "0/1")
    found = document(tmp_path, vcf, gnomad=source)
    assert warnings(found) == told
    assert found["events"][0]["frequency"]["status"] == status
