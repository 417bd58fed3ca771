"""The patient's HPO terms against those of the record; what was not told is not assessed.

A term is matched only with itself: a broader or narrower term of the ontology is not a match.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from osteo_annot.record.tables import rows_of


@dataclass(frozen=True, slots=True)
class HpoTerm:
    """One HPO annotation of OPTB5."""

    id: str
    label: str
    aspect: str
    """P phenotype, C clinical course, I inheritance."""
    frequency: str
    """Patients with the term / patients examined, as HPO gives it; empty where it gives none."""
    reference: str


@lru_cache(maxsize=1)
def hpo_terms() -> Mapping[str, HpoTerm]:
    """The annotations of OPTB5 by term, phenotype last."""
    return {
        row["id"]: HpoTerm(
            row["id"], row["label"], row["aspect"], row["frequency"], row["reference"]
        )
        for row in rows_of("hpo_terms.tsv")
    }


def match_terms(terms: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """Three-valued match of the patient's terms: matched, not in the record, not assessed.

    ``not_assessed`` holds the phenotypes of the record that the patient's terms do not name;
    they are neither present nor absent.
    """
    known = hpo_terms()
    asked = tuple(dict.fromkeys(terms))
    return {
        "matched": [_shown(known[term]) for term in asked if term in known],
        "not_in_record": [
            _shown(HpoTerm(term, _labels_elsewhere().get(term, ""), "", "", ""))
            for term in asked
            if term not in known
        ],
        "not_assessed": [
            _shown(term) for term in known.values() if term.aspect == "P" and term.id not in asked
        ],
    }


def _shown(term: HpoTerm) -> dict[str, str]:
    """A term as it stands in a result."""
    return {
        "id": term.id,
        "label": term.label,
        "frequency": term.frequency,
        "reference": term.reference,
    }


@lru_cache(maxsize=1)
def _labels_elsewhere() -> Mapping[str, str]:
    """Labels of the terms that HPO gives to the diseases of the differential."""
    return {row["hpo_id"]: row["hpo_label"] for row in rows_of("hpo_osteopetroses.tsv")}
