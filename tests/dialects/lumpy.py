"""smoove (LUMPY, SVTyper, duphold): POS is the base before, END the last base, SVLEN signed.

GT is SVTyper's and tells the copies; DHFC, DHBFC and DHFFC are duphold's depth of the event against
the chromosome, bins of like GC, and the flanks. FILTER is empty. A junction caller: loss of
heterozygosity cannot be said. Checked against SVTyper's test file, smoove's source and the field
lists and records that public repositories quote.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "lumpy"

_HEADER = """\
##fileformat=VCFv4.2
##source=LUMPY
##smoove_version=0.2.6
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=STRANDS,Number=.,Type=String,Description="Strands">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS95,Number=2,Type=Integer,Description="95 % interval around POS">
##INFO=<ID=CIEND95,Number=2,Type=Integer,Description="95 % interval around END">
##INFO=<ID=MATEID,Number=.,Type=String,Description="Mate breakend">
##INFO=<ID=EVENT,Number=1,Type=String,Description="Event">
##INFO=<ID=SECONDARY,Number=0,Type=Flag,Description="Second breakend">
##INFO=<ID=SU,Number=.,Type=Integer,Description="Evidence">
##INFO=<ID=PE,Number=.,Type=Integer,Description="Pairs">
##INFO=<ID=SR,Number=.,Type=Integer,Description="Split reads">
##INFO=<ID=PRPOS,Number=.,Type=String,Description="Probability curve of POS">
##INFO=<ID=PREND,Number=.,Type=String,Description="Probability curve of END">
##INFO=<ID=GCF,Number=1,Type=Float,Description="GC fraction">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Float,Description="Quality">
##FORMAT=<ID=SQ,Number=1,Type=Float,Description="Quality of being variant">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="Likelihoods">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">
##FORMAT=<ID=RO,Number=1,Type=Integer,Description="Reference observations">
##FORMAT=<ID=AO,Number=A,Type=Integer,Description="Alternate observations">
##FORMAT=<ID=QR,Number=1,Type=Integer,Description="Quality of reference observations">
##FORMAT=<ID=QA,Number=A,Type=Integer,Description="Quality of alternate observations">
##FORMAT=<ID=RS,Number=1,Type=Integer,Description="Reference split reads">
##FORMAT=<ID=AS,Number=A,Type=Integer,Description="Alternate split reads">
##FORMAT=<ID=ASC,Number=A,Type=Integer,Description="Alternate clipped reads">
##FORMAT=<ID=RP,Number=1,Type=Integer,Description="Reference pairs">
##FORMAT=<ID=AP,Number=A,Type=Integer,Description="Alternate pairs">
##FORMAT=<ID=AB,Number=A,Type=Float,Description="Allele balance">
##FORMAT=<ID=DHFC,Number=1,Type=Float,Description="Depth against the chromosome">
##FORMAT=<ID=DHBFC,Number=1,Type=Float,Description="Depth against bins of like GC">
##FORMAT=<ID=DHFFC,Number=1,Type=Float,Description="Depth against the flanks">
##FORMAT=<ID=DHSP,Number=1,Type=Integer,Description="Spanning pairs">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or duplication."""
    loss = truth.what is What.DELETION
    kind, strands = ("DEL", "+-:18") if loss else ("DUP", "-+:18")
    length = -truth.length if loss else truth.length
    info = (
        f"SVTYPE={kind};SVLEN={length};END={ground.at(truth.end)};STRANDS={strands};"
        "CIPOS=-2,2;CIEND=-2,2;CIPOS95=0,0;CIEND95=0,0;SU=18;PE=11;SR=7;GCF=0.41"
    )
    depth = f"{truth.copies / 2 + 0.01:.3f}"
    genotype = (
        "1/1:53:620.39:-63,-6,-1:21:0:21:0:20:0:7:3:0:11:1"
        if truth.is_homozygous
        else "0/1:200:640.2:-65,-1,-24:39:20:18:20:18:8:7:0:12:11:0.47"
    )
    place = [str(ground.at(truth.start) - 1), "12", "N", f"<{kind}>", "640.2", ".", info]
    fields = "GT:GQ:SQ:GL:DP:RO:AO:QR:QA:RS:AS:ASC:RP:AP:AB:DHFC:DHFFC:DHBFC:DHSP"
    return [*place, fields, f"{genotype}:{depth}:{depth}:{depth}:11"]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
