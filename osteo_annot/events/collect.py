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
    readings = {o.id: _read(o, gene, reference) for o in observations}
    found = [event for reading in readings.values() for event in reading.events]
    small = [e for e in found if e.kind is EventKind.SMALL_VARIANT]
    structural = [e for e in found if e.kind is not EventKind.SMALL_VARIANT]
    events = same_small_variants(small) + merge_structural(structural, gene)
    events.sort(key=lambda e: (e.outer.start, e.outer.end, e.id))
    findings = [f for o in observations for f in readings[o.id].findings]
    findings += _stars_without_deletion(observations, events)
    return EventSet(tuple(events), _dispositions(observations, readings, events), tuple(findings))


def _stars_without_deletion(
    observations: Sequence[Observation], events: Sequence[Event]
) -> list[str]:
    """Carried ``*`` alleles for which no deletion was found: something is missing (Z8)."""
    return [
        f"STAR_WITHOUT_DELETION: {o.id}"
        for o in observations
        for index, alt in enumerate(o.row.alts, 1)
        if alt == "*" and o.genotype.dose(index).known and not _deleted_at(o.row.position, events)
    ]


def _deleted_at(position: int, events: Sequence[Event]) -> bool:
    """Whether a deletion, long or short, may take the base."""
    return any(
        e.outer.start <= position <= e.outer.end
        and (e.kind is EventKind.DELETION or (e.allele is not None and e.allele.net < 0))
        for e in events
    )


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


def _read(observation: Observation, gene: GeneModel, reference: Reference) -> _Reading:
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
    if is_copy_neutral(row, carried) and copy_number(observation) in {None, 2}:
        reading.reasons.append(Reason.COPY_NEUTRAL)
        return reading
    for index, alt in enumerate(row.alts, 1):
        known = observation.genotype.dose(index).known > 0
        if alt in _BLOCK or alt == "*":
            if known:
                reading.reasons.append(_CARRIED[alt])
        elif alt.startswith("<"):
            _read_symbolic(observation, index, alt, reading, gene)
        elif "[" in alt or "]" in alt or "." in alt:
            if known or kind is not GenotypeKind.DIPLOID:
                reading.reasons.append(Reason.BREAKEND_NOT_RESOLVED)
        else:
            _read_bases(observation, index, alt, reading, gene, reference)
    if not row.alts and copy_number(observation) in {0, 1}:
        _read_symbolic(observation, 0, "<CNV>", reading, gene)
    reading.reasons.append(_reason_without_event(observation))
    return reading


def _reason_without_event(observation: Observation) -> Reason:
    """Why an observation that carries no event carries none."""
    alts = observation.row.alts
    is_block = not alts or all(alt in _BLOCK for alt in alts)
    if copy_number(observation) == 2 and not observation.genotype.is_reference:
        return Reason.COPY_NUMBER_TWO
    if observation.genotype.is_reference:
        return Reason.REFERENCE_BLOCK if is_block else Reason.REFERENCE_GENOTYPE
    if observation.genotype.kind is GenotypeKind.DIPLOID:
        return Reason.REFERENCE_GENOTYPE
    return Reason.NO_CALL_BLOCK if is_block else Reason.NO_CALL


def _read_bases(
    observation: Observation,
    index: int,
    alt: str,
    reading: _Reading,
    gene: GeneModel,
    reference: Reference,
) -> None:
    """An ALT allele of bases: a small variant, or a structural event of known bases."""
    row = observation.row
    written = trimmed(row.position, row.ref, alt)
    known = reference.fetch(written.start, written.end)
    ref = "".join(k if r == "N" else r for r, k in zip(written.ref, known, strict=True))
    allele = trimmed(written.start, ref, written.alt)
    if not allele.ref and not allele.alt:
        reading.reasons.append(Reason.ALT_IS_REFERENCE)
        return
    if set(allele.alt) - set("ACGT"):
        if observation.genotype.dose(index).known:
            reading.reasons.append(Reason.SYMBOLIC_ALLELE_NOT_KNOWN)
        return
    size = max(len(allele.ref), len(allele.alt))
    in_exon = any(e.start <= allele.start and allele.end <= e.end for e in gene.exons)
    is_loss = size >= STRUCTURAL_SIZE and len(allele.ref) > len(allele.alt) and not in_exon
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
    kind = EventKind.DELETION if is_loss else EventKind.SMALL_VARIANT
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


def _uncalled_at_exon(observation: Observation, index: int, gene: GeneModel) -> bool:
    """Whether a structural record that may concern an exon has no genotype for the sample."""
    uncalled = {GenotypeKind.MISSING, GenotypeKind.HALF, GenotypeKind.ABSENT}
    if observation.genotype.kind not in uncalled:
        return False
    where = bounds(observation.row, index)
    return where is None or bool(gene.exons_overlapping(where.outer.start, where.outer.end))


def _allele_id(allele: Allele) -> str:
    """Chromosome, place and change; long sequences by length and digest."""

    def short(bases: str) -> str:
        if len(bases) <= _ID_BASES:
            return bases or "-"
        return f"{len(bases)}nt.{hashlib.sha256(bases.encode()).hexdigest()[:8]}"

    return f"6-{allele.start}-{short(allele.ref)}-{short(allele.alt)}"


def _kind_and_support(
    observation: Observation, index: int, alt: str
) -> tuple[EventKind | None, Support | None]:
    """What a symbolic ALT is, and how many copies the sample has of it.

    ``<CNV>`` is a loss, a gain or nothing by the sample's copy number; without one it is not known.
    """
    kind = symbolic_kind(alt, observation.row)
    if alt.upper().startswith("<CNV") and kind is None:
        copies = copy_number(observation)
        if copies in {0, 1}:
            zygosity = Zygosity.HOMOZYGOUS if copies == 0 else Zygosity.HETEROZYGOUS
            return EventKind.DELETION, Support(observation, index, zygosity, "")
        if copies is not None and copies > 2:
            return EventKind.DUPLICATION, Support(observation, index, Zygosity.UNKNOWN, "")
        return None, None
    if kind is EventKind.DELETION:
        return kind, loss_support(observation, index)
    zygosity_by_gt = zygosity_of_allele(observation, index)
    support = Support(observation, index, zygosity_by_gt, "") if zygosity_by_gt else None
    return kind, support


def _read_symbolic(
    observation: Observation, index: int, alt: str, reading: _Reading, gene: GeneModel
) -> None:
    """A symbolic ALT allele: a structural event with bounds, or the reason why not."""
    row = observation.row
    kind, support = _kind_and_support(observation, index, alt)
    carried = observation.genotype.dose(index).known > 0 and index > 0
    if kind is None:
        if carried and copy_number(observation) != 2:
            reading.reasons.append(Reason.SYMBOLIC_ALLELE_NOT_KNOWN)
        elif copy_number(observation) is None and _uncalled_at_exon(observation, index, gene):
            reading.reasons.append(Reason.STRUCTURAL_NO_CALL)
        return
    if support is None:
        if copy_number(observation) is None and _uncalled_at_exon(observation, index, gene):
            reading.reasons.append(Reason.STRUCTURAL_NO_CALL)
        return
    where = bounds(row, index, kind)
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
