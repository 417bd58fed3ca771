"""Limits that several rooms share, each with its source."""

from __future__ import annotations

from osteo_annot.values import dataclass

SPLICE_FLANK = 8
"""Intronic bases beside an exon that must be callable too (the SO splice region)."""


@dataclass(frozen=True, slots=True)
class CallLimits:
    """From when a call of bases counts; the policy may give others."""

    min_gq: int = 20
    """Genotype quality from which a reference or variant call counts (clinical rules 2.7)."""
    min_depth: int = 10
    """Reads from which a call counts (clinical rules Z14, 2.7)."""


DEFAULT_LIMITS = CallLimits()
DEPTH_STEPS = (10, 20, 30)
"""Depths whose share of bases is told of each exon (clinical rules 2.7)."""

CONTROL_NEAR = 50_000
"""Bases beside the gene from which the depth serves as control: most deletions end before."""
CONTROL_FAR = 500_000
"""Bases beside the gene up to which the depth serves as control."""
CONTROL_TILE = 1_000
"""Bases of one control window."""
CONTROL_TILES_NEEDED = 20
"""Control windows without which no depth is compared."""
SURROUND = 500
"""Bases beside an exon that are counted with it where all of the genome was read."""
CONTROL_READS = 20
"""Reads without which a control window tells nothing (earned claims 10: thin off-target reads)."""
READ_LENGTH = 150
"""Bases of a read, to tell how many reads a depth is."""
EVEN_PART = 0.4
"""Part of the exons' depth that the median control window of a genome has (earned claims 10)."""
FAR_START = 43_000_001
"""First base of the far interval, on the short arm; 1-based, on either assembly: 43.0 to 43.4 Mb
hold many genes, so that exomes have targets there too, and no common copy-number variant."""
FAR_END = 43_400_000
"""Last base of the far interval; 1-based, closed."""
NEAR_PART = 0.05
"""Part of the bases read on the chromosome that may lie in the 0.9 Mb around the gene: of a genome
it is 0.005; more is a file of the surroundings alone."""
FAR_BASES = 5_000
"""Bases of the far interval whose depth must be known."""
ANCHOR_RANGE = (0.8, 1.25)
"""Depth beside the gene over that far from it within which the person has two copies of the whole
surroundings: half-way between one copy and two, and between two and three (``docs/depth.md``)."""
MOST_RATIO = 3.0
"""Ratio above which a depth does not fit what it is held against (earned claims 10)."""
LOW_TILE = 0.7
"""Ratio at or below which a well-read control window is low (earned claims 10)."""
LOW_TILES = 0.02
"""Part of the well-read control windows of an exome that may be low (earned claims 10: caught 85
of 92 wrong losses, refused 0 of 200 normals)."""
WELL_READ = 50
"""Reads from which a control window is well read."""
NULL_TAIL = 0.001
"""Part of the references' control windows that may lie as many spreads below two copies as an exon
of which a loss is said: the tails are those of the assay."""
SEARCH_POWER = 0.9
"""Power for the loss of one copy of an exon from which depth is a deletion search (earned claims
1)."""
BLOCKS_HALVED = 0.6
"""Part of the usual depth of the blocks of a gVCF at or below which an exon is pointed out."""
REFERENCES_NEEDED = 5
"""Reference samples without which no copies are told from depth (``docs/depth.md``)."""
LEAST_SPREAD = 0.03
"""No ratio is believed to be more exact than this (``docs/depth.md``)."""
NO_COPY = 0.15
"""Depth ratio up to which no copy is left (clinical rules 2.4; unverified default)."""
ONE_COPY = (0.3, 0.7)
"""Depth ratios between which one copy is left (clinical rules 2.4; unverified default)."""
RATIO_TOLERANCE = 0.2
"""Distance from the expected ratio within which copies are told (half of 2.4's one-copy range)."""
HALF_STEP = 0.25
"""Half the distance between the ratios of two numbers of copies."""
WITHIN_SPREADS = 3.0
"""Spreads within which the ratio must lie from that of the told copies (``docs/depth.md``)."""
APART_SPREADS = 4.0
"""Spreads by which it must lie from that of any other number of copies (``docs/depth.md``)."""
APART_TO_GAIN = 5.0
"""The same for more than two copies: depth alone seldom shows a gain (``docs/depth.md``)."""
PART_APART = 3.0
"""The same for an exon with the bases of one side: a breakpoint may lie on the other."""
AT_END_OF_RUN = 3.0
"""Spreads by which the outer exons of a run that is told together must lie from two copies."""
EXON_WITHOUT_READS = 0.1
"""Part of the other exons' depth below which an exon has no reads (clinical rules Z21)."""
THIN_EXON = 0.3
"""Part of the other exons' depth at or below which an exon without references leaves a loss of both
copies open: four standard deviations of a capture that differs by 30 % between targets
(``docs/depth.md``). Not of exon 1, which reads so in any exome."""
EXONS_WELL_READ = 20.0
"""Depth of the other exons from which a missing one is told (20 reads; clinical rules 2.7)."""
