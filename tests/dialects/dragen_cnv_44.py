"""DRAGEN CNV 4.4 with allele-specific copy number: VCF 4.4, SVLEN positive, no SVTYPE, SVCLAIM=D.

POS is the base before, END the last base; CN is the person's copies and MCN those of the minor
allele. Loss of heterozygosity is ``<LOH>`` with GT 1/1, CN 2 and MCN 0, without SVLEN. A segment of
two copies is not written unless asked for. Checked against DRAGEN's guide (CNV output 4.4: source,
SVLEN, ``<LOH>``, GT; the copy-neutral segments left out) and the records in the guide of Illumina
Connected Annotations; FORMAT fields are those a 4.2 file declares. SVCLAIM and the GT of a gain are
from clinical rules 2.5 and 2.6: no whole file of this version was seen.
"""

from __future__ import annotations

from tests.dialects.dragen_cnv import RATIO
from tests.dialects.truth import Ground, Truth, What

NAME = "dragen_cnv"

_HEADER = """\
##fileformat=VCFv4.4
##DRAGENVersion=<ID=dragen,Version="SW: 07.031.732.4.4.4, HW: 07.031.732">
##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--enable-cnv true">
##source=DRAGEN_CNV
##ALT=<ID=CNV,Description="Copy number variant">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=LOH,Description="Loss of heterozygosity">
##INFO=<ID=REFLEN,Number=1,Type=Integer,Description="Reference positions of the record">
##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="Length">
##INFO=<ID=SVCLAIM,Number=A,Type=String,Description="Claim">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=HET,Number=0,Type=Flag,Description="Heterogeneous">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=SM,Number=1,Type=Float,Description="Linear copy ratio of the segment mean">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Estimated copy number">
##FORMAT=<ID=CNF,Number=1,Type=Float,Description="Estimated copy number as a fraction">
##FORMAT=<ID=CNQ,Number=1,Type=Integer,Description="Quality of CN">
##FORMAT=<ID=MCN,Number=1,Type=Integer,Description="Copies of the minor allele">
##FORMAT=<ID=MCNF,Number=1,Type=Float,Description="Copies of the minor allele as a fraction">
##FORMAT=<ID=MCNQ,Number=1,Type=Integer,Description="Quality of MCN">
##FORMAT=<ID=BC,Number=1,Type=Integer,Description="Bins in the region">
##FORMAT=<ID=AS,Number=1,Type=Integer,Description="Allelic read count sites">
##FORMAT=<ID=PE,Number=2,Type=Integer,Description="Improper pairs at start and stop">
""".splitlines()
_ALLELE = {
    What.DELETION: ("LOSS", "<DEL>", "0/1"),
    What.DUPLICATION: ("GAIN", "<DUP>", "./1"),
    What.LOSS_OF_HETEROZYGOSITY: ("CNLOH", "<LOH>", "1/1"),
}


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    if truth.what is What.NOTHING:
        return ground.file(_HEADER, [])
    word, alt, genotype = _ALLELE[truth.what]
    start, end = ground.at(truth.start), ground.at(truth.end)
    claim = "" if word == "CNLOH" else f"SVLEN={truth.length};SVCLAIM=D;"
    minor = 1 if truth.what is What.DUPLICATION else 0
    cell = ":".join(
        (
            "1/1" if truth.is_homozygous else genotype,
            RATIO[truth.copies],
            f"{truth.copies}:{truth.copies}.02:60:{minor}:{minor}.01:48:12:9:15,15",
        )
    )
    name = f"DRAGEN:{word}:{ground.contig}:{start}-{end}"
    row = [str(start - 1), name, "N", alt, "120", "PASS", f"{claim}END={end};REFLEN={truth.length}"]
    return ground.file(_HEADER, [[*row, "GT:SM:CN:CNF:CNQ:MCN:MCNF:MCNQ:BC:AS:PE", cell]])
