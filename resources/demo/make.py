"""Write the demo cases: invented persons whose OSTM1 alleles are published or made up.

    python resources/demo/make.py [FOLDER]

Positions and alleles at the locus come from the gene model and the embedded reference, never typed
in by hand, so REF is always the reference base. Where the embedded reference does not know the
base, REF is N, as depth-based callers write it. Rows elsewhere are common, well-known variants.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pysam
from make_reads import write_person

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference, embedded_reference, reverse_complement
from validation.junctions.ground import ground

GRCH37, GRCH38 = Assembly.GRCH37, Assembly.GRCH38

# Primary contigs the rows stand on, with lengths (NCBI assembly reports).
CONTIGS = {
    GRCH37: {"1": 249_250_621, "2": 243_199_373, "6": LOCUS.lengths[GRCH37]},
    GRCH38: {"chr1": 248_956_422, "chr2": 242_193_529, "chr6": LOCUS.lengths[GRCH38]},
}

# Common variants outside the gene (dbSNP): contig number, position on each assembly, REF, ALT.
ELSEWHERE = {
    "rs1801133": ("1", {GRCH37: 11_856_378, GRCH38: 11_796_321}, "G", "A"),
    "rs4988235": ("2", {GRCH37: 136_608_646, GRCH38: 135_851_076}, "G", "A"),
    "rs1799945": ("6", {GRCH37: 26_091_179, GRCH38: 26_090_951}, "C", "G"),
    "rs2234693": ("6", {GRCH37: 152_163_335, GRCH38: 151_842_200}, "T", "C"),
}

SMALL_META = (
    '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in genotypes">',
    '##INFO=<ID=AN,Number=1,Type=Integer,Description="Total number of alleles called">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Approximate read depth">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="RMS mapping quality">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths in the order listed">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Phred-scaled genotype likelihoods">',
)
PHASE_META = ('##FORMAT=<ID=PS,Number=1,Type=Integer,Description="Phase set identifier">',)
GVCF_META = (
    '##ALT=<ID=NON_REF,Description="Any possible alternative allele at this location">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="Stop position of the interval">',
    '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Minimum depth within the block">',
)
WRITTEN_BY_MANTA = "##source=GenerateSVCandidates 1.6.0"
"""A named caller of deletions: with its records on the chromosome, a search (docs/verdict.md)."""
SV_META = (
    '##ALT=<ID=DEL,Description="Deletion">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End position of the variant">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type of structural variant">',
    '##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Difference in length to REF">',
    '##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise structural variant">',
    '##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Confidence interval around POS">',
    '##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Confidence interval around END">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number of the interval">',
    '##FORMAT=<ID=PR,Number=R,Type=Integer,Description="Spanning paired reads, REF and ALT">',
    '##FORMAT=<ID=SR,Number=R,Type=Integer,Description="Split reads, REF and ALT">',
)


@dataclass(frozen=True, slots=True)
class Locus:
    """Gene model and reference of one assembly, and how this file family writes contigs."""

    assembly: Assembly
    gene: GeneModel
    reference: Reference

    @property
    def chr6(self) -> str:
        """Name of chromosome 6 in the demo files of the assembly."""
        return self.contig("6")

    def contig(self, number: str) -> str:
        """Name of a chromosome in the demo files of the assembly."""
        return number if self.assembly is GRCH37 else f"chr{number}"

    def position(self, c: int) -> int:
        """Genomic position (1-based) of a coding c. position."""
        return self.gene.to_genome(self.gene.cds_start + c - 1)

    def substitution(self, c: int, ref: str, alt: str) -> tuple[int, str, str]:
        """POS, REF, ALT (plus strand) of the coding substitution ``c.<c><ref>><alt>``."""
        pos = self.position(c)
        plus_ref = self.reference.base(pos)
        if plus_ref != reverse_complement(ref):
            raise ValueError(f"c.{c} is {reverse_complement(plus_ref)}, not {ref}")
        return pos, plus_ref, reverse_complement(alt)

    def deletion(self, first_c: int, last_c: int) -> tuple[int, str, str]:
        """POS, REF, ALT of the deletion of coding bases, left-aligned as callers write it."""
        pos, end = self.position(last_c) - 1, self.position(first_c)
        while self.reference.base(pos) == self.reference.base(end):
            pos, end = pos - 1, end - 1
        return pos, self.reference.fetch(pos, end), self.reference.base(pos)

    def known_base_before(self, position: int) -> int:
        """The last position (1-based), up to the given one, whose base is known, or that one."""
        for candidate in range(position, self.gene.start - 1, -1):
            if self.reference.base(candidate) != "N":
                return candidate
        return position


def locus(assembly: Assembly) -> Locus:
    """The locus on an assembly."""
    return Locus(assembly, gene_model(assembly), embedded_reference(assembly))


Row = tuple[str, int, str]  # contig, POS (1-based), the whole line


def small(
    contig: str, variant: tuple[int, str, str], *calls: str, name: str = ".", copies: int = 2
) -> Row:
    """A row of a small-variant caller; each call is a GT, with ``:PS`` where it is phased.

    The read depth is that of the number of copies of the sequence in the genome.
    """
    pos, ref, alt = variant
    alleles = [a for call in calls for a in call.split(":")[0].replace("|", "/").split("/")]
    keys = "GT:AD:DP:GQ:PL" + (":PS" if ":" in calls[0] else "")
    depth = 0
    cells: list[str] = []
    for index, call in enumerate(calls):
        genotype, _, phase_set = call.partition(":")
        reads = (34 + (pos + 7 * index) % 9) * copies // 2
        carried = genotype.count("1")
        alt_reads = (0, reads // 2 - pos % 3, reads)[carried]
        likely = ((0, 99, 1200), (650, 0, 620), (1250, 102, 0))[carried]
        cell = f"{genotype}:{reads - alt_reads},{alt_reads}:{reads}:99:{','.join(map(str, likely))}"
        cells.append(cell + (f":{phase_set}" if phase_set else ""))
        depth += reads
    info = f"AC={alleles.count('1')};AN={len(alleles)};DP={depth};MQ=60.00"
    qual = 400 + pos % 500
    return (
        contig,
        pos,
        "\t".join([contig, str(pos), name, ref, alt, f"{qual}.6", "PASS", info, keys, *cells]),
    )


def elsewhere(at: Locus, calls: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Rows of common variants outside the gene, by rs number, with the genotypes given."""
    rows = []
    for name, genotypes in calls.items():
        number, positions, ref, alt = ELSEWHERE[name]
        variant = (positions[at.assembly], ref, alt)
        rows.append(small(at.contig(number), variant, *genotypes, name=name))
    return rows


