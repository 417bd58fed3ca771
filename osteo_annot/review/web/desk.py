"""What a page of a case shows of the review beside the report: standing, controls, talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusedError
from osteo_annot.report.result.model import Event
from osteo_annot.report.result.named_events import event_name
from osteo_annot.review.accounts import accounts
from osteo_annot.review.decisions import Contest, Decision
from osteo_annot.review.event import ReviewEvent, UserRole
from osteo_annot.review.record import CaseRecord, CaseState
from osteo_annot.review.view import Action, CaseView, visible_events
from osteo_annot.review.web.controls import (
    STRENGTHS,
    Choices,
    Controls,
    Readings,
    contest_text,
    decision_words,
)
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.review.web.call import Call

OF_VERSION = "signed version"
REVIEWS = frozenset({UserRole.REVIEWER, UserRole.SIGNER})


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of the summary."""

    event: str
    what: str
    decision: str
    reason: str
    pmids: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """One comment."""

    by: str
    at: str
    text: str


class Desk:
    """A case as one person sees it; everything comes from a view that leaves out the hidden."""

    strengths: Choices = STRENGTHS

    def __init__(
        self,
        call: Call,
        view: CaseView,
        typed: Mapping[str, str] | None = None,
        fault: RefusedError | None = None,
    ) -> None:
        self.call = call
        self.view = view
        self.case = view.case
        self.path = f"/case/{call.site.id_of(view.case)}"
        self.seen = view.seen
        self.blinded = view.blinded
        self.record: CaseRecord = view.record
        kept = view.record.draft.get(call.account.name, {})
        self.controls = Controls(
            view.proposal.result,
            view.reviewed,
            view.proposal.keys,
            self._readings(),
            typed if typed is not None else kept,
        )
        self.fault = fault
        self.draft_told = "A draft is kept." if kept else ""

    def may(self, action: Action) -> bool:
        """Whether the person may do something now."""
        return action in self.view.may

    @property
    def may_decide(self) -> bool:
        """Whether controls are shown."""
        return self.may(Action.DECIDE)

    @property
    def may_comment(self) -> bool:
        """Whether comments can be added."""
        return self.may(Action.COMMENT)

    @property
    def may_assign(self) -> bool:
        """Whether the case can be assigned."""
        return self.may(Action.ASSIGN)

    @property
    def may_save_reading(self) -> bool:
        """Whether a second reading can be declared whole."""
        return self.may(Action.COMPLETE)

    @property
    def save_word(self) -> str:
        """What the button that saves says."""
        return "Save decisions"

    def _readings(self) -> Readings:
        """Every reading that may be seen; of an amendment also what the signed version holds."""
        own = self.call.account.name
        of = {name: reading.edits for name, reading in self.record.readings.items()}
        told = {OF_VERSION: self.record.base, **of}
        if own not in told:
            told[own] = self.record.base
            del told[OF_VERSION]
        return Readings(
            own,
            {name: edits.decisions for name, edits in told.items()},
            {name: edits.contests for name, edits in told.items()},
        )

    @cached_property
    def pages(self) -> Sequence[tuple[str, str]]:
        """The pages of the case."""
        told = [
            (self.path, "Report and decisions", True),
            (f"{self.path}/confirm", "Confirmation", True),
            (f"{self.path}/consensus", "Consensus", bool(self.view.differences)),
            (f"{self.path}/compare", "Compare", True),
            (f"{self.path}/history", "History and reports", True),
            (f"{self.path}/sign", "Sign", not self.record.state.is_signed),
            (f"{self.path}/change", "Amend or withdraw", bool(self.record.standing)),
        ]
        return [(address, text) for address, text, there in told if there]

    @property
    def standing(self) -> str:
        """How far the review is."""
        state = self.record.state
        if state.is_signed or state is CaseState.WITHDRAWN:
            return f"{state.text} (version {self.record.version})"
        made = f", version {self.record.version} is being made" if self.record.signed else ""
        return state.text + made

    @property
    def assignee(self) -> str:
        """Who is to review."""
        return self.record.assignee

    @property
    def first(self) -> str:
        """The first reader, with what is known of the signature."""
        signed = " (has signed)" if self.record.first else ""
        return self.record.first_reader + signed if self.record.first_reader else ""

    @property
    def second(self) -> str:
        """The second reader."""
        return self.record.second

    @property
    def reading(self) -> str:
        """How the second reader reads, by policy."""
        return f"by policy: {self.view.how.value}, {self.view.how.text}"

    @property
    def people(self) -> Sequence[str]:
        """To whom a case can be assigned."""
        known = accounts(self.call.site.review.store).values()
        return sorted(one.name for one in known if one.active and one.role in REVIEWS)

    @property
    def moved(self) -> Iterator[str]:
        """What decisions and confirmations changed of the answer."""
        before, after = self.view.proposal.result.verdict, self.view.reviewed.verdict
        if before.state != after.state:
            yield (
                f"Proposed by the program: {before.state_text}. With decisions and "
                f"confirmations: {after.state_text}."
            )
        old = {event.id: event.classification for event in self.view.proposal.result.events}
        for event in self.view.reviewed.events:
            was, now = old.get(event.id), event.classification
            if was and (was.class_, was.points) != (now.class_, now.points):
                yield (
                    f"{event_name(event)}: proposed {was.class_} ({was.points} points), now "
                    f"{now.class_} ({now.points} points)."
                )

    @property
    def notices(self) -> Iterator[str]:
        """What the person has to know before doing anything."""
        for fault in self.fault.faults if self.fault is not None else ():
            yield f"Not saved: {fault.what} {fault.remedy}"
        if self.view.problem is not None:
            yield f"Not computed: {self.view.problem.what} {self.view.problem.remedy}"
        yield from self._of_readers()
        yield from self._of_report()

    def _of_readers(self) -> Iterator[str]:
        """What both readers made, or have to make."""
        if self.blinded:
            yield (
                "You are the second reader, blind: what the first reader decided is not sent to "
                "your browser until you have saved your own reading."
            )
        if self.view.differences:
            yield f"The readings differ in {len(self.view.differences)} places: see Consensus."
        if self.record.open:
            yield f"{len(self.record.open)} decisions have to be made again after the new run."

    def _of_report(self) -> Iterator[str]:
        """What became of the signed report."""
        record, told = self.record, self.record.amendment
        if record.standing and told is None:
            yield "This page shows the case as it stands now; the signed report is under History."
        if record.confirmed_since:
            yield "A confirmation came in after the signature: amend the report."
        if self.view.is_other_run:
            yield (
                "A new run gave another result (see Compare): the next step that is saved takes "
                "it, and carries over what it does not change."
            )
        if told is not None:
            yield f"Amendment of version {told.replaces} by {told.by}: {told.reason}"

    @property
    def saved(self) -> str:
        """What the last form did."""
        return SAVED.get(self.call.query.one("done"), "")

    @cached_property
    def names(self) -> Mapping[str, str]:
        """How each event is called, by its key."""
        keys = self.view.proposal.keys
        return {keys[e.id]: event_name(e) for e in self.view.proposal.result.events}

    def name_of(self, key: str) -> str:
        """How the event of a key is called."""
        return self.names.get(key, key)

    @property
    def decided(self) -> Iterator[Line]:
        """Every decision and contest that may be seen."""
        name = self.name_of
        for reader, decisions in self.controls.readings.decisions.items():
            yield from (_decision_line(one, name(one.event), reader) for one in decisions)
        for reader, contests in self.controls.readings.contests.items():
            for one in contests:
                about = " and ".join(name(key) for key in (one.event, one.other) if key)
                yield _contest_line(one, about or (f"exon {one.exon}" if one.exon else ""), reader)

    @cached_property
    def events(self) -> Sequence[ReviewEvent]:
        """The history, as far as the person may see it."""
        store = self.call.site.review.store
        return visible_events(store.events(self.case), self.call.account, blinded=self.blinded)

    @property
    def files(self) -> Iterator[str]:
        """Every file of evidence that may be seen."""
        readings = self.controls.readings
        for made in (*readings.decisions.values(), *readings.contests.values()):
            for one in made:
                yield from one.files
        for result in self.record.base.confirmations:
            yield from result.files

    @property
    def comments(self) -> Iterator[Said]:
        """The comments."""
        for one in self.record.comments:
            yield Said(one.by, f"{one.at:%Y-%m-%d %H:%M} UTC", one.text)

    def memory(self, event: Event) -> Sequence[str] | None:
        """The same event in earlier signed cases; None before the own decision, unless asked."""
        key = self.view.proposal.keys.get(event.id)
        if key is None:
            return ()
        own = self.controls.readings.decisions.get(self.call.account.name, ())
        asked = self.call.query.one("memory") == "yes"
        if not asked and not any(one.event == key for one in own):
            return None
        return [
            f"{one.class_}: {one.case}, version {one.version}, {one.time[:10]}, signed by "
            f"{' and '.join(one.signers)} ({one.standing})"
            for one in self.call.site.review.memory(key, self.case)
        ]


SAVED = {
    "decisions": "Your decisions are saved.",
    "draft": "Your draft is kept.",
    "reading": "Your reading is saved; you see now what the first reader decided.",
    "comment": "Your comment is saved.",
    "assigned": "The case is assigned.",
    "ordered": "The confirmation is ordered.",
    "confirmed": "The result is recorded; the state was computed anew.",
    "consensus": "The consensus is recorded.",
    "taken": "The later result is taken.",
    "first": "You have signed as first reader. Another person signs the report.",
    "signed": "The report is signed.",
    "amending": "The amendment is begun; this is the new version.",
    "withdrawn": "The report is withdrawn.",
    "nothing": "Nothing was changed, so nothing was saved.",
}


def _decision_line(one: Decision, event: str, reader: str) -> Line:
    """A decision in the summary."""
    return Line(event, one.criterion, decision_words(one), one.reason, one.pmids, reader)


def _contest_line(one: Contest, event: str, reader: str) -> Line:
    """A contest in the summary."""
    what = one.about.replace("_", " ")
    return Line(event or "both copies", what, "contested", contest_text(one), one.pmids, reader)
