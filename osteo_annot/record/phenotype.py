"""The patient's HPO terms against those of the record; what was not told is not assessed."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.record.tables import rows_of


def match_terms(terms: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Three-valued match: ``matched``, ``not_in_record``, ``not_assessed``."""
    known = {row["id"]: row for row in rows_of("hpo_terms.tsv")}
    fields = ("id", "label", "frequency", "reference")
    empty = {"label": "", "frequency": "", "reference": ""}
    return {
        "matched": [{f: known[t][f] for f in fields} for t in terms if t in known],
        "not_in_record": [{"id": t, **empty} for t in terms if t not in known],
        "not_assessed": [
            {f: row[f] for f in fields}
            for name, row in known.items()
            if name not in terms and row["aspect"] == "P"
        ],
    }
