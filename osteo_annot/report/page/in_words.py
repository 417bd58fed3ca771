"""Sentences in a template: ``{{ statement.said|in_words }}``, ``{{ "page.result"|label }}``.

Imported with the template engine, by which it is told the language of the page.
"""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context

from osteo_annot.report.result.wording import Wording, text_of
from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Part, Value, said_text


def _language(context: Context) -> Language:
    """The language of the page: a value of every page."""
    return Language(context["language"])


@pass_context
def in_words(context: Context, part: Part | Wording) -> str:
    """A sentence, a member of a closed list, or a sentence of the result, as the page says it."""
    if isinstance(part, Wording):
        return text_of(part, _language(context))
    return said_text(part, _language(context))


@pass_context
def english(_: Context, name: str, /, **fields: Value) -> str:
    """A sentence of the catalogue by its id, as the appendix says it.

    It takes the context so that a template says it when it is rendered, not when it is compiled.
    """
    return catalogue()[name](**fields).text


@pass_context
def label(context: Context, name: str, /, **fields: Value) -> str:
    """A sentence of the catalogue by its id, in the language of the page."""
    return catalogue()[name](**fields).in_language(_language(context))
