"""The family as a PED file tells it: who is whose parent."""

from __future__ import annotations

from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.locus.files import MEBIBYTE, bytes_of
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

_UNKNOWN = {"0", ".", "-9", ""}


class Role(Worded):
    """Who a sample is to the person asked about."""

    PROBAND = ("proband", "the proband")
    MOTHER = ("mother", "the mother")
    FATHER = ("father", "the father")
    CHILD = ("child", "the child")
    SIBLING = ("sibling", "the sibling")
    RELATIVE = ("relative", "the relative")


@dataclass(frozen=True, slots=True)
class Individual:
    """One line of the file; father and mother are empty where unknown."""

    family: str
    name: str
    father: str
    mother: str
    sex: str
    phenotype: str


@dataclass(frozen=True, slots=True)
class Pedigree:
    """All individuals by name."""

    individuals: dict[str, Individual]

    @property
    def parents(self) -> frozenset[str]:
        """Names of everyone who is somebody's parent."""
        return frozenset(
            parent for i in self.individuals.values() for parent in (i.father, i.mother) if parent
        )

    def parents_of(self, name: str) -> dict[Role, str]:
        """The known parents of an individual by role: ``father``, ``mother``."""
        individual = self.individuals.get(name)
        if individual is None:
            return {}
        roles = {Role.FATHER: individual.father, Role.MOTHER: individual.mother}
        return {role: parent for role, parent in roles.items() if parent}

    def relatives_of(self, name: str) -> dict[str, Role]:
        """Everyone of the own family by name, with the role."""
        own = self.individuals.get(name)
        if own is None:
            return {}
        parents = {parent for parent in (own.father, own.mother) if parent}
        roles = {
            other.name: Role.RELATIVE
            for other in self.individuals.values()
            if other.family == own.family and other.name != name
        }
        for other in self.individuals.values():
            if other.name == name:
                continue
            if name in {other.father, other.mother}:
                roles[other.name] = Role.CHILD
            elif parents & {other.father, other.mother}:
                roles[other.name] = Role.SIBLING
        return {**roles, **{p: role for role, p in self.parents_of(name).items()}}


def read_pedigree(path: Path) -> Pedigree:
    """The pedigree of a PED file: six columns separated by tab or blanks, ``#`` for comments.

    Raises RefusedError with every fault (PEDIGREE_INVALID) or FILE_NOT_FOUND.
    """
    try:
        text = bytes_of(path, 64 * MEBIBYTE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(RefusalCode.FILE_NOT_FOUND, path.name, reason_of(error)) from error
    faults: list[Fault] = []
    individuals: dict[str, Individual] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t") if "\t" in line else line.split()
        found = _line_fault(parts, individuals)
        if found:
            where = f"{path.name}, line {number}"
            faults.append(Fault(RefusalCode.PEDIGREE_INVALID, where, found))
            continue
        family, name, father, mother, sex, phenotype = (part.strip() for part in parts[:6])
        father, mother = ("" if parent in _UNKNOWN else parent for parent in (father, mother))
        individuals[name] = Individual(family, name, father, mother, sex, phenotype)
    faults.extend(_role_faults(individuals, path.name))
    if not individuals and not faults:
        faults.append(Fault(RefusalCode.PEDIGREE_INVALID, path.name, "It names nobody."))
    if faults:
        raise RefusedError(*faults)
    return Pedigree(individuals)


def _line_fault(parts: list[str], individuals: dict[str, Individual]) -> str:
    """What is wrong with one line, or an empty string."""
    if len(parts) < 6:
        return f"It has {len(parts)} columns."
    _, name, father, mother = (part.strip() for part in parts[:4])
    if name in _UNKNOWN:
        return "The individual has no name."
    if name in individuals:
        return f"{printable(name, 60)} is named twice."
    if name in {father, mother}:
        return f"{printable(name, 60)} is named as own parent."
    if father == mother and father not in _UNKNOWN:
        return f"{printable(father, 60)} is named as father and as mother."
    return ""


def _role_faults(individuals: dict[str, Individual], name: str) -> list[Fault]:
    """A father whose own line says female, or a mother whose line says male."""
    faults: list[Fault] = []
    for individual in individuals.values():
        for role, parent, wrong in (
            ("father", individual.father, "2"),
            ("mother", individual.mother, "1"),
        ):
            line = individuals.get(parent)
            if line is not None and line.sex == wrong:
                found = f"{printable(parent, 60)} is a {role} but sex {wrong} in the own line."
                faults.append(Fault(RefusalCode.PEDIGREE_INVALID, name, found))
    return faults
