"""The page of a cohort: order, folding, filters, who carries what; with and without its script.

Expected by report.md ("Cohort page") and by the order of states in clinical rules 2.2.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
from pathlib import Path

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.cohort import run_cohort
from osteo_annot.errors import RefusedError
from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.cohort_view import person_of, variant_lines
from osteo_annot.report.table.carried import carried, carried_cell, carried_of
from osteo_annot.report.table.cohort import COHORT_COLUMNS, cohort_row, refused_row
from osteo_annot.report.table.tsv import table
from osteo_annot.verdict.state import State
from tests.programs import CHROMIUM, needs_browser
from tests.typed import judged, small_event, small_result
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf

Row = dict[str, str]


@pytest.fixture
def fx_rows(tmp_path: Path) -> list[Row]:
    """Five people of one joint file, least severe first, and one who was refused."""
    names = ("nobody", "carrier", "two", "both", "other")
    path = Vcf(samples=names)
    path.add(NONSENSE, "0/0", "0/1", "0/1", "1/1", "0/0")
    path.add(FRAMESHIFT, "0/0", "0/0", "0/1", "0/0", "0/0")
    run_annotate([path.write(tmp_path / "a.vcf")], tmp_path / "out", formats=["html"])
    with (tmp_path / "out" / "cohort.tsv").open(newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["sample"] for row in rows] == list(names)
    return [*rows, refused_row("broken", [])]


def test_the_most_severe_stand_first_and_who_has_no_news_is_folded_with_a_count(fx_rows):
    page = render_cohort(fx_rows, "cohort.tsv")
    heads = re.findall(r'<h2 id="g\d+"><span [^>]*>[^<]*</span> (.*?): [\d,]+ person', page)
    order = [state.text for state in State if state.text in heads]
    assert heads == [*order, "Input refused"]
    assert heads[0] == State.APPARENT_HOM.text
    folded = re.search(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    assert folded is not None
    assert folded[1].startswith("2 persons without candidate")
    assert re.findall(r'id="p(\d)"', folded[2]) == ["1", "5"]
    assert 'href="cohort.tsv"' in page


def test_a_report_links_back_to_the_page_of_everybody(fx_rows, tmp_path):
    """Links both ways; a person alone has no such page."""
    assert 'href="carrier.html"' in (tmp_path / "out" / "cohort.html").read_text()
    assert '<a href="cohort.html">' in (tmp_path / "out" / "carrier.html").read_text()
    run_annotate([tmp_path / "a.vcf"], tmp_path / "one", sample="carrier", formats=["html"])
    assert "cohort.html" not in (tmp_path / "one" / "carrier.html").read_text()


def test_person_and_variant_link_to_each_other(fx_rows):
    """A table per variant: who carries it, and on how many copies."""
    page = render_cohort(fx_rows)
    lines = variant_lines([person_of(i, row) for i, row in enumerate(fx_rows, 1)])
    carriers = {
        line.variant.name: {(c.person.sample, c.variant.zygosity.value) for c in line.first}
        for line in lines
    }
    assert carriers == {
        "c.36T>A": {
            ("carrier", "heterozygous"),
            ("two", "heterozygous"),
            ("both", "apparent_homozygous"),
        },
        "c.415_416del": {("two", "heterozygous")},
    }
    for line in lines:
        assert page.count(f'id="v{line.variant.key}"') == 1
        assert page.count(f'href="#v{line.variant.key}"') == line.count
        row = re.search(rf'<tr id="v{line.variant.key}">.*?</tr>', page, re.DOTALL)
        assert row is not None
        linked = set(re.findall(r'href="#p(\d)"', row[0]))
        assert linked == {str(carrier.person.number) for carrier in line.first}


def test_another_allele_at_a_place_is_another_variant(tmp_path):
    position, ref, alt = NONSENSE
    other = next(base for base in "ACGT" if base not in {ref, alt})
    found = [
        carried(judged(tmp_path, Vcf().add((position, ref, base), "0/1"))) for base in (alt, other)
    ]
    keys = {variant.key for told in found for variant in told.variants}
    assert len(keys) == sum(len(told.variants) for told in found)


def test_a_format_that_could_not_be_made_is_shown_with_the_result(fx_rows):
    rows = [{**row, "refusal": "FORMAT_FAILED: both, pdf: PdfError."} for row in fx_rows[3:4]]
    page = render_cohort(rows)
    assert "FORMAT_FAILED: both, pdf" in page
    assert State.APPARENT_HOM.text in page


def test_the_cell_of_variants_comes_back_and_is_never_cut() -> None:
    long = small_event(id="e1")
    events = [small_event(id=f"e{i}") for i in range(300)]
    for result in (small_result(), small_result(long), small_result(*events)):
        told = carried(result)
        cell = carried_cell(told)
        assert carried_of(cell) == told
        assert len(cell) < 5000
        assert len(told.variants) + told.left == len(result.events)
        row = cohort_row(result, "")
        assert cell in table(COHORT_COLUMNS, [row])


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("state", "FINE"),
        ("status", "fine"),
        ("confidence", "sure"),
        ("variants", "[1"),
        ("variants", "{}"),
        ("variants", '{"variants":[{"key":"a"}],"left":0}'),
    ],
)
def test_a_table_that_was_edited_is_refused(fx_rows, tmp_path, column, cell):
    part = tmp_path / "part.tsv"
    part.write_text(table(COHORT_COLUMNS, [fx_rows[0], {**fx_rows[1], column: cell}]), "utf-8")
    with pytest.raises(RefusedError, match=r"SHEET_INVALID: part\.tsv, line 3"):
        run_cohort([part], tmp_path / "all.tsv", tmp_path / "all.html")


def after(script: str, page: str, folder: Path) -> dict[str, object]:
    """What the script leaves on the body once the page was read, as JSON."""
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    told = f"<script>{script}; document.body.dataset.told = JSON.stringify(told)</script></body>"
    place = folder / "page.html"
    place.write_text(policy.sub("", page).replace("</body>", told), "utf-8")
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000",
         f"--user-data-dir={folder / 'profile'}", "--dump-dom", place.as_uri()],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    found = re.search(r'data-told="([^"]*)"', done.stdout)
    assert found is not None
    value = json.loads(found[1].replace("&quot;", '"'))
    assert isinstance(value, dict)
    return value


FILTERED = """
const chip = (text) => [...document.querySelectorAll("#filter [aria-pressed]")]
  .find((c) => c.textContent.startsWith(text)).click();
