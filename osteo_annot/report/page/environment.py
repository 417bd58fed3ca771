"""The template engine of the pages: escaped, strict, and with nothing that reaches out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.report.text import (
    CELL,
    PROSE,
    allele,
    counted,
    exon_list,
    number,
    shortened,
    visible,
)
from osteo_annot.sentences.language import Language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).resolve().parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The engine; imported and built on first use, kept for a batch."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from osteo_annot.report.page.in_words import english, in_words, label
    from osteo_annot.report.page.template_cache import template_cache

    made = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
        bytecode_cache=template_cache(TEMPLATES),
    )
    made.filters |= {
        "allele": allele,
        "anchor": anchor,
        "cell": _cell,
        "counted": counted,
        "exons": exon_list,
        "in_words": in_words,
        "english": english,
        "label": label,
        "number": number,
        "shortened": shortened,
        "unbroken": unbroken,
        "with_entries": with_entries,
    }
    return made


def _shown(value: object) -> object:
    """Text that goes into a page: made visible, capped, escaped; markup already made is left."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _escaped(value) if len(value) <= PROSE else shortened(value, PROSE)
    return value


@lru_cache(maxsize=4096)
def _escaped(text: str) -> Markup:
    """Text as markup; every page of a batch says much the same, so what was said is kept."""
    from markupsafe import escape

    return escape(visible(text))


def anchor(name: str) -> str:
    """An id of an event as the name of a place in the page."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", visible(name))


_ENTRY = re.compile(r"\bf[0-9]+\.r[0-9]+\b")


def with_entries(text: str | Markup, entries: Set[str]) -> Markup:
    """Text in which each entry of the ledger that has a line of its own leads there."""
    from markupsafe import Markup, escape

    def linked(found: re.Match[str]) -> str:
        name = found[0]
        return f'<a href="#{name}">{name}</a>' if name in entries else name

    return Markup(_ENTRY.sub(linked, str(escape(text))))  # an entry's name has nothing to escape


_NAME = re.compile(r"[cgmnp]\.[\[(]?[A-Za-z0-9*?=-]")
_LONGEST_UNBROKEN = 34


@lru_cache(maxsize=2048)
def unbroken(text: str, longest: int = _LONGEST_UNBROKEN) -> Markup:
    """Text whose names of variants are not parted at the end of a line, unless they are long."""
    from markupsafe import Markup

    words = (_word(word, longest) for word in shortened(text, PROSE).split(" "))
    return Markup(" ").join(words)


def _word(word: str, longest: int) -> Markup:
    """One word; a name of a variant is kept whole, or parted between its two ends."""
    from markupsafe import Markup, escape

    if not _NAME.search(word):
        return escape(word)
    parts = [word] if len(word) <= longest else re.split("(?<=_)", word)
    whole = (Markup('<span class="name">{}</span>').format(part) for part in parts)
    return Markup("<wbr>").join(whole)


def _cell(value: object, limit: int = CELL) -> str:
    """A value from a file, short enough for a table cell."""
    return shortened(str(value), limit)


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """Text of a style or script file."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _allowed(*texts: str) -> str:
    """Inline texts as a content security policy names them: by their hashes."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(d).decode('ascii')}'" for d in digests)


def printed_footer(text: str) -> str:
    """A style that prints a line of text at the foot of every page.

    Everything but ASCII letters and digits is written as a code point of six digits, so that no
    text can end the string, the rule or the element that it stands in.
    """
    spelled = "".join(
        c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in visible(text)
    )
    return f'@page {{ @bottom-left {{ content: "{spelled}"; }} }}'


def page(
    template: str,
    *,
    footer: str,
    script: str = "",
    language: Language = Language.EN,
    styles: Sequence[str] = ("page.css",),
    **values: object,
) -> str:
    """A whole page: the template with its styles, its policy and perhaps a script inside.

    The policy allows exactly these texts and forbids every other source.
    """
    from markupsafe import Markup

    css, printed = "".join(map(asset, styles)), printed_footer(footer)
    js = asset(script) if script else ""
    policy = f"default-src 'none'; style-src {_allowed(css, printed)}"
    policy += f"; script-src {_allowed(js)}" if js else ""
    policy += "; base-uri 'none'; form-action 'none'"
    return (
        environment()
        .get_template(template)
        .render(
            css=Markup(css),
            printed=Markup(printed),
            js=Markup(js),
            policy=policy,
            language=language,
            **values,
        )
    )
