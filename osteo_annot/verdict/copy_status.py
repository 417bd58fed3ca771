"""What is known of each copy and of each exon on it: altered, intact where examined, not examined.

A copy that nothing was found on is intact only as far as it was looked at; one that may carry a
variant of uncertain significance is neither intact nor unseen there, and says so. Source: clinical
rules 0.3 (absence of a row is not reference), 2.8 and 3.2 (not silent about a VUS).
"""

from __future__ import annotations

from dataclasses import replace

from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.evidence.assess import Assessed
from osteo_annot.locus.protein_names import UNKNOWN
from osteo_annot.values import dataclass
from osteo_annot.verdict.causes import Causes
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class CopyStatus(Worded):
    """The answers for a copy, and for an exon on it."""

    ALTERED = ("lost_or_altered", "lost or altered")
    UNCERTAIN = ("may_carry_uncertain", "may carry an uncertain variant")
    """Of uncertain significance; on this copy, or on this one or the other."""
    INTACT = ("intact_where_examined", "intact where examined")
    NOT_EXAMINED = ("not_examined", "not examined")


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy as every output shows it."""

    status: CopyStatus
    exons: tuple[CopyStatus, ...]
    """By exon, in transcript order."""
    outcome: Outcome
    """What it makes; open where the copy was not examined."""


def copy_views(causes: Causes, decision: Decision, facts: Facts) -> tuple[CopyView, CopyView]:
    """Both copies of one arrangement.

    Where the evidence contradicts itself no copy is shown as altered or intact: which of the
    readings holds is the question.
    """
    if decision.state is State.INDETERMINATE:
        return _undetermined(causes, 0, facts), _undetermined(causes, 1, facts)
    return _view(causes, 0, decision, facts), _view(causes, 1, decision, facts)


def _view(causes: Causes, index: int, decision: Decision, facts: Facts) -> CopyView:
    """One copy by what breaks it, and else by what was examined."""
    outcome = causes.product(index)
    broken_by = causes.copies[index]
    altered = set(outcome.exons_lost) if broken_by else set()
    altered |= {n for a in facts.assessed if a.event.id in broken_by for n in a.exons}
    uncertain = {n for a in facts.uncertain if _may_carry(a, index, causes) for n in a.exons}
    other_lost = causes.product(1 - index).exons_lost
    exons = tuple(
        CopyStatus.ALTERED
        if exon.exon in altered
        else CopyStatus.UNCERTAIN
        if exon.exon in uncertain
        else _examined(exon, decision.state, other_is_lost=exon.exon in other_lost)
        for exon in facts.callability
    )
    if broken_by:
        return CopyView(CopyStatus.ALTERED, exons, outcome)
    if CopyStatus.NOT_EXAMINED in exons:
        return CopyView(CopyStatus.NOT_EXAMINED, exons, _open(outcome, Effect.NOT_EXAMINED))
    if CopyStatus.UNCERTAIN in exons:
        normal = outcome.effect is Effect.INTACT
        return CopyView(CopyStatus.UNCERTAIN, exons, outcome.left_open if normal else outcome)
    return CopyView(CopyStatus.INTACT, exons, outcome)


def _may_carry(assessed: Assessed, index: int, causes: Causes) -> bool:
    """Whether an event lies on a copy, or on one of the two without anybody knowing which.

    What is the same on either copy has no place in an arrangement.
    """
    name, copies = assessed.event.id, causes.arrangement.copies
    return name in copies[index] or not any(name in copy for copy in copies)


def _undetermined(causes: Causes, index: int, facts: Facts) -> CopyView:
    """One copy of which nothing can be said."""
    exons = (CopyStatus.NOT_EXAMINED,) * len(facts.gene.exons)
    outcome = _open(causes.product(index), Effect.UNDECIDED)
    return CopyView(CopyStatus.NOT_EXAMINED, exons, outcome)


def _examined(exon: ExonCallability, state: State, *, other_is_lost: bool) -> CopyStatus:
    """The status of an exon in which nothing was found.

    Intact where its bases were read and this copy is known to be there: deletions were looked for;
    or the other copy is lost, so that what was read lies on this one. Where the state rests on the
    rule that one copy is enough, both are shown as the state says.
    """
    is_there = (
        exon.deletions is Callability.CALLABLE
        or (other_is_lost and exon.homozygous_loss_excluded)
        or state is State.NONE_CALLABLE
    )
    seen = exon.small_variants is Callability.CALLABLE and is_there
    return CopyStatus.INTACT if seen else CopyStatus.NOT_EXAMINED


def _open(outcome: Outcome, effect: Effect) -> Outcome:
    """The outcome of a copy whose product is not known: no protein, no residues, not null."""
    return replace(
        outcome,
        effect=effect,
        protein=UNKNOWN,
        ptc_codon=None,
        nmd=None,
        exons_lost=(),
        residues_lost=None,
        null=None,
        product=None,
    )
