"""DRAGEN CNV up to 4.3: POS is the base before, END the last base, SVLEN negative for a loss.

CN is the person's copies, SM the copy ratio of the segment. A gain has GT ``./1``, a segment of
two copies ALT ``.`` and GT ``./.``; loss of heterozygosity is ``<DEL>,<DUP>`` with GT 1/2. Checked
against records that DRAGEN users quote in public repositories.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "dragen_cnv"

_HEADER = """\
##fileformat=VCFv4.2
##DRAGENVersion=<ID=dragen,Version="SW: 07.021.604.4.2.4, HW: 07.021.604">
##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--enable-cnv true">
##ALT=<ID=CNV,Description="Copy number variant">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="Reference positions of the record">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##FILTER=<ID=cnvQual,Description="Quality below 10">
##FILTER=<ID=cnvCopyRatio,Description="Copy ratio near 1">
##FILTER=<ID=cnvLength,Description="Shorter than 10000">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=SM,Number=1,Type=Float,Description="Linear copy ratio of the segment mean">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Estimated copy number">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins in the region">
##FORMAT=<ID=PE,Number=2,Type=Integer,Description="Improper pairs at start and stop">
""".splitlines()
RATIO = {0: "0.018", 1: "0.507", 2: "0.994", 3: "1.496"}
"""Copy ratio by the person's copies."""


def _alleles(truth: Truth) -> tuple[str, str, str, str]:
    """Word of the ID, ALT, GT and SVLEN with its key."""
    if truth.what is What.DELETION:
        return "LOSS", "<DEL>", "1/1" if truth.is_homozygous else "0/1", f"SVLEN={-truth.length};"
    if truth.what is What.DUPLICATION:
        return "GAIN", "<DUP>", "./1", f"SVLEN={truth.length};"
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return "CNLOH", "<DEL>,<DUP>", "1/2", f"SVLEN={-truth.length},{truth.length};"
    return "REF", ".", "./.", ""


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    word, alt, genotype, length = _alleles(truth)
    start, end = ground.at(truth.start), ground.at(truth.end)
    kind = "SVTYPE=CNV;" if alt != "." else ""
    info = f"{length}{kind}END={end};REFLEN={truth.length}"
    cell = f"{genotype}:{RATIO[truth.copies]}:{truth.copies}:12:3,4"
    name = f"DRAGEN:{word}:{ground.contig}:{start}-{end}"
    row = [str(start - 1), name, "N", alt, "81", "PASS", info, "GT:SM:CN:BC:PE", cell]
    return ground.file(_HEADER, [row])
