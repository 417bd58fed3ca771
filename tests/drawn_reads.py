"""Reads of a person whose two copies are known, as values; drawn and aligned by the simulator."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pysam

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from validation.junctions.ground import Copy, Ground, Rearrangement
from validation.junctions.library import GENOME, Library, Platform, fragments, header, lines
from validation.junctions.loci import targets

MARGIN = 3_000
"""Bases that are read beside the events; less for long reads would leave their ends open."""
CONTIG = "chr6"


def drawn_reads(
    at: Ground,
    copies: Sequence[Rearrangement | None],
    platform: Platform = GENOME,
    depth: float = 30,
    *,
    around: Interval,
    seed: int = 1,
) -> Reads:
    """The reads of a person with these two copies, around an interval."""
    window = Interval(around.start - MARGIN, around.end + MARGIN)
    library = Library(platform, depth)
    own = [Copy(at, window.start, window.end, event) for event in copies]
    pieces = fragments(own, library, np.random.default_rng(seed), targets=targets(at))
    head = pysam.AlignmentHeader.from_text(header(at, CONTIG, "s"))
    found = [
        pysam.AlignedSegment.fromstring(text, head)
        for _, text in lines(at, pieces, library, Random(seed), CONTIG, "s")
    ]
    return kept((read for read in found if not read.flag & LEFT_OUT_FLAGS), window)
