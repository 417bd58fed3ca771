"""TIDDIT 3, ``--sv``.

Start is POS + 1, end is INFO/END, length is INFO/SVLEN = END - POS, positive for a deletion too.
Copies are FORMAT/CN, from the depth between the breakpoints (second number of FORMAT/COV) over
the ploidy; FORMAT/GT of a deletion is ``1/1`` for CN 0 and ``0/1`` for every other CN; of a
tandem duplication ``1/1`` from CN 4 on. A junction is needed first: loss of heterozygosity cannot
be said, and a normal region has no record.

Checked against ``tiddit_variant.pyx`` and ``tiddit_vcf_header.py`` in SciLifeLab/TIDDIT; the
header lines of FORMAT/COV are inferred from the column, only an earlier header was at hand.
"""

from __future__ import annotations

from tests.dialects.sniffles import genotype, support, symbol
from tests.dialects.truth import Ground, Truth, What

NAME = "tiddit"

INFO = """\
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=LFA,Number=2,Type=Integer,Description="Pairs and split reads in region A">
##INFO=<ID=LFB,Number=2,Type=Integer,Description="Pairs and split reads in region B">
##INFO=<ID=LTE,Number=2,Type=Integer,Description="Pairs and split reads of the event">
##INFO=<ID=CTG,Number=1,Type=String,Description="Contig">
##INFO=<ID=REGIONA,Number=2,Type=Integer,Description="Region A">
##INFO=<ID=REGIONB,Number=2,Type=Integer,Description="Region B">
""".splitlines()

FORMAT = """\
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=COV,Number=3,Type=Float,Description="Coverage at A, between, at B">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Pairs of the event">
##FORMAT=<ID=RV,Number=1,Type=Integer,Description="Split reads of the event">
##FORMAT=<ID=LQ,Number=2,Type=Float,Description="Fraction of low-quality reads">
##FORMAT=<ID=RR,Number=2,Type=Integer,Description="Reads of the reference at A and B">
##FORMAT=<ID=DR,Number=2,Type=Integer,Description="Pairs of the reference at A and B">
""".splitlines()

_HEADER = [
    "##fileformat=VCFv4.1",
    "##source=TIDDIT-3.6.1",
    '##ALT=<ID=DEL,Description="Deletion">',
    '##ALT=<ID=DUP,Description="Duplication">',
    '##ALT=<ID=DUP:TANDEM,Description="Tandem duplication">',
    '##ALT=<ID=DUP:INV,Description="Inverted tandem duplication">',
    '##ALT=<ID=INV,Description="Inversion">',
    '##ALT=<ID=INS,Description="Insertion">',
    '##ALT=<ID=BND,Description="Breakend">',
    *INFO,
    '##FILTER=<ID=BelowExpectedLinks,Description="Too few links">',
    '##FILTER=<ID=FewLinks,Description="Low fraction of discordant reads">',
    '##FILTER=<ID=UnexpectedCoverage,Description="Coverage too high">',
    '##FILTER=<ID=Smear,Description="Regions overlap">',
    '##FILTER=<ID=RegionalQ,Description="Low mapping quality">',
    '##FILTER=<ID=MinSize,Description="Too small">',
    '##FILTER=<ID=Ploidy,Description="Chromosome of ploidy 0">',
    '##FILTER=<ID=SplitsVSDiscs,Description="Split reads only">',
    '##FILTER=<ID=Density,Description="Reads too dense">',
    *FORMAT,
    "##LibraryStats=TIDDIT-3.6.1 Coverage=31.2  ReadLength=150 MeanInsertSize=402.1 "
    "STDInsertSize=96.3 Reverse_Forward=False",
    '##TIDDITcmd="tiddit --sv --bam P1.bam --ref ref.fa -o P1"',
]


def row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or tandem duplication."""
    reference, variant = support(truth)
    before, end = ground.at(truth.start) - 1, ground.at(truth.end)
    kind = "DEL" if symbol(truth) == "DEL" else "DUP:TANDEM"
    info = (
        f"SVTYPE={kind};SVLEN={end - before};END={end};REGIONA={before - 210},{before};"
        f"REGIONB={end},{end + 190};LFA={variant},{variant - 2};LFB={variant},{variant - 2};"
        f"LTE={variant},{variant - 2};CTG=."
    )
    coverage = f"30.9,{15.6 * truth.copies:.1f},31.4"
    counts = f"{variant}:{variant - 2}:0.0,0.0:{reference},{reference}:{reference},{reference}"
    place = [str(before), "SV_1_1", "N", f"<{kind}>", "89", "PASS"]
    sample = f"{genotype(truth)}:{truth.copies}:{coverage}:{counts}"
    return [*place, info, "GT:CN:COV:DV:RV:LQ:RR:DR", sample]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [row(truth, ground)])
