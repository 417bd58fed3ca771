"""DELLY in CNV mode: POS is the base before, END the last base; GT is ``./.``, CN the copies.

Loss of heterozygosity cannot be said. Written from clinical rules 2.5.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "delly_cnv"

_HEADER = """\
##fileformat=VCFv4.2
##fileDate=20230311
##ALT=<ID=CNV,Description="Copy number variant">
##FILTER=<ID=LowQual,Description="Poor quality">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=MP,Number=1,Type=Float,Description="Mappable fraction">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVMETHOD,Number=1,Type=String,Description="Method">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=CNL,Number=.,Type=Float,Description="Copy number likelihoods">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
##FORMAT=<ID=RDCN,Number=1,Type=Float,Description="Read depth in copies">
##FORMAT=<ID=RDSD,Number=1,Type=Float,Description="Deviation of the read depth">
""".splitlines()


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    info = (
        f"IMPRECISE;SVTYPE=CNV;SVMETHOD=EMBL.DELLYv1.1.6;END={ground.at(truth.end)};"
        "CIPOS=-40,40;CIEND=-40,40;MP=0.96"
    )
    cell = f"./.:{truth.copies}:-90,-9,0:90:PASS:{truth.copies}.02:0.14"
    place = [str(ground.at(truth.start) - 1), "CNV00000012", "N", "<CNV>", "840", "PASS"]
    return ground.file(_HEADER, [[*place, info, "GT:CN:CNL:GQ:FT:RDCN:RDSD", cell]])
