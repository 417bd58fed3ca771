"""GATK gCNV segments: POS is the first base, END the last; every record lists both ALT.

CN is the person's copies; a gain has GT ``./.``, a normal segment ``0/0`` and CN 2. Loss of
heterozygosity cannot be said. Written from clinical rules 2.5.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_gcnv"

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Segment copy number">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Segment genotype">
##FORMAT=<ID=NP,Number=1,Type=Integer,Description="Points in the segment">
##FORMAT=<ID=QA,Number=1,Type=Integer,Description="Quality of all points">
##FORMAT=<ID=QS,Number=1,Type=Integer,Description="Quality of any point">
##FORMAT=<ID=QSE,Number=1,Type=Integer,Description="Quality of the end">
##FORMAT=<ID=QSS,Number=1,Type=Integer,Description="Quality of the start">
##GATKCommandLine=<ID=PostprocessGermlineCNVCalls,CommandLine="PostprocessGermlineCNVCalls">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
""".splitlines()
_GENOTYPE = {0: "1/1", 1: "0/1", 2: "0/0", 3: "./."}


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    start, end = ground.at(truth.start), ground.at(truth.end)
    cell = f"{_GENOTYPE[truth.copies]}:{truth.copies}:4:60:120:45:48"
    name = f"CNV_{ground.contig}_{start}_{end}"
    row = [str(start), name, "N", "<DEL>,<DUP>", "120", ".", f"END={end}", "GT:CN:NP:QA:QS:QSE:QSS"]
    return ground.file(_HEADER, [[*row, cell]])
