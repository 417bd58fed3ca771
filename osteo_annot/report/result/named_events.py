"""Which events of a result are shown at length, drawn by name and passed on to other formats."""

from __future__ import annotations

from osteo_annot.report.result.model import Event


def is_named(event: Event) -> bool:
    """Whether an event may break a copy (tier A and B), or is of uncertain significance."""
    return event.tier.is_candidate or event.uncertain
