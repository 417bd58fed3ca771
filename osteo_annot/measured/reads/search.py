"""Junctions that reads show and no caller told: proposals, to be confirmed by another method.

Splits, gaps of long reads and pairs that are none of the library's are grouped by the joint that
they may show; each group is then held to the rules of a claimed event. A proposal is never an
event: it makes no state, and leaves the exons open that it reaches. Source: reads.md 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.arms import Joint, joints_of
from osteo_annot.measured.reads.crossing import Crossing, crossings_of
from osteo_annot.measured.reads.inserts import InsertSize, Pair
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.limits import (
    MIN_MAPQ,
    NEAR,
    PROPOSED_FRAGMENTS,
    PROPOSED_PAIRS,
    PROPOSED_SHARE,
    PROPOSED_SIZE,
    PROPOSED_SPREADS,
    PROPOSED_STARTS,
    SAME_PLACE,
)
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.pair_clusters import pair_clusters, place_of
from osteo_annot.measured.reads.witness import JunctionKind, JunctionProposal, JunctionWitness
from osteo_annot.values import dataclass

_KINDS = {
    (True, False): JunctionKind.DELETION,
    (False, True): JunctionKind.DUPLICATION,
    (True, True): JunctionKind.INVERSION,
    (False, False): JunctionKind.INVERSION,
}
"""By whether reads end at the left and at the right arm."""
_MOST_CANDIDATES = 40
"""Groups that are looked at closer, those of most fragments first."""
_SAME = 0.5
"""Share of both intervals from which a proposal is one that was told."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event that records tell of."""

    kind: JunctionKind
    outer: Interval
    """Bases that may be affected."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A joint that a group of fragments may show."""

    kind: JunctionKind
    where: Interval
    fragments: int
    spread: int
    """Bases by which its ends may lie further inside."""


def proposed_junctions(reads: Reads, told: Sequence[Told]) -> tuple[JunctionProposal, ...]:
    """The junctions that reads show and nobody told, by place."""
    reads = reads.molecules
    found: list[JunctionProposal] = []
    for candidate in _candidates(reads):
        known = (*told, *(Told(p.kind, p.interval) for p in found))
        if any(_is_told(candidate, one) for one in known):
            continue
        proposal = _proposal(reads, candidate)
        if proposal is not None and not any(_is_told_of(proposal, one) for one in known):
            found.append(proposal)
    return tuple(sorted(found, key=lambda p: (p.interval.start, p.interval.end, p.kind)))


def _candidates(reads: Reads) -> list[_Candidate]:
    """What reads may show, the best shown first."""
    groups = [*_by_reads(reads), *_by_pairs(reads)]
    groups.sort(key=lambda c: (-c.fragments, c.where.start, c.where.end, c.kind))
    return groups[:_MOST_CANDIDATES]


