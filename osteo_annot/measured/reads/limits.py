"""Limits of what reads may say of a junction.

Chosen so that a heterozygote is never called homozygous, and an absent junction never called; the
tables that hold them stand in ``docs/reads.md``.
"""

from __future__ import annotations

MIN_MAPQ = 20
"""Mapping quality from which an alignment counts, for the junction and for the reference alike."""
OVERHANG = 12
"""Bases on each side of a breakpoint that a read must show, to count for either."""
MISMATCH = 0.15
"""Share of clipped bases that may differ from the other side."""
NEAR = 50
"""Bases by which the reads may place an end beside the bounds that a caller gives."""
ELSEWHERE = 1_000
"""Bases, and at most a third of the event, within which a junction beside the bounds speaks against
calling it absent."""
SAME_PLACE = 5
"""Bases by which two reads may differ on one breakpoint and still show one junction; an aligner
extends a read into the other side by chance."""
LONG_GAP = 0.1
"""Share of its length by which a gap of a long read may differ in size and place."""

PAIRS_FROM = 4.0
"""Standard deviations of the insert from which a deletion is long enough for pairs to show it:
across a shorter one many pairs look normal (reads.md, measured on five homozygotes)."""
NORMAL_INSERT = 3.0
"""Standard deviations from the mean within which an insert is normal."""
PAIR_ODDS = 3.0
"""Natural logarithm of the odds from which a pair is counted for the junction, or the reference."""

MIN_FRAGMENTS = 4
"""Fragments that must show a junction."""
MOST_STRAY = 1
"""Fragments for the junction up to which it may be called absent: a chimeric one makes none."""
PAIRS_ALONE = 20
"""Pairs from which they tell two copies without a read that crosses and without depth: where the
ends map poorly, a few normal pairs may be missing by chance."""
MIN_STARTS = 2
"""Different places at which its reads must begin: copies of one fragment show nothing."""
MIN_QUALITY = 20
"""Phred-scaled odds from which a number of copies is told."""
MIN_QUALITY_BOTH = 40
"""The same of both copies: a heterozygote must not be told so by chance once in 20,000 people."""
FITS = 1e-4
"""Probability below which the share of the junction does not fit a number of copies."""
MIN_DEPTH = 12
"""Reads through a place, with their overhang, from which a junction of one copy would be seen."""
COVERED = 0.98
"""Share of the claimed bounds that must be read so for the absence of a junction to count."""

MIN_AGREEING = 3
"""Reads that must agree on the ends to the base."""
MOST_HOMOLOGY = 40
"""Bases that both sides may share; with more of them the ends lie in a repeat, and the reads do not
tell where."""
UNEVEN_ENDS = 0.3
"""Reference fragments of one end for each of the other below which the end is hardly read."""
INVERSION_FROM = (300, 1_000)
"""Bases from which an inversion is told by short reads, and by long ones: an aligner goes straight
through a shorter one."""
NEXT_TO = 200
"""Bases next to an event whose depth is held against that of the window."""
EVEN_FLANKS = 0.7
"""Depth beside an event against that of the window below which its copies are not told as two:
another deletion may take the reads of the reference at its ends."""

NO_COPY_LEFT = 0.25
"""Depth inside against what is read beside it above which not both copies are lost: of one copy it
is half, of another person's reads a tenth."""
BOTH_COPIES = 0.8
"""Depth inside against the flanks below which the absence of a junction says nothing."""
GAINED = 1.15
"""Depth inside against the flanks below which no copies of a tandem duplication are told."""
MOST_HETEROZYGOUS = 1
"""Sites of two alleles inside a deletion up to which copies are told: one may be an error."""
DEPTH_FROM = 200
"""Bases inside from which their depth is held against the flanks."""
FLANK = 1_000
"""Bases beside an event over which the depth is taken."""
FLANK_READ = 0.9
"""Share of the flanks that must have reads for the depth to count: genomes, not exomes."""

INSIDE_BASES = 3_000
"""Bases of reads inside a deletion, or beside it, from which they tell something: 20 reads."""
INSIDE_AT_LEAST = 10.0
"""Depth inside from which not both copies are lost, where nothing beside it is read."""

PROPOSED_SIZE = 50
"""Bases from which a junction that no caller told is proposed."""
PROPOSED_FRAGMENTS, PROPOSED_STARTS = 5, 3
"""Fragments of a proposal, and different places at which its reads begin."""
PROPOSED_PAIRS = 6
"""Pairs of a proposal that no read crosses."""
PROPOSED_SPREADS = 5.0
"""Standard deviations above the mean from which an insert is none of the library's."""
PROPOSED_SHARE = 0.15
"""Share of the fragments at the ends that must show a proposal."""

SEARCHED = 0.9
"""Share of the places beside an exon that must be read through for its loss to be searched."""
LONG_READ = 1_000
"""Bases from which single reads show both sides of a junction."""
TILE = 1_000
"""Bases over which the evenness of the window is taken."""
EVEN_DEPTH = 2.0
"""Times the usual depth of a tile, and part of it, within which a tile is read evenly."""
MARKERS_APART = 1_000
"""Bases between two sites of two alleles from which misplaced reads do not make both."""

UNMARKED_COPIES = 0.05
"""Share of the fragments that have both ends in common with another one, from which they are copies
of it that the file does not mark as duplicates."""
