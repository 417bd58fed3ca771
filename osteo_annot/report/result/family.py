"""The person's place in the family, and the relatives, as they are written into a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from osteo_annot.intake.case import InputSet
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.measured.person import Person
from osteo_annot.report.result.copies import copies_of
from osteo_annot.report.result.family_model import Answer, FamilyMember, PersonInFamily, Sex
from osteo_annot.sentences.texts import reads as say
from osteo_annot.verdict.pipeline import JudgedPerson, RelativeJudged

if TYPE_CHECKING:
    from osteo_annot.intake.person.order import Order

_AFFECTED: dict[str, Answer] = {"2": "yes", "1": "no"}
_SEX: dict[str, Sex] = {"1": "male", "2": "female"}
_SEX_OF_ROLE: dict[str, Sex] = {"father": "male", "mother": "female"}


def person_in_family(inputs: InputSet, sample: str, order: Order | None) -> PersonInFamily:
    """What pedigree and order say of the person."""
    father, mother = _parents(inputs, sample)
    line = inputs.pedigree.individuals.get(sample) if inputs.pedigree else None
    said: set[Sex] = {_SEX.get(line.sex, "unknown") if line else "unknown"}
    said.add(order.person.sex if order else "unknown")
    said.discard("unknown")
    return PersonInFamily(
        sex=said.pop() if len(said) == 1 else "unknown",
        affected=_affected(inputs, sample),
        father=father,
        mother=mother,
    )


def family_of(inputs: InputSet, one: JudgedPerson) -> list[FamilyMember]:
    """The relatives' genotypes and verdicts."""
    return [_member(inputs, relative) for relative in one.family]


def family_by(family: Sequence[FamilyMember], person: Person) -> list[FamilyMember]:
    """The relatives with what a test by another method showed of the person's events."""
    tested = {say.TESTED_CARRIER(), say.TESTED_NO_CARRIER()}
    found = []
    for member in family:
        relative = next((r for r in person.relatives.values() if r.name == member.sample), None)
        known = relative.calls if relative else {}
        calls = {n: c for n, c in known.items() if n in member.carries and c.said in tested}
        found.append(
            replace(
                member,
                carries={**member.carries, **{name: call.carries for name, call in calls.items()}},
                genotypes={**member.genotypes, **{n: call.text for n, call in calls.items()}},
                reads={**member.reads, **{name: call.reads for name, call in calls.items()}},
            )
        )
    return found


def _member(inputs: InputSet, judged: RelativeJudged) -> FamilyMember:
    """One relative."""
    relative, verdict = judged.relative, judged.verdict
    father, mother = _parents(inputs, relative.name)
    line = inputs.pedigree.individuals.get(relative.name) if inputs.pedigree else None
    sex = _SEX.get(line.sex, "unknown") if line else "unknown"
    return FamilyMember(
        role=relative.role,
        sample=relative.name,
        sex=_SEX_OF_ROLE.get(relative.role, sex),
        affected=_affected(inputs, relative.name),
        state=verdict.state,
        state_text=verdict.state.text,
        copies=copies_of(verdict.decision.worst, verdict.decision, judged.facts),
        father=father,
        mother=mother,
        carries={name: call.carries for name, call in judged.calls.items()},
        genotypes={name: call.text for name, call in judged.calls.items()},
        reads={name: call.reads for name, call in judged.calls.items()},
    )


def _affected(inputs: InputSet, name: str) -> Answer:
    """Whether the pedigree calls somebody affected."""
    line = inputs.pedigree.individuals.get(name) if inputs.pedigree else None
    return _AFFECTED.get(line.phenotype, "unknown") if line else "unknown"


def _parents(inputs: InputSet, name: str) -> tuple[str, str]:
    """Names of father and mother in the pedigree; empty where unknown."""
    parents = inputs.pedigree.parents_of(name) if inputs.pedigree else {}
    return parents.get(Role.FATHER, ""), parents.get(Role.MOTHER, "")
