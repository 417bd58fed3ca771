"""The witness of one event: what the reads around its ends say of its junction.

It needs nothing but reads, a kind and bounds, so that it holds at any locus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.answer import Evidence, answer_of, copies_that_fit
from osteo_annot.measured.reads.arms import ends_of, joints_of
from osteo_annot.measured.reads.counts import counts_of
from osteo_annot.measured.reads.crossing import Shown
from osteo_annot.measured.reads.ends_read import maps_poorly, share_read, usual_reads
from osteo_annot.measured.reads.genotype import copies_by_reads
from osteo_annot.measured.reads.inserts import InsertSize
from osteo_annot.measured.reads.inside import is_read_inside
from osteo_annot.measured.reads.joint import JointSeen, joint_in
from osteo_annot.measured.reads.limits import (
    ELSEWHERE,
    EVEN_FLANKS,
    FLANK,
    FLANK_READ,
    INVERSION_FROM,
    MIN_AGREEING,
    MIN_FRAGMENTS,
    MOST_HOMOLOGY,
    NEAR,
    NEXT_TO,
    OVERHANG,
    UNEVEN_ENDS,
)
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.other_copy import divided
from osteo_annot.measured.reads.witness import (
    Breakpoints,
    EndDepths,
    JunctionKind,
    JunctionWitness,
    ReferenceCounts,
    WitnessAnswer,
    WitnessReason,
)


def junction_witness(
    reads: Reads,
    kind: JunctionKind,
    outer: Interval,
    inner: Interval | None,
    claimed_copies: int | None = None,
    insert: InsertSize | None = None,
) -> JunctionWitness:
    """What the reads say of an event.

    ``outer``: bases that may be affected, ``inner``: those that surely are, as claimed;
    ``claimed_copies``: on how many copies, None where that is not told; ``insert``: that of the
    library, without it the one that the reads show.
    """
    reads = reads.molecules
    insert = insert or reads.insert
    seen = [joint_in(reads, joint, insert) for joint in joints_of(kind, outer, inner)]
    shown = max(seen, key=lambda s: s.shown)
    left, right = _reference(reads, shown, outer, inner)
    parts = [divided(reads, joint, insert) for joint in seen]
    other = parts[seen.index(shown)]
    without = _at_one_end(left.fragments + other.left, right.fragments + other.right)
    evidence = replace(
        _evidence(reads, kind, outer, inner, seen),
        by_reads=copies_by_reads(
            _as_drawn(kind, seen), sum(p.shown for p in parts) / len(parts), without
        ),
    )
    if not evidence.is_seen and seen_beside(reads, kind, outer, inner, insert):
        evidence = replace(evidence, elsewhere=True)
    copies = copies_that_fit(evidence, claimed_copies)
    answer, reason = answer_of(evidence, copies, claimed_copies)
    if answer is WitnessAnswer.NOT_ASSESSABLE or reason is WitnessReason.READS_INSIDE:
        copies = None  # the junction does not tell them
    by_reads = evidence.by_reads
    return JunctionWitness(
        kind=kind,
        outer=outer,
        inner=inner,
        claimed_copies=claimed_copies,
        answer=answer,
        reason=reason,
        counts=evidence.counts,
        reference_left=left,
        reference_right=right,
        depths=evidence.depths,
        heterozygous_inside=evidence.heterozygous_inside,
        log10_likelihoods=by_reads.log10_likelihoods if by_reads else None,
        copies=copies,
        quality=by_reads.quality if by_reads and copies is not None else 0,
        breakpoints=breakpoints_of(shown),
        covered_left=evidence.covered[0],
        covered_right=evidence.covered[1],
    )


def _evidence(
    reads: Reads,
    kind: JunctionKind,
    outer: Interval,
    inner: Interval | None,
    seen: Sequence[JointSeen],
) -> Evidence:
    """What the rules ask of an event, but for its copies."""
    shown = max(seen, key=lambda s: s.shown)
    event = event_of(shown) if shown.shown else inner or outer
    first, last = ends_of(outer, inner)
    return Evidence(
        kind=kind,
        length=len(event),
        counts=counts_of(
            [c for s in seen for c in s.crossed], sum(len(s.fragments.pairs) for s in seen)
        ),
        by_reads=None,
        depths=depths_of(reads, event),
        heterozygous_inside=_two_alleles(reads, event) if kind is JunctionKind.DELETION else 0,
        covered=(_covered(reads, first, shown), _covered(reads, last, shown)),
        inside_window=reads.window.contains(Interval(first.start - NEAR, last.end + NEAR)),
        maps_poorly=maps_poorly(reads, first) or maps_poorly(reads, last),
        even_flanks=flanks_are_even(reads, event),
        read_inside=kind is JunctionKind.DELETION and is_read_inside(reads, outer, inner),
        is_short=kind is JunctionKind.INVERSION and len(event) < _least_inversion(reads),
    )


def _as_drawn(kind: JunctionKind, seen: Sequence[JointSeen]) -> JunctionKind:
    """The kind whose shares of fragments hold.

    A long read that holds both copies of a short tandem duplication shows its junction on every
    copy that has it, as of a deletion.
    """
    crossed = [c.shown for s in seen for c in s.crossed]
    is_held = 2 * crossed.count(Shown.GAPPED) > len(crossed)
    return JunctionKind.DELETION if kind is JunctionKind.DUPLICATION and is_held else kind


def _least_inversion(reads: Reads) -> int:
    """Bases of an inversion up to which a read may be aligned straight through it."""
    return INVERSION_FROM[reads.longest > INVERSION_FROM[1]]


def event_of(shown: JointSeen) -> Interval:
    """The bases deleted, duplicated or inverted, where a joint was seen."""
    place, joint = shown.place, shown.joint
    return Interval(
        place.left + 1 if joint.left.ends else place.left,
        place.right if joint.right.ends else place.right - 1,
    )


def breakpoints_of(shown: JointSeen) -> Breakpoints | None:
    """The ends to the base; None where too few reads agree on them, or both lie in a repeat."""
    if shown.agreeing < MIN_AGREEING or len(shown.place.homology) > MOST_HOMOLOGY:
        return None
    event, place = event_of(shown), shown.place
    return Breakpoints(event.start, event.end, place.homology, place.inserted, shown.agreeing)


def seen_beside(
    reads: Reads,
    kind: JunctionKind,
    outer: Interval,
    inner: Interval | None,
    insert: InsertSize | None,
) -> bool:
    """Whether reads show such a junction near the bounds, though not within them."""
    aside = min(ELSEWHERE, len(inner or outer) // 3)
    wide = Interval(outer.start - aside, outer.end + aside)
    narrow = inner and Interval(inner.start + aside, inner.end - aside)
    if narrow is None or narrow.end <= narrow.start:
        return False
    joints = joints_of(kind, wide, narrow)
    return any(joint_in(reads, joint, insert).shown >= MIN_FRAGMENTS for joint in joints)


def _reference(
    reads: Reads, shown: JointSeen, outer: Interval, inner: Interval | None
) -> tuple[ReferenceCounts, ReferenceCounts]:
    """Fragments for the reference at the left and at the right end.

    Where no read shows the junction and an end may lie anywhere in its bounds, those of the middle
    place.
    """
    found = shown.fragments
    left = ReferenceCounts(len(found.left_reads), len(found.left_pairs))
    right = ReferenceCounts(len(found.right_reads), len(found.right_pairs))
    if shown.shown:
        return left, right
    first, last = ends_of(outer, inner)
    if len(first) > 1:
        left = ReferenceCounts(int(usual_reads(reads, first)), 0)
    if len(last) > 1:
        right = ReferenceCounts(int(usual_reads(reads, last)), 0)
    return left, right


def _at_one_end(left: int, right: int) -> float:
    """Fragments without the junction at an end: the mean, or the more where one is hardly read.

    Beside a captured exon, or where the other copy lacks an end too, few are seen there.
    """
    fewer, more = sorted((left, right))
    return more if fewer < UNEVEN_ENDS * more else (fewer + more) / 2


def _covered(reads: Reads, where: Interval, shown: JointSeen) -> float:
    """Share of the places of an end that are read well; all of one that the reads show."""
    if shown.agreeing and len(where) == 1:
        return 1.0
    return share_read(reads, where)


def depths_of(reads: Reads, event: Interval) -> EndDepths | None:
    """Depth inside and on both sides.

    None where the flanks are not read throughout, as in exomes, or do not lie in the window.
    """
    flank = min(FLANK, max(len(event), 100))
    left = Interval(event.start - flank, event.start - 1)
    right = Interval(event.end + 1, event.end + flank)
    if not reads.window.contains(Interval(left.start, right.end)):
        return None
    if min(reads.pile.read_share(left), reads.pile.read_share(right)) < FLANK_READ:
        return None
    depths = [reads.pile.depth(where) or 0.0 for where in (event, left, right)]
    return EndDepths(*depths)


def flanks_are_even(reads: Reads, event: Interval) -> bool:
    """Whether the bases next to an event are read throughout, as deep as the window usually is.

    Beside them another deletion of the other copy may begin, which takes the reference reads of the
    ends with it; of an exome that is not seen.
    """
    window = reads.window
    beside = (
        Interval(max(event.start - FLANK, window.start), event.start - 1),
        Interval(event.end + 1, min(event.end + FLANK, window.end)),
    )
    if any(reads.pile.read_share(where) < FLANK_READ for where in beside):
        return False
    usual = reads.pile.usual_depth(Interval(event.start - NEXT_TO, event.end + NEXT_TO))
    left = reads.pile.depth(Interval(event.start - NEXT_TO, event.start - 1))
    right = reads.pile.depth(Interval(event.end + 1, event.end + NEXT_TO))
    if not usual or left is None or right is None:
        return True
    return min(left, right) >= EVEN_FLANKS * usual


def _two_alleles(reads: Reads, event: Interval) -> int:
    """Sites inside a deletion at which reads show two alleles, away from its ends."""
    inside = Interval(event.start + OVERHANG, event.end - OVERHANG)
    return reads.pile.sites_of_two_alleles(inside) if inside.start <= inside.end else 0
