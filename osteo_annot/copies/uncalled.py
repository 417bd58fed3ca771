"""Changes that are not counted, or were not called in the sample, where they could restore a copy.

A copy with a shifted frame works if a second change on it restores the frame, one with a stop if
another base of the codon is changed too (clinical rules Z6, Z7). Where the caller wrote such a
change but gave the sample no genotype, a weak one, a reference call in spite of its reads, or too
few reads for an allele, no answer may rest on the shift or the stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from osteo_annot.copies.callability import is_weak
from osteo_annot.copies.effect import EventEffect, copy_outcome, effects_of
from osteo_annot.copies.joint import acts_with
from osteo_annot.events.bases import offered_alleles
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.zygosity import shows_unsaid_allele
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval, meets, merged
from osteo_annot.locus.reference import Reference
from osteo_annot.sentences.texts import findings as say

_UNSURE = {
    GenotypeKind.MISSING,
    GenotypeKind.ABSENT,
    GenotypeKind.HALF,
    GenotypeKind.MALFORMED,
}
_MOST = 12
"""Offered alleles that are tried with each event."""


def may_restore(
    effects: Sequence[EventEffect],
    observations: Sequence[Observation],
    gene: GeneModel,
    reference: Reference,
) -> list[Finding]:
    """A finding for each event whose effect an allele that is not counted would undo."""
    small = [e for e in effects if e.event.kind is EventKind.SMALL_VARIANT and e.event.allele]
    mosaic = [e for e in small if e.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT]
    counted = [e for e in small if e not in mosaic]
    breaking = [e for e in counted if e.single_outcome.null is not False]
    if not breaking:
        return []
    unsure = [
        o
        for o in observations
        if o.genotype.kind in _UNSURE or is_weak(o) or shows_unsaid_allele(o)
    ]
    known = {e.event.id for e in counted}
    near = merged(tuple(_codon_around(e.event) for e in breaking))
    uncalled = (
        event
        for event in offered_alleles(unsure, reference)
        if event.id not in known and (_shifts(event) or meets(near, event.outer))
    )
    offered = [*mosaic, *effects_of(islice(uncalled, _MOST), gene, reference)][:_MOST]
    code = FindingCode.UNCALLED_ALLELE_MAY_RESTORE
    return [
        Finding(
            code,
            say.AT_PAIR(meaning=code, first=one.event.id, second=other.event.id),
            (one.event.id,),
        )
        for one in breaking
        for other in offered
        if _may_act(one, other) and copy_outcome([one, other], gene).null is False
    ]


def _shifts(event: Event) -> bool:
    """Whether the event adds or takes bases, and not threes of them."""
    return event.allele is not None and event.allele.net % 3 != 0


def _codon_around(event: Event) -> Interval:
    """The bases that may share a codon with an event."""
    return Interval(event.outer.start - 2, event.outer.end + 2)


def _may_act(one: EventEffect, other: EventEffect) -> bool:
    """Whether one change may undo the other: both shift the frame, or they share a codon."""
    return (_shifts(one.event) and _shifts(other.event)) or acts_with(one, other)
