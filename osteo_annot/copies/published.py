"""Whether an event was reported in patients, so that it counts although it cannot be computed."""

from __future__ import annotations

from osteo_annot.events.model import Event
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.variants import PublishedVariant, published_alleles


def published_of(event: Event, assembly: Assembly) -> tuple[PublishedVariant, ...]:
    """Reports of the same normalised allele on the same assembly."""
    if event.allele is None:
        return ()
    found = published_alleles(assembly).get(event.allele, ())
    return tuple(variant for variant in found if variant.in_patients)
