"""Page two of a report, as values: the pictures of the evidence, the family, the criteria in short.

As page one made of a result alone, for HTML and PDF alike. The pictures themselves are made by
``report/figure`` from the result; here stands what each is of.
"""

from __future__ import annotations

from dataclasses import dataclass

from osteo_annot.report.page.page_one import Line, Link


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """The criteria of one event that were met and counted, in short."""

    event: str
    """Id in the result."""
    name: str
    class_: str
    criteria: str
    """``PVS1 very strong (8), PM2 supporting (1)``."""
    frequency: str
    known: str
    """What ClinVar or the embedded list say of it, in short."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One relative."""

    role: str
    sample: str
    affected: str
    state: str
    genotypes: tuple[str, ...]
    """At each deciding event, as written in the files; in the order of ``FamilyPart.events``."""


@dataclass(frozen=True, slots=True)
class FamilyPart:
    """What the relatives' genotypes say."""

    heading: str
    statements: tuple[Line, ...]
    events: tuple[str, ...]
    """Names of the deciding events: columns of the table."""
    rows: tuple[FamilyRow, ...]
    note: str
    """That no relative was given; empty where one was."""


@dataclass(frozen=True, slots=True)
class PageTwo:
    """The parts of page two."""

    evidence_heading: str
    family: FamilyPart
    criteria_heading: str
    criteria: tuple[CriteriaRow, ...]
    reasons_heading: str
    reasons: tuple[Line, ...]
    would_change_heading: str
    would_change: tuple[Line, ...]
