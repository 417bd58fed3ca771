"""Manta: POS is the base before, END the last base, SVLEN negative for a loss; GT tells the copies.

A tandem duplication is ``<DUP:TANDEM>``; deletions below 1 kb are written in bases, which the
embedded reference does not know in full for any truth, hence the symbolic form. A junction caller:
loss of heterozygosity cannot be said. Checked against the program's source (VcfWriterSV) and
headers of versions 1.3 to 1.6 in public repositories.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "manta"

FIELDS = """\
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIGAR,Number=A,Type=String,Description="Alignment of each indel allele">
##INFO=<ID=MATEID,Number=.,Type=String,Description="Mate breakend">
##INFO=<ID=EVENT,Number=1,Type=String,Description="Event">
##INFO=<ID=HOMLEN,Number=.,Type=Integer,Description="Length of homology">
##INFO=<ID=HOMSEQ,Number=.,Type=String,Description="Bases of homology">
##INFO=<ID=SVINSLEN,Number=.,Type=Integer,Description="Length of insertion">
##INFO=<ID=SVINSSEQ,Number=.,Type=String,Description="Bases of insertion">
##INFO=<ID=LEFT_SVINSSEQ,Number=.,Type=String,Description="Known left side of insertion">
##INFO=<ID=RIGHT_SVINSSEQ,Number=.,Type=String,Description="Known right side of insertion">
##INFO=<ID=BND_DEPTH,Number=1,Type=Integer,Description="Depth at the breakend">
##INFO=<ID=MATE_BND_DEPTH,Number=1,Type=Integer,Description="Depth at the mate">
##INFO=<ID=JUNCTION_QUAL,Number=1,Type=Integer,Description="Quality of the one adjacency">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=FT,Number=1,Type=String,Description="Sample filter">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">
##FORMAT=<ID=PR,Number=.,Type=Integer,Description="Pairs for the alleles">
##FORMAT=<ID=SR,Number=.,Type=Integer,Description="Split reads for the alleles">
##FILTER=<ID=MinQUAL,Description="Quality below 20">
##FILTER=<ID=MaxDepth,Description="Depth near the breakends too high">
##FILTER=<ID=NoPairSupport,Description="No pairs for a large variant">
##FILTER=<ID=SampleFT,Description="No sample passes">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=DUP:TANDEM,Description="Tandem duplication">
""".splitlines()
_HEADER = [
    "##fileformat=VCFv4.1",
    "##fileDate=20240723",
    "##source=GenerateSVCandidates 1.6.0",
    "##reference=file:///genome.fa",
    *FIELDS,
    "##cmdline=configManta.py --bam P1.bam --referenceFasta genome.fa --runDir manta",
]


def rows(truth: Truth, ground: Ground, prefix: str) -> list[list[str]] | None:
    """The records; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    if truth.what is What.NOTHING:
        return []
    loss = truth.what is What.DELETION
    kind, alt = ("DEL", "<DEL>") if loss else ("DUP", "<DUP:TANDEM>")
    length = -truth.length if loss else truth.length
    info = (
        f"END={ground.at(truth.end)};SVTYPE={kind};SVLEN={length};CIPOS=0,3;CIEND=0,3;HOMLEN=3;"
        "HOMSEQ=TCA"
    )
    cell = (
        "1/1:PASS:78:999,81,0:0,22:0,27"
        if truth.is_homozygous
        else "0/1:PASS:412:462,0,409:16,12:19,15"
    )
    name = f"{prefix}{alt[1:-1]}:12:0:1:0:0:0"
    before = ground.base(truth.start - 1)
    place = [str(ground.at(truth.start) - 1), name, before, alt, "462", "PASS"]
    return [[*place, info, "GT:FT:GQ:PL:PR:SR", cell]]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    found = rows(truth, ground, "Manta")
    return None if found is None else ground.file(_HEADER, found)