def symbolic_deletion(
    at: Locus, name: str, first: int, last: int, call: str, *, bounds: int = 0
) -> Row:
    """A ``<DEL>`` of bases first to last (1-based, closed) with a call of GT:GQ:CN:PR:SR.

    ``bounds`` is the half width of the confidence interval of an imprecise call.
    """
    pos = first - 1
    info = f"END={last};SVTYPE=DEL;SVLEN={pos - last}"
    if bounds:
        info = f"IMPRECISE;{info};CIPOS=-{bounds},{bounds};CIEND=-{bounds},{bounds}"
    ref = at.reference.base(pos)
    line = [at.chr6, str(pos), name, ref, "<DEL>", "812", "PASS", info, "GT:GQ:CN:PR:SR", call]
    return at.chr6, pos, "\t".join(line)


def sv_elsewhere(at: Locus, number: str = "1", length: int = 580) -> Row:
    """A small heterozygous deletion far from the gene, so that the file is not only the gene."""
    contig = at.contig(number)
    info = f"END={72_300_000 + length};SVTYPE=DEL;SVLEN=-{length}"
    line = [contig, "72300000", "DEL0001", "N", "<DEL>", "640", "PASS", info, "GT:GQ:CN:PR:SR"]
    return contig, 72_300_000, "\t".join([*line, "0/1:99:1:18,16:12,14"])


