"""Limits that several rooms share, each with its source."""

from __future__ import annotations

SPLICE_FLANK = 8
"""Intronic bases beside an exon that must be callable too (the SO splice region)."""
MIN_GQ = 20
"""Genotype quality from which a reference or variant call counts (clinical rules 2.7)."""
MIN_DEPTH = 10
"""Reads from which a call counts (clinical rules Z14, 2.7)."""
DEPTH_STEPS = (10, 20, 30)
"""Depths whose share of bases is told of each exon (clinical rules 2.7)."""
