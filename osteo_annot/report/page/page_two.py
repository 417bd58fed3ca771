"""Page two of a report, as values: the family and the criteria in short, and what they rest on.

As page one made of a result alone, for HTML and PDF alike; in English. The pictures of the
evidence are made by ``report/figure`` from the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.evidence.criterion import Status
from osteo_annot.report.page.links import event_links
from osteo_annot.report.page.page_one import Line, Link
from osteo_annot.report.page.variants import class_date, deciding_events
from osteo_annot.report.result.evidence_model import Frequency, FrequencyStatus, KnownVariant
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import event_name, is_named
from osteo_annot.report.text import counted
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.sentences.texts import captions
from osteo_annot.values import dataclass
from osteo_annot.verdict.family import FamilyCode

_MOST_EVENTS = 6
_MOST_KNOWN = 2
_ON_PAGE_ONE = {FamilyCode.RECURRENCE_ONE_IN_FOUR, FamilyCode.RECURRENCE_NOT_STATED}
"""What the interpretation on page one says."""


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """The criteria of one event that were met and counted, in short."""

    event: str
    """Id in the result."""
    name: str
    protein: str
    class_: str
    """Class in words, points, and the date where one was given."""
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

    statements: tuple[Line, ...]
    events: tuple[str, ...]
    """Names of the deciding events: columns of the table."""
    rows: tuple[FamilyRow, ...]
    note: str
    """That no relative was given; empty where one was."""


@dataclass(frozen=True, slots=True)
class PageTwo:
    """The parts of page two."""

    family: FamilyPart
    criteria: tuple[CriteriaRow, ...]
    more_events: int
    """Further events that may matter, in the appendix."""
    reasons: tuple[Line, ...]
    would_change: tuple[Line, ...]


def page_two(result: Result) -> PageTwo:
    """The values of page two."""
    named = [*deciding_events(result)]
    named += [event for event in result.events if is_named(event) and event not in named]
    return PageTwo(
        family=_family(result),
        criteria=tuple(_criteria(result, event) for event in named[:_MOST_EVENTS]),
        more_events=max(0, len(named) - _MOST_EVENTS),
        reasons=tuple(Line(told.text, told.code) for told in result.verdict.reasons),
        would_change=tuple(Line(told.text, told.code) for told in result.verdict.would_change),
    )


def _family(result: Result) -> FamilyPart:
    """The relatives, and what may be said of them."""
    deciding = deciding_events(result)
    return FamilyPart(
        statements=tuple(
            Line(told.text, told.code)
            for told in result.family_statements
            if told.code not in _ON_PAGE_ONE
        ),
        events=tuple(event_name(event) for event in deciding),
        rows=tuple(_relative(member, deciding) for member in result.family),
        note="" if result.family else captions.NO_RELATIVE().text,
    )


def _relative(member: FamilyMember, deciding: list[Event]) -> FamilyRow:
    """One relative."""
    return FamilyRow(
        role=member.role,
        sample=member.sample,
        affected={"yes": "affected", "no": "not affected"}.get(member.affected, "not known"),
        state=member.state.text,
        genotypes=tuple(member.genotypes.get(event.id, "not called") for event in deciding),
    )


def _criteria(result: Result, event: Event) -> CriteriaRow:
    """The criteria of one event in short."""
    classed = event.classification
    dated = class_date(result)
    met = (
        f"{c.code} {c.strength.value.replace('_', ' ')} ({c.points})"
        for c in classed.ledger
        if c.status is Status.MET
    )
    return CriteriaRow(
        event=event.id,
        name=event_name(event),
        protein=event.hgvs.p,
        class_=f"{classed.class_.text}, {counted(classed.points, 'point')}"
        + (f", {dated}" if dated else ""),
        criteria=", ".join(met) or "none met",
        frequency=_frequency(event.frequency),
        known="; ".join(_known(event.known)) or "no entry",
        links=event_links(event, result.assembly),
    )


def _frequency(found: Frequency) -> str:
    """How often it is seen, in short."""
    if found.status is FrequencyStatus.FOUND and found.groups:
        highest = found.groups[0]
        frequency = f"{highest.frequency:.3g}"
        return say.FREQUENCY_IN_SHORT(frequency=frequency, group=highest.group).text
    return found.status.text


def _known(known: list[KnownVariant]) -> Iterator[str]:
    """What is said of the same allele, in short."""
    same = [k for k in known if k.relation.value == "same_allele"]
    for entry in same[:_MOST_KNOWN]:
        number = f"ClinVar {entry.accession}: " if entry.accession else ""
        yield say.KNOWN_IN_SHORT(
            number=number, significance=entry.significance, stars=entry.stars
        ).text
