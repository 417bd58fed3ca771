"""GATK gCNV intervals: one record per target, haploid GT, CN; POS is the first base.

GT is one index: 0 for two copies, 1 for a loss, 2 for a gain; one and two copies lost look alike,
so CN tells. An event is one record over its interval, as a target that holds it would be.
Written from clinical rules 2.5.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_gcnv"

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=CNLP,Number=6,Type=Integer,Description="Copy number log posteriors">
##FORMAT=<ID=CNQ,Number=1,Type=Integer,Description="Copy number quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
""".splitlines()
_GENOTYPE = {0: "1", 1: "1", 2: "0", 3: "2"}


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    start, end = ground.at(truth.start), ground.at(truth.end)
    cell = f"{_GENOTYPE[truth.copies]}:{truth.copies}:90,60,0,55,99,120:55"
    row = [str(start), ".", "N", "<DEL>,<DUP>", ".", ".", f"END={end}", "GT:CN:CNLP:CNQ", cell]
    return ground.file(_HEADER, [row])
