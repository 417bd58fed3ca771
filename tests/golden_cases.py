"""Further fixtures of clinical rules, section 6, as files: callers' words, and effects on the gene.

Texts of callers are as in ``tests/dialects/``; the state of each stands in the rules.
"""

from __future__ import annotations

from osteo_annot.intake.knowledge.sources import SourceKind
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import embedded_reference, transcript_sequence
from tests.knowledge import SourceVcf, splice
from tests.vcf_builder import EXON, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf

E2, E3, E4, E5 = EXON[2], EXON[3], EXON[4], EXON[5]
GENE = gene_model(Assembly.GRCH38)
FROM, TO = E5.start - 300, E2.end + 300


def of(source: str, version: str = "4.2") -> Vcf:
    """A file of a program."""
    return Vcf(extra_header=(*SV_HEADER, f"##source={source}"), version=version)


def over(vcf: Vcf, alt: str, cell: str, fmt: str, info: str = "SVTYPE=CNV", pos: int = FROM) -> Vcf:
    """A record over exons 2 to 5."""
    return vcf.add((pos - 1, "N", alt), cell, fmt=fmt, info=f"{info};END={TO}")


def canvas_loh() -> Vcf:
    """F13."""
    return over(of("Canvas 1.40"), "<CN0>,<CN2>", "1/2:2:2:50", "GT:CN:MCC:QS")


def dragen_loh(old: bool) -> Vcf:
    """F14, up to 4.3 and from 4.4."""
    if old:
        return over(of("DRAGEN_CNV"), "<DEL>,<DUP>", "1/2:1.0:2:20", "GT:SM:CN:BC")
    vcf = of("DRAGEN_ASCNV", "4.4")
    return over(vcf, "<LOH>", "1/1:1.0:2:0:20", "GT:SM:CN:MCN:BC", f"SVLEN={TO - FROM + 1}")


def gcnv() -> Vcf:
    """F15: a gain of somebody else, without a genotype, and two copies."""
    return over(
        of("PostprocessGermlineCNVCalls"), "<DEL>,<DUP>", "./.:2:7", "GT:CN:NP", pos=FROM + 1
    )


def delly_cnv() -> Vcf:
    """F16."""
    return over(of("EMBL.DELLYv1.1.6 delly cnv"), "<CNV>", "./.:0:0.01", "GT:CN:RDCN")


def gridss() -> Vcf:
    """F17: both breakends of a deletion of exons 3 to 5."""
    first, last = E5.start - 301, E3.end + 301
    vcf = of("gridss 2.13")
    vcf.add((first, "N", f"N[chr6:{last}["), ".", info="SVTYPE=BND;MATEID=b")
    return vcf.add((last, "N", f"]chr6:{first}]N"), ".", info="SVTYPE=BND;MATEID=a")


def xhmm() -> Vcf:
    """F19."""
    vcf = of("XHMM")
    cell = "1:60:-2.1:30"
    return vcf.add(
        (FROM, "<DIP>", "<DEL>,<DUP>"), cell, fmt="GT:NDQ:RD:ORD", info=f"SVTYPE=CNV;END={TO}"
    )


def stop_at(codon: int) -> tuple[int, str, str]:
    """The three bases of a codon replaced by TAA, which is TTA on the plus strand."""
    first = GENE.to_genome(GENE.cds_start + 3 * codon - 1)
    return first, embedded_reference(Assembly.GRCH38).fetch(first, first + 2), "TTA"


def one_codon() -> Vcf:
    """F21: two bases of a codon TTC, each alone no stop (TTA, TAC), together TAA."""
    coding = transcript_sequence()[GENE.cds_start - 1 :]
    codon = next(n for n in range(2, 134) if coding[3 * n - 3 : 3 * n] == "TTC")
    first = GENE.to_genome(GENE.cds_start + 3 * codon - 1)
    vcf = Vcf().add((first, "G", "T"), "0|1:7", fmt="GT:PS")
    return vcf.add((first + 1, "A", "T"), "0|1:7", fmt="GT:PS")


def tandem(exon: int, *, proven: bool) -> Vcf:
    """F29: a duplication of one exon, its junction seen or not."""
    place = EXON[exon]
    kind = "<DUP:TANDEM>" if proven else "<DUP>"
    vcf = of("GenerateSVCandidates 1.6.0" if proven else "DRAGEN_CNV")
    fmt, cell = ("GT", "0/1") if proven else ("GT:CN", "./1:3")
    info = f"SVTYPE=DUP;END={place.end + 300}"
    return vcf.add((place.start - 301, "N", kind), cell, fmt=fmt, info=info)


