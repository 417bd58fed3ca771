"""What FHIR R4 asks beyond the library's own checks: closed codes, and targets of references.

fhir.resources knows both of every field and enforces neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

Values = dict[str, Any]


def base_faults(bundle: Values) -> list[str]:
    """Every fault, with its place."""
    from fhir.resources.R4B.bundle import Bundle

    read = Bundle.model_validate(bundle)
    kinds = {one["fullUrl"]: one["resource"]["resourceType"] for one in bundle["entry"]}
    return list(_faults(read, "Bundle", kinds))


def _faults(model: BaseModel, place: str, kinds: dict[str, str]) -> Iterator[str]:
    """Faults of a part and of all below it."""
    for name, field in type(model).model_fields.items():
        found = getattr(model, name)
        told = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        for value in found if isinstance(found, list) else [found]:
            if value is None:
                continue
            where = f"{place}.{name}"
            codes = told.get("enum_values")
            if isinstance(codes, list) and "+" not in codes and value not in codes:
                yield f"{where}: {value} is none of {codes}"
            targets = told.get("enum_reference_types")
            kind = kinds.get(str(getattr(value, "reference", "")))
            if isinstance(targets, list) and kind and not {kind, "Resource"} & {*map(str, targets)}:
                yield f"{where}: leads to {kind}, not to one of {targets}"
            if isinstance(value, BaseModel):
                yield from _faults(value, where, kinds)
