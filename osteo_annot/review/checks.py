"""What a save is checked for, whoever sends it: role, event, criterion, clash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.evidence.classify import OFFERED
from osteo_annot.evidence.criterion import Status, Strength
from osteo_annot.report.result.model import Event
from osteo_annot.review.accounts import Account
from osteo_annot.review.bodies import body_of
from osteo_annot.review.decisions import Contest, Decision, Prose
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Kind, ReviewEvent, UserRole
from osteo_annot.review.form import DecisionsForm, invalid
from osteo_annot.review.policy import SecondReader
from osteo_annot.review.record import CaseRecord
from osteo_annot.review.results import Proposal
from osteo_annot.review.session import At
from osteo_annot.review.view import text_of

OFFERED_CODES = tuple(
    dict.fromkeys(code for codes in OFFERED for code in re.findall(r"[A-Z]{2,3}[1-9]", codes))
)
"""Criteria that the program does not judge and a reviewer may add."""


def may(account: Account, roles: Iterable[UserRole], what: str) -> None:
    """Raise RefusedError (ROLE_MAY_NOT) where the role of an account is none of those."""
    if not account.active or account.role not in set(roles):
        told = f"With the role {account.role} nobody may {what}."
        raise refuse(RefusalCode.ROLE_MAY_NOT, account.name, told)


REVIEWERS = (UserRole.REVIEWER, UserRole.SIGNER)
_PROSE: TypeAdapter[str] = TypeAdapter(Prose)


def check_reason(case: str, reason: str, *, needed: bool) -> None:
    """Raise RefusedError: REASON_MISSING, or DECISIONS_INVALID for one that cannot be kept."""
    if needed and not reason.strip():
        raise refuse(RefusalCode.REASON_MISSING, case, "No reason is given.")
    try:
        _PROSE.validate_python(reason)
    except ValidationError as error:
        raise invalid(error, "reason") from None


def check_seen(at: At, seen: int | None) -> None:
    """Raise RefusedError (DECISIONS_INVALID): nobody has seen what is not there yet."""
    if seen is not None and seen > at.record.last:
        told = f"The last event of the case is {at.record.last}."
        raise refuse(RefusalCode.DECISIONS_INVALID, "seen", told)


def with_keys(form: DecisionsForm, proposal: Proposal) -> DecisionsForm:
    """The form with each event by its key, however it was named.

    Raises RefusedError (DECISION_WITHOUT_EVENT, DECISIONS_INVALID).
    """
    told: dict[str, object] = form.plain()
    keyed = _Keyed(proposal)
    try:
        return DecisionsForm.model_validate(keyed.of(told))
    except ValidationError as error:  # two names of one event
        raise invalid(error, "the form") from None


class _Keyed:
    """Names of events turned into keys, wherever they stand in a form."""

    _NAMED = ("event", "other")

    def __init__(self, proposal: Proposal) -> None:
        events = proposal.result.events
        names: dict[str, set[str]] = {}
        for event in events:
            for name in (event.id, event.hgvs.c, event.hgvs.g, proposal.keys[event.id]):
                names.setdefault(name, set()).add(proposal.keys[event.id])
        names.pop("", None)
        self._keys = {name: keys.pop() for name, keys in names.items() if len(keys) == 1}

    def of(self, value: object) -> object:
        """The same with keys."""
        if isinstance(value, Mapping):
            return {
                name: self._key(part)
                if name in self._NAMED and isinstance(part, str) and part
                else self._list(name, part)
                for name, part in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.of(part) for part in value]
        return value

    def _list(self, name: object, part: object) -> object:
        """The events of an order, and those of decisions that are dropped."""
        if name == "events" and isinstance(part, list | tuple):
            return [self._key(str(one)) for one in part]
        if name == "drop_decisions" and isinstance(part, list | tuple):
            return [[self._key(str(one[0])), one[1]] for one in part]
        return self.of(part)

    def _key(self, name: str) -> str:
        """The key of an event by any of its names."""
        if name not in self._keys:
            told = f"No event of the result, or more than one, is called {printable(name, 100)}."
            raise refuse(RefusalCode.DECISION_WITHOUT_EVENT, "event", told)
        return self._keys[name]


def check_decisions(decisions: Iterable[Decision], at: At, known: Sequence[Edits]) -> None:
    """Raise RefusedError (DECISION_WITHOUT_CRITERION) with every decision that cannot be made.

    ``known``: what was decided before, as far as the person may see it.
    """
    decisions = tuple(decisions)
    keys = [d.key for d in decisions]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        told = "It is decided twice in one save."
        raise refuse(RefusalCode.DECISIONS_INVALID, f"{twice[1]} of {twice[0]}", told)
    events = {at.proposal.keys[e.id]: e for e in at.proposal.result.events}
    faults = [
        Fault(RefusalCode.DECISION_WITHOUT_CRITERION, f"{d.criterion} of {d.event}", told)
        for d in decisions
        if (told := _wrong(d, events[d.event], known))
    ]
    if faults:
        raise RefusedError(*faults)


def _wrong(decision: Decision, event: Event, known: Sequence[Edits]) -> str:
    """Why a decision cannot be made; empty where it can."""
    judged = {c.code: c for c in event.classification.ledger}
    code = decision.criterion
    if code not in judged and code not in OFFERED_CODES:
        return "It is no criterion of this event, nor one that is offered."
    if decision.strength is not None and (decision.strength is Strength.STAND_ALONE) is not (
        code == "BA1"
    ):
        return "Only BA1 stands alone, and it has no other strength."
    met = code in judged and judged[code].status in {Status.MET, Status.SET_ASIDE}
    added = any(
        d.key == decision.key and d.strength is not None for edits in known for d in edits.decisions
    )
    if decision.action == "add" and met:
        return "It is met already: change its strength."
    if decision.action == "strength" and not (met or added):
        return "It is not met: add it."
    if decision.action == "accept" and code not in judged:
        return "Nothing is proposed that could be accepted."
    return ""


def check_contests(contests: Iterable[Contest], at: At) -> None:
    """Raise RefusedError (DECISIONS_INVALID) for an exon that the gene does not have."""
    exons = {exon.exon for exon in at.proposal.result.callability.exons}
    for contest in contests:
        if contest.exon is not None and contest.exon not in exons:
            told = f"There is no exon {contest.exon}."
            raise refuse(RefusalCode.DECISIONS_INVALID, "contests", told)


def check_orders(form: DecisionsForm, record: CaseRecord) -> None:
    """Raise RefusedError (DECISIONS_INVALID): an order is made once, and a result is of one."""
    known = [order.number for order in (*(made.body for made in record.orders), *form.orders)]
    if twice := next((n for n in known if known.count(n) > 1), None):
        told = f"There is an order {printable(twice, 60)} already."
        raise refuse(RefusalCode.DECISIONS_INVALID, "orders", told)
    for result in form.confirmations:
        if result.order and result.order not in known:
            told = f"There is no order {printable(result.order, 60)}."
            raise refuse(RefusalCode.DECISIONS_INVALID, "confirmations", told)


_CHANGES = {
    Kind.DECIDED,
    Kind.CONTESTED,
    Kind.UNCONTESTED,
    Kind.READING_SAVED,
    Kind.CONSENSUS,
    Kind.CONFIRMATION_RESULT,
    Kind.FIRST_SIGNED,
    Kind.FIRST_VOIDED,
    Kind.SIGNED,
    Kind.AMENDMENT_OPENED,
    Kind.WITHDRAWN,
    Kind.NEW_RESULT,
}
"""Kinds of events that change what a report says."""


def check_clash(
    at: At,
    account: Account,
    seen: int | None,
    items: Sequence[Decision | Contest] = (),
    *,
    how: SecondReader,
    whole: bool = False,
) -> None:
    """Raise RefusedError (REVIEW_CLASH) where another person was quicker; it tells both.

    ``items``: what is to be saved; what was saved of the same after ``seen`` clashes. ``whole``:
    any change after it does, for what is signed is the whole case. Readers who read apart do not
    clash.
    """
    if seen is None:
        return
    check_seen(at, seen)
    later = [e for e in at.events if e.seq > seen and e.actor != account.name]
    if how is SecondReader.BLIND and not at.record.second:
        apart = {Kind.DECIDED, Kind.CONTESTED, Kind.UNCONTESTED, Kind.READING_SAVED}
        later = [e for e in later if e.kind not in apart]
    own = {item.key: text_of(item) for item in items}
    for event in later:
        theirs = {key: text for key, text in _told(event) if key in own}
        if theirs:
            raise _clash(event, "; ".join(f"{k[0]} {k[-1]}: {t}" for k, t in theirs.items()), own)
        if event.kind in _CHANGES and (whole or not _is_reading(event)):
            raise _clash(event, event.kind.text, own)


def _is_reading(event: ReviewEvent) -> bool:
    """Whether it only decides or contests other things, beside which one may decide."""
    return event.kind in {
        Kind.DECIDED,
        Kind.CONTESTED,
        Kind.UNCONTESTED,
        Kind.READING_SAVED,
        Kind.CONFIRMATION_RESULT,
        Kind.FIRST_SIGNED,
        Kind.FIRST_VOIDED,
        Kind.NEW_RESULT,
    }


def _told(event: ReviewEvent) -> list[tuple[tuple[str, ...], str]]:
    """What an event decided or contested."""
    if event.kind not in {Kind.DECIDED, Kind.CONTESTED, Kind.READING_SAVED, Kind.CONSENSUS}:
        return []
    body = body_of(event.kind, event.body)
    items = (*getattr(body, "decisions", ()), *getattr(body, "contests", ()))
    return [(item.key, text_of(item)) for item in items]


def _clash(event: ReviewEvent, theirs: str, own: Mapping[tuple[str, ...], str]) -> RefusedError:
    """Both saves in one sentence."""
    yours = (
        "; ".join(f"{key[0]} {key[-1]}: {text}" for key, text in own.items()) or "the whole case"
    )
    told = (
        f"Event {event.seq} of {event.actor} at {event.time}, which you had not seen: "
        f"{printable(theirs, 400)}. Yours: {printable(yours, 400)}."
    )
    return refuse(RefusalCode.REVIEW_CLASH, event.case, told)
