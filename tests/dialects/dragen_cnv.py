"""DRAGEN CNV up to 4.3: POS is the base before, END the last base, SVLEN negative for a loss.

CN is the person's copies, SM the copy ratio. A gain has GT ``./1``. A segment of two copies has ALT
``.``, GT ``./.``, no SVTYPE and no SVLEN, and POS is its first base. Loss of heterozygosity is
``<DEL>,<DUP>`` with GT 1/2, a signed SVLEN for each, and no CN at all. Below 10 kb the filter is
cnvLength. Checked against DRAGEN's guide (CNV VCF file, 4.0 and 4.3) and against records of 3.10 to
4.3 that public repositories quote, among them two of loss of heterozygosity.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "dragen_cnv"

_HEADER = """\
##fileformat=VCFv4.2
##DRAGENVersion=<ID=dragen,Version="SW: 05.121.732.4.3.13, HW: 05.121.732">
##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--enable-cnv true --cnv-enable-ref-calls true">
##source=DRAGEN_CNV
##ALT=<ID=CNV,Description="Copy number variant">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="Reference positions of the record">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##FILTER=<ID=cnvQual,Description="Quality below 10">
##FILTER=<ID=cnvCopyRatio,Description="Copy ratio near 1">
##FILTER=<ID=cnvLength,Description="Shorter than 10000">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=SM,Number=1,Type=Float,Description="Linear copy ratio of the segment mean">
##FORMAT=<ID=SD,Number=1,Type=Float,Description="Mean depth of the segment">
##FORMAT=<ID=MAF,Number=1,Type=Float,Description="Minor allele frequency">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Estimated copy number">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins in the region">
##FORMAT=<ID=AS,Number=1,Type=Integer,Description="Allelic read count sites">
##FORMAT=<ID=PE,Number=2,Type=Integer,Description="Improper pairs at start and stop">
""".splitlines()
RATIO = {0: "0.018", 1: "0.507353", 2: "0.994", 3: "1.496"}
"""Copy ratio by the person's copies."""
_SHORT = 10_000
"""Length below which the filter is cnvLength."""


def _alleles(truth: Truth) -> tuple[str, str, str, str]:
    """Word of the ID, ALT, GT and what INFO says before END."""
    size = truth.length
    if truth.what is What.DELETION:
        genotype = "1/1" if truth.is_homozygous else "0/1"
        return "LOSS", "<DEL>", genotype, f"SVLEN={-size};SVTYPE=CNV;"
    if truth.what is What.DUPLICATION:
        return "GAIN", "<DUP>", "./1", f"SVLEN={size};SVTYPE=CNV;"
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return "CNLOH", "<DEL>,<DUP>", "1/2", f"SVLEN={-size},{size};SVTYPE=CNV;"
    return "REF", ".", "./.", ""


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    word, alt, genotype, kind = _alleles(truth)
    start, end = ground.at(truth.start), ground.at(truth.end)
    bins = max(1, truth.length // 1000)
    fields, cell = "GT:SM:CN:BC:PE", f"{genotype}:{RATIO[truth.copies]}:{truth.copies}:{bins}:3,4"
    if word == "CNLOH":
        fields, cell = "GT:SM:SD:MAF:BC:AS:PE", f"1/2:0.999112:337.7:0.003:{bins}:1430:15,4"
    name = f"DRAGEN:{word}:{ground.contig}:{start}-{end}"
    passed = "cnvLength" if truth.length < _SHORT else "PASS"
    position = start if alt == "." else start - 1
    info = f"{kind}END={end};REFLEN={truth.length}"
    return ground.file(_HEADER, [[str(position), name, "N", alt, "81", passed, info, fields, cell]])
