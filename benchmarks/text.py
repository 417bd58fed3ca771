"""What all generated VCFs share: header, places, the bases of the locus.

Everything is made from fixed seeds, so every run measures the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pysam
import pysam.bcftools

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference

GENE = gene_model(Assembly.GRCH38)
WINDOW = (GENE.start - 5_000, GENE.end + 5_000)
"""First and last base that count as the locus; 1-based, closed, on GRCh38."""
CONTIGS = tuple(f"chr{n}" for n in range(1, 23))
SPAN = LOCUS.lengths[Assembly.GRCH38]
"""Every contig is made as long as chromosome 6; only that one is declared with its length."""
NONSENSE = (108_074_616, "A", "T")
"""c.36T>A p.(Cys12Ter)."""
_BASES = embedded_reference(Assembly.GRCH38)
_FIELDS = (
    *(f"##INFO=<ID={name},Number=A,Type=Integer" for name in ("AC", "MLEAC")),
    *(f"##INFO=<ID={name},Number=A,Type=Float" for name in ("AF", "MLEAF")),
    *(f"##INFO=<ID={name},Number=1,Type=Integer" for name in ("AN", "DP", "END")),
    *(
        f"##INFO=<ID={name},Number=1,Type=Float"
        for name in ("BaseQRankSum", "ClippingRankSum", "ExcessHet", "FS", "InbreedingCoeff")
    ),
    *(
        f"##INFO=<ID={name},Number=1,Type=Float"
        for name in ("MQ", "MQRankSum", "QD", "ReadPosRankSum", "SOR", "VQSLOD")
    ),
    "##INFO=<ID=culprit,Number=1,Type=String",
    "##FORMAT=<ID=GT,Number=1,Type=String",
    "##FORMAT=<ID=AD,Number=R,Type=Integer",
    *(f"##FORMAT=<ID={name},Number=1,Type=Integer" for name in ("DP", "GQ", "MIN_DP")),
    "##FORMAT=<ID=PL,Number=G,Type=Integer",
)
CALLER = '##GATKCommandLine=<ID=HaplotypeCaller,CommandLine="HaplotypeCaller",Version="4.5.0.0">'


def header(samples: Iterable[str], *more: str) -> str:
    """The header of a file of GATK."""
    contigs = [
        f"##contig=<ID={c}{f',length={SPAN}' if c == 'chr6' else ''},assembly=GRCh38>"
        for c in CONTIGS
    ]
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
    fields = [f'{line},Description="As the caller says">' for line in _FIELDS]
    lines = ["##fileformat=VCFv4.2", '##FILTER=<ID=PASS,Description="All filters passed">', *more]
    return "\n".join([*lines, CALLER, *contigs, *fields, "\t".join([*columns, *samples])]) + "\n"


def known_base(position: int) -> str:
    """The base at a position (1-based, GRCh38) where the program knows it, else an A."""
    base = _BASES.base(position)
    return "A" if base == "N" else base


def other_base(base: str) -> str:
    """A base that another may be changed to."""
    return "G" if base != "G" else "A"


def half(depth: int, rng: random.Random) -> int:
    """Reads of the ALT of a heterozygote."""
    return rng.getrandbits(depth).bit_count()


def indexed(path: Path) -> Path:
    """A bgzipped VCF or a BCF with an index beside it."""
    if path.suffix == ".bcf":
        pysam.bcftools.index("-f", str(path), catch_stdout=False)
    else:
        pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


def as_bcf(path: Path, source: Path) -> Path:
    """A file as BCF with its index."""
    pysam.bcftools.view("-Ob", "-o", str(path), str(source), catch_stdout=False)
    return indexed(path)
