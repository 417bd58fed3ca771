"""The licence of everything that osteo-annot installs, as a table; ``make licences``.

Asks the metadata of what is installed here: the SPDX expression where there is one, else what the
classifiers or the field ``License`` say. ``SEEN`` holds the few whose metadata say nothing, by the
text of the licence that lies beside them. Exit status 1 where one is not among ``ACCEPTED``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "licences.md"

ACCEPTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "LGPL-3.0-only",
        "LicenseRef-Biopython-License-Agreement",
        "LicenseRef-public-domain",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    }
)
"""May be used by a program under MIT that imports the package unchanged, and be handed on with it.
``BSD`` stands where the metadata do not say which of the BSD licences it is."""

SEEN: Mapping[str, str] = {
    "conda-inject": "MIT",
    "docutils": "LicenseRef-public-domain AND BSD-2-Clause AND PSF-2.0",
    "snakemake-interface-common": "MIT",
    "snakemake-interface-logger-plugins": "MIT",
    "snakemake-interface-report-plugins": "MIT",
    "snakemake-interface-scheduler-plugins": "MIT",
    "snakemake-interface-storage-plugins": "MIT",
}
"""Read in the licence files of the packages. Of docutils only an Emacs mode is under the GPL; no
wheel installs it."""

_NAMES: Mapping[str, str] = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD",
    "mit": "MIT",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "gnu general public license (gpl)": "GPL",
}


def requirements() -> dict[str, list[str]]:
    """What the package requires, and what each extra adds to it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    own = f"{project['name']}["
    extras = project["optional-dependencies"].items()
    added = {name: given for name, given in extras if not any(one.startswith(own) for one in given)}
    return {"": project["dependencies"], **added}


def closure(wanted: Iterable[str]) -> dict[str, Distribution]:
    """All installed distributions that requirements lead to, by name.

    Raises PackageNotFoundError where one is not installed.
    """
    found: dict[str, Distribution] = {}
    done: set[tuple[str, frozenset[str]]] = set()
    todo = [Requirement(text) for text in wanted]
    while todo:
        one = todo.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key not in done:
            done.add(key)
            found[key[0]] = distribution(one.name)
            todo += _required(found[key[0]], one.extras)
    return dict(sorted(found.items()))


def _required(installed: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    """What a distribution requires here, with some of its extras."""
    for text in installed.requires or ():
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in ("", *extras)):
            yield one


def licence_of(name: str, installed: Distribution) -> str:
    """The licence as an SPDX expression, else in the words of the metadata; empty if untold."""
    told = installed.metadata
    if name in SEEN:
        return SEEN[name]
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [
        line.rpartition("::")[2].strip()
        for line in told.get_all("Classifier", [])
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    lines = str(told.get("License") or "").strip().splitlines()
    field = lines[0].partition("  ")[0].strip() if lines else ""
    field = _NAMES.get(field.casefold(), field)
    if field in ACCEPTED:
        return field
    return " OR ".join(_NAMES.get(word.casefold(), word) for word in classes) or field


def is_accepted(expression: str) -> bool:
    """Whether a licence lets the package be used here: all parts of AND, one part of OR.

    >>> is_accepted("MIT AND PSF-2.0"), is_accepted("GPL OR MIT"), is_accepted("GPL AND MIT")
    (True, True, False)
    """
    parts = re.split(r"\s+AND\s+", expression.strip("()"))
    return all(any(one in ACCEPTED for one in re.split(r"\s+OR\s+", part)) for part in parts)


def table() -> dict[str, tuple[str, str]]:
    """Of each package its licence, and by what it comes: the package itself, or some extras."""
    found: dict[str, tuple[str, str]] = {}
    for extra, wanted in requirements().items():
        for name, installed in closure(wanted).items():
            licence, by = found.get(name, ("", ""))
            if by != "osteo-annot":
                by = f"{by}, {extra}".strip(", ") if extra else "osteo-annot"
            found[name] = (licence or licence_of(name, installed), by)
    return dict(sorted(found.items()))


def page() -> str:
    """The page with the table."""
    lines = [
        "# Licences",
        "",
        "Made from the metadata of the installed packages by `make licences`; do not edit by hand.",
        "osteo_annot itself is under MIT. All of these may be used and handed on with it; a test",
        "holds each against the list of accepted licences (`requirements/licences.py`). What only",
        "tests and the making of pages need is not installed by users and not listed. The last",
        "column: always (`osteo-annot`), or with which extras. `hpo3` brings data of the Human",
        "Phenotype Ontology, which is used with attribution and unaltered. The sources of the",
        "files of `resources/` stand in their manifest, each with its licence. The pages of the",
        "review hold htmx (0BSD), unaltered, with licence, version and digest beside it.",
        "",
        "| package | licence | comes with |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {licence} | {by} |" for name, (licence, by) in table().items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, and name what may not be used."""
    try:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed: run this in the environment of make test.")
        return 1
    refused = [f"{name}: {told[0]}" for name, told in table().items() if not is_accepted(told[0])]
    print("\n".join(refused))
    return bool(refused)


if __name__ == "__main__":
    sys.exit(main())
