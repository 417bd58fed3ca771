"""The basis of a verdict as text: kept in the result, so that a review can conclude again.

The text is JSON of two lists: names of kinds, and values, each the number of its kind and its
fields; one value may stand in several places. Only kinds of a closed list are read back. Of other
people's columns nothing is kept, nor what no rule asks once files were read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from types import ModuleType
from typing import Any

from osteo_annot import findings
from osteo_annot.copies import (
    callability,
    callability_gaps,
    confirm,
    damage,
    deletion_search,
    effect,
    outcome,
    rescue,
    sequence,
    splice,
    structure,
)
from osteo_annot.events import dialects, source_fields
from osteo_annot.events import model as events
from osteo_annot.evidence import (
    assess,
    classify,
    criteria,
    criterion,
    frequency,
    known,
    lof_rescue,
    naming,
    predicted,
    pvs1,
    pvs1_flags,
    pvs1_ledger,
    riggs,
    second_allele,
    terms,
)
from osteo_annot.intake.person import pedigree
from osteo_annot.intake.vcf import caller, cell, genotype, observation, row
from osteo_annot.locus import allele, assembly, interval
from osteo_annot.measured import depth_calls, exon_ratio, person
from osteo_annot.measured.reads import alleles, small_variant, witness
from osteo_annot.record import neighbours, policy, population, thresholds, variants
from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.sentence import Sentence
from osteo_annot.verdict import basis as verdict
from osteo_annot.verdict import family, state

_MODULES: tuple[ModuleType, ...] = (
    allele,
    alleles,
    assembly,
    assess,
    caller,
    callability,
    callability_gaps,
    cell,
    classify,
    confirm,
    criteria,
    criterion,
    damage,
    deletion_search,
    depth_calls,
    dialects,
    effect,
    events,
    exon_ratio,
    family,
    findings,
    frequency,
    genotype,
    interval,
    known,
    lof_rescue,
    naming,
    neighbours,
    observation,
    outcome,
    pedigree,
    person,
    policy,
    population,
    predicted,
    pvs1,
    pvs1_flags,
    pvs1_ledger,
    rescue,
    riggs,
    row,
    second_allele,
    sequence,
    small_variant,
    source_fields,
    splice,
    state,
    structure,
    terms,
    thresholds,
    variants,
    verdict,
    witness,
)
_LONG = 200
"""Characters of an INFO value beyond which it is not kept: annotation of other programs."""
_SCALARS = {str, int, float, bool, type(None)}


@cache
def kinds() -> dict[str, type[Any]]:
    """Every kind of value that may stand in a basis, by its name."""
    found = {
        f"{kind.__module__.removeprefix('osteo_annot.')}.{kind.__qualname__}": kind
        for module in _MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Enum))
    }
    return {name: kind for name, kind in found.items() if "." in name and kind is not Enum}


@cache
def _names() -> dict[type[Any], str]:
    """The name of each kind."""
    return {kind: name for name, kind in kinds().items()}


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """Names of the fields of a kind, in order."""
    return tuple(one.name for one in fields(kind))


def basis_text(basis: verdict.Basis) -> str:
    """The basis as text; the same basis gives the same text."""
    writer = _Writer()
    root = writer.written(_slim(basis))
    kinds_ = json.dumps(list(writer.kinds), separators=(",", ":"))
    return f'{{"kinds":{kinds_},"values":[{",".join(writer.values)}],"basis":{root}}}'


def basis_of(text: str) -> verdict.Basis:
    """The basis of its text; raises ValueError for a text that is none."""
    try:
        whole = json.loads(text)
        read = _Reader(whole["kinds"], whole["values"]).read(whole["basis"])
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError(f"The basis cannot be read: {type(error).__name__}") from None
    if not isinstance(read, verdict.Basis):
        raise ValueError("The basis cannot be read: it is another value")
    return read


def _slim(basis: verdict.Basis) -> verdict.Basis:
    """Without what only files can tell, and without what no rule asks again."""
    relatives = {
        role: person.Relative(role, one.name, (), doubtful=one.doubtful, calls=one.calls)
        for role, one in basis.person.relatives.items()
    }
    deletions = sum(a.event.kind is events.EventKind.DELETION for a in basis.apart)
    asked = [
        o for o in basis.person.observations if deletions > 1 or o.row.alts == ("*",)
    ]  # records that tell the phase of others: split stars, and what lies under two deletions
    gaps = tuple(d for d in basis.dispositions if d.reason.leaves_gap)
    return replace(
        basis,
        person=person.Person(
            basis.person.sample,
            tuple(asked),
            relatives,
            depth_calls=basis.person.depth_calls,
            read_phases=basis.person.read_phases,
        ),
        apart=tuple(
            replace(a, criteria_result=replace(a.criteria_result, known=())) for a in basis.apart
        ),
        dispositions=gaps,
    )


class _Writer:
    """The text of values, each written once."""

    def __init__(self) -> None:
        self.kinds: dict[str, int] = {}
        self.values: dict[str, int] = {}
        """The place of each text; of equal values the first."""
        self._places: dict[int, str] = {}
        self._alive: list[Any] = []

    def written(self, value: Any) -> str:
        """A scalar as it is; of another value its tag and what it holds, or its place."""
        kind = value.__class__
        if kind in _SCALARS:
            return _scalar(value)
        if kind is tuple:
            return self._listed("t", value)
        place = self._places.get(id(value))
        if place is not None:
            return place
        if kind is list:
            return self._listed("l", value)
        if isinstance(value, frozenset | set):
            return ",".join(['["s"', *sorted(map(self.written, value))]) + "]"
        if isinstance(value, Mapping):
            return self._listed("d", (part for item in value.items() for part in item))
        text = f"[{','.join(self._parts(value))}]"
        place = f'["v",{self.values.setdefault(text, len(self.values))}]'
        self._places[id(value)] = place
        self._alive.append(value)
        return place

    def _listed(self, tag: str, values: Iterable[Any]) -> str:
        """A tag and several values."""
        return ",".join([f'["{tag}"', *self._all(values)]) + "]"

    def _all(self, values: Iterable[Any]) -> list[str]:
        """Each of several values as it is written."""
        return [encode_basestring(v) if v.__class__ is str else self.written(v) for v in values]

    def _parts(self, value: Any) -> list[str]:
        """Number of its kind, and its fields."""
        kind: Any = value.__class__
        if kind is Sentence:
            return [self._kind("sentence"), _scalar(value.id)]
        number = self._kind(_names()[kind])
        if isinstance(value, Enum):
            return [number, self.written(value.value)]
        held = _columns(value) if kind is row.Row else _held(kind)(value)
        return [number, *self._all(held)]

    def _kind(self, name: str) -> str:
        """Number of a kind."""
        return str(self.kinds.setdefault(name, len(self.kinds)))


def _scalar(value: Any) -> str:
    """The JSON of a scalar; raises ValueError for a number that JSON does not have."""
    if value.__class__ is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    if value.__class__ is int:
        return str(value)
    return json.dumps(value, allow_nan=False)


@cache
def _held(kind: Any) -> Callable[[Any], Iterable[Any]]:
    """What reads the fields of a value of a kind, in order."""
    names = _fields(kind)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


def _columns(value: row.Row) -> Iterator[Any]:
    """The fields of a record, without the columns of people and without long annotation."""
    for one in fields(value):
        if one.name == "samples":
            yield ()
        elif one.name == "info":
            yield {key: text for key, text in value.info.items() if len(text) <= _LONG}
        else:
            yield getattr(value, one.name)


class _Reader:
    """Values of their plain lists."""

    def __init__(self, names: list[str], values: list[list[Any]]) -> None:
        self._kinds = [None if name == "sentence" else kinds()[name] for name in names]
        self._values = values
        self._read: dict[int, Any] = {}

    def read(self, plain: Any) -> Any:
        """The value of a scalar, of a tagged list, or at a place."""
        if not isinstance(plain, list):
            return plain
        tag, *held = plain
        if tag == "v":
            return self._at(held[0])
        parts = [self.read(one) for one in held]
        if tag == "d":
            return dict(zip(parts[::2], parts[1::2], strict=True))
        return {"t": tuple, "l": list, "s": frozenset}[tag](parts)

    def _at(self, place: int) -> Any:
        """The value at a place; what it holds stands before it."""
        if place not in self._read:
            number, *held = self._values[place]
            kind: Any = self._kinds[number]
            if kind is None:
                self._read[place] = catalogue()[held[0]]
            elif issubclass(kind, Enum):
                self._read[place] = kind(held[0])
            else:
                self._read[place] = self._made(kind, held)
        return self._read[place]

    def _made(self, kind: Any, held: list[Any]) -> Any:
        """A value of a kind from its fields."""
        parts = (self.read(one) for one in held)
        return kind(**dict(zip(_fields(kind), parts, strict=True)))
