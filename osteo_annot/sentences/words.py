"""The words of a member of a closed list, in a language."""

from __future__ import annotations

from functools import cache

from osteo_annot.sentences.language import Language
from osteo_annot.worded import Worded


def words_of(member: Worded, language: Language) -> str:
    """The words of a member; its list has to be translated, or KeyError says which is not."""
    if language is Language.EN:
        return member.text
    return german()[type(member).__name__][member.value]


@cache
def german() -> dict[str, dict[str, str]]:
    """German words by the name of the list and the id of the member; read when first asked for."""
    from osteo_annot.sentences.german import (
        events,
        evidence,
        examined,
        findings,
        notes,
        reads,
        reasons,
        release,
        verdict,
    )

    parts = (events, evidence, examined, findings, notes, reads, reasons, release, verdict)
    return {name: words for part in parts for name, words in part.WORDS.items()}
