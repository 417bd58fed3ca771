"""How many copies carry an allele, from the genotype and the copy number of one observation.

Source: clinical rules 2.1 (Z1, Z10, Z11, Z13, Z17), 2.4. A half call is its own answer, a haploid
call on an autosome is not homozygous, and a copy number that contradicts GT is a finding.
"""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.events.model import Support, Zygosity
from osteo_annot.events.source_fields import COPIES_BY_GENOTYPE
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import whole_number

MOSAIC_FRACTION = 0.25
"""Below this fraction of reads a heterozygous call is mosaic or artefact (clinical rules Z13)."""
MOSAIC_DEPTH = 10
"""Reads needed to judge the fraction; below, the call stands as written."""

CONTRADICTED = {FindingCode.CN_CONTRADICTS_GT, FindingCode.DEPTH_CONTRADICTS_CN}
"""Notes of an observation whose own fields contradict each other."""
_WEAK = {Zygosity.UNKNOWN, Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL}
"""Answers that yield to any other observation of the same event."""


def zygosity_of_allele(observation: Observation, allele: int) -> Zygosity | None:
    """The zygosity of an ALT allele by GT; None when the genotype does not carry it."""
    genotype = observation.genotype
    dose = genotype.dose(allele)
    if dose.known == 0:
        return None
    if genotype.kind is GenotypeKind.HAPLOID:
        return Zygosity.HAPLOID_CALL
    if genotype.kind is GenotypeKind.HALF:
        return Zygosity.HALF_CALL
    if genotype.kind is GenotypeKind.POLYPLOID:
        return Zygosity.UNKNOWN
    if dose.known == 2:
        return Zygosity.APPARENT_HOMOZYGOUS
    return Zygosity.MOSAIC_OR_ARTEFACT if _few_reads(observation, allele) else Zygosity.HETEROZYGOUS


def allele_depths(observation: Observation) -> tuple[int, ...]:
    """AD as numbers, one per allele of the record; empty when absent or of another length (Z25)."""
    text = observation.fields.get("AD", "")
    return _depths(text, observation.row.n_alleles) if text else ()


@lru_cache(maxsize=1 << 16)
def _depths(text: str, n_alleles: int) -> tuple[int, ...]:
    """The numbers of an AD field; kept, as the rules ask again and again."""
    numbers = [whole_number(part) for part in text.split(",")]
    if len(numbers) != n_alleles or any(n is None or n < 0 for n in numbers):
        return ()
    return tuple(n for n in numbers if n is not None)


def reads_contradict(observation: Observation, alleles: tuple[int, int]) -> bool:
    """Whether the reads speak against a complete genotype (clinical rules Z2, Z17).

    A homozygous call with a quarter of the reads or more on other alleles; a heterozygous call
    with no read on one of its alleles.
    """
    depths = allele_depths(observation)
    total = sum(depths)
    if total < MOSAIC_DEPTH:
        return False
    if alleles[0] == alleles[1]:
        return total - depths[alleles[0]] >= MOSAIC_FRACTION * total
    return 0 in (depths[alleles[0]], depths[alleles[1]])


def _few_reads(observation: Observation, allele: int) -> bool:
    """Whether the allele has too few of the reads for a germline heterozygote."""
    depths = allele_depths(observation)
    total = sum(depths)
    return total >= MOSAIC_DEPTH and depths[allele] < MOSAIC_FRACTION * total


def combined(support: tuple[Support, ...]) -> Zygosity:
    """One zygosity from several observations of one event.

    Copies by the depth override genotypes (clinical rules 2.4, Z17). Observations that could not
    tell (half, haploid, unknown) yield to one that could; observations that contradict each other
    leave it unknown.
    """
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
