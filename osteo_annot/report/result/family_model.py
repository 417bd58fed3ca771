"""The parts of a result on the person's place in the family, and on relatives."""

from __future__ import annotations

from typing import Literal

from osteo_annot.report.result.copy_model import Copy
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

Sex = Literal["female", "male", "other", "unknown"]
Answer = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class PersonInFamily:
    """What pedigree and order say of the person, apart from genotypes."""

    sex: Sex
    """By order and pedigree; unknown where they differ."""
    affected: Answer
    """By the pedigree."""
    father: str
    """Name in the pedigree; empty where unknown."""
    mother: str
    """Name in the pedigree; empty where unknown."""


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """A relative whose genotypes are in the files."""

    role: str
    """mother, father, sibling, child or relative."""
    sample: str
    sex: Sex
    """By the pedigree."""
    affected: Answer
    """By the pedigree."""
    state: State
    """The state of the relative's own two copies."""
    state_text: str
    copies: list[Copy]
    """The relative's own two copies; the worst arrangement where several fit."""
    father: str
    """Name in the pedigree; empty where unknown."""
    mother: str
    """Name in the pedigree; empty where unknown."""
    carries: dict[str, int | None]
    """Copies of each event of the person, by event id; None where not called or not used."""
    genotypes: dict[str, str]
    """Genotype as written, per event id; ``not called`` where there is none."""
    reads: dict[str, str]
    """Reads with the event of all reads, ``12 of 30``, or all reads; empty where not told."""
