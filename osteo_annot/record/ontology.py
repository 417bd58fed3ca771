"""The Human Phenotype Ontology, offline, as shipped with hpo3: terms, ancestors, similarity.

Loaded on first use (seconds), kept for a batch. Source: Human Phenotype Ontology (hpo.jax.org), the
version that :func:`ontology_version` tells.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from osteo_annot.errors import RefusalCode, refuse

PHENOTYPIC_ABNORMALITY = "HP:0000118"


@lru_cache(maxsize=1)
def _ontology() -> Any:
    """The ontology of hpo3, loaded.

    Raises RefusedError (PACKAGE_MISSING): a channel of packages may have no hpo3.
    """
    try:
        from pyhpo import Ontology  # lazy: loading costs seconds, and only HPO terms need it
    except ImportError as error:
        found = "hpo3, which has the Human Phenotype Ontology, is not installed."
        raise refuse(RefusalCode.PACKAGE_MISSING, "HPO terms", found) from error

    Ontology()
    return Ontology


def ontology_version() -> str:
    """Release date of the ontology."""
    return str(_ontology().version())


@lru_cache(maxsize=10_000)
def _term(term: str) -> Any:
    """The term of hpo3, or None for an id that this version does not have."""
    try:
        return _ontology().hpo(int(term.removeprefix("HP:")))
    except KeyError:
        return None


def label_of(term: str) -> str:
    """Label of a term; empty for an id that this version does not have."""
    found = _term(term)
    return "" if found is None else str(found.name)


@lru_cache(maxsize=10_000)
def with_ancestors(term: str) -> frozenset[str]:
    """A term and all more general ones; of an unknown id only itself."""
    found = _term(term)
    above = () if found is None else found.all_parents
    return frozenset({term, *(parent.id for parent in above)})


def is_phenotype(term: str) -> bool:
    """Whether a term is known and a phenotypic abnormality, not a modifier or an inheritance."""
    return term != PHENOTYPIC_ABNORMALITY and PHENOTYPIC_ABNORMALITY in with_ancestors(term)


@lru_cache(maxsize=100_000)
def similarity(one: str, other: str) -> float:
    """Likeness of two known terms, 0 to 1, by their most informative common ancestor (Lin 1998).

    The information content is that of hpo3 over the diseases of OMIM.
    """
    return float(_term(one).similarity_score(_term(other), kind="omim", method="lin"))
