"""From the arrangements to one state: the table of rules, in order; the first that holds decides.

Source: clinical rules 2.2; ``docs/verdict.md`` holds the same table in words. The function is
total: every input gets a state.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.copies.structure import ExonReach
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.values import dataclass
from osteo_annot.verdict.causes import (
    Causes,
    causes_of,
    exons_deleted_on_both,
    uncertain_beside,
)
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State


@dataclass(frozen=True, slots=True)
class Decision:
    """The state, and what it rests on; asked once, and handed to every sentence and figure."""

    state: State
    causes: tuple[Causes, ...]
    """What breaks each copy in every arrangement, worst first."""
    involved: tuple[Assessed, ...]
    """Events that break a copy in some arrangement."""
    deleted_on_both: tuple[int, ...]
    """Exons of which no copy is left in every arrangement."""
    uncertain_beside: tuple[Assessed, ...]
    """What is of uncertain significance and may lie on a copy that nothing else breaks."""
    other_copy_examined: bool
    """Whether a second variant could have been seen in every exon, as far as the files tell."""
    deletions_by_depth: bool
    """Whether depth shows of every exon that the copies not spoken of are there."""
    shown_by_calls: tuple[int, ...]
    """Exons under a deletion of one copy, where confident calls show that the other has them."""

    @property
    def worst(self) -> Causes:
        """Of the arrangement with most copies broken."""
        return self.causes[0]

    @property
    def best(self) -> Causes:
        """Of the arrangement with fewest copies broken."""
        return self.causes[-1]


def decide(facts: Facts) -> Decision:
    """The state of a person, with what it rests on."""
    causes = causes_of(facts)
    names = {name for one in causes for name in one.all}
    deleted = exons_deleted_on_both(causes, facts)
    return Decision(
        state=_state(causes, names, deleted, facts),
        causes=causes,
        involved=tuple(
            sorted(
                (a for a in facts.assessed if a.event.id in names),
                key=lambda a: facts.gene.along(a.event.outer.end),
            )
        ),
        deleted_on_both=deleted,
        uncertain_beside=uncertain_beside(causes, facts),
        other_copy_examined=_complete_for_second_hit(causes, set(), facts),
        deletions_by_depth=_deletions_examined(names, facts, {SearchKind.DEPTH}),
        shown_by_calls=_shown_by_calls(names, facts),
    )


def _state(
    causes: Sequence[Causes], involved: set[str], deleted: Sequence[int], facts: Facts
) -> State:
    """The state; rules in order."""
    if not involved:
        return _none(facts)
    if _contradicted(involved, facts):
        return State.INDETERMINATE
    if all(one.on_both for one in causes):
        return _biallelic(causes, facts, lost=bool(deleted))
    if facts.has_unreadable:
        return State.INDETERMINATE
    if any(one.on_both for one in causes):
        return State.POSSIBLE_COMPHET_UNPHASED
    return _one_copy(causes, involved, facts)


def _none(facts: Facts) -> State:
    """No event breaks a copy: what was looked at decides what may be said."""
    if facts.has_unreadable or any(_contradicts_absence(f, facts) for f in facts.findings):
        return State.INDETERMINATE
    complete = facts.small_variants_callable and (
        facts.deletions_callable or facts.homozygous_loss_excluded
    )
    if complete and not facts.has_gap_record:
        return State.NONE_CALLABLE
    return State.NONE_INCOMPLETE


def _contradicts_absence(finding: Finding, facts: Facts) -> bool:
    """Whether a contradiction concerns an event that would be a candidate."""
    candidates = {a.event.id for a in facts.candidates}
    if finding.code is FindingCode.ARRANGEMENTS_BOUNDED:
        return True
    return finding.decisive and bool(candidates & set(finding.about))


def _contradicted(involved: set[str], facts: Facts) -> bool:
    """Whether evidence on a deciding event contradicts itself, or its copies are unknown."""
    if any(f.decisive and involved & set(f.about) for f in facts.findings):
        return True
    return any(facts.event(name).zygosity is Zygosity.UNKNOWN for name in involved)


_BY_CERTAINTY = (
    State.APPARENT_HOM,
    State.BIALLELIC_HOM_SMALL,
    State.BIALLELIC_COMPHET_TRANS,
    State.BIALLELIC_HEMI_OVER_DEL,
    State.BIALLELIC_HOM_DEL,
)


def _biallelic(causes: Sequence[Causes], facts: Facts, *, lost: bool) -> State:
    """Both copies are affected in every arrangement: the least that holds in all of them."""
    found = {_biallelic_way(one, facts, lost=lost) for one in causes}
    return next(state for state in _BY_CERTAINTY if state in found)


def _biallelic_way(causes: Causes, facts: Facts, *, lost: bool) -> State:
    """By what both copies are affected in one arrangement.

    ``lost`` tells whether some exon is lost on both copies in every arrangement.
    Where a copy would work without an event that is only apparently on both, that event decides.
    """
    if lost:
        return State.BIALLELIC_HOM_DEL
    arrangement = causes.arrangement
    only_a = set(causes.copy_a) - set(causes.copy_b)
    only_b = set(causes.copy_b) - set(causes.copy_a)
    breaks = (
        arrangement.own_breaks[i] or _reported(own, facts) for i, own in enumerate((only_a, only_b))
    )
    if only_a and only_b and all(arrangement.robust) and all(breaks):
        own_events = [facts.event(name) for name in only_a | only_b]
        exposed = any(e.zygosity is Zygosity.HEMIZYGOUS for e in own_events)
        deleted = any(e.kind is EventKind.DELETION for e in own_events)
        if exposed and deleted:
            return State.BIALLELIC_HEMI_OVER_DEL
        return State.BIALLELIC_COMPHET_TRANS
    on_both = [facts.event(name) for name in set(causes.copy_a) & set(causes.copy_b)]
    confirmed = any(
        e.kind is EventKind.SMALL_VARIANT and e.zygosity is Zygosity.HOMOZYGOUS for e in on_both
    )
    return State.BIALLELIC_HOM_SMALL if confirmed else State.APPARENT_HOM


def _reported(names: set[str], facts: Facts) -> bool:
    """Whether one of the events counts for what is known of it, not for what is computed."""
    return any(a.single_outcome.null is False for a in facts.candidates if a.event.id in names)


def _one_copy(causes: Sequence[Causes], involved: set[str], facts: Facts) -> State:
    """At most one copy is affected, in every arrangement."""
    half = any(facts.event(name).zygosity is Zygosity.HALF_CALL for name in involved)
    counted = {a.event.id for a in facts.candidates}
    if not half and all(len(counted & one.all) >= 2 for one in causes):
        return State.CIS_PAIR
    if _complete_for_second_hit(causes, involved, facts):
        return State.MONOALLELIC
    return State.MONOALLELIC_PLUS_GAP


_COPIES_OPEN = {Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL, Zygosity.APPARENT_HOMOZYGOUS}
"""Calls that leave open what the other copy carries."""


def _complete_for_second_hit(causes: Sequence[Causes], involved: set[str], facts: Facts) -> bool:
    """Whether a second variant could have been seen in every exon, and nothing was left open."""
    half = any(facts.event(name).zygosity in _COPIES_OPEN for name in involved)
    same = len({tuple(sorted(one.copies)) for one in causes}) == 1
    return (
        facts.small_variants_callable
        and _deletions_examined(involved, facts, _SEARCHES)
        and not facts.has_gap_record
        and not half
        and same
    )


_SEARCHES = {kind for kind in SearchKind if kind.is_search}


def _deletions_examined(involved: set[str], facts: Facts, kinds: set[SearchKind]) -> bool:
    """Whether a deletion on the other copy could have been seen in every exon.

    By a search of one of the kinds, or because confident calls show the other copy.
    """
    shown = _shown_by_calls(involved, facts)
    return all(e.deletion_search in kinds or e.exon in shown for e in facts.callability)


def _shown_by_calls(involved: set[str], facts: Facts) -> tuple[int, ...]:
    """Exons under a deletion of one copy, where confident calls show that the other has them."""
    deleted = {
        number
        for a in facts.assessed
        if a.event.id in involved
        and a.event.kind is EventKind.DELETION
        and a.event.zygosity is Zygosity.HETEROZYGOUS
        for number, reach in a.effect.reach.items()
        if reach is ExonReach.WHOLE
    }
    return tuple(
        e.exon for e in facts.callability if e.exon in deleted and e.homozygous_loss_excluded
    )
