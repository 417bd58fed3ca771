"""The JSON Schema of the result, generated from the result's classes.

``python -m osteo_annot.report.schema`` writes it; a test keeps the written one current.
"""

from __future__ import annotations

import json
import sys
from dataclasses import is_dataclass
from typing import Any

from osteo_annot.locus.files import resources
from osteo_annot.report import result

SCHEMA_NAME = "schemas/result.schema.json"


def result_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the result document; unknown fields are not allowed."""
    from pydantic import ConfigDict, TypeAdapter  # lazy: only the generator needs it

    for value in vars(result).values():
        if isinstance(value, type) and is_dataclass(value):
            # Descriptions of the fields are their docstrings.
            value.__pydantic_config__ = ConfigDict(use_attribute_docstrings=True)  # type: ignore[attr-defined]
    schema: dict[str, Any] = TypeAdapter(result.Result).json_schema(mode="serialization")
    for definition in (schema, *schema.get("$defs", {}).values()):
        if definition.get("type") == "object" and "properties" in definition:
            definition["additionalProperties"] = False
            definition["required"] = sorted(definition["properties"])
    classification = schema["$defs"]["ClassificationResult"]
    classification["properties"]["class"] = classification["properties"].pop("class_")
    classification["required"] = sorted(classification["properties"])
    schema["properties"]["schema_version"]["const"] = result.SCHEMA_VERSION
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """The schema as it is written."""
    return json.dumps(result_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    path = resources() / SCHEMA_NAME
    path.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{path.name} written\n")
