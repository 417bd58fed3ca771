"""The file of decisions: what a page sends, or another program hands over on the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import Field, ValidationError

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.review.decisions import (
    Body,
    ConfirmationOrdered,
    ConfirmationResult,
    Contest,
    Decision,
    Grounds,
    Key,
    Line,
    Prose,
)


class Dropped(Body):
    """A contest that is taken back, by what it is about."""

    about: Literal["zygosity", "phase", "small_variants", "deletions", "state"]
    event: Line = ""
    other: Line = ""
    exon: int | None = None
    reason: Prose = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The key of the contest."""
        return (self.about, *sorted((self.event, self.other)), str(self.exon or ""))


class Settled(Body):
    """What both readers agreed on."""

    decisions: tuple[Decision, ...] = Field(default=(), max_length=500)
    contests: tuple[Contest, ...] = Field(default=(), max_length=100)
    drop_decisions: tuple[tuple[Key, Line], ...] = ()
    """Event and criterion of decisions that both drop: the proposal stands."""
    drop_contests: tuple[Dropped, ...] = ()
    reason: Prose = Field(min_length=1)


class DecisionsForm(Body):
    """All that one save may hold; every field is optional."""

    seen: int | None = Field(default=None, ge=0, le=2**53)
    """The last event of the case that the reader had seen, as ``show`` prints it; a save of
    somebody else on the same thing after it is a clash. Without it: all there is now."""
    decisions: tuple[Decision, ...] = Field(default=(), max_length=500)
    contests: tuple[Contest, ...] = Field(default=(), max_length=100)
    drop_contests: tuple[Dropped, ...] = Field(default=(), max_length=100)
    comments: tuple[Prose, ...] = Field(default=(), max_length=50)
    assign: Line | None = None
    """Account that is to review the case; empty for nobody."""
    complete: bool = False
    """Whether this is the whole second reading: what is not decided is accepted as proposed."""
    consensus: Settled | None = None
    orders: tuple[ConfirmationOrdered, ...] = Field(default=(), max_length=20)
    confirmations: tuple[ConfirmationResult, ...] = Field(default=(), max_length=20)
    conclusion: Literal["answer", "incomplete"] = "answer"
    """Of ``sign``: ``incomplete`` for a case that was not searched enough for a negative."""
    correction: bool = False
    """Of ``amend``: whether the report was wrong, not only out of date."""
    reason: Prose = ""
    """Of ``amend``, ``withdraw`` and ``sign``; ``--reason`` gives it too."""

    @property
    def named_files(self) -> tuple[str, ...]:
        """SHA-256 of every file that is named."""
        settled = self.consensus
        items: tuple[Grounds | ConfirmationResult, ...] = (
            *self.decisions,
            *self.contests,
            *self.confirmations,
            *(settled.decisions if settled else ()),
            *(settled.contests if settled else ()),
        )
        return tuple(dict.fromkeys(sha256 for item in items for sha256 in item.files))


EXAMPLE: dict[str, Any] = {
    "decisions": [
        {
            "event": "c.36T>A",
            "criterion": "PM2",
            "action": "strength",
            "strength": "moderate",
            "reason": "Absent from 6,000 people of the own population.",
            "pmids": ["32461654"],
        },
        {
            "event": "c.36T>A",
            "criterion": "PP4",
            "action": "add",
            "strength": "supporting",
            "reason": "The other genes of osteopetrosis were tested and are without a cause.",
        },
    ],
    "contests": [
        {
            "about": "phase",
            "event": "c.36T>A",
            "other": "c.150dup",
            "value": "trans",
            "reason": "Long reads show it.",
            "evidence": "14 of 14 reads that span both carry one of them.",
        }
    ],
    "comments": ["The parents are asked for a sample."],
}
"""An example of the file."""


_DEEPEST = 20
"""How deep values may lie in each other."""


def form_of(content: bytes | str, where: str = "the file of decisions") -> DecisionsForm:
    """The form in a file.

    Raises RefusedError (DECISIONS_INVALID with every fault and its place).
    """
    plain_of(content, where)
    try:
        return DecisionsForm.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error, where) from None


def plain_of(content: bytes | str, where: str) -> Any:
    """The values of a file of decisions as JSON tells them; None where it is no JSON.

    Raises RefusedError (DECISIONS_INVALID): a field that stands twice, of which one would be lost,
    and values that lie too deep in each other.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        if twice := next((name for name in names if names.count(name) > 1), None):
            told = f"The field {printable(twice, 60)} stands twice in one object."
            raise refuse(RefusalCode.DECISIONS_INVALID, where, told)
        return dict(pairs)

    try:
        plain = json.loads(content, object_pairs_hook=once)
    except RecursionError:
        raise _too_deep(where) from None
    except ValueError:
        return None
    level: Sequence[Any] = [plain]
    for _ in range(_DEEPEST):
        level = [part for value in level for part in _parts(value)]
    if level:
        raise _too_deep(where)
    return plain


def _parts(value: Any) -> Sequence[Any]:
    """What lies in a value."""
    if isinstance(value, dict):
        return tuple(value.values())
    return value if isinstance(value, list) else ()


def _too_deep(where: str) -> RefusedError:
    """Values that lie too deep in each other."""
    return refuse(RefusalCode.DECISIONS_INVALID, where, "Values lie too deep in each other.")


def invalid(error: ValidationError, where: str) -> RefusedError:
    """Every fault of a form and its place."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return RefusedError(
        *(
            Fault(RefusalCode.DECISIONS_INVALID, _place(where, one["loc"]), _told(one["msg"]))
            for one in faults[:50]
        )
    )


def _place(where: str, parts: tuple[int | str, ...]) -> str:
    """The file and the field, counted from 1."""
    named = ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
    return f"{where}, {named}" if named else where


def _told(message: str) -> str:
    """What is wrong, as a sentence."""
    return f"{message.removeprefix('Value error, ').rstrip('.')}."


def page() -> str:
    """An example of the file and its schema."""
    schema = DecisionsForm.model_json_schema()
    told = {"example": EXAMPLE, "schema": schema}
    return json.dumps(told, ensure_ascii=False, indent=2)
