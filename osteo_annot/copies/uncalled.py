"""Changes that are not counted, or were not called in the sample, where they could restore a frame.

A copy with a shifted frame works if a second change on it restores the frame (clinical rules Z7).
Where the caller wrote such a change but gave the sample no genotype, a weak one, or too few reads
for an allele, no answer may rest on the shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from osteo_annot.copies.callability import is_weak
from osteo_annot.copies.effect import EventEffect, copy_outcome, effects_of
from osteo_annot.events.bases import offered_alleles
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
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
    """A finding for each frame-shifting event whose frame an uncalled allele would restore."""
    shifts = [e for e in effects if _shifts(e.event)]
    mosaic = [e for e in shifts if e.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT]
    shifting = [e for e in shifts if e not in mosaic]
    if not shifting:
        return []
    unsure = [o for o in observations if o.genotype.kind in _UNSURE or is_weak(o)]
    counted = {e.event.id for e in shifting}
    uncalled = (e for e in offered_alleles(unsure, reference) if _shifts(e) and e.id not in counted)
    offered = [*mosaic, *effects_of(islice(uncalled, _MOST), gene, reference)][:_MOST]
    code = FindingCode.UNCALLED_ALLELE_MAY_RESTORE
    return [
        Finding(
            code,
            say.AT_PAIR(meaning=code, first=one.event.id, second=other.event.id),
            (one.event.id,),
        )
        for one in shifting
        for other in offered
        if other.event.id != one.event.id and _restored(one, other, gene)
    ]


def _shifts(event: Event) -> bool:
    """Whether the event is a small variant that adds or takes bases, and not threes of them."""
    small = event.kind is EventKind.SMALL_VARIANT and event.allele is not None
    return small and event.allele is not None and event.allele.net % 3 != 0


def _restored(event: EventEffect, other: EventEffect, gene: GeneModel) -> bool:
    """Whether one event breaks the copy, and both together do not."""
    if event.single_outcome.null is False:
        return False
    return copy_outcome([event, other], gene).null is False
