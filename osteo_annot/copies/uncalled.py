"""Changes that are not counted, or were not called in the sample, where they could restore a frame.

A copy with a shifted frame works if a second change on it restores the frame (clinical rules Z7).
Where the caller wrote such a change but gave the sample no genotype, a weak one, or too few reads
for an allele, no answer may rest on the shift.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import is_weak
from osteo_annot.copies.outcome import copy_outcome
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.reading import offered_alleles
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference

_UNSURE = {
    GenotypeKind.MISSING,
    GenotypeKind.ABSENT,
    GenotypeKind.HALF,
    GenotypeKind.MALFORMED,
}
_MOST = 12
"""Offered alleles that are tried with each event."""


def may_restore(
    events: Sequence[Event],
    observations: Sequence[Observation],
    gene: GeneModel,
    reference: Reference,
) -> list[Finding]:
    """A finding for each frame-shifting event whose frame an uncalled allele would restore."""
    mosaic = [e for e in events if _shifts(e) and e.zygosity is Zygosity.MOSAIC_OR_ARTEFACT]
    shifting = [e for e in events if _shifts(e) and e not in mosaic]
    if not shifting:
        return []
    unsure = [o for o in observations if o.genotype.kind in _UNSURE or is_weak(o)]
    counted = {e.id for e in shifting}
    uncalled = (e for e in offered_alleles(unsure, reference) if _shifts(e) and e.id not in counted)
    offered = [*mosaic, *uncalled][:_MOST]
    code = FindingCode.UNCALLED_ALLELE_MAY_RESTORE
    return [
        Finding(code, f"{code.meaning} ({event.id}; {other.id})", (event.id,))
        for event in shifting
        for other in offered
        if other.id != event.id and _restored(event, other, gene, reference)
    ]


def _shifts(event: Event) -> bool:
    """Whether the event is a small variant that adds or takes bases, and not threes of them."""
    small = event.kind is EventKind.SMALL_VARIANT and event.allele is not None
    return small and event.allele is not None and event.allele.net % 3 != 0


def _restored(event: Event, other: Event, gene: GeneModel, reference: Reference) -> bool:
    """Whether one event breaks the copy, and both together do not."""
    if copy_outcome([event], gene, reference).null is False:
        return False
    return copy_outcome([event, other], gene, reference).null is False
