"""DELLY in CNV mode: POS is the first base, END the last; GT is ``./.``, CN the person's copies.

The first versions write POS one base further. RDCN is the copies as measured. Segments of two
copies are not written (unless segmentation is asked for). No SVLEN, and no line names the program:
SVMETHOD and the fields do. Loss of heterozygosity cannot be said. Checked against the program's
source (cnv.h, several versions) and its issue 223.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "delly_cnv"

_HEADER = """\
##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="All filters passed">
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
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        info = (
            f"IMPRECISE;SVTYPE=CNV;SVMETHOD=EMBL.DELLYv1.1.6;END={ground.at(truth.end)};"
            "CIPOS=-40,40;CIEND=-40,40;MP=0.96"
        )
        likelihoods = ",".join("0" if n == truth.copies else f"-{40 + n}" for n in range(10))
        cell = f"./.:{truth.copies}:{likelihoods}:90:PASS:{truth.copies}.02:0.14"
        place = [str(ground.at(truth.start)), "CNV00000012", "N", "<CNV>", "840", "PASS"]
        rows.append([*place, info, "GT:CN:CNL:GQ:FT:RDCN:RDSD", cell])
    return ground.file(_HEADER, rows)
