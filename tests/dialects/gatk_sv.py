"""GATK-SV: POS is the base before, END the last base, SVLEN positive; RD_CN is the person's copies.

GT tells the copies, EV the evidence for it, ECN the copies that the sex leads one to expect. Loss
of heterozygosity cannot be said. FORMAT fields are checked against the pipeline's scripts and
records that public repositories quote; POS and the sign of SVLEN are from clinical rules 2.5.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_sv"

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=BND,Description="Translocation">
##ALT=<ID=CNV,Description="Copy number polymorphism">
##ALT=<ID=CPX,Description="Complex">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FILTER=<ID=HIGH_NCR,Description="Many samples without call">
##FILTER=<ID=MULTIALLELIC,Description="Site with many alleles">
##FILTER=<ID=UNRESOLVED,Description="Unresolved">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies at a site with many alleles">
##FORMAT=<ID=CNQ,Number=1,Type=Integer,Description="Quality of CN">
##FORMAT=<ID=ECN,Number=1,Type=Integer,Description="Expected copy number">
##FORMAT=<ID=EV,Number=.,Type=String,Description="Evidence of the genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PE_GQ,Number=1,Type=Integer,Description="Quality of PE_GT">
##FORMAT=<ID=PE_GT,Number=1,Type=Integer,Description="Genotype by pairs">
##FORMAT=<ID=RD_CN,Number=1,Type=Integer,Description="Copies by read depth">
##FORMAT=<ID=RD_GQ,Number=1,Type=Integer,Description="Quality of RD_CN">
##FORMAT=<ID=SR_GQ,Number=1,Type=Integer,Description="Quality of SR_GT">
##FORMAT=<ID=SR_GT,Number=1,Type=Integer,Description="Genotype by split reads">
##INFO=<ID=ALGORITHMS,Number=.,Type=String,Description="Source algorithms">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Contig of END2">
##INFO=<ID=CPX_TYPE,Number=1,Type=String,Description="Class of complex variant">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=END2,Number=1,Type=Integer,Description="Position on CHR2">
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
        copies = 2 if truth.is_homozygous else 1
        info = (
            f"ALGORITHMS=depth,manta;END={ground.at(truth.end)};EVIDENCE=PE,RD,SR;"
            f"SVLEN={truth.length};SVTYPE={kind}"
        )
        cell = (
            f"{'1/1' if copies == 2 else '0/1'}:2:RD,PE,SR:99:99:{copies}:{truth.copies}:99:99:"
            f"{copies}"
        )
        fields = "GT:ECN:EV:GQ:PE_GQ:PE_GT:RD_CN:RD_GQ:SR_GQ:SR_GT"
        place = [str(ground.at(truth.start) - 1), f"cohort.{kind}_chr6_7", "N", f"<{kind}>", "400"]
        rows.append([*place, "PASS", info, fields, cell])
    return ground.file(_HEADER, rows)
