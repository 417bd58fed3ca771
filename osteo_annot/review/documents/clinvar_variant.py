"""One event as ClinVar takes a variant: by its HGVS name, or by place and type.

Source: ClinVar, "Submission API" and "Submission spreadsheet", fields of a variant: up to 50 bases
a name or alleles; above, start and stop where both are exact, else outer and inner bounds.
"""

from __future__ import annotations

from typing import Any

from osteo_annot.events.dialects import Claim
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.result.model import Event
from osteo_annot.review.documents.order_sheet import is_exact

SMALL = 50
"""Bases up to which ClinVar takes a variant as small."""
_TYPE = {
    EventKind.DELETION: "Deletion",
    EventKind.DUPLICATION: "Duplication",
    EventKind.INVERSION: "Inversion",
    EventKind.INSERTION: "Insertion",
}
_BY_COPIES = {EventKind.DELETION: "copy number loss", EventKind.DUPLICATION: "copy number gain"}
"""Types of what only its depth shows."""
_COPIES_LEFT = {Zygosity.HOMOZYGOUS: "0", Zygosity.HETEROZYGOUS: "1", Zygosity.HEMIZYGOUS: "0"}


def is_small(event: Event) -> bool:
    """Whether ClinVar takes it by its bases."""
    length = max(len(event.ref), len(event.alt), event.location.end - event.location.start + 1)
    return event.kind is EventKind.SMALL_VARIANT and length <= SMALL


def hgvs_name(event: Event) -> str:
    """The name with its sequence: on the transcript, else on the chromosome; may be empty."""
    hgvs = event.hgvs
    if hgvs.c:
        return f"{hgvs.transcript}:{hgvs.c}"
    return f"{hgvs.genome}:{hgvs.g}" if hgvs.g else ""


def cannot_be_told(event: Event) -> str:
    """Why an event has no form in a submission; empty where it has one."""
    if event.kind is EventKind.BREAKEND:
        return "ClinVar has no form for one end of a junction"
    if is_small(event) and not hgvs_name(event):
        return "it has no HGVS name"
    if not is_small(event) and event.kind not in _TYPE and not hgvs_name(event):
        return "it has neither a type of ClinVar nor an HGVS name"
    return ""


def variant_of(event: Event, assembly: Assembly) -> dict[str, Any]:
    """The event as a variant; with the gene, which the classification is about."""
    gene = [{"symbol": LOCUS.gene}]
    if is_small(event) or event.kind not in _TYPE:
        return {"hgvs": hgvs_name(event), "gene": gene}
    return {
        "chromosomeCoordinates": {
            "assembly": assembly.value,
            "chromosome": LOCUS.chromosome,
            "accession": event.hgvs.genome,
            **_bounds(event),
        },
        **_type(event),
        "gene": gene,
    }


def _bounds(event: Event) -> dict[str, int]:
    """Start and stop, or outer and inner bounds; 1-based, closed."""
    place = event.location
    if is_exact(place):
        return {"start": place.start, "stop": place.end}
    outer = {"outerStart": place.outer[0], "outerStop": place.outer[1]}
    if not place.inner:
        return {**outer, "variantLength": place.end - place.start + 1}
    return {**outer, "innerStart": place.inner[0], "innerStop": place.inner[1]}


def _type(event: Event) -> dict[str, Any]:
    """The type; of what only its depth shows the copies too, where they are known."""
    if _by_junction(event) or event.kind not in _BY_COPIES:
        return {"variantType": _TYPE[event.kind]}
    told: dict[str, Any] = {"variantType": _BY_COPIES[event.kind]}
    copies = _COPIES_LEFT.get(event.zygosity) if event.kind is EventKind.DELETION else None
    return {**told, "copyNumber": copies, "referenceCopyNumber": 2} if copies else told


def _by_junction(event: Event) -> bool:
    """Whether a record that names the event saw its junction."""
    return any(one.claim.has_junction for one in event.evidence.structural_support)


def method_type(event: Event) -> str:
    """How a structural variant was found, in ClinVar's list; empty where that is not known."""
    claims = {one.claim for one in event.evidence.structural_support}
    if any(claim.has_junction for claim in claims):
        return "Paired-end mapping"
    return "Read depth" if Claim.DEPTH in claims else ""
