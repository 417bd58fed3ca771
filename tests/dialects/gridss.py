"""GRIDSS: every event is a pair of breakends; ALT gives the place, MATEID the mate, GT is ``.``.

A deletion joins the base before it to the base after it; a tandem duplication joins its last base
to its first. A junction caller without genotypes: copies and loss of heterozygosity cannot be said.
Written from clinical rules 2.5 and VCF 4.5 section 5.4.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gridss"

_HEADER = """\
##fileformat=VCFv4.2
##gridssVersion=2.13.2-gridss
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=MATEID,Number=1,Type=String,Description="Mate">
##INFO=<ID=EVENT,Number=1,Type=String,Description="Event">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=AS,Number=1,Type=Integer,Description="Assemblies">
##INFO=<ID=BASRP,Number=1,Type=Integer,Description="Breakend assembly pairs">
##INFO=<ID=SR,Number=1,Type=Integer,Description="Split reads">
##INFO=<ID=RP,Number=1,Type=Integer,Description="Read pairs">
##FILTER=<ID=NO_ASSEMBLY,Description="No assembly">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=QUAL,Number=1,Type=Float,Description="Quality">
##FORMAT=<ID=REF,Number=1,Type=Integer,Description="Reference reads">
##FORMAT=<ID=REFPAIR,Number=1,Type=Integer,Description="Reference pairs">
##FORMAT=<ID=VF,Number=1,Type=Integer,Description="Variant fragments">
""".splitlines()


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        start, end, contig = ground.at(truth.start), ground.at(truth.end), ground.contig
        if truth.what is What.DELETION:
            low, high = start - 1, end + 1
            alts = f"N[{contig}:{high}[", f"]{contig}:{low}]N"
        else:
            low, high = start, end
            alts = f"]{contig}:{high}]N", f"N[{contig}:{low}["
        for place, name, mate, alt in ((low, "o", "h", alts[0]), (high, "h", "o", alts[1])):
            info = f"AS=1;BASRP=0;EVENT=gridss1;MATEID=gridss1{mate};RP=9;SR=12;SVTYPE=BND"
            cell = ".:812.4:18:16:21"
            row = [str(place), f"gridss1{name}", "N", alt, "812.4", "PASS", info]
            rows.append([*row, "GT:QUAL:REF:REFPAIR:VF", cell])
    return ground.file(_HEADER, rows)
