"""The patient's HPO terms against those of the record; what was not told is not assessed.

A finding implies its more general terms, and the absence of a finding that of its more specific
ones (the true-path rule of HPO). Source of the record's terms: Human Phenotype Ontology annotations
of OMIM:259720, version in the manifest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from osteo_annot.record.ontology import label_of, with_ancestors
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


@lru_cache(maxsize=1)
def record_terms() -> dict[str, dict[str, str]]:
    """The terms of OPTB5 by id: label, aspect, frequency, reference."""
    return {row["id"]: row for row in rows_of("hpo_terms.tsv")}


class TermAnswer(Worded):
    """Whether a finding was seen or looked for and not found."""

    PRESENT = ("present", "present")
    ABSENT = ("absent", "absent")


@dataclass(frozen=True, slots=True)
class GivenTerm:
    """An HPO term of the person, as given."""

    id: str
    label: str
    answer: TermAnswer


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A phenotype of the record or of the person, with the person's term that answers."""

    id: str
    label: str
    frequency: str
    """Patients with the term of patients assessed, as HPO annotates; empty where not known."""
    reference: str
    told_by: str
    """The person's own term that answers; empty where nothing was said."""


@dataclass(frozen=True, slots=True)
class Phenotypes:
    """The person's findings against the record; each phenotype of the record is in one list."""

    given: list[GivenTerm]
    """In the order given."""
    matched: list[MatchedTerm]
    """Phenotypes of the record that the person has."""
    not_in_record: list[MatchedTerm]
    """Findings that are no phenotype of the record nor a more specific one."""
    absent: list[MatchedTerm]
    """Phenotypes of the record that the person was found not to have."""
    absent_not_in_record: list[MatchedTerm]
    """Absences that tell nothing of the record."""
    not_assessed: list[MatchedTerm]
    """Phenotypes of the record of which nothing was said."""


def match_terms(present: Sequence[str], absent: Sequence[str] = ()) -> Phenotypes:
    """The patient's terms against the record."""
    has = {above: term for term in reversed(present) for above in with_ancestors(term)}
    has |= {term: term for term in present}
    matched: list[MatchedTerm] = []
    excluded: list[MatchedTerm] = []
    not_assessed: list[MatchedTerm] = []
    for term, row in record_terms().items():
        if row["aspect"] != "P" and term not in present:
            continue
        without = [a for a in absent if a in with_ancestors(term)] if absent else []
        items = matched if term in has else excluded if without else not_assessed
        items.append(_item(term, row, has.get(term, "") or next(iter(without), "")))
    known = set(record_terms())
    return Phenotypes(
        given=[
            GivenTerm(term, _label(term), answer)
            for answer, terms in ((TermAnswer.PRESENT, present), (TermAnswer.ABSENT, absent))
            for term in terms
        ],
        matched=matched,
        not_in_record=[_item(t, {}, t) for t in present if not known & with_ancestors(t)],
        absent=excluded,
        absent_not_in_record=[
            _item(t, {}, t)
            for t in absent
            if not any(t in with_ancestors(other) for other in known)
        ],
        not_assessed=not_assessed,
    )


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


def _item(term: str, row: Mapping[str, str], answered_by: str) -> MatchedTerm:
    """One term as it is written into a result."""
    return MatchedTerm(
        id=term,
        label=row.get("label") or _label(term),
        frequency=row.get("frequency", ""),
        reference=row.get("reference", ""),
        told_by=answered_by,
    )
