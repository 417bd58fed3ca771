"""The part of a result that pictures of reads are drawn from.

Genomic coordinates are 1-based, closed, on the plus strand of chromosome 6 of the assembly that the
result names.
"""

from __future__ import annotations

from typing import Literal

from osteo_annot.measured.reads.picture import ReadShows
from osteo_annot.values import dataclass

Who = Literal["person", "mother", "father"]
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class ShownRead:
    """One alignment of a read as it is drawn at a breakpoint."""

    start: int
    """First aligned base."""
    end: int
    """Last aligned base."""
    strand: Literal["+", "-"]
    mapq: int
    clipped_before: int
    """Bases clipped before the first aligned one."""
    clipped_after: int
    """Bases clipped behind the last aligned one."""
    gaps: list[list[int]]
    """First and last base of each longer stretch in the window that the alignment leaves out."""
    shows: ReadShows


@dataclass(frozen=True, slots=True)
class BreakpointReads:
    """The reads of one person around one breakpoint."""

    who: Who
    sample: str
    total: int
    """Alignments with a base in the window, which are all counted."""
    counts: dict[ReadShows, int]
    """All of them, by what they show."""
    depths: list[float]
    """Mean depth of each 10 bases of the window."""
    shown: list[ShownRead]
    """At most 60, of a parent 30, ascending: those that reach the breakpoint or show the junction
    come first, then the others; among these a checksum of the name decides."""


@dataclass(frozen=True, slots=True)
class BreakpointPicture:
    """What stands around one end of an event."""

    side: Side
    """The end with the lower or the higher position."""
    position: int
    """The base behind the breakpoint: the first base concerned, or the first one after the last."""
    possible: list[int]
    """First and last place of ``position`` that the bounds allow: two numbers."""
    by_reads: bool
    """Whether reads show it to the base; else it is as called, or the middle of its bounds."""
    start: int
    """First base of the window."""
    end: int
    """Last base of it."""
    people: list[BreakpointReads]
    """The person, then parents whose reads were given; empty where the window does not lie within
    the stretch whose reads are looked at."""


@dataclass(frozen=True, slots=True)
class JunctionPicture:
    """The reads around both ends of a structural event, or of a junction that reads propose."""

    event: str
    """Id of the event; empty for a proposal."""
    proposal: int | None
    """Which of ``reads.proposals`` it is, counted from 0; None for an event."""
    ends: list[BreakpointPicture]


@dataclass(frozen=True, slots=True)
class PiledRead:
    """One alignment of a read as it is drawn over a small variant."""

    start: int
    """First of the 41 bases that it shows."""
    end: int
    """Last of them."""
    strand: Literal["+", "-"]
    mapq: int
    differences: dict[str, str]
    """By position what differs from the reference: a base, ``-`` for one left out, ``+`` for bases
    inserted behind it; empty where the reference is not known."""


@dataclass(frozen=True, slots=True)
class VariantReads:
    """The reads of one person over a small variant."""

    who: Who
    sample: str
    total: int
    """Alignments with a base there, which are all counted."""
    ref: list[int]
    """Fragments that show the reference, by the strand of the read: plus, minus. Empty where the
    change is too long to be told by alignments."""
    alt: list[int]
    """Fragments that show the variant, likewise."""
    other: int
    """Fragments that show another allele."""
    forward: list[dict[str, int]]
    """Of each of the 41 bases, reads on the plus strand by what they show: a base, ``-``, ``+``."""
    reverse: list[dict[str, int]]
    """The same on the minus strand."""
    shown: list[PiledRead]
    """At most 20, of a parent 10: those over the middle before others, then by a checksum of the
    name. In order: what differs from the reference in the middle, then the plus strand."""


@dataclass(frozen=True, slots=True)
class VariantPicture:
    """The pile of reads over a small variant."""

    event: str
    """Id of the event."""
    position: int
    """First base that is changed, in the middle of the 41; of an insertion the base before it."""
    start: int
    """First of the 41 bases."""
    reference: str
    """The 41 bases of the reference; ``N`` where not known."""
    people: list[VariantReads]


@dataclass(frozen=True, slots=True)
class DepthPicture:
    """The depth over the gene and 20 kb beside it."""

    start: int
    """First base of the window."""
    end: int
    """Last base of it."""
    depths: list[float]
    """Mean depth, in reads, of each of 200 stretches of equal length (give or take a base)."""
    two_copies: float | None
    """Reads that two copies give, by the exons whose copies the depth tells; None where none does,
    or only targets were read."""


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """What the pictures of reads show."""

    junctions: list[JunctionPicture]
    """Of the structural events that may break a copy, at most six; then of at most three junctions
    that reads propose."""
    variants: list[VariantPicture]
    """Of the small variants that may, at most six; a joint one by its parts."""
    depth: DepthPicture
