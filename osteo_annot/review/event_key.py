"""By what an event is known again in another run, or as another caller tells it."""

from __future__ import annotations

from osteo_annot.review.snapshot import Event


def event_key(event: Event, assembly: str) -> str:
    """The normalised allele; or kind, exons and whether the bounds are exact.

    A change in bases is known by its allele, left-aligned by the program. A structural event is
    known by what it does to the gene: two callers, or two runs, may place its ends apart.
    """
    if event.ref or (event.alt and not event.alt.startswith("<")):
        return f"{assembly}:{event.location.start}:{event.ref}>{event.alt}"
    exons = ",".join(map(str, event.exons)) or "none"
    inner, outer = event.location.inner, event.location.outer
    bounds = "exact" if inner and inner == outer else "uncertain"
    if not event.exons:
        # Beside the exons only the place tells one event from another.
        bounds += f":{event.location.start}-{event.location.end}"
    return f"{assembly}:{event.kind}:exons {exons}:{bounds}"
