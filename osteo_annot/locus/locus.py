"""The locus: which gene on which chromosome, and how files name that chromosome.

Source of lengths and accessions: NCBI assembly reports of GRCh37 and GRCh38.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from osteo_annot.locus.assembly import Assembly
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Strand(Worded):
    """The strand that the gene is read from."""

    PLUS = ("+", "plus strand")
    MINUS = ("-", "minus strand")


@dataclass(frozen=True, slots=True)
class Locus:
    """The gene, and its chromosome on both assemblies."""

    gene: str
    """Symbol; also the folder of its resources, and what the fields of an output VCF begin with."""
    cytoband: str
    strand: Strand
    chromosome: str
    """Its number, as people say it."""
    contigs: Mapping[str, Assembly | None]
    """Names of the chromosome in files, with the assembly where the name itself tells it."""
    lengths: Mapping[Assembly, int]
    """Bases of the chromosome."""
    accessions: Mapping[Assembly, str]
    """RefSeq accession of the chromosome, with version."""
    foreign_lengths: Mapping[int, str]
    """Bases of the chromosome on human assemblies that are not supported, to name in a refusal."""

    @property
    def contig(self) -> str:
        """The name that is used where no file gives one."""
        return f"chr{self.chromosome}"

    @property
    def last_position(self) -> int:
        """Last base that the chromosome has on any assembly; 1-based."""
        return max(self.lengths.values())

    def assembly_of_length(self, length: int) -> Assembly | None:
        """The assembly whose chromosome has so many bases."""
        return next((a for a, bases in self.lengths.items() if bases == length), None)

    def is_on(self, contig: str, assembly: Assembly) -> bool:
        """Whether a contig is the chromosome and its name does not tell another assembly."""
        return contig in self.contigs and self.contigs[contig] in {None, assembly}


LOCUS = Locus(
    gene="OSTM1",
    cytoband="6q21",
    strand=Strand.MINUS,
    chromosome="6",
    contigs=MappingProxyType(
        {
            "6": None,
            "chr6": None,
            "NC_000006.11": Assembly.GRCH37,
            "CM000668.1": Assembly.GRCH37,
            "NC_000006.12": Assembly.GRCH38,
            "CM000668.2": Assembly.GRCH38,
        }
    ),
    lengths=MappingProxyType({Assembly.GRCH37: 171_115_067, Assembly.GRCH38: 170_805_979}),
    accessions=MappingProxyType({Assembly.GRCH37: "NC_000006.11", Assembly.GRCH38: "NC_000006.12"}),
    foreign_lengths=MappingProxyType({172_126_628: "T2T-CHM13v2.0", 170_899_992: "NCBI36 (hg18)"}),
)
"""The one locus of the product; ``tests/test_resources.py`` holds it against the gene model."""
