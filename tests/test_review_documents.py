"""The documents of a signed report as a store tells it: every format, and the same bytes again.

Expected by review.md ("Sign", "Amend", "Confirmation"): who signed, as what, when; hashes; what was
decided by whom; "amended, replaces version n of DATE"; no time but those of events.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from osteo_annot.errors import RefusedError
from osteo_annot.evidence.criterion import Strength
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.signed import signed_from_json
from osteo_annot.review.compared import snapshot_of
from osteo_annot.review.comparison import compare
from osteo_annot.review.decisions import (
    ConfirmationOrdered,
    ConfirmationResult,
    Decision,
    ParentsTested,
)
from osteo_annot.review.documents.final import (
    KEPT,
    documents_of,
    kept_formats,
    order_documents,
)
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import UserRole
from osteo_annot.review.final_report import DecisionLine, FinalReport, Signature
from osteo_annot.review.record import Withdrawal
from osteo_annot.review.results import keys_of
from tests import golden

DAY = datetime(2026, 11, 30, 9, 15, 40, 123456, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 14, 2, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def unphased(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Two variants on copies that are not known."""
    return golden.judged("F11", tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The same with the parents."""
    return golden.judged("F10", tmp_path_factory.mktemp("two"))


def key_of(result: Result, name: str) -> str:
    keys = keys_of(snapshot_of(result))
    return next(keys[event.id] for event in result.events if event.hgvs.c == name)


def first(result: Result, **changes: Any) -> FinalReport:
    """Version 1, with one decision."""
    key = key_of(result, "c.415_416del")
    decision = Decision(
        event=key,
        criterion="PM2",
        action="strength",
        strength=Strength.MODERATE,
        reason="Rare in our own cohort.",
        pmids=("25741868",),
    )
    whole = FinalReport(
        case=result.sample,
        version=1,
        kind="final",
        result=result,
        proposal=result,
        edits=Edits((decision,)),
        decisions=(
            DecisionLine(
                "Dr. Ada Reed", DAY, key, "c.415_416del", "PM2", "met supporting", "met moderate",
                "Rare in our own cohort.", ("25741868",), ("a" * 64,),
            ),
        ),
        signatures=(
            Signature("Dr. Ada Reed", "ada", UserRole.REVIEWER, "first_reviewer", DAY),
            Signature("Dr. Ben Stone", "ben", UserRole.SIGNER, "second_reader", LATER),
        ),
        conclusion="answer",
        reason="",
        replaces=None,
        changes=(),
        policy_sha256="4" * 64,
        versions=result.provenance.versions,
        result_sha256="1" * 64,
        reviewed_sha256="2" * 64,
        content_sha256="6" * 64,
        head="7" * 64,
        head_seq=41,
        withdrawn=None,
        replaced_by=None,
        report_id="",
        confirmations=(),
        comments=(),
    )  # fmt: skip
    return replace(whole, **changes)


def second(old: Result, new: Result, **changes: Any) -> FinalReport:
    """Version 2, after the parents were tested."""
    key = key_of(new, "c.415_416del")
    tested = ConfirmationResult(
        method="Sanger sequencing",
        sample="parents' blood",
        by="Laboratory B",
        on="2026-11-20",
        parents=(ParentsTested(event=key, mother="not_carrier", father="carrier"),),
    )
    told = {
        "version": 2,
        "kind": "amended",
        "replaces": (1, datetime(2026, 10, 2, 8, tzinfo=UTC)),
        "reason": "The parents were tested.",
        "changes": compare(snapshot_of(old), snapshot_of(new)),
        "confirmations": (tested,),
        **changes,
    }
    return first(new, **told)


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_kept_format_by_name(unphased: Result) -> None:
    made = documents_of(first(unphased))
    assert kept_formats() == KEPT  # the libraries of all are installed for the tests
    assert sorted(made) == [
        "P1-v1.fhir.json",
        "P1-v1.html",
        "P1-v1.json",
        "P1-v1.pdf",
        "P1-v1.phenopacket.json",
        "P1-v1.xlsx",
    ]


def test_decisions_and_signatures_stand_in_words(unphased: Result) -> None:
    made = documents_of(first(unphased), ["json", "html", "pdf"])
    page, text = made["P1-v1.html"].decode(), " ".join(pages(made["P1-v1.pdf"]))
    release = signed_from_json(made["P1-v1.json"]).release
    (decision,) = release.decisions
    assert decision.text == "c.415_416del, PM2: met supporting → met moderate"
    assert decision.citations == ["PMID 25741868", f"file {'a' * 12}"]
    assert [one.capacity.value for one in release.signatories] == [
        "first_reviewer",
        "second_reader_and_signer",
    ]
    for said in (
        "PM2: met supporting → met moderate",
        "Rare in our own cohort.",
        "PMID 25741868",
        "2026-11-30 09:15 UTC",
        "2026-11-30 14:02 UTC",
        "second reader, signed for release",
    ):
        assert said in page
        assert said in text


def test_a_contested_phase_names_both_events(unphased: Result) -> None:
    other = key_of(unphased, "c.(783+1_784-1)_(949+1_950-1)del")
    report = first(unphased)
    contested = replace(
        report.decisions[0], about=f"phase to {other}", before="unknown", after="trans"
    )
    made = documents_of(replace(report, decisions=(contested,)), ["json"])["P1-v1.json"]
    (line,) = signed_from_json(made).release.decisions
    assert line.text == ("c.415_416del, phase to c.(783+1_784-1)_(949+1_950-1)del: unknown → trans")


def test_a_second_reader_who_does_not_sign_did_not_release_it(unphased: Result) -> None:
    report = first(unphased)
    one, other = report.signatures
    third = replace(other, name="Dr. Cy Third", account="cy", as_what="signer")
    signed = signed_from_json(
        documents_of(replace(report, signatures=(one, other, third)), ["json"])["P1-v1.json"]
    )
    assert [who.capacity.text for who in signed.release.signatories] == [
        "first reviewer",
        "second reader",
        "signed for release",
    ]


def test_the_hash_of_the_decisions_is_that_of_their_json(unphased: Result) -> None:
    report = first(unphased)
    made = signed_from_json(documents_of(report, ["json"])["P1-v1.json"])
    told = {"decisions": [report.edits.decisions[0].plain()], "contests": [], "confirmations": []}
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert made.release.seal.decisions == hashlib.sha256(plain.encode()).hexdigest()
    assert made.release.seal.head_seq == 41


def test_an_amended_report_says_so_on_every_page_and_what_changed(
    unphased: Result, proven: Result
) -> None:
    made = documents_of(second(unphased, proven), ["pdf", "json", "fhir", "phenopacket"])
    told = pages(made["P1-v2.pdf"])
    assert all("Version 2: amended, replaces version 1 of 2026-10-02" in page for page in told)
    assert "state: POSSIBLE_COMPHET_UNPHASED → BIALLELIC_COMPHET_TRANS" in told[0]
    release = signed_from_json(made["P1-v2.json"]).release
    assert "c.415_416del: mother not carrier, father carrier, by Sanger sequencing" in (
        release.decisions[-1].text
    )
    assert release.decisions[-1].time == "2026-11-20"
    report = json.loads(made["P1-v2.fhir.json"])["entry"][0]["resource"]
    assert report["status"] == "amended"
    corrected = documents_of(second(unphased, proven, kind="corrected"), ["fhir"])
    assert json.loads(corrected["P1-v2.fhir.json"])["entry"][0]["resource"]["status"] == "corrected"


def test_a_withdrawn_report_is_marked(unphased: Result) -> None:
    gone = Withdrawal("Dr. Ben Stone", "signer", datetime(2026, 12, 1, 7, 30, tzinfo=UTC), "Swap.")
    made = documents_of(first(unphased, kind="withdrawn", withdrawn=gone), ["pdf", "fhir"])
    assert all("WITHDRAWN on 2026-12-01" in page for page in pages(made["P1-v1.pdf"]))
    report = json.loads(made["P1-v1.fhir.json"])["entry"][0]["resource"]
    assert report["status"] == "entered-in-error"


def test_an_incomplete_one_is_no_negative(tmp_path: Path) -> None:
    result = golden.judged("F34_not_covered", tmp_path)
    report = replace(
        first(golden.judged("F11", tmp_path)),
        result=result,
        proposal=result,
        edits=Edits(),
        decisions=(),
        conclusion="incomplete",
    )
    made = documents_of(report, ["pdf", "phenopacket", "fhir"])
    (pdf,) = [value for name, value in made.items() if name.endswith(".pdf")]
    assert all("no negative result" in page for page in pages(pdf))
    text = "".join(value.decode() for name, value in made.items() if name.endswith(".json"))
    assert "LA9634-2" not in text  # LOINC: absent
    assert "SOLVED" not in text.replace("UNSOLVED", "")


def test_the_same_report_has_the_same_bytes_whatever_the_clock(
    unphased: Result, proven: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = second(unphased, proven)
    everything = (*KEPT, "tsv", "vcf", "clinvar")
    once = documents_of(report, everything)
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    again = documents_of(report, everything)
    assert once == again
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_signed_json_read_back_makes_the_same_documents(unphased: Result) -> None:
    """Also in another process or later: nothing stands in a document that is not in the file."""
    made = documents_of(first(unphased), ["json"])["P1-v1.json"]
    again = signed_from_json(made)
    assert json_text(document_of(again)).encode() == made


def test_clinvar_and_its_remarks(proven: Result, tmp_path: Path) -> None:
    made = documents_of(first(proven), ["clinvar"])
    assert "compoundHeterozygoteSet" in made["P1-v1.clinvar.json"].decode()
    doubted = golden.judged("F17", tmp_path)
    report = replace(first(proven), result=doubted, proposal=doubted, edits=Edits(), decisions=())
    left = documents_of(report, ["clinvar"])
    assert [name.rpartition(".clinvar")[2] for name in left] == [".txt"]


def test_a_format_that_is_none_is_refused(unphased: Result) -> None:
    with pytest.raises(RefusedError):
        documents_of(first(unphased), ["docx"])


def test_the_order_is_a_sheet_and_a_table(unphased: Result) -> None:
    keys = keys_of(snapshot_of(unphased))
    key = key_of(unphased, "c.415_416del")
    order = ConfirmationOrdered(
        number="C/1", events=(key,), method="Sanger sequencing", sample="s", text="Please."
    )
    made = order_documents(order, unphased, keys, "Dr. Ada Reed", "2026-11-30T09:15:40.123456Z")
    (pdf, tsv) = sorted(made)
    assert "/" not in pdf + tsv
    told = " ".join(pages(made[pdf]))
    assert "NM_014028.4(OSTM1):c.415_416del" in told
    assert "783+1" not in told  # the other event was not asked for
    assert made[tsv].decode().splitlines()[1].split("\t")[0] == "C/1"
    assert (
        order_documents(order, unphased, keys, "Dr. Ada Reed", "2026-11-30T09:15:40.123456Z")
        == made
    )
