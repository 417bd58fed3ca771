"""The differential, ordered by how well each disorder's HPO annotations cover the findings.

Likeness of one finding to a disorder: that of the most similar annotated term (Lin 1998). Of all
findings: the mean. It is no probability: it says nothing of how frequent a disorder is, a disorder
with many annotations covers more, and findings that are absent do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from osteo_annot.record.ontology import is_phenotype, label_of, similarity
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """The best match of one finding among the terms of a disorder."""

    term: str
    best: str
    """The annotated term; the finding itself where it is annotated."""
    best_label: str
    score: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One disorder of the differential against the findings."""

    omim: str
    gene: str
    """Symbol; empty where the disorder has none."""
    score: float | None
    """Mean of the matches, 0 to 1; None where HPO annotates no phenotype of the disorder."""
    annotated: int
    """Phenotypes that HPO annotates."""
    matches: tuple[Match, ...]


@lru_cache(maxsize=1)
def _annotations() -> dict[str, tuple[str, ...]]:
    """Phenotypes of each disorder of the differential, without those annotated as absent."""
    terms: dict[str, dict[str, None]] = {row["omim"]: {} for row in rows_of("differential.tsv")}
    for row in rows_of("hpo_osteopetroses.tsv"):
        wanted = row["aspect"] == "P" and row["qualifier"] != "NOT" and row["disease"] in terms
        if wanted and is_phenotype(row["id"]):
            terms[row["disease"]][row["id"]] = None
    return {disease: tuple(sorted(found)) for disease, found in terms.items()}


def gene_of(omim: str) -> str:
    """The gene of a disorder of the differential; empty for another one."""
    return _genes().get(omim, "")


@lru_cache(maxsize=1)
def _genes() -> dict[str, str]:
    """Gene symbol of each disorder of the differential."""
    return {row["omim"]: row["gene"] for row in rows_of("differential.tsv")}


def ranked(findings: Sequence[str]) -> list[Likeness]:
    """Every disorder of the differential, most similar first; none without a finding to compare.

    ``findings`` are HPO ids of what the person has. Equal ones stand in the order of their numbers.
    """
    compared = [term for term in findings if is_phenotype(term)]
    if not compared:
        return []
    found = [_likeness(omim, compared) for omim in _annotations()]
    return sorted(found, key=lambda one: (one.score is None, -(one.score or 0.0), one.omim))


def _likeness(omim: str, findings: Sequence[str]) -> Likeness:
    """One disorder against the findings."""
    annotated = _annotations()[omim]
    if not annotated:
        return Likeness(omim, _genes()[omim], None, 0, ())
    matches = tuple(_best(term, annotated) for term in findings)
    mean = sum(match.score for match in matches) / len(matches)
    return Likeness(omim, _genes()[omim], round(mean, 4), len(annotated), matches)


def _best(term: str, annotated: Sequence[str]) -> Match:
    """The most similar annotated term; of equal ones the finding itself, then the least number."""
    scores = {other: 1.0 if other == term else similarity(term, other) for other in annotated}
    best = max(scores, key=lambda other: (scores[other], other == term, -int(other[3:])))
    return Match(term, best, label_of(best), round(scores[best], 4))
