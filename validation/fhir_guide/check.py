"""Whether a bundle keeps the guide: cardinality, slices, fixed and pattern values, bindings.

The rules are those of the snapshots of the guide's own profiles (``profiles.json``, made by
``extract.py``); what FHIR R4 itself asks is left to the library fhir.resources and to ``base.py``.
A required binding wants a code of the list; an extensible one too, or text alone. Lists that the
guide does not hold are those of LOINC.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from validation.fhir_guide.extract import PROFILES

GUIDE = "http://hl7.org/fhir/uv/genomics-reporting/"
_LOINC = "http://loinc.org"
ANSWERS: Mapping[str, frozenset[str]] = {
    "LL1971-2": frozenset({"LA9633-4", "LA9634-2", "LA18198-4", "LA11884-6"}),
    "LL381-5": frozenset({"LA6703-8", "LA6704-6", "LA6705-3", "LA6706-1", "LA6707-9"}),
    "LL1040-6": frozenset({"LA14024-6", "LA14029-5", "LA14030-3", "LA14031-1", "LA14032-9"})
    | {"LA26806-2"},
    "LL2938-0": frozenset({"LA21259-9"}),  # chromosome 6 only
    "LL5323-2": frozenset({"LA30100-4", "LA30101-2", "LA30102-0"}),
    "LL5489-1": frozenset({"LA26320-4", "LA26321-2", "LA26807-0", "LA4489-6", "LA30680-5"}),
    "LL4050-2": frozenset({"LA26426-9", "LA26427-7", "LA26428-5", "LA26429-3"}),
    "LL378-1": frozenset({"LA6683-2", "LA6684-0", "LA6685-7"})
    | {"LA18194-3", "LA18195-0", "LA18196-8", "LA18197-6", "LA26807-0"},
    "LL1037-2": frozenset({"LA14020-4", "LA14021-2", "LA14022-0", "LA26421-0", "LA26422-8"}),
}
"""Answer lists of LOINC (2.78) to which the guide binds; of each the codes that may stand here."""

_ANNOTATIONS = (".note", ".valueAnnotation")
"""Elements of the type to which some extensions belong."""
Values = dict[str, Any]
Typed = tuple[str, Any]
"""The type of a value, where its name tells it (``valueString``), and the value."""


@cache
def facts() -> Values:
    """The facts of the guide."""
    read: Values = json.loads(PROFILES.read_text(encoding="utf-8"))
    return read


@dataclass
class Node:
    """An element of a profile with what stands below it."""

    rules: Values = field(default_factory=lambda: {"min": 0, "max": "*"})
    children: dict[str, Node] = field(default_factory=dict)
    slices: dict[str, Node] = field(default_factory=dict)


@cache
def tree_of(url: str) -> Node:
    """The elements of a profile as a tree."""
    root = Node()
    for element in facts()["profiles"][url]["elements"]:
        node = root
        for part in element["id"].split(".")[1:]:
            name, _, named = part.partition(":")
            node = node.children.setdefault(name, Node())
            node = node.slices.setdefault(named, Node()) if named else node
        node.rules = element
    return root


@cache
def made_from(url: str) -> frozenset[str]:
    """A profile and all from which it is made."""
    base = facts()["profiles"].get(url, {}).get("base")
    return frozenset({url, *(made_from(base) if base else ())})


class Checker:
    """One bundle with what is wrong in it."""

    def __init__(self, bundle: Values) -> None:
        self.resources = {one["fullUrl"]: one["resource"] for one in bundle["entry"]}

    def faults(self) -> list[str]:
        """Every fault, with its place."""
        return [fault for one in self.resources.values() for fault in self._resource(one)]

    def _resource(self, resource: Values) -> Iterator[str]:
        """Faults of one resource: of its profiles, its extensions, its codes."""
        kind = resource["resourceType"]
        for url in resource.get("meta", {}).get("profile", []):
            told = facts()["profiles"].get(url)
            if told is None:
                yield f"{kind}: {url} is no profile of the guide"
            elif told["abstract"] or told["type"] != kind:
                yield f"{kind}: {url} is abstract, or of another type"
            else:
                yield from self._value(("", resource), tree_of(url), kind)
        yield from self._everywhere(resource, kind, kind)

    def _everywhere(self, value: Any, place: str, kind: str) -> Iterator[str]:
        """What holds wherever it stands: extensions of the guide, codes of its systems."""
        if isinstance(value, list):
            for one in value:
                yield from self._everywhere(one, place, kind)
        if not isinstance(value, dict):
            return
        for one in value.get("extension", []):
            yield from self._extension(one, place, kind)
        yield from _unknown_code(value, place)
        if "reference" in value and value["reference"] not in self.resources:
            yield f"{place}: {value['reference']} is not in the bundle"
        for name, below in value.items():
            yield from self._everywhere(below, f"{place}.{name}", kind)

    def _extension(self, value: Values, place: str, kind: str) -> Iterator[str]:
        """An extension of the guide is one that it has, where it may stand."""
        url = value["url"]
        if not url.startswith(GUIDE):
            return
        told = facts()["profiles"].get(url)
        if told is None or told["type"] != "Extension":
            yield f"{place}: {url} is no extension of the guide"
            return
        at = {kind, place, "Annotation" if place.endswith(_ANNOTATIONS) else ""}
        if not at & {*told["context"]}:
            yield f"{place}: {url} stands on {told['context']} only"
        yield from self._value(("", value), tree_of(url), f"{place}.extension")

    def _value(self, typed: Typed, node: Node, place: str) -> Iterator[str]:
        """Faults of a value against its element and those below it."""
        kind, value = typed
        rules = node.rules
        for key, wanted in rules.items():
            if key.startswith("fixed") and value != wanted:
                yield f"{place}: {value!r} is not {wanted!r}"
            if key.startswith("pattern") and not _fits(value, wanted):
                yield f"{place}: {value!r} has not {wanted!r}"
        types = {_of_key(one[0]) for one in rules.get("types", [])}
        if kind and types and kind not in types:
            yield f"{place}: it is a {kind}, not one of {sorted(types)}"
        if "binding" in rules:
            yield from _binding(value, *rules["binding"], place)
        if isinstance(value, dict) and "reference" in value:
            yield from self._target(value["reference"], rules, place)
        if isinstance(value, dict):
            for name, child in node.children.items():
                yield from self._values(_named(value, name), child, f"{place}.{name}")

    def _values(self, values: list[Typed], node: Node, place: str) -> Iterator[str]:
        """Faults of the values of one element: how many, each, and each slice."""
        yield from _count(len(values), node.rules, place)
        for one in values:
            yield from self._value(one, node, place)
        if not node.slices:
            return
        by = node.rules["slicing"]["by"]
        free = list(values)
        for name, child in node.slices.items():
            own = [one for one in free if all(self._belongs(one, child, *how) for how in by)]
            free = [one for one in free if one not in own]
            yield from _count(len(own), child.rules, f"{place}:{name}")
            for one in own:
                yield from self._value(one, child, f"{place}:{name}")
        if free and node.rules["slicing"]["rules"] == "closed":
            yield f"{place}: {free} belongs to no slice"

    def _belongs(self, typed: Typed, node: Node, how: str, path: str) -> bool:
        """Whether a value belongs to a slice by one discriminator."""
        kind, value = typed
        types = node.rules.get("types", [])
        if how == "type":
            return kind in {_of_key(one[0]) for one in types}
        if how == "profile":
            target = self.resources.get(value.get("reference"), {})
            named = {url for one in types for url in one[1:]}
            return bool(named & _profiles(target))
        child = node.children.get(path)
        if child is None:  # an extension, whose address its own profile fixes
            return any(value.get(path) in one[1:] for one in types)
        wanted = [told for key, told in child.rules.items() if key.startswith(("fixed", "pattern"))]
        return all(_fits(value.get(path), one) for one in wanted)

    def _target(self, reference: str, rules: Values, place: str) -> Iterator[str]:
        """A reference leads to a resource of a type or profile that the element names."""
        named = [url for one in rules.get("types", []) if one[0] == "Reference" for url in one[1:]]
        target = self.resources.get(reference)
        if not named or target is None:
            return
        plain = {url.rpartition("/")[2] for url in named if not url.startswith(GUIDE)}
        if not plain & {target["resourceType"], "Resource"} and not _profiles(target) & {*named}:
            yield f"{place}: leads to {target['resourceType']}, not to one of {named}"


def _of_key(name: str) -> str:
    """A type as the end of a key: ``String`` of ``valueString``."""
    return name[:1].upper() + name[1:]


def _profiles(resource: Values) -> frozenset[str]:
    """The profiles of a resource with all from which they are made."""
    told = resource.get("meta", {}).get("profile", [])
    return frozenset(url for one in told for url in made_from(one))


def _named(value: Values, name: str) -> list[Typed]:
    """The values of an element; of ``value[x]`` with the type that the name tells."""
    if not name.endswith("[x]"):
        found = value.get(name, [])
        return [("", one) for one in (found if isinstance(found, list) else [found])]
    stem = name[:-3]
    return [
        (key[len(stem) :], found)
        for key, found in value.items()
        if key.startswith(stem) and key[len(stem) : len(stem) + 1].isupper()
    ]


def _count(count: int, rules: Values, place: str) -> Iterator[str]:
    """Cardinality."""
    most = rules["max"]
    if count < rules["min"] or (most != "*" and count > int(most)):
        yield f"{place}: {count} of {rules['min']}..{most}"


def _fits(value: Any, wanted: Any) -> bool:
    """Whether a value has all that a pattern names; of a list, one has."""
    if isinstance(value, list) and not isinstance(wanted, list):
        return any(_fits(one, wanted) for one in value)
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(_fits(value.get(k), w) for k, w in wanted.items())
    if isinstance(wanted, list):
        return all(any(_fits(one, w) for one in value or []) for w in wanted)
    return bool(value == wanted)


def _binding(value: Any, strength: str, url: str, place: str) -> Iterator[str]:
    """A code of the list; where the binding is extensible, or text alone."""
    is_coded = isinstance(value, dict) and "reference" not in value
    codings = value.get("coding", []) if is_coded else None
    allowed = _allowed(url)
    if codings is None or allowed is None:
        return  # a bare code: the library knows those of FHIR
    if strength == "extensible" and not codings and value.get("text"):
        return
    if not any(_holds(allowed, one) for one in codings):
        yield f"{place}: {value!r} has no code of {url} ({strength})"


def _allowed(url: str) -> list[Values] | None:
    """Systems and codes of a value set; None for one of FHIR itself."""
    listed = ANSWERS.get(url.rpartition("/")[2])
    if listed:
        return [{"system": _LOINC, "codes": listed}]
    sets: dict[str, list[Values]] = facts()["value_sets"]
    return sets.get(url)


def _holds(allowed: list[Values], coding: Values) -> bool:
    """Whether a code is of the list."""
    return any(
        coding.get("system") == part["system"]
        and ("codes" not in part or coding.get("code") in part["codes"])
        for part in allowed
    )


def _unknown_code(value: Values, place: str) -> Iterator[str]:
    """A code of a system that the guide holds whole is one of its codes; LOINC's has its digit."""
    system, code = value.get("system"), value.get("code")
    known = facts()["code_systems"].get(system)
    if known is not None and code not in known:
        yield f"{place}: {code} is no code of {system}"
    if system == _LOINC and not _is_loinc(str(code)):
        yield f"{place}: {code} is no code of LOINC"


def _is_loinc(code: str) -> bool:
    """Whether the last digit is that of the number, by Luhn; answers have theirs otherwise.

    >>> _is_loinc("69548-6"), _is_loinc("69548-5")
    (True, False)
    """
    number, _, last = code.partition("-")
    if number[:2] == "LA":
        return number[2:].isdecimal() and last.isdecimal()
    if not (number.isdecimal() and last.isdecimal()):
        return False
    doubled = [int(c) * (2 - place % 2) for place, c in enumerate(reversed(number))]
    return (10 - sum(d // 10 + d % 10 for d in doubled)) % 10 == int(last)
