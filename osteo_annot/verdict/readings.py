"""The two readings of evidence that contradicts itself: what follows from either.

Where the genotype and the copy number, the reads or the depth of one event exclude each other, no
answer is given; but what each would mean can be said, and stands side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from osteo_annot.copies.arrange import Arrangements
from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.read_support import event_reads
from osteo_annot.events.allele_balance import AlleleReads
from osteo_annot.events.copy_number import copies_counted
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.zygosity import zygosity_of_allele
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.values import dataclass
from osteo_annot.verdict.causes import Causes
from osteo_annot.verdict.decide import Decision, decide
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class Premise(Worded):
    """Which of two contradicting sources is taken as right."""

    GENOTYPE = ("genotype", "If the genotype is right")
    COPY_NUMBER = ("copy_number", "If the copy number is right")
    READS = ("reads", "If the reads are right")
    CALL = ("call", "If the call is right")
    DEPTH = ("depth", "If the depth is right")


@dataclass(frozen=True, slots=True)
class Reading:
    """What would hold under one premise."""

    premise: Premise
    facts: Facts
    decision: Decision

    @property
    def causes(self) -> Causes:
        """The arrangement that is shown: the one with most copies broken."""
        return self.decision.worst


Choice = tuple[Premise, Zygosity | None]
"""On how many copies the event lies under a premise; None: it is not there."""
Arrange = Callable[[tuple[EventEffect, ...]], Arrangements]


def readings_of(decision: Decision, facts: Facts, arrange: Arrange) -> tuple[Reading, ...]:
    """Both readings where one event contradicts itself; none where several do, or it is another."""
    if decision.state is not State.INDETERMINATE:
        return ()
    deciding = {a.event.id for a in (*decision.involved, *facts.candidates)}
    found = [
        (finding, a.event)
        for finding in facts.findings
        for a in facts.assessed
        if finding.decisive and a.event.id in finding.about and a.event.id in deciding
    ]
    if len({event.id for _, event in found}) != 1:
        return ()
    finding, event = found[0]
    choices = _choices(finding, event, facts)
    made = [_reading(choice, event, facts, arrange) for choice in choices]
    return tuple(made) if len({r.decision.state for r in made}) > 1 else ()


def _choices(finding: Finding, event: Event, facts: Facts) -> tuple[Choice, ...]:
    """What the two sources of a contradiction say."""
    called = _by_genotype(event)
    if finding.code is FindingCode.CN_CONTRADICTS_GT:
        return (Premise.GENOTYPE, called), (Premise.COPY_NUMBER, _by_copies(event))
    if finding.code is FindingCode.GT_CONTRADICTS_READS:
        return (Premise.GENOTYPE, called), (Premise.READS, _by_reads(event))
    if finding.code is FindingCode.READS_CONTRADICT_GENOTYPE and event.id in facts.by_reads:
        counts = facts.by_reads[event.id].counts
        shown = AlleleReads(counts.alt.total, counts.ref.total + counts.other)
        return (Premise.GENOTYPE, called), (Premise.READS, _copies_shown(event, shown))
    if finding.code is FindingCode.JUNCTION_CONTRADICTS_CALL and event.witness is not None:
        on = {1: Zygosity.HETEROZYGOUS, 2: Zygosity.HOMOZYGOUS}
        by_reads = on.get(event.witness.copies or 0)
        return (Premise.CALL, event.zygosity), (Premise.READS, by_reads)
    if finding.code is FindingCode.DELETION_WITHOUT_DEPTH_LOSS:
        return (Premise.CALL, called), (Premise.DEPTH, None)
    return ()


def _by_genotype(event: Event) -> Zygosity | None:
    """Copies by the genotype of the first record that has one."""
    told = (zygosity_of_allele(s.observation, s.allele) for s in event.support if s.allele)
    found = next((zygosity for zygosity in told if zygosity), None)
    return _on_both(event) if found is Zygosity.APPARENT_HOMOZYGOUS else found


def _by_copies(event: Event) -> Zygosity | None:
    """Copies lost by the copy number of the first record that tells it."""
    counts = [n for s in event.support if (n := copies_counted(s)) is not None]
    return {0: Zygosity.HOMOZYGOUS, 1: Zygosity.HETEROZYGOUS}.get(counts[0]) if counts else None


_HARDLY, _MOSTLY = 0.1, 0.9
"""Shares of the reads below which an allele is not there, and from which nothing else is."""


def _by_reads(event: Event) -> Zygosity | None:
    """Copies by the reads of the first record that counts them."""
    reads = next((r for s in event.support if (r := event_reads(event, s))), None)
    return None if reads is None else _copies_shown(event, reads)


def _copies_shown(event: Event, reads: AlleleReads) -> Zygosity | None:
    """Copies by the share of the reads; None where the event is not there."""
    if reads.fraction < _HARDLY:
        return None
    return _on_both(event) if reads.fraction >= _MOSTLY else Zygosity.HETEROZYGOUS


def _on_both(event: Event) -> Zygosity:
    """What a call on both copies is: sure of a deletion, apparent of a small variant."""
    if event.kind is EventKind.SMALL_VARIANT:
        return Zygosity.APPARENT_HOMOZYGOUS
    return Zygosity.HOMOZYGOUS


def _reading(choice: Choice, event: Event, facts: Facts, arrange: Arrange) -> Reading:
    """What would hold: the event on so many copies, and its contradiction gone."""
    premise, zygosity = choice
    assessed = tuple(
        replace(a, effect=a.effect.of(replace(a.event, zygosity=zygosity or a.event.zygosity)))
        if a.event.id == event.id
        else a
        for a in facts.assessed
        if zygosity or a.event.id != event.id
    )
    held = replace(
        facts,
        assessed=assessed,
        arrangements=arrange(tuple(a.effect for a in assessed)),
        findings=tuple(f for f in facts.findings if event.id not in f.about),
    )
    return Reading(premise, held, decide(held))