def _by_reads(reads: Reads) -> Iterator[_Candidate]:
    """Joints that alignments of reads cross, grouped by place."""
    groups: dict[tuple[tuple[bool, bool], int, int], set[str]] = defaultdict(set)
    places: dict[tuple[tuple[bool, bool], int, int], tuple[int, int]] = {}
    for crossing in _crossings(reads):
        place = crossing.place
        key = (crossing.ends, place.left // _BIN, place.right // _BIN)
        groups[key].add(crossing.read.name)
        places.setdefault(key, (place.left, place.right))
    for key, names in groups.items():
        if len(names) >= PROPOSED_STARTS:
            yield _candidate(key[0], *places[key], len(names), 0)


_BIN = 4 * SAME_PLACE
"""Bases of a bin: reads of one joint lie in one bin or in two, each of which is looked at."""


def _crossings(reads: Reads) -> Iterator[Crossing]:
    """Crossings of all reads that map with confidence, of a length that may matter."""
    for read in reads.reads:
        if read.mapq < MIN_MAPQ or not (read.parts or len(read.cigar) > 2):
            continue
        for crossing in crossings_of(read):
            apart = crossing.place.right - crossing.place.left
            is_insertion = crossing.ends == (False, True) and not read.parts
            if apart > PROPOSED_SIZE and not is_insertion:
                yield crossing


def _by_pairs(reads: Reads) -> Iterator[_Candidate]:
    """Joints that pairs show which are none of the library's."""
    insert = reads.insert
    if insert is None:
        return
    odd: dict[tuple[bool, bool], list[Pair]] = defaultdict(list)
    for pair in reads.pairs:
        ends = (not pair.left_reverse, not pair.right_reverse)
        if not pair.faces or pair.length > insert.mean + PROPOSED_SPREADS * insert.spread:
            odd[ends].append(pair)
    for ends, pairs in odd.items():
        joint = _joint_of(ends)
        for cluster in pair_clusters(pairs, insert):
            if len(cluster) >= PROPOSED_PAIRS:
                place = place_of(cluster, joint)
                yield _candidate(
                    ends, place.left, place.right, len(cluster), _looseness(cluster, insert)
                )


def _joint_of(ends: tuple[bool, bool]) -> Joint:
    """A joint of arms that end or begin so, wherever."""
    anywhere = Interval(1, 1)
    kind = _KINDS[ends]
    joints = joints_of(kind, anywhere, anywhere)
    return next(j for j in joints if (j.left.ends, j.right.ends) == ends)


def _looseness(cluster: Iterable[Pair], insert: InsertSize) -> int:
    """How far inside of the pairs the ends may lie: a fragment, without what is read of it."""
    longest = max(pair.left_end - pair.left_start + 1 for pair in cluster)
    return max(int(insert.mean + 2 * insert.spread) - 2 * longest, NEAR)


def _candidate(
    ends: tuple[bool, bool], left: int, right: int, fragments: int, spread: int
) -> _Candidate:
    """The event that a joint makes; 1-based, closed."""
    start = left + 1 if ends[0] else left
    end = right if ends[1] else right - 1
    return _Candidate(_KINDS[ends], Interval(start, max(end, start)), fragments, spread)


def _is_told(candidate: _Candidate, told: Told) -> bool:
    """Whether a record tells of a candidate."""
    return candidate.kind is told.kind and _is_same(candidate.where, told.outer)


def _is_told_of(proposal: JunctionProposal, told: Told) -> bool:
    """Whether a record tells of a proposal."""
    return proposal.kind is told.kind and _is_same(proposal.interval, told.outer)


def _is_same(one: Interval, other: Interval) -> bool:
    """Whether two intervals share most of both, or have both ends close to each other."""
    shared = one.overlap(other)
    close = max(abs(one.start - other.start), abs(one.end - other.end)) <= NEAR
    return close or shared >= _SAME * max(len(one), len(other))


def _proposal(reads: Reads, candidate: _Candidate) -> JunctionProposal | None:
    """The proposal of a candidate; None where the reads do not show it well enough."""
    where = candidate.where
    aside = min(candidate.spread, len(where) // 3)
    inner = Interval(where.start + aside, where.end - aside)
    outer = Interval(where.start, where.end) if aside else where
    told = junction_witness(reads, candidate.kind, outer, inner)
    if len(where) < PROPOSED_SIZE or not _is_shown(told):
        return None
    found = told.breakpoints
    return JunctionProposal(
        kind=candidate.kind,
        interval=Interval(found.start, found.end) if found else where,
        counts=told.counts,
        reference_left=told.reference_left,
        reference_right=told.reference_right,
        breakpoints=found,
    )


def _is_shown(told: JunctionWitness) -> bool:
    """Whether enough fragments of different places show a junction, and no small share of all."""
    counts = told.counts
    reference = (told.reference_left.fragments + told.reference_right.fragments) / 2
    enough = counts.fragments >= PROPOSED_FRAGMENTS and counts.starts >= PROPOSED_STARTS
    by_pairs = counts.reads == 0 and counts.pairs >= PROPOSED_PAIRS
    shared = counts.fragments >= PROPOSED_SHARE * (counts.fragments + reference)
    return (enough or by_pairs) and shared
