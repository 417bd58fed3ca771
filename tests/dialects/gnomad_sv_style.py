"""GATK-SV, a multi-allelic copy number site as in a call set of many people, one sample kept.

Start is POS + 1 (POS is the start of the 0-based interval of depth), end is INFO/END, length is
INFO/SVLEN = END - POS, always positive. Copies are FORMAT/CN (and RD_CN), the total; FORMAT/GT
says nothing there. FILTER is MULTIALLELIC, which is no fault of the call. The alleles are either
``<CNV>`` with GT ``./.`` (here: one copy) or the list ``<CN=0>,<CN=1>,...`` of totals with GT
``.`` (here: all else, also the person with the two normal copies at the site). The caller has no
``##source``; the ``##CPX_TYPE`` lines and RD_CN, EV, PE_GT, SR_GT are its marks. Loss of
heterozygosity cannot be said.

Checked against the clean-up of broadinstitute/gatk-sv (``<CNV>``, MULTIALLELIC, CN from RD_CN, CNQ
from RD_GQ; ``##CPX_TYPE``) and a quoted gnomAD-SV v2.1 record (``<CN=0>,...``, SVLEN = END - POS).
The order of FORMAT is not confirmed.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "gatk_sv"

_HEADER = """\
##fileformat=VCFv4.2
##ALT=<ID=BND,Description="Breakend">
##ALT=<ID=CN=0,Description="No copy">
##ALT=<ID=CN=1,Description="1 copy">
##ALT=<ID=CN=2,Description="2 copies">
##ALT=<ID=CN=3,Description="3 copies">
##ALT=<ID=CNV,Description="Copy number polymorphism">
##ALT=<ID=CPX,Description="Complex">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=INV,Description="Inversion">
##CPX_TYPE_delINV="Inversion with deletion on the 5' side."
##CPX_TYPE_dupINV="Inversion with duplication on the 5' side."
##FILTER=<ID=PASS,Description="All filters passed">
##FILTER=<ID=MULTIALLELIC,Description="Multiallelic site">
##FILTER=<ID=PESR_GT_OVERDISPERSION,Description="Dispersion of PESR">
##FILTER=<ID=UNRESOLVED,Description="Unresolved">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy state">
##FORMAT=<ID=CNQ,Number=1,Type=Integer,Description="Quality of the copy state">
##FORMAT=<ID=EV,Number=1,Type=String,Description="Classes of evidence">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=PE_GQ,Number=1,Type=Integer,Description="Quality from pairs">
##FORMAT=<ID=PE_GT,Number=1,Type=Integer,Description="Genotype from pairs">
##FORMAT=<ID=RD_CN,Number=1,Type=Integer,Description="Copy state from depth">
##FORMAT=<ID=RD_GQ,Number=1,Type=Integer,Description="Quality from depth">
##FORMAT=<ID=SR_GQ,Number=1,Type=Integer,Description="Quality from split reads">
##FORMAT=<ID=SR_GT,Number=1,Type=Integer,Description="Genotype from split reads">
##INFO=<ID=ALGORITHMS,Number=.,Type=String,Description="Algorithms">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of END">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=EVIDENCE,Number=.,Type=String,Description="Classes of evidence">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
""".splitlines()

_KEYS = "GT:CN:CNQ:EV:GQ:PE_GQ:PE_GT:RD_CN:RD_GQ:SR_GQ:SR_GT"


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The site, with the person's copies."""
    before, end = ground.at(truth.start) - 1, ground.at(truth.end)
    alt, genotype = ("<CNV>", "./.") if truth.copies == 1 else ("<CN=0>,<CN=1>,<CN=2>,<CN=3>", ".")
    info = (
        f"END={end};SVTYPE=CNV;SVLEN={end - before};CHR2={ground.contig};"
        "ALGORITHMS=depth;EVIDENCE=RD"
    )
    sample = f"{genotype}:{truth.copies}:99:RD:.:.:.:{truth.copies}:99:.:."
    return [str(before), "cohort_CNV_chr6_1", "N", alt, "999", "MULTIALLELIC", info, _KEYS, sample]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [_row(truth, ground)])
