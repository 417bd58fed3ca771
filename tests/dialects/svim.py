"""SVIM 2 with ``--symbolic_alleles``.

Deletion: start is POS + 1, end is INFO/END, length is the negative INFO/SVLEN, copies follow from
FORMAT/GT. Tandem duplication: POS is the first base itself, end is INFO/END, length is INFO/SVLEN,
FORMAT/GT stays ``./.``, and FORMAT/CN is the number of units on the changed copy (2 for one extra
unit), not the person's copies. A junction caller: loss of heterozygosity cannot be said.

Checked against the writers (``SVIM_COMBINE.py``, ``SVCandidate.py``) in eldariont/svim; that
tandem duplications are never genotyped is read from a default and from quoted records only.
"""

from __future__ import annotations

from tests.dialects.sniffles import genotype, support
from tests.dialects.truth import Ground, Truth, What

NAME = "svim"

_HEADER = """\
##fileformat=VCFv4.2
##fileDate=2021-07-01|10:11:12AM|UTC|+0000
##source=SVIM-v2.0.0
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=DUP:TANDEM,Description="Tandem duplication">
##ALT=<ID=DUP:INT,Description="Interspersed duplication">
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=BND,Description="Breakend">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=CUTPASTE,Number=0,Type=Flag,Description="Origin seems to be deleted">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length difference">
##INFO=<ID=SUPPORT,Number=1,Type=Integer,Description="Supporting reads">
##INFO=<ID=STD_SPAN,Number=1,Type=Float,Description="Deviation of span">
##INFO=<ID=STD_POS,Number=1,Type=Float,Description="Deviation of position">
##INFO=<ID=STD_POS1,Number=1,Type=Float,Description="Deviation of breakend 1">
##INFO=<ID=STD_POS2,Number=1,Type=Float,Description="Deviation of breakend 2">
##FILTER=<ID=hom_ref,Description="Homozygous reference">
##FILTER=<ID=not_fully_covered,Description="No read covers the duplication">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depth per allele">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Units of a tandem duplication">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or tandem duplication."""
    reference, variant = support(truth)
    start, end = ground.at(truth.start), ground.at(truth.end)
    evidence = f"SUPPORT={variant};STD_SPAN=0.71;STD_POS=0.5"
    if truth.what is What.DELETION:
        place = [str(start - 1), "svim.DEL.1", "N", "<DEL>"]
        info = f"SVTYPE=DEL;END={end};SVLEN={-truth.length};{evidence}"
        call = f"{genotype(truth)}:{reference + variant}:{reference},{variant}"
        return [*place, "31", "PASS", info, "GT:DP:AD", call]
    place = [str(start), "svim.DUP_TANDEM.1", "N", "<DUP:TANDEM>"]
    info = f"SVTYPE=DUP:TANDEM;END={end};SVLEN={truth.length};{evidence}"
    return [*place, "19", "PASS", info, "GT:CN:DP:AD", f"./.:{truth.copies - 1}:.:.,."]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
