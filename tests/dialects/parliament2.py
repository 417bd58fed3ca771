"""Parliament2: six short-read callers, genotyped by SVTyper and merged by SURVIVOR.

Start is POS + 1, end is INFO/END; there is no SVLEN, but INFO/AVGLEN, the mean length over the
callers (negative for a deletion, with a fraction). Copies follow from FORMAT/GT, which the merge
sets by majority: ``1/1`` where more callers are homozygous than heterozygous, else ``0/1``.
FORMAT/SP names the callers and has no header line. INFO/SUPP_VEC has one digit for each merged
file, not for each sample. Loss of heterozygosity cannot be said; a normal region has no record.

Checked against ``combine_svs.cpp`` in fritzsedlazeck/SURVIVOR (later versions write SVLEN, an
earlier one, as in records quoted in public, AVGLEN) and ``resources/combine_combined.py`` in
dnanexus-archive/parliament2. Which SURVIVOR that image holds is not confirmed.
"""

from __future__ import annotations

from tests.dialects.sniffles import genotype, symbol
from tests.dialects.truth import Ground, Truth, What

NAME = "survivor"

_HEADER = """\
##fileformat=VCFv4.1
##source=SURVIVOR
##fileDate=20190412
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=BND,Description="Translocation">
##ALT=<ID=INS,Description="Insertion">
##INFO=<ID=CIEND,Number=2,Type=String,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=String,Description="Interval around POS">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of END">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=MAPQ,Number=1,Type=Integer,Description="Median mapping quality">
##INFO=<ID=RE,Number=1,Type=Integer,Description="Read support">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise">
##INFO=<ID=AVGLEN,Number=1,Type=Float,Description="Mean length">
##INFO=<ID=SVMETHOD,Number=1,Type=String,Description="Method">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SUPP_VEC,Number=1,Type=String,Description="Vector of supporting files">
##INFO=<ID=SUPP,Number=1,Type=String,Description="Supporting files">
##INFO=<ID=STRANDS,Number=1,Type=String,Description="Direction of the reads">
##INFO=<ID=CALLERS,Number=.,Type=String,Description="Callers of the allele">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PSV,Number=1,Type=String,Description="Previous support vector">
##FORMAT=<ID=LN,Number=1,Type=Integer,Description="Length">
##FORMAT=<ID=DR,Number=2,Type=Integer,Description="Reads of reference and variant">
##FORMAT=<ID=ST,Number=1,Type=String,Description="Strands">
##FORMAT=<ID=TY,Number=1,Type=String,Description="Types">
##FORMAT=<ID=CO,Number=1,Type=String,Description="Coordinates">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record on which CNVnator, LUMPY and Manta agree."""
    kind, callers = symbol(truth), "CNVNATOR,LUMPY,MANTA"
    mean = truth.length + 1 / 3
    length, strands = (-mean, "+-") if kind == "DEL" else (mean, "-+")
    info = (
        f"SUPP=3;SUPP_VEC=001011;AVGLEN={length:.6g};SVTYPE={kind};SVMETHOD=SURVIVORv2;"
        f"CHR2={ground.contig};END={ground.at(truth.end)};CIPOS=-34,12;CIEND=-18,41;"
        f"STRANDS={strands};CALLERS={callers}"
    )
    place = [str(ground.at(truth.start) - 1), f"{kind}001SUR", "N", f"<{kind}>"]
    return [*place, ".", "PASS", info, "GT:SP", f"{genotype(truth)}:{callers}"]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
