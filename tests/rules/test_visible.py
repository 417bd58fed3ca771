"""Names in which something hides: spelled out, and just not where a script is what it is.

Look-alikes are those of Unicode's confusables; invisible letters its default ignorable code points.
"""

from __future__ import annotations

import pytest

from osteo_annot.report.text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("P1", "P1"),
        ("\u04201", "[U+0420]1"),  # a Cyrillic Er
        ("P\u0430ul", "P[U+0430]ul"),
        ("\u0391\u0392", "[U+0391][U+0392]"),  # Greek, and each looks Latin
        ("\u0420\u043e\u0437\u0430", "\u0420\u043e\u0437\u0430"),  # Roza, a Cyrillic word
        ("\u0391\u03b8\u03ae\u03bd\u03b1", "\u0391\u03b8\u03ae\u03bd\u03b1"),  # Athina
        ("\u03b2-globin TGF\u03b2 M\u00fcller", "\u03b2-globin TGF\u03b2 M\u00fcller"),
        ("x\u3164y", "x[U+3164]y"),  # Hangul filler
        ("x\u115f\u2800y", "x[U+115F][U+2800]y"),
        ("P\ufe0f1", "P[U+FE0F]1"),  # variation selector
        ("a\u00a0b", "a[U+00A0]b"),
        ("\uff301", "[U+FF30]1"),  # full width
        ("\U0001d40f1", "[U+1D40F]1"),  # mathematical bold
        ("a\u200bb\u202ec", "a[U+200B]b[U+202E]c"),
    ],
)
def test_what_hides_in_a_name_is_spelled_out(text, shown):
    assert visible(text) == shown
