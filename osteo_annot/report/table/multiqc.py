"""The cohort as custom content of MultiQC: one more table in the report of a pipeline.

MultiQC reads ``*_mqc.json`` (its manual, "Custom content").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape

from osteo_annot.locus.locus import LOCUS
from osteo_annot.sentences.texts.cohort import MULTIQC

SUFFIX = "_mqc.json"
_HEADERS = {
    "state": ("State", "What the two copies look like, or why a person was refused"),
    "confidence": ("Confidence", "How sure the state is"),
    "callable_exons": ("Callable exons", "Exons in which a small variant could be seen"),
    "deletions_searched": ("Deletions searched", "Exons in which a deletion could be seen"),
    "flags": ("Flags", "Codes of contradictions and of what is uncertain"),
}


def multiqc_text(rows: Iterable[Mapping[str, str]]) -> str:
    """The file of a cohort's rows; what stands in them is text there, never markup."""
    content = {
        "id": "osteo_annot",
        "section_name": f"{LOCUS.gene} (osteo_annot)",
        "description": MULTIQC(gene=LOCUS.gene).text,
        "plot_type": "table",
        "pconfig": {"id": "osteo_annot_table", "title": f"osteo_annot: {LOCUS.gene}"},
        "headers": {
            name: {"title": title, "description": told} for name, (title, told) in _HEADERS.items()
        },
        "data": {escape(row["sample"]): _cells(row) for row in rows},
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cells(row: Mapping[str, str]) -> dict[str, str]:
    """The cells of a person; of one who was refused the code."""
    refused = row["status"] == "refused"
    told = {"state": f"refused: {row['refusal'].partition(':')[0]}"} if refused else {}
    cells = {name: row[name] for name in _HEADERS}
    return {name: escape(text) for name, text in {**cells, **told}.items() if text}
