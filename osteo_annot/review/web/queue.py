"""The queue: every case, the most urgent first, with search and filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import Response

from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.report.page.view import look
from osteo_annot.review.comparison import event_name
from osteo_annot.review.record import CaseRecord, CaseState
from osteo_annot.review.results import Entry, Stamp
from osteo_annot.review.snapshot import Event, Snapshot
from osteo_annot.review.web.call import Call, Form
from osteo_annot.values import dataclass
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded

if TYPE_CHECKING:
    from osteo_annot.review.web.site import Site

ON_A_PAGE = 100
Choices = tuple[tuple[str, str], ...]
_AGES = {"1": "today", "7": "up to 7 days", "30": "up to 30 days", "more": "older than 30 days"}


class CaseFlag(Worded):
    """What a reviewer wants to find a case by."""

    CHANGED = ("changed", "changed after signature")
    CONTRADICTION = ("contradiction", "contradiction")
    INCOMPLETE = ("incomplete", "not fully examined")
    FILTERED = ("filtered", "FILTER not passed")
    ORDERED = ("ordered", "confirmation ordered")
    CONFIRMED = ("confirmed", "confirmation came in")
    AMENDING = ("amending", "amendment begun")


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue."""

    id: str
    case: str
    state: State
    standing: str
    case_state: CaseState
    confidence: str
    variants: tuple[str, ...]
    classes: frozenset[str]
    flags: tuple[CaseFlag, ...]
    assignee: str
    at: datetime
    """When the result was written, or the case was last changed."""
    urgency: tuple[int, int, int, datetime, str]
    """Its place in the queue."""
    text: str
    """What a search looks in."""

    @property
    def state_text(self) -> str:
        """The state in words."""
        return self.state.text

    @property
    def group(self) -> str:
        """Its colour."""
        return look(self.state).group

    @property
    def boxes(self) -> str:
        """Its two copies."""
        return look(self.state).boxes

    @property
    def since(self) -> str:
        """The day."""
        return self.at.date().isoformat()


