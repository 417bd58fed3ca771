"""What the checker needs of the published guide, as one small file of facts.

``profiles.json`` is made from the package ``hl7.fhir.uv.genomics-reporting`` 3.0.0 of the FHIR
package registry and npm, whose own ``package.json`` gives the licence CC0-1.0. Made again by

    npm pack hl7.fhir.uv.genomics-reporting@3.0.0
    python -m validation.fhir_guide.extract hl7.fhir.uv.genomics-reporting-3.0.0.tgz

Of each profile and extension: the elements of its snapshot that say more than FHIR itself, with
cardinality, types, slices, fixed and pattern values, and bindings that are required or extensible;
of each value set its codes, where the package holds them, else its systems.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROFILES = Path(__file__).with_name("profiles.json")
_LICENCE = "CC0-1.0"
Values = dict[str, Any]


def facts_of(package: Path) -> Values:
    """The facts of a package.

    Raises ValueError for a package that is not under the licence that permits to keep them.
    """
    files = dict(_files(package))
    about = files["package.json"]
    if about["license"] != _LICENCE:
        raise ValueError(f"the licence is {about['license']}, not {_LICENCE}")
    kinds = list(files.values())
    codes = {k["url"]: k for k in kinds if k.get("resourceType") == "CodeSystem"}
    return {
        "source": {name: about[name] for name in ("name", "version", "license", "date")}
        | {"sha256": hashlib.sha256(package.read_bytes()).hexdigest()},
        "profiles": {
            k["url"]: _profile(k) for k in kinds if k.get("resourceType") == "StructureDefinition"
        },
        "code_systems": {
            url: [one["code"] for one in _concepts(system)]
            for url, system in codes.items()
            if system["content"] == "complete"
        },
        "value_sets": {
            k["url"]: [_included(one, codes) for one in k["compose"]["include"]]
            for k in kinds
            if k.get("resourceType") == "ValueSet"
        },
    }


def _files(package: Path) -> Iterator[tuple[str, Values]]:
    """The JSON files at the root of the package, by name."""
    with tarfile.open(package) as archive:
        for member in sorted(archive, key=lambda one: one.name):
            folder, _, name = member.name.rpartition("/")
            content = archive.extractfile(member)
            if content and folder == "package" and name.endswith(".json") and name[0] != ".":
                yield name, json.load(content)


def _profile(definition: Values) -> Values:
    """A profile or extension: its type, what it is made from, where it may stand, its elements."""
    return {
        "type": definition["type"],
        "base": definition["baseDefinition"],
        "abstract": definition["abstract"],
        "context": [one["expression"] for one in definition.get("context", [])],
        "elements": [one for one in map(_element, definition["snapshot"]["element"]) if one],
    }


def _element(element: Values) -> Values | None:
    """One element; None where it says no more than FHIR itself."""
    base = element.get("base", {})
    binding = element.get("binding", {})
    told: Values = {
        key: value for key, value in element.items() if key.startswith(("fixed", "pattern"))
    }
    if binding.get("strength") in {"required", "extensible"} and "valueSet" in binding:
        told["binding"] = [binding["strength"], binding["valueSet"].partition("|")[0]]
    if "slicing" in element:
        told["slicing"] = {
            "by": [
                [one["type"], one["path"]] for one in element["slicing"].get("discriminator", [])
            ],
            "rules": element["slicing"]["rules"],
        }
    if "sliceName" in element:
        told["slice"] = element["sliceName"]
    types = [_type(one) for one in element.get("type", [])]
    if any(len(one) > 1 for one in types) or element["id"].endswith("[x]"):
        told["types"] = types
    changed = (str(element["min"]), element["max"]) != (str(base.get("min")), base.get("max"))
    if not told and not changed and element["min"] == 0:
        return None
    return {"id": element["id"], "min": element["min"], "max": element["max"], **told}


def _type(told: Values) -> list[Any]:
    """A type with its profiles, or those of what it refers to."""
    name = told["code"].rpartition("/")[2]
    profiles = [*told.get("profile", []), *told.get("targetProfile", [])]
    return [name, *profiles]


def _included(part: Values, systems: dict[str, Values]) -> Values:
    """A part of a value set: a system, and its codes where the package holds them."""
    told: Values = {"system": part.get("system", "")}
    if "concept" in part:
        told["codes"] = [one["code"] for one in part["concept"]]
    elif "filter" not in part and systems.get(told["system"], {}).get("content") == "complete":
        told["codes"] = [one["code"] for one in _concepts(systems[told["system"]])]
    return told


def _concepts(holder: Values) -> Iterator[Values]:
    """The codes of a system, also those below others."""
    for one in holder.get("concept", []):
        yield one
        yield from _concepts(one)


def text_of(facts: Values) -> str:
    """The facts as JSON, one element a line: a new version of the guide is read as a difference."""
    lines = ["{", f'"source": {json.dumps(facts["source"])},']
    for name in ("code_systems", "value_sets"):
        told_of = [f"{json.dumps(url)}: {json.dumps(told)}" for url, told in facts[name].items()]
        lines += [f'"{name}": {{', ",\n".join(told_of), "},"]
    lines.append('"profiles": {')
    profiles = []
    for url, told in facts["profiles"].items():
        head = {key: value for key, value in told.items() if key != "elements"}
        elements = ",\n".join(json.dumps(one) for one in told["elements"])
        profiles.append(
            f'{json.dumps(url)}: {json.dumps(head)[:-1]}, "elements": [\n{elements}\n]}}'
        )
    return "\n".join([*lines, ",\n".join(profiles), "}", "}"]) + "\n"


def main() -> int:
    """Write the facts of the package that is named."""
    PROFILES.write_text(text_of(facts_of(Path(sys.argv[1]))), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{PROFILES.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