def lengths(new: bool) -> Vcf:
    """F33: one deletion with the length of VCF 4.4 and of 4.2."""
    length = TO - FROM + 1
    if new:
        vcf = Vcf(extra_header=SV_HEADER, version="4.4")
        return vcf.add((FROM - 1, "N", "<DEL>"), "0/1", info=f"SVLEN={length};SVCLAIM=D")
    vcf = Vcf(extra_header=SV_HEADER)
    return vcf.add((FROM - 1, "N", "<DEL>"), "0/1", info=f"SVTYPE=DEL;SVLEN=-{length}")


def star() -> tuple[Vcf, Vcf]:
    """F22: a base on one copy, a deletion of it on the other."""
    deletion = Vcf(extra_header=SV_HEADER).deletion(EXON[1].start - 300, EXON[1].end + 300, "0/1")
    place, ref, alt = SYNONYMOUS
    return Vcf().add((place, ref, f"{alt},*"), "1/2:40:30", fmt="GT:GQ:DP"), deletion


START = GENE.to_genome(GENE.cds_start)
"""The A of the start codon."""

DONOR = (genomic_position(GENE, 949, 5), "C", "T")
"""F25: the published c.949+5G>A (the rules name intron 4, of which the base is not bundled)."""


def predicted(*scores: float) -> dict[SourceKind, SourceVcf]:
    """A file of splice scores, with one for the donor or with one of another place."""
    source = SourceVcf()
    site = DONOR if scores else NONSENSE
    return {SourceKind.SPLICE: source.add(site, splice(site, *(scores or (0, 0, 0, 0))))}


def common() -> dict[SourceKind, SourceVcf]:
    """F30: the stop in six of a hundred people of one group."""
    fields = "AC=9000;AN=150000;AF=0.06;AC_nfe=7000;AN_nfe=70000;AF_nfe=0.1;nhomalt=300"
    return {SourceKind.FREQUENCIES: SourceVcf().seen().add(NONSENSE, fields)}


MORE = {
    "F13": (lambda: (canvas_loh(),), "NONE_INCOMPLETE"),
    "F14_old": (lambda: (dragen_loh(True),), "NONE_INCOMPLETE"),
    "F14_new": (lambda: (dragen_loh(False),), "NONE_INCOMPLETE"),
    "F15": (lambda: (gcnv(),), "NONE_INCOMPLETE"),
    "F16": (lambda: (delly_cnv(),), "BIALLELIC_HOM_DEL"),
    "F17": (lambda: (gridss(),), "INDETERMINATE"),
    "F19": (lambda: (xhmm(),), "INDETERMINATE"),
    "F21": (lambda: (one_codon(),), "MONOALLELIC_PLUS_GAP"),
    "F22": (star, "MONOALLELIC_PLUS_GAP"),
    "F26": (lambda: (Vcf().add(SYNONYMOUS, "0/1"),), "NONE_INCOMPLETE"),
    "F27_300": (lambda: (Vcf().add(stop_at(300), "0/1"),), "MONOALLELIC_PLUS_GAP"),
    "F27_303": (lambda: (Vcf().add(stop_at(303), "0/1"),), "MONOALLELIC_PLUS_GAP"),
    "F28": (lambda: (Vcf().add((START, "T", "C"), "0/1"),), "MONOALLELIC_PLUS_GAP"),
    "F29_proven": (lambda: (tandem(2, proven=True),), "MONOALLELIC_PLUS_GAP"),
    "F29_presumed": (lambda: (tandem(2, proven=False),), "MONOALLELIC_PLUS_GAP"),
    "F29_in_frame": (lambda: (tandem(4, proven=True),), "NONE_INCOMPLETE"),
    "F33_new": (lambda: (lengths(True),), "MONOALLELIC_PLUS_GAP"),
    "F33_old": (lambda: (lengths(False),), "MONOALLELIC_PLUS_GAP"),
}
"""Files and expected state by fixture."""

KNOWN = {
    "F25_score": (
        lambda: (Vcf().add(DONOR, "0/1"),),
        "MONOALLELIC_PLUS_GAP",
        lambda: predicted(0, 0, 0, 0.6),
    ),
    "F25_missing": (lambda: (Vcf().add(DONOR, "0/1"),), "MONOALLELIC_PLUS_GAP", predicted),
    "F30": (lambda: (Vcf().add(NONSENSE, "0/1"),), "INDETERMINATE", common),
}
"""The same with sources of knowledge."""
