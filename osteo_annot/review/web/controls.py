"""What the controls of a case show: what was proposed, what was decided, what is being typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from osteo_annot.copies.callability import Callability
from osteo_annot.evidence.criterion import Status, Strength
from osteo_annot.report.result.evidence_model import Criterion
from osteo_annot.report.result.examined_model import ExonCallability
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.review.checks import OFFERED_CODES
from osteo_annot.review.decisions import CONTESTED_ZYGOSITY, Contest, Decision
from osteo_annot.review.web.fields import contest_field, decision_field
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

Choices = tuple[tuple[str, str], ...]

STRENGTHS: Choices = (
    ("", "as proposed"),
    *(
        (s.value, s.value.replace("_", " "))
        for s in (
            Strength.SUPPORTING,
            Strength.MODERATE,
            Strength.STRONG,
            Strength.VERY_STRONG,
            Strength.STAND_ALONE,
        )
    ),
)
_MET: Choices = (
    ("", "undecided"),
    ("accept", "accept"),
    ("strength", "change strength"),
    ("reject", "reject"),
)
_NOT_MET: Choices = (("", "undecided"), ("accept", "accept as not met"), ("add", "add as met"))
_OFFERED: Choices = (("", "undecided"), ("add", "add as met"))
_ZYGOSITY: Choices = tuple((v, v.replace("_", " ")) for v in CONTESTED_ZYGOSITY)
_PHASE: Choices = (
    ("trans", "on opposite copies (trans)"),
    ("cis", "on one copy (cis)"),
    ("unknown", "unknown"),
)
_MOST_PAIRS = 6


@dataclass(frozen=True, slots=True)
class Values:
    """What the fields of a control hold."""

    action: str = ""
    value: str = ""
    strength: str = ""
    reason: str = ""
    evidence: str = ""
    pmids: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One place where a reviewer decides."""

    name: str
    """Beginning of the names of its fields."""
    of: Mapping[str, Any]
    """What is decided: event and criterion, or what a contest is about."""
    label: str
    about: str
    actions: Choices
    values: Values
    status: str
    """The own decision in a word; empty without one."""
    standing: tuple[str, ...]
    """Every decision that may be seen, in words."""
    files: tuple[str, ...]
    is_set: bool
    is_open: bool
    """Whether something is being typed."""
    needs_reason: bool = True


@dataclass(frozen=True, slots=True)
class Readings:
    """Decisions and contests that may be seen, by reader, with the own ones apart."""

    own: str
    decisions: Mapping[str, Sequence[Decision]]
    contests: Mapping[str, Sequence[Contest]]

    def decided(self, key: tuple[str, ...]) -> Iterator[tuple[str, Decision]]:
        """Each reader's decision on an event and criterion."""
        for reader, made in self.decisions.items():
            yield from ((reader, one) for one in made if one.key == key)

    def contested(self, key: tuple[str, ...]) -> Iterator[tuple[str, Contest]]:
        """Each reader's contest of a value."""
        for reader, made in self.contests.items():
            yield from ((reader, one) for one in made if one.key == key)


