"""cuteSV 2 with ``--genotype``, ``--ignore_sequence`` and no upper limit of size (``-L -1``).

Deletion: start is POS + 1, end is INFO/END, length is the negative INFO/SVLEN. Duplication: POS is
the first base itself, length is INFO/SVLEN, and INFO/END is POS + SVLEN, which is one base beyond
the last. Copies follow from FORMAT/GT (``./.`` without ``--genotype``); there is no copy number
field. A junction caller: loss of heterozygosity cannot be said.

Checked against the writer (``cuteSV_genotype.py``, ``cuteSV_Description.py``) in tjiangHIT/cuteSV.
"""

from __future__ import annotations

from tests.dialects.sniffles import genotype, support
from tests.dialects.truth import Ground, Truth, What

NAME = "cutesv"

_HEADER = """\
##fileformat=VCFv4.2
##source=cuteSV-2.1.1
##fileDate=2024-05-14 09:12:44 2-UTC
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Elevated copy number">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=BND,Description="Breakend">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length difference">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of END">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CILEN,Number=2,Type=Integer,Description="Interval around the length">
##INFO=<ID=RE,Number=1,Type=Integer,Description="Supporting reads">
##INFO=<ID=STRAND,Number=A,Type=String,Description="Orientation of the adjacency">
##INFO=<ID=RNAMES,Number=.,Type=String,Description="Names of supporting reads">
##INFO=<ID=AF,Number=A,Type=Float,Description="Allele frequency">
##FILTER=<ID=q5,Description="Quality below 5">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Reference reads">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Variant reads">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Genotype likelihoods">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##CommandLine="cuteSV P1.bam ref.fa P1.vcf work -S P1 --genotype --ignore_sequence -L -1"
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or duplication."""
    reference, variant = support(truth)
    share = f"RNAMES=NULL;AF={round(variant / (variant + reference), 4)}"
    start, length = ground.at(truth.start), truth.length
    if truth.what is What.DELETION:
        place = [str(start - 1), "cuteSV.DEL.0", "N", "<DEL>"]
        span = f"SVTYPE=DEL;SVLEN={-length};END={start - 1 + length}"
        info = f"PRECISE;{span};CIPOS=-0,0;CILEN=-0,0;RE={variant};{share};STRAND=+-"
    else:
        place = [str(start), "cuteSV.DUP.0", ground.base(truth.start), "<DUP>"]
        span = f"SVTYPE=DUP;SVLEN={length};END={start + length}"
        info = f"PRECISE;{span};RE={variant};STRAND=-+;{share}"
    qual, likelihoods = ("295.8", "296,79,0:79") if truth.is_homozygous else ("73.6", "74,0,64:63")
    sample = f"{genotype(truth)}:{reference}:{variant}:{likelihoods}"
    return [*place, qual, "PASS", info, "GT:DR:DV:PL:GQ", sample]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(_HEADER, [] if truth.what is What.NOTHING else [_row(truth, ground)])
