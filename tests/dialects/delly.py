"""DELLY in SV mode: POS is the base before, END the last base; GT tells the copies, RDCN the depth.

SVLEN is not written for a deletion by many versions. A duplication is ``<DUP>``, tandem by CT=5to3.
A junction caller: loss of heterozygosity cannot be said. Checked against records quoted in public
repositories.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "delly"

HEADER = """\
##fileformat=VCFv4.2
##fileDate=20230311
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=BND,Description="Translocation">
##ALT=<ID=INS,Description="Insertion">
##FILTER=<ID=LowQual,Description="Poor quality">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of END">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=PE,Number=1,Type=Integer,Description="Pairs">
##INFO=<ID=SR,Number=1,Type=Integer,Description="Split reads">
##INFO=<ID=CT,Number=1,Type=String,Description="Connection type">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVMETHOD,Number=1,Type=String,Description="Method">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="Likelihoods">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
##FORMAT=<ID=RCL,Number=1,Type=Integer,Description="Reads left">
##FORMAT=<ID=RC,Number=1,Type=Integer,Description="Reads in the event">
##FORMAT=<ID=RCR,Number=1,Type=Integer,Description="Reads right">
##FORMAT=<ID=RDCN,Number=1,Type=Integer,Description="Copies by read depth">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Reference pairs">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Variant pairs">
##FORMAT=<ID=RR,Number=1,Type=Integer,Description="Reference junction reads">
##FORMAT=<ID=RV,Number=1,Type=Integer,Description="Variant junction reads">
""".splitlines()


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        kind, orientation = ("DEL", "3to5") if truth.what is What.DELETION else ("DUP", "5to3")
        info = (
            f"PRECISE;SVTYPE={kind};SVMETHOD=EMBL.DELLYv1.1.6;END={ground.at(truth.end)};PE=14;"
            f"MAPQ=60;CT={orientation};CIPOS=-3,3;CIEND=-3,3;SR=11"
        )
        genotype = "1/1:-90,-9,0:90" if truth.is_homozygous else "0/1:-40,0,-60:400"
        cell = f"{genotype}:PASS:900:{450 * truth.copies}:900:{truth.copies}:9:14:8:11"
        place = [str(ground.at(truth.start) - 1), f"{kind}00000012", "N", f"<{kind}>", "840"]
        rows.append([*place, "PASS", info, "GT:GL:GQ:FT:RCL:RC:RCR:RDCN:DR:DV:RR:RV", cell])
    return ground.file(HEADER, rows)
