"""What was repaired or found odd in the files."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

AT = Sentence(
    "note.at",
    en="{note:words} ({where})",
    de="{note} ({where})",
    when="Something in an input was repaired, or read in spite of being odd.",
    source="clinical rules 4.3",
)
