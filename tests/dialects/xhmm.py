"""XHMM: REF is ``<DIP>``, POS the first base; GT is one index and tells no copies.

END is the last base, SVLEN the positive length, TPOS and TEND the targets' bounds. RD is a z-score,
ORD the mean original depth in reads. Loss of heterozygosity cannot be said. The FORMAT fields and
the form of their values are checked against a record that public repositories quote; INFO and the
header are from clinical rules 2.5, as neither the program's source nor a whole file was found.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "xhmm"

_HEADER = """\
##fileformat=VCFv4.1
##source=xhmm
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length">
##INFO=<ID=TPOS,Number=1,Type=Integer,Description="First target start">
##INFO=<ID=TEND,Number=1,Type=Integer,Description="Last target end">
##INFO=<ID=NUMT,Number=1,Type=Integer,Description="Targets">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=NDQ,Number=1,Type=Integer,Description="Quality of being not diploid">
##FORMAT=<ID=DQ,Number=1,Type=Integer,Description="Quality of being diploid">
##FORMAT=<ID=EQ,Number=A,Type=Integer,Description="Exact quality">
##FORMAT=<ID=SQ,Number=A,Type=Integer,Description="Some quality">
##FORMAT=<ID=NQ,Number=A,Type=Integer,Description="Quality of no event">
##FORMAT=<ID=LQ,Number=A,Type=Integer,Description="Left quality">
##FORMAT=<ID=RQ,Number=A,Type=Integer,Description="Right quality">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
##FORMAT=<ID=RD,Number=1,Type=Float,Description="Mean normalised read depth">
##FORMAT=<ID=ORD,Number=1,Type=Float,Description="Mean original read depth">
##FORMAT=<ID=DSCVR,Number=1,Type=String,Description="Discovered in the sample">
""".splitlines()
_DEPTH = {0: "-7.41:0.31", 1: "-4.02:41.7", 2: "0.11:84.2", 3: "3.60:121.9"}
_INDEX = {0: "1", 1: "1", 2: "0", 3: "2"}


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        start, end = ground.at(truth.start), ground.at(truth.end)
        info = (
            f"AC=1,0;END={end};IMPRECISE;NUMT=3;SVLEN={truth.length};SVTYPE=CNV;"
            f"TEND={end};TPOS={start}"
        )
        cell = (
            f"{_INDEX[truth.copies]}:63:0:9,0:63,0:0,99:8,0:9,0:255,0,255:{_DEPTH[truth.copies]}:Y"
        )
        fields = "GT:NDQ:DQ:EQ:SQ:NQ:LQ:RQ:PL:RD:ORD:DSCVR"
        name = f"{ground.contig}:{start}-{end}"
        rows.append([str(start), name, "<DIP>", "<DEL>,<DUP>", ".", ".", info, fields, cell])
    return ground.file(_HEADER, rows)
