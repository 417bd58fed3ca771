"""1000 Genomes phase 3, integrated map of structural variants.

Every site of the map has a record, also where the person has none of its alleles (``0|0``). End is
INFO/END, there is no SVLEN. A site of read depth (CS=DUP_gs, SVTYPE=CNV) has POS as its first
base and alleles ``<CN0>``, ``<CN2>``, ... that tell the copies on one chromosome, so REF is
one copy: copies are the sum over the two alleles of FORMAT/GT (``0|2`` three, ``0|1`` one,
``1|1`` none). A deletion with breakpoints (CS=DEL_union, SVTYPE=DEL) has POS as the base before
and the one allele ``<CN0>``. GT is phased and has no PS. Here deletions below 10 kb are of the
second kind, all else of the first. Loss of heterozygosity cannot be said. No ``##source``; CS,
MC and SITEPOST tell the origin.

Checked against the real records of HG00096; that POS of DUP_gs is the first base is read from the
IDs, which repeat POS and END.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "thousand_genomes"
LONGEST_UNION = 10_000

_HEADER = """\
##fileformat=VCFv4.1
##FILTER=<ID=PASS,Description="All filters passed">
##INFO=<ID=TSD,Number=1,Type=String,Description="Target site duplication">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=MEINFO,Number=4,Type=String,Description="Mobile element">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=CS,Number=1,Type=String,Description="Source call set">
##INFO=<ID=MC,Number=.,Type=String,Description="Merged calls">
##INFO=<ID=AF,Number=A,Type=Float,Description="Allele frequency">
##INFO=<ID=NS,Number=1,Type=Integer,Description="Samples with data">
##INFO=<ID=EAS_AF,Number=A,Type=Float,Description="Frequency in EAS">
##INFO=<ID=EUR_AF,Number=A,Type=Float,Description="Frequency in EUR">
##INFO=<ID=AFR_AF,Number=A,Type=Float,Description="Frequency in AFR">
##INFO=<ID=AMR_AF,Number=A,Type=Float,Description="Frequency in AMR">
##INFO=<ID=SAS_AF,Number=A,Type=Float,Description="Frequency in SAS">
##INFO=<ID=SITEPOST,Number=1,Type=Float,Description="Median posterior">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##INFO=<ID=AC,Number=.,Type=Integer,Description="Allele count">
##INFO=<ID=AN,Number=1,Type=Integer,Description="Number of alleles">
""".splitlines()

_GENOTYPE = {0: "1|1", 1: "0|1", 2: "0|0", 3: "0|2"}
"""By the person's copies; allele 1 is ``<CN0>``, allele 2 is ``<CN2>``."""


def _union(truth: Truth, ground: Ground) -> list[str]:
    """A deletion with breakpoints."""
    info = (
        "AC=22;AF=0.00439297;AFR_AF=0.0008;AMR_AF=0.0029;AN=5008;CIEND=-43,43;CIPOS=-43,43;"
        f"CS=DEL_union;EAS_AF=0.002;END={ground.at(truth.end)};EUR_AF=0.0099;NS=2504;"
        "SAS_AF=0.0072;SVTYPE=DEL"
    )
    place = [str(ground.at(truth.start) - 1), "BI_GS_DEL1_B1_P1282_316"]
    alleles = [ground.base(truth.start - 1), "<CN0>"]
    return [*place, *alleles, "100", "PASS", info, "GT", _GENOTYPE[truth.copies]]


def _depth(truth: Truth, ground: Ground) -> list[str]:
    """A multi-allelic site of read depth."""
    start, end = ground.at(truth.start), ground.at(truth.end)
    info = (
        "AC=32,11;AF=0.00638978,0.00219649;AFR_AF=0.0081,0.0038;AMR_AF=0.0076,0.0014;AN=5008;"
        f"CS=DUP_gs;EAS_AF=0.0066,0.002;END={end};EUR_AF=0.0096,0.002;NS=2504;"
        "SAS_AF=0.008,0.001;SITEPOST=1;SVTYPE=CNV"
    )
    place = [str(start), f"DUP_gs_CNV_6_{start}_{end}", ground.base(truth.start), "<CN0>,<CN2>"]
    return [*place, ".", "PASS", info, "GT", _GENOTYPE[truth.copies]]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    is_short = truth.what is What.DELETION and truth.length < LONGEST_UNION
    return ground.file(_HEADER, [(_union if is_short else _depth)(truth, ground)])
