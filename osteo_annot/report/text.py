"""Text on its way to a page: made visible, capped, numbered.

Names, identifiers and alleles come from files that nobody vouches for. Escaping is the template
engine's work; what is done here is what escaping does not do: characters that cannot be seen or
that turn the reading direction are spelled out, and long text is cut and its length stated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from osteo_annot.sentences.forms import exon_runs

PROSE = 4000
"""Characters of one piece of text that are shown."""
CELL = 120
"""Characters of one table cell with text from a file."""
ALLELE = 60
"""Bases of an allele that are shown."""

_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""Letters, marks and spaces that leave no ink, or look like a plain space (Unicode
DerivedCoreProperties, Default_Ignorable_Code_Point; Braille pattern blank)."""
_LOOK_ALIKES = frozenset(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b9\u03bd\u03bf\u03c1\u03c5\u03f2\u03f3"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u04ae\u04c0"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04af\u04bb\u04cf\u0501\u051b\u051d"
    "\u0555\u0585\u054d\u057d\u0578\u0581\u0570\u0566"
)
"""Greek, Cyrillic and Armenian letters that look like Latin ones (Unicode confusables.txt)."""
_STYLED = ((0x1D400, 0x1D7FF), (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
"""Mathematical and full-width letters and digits: names look like other names by them."""
_WORD = re.compile(r"[^\W_]+")


def visible(text: str) -> str:
    """The text in which nothing hides: as code points stands what cannot be seen as what it is.

    That are control, format and bidirectional characters, letters without ink, and letters of
    another script that look like Latin ones in a word of Latin letters, or of nothing else.
    """
    if text.isascii() and text.isprintable():
        return text
    known = _WORD.sub(lambda word: _without_look_alikes(word[0]), text)
    return "".join(_spelled(character) for character in known)


def _without_look_alikes(word: str) -> str:
    """A word in which letters that look like Latin ones are spelled out where they deceive."""
    letters = [character for character in word if character.isalpha()]
    others = [character for character in letters if not _is_latin(character)]
    if not _LOOK_ALIKES.intersection(others):
        return word
    if len(others) == len(letters) and not _LOOK_ALIKES.issuperset(others):
        return word  # a word of that script, as it has other letters too
    return "".join(f"[U+{ord(c):04X}]" if c in _LOOK_ALIKES else c for c in word)


def _is_latin(character: str) -> bool:
    """Whether a letter is of the Latin script."""
    return unicodedata.name(character, "").startswith("LATIN ")


def _spelled(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN or character in _BLANK
    number_ = ord(character)
    selects = 0xFE00 <= number_ <= 0xFE0F or 0xE0000 <= number_ <= 0xE0FFF
    if hidden or selects or any(first <= number_ <= last for first, last in _STYLED):
        return f"[U+{number_:04X}]"
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