def gvcf_block(at: Locus, start: int, end: int, depth: int, quality: int) -> Row:
    """A homozygous-reference block over the 1-based closed interval."""
    call = f"0/0:{depth}:{quality}:{depth - 2}:0,{quality},{quality * 15}"
    line = [at.chr6, str(start), ".", at.reference.base(start), "<NON_REF>", ".", "."]
    return at.chr6, start, "\t".join([*line, f"END={end}", "GT:DP:GQ:MIN_DP:PL", call])


def gvcf_gene(at: Locus) -> list[Row]:
    """Blocks without gap from 50 bases beside the gene to 50 beyond it, with c.207G>T inside."""
    pos, ref, alt = at.substitution(207, "G", "T")
    call = "0/1:18,20,0:38:99:620,0,560,674,620,1294"
    variant = [at.chr6, str(pos), "rs80219951", ref, f"{alt},<NON_REF>", "612.6", "."]
    rows = [(at.chr6, pos, "\t".join([*variant, "DP=38;MQ=60.00", "GT:AD:DP:GQ:PL", call]))]
    starts = [at.known_base_before(exon.start - 50) for exon in reversed(at.gene.exons)]
    ends = [start - 1 for start in starts[1:]] + [pos - 1]
    spans = [*zip(starts, ends, strict=True), (pos + 1, at.gene.end + 50)]
    for index, (start, end) in enumerate(spans):
        rows.append(gvcf_block(at, start, end, 31 + 2 * index, 60 + 3 * index))
    return rows


def vcf_text(at: Locus, meta: tuple[str, ...], samples: list[str], rows: list[Row]) -> str:
    """A sorted VCF with its header."""
    contigs = CONTIGS[at.assembly]
    order = list(contigs)
    header = [
        "##fileformat=VCFv4.2",
        "##source=osteo_annot demo case, invented person",
        f"##reference={at.assembly.value}",
        '##FILTER=<ID=PASS,Description="All filters passed">',
        *meta,
        *(f"##contig=<ID={n},length={length}>" for n, length in contigs.items()),
        "\t".join(
            ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", *samples]
        ),
    ]
    rows = sorted(rows, key=lambda row: (order.index(row[0]), row[1]))
    return "\n".join([*header, *(line for _, _, line in rows)]) + "\n"


