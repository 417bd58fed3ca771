"""DRAGEN CNV 4.4 with allele-specific copy number: VCF 4.4, SVLEN positive, no SVTYPE, SVCLAIM=D.

POS is the base before; CN is the person's copies and MCN those of the minor allele. Loss of
heterozygosity is ``<LOH>`` with GT 1/1 and MCN 0. Written from clinical rules 2.5 and 2.6; the
exact text of the header lines of this version was not seen.
"""

from __future__ import annotations

from tests.dialects.dragen_cnv import RATIO
from tests.dialects.truth import Ground, Truth, What

NAME = "dragen_cnv"

_HEADER = """\
##fileformat=VCFv4.4
##DRAGENVersion=<ID=dragen,Version="SW: 07.031.732.4.4.4, HW: 07.031.732">
##source=DRAGEN_ASCN
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=LOH,Description="Loss of heterozygosity">
##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="Reference positions of the record">
##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="Length">
##INFO=<ID=SVCLAIM,Number=A,Type=String,Description="Claim">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=SM,Number=1,Type=Float,Description="Linear copy ratio of the segment mean">
##FORMAT=<ID=CN,Number=1,Type=Float,Description="Estimated copy number">
##FORMAT=<ID=MCN,Number=1,Type=Integer,Description="Estimated minor allele copy number">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins in the region">
""".splitlines()
_ALLELE = {
    What.NOTHING: (".", "./."),
    What.DUPLICATION: ("<DUP>", "./1"),
    What.LOSS_OF_HETEROZYGOSITY: ("<LOH>", "1/1"),
}


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    homozygous = "1/1" if truth.is_homozygous else "0/1"
    alt, genotype = _ALLELE.get(truth.what, ("<DEL>", homozygous))
    end = ground.at(truth.end)
    claim = f"SVLEN={truth.length};SVCLAIM=D;" if alt != "." else ""
    minor = 1 if truth.what in {What.NOTHING, What.DUPLICATION} else 0
    cell = f"{genotype}:{RATIO[truth.copies]}:{truth.copies}:{minor}:12"
    place = [str(ground.at(truth.start) - 1), "DRAGEN:1", "N", alt, "120", "PASS"]
    row = [*place, f"{claim}END={end};REFLEN={truth.length}", "GT:SM:CN:MCN:BC", cell]
    return ground.file(_HEADER, [row])
