"""Canvas: POS is the base before, END the last base, CNVLEN the length; CN is the person's copies.

A loss of one copy is ``<CN0>`` with GT 0/1, of both GT 1/1; a gain whose haplotypes are not known
is ``<DUP>`` with GT ``./1``; loss of heterozygosity is ``<CN0>,<CN2>`` with GT 1/2, CN 2 and MCC 2.
A normal segment has ALT ``.``, GT 0/0, no SVTYPE and no CNVLEN, and POS is its first base. A
segment below 10 kb has FT L10kb, and FILTER is FailedFT, as all samples failed. Checked against the
program's source: CanvasSegmentWriter.cs, CnvType.cs and the tests of both.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "canvas"

_HEADER = """\
##fileformat=VCFv4.1
##source=Canvas 1.40.0.1613+master
##reference=genome.fa
##OverallPloidy=2.00
##DiploidCoverage=55.00
##ALT=<ID=CNV,Description="Copy number variable region">
##ALT=<ID=CN0,Description="Copy number allele: 0 copies">
##ALT=<ID=CN2,Description="Copy number allele: 2 copies">
##ALT=<ID=CN3,Description="Copy number allele: 3 copies">
##FILTER=<ID=q10,Description="Quality below 10">
##FILTER=<ID=L10kb,Description="Shorter than 10 kb">
##FILTER=<ID=FailedFT,Description="All samples failed">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CNVLEN,Number=1,Type=Integer,Description="Reference positions spanned">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SUBCLONAL,Number=0,Type=Flag,Description="Subclonal">
##INFO=<ID=COMMONCNV,Number=0,Type=Flag,Description="Common">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=RC,Number=1,Type=Float,Description="Mean counts per bin">
##FORMAT=<ID=BC,Number=1,Type=Float,Description="Bins">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=MCC,Number=1,Type=Integer,Description="Major chromosome count">
##FORMAT=<ID=MCCQ,Number=1,Type=Float,Description="Quality of MCC">
##FORMAT=<ID=QS,Number=1,Type=Float,Description="Quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
""".splitlines()
_SHORT = 10_000
"""Length below which a segment fails."""


def _alleles(truth: Truth) -> tuple[str, str, str, str]:
    """Word of the ID, ALT, GT, and MCC with its quality."""
    if truth.what is What.DELETION:
        return "LOSS", "<CN0>", "1/1" if truth.is_homozygous else "0/1", ".:."
    if truth.what is What.DUPLICATION:
        return "GAIN", "<DUP>", "./1", ".:."
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return "LOH", "<CN0>,<CN2>", "1/2", "2:42.10"
    return "REF", ".", "0/0", "1:39.52"


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    word, alt, genotype, major = _alleles(truth)
    start, end = ground.at(truth.start), ground.at(truth.end)
    is_short = truth.length < _SHORT
    info, position = f"END={end}", start
    if word != "REF":
        kind, position = "LOH" if word == "LOH" else "CNV", start - 1
        info = f"SVTYPE={kind};{info};CNVLEN={truth.length}"
    depth = f"{27.5 * truth.copies:.2f}:{max(1, truth.length // 1000)}"
    own = "L10kb" if is_short else "PASS"
    cell = f"{genotype}:{depth}:{truth.copies}:{major}:36.58:{own}"
    name = f"Canvas:{word}:{ground.contig}:{start}-{end}"
    row = [str(position), name, "N", alt, "36.58", "FailedFT" if is_short else "PASS"]
    info += ";CIPOS=-20,20;CIEND=-20,20"
    return ground.file(_HEADER, [[*row, info, "GT:RC:BC:CN:MCC:MCCQ:QS:FT", cell]])
