"""Every way in which the events fit on two copies, and what each copy can then still make.

Source: clinical rules 2.8. Phase that is proven binds; all else is enumerated, up to a bound that
is stated in the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from osteo_annot.copies.effect import CopyOutcomes, EventEffect
from osteo_annot.copies.groups import MATERNAL, Group, grouped_by_phase
from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.copies.phase import Relation
from osteo_annot.copies.published import published_of
from osteo_annot.copies.structure import hits_exon_or_gene
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.locus.gene import GeneModel
from osteo_annot.measured.person import Person
from osteo_annot.sentences.texts import findings as say
from osteo_annot.values import dataclass

MAX_FREE = 6
"""Groups of unphased events that are enumerated: 2^6 arrangements (clinical rules 2.8)."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One arrangement: the events of each copy, by id, and the two outcomes."""

    copies: tuple[tuple[str, ...], tuple[str, ...]]
    outcomes: tuple[Outcome, Outcome]
    robust: tuple[bool, bool] = (True, True)
    """Whether each copy stays affected or intact, whichever of the events that are only apparently
    on both copies are really on it."""
    own_breaks: tuple[bool, bool] = (True, True)
    """Whether each copy is affected by what lies on it alone, without what lies on both."""

    @property
    def broken(self) -> tuple[int, int]:
        """Copies that are surely, and that are surely or perhaps, without function."""
        sure = sum(outcome.null is True for outcome in self.outcomes)
        perhaps = sum(outcome.null is not False for outcome in self.outcomes)
        return sure, perhaps


@dataclass(frozen=True, slots=True)
class Arrangements:
    """All arrangements, worst first, and what is known of the phase."""

    possible: tuple[Arrangement, ...]
    relations: tuple[Relation, ...]
    origins: tuple[str, str]
    """``maternal``, ``paternal`` or ``unknown`` of copy 1 and copy 2 in every arrangement."""
    fixed: dict[str, tuple[int, ...]]
    """Copies (1, 2) of each event that lies there in all of them; empty tuple where it varies."""
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Arrangement:
        """The one with most copies broken."""
        return self.possible[0]

    @property
    def best(self) -> Arrangement:
        """The one with fewest copies broken."""
        return self.possible[-1]


def arrange(
    effects: Sequence[EventEffect],
    person: Person,
    gene: GeneModel,
    outcomes: CopyOutcomes,
    counted: frozenset[str] = frozenset(),
    shown: frozenset[str] = frozenset(),
) -> Arrangements:
    """Place every event that can change the product on the copies, in all consistent ways.

    ``counted``: ids of events that count for what is known of them, whatever is computed.
    ``shown``: ids of events that get their copy where it is proven, and no further arrangements.
    """
    placed = [e for e in effects if e.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT]
    on_one = [e for e in placed if e.event.zygosity not in ON_BOTH]
    relevant = _that_need_a_side(
        [e for e in on_one if e.event.id in counted or matters(e, gene)], gene, counted
    )
    names = {e.event.id for e in relevant}
    grouped = grouped_by_phase(
        [e.event for e in relevant],
        [e.event for e in on_one if e.event.id in shown - names],
        person,
        breaking={e.event.id for e in relevant if e.single_outcome.null is not False},
    )
    bounded, findings = _bounded(grouped.groups)
    on_both = [e.event for e in placed if e.event.zygosity in ON_BOTH]
    possible = _arranged(bounded, on_both, effects, outcomes)
    # The mother's copy is the first of its group, whose sides stand still.
    named = any(MATERNAL in group for group in bounded)
    return Arrangements(
        possible=possible,
        relations=grouped.relations,
        origins=("maternal", "paternal") if named else ("unknown", "unknown"),
        fixed=_fixed([e.event.id for e in effects], possible),
        findings=(*grouped.findings, *findings),
    )


def _bounded(groups: Sequence[Group]) -> tuple[Sequence[Group], list[Finding]]:
    """As many groups as are enumerated, and a finding where that are not all."""
    bounded = groups[: MAX_FREE + 1]
    if len(groups) == len(bounded):
        return bounded, []
    said = say.BOUNDED(count=len(groups), most=MAX_FREE + 1)
    ids = tuple(name for group in groups for name in group)
    return bounded, [Finding(FindingCode.ARRANGEMENTS_BOUNDED, said, ids)]


