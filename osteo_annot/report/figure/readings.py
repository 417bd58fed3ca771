"""Which copies a figure draws: those of the result, or of each reading of a contradiction."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import said_text
from osteo_annot.sentences.texts import figure as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State


@dataclass(frozen=True, slots=True)
class DrawnCopies:
    """Two copies that are drawn together."""

    heading: str
    """Under which premise they would hold, and what the state would be; empty without one."""
    copies: Sequence[Copy]


def drawn_copies(result: Result, language: Language = Language.EN) -> list[DrawnCopies]:
    """The two copies; while the data contradict each other, those of each reading.

    Empty where neither reading is known: any copy drawn then could be wrong.
    """
    if result.verdict.state is not State.INDETERMINATE:
        return [DrawnCopies("", result.copies)]
    return [
        DrawnCopies(
            said_text(say.HEADING(premise=reading.premise, state=reading.state), language),
            reading.copies,
        )
        for reading in result.readings
    ]
