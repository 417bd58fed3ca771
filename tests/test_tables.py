"""Tables and lists of people: every person is in them under the own name, whoever reads them."""

from __future__ import annotations

import csv
import html
import re
import shutil
import subprocess
from pathlib import Path

import pandas
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.cohort import run_cohort
from osteo_annot.cli.cohort_files import MANY
from osteo_annot.report.files import file_stem
from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.cohort_view import MOST_LISTED
from osteo_annot.report.result.build import Options
from osteo_annot.report.table.cohort import COHORT_COLUMNS, refused_row
from osteo_annot.report.table.tsv import FORMULA_START, plain_cell, safe_cell, table
from osteo_annot.verdict.advice import NextTest
from tests.programs import needs
from tests.typed import judged
from tests.vcf_builder import NONSENSE, Vcf

NAMES = ('"A', '"=1+1"', '"=HYPERLINK(""http://x.invalid"",""o"")"', "'=1+1", "=1+1", '" x', "-")


@pytest.mark.parametrize("text", [*NAMES, "plain", "a'b", ' "x', "c.36T>A", "''"])
def test_a_cell_is_read_back_as_it_was_and_starts_nothing(text: str) -> None:
    cell = safe_cell(text)
    assert plain_cell(cell) == text
    assert not cell.lstrip().startswith((*FORMULA_START, '"')) or cell == "-"


def test_no_two_texts_give_one_cell() -> None:
    texts = [*NAMES, *(f"'{name}" for name in NAMES)]
    assert len({safe_cell(text) for text in texts}) == len(set(texts))


def test_csv_and_pandas_read_as_many_rows_as_people(tmp_path: Path) -> None:
    """A leading quote joins lines for readers with the usual quoting: nobody must be lost."""
    names = (*NAMES, *(f"P{i}" for i in range(12)))
    calls = ["1/1" if name == '"=1+1"' else "0/1" for name in names]
    path = Vcf(samples=names).add(NONSENSE, *calls).write(tmp_path / "a.vcf")
    run_annotate([path], tmp_path / "out", formats=["tsv"])
    made = tmp_path / "out" / "cohort.tsv"
    with made.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    frame = pandas.read_csv(made, sep="\t", keep_default_na=False)
    assert [plain_cell(row["sample"]) for row in rows] == list(names)
    assert [plain_cell(name) for name in frame["sample"]] == list(names)
    assert {row["state"] for row in rows if plain_cell(row["sample"]) == '"=1+1"'} == {
        "APPARENT_HOM"
    }


SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@needs(SOFFICE is not None, "LibreOffice", "libreoffice-calc")
def test_libreoffice_reads_as_many_rows_as_people_and_no_formula(tmp_path: Path) -> None:
    """With the usual settings of its import: tabs, text in double quotes, UTF-8."""
    made = tmp_path / "cohort.tsv"
    made.write_text(table(COHORT_COLUMNS, [refused_row(name, []) for name in NAMES]), "utf-8")
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--infilter=CSV:9,34,76,1", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(made)], check=True, capture_output=True, timeout=240)
    sheet = (tmp_path / "cohort.fods").read_text("utf-8")
    assert "table:formula" not in sheet
    rows = re.findall(r"<table:table-row.*?</table:table-row>", sheet, re.DOTALL)
    first = (re.search(r"<text:p>(.*?)</text:p>", row, re.DOTALL) for row in rows)
    names = [html.unescape(found[1]) for found in first if found]
    assert [name.replace("\u2019", "'") for name in names[1:]] == [safe_cell(n) for n in NAMES]


def test_joined_tables_keep_every_name(tmp_path: Path) -> None:
    """A table of tables is not led twice."""
    part = tmp_path / "a.tsv"
    part.write_text(table(COHORT_COLUMNS, [refused_row(name, []) for name in NAMES]), "utf-8")
    rows = run_cohort([part], tmp_path / "all.tsv", tmp_path / "all.html")
    assert [row["sample"] for row in rows] == list(NAMES)
    assert (tmp_path / "all.tsv").read_bytes() == part.read_bytes()


@pytest.mark.parametrize(("people", "listed"), [(MANY, False), (MANY + 1, True)])
def test_many_people_get_a_table_and_a_page(tmp_path: Path, people: int, listed: bool) -> None:
    names = tuple(f"P{i}" for i in range(people))
    path = Vcf(samples=names).add(NONSENSE, *["0/1"] * people).write(tmp_path / "a.vcf")
    run_annotate([path], tmp_path / "out", formats=["html"])
    found = {p.name for p in (tmp_path / "out").iterdir()} - {f"{name}.html" for name in names}
    assert found == ({"cohort.tsv", "cohort.html"} if listed else set())
    if listed:
        page = (tmp_path / "out" / "cohort.html").read_text("utf-8")
        assert all(f'href="{name}.html"' in page for name in names)


def test_a_person_named_cohort_keeps_the_own_files_and_the_table(tmp_path: Path) -> None:
    names = ("cohort", *(f"P{i}" for i in range(MANY)))
    path = Vcf(samples=names).add(NONSENSE, "1/1", *["0/1"] * MANY).write(tmp_path / "a.vcf")
    run_annotate([path], tmp_path / "out", formats=["tsv"])
    own, stem = tmp_path / "out", file_stem("cohort")
    assert stem != "cohort"
    assert (own / f"{stem}.tsv").read_text("utf-8").count("APPARENT_HOM") == 1
    assert (own / "cohort.tsv").read_text("utf-8").count("\n") == MANY + 2


def test_a_long_page_lists_who_has_something_and_counts_all() -> None:
    nobody = {**refused_row("x", []), "status": "judged", "state": "NONE_CALLABLE"}
    nobody |= {"confidence": "high"}
    rows = [nobody] * MOST_LISTED + [refused_row("y", [])]
    page = render_cohort(rows)
    assert f"{MOST_LISTED + 1:,} persons" in page
    assert f"{MOST_LISTED - 1:,} persons without candidate" in page
    assert "1 further person not listed here" in page
    assert page.count('<tr id="p') == MOST_LISTED
    assert f'<tr id="p{MOST_LISTED + 1}"' in page, "the refused one"


def test_next_test_names_first_what_fits_the_findings(tmp_path: Path) -> None:
    """With renal tubular acidosis the ranked differential has CA2 first (OPTB3)."""

    def told(*findings: str) -> str:
        result = judged(tmp_path, Vcf().add(NONSENSE, "0/1"), options=Options(findings))
        return next(t.text for t in result.verdict.next_tests if t.code is NextTest.OTHER_GENES)

    assert "examine CLCN7, TCIRG1 and SNX10 and" in told()
    assert "examine CA2 first" in told(
        "HP:0001947", "HP:0002514"
    )  # acidosis, cerebral calcification
