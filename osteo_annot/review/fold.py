"""The state of a case is what its events make of it: nothing else is kept, nothing is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from osteo_annot.review import bodies
from osteo_annot.review.bodies import Held, body_of
from osteo_annot.review.decisions import ConfirmationOrdered, ConfirmationResult, Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Kind, ReviewEvent
from osteo_annot.review.record import (
    Amendment,
    CaseRecord,
    CaseState,
    Comment,
    OrderMade,
    Reading,
    SignedVersion,
    Withdrawal,
)


def fold(case: str, events: Iterable[ReviewEvent], start: CaseRecord | None = None) -> CaseRecord:
    """What is true of a case after its events; ``start``: after those before them."""
    record = start or CaseRecord(case)
    for event in events:
        record = _after(record, event)
    return record


def _after(record: CaseRecord, event: ReviewEvent) -> CaseRecord:
    """What is true after one more event."""
    body = body_of(event.kind, event.body)
    step = _STEPS.get(event.kind)
    told = step(record, event, body) if step else record
    result = told.result or event.result
    return replace(told, last=event.seq, result=result, changed_at=event.at)


Step = Callable[[CaseRecord, ReviewEvent, Any], CaseRecord]
_STEPS: dict[Kind, Step] = {}


def _step(kind: Kind) -> Callable[[Step], Step]:
    """Mark the function that says what a kind of event changes."""

    def marked(step: Step) -> Step:
        _STEPS[kind] = step
        return step

    return marked


def _begun(record: CaseRecord) -> CaseRecord:
    """A case on which somebody has begun."""
    if record.state is CaseState.PROPOSED:
        return replace(record, state=CaseState.IN_REVIEW)
    return record


def _read(
    record: CaseRecord,
    event: ReviewEvent,
    decisions: tuple[Decision, ...] = (),
    contests: tuple[Contest, ...] = (),
    *,
    saved: bool = False,
) -> CaseRecord:
    """A reader's decisions and contests, the last of each key."""
    own = record.readings.get(event.actor, Reading())
    keys = [*(d.key for d in decisions), *(c.key for c in contests)]
    reading = Reading(
        own.edits.with_decisions(decisions).with_contests(contests),
        own.saved or saved,
        {**own.places, **dict.fromkeys(keys, event.seq)},
    )
    made_again = {("decision", *d.key) for d in decisions} | {("contest", *c.key) for c in contests}
    return replace(
        _begun(record),
        began=record.began or event.actor,
        readings={**record.readings, event.actor: reading},
        together=record.together.with_decisions(decisions).with_contests(contests),
        open=tuple(h for h in record.open if (h.about, *h.key) not in made_again),
    )


@_step(Kind.DECIDED)
def _decided(record: CaseRecord, event: ReviewEvent, body: bodies.Decided) -> CaseRecord:
    return _read(record, event, body.decisions)


@_step(Kind.CONTESTED)
def _contested(record: CaseRecord, event: ReviewEvent, body: bodies.Contested) -> CaseRecord:
    return _read(record, event, contests=body.contests)


@_step(Kind.READING_SAVED)
def _saved(record: CaseRecord, event: ReviewEvent, body: bodies.ReadingSaved) -> CaseRecord:
    told = _read(record, event, body.decisions, body.contests, saved=True)
    return replace(told, second=event.actor)


@_step(Kind.UNCONTESTED)
def _uncontested(record: CaseRecord, event: ReviewEvent, body: bodies.Uncontested) -> CaseRecord:
    """Gone from the own reading, from that of all, and from what an amendment began with.

    A second reading that another person made on what is gone is to be saved again.
    """
    keys = [body.contest]
    was_shared = any(contest.key == body.contest for contest in record.base.contests)
    readings = dict(record.readings)
    if event.actor in readings:
        own = readings[event.actor]
        readings[event.actor] = replace(own, edits=own.edits.without((), keys))
    return replace(
        record,
        readings=readings,
        together=record.together.without((), keys),
        base=record.base.without((), keys),
        second="" if was_shared and event.actor != record.second else record.second,
        open=tuple(h for h in record.open if h.key != body.contest),
    )


@_step(Kind.CONSENSUS)
def _consensus(record: CaseRecord, _: ReviewEvent, body: bodies.Consensus) -> CaseRecord:
    return replace(record, consensus=body)


@_step(Kind.COMMENTED)
def _commented(record: CaseRecord, event: ReviewEvent, body: bodies.Commented) -> CaseRecord:
    comment = Comment(event.actor, event.at, body.text, event.seq)
    return replace(record, comments=(*record.comments, comment))


@_step(Kind.ASSIGNED)
def _assigned(record: CaseRecord, _: ReviewEvent, body: bodies.Assigned) -> CaseRecord:
    return replace(record, assignee=body.to)


@_step(Kind.DRAFT_SAVED)
def _drafted(record: CaseRecord, event: ReviewEvent, body: bodies.DraftSaved) -> CaseRecord:
    """The fields of the last save; a field that is empty is dropped."""
    kept = {**record.draft.get(event.actor, {}), **body.fields}
    return replace(
        record, draft={**record.draft, event.actor: {k: v for k, v in kept.items() if v}}
    )


