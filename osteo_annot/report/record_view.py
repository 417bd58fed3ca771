"""The disease record in the order in which a reader needs it, and the patient's match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the page shows of the record."""

    sections: list[tuple[str, Any]]
    hpo: list[dict[str, str]]
    extra: list[dict[str, str]]


def record_view(record: Mapping[str, Any], hpo: Mapping[str, list[dict[str, str]]]) -> RecordView:
    """The record in reading order."""
    return RecordView(list(record.items()), [], [])
