"""Each event with all that speaks for and against it: the value that leaves this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from osteo_annot.copies.outcome import Outcome, copy_outcome
from osteo_annot.copies.published import published_of
from osteo_annot.copies.splice import place
from osteo_annot.copies.structure import exon_effects
from osteo_annot.events.model import Event, EventKind
from osteo_annot.events.zygosity import allele_depths
from osteo_annot.evidence.classify import Classification, classify
from osteo_annot.evidence.consequence import consequences
from osteo_annot.evidence.iscn import iscn_of
from osteo_annot.evidence.naming import Names, names_of
from osteo_annot.evidence.pvs1 import Path, Pvs1, Strength, pvs1
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.record.neighbours import Neighbour, neighbours_overlapping
from osteo_annot.record.population import PopulationEvent, population_overlapping
from osteo_annot.record.variants import PublishedVariant


@dataclass(frozen=True, slots=True)
class Assessed:
    """An event with its consequence, names and criteria."""

    event: Event
    terms: tuple[Term, ...]
    exons: tuple[int, ...]
    exon_effects: dict[int, str]
    """How a structural event meets each exon: ``whole``, ``partial`` or ``possible``."""
    names: Names
    iscn: tuple[str, ...]
    """The event in ISCN, where the band of both ends is known: the change, then its copies."""
    alone: Outcome
    """The outcome of a copy that carries only this event."""
    pvs1: Pvs1
    classification: Classification
    tier: str
    """A: loss of function expected; B: may be; C: other (clinical rules 2.2)."""
    published: tuple[PublishedVariant, ...]
    neighbours: tuple[Neighbour, ...]
    """Other genes that a structural event takes too."""
    population: tuple[PopulationEvent, ...]
    """Structural events of the population that overlap, as context."""
    depths: tuple[str, ...]
    """Reads per allele of each observation, as ``reference/alternative``."""


def assess(events: Sequence[Event], gene: GeneModel, reference: Reference) -> tuple[Assessed, ...]:
    """Assess every event on its own."""
    return tuple(_assess(event, gene, reference) for event in events)


def _assess(event: Event, gene: GeneModel, reference: Reference) -> Assessed:
    alone = copy_outcome([event], gene, reference)
    terms = consequences(event, gene, reference)
    criterion = pvs1(event, terms, alone, gene)
    published = published_of(event, gene.assembly)
    structural = event.kind is not EventKind.SMALL_VARIANT
    span = event.best
    return Assessed(
        event=event,
        terms=terms,
        exons=_exons(event, gene, reference),
        exon_effects=exon_effects(event, gene) if structural else {},
        names=names_of(event, alone, gene, reference),
        iscn=iscn_of(event, gene),
        alone=alone,
        pvs1=criterion,
        classification=classify(criterion),
        tier=tier_of(criterion, alone, published=bool(published)),
        published=published,
        neighbours=neighbours_overlapping(gene.assembly, span.start, span.end)
        if structural
        else (),
        population=population_overlapping(gene.assembly, span.start, span.end)
        if structural
        else (),
        depths=tuple(
            f"{depths[0]}/{depths[s.allele]}"
            for s in event.support
            if (depths := allele_depths(s.observation)) and s.allele
        ),
    )


def tier_of(criterion: Pvs1, alone: Outcome, *, published: bool) -> str:
    """The candidate tier (clinical rules 2.2).

    A: PVS1 of at least moderate strength. B: the outcome is open, or the variant was reported in a
    patient although its effect cannot be computed. C: all others.
    """
    strong = {Strength.VERY_STRONG, Strength.STRONG, Strength.MODERATE}
    if criterion.strength in strong:
        return "A"
    if criterion.path is Path.OPEN or alone.null is not False or published:
        return "B"
    return "C"


def _exons(event: Event, gene: GeneModel, reference: Reference) -> tuple[int, ...]:
    """Exons that the event changes or takes, ascending in transcript order."""
    if event.kind is EventKind.SMALL_VARIANT and event.allele is not None:
        return place(event.allele, gene, reference).exons
    return tuple(n for n, effect in exon_effects(event, gene).items() if effect != "possible")
