"""The report as PDF for the archive: the page of the case, printed to A4.

The same result gives the same bytes with the same fonts installed: no clock and no random
identifier goes in, and nothing outside the page is read.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.report.page.environment import asset
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.model import Result


def write_pdf(result: Result, path: Path) -> None:
    """Write the page of a result as PDF.

    Raises RefusedError (FORMAT_UNAVAILABLE) where the system library Pango is missing.
    """
    try:
        import weasyprint  # lazy: costs a second, and loads a system library
    except OSError as error:
        raise refuse(RefusalCode.FORMAT_UNAVAILABLE, "pdf", "Pango is not installed.") from error
    # WeasyPrint tells of each style of the screen that paper does not have; that is no news.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    page = _without_links_out(_drawings_with_style(render_html(result)))
    digest = hashlib.sha256(page.encode()).digest()
    with _without_clock():
        weasyprint.HTML(string=page, url_fetcher=_refuse_all).write_pdf(
            path, pdf_identifier=digest[:16], pdf_tags=True
        )


def _without_links_out(page: str) -> str:
    """The page with its links to catalogues as text: a file of the archive opens nothing."""
    return re.sub(r' href="https://[^"]*"', "", page)


@contextmanager
def _without_clock() -> Iterator[None]:
    """Keep the time out of the fonts, where fontTools writes them for want of HarfBuzz-subset."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _drawings_with_style(page: str) -> str:
    """The page with the style of drawings inside each: WeasyPrint does not hear the page's there.

    Text of a person cannot look like the start of a drawing, as it stands escaped in the page.
    """
    return re.sub(
        r"<svg [^>]*>", lambda found: f"{found[0]}<style>{_drawing_style()}</style>", page
    )


@lru_cache(maxsize=1)
def _drawing_style() -> str:
    """The rules of drawings with the colours of paper in the place of variables."""
    css = asset("page.css")
    paper = css[css.index("@media print") :]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", paper))
    rules = "".join(re.findall(r"^\.drawing .*\}$", css, re.MULTILINE))
    return re.sub(r"var\(--([a-z-]+)\)", lambda found: colours.get(found[1], "#000000"), rules)


def _refuse_all(url: str, *_: object, **__: object) -> dict[str, Any]:
    """Nothing is fetched: the page is whole, and a name in it must not open a file."""
    raise ValueError(f"not fetched: {url[:40]}")
