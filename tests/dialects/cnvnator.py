"""CNVnator calls (bins of 100 bases) converted by ``cnvnator2VCF.pl``.

Start is POS itself (the first base of the first bin), end is INFO/END (the last base of the last
bin), so both lie on the grid of bins and differ from the truth by up to half a bin; length is
INFO/SVLEN, negative for a deletion. Copies: FORMAT/GT and FORMAT/CN come from INFO/natorRD, the
depth relative to two copies: below 0.25 ``1/1:0``, other deletions ``0/1:1``, duplication up to
1.75 ``0/1:2``, up to 2.25 ``1/1:2``, above ``./1``; so CN 2 of a duplication means one extra
copy, three in all. Depth alone: loss of heterozygosity cannot be said. Every call is PASS. The
script writes no ``##contig``; here one is added, for without it no assembly could be told.

Checked against the script in abyzovlab/CNVnator (4.0 without genotype) and its genotyping version.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "cnvnator"
BIN = 100

RELATIVE_DEPTH = {0: 0.0121443, 1: 0.507412, 2: 1.00213, 3: 1.48907}
"""Depth relative to two copies, by the person's copies."""

_HEADER = """\
##source=CNVnator
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=SVLEN,Number=1,Type=Integer,Description="Length difference">
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=natorRD,Number=1,Type=Float,Description="Normalized depth">
##INFO=<ID=natorP1,Number=1,Type=Float,Description="E-value, t-test">
##INFO=<ID=natorP2,Number=1,Type=Float,Description="E-value, Gaussian tail">
##INFO=<ID=natorP3,Number=1,Type=Float,Description="E-value, t-test, middle">
##INFO=<ID=natorP4,Number=1,Type=Float,Description="E-value, Gaussian tail, middle">
##INFO=<ID=natorQ0,Number=1,Type=Float,Description="Fraction of reads of mapping quality 0">
##INFO=<ID=natorPE,Number=1,Type=Integer,Description="Supporting pairs">
##INFO=<ID=SAMPLES,Number=.,Type=String,Description="Samples with the variant">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number of imprecise events">
##FORMAT=<ID=PE,Number=1,Type=Integer,Description="Supporting pairs">
""".splitlines()

_CALL = {0: "1/1:0", 1: "0/1:1", 3: "0/1:2"}


def on_bins(truth: Truth, ground: Ground) -> tuple[int, int]:
    """First and last base of the event, 1-based closed, on the nearest edges of bins."""
    start, end = ground.at(truth.start), ground.at(truth.end)
    return round((start - 1) / BIN) * BIN + 1, round(end / BIN) * BIN


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of a deletion or duplication."""
    start, end = on_bins(truth, ground)
    length = end - start + 1
    is_deletion = truth.what is What.DELETION
    kind, signed = ("DEL", -length) if is_deletion else ("DUP", length)
    info = (
        f"END={end};SVTYPE={kind};SVLEN={signed};IMPRECISE;natorRD={RELATIVE_DEPTH[truth.copies]};"
        "natorP1=2.41e-06;natorP2=1.02e-11;natorP3=7.7e-05;natorP4=3.4e-09;natorQ0=0.00411523"
    )
    place = [str(start), f"CNVnator_{kind.lower()}_1", ground.base(truth.start), f"<{kind}>"]
    return [*place, ".", "PASS", info, "GT:CN", _CALL[truth.copies]]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    reference = f"##reference={ground.assembly.value}"
    header = ["##fileformat=VCFv4.1", "##fileDate=20200131", reference, *_HEADER]
    return ground.file(header, [] if truth.what is What.NOTHING else [_row(truth, ground)])
