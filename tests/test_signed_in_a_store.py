"""From a draft to signed documents through the store: sign, amend, withdraw, export, remember.

Expected by review.md ("Sign", "Amend", "Memory"): documents carry who, when and the hash of the
signature's event; the old version stays readable; what is made again has the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from osteo_annot.cli.main import main
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.signed import signed_from_json
from osteo_annot.review import actions, signing
from osteo_annot.review.accounts import Account, Password, add_account
from osteo_annot.review.decisions import ConfirmationResult, Decision, ParentsTested
from osteo_annot.review.documents import documents_of
from osteo_annot.review.documents.final import document_now
from osteo_annot.review.event import Kind, UserRole
from osteo_annot.review.export import exported
from osteo_annot.review.final_report import final_report
from osteo_annot.review.form import DecisionsForm
from osteo_annot.review.memory import memory_of, remembered
from osteo_annot.review.results import ResultFolder
from osteo_annot.review.session import Review
from osteo_annot.review.store.store import Store
from tests.typed import judged
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf

SECRET = "correct horse battery"


class Room:
    """A store with two people and one case of two variants whose phase is not known."""

    def __init__(self, folder: Path) -> None:
        results = folder / "results"
        results.mkdir()
        result = judged(folder, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))
        text = json_text(document_of(result))
        (results / "P1.json").write_text(text, encoding="utf-8")
        self.file_sha256 = hashlib.sha256(text.encode()).hexdigest()
        self.place = folder / "review.sqlite"
        self.store = Store(str(self.place), make=True)
        self.review = Review(self.store, ResultFolder(results))
        self.ada = self.person("ada", UserRole.REVIEWER, "Dr. Ada Reed")
        self.ben = self.person("ben", UserRole.SIGNER, "Dr. Ben Stone")
        keys = self.review.current("P1")
        assert keys is not None
        self.keys = {e.hgvs.c: keys.keys[e.id] for e in keys.result.events}

    def person(self, name: str, role: UserRole, shown: str) -> Account:
        add_account(self.store, name, role, SECRET, full_name=shown)
        from osteo_annot.review.accounts import accounts

        return accounts(self.store)[name]

    def both_sign(self) -> None:
        signing.sign(self.review, "P1", self.ada, Password(SECRET))
        signing.sign(self.review, "P1", self.ben, Password(SECRET))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Signed, amended after the parents' result, and withdrawn: the whole life of a report."""
    made = Room(tmp_path_factory.mktemp("room"))
    decision = Decision(
        event=made.keys["c.36T>A"], criterion="PM2", action="reject", reason="No own cohort."
    )
    actions.decide(made.review, "P1", made.ada, DecisionsForm(decisions=(decision,)))
    made.both_sign()
    parents = tuple(
        ParentsTested(event=made.keys[name], mother=mother, father=father)
        for name, mother, father in (
            ("c.36T>A", "carrier", "not_carrier"),
            ("c.415_416del", "not_carrier", "carrier"),
        )
    )
    tested = ConfirmationResult(
        method="Sanger sequencing", sample="blood", by="Lab B", on="2026-11-20", parents=parents
    )
    signing.amend(made.review, "P1", made.ada, "The parents were tested.")
    actions.decide(made.review, "P1", made.ada, DecisionsForm(confirmations=(tested,)))
    signing.sign(made.review, "P1", made.ada, Password(SECRET))
    actions.decide(made.review, "P1", made.ben, DecisionsForm(complete=True))
    signing.sign(made.review, "P1", made.ben, Password(SECRET))
    return made


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_kept_documents_are_those_that_are_made_again(room: Room) -> None:
    for version in (1, 2):
        kept = exported(room.store, "P1", version=version)
        again = documents_of(final_report(room.store, "P1", version))
        assert set(again) <= set(kept)
        assert all(kept[name] == content for name, content in again.items())


def test_the_report_names_the_event_of_its_signature(room: Room) -> None:
    events = room.store.events("P1")
    for version in (1, 2):
        made = documents_of(final_report(room.store, "P1", version), ["json"])
        release = signed_from_json(made[f"P1-v{version}.json"]).release
        (event,) = [e for e in events if e.seq == release.seal.head_seq]
        assert (event.kind, event.hash) == (Kind.SIGNED, release.seal.head)
        assert release.seal.content == event.body["content"]
        assert release.seal.result == room.file_sha256
        reviewed = room.store.file(release.seal.decided)
        assert hashlib.sha256(reviewed).hexdigest() == release.seal.decided
        assert [one.name for one in release.signatories] == ["Dr. Ada Reed", "Dr. Ben Stone"]
        assert release.signatories[-1].time == event.time


def test_hashes_can_be_checked_with_what_export_writes(room: Room) -> None:
    for version in (1, 2):
        made = exported(room.store, "P1", version=version)
        seal = signed_from_json(made[f"P1-v{version}.json"]).release.seal
        for name, told in (("P1.result.json", seal.result), ("P1.reviewed.json", seal.decided)):
            assert hashlib.sha256(made[name]).hexdigest() == told
        (event,) = [e for e in json.loads(made["P1.events.json"]) if e["hash"] == seal.head]
        assert event["body"]["content"] == seal.content


