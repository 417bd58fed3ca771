"""Copies of an event in the light of deletions and parents: GT alone is never trusted.

Source: clinical rules 0 (2), 2.1 (Z1, Z14, Z15, Z26), 2.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from osteo_annot.copies.confirm import Confirmation, confirmations, records_of
from osteo_annot.copies.contradictions import contradictions
from osteo_annot.copies.effect import EventEffect, effect_of
from osteo_annot.copies.events_by_reads import EventReads, events_by_reads
from osteo_annot.events.model import Event, EventKind, EventSet, Zygosity
from osteo_annot.findings import Finding
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Person
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Resolved:
    """The events with their zygosity in the light of all others."""

    effects: tuple[EventEffect, ...]
    """By genomic position."""
    findings: tuple[Finding, ...]
    confirmed: dict[str, tuple[Confirmation, ...]]
    """What confirms two copies, by the id of each homozygous small variant."""
    by_reads: EventReads = field(default_factory=dict)
    """What the person's own reads say of each small variant near an exon."""


def resolved(found: EventSet, person: Person, gene: GeneModel, reference: Reference) -> Resolved:
    """The events in the light of deletions, parents and each other, and what contradicts."""
    losses = [e for e in found.events if e.kind is EventKind.DELETION]
    records = records_of(person.observations, found.events)
    by_reads = events_by_reads(found.events, person, gene, reference)
    settled: list[EventEffect] = []
    confirmed: dict[str, tuple[Confirmation, ...]] = {}
    for event in found.events:
        zygosity = event.zygosity
        if event.kind is EventKind.SMALL_VARIANT:
            zygosity = _exposed(event, losses)
        confirmed_by = confirmations(event, person, gene, records, by_reads.get(event.id))
        if confirmed_by and zygosity is event.zygosity:
            confirmed[event.id] = confirmed_by
            zygosity = Zygosity.HOMOZYGOUS
        effect = effect_of(event, gene, reference)
        settled.append(effect.of(replace(event, zygosity=zygosity)))
    findings = contradictions(found, settled, person, by_reads)
    return Resolved(tuple(settled), findings, confirmed, by_reads)


def _exposed(event: Event, losses: Sequence[Event]) -> Zygosity:
    """Zygosity of a small variant: hemizygous where a deletion takes the other copy (Z1)."""
    if event.zygosity not in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL}:
        return event.zygosity
    for loss in losses:
        passed = (not loss.filters or loss.is_confirmed_by_reads) and not event.filters
        inside = loss.inner is not None and loss.inner.contains(event.outer)
        if loss.zygosity is Zygosity.HETEROZYGOUS and inside and passed:
            return Zygosity.HEMIZYGOUS
    return event.zygosity
