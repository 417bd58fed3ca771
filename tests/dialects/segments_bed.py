"""A BED of copy number segments: chrom, start, end, copies, sample; no caller of its own.

Start is column 2 plus 1 (0-based), end is column 3 (half-open), copies are column 4, the person's
total. The segments cover chromosome 6 without a gap, those of two copies included; the first line
begins with ``#`` and names the columns. Text of columns is all there is: no assembly is named,
though the last end is the length of the chromosome. Loss of heterozygosity cannot be said.

Checked against the BED specification (hts-specs ``BEDv1``); the meaning of columns 4 and 5 is this
project's convention.
"""

from __future__ import annotations

from itertools import pairwise

from osteo_annot.locus.locus import LOCUS
from tests.dialects.truth import Ground, Truth, What

NAME = "segments_bed"


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole text; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    edges, copies = [0, LOCUS.lengths[ground.assembly]], [2]
    if truth.what is not What.NOTHING:
        edges[1:1] = [ground.at(truth.start) - 1, ground.at(truth.end)]
        copies = [2, truth.copies, 2]
    lines = [
        f"{ground.contig}\t{start}\t{end}\t{number}\t{ground.sample}"
        for (start, end), number in zip(pairwise(edges), copies, strict=True)
    ]
    return "\n".join(["#chrom\tstart\tend\tcopies\tsample", *lines]) + "\n"
