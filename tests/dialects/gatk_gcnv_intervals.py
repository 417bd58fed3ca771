"""GATK gCNV intervals: one record each, haploid GT, CN; POS is the first base, END the last.

GT is one index into ``<DEL>,<DUP>``, which every record lists: 0 for two copies, 1 for a loss, 2
for a gain; one and two copies lost look alike, so CN tells. CNLP has one value for each copy number
from 0, the called one 0; CNQ is the second smallest. QUAL and FILTER are empty. An event is one
record, as an interval that holds it would be. Loss of heterozygosity cannot be said. Checked
against the program's source (GermlineCNVIntervalVariantComposer) and the files of GATK 4.5 in its
issues 8619 and 8628.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_gcnv"

_HEADER = """\
##fileformat=VCFv4.2
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=CNLP,Number=.,Type=Integer,Description="Copy number log posteriors">
##FORMAT=<ID=CNQ,Number=1,Type=Integer,Description="Copy number quality">
##FORMAT=<ID=GT,Number=1,Type=Integer,Description="Genotype">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##source=PostprocessGermlineCNVCalls
""".splitlines()
_CALL = {
    0: "1:0:0,78,88,96,104,111:78",
    1: "1:1:61,0,58,93,101,110:58",
    2: "0:2:90,62,0,55,99,120:55",
    3: "2:3:118,96,57,0,60,98:57",
}
"""The sample by the person's copies."""


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    start, end = ground.at(truth.start), ground.at(truth.end)
    name = f"CNV_{ground.contig}_{start}_{end}"
    row = [str(start), name, "N", "<DEL>,<DUP>", ".", ".", f"END={end}", "GT:CN:CNLP:CNQ"]
    return ground.file(_HEADER, [[*row, _CALL[truth.copies]]])
