"""What a person may see and do of a case: pages and commands show this, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.errors import Fault, RefusedError
from osteo_annot.report.result.model import Result
from osteo_annot.review.accounts import Account
from osteo_annot.review.decisions import Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.event import Kind, ReviewEvent, UserRole
from osteo_annot.review.policy import ReviewPolicy, SecondReader
from osteo_annot.review.recompute import recomputed
from osteo_annot.review.record import CaseRecord, CaseState, Reading
from osteo_annot.review.results import Proposal
from osteo_annot.review.session import Review
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class Action(Worded):
    """What may be done with a case."""

    DECIDE = ("decide", "decide on criteria, and contest values")
    COMPLETE = ("complete", "save the second reading")
    CONSENSUS = ("consensus", "record a consensus")
    COMMENT = ("comment", "comment")
    ASSIGN = ("assign", "assign")
    ORDER = ("order", "order a confirmation")
    CONFIRM = ("confirm", "record the result of a confirmation")
    SIGN_FIRST = ("sign_first", "sign as first reader")
    SIGN = ("sign", "sign the report")
    AMEND = ("amend", "open an amendment")
    WITHDRAW = ("withdraw", "withdraw the report")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two readers made differently."""

    about: str
    """``decision`` or ``contest``."""
    key: tuple[str, ...]
    first: str
    """What the first reader made of it; empty: as proposed."""
    second: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one person sees it."""

    case: str
    record: CaseRecord
    """Without what this person may not see yet."""
    proposal: Proposal
    edits: Edits
    """What holds for this person: under blind reading the own reading only."""
    reviewed: Result
    """The result after these edits."""
    how: SecondReader
    blinded: bool
    """Whether another reader's decisions are held back."""
    differences: tuple[Difference, ...]
    may: frozenset[Action]
    seen: int
    """The last event of the case: a save tells it, so that a clash is seen."""
    is_other_run: bool
    """Whether the folder has the result of another run than that of the review."""
    problem: Fault | None
    """Why nothing can be computed; the reviewed result is then the proposal."""


def view(review: Review, case: str, reader: Account | None) -> CaseView:
    """A case as a person sees it; ``reader`` None: who can read the store itself.

    Raises RefusedError (CASE_UNKNOWN, RESULT_INVALID, RESULT_WITHOUT_BASIS,
    RESULT_NOT_REPRODUCED).
    """
    events = review.store.events(case)
    record = review.record(case) if not events else _folded(case, events)
    proposal = review.proposal(record)
    current = review.in_folder(case)
    how = reading_of(record, proposal, review.policy)
    blinded = is_blinded(record, how, reader)
    shown = visible(record, reader, blinded=blinded)
    edits = edits_for(record, how, reader)
    reviewed, problem = proposal.result, None
    try:
        reviewed = recomputed(proposal.result, edits, proposal.ids)
    except RefusedError as error:
        problem = error.faults[0]
    return CaseView(
        case=case,
        record=shown,
        proposal=proposal,
        edits=edits,
        reviewed=reviewed,
        how=how,
        blinded=blinded,
        differences=() if blinded else differences(record, how),
        may=allowed(record, how, reader),
        seen=record.last,
        is_other_run=current is not None and record.result not in {"", current.sha256},
        problem=problem,
    )


def _folded(case: str, events: Sequence[ReviewEvent]) -> CaseRecord:
    """The record of events that were read already."""
    from osteo_annot.review.fold import fold

    return fold(case, events)


def reading_of(record: CaseRecord, proposal: Proposal, policy: ReviewPolicy) -> SecondReader:
    """How the second reader reads: the strictest of the proposed state and of what readers made."""
    states: list[State] = [proposal.result.verdict.state]
    for edits in (record.of_reader(record.first_reader), record.together.over(record.base)):
        try:
            states.append(recomputed(proposal.result, edits, proposal.ids).verdict.state)
        except RefusedError:
            continue
    return policy.of_states(*states)


def is_blinded(record: CaseRecord, how: SecondReader, reader: Account | None) -> bool:
    """Whether a person must not see yet what the first reader decided."""
    if reader is None or how is not SecondReader.BLIND or not record.first_reader:
        return False
    return reader.name != record.first_reader and not record.second


def visible(record: CaseRecord, reader: Account | None, *, blinded: bool) -> CaseRecord:
    """The record without others' drafts, and under blind reading without what others made."""
    if reader is None:
        return record
    name = reader.name
    draft = {name: record.draft[name]} if name in record.draft else {}
    if name == record.first_reader and not record.second and record.readings:
        # The first reader does not see the second one's decisions before they are whole either.
        own = {k: v for k, v in record.readings.items() if k == name}
        return replace(record, draft=draft, readings=own)
    if not blinded:
        return replace(record, draft=draft)
    own = {k: v for k, v in record.readings.items() if k == name}
    return replace(
        record,
        draft=draft,
        readings=own,
        together=own[name].edits if name in own else Edits(),
        comments=tuple(c for c in record.comments if c.by != record.first_reader),
        consensus=None,
        open=tuple(h for h in record.open if h.reader in {"", name}),
        gone=tuple(h for h in record.gone if h.reader in {"", name}),
        carried=tuple(h for h in record.carried if h.reader in {"", name}),
    )


