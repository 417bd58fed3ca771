"""The template engine of the pages: escaped, strict, and with nothing that reaches out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.report.text import CELL, PROSE, allele, counted, exon_list, number, shortened

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).resolve().parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The engine; imported and built on first use, kept for a batch."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    made.filters |= {
        "allele": allele,
        "cell": _cell,
        "columns": columns,
        "counted": counted,
        "exons": exon_list,
        "human": human,
        "number": number,
        "shortened": shortened,
    }
    return made


def _shown(value: object) -> object:
    """Text that goes into a page: made visible and capped; markup already made is left alone."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return shortened(value, PROSE)
    return value


def _cell(value: object, limit: int = CELL) -> str:
    """A value from a file, short enough for a table cell."""
    return shortened(str(value), limit)


_WORDS = {"hpo": "HPO", "omim": "OMIM", "pmid": "PMID", "id": "ID", "ids": "IDs", "hgvs": "HGVS"}


def human(key: str) -> str:
    """A key as a heading: ``frequency_text`` becomes ``Frequency text``."""
    words = [_WORDS.get(word, word) for word in key.split("_")]
    told = " ".join(words)
    return told[:1].upper() + told[1:]


def columns(rows: list[Mapping[str, Any]]) -> list[str]:
    """Keys of all rows in order of first appearance, without those empty in every row."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return [key for key in keys if any(row.get(key) not in (None, "", [], {}) for row in rows)]


@lru_cache(maxsize=8)
def asset(name: str) -> tuple[str, str]:
    """Text of a style or script file, and its hash as a content security policy names it."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return text, f"sha256-{digest}"


def page(template: str, *, style: str, script: str = "", **values: object) -> str:
    """A whole page: the template with its style, its policy and perhaps a script inside.

    The policy allows exactly these two texts and forbids every other source.
    """
    from markupsafe import Markup

    css, css_hash = asset(style)
    js, js_hash = asset(script) if script else ("", "")
    policy = f"default-src 'none'; style-src '{css_hash}'"
    policy += f"; script-src '{js_hash}'" if js else ""
    policy += "; base-uri 'none'; form-action 'none'"
    return (
        environment()
        .get_template(template)
        .render(css=Markup(css), js=Markup(js), policy=policy, **values)
    )
