"""The result as JSON text: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

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
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
