"""The patient's HPO terms against those of the record; what was not told is not assessed.

A finding implies its more general terms, and the absence of a finding that of its more specific
ones (the true-path rule of HPO). Source of the record's terms: Human Phenotype Ontology annotations
of OMIM:259720, version in the manifest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from osteo_annot.record.ontology import label_of, with_ancestors
from osteo_annot.record.tables import rows_of


@lru_cache(maxsize=1)
def record_terms() -> dict[str, dict[str, str]]:
    """The terms of OPTB5 by id: label, aspect, frequency, reference."""
    return {row["id"]: row for row in rows_of("hpo_terms.tsv")}


def match_terms(
    present: Sequence[str], absent: Sequence[str] = ()
) -> dict[str, list[dict[str, str]]]:
    """The patient's terms against the record, every phenotype of the record in one of three lists.

    ``given`` holds what was told, in its order. ``matched``, ``absent`` and ``not_assessed`` hold
    the record's phenotypes, with the patient's term that tells (``told_by``); ``not_in_record`` the
    patient's findings that are no phenotype of the record nor a more specific one,
    ``absent_not_in_record`` the absences that tell nothing of the record.
    """
    has = {above: term for term in reversed(present) for above in with_ancestors(term)}
    has |= {term: term for term in present}
    lists: dict[str, list[dict[str, str]]] = {
        "given": [
            {"id": term, "label": _label(term), "answer": answer}
            for answer, terms in (("present", present), ("absent", absent))
            for term in terms
        ],
        "matched": [],
        "not_in_record": [],
        "absent": [],
        "absent_not_in_record": [],
        "not_assessed": [],
    }
    for term, row in record_terms().items():
        if row["aspect"] != "P" and term not in present:
            continue
        excluded = [a for a in absent if a in with_ancestors(term)] if absent else []
        key = "matched" if term in has else "absent" if excluded else "not_assessed"
        told_by = has.get(term, "") or next(iter(excluded), "")
        lists[key].append({**_item(term, row), "told_by": told_by})
    known = set(record_terms())
    lists["absent_not_in_record"] = [
        {**_item(term, {}), "told_by": term}
        for term in absent
        if not any(term in with_ancestors(other) for other in known)
    ]
    lists["not_in_record"] = [
        {**_item(term, {}), "told_by": term} for term in present if not known & with_ancestors(term)
    ]
    return lists


def contradictions(present: Sequence[str], absent: Sequence[str]) -> list[tuple[str, str]]:
    """Findings that were told as present though they, or a more general term, are told as absent.

    Each with the absent term.
    """
    if not present or not absent:
        return []
    return [(term, no) for term in present for no in absent if no in with_ancestors(term)]


def _label(term: str) -> str:
    """Label of a term: the record's, else the ontology's."""
    row = record_terms().get(term)
    return row["label"] if row else label_of(term)


def _item(term: str, row: dict[str, str]) -> dict[str, str]:
    """One term as it is written into a result."""
    return {
        "id": term,
        "label": row.get("label") or _label(term),
        "frequency": row.get("frequency", ""),
        "reference": row.get("reference", ""),
    }
