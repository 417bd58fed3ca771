"""Files appear together or not at all: a failure at each step leaves every file as it was.

Expected by docs/operators.md ("Files are whole or absent").
"""

from __future__ import annotations

import csv
import errno
import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.cohort import run_cohort
from osteo_annot.cli.main import main
from osteo_annot.cli.panel import run_panel
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.report import files as files_module
from osteo_annot.report.formats import DEFAULT, Format
from osteo_annot.report.publish import publish_text
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, Vcf

Run = Callable[[], None]
Variant = tuple[int, str, str]


class FullError(OSError):
    """A disk without space."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, os.strerror(errno.ENOSPC))


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fail_at(step: int, failure: type[BaseException], patch: pytest.MonkeyPatch) -> None:
    """The rename with this number fails, from 1."""
    real, done = Path.rename, []

    def rename(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == step:
            raise failure
        return real(self, target)

    patch.setattr(Path, "rename", rename)


def annotate(folder: Path, variant: Variant) -> Run:
    """The files of a person."""
    vcf = Vcf().add(variant, "0/1").write(folder.parent / "p.vcf")

    def run() -> None:
        _, faults = run_annotate([vcf], folder)
        if faults:
            raise RefusedError(*faults)

    return run


def batch(folder: Path, variant: Variant) -> Run:
    """The files of a person, and the table."""
    vcf = Vcf().add(variant, "0/1").write(folder.parent / "p.vcf")
    sheet = folder.parent / "samples.tsv"
    sheet.write_text(f"sample\tfiles\nP1\t{vcf}\n")
    return lambda: run_batch(sheet, folder / "cases", folder / "table.tsv")


def cohort(folder: Path, variant: Variant) -> Run:
    """Table and page, in two folders."""
    batch(folder.parent / "before", variant)()
    table = folder.parent / "before" / "table.tsv"
    return lambda: run_cohort([table], folder / "a" / "cohort.tsv", folder / "b" / "cohort.html")


def panel(folder: Path, variant: Variant) -> Run:
    """A panel of one sample; another variant stands for a file of another depth."""
    depth = variant[0] % 50 + 10
    bed = folder.parent / f"P{depth}.per-base.bed"
    middle = EXON[1].start
    bed.write_text(f"chr6\t{middle - 900_000}\t{middle + 900_000}\t{depth}\n")
    return lambda: run_panel([bed], folder / "panel.tsv", assembly="GRCh38")


@pytest.mark.slow
@pytest.mark.parametrize("failure", [FullError, KeyboardInterrupt])
@pytest.mark.parametrize("command", [annotate, cohort, panel])
def test_a_failure_at_any_rename_leaves_what_was_there(tmp_path, monkeypatch, command, failure):
    """Every old file steps aside, then every new one comes: each of these fails in turn."""
    folder = tmp_path / "out"
    command(folder, NONSENSE)()
    old = content(folder)
    run = command(folder, FRAMESHIFT)
    for step in range(1, 2 * len(old) + 1):
        with monkeypatch.context() as patch:
            fail_at(step, failure, patch)
            with pytest.raises((RefusedError, failure)) as raised:
                run()
        assert content(folder) == old, step
        if failure is FullError:
            (fault,) = raised.value.faults
            assert fault.code is RefusalCode.OUTPUT_NOT_WRITABLE
            assert fault.what == "No space left on device."
    run()
    new = content(folder)
    assert new.keys() == old.keys()
    assert {name for name in old if new[name] == old[name]} <= {"P1.vcf.gz.tbi"}


@pytest.mark.slow
def test_a_failure_in_a_batch_never_mixes_the_files_of_a_person(tmp_path, monkeypatch):
    """The person whose files cannot be written is a row; table and files are old or new, whole."""
    folder = tmp_path / "out"
    batch(folder, NONSENSE)()
    old = content(folder)
    run = batch(folder, FRAMESHIFT)
    run()
    new = content(folder)
    cases = {name for name in old if name.startswith("cases/")}
    for step in range(1, 2 * len(old) + 2):
        batch(folder, NONSENSE)()
        assert content(folder) == old
        batch(folder, FRAMESHIFT)
        with monkeypatch.context() as patch:
            fail_at(step, FullError, patch)
            with suppress(RefusedError):  # the table, or the note of the person, is the file
                run()
        found = content(folder)
        files = {name: found[name] for name in cases}
        assert files in [{name: told[name] for name in cases} for told in (old, new)], step
        if files == {name: old[name] for name in cases} and found["table.tsv"] != old["table.tsv"]:
            assert b"OUTPUT_NOT_WRITABLE" in found["table.tsv"]


@pytest.mark.parametrize("format_", DEFAULT)
def test_a_failure_while_writing_leaves_what_was_there(tmp_path, monkeypatch, format_):
    folder = tmp_path / "out"
    annotate(folder, NONSENSE)()
    old = content(folder)
    real = files_module.write_format

    def write(asked, document, path, site, *language):
        real(asked, document, path, site, *language)
        if asked is format_:
            raise FullError

    monkeypatch.setattr(files_module, "write_format", write)
    with pytest.raises(RefusedError, match="OUTPUT_NOT_WRITABLE: out: No space left on device"):
        annotate(folder, FRAMESHIFT)()
    assert content(folder) == old


def test_the_first_files_of_a_folder_are_gone_when_one_fails(tmp_path, monkeypatch):
    fail_at(3, FullError, monkeypatch)
    with pytest.raises(RefusedError):
        annotate(tmp_path / "out", NONSENSE)()
    assert content(tmp_path / "out") == {}


def test_old_files_that_cannot_be_brought_back_are_not_removed(tmp_path, monkeypatch):
    publish_text(tmp_path / "a.txt", "old")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "a.txt" and self.parent != tmp_path:
            raise FullError
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(RefusedError):
        publish_text(tmp_path / "a.txt", "new")
    assert sorted(content(tmp_path).values(), reverse=True) == [b"old", b"new"]


def test_a_folder_in_the_place_of_a_file_stays(tmp_path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "kept").write_text("kept")
    with pytest.raises(RefusedError, match="Is a directory"):
        publish_text(tmp_path / "a.txt", "new")
    assert content(tmp_path) == {"a.txt/kept": b"kept"}


def test_files_have_the_permissions_that_the_user_gives(tmp_path):
    before = os.umask(0o027)
    try:
        publish_text(tmp_path / "a.txt", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "a.txt").read_bytes() == b"text"


def test_table_and_page_cannot_be_one_file(tmp_path):
    batch(tmp_path, NONSENSE)()
    place = tmp_path / "cohort"
    with pytest.raises(RefusedError, match="OUTPUT_NAME_CLASH"):
        run_cohort([tmp_path / "table.tsv"], place, place)
    assert not place.exists()


def test_nothing_else_writes_what_a_user_keeps():
    """One way to publish: no other module of these rooms renames files into place."""
    package = Path(files_module.__file__).resolve().parents[1]
    own = re.compile(r"mkstemp|mkdtemp|os\.(?:rename|replace)\(|\.rename\(|shutil\.move")
    found = {
        path.name
        for room in ("report", "review", "cli")
        for path in (package / room).rglob("*.py")
        if own.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"publish.py"}


def refuse_to_make(monkeypatch: pytest.MonkeyPatch, *formats: Format) -> None:
    """These formats leave half a file and a fault of the program."""
    real = files_module.write_format

    def write(asked, result, path, site, *language):
        real(asked, result, path, site, *language)
        if asked in formats:
            path.with_name(f"{path.name}.half").write_text("half")
            raise ZeroDivisionError(result.sample)

    monkeypatch.setattr(files_module, "write_format", write)


@pytest.mark.parametrize("format_", DEFAULT)
def test_a_format_that_fails_takes_no_other_along(tmp_path, monkeypatch, capsys, format_):
    """operators.md 14: the others are new, an old file of it is gone, and the status tells it."""
    folder = tmp_path / "out"
    annotate(folder, NONSENSE)()
    old = content(folder)
    vcf = Vcf().add(FRAMESHIFT, "0/1").write(tmp_path / "p.vcf")
    refuse_to_make(monkeypatch, format_)
    assert main(["annotate", str(vcf), "--out", str(folder)]) == 1
    new = content(folder)
    assert new.keys() == old.keys() - {f"P1{suffix}" for suffix in format_.suffixes}
    assert not {name for name in new if new[name] == old[name]} - {"P1.vcf.gz.tbi"}
    told = capsys.readouterr()
    assert told.out.startswith("P1: MONOALLELIC")
    assert f"FAILED FORMAT_FAILED: P1, {format_}: ZeroDivisionError." in told.err


def test_a_batch_goes_on_when_a_format_fails(tmp_path, monkeypatch, capsys):
    """The row has the result and the fault; the link leads to a file that is there."""
    folder = tmp_path / "out"
    batch(folder, NONSENSE)
    refuse_to_make(monkeypatch, Format.HTML)
    arguments = ["--out", str(folder), "--table", str(tmp_path / "table.tsv")]
    assert main(["batch", str(tmp_path / "samples.tsv"), *arguments]) == 0
    told = capsys.readouterr()
    assert told.out == "1 judged, 0 refused, 1 without a format\n"
    assert "FAILED P1: FORMAT_FAILED: P1, html: ZeroDivisionError." in told.err
    with (tmp_path / "table.tsv").open(newline="") as handle:
        (row,) = csv.DictReader(handle, delimiter="\t")
    assert (row["status"], row["state"], row["report"]) == (
        "judged",
        "MONOALLELIC_PLUS_GAP",
        "P1.json",
    )
    assert row["refusal"].startswith("FORMAT_FAILED: P1, html: ")


def test_a_person_of_whom_no_format_can_be_made_is_refused(tmp_path, monkeypatch):
    """Then the old files stay: there is nothing new that they would stand beside."""
    folder = tmp_path / "out"
    annotate(folder, NONSENSE)()
    old = content(folder)
    refuse_to_make(monkeypatch, *DEFAULT)
    with pytest.raises(RefusedError, match="INTERNAL_ERROR"):
        annotate(folder, FRAMESHIFT)()
    assert content(folder) == old


@pytest.mark.slow
def test_a_failed_move_brings_back_what_was_to_be_removed(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    annotate(folder, NONSENSE)()
    old = content(folder)
    run = annotate(folder, FRAMESHIFT)
    refuse_to_make(monkeypatch, Format.HTML)
    for step in range(1, 2 * len(old)):
        with monkeypatch.context() as patch:
            fail_at(step, FullError, patch)
            with pytest.raises(RefusedError, match="OUTPUT_NOT_WRITABLE"):
                run()
        assert content(folder) == old, step
