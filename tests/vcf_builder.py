"""Small VCF texts for tests: a test states only the fields that matter.

Not for tests of headers or of real callers' dialects: those bring their own text. Positions are
given on GRCh38 and moved to GRCh37 by the constant offset of the gene.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pysam

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS

OFFSET = 321_204
G38 = gene_model(Assembly.GRCH38)
EXON = {exon.number: exon for exon in G38.exons}

NONSENSE = (108_074_616, "A", "T")
"""c.36T>A p.(Cys12Ter)."""
NONSENSE_25 = (108_074_577, "C", "T")
"""c.75G>A p.(Trp25Ter)."""
FRAMESHIFT = (108_064_285, "ACT", "A")
"""c.415_416del p.(Gln140GlufsTer11)."""
SYNONYMOUS = (108_074_445, "C", "A")
"""c.207G>T p.(Gly69=)."""


@dataclass
class Vcf:
    """A VCF being written."""

    samples: Sequence[str] = ("P1",)
    assembly: Assembly = Assembly.GRCH38
    contig: str = "chr6"
    extra_header: Sequence[str] = ()
    version: str = "4.2"
    rows: list[str] = field(default_factory=list)
    with_length: bool = True
    keep_order: bool = False

    def at(self, position: int) -> int:
        """A GRCh38 position on the builder's assembly."""
        return position + (OFFSET if self.assembly is Assembly.GRCH37 else 0)

    def add(
        self,
        variant: tuple[int, str, str],
        *cells: str,
        fmt: str = "GT",
        info: str = ".",
        filters: str = "PASS",
    ) -> Vcf:
        """A row with one cell per sample."""
        position, ref, alt = variant
        columns = (self.contig, str(self.at(position)), ".", ref, alt, "50", filters, info, fmt)
        self.rows.append("\t".join((*columns, *cells)))
        return self

    def deletion(
        self,
        start: int,
        end: int,
        *cells: str,
        fmt: str = "GT",
        extra: str = "",
        alt: str = "<DEL>",
    ) -> Vcf:
        """A symbolic deletion of the closed interval start..end (GRCh38, 1-based)."""
        info = f"SVTYPE=DEL;END={self.at(end)};SVLEN={start - end - 1}{extra}"
        return self.add((start - 1, "N", alt), *cells, fmt=fmt, info=info)

    def exons(self, first: int, last: int, *cells: str, fmt: str = "GT", pad: int = 150) -> Vcf:
        """A symbolic deletion of whole exons with some intron on each side."""
        return self.deletion(EXON[last].start - pad, EXON[first].end + pad, *cells, fmt=fmt)

    def reference_blocks(self, *cells: str, skip: Sequence[int] = ()) -> Vcf:
        """A gVCF block over each exon with 50 bases on each side, but not over ``skip``."""
        for exon in reversed(G38.exons):
            if exon.number not in skip:
                info = f"END={self.at(exon.end + 50)}"
                start = (exon.start - 50, "N", "<NON_REF>")
                self.add(start, *cells, fmt="GT:DP:GQ:MIN_DP", info=info, filters=".")
        return self

    def text(self) -> str:
        """The file's text."""
        length = f",length={LOCUS.lengths[self.assembly]}" if self.with_length else ""
        header = [
            f"##fileformat=VCFv{self.version}",
            f"##contig=<ID={self.contig}{length}>",
            *self.extra_header,
            "\t".join(
                [
                    "#CHROM",
                    "POS",
                    "ID",
                    "REF",
                    "ALT",
                    "QUAL",
                    "FILTER",
                    "INFO",
                    "FORMAT",
                    *self.samples,
                ]
            ),
        ]
        rows = list(self.rows)
        if not self.keep_order:
            rows.sort(key=lambda row: int(row.split("\t")[1]))
        return "\n".join([*header, *rows]) + "\n"

    def write(self, path: Path) -> Path:
        """Write the text to a file."""
        path.write_text(self.text(), encoding="utf-8", newline="\n")
        return path


SV_HEADER = (
    '##ALT=<ID=DEL,Description="Deletion">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies">',
)
SEARCH_HEADER = (*SV_HEADER, "##source=pbsv 2.9.0")


def deletion_search(assembly: Assembly = Assembly.GRCH38, samples: Sequence[str] = ("P1",)) -> Vcf:
    """The file of a caller of long reads with a deletion far from the gene: a search by junctions.

    Earned claims 1: a named caller, a deletion on the chromosome, a genome, sizes below the exons.
    """
    vcf = Vcf(samples, assembly, extra_header=SEARCH_HEADER)
    return vcf.deletion(40_000_001, 40_002_000, *["0/1"] * len(samples))


SEGMENT_HEADER = (*SV_HEADER, "##source=DRAGEN_CNV")


def segment_search(assembly: Assembly = Assembly.GRCH38, cell: str = "./.:2:860") -> Vcf:
    """A segment of two copies over the gene in bins of 50 bases: a search by depth."""
    vcf = Vcf(assembly=assembly, extra_header=SEGMENT_HEADER)
    start, end = EXON[6].start - 5_000, EXON[6].start + 38_000
    return vcf.add((start, "N", "."), cell, fmt="GT:CN:BC", info=f"END={vcf.at(end)}")


GVCF_HEADER = ('##ALT=<ID=NON_REF,Description="Any other allele">',)


def bcf_of(plain: Path) -> Path:
    """The records of a VCF as BCF beside it; its header must declare every field."""
    path = plain.with_suffix(".bcf")
    with (
        pysam.VariantFile(str(plain)) as read,
        pysam.VariantFile(str(path), "wb", header=read.header) as written,
    ):
        for record in read:
            written.write(record)
    return path
