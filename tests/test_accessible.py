"""The page under axe-core (WCAG 2.1 A and AA, and best practices), in Chromium: no violation.

axe-core comes in the wheel ``axe-core-python``, of the tests only; nothing is fetched.
"""

from __future__ import annotations

import html
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.release_model import Release
from osteo_annot.report.table.cohort import cohort_row, refused_row
from osteo_annot.sentences.language import Language
from tests.browser import dom
from tests.golden import judged
from tests.programs import needs_browser
from tests.signed import AMENDED, WITHDRAWN, signed
from tests.test_figures_in_browser import with_reads

FOUND = find_spec("axe_core_python")
needs_axe = pytest.mark.skipif(FOUND is None, reason="axe-core-python is not installed")
CASES = ("F02", "F10", "F11", "F12", "F18", "F23", "F34_callable", "F06", "F32")
"""Both copies, trio, order and findings, one copy, contradiction, nothing found, hostile."""


def axe() -> str:
    """The script of axe-core."""
    assert FOUND is not None
    assert FOUND.origin is not None
    return Path(FOUND.origin).with_name("axe.min.js").read_text(encoding="utf-8")


PHONE, DESK = 390, 1280
"""Widths in CSS pixels of a phone, which is narrower than any window of Chromium, and a desk."""


def violations(page: str, folder: Path, width: int = DESK) -> list[dict[str, Any]]:
    """What axe-core finds: rule and elements. The page's policy lets no script in, so it goes."""
    run = (
        "axe.run(document, {resultTypes: ['violations']}).then(r => { "
        "const told = parent.document.documentElement.dataset; told.width = innerWidth; "
        "told.found = JSON.stringify(r.violations.map(v => "
        "({rule: v.id, where: v.nodes.slice(0, 5).map(n => n.html.slice(0, 200))}))); });"
    )
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', page)
    assert policy is not None
    opened = page.replace(policy[0], "")
    inside = opened.replace("</body>", f"<script>{axe()}\n{run}</script></body>")
    frame = f'<iframe style="width:{width}px;height:900px" srcdoc="{html.escape(inside)}"></iframe>'
    made = dom(f"<!DOCTYPE html><html><body>{frame}</body></html>", folder)
    found = re.search(r'<html[^>]*data-width="(\d+)"[^>]*data-found="([^"]*)"', made)
    assert found is not None, "axe-core did not finish"
    assert int(found[1]) == width
    listed: list[dict[str, Any]] = json.loads(html.unescape(found[2]))
    return listed


@needs_browser
@needs_axe
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_report_has_no_violation(name: str, tmp_path: Path) -> None:
    language = Language.DE if name == "F10" else Language.EN
    width = PHONE if CASES.index(name) % 2 else DESK
    assert violations(render_html(judged(name, tmp_path), language), tmp_path, width) == []


@needs_browser
@needs_axe
@pytest.mark.slow
@pytest.mark.parametrize("release", [AMENDED, WITHDRAWN], ids=lambda r: r.standing)
def test_a_signed_report_has_no_violation(release: Release, tmp_path: Path) -> None:
    page = render_html(signed(judged("F11", tmp_path), release))
    assert violations(page, tmp_path) == []


@needs_browser
@needs_axe
@pytest.mark.slow
def test_pictures_of_reads_have_no_violation(tmp_path: Path) -> None:
    assert violations(with_reads(), tmp_path, PHONE) == []


@needs_browser
@needs_axe
@pytest.mark.slow
def test_the_cohort_page_has_no_violation(tmp_path: Path) -> None:
    rows = [
        cohort_row(judged(name, tmp_path), f"{name}.html")
        for name in ("F02", "F23", "F34_callable")
    ]
    page = render_cohort([*rows, refused_row("X", [])])
    assert violations(page, tmp_path, PHONE) == []


@needs_browser
@needs_axe
@pytest.mark.slow
def test_the_check_can_fail(tmp_path: Path) -> None:
    main = '<main id="main">'
    faults = f'{main}<img src="data:,"><a href="#title"></a>'
    page = render_html(judged("F23", tmp_path)).replace(main, faults, 1)
    assert {v["rule"] for v in violations(page, tmp_path)} >= {"image-alt", "link-name"}
