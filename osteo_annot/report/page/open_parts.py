"""What was not examined, what contradicts the result, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.events.model import EventKind
from osteo_annot.report.page.page_one import Line, NextPart, OpenPart
from osteo_annot.report.result.evidence_model import Code, Statement
from osteo_annot.report.result.limits import Limit
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name, place_of
from osteo_annot.report.result.wording import said_of, text_of
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Said, Sentence, said_text
from osteo_annot.sentences.texts import page_one

MOST_TESTS = 4
_MOST_WARNINGS = 3
_RECORD = re.compile(r"\bf\d+\.r\d+\b")
_ANSWERS = {
    Callability.CALLABLE: page_one.CALLABLE,
    Callability.NOT_CALLABLE: page_one.NOT_CALLABLE,
    Callability.UNKNOWN: page_one.NOT_ASSESSED,
}


def statement_line(told: Statement[Code], language: Language) -> Line:
    """A sentence of the result in a language."""
    text = told.text if language is Language.EN else text_of(told.said, language)
    return Line(text, str(told.code))


def with_names(text: str, result: Result, language: Language) -> str:
    """The text with names of events, and places, instead of ids, which are for machines."""
    named = {e.id: e for e in result.events if e.id in text}
    for name in sorted(named, key=len, reverse=True):
        event = named[name]
        beside = place_of(event.location.start, event.location.end)
        text = text.replace(f"({name})", f"({beside})").replace(name, event_name(event, language))
    places = {entry.id: place_of(entry.position, entry.position) for entry in result.ledger}
    return _RECORD.sub(lambda found: places.get(found[0], found[0]), text)


def contradiction_lines(result: Result, language: Language) -> list[Line]:
    """What contradicts the result, events by their names."""
    told = [statement_line(one, language) for one in result.verdict.contradictions]
    return [Line(with_names(line.text, result, language), line.code) for line in told]


def note_warnings(result: Result, language: Language) -> list[Line]:
    """What was odd in the input and bears on the answer."""
    odd = [note for note in result.input_notes if note.code.warns]
    return [Line(text_of(note.said, language), str(note.code)) for note in odd]


def is_contradicted(result: Result) -> bool:
    """Whether something in the files contradicts something else; else it is only left open."""
    return bool(result.readings or result.verdict.contradictions)


def open_part(result: Result, language: Language) -> OpenPart:
    """Part 7 of page one."""
    found = [*contradiction_lines(result, language), *note_warnings(result, language)]
    warnings = found[:_MOST_WARNINGS]
    if left := len(found) - len(warnings):
        warnings.append(Line(said_text(page_one.MORE_WARNINGS(count=left), language)))
    return OpenPart(
        heading=said_text(page_one.OPEN(), language),
        not_examined=tuple(said_text(said, language) for said in not_examined(result)),
        warnings_heading=said_text(page_one.WARNINGS(), language),
        warnings=tuple(warnings),
    )


def is_fully_examined(result: Result) -> bool:
    """Whether every exon could be judged: small variants, deletions, a loss of both copies."""
    exons = result.callability.exons
    asked = {answer for exon in exons for answer in (exon.small_variants, exon.deletions)}
    return asked == {Callability.CALLABLE} and not _loss_not_excluded(result)


def completeness(result: Result) -> list[Said]:
    """What was examined and what was not, one sentence for each question; never left out."""
    exons = result.callability.exons
    return [
        _judged(page_one.SMALL_VARIANTS_IN, {e.exon: e.small_variants for e in exons}),
        _judged(_deletions_sentence(result), {e.exon: e.deletions for e in exons}),
        *_loss_not_excluded(result),
    ]


def not_examined(result: Result) -> list[Said]:
    """What was not examined; where every exon was, what no exon is.

    Of an exon that both copies have lost nothing is left to examine, and of one that a copy has
    lost and the other shows no further deletion is open.
    """
    exons = result.callability.exons
    lost = [set(copy.outcome.exons_lost) for copy in result.copies]
    gone = set.intersection(*lost) if lost else set()
    shown = {e.exon for e in exons if e.homozygous_loss_excluded}
    settled = gone | (set().union(*lost) & shown)
    small = {e.exon: e.small_variants for e in exons if e.exon not in gone}
    deletions = {e.exon: e.deletions for e in exons if e.exon not in settled}
    told = [
        _judged(sentence, answers)
        for sentence, answers in (
            (page_one.SMALL_VARIANTS_IN, small),
            (_deletions_sentence(result), deletions),
        )
        if set(answers.values()) - {Callability.CALLABLE}
    ]
    told += _loss_not_excluded(result)
    open_ = told or settled
    other = _other_genes(result)
    return [*told, *other, page_one.BEYOND()] if open_ else [page_one.NOTHING_OPEN(), *other]


def _other_genes(result: Result) -> list[Said]:
    """Genes of the panel that stand in the same files and were not judged."""
    limits = [limit for limit in result.limits if limit.code is Limit.OTHER_GENES_NOT_JUDGED]
    return [said for limit in limits if isinstance(said := said_of(limit.said), Said)]


def _deletions_sentence(result: Result) -> Sentence:
    """How deletions are spoken of: beside one that is called, it is further ones that are open."""
    called = any(event.kind is EventKind.DELETION and event.exons for event in result.events)
    return page_one.FURTHER_DELETIONS_IN if called else page_one.DELETIONS_IN


def _judged(sentence: Sentence, answers: Mapping[int, Callability]) -> Said:
    """Which exons could be judged and which not, by exon."""
    return sentence(
        parts=tuple(
            _ANSWERS[answer](exons=tuple(n for n, found in answers.items() if found is answer))
            for answer in _ANSWERS
            if answer in answers.values()
        )
    )


def _loss_not_excluded(result: Result) -> list[Said]:
    """Exons that may be missing from both copies without anybody having seen it."""
    found = [set(copy.outcome.exons_lost) for copy in result.copies]
    lost = set.intersection(*found) if found else set()
    exons = result.callability.exons
    left = {e.exon for e in exons if not e.homozygous_loss_excluded} - lost
    return [page_one.LOSS_NOT_EXCLUDED(exons=tuple(sorted(left)))] if left else []


def next_part(result: Result, language: Language) -> NextPart:
    """Part 8 of page one: at most four."""
    tests = result.verdict.next_tests
    left = len(tests) - MOST_TESTS
    note = ""
    if not tests:
        note = said_text(page_one.NOTHING_NEXT(), language)
    elif left > 0:
        note = said_text(page_one.MORE_TESTS(count=left), language)
    return NextPart(
        heading=said_text(page_one.NEXT(), language),
        tests=lines(tests[:MOST_TESTS], language),
        note=note,
    )


def lines(told: Sequence[Statement[Code]], language: Language) -> tuple[Line, ...]:
    """Sentences of the result in a language."""
    return tuple(statement_line(one, language) for one in told)
