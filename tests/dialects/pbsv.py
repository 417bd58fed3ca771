"""pbsv 2.

Deletion up to 100 kb: start is POS + 1, end is INFO/END, length is the negative INFO/SVLEN; the
caller always writes the bases, the locus has unknown ones, hence ``<DEL>`` here. Deletion above
100 kb: two BND records joined by INFO/MATEID; POS of the first is the last base kept on the left,
POS of the second the first base kept on the right, INFO/MATEDIST their distance; no END, no SVLEN.
Duplication: ``<DUP>`` with END and SVLEN. Copies follow from FORMAT/GT. A junction caller: loss of
heterozygosity cannot be said.

Checked against the README of PacificBiosciences/pbsv (sizes, filters) and against records and
headers quoted in public files and in the issues of PacificBiosciences/pbbioconda; the caller's
source is closed. POS of ``<DUP>`` as base before is not confirmed.
"""

from __future__ import annotations

from tests.dialects.sniffles import genotype, support, symbol
from tests.dialects.truth import Ground, Truth, What

NAME = "pbsv"
LONGEST_DELETION = 100_000

_HEADER = """\
##fileformat=VCFv4.2
##fileDate=2023-03-29T10:11:12.131Z
##source=pbsv 2.8.0 (commit SL-release-10.2.0-8-g20b8f57)
##PG="pbsv call --ccs ref.fa P1.svsig.gz P1.vcf"
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=SVANN,Number=.,Type=String,Description="Repeat annotation">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=MATEID,Number=.,Type=String,Description="ID of mate breakends">
##INFO=<ID=MATEDIST,Number=1,Type=Integer,Description="Distance to the mate on the same contig">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SHADOWED,Number=0,Type=Flag,Description="CNV inside a deletion">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=CNV,Description="Copy number variable region">
##FILTER=<ID=Decoy,Description="Decoy sequence">
##FILTER=<ID=NearReferenceGap,Description="Near a gap of the reference">
##FILTER=<ID=NearContigEnd,Description="Near a contig end">
##FILTER=<ID=InsufficientStrandEvidence,Description="Too few reads per strand">
##FILTER=<ID=NotFullySpanned,Description="No read spans the duplication">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depth per allele">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=SAC,Number=.,Type=Integer,Description="Reads per strand and allele">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number of imprecise events">
##reference=file:ref.fa
""".splitlines()


def _sample(truth: Truth) -> list[str]:
    """FORMAT and the sample's column."""
    reference, variant = support(truth)
    return ["GT:AD:DP", f"{genotype(truth)}:{reference},{variant}:{reference + variant}"]


def _symbolic(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion up to 100 kb or of a duplication."""
    kind = symbol(truth)
    length = truth.length if kind == "DUP" else -truth.length
    name = "pbsv.SPLIT.DUP.1" if kind == "DUP" else "pbsv.DEL.1"
    place = [str(ground.at(truth.start) - 1), name, ground.base(truth.start - 1), f"<{kind}>"]
    info = f"SVTYPE={kind};END={ground.at(truth.end)};SVLEN={length}"
    return [*place, ".", "PASS", info, *_sample(truth)]


def _breakends(truth: Truth, ground: Ground) -> list[list[str]]:
    """The two records of a deletion above 100 kb."""
    left, right = ground.at(truth.start) - 1, ground.at(truth.end) + 1
    here, there = f"{ground.contig}:{left}", f"{ground.contig}:{right}"
    ids = (f"pbsv.BND.{here}-{there}", f"pbsv.BND.{there}-{here}")
    bases = (ground.base(truth.start - 1), ground.base(truth.end + 1))
    alts = (f"{bases[0]}[{there}[", f"]{here}]{bases[1]}")
    places = ((left, 0), (right, 1))
    return [
        [
            *(str(position), ids[side], bases[side], alts[side], ".", "PASS"),
            f"SVTYPE=BND;CIPOS=0,0;MATEID={ids[1 - side]};MATEDIST={right - left}",
            *_sample(truth),
        ]
        for position, side in places
    ]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    if truth.what is What.NOTHING:
        rows = []
    elif truth.what is What.DELETION and truth.length > LONGEST_DELETION:
        rows = _breakends(truth, ground)
    else:
        rows = [_symbolic(truth, ground)]
    return ground.file(_HEADER, rows)
