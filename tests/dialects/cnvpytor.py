"""CNVpytor 1.3, ``-view`` with a VCF as print file, bins of 100 bases.

Start is POS itself (first base of the first bin), end is INFO/END (last base of the last bin),
length is INFO/SVLEN, positive for a deletion too although the file is VCFv4.2. Copies: FORMAT/GT
and FORMAT/CN from INFO/pytorRD, the depth relative to two copies: below 0.25 ``1/1:0``, other
deletions ``0/1:1``, duplication up to 1.75 ``0/1:3``, above ``./1``. The caller of depth and
allele fraction (``combined_mosaic``) also writes copy-neutral loss of heterozygosity: ``<LOH>``
with SVTYPE=LOH and neither genotype nor copy number. A normal region has no record.

Checked against the exporters in abyzovlab/CNVpytor (``viewer.py`` of earlier versions, which wrote
CN 0 for a heterozygous deletion, ``export.py`` of later ones) and against a quoted output.
"""

from __future__ import annotations

from tests.dialects.cnvnator import RELATIVE_DEPTH, on_bins
from tests.dialects.truth import Ground, Truth, What

NAME = "cnvpytor"

_HEADER = """\
##source=CNVpytor
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=pytorRD,Number=1,Type=Float,Description="Normalized depth">
##INFO=<ID=pytorP1,Number=1,Type=Float,Description="E-value, t-test">
##INFO=<ID=pytorP2,Number=1,Type=Float,Description="E-value, Gaussian tail">
##INFO=<ID=pytorP3,Number=1,Type=Float,Description="E-value, t-test, middle">
##INFO=<ID=pytorP4,Number=1,Type=Float,Description="E-value, Gaussian tail, middle">
##INFO=<ID=pytorQ0,Number=1,Type=Float,Description="Fraction of reads of mapping quality 0">
##INFO=<ID=pytorPN,Number=1,Type=Integer,Description="Fraction of N">
##INFO=<ID=pytorDG,Number=1,Type=Integer,Description="Distance to the nearest gap">
##INFO=<ID=pytorCL,Number=1,Type=String,Description="Method">
##INFO=<ID=SAMPLES,Number=1,Type=String,Description="Samples with the variant">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=LOH,Description="Copy-neutral loss of heterozygosity">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CN,Number=1,Type=Float,Description="Copy number of imprecise events">
""".splitlines()

_KIND = {What.DELETION: "DEL", What.DUPLICATION: "DUP", What.LOSS_OF_HETEROZYGOSITY: "LOH"}
_CALL = {0: "1/1:0", 1: "0/1:1", 2: "./.:.", 3: "0/1:3"}


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of the event."""
    start, end = on_bins(truth, ground)
    kind = _KIND[truth.what]
    method = "combined_mosaic" if kind == "LOH" else "rd_mean_shift"
    info = (
        f"END={end};IMPRECISE;SVLEN={end - start + 1};SVTYPE={kind};"
        f"pytorRD={RELATIVE_DEPTH[truth.copies]};pytorP1=2.41e-06;pytorP2=1.02e-11;"
        f"pytorP3=7.7e-05;pytorP4=3.4e-09;pytorQ0=0.004115;pytorPN=0;pytorDG=4100;pytorCL={method}"
    )
    place = [str(start), f"CNVpytor_{kind.lower()}0", "N", f"<{kind}>"]
    return [*place, ".", "PASS", info, "GT:CN", _CALL[truth.copies]]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file."""
    passed = '##FILTER=<ID=PASS,Description="All filters passed">'
    reference = f"##reference={ground.assembly.value}"
    header = ["##fileformat=VCFv4.2", passed, "##fileDate=2023-11-16", reference, *_HEADER]
    return ground.file(header, [] if truth.what is What.NOTHING else [_row(truth, ground)])
