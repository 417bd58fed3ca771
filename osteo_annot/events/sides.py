"""On which side of a phase set an allele stands, as its caller wrote it.

Source: VCF 4.5 section 1.6.2 (PS); GATK (PGT, PID). Clinical rules 2.3 (tier T2).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from osteo_annot.events.model import Support
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation

Side = tuple[tuple[str, str], int]
"""Kind and name of a phase set, and the side (0 or 1) on which the allele stands."""


def side_of(observation: Observation, allele: int) -> Side | None:
    """Phase set and side by PS, else by PGT and PID; None when it has no usable phase.

    A pipe without a phase set is not used: many callers write it without having phased.
    """
    genotype, name = observation.genotype, "PS"
    if not genotype.phase_set:
        block = observation.fields.get("PID", "")
        genotype, name = (
            parse_genotype(observation.fields.get("PGT"), observation.row.n_alleles, block),
            "PID",
        )
    sides = genotype.sides(allele)
    if not genotype.phase_set or len(genotype.alleles) != 2 or len(sides) != 1:
        return None
    return (name, genotype.phase_set), sides[0]


def are_in_cis(one: Support, other: Support) -> bool:
    """Whether one phase set of one file puts both alleles on the same side."""
    sides = side_of(one.observation, one.allele), side_of(other.observation, other.allele)
    return _of_one_file(one, other) and sides[0] is not None and sides[0] == sides[1]


def on_opposite_sides(support: Sequence[Support]) -> tuple[Support, Support] | None:
    """Two rows of one file that put an event on opposite sides, each on one copy only.

    By a phase set, or by pipes where neither has one: they cannot both be right.
    """
    for one, other in combinations(support, 2):
        if not _of_one_file(one, other):
            continue
        first, second = _written_side(one), _written_side(other)
        if first and second and first[0] == second[0] and first[1] != second[1]:
            return one, other
    return None


def _of_one_file(one: Support, other: Support) -> bool:
    """Whether two rows of one file tell of it."""
    same = one.observation.number == other.observation.number
    return same and one.observation.id != other.observation.id


def _written_side(support: Support) -> Side | None:
    """The side of the allele, by a pipe too."""
    genotype = support.observation.genotype
    sides = genotype.sides(support.allele)
    by_pipe = genotype.phased and len(genotype.alleles) == 2 and len(sides) == 1
    written: Side | None = (("|", ""), sides[0]) if by_pipe else None
    return side_of(support.observation, support.allele) or written
