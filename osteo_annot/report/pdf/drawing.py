"""Drawings of the page as a PDF takes them: with their own style, in the colours of paper."""

from __future__ import annotations

import re
from functools import lru_cache

from osteo_annot.report.page.environment import asset
from osteo_annot.report.pdf.glyphs import FONTS, in_glyphs

_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def printed(svg: str) -> str:
    """A drawing with the style that the page's sheet gives it, and glyphs for all its text."""
    head = f"<svg {_NAMESPACE} " if _NAMESPACE not in svg else "<svg "
    styled = re.sub(r"<svg ([^>]*)>", rf"{head}\1><style>{_style()}</style>", svg, count=1)
    return in_glyphs(styled)


def mark(svg: str) -> str:
    """The mark across a page, in a grey that leaves the text to be read; empty without one."""
    style = ".stroke { fill: none; stroke: #ececec; stroke-width: 7; stroke-linejoin: round }"
    return re.sub(r"<svg ([^>]*)>", rf"<svg {_NAMESPACE} \1><style>{style}</style>", svg, count=1)


def described(svg: str) -> str:
    """The description inside a drawing, for readers who do not see it."""
    from html import unescape

    found = re.search(r"<desc[^>]*>([^<]*)</desc>", svg)
    return unescape(found[1]) if found else ""


def width_of(svg: str) -> float:
    """The width of a drawing in its own units."""
    found = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ', svg)
    return float(found[1]) if found else 0.0


@lru_cache(maxsize=1)
def _style() -> str:
    """The rules of drawings with the colours of paper in the place of variables."""
    css = asset("page.css")
    paper = css[css.index("@media print") :]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", paper))
    rules = "".join(re.findall(r"^\.drawing .*\}$", css, re.MULTILINE))
    rules = re.sub(r"var\(--([a-z-]+)\)", lambda found: colours.get(found[1], "#000000"), rules)
    return f"text {{ font-family: '{FONTS[0]}', '{FONTS[1]}'; }}{rules}"
