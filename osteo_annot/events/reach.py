"""What a search by each caller can see: the shortest deletion, the bins, the quality of a segment.

From the manuals and defaults of the programs; the numbers are unverified defaults of this product.
"""

from __future__ import annotations

from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class JunctionReach:
    """A caller that finds deletions by the reads over their breakpoints."""

    shortest: int
    """Bases of the shortest deletion that it writes by default."""
    long_reads: bool = False
    """Whether it reads long molecules: these are of a genome, not of captured exons."""


@dataclass(frozen=True, slots=True)
class SegmentReach:
    """A caller that states the number of copies of segments by their depth."""

    bins: str = ""
    """FORMAT or INFO field with the number of bins or targets of a segment; empty for none."""
    qualities: tuple[tuple[str, float], ...] = ()
    """FORMAT or INFO field with the quality of a segment, and from when the segment counts."""
    one_target_each: bool = False
    """Whether a record may be one target of the assay, and no mean over several."""


JUNCTION_REACH: dict[Caller, JunctionReach] = {
    Caller.MANTA: JunctionReach(50),
    Caller.DRAGEN_SV: JunctionReach(50),
    Caller.DELLY: JunctionReach(50),
    Caller.LUMPY: JunctionReach(50),
    Caller.GRIDSS: JunctionReach(32),
    Caller.TIDDIT: JunctionReach(50),
    Caller.GATK_SV: JunctionReach(50),
    Caller.SNIFFLES: JunctionReach(50, long_reads=True),
    Caller.CUTESV: JunctionReach(30, long_reads=True),
    Caller.PBSV: JunctionReach(20, long_reads=True),
    Caller.SVIM: JunctionReach(40, long_reads=True),
}
"""Callers whose file is a search by junctions. Mergers are none: what each of the callers behind
them looked for is not told."""

SEGMENT_REACH: dict[Caller, SegmentReach] = {
    Caller.DRAGEN_CNV: SegmentReach("BC", (("CNVQUAL", 10),)),
    Caller.CANVAS: SegmentReach("BC", (("QS", 10),)),
    Caller.GATK_GCNV: SegmentReach("NP", (("QS", 30), ("CNQ", 30)), one_target_each=True),
    Caller.CNVKIT: SegmentReach("PROBES", (("CNQ", 30),)),
    Caller.XHMM: SegmentReach("NUMT", (("NQ", 60),)),
    Caller.CNVNATOR: SegmentReach(),
    Caller.CNVPYTOR: SegmentReach(),
    Caller.DELLY_CNV: SegmentReach(),
    Caller.EXOMEDEPTH: SegmentReach(),
}
"""Callers whose segments are a search by depth, where they state two copies."""