const seen = () => [...document.querySelectorAll(".group:not([hidden]) tr[data-t]:not([hidden])")]
  .filter((r) => !r.closest("details") || r.closest("details").open).map((r) => r.id);
const told = {};
told.all = seen();
chip("2 "); told.exon = seen();
document.querySelector("#filter fieldset [aria-pressed]").click(); told.none = seen();
document.getElementById("filter").reset();
"""


@needs_browser
@pytest.mark.slow
def test_chips_and_search_filter_and_open_what_is_folded(fx_rows, tmp_path):
    """Answers to one question add up, questions narrow; a fold with somebody found is opened."""
    page = render_cohort(fx_rows)
    found = after(FILTERED, page, tmp_path)
    assert found["all"] == ["p4", "p3", "p2", "p6"]
    assert found["exon"] == ["p3"]
    assert found["none"] == []
    search = """
      const told = {}; const box = document.getElementById("search");
      window.setTimeout = (run) => run();
      box.value = "NOBODY"; box.dispatchEvent(new Event("input"));
      told.open = [...document.querySelectorAll(".group:not([hidden]) details[open] tr[data-t]")]
        .filter((r) => !r.hidden).map((r) => r.id);
      told.count = document.getElementById("found").textContent"""
    assert after(search, page, tmp_path) == {"open": ["p1"], "count": "1 listed"}
