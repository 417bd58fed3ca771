"""The cohort as one page: every person with state and flags, linking to the reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.page.environment import page
from osteo_annot.report.page.view import look
from osteo_annot.verdict.state import State

_LINK = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9_][A-Za-z0-9_.-]*\.html")
MOST_LISTED = 2000
"""People who are listed one by one."""
_ORDER = {state.value: rank for rank, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One person as a line of the page."""

    sample: str
    link: str
    """Relative address of the report; empty where there is none or it is not a plain one."""
    group: str
    boxes: str
    state: str
    state_text: str
    confidence: str
    headline: str
    classes: str
    callable_exons: str
    flags: str
    rank: int
    """Order by severity, for sorting; refused persons come last."""


def render_cohort(rows: Sequence[Mapping[str, str]]) -> str:
    """The page of a cohort table; rows stand in the order of the table.

    Of very many people those are listed who have a report, or were refused; all are counted.
    """
    listed = rows if len(rows) <= MOST_LISTED else [row for row in rows if _is_worth_a_line(row)]
    return page(
        "cohort.html.j2",
        footer=f"{LOCUS.gene} cohort · not signed · confidential",
        script="sort.js",
        people=len(rows),
        rows=[_row(row) for row in listed[:MOST_LISTED]],
        left=len(rows) - len(listed[:MOST_LISTED]),
        summary=_summary(rows),
    )


def _is_worth_a_line(row: Mapping[str, str]) -> bool:
    """Whether somebody has a report or was refused."""
    return bool(row["report"]) or row["status"] == "refused"


def _summary(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, int, str, str]]:
    """State in words, people, and look; most severe first, refused people last."""
    counts = Counter(row["state"] for row in rows)
    first = {row["state"]: row for row in rows}
    shown = [(_row(first[state]), count) for state, count in counts.items()]
    ordered = sorted(shown, key=lambda item: item[0].rank)
    return [(row.state_text, count, row.group, row.boxes) for row, count in ordered]


def _row(row: Mapping[str, str]) -> CohortRow:
    """One line; a refused person shows the refusal where the headline would stand."""
    refused = row["status"] == "refused"
    seen = look(State[row["state"]]) if not refused else None
    return CohortRow(
        sample=row["sample"],
        link=row["report"] if _LINK.fullmatch(row["report"]) else "",
        group=seen.group if seen else "open",
        boxes=seen.boxes if seen else "–",
        state=row["state"],
        state_text=row["state_text"] if not refused else "Input refused",
        confidence=row["confidence"],
        headline=row["refusal"] if refused else row["headline"],
        classes=row["class_per_event"],
        callable_exons=row["callable_exons"],
        flags=row["flags"],
        rank=_ORDER.get(row["state"], len(_ORDER)),
    )
