"""A report that was signed, in every format: no draft mark, who, as what, when, on what.

Expected by review.md ("Sign", "Amend"), ISO 15189:2022 7.4.1.6 and 7.4.1.8, and HL7 FHIR R4
(DiagnosticReport.status, Observation.status: final, amended, corrected, entered-in-error).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pypdf import PdfReader

from osteo_annot.locus.files import resources
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of
from osteo_annot.report.files import write_format
from osteo_annot.report.formats import Format
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.document import document_of, json_text, result_from_json
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import Release
from osteo_annot.report.result.schema import SCHEMA_NAME, SIGNED_SCHEMA_NAME, signed_schema_text
from osteo_annot.report.result.signed import signed_from_json
from osteo_annot.sentences.language import Language
from tests import golden
from tests.hostile import CORPUS
from tests.signed import ALL, AMENDED, CORRECTED, FINAL, SEAL, WITHDRAWN, signed
from tests.typed import small_event, small_result, with_texts
from validation.fhir_guide.base import base_faults
from validation.fhir_guide.check import Checker

PROPOSAL = small_result(small_event())
EVERY_PAGE = {
    "final": "Final report, version 1",
    "amended": "Version 2: amended, replaces version 1 of 2026-10-02",
    "corrected": "an error is corrected: amended, replaces version 1 of 2026-10-02",
    "withdrawn": "WITHDRAWN on 2026-12-01: version 1 is not valid",
    "replaced": "REPLACED on 2026-12-01: version 2 stands in the place of version 1",
}
STATUS = {
    "final": "final",
    "amended": "amended",
    "corrected": "corrected",
    "withdrawn": "entered-in-error",
    "replaced": "final",
}


def site(result: Result) -> Site:
    return Site("chr6", embedded_reference(result.assembly))


def written(format_: Format, result: Result, folder: Path) -> Path:
    path = folder / f"r{format_.suffixes[0]}"
    write_format(format_, result, path, site(result))
    return path


def of_type(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


@pytest.mark.parametrize("name", ALL)
def test_the_page_says_who_signed_as_what_when_and_what(name: str) -> None:
    page = render_html(signed(PROPOSAL, ALL[name]))
    assert EVERY_PAGE[name] in page
    for said in ("Dr. Ada Reed", "first reviewer", "2026-11-30 09:15 UTC", "signed for release"):
        assert said in page
    for value in (SEAL.content, SEAL.result, SEAL.decisions, SEAL.policy, SEAL.versions, SEAL.head):
        assert value in page
    assert "c.36T&gt;A, PM2: rejected" in re.sub("<[^>]*>", "", page)
    assert "The cohort is small." in page
    assert 'class="status draft"' not in page
    assert ('class="draft-mark"' in page) == (name in {"withdrawn", "replaced"})
    assert "Proposed class" not in page
    assert 'type="checkbox"' not in page


def test_a_proposal_says_none_of_it() -> None:
    page = render_html(PROPOSAL)
    assert 'class="draft-mark"' in page
    assert "Signatures and decisions" not in page
    assert "Proposed class" in page


@pytest.mark.parametrize("name", ALL)
def test_every_page_of_the_pdf_tells_the_standing(name: str, tmp_path: Path) -> None:
    path = written(Format.PDF, signed(PROPOSAL, ALL[name]), tmp_path)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    assert len(pages) > 2
    assert all(EVERY_PAGE[name] in page for page in pages)
    assert "Dr. Ben Stone" in pages[0]
    assert SEAL.content in pages[0].replace(" ", "")
    if name == "amended":
        assert "state: possible → proven" in pages[0]
        assert "The parents were tested." in pages[0]


def test_in_german_too() -> None:
    page = render_html(signed(PROPOSAL, AMENDED), Language.DE)
    assert "geändert, ersetzt Version 1 vom 2026-10-02" in page
    assert "Freigabe" in page


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("case", ["F02", "F04"])
def test_the_bundle_has_the_status_of_the_standard_and_keeps_the_guide(
    name: str, case: str, tmp_path: Path
) -> None:
    result = signed(golden.judged(case, tmp_path), ALL[name])
    bundle = fhir_of(result, site(result))
    assert Checker(bundle).faults() + base_faults(bundle) == []
    report = bundle["entry"][0]["resource"]
    assert report["status"] == STATUS[name]
    assert {o["status"] for o in of_type(bundle, "Observation")} == {STATUS[name]}
    assert report["issued"] == "2026-11-30T14:02:07Z"
    assert len(report["resultsInterpreter"]) == 2
    (provenance,) = of_type(bundle, "Provenance")
    assert provenance["target"] == [{"reference": bundle["entry"][0]["fullUrl"]}]
    assert SEAL.content in json.dumps(provenance)
    assert "not reviewed" not in json.dumps(bundle)
    replaces = [e for e in report["extension"] if e["url"].endswith("diagnosticReport-replaces")]
    assert bool(replaces) == (name in {"amended", "corrected"})
    assert report["conclusion"].startswith("WITHDRAWN") == (name == "withdrawn")
    assert report["conclusion"].startswith("REPLACED") == (name == "replaced")


PROGRESS = {"final": "SOLVED", "amended": "SOLVED", "withdrawn": "UNKNOWN_PROGRESS"}


@pytest.mark.parametrize("name", PROGRESS)
def test_the_phenopacket_is_solved_as_far_as_the_verdict_and_open_once_withdrawn(
    name: str, tmp_path: Path
) -> None:
    solved = golden.judged("F02", tmp_path)
    packet = json.loads(
        written(Format.PHENOPACKET, signed(solved, ALL[name]), tmp_path).read_text()
    )
    packet = packet.get("proband", packet)
    (case,) = packet["interpretations"]
    assert case.get("progressStatus", "UNKNOWN_PROGRESS") == PROGRESS[name]
    told = json.dumps(case["diagnosis"])
    assert ("CAUSATIVE" in told) == (name != "withdrawn")
    assert SEAL.content in case["summary"]
    unsolved = signed(golden.judged("F11", tmp_path))
    (case,) = json.loads(written(Format.PHENOPACKET, unsolved, tmp_path).read_text())[
        "interpretations"
    ]
    assert case["progressStatus"] == "UNSOLVED"


def test_the_workbook_has_signatures_decisions_and_changes(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(written(Format.XLSX, signed(PROPOSAL, AMENDED), tmp_path))
    assert {"Signatures", "Decisions", "Changes"} <= set(book.sheetnames)
    told = " ".join(str(c.value) for row in book["Signatures"].iter_rows() for c in row)
    assert EVERY_PAGE["amended"] in told
    assert SEAL.content in told
    assert "decision" not in [cell.value for cell in book["Criteria"][1]]
    assert "DRAFT" not in " ".join(sheet.oddFooter.left.text for sheet in book.worksheets)
    plain = load_workbook(written(Format.XLSX, PROPOSAL, tmp_path))
    assert "Signatures" not in plain.sheetnames
    assert "decision" in [cell.value for cell in plain["Criteria"][1]]


@pytest.mark.parametrize("name", ALL)
def test_the_json_is_the_result_with_its_release_and_comes_back(name: str) -> None:
    result = signed(PROPOSAL, ALL[name])
    text = json_text(document_of(result))
    assert signed_from_json(text) == result
    with pytest.raises(ValueError, match="release"):
        result_from_json(text)  # a final report is no proposal
    document = json.loads(text)
    release = document.pop("release")
    assert release["seal"]["content"] == SEAL.content
    assert document.keys() == document_of(PROPOSAL).keys()
    assert document["order"]["report_status"] in {"final", "amended"}


@pytest.mark.parametrize(
    "format_",
    [Format.JSON, Format.HTML, Format.PDF, Format.XLSX, Format.FHIR, Format.PHENOPACKET],
)
def test_the_same_signed_report_has_the_same_bytes(format_: Format, tmp_path: Path) -> None:
    result = signed(PROPOSAL, AMENDED)
    first = written(format_, result, tmp_path).read_bytes()
    assert written(format_, result, tmp_path).read_bytes() == first


def test_the_schema_of_a_signed_report_is_current_and_keeps_them() -> None:
    text = (resources() / SIGNED_SCHEMA_NAME).read_text("utf-8")
    assert text == signed_schema_text()
    schema = json.loads(text)
    result_schema = json.loads((resources() / SCHEMA_NAME).read_text("utf-8"))
    for release in ALL.values():
        document = document_of(signed(PROPOSAL, release))
        jsonschema.validate(document, schema)
        del document["release"]["seal"]["head"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, schema)
        del document["release"]
        jsonschema.validate(document, result_schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document_of(PROPOSAL), schema)


def test_page_one_bears_many_changes() -> None:
    old = AMENDED.replaces
    assert old is not None
    many = replace(AMENDED, replaces=replace(old, changes=[f"change {n}" for n in range(40)]))
    page = render_html(signed(PROPOSAL, many))
    one = page[: page.index('id="evidence"')]
    assert "change 4" in one
    assert "change 5" not in one
    assert "35 further changes in the appendix" in one
    assert "change 39" in page


@pytest.mark.parametrize("release", [AMENDED, CORRECTED, WITHDRAWN], ids=lambda r: r.standing)
def test_hostile_texts_of_reviewers_stay_text(release: Release, tmp_path: Path) -> None:
    for text in CORPUS:
        hostile = with_texts(
            release,
            lambda name, told, text=text: text if name in {"name", "role", "reason", "by", "text"}
            else told,
        )  # fmt: skip
        page = render_html(signed(PROPOSAL, hostile))
        assert "<script" not in page.lower()
        assert "onerror=" not in page.lower() or "&lt;" in page
    written(Format.PDF, signed(PROPOSAL, hostile), tmp_path)


def test_what_was_not_examined_enough_says_so_on_every_page() -> None:
    for release, standing in ((FINAL, "Final report, version 1"), (AMENDED, "Version 2: amended")):
        page = render_html(signed(PROPOSAL, release, incomplete=True))
        assert standing in page
        assert "; not examined enough, no negative result" in page
        assert "negative" in page[: page.index("</head>")]  # at the foot of each page


def test_an_earlier_report_of_the_order_is_kept() -> None:
    """A laboratory's own earlier report stands until the review has a version before this one."""
    from osteo_annot.intake.person.order import Order

    order = Order.model_validate(
        {
            "report_id": "R-9",
            "report_status": "amended",
            "issued": "2026-01-05",
            "signed_by": [{"name": "X"}],
            "replaces": {"report_id": "R-8", "reason": "Typing error."},
        }
    ).head
    first = signed(replace(PROPOSAL, order=order), FINAL)
    assert first.order is not None
    assert first.order.replaces is not None
    assert first.order.replaces.report_id == "R-8"
    assert first.order.report_status == "final"
    second = signed(replace(PROPOSAL, order=order), AMENDED)
    assert second.order is not None
    assert second.order.replaces is not None
    assert second.order.replaces.report_id == "R-9"
    assert [one.name for one in second.order.signed_by] == ["Dr. Ada Reed", "Dr. Ben Stone"]
