"""Sniffles2, germline mode on one sample, without ``--phase`` and with ``--symbolic``.

Start is POS + 1 (POS is the base before), end is INFO/END, length is INFO/SVLEN (negative for a
deletion), copies follow from FORMAT/GT alone: there is no copy number field. With a reference
FASTA the caller writes the bases of deletions up to 50 kb; the locus has unknown bases in every
truth, hence the symbolic form. A junction caller: loss of heterozygosity cannot be said.

Checked against the writer (``src/sniffles/vcf.py``, ``config.py``) in fritzsedlazeck/Sniffles.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "sniffles"

HEADER = """\
##fileformat=VCFv4.2
##source=Sniffles2_2.6.0
##command="sniffles --input P1.bam --vcf P1.vcf --symbolic"
##fileDate="2024/12/05 10:21:43"
##ALT=<ID=INS,Description="Insertion">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##ALT=<ID=BND,Description="Breakend">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
##FORMAT=<ID=DR,Number=1,Type=Integer,Description="Reference reads">
##FORMAT=<ID=DV,Number=1,Type=Integer,Description="Variant reads">
##FORMAT=<ID=ID,Number=1,Type=String,Description="ID in the sample">
##FILTER=<ID=PASS,Description="All filters passed">
##FILTER=<ID=GT,Description="Genotype filter">
##FILTER=<ID=SUPPORT_MIN,Description="Read support">
##FILTER=<ID=STDEV_POS,Description="Deviation of position">
##FILTER=<ID=STDEV_LEN,Description="Deviation of length">
##FILTER=<ID=COV_MIN,Description="Coverage">
##FILTER=<ID=COV_CHANGE_DEL,Description="Coverage change of DEL">
##FILTER=<ID=COV_CHANGE_DUP,Description="Coverage change of DUP">
##FILTER=<ID=SVLEN_MIN,Description="Length">
##INFO=<ID=PRECISE,Number=0,Type=Flag,Description="Precise breakpoints">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise breakpoints">
##INFO=<ID=MOSAIC,Number=0,Type=Flag,Description="Putative mosaic">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=CHR2,Number=1,Type=String,Description="Chromosome of the mate">
##INFO=<ID=SUPPORT,Number=1,Type=Integer,Description="Supporting reads">
##INFO=<ID=SUPPORT_INLINE,Number=1,Type=Integer,Description="Reads without split">
##INFO=<ID=SUPPORT_LONG,Number=1,Type=Integer,Description="Soft-clipped reads">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=STDEV_POS,Number=1,Type=Float,Description="Deviation of position">
##INFO=<ID=STDEV_LEN,Number=1,Type=Float,Description="Deviation of length">
##INFO=<ID=COVERAGE,Number=.,Type=Float,Description="Upstream, start, center, end, downstream">
##INFO=<ID=STRAND,Number=1,Type=String,Description="Strands">
##INFO=<ID=AC,Number=.,Type=Integer,Description="Allele count">
##INFO=<ID=SUPP_VEC,Number=1,Type=String,Description="Support of all samples">
##INFO=<ID=VAF,Number=1,Type=Float,Description="Variant allele fraction">
""".splitlines()


def genotype(truth: Truth) -> str:
    """The unphased genotype of a deletion or of a duplication on one copy."""
    return "1/1" if truth.is_homozygous else "0/1"


def support(truth: Truth) -> tuple[int, int]:
    """Reads for the reference and for the event, at 31-fold coverage."""
    return (0, 31) if truth.is_homozygous else (15, 16)


def symbol(truth: Truth) -> str:
    """``DEL`` or ``DUP``."""
    return "DEL" if truth.what is What.DELETION else "DUP"


def row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or duplication."""
    kind, (reference, variant) = symbol(truth), support(truth)
    length = truth.length if kind == "DUP" else -truth.length
    center = round(15.5 * truth.copies)
    info = (
        f"PRECISE;SVTYPE={kind};SVLEN={length};END={ground.at(truth.end)};SUPPORT={variant};"
        f"COVERAGE=31,30,{center},30,32;STRAND=+-;STDEV_LEN=0.577;STDEV_POS=0.408;"
        f"SUPPORT_LONG=0;VAF={variant / (variant + reference):.3f}"
    )
    sample = f"{genotype(truth)}:60:{reference}:{variant}"
    before = str(ground.at(truth.start) - 1)
    fixed = [before, f"Sniffles2.{kind}.1A4S5", "N", f"<{kind}>", "60", "PASS"]
    return [*fixed, info, "GT:GQ:DR:DV", sample]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    return ground.file(HEADER, [] if truth.what is What.NOTHING else [row(truth, ground)])