_OPINIONS = {
    Kind.DECIDED,
    Kind.CONTESTED,
    Kind.UNCONTESTED,
    Kind.READING_SAVED,
    Kind.COMMENTED,
    Kind.CARRIED_OVER,
    Kind.FIRST_SIGNED,
}


def visible_events(
    events: Sequence[ReviewEvent], reader: Account | None, *, blinded: bool
) -> list[ReviewEvent]:
    """The history without others' drafts; what is held back stands there without its content."""
    if reader is None:
        return list(events)
    told = [e for e in events if e.kind is not Kind.DRAFT_SAVED or e.actor == reader.name]
    if not blinded:
        return told
    signed = max((e.seq for e in told if e.kind is Kind.SIGNED), default=0)
    return [
        replace(e, body={})
        if e.seq > signed and e.kind in _OPINIONS and e.actor != reader.name
        else e
        for e in told
    ]


def edits_for(record: CaseRecord, how: SecondReader, reader: Account | None) -> Edits:
    """What holds for a person: under blind reading the own, until the second reading is saved."""
    if how is SecondReader.BLIND and reader is not None and not record.second:
        if reader.name == record.first_reader or not record.first_reader:
            return record.effective(how)
        return record.of_reader(reader.name)
    return record.effective(how)


def differences(record: CaseRecord, how: SecondReader) -> tuple[Difference, ...]:
    """What the second reader made differently from the first, where both read apart."""
    if how is not SecondReader.BLIND or not record.second:
        return ()
    first = _settled(record, record.first_reader)
    second = _settled(record, record.second)
    return tuple(
        Difference(key[0], key[1:], first.get(key, ""), second.get(key, ""))
        for key in dict.fromkeys((*first, *second))
        if first.get(key, "") != second.get(key, "")
    )


def _settled(record: CaseRecord, reader: str) -> Mapping[tuple[str, ...], str]:
    """What a reader made of each thing, as text; accepting is no difference to the proposal."""
    edits = record.readings.get(reader, Reading()).edits.over(record.base)
    told: dict[tuple[str, ...], str] = {}
    for decision in edits.decisions:
        if decision.action != "accept":
            told["decision", *decision.key] = text_of(decision)
    for contest in edits.contests:
        told["contest", *contest.key] = text_of(contest)
    agreed = record.consensus
    if agreed is not None:
        for agreed_on in agreed.decisions:
            told.pop(("decision", *agreed_on.key), None)
        for settled in agreed.contests:
            told.pop(("contest", *settled.key), None)
        for key in agreed.undecided:
            told.pop(("decision", *key), None)
        for dropped in agreed.uncontested:
            told.pop(("contest", *dropped), None)
    return told


def text_of(item: Decision | Contest) -> str:
    """A decision or contest in short."""
    if isinstance(item, Contest):
        return item.value
    return (
        f"met {item.strength.text}"
        if item.strength
        else {"reject": "not met"}.get(item.action, item.action)
    )


_REVIEWS = {UserRole.REVIEWER, UserRole.SIGNER}
_OPEN = {CaseState.PROPOSED, CaseState.IN_REVIEW, CaseState.FIRST_SIGNED}


def allowed(record: CaseRecord, how: SecondReader, reader: Account | None) -> frozenset[Action]:
    """What a person may do with a case as it is."""
    if reader is None or not reader.active or reader.role not in _REVIEWS:
        return frozenset()
    found = {Action.COMMENT, Action.ASSIGN, Action.ORDER, Action.CONFIRM}
    name, first = reader.name, record.first_reader
    if record.state in _OPEN:
        found.add(Action.DECIDE)
        if how is not SecondReader.NONE and first and name != first and not record.second:
            found.add(Action.COMPLETE)
    if record.state in {CaseState.PROPOSED, CaseState.IN_REVIEW} and (
        not first or name == first or (how is not SecondReader.BLIND and name in record.readings)
    ):
        found.add(Action.SIGN_FIRST)
    if differences(record, how) and name in {first, record.second}:
        found.add(Action.CONSENSUS)
    signs = reader.role is UserRole.SIGNER
    if record.state is CaseState.FIRST_SIGNED and signs and name != record.first:
        found.add(Action.SIGN)
    if record.state.is_signed or record.state is CaseState.WITHDRAWN:
        found.add(Action.AMEND)
    if record.state.is_signed and signs:
        found.add(Action.WITHDRAW)
    return frozenset(found)
