"""Order and laboratory file: what a report names, and what of it is refused."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.person.laboratory import read_laboratory
from osteo_annot.intake.person.order import Order, read_order
from osteo_annot.locus.files import resource_text
from osteo_annot.record.policy import read_policy
from osteo_annot.report.result.build import Options
from osteo_annot.report.result.options import options_of
from osteo_annot.report.result.schema import LABORATORY_SCHEMA_NAME, laboratory_schema_text
from tests.vcf_builder import NONSENSE, Vcf

SIGNED = {"issued": "2026-03-09", "signed_by": [{"name": "A. Doe", "role": "head of laboratory"}]}
WHOLE: dict[str, Any] = {
    "vcf_sample": "P1",
    "report_id": "R-1",
    "report_version": 2,
    "report_status": "amended",
    "replaces": {"report_id": "R-1", "version": 1, "reason": "The mother was tested."},
    **SIGNED,
    "date": "2026-03-01",
    "requester": {"name": "B. Roe", "organisation": "Clinic", "contact": "roe@clinic.example"},
    "recipients": ["C. Poe"],
    "laboratory": "Bone genetics",
    "test": "OSTM1, both copies",
    "purpose": "diagnosis",
    "sample": {"quality": "sufficient", "collected": "2026-02-27", "received": "2026-03-01"},
    "consent": {"secondary_findings": "no", "storage": "yes", "reanalysis": "yes"},
    "consanguinity": "yes",
}
LABORATORY = """\
name: Bone genetics
address: |
  1 Hill
  Town
accreditation: ISO 15189, number 1
secondary_findings: None are looked for.
performance:
  - measure: sensitivity
    of: single-base changes
    value: 99.2 %
    source: Validation V-7, 2026-01-02
