"""Write the pages that are made from the code: codes, callers, and the result's format.

``python docs/generate.py`` writes them; a test keeps the written ones current.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from osteo_annot.cli.explain import vocabulary
from osteo_annot.events.copy_number import NOT_LOST
from osteo_annot.events.dialects import DIALECTS, Dialect, GenotypeMeaning
from osteo_annot.record.thresholds import NO_COPY, ONE_COPY
from osteo_annot.report.schema import result_schema

FOLDER = Path(__file__).resolve().parent


def codes_page() -> str:
    """Every closed list of codes with its meaning."""
    lines = [
        "# Codes",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. The command",
        "`osteo-annot explain CODE` prints the same. Codes are stable; wording may become better.",
    ]
    for title, codes in vocabulary().items():
        lines += ["", f"## {title}", "", "| code | meaning |", "|---|---|"]
        lines += [f"| `{code}` | {_cell(text)} |" for code, text in codes.items()]
    return "\n".join(lines) + "\n"


_GENOTYPE = {
    GenotypeMeaning.COPIES: "counts copies",
    GenotypeMeaning.PRESENCE: "tells that the event is there",
    GenotypeMeaning.NONE: "is not filled",
}


def callers_page() -> str:
    """How the records of each caller are read."""
    lines = [
        "# Callers",
        "",
        "Made from the code by `python docs/generate.py`; do not edit by hand. The writer of a",
        "file is recognised from its header (`osteo_annot/intake/caller.py`); its fields are read",
        "by its row of this table. Every event says in `evidence.structural_support` which fields",
        "told start, end and copies. The end is END; where END is missing or no position, the",
        "length tells; where both are given and differ, END is taken, the outer bound holds both,",
        "and a finding says so. CIPOS and CIEND make the inner and the outer bounds.",
        "",
        f"Depth ratios (1.0 is two copies): up to {NO_COPY} no copy is left, {ONE_COPY[0]} to",
        f"{ONE_COPY[1]} one; from {NOT_LOST} a deletion is not supported. These are proposals of",
        "the clinical rules, not verified limits: calibrate them on the own assay. duphold's",
        "`DHFFC` is read in the file of any caller, and confirms it.",
        "",
        "| program | rests on | first base | length | GT | copies | depth | to be known |",
        "|---|---|---|---|---|---|---|---|",
        *(_dialect(dialect) for dialect in DIALECTS.values()),
    ]
    return "\n".join(lines) + "\n"


def _dialect(dialect: Dialect) -> str:
    """One row of the table of callers."""
    first = "POS" if dialect.starts_at_pos else "POS + 1"
    fields = (dialect.lengths, dialect.copies, tuple(ratio.name for ratio in dialect.ratios))
    length, copies, depth = (", ".join(f"`{name}`" for name in names) for names in fields)
    cells = (
        *(dialect.name, dialect.claim.text, first, length, _GENOTYPE[dialect.genotype]),
        *(copies, depth, _cell(dialect.note)),
    )
    return f"| {' | '.join(cells)} |"


def format_page() -> str:
    """Every field of the result file."""
    schema = result_schema()
    lines = [
        "# The result file",
        "",
        "Made from the schema by `python docs/generate.py`; do not edit by hand. The schema is",
        "`resources/schemas/result.schema.json` (JSON Schema). All genomic positions are 1-based,",
        "closed, on the plus strand of chromosome 6 of the assembly that the result names.",
        "",
        *_object("The result", schema),
    ]
    for name, definition in schema["$defs"].items():
        if "properties" in definition:
            lines += ["", *_object(name, definition)]
    return "\n".join(lines) + "\n"


def _object(title: str, definition: dict[str, Any]) -> list[str]:
    """One object as a table of its fields."""
    text = _cell(definition.get("description", ""))
    lines = [f"## {title}", "", text, "", "| field | type | meaning |", "|---|---|---|"]
    for name, value in definition["properties"].items():
        lines.append(f"| `{name}` | {_type(value)} | {_cell(value.get('description', ''))} |")
    return lines


def _type(value: dict[str, Any]) -> str:
    """The type of a field in words."""
    if "$ref" in value:
        return value["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in value:
        return " or ".join(_type(option) for option in value["anyOf"])
    if "enum" in value:
        return " or ".join(f"`{option}`" for option in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if value.get("type") == "array":
        return f"list of {_type(value.get('items', {}))}"
    return str(value.get("type", "any"))


def _cell(text: str) -> str:
    """Text on one line, safe in a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("``", "`")


PAGES = {"callers.md": callers_page, "codes.md": codes_page, "result-format.md": format_page}


def main() -> int:
    """Write all pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