@dataclass(frozen=True, slots=True)
class Controls:
    """The controls of one case for one person."""

    proposal: Result
    reviewed: Result
    keys: Mapping[str, str]
    """Key of each event by its id."""
    readings: Readings
    typed: Mapping[str, str] = field(default_factory=dict)
    """What is being typed, by field."""

    def criterion(self, event: Event, code: str) -> Control | None:
        """The control of a criterion of an event."""
        key = self.keys.get(event.id)
        if key is None:
            return None
        name = decision_field(key, code)
        proposed = self._proposed(event, code)
        is_met = proposed is not None and proposed.status in {Status.MET, Status.SET_ASIDE}
        found = list(self.readings.decided((key, code)))
        own = next((one for reader, one in found if reader == self.readings.own), None)
        values = self._values(name, own)
        return Control(
            name=name,
            of={"event": key, "criterion": code},
            label=f"Decide on {code}",
            about=event_name(event),
            actions=_MET if is_met else _NOT_MET if proposed else _OFFERED,
            values=values,
            status=decision_words(own) if own else "",
            standing=tuple(f"{reader}: {decision_text(one)}" for reader, one in found),
            files=own.files if own else (),
            is_set=bool(found),
            is_open=self._is_typed(name),
        )

    def _proposed(self, event: Event, code: str) -> Criterion | None:
        """The criterion as the program proposed it, before any decision."""
        for one in self.proposal.events:
            if one.id == event.id:
                return next((c for c in one.classification.ledger if c.code == code), None)
        return None

    def further_criteria(self, event: Event) -> tuple[str, ...]:
        """Criteria of the guideline that the program does not judge of this event."""
        if event.id not in self.keys:
            return ()
        judged = {c.code for c in event.classification.ledger}
        return tuple(code for code in OFFERED_CODES if code not in judged)

    def any_open(self, event: Event, codes: Sequence[str]) -> bool:
        """Whether something is typed or decided of some criteria."""
        found = (self.criterion(event, code) for code in codes)
        return any(control and (control.is_open or control.is_set) for control in found)

    def zygosity(self, event: Event) -> Control | None:
        """The control of the zygosity of an event."""
        key = self.keys.get(event.id)
        if key is None:
            return None
        label = f"Contest the zygosity: {event.zygosity_text}"
        return self._contest(label, event_name(event), _ZYGOSITY, "zygosity", key)

    def phases(self, event: Event) -> Iterator[Control]:
        """The controls of the phase of an event against those that are shown after it."""
        asked = [e for e in self.reviewed.events if e.id in self.keys and e.tier != "C"]
        if event not in asked:
            return
        for other in asked[asked.index(event) + 1 :][:_MOST_PAIRS]:
            about = f"{event_name(event)} and {event_name(other)}"
            keys = self.keys[event.id], self.keys[other.id]
            yield self._contest(
                f"Contest the phase to {event_name(other)}", about, _PHASE, "phase", *keys
            )

    def exon(self, exon: ExonCallability) -> Iterator[Control]:
        """The controls of what was examined of an exon."""
        number = exon.exon
        small = tuple((c.value, c.value.replace("_", " ")) for c in Callability)
        deletions = tuple((v, t) for v, t in small if v != Callability.NOT_CALLABLE.value)
        for about, words, choices, now in (
            ("small_variants", "small variants", small, exon.small_variants),
            ("deletions", "deletions", deletions, exon.deletions),
        ):
            label = f"Contest exon {number}, {words}: {now.replace('_', ' ')}"
            yield self._contest(label, f"Exon {number}, {words}", choices, about, exon=number)

    def state(self) -> Control:
        """The control of the state."""
        choices = tuple((state.value, state.text) for state in State)
        label = f"Contest the state: {self.reviewed.verdict.state_text}"
        return self._contest(label, "The state of both copies", choices, "state")

    def gone(self) -> Iterator[Control]:
        """Contests of events that are no longer shown, so that they can be taken back."""
        shown = {self.keys.get(event.id) for event in self.reviewed.events}
        for made in self.readings.contests.get(self.readings.own, ()):
            if made.event and made.event not in shown:
                label = f"Contested: {made.about} of {made.event}"
                yield self._contest(label, made.event, _ZYGOSITY, made.about, made.event)

    def everything(self) -> Iterator[Control]:
        """Every control of the page."""
        for event in self.reviewed.events:
            judged = [c.code for c in event.classification.ledger]
            for code in (*judged, *self.further_criteria(event)):
                yield from filter(None, (self.criterion(event, code),))
            yield from filter(None, (self.zygosity(event),))
            yield from self.phases(event)
        for exon in self.reviewed.callability.exons:
            yield from self.exon(exon)
        yield self.state()
        yield from self.gone()

    def _contest(
        self,
        label: str,
        subject: str,
        choices: Choices,
        about: str,
        event: str = "",
        other: str = "",
        exon: int | None = None,
    ) -> Control:
        """The control of a value that can be contested."""
        name = contest_field(about, event, other, exon)
        key = (about, *sorted((event, other)), str(exon or ""))
        found = list(self.readings.contested(key))
        own = next((one for reader, one in found if reader == self.readings.own), None)
        words = dict(choices)
        places = {"event": event, "other": other, "exon": exon}
        return Control(
            name=name,
            of={"about": about, **{part: at for part, at in places.items() if at}},
            label=label,
            about=subject,
            actions=choices,
            values=self._values(name, own),
            status=f"contested: {words.get(own.value, own.value)}" if own else "",
            standing=tuple(f"{reader}: {contest_text(one)}" for reader, one in found),
            files=own.files if own else (),
            is_set=bool(found),
            is_open=self._is_typed(name),
            needs_reason=False,
        )

    def _is_typed(self, name: str) -> bool:
        """Whether something of a control is typed and not saved."""
        return any(self.typed.get(f"{name}-{part}") for part in Values.__dataclass_fields__)

    def _values(self, name: str, own: Decision | Contest | None) -> Values:
        """What is being typed; else what was decided."""
        kept = {
            "action": getattr(own, "action", ""),
            "value": getattr(own, "value", ""),
            "strength": getattr(own, "strength", "") or "",
            "reason": own.reason if own else "",
            "evidence": getattr(own, "evidence", ""),
            "pmids": ", ".join(own.pmids) if own else "",
        }
        typed = {part: self.typed.get(f"{name}-{part}") for part in kept}
        return Values(**{part: typed[part] or kept[part] for part in kept})


def decision_words(one: Decision) -> str:
    """A decision in a word or two."""
    told = (one.strength or "").replace("_", " ")
    words = {
        "accept": "accepted",
        "reject": "rejected",
        "strength": f"changed to {told}",
        "add": f"added, {told}",
    }
    return words[one.action]


def decision_text(one: Decision) -> str:
    """A decision with its reason."""
    return f"{decision_words(one)}{f' – {one.reason}' if one.reason else ''}"


def contest_text(one: Contest) -> str:
    """A contest with reason and evidence."""
    shown = f"{one.value.replace('_', ' ')} – {one.reason}"
    return f"{shown} (shown by: {one.evidence})" if one.evidence else shown
