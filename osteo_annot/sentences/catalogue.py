"""All sentences, by their id."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from osteo_annot.sentences.sentence import Sentence
from osteo_annot.sentences.texts import (
    appendix,
    captions,
    cohort,
    criteria,
    diagnosis,
    events,
    examined,
    exchange,
    family,
    figure,
    findings,
    headline,
    interpretation,
    junctions,
    next_tests,
    notes,
    page_one,
    phase,
    pictures,
    reads,
    reasons,
    release,
    search,
)

PARTS: tuple[ModuleType, ...] = (
    page_one,
    release,
    headline,
    diagnosis,
    interpretation,
    next_tests,
    figure,
    pictures,
    events,
    reads,
    junctions,
    search,
    examined,
    reasons,
    phase,
    findings,
    family,
    notes,
    criteria,
    appendix,
    captions,
    cohort,
    exchange,
)
"""The modules of the catalogue, in the order of a report."""


@cache
def catalogue() -> dict[str, Sentence]:
    """Every sentence by its id, in the order in which it stands in the catalogue."""
    return {
        one.id: one for part in PARTS for one in vars(part).values() if isinstance(one, Sentence)
    }
