"""The commands of the review as others build on them: arguments, exit codes, JSON, imports."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.main import main
from osteo_annot.report.result.document import document_of, json_text
from tests.golden import judged
from tests.review.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


class Shell:
    """The commands on one store, as a LIMS calls them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.results = folder / "results"
        self.results.mkdir()
        result = judged("F11", folder)
        (self.results / "P1.json").write_text(json_text(document_of(result)), encoding="utf-8")
        self.password = folder / "password"
        self.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
        self.store = self.results / "review.sqlite"

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        try:
            status = main(["review", *map(str, arguments)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = self.capsys.readouterr()
        return status, told.out, told.err

    def user(self, name: str, role: str) -> int:
        store = ("--store", self.store, "--password-file", self.password)
        return self("user", "add", name, "--role", role, *store)[0]

    def on_case(self, command: str, by: str, *rest: object) -> tuple[int, Any, str]:
        status, out, err = self(
            command, self.results, "--case", "P1", "--by", by,
            "--password-file", self.password, *rest,
        )  # fmt: skip
        return status, json.loads(out) if out.strip() else None, err

    def file(self, **fields: Any) -> Path:
        path = self.folder / "decisions.json"
        path.write_text(json.dumps(fields), encoding="utf-8")
        return path


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], documents: None) -> Shell:
    return Shell(tmp_path, capsys)


def test_a_lims_does_what_a_page_does(shell: Shell) -> None:
    people = {"ann": "signer", "bob": "signer", "rolf": "reader"}
    assert [shell.user(name, role) for name, role in people.items()] == [0, 0, 0]
    (shell.folder / "assay.txt").write_text("an assay", encoding="utf-8")
    event = json.loads((shell.results / "P1.json").read_text("utf-8"))["events"][0]["hgvs"]["c"]
    decision = {"event": event, "criterion": "PS3", "action": "add", "strength": "moderate"}
    file = shell.file(decisions=[{**decision, "reason": "r", "files": ["assay.txt"]}])
    status, case, _ = shell.on_case("decide", "ann", "--file", file)
    assert status == 0
    assert (case["document"], case["state"]) == ("osteo-annot review case 1", "in_review")
    judged_event = next(e for e in case["events"] if e["name"] == event)
    assert judged_event["reviewed"]["points"] == judged_event["proposed"]["points"] + 2
    assert len(case["decisions"][0]["files"][0]) == 64
    assert shell.on_case("sign", "ann")[1]["state"] == "first_signed"
    status, _, err = shell.on_case("sign", "ann")
    assert status == 3
    assert err.startswith("REFUSED SIGNER_IS_FIRST: ")
    status, case, _ = shell.on_case("sign", "bob")
    assert (status, case["state"]) == (0, "signed")
    assert case["signed"][0]["files"]
    status, case, _ = shell.on_case("amend", "bob", "--reason", "a new paper")
    assert (status, case["state"], case["version"]) == (0, "in_review", 2)
    store = ("--store", shell.store)
    status, out, _ = shell("show", *store, "--case", "P1")
    assert (status, json.loads(out)["seen"]) == (0, case["seen"])
    assert shell("export", *store, "--case", "P1", "--out", shell.folder / "out")[0] == 0
    names = {path.name for path in (shell.folder / "out").iterdir()}
    assert names == {"P1-v1.txt", "P1.events.json", "P1.result.json", "P1.reviewed.json"}
    assert shell("head", *store, "--out", shell.folder / "head")[0] == 0
    status, out, _ = shell("verify", *store, "--head", shell.folder / "head")
    assert (status, out) == (0, "The store is as it was written.\n")
    assert shell("backup", *store, "--out", shell.folder / "copy.sqlite")[0] == 0
    assert shell("verify", "--store", shell.folder / "copy.sqlite")[0] == 0
    status, out, _ = shell("user", "list", *store)
    assert out.splitlines()[0].split("\t")[:3] == ["ann", "signer", "active"]


def test_the_sheets_of_orders_are_exported(shell: Shell) -> None:
    shell.user("ann", "signer")
    event = json.loads((shell.results / "P1.json").read_text("utf-8"))["events"][0]["id"]
    order = {"number": "L-7", "events": [event], "method": "MLPA"}
    status, case, _ = shell.on_case("confirm", "ann", "--file", shell.file(orders=[order]))
    assert (status, case["orders"][0]["by"]) == (0, "ann")
    assert shell.on_case("confirm", "ann", "--file", shell.file(orders=[order]))[0] == 3  # twice
    asked = ("--case", "P1", "--formats", "orders", "--out", shell.folder / "out")
    assert shell("export", "--store", shell.store, *asked)[0] == 0
    names = {path.name for path in (shell.folder / "out").iterdir()}
    assert names == {"P1.events.json", "P1-L-7.order.pdf", "P1-L-7.order.tsv"}
    sheet = (shell.folder / "out" / "P1-L-7.order.tsv").read_text("utf-8")
    assert case["orders"][0]["at"] in sheet
    assert "ann" in sheet


def test_exit_codes_tell_usage_from_refusal(shell: Shell) -> None:
    assert shell.user("ann", "signer") == 0
    assert shell("decide", shell.results)[0] == 2
    assert shell("user", "add", "bob", "--store", shell.store)[0] == 2
    assert shell.on_case("decide", "ann")[0] == 2  # without --file
    cases = {
        "SIGN_IN_FAILED": shell.on_case("sign", "nobody"),
        "DECISIONS_INVALID": shell.on_case("decide", "ann", "--file", shell.file(unknown=1)),
        "FILE_NOT_FOUND": shell.on_case("decide", "ann", "--file", shell.folder / "none.json"),
        "STATE_DOES_NOT_ALLOW": shell.on_case("amend", "ann", "--reason", "r"),
        "REASON_MISSING": shell.on_case("withdraw", "ann"),
        "CASE_UNKNOWN": shell("show", "--store", shell.store, "--case", "P9"),
    }
    for code, (status, _, err) in cases.items():
        assert (status, err.split(":")[0]) == (3, f"REFUSED {code}")


