"""The report on paper and on a phone, as Chromium makes it.

Source: report.md: page one stands on one sheet of A4, page two on the next; nothing scrolls
sideways on a phone but named boxes; the mark of a draft is in no text.
"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pypdf
import pytest

from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.html import render_html
from osteo_annot.report.table.cohort import cohort_row, refused_row
from osteo_annot.sentences.language import Language
from tests.browser import dom
from tests.golden import judged
from tests.programs import CHROMIUM, needs_browser

EACH_KIND = ("F02", "F10", "F11", "F12", "F18", "F24", "F34_callable", "F34_not_covered", "F06")
"""Both copies, trio, order, cis, contradiction, apparent homozygote, nothing found, one copy."""

pytestmark = [needs_browser, pytest.mark.slow]


def printed(page: str, folder: Path) -> list[str]:
    """The text of each sheet."""
    source, target = folder / "printed.html", folder / "printed.pdf"
    source.write_text(page, encoding="utf-8", newline="\n")
    assert CHROMIUM is not None
    subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--no-pdf-header-footer", f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}", source.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    reader = pypdf.PdfReader(io.BytesIO(target.read_bytes()))
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.mark.parametrize("name", EACH_KIND)
def test_page_one_fits_one_sheet_and_page_two_the_next(name: str, tmp_path: Path) -> None:
    result = judged(name, tmp_path)
    sheets = printed(render_html(result), tmp_path)
    first, second = (" ".join(text.split()) for text in sheets[:2])
    for told in ("How sure, and why", "Interpretation", "Not examined", "Next", "Signatures"):
        assert told in first
    assert "Evidence" in second
    assert "Criteria in short" in second
    assert len(sheets) <= 13
    assert not any("DRAFT" in text for text in sheets)


def test_page_one_in_german_fits_too(tmp_path: Path) -> None:
    sheets = printed(render_html(judged("F11", tmp_path), Language.DE), tmp_path)
    assert "Unterschriften" in sheets[0]
    assert "Evidence" in sheets[1]
    assert not any("ENTWURF" in text for text in sheets)


def everybody(folder: Path) -> str:
    """The page of some people, one with a name that has no place to break."""
    rows = [cohort_row(judged(name, folder), f"{name}.html") for name in EACH_KIND]
    rows[0]["sample"] = "PERSON-" + "0123456789" * 7
    return render_cohort([*rows, refused_row("broken", [])], "cohort.tsv")


_MEASURE = """
<script>
addEventListener('load', () => {
  const page = document.querySelector('iframe').contentDocument, wide = [];
  for (const one of page.querySelectorAll('body *')) {
    const box = one.closest('.scroll');
    if (one.getBoundingClientRect().right > 391 && !box && !one.closest('svg'))
      wide.push(one.tagName + '.' + one.className);
  }
  for (const box of page.querySelectorAll('.scroll'))
    if (!(box.hasAttribute('tabindex'))) wide.push('a box without focus');
  document.documentElement.dataset.wide = wide.slice(0, 5).join(' ') || 'none';
});
</script>
"""


@pytest.mark.parametrize("name", ["F10", "F11", "F18", "F32", "cohort"])
def test_nothing_scrolls_sideways_on_a_phone_but_boxes(name: str, tmp_path: Path) -> None:
    page = everybody(tmp_path) if name == "cohort" else render_html(judged(name, tmp_path))
    page = page.replace("<details>", "<details open>")
    page = page.replace('id="filter" hidden', 'id="filter"')
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page)
    assert policy is not None
    framed = page.replace(policy[0], "").replace("&", "&amp;").replace('"', "&quot;")
    frame = f'<iframe srcdoc="{framed}" style="width:390px;height:800px;border:0"></iframe>'
    made = dom(f"<!DOCTYPE html><html><body>{frame}{_MEASURE}</body></html>", tmp_path)
    found = re.search(r'<html[^>]*data-wide="([^"]*)"', made)
    assert found is not None
    assert found[1] == "none"
