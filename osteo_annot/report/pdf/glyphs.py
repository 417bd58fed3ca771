"""Text that the fonts of the PDF can show: what they lack is spelled out as code points.

The fonts are those in the wheel of typst, so that the same report has the same bytes on every
machine; a standard for archives allows no character without a glyph.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from osteo_annot.report.text import shortened

FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern", "New Computer Modern Math")
"""Families of the wheel, in the order in which a glyph is looked for."""
BREAK = "\u200b"
"""Where the template may part a long word."""
LINE = "\u2028"
"""Where the template begins a line. Of both ``visible`` spells out any that a text brings."""
_LONGEST_WORD = 26
_RANGES = (
    (0x20, 0x4FF),  # Latin, Greek, Cyrillic
    (0x531, 0x5F4),  # Armenian, Hebrew
    (0x621, 0x63A),  # Arabic
    (0x641, 0x64A),
    (0x660, 0x66D),
    (0x67E, 0x67E),
    (0x686, 0x686),
    (0x698, 0x698),
    (0x6A9, 0x6A9),
    (0x6AF, 0x6AF),
    (0x6CC, 0x6CC),
    (0x6F0, 0x6F9),
    (0x10D0, 0x10F0),  # Georgian
    (0x1E00, 0x1FFE),  # more Latin and Greek
    (0x2010, 0x205E),  # punctuation
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x2151),
    (0x2153, 0x2184),
    (0x2190, 0x23FF),  # arrows, mathematics
    (0x2500, 0x262F),  # boxes, shapes
    (0x2713, 0x2718),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")


def shown(text: str, limit: int) -> str:
    """Text from anywhere: shortened, made visible, in glyphs that there are, long words parted."""
    whole = in_glyphs(shortened(unicodedata.normalize("NFC", text), limit))
    return _LONG_WORD.sub(lambda found: _parted(found[0]), whole)


def in_glyphs(text: str) -> str:
    """The text with each character that has no glyph spelled out as its code point.

    >>> in_glyphs("\u0141 \u6c38")
    '\u0141 [U+6C38]'
    """
    if text.isascii():
        return text
    return "".join(c if _has_glyph(c) else f"[U+{ord(c):04X}]" for c in text)


@lru_cache(maxsize=4096)
def _has_glyph(character: str) -> bool:
    """Whether the fonts have it ; a mark that joins a letter may find no font with both."""
    known = any(first <= ord(character) <= last for first, last in _RANGES)
    return known and unicodedata.category(character)[0] not in "CM"


def _parted(word: str) -> str:
    """A word that may be parted after each underscore, and else after so many characters."""
    pieces = (
        part[start : start + _LONGEST_WORD]
        for part in re.split("(?<=_)", word)
        for start in range(0, len(part), _LONGEST_WORD)
    )
    return BREAK.join(pieces)
