"""The generated input files: of the size of a genome, of a cohort, of many cohorts.

Everything is made from fixed seeds, so every run measures the same bytes. The contents are those
of an ordinary caller: GT, AD, DP, GQ and PL of a genome, GT, AD, DP and GQ of a cohort.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pysam
import pysam.bcftools

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference

GENE = gene_model(Assembly.GRCH38)
WINDOW = (GENE.start - 5_000, GENE.end + 5_000)
CONTIGS = tuple(f"chr{n}" for n in range(1, 23))
SPAN = LOCUS.lengths[Assembly.GRCH38]
"""Every contig is made as long as chromosome 6; only that one is declared with its length."""
_FIELDS = (
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Alleles called">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=FS,Number=1,Type=Float,Description="Strand bias">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="Mapping quality">',
    '##INFO=<ID=QD,Number=1,Type=Float,Description="Quality by depth">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">',
)
_BASES = embedded_reference(Assembly.GRCH38)
_NONSENSE = (108_074_616, "A", "T")
"""c.36T>A p.(Cys12Ter)."""


def _header(samples: Iterable[str]) -> str:
    """The header of a file."""
    contigs = [
        f"##contig=<ID={c}{f',length={SPAN}' if c == 'chr6' else ''},assembly=GRCh38>"
        for c in CONTIGS
    ]
    columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
    lines = ["##fileformat=VCFv4.2", '##FILTER=<ID=PASS,Description="All filters passed">']
    return "\n".join([*lines, *contigs, *_FIELDS, "\t".join([*columns, *samples])]) + "\n"


def genome(path: Path, records: int) -> Path:
    """A genome of one person, bgzipped and not indexed; ``records`` over all contigs."""
    rng = random.Random(1)
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(_header(["P1"]).encode())
        each = records // len(CONTIGS)
        step = SPAN // (each + 1)
        for contig in CONTIGS:
            for start in range(1, each, 20_000):
                places = (n * step for n in range(start, min(start + 20_000, each + 1)))
                out.write("".join(_records(contig, places, rng)).encode())
    return path


def _records(contig: str, places: Iterable[int], rng: random.Random) -> Iterator[str]:
    """Records of one person; on chromosome 6 the reference bases where they are known."""
    at_locus = contig == "chr6"
    for place in places:
        ref, alt = rng.choice(("AG", "CT", "GA", "TC"))
        known = _BASES.base(place) if at_locus else "N"
        if known != "N":
            ref, alt = known, "A" if known != "A" else "G"
        depth = rng.randint(18, 45)
        other = _half(depth, rng)
        yield (
            f"{contig}\t{place}\t.\t{ref}\t{alt}\t{depth * 12}.77\tPASS\t"
            f"AC=1;AN=2;DP={depth};FS=0.{other:03d};MQ=60.00;QD={other}.{depth}\tGT:AD:DP:GQ:PL\t"
            f"0/1:{depth - other},{other}:{depth}:99:{other * 30},0,{depth * 29}\n"
        )


def _half(depth: int, rng: random.Random) -> int:
    """Reads of the ALT of a heterozygote."""
    return rng.getrandbits(depth).bit_count()


def indexed(path: Path, source: Path) -> Path:
    """A copy of a bgzipped file with its index."""
    path.write_bytes(source.read_bytes())
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


def as_bcf(path: Path, source: Path) -> Path:
    """A file as BCF with its index."""
    pysam.bcftools.view("-Ob", "-o", str(path), str(source), catch_stdout=False)
    pysam.bcftools.index("-f", str(path), catch_stdout=False)
    return path


def cohort(path: Path, samples: int, records: int) -> Path:
    """A joint file of the locus, bgzipped and indexed.

    Most records are rare, as in any cohort; a few are common. One in 500 people carries a nonsense
    change, one in 5,000 two.
    """
    rng = random.Random(2)
    names = [f"S{i:06d}" for i in range(samples)]
    places = sorted(rng.sample(range(*WINDOW), records))
    with pysam.BGZFile(str(path), "wb", None) as out:
        out.write(_header(names).encode())
        for place in places:
            common = rng.random() < 0.05
            share = rng.uniform(0.05, 0.5) if common else rng.choice((0.0, 0.0005, 0.002))
            known = _BASES.base(place)
            ref = "A" if known == "N" else known
            alt = "G" if ref != "G" else "A"
            out.write(_joint_line((place, ref, alt), samples, share, rng).encode())
            if place < _NONSENSE[0] <= next((p for p in places if p > place), WINDOW[1]):
                out.write(_joint_line(_NONSENSE, samples, 0.001, rng).encode())
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path


def _joint_line(
    variant: tuple[int, str, str], samples: int, share: float, rng: random.Random
) -> str:
    """One record of a cohort; ``share`` is the frequency of the ALT."""
    reference = [f"0/0:{d},0:{d}:{min(99, 3 * d)}" for d in range(12, 45)]
    cells = rng.choices(reference, k=samples)
    carriers = rng.sample(range(samples), min(samples, round(samples * 2 * share)))
    for column in carriers:
        depth = rng.randint(20, 45)
        other = _half(depth, rng)
        cells[column] = f"0/1:{depth - other},{other}:{depth}:99"
    for column in carriers[: round(len(carriers) * share)]:
        cells[column] = "1/1:0,30:30:90"
    for column in rng.sample(range(samples), samples // 100):
        cells[column] = "./."
    place, ref, alt = variant
    fixed = ("chr6", str(place), ".", ref, alt, "500", "PASS", "DP=30000", "GT:AD:DP:GQ")
    return "\t".join((*fixed, *cells)) + "\n"
