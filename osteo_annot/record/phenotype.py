"""The patient's HPO terms against those of the record; what was not told is not assessed.

Source of the terms: Human Phenotype Ontology annotations of OMIM:259720, version in the manifest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from osteo_annot.record.tables import rows_of


@lru_cache(maxsize=1)
def record_terms() -> dict[str, dict[str, str]]:
    """The terms of OPTB5 by id: label, aspect, frequency, reference."""
    return {row["id"]: row for row in rows_of("hpo_terms.tsv")}


@lru_cache(maxsize=1)
def known_labels() -> dict[str, str]:
    """Labels of all terms that the record or the differential uses."""
    return {row["id"]: row["label"] for row in rows_of("hpo_osteopetroses.tsv")}


def match_terms(terms: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Three-valued match: ``matched``, ``not_in_record``, ``not_assessed``.

    ``matched`` and ``not_in_record`` hold the patient's terms in the order given,
    ``not_assessed`` the phenotypes of the record that the patient was not asked about.
    """
    known = record_terms()
    return {
        "matched": [_item(term, known[term]) for term in terms if term in known],
        "not_in_record": [_item(term, {}) for term in terms if term not in known],
        "not_assessed": [
            _item(term, row)
            for term, row in known.items()
            if term not in terms and row["aspect"] == "P"
        ],
    }


def _item(term: str, row: dict[str, str]) -> dict[str, str]:
    """One term as it is written into a result."""
    return {
        "id": term,
        "label": row.get("label") or known_labels().get(term, ""),
        "frequency": row.get("frequency", ""),
        "reference": row.get("reference", ""),
    }
