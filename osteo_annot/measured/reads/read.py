"""One alignment of a read, as far as a junction, an allele or a picture needs it.

Coordinates are 1-based, closed, on the plus strand of the contig that the reads were fetched from;
bases are those of the plus strand.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from typing import TYPE_CHECKING

from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pysam import AlignedSegment

MATCH = frozenset({0, 7, 8})
INSERTION, DELETION, SKIP, SOFT_CLIP, HARD_CLIP = 1, 2, 3, 4, 5
_TAKES_REFERENCE = MATCH | {DELETION, SKIP}
_TAKES_READ = MATCH | {INSERTION, SOFT_CLIP}
_OPERATIONS = {letter: code for code, letter in enumerate("MIDNSHP=X")}

Cigar = tuple[tuple[int, int], ...]
"""Operation (as in BAM: 0 M, 1 I, 2 D, 3 N, 4 S, 5 H, 6 P, 7 =, 8 X) and length, in order."""


@dataclass(frozen=True, slots=True)
class Part:
    """Another aligned part of the same read on the same contig, as its tag SA tells."""

    start: int
    """First aligned base; 1-based."""
    is_reverse: bool
    cigar: Cigar
    mapq: int

    @property
    def end(self) -> int:
        """Last aligned base; 1-based, closed."""
        return self.start + span_of(self.cigar) - 1


@dataclass(frozen=True, slots=True)
class Mate:
    """Where the other read of a pair is aligned, on the same contig."""

    start: int
    """First aligned base; 1-based."""
    is_reverse: bool


@dataclass(frozen=True, slots=True)
class Read:
    """An alignment that is no duplicate, not secondary, and passed the machine's filter."""

    name: str
    """The same for both reads of a pair and for all parts of a read."""
    start: int
    """First aligned base; 1-based."""
    end: int
    """Last aligned base; 1-based, closed."""
    is_reverse: bool
    mapq: int
    """255 where the aligner gives none."""
    cigar: Cigar
    bases: str
    """As stored, upper case; without those that are hard-clipped; empty where the file has none."""
    qualities: bytes
    """Base qualities; empty where the file has none."""
    is_paired: bool
    is_second: bool
    """Whether it is the second read of its pair."""
    is_supplementary: bool
    """Whether it is not the main alignment of its read."""
    mate: Mate | None
    """None where unpaired, or the mate is not aligned to this contig."""
    template: int
    """Signed length of the fragment on the reference (TLEN); 0 where not known."""
    parts: tuple[Part, ...]
    """The other parts of the read on this contig."""
    parts_elsewhere: int
    """How many parts of the read lie on other contigs."""

    @property
    def is_spliced(self) -> bool:
        """Whether its alignment leaves out an intron (operation N), as that of RNA does."""
        return any(kind == SKIP for kind, _ in self.cigar)

    @property
    def clipped_before(self) -> int:
        """Bases clipped before the first aligned one."""
        return clips_of(self.cigar)[0]

    @property
    def clipped_after(self) -> int:
        """Bases clipped behind the last aligned one."""
        return clips_of(self.cigar)[1]

    @property
    def bases_before(self) -> str:
        """The soft-clipped bases before the first aligned one."""
        soft = self.cigar[0][1] if self.cigar and self.cigar[0][0] == SOFT_CLIP else 0
        return self.bases[:soft]

    @property
    def bases_after(self) -> str:
        """The soft-clipped bases behind the last aligned one."""
        soft = self.cigar[-1][1] if self.cigar and self.cigar[-1][0] == SOFT_CLIP else 0
        return self.bases[len(self.bases) - soft :]


End = tuple[int, bool]
"""Where a read begins on the molecule, clips and all (1-based), and whether it is reverse."""


def ends_of(read: Read) -> list[End]:
    """The ends of the molecule that a read shows: of a pair one, of a single read both."""
    before, behind = clips_of(read.cigar)
    low, high = (read.start - before, False), (read.end + behind, True)
    if not read.is_paired:
        return [low, high]
    return [high if read.is_reverse else low]


def clips_of(cigar: Cigar) -> tuple[int, int]:
    """Bases clipped, soft and hard, before the first and behind the last aligned base."""
    clips = [0, 0]
    for place, operations in enumerate((cigar, cigar[::-1])):
        for kind, length in operations:
            if kind not in {SOFT_CLIP, HARD_CLIP}:
                break
            clips[place] += length
    return clips[0], clips[1]


def span_of(cigar: Cigar) -> int:
    """Reference bases from the first to the last aligned one."""
    return sum(length for kind, length in cigar if kind in _TAKES_REFERENCE)


