"""What happened to a case, event by event, in lines that people read.

Names of events are looked up where they are known; a key stands for itself else. What somebody was
typing is not told: it was never said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from osteo_annot.review import bodies
from osteo_annot.review.bodies import Held, body_of
from osteo_annot.review.decisions import (
    ConfirmationOrdered,
    ConfirmationResult,
    Contest,
    Decision,
    Grounds,
)
from osteo_annot.review.event import Kind, ReviewEvent

_DIGITS = 12
"""Hexadecimal digits of a hash that are shown."""
_ABOUT = {
    "zygosity": "zygosity",
    "phase": "phase",
    "small_variants": "callability for small variants",
    "deletions": "callability for deletions",
    "state": "state",
}
_PARENTS = ("mother", "father")
Names = Mapping[str, str]
Line = Callable[[Any, Names], Iterator[str]]


def told(event: ReviewEvent, names: Names) -> tuple[str, ...]:
    """What an event says, a line each; empty where its kind says all.

    ``names``: how each event of the DNA is called, by its key.
    """
    lines = _LINES.get(event.kind)
    return tuple(lines(body_of(event.kind, event.body), names)) if lines else ()


def decision_line(decision: Decision, names: Names) -> str:
    """A decision on one criterion."""
    strength = decision.strength.text if decision.strength else ""
    done = {
        "accept": "accepted as proposed",
        "reject": "rejected",
        "strength": f"met, {strength}",
        "add": f"added, {strength}",
    }[decision.action]
    name = names.get(decision.event, decision.event)
    return f"{name}, {decision.criterion}: {done}{_grounds(decision)}"


def contest_line(contest: Contest, names: Names) -> str:
    """A value that was contested."""
    events = " and ".join(names.get(key, key) for key in (contest.event, contest.other) if key)
    exon = f"exon {contest.exon}" if contest.exon else ""
    of = f" of {events or exon}" if events or exon else ""
    value = contest.value.replace("_", " ")
    shown = f" Evidence: {_stop(contest.evidence)}" if contest.evidence else ""
    return f"{_ABOUT[contest.about]}{of}: {value}{_grounds(contest)}{shown}"


def confirmation_lines(result: ConfirmationResult, names: Names) -> Iterator[str]:
    """The result of a test by another method, a line for each thing that was found."""
    by = f"by {result.method} ({result.sample}), {result.by}, {result.on}"
    if result.event:
        copies = "" if result.copies is None else f" on {_copies(result.copies)}"
        outcome = result.outcome.replace("_", " ")
        yield f"{names.get(result.event, result.event)}: {outcome}{copies}, {by}"
    for parents in result.parents:
        found = [
            f"{who} {getattr(parents, who).replace('_', ' ')}"
            for who in _PARENTS
            if getattr(parents, who) != "not_tested"
        ]
        name = names.get(parents.event, parents.event)
        yield f"{name}: {', '.join(found) or 'parents not tested'}, {by}"


def _copies(number: int) -> str:
    """``1 copy``, ``2 copies``."""
    return f"{number} {'copy' if number == 1 else 'copies'}"


def _grounds(grounds: Grounds) -> str:
    """Reason, papers and files behind a statement."""
    reason = f" Reason: {_stop(grounds.reason)}" if grounds.reason else ""
    cited = [f"PMID {pmid}" for pmid in grounds.pmids]
    cited += [f"file {sha256[:_DIGITS]}" for sha256 in grounds.files]
    told = f" Cited: {_stop(', '.join(cited))}" if cited else ""
    return f".{reason}{told}"


def _stop(text: str) -> str:
    """A text that ends as a sentence does."""
    told = " ".join(text.split())
    return told if told.endswith((".", "!", "?")) else f"{told}."


def _edits(
    decisions: Iterable[Decision], contests: Iterable[Contest], names: Names
) -> Iterator[str]:
    """Decisions, then contests."""
    yield from (decision_line(one, names) for one in decisions)
    yield from (contest_line(one, names) for one in contests)


def _decided(body: bodies.Decided, names: Names) -> Iterator[str]:
    return _edits(body.decisions, (), names)


def _contested(body: bodies.Contested, names: Names) -> Iterator[str]:
    return _edits((), body.contests, names)


def _uncontested(body: bodies.Uncontested, names: Names) -> Iterator[str]:
    reason = f" Reason: {_stop(body.reason)}" if body.reason else ""
    yield f"{_key(body.contest, names)}.{reason}"


def _key(key: Iterable[str], names: Names) -> str:
    """The key of a decision or contest in words."""
    about, *rest = key
    parts = [names.get(part, part) for part in rest if part]
    return " ".join([_ABOUT.get(about, names.get(about, about)), *parts])


def _saved(body: bodies.ReadingSaved, names: Names) -> Iterator[str]:
    return _edits(body.decisions, body.contests, names)


def _consensus(body: bodies.Consensus, names: Names) -> Iterator[str]:
    yield f"Between {' and '.join(body.readers)}. Reason: {_stop(body.reason)}"
    yield from _edits(body.decisions, body.contests, names)
    yield from (f"Dropped: {_key(key, names)}." for key in body.uncontested)
    yield from (f"Left as proposed: {_key(key, names)}." for key in body.undecided)


def _commented(body: bodies.Commented, _: Names) -> Iterator[str]:
    yield body.text


def _assigned(body: bodies.Assigned, _: Names) -> Iterator[str]:
    yield f"To {body.to}." if body.to else "To nobody."


def _ordered(body: ConfirmationOrdered, names: Names) -> Iterator[str]:
    events = ", ".join(names.get(key, key) for key in body.events)
    sample = f", sample {body.sample}" if body.sample else ""
    yield f"Order {body.number}: {events} by {body.method}{sample}."
    if body.text:
        yield _stop(body.text)


def _confirmed(body: ConfirmationResult, names: Names) -> Iterator[str]:
    yield from (f"{line}." for line in confirmation_lines(body, names))
    if body.text:
        yield _stop(body.text)


def _first(body: bodies.FirstSigned, _: Names) -> Iterator[str]:
    yield f"{body.state.text}."


def _signed(body: bodies.Signed, names: Names) -> Iterator[str]:
    incomplete = ", as not examined enough" if body.conclusion == "incomplete" else ""
    yield f"Version {body.version}{incomplete}: {body.state.text}."
    yield from _edits(body.decisions, body.contests, names)
    for one in body.confirmations:
        yield from (f"{line}." for line in confirmation_lines(one, names))
    yield f"SHA-256 of what was signed: {body.content}"


def _kept(body: bodies.DocumentsKept, _: Names) -> Iterator[str]:
    yield from (f"{name}: {sha256[:_DIGITS]}" for name, sha256 in sorted(body.files.items()))


def _amending(body: bodies.AmendmentOpened, _: Names) -> Iterator[str]:
    what = "is in error" if body.correction else "is out of date"
    yield f"Version {body.version} {what}. Reason: {_stop(body.reason)}"


def _withdrawn(body: bodies.Withdrawn, _: Names) -> Iterator[str]:
    yield f"Version {body.version}. Reason: {_stop(body.reason)}"


def _new_result(body: bodies.NewResult, _: Names) -> Iterator[str]:
    yield f"Result file {body.old[:_DIGITS]} → {body.new[:_DIGITS]}."


def _carried(body: bodies.CarriedOver, names: Names) -> Iterator[str]:
    yield f"From result file {body.old[:_DIGITS]}."
    for words, held in (
        ("Holds on", body.carried),
        ("To be decided again", body.open),
        ("Its event is gone", body.gone),
    ):
        yield from (f"{words}: {_held(one, names)}." for one in held)


def _held(held: Held, names: Names) -> str:
    """A decision or contest of the old result."""
    whose = f" of {held.reader}" if held.reader else ""
    return f"{held.about}{whose}: {_key(held.key, names)}"


_LINES: dict[Kind, Line] = {
    Kind.DECIDED: _decided,
    Kind.CONTESTED: _contested,
    Kind.UNCONTESTED: _uncontested,
    Kind.COMMENTED: _commented,
    Kind.ASSIGNED: _assigned,
    Kind.READING_SAVED: _saved,
    Kind.CONSENSUS: _consensus,
    Kind.CONFIRMATION_ORDERED: _ordered,
    Kind.CONFIRMATION_RESULT: _confirmed,
    Kind.FIRST_SIGNED: _first,
    Kind.SIGNED: _signed,
    Kind.DOCUMENTS_KEPT: _kept,
    Kind.AMENDMENT_OPENED: _amending,
    Kind.WITHDRAWN: _withdrawn,
    Kind.NEW_RESULT: _new_result,
    Kind.CARRIED_OVER: _carried,
}
"""Opening a case, what is being typed, accounts and policy have no lines."""
