"""The word across a page that nobody has signed, that was withdrawn or replaced, in strokes.

Strokes and no letters: so it is in no text that is copied, searched or read aloud.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from osteo_annot.report.figure.svg import element, path
from osteo_annot.sentences.language import Language

WORDS = {Language.EN: "DRAFT", Language.DE: "ENTWURF"}
WITHDRAWN = {Language.EN: "WITHDRAWN", Language.DE: "STORNIERT"}
REPLACED = {Language.EN: "REPLACED", Language.DE: "ERSETZT"}
_STEP, _WIDE, _HEIGHT, _EDGE = 56.0, 40.0, 60.0, 6.0
_TURN = math.radians(24)
_Stroke = tuple[tuple[float, float], ...]
_GLYPHS: dict[str, tuple[_Stroke, ...]] = {
    "A": (((0, 60), (20, 0), (40, 60)), ((7, 38), (33, 38))),
    "C": (((38, 10), (28, 0), (12, 0), (0, 14), (0, 46), (12, 60), (28, 60), (38, 50)),),
    "D": (((0, 0), (0, 60), (22, 60), (38, 44), (38, 16), (22, 0), (0, 0)),),
    "E": (((38, 0), (0, 0), (0, 60), (38, 60)), ((0, 29), (30, 29))),
    "F": (((38, 0), (0, 0), (0, 60)), ((0, 29), (30, 29))),
    "H": (((0, 0), (0, 60)), ((40, 0), (40, 60)), ((0, 29), (40, 29))),
    "I": (((20, 0), (20, 60)),),
    "L": (((0, 0), (0, 60), (38, 60)),),
    "N": (((0, 60), (0, 0), (38, 60), (38, 0)),),
    "O": (((14, 0), (26, 0), (40, 14), (40, 46), (26, 60), (14, 60), (0, 46), (0, 14), (14, 0)),),
    "P": (((0, 60), (0, 0), (26, 0), (38, 9), (38, 22), (26, 31), (0, 31)),),
    "R": (((0, 60), (0, 0), (26, 0), (38, 9), (38, 22), (26, 31), (0, 31)), ((18, 31), (38, 60))),
    "S": (
        (
            (38, 8), (28, 0), (12, 0), (0, 10), (0, 20), (10, 28),
            (28, 32), (40, 41), (40, 50), (28, 60), (12, 60), (0, 52),
        ),
    ),
    "T": (((0, 0), (40, 0)), ((20, 0), (20, 60))),
    "U": (((0, 0), (0, 46), (12, 60), (26, 60), (38, 46), (38, 0)),),
    "W": (((0, 0), (11, 60), (20, 24), (29, 60), (40, 0)),),
    "Z": (((0, 0), (38, 0), (0, 60), (38, 60)),),
}  # fmt: skip
"""Strokes of each letter on a field of 40 by 60, from its upper left corner."""


def draft_mark(language: Language = Language.EN) -> str:
    """The mark of what nobody has signed."""
    return _across(WORDS[language])


def withdrawn_mark(language: Language = Language.EN) -> str:
    """The mark of what was withdrawn."""
    return _across(WITHDRAWN[language])


def replaced_mark(language: Language = Language.EN) -> str:
    """The mark of what a later version replaced."""
    return _across(REPLACED[language])


def _across(word: str) -> str:
    """A word as a drawing that readers of screens pass over."""
    width = (len(word) - 1) * _STEP + _WIDE
    across, down = math.cos(_TURN), math.sin(_TURN)
    wide, high = width * across + _HEIGHT * down, width * down + _HEIGHT * across
    return element(
        "svg",
        path(" ".join(_strokes(word, width * down)), "stroke"),
        viewBox=f"0 0 {wide + 2 * _EDGE:.0f} {high + 2 * _EDGE:.0f}",
        class_="draft-mark",
        aria_hidden="true",
        focusable="false",
    )


def _strokes(word: str, drop: float) -> Iterator[str]:
    """The strokes of a word that rises to the right; ``drop`` is how low it begins."""
    across, down = math.cos(_TURN), math.sin(_TURN)
    for n, letter in enumerate(word):
        for stroke in _GLYPHS[letter]:
            points = (
                (
                    _EDGE + (n * _STEP + x) * across + y * down,
                    _EDGE + drop - (n * _STEP + x) * down + y * across,
                )
                for x, y in stroke
            )
            yield "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
