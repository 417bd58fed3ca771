"""Canvas: POS is the base before, END the last base, CNVLEN the length; CN is the person's copies.

A loss of one copy is ``<CN0>`` with GT 0/1, of both GT 1/1; a gain ``<DUP>``; a normal segment has
ALT ``.``; loss of heterozygosity ``<CN0>,<CN2>`` with GT 1/2, CN 2 and MCC 2. Written from clinical
rules 2.5 and records quoted in public repositories.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "canvas"

_HEADER = """\
##fileformat=VCFv4.1
##source=Canvas 1.40.0.1613+master
##ALT=<ID=CN0,Description="Copy number allele: 0 copies">
##ALT=<ID=CN2,Description="Copy number allele: 2 copies">
##ALT=<ID=DUP,Description="Duplication">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=CNVLEN,Number=1,Type=Integer,Description="Reference positions spanned">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##FILTER=<ID=q10,Description="Quality below 10">
##FILTER=<ID=L10kb,Description="Shorter than 10 kb">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=RC,Number=1,Type=Float,Description="Mean counts per bin">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=MCC,Number=1,Type=Integer,Description="Major chromosome count">
##FORMAT=<ID=QS,Number=1,Type=Float,Description="Quality">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
""".splitlines()


def _alleles(truth: Truth) -> tuple[str, str, str, str]:
    """Word of the ID, ALT, GT and MCC."""
    if truth.what is What.DELETION:
        return "LOSS", "<CN0>", "1/1" if truth.is_homozygous else "0/1", str(truth.copies)
    if truth.what is What.DUPLICATION:
        return "GAIN", "<DUP>", "0/1", "2"
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return "LOH", "<CN0>,<CN2>", "1/2", "2"
    return "REF", ".", "./.", "1"


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    word, alt, genotype, major = _alleles(truth)
    start, end = ground.at(truth.start), ground.at(truth.end)
    kind = "SVTYPE=LOH;" if word == "LOH" else "SVTYPE=CNV;" if alt != "." else ""
    info = f"{kind}END={end};CNVLEN={truth.length};CIPOS=-20,20;CIEND=-20,20"
    cell = f"{genotype}:{27.5 * truth.copies + 1:.2f}:9:{truth.copies}:{major}:36.58:PASS"
    name = f"Canvas:{word}:{ground.contig}:{start}-{end}"
    row = [str(start - 1), name, "N", alt, "36.58", "PASS", info, "GT:RC:BC:CN:MCC:QS:FT", cell]
    return ground.file(_HEADER, [row])
