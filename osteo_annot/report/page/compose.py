"""The view model of a report from a result alone: page one, page two, appendix.

HTML and PDF are made of these values, so that both say the same.
"""

from __future__ import annotations

from osteo_annot.report.page.copy_parts import copies_part
from osteo_annot.report.page.head import head, signature_part
from osteo_annot.report.page.interpretation import interpretation
from osteo_annot.report.page.open_parts import next_part, open_part, statement_line, with_names
from osteo_annot.report.page.page_one import Answer, PageOne, Sureness
from osteo_annot.report.page.release import release_part
from osteo_annot.report.page.variants import variant_table
from osteo_annot.report.page.view import look
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.wording import text_of
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import said_text
from osteo_annot.sentences.texts import page_one as say


def page_one(result: Result, language: Language = Language.EN) -> PageOne:
    """The nine parts of page one."""
    return PageOne(
        language=language.value,
        head=head(result, language),
        release=release_part(result, language),
        answer=_answer(result, language),
        variants=variant_table(result, language),
        copies=copies_part(result, language),
        sure=_sure(result, language),
        interpretation=interpretation(result, language),
        open=open_part(result, language),
        next=next_part(result, language),
        signature=signature_part(result, language),
    )


def _answer(result: Result, language: Language) -> Answer:
    """Part 2: the result in one sentence."""
    verdict = result.verdict
    seen = look(verdict.state)
    return Answer(
        heading=said_text(say.RESULT(), language),
        sentence=with_names(_headline(result, language), result, language),
        state=verdict.state,
        state_text=said_text(verdict.state, language),
        group=seen.group,
        boxes=seen.boxes,
    )


def _headline(result: Result, language: Language) -> str:
    """The result in one sentence, or as few as it takes."""
    if language is Language.EN:
        return result.verdict.headline
    return " ".join(text_of(told, language) for told in result.verdict.headline_said)


def _sure(result: Result, language: Language) -> Sureness:
    """Part 5: how sure, and why."""
    return Sureness(
        heading=said_text(say.SURE(), language),
        word=said_text(result.verdict.confidence, language),
        reason=statement_line(result.verdict.confidence_reason, language),
    )
