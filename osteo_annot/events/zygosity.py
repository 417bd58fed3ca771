"""How many copies carry an allele, from the genotype and the copy number of one observation.

Source: clinical rules 2.1 (Z1, Z10, Z11, Z13, Z17), 2.4. A half call is its own answer, a haploid
call on an autosome is not homozygous, and a copy number that contradicts GT is a finding.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from osteo_annot.events.allele_balance import (
    AlleleReads,
    Balance,
    allele_reads,
    balance_of,
    contradicts_homozygote,
    exceeds_errors,
)
from osteo_annot.events.model import Support, Zygosity
from osteo_annot.events.sides import on_opposite_sides
from osteo_annot.events.source_fields import COPIES_BY_GENOTYPE
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation

CONTRADICTED = {
    FindingCode.CN_CONTRADICTS_GT,
    FindingCode.CN_CONTRADICTS_ALT,
    FindingCode.DEPTH_CONTRADICTS_CN,
    FindingCode.DEPTH_CONTRADICTS_GAIN,
}
"""Notes of an observation whose own fields contradict each other."""
_WEAK = {Zygosity.UNKNOWN, Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL}
"""Answers that yield to any other observation of the same event."""


def zygosity_of_allele(
    observation: Observation, allele: int, expected: float | None = None
) -> Zygosity | None:
    """The zygosity of an ALT allele by GT; None when the genotype does not carry it.

    ``expected``: the share of its reads in a heterozygote, where it is not that of its fields.
    """
    genotype = observation.genotype
    copies = genotype.copies_of(allele)
    if copies == 0:
        return None
    if genotype.kind is GenotypeKind.HAPLOID:
        return Zygosity.HAPLOID_CALL
    if genotype.kind is GenotypeKind.HALF:
        return Zygosity.HALF_CALL
    if genotype.kind is GenotypeKind.POLYPLOID:
        return Zygosity.UNKNOWN
    if copies == 2:
        return Zygosity.APPARENT_HOMOZYGOUS
    reads = allele_reads(observation, {allele})
    if reads is not None and expected is not None:
        reads = replace(reads, expected=expected)
    few = balance_of(reads) is Balance.MOSAIC
    return Zygosity.MOSAIC_OR_ARTEFACT if few else Zygosity.HETEROZYGOUS


class ReadsFit(Enum):
    """What the reads of a record say of the copies that it gives an event."""

    FITS = auto()
    """As of that number of copies, or too few reads to tell."""
    SKEWED = auto()
    """Told, and it counts: the share is uneven."""
    CONTRADICTED = auto()
    """The reads are those of another number of copies."""


_ON_EVERY_ALLELE = {
    Zygosity.APPARENT_HOMOZYGOUS,
    Zygosity.HOMOZYGOUS,
    Zygosity.HAPLOID_CALL,
}


def reads_fit(zygosity: Zygosity, reads: AlleleReads | None) -> ReadsFit:
    """How the reads of an allele fit its zygosity (clinical rules Z2, Z17).

    An allele on both copies, or the only one that is called, leaves no reads to others; one on a
    single copy has some, and leaves some. Of any call with the allele some read shows it.
    """
    if reads is None or not reads.is_enough or zygosity is Zygosity.MOSAIC_OR_ARTEFACT:
        return ReadsFit.FITS
    if reads.allele == 0:
        return ReadsFit.CONTRADICTED
    if zygosity in _ON_EVERY_ALLELE:
        if contradicts_homozygote(reads):
            return ReadsFit.CONTRADICTED
        shown = exceeds_errors(reads.other, reads.total)
        return ReadsFit.SKEWED if shown else ReadsFit.FITS
    if zygosity is not Zygosity.HETEROZYGOUS:
        return ReadsFit.FITS
    balance = balance_of(reads)
    if balance is Balance.NONE:
        return ReadsFit.CONTRADICTED
    return ReadsFit.FITS if balance is Balance.EVEN else ReadsFit.SKEWED


def shows_unsaid_allele(observation: Observation) -> bool:
    """Whether a reference call has more reads of other alleles than errors give."""
    known = {allele for allele in observation.genotype.alleles if allele is not None}
    if known != {0} or observation.genotype.kind is GenotypeKind.POLYPLOID:
        return False
    reads = allele_reads(observation, range(1, observation.row.n_alleles))
    return reads is not None and exceeds_errors(reads.allele, reads.total)


_ON_ONE = {Zygosity.HETEROZYGOUS, Zygosity.MOSAIC_OR_ARTEFACT}


def with_alleles_joined(support: tuple[Support, ...], both: Zygosity) -> tuple[Support, ...]:
    """The same, where one record names one change by two alleles: ``T,T`` as 1/2 is on both copies.

    ``both``: what is said of an event of its kind that a genotype has on both copies.
    """
    indices: dict[str, set[int]] = {}
    for s in support:
        if s.zygosity in _ON_ONE and s.allele:
            indices.setdefault(s.observation.id, set()).add(s.allele)
    return tuple(
        replace(s, zygosity=both) if len(indices.get(s.observation.id, ())) == 2 else s
        for s in support
    )


def combined(support: tuple[Support, ...]) -> Zygosity:
    """One zygosity from several observations of one event.

    Copies by the depth override genotypes (clinical rules 2.4, Z17). Observations that could not
    tell (half, haploid, unknown) yield to one that could; observations that contradict each other,
    or put it on opposite copies, leave it unknown.
    """
    if on_opposite_sides(support):
        return Zygosity.UNKNOWN
    sure = {s.zygosity for s in support if s.zygosity not in _WEAK}
    if any(CONTRADICTED & set(s.notes) for s in support):
        return Zygosity.UNKNOWN
    if (by_depth := overriding_depth(support)) is not None:
        return by_depth
    if len(sure) == 1:
        return sure.pop()
    if sure:
        return Zygosity.UNKNOWN
    weak = {s.zygosity for s in support}
    return weak.pop() if len(weak) == 1 else Zygosity.UNKNOWN


def overriding_depth(support: tuple[Support, ...]) -> Zygosity | None:
    """Zygosity by the depth of the exons, where all that contradicts it are genotypes."""
    by_depth = {s.zygosity for s in support if s.depth_call is not None}
    others = [s for s in support if s.zygosity not in by_depth | _WEAK]
    if len(by_depth) != 1 or not others:
        return None
    return by_depth.pop() if all(COPIES_BY_GENOTYPE in s.source_fields for s in others) else None
