"""Which events the records of a sample name, whatever its genotype there.

A parent, or a second row of the person, is asked about an event and not about a spelling: the same
allele may be aligned otherwise, stand beside ``<NON_REF>``, or be written in bases or as ``<DEL>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.reading import read_observation
from osteo_annot.events.sameness import same_event
from osteo_annot.events.structural import STRUCTURAL_SIZE
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval, meets, merged
from osteo_annot.locus.reference import Reference
from osteo_annot.values import dataclass

_REACH = 500
"""Bases beside an event within which another spelling of it may stand."""


@dataclass(frozen=True, slots=True)
class NamedAllele:
    """An ALT allele of a record, and the event that it is."""

    observation: Observation
    allele: int
    """Index of the ALT, from 1."""
    event: Event


def named_near(
    events: Sequence[Event],
    observations: Iterable[Observation],
    gene: GeneModel,
    reference: Reference,
) -> tuple[NamedAllele, ...]:
    """The alleles that records name near some events, in the order of the records."""
    places = merged(tuple(event.outer for event in events))
    return tuple(
        NamedAllele(observation, allele, event)
        for observation in observations
        if not observation.row.is_block and _is_near(observation, places)
        for allele in range(1, observation.row.n_alleles)
        for event in _as_carried(observation, allele, gene, reference)
    )


def _is_near(observation: Observation, places: Sequence[Interval]) -> bool:
    """Whether a record may name an event at the places; a structural one may begin far away.

    Bases replaced by as many stand where they are written; only an indel may be aligned otherwise.
    """
    row = observation.row
    if any(alt[:1] == "<" or "[" in alt or "]" in alt for alt in row.alts):
        return True
    reach = _REACH if any(len(alt) != len(row.ref) for alt in row.alts) else 0
    return meets(places, Interval(row.position - reach, row.last + reach))


def _as_carried(
    observation: Observation, allele: int, gene: GeneModel, reference: Reference
) -> list[Event]:
    """The event of an allele, as if the sample had it on both copies and no more was known."""
    text = f"{allele}/{allele}"
    genotype = parse_genotype(text, observation.row.n_alleles)
    carried = replace(observation, genotype=genotype, fields={"GT": text})
    return read_observation(carried, gene, reference).events


def is_named(event: Event, named: NamedAllele, gene: GeneModel) -> bool:
    """Whether an allele of some record is the event, in whatever spelling."""
    if event.id == named.event.id:
        return True
    own, other = _structural(event), _structural(named.event)
    if own is None or other is None or own.kind is not other.kind:
        return False
    return same_event(own, other, gene)


def _structural(event: Event) -> Event | None:
    """The event as a structural one; None for one of few bases."""
    if event.kind is not EventKind.SMALL_VARIANT:
        return event
    allele = event.allele
    if allele is None or not allele.is_deletion or len(allele.ref) < STRUCTURAL_SIZE:
        return None
    return replace(event, kind=EventKind.DELETION, zygosity=Zygosity.UNKNOWN)


def is_small(event: Event) -> bool:
    """Whether the event is one that callers of small variants see."""
    allele = event.allele
    if event.kind is not EventKind.SMALL_VARIANT or allele is None:
        return False
    return max(len(allele.ref), len(allele.alt)) < STRUCTURAL_SIZE
