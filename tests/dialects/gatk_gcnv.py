"""GATK gCNV segments, recent versions: POS is the first base, END the last; no SVTYPE, no SVLEN.

CN is the person's copies. A loss lists ``<DEL>`` alone with GT 0/1 or 1/1, a gain ``<DUP>`` alone
with GT ``./.``, a normal segment ALT ``.`` with GT 0/0. QUAL is QS; FILTER is empty. Older versions
list ``<DEL>,<DUP>`` in every record with GT as one index, as in the intervals file. Loss of
heterozygosity cannot be said. Checked against the program's source
(GermlineCNVSegmentVariantComposer, GATKSVVariantContextUtils) and its issue 9111.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_gcnv"

_HEADER = """\
##fileformat=VCFv4.2
##FILTER=<ID=LOW_QS,Description="QS too low">
##FILTER=<ID=FREQ,Description="Too frequent">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Segment copy number">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Segment genotype">
##FORMAT=<ID=NP,Number=1,Type=Integer,Description="Points in the segment">
##FORMAT=<ID=QA,Number=1,Type=Integer,Description="Quality of all points">
##FORMAT=<ID=QS,Number=1,Type=Integer,Description="Quality of any point">
##FORMAT=<ID=QSE,Number=1,Type=Integer,Description="Quality of the end">
##FORMAT=<ID=QSS,Number=1,Type=Integer,Description="Quality of the start">
##GATKCommandLine=<ID=PostprocessGermlineCNVCalls,CommandLine="PostprocessGermlineCNVCalls">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##source=PostprocessGermlineCNVCalls
""".splitlines()
_CALL = {0: ("<DEL>", "1/1"), 1: ("<DEL>", "0/1"), 2: (".", "0/0"), 3: ("<DUP>", "./.")}
"""ALT and GT by the person's copies."""


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    start, end = ground.at(truth.start), ground.at(truth.end)
    alt, genotype = _CALL[truth.copies]
    cell = f"{genotype}:{truth.copies}:4:60:228:45:48"
    name = f"CNV_{ground.contig}_{start}_{end}"
    row = [str(start), name, "N", alt, "227.65", ".", f"END={end}", "GT:CN:NP:QA:QS:QSE:QSS", cell]
    return ground.file(_HEADER, [row])
