"""How the results of two runs differ, and which changes lie beneath which.

A result is made in steps: files, sources, policy and program below; events with their criteria and
class on them; what was examined beside them; the state on all. A change is said to rest on the
changes of the steps that it is made from: that is where to look, not a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from osteo_annot.review.event_key import event_key
from osteo_annot.review.snapshot import Event, InputFile, Snapshot
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Topic(Worded):
    """What changed."""

    PERSON = ("person", "person")
    ASSEMBLY = ("assembly", "assembly")
    STATE = ("state", "state")
    CONFIDENCE = ("confidence", "confidence")
    HEADLINE = ("headline", "headline")
    CONTRADICTION = ("contradiction", "contradiction")
    EVENT = ("event", "event")
    ZYGOSITY = ("zygosity", "zygosity")
    PHASE = ("phase", "phase")
    FILTER = ("filter", "filter")
    TIER = ("tier", "tier")
    CLASS = ("class", "class")
    CRITERION = ("criterion", "criterion")
    CALLABILITY = ("callability", "callability")
    INPUT = ("input", "file")
    SOURCE = ("source", "source of knowledge")
    POLICY = ("policy", "policy")
    VERSION = ("version", "version")
    PARAMETER = ("parameter", "parameter")


_ROOTS = frozenset(
    {Topic.INPUT, Topic.SOURCE, Topic.POLICY, Topic.VERSION, Topic.PARAMETER, Topic.ASSEMBLY}
)
_OF_EVENT = frozenset({Topic.EVENT, Topic.ZYGOSITY, Topic.PHASE, Topic.FILTER, Topic.TIER})
RESTS_ON: Mapping[Topic, frozenset[Topic]] = {
    Topic.STATE: _OF_EVENT | {Topic.CALLABILITY, Topic.CONTRADICTION},
    Topic.CONFIDENCE: _OF_EVENT | {Topic.STATE, Topic.CALLABILITY, Topic.CONTRADICTION},
    Topic.HEADLINE: _OF_EVENT
    | {Topic.STATE, Topic.CLASS, Topic.CALLABILITY, Topic.CONTRADICTION, Topic.VERSION},
    Topic.CLASS: frozenset({Topic.CRITERION}),
    Topic.TIER: frozenset({Topic.CLASS, Topic.CRITERION}),
    Topic.CRITERION: _ROOTS | {Topic.ZYGOSITY, Topic.PHASE},
    Topic.PHASE: _ROOTS | {Topic.ZYGOSITY},
    Topic.CONTRADICTION: _ROOTS | {Topic.EVENT, Topic.ZYGOSITY},
    Topic.EVENT: _ROOTS,
    Topic.ZYGOSITY: _ROOTS,
    Topic.FILTER: _ROOTS,
    Topic.CALLABILITY: _ROOTS,
}
"""The topics of the steps from which each is made; those that are not here are made of nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was."""

    topic: Topic
    about: str
    """Name of the event, exon, file or version; empty where there is only one."""
    old: str
    """Empty where there was none."""
    new: str
    """Empty where there is none any more."""
    event: str = ""
    """Key of the event that it concerns; empty for other things."""
    rests_on: tuple[int, ...] = ()
    """Places in the list of changes of those of the steps below; empty where none changed."""

    @property
    def text(self) -> str:
        """The change in words."""
        about = f"{self.topic.text} {self.about}" if self.about else self.topic.text
        if not self.old:
            return f"{about}: new: {self.new}"
        if not self.new:
            return f"{about}: gone: {self.old}"
        return f"{about}: {self.old} → {self.new}"


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Every change, what the answer is first, what it is made from last; empty for the same answer.

    Two files of one run, or of two runs that tell the same, give nothing.
    """
    found = [
        *_answers(old, new),
        *_events(old, new),
        *_callability(old, new),
        *_made_from(old, new),
    ]
    return tuple(replace(change, rests_on=_beneath(change, found)) for change in found)


def _beneath(change: Change, found: Sequence[Change]) -> tuple[int, ...]:
    """The changes of the steps below; of an event's own where both concern an event."""
    below = RESTS_ON.get(change.topic, frozenset())
    return tuple(
        place
        for place, other in enumerate(found)
        if other.topic in below and (not change.event or other.event in {"", change.event})
    )


def _changed(topic: Topic, old: str, new: str, about: str = "", event: str = "") -> list[Change]:
    """The change of one value, if it is one."""
    return [Change(topic, about, old, new, event)] if old != new else []


