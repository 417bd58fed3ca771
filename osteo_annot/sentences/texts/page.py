"""Labels and sentences of the first page itself."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_ALWAYS = "On every first page."
_LAYOUT = "report.md, page one"

RESULT = Sentence("page.result", en="Result", de="Ergebnis", when=_ALWAYS, source=_LAYOUT)
NEXT = Sentence("page.next", en="Next", de="Weiteres Vorgehen", when=_ALWAYS, source=_LAYOUT)
