"""The result as JSON text: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import cache
from typing import Any

from osteo_annot.record.disease import record
from osteo_annot.report.result import Result


def document_of(result: Result) -> dict[str, Any]:
    """The result as plain values, in the order of the schema; ``class_`` is written ``class``."""
    # The record is plain already, and large: it is put in place, not copied.
    document = {**asdict(replace(result, record={})), "record": result.record}
    version = document.pop("schema_version")
    for event in document["events"]:
        classification = event["classification"]
        event["classification"] = {
            "class": classification.pop("class_"),
            **classification,
        }
    return {"schema_version": version, **document}


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
