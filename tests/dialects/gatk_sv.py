"""GATK-SV: POS is the base before, END the last base, SVLEN positive; RD_CN is the person's copies.

Loss of heterozygosity cannot be said. Written from clinical rules 2.5.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_sv"

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=CNV,Description="Copy number polymorphism">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FILTER=<ID=HIGH_SR_BACKGROUND,Description="Split reads in many samples">
##FORMAT=<ID=ECN,Number=1,Type=Integer,Description="Expected copy number">
##FORMAT=<ID=EV,Number=.,Type=String,Description="Evidence of the genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=RD_CN,Number=1,Type=Integer,Description="Copies by read depth">
##FORMAT=<ID=RD_GQ,Number=1,Type=Integer,Description="Quality of RD_CN">
##INFO=<ID=ALGORITHMS,Number=.,Type=String,Description="Source algorithms">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=EVIDENCE,Number=.,Type=String,Description="Classes of evidence">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
""".splitlines()


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        kind = "DEL" if truth.what is What.DELETION else "DUP"
        genotype = "1/1" if truth.is_homozygous else "0/1"
        info = (
            f"ALGORITHMS=depth,manta;END={ground.at(truth.end)};EVIDENCE=PE,RD,SR;"
            f"SVLEN={truth.length};SVTYPE={kind}"
        )
        cell = f"{genotype}:2:RD,PE,SR:99:{truth.copies}:99"
        place = [str(ground.at(truth.start) - 1), f"cohort.{kind}_chr6_7", "N", f"<{kind}>", "400"]
        rows.append([*place, "PASS", info, "GT:ECN:EV:GQ:RD_CN:RD_GQ", cell])
    return ground.file(_HEADER, rows)
