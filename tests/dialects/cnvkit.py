"""CNVkit export vcf: POS is the base before, END the last base, SVLEN negative for a loss.

A loss has only GT and GQ, and GQ is the number of probes: GT is 1/1 for no copy, else 0/1, and
FOLD_CHANGE_LOG tells the depth. A gain has GT 0/1, GQ 0, CN the person's copies and in CNQ the
probes. Copy-neutral segments are not exported; loss of heterozygosity is a ``<CNV>`` of two copies
only in calls with allele counts, and is written that way here, from clinical rules 2.5. The rest is
checked against the program's source (cnvlib/export.py).
"""

from __future__ import annotations

from math import log2

from tests.dialects.truth import Ground, Truth, What

NAME = "cnvkit"

_HEADER = """\
##fileformat=VCFv4.2
##fileDate=20230311
##source=CNVkit v0.9.9
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=FOLD_CHANGE,Number=1,Type=Float,Description="Fold change">
##INFO=<ID=FOLD_CHANGE_LOG,Number=1,Type=Float,Description="Log fold change">
##INFO=<ID=PROBES,Number=1,Type=Integer,Description="Probes">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=CNV,Description="Copy number variable region">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Float,Description="Genotype quality">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number">
##FORMAT=<ID=CN1,Number=1,Type=Integer,Description="Copies of one allele">
##FORMAT=<ID=CN2,Number=1,Type=Integer,Description="Copies of the other allele">
##FORMAT=<ID=CNQ,Number=1,Type=Float,Description="Copy number quality">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a segment that is not two plain copies."""
    fold = max(truth.copies, 0.02) / 2
    depth = f"FOLD_CHANGE={fold:.6f};FOLD_CHANGE_LOG={log2(fold):.6f};PROBES=9"
    end = ground.at(truth.end)
    place = [str(ground.at(truth.start) - 1), ".", "N"]
    if truth.what is What.DELETION:
        info = f"IMPRECISE;SVTYPE=DEL;END={end};SVLEN={-truth.length};{depth}"
        cell = "1/1:9" if truth.is_homozygous else "0/1:9"
        return [*place, "<DEL>", ".", ".", info, "GT:GQ", cell]
    if truth.what is What.DUPLICATION:
        info = f"IMPRECISE;SVTYPE=DUP;END={end};SVLEN={truth.length};{depth}"
        return [*place, "<DUP>", ".", ".", info, "GT:GQ:CN:CNQ", f"0/1:0:{truth.copies}:9"]
    info = f"IMPRECISE;SVTYPE=CNV;END={end};SVLEN=0;{depth}"
    return [*place, "<CNV>", ".", ".", info, "GT:GQ:CN:CN1:CN2:CNQ", "0/1:0:2:2:0:9"]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    rows = [] if truth.what is What.NOTHING else [_row(truth, ground)]
    return ground.file(_HEADER, rows)