def _answers(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Who, and what was said."""
    yield from _changed(Topic.PERSON, old.sample, new.sample)
    yield from _changed(Topic.STATE, old.verdict.state, new.verdict.state)
    yield from _changed(Topic.CONFIDENCE, old.verdict.confidence, new.verdict.confidence)
    yield from _changed(Topic.HEADLINE, old.verdict.headline, new.verdict.headline)
    told = ({c.text: c.code for c in one.verdict.contradictions} for one in (old, new))
    yield from _members(Topic.CONTRADICTION, *told)


def _members(topic: Topic, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """What is only in one of two sets, by its text, with a name each."""
    yield from (Change(topic, name, text, "") for text, name in old.items() if text not in new)
    yield from (Change(topic, name, "", text) for text, name in new.items() if text not in old)


def _events(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Events that are new or gone, and what changed of those that stayed."""
    before, after = _by_key(old), _by_key(new)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one is None or other is None:
            present = one or other
            if present is not None:
                told = f"{present.zygosity}, tier {present.tier}"
                name = event_name(present)
                gone, come = (told, "") if other is None else ("", told)
                yield Change(Topic.EVENT, name, gone, come, key)
            continue
        yield from _of_one_event(key, one, other)


def _of_one_event(key: str, one: Event, other: Event) -> Iterator[Change]:
    """What changed of an event that both runs tell."""
    name = event_name(other)
    asked: tuple[tuple[Topic, Callable[[Event], str]], ...] = (
        (Topic.ZYGOSITY, lambda e: e.zygosity),
        (Topic.PHASE, _phase),
        (Topic.FILTER, lambda e: ", ".join(e.filters) or "PASS"),
        (Topic.TIER, lambda e: e.tier),
        (Topic.CLASS, lambda e: f"{e.classification.class_} ({e.classification.points})"),
    )
    for topic, value in asked:
        yield from _changed(topic, value(one), value(other), name, key)
    before = {c.code: c.text for c in one.classification.ledger}
    after = {c.code: c.text for c in other.classification.ledger}
    for code in dict.fromkeys((*before, *after)):
        told = before.get(code, ""), after.get(code, "")
        yield from _changed(Topic.CRITERION, *told, f"{code} of {name}", key)


def _by_key(snapshot: Snapshot) -> dict[str, Event]:
    """The events by key; of several with one key each after the first is numbered."""
    found: dict[str, Event] = {}
    for event in snapshot.events:
        key = wanted = event_key(event, snapshot.assembly)
        number = 2
        while key in found:
            key, number = f"{wanted} #{number}", number + 1
        found[key] = event
    return found


def event_name(event: Event) -> str:
    """How an event is called: by its coding name, else on the chromosome, else by its id."""
    return event.hgvs.c or event.hgvs.g or event.id


def _phase(event: Event) -> str:
    """Copies and source of the phase."""
    copies = " and ".join(f"copy {n}" for n in event.phase.copies) or "copy not known"
    return f"{copies} ({event.phase.source})" if event.phase.source else copies


def _callability(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """What could be examined, exon by exon."""
    before, after = (
        {
            exon.exon: (
                f"small variants {exon.small_variants}, deletions {exon.deletions} "
                f"({exon.deletion_search or 'none'}), loss of both copies "
                f"{'excluded' if exon.homozygous_loss_excluded else 'not excluded'}"
            )
            for exon in snapshot.callability.exons
        }
        for snapshot in (old, new)
    )
    for number in sorted({*before, *after}):
        told = before.get(number, ""), after.get(number, "")
        yield from _changed(Topic.CALLABILITY, *told, f"of exon {number}")


def _made_from(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    """Assembly, files, sources, policy, versions and parameters."""
    yield from _changed(Topic.ASSEMBLY, old.assembly, new.assembly)
    yield from _inputs(old.provenance.inputs, new.provenance.inputs)
    for topic, before, after in (
        (Topic.VERSION, old.provenance.versions, new.provenance.versions),
        (Topic.PARAMETER, old.provenance.parameters, new.provenance.parameters),
    ):
        for name in dict.fromkeys((*before, *after)):
            told = before.get(name, ""), after.get(name, "")
            yield from _changed(_topic_of(name, topic), *told, name)


def _topic_of(name: str, usual: Topic) -> Topic:
    """Whether a version is that of the policy or of a source of knowledge."""
    if name.startswith("policy"):
        return Topic.POLICY
    return Topic.SOURCE if "/" in name and not name.startswith("resources/") else usual


def _inputs(old: Iterable[InputFile], new: Iterable[InputFile]) -> Iterator[Change]:
    """Files by name and column: new, gone, or with other bytes."""
    before, after = (
        {(f.name, f.column): f.sha256 for f in files} for files in (tuple(old), tuple(new))
    )
    for name, column in dict.fromkeys((*before, *after)):
        told = before.get((name, column), ""), after.get((name, column), "")
        about = f"{name}, column {column}" if column else name
        yield from _changed(Topic.INPUT, *told, about)
