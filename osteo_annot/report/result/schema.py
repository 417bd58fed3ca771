"""The JSON Schemas of result, signed report, order, laboratory and policy, from their classes.

``python -m osteo_annot.report.result.schema`` writes them; a test keeps the written ones current.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from osteo_annot.locus.files import resources
from osteo_annot.record.policy import policy_schema
from osteo_annot.report.result.document import result_adapter
from osteo_annot.report.result.model import SCHEMA_VERSION

SCHEMA_NAME = "schemas/result.schema.json"
SIGNED_SCHEMA_NAME = "schemas/signed_report.schema.json"
ORDER_SCHEMA_NAME = "schemas/order.schema.json"
LABORATORY_SCHEMA_NAME = "schemas/laboratory.schema.json"
POLICY_SCHEMA_NAME = "schemas/policy.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def result_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the result document; unknown fields are not allowed."""
    schema = _closed(result_adapter().json_schema(mode="serialization"))
    schema["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {"$schema": _DIALECT, **schema}


_SIGNED = f"A result ({SCHEMA_NAME}) with its release."


def signed_schema() -> dict[str, Any]:
    """What a signed report has beside a result: its release; without it it is a result."""
    from osteo_annot.report.result.signed import release_adapter

    release = _closed(release_adapter().json_schema(mode="serialization"))
    definitions = release.pop("$defs")
    return {
        "$schema": _DIALECT,
        "description": _SIGNED,
        "type": "object",
        "required": ["release"],
        "properties": {"release": {"$ref": "#/$defs/Release"}},
        "$defs": {**definitions, "Release": release},
    }


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema in which every object has all its fields and no other."""
    for definition in (schema, *schema.get("$defs", {}).values()):
        if definition.get("type") == "object" and "properties" in definition:
            definition["additionalProperties"] = False
            definition["required"] = sorted(definition["properties"])
    return schema


def schema_text() -> str:
    """The schema of the result as it is written."""
    return _text(result_schema())


def signed_schema_text() -> str:
    """The schema of a signed report as it is written."""
    return _text(signed_schema())


def policy_schema_text() -> str:
    """The schema of a policy file as it is written."""
    return _text({"$schema": _DIALECT, **policy_schema()})


def order_schema_text() -> str:
    """The schema of an order as it is written."""
    from osteo_annot.intake.person.order import Order  # lazy: only the generator needs it

    return _text({"$schema": _DIALECT, **Order.model_json_schema()})


def laboratory_schema_text() -> str:
    """The schema of a laboratory file as it is written."""
    from osteo_annot.intake.person.laboratory import Laboratory

    return _text({"$schema": _DIALECT, **Laboratory.model_json_schema()})


def _text(schema: dict[str, Any]) -> str:
    """JSON with sorted keys."""
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    made = (
        (SCHEMA_NAME, schema_text()),
        (SIGNED_SCHEMA_NAME, signed_schema_text()),
        (ORDER_SCHEMA_NAME, order_schema_text()),
        (LABORATORY_SCHEMA_NAME, laboratory_schema_text()),
        (POLICY_SCHEMA_NAME, policy_schema_text()),
    )
    for name, text in made:
        (resources() / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name} written\n")
