"""Names of kinds, strengths and places as sentences of the report have them."""

from __future__ import annotations

from osteo_annot.events.model import EventKind
from osteo_annot.evidence.criterion import Strength
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.text import number
from osteo_annot.sentences.sentence import Sentence
from osteo_annot.sentences.texts import names as say

KINDS: dict[EventKind, Sentence] = {
    EventKind.SMALL_VARIANT: say.SMALL_VARIANT,
    EventKind.DELETION: say.DELETION,
    EventKind.DUPLICATION: say.DUPLICATION,
    EventKind.INVERSION: say.INVERSION,
    EventKind.INSERTION: say.INSERTION,
    EventKind.BREAKEND: say.BREAKEND,
}
STRENGTHS: dict[Strength, Sentence] = {
    Strength.STAND_ALONE: say.STAND_ALONE,
    Strength.VERY_STRONG: say.VERY_STRONG,
    Strength.STRONG: say.STRONG,
    Strength.MODERATE: say.MODERATE,
    Strength.SUPPORTING: say.SUPPORTING,
    Strength.NOT_APPLICABLE: say.NOT_APPLICABLE,
    Strength.NOT_ASSESSABLE: say.NOT_ASSESSABLE,
}


def place_text(start: int, end: int) -> str:
    """A place on the chromosome; 1-based, closed, on the plus strand.

    >>> place_text(108_074_577, 108_074_577)
    'chr6:108,074,577'
    """
    where = number(start) if start == end else f"{number(start)}–{number(end)}"
    return f"{LOCUS.contig}:{where}"