def _arranged(
    groups: Sequence[Group],
    on_both: Sequence[Event],
    effects: Sequence[EventEffect],
    outcomes: CopyOutcomes,
) -> tuple[Arrangement, ...]:
    """Every way round of the groups beside what lies on both copies, worst first."""
    shared = [e.id for e in on_both]
    unsure = {e.id for e in on_both if e.zygosity in _ONLY_APPARENT}

    def arrangement(flips: tuple[int, ...]) -> Arrangement:
        own = tuple(
            [n for g, flip in zip(groups, flips, strict=True) for n in _on(g, flip ^ copy)]
            for copy in (0, 1)
        )
        first, second = (_ordered([*shared, *names], effects) for names in own)
        apart = (_ordered(names, effects) for names in own)
        own_first, own_second = (outcomes.of(names).null is not False for names in apart)
        return Arrangement(
            copies=(first, second),
            outcomes=(outcomes.of(first), outcomes.of(second)),
            robust=(_robust(first, unsure, outcomes), _robust(second, unsure, outcomes)),
            own_breaks=(own_first, own_second),
        )

    possible = [arrangement(flips) for flips in _orientations(len(groups))]
    return tuple(sorted(possible, key=lambda one: one.broken, reverse=True))


def _robust(copy: tuple[str, ...], unsure: set[str], outcomes: CopyOutcomes) -> bool:
    """Whether a copy is affected, or intact, with every choice of its unsure events left out."""
    doubtful = [name for name in copy if name in unsure]
    if len(doubtful) > MAX_FREE:
        return False
    affected = outcomes.of(copy).null is not False
    for left_out in product((False, True), repeat=len(doubtful)):
        gone = {name for name, out in zip(doubtful, left_out, strict=True) if out}
        kept = tuple(name for name in copy if name not in gone)
        if (outcomes.of(kept).null is not False) != affected:
            return False
    return True


def _orientations(count: int) -> Iterable[tuple[int, ...]]:
    """Which way round each group lies; the first stands still, as the copies have no order."""
    return ((0, *rest) for rest in product((0, 1), repeat=count - 1)) if count else ((),)


def _on(group: Group, side: int) -> list[str]:
    """The events of a group that lie on a side."""
    return [name for name, where in group.items() if where == side]


_ONLY_APPARENT = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL}
"""Called on both copies, or on one of unknown number, without proof."""
ON_BOTH = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS, Zygosity.HAPLOID_CALL}
"""Placed on both copies for the worst case; whether that is confirmed is the verdict's question."""


def matters(effect: EventEffect, gene: GeneModel) -> bool:
    """Whether the event can change what a copy makes, alone or together with others."""
    event, damage = effect.event, effect.damage
    if published_of(event, gene.assembly):
        return True
    if event.kind not in {EventKind.SMALL_VARIANT, EventKind.DELETION}:
        return hits_exon_or_gene(event, effect.reach, gene)
    return (
        bool(
            damage.exons_lost or damage.retained_sites or damage.undecided or damage.touched_codons
        )
        or effect.single_outcome.effect is not Effect.INTACT
    )


def _that_need_a_side(
    effects: Sequence[EventEffect], gene: GeneModel, counted: frozenset[str]
) -> list[EventEffect]:
    """Events whose copy can make a difference.

    A substitution that is harmless alone and has its codon to itself is the same on either copy.
    """

    def has_codon_to_itself(effect: EventEffect) -> bool:
        own = effect.damage.touched_codons
        others = (e.damage.touched_codons for e in effects if e is not effect)
        return own is not None and not any(
            codons and codons[0] <= own[1] and own[0] <= codons[1] for codons in others
        )

    return [
        e
        for e in effects
        if e.event.allele is None
        or e.event.allele.net != 0
        or not has_codon_to_itself(e)
        or e.event.id in counted
        or published_of(e.event, gene.assembly)
        or e.single_outcome.null is not False
    ]


def _ordered(names: Iterable[str], effects: Sequence[EventEffect]) -> tuple[str, ...]:
    """Ids in genomic order."""
    wanted = set(names)
    return tuple(e.event.id for e in effects if e.event.id in wanted)


def _fixed(names: Iterable[str], possible: Sequence[Arrangement]) -> dict[str, tuple[int, ...]]:
    """The copies on which each event lies in all; empty where they differ, or it is on none."""
    ways = [tuple(map(frozenset, one.copies)) for one in possible]

    def fixed(name: str) -> tuple[int, ...]:
        found = {tuple(n for n, copy in enumerate(way, 1) if name in copy) for way in ways}
        return found.pop() if len(found) == 1 else ()

    return {name: fixed(name) for name in names}
