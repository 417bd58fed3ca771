"""The OPTB5 record: what is known of the disease, each statement with its sources and status."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from osteo_annot.locus.files import resource_text
from osteo_annot.record.status import Status


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the record."""

    id: str
    text: str
    sources: tuple[str, ...]
    """Keys of :func:`citations`, at least one."""
    status: Status


@dataclass(frozen=True, slots=True)
class Citation:
    """One source of the record."""

    kind: str
    """article, guideline, database, page or editorial."""
    text: str
    """The source as a reader would look it up."""
    status: Status
    """VERIFIED where the source itself was seen."""
    note: str
    """What was seen of it, or what is not known; may be empty."""


@lru_cache(maxsize=1)
def record() -> Mapping[str, Any]:
    """The record as it stands in ``resources/OSTM1/record.json``."""
    data: Mapping[str, Any] = json.loads(resource_text("OSTM1/record.json"))
    return data


@lru_cache(maxsize=1)
def statements() -> tuple[Statement, ...]:
    """Every statement of the record that is written as text, in the order of the file."""
    return tuple(
        Statement(item["id"], item["text"], tuple(item["sources"]), Status(item["status"]))
        for item in _sourced(record())
        if "text" in item
    )


@lru_cache(maxsize=1)
def citations() -> Mapping[str, Citation]:
    """Every source by the key that statements use."""
    return {
        key: Citation(entry["kind"], entry["text"], Status(entry["status"]), entry.get("note", ""))
        for key, entry in record()["citations"].items()
    }


def _sourced(node: object) -> Iterator[Mapping[str, Any]]:
    """Every part of the record that names sources, from the top down."""
    if isinstance(node, Mapping):
        if "sources" in node:
            yield node
        for value in node.values():
            yield from _sourced(value)
    elif isinstance(node, list):
        for value in node:
            yield from _sourced(value)
