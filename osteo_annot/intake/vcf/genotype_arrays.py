"""The genotypes of very many people as arrays: who carries something, without a text of each cell.

Only whole records are told apart here: whether anybody's cell says more than reference or no call.
What a cell says is read from its text, as everywhere.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.reach import LAST_READ
from osteo_annot.locus.locus import LOCUS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MISSING = -1
"""How an allele that was not called (``.``) stands in the array."""
NO_ALLELE = -2
"""How it stands that a genotype has fewer alleles than others of the record."""


@dataclass(frozen=True, slots=True, eq=False)
class GenotypeArrays:
    """The genotypes of one record."""

    line: int
    """Place of the record among the lines at the locus, from 0."""
    alleles: NDArray[np.int16]
    """Index of each allele; one row for each sample, as many columns as the longest genotype."""
    depths: NDArray[np.int32] | None
    """AD: reads of each allele; one row for each sample. None where the record has none."""

    @property
    def says_nothing(self) -> NDArray[np.bool_]:
        """For each sample whether it is two called REF alleles, or two that were not called."""
        if self.alleles.shape[1] < 2:
            nobody: NDArray[np.bool_] = self.alleles[:, 0] < NO_ALLELE
            return nobody
        first, second = self.alleles[:, 0], self.alleles[:, 1]
        two = (self.alleles[:, 2:] == NO_ALLELE).all(axis=1)
        return ((first == 0) | (first == _MISSING)) & (first == second) & two  # type: ignore[no-any-return]

    def carriers(self) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
        """The different genotypes, with their reads, of all whose cell says something."""
        told = ~self.says_nothing
        genotypes = self.alleles[told].tolist()
        if self.depths is None:
            return {(tuple(genotype), ()) for genotype in genotypes}
        reads = self.depths[told].tolist()
        return {(tuple(g), tuple(d)) for g, d in zip(genotypes, reads, strict=True)}


def genotype_arrays(
    file: VcfFile, places: Sequence[int], lines: Sequence[str]
) -> Iterator[GenotypeArrays]:
    """The genotypes of a BCF at the locus, one for each of its lines that has any.

    ``places`` and ``lines`` are those of the same records as pysam read them. cyvcf2 may end its
    records where htslib finds an error, so every line must be met: DAMAGED_FILE where one is not.
    """
    import cyvcf2  # lazy: only files of very many people need it

    line_at = {place: line for line, place in enumerate(places)}
    met = 0
    try:
        with contextlib.closing(cyvcf2.VCF(file.address)) as variants:
            for place, variant in enumerate(_variants(variants, file)):
                line = line_at.get(place)
                if line is None:
                    continue
                if _place(lines[line]) != (variant.POS, variant.REF, ",".join(variant.ALT) or "."):
                    break
                met += 1
                if "GT" in variant.FORMAT:
                    alleles = variant.genotype.array()[:, :-1]
                    depths = variant.format("AD") if "AD" in variant.FORMAT else None
                    yield GenotypeArrays(line, alleles, depths)
    except Exception as error:  # cyvcf2 raises no narrower class
        raise refuse(RefusalCode.DAMAGED_FILE, file.name, _NOT_AGAIN) from error
    if met < len(places):
        raise refuse(RefusalCode.DAMAGED_FILE, file.name, _NOT_AGAIN)


_NOT_AGAIN = "Records that were read once cannot be read again."


def _variants(variants: Any, file: VcfFile) -> Iterator[Any]:
    """The records on the chromosome in the file's regions, by index where there is one."""
    if file.index is None:
        yield from (v for v in variants if v.CHROM in LOCUS.contigs and v.POS <= LAST_READ)
        return
    for contig in file.locus_contigs:
        for start, end in file.regions:
            found = variants(f"{contig}:{start + 1}-{end}")
            yield from (v for v in found if v.POS <= LAST_READ)


def _place(line: str) -> tuple[int, str, str]:
    """POS, REF and ALT of a line."""
    _, position, _, ref, alt = line.split("\t", 5)[:5]
    return int(position), ref, alt
