"""Which events of a result are told at length, drawn by name and passed on to other formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_named(event: Mapping[str, Any]) -> bool:
    """Whether an event may break a copy (tier A and B), or is of uncertain significance."""
    return event["tier"] in {"A", "B"} or bool(event["uncertain"])