class Rows:
    """The lines of all cases, made anew only where result or record is another one."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Entry, CaseRecord, Row]] = {}

    def of(self, site: Site) -> list[Row]:
        """The lines as they are now."""
        records = site.review.records()
        kept = {}
        entries = site.results.entries()
        gone = [case for case, one in records.items() if one.result and case not in entries]
        for case in (*entries, *gone):
            record, known = records.get(case) or CaseRecord(case), self._kept.get(case)
            entry = entries.get(case) or _reviewed_once(site, record, known[0] if known else None)
            if known is None or known[0] is not entry or known[1].last != record.last:
                known = entry, record, row_of(site.id_of(case), entry, record)
            kept[case] = known
        self._kept = kept
        return [row for _, _, row in kept.values()]


def _reviewed_once(site: Site, record: CaseRecord, known: Entry | None) -> Entry:
    """What a list needs of a case whose result is not in the folder any more, from the store."""
    if known is not None and known.sha256 == record.result and not known.stamp.path:
        return known
    at = record.changed_at.timestamp() if record.changed_at else 0
    content = site.review.store.file(record.result)
    stamp = Stamp("", int(at * 1e9), len(content))
    return Entry(stamp, Snapshot.model_validate_json(content), record.result)


_SEVERITY = {state: place for place, state in enumerate(State)}


def _urgency(state: State) -> int:
    """Both copies, then open, then carrier, then negative."""
    if state.is_biallelic or state is State.APPARENT_HOM:
        return 0
    if state in {State.POSSIBLE_COMPHET_UNPHASED, State.INDETERMINATE}:
        return 1
    return 3 if state.is_none else 2


def row_of(case_id: str, entry: Entry, record: CaseRecord) -> Row:
    """The line of a case."""
    shot = entry.snapshot
    signed = record.standing
    deciding = [e for e in shot.events if e.id in set(shot.verdict.deciding)]
    state = State.of(signed.body.state if signed else shot.verdict.state)
    variants = tuple(map(event_name, deciding))
    flags = tuple(_flags(entry, record, deciding))
    at = max(entry.modified, record.changed_at or entry.modified)
    return Row(
        id=case_id,
        case=shot.sample,
        state=state,
        standing=_standing(record),
        case_state=record.state,
        confidence=shot.verdict.confidence,
        variants=variants,
        classes=frozenset(e.classification.class_ for e in deciding),
        flags=flags,
        assignee=record.assignee,
        at=at,
        urgency=(_turn(record, flags), _urgency(state), _SEVERITY[state], at, shot.sample),
        text=" ".join((shot.sample, *variants, state.value)).lower(),
    )


def _turn(record: CaseRecord, flags: Sequence[CaseFlag]) -> int:
    """Signed cases that something happened to come first, those that are done come last."""
    if CaseFlag.CHANGED in flags or CaseFlag.CONFIRMED in flags:
        return 0
    done = record.state.is_signed or record.state is CaseState.WITHDRAWN
    return 2 if done else 1


def _standing(record: CaseRecord) -> str:
    """How far the review is, in short."""
    if record.state.is_signed:
        return f"{record.state.value}, version {record.version}"
    return record.state.value.replace("_", " ")


def _flags(entry: Entry, record: CaseRecord, deciding: Sequence[Event]) -> Iterator[CaseFlag]:
    """What stands out."""
    if record.signed and record.result and record.result != entry.sha256:
        yield CaseFlag.CHANGED
    if record.confirmed_since:
        yield CaseFlag.CONFIRMED
    if entry.snapshot.verdict.contradictions:
        yield CaseFlag.CONTRADICTION
    if _is_incomplete(entry.snapshot):
        yield CaseFlag.INCOMPLETE
    if any(event.filters for event in deciding):
        yield CaseFlag.FILTERED
    if record.orders:
        yield CaseFlag.ORDERED
    if record.amendment:
        yield CaseFlag.AMENDING


def _is_incomplete(shot: Snapshot) -> bool:
    """Whether an exon was not callable for small variants, or deletions were not looked for."""
    return any(
        "callable" not in {exon.small_variants} or exon.deletions != "callable"
        for exon in shot.callability.exons
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice over the queue."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    fits: Callable[[Row, str], bool]


def filters_of(rows: Sequence[Row], query: Form, now: datetime) -> tuple[Filter, ...]:
    """The filters with what the queue offers; a value that none offers filters nothing out."""
    people = sorted({row.assignee for row in rows if row.assignee})
    told: list[tuple[str, str, Choices, Callable[[Row, str], bool]]] = [
        ("review", "Review", _words(CaseState), lambda r, v: r.case_state.value == v),
        ("state", "State", _words(State), lambda r, v: r.state.value == v),
        ("class", "Class", _words(AcmgClass), lambda r, v: v in r.classes),
        ("confidence", "Confidence", _words(Confidence), lambda r, v: r.confidence == v),
        ("flag", "Flag", _words(CaseFlag), lambda r, v: v in {flag.value for flag in r.flags}),
        ("assignee", "Assigned to", (("-", "nobody"), *((p, p) for p in people)), _is_assigned),
        ("age", "Age", tuple(_AGES.items()), partial(_is_of_age, now=now)),
    ]
    return tuple(
        Filter(name, label, choices, _known(query.one(name), choices), fits)
        for name, label, choices, fits in told
    )


def _words(members: Iterable[Worded]) -> tuple[tuple[str, str], ...]:
    """The members of a closed list as choices."""
    return tuple((member.value, member.text) for member in members)


def _known(value: str, choices: Iterable[tuple[str, str]]) -> str:
    """A value that is one of the choices; else none."""
    return value if value in {choice for choice, _ in choices} else ""


def _is_assigned(row: Row, value: str) -> bool:
    """Whether a case is assigned to a person; ``-``: to nobody."""
    return row.assignee == ("" if value == "-" else value)


def _is_of_age(row: Row, value: str, now: datetime) -> bool:
    """Whether a case is as old as asked for."""
    days = (now - row.at).days
    return days > 30 if value == "more" else days <= int(value)


def _fits_search(row: Row, words: Sequence[str]) -> bool:
    """Whether each word stands in the name of the case or of a variant."""
    return all(word in row.text for word in words)


def queue(call: Call) -> Response:
    """The page."""
    rows = call.site.rows.of(call.site)
    filters = filters_of(rows, call.query, datetime.now(UTC))
    words = call.query.one("search").lower().split()
    found = sorted(
        (
            row
            for row in rows
            if _fits_search(row, words) and all(f.fits(row, f.chosen) for f in filters if f.chosen)
        ),
        key=lambda row: row.urgency,
    )
    pages = max(1, -(-len(found) // ON_A_PAGE))
    asked = call.query.one("page")
    page = min(pages, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1
    chosen = {f.name: f.chosen for f in filters if f.chosen}
    return call.page(
        "review/queue.html.j2",
        title="Queue",
        rows=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        found=len(found),
        all=len(rows),
        page=page,
        pages=pages,
        filters=filters,
        asked={"search": call.query.one("search")},
        page_address=partial(_address, {**chosen, "search": call.query.one("search")}),
    )


def _address(chosen: Mapping[str, str], page: int) -> str:
    """The address of a page of the queue as it is filtered."""
    return "/?" + urlencode({**{k: v for k, v in chosen.items() if v}, "page": page})
