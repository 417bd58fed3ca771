"""Which evidence contradicts itself, with its values: what stands where no answer can be given.

Source: clinical rules 2.2 (INDETERMINATE) and 2.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import FindingCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import findings as say
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.support import event_label, named_again
from osteo_annot.worded import Worded

_SHOWN = ("GT", "CN", "AD", "DP", "GQ", "RDCN", "PR", "SR", "DR", "DV", "SM", "QS")
"""Fields of a record whose values are told, in this order."""
_MOST = 2


def contradiction(decision: Decision, facts: Facts) -> tuple[Said, ...]:
    """The contradictions that decide, each with what the records say; one sentence each."""
    sentences = tuple(dict.fromkeys(_sentences(decision, facts)))[:_MOST]
    return sentences or (say.RECORD_NOT_READ(),)


def _sentences(decision: Decision, facts: Facts) -> Iterator[Said]:
    """A sentence for each decisive finding, and for each event of unknown copies."""
    deciding = {a.event.id for a in (*decision.involved, *facts.candidates)}
    shown: set[str] = set()
    for finding in facts.findings:
        about = deciding & set(finding.about)
        bounded = finding.code is FindingCode.ARRANGEMENTS_BOUNDED  # also where none is a candidate
        if finding.decisive and (about or bounded or not finding.about):
            events = [a for a in facts.assessed if a.event.id in about]
            shown |= about
            yield _sentence(finding.said, events)
    for assessed in decision.involved:
        if assessed.event.zygosity is Zygosity.UNKNOWN:
            unknown = say.COPIES_NOT_KNOWN(event=named_again(assessed, event_label(assessed)))
            yield _sentence(unknown, [] if assessed.event.id in shown else [assessed])


def _sentence(finding: Said | Worded, events: list[Assessed]) -> Said:
    """The sentence, with the values of the records of its events."""
    values = [v for a in events for s in a.event.support if (v := _values(s.observation.fields))]
    if not values:
        return say.PLAIN(finding=finding)
    return say.WITH_VALUES(finding=finding, values=tuple(dict.fromkeys(values)))


def _values(fields: dict[str, str]) -> str:
    """The fields of a record that tell of copies, as written."""
    return ", ".join(f"{name} {fields[name]}" for name in _SHOWN if name in fields)
