"""A sentence of the catalogue, and what is said with it: the sentence and the values of its fields.

A text holds its fields in braces, with the form in which they stand there: ``{exons:exons}``,
``{count:entry|entries}``, ``{named:and}``. A field without form is text that is the same in every
language: a name, an identifier. The form in English tells the kind of the field; a text in another
language that gives none takes the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from string import Formatter
from typing import TypeAlias, Union

from osteo_annot.sentences.forms import OF_EXONS, OF_LISTS, OF_WORDS, counted, number
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.words import words_of
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

Part: TypeAlias = Union[str, Worded, "Said"]
Value: TypeAlias = Part | int | tuple[int, ...] | tuple[Part, ...]


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    """A name or identifier, the same in every language."""
    NUMBER = "number"
    EXONS = "exons"
    """Numbers of exons, ascending."""
    WORDS = "words"
    """Another sentence, or a member of a closed list."""
    LIST = "list"
    """Any number of texts and sentences."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of the catalogue."""

    id: str
    """Stable; part of the report, a dot, and what it says."""
    en: str
    de: str
    when: str
    """The condition under which it is said, in words."""
    source: str
    """Where the rule or the wording comes from."""

    def __call__(self, **fields: Value) -> Said:
        """The sentence with the values of its fields."""
        kinds = self.fields
        if fields.keys() != kinds.keys():
            raise TypeError(f"{self.id} takes {sorted(kinds)}, not {sorted(fields)}")
        for name, value in fields.items():
            if not _fits(value, kinds[name]):
                raise TypeError(f"{self.id}: {name} is no {kinds[name].value}")
        return Said(self, tuple(fields.items()))

    @property
    def fields(self) -> Mapping[str, Kind]:
        """Name and kind of each field."""
        return _fields(self.en)

    def template(self, language: Language) -> str:
        """The text in a language, fields in braces."""
        return self.de if language is Language.DE else self.en


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is said of one person: hashable, and the same in every language."""

    sentence: Sentence
    fields: tuple[tuple[str, Value], ...] = ()

    @property
    def id(self) -> str:
        """Id of the sentence."""
        return self.sentence.id

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.in_language(Language.EN)

    def in_language(self, language: Language) -> str:
        """The sentence in a language."""
        values = dict(self.fields)
        forms = _forms(self.sentence.en)
        pieces: list[str] = []
        for before, name, form in _parsed(self.sentence.template(language)):
            pieces.append(before)
            if name:
                pieces.append(_in_form(values[name], form or forms[name], language))
        return "".join(pieces)


def said_text(part: Part, language: Language = Language.EN) -> str:
    """A part in a language: a name as it is, a sentence or a member of a closed list in words."""
    if isinstance(part, Said):
        return part.in_language(language)
    return words_of(part, language) if isinstance(part, Worded) else part


@cache
def _parsed(template: str) -> tuple[tuple[str, str, str], ...]:
    """The text before each field, its name and its form; the last has neither."""
    return tuple(
        (before, name or "", form or "") for before, name, form, _ in Formatter().parse(template)
    )


@cache
def _forms(english: str) -> dict[str, str]:
    """The form of each field where the text gives it first."""
    forms: dict[str, str] = {}
    for _, name, form in _parsed(english):
        if name:
            forms.setdefault(name, form)
    return forms


@cache
def _fields(english: str) -> dict[str, Kind]:
    """The kind of each field."""
    return {name: kind_of_form(form) for name, form in _forms(english).items()}


def kind_of_form(form: str) -> Kind:
    """The kind of value that a form is for; raises KeyError for a form that is none."""
    if "|" in form:
        return Kind.NUMBER
    return _KINDS[form]


_KINDS = {
    "": Kind.TEXT,
    "number": Kind.NUMBER,
    **dict.fromkeys(OF_EXONS, Kind.EXONS),
    **dict.fromkeys(OF_WORDS, Kind.WORDS),
    **dict.fromkeys(OF_LISTS, Kind.LIST),
}


def _fits(value: Value, kind: Kind) -> bool:
    """Whether a value is of a kind."""
    if kind is Kind.TEXT:
        return isinstance(value, str) and not isinstance(value, Worded)
    if kind is Kind.NUMBER:
        return isinstance(value, int)
    if kind is Kind.WORDS:
        return isinstance(value, Worded | Said)
    item = int if kind is Kind.EXONS else str | Said
    return isinstance(value, tuple) and all(isinstance(one, item) for one in value)


def _in_form(value: Value, form: str, language: Language) -> str:
    """A value as it stands in the text; its kind was checked."""
    if isinstance(value, int):
        return counted(value, form, language) if "|" in form else number(value, language)
    if not isinstance(value, tuple):
        text = said_text(value, language)
        return OF_WORDS[form](text, language) if form else text
    if form in OF_EXONS:
        return OF_EXONS[form]([n for n in value if isinstance(n, int)], language)
    parts = [said_text(part, language) for part in value if not isinstance(part, int)]
    return OF_LISTS[form](parts, language)