def deletion_2_5(at: Locus) -> tuple[int, int]:
    """First and last base (1-based) of the deletion of exons 2 to 5."""
    _, exon_2, _, _, exon_5, exon_6 = at.gene.exons
    return at.known_base_before((exon_6.end + exon_5.start) // 2) + 1, exon_2.end + 1_800


def deletion_1_2(at: Locus) -> tuple[int, int]:
    """First and last base (1-based) of the deletion of exons 1 and 2."""
    exon_1, exon_2, exon_3 = at.gene.exons[:3]
    return at.known_base_before((exon_3.end + exon_2.start) // 2) + 1, exon_1.end + 2_600


def grch38_cases() -> dict[str, str]:
    """The cases on GRCh38: file name and text."""
    at = locus(GRCH38)
    nonsense = at.substitution(36, "T", "A")
    frameshift = at.deletion(415, 416)
    around = {"rs1801133": ("0/1",), "rs4988235": ("1/1",), "rs1799945": ("0/1",)}
    plain = elsewhere(at, {**around, "rs2234693": ("1/1",)})
    phase_set = str(frameshift[0])

    def one(name: str, *rows: Row, meta: tuple[str, ...] = SMALL_META) -> str:
        return vcf_text(at, meta, [name], [*plain, *rows])

    def sv(name: str, row: Row) -> str:
        return vcf_text(at, SV_META, [name], [sv_elsewhere(at), row])

    trio_calls = {
        "rs1801133": ("0/1", "0/0", "0/1"),
        "rs4988235": ("1/1", "1/1", "0/1"),
        "rs1799945": ("0/1", "0/1", "0/0"),
    }
    return {
        "hom_deletion.sv.vcf": sv(
            "hom_deletion",
            symbolic_deletion(at, "DEL0002", *deletion_2_5(at), "1/1:99:0:0,41:0,37"),
        ),
        "hom_nonsense.vcf": one("hom_nonsense", small(at.chr6, nonsense, "1/1")),
        "comphet_trans.vcf": one(
            "comphet_trans",
            small(at.chr6, nonsense, f"1|0:{phase_set}"),
            small(at.chr6, frameshift, f"0|1:{phase_set}"),
            meta=SMALL_META + PHASE_META,
        ),
        "comphet_unphased.vcf": one(
            "comphet_unphased",
            small(at.chr6, nonsense, "0/1"),
            small(at.chr6, frameshift, "0/1"),
        ),
        "negative.g.vcf": one("negative", *gvcf_gene(at), meta=SMALL_META + GVCF_META),
        "negative_uncovered.vcf": one("negative_uncovered"),
        "trio.vcf": vcf_text(
            at,
            SMALL_META,
            ["proband", "father", "mother"],
            [
                *elsewhere(at, trio_calls),
                small(at.chr6, nonsense, "0/1", "0/1", "0/0"),
                small(at.chr6, frameshift, "0/1", "0/0", "0/1"),
            ],
        ),
        "hemizygous.vcf": one(
            "hemizygous", small(at.chr6, at.substitution(75, "G", "A"), "1/1", copies=1)
        ),
        "hemizygous.sv.vcf": sv(
            "hemizygous",
            symbolic_deletion(at, "DEL0002", *deletion_1_2(at), "0/1:99:1:19,17:14,13"),
        ),
    }


def grch37_cases() -> dict[str, str]:
    """The cases on GRCh37, with contigs named without ``chr``: file name and text."""
    at = locus(GRCH37)
    around = elsewhere(at, {"rs1801133": ("0/1",), "rs4988235": ("0/1",), "rs2234693": ("0/1",)})
    carrier = small(at.chr6, at.deletion(415, 416), "0/1")
    whole_gene = symbolic_deletion(
        at, "CNV0002", at.gene.start - 6_500, at.gene.end + 9_000, "1/1:90:0:0,0:0,0", bounds=500
    )
    return {
        "carrier.GRCh37.vcf": vcf_text(at, SMALL_META, ["carrier"], [*around, carrier]),
        "carrier.GRCh37.sv.vcf": vcf_text(
            at,
            (WRITTEN_BY_MANTA, *SV_META),
            ["carrier"],
            [sv_elsewhere(at), sv_elsewhere(at, LOCUS.chromosome, 1_240)],
        ),
        "hom_gene_deletion.GRCh37.cnv.vcf": vcf_text(
            at, SV_META, ["hom_gene_deletion"], [sv_elsewhere(at), whole_gene]
        ),
    }


def callable_bed(at: Locus) -> str:
    """Callable regions of a genome around the gene, introns too (0-based, half-open)."""
    span = (at.gene.start - 2_001, at.gene.end + 2_000)
    lines = ["1\t11850000\t11870000", f"{at.chr6}\t{span[0]}\t{span[1]}"]
    return "\n".join(lines) + "\n"


def write_reads_of_people(folder: Path) -> None:
    """Reads of two people: over both copies of a deletion, and over one beside a stop."""
    at = locus(GRCH38)
    genes, span = ground(GRCH38), (at.gene.start, at.gene.end)
    both, one = deletion_2_5(at), deletion_1_2(at)
    stop = at.substitution(75, "G", "A")
    for name, copies in (
        ("hom_deletion", [(both, ()), (both, ())]),
        ("hemizygous", [(one, ()), (None, (stop,))]),
    ):
        write_person(folder / f"{name}.bam", genes, span, copies, at.chr6)


def write(folder: Path) -> None:
    """Write every demo file into the folder."""
    files = {
        **grch38_cases(),
        **grch37_cases(),
        "carrier.GRCh37.callable.bed": callable_bed(locus(GRCH37)),
        "trio.ped": (
            "#family\tindividual\tfather\tmother\tsex\tphenotype\n"
            "trio\tproband\tfather\tmother\t2\t2\n"
            "trio\tfather\t0\t0\t1\t1\n"
            "trio\tmother\t0\t0\t2\t1\n"
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    write_reads_of_people(folder)
    # One case as callers deliver it, compressed and indexed; tabix_index replaces the plain file.
    pysam.tabix_index(str(folder / "hom_gene_deletion.GRCh37.cnv.vcf"), preset="vcf", force=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
