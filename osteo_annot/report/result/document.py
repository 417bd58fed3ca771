"""The result as JSON text: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from osteo_annot.record.disease import record
from osteo_annot.report.result.model import Result


def document_of(result: Result) -> dict[str, Any]:
    """The result as plain values, in the order of the schema; ``class_`` is written ``class``."""
    # The record is plain already, and large: it is put in place, not copied.
    document = {**_plain(replace(result, record={})), "record": result.record}
    version = document.pop("schema_version")
    for event in document["events"]:
        classification = event["classification"]
        event["classification"] = {
            "class": classification.pop("class_"),
            **classification,
        }
    return {"schema_version": version, **document}


def _plain(value: Any) -> Any:
    """Dataclasses as mappings, all through; like ``asdict``, but without copying what is plain."""
    if value is None or value.__class__ in _SCALARS:
        return value
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _field_names(value.__class__)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


_SCALARS = {str, int, float, bool}


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, in order."""
    return tuple(item.name for item in fields(kind))


def json_text(document: dict[str, Any]) -> str:
    """JSON with a final newline, two spaces of indent, in UTF-8."""
    parts = [f"{json.dumps(key)}: {_part(key, value)}" for key, value in document.items()]
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _part(key: str, value: Any) -> str:
    """One value of the document; the record, most of the text and the same for all, is kept."""
    if key == "record" and value == record():
        return _record_text()
    return _indented(value)


@cache
def _record_text() -> str:
    """The record of the disease as it stands in every document."""
    return _indented(dict(record()))


def _indented(value: Any) -> str:
    """JSON as it stands one level below the document; JSON has no line end inside a string."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return text.replace("\n", "\n  ")
