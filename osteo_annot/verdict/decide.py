"""From the arrangements to one state: the table of rules, in order; the first that holds decides.

Source: clinical rules 2.2; ``docs/verdict.md`` holds the same table in words. The function is
total: every input gets a state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from osteo_annot.copies.arrange import Arrangement, Arrangements
from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.copies.structure import exon_effects
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.model import Disposition, Event, EventKind, LedgerReason, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.protein_names import UNKNOWN
from osteo_annot.verdict.state import State

_UNREADABLE = {LedgerReason.RECORD_NOT_READABLE, LedgerReason.GENOTYPE_NOT_READABLE}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules ask about."""

    gene: GeneModel
    assessed: tuple[Assessed, ...]
    arrangements: Arrangements
    findings: tuple[Finding, ...]
    callability: tuple[ExonCallability, ...]
    dispositions: tuple[Disposition, ...]
    confirmed: dict[str, tuple[Confirmation, ...]]
    """What confirms two copies, by the id of each homozygous small variant."""
    unreadable: int
    """Records of the locus that could not be read at all."""

    @property
    def candidates(self) -> tuple[Assessed, ...]:
        """Events of tier A or B that count as an allele."""
        return tuple(
            a
            for a in self.assessed
            if a.tier in {"A", "B"} and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
        )

    @property
    def uncertain(self) -> tuple[Assessed, ...]:
        """Events of uncertain significance on which no state rests, but which are named."""
        return tuple(
            a
            for a in self.assessed
            if a.is_uncertain and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
        )

    def event(self, name: str) -> Event:
        """The event with an id."""
        return next(a.event for a in self.assessed if a.event.id == name)

    @property
    def small_variants_callable(self) -> bool:
        """Whether every exon was callable for small variants."""
        return all(exon.small_variants is Callability.CALLABLE for exon in self.callability)

    @property
    def deletions_callable(self) -> bool:
        """Whether deletions were looked for in every exon."""
        return all(exon.deletions is Callability.CALLABLE for exon in self.callability)

    @property
    def homozygous_loss_excluded(self) -> bool:
        """Whether every exon is shown to be there on at least one copy."""
        return all(exon.homozygous_loss_excluded for exon in self.callability)

    @property
    def has_gap_record(self) -> bool:
        """Whether something at the locus is left open.

        A record that was not interpreted, a spanning allele without its deletion, an exon without
        reads, a candidate with too few reads.
        """
        codes = {FindingCode.STAR_WITHOUT_DELETION, FindingCode.EXON_WITHOUT_READS}
        left_open = any(f.code in codes for f in self.findings)
        mosaic = any(
            a.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT and a.tier in {"A", "B"}
            for a in self.assessed
        )
        unread = self.unreadable > 0 or any(d.reason.leaves_gap for d in self.dispositions)
        return unread or left_open or mosaic

    @property
    def has_unreadable(self) -> bool:
        """Whether a record at the locus could not be read (fail closed, clinical rules 4.3)."""
        return self.unreadable > 0 or any(d.reason in _UNREADABLE for d in self.dispositions)


