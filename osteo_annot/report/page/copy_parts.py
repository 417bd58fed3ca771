"""The two copies in words; of evidence that contradicts itself each reading."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.report.page.open_parts import is_contradicted
from osteo_annot.report.page.page_one import CopiesPart, CopyPair, CopyWords
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.copy_words import exons_with
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import along_the_gene, event_name
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Part, said_text
from osteo_annot.sentences.texts import page_one
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State

_MOST_NAMED = 3
_ORIGINS = {"maternal": page_one.MATERNAL, "paternal": page_one.PATERNAL}


def copies_part(result: Result, language: Language) -> CopiesPart:
    """Part 4 of page one: one pair, or one for each reading of a contradiction."""
    note: Part = ""
    if result.verdict.state is State.INDETERMINATE:
        pairs = tuple(
            CopyPair(
                said_text(page_one.READING(premise=reading.premise, state=reading.state), language),
                _pair(result, reading.copies, language),
            )
            for reading in result.readings
        )
        not_drawn = page_one.NOT_DRAWN if is_contradicted(result) else page_one.LEFT_OPEN
        note = "" if pairs else not_drawn()
    else:
        pairs = (CopyPair("", _pair(result, result.copies, language)),)
        if result.arrangements.count > 1:
            note = page_one.WORST_OF(count=result.arrangements.count)
    heading = said_text(page_one.COPIES(), language)
    return CopiesPart(heading, pairs, said_text(note, language))


def _pair(result: Result, copies: Sequence[Copy], language: Language) -> tuple[CopyWords, ...]:
    """Both copies in words."""
    names = {event.id: event_name(event, language) for event in along_the_gene(result.events)}
    return tuple(
        CopyWords(_name(number, copy, language), _words(copy, names, language), copy)
        for number, copy in enumerate(copies, 1)
    )


def _name(number: int, copy: Copy, language: Language) -> str:
    """``copy 1 (from the mother)``."""
    origin = _ORIGINS.get(copy.origin)
    said = (
        page_one.COPY_FROM(copy=number, origin=origin()) if origin else page_one.COPY(copy=number)
    )
    return said_text(said, language)


def _words(copy: Copy, names: dict[str, str], language: Language) -> str:
    """What lies on it, what of it was examined, and what it makes."""
    on_it = [names[name] for name in names if name in copy.events]
    parts: list[Part] = [*on_it[:_MOST_NAMED]]
    for status in CopyStatus:
        exons = tuple(exons_with(copy, status))
        if exons:
            parts.append(page_one.COPY_EXONS(exons=exons, status=status))
    if copy.events:
        parts.append(page_one.COPY_PROTEIN(protein=copy.outcome.protein))
    return said_text(page_one.COPY_WORDS(parts=tuple(parts)), language)
