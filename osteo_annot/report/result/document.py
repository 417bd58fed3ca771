"""The result as JSON text, and back: the same input gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from osteo_annot.record.disease import DiseaseRecord, record
from osteo_annot.report.result.evidence_model import Criterion
from osteo_annot.report.result.json_writer import Shared, indented
from osteo_annot.report.result.model import Result

if TYPE_CHECKING:
    from types import ModuleType

    from pydantic import TypeAdapter


def document_of(result: Result) -> dict[str, Any]:
    """The result as plain values, in the order of the schema."""
    document: dict[str, Any] = _plain(result, {})
    return {"schema_version": document.pop("schema_version"), **document}


def _plain(value: Any, made: dict[int, Shared]) -> Any:
    """Typed values as JSON has them, all through; a name that Python reserves loses its ``_``.

    ``made``: what a criterion, of which most events of a person have the same, has become already.
    """
    kind = value.__class__
    if value is None or kind in _SCALARS:
        return value
    if kind is Criterion:
        if id(value) not in made:
            made[id(value)] = Shared(_fields_of(value, made))
        return made[id(value)]
    if isinstance(value, str):
        return str(value)  # a member of an enum is its id
    if isinstance(value, (list, tuple)):
        return [_plain(item, made) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item, made) for key, item in value.items()}
    if is_dataclass(value):
        return _fields_of(value, made)
    if isinstance(value, DiseaseRecord):
        return value.values  # plain already, and large: put in place, not copied
    return value.model_dump(mode="json")


def _fields_of(value: Any, made: dict[int, Shared]) -> dict[str, Any]:
    """The fields of a value."""
    return {key: _plain(getattr(value, name), made) for key, name in _field_names(value.__class__)}


_SCALARS = {str, int, float, bool}


@cache
def _field_names(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass, in order: as JSON and as Python name them."""
    return tuple((item.name.rstrip("_"), item.name) for item in fields(kind))


_BELOW = "\n  "
"""The line end one level below the document."""


def json_text(document: dict[str, Any]) -> str:
    """JSON with a final newline, two spaces of indent, in UTF-8."""
    parts = [f"{json.dumps(key)}: {_part(key, value)}" for key, value in document.items()]
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _part(key: str, value: Any) -> str:
    """One value of the document; the record, most of the text and the same for all, is kept."""
    if key == "record" and value == record().values:
        return _record_text()
    return indented(value, _BELOW)


@cache
def _record_text() -> str:
    """The record of the disease as it stands in every document."""
    return indented(record().values, _BELOW)


def result_from_json(text: str | bytes) -> Result:
    """The typed result of a result file, of this version of the schema.

    Raises ValueError for a text that is no such file: each fault with its place.
    """
    return result_adapter().validate_json(text, strict=False)


@cache
def result_adapter() -> TypeAdapter[Result]:
    """Checks and describes result files; unknown fields are refused.

    Lazy: a run that only writes pays nothing for it.
    """
    from pydantic import TypeAdapter

    # Their names are looked up here.
    from osteo_annot.intake.person.laboratory import Laboratory  # noqa: F401
    from osteo_annot.intake.person.order import OrderHead  # noqa: F401

    close_models()
    return TypeAdapter(Result)


def close_models(*more: ModuleType) -> None:
    """Let the classes of a result, and those of further modules, refuse unknown fields."""
    from pydantic import ConfigDict

    from osteo_annot.record import contents, phenotype
    from osteo_annot.report.result import (
        copy_model,
        evidence_model,
        examined_model,
        family_model,
        model,
        pictures_model,
        reads_model,
        wording,
    )

    config = ConfigDict(
        extra="forbid",
        use_attribute_docstrings=True,
        alias_generator=lambda name: name.rstrip("_"),
    )
    for module in (
        model,
        copy_model,
        evidence_model,
        examined_model,
        family_model,
        pictures_model,
        reads_model,
        wording,
        contents,
        phenotype,
        *more,
    ):
        for kind in vars(module).values():
            if is_dataclass(kind):
                kind.__pydantic_config__ = config  # type: ignore[union-attr]
