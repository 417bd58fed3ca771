"""What the reads of a record say of genotypes, as far as the screen of very many people asks."""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

from osteo_annot.events.allele_balance import allele_reads
from osteo_annot.events.allele_depths import READ_FIELDS, allele_depths
from osteo_annot.events.model import Zygosity
from osteo_annot.events.zygosity import ReadsFit, reads_fit, zygosity_of_allele
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.thresholds import SPLICE_FLANK


class Fit(Enum):
    """What the reads of a record say of its genotype."""

    GOOD = auto()
    DOUBTFUL = auto()
    """An allele has so few reads that it may be mosaic or an artefact: no rule counts it."""
    CONTRADICTED = auto()
    """A finding of its own."""


def reads_may_deny(row: Row, gene: GeneModel) -> bool:
    """Whether a record at an exon counts reads by allele: they may deny a reference call."""
    at_exon = gene.exons_overlapping(row.position - SPLICE_FLANK, row.last + SPLICE_FLANK)
    return bool(at_exon) and bool(counts_of_reads(row))


def counts_of_reads(row: Row) -> frozenset[str]:
    """The fields of a record that count reads by allele."""
    return (READ_FIELDS | {"LAD"}).intersection(row.format)


def reads_fit_genotype(item: LocusFile, row: Row, column: int, gt: str) -> Fit:
    """What the reads of a carrier say of a genotype of two called alleles."""
    counts = counts_of_reads(row)
    if counts != {"AD"}:
        depths = allele_depths(item.observation(row, column)) if counts else ()
        return depths_fit(row.n_alleles, gt, ",".join(map(str, depths)))
    parts = row.samples[column].split(":")
    place = row.format.index("AD")
    return depths_fit(row.n_alleles, gt, parts[place] if place < len(parts) else "")


@lru_cache(maxsize=1 << 16)
def depths_fit(n_alleles: int, gt: str, depths: str) -> Fit:
    """How reads by allele fit a genotype of two called alleles."""
    row = Row(0, "", 1, "", "N", ("N",) * (n_alleles - 1), (), "", {}, ("GT", "AD"), ())
    genotype = parse_genotype(gt, n_alleles)
    observation = Observation("", 0, "", row, {"GT": gt, "AD": depths}, genotype)
    first, second = (index or 0 for index in genotype.alleles)
    said = [
        (zygosity_of_allele(observation, index), allele_reads(observation, {index}))
        for index in {first, second} - {0}
    ]
    fits = {reads_fit(zygosity, reads) for zygosity, reads in said if zygosity}
    if ReadsFit.CONTRADICTED in fits:
        return Fit.CONTRADICTED
    few = any(zygosity is Zygosity.MOSAIC_OR_ARTEFACT for zygosity, _ in said)
    return Fit.DOUBTFUL if few or ReadsFit.SKEWED in fits else Fit.GOOD
