"""What of a review holds on another run's result: decisions whose proposal is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osteo_annot.review.bodies import CarriedOver, Held
from osteo_annot.review.decisions import Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.record import CaseRecord
from osteo_annot.review.results import keys_of
from osteo_annot.review.snapshot import Event, Snapshot


def carried_over(record: CaseRecord, sha256: str, old: Snapshot, new: Snapshot) -> CarriedOver:
    """Which decisions and contests hold on the new result, which are open, which lost their event.

    ``sha256``: of the old result file.
    """
    before = _by_key(old)
    after = _known_again(before, _by_key(new))
    carried: list[Held] = []
    open_: list[Held] = []
    gone: list[Held] = []
    for reader, edits in _everybody(record):
        for decision in edits.decisions:
            held = Held(reader=reader, about="decision", key=decision.key)
            told = _same_criterion(decision, before, after)
            _into(told, held, carried, open_, gone)
        for contest in edits.contests:
            held = Held(reader=reader, about="contest", key=contest.key)
            told = _same_value(contest, old, new, before, after)
            _into(told, held, carried, open_, gone)
    for result in record.base.confirmations:
        names = dict.fromkeys((result.event, *(one.event for one in result.parents)))
        gone += [
            Held(reader="", about="confirmation", key=(name, result.method, result.on))
            for name in names
            if name and name not in after
        ]
    return CarriedOver(old=sha256, carried=tuple(carried), open=tuple(open_), gone=tuple(gone))


def _everybody(record: CaseRecord) -> Iterable[tuple[str, Edits]]:
    """What the version before left, and what each reader made since."""
    yield "", record.base
    yield from ((name, reading.edits) for name, reading in record.readings.items())


def _into(
    same: bool | None, held: Held, carried: list[Held], open_: list[Held], gone: list[Held]
) -> None:
    """Each in its list; None: what it is about is not there any more."""
    {True: carried, False: open_, None: gone}[same].append(held)


def _by_key(snapshot: Snapshot) -> Mapping[str, Event]:
    """The events by key."""
    keys = keys_of(snapshot)
    return {keys[event.id]: event for event in snapshot.events}


def _known_again(before: Mapping[str, Event], after: Mapping[str, Event]) -> Mapping[str, Event]:
    """The events of the new result that surely are those of their key.

    Of several that differ in their place alone the number behind the key tells nothing.
    """
    several = {key.partition(" #")[0] for key in (*before, *after) if " #" in key}
    return {
        key: event
        for key, event in after.items()
        if key.partition(" #")[0] not in several
        or (key in before and before[key].location == event.location)
    }


def _same_criterion(
    decision: Decision, before: Mapping[str, Event], after: Mapping[str, Event]
) -> bool | None:
    """Whether both results propose the same of a criterion, on the same grounds."""
    old, new = before.get(decision.event), after.get(decision.event)
    if new is None:
        return None
    if old is None:
        return False
    return _proposed(old, decision.criterion) == _proposed(new, decision.criterion)


def _proposed(event: Event, code: str) -> tuple[str, str]:
    """Status and strength of a criterion, and the leaf at which it ended."""
    told = next((c for c in event.classification.ledger if c.code == code), None)
    return (told.text, told.path) if told else ("", "")


def _same_value(
    contest: Contest,
    old: Snapshot,
    new: Snapshot,
    before: Mapping[str, Event],
    after: Mapping[str, Event],
) -> bool | None:
    """Whether both results say the same of what is contested."""
    if contest.about == "state":
        return old.verdict.state == new.verdict.state
    if contest.exon is not None:
        exons = [
            next((e for e in one.callability.exons if e.exon == contest.exon), None)
            for one in (old, new)
        ]
        return exons[0] == exons[1]
    keys = [key for key in (contest.event, contest.other) if key]
    if any(key not in after for key in keys):
        return None
    if any(key not in before for key in keys):
        return False
    if contest.about == "zygosity":
        return all(before[key].zygosity == after[key].zygosity for key in keys)
    return all(
        (before[key].zygosity, before[key].phase) == (after[key].zygosity, after[key].phase)
        for key in keys
    )
