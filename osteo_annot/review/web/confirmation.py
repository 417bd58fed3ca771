"""The confirmation of a case by another method: orders, their sheets, and results."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from osteo_annot.report.result.named_events import event_name, is_named
from osteo_annot.report.table.tsv import table
from osteo_annot.review.documents.order_pdf import order_pdf
from osteo_annot.review.documents.order_sheet import (
    COPIES_OR_ARRAY,
    JUNCTION_PCR,
    LONG_READS,
    SANGER,
    TSV_COLUMNS,
    Ordered,
    OrderSheet,
    order_rows,
)
from osteo_annot.review.documents.order_sheet import order_sheet as order_sheet_of
from osteo_annot.review.event import time_text
from osteo_annot.review.view import Action
from osteo_annot.review.web.call import Call
from osteo_annot.review.web.case import beside, done, evidence, save, view_of
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from osteo_annot.review.view import CaseView

PARENTS = "Sanger sequencing of both parents"
METHODS = (PARENTS, SANGER, COPIES_OR_ARRAY, JUNCTION_PCR, LONG_READS, "RNA sequencing")
"""Proposed while typing; any other can be typed."""
SHEETS = {"order.pdf": "application/pdf", "order.tsv": "text/tab-separated-values"}


@dataclass(frozen=True, slots=True)
class Tested:
    """An event that can be ordered and tested."""

    number: int
    """Its place among the events: the name of its fields."""
    key: str
    name: str
    is_deciding: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An order as it is shown."""

    number: str
    events: tuple[str, ...]
    method: str
    sample: str
    text: str
    by: str
    at: str
    sheets: tuple[tuple[str, str], ...]


def tested(view: CaseView) -> list[Tested]:
    """The events that a confirmation may be about, those that decide first."""
    deciding = set(view.proposal.result.verdict.deciding)
    events = [e for e in view.proposal.result.events if e.id in deciding or is_named(e)]
    events.sort(key=lambda event: event.id not in deciding)
    return [
        Tested(number, view.proposal.keys[event.id], event_name(event), event.id in deciding)
        for number, event in enumerate(events)
        if event.id in view.proposal.keys
    ]


def confirmation(call: Call) -> Response:
    """Orders, their sheets, and results."""
    view = view_of(call)
    events = tested(view)
    is_open = view.reviewed.verdict.state is State.POSSIBLE_COMPHET_UNPHASED
    sheet = order_sheet_of(view.reviewed, view.proposal.keys)
    return beside(
        call,
        view,
        "confirm",
        "Confirmation",
        events=events,
        orders=list(_orders(call, view, events)),
        results=list(_results(view, events)),
        may_order=Action.ORDER in view.may,
        may_record=Action.CONFIRM in view.may,
        next_number=f"{len(view.record.orders) + 1}",
        recommended=PARENTS if is_open or not sheet.lines else sheet.lines[0].method,
        methods=METHODS,
    )


def _orders(call: Call, view: CaseView, events: list[Tested]) -> Iterator[Shown]:
    """The orders of a case."""
    names = {event.key: event.name for event in events}
    for place, made in enumerate(view.record.orders):
        body = made.body
        yield Shown(
            body.number,
            tuple(names.get(key, key) for key in body.events),
            body.method,
            body.sample,
            body.text,
            made.by,
            f"{made.at:%Y-%m-%d %H:%M} UTC",
            tuple(
                (name, f"/case/{call.parameters['case']}/order-sheet/{place}/{name}")
                for name in SHEETS
            ),
        )


def _results(view: CaseView, events: list[Tested]) -> Iterator[str]:
    """The results of confirmations in words."""
    names = {event.key: event.name for event in events}
    for one in view.edits.confirmations:
        parts = []
        if one.event:
            copies = f" on {one.copies} of 2 copies" if one.copies else ""
            words = one.outcome.replace("_", " ")
            parts.append(f"{names.get(one.event, one.event)} {words}{copies}")
        for parents in one.parents:
            told = ", ".join(
                f"{who} {answer.replace('_', ' ')}"
                for who, answer in (("mother", parents.mother), ("father", parents.father))
            )
            parts.append(f"{names.get(parents.event, parents.event)}: {told}")
        text = f" – {one.text}" if one.text else ""
        yield f"{'; '.join(parts)} ({one.method}, {one.sample}, {one.by}, {one.on}){text}"


def order(call: Call) -> Response:
    """Order a confirmation."""
    view = view_of(call)
    chosen = set(call.form.all("event"))
    body = {
        "number": call.form.one("number"),
        "events": [e.key for e in tested(view) if str(e.number) in chosen],
        **{name: call.form.one(name) for name in ("method", "sample", "text")},
    }
    save(call, view.case, orders=[body])
    return done(call, "ordered", "/confirm")


def confirm(call: Call) -> Response:
    """Record the result of a confirmation."""
    view = view_of(call)
    names = ("order", "method", "sample", "by", "on", "outcome", "text")
    body: dict[str, Any] = {name: call.form.one(name) for name in names}
    copies = call.form.one("copies")
    events = tested(view)
    chosen = call.form.one("event")
    body["event"] = next((e.key for e in events if str(e.number) == chosen), "")
    body["copies"] = int(copies) if copies in {"1", "2"} else None
    body["parents"] = [told for event in events if (told := _parents(call, event))]
    body["files"] = evidence(call, "files")
    save(call, view.case, confirmations=[body])
    return done(call, "confirmed")


def _parents(call: Call, event: Tested) -> dict[str, str] | None:
    """What the form says of both parents for an event; None where neither was tested."""
    told = {who: call.form.one(f"{who}-{event.number}") for who in ("mother", "father")}
    if set(told.values()) <= {"", "not_tested"}:
        return None
    return {"event": event.key, **told}


def order_sheet(call: Call) -> Response:
    """The order sheet, as PDF or table."""
    view = view_of(call)
    place, name = int(call.parameters["place"]), call.parameters["name"]
    if place >= len(view.record.orders) or name not in SHEETS:
        return call.told(HTTPStatus.NOT_FOUND, "No such sheet", "This case has no such order.")
    made = view.record.orders[place]
    body, time = made.body, time_text(made.at)
    ordered = Ordered(body.number, made.by, time, body.method, body.sample, body.text)
    sheet = order_sheet_of(view.reviewed, view.proposal.keys, body.events, ordered)
    content = order_pdf(sheet) if name == "order.pdf" else _tsv(sheet)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=SHEETS[name], headers=headers)


def _tsv(sheet: OrderSheet) -> bytes:
    """The order as a table that a spreadsheet opens without doing anything."""
    return table(TSV_COLUMNS, order_rows(sheet)).encode()
