"""Batches: one opening per set of files, resuming, isolation, one run at a time, progress.

What is expected is what docs/operators.md promises.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from osteo_annot.cli import batch as batch_module
from osteo_annot.cli import progress as progress_module
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.check import run_check
from osteo_annot.cli.journal import only_run_in
from osteo_annot.cli.main import main
from osteo_annot.cli.progress import Progress, progress_text
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake import case
from osteo_annot.intake.vcf import wide
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
NAMES = ("comphet_trans", "hom_nonsense", "negative_uncovered", "comphet_unphased")


@pytest.fixture
def fx_sheet(tmp_path) -> Path:
    """Four people with a file each."""
    for name in NAMES:
        shutil.copy(DEMO / f"{name}.vcf", tmp_path)
    sheet = tmp_path / "samples.tsv"
    lines = [f"{name}\t{tmp_path / name}.vcf" for name in NAMES]
    sheet.write_text("\n".join(["sample\tfiles", *lines]) + "\n")
    return sheet


class Interrupted(BaseException):
    """Ctrl-C, or the scheduler's signal."""


def interrupt_at(count: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Judging stops at the given sample (0: never); returns the names judged, growing."""
    judged: list[str] = []
    real = batch_module._judge

    def judge(entry, *rest):
        if len(judged) + 1 == count:
            raise Interrupted
        judged.append(entry.sample)
        return real(entry, *rest)

    monkeypatch.setattr(batch_module, "_judge", judge)
    return judged


def test_an_interrupted_batch_goes_on_where_it_was(fx_sheet, tmp_path, monkeypatch):
    whole = run_batch(fx_sheet, tmp_path / "whole", tmp_path / "whole.tsv")
    out, table = tmp_path / "out", tmp_path / "out.tsv"
    with monkeypatch.context() as patch:
        interrupt_at(3, patch)
        with pytest.raises(Interrupted):
            run_batch(fx_sheet, out, table)
    assert not table.exists()
    judged = interrupt_at(0, monkeypatch)
    assert run_batch(fx_sheet, out, table) == whole
    assert judged == list(NAMES[2:])
    assert table.read_bytes() == (tmp_path / "whole.tsv").read_bytes()
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "whole").iterdir()}


CHANGES = ["file", "line", "lost page", "empty page", "edited page", "damaged note", "edited note"]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_judged_again(fx_sheet, tmp_path, monkeypatch, change):
    out, table = tmp_path / "out", tmp_path / "out.tsv"
    with monkeypatch.context() as patch:
        interrupt_at(3, patch)
        with pytest.raises(Interrupted):
            run_batch(fx_sheet, out, table)
    if change == "file":
        path = tmp_path / f"{NAMES[0]}.vcf"
        path.write_text(path.read_text().replace("\t50\t", "\t51\t") + "")
        path.touch()
    elif change == "line":
        text = fx_sheet.read_text().replace("sample\tfiles", "sample\tfiles\tassembly")
        first, *rest = text.splitlines()
        rest = [f"{line}\t{'GRCh38' if line.startswith(NAMES[0]) else ''}" for line in rest]
        fx_sheet.write_text("\n".join([first, *rest]) + "\n")
    elif change.endswith("page"):
        page = out / f"{NAMES[0]}.html"
        whole = page.read_text()
        page.unlink()
        if change != "lost page":
            page.write_text("" if change == "empty page" else whole.replace("unknown", "known"))
    else:
        note = out / ".finished" / f"{NAMES[0]}.json"
        edited = note.read_text().replace('"confidence": "', '"confidence": "very ')
        note.write_text("{" if change == "damaged note" else edited)
    judged = interrupt_at(0, monkeypatch)
    run_batch(fx_sheet, out, table)
    assert judged == [NAMES[0], *NAMES[2:]]


def test_a_run_with_other_formats_judges_everybody_again(fx_sheet, tmp_path, monkeypatch):
    out, table = tmp_path / "out", tmp_path / "out.tsv"
    with monkeypatch.context() as patch:
        interrupt_at(3, patch)
        with pytest.raises(Interrupted):
            run_batch(fx_sheet, out, table)
    judged = interrupt_at(0, monkeypatch)
    rows = run_batch(fx_sheet, out, table, formats=["tsv", "vrs"])
    assert judged == list(NAMES)
    assert [row["report"] for row in rows] == [f"{name}.tsv" for name in NAMES]
    assert all((out / f"{name}.vrs.json").is_file() for name in NAMES)


def test_a_run_in_another_language_judges_everybody_again(fx_sheet, tmp_path, monkeypatch):
    out, table = tmp_path / "out", tmp_path / "out.tsv"
    with monkeypatch.context() as patch:
        interrupt_at(3, patch)
        with pytest.raises(Interrupted):
            run_batch(fx_sheet, out, table)
    judged = interrupt_at(0, monkeypatch)
    run_batch(fx_sheet, out, table, language="de")
    assert judged == list(NAMES)


def test_a_complete_batch_leaves_no_trace_of_its_journal(fx_sheet, tmp_path):
    run_batch(fx_sheet, tmp_path / "out", tmp_path / "out.tsv")
    assert not [path for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]


def test_only_one_run_writes_into_a_folder(fx_sheet, tmp_path):
    out = tmp_path / "out"
    with only_run_in(out), pytest.raises(RefusedError) as refused:
        run_batch(fx_sheet, out, tmp_path / "out.tsv")
    assert [fault.code for fault in refused.value.faults] == [RefusalCode.OUTPUT_IN_USE]
    assert not (tmp_path / "out.tsv").exists()
    assert len(run_batch(fx_sheet, out, tmp_path / "out.tsv")) == 4


def test_a_bug_with_one_person_is_a_row_and_a_trace(fx_sheet, tmp_path, monkeypatch, capsys):
    real = batch_module._judge

    def judge(entry, *rest):
        if entry.sample == NAMES[1]:
            raise ZeroDivisionError(NAMES[0])
        return real(entry, *rest)

    monkeypatch.setattr(batch_module, "_judge", judge)
    table = tmp_path / "out.tsv"
    places = ["--out", str(tmp_path / "out"), "--table", str(table)]
    assert main(["batch", str(fx_sheet), *places]) == 1
    with table.open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    assert [row["status"] for row in rows] == ["judged", "refused", "judged", "judged"]
    assert rows[1]["refusal"].startswith("INTERNAL_ERROR: hom_nonsense: ZeroDivisionError.")
    told = capsys.readouterr()
    assert told.out == "3 judged, 0 refused, 1 failed\n"
    assert 'test_batch.py", line' in told.err
    assert "FAILED hom_nonsense: INTERNAL_ERROR" in told.err
    assert NAMES[0] not in told.err + rows[1]["refusal"], "what the exception says"


def test_a_damaged_file_is_a_row(fx_sheet, tmp_path):
    (tmp_path / f"{NAMES[2]}.vcf").write_text("not a VCF\n")
    rows = run_batch(fx_sheet, tmp_path / "out", tmp_path / "out.tsv")
    assert [row["status"] for row in rows] == ["judged", "judged", "refused", "judged"]
    assert rows[2]["refusal"].startswith("NOT_A_VCF")


@pytest.mark.parametrize("limit", [500, 10], ids=["narrow", "wide"])
def test_people_of_one_file_share_its_reading(tmp_path, monkeypatch, limit):
    names = [f"S{i}" for i in range(20)]
    vcf = Vcf(samples=names)
    vcf.add(NONSENSE, "0/1", "1/1", *["0/0"] * 18)
    vcf.add(FRAMESHIFT, "0/1", *["0/0"] * 19)
    path = vcf.write(tmp_path / "joint.vcf")
    sheet = tmp_path / "samples.tsv"
    lines = ["sample\tfiles\tvcf_sample", f"A\t{path}\tS0", f"B\t{path}\tS1", f"C\t{path}\tS19"]
    sheet.write_text("\n".join([*lines, f"D\t{path}\tS99"]) + "\n")
    opened: list[Path] = []
    real = case.open_vcf
    monkeypatch.setattr(case, "open_vcf", lambda p: opened.append(p) or real(p))
    monkeypatch.setattr(wide, "WIDE", limit)
    rows = run_batch(sheet, tmp_path / "out", tmp_path / "out.tsv")
    assert opened == [path]
    assert [row["sample"] for row in rows] == ["A", "B", "C", "D"]
    assert [row["state"] for row in rows] == [
        "POSSIBLE_COMPHET_UNPHASED",
        "APPARENT_HOM",
        "NONE_INCOMPLETE",
        "",
    ]
    assert rows[3]["refusal"].startswith("SAMPLE_NOT_IN_FILE")
    count, faults = run_check(sheet)
    assert (count, [fault.code for fault in faults]) == (4, [RefusalCode.SAMPLE_NOT_IN_FILE])
    assert opened == [path, path]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "separator"), [(Terminal(), "\r\x1b[K"), (io.StringIO(), "")])
def test_progress_is_one_line_on_a_terminal_and_plain_lines_in_a_log(
    monkeypatch, stream, separator
):
    clock = iter([0.0, 40.0, 40.1, 80.0])
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: next(clock))
    with Progress(100, "samples", stream) as progress:
        progress.skipped(20)
        progress.reached(40)
        progress.reached(41)
        progress.reached(60)
    end = "" if separator else "\n"
    assert stream.getvalue() == (
        f"{separator}40 of 100 samples, 0.5 per second, 2 min 0 s left{end}"
        f"{separator}60 of 100 samples, 0.5 per second, 1 min 20 s left\n"
    )


def test_progress_without_a_rate_says_none():
    assert progress_text(3, 10, "samples", 0, 5.0) == "3 of 10 samples"


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_several_jobs_write_the_same_files_as_one(fx_sheet, tmp_path):
    with fx_sheet.open("a") as sheet:
        sheet.write(f"nobody\t{tmp_path / 'missing.vcf'}\n")
    formats = ["json", "tsv"]
    one = run_batch(fx_sheet, tmp_path / "1", tmp_path / "1.tsv", formats=formats)
    both = run_batch(fx_sheet, tmp_path / "2", tmp_path / "2.tsv", formats=formats, jobs=2)
    assert one == both
    assert both[-1]["status"] == "refused"
    assert files_below(tmp_path / "1") == files_below(tmp_path / "2")
    assert (tmp_path / "1.tsv").read_bytes() == (tmp_path / "2.tsv").read_bytes()


def test_a_job_that_is_killed_is_trouble_of_the_machine_and_the_others_stay(
    fx_sheet, tmp_path, monkeypatch
):
    real = batch_module._judge

    def judge(entry, *rest):
        if entry.sample == NAMES[0]:
            time.sleep(2)  # the others are finished by then
            os.kill(os.getpid(), signal.SIGKILL)
        return real(entry, *rest)

    out, table = tmp_path / "out", tmp_path / "out.tsv"
    with monkeypatch.context() as patched:
        patched.setattr(batch_module, "_judge", judge)
        with pytest.raises(RefusedError) as caught:
            run_batch(fx_sheet, out, table, formats=["json"], jobs=2)
    assert caught.value.faults[0].code is RefusalCode.MACHINE_TROUBLE
    assert not table.exists()
    assert {path.stem for path in out.glob("*.json")} <= set(NAMES[1:])
    assert len(run_batch(fx_sheet, out, table, formats=["json"])) == len(NAMES)