def test_the_amended_report_is_proven_and_says_what_changed(room: Room) -> None:
    made = documents_of(final_report(room.store, "P1"), ["pdf", "json", "fhir"])
    told = pages(made["P1-v2.pdf"])
    assert all("amended, replaces version 1 of 20" in page for page in told)
    assert "POSSIBLE_COMPHET_UNPHASED → BIALLELIC_COMPHET_TRANS" in told[0]
    release = signed_from_json(made["P1-v2.json"]).release
    assert [line.text.split(":")[0] for line in release.decisions] == [
        "c.36T>A, PM2",
        "c.36T>A",
    ]
    assert json.loads(made["P1-v2.fhir.json"])["entry"][0]["resource"]["status"] == "amended"


def test_a_replaced_report_says_so_when_it_is_given_out(room: Room) -> None:
    """Whoever is handed version 1 after version 2 was signed must not go by it."""
    old = room.review.record("P1").signed[0]
    made = exported(room.store, "P1", version=1)
    told = pages(made["P1-v1.pdf"])
    assert all("version 2 stands in the place of version 1" in page for page in told)
    assert made["P1-v1.pdf"] == document_now(room.store, "P1", old, "P1-v1.pdf")
    assert "REPLACED on" in made["P1-v1.html"].decode()
    assert signed_from_json(made["P1-v1.json"]).release.replaced_by.version == 2
    assert signed_from_json(room.store.file(old.files["P1-v1.json"])).release.replaced_by is None
    report = json.loads(made["P1-v1.fhir.json"])["entry"][0]["resource"]
    assert report["conclusion"].startswith("REPLACED on ")
    packet = json.loads(made["P1-v1.phenopacket.json"])
    assert "progressStatus" not in packet["interpretations"][0]  # UNKNOWN_PROGRESS, the first word
    assert "P1-v1.clinvar.json" not in exported(room.store, "P1", ["clinvar"], 1)


def test_memory_tells_both_versions_to_another_case(room: Room) -> None:
    key = room.keys["c.36T>A"]
    found = remembered([key], memory_of(room.review.records().values()), besides="P2")[key]
    assert [(one.version, one.standing) for one in found] == [(2, "amended"), (1, "replaced")]
    assert all(one.class_.split()[0] in {"P", "LP", "VUS"} for one in found)
    assert found[0].signers == ("Dr. Ada Reed", "Dr. Ben Stone")
    assert room.review.memory(key, "P2") == found
    assert room.review.memory(key, "P1") == ()


def test_export_of_a_submission_takes_the_settings(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "s.json"
    settings.write_text(json.dumps({"submission_name": "Ours", "affected": "yes"}))
    asked = ["review", "export", "--store", str(room.place), "--case", "P1", "--formats"]
    out = ["--clinvar-settings", str(settings), "--out", str(tmp_path / "out")]
    assert main([*asked, "clinvar,tsv", *out]) == 0
    made = json.loads((tmp_path / "out" / "P1-v2.clinvar.json").read_text())
    assert made["submissionName"] == "Ours"
    (whole,) = [r for r in made["germlineSubmission"] if "compoundHeterozygoteSet" in r]
    assert whole["compoundHeterozygoteSet"]["hgvs"] == "NM_014028.4:c.[36T>A];[415_416del]"
    assert (tmp_path / "out" / "P1-v2.tsv").exists()
    settings.write_text('{"criteria": {"id": "1;2"}}')
    assert main([*asked, "clinvar", *out]) == 3
    assert "CLINVAR_SETTINGS_INVALID" in capsys.readouterr().err


def test_a_document_that_stands_is_given_out_as_it_was_signed(room: Room) -> None:
    (_, last) = room.review.record("P1").signed
    for name, sha256 in last.files.items():
        given = document_now(room.store, "P1", last, name)
        assert hashlib.sha256(given).hexdigest() == sha256


def test_a_withdrawn_report_is_marked_when_it_is_given_out(room: Room) -> None:
    """The last test of the room: from here on its report does not hold."""
    signing.withdraw(room.review, "P1", room.ben, "The samples were swapped.")
    made = exported(room.store, "P1", ["pdf", "fhir"])
    assert all("WITHDRAWN on" in page for page in pages(made["P1-v2.pdf"]))
    last = room.review.record("P1").signed[-1]
    for name in ("P1-v2.pdf", "P1-v2.fhir.json"):
        assert document_now(room.store, "P1", last, name) == made[name]
    report = json.loads(made["P1-v2.fhir.json"])["entry"][0]["resource"]
    assert report["status"] == "entered-in-error"
    assert "The samples were swapped." in report["conclusion"]
    key = room.keys["c.36T>A"]
    found = remembered([key], memory_of(room.review.records().values()))[key]
    assert found[0].standing == "withdrawn"