def test_a_blind_reader_is_shown_nothing_on_the_command_line_either(shell: Shell) -> None:
    for name in ("ann", "bob"):
        shell.user(name, "signer")
    policy = shell.folder / "policy.yaml"
    policy.write_text("second_reader: {POSSIBLE_COMPHET_UNPHASED: blind}", encoding="utf-8")
    shell.user("adam", "admin")
    store = ("--store", shell.store, "--password-file", shell.password)
    assert shell("policy", policy, *store, "--by", "adam")[0] == 0
    event = json.loads((shell.results / "P1.json").read_text("utf-8"))["events"][0]["id"]
    told = {"event": event, "criterion": "PM2", "action": "add", "strength": "strong"}
    shell.on_case("decide", "ann", "--file", shell.file(decisions=[{**told, "reason": "telling"}]))
    _, out, _ = shell("show", *store, "--case", "P1", "--by", "bob")
    assert json.loads(out)["blinded"] is True
    assert "telling" not in out
    _, out, _ = shell("show", *store, "--case", "P1", "--by", "ann")
    assert "telling" in out


_REVIEW_ONLY = {"sqlalchemy", "starlette", "argon2", "psycopg", "authlib", "httpx", "uvicorn"}


def test_a_plain_annotate_imports_nothing_of_the_review(tmp_path: Path) -> None:
    demo = ROOT / "resources" / "demo" / "comphet_unphased.vcf"
    code = (
        "import sys; from osteo_annot.cli.main import main; "
        f"main(['annotate', {str(demo)!r}, '--out', {str(tmp_path)!r}]); "
        f"print(sorted({_REVIEW_ONLY!r} & set(sys.modules)), "
        "[m for m in sys.modules if m.startswith('osteo_annot.review.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[] []"


def test_without_the_extra_the_refusal_names_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    status, _, err = shell("head", "--store", shell.store)
    assert (status, err.split(":")[0]) == (3, "REFUSED REVIEW_NOT_INSTALLED")


def test_a_save_that_is_refused_keeps_nothing(shell: Shell) -> None:
    """Not even the files that it names: neither of a stranger, nor of a wrong form."""
    shell.user("ann", "signer")
    (shell.folder / "assay.txt").write_text("an assay", encoding="utf-8")
    event = json.loads((shell.results / "P1.json").read_text("utf-8"))["events"][0]["id"]
    told = {"event": event, "criterion": "PS3", "action": "add", "strength": "moderate"}
    told |= {"reason": "r", "files": ["assay.txt"]}
    with closing(sqlite3.connect(shell.store)) as store:
        before = store.execute("SELECT count(*) FROM review_files").fetchone()
        assert shell.on_case("decide", "eve", "--file", shell.file(decisions=[told]))[0] == 3
        wrong = shell.file(decisions=[{**told, "criterion": "QQ9"}])
        assert shell.on_case("decide", "ann", "--file", wrong)[0] == 3
        assert store.execute("SELECT count(*) FROM review_files").fetchone() == before


@pytest.mark.parametrize(
    "content",
    [
        '{"comments": ["a"], "comments": ["b"]}',
        '{"decisions": [{"event": "x", "reason": "r", "action": "reject", "action": "accept"}]}',
        '{"comments": ' + "[" * 900 + "]" * 900 + "}",
        '{"a":' * 990 + "1" + "}" * 990,
        '{"comments": ["c"], "seen": 99999999999999999999}',
        '{"comments": ["c"], "seen": 1000}',
        '{"comments": ["\\ud800"]}',
        '{"seen": NaN}',
        '{"decisions": [{"files": ["\\ud800"]}]}',
        '{"contests": [{"about": "phase", "event": "EVENT", "other": "KEY", "value": "cis", '
        '"reason": "r", "evidence": "e"}]}',
        '{"confirmations": [{"order": "none", "method": "m", "sample": "s", "by": "b", '
        '"on": "2026-02-20", "event": "EVENT", "outcome": "confirmed"}]}',
    ],
)
def test_a_hostile_file_is_refused_with_a_code(shell: Shell, content: str) -> None:
    shell.user("ann", "signer")
    path = shell.folder / "decisions.json"
    event = json.loads((shell.results / "P1.json").read_text("utf-8"))["events"][0]
    path.write_text(content.replace("EVENT", event["id"]).replace("KEY", event["hgvs"]["c"]))
    head = shell("head", "--store", shell.store)
    status, _, err = shell.on_case("decide", "ann", "--file", path)
    assert (status, err.split(":")[0]) in {
        (3, "REFUSED DECISIONS_INVALID"),
        (3, "REFUSED FILE_NOT_FOUND"),
    }
    assert shell("head", "--store", shell.store) == head


@pytest.mark.parametrize("command", ["sign", "amend", "withdraw"])
def test_a_hostile_reason_is_refused_and_no_field_is_passed_by(shell: Shell, command: str) -> None:
    shell.user("ann", "signer")
    for reason in ("\x01", "x" * 5000):
        status, _, err = shell.on_case(command, "ann", "--reason", reason)
        assert (status, err.split(":")[0]) == (3, "REFUSED DECISIONS_INVALID")
    assert shell.on_case(command, "ann", "--reason", "\udc80")[0] == 2
    status, _, err = shell.on_case(command, "ann", "--file", shell.file(comments=["lost"]))
    assert (status, err.split(":")[0]) == (3, "REFUSED DECISIONS_INVALID")
