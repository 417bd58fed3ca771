"""The template engine of the review: that of the report, with the pages of the review beside it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.report.page.environment import TEMPLATES, asset, environment
from osteo_annot.report.text import visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@lru_cache(maxsize=1)
def engine() -> Environment:
    """The engine: escapes, caps and shows text as the report does; never reads a page anew."""
    from jinja2 import FileSystemLoader

    places = [TEMPLATES, HERE / "templates"]
    made = environment().overlay(loader=FileSystemLoader(places, encoding="utf-8"))
    made.filters = {**made.filters, "lines": lines, "verbatim": verbatim}
    return made


def lines(text: str) -> Markup:
    """Text of several lines, each made visible as in the report, none cut."""
    from markupsafe import Markup, escape

    return Markup("\n").join(escape(visible(line)) for line in text.split("\n"))


def verbatim(text: str) -> Markup:
    """Text as it goes back into a field: escaped, and otherwise just what was typed."""
    from markupsafe import escape

    return escape(text)


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[str, bytes]]:
    """What a page loads from this server, by address: media type and bytes.

    The address holds the digest, so that a browser may keep what it got.
    """
    style = asset("page.css").encode() + (STATIC / "review.css").read_bytes()
    files = {
        "review.css": ("text/css", style),
        "review.js": ("text/javascript", (STATIC / "review.js").read_bytes()),
        "htmx.min.js": ("text/javascript", (STATIC / "htmx.min.js").read_bytes()),
        "icon.svg": ("image/svg+xml", (STATIC / "icon.svg").read_bytes()),
    }
    return {
        f"/static/{hashlib.sha256(body).hexdigest()[:16]}/{name}": (kind, body)
        for name, (kind, body) in files.items()
    }


@lru_cache(maxsize=8)
def address_of(name: str) -> str:
    """The address of a style or script."""
    return next(address for address in assets() if address.endswith(f"/{name}"))


def rendered(template: str, **values: object) -> str:
    """A page of the review as text."""
    return (
        engine()
        .get_template(template)
        .render(
            language="en",
            style=address_of("review.css"),
            script=address_of("review.js"),
            htmx=address_of("htmx.min.js"),
            icon=address_of("icon.svg"),
            js="",
            **values,
        )
    )
