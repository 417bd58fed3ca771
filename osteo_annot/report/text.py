"""Text on its way to a page: made visible, capped, numbered.

Names, identifiers and alleles come from files that nobody vouches for. Escaping is the template
engine's work; what is done here is what escaping does not do: characters that cannot be seen or
that turn the reading direction are spelled out, and long text is cut and its length stated.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from osteo_annot.sentences.forms import exon_runs

PROSE = 4000
"""Characters of one piece of text that are shown."""
CELL = 120
"""Characters of one table cell with text from a file."""
ALLELE = 60
"""Bases of an allele that are shown."""

_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def visible(text: str) -> str:
    """The text with control, format and bidirectional characters spelled out as code points."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) in _HIDDEN:
        return f"[U+{ord(character):04X}]"
    return character


def shortened(text: str, limit: int = CELL, unit: str = "characters") -> str:
    """The text made visible; beyond the limit its beginning, and how long it is."""
    if len(text) <= limit:
        return visible(text)
    return f"{visible(text[:limit])}… ({number(len(text))} {unit})"


def allele(bases: str) -> str:
    """An allele for display; beyond 60 bases its two ends and its length."""
    if len(bases) <= ALLELE:
        return visible(bases)
    return f"{visible(bases[:24])}…{visible(bases[-12:])} ({number(len(bases))} bases)"


def number(value: int) -> str:
    """An integer with thousands separators, the same in every locale."""
    return f"{value:,}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """``1 exon``, ``2 exons``."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def exon_list(exons: Iterable[int]) -> str:
    """``exon 4``, ``exons 2–5``, ``exons 1, 3–4``; ``none`` for an empty list."""
    return exon_runs(tuple(exons))
