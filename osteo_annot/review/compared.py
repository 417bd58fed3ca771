"""A comparison as people read it: by part of the answer, each change with what lies beneath it.

And what it moved, which is the same read the other way. The numbers are those of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from osteo_annot.report.result.document import document_of
from osteo_annot.report.result.model import Result
from osteo_annot.review.comparison import Change, Topic
from osteo_annot.review.snapshot import Snapshot
from osteo_annot.values import dataclass

SAME = "No change: both runs give the same answer from the same files."
_GROUPS = (
    (
        "Answer",
        (Topic.PERSON, Topic.STATE, Topic.CONFIDENCE, Topic.HEADLINE, Topic.CONTRADICTION),
    ),
    ("Events", (Topic.EVENT, Topic.ZYGOSITY, Topic.PHASE, Topic.FILTER, Topic.TIER)),
    ("Classes and criteria", (Topic.CLASS, Topic.CRITERION)),
    ("What was examined", (Topic.CALLABILITY,)),
    ("Files", (Topic.ASSEMBLY, Topic.INPUT)),
    ("Sources of knowledge", (Topic.SOURCE,)),
    ("Policy", (Topic.POLICY,)),
    ("Versions and parameters", (Topic.VERSION, Topic.PARAMETER)),
)
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_MOST_GROUNDS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One change."""

    number: int
    """From 1, as ``osteo-annot compare`` counts."""
    what: str
    """Topic and what it is about: ``zygosity c.75G>A``."""
    old: str
    """Empty where there was none."""
    new: str
    """Empty where there is none any more."""
    event: str
    """Key of the event that it concerns; empty for other things."""
    rests_on: tuple[int, ...]
    """Numbers of the changes of the steps below: where to look, not a proof."""
    moved: tuple[int, ...]
    """Numbers of the changes of the steps above."""


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one part."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs beside each other."""

    summary: str
    """Whether the answer is the same, in a sentence."""
    groups: tuple[Group, ...]
    """Those that changed, the answer first."""


def snapshot_of(result: Result) -> Snapshot:
    """What is compared of a result that was not read from a file."""
    return Snapshot.model_validate(document_of(result))


def compared(changes: Sequence[Change]) -> Compared:
    """The changes by part, each with what it rests on and what it moved."""
    moved: dict[int, list[int]] = {}
    for place, change in enumerate(changes):
        for beneath in change.rests_on:
            moved.setdefault(beneath, []).append(place)
    rows = [
        Row(
            number=place + 1,
            what=f"{change.topic.text} {change.about}".strip(),
            old=_short(change.old),
            new=_short(change.new),
            event=change.event,
            rests_on=tuple(n + 1 for n in change.rests_on),
            moved=tuple(n + 1 for n in moved.get(place, ())),
        )
        for place, change in enumerate(changes)
    ]
    groups = tuple(
        Group(title, found)
        for title, topics in _GROUPS
        if (
            found := tuple(
                row for row, change in zip(rows, changes, strict=True) if change.topic in topics
            )
        )
    )
    return Compared(_summary(changes), groups)


def _summary(changes: Sequence[Change]) -> str:
    """What became of the answer."""
    if not changes:
        return SAME
    state = next((c for c in changes if c.topic is Topic.STATE), None)
    if state is not None:
        return f"Another state: {state.old} → {state.new}."
    answer = {Topic.CONFIDENCE, Topic.HEADLINE, Topic.CONTRADICTION, Topic.EVENT, Topic.CLASS}
    if any(change.topic in answer for change in changes):
        return "The same state, with another answer around it."
    return "The same answer; only what lies beneath it changed."


def lines_of(changes: Sequence[Change]) -> tuple[str, ...]:
    """What is not as it was, a line each; of another state with what it rests on."""
    return tuple(_short(f"{change.text}{_grounds(change, changes)}") for change in changes)


def _grounds(change: Change, changes: Sequence[Change]) -> str:
    """Of the steps right below, the first few in words; of an answer only."""
    if change.topic is not Topic.STATE:
        return ""
    named = sorted(
        (changes[place] for place in change.rests_on), key=lambda c: c.topic is not Topic.EVENT
    )
    told = list(dict.fromkeys(f"{one.topic.text} {one.about}".strip() for one in named))
    if not told:
        return ""
    left = len(told) - _MOST_GROUNDS
    more = f" and {left} more" if left > 0 else ""
    return f" (rests on: {', '.join(told[:_MOST_GROUNDS])}{more})"


def _short(text: str) -> str:
    """The text with each SHA-256 cut to twelve digits."""
    return _HASH.sub(r"\1…", text)
