"""The drawings as a browser lays them out, on a phone and on a desk: legible, and in their boxes.

report.md: on a phone nothing scrolls sideways but named boxes, and figures are readable at 390 px.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from tests.browser import dom
from tests.golden import judged
from tests.programs import needs_browser

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
LEAST_TYPE = 10.0
"""Pixels of the type of labels, which is 11 units of a drawing."""
MEASURE = """
addEventListener("load", () => {
  const page = document.querySelector("iframe").contentDocument;
  const root = page.documentElement;
  const drawings = [...page.querySelectorAll("svg.drawing")].map(svg => ({
    name: svg.getAttribute("aria-labelledby").split("-")[0],
    type: 11 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
    box: svg.parentElement.getAttribute("aria-label"),
    scrolls: getComputedStyle(svg.parentElement).overflowX,
  }));
  const found = {wide: root.scrollWidth, seen: root.clientWidth, drawings};
  document.documentElement.dataset.found = JSON.stringify(found);
});
"""


def measured(page: str, width: int, folder: Path) -> dict[str, Any]:
    """Sizes of a page and of its drawings in a window of a width."""
    frame = f'<iframe style="width:{width}px;height:900px;border:0" srcdoc="{escape(page)}">'
    outer = f"<!DOCTYPE html><html><body>{frame}</iframe><script>{MEASURE}</script></body></html>"
    found = re.search(r'<html[^>]*data-found="([^"]*)"', dom(outer, folder))
    assert found is not None, "the page was not measured"
    sizes: dict[str, Any] = json.loads(unescape(found[1]))
    return sizes


def with_reads() -> str:
    """The demo case whose reads show a deletion and a stop."""
    files = [DEMO / "hemizygous.vcf", DEMO / "hemizygous.sv.vcf"]
    inputs = read_inputs(files, coverage=[DEMO / "hemizygous.bam"])
    return render_html(result_of(inputs, "hemizygous", Options()))


@needs_browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("case", ["reads", "F10"])
def test_drawings_are_legible_in_their_own_boxes(case: str, width: int, tmp_path: Path) -> None:
    page = with_reads() if case == "reads" else render_html(judged(case, tmp_path))
    sizes = measured(page, width, tmp_path)
    assert sizes["wide"] <= sizes["seen"], "the page scrolls sideways"
    names = {drawing["name"] for drawing in sizes["drawings"]}
    expected = {"copies", "protein"}
    expected |= {"junction1", "variant1", "genedepth"} if case == "reads" else {"pedigree"}
    assert names >= expected
    for drawing in sizes["drawings"]:
        assert drawing["type"] >= LEAST_TYPE, drawing
        assert drawing["box"], drawing
        assert drawing["scrolls"] == "auto", drawing