def affected_copies(way: Arrangement, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For each copy the events that break it or may break it; empty where it appears intact."""
    return _causes(way, 0, facts), _causes(way, 1, facts)


def _causes(way: Arrangement, index: int, facts: Facts) -> tuple[str, ...]:
    """The events that break one copy in one arrangement.

    A copy whose events compensate each other is intact, unless one of them counts for what is known
    of it and not for what is computed: reported in patients, or (likely) pathogenic by points.
    """
    names = way.copies[index]
    candidates = [a for a in facts.candidates if a.event.id in names]
    if way.outcomes[index].null is False:
        return tuple(a.event.id for a in candidates if a.single_outcome.null is False)
    if candidates:
        return tuple(a.event.id for a in candidates)
    # No event breaks the copy alone, but together they do (two bases of one codon, for example).
    return tuple(a.event.id for a in facts.assessed if a.event.id in names and a.exons)


def product_of(way: Arrangement, index: int, facts: Facts) -> Outcome:
    """What one copy makes, as the verdict counts it.

    Where an event counts for what is known or predicted of it, and not for what its sequence tells,
    the product is open, however normal it looks.
    """
    outcome = way.outcomes[index]
    if outcome.null is not False or not _causes(way, index, facts):
        return outcome
    if outcome.effect is Effect.INTACT:
        return replace(
            outcome, effect=Effect.UNDECIDED, protein=UNKNOWN, residues_lost=None, null=None
        )
    return replace(outcome, null=None)


def uncertain_beside(facts: Facts) -> tuple[Assessed, ...]:
    """What is of uncertain significance and may lie on a copy that nothing else breaks."""
    sides = [(way, affected_copies(way, facts)) for way in facts.arrangements.ways]

    def beside(name: str) -> bool:
        for way, affected in sides:
            on = [i for i in (0, 1) if name in way.copies[i]]
            if not on or any(not affected[i] for i in on):
                return True
        return False

    return tuple(a for a in facts.uncertain if beside(a.event.id))


def decide(facts: Facts) -> State:
    """The state of a person; rules in order."""
    affected = [affected_copies(way, facts) for way in facts.arrangements.ways]
    involved = {name for pair in affected for side in pair for name in side}
    if not involved:
        return _none(facts)
    if _contradicted(involved, facts):
        return State.INDETERMINATE
    both = [bool(one) and bool(other) for one, other in affected]
    if all(both):
        return _biallelic(affected, facts)
    if facts.has_unreadable:
        return State.INDETERMINATE
    if any(both):
        return State.POSSIBLE_COMPHET_UNPHASED
    return _one_copy(affected, facts)


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


Affected = Sequence[tuple[tuple[str, ...], tuple[str, ...]]]


_BY_CERTAINTY = (
    State.APPARENT_HOM,
    State.BIALLELIC_HOM_SMALL,
    State.BIALLELIC_COMPHET_TRANS,
    State.BIALLELIC_HEMI_OVER_DEL,
    State.BIALLELIC_HOM_DEL,
)


def _biallelic(affected: Affected, facts: Facts) -> State:
    """Both copies are affected in every arrangement: the least that holds in all of them."""
    ways = facts.arrangements.ways
    lost = bool(exons_deleted_on_both(facts))
    found = {
        _biallelic_way(one, other, way, facts, lost=lost)
        for (one, other), way in zip(affected, ways, strict=True)
    }
    return next(state for state in _BY_CERTAINTY if state in found)


def _biallelic_way(
    one: Sequence[str], other: Sequence[str], way: Arrangement, facts: Facts, *, lost: bool
) -> State:
    """By what both copies are affected in one arrangement.

    ``lost`` tells whether some exon is lost on both copies in every arrangement.
    Where a copy would work without an event that is only apparently on both, that event decides.
    """
    if lost and _exons_lost_on_both(one, other, facts):
        return State.BIALLELIC_HOM_DEL
    own = set(one) - set(other), set(other) - set(one)
    breaks = (way.own_breaks[i] or _reported(own[i], facts) for i in (0, 1))
    if own[0] and own[1] and all(way.robust) and all(breaks):
        exposed = any(facts.event(n).zygosity is Zygosity.HEMIZYGOUS for n in own[0] | own[1])
        deleted = any(facts.event(n).kind is EventKind.DELETION for n in own[0] | own[1])
        if exposed and deleted:
            return State.BIALLELIC_HEMI_OVER_DEL
        return State.BIALLELIC_COMPHET_TRANS
    shared = [facts.event(name) for name in set(one) & set(other)]
    confirmed = any(
        e.kind is EventKind.SMALL_VARIANT and e.zygosity is Zygosity.HOMOZYGOUS for e in shared
    )
    return State.BIALLELIC_HOM_SMALL if confirmed else State.APPARENT_HOM


def _reported(names: set[str], facts: Facts) -> bool:
    """Whether one of the events counts for what is known of it, not for what is computed."""
    return any(a.single_outcome.null is False for a in facts.candidates if a.event.id in names)


def exons_deleted_on_both(facts: Facts) -> tuple[int, ...]:
    """Exons of which no copy is left in every arrangement."""
    lost = [
        _exons_lost_on_both(one, other, facts)
        for one, other in (affected_copies(way, facts) for way in facts.arrangements.ways)
    ]
    return tuple(sorted(set.intersection(*lost))) if lost else ()


def _exons_lost_on_both(one: Sequence[str], other: Sequence[str], facts: Facts) -> set[int]:
    """Exons that a deletion on each copy takes, whole or in part, at shared bases (Z18)."""
    lost: set[int] = set()
    for a in (facts.event(name) for name in one):
        for b in (facts.event(name) for name in other):
            if a.kind is not EventKind.DELETION or b.kind is not EventKind.DELETION:
                continue
            if a.id != b.id and (_leaves_one_copy(a) or _leaves_one_copy(b)):
                continue
            for exon in facts.gene.exons:
                taken = _takes(a, exon.number, facts) and _takes(b, exon.number, facts)
                if taken and a.best.overlap(b.best):
                    lost.add(exon.number)
    return lost


def _leaves_one_copy(event: Event) -> bool:
    """Whether a record says by its copy number that one copy is left, so that not both are lost."""
    return any(copy_number(s.observation) == 1 for s in event.support)


def _takes(event: Event, exon: int, facts: Facts) -> bool:
    """Whether a deletion surely takes bases of an exon."""
    return exon_effects(event, facts.gene).get(exon) in {"whole", "partial"}


def _one_copy(affected: Affected, facts: Facts) -> State:
    """At most one copy is affected, in every arrangement."""
    half = any(
        facts.event(n).zygosity is Zygosity.HALF_CALL for pair in affected for s in pair for n in s
    )
    if not half and all(max(len(one), len(other)) >= 2 for one, other in affected):
        alone = {a.event.id for a in facts.candidates}
        if all(len(alone & {*one, *other}) >= 2 for one, other in affected):
            return State.CIS_PAIR
    if complete_for_second_hit(facts, {n for pair in affected for side in pair for n in side}):
        return State.MONOALLELIC
    return State.MONOALLELIC_PLUS_GAP


_COPIES_OPEN = {Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL, Zygosity.APPARENT_HOMOZYGOUS}
"""Calls that leave open what the other copy carries."""


def complete_for_second_hit(facts: Facts, involved: set[str]) -> bool:
    """Whether a second variant could have been seen in every exon, and nothing was left open."""
    half = any(facts.event(name).zygosity in _COPIES_OPEN for name in involved)
    causes = (affected_copies(way, facts) for way in facts.arrangements.ways)
    same = len({tuple(sorted(pair)) for pair in causes}) == 1
    return (
        facts.small_variants_callable
        and facts.deletions_callable
        and not facts.has_gap_record
        and not half
        and same
    )