def length_of(cigar: Cigar) -> int:
    """Bases of the read from the first to the last aligned one."""
    return sum(length for kind, length in cigar if kind in MATCH or kind == INSERTION)


def replaced_gaps(read: Read) -> list[tuple[int, int, str]]:
    """Each stretch left out with the bases that stand in its place, where an insertion adjoins."""
    found: list[tuple[int, int, str]] = []
    at, place, before = read.start, 0, ""
    for kind, length in read.cigar:
        if kind in {DELETION, SKIP}:
            found.append((at, at + length - 1, before))
        elif kind == INSERTION:
            bases = read.bases[place : place + length]
            if found and found[-1][1] == at - 1:
                start, end, inserted = found[-1]
                found[-1] = (start, end, inserted + bases)
            before = bases
        if kind != INSERTION:
            before = ""
        at += length if kind in _TAKES_REFERENCE else 0
        place += length if kind in _TAKES_READ else 0
    return found


def gaps_of(read: Read) -> list[tuple[int, int]]:
    """First and last base of each stretch that the alignment leaves out (operations D and N)."""
    found: list[tuple[int, int]] = []
    at = read.start
    for kind, length in read.cigar:
        if kind in {DELETION, SKIP}:
            found.append((at, at + length - 1))
        at += length if kind in _TAKES_REFERENCE else 0
    return found


def insertions_of(read: Read) -> list[tuple[int, int]]:
    """The base before each insertion (1-based), and how many bases are inserted."""
    found: list[tuple[int, int]] = []
    at = read.start
    for kind, length in read.cigar:
        if kind == INSERTION:
            found.append((at - 1, length))
        at += length if kind in _TAKES_REFERENCE else 0
    return found


def aligned_blocks(read: Read) -> list[tuple[int, int, int]]:
    """First and last base of each stretch aligned base to base, and its place in ``bases``."""
    found: list[tuple[int, int, int]] = []
    at, place = read.start, 0
    for kind, length in read.cigar:
        if kind in MATCH:
            found.append((at, at + length - 1, place))
        at += length if kind in _TAKES_REFERENCE else 0
        place += length if kind in _TAKES_READ else 0
    return found


def read_of(aligned: AlignedSegment) -> Read:
    """The lean value of an alignment."""
    parts, elsewhere = (
        _parts(str(aligned.get_tag("SA")), str(aligned.reference_name))
        if aligned.has_tag("SA")
        else ((), 0)
    )
    start = aligned.reference_start + 1
    qualities = aligned.query_qualities
    paired = aligned.is_paired
    on_contig = paired and not aligned.mate_is_unmapped
    on_contig = on_contig and aligned.next_reference_id == aligned.reference_id
    cigar: Cigar = tuple(aligned.cigartuples or ())
    return Read(
        name=str(aligned.query_name),
        start=start,
        end=start + span_of(cigar) - 1,
        is_reverse=aligned.is_reverse,
        mapq=aligned.mapping_quality,
        cigar=cigar,
        bases=(aligned.query_sequence or "").upper(),
        qualities=array("B", qualities).tobytes() if qualities is not None else b"",
        is_paired=paired,
        is_second=aligned.is_read2,
        is_supplementary=aligned.is_supplementary,
        mate=Mate(aligned.next_reference_start + 1, aligned.mate_is_reverse) if on_contig else None,
        template=aligned.template_length,
        parts=parts,
        parts_elsewhere=elsewhere,
    )


def _parts(tag: str, contig: str) -> tuple[tuple[Part, ...], int]:
    """The parts that a tag SA names on the contig, and how many lie elsewhere."""
    found: list[Part] = []
    elsewhere = 0
    for text in filter(None, tag.split(";")):
        fields = text.split(",")
        if len(fields) < 5 or fields[0] != contig:
            elsewhere += 1
            continue
        cigar = cigar_of(fields[3])
        if not cigar or not fields[1].isdigit() or not fields[4].isdigit():
            elsewhere += 1
            continue
        found.append(Part(int(fields[1]), fields[2] == "-", cigar, int(fields[4])))
    return tuple(found), elsewhere


@lru_cache(maxsize=1024)
def cigar_of(text: str) -> Cigar:
    """A CIGAR as text; empty where it is none.

    >>> cigar_of("50M51S")
    ((0, 50), (4, 51))
    """
    found: list[tuple[int, int]] = []
    number = ""
    for letter in text:
        if letter.isdigit():
            number += letter
        elif letter in _OPERATIONS and number:
            found.append((_OPERATIONS[letter], int(number)))
            number = ""
        else:
            return ()
    return () if number else tuple(found)
