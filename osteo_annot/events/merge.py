"""Which observations tell of the same event.

Small variants are the same when their normalised alleles are. Deletions of several callers are the
same when they overlap and take the same exons (clinical rules Z19): two callers that report one
heterozygous deletion must never become two deletions on two copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.events.model import Event, Span
from osteo_annot.events.zygosity import combined
from osteo_annot.locus.gene import GeneModel

RECIPROCAL_OVERLAP = 0.7
"""Shared part of both intervals from which they may be one event (clinical rules Z19)."""


def same_small_variants(events: Sequence[Event]) -> list[Event]:
    """One event per normalised allele, with the observations of all, in the order read."""
    by_id: dict[str, list[Event]] = {}
    for event in events:
        by_id.setdefault(event.id, []).append(event)
    return [_joined(group) for group in by_id.values()]


def merge_structural(events: Sequence[Event], gene: GeneModel) -> list[Event]:
    """Structural events with those of other callers merged in.

    Groups are formed from the most precise event down, so that they do not depend on file order.
    """
    groups: list[list[Event]] = []
    for event in sorted(events, key=_precision):
        for group in groups:
            if _same_event(group[0], event, gene):
                group.append(event)
                break
        else:
            groups.append([event])
    return [_joined(group) for group in groups]


def _precision(event: Event) -> tuple[bool, int, int, int, str]:
    """Order: exact bases first, then the narrowest uncertainty, then the place."""
    uncertainty = len(event.outer) - (len(event.inner) if event.inner else 0)
    return (event.allele is None, uncertainty, event.outer.start, event.outer.end, event.id)


def _same_event(one: Event, other: Event, gene: GeneModel) -> bool:
    """Whether two structural events of one kind are one.

    They overlap and take the same exons; where they take none, they share most of both.
    """
    if one.kind is not other.kind or _told_apart(one, other):
        return False
    if one.id == other.id:
        return True
    shared = one.best.overlap(other.best)
    exons = _exons(one.best, gene)
    if shared == 0 or exons != _exons(other.best, gene):
        return False
    return bool(exons) or shared >= RECIPROCAL_OVERLAP * max(len(one.best), len(other.best))


def _told_apart(one: Event, other: Event) -> bool:
    """Whether a caller says that they are two: two alleles of one record, or two precise records.

    Two records of one file are one event only if a breakpoint is imprecise or they are the same.
    """
    first = {s.observation.id: s.observation for s in one.support}
    if any(s.observation.id in first for s in other.support):
        return True
    files = {o.number for o in first.values()}
    same_file = any(s.observation.number in files for s in other.support)
    return same_file and one.id != other.id and one.is_exact and other.is_exact


def _exons(span: Span, gene: GeneModel) -> tuple[int, ...]:
    """Numbers of the exons that share a base with the interval."""
    return tuple(exon.number for exon in gene.exons_overlapping(span.start, span.end))


def _joined(group: list[Event]) -> Event:
    """One event with all observations; the first, most precise one gives place and name."""
    support = tuple(s for event in group for s in event.support)
    return replace(group[0], support=support, zygosity=combined(support))
