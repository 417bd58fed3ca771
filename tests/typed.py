"""Typed results of tests: judged from files, and changed in some of their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from osteo_annot.intake.case import read_inputs
from osteo_annot.record.disease import DiseaseRecord
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.model import Result
from tests.vcf_builder import Vcf

T = TypeVar("T")


def judged(folder: Path, *vcfs: Vcf, options: Options | None = None) -> Result:
    """The result of the first sample of some files."""
    paths = [vcf.write(folder / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    return result_of(read_inputs(paths), vcfs[0].samples[0], options or Options())


def with_texts(value: T, change: Callable[[str, str], str], name: str = "") -> T:
    """The value with its texts changed, by the name of the field that holds each.

    Members of enums and the record stay as they are.
    """
    changed: Any = value
    if value.__class__ is str:
        changed = change(name, str(value))
    elif isinstance(value, list):
        changed = [with_texts(item, change, name) for item in value]
    elif isinstance(value, tuple):
        changed = tuple(with_texts(item, change, name) for item in value)
    elif isinstance(value, dict):
        changed = {key: with_texts(item, change, name) for key, item in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(
            value,
            **{f.name: with_texts(getattr(value, f.name), change, f.name) for f in fields(value)},
        )
    elif hasattr(value, "model_copy") and not isinstance(value, DiseaseRecord):
        own = {n: with_texts(getattr(value, n), change, n) for n in type(value).model_fields}
        changed = value.model_copy(update=own)
    return changed  # type: ignore[no-any-return]
