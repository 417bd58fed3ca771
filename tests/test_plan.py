"""Planned rows: each job has its own, batches stay together, and the cohort is the sheet's.

What is expected is what docs/operators.md promises.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteo_annot.cli import batch as batch_module
from osteo_annot.cli import shared as shared_module
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.cohort import run_cohort
from osteo_annot.cli.main import main
from osteo_annot.cli.plan import run_plan
from osteo_annot.cli.refused import run_refused
from osteo_annot.cli.shared import Shared
from osteo_annot.cli.withdrawn import run_withdrawn
from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.intake.fingerprint import fingerprints
from osteo_annot.intake.person.plan import People, batches_of
from osteo_annot.intake.person.sheet import SheetRow
from osteo_annot.locus import files as package_files
from tests.vcf_builder import NONSENSE, Vcf


def rows_named(names: list[str]) -> list[SheetRow]:
    return [SheetRow(name, (), None, None, None, (), (), i) for i, name in enumerate(names, 2)]


def write_sheet(folder: Path, *names: str) -> Path:
    """A sheet of people with a file each."""
    for name in names:
        if not (folder / f"{name}.vcf").exists():
            Vcf((name,)).add(NONSENSE, "1/1").write(folder / f"{name}.vcf")
    path = folder / "samples.tsv"
    lines = ["sample\tfiles", *(f"{name}\t{folder / name}.vcf" for name in names)]
    path.write_text("\n".join(lines) + "\n")
    return path


def codes(caught: pytest.ExceptionInfo[RefusedError]) -> list[RefusalCode]:
    return [fault.code for fault in caught.value.faults]


# Batches


@given(
    names=st.sets(st.text("abcxyz0189", min_size=1, max_size=6), max_size=60).map(sorted),
    extra=st.text("abcxyz0189", min_size=7, max_size=8),
    size=st.integers(1, 9),
)
def test_batches_partition_the_sheet_and_one_more_moves_only_one_batch(names, extra, size):
    """A batch keeps its people and its number, unless the newcomer makes it too many: that one is
    split in two or more."""
    batches = batches_of(rows_named(names), size)
    assert sorted(row.sample for rows in batches.values() for row in rows) == names
    assert all(1 <= len(rows) <= size for rows in batches.values())
    first = {n: {row.sample for row in rows} for n, rows in batches.items()}
    more = batches_of(rows_named([extra, *names]), size)
    second = {n: {row.sample for row in rows} - {extra} for n, rows in more.items()}
    moved = [n for n, people in first.items() if second.get(n) != people]
    assert len(moved) <= 1
    assert all(len(first[n]) == size for n in moved)


def test_a_batch_of_nobody_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        batches_of(rows_named(["A"]), 0)


def test_everybody_is_found_by_name_without_reading_the_names(tmp_path):
    sheet = write_sheet(tmp_path, "P1", "P10", "P2", "Z", "a")
    run_plan(sheet, tmp_path / "plan", 1)
    people = People((), tmp_path / "plan" / "0001.tsv")
    assert [name in people for name in ("P1", "P10", "P2", "Z", "a")] == [True] * 5
    assert [name in people for name in ("P", "P11", "A", "z", "", "P1\nP10")] == [False] * 6


# Planned rows


def test_a_job_takes_its_own_planned_rows_and_refuses_others(tmp_path):
    sheet = write_sheet(tmp_path, "A", "B", "C")
    plan, out, table = tmp_path / "plan", tmp_path / "out", tmp_path / "t.tsv"
    planned = run_plan(sheet, plan, 1)
    (number, (digest, count)), *_ = planned.items()
    rows = plan / f"{number:04d}.tsv"
    # The sheet is edited while the jobs run: the planned person is judged all the same.
    sheet.write_text("sample\tfiles\nX\tx.vcf\n")
    (row,) = run_batch(rows, out, table, rows_digest=digest, formats=["json"])
    assert (count, row["status"]) == (1, "judged")
    for text, given_digest in (
        (rows.read_text(), "0" * 64),
        (rows.read_text().replace(f"{row['sample']}\t", "X\t"), digest),
        (rows.read_text().replace(f"{row['sample']}\t", "X\t"), ""),
        (sheet.read_text(), digest),
    ):
        other = tmp_path / "rows.tsv"
        other.write_text(text)
        with pytest.raises(RefusedError) as caught:
            run_batch(other, out, table, rows_digest=given_digest)
        assert codes(caught) == [RefusalCode.ROWS_CHANGED]


def test_a_new_plan_leaves_no_rows_of_the_last(tmp_path):
    plan = tmp_path / "plan"
    before = run_plan(write_sheet(tmp_path, "A", "B", "C"), plan, 1)
    after = run_plan(write_sheet(tmp_path, "A", "B"), plan, 2)
    assert len(before) == 3
    assert {p.name for p in plan.iterdir()} == {f"{n:04d}.tsv" for n in after} | {"people.txt"}


def test_what_a_job_costs_does_not_depend_on_the_sheet(tmp_path):
    """operators.md 9: bytes that a job reads of the sheet and the plan, not time."""
    names = [f"P{i:05d}" for i in range(3000)]
    sheet = tmp_path / "samples.tsv"
    sheet.write_text("sample\tfiles\n" + "".join(f"{name}\t{name}.vcf\n" for name in names))
    planned = run_plan(sheet, tmp_path / "plan", 50)
    sizes = [(tmp_path / "plan" / f"{n:04d}.tsv").stat().st_size for n in planned]
    assert max(sizes) < 3000
    assert sum(count for _, count in planned.values()) == 3000


# The cohort is the sheet's people


@pytest.mark.parametrize(
    ("judged", "sheet", "what"),
    [
        ("AB", "AB", ""),
        ("BA", "AB", ""),
        ("AB", "ABC", "1 people (C) have no row."),
        ("ABC", "AB", "1 people (C) are not in the sheet."),
        ("ABA", "AB", "1 people (A) have more than one."),
    ],
)
def test_the_cohort_holds_exactly_the_people_of_the_sheet(tmp_path, judged, sheet, what):
    tables = []
    for number, name in enumerate(judged):
        own = write_sheet(tmp_path, name)
        tables.append(tmp_path / f"{number}.tsv")
        run_batch(own, tmp_path / "out" / str(number), tables[-1], formats=["tsv"])
    path = write_sheet(tmp_path, *sheet)
    places = (tmp_path / "c.tsv", tmp_path / "c.html")
    if not what:
        rows = run_cohort(tables, *places, sheet=path)
        assert [row["sample"] for row in rows] == list(sheet)
        return
    with pytest.raises(RefusedError) as caught:
        run_cohort(tables, *places, sheet=path)
    assert codes(caught) == [RefusalCode.COHORT_INCOMPLETE]
    assert caught.value.faults[0].what == what
    assert not places[0].exists()


# Trouble of the machine


def test_trouble_of_the_machine_is_no_refusal_and_the_finished_stay(tmp_path, monkeypatch, capsys):
    sheet = write_sheet(tmp_path, "A", "B", "C")
    real = batch_module._judge
    judged: list[str] = []

    def judge(entry, *rest):
        if entry.sample == "B" and "B" not in judged:
            judged.append("B")
            raise OSError(errno.ESTALE, "Stale file handle")
        judged.append(entry.sample)
        return real(entry, *rest)

    monkeypatch.setattr(batch_module, "_judge", judge)
    places = [f"--out={tmp_path / 'out'}", f"--table={tmp_path / 't.tsv'}"]
    words = ["batch", *places, f"--keep={tmp_path / 'work'}", "--formats=tsv", str(sheet)]
    assert main(words) == 4
    assert "FAILED MACHINE_TROUBLE: B: Stale file handle." in capsys.readouterr().err
    assert not (tmp_path / "t.tsv").exists()
    assert not (tmp_path / "out").exists()
    assert main(words) == 0
    assert judged == ["B", "A", "C", "B"] or judged == ["A", "B", "C", "B"]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"A.tsv", "B.tsv", "C.tsv"}
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.EIO, "Input/output error"), RefusalCode.MACHINE_TROUBLE),
        (OSError(errno.ENOSPC, "No space left on device"), RefusalCode.MACHINE_TROUBLE),
        (OSError(errno.EMFILE, "Too many open files"), RefusalCode.MACHINE_TROUBLE),
        (MemoryError(), RefusalCode.MACHINE_TROUBLE),
        (
            FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']"),
            RefusalCode.MACHINE_TROUBLE,
        ),
        (FileNotFoundError(errno.ENOENT, "No such file"), RefusalCode.DAMAGED_FILE),
        (OSError("truncated file"), RefusalCode.DAMAGED_FILE),
        (EOFError(), RefusalCode.DAMAGED_FILE),
    ],
)
def test_a_refusal_made_of_trouble_of_the_machine_is_that_trouble(error, code):
    """Wherever a file is read: the damage of a file and the trouble of a disk look alike there."""
    try:
        raise error
    except Exception:
        (fault,) = refuse(RefusalCode.DAMAGED_FILE, "a.vcf", "It is damaged.").faults
    assert fault.code is code


@pytest.mark.parametrize("where", ["read", "judge"])
def test_a_person_who_takes_too_long_is_a_row_and_stops_nobody(tmp_path, monkeypatch, where):
    """Also where the code on the way takes every Exception for a fault of the file."""
    sheet = write_sheet(tmp_path, "A", "B")
    module, name = {"read": (shared_module, "_open"), "judge": (batch_module, "_judge")}[where]
    real = getattr(module, name)

    def slow(entry, *rest):
        while entry.sample == "A":
            with suppress(Exception):
                time.sleep(0.05)
        return real(entry, *rest)

    monkeypatch.setattr(module, name, slow)
    shared = Shared(most_minutes=0.05)
    rows = run_batch(sheet, tmp_path / "o", tmp_path / "t.tsv", shared=shared, formats=["tsv"])
    assert rows[0]["refusal"].startswith("TOO_LARGE: A")
    assert "It took more than 0.05 minutes." in rows[0]["refusal"]
    assert rows[1]["status"] == "judged"


def test_a_value_that_begins_like_an_option_is_a_value(tmp_path, capsys):
    """As the workflow gives them: in one word with the option, or in a file of options."""
    sheet = write_sheet(tmp_path, "A")
    options = tmp_path / "options"
    options.write_text("--reference=--help\n--gnomad=--formats\n")
    words = ["batch", f"--out={tmp_path / 'o'}", f"--table={tmp_path / 't.tsv'}"]
    assert main([*words, f"--options-from={options}", "--", str(sheet)]) == 0
    assert "FILE_NOT_FOUND: --help" in capsys.readouterr().err


def test_a_link_at_the_place_of_the_cohort_is_replaced_and_not_followed(tmp_path):
    sheet = write_sheet(tmp_path, "A")
    run_batch(sheet, tmp_path / "o", tmp_path / "t.tsv", formats=["tsv"])
    target = tmp_path / "precious"
    target.write_text("kept")
    (tmp_path / "c.tsv").symlink_to(target)
    run_cohort([tmp_path / "t.tsv"], tmp_path / "c.tsv", tmp_path / "c.html")
    assert target.read_text() == "kept"
    assert not (tmp_path / "c.tsv").is_symlink()


def test_the_refused_are_forgotten_and_nobody_else(tmp_path):
    tables = tmp_path / "batches"
    for name in ("A", "B"):
        sheet = write_sheet(tmp_path, name)
        if name == "B":
            (tmp_path / "B.vcf").unlink()
        run_batch(sheet, tmp_path / "out" / name, tables / f"{name}.tsv", formats=["tsv"])
    (row,) = run_refused(tables)
    assert row["refusal"].startswith("FILE_NOT_FOUND: B.vcf")
    run_refused(tables, forget=True)
    assert [path.name for path in tables.iterdir()] == ["A.tsv"]


def test_what_is_left_of_the_withdrawn_is_listed_and_removed(tmp_path):
    results = tmp_path / "results"
    sheet = write_sheet(tmp_path, "A", "B", "C")
    for number in run_plan(sheet, tmp_path / "plan", 2):
        name = f"{number:04d}"
        place = results / "cases" / name
        run_batch(tmp_path / "plan" / f"{name}.tsv", place, results / "batches" / f"{name}.tsv")
    assert run_withdrawn(sheet, results, 2) == []
    sheet = write_sheet(tmp_path, "B", "C")  # one batch of two is left
    found = run_withdrawn(sheet, results, 2)
    assert found == run_withdrawn(sheet, results, 2, remove=True)
    assert any("A" in p.name or p.name in {"0002", "0003"} for p in found)
    assert not list(results.rglob("A.*"))
    assert run_withdrawn(sheet, results, 2) == []


# What files and program are


def test_exchanged_files_are_other_files(tmp_path):
    """``mv``, ``cp -p``, ``rsync -a``: the times stay old, and go with the files."""
    paths = [tmp_path / name for name in ("a.vcf", "b.vcf")]
    for path, content in zip(paths, ("##A\n", "##B\n"), strict=True):
        path.write_text(content * 50_000)
        os.utime(path, ns=(10**18, 10**18))  # same size, same time
    before = [fingerprints([path]) for path in paths]
    shutil.move(paths[0], tmp_path / "x")
    shutil.move(paths[1], paths[0])
    shutil.move(tmp_path / "x", paths[1])
    assert [fingerprints([path]) for path in paths] != before
    index = tmp_path / "a.vcf.tbi"
    held = fingerprints(paths)
    index.write_bytes(b"index")
    assert fingerprints(paths) != held


def test_a_new_signature_is_no_other_file():
    def of(query: str) -> str:
        return fingerprints([Path(f"https://host/p.vcf.gz?{query}")])

    assert of("X-Amz-Date=1&X-Amz-Signature=a") == of("X-Amz-Date=2&X-Amz-Signature=b")
    assert of("versionId=1&X-Amz-Date=1") != of("versionId=2&X-Amz-Date=1")


def test_another_byte_of_the_program_is_another_program(tmp_path, monkeypatch):
    place = tmp_path / "osteo_annot"
    package = Path(package_files.__file__).resolve().parents[1]
    shutil.copytree(package, place, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(package_files, "_PACKAGE", place)
    digest = package_files.sources_digest.__wrapped__
    before = digest()
    with (place / "verdict" / "decide.py").open("a") as handle:
        handle.write("\n")
    assert digest() != before


def test_no_secret_of_an_address_is_told(tmp_path):
    line = (
        refuse(
            RefusalCode.REMOTE_NOT_READABLE,
            "https:/roe:pw77@host/p.vcf.gz?X-Amz-Signature=k77&b=1",
            "https://roe:pw77@host/p.vcf.gz?sig=k77 is no file.",
        )
        .faults[0]
        .line()
    )
    assert "77" not in line
    assert "p.vcf.gz" in line


# Whose files


def test_a_file_or_reads_of_another_line_are_refused_also_from_planned_rows(tmp_path):
    """operators.md 1: ``P00002 | P00003.small.vcf.gz``, also for coverage."""
    own = {name: Vcf((name,)).add(NONSENSE, "1/1").write(tmp_path / f"{name}.vcf") for name in "AB"}
    bed = tmp_path / "B.per-base.bed"
    bed.write_text("chr6\t107000000\t109000000\t30\n")
    sheet = tmp_path / "samples.tsv"
    lines = [
        f"A\t{own['A']};{own['B']}\t",
        f"B\t{own['B']}\t",
        f"C\t{own['A']}\t",
    ]
    sheet.write_text("\n".join(["sample\tfiles\tcoverage", *lines]) + "\n")
    rows = run_batch(sheet, tmp_path / "o", tmp_path / "t.tsv", formats=["tsv"])
    told = {row["sample"]: row["refusal"].partition(":")[0] for row in rows}
    assert told == {"A": "SAMPLE_NOT_IN_FILE", "B": "", "C": "SAMPLE_NOT_IN_FILE"}
    sheet.write_text(f"sample\tfiles\tcoverage\nA\t{own['A']}\t{bed}\nB\t{own['B']}\t{bed}\n")
    plan = tmp_path / "plan"
    for number in run_plan(sheet, plan, 1):
        rows = run_batch(
            plan / f"{number:04d}.tsv", tmp_path / "p", tmp_path / "t.tsv", formats=["json"]
        )
        (row,) = rows
        wrong = row["sample"] == "A"
        assert row["refusal"].startswith("SAMPLE_NOT_IN_FILE: B.per-base.bed") is wrong
        assert ("who is the person of another line" in row["refusal"]) is wrong
    (person,) = (tmp_path / "p").glob("*.json")
    files = {f["name"]: f["column"] for f in json.loads(person.read_text())["provenance"]["inputs"]}
    assert files["B.vcf"] == "B"
