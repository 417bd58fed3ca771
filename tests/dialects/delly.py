"""DELLY in SV mode: POS is the base before, END the last base; GT tells the copies, RDCN the depth.

SVLEN is written for insertions only; CHR2 and POS2 for translocations only. A duplication is
``<DUP>``, tandem by CT=5to3. RDCN is twice RC over the sum of the flanks RCL and RCR. No line names
the program: SVMETHOD and the fields do. A junction caller: loss of heterozygosity cannot be said.
Checked against the program's source (modvcf.h).
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "delly"

_HEADER = """\
##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="All filters passed">
##fileDate=20230311
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=BND,Description="Translocation">
##ALT=<ID=INS,Description="Insertion">
##FILTER=<ID=LowQual,Description="Poor quality">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of POS2">
##INFO=<ID=POS2,Number=1,Type=Integer,Description="Position on CHR2">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=PE,Number=1,Type=Integer,Description="Pairs">
##INFO=<ID=MAPQ,Number=1,Type=Integer,Description="Mapping quality of pairs">
##INFO=<ID=SRMAPQ,Number=1,Type=Integer,Description="Mapping quality of split reads">
##INFO=<ID=SR,Number=1,Type=Integer,Description="Split reads">
##INFO=<ID=SRQ,Number=1,Type=Float,Description="Alignment quality of the consensus">
##INFO=<ID=CONSENSUS,Number=1,Type=String,Description="Consensus of split reads">
##INFO=<ID=CT,Number=1,Type=String,Description="Connection type">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length of an insertion">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVMETHOD,Number=1,Type=String,Description="Method">
##INFO=<ID=INSLEN,Number=1,Type=Integer,Description="Inserted bases">
##INFO=<ID=HOMLEN,Number=1,Type=Integer,Description="Microhomology">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="Likelihoods">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
##FORMAT=<ID=RC,Number=1,Type=Integer,Description="Reads in the event">
##FORMAT=<ID=RCL,Number=1,Type=Integer,Description="Reads left">
##FORMAT=<ID=RCR,Number=1,Type=Integer,Description="Reads right">
##FORMAT=<ID=RDCN,Number=1,Type=Integer,Description="Copies by read depth">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Reference pairs">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Variant pairs">
##FORMAT=<ID=RR,Number=1,Type=Integer,Description="Reference junction reads">
##FORMAT=<ID=RV,Number=1,Type=Integer,Description="Variant junction reads">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or duplication."""
    kind, orientation = ("DEL", "3to5") if truth.what is What.DELETION else ("DUP", "5to3")
    info = (
        f"PRECISE;SVTYPE={kind};SVMETHOD=EMBL.DELLYv1.1.6;END={ground.at(truth.end)};PE=14;"
        f"MAPQ=60;CT={orientation};CIPOS=-3,3;CIEND=-3,3;SRMAPQ=60;INSLEN=0;HOMLEN=2;SR=11;"
        "SRQ=0.991"
    )
    genotype, support = ("1/1:-90,-9,0:90", "0:14:0:24")
    if not truth.is_homozygous:
        genotype, support = ("0/1:-40,0,-60:400", "9:14:18:11")
    cell = f"{genotype}:PASS:450:{450 * truth.copies}:450:{truth.copies}:{support}"
    before = ground.base(truth.start - 1)
    place = [str(ground.at(truth.start) - 1), f"{kind}00000012", before, f"<{kind}>", "840"]
    return [*place, "PASS", info, "GT:GL:GQ:FT:RCL:RC:RCR:RDCN:DR:DV:RR:RV", cell]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
