"""The named variants of a person as one cell of the cohort table, and read back from it.

JSON, because names of variants hold every separator; short enough that the table never cuts it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import is_named
from osteo_annot.report.text import shortened
from osteo_annot.values import dataclass

_CLASSES = {class_.value: class_ for class_ in AcmgClass}
_ZYGOSITIES = {zygosity.value: zygosity for zygosity in Zygosity}
_NAME = 80
_LONGEST = 4500
"""Characters of a cell; a table cuts text at 5,000."""


@dataclass(frozen=True, slots=True)
class CarriedVariant:
    """One variant that a person carries, as far as a table of people tells of it."""

    key: str
    """The same for the same variant of the same assembly, in every person."""
    name: str
    protein: str
    exons: tuple[int, ...]
    class_: AcmgClass
    """In another person other evidence may give another class."""
    zygosity: Zygosity


@dataclass(frozen=True, slots=True)
class Carried:
    """The named variants of a person."""

    variants: tuple[CarriedVariant, ...] = ()
    left: int = 0
    """Further ones, for which a cell has no room."""


def carried(result: Result) -> Carried:
    """The variants of a result that may break a copy, or are of uncertain significance."""
    named = [event for event in result.events if is_named(event)]
    fitting: list[CarriedVariant] = []
    length = 0
    for event in named:
        variant = _variant(event, result.assembly)
        length += len(json.dumps(_json(variant), ensure_ascii=False)) + 2
        if length > _LONGEST:
            break
        fitting.append(variant)
    return Carried(tuple(fitting), len(named) - len(fitting))


def _variant(event: Event, assembly: str) -> CarriedVariant:
    """One event."""
    place = event.location
    what = (assembly, event.kind, place.start, place.end, event.ref, event.alt)
    return CarriedVariant(
        key=hashlib.sha256(repr([str(part) for part in what]).encode()).hexdigest()[:12],
        name=shortened(event.hgvs.c or event.hgvs.g or event.id, _NAME),
        protein=shortened(event.hgvs.p, _NAME),
        exons=tuple(event.exons),
        class_=event.classification.class_,
        zygosity=event.zygosity,
    )


def _json(variant: CarriedVariant) -> dict[str, object]:
    """A variant as an object of the cell."""
    told = asdict(variant)
    return {name.rstrip("_"): value for name, value in told.items()}


def carried_cell(told: Carried) -> str:
    """The cell; empty where nothing is carried."""
    if not told.variants and not told.left:
        return ""
    values = {"variants": [_json(variant) for variant in told.variants], "left": told.left}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def carried_of(cell: str) -> Carried:
    """What a cell says; raises ValueError where it is no such cell."""
    if not cell:
        return Carried()
    try:
        told = json.loads(cell)
        return Carried(tuple(_variants(told["variants"])), int(told["left"]))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no list of variants") from error


def _variants(values: Iterable[dict[str, object]]) -> Iterable[CarriedVariant]:
    """The variants of a cell."""
    for value in values:
        exons = value["exons"]
        if not isinstance(exons, list):
            raise TypeError
        yield CarriedVariant(
            key=str(value["key"]),
            name=str(value["name"]),
            protein=str(value["protein"]),
            exons=tuple(int(exon) for exon in exons),
            class_=_CLASSES[str(value["class"])],
            zygosity=_ZYGOSITIES[str(value["zygosity"])],
        )
