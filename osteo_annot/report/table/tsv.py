"""The result as a tab-separated table: one row per event, or one row that says there is none.

Cells are text for machines: no cell holds a tab, a line end or another control character. A
cell that a reader could take for a formula (CWE-1236) or for quoted text is led by an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from osteo_annot.errors import printable
from osteo_annot.report.result.copy_model import Reading
from osteo_annot.report.result.copy_words import exon_codes
from osteo_annot.report.result.model import Event, Result

EVENT_COLUMNS = (
    "sample", "assembly", "state", "confidence", "headline", "genotype_hgvs", "event", "kind",
    "start", "end", "ref", "alt", "hgvs_g", "hgvs_c", "hgvs_p", "transcript", "consequences",
    "exons", "zygosity", "phase_copies", "phase_source", "tier", "pvs1_strength", "pvs1_path",
    "class", "points", "filters", "observations", "copy_1", "copy_2", "readings",
)  # fmt: skip
FORMULA_START = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A text that begins so may be taken for a formula by a spreadsheet."""
_LED = (*FORMULA_START, '"', "'")
"""Begins of a text that an apostrophe leads: a formula; a quote, from which a reader of quoted text
takes all lines to the next quote as one cell; and the apostrophe itself, so that no two texts look
alike and each can be read back."""


def safe_cell(value: object) -> str:
    """Text of one cell.

    >>> safe_cell("=1+1")
    "'=1+1"
    >>> safe_cell(-3)
    '-3'
    """
    if isinstance(value, int | float):
        return str(value)
    text = printable(str(value), 5000)
    return f"'{text}" if _is_led(text) else text


def plain_cell(cell: str) -> str:
    """The text of a cell that ``safe_cell`` made.

    >>> plain_cell("'=1+1")
    '=1+1'
    """
    return cell[1:] if cell[:1] == "'" and _is_led(cell[1:]) else cell


def _is_led(text: str) -> bool:
    """Whether a reader could take a text for something else."""
    return text.lstrip().startswith(_LED) and text.strip() != "-"


def table(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A table with a header line; a missing cell is empty."""
    names = tuple(columns)
    lines = ["\t".join(names)]
    lines += ["\t".join(safe_cell(row.get(name, "")) for name in names) for row in rows]
    return "\n".join(lines) + "\n"


def event_rows(result: Result) -> list[dict[str, Any]]:
    """One row per event of a result; one row without event where there is none."""
    verdict = result.verdict
    common = {
        "sample": result.sample,
        "assembly": result.assembly,
        "state": verdict.state,
        "confidence": verdict.confidence,
        "headline": verdict.headline,
        "genotype_hgvs": verdict.genotype_hgvs,
        "copy_1": exon_codes(result.copies[0]),
        "copy_2": exon_codes(result.copies[1]),
        "readings": "; ".join(map(_reading, result.readings)),
    }
    rows = [{**common, **_event_cells(event)} for event in result.events]
    return rows or [common]


def _reading(reading: Reading) -> str:
    """What would hold if one of two contradicting sources were right, with each exon of each copy.

    ``genotype: MONOALLELIC (1:lost_or_altered,... | 1:intact,...)``.
    """
    copies = " | ".join(exon_codes(copy) for copy in reading.copies)
    return f"{reading.premise}: {reading.state} ({copies})"


def _event_cells(event: Event) -> dict[str, Any]:
    """The cells of one event."""
    return {
        "event": event.id,
        "kind": event.kind,
        "start": event.location.start,
        "end": event.location.end,
        "ref": event.ref or ".",
        "alt": event.alt or ".",
        "hgvs_g": event.hgvs.g,
        "hgvs_c": event.hgvs.c,
        "hgvs_p": event.hgvs.p,
        "transcript": event.hgvs.transcript,
        "consequences": ",".join(event.consequences),
        "exons": ",".join(map(str, event.exons)),
        "zygosity": event.zygosity,
        "phase_copies": ",".join(map(str, event.phase.copies)),
        "phase_source": event.phase.source,
        "tier": event.tier,
        "pvs1_strength": event.pvs1.strength,
        "pvs1_path": event.pvs1.path,
        "class": event.classification.class_,
        "points": event.classification.points,
        "filters": ",".join(event.filters),
        "observations": ",".join(event.observations),
    }
