"""From observations to events: split by allele, normalise, merge what is the same event.

Every observation leaves with a disposition; none is dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osteo_annot.events.merge import merge_structural, same_small_variants
from osteo_annot.events.model import (
    Disposition,
    Event,
    EventKind,
    EventSet,
    Reason,
    Span,
    Support,
    Zygosity,
)
from osteo_annot.events.structural import bounds, is_copy_neutral, symbolic_kind
from osteo_annot.events.zygosity import copy_number, loss_support, zygosity_of_allele
from osteo_annot.intake.case import Observation
from osteo_annot.intake.genotype import GenotypeKind
from osteo_annot.locus.allele import Allele, shift_is_bounded, shifted_left, trimmed
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference

STRUCTURAL_SIZE = 50
"""Bases from which a sequence-resolved loss or gain is handled as a structural event."""
_ID_BASES = 20
_BLOCK = {"<NON_REF>", "<*>"}
_CARRIED = {
    "*": Reason.SPANNING_DELETION_ALLELE,
    "<NON_REF>": Reason.SYMBOLIC_ALLELE_NOT_KNOWN,
    "<*>": Reason.SYMBOLIC_ALLELE_NOT_KNOWN,
}
"""What it means when the sample carries an allele that names no change."""


@dataclass(slots=True)
class _Reading:
    """What one observation gave: events still unmerged, or the reason why none."""

    events: list[Event] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def collect_events(
    observations: Sequence[Observation], gene: GeneModel, reference: Reference
) -> EventSet:
    """The events of one person at the locus."""
    readings = {o.id: _read(o, reference) for o in observations}
    found = [event for reading in readings.values() for event in reading.events]
    small = [e for e in found if e.kind is EventKind.SMALL_VARIANT]
    structural = [e for e in found if e.kind is not EventKind.SMALL_VARIANT]
    events = same_small_variants(small) + merge_structural(structural, gene)
    events.sort(key=lambda e: (e.outer.start, e.outer.end, e.id))
    findings = [f for o in observations for f in readings[o.id].findings]
    return EventSet(tuple(events), _dispositions(observations, readings, events), tuple(findings))


def _dispositions(
    observations: Sequence[Observation], readings: dict[str, _Reading], events: Sequence[Event]
) -> dict[str, Disposition]:
    """What became of each observation: the first of an event supports it, the others merge."""
    told: dict[str, list[str]] = {}
    first: set[str] = set()
    for event in events:
        for index, support in enumerate(event.support):
            told.setdefault(support.observation.id, []).append(event.id)
            if index == 0:
                first.add(support.observation.id)
    result: dict[str, Disposition] = {}
    for observation in observations:
        names = tuple(told.get(observation.id, ()))
        if names:
            reason = Reason.SUPPORTS_EVENT if observation.id in first else Reason.SAME_EVENT
        else:
            reason = readings[observation.id].reasons[0]
        result[observation.id] = Disposition(observation.id, reason, names)
    return result


def _read(observation: Observation, reference: Reference) -> _Reading:
    """One observation, allele by allele."""
    reading = _Reading()
    kind = observation.genotype.kind
    row = observation.row
    if kind is GenotypeKind.MALFORMED:
        reading.reasons.append(Reason.GENOTYPE_NOT_READABLE)
        return reading
    carried = tuple(
        alt for index, alt in enumerate(row.alts, 1) if observation.genotype.dose(index).known
    )
    if is_copy_neutral(row, carried):
        reading.reasons.append(Reason.COPY_NEUTRAL)
        return reading
    for index, alt in enumerate(row.alts, 1):
        known = observation.genotype.dose(index).known > 0
        if alt in _BLOCK or alt == "*":
            if known:
                reading.reasons.append(_CARRIED[alt])
        elif alt.startswith("<"):
            _read_symbolic(observation, index, alt, reading)
        elif "[" in alt or "]" in alt or "." in alt:
            if known or kind is not GenotypeKind.DIPLOID:
                reading.reasons.append(Reason.BREAKEND_NOT_RESOLVED)
        else:
            _read_bases(observation, index, alt, reading, reference)
    reading.reasons.append(_reason_without_event(observation))
    return reading


def _reason_without_event(observation: Observation) -> Reason:
    """Why an observation that carries no event carries none."""
    alts = observation.row.alts
    is_block = not alts or all(alt in _BLOCK for alt in alts)
    if copy_number(observation) == 2 and observation.genotype.kind is not GenotypeKind.DIPLOID:
        return Reason.COPY_NUMBER_TWO
    if observation.genotype.is_reference:
        return Reason.REFERENCE_BLOCK if is_block else Reason.REFERENCE_GENOTYPE
    if observation.genotype.kind is GenotypeKind.DIPLOID:
        return Reason.REFERENCE_GENOTYPE
    return Reason.NO_CALL_BLOCK if is_block else Reason.NO_CALL


def _read_bases(
    observation: Observation, index: int, alt: str, reading: _Reading, reference: Reference
) -> None:
    """An ALT allele of bases: a small variant, or a structural event of known bases."""
    row = observation.row
    allele = trimmed(row.position, row.ref, alt)
    size = max(len(allele.ref), len(allele.alt))
    is_loss = size >= STRUCTURAL_SIZE and len(allele.ref) > len(allele.alt)
    if is_loss:
        support = loss_support(observation, index)
    else:
        zygosity = zygosity_of_allele(observation, index)
        if zygosity is None and observation.genotype.kind is GenotypeKind.ABSENT:
            zygosity = Zygosity.UNKNOWN
        support = Support(observation, index, zygosity, "") if zygosity else None
    if support is None:
        return
    if support.note:
        reading.findings.append(f"{support.note}: {observation.id}")
    moved = shifted_left(allele, reference)
    is_gain = size >= STRUCTURAL_SIZE and not is_loss and not allele.ref
    kind = EventKind.DELETION if is_loss else EventKind.SMALL_VARIANT
    kind = EventKind.INSERTION if is_gain else kind
    span = Span(moved.start, max(moved.end, moved.start))
    reading.events.append(
        Event(
            id=_allele_id(moved),
            kind=kind,
            allele=moved,
            inner=span,
            outer=span,
            alt="",
            shift_known=shift_is_bounded(moved, reference),
            zygosity=support.zygosity,
            support=(support,),
        )
    )


def _allele_id(allele: Allele) -> str:
    """Chromosome, place and change; long sequences by length and digest."""

    def short(bases: str) -> str:
        if len(bases) <= _ID_BASES:
            return bases or "-"
        return f"{len(bases)}nt.{hashlib.sha256(bases.encode()).hexdigest()[:8]}"

    return f"6-{allele.start}-{short(allele.ref)}-{short(allele.alt)}"


def _read_symbolic(observation: Observation, index: int, alt: str, reading: _Reading) -> None:
    """A symbolic ALT allele: a structural event with bounds, or the reason why not."""
    row = observation.row
    kind = symbolic_kind(alt, row)
    if kind is EventKind.DELETION:
        support = loss_support(observation, index)
    else:
        zygosity = zygosity_of_allele(observation, index)
        support = Support(observation, index, zygosity, "") if zygosity else None
    if support is None:
        return
    if kind is None:
        reading.reasons.append(Reason.SYMBOLIC_ALLELE_NOT_KNOWN)
        return
    where = bounds(row, index)
    if where is None:
        reading.reasons.append(Reason.BOUNDS_NOT_READABLE)
        return
    findings: Iterable[str] = (*where.findings, *([support.note] if support.note else []))
    reading.findings.extend(f"{code}: {observation.id}" for code in findings)
    named = where.inner or where.outer
    reading.events.append(
        Event(
            id=f"{kind.value}-6-{named.start}-{named.end}",
            kind=kind,
            allele=None,
            inner=where.inner,
            outer=where.outer,
            alt=alt,
            shift_known=False,
            zygosity=support.zygosity,
            support=(support,),
        )
    )
