"""A sentence in the result: its id and its fields, from which the text in any language is made.

``docs/sentences.md`` lists every id with its texts; words of a closed list have the id
``List.member``.
"""

from __future__ import annotations

from typing import TypeAlias, Union

from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Kind, Part, Said, Value, said_text
from osteo_annot.values import dataclass
from osteo_annot.worded import LISTS, Worded

FieldValue: TypeAlias = Union[str, int, "Wording", list[int], list[Union[str, "Wording"]]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence by its id, with the values of its fields."""

    sentence: str
    """Id in the catalogue; of the words of a closed list its name, a dot and the member's id."""
    fields: dict[str, FieldValue]
    """Names and identifiers, numbers, exons, and other sentences, by the field's name."""


def wording_of(part: Said | Worded) -> Wording:
    """A sentence, or the words of a member of a closed list, as the result holds it."""
    if isinstance(part, Worded):
        return Wording(part.sentence_id, {})
    return Wording(part.id, {name: _written(value) for name, value in part.fields})


def _written(value: Value) -> FieldValue:
    """A value of a field as the result holds it."""
    if isinstance(value, tuple):
        numbers = [one for one in value if isinstance(one, int)]
        return numbers or [_part(one) for one in value if not isinstance(one, int)]
    return value if isinstance(value, int) else _part(value)


def _part(part: Part) -> str | Wording:
    """A text as it is, a sentence with its id."""
    return wording_of(part) if isinstance(part, Said | Worded) else part


def said_of(wording: Wording) -> Said | Worded:
    """The sentence of a result; raises KeyError or ValueError where it is none of the catalogue."""
    sentence = catalogue().get(wording.sentence)
    if sentence is None:
        name, _, member = wording.sentence.partition(".")
        return LISTS[name].of(member)
    kinds = sentence.fields
    return sentence(**{name: _read(value, kinds[name]) for name, value in wording.fields.items()})


def _read(value: FieldValue, kind: Kind) -> Value:
    """A value of a field as a sentence takes it."""
    if not isinstance(value, list):
        return said_of(value) if isinstance(value, Wording) else value
    if kind is Kind.EXONS:
        return tuple(one for one in value if isinstance(one, int))
    return tuple(
        said_of(one) if isinstance(one, Wording) else one
        for one in value
        if not isinstance(one, int)
    )


def text_of(wording: Wording, language: Language) -> str:
    """The sentence in a language."""
    return said_text(said_of(wording), language)