reanalysis_months: 24
recipients: [The family doctor]
"""


def order_of(tmp_path: Path, content: object) -> Order:
    path = tmp_path / "o.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_order(path)


def laboratory_of(tmp_path: Path, text: str = LABORATORY) -> Path:
    path = tmp_path / "lab.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return path


def fault_of(tmp_path: Path, content: object) -> str:
    with pytest.raises(RefusedError) as caught:
        order_of(tmp_path, content)
    assert {fault.code for fault in caught.value.faults} == {RefusalCode.ORDER_INVALID}
    return caught.value.faults[0].line()


def test_an_order_has_a_field_for_what_a_report_names(tmp_path: Path) -> None:
    """ISO 15189:2022, 7.4.1.6 (content of reports) and 7.4.1.8 (amended reports)."""
    order = order_of(tmp_path, WHOLE)
    assert order.requester.organisation == "Clinic"
    assert order.replaces is not None
    assert order.consent.reanalysis == "yes"
    assert order_of(tmp_path, "\ufeff" + json.dumps(WHOLE)) == order  # as some editors save it


def test_a_bare_line_is_the_name_of_the_requester(tmp_path: Path) -> None:
    """Orders of before: requester was a line."""
    assert order_of(tmp_path, {"requester": "B. Roe"}).requester.name == "B. Roe"
    assert order_of(tmp_path, {}).report_status == "draft"


@pytest.mark.parametrize("status", ["final", "amended"])
def test_no_report_is_final_that_nobody_signed(tmp_path: Path, status: str) -> None:
    """ISO 15189:2022, 7.4.1.6: who reviewed and released stands in the report."""
    change = {"report_status": status, "replaces": {"report_id": "R-0", "reason": "error"}}
    assert "signed_by" in fault_of(tmp_path, {**change, "issued": "2026-03-09"})
    assert order_of(tmp_path, {**change, **SIGNED}).report_status == status
    assert order_of(tmp_path, {"report_status": "preliminary"})


def test_an_amended_report_says_what_it_replaces_and_why(tmp_path: Path) -> None:
    amended = {"report_status": "amended", **SIGNED}
    assert "replaces" in fault_of(tmp_path, amended)
    assert "reason" in fault_of(tmp_path, {**amended, "replaces": {"report_id": "R-0"}})


@pytest.mark.parametrize(
    "value",
    [
        *("2026-02-30", "2026-3-1", "20260301", "1583020800", "2026-03-01T00:00:00", "0001-01-01"),
        *(1583020800, 1e300, True, [], {}, "9999-99-99", "+2026-03-01", ""),
    ],
)
def test_what_is_no_date_is_refused(tmp_path: Path, value: object) -> None:
    """A bare number would be taken for seconds since 1970, which nobody means by a birth date."""
    assert "birth_date" in fault_of(tmp_path, {"person": {"birth_date": value}})


def test_dates_follow_each_other(tmp_path: Path) -> None:
    taken = {"collected": "2026-03-02", "received": "2026-03-01"}
    assert "taken" in fault_of(tmp_path, {"sample": taken})
    received = {"received": "2026-03-10"}
    assert "issued" in fault_of(tmp_path, {"sample": received, "issued": "2026-03-09"})
    assert order_of(tmp_path, {"sample": {"received": "2026-03-09"}, "issued": "2026-03-09"})


DEEP = "[" * 100_000
HOSTILE_JSON = [
    *('{"report_id": ' + DEEP, DEEP + "]" * 100_000, '{"report_version": ' + "9" * 5000 + "}"),
    *('{"report_version": NaN}', '{"report_version": 1e999}', '{"report_version": true}'),
    *(
        '{"report_id": "a", "report_id": "b"}',
        '{"report_id": "\\ud800"}',
        '{"sample": {"type": 7}}',
    ),
    *("", "null", "[]", "7", '"x"', "\x00", '{"family": [null]}', '{"person": []}'),
]


@pytest.mark.parametrize("text", HOSTILE_JSON, ids=range(len(HOSTILE_JSON)))
def test_a_hostile_order_is_refused(tmp_path: Path, text: str) -> None:
    assert "ORDER_INVALID" in fault_of(tmp_path, text)


HOSTILE_YAML = [
    *("name: x\na: " + DEEP, "- " * 100_000, "name: x\nname: y", "name: 2020-13-45", "name: 7"),
    *("name: x\nreanalysis_months: " + "9" * 5000, "name: x\nreanalysis_months: 1.5"),
    *("name: x\nreanalysis_months: yes", "name: x\nreanalysis_months: .inf", "name: &a [*a]"),
    *("", "x", "name: !!python/object:os.system x", "name: !!timestamp x", "name: !!map 3"),
    *(
        "? [a]\n: b",
        "name: x\nrecipients: *y",
        "name: x\nwebsite: y",
        'name: "\\ud800"',
        "name: ''",
    ),
    *("name: x\nperformance: [{measure: s, value: 1 %}]", '{"name": "x", "name": "y"}', "\x00"),
    "a: &a [1, 1, 1, 1]\n" + "".join(f"{y}: &{y} [*{x}, *{x}]\n" for x, y in pairwise("abcdef")),
]


@pytest.mark.parametrize("text", HOSTILE_YAML, ids=range(len(HOSTILE_YAML)))
def test_a_hostile_laboratory_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_laboratory(laboratory_of(tmp_path, text))
    assert {fault.code for fault in caught.value.faults} == {RefusalCode.LABORATORY_INVALID}


@pytest.mark.parametrize("text", ["name: " + DEEP, "name: 2020-13-45", "name: " + "9" * 5000])
def test_a_hostile_policy_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_policy(laboratory_of(tmp_path, text))
    assert caught.value.faults[0].code is RefusalCode.POLICY_INVALID


def test_every_fault_of_a_laboratory_file_is_told(tmp_path: Path) -> None:
    text = "website: x\nperformance:\n  - value: 99 %\n"
    with pytest.raises(RefusedError) as caught:
        read_laboratory(laboratory_of(tmp_path, text))
    places = {fault.where for fault in caught.value.faults}
    assert places == {
        *("lab.yaml, name", "lab.yaml, website"),
        *("lab.yaml, performance.0.measure", "lab.yaml, performance.0.source"),
    }


def test_laboratory_schema_is_current_and_takes_what_the_reader_takes(tmp_path: Path) -> None:
    text = resource_text(LABORATORY_SCHEMA_NAME)
    assert text == laboratory_schema_text()
    read = read_laboratory(laboratory_of(tmp_path))
    assert read.address == "1 Hill\nTown"
    plain = json.loads(read.model_dump_json())
    assert not list(jsonschema.Draft202012Validator(json.loads(text)).iter_errors(plain))


def test_the_laboratory_stands_in_the_result_and_the_order_may_only_name_it(tmp_path: Path) -> None:
    lab = laboratory_of(tmp_path)
    (tmp_path / "o.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    arguments = ["annotate", str(vcf), "--order", str(tmp_path / "o.json"), "--formats", "json"]
    arguments += ["--laboratory", str(lab), "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    result = json.loads((tmp_path / "out" / "P1.json").read_text("utf-8"))
    assert result["laboratory"]["accreditation"] == "ISO 15189, number 1"
    assert result["order"]["replaces"]["reason"] == "The mother was tested."
    kinds = {entry["kind"] for entry in result["provenance"]["inputs"]}
    assert kinds == {"vcf", "order", "laboratory"}


def test_another_laboratory_does_not_lend_its_accreditation(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    lab = laboratory_of(tmp_path, LABORATORY.replace("Bone", "Eye"))
    with pytest.raises(RefusedError) as caught:
        options_of(order=tmp_path / "o.json", laboratory=lab)
    assert caught.value.faults[0].code is RefusalCode.LABORATORY_INVALID
    named = options_of(order=tmp_path / "o.json").laboratory
    assert named is not None
    assert (named.name, named.accreditation) == ("Bone genetics", "")


# Of whom they are


def refused(options: Options, *, others: tuple[str, ...] = ()) -> str:
    """Code of the refusal for the sample P1; empty where there is none."""
    try:
        options.check_person("P1", others)
    except RefusedError as error:
        return error.faults[0].code
    return ""


@pytest.mark.parametrize(
    "place", ["person.identifier", "person.second_identifier", "sample.identifier"]
)
def test_an_order_with_the_number_of_another_sample_is_refused(place: str) -> None:
    outer, inner = place.split(".")
    options = Options(order=Order.model_validate({outer: {inner: "MUM"}}))
    assert refused(options, others=("P1", "MUM")) == RefusalCode.ORDER_INVALID
    assert not refused(options, others=("P1", "DAD"))
    own = Order.model_validate({"vcf_sample": "P1", outer: {inner: "MUM"}})
    assert not refused(Options(order=own), others=("P1", "MUM"))


@pytest.mark.parametrize(
    ("change", "is_refused"),
    [
        ({"birth_date": "2020-01-01"}, False),
        ({"birth_date": "2020-01-02"}, True),
        ({"sex": "male"}, False),
        ({"sex": "female"}, True),
        ({"sex": "unknown"}, False),
        ({}, False),
    ],
)
def test_order_and_phenopacket_tell_of_one_person(change: dict[str, str], is_refused: bool) -> None:
    """ISO 15189:2022, 7.4.1.6: the person is identified by what agrees; neither is shown."""
    order = Order.model_validate({"vcf_sample": "P1", "person": change})
    options = Options(order=order, born=("2020-01-01",), sex=("male",))
    assert refused(options) == (RefusalCode.PHENOPACKET_INVALID if is_refused else "")
    assert not refused(Options(order=order))


def test_a_phenopacket_is_of_the_person_by_any_number_of_the_order() -> None:
    order = Order.model_validate({"person": {"identifier": "PAT-7"}})
    assert refused(Options(subjects=("PAT-7",))) == RefusalCode.PHENOPACKET_INVALID
    assert not refused(Options(subjects=("PAT-7",), order=order))
    assert refused(Options(subjects=("PAT-8",), order=order)) == RefusalCode.PHENOPACKET_INVALID
    assert not refused(Options(subjects=("P1",), order=order))