@_step(Kind.CONFIRMATION_ORDERED)
def _ordered(record: CaseRecord, event: ReviewEvent, body: ConfirmationOrdered) -> CaseRecord:
    return replace(record, orders=(*record.orders, OrderMade(body, event.actor, event.at)))


@_step(Kind.CONFIRMATION_RESULT)
def _confirmed(record: CaseRecord, _: ReviewEvent, body: ConfirmationResult) -> CaseRecord:
    """Evidence for every reader, also a blind one: a fact, no opinion.

    A second reading was made without it, and is to be saved again.
    """
    told = Edits(confirmations=(body,))
    return replace(
        _begun(record),
        second=record.second if record.state.is_signed else "",
        base=told.over(record.base),
        confirmed_since=record.confirmed_since or record.state.is_signed,
    )


@_step(Kind.FIRST_SIGNED)
def _first_signed(record: CaseRecord, event: ReviewEvent, _: bodies.FirstSigned) -> CaseRecord:
    return replace(
        record,
        state=CaseState.FIRST_SIGNED,
        began=record.began or event.actor,
        first=event.actor,
        first_at=event.at,
    )


@_step(Kind.FIRST_VOIDED)
def _first_voided(record: CaseRecord, _: ReviewEvent, __: bodies.FirstVoided) -> CaseRecord:
    return replace(record, state=CaseState.IN_REVIEW, first="", first_at=None)


@_step(Kind.SIGNED)
def _signed(record: CaseRecord, event: ReviewEvent, body: bodies.Signed) -> CaseRecord:
    """Frozen: what was in force is what the next version starts from."""
    amendment = record.amendment
    edits = Edits(body.decisions, body.contests, body.confirmations)
    version = SignedVersion(
        body=body,
        edits=edits,
        first_at=record.first_at or event.at,
        signer=event.actor,
        at=event.at,
        seq=event.seq,
        reason=amendment.reason if amendment else "",
        correction=amendment.correction if amendment else False,
        second=record.second,
    )
    return replace(
        record,
        state=CaseState.AMENDED if record.signed else CaseState.SIGNED,
        signed=(*record.signed, version),
        version=body.version,
        base=edits,
        readings={},
        together=Edits(),
        consensus=None,
        amendment=None,
        draft={},
        confirmed_since=False,
    )


@_step(Kind.DOCUMENTS_KEPT)
def _kept(record: CaseRecord, _: ReviewEvent, body: bodies.DocumentsKept) -> CaseRecord:
    return replace(
        record,
        signed=tuple(
            replace(one, files={**one.files, **body.files})
            if one.body.version == body.version
            else one
            for one in record.signed
        ),
    )


@_step(Kind.AMENDMENT_OPENED)
def _amending(record: CaseRecord, event: ReviewEvent, body: bodies.AmendmentOpened) -> CaseRecord:
    """The version that stands stays readable until the new one is signed."""
    told = Amendment(body.version, body.reason, body.correction, event.actor, event.at)
    return replace(
        record,
        state=CaseState.IN_REVIEW,
        version=body.version + 1,
        amendment=told,
        began="",
        first="",
        first_at=None,
        second="",
    )


@_step(Kind.WITHDRAWN)
def _withdrawn(record: CaseRecord, event: ReviewEvent, body: bodies.Withdrawn) -> CaseRecord:
    told = Withdrawal(event.actor, event.role.value, event.at, body.reason)
    return replace(
        record,
        state=CaseState.WITHDRAWN,
        amendment=None,
        signed=tuple(
            replace(one, withdrawn=told) if one.body.version == body.version else one
            for one in record.signed
        ),
    )


@_step(Kind.NEW_RESULT)
def _new_result(record: CaseRecord, _: ReviewEvent, body: bodies.NewResult) -> CaseRecord:
    """A signature of the first reader was for the old result, and a saved reading too."""
    begun = record.state is CaseState.FIRST_SIGNED
    return replace(
        record,
        result=body.new,
        state=CaseState.IN_REVIEW if begun else record.state,
        first="",
        first_at=None,
        second="",
        consensus=None,
        readings={name: replace(own, saved=False) for name, own in record.readings.items()},
    )


@_step(Kind.CARRIED_OVER)
def _carried(record: CaseRecord, _: ReviewEvent, body: bodies.CarriedOver) -> CaseRecord:
    """Only what is told as carried holds on; the rest is open, or its event is gone."""
    dropped = (*body.open, *body.gone)
    readings = {
        name: replace(own, edits=_without(own.edits, [h for h in dropped if h.reader == name]))
        for name, own in record.readings.items()
    }
    together = _without(record.together, dropped)
    for own in readings.values():
        together = own.edits.over(together)
    return replace(
        record,
        readings=readings,
        together=together,
        base=_without(record.base, [h for h in dropped if not h.reader]),
        open=body.open,
        gone=body.gone,
        carried=body.carried,
    )


def _without(edits: Edits, held: Iterable[Held]) -> Edits:
    """Edits without those that are named."""
    held = tuple(held)
    return edits.without(
        [h.key for h in held if h.about == "decision"],
        [h.key for h in held if h.about == "contest"],
    )
