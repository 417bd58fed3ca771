"""One joint of an event in the reads: where it is, and which fragments show it or the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.measured.reads.arms import Joint
from osteo_annot.measured.reads.clips import clipped_crossings, leftmost, placed_clips
from osteo_annot.measured.reads.counts import Fragments, fragments_at
from osteo_annot.measured.reads.crossing import Crossing, Place, Shown, agreed, crossings
from osteo_annot.measured.reads.inserts import InsertSize
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.pair_clusters import pairs_fit, place_by_pairs
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class JointSeen:
    """What reads show at one joint."""

    joint: Joint
    place: Place
    """Where it is by the reads, else by pairs, else the middle of the claimed bounds."""
    agreeing: int
    """Reads that show the place to the base; 0 where none does."""
    crossed: tuple[Crossing, ...]
    fragments: Fragments

    @property
    def shown(self) -> int:
        """Fragments that show the joint."""
        return len(self.crossed) + len(self.fragments.pairs)


def joint_in(reads: Reads, joint: Joint, insert: InsertSize | None) -> JointSeen:
    """What the reads show at a joint that may lie within bounds."""
    own = crossings(reads, joint)
    found = agreed(own)
    if found is None:
        own = placed_clips(reads, joint)
        found = agreed(own)
    if found is None:
        place = insert and place_by_pairs(reads, joint, insert)
        place = place or _middle(joint)
        fragments = fragments_at(reads, joint, place, (), insert)
        if insert is not None and not pairs_fit(reads, joint, fragments.pairs, insert):
            fragments = replace(fragments, pairs=frozenset())
        return JointSeen(joint, place, 0, (), fragments)
    place, agreeing = leftmost(found[0], joint, reads.pile), found[1]
    crossed = _one_of_each(
        [*(c for c in own if _is_at(c, found[0])), *clipped_crossings(reads, joint, place)]
    )
    fragments = fragments_at(reads, joint, place, crossed, insert)
    return JointSeen(joint, place, agreeing, crossed, fragments)


def _is_at(crossing: Crossing, place: Place) -> bool:
    """Whether a read shows the joint of a place; long reads place the ends of gaps less exactly."""
    if crossing.shown is Shown.GAPPED and place.right - place.left > 1_000:
        size = place.right - place.left
        own = crossing.place.right - crossing.place.left
        return abs(own - size) <= 0.1 * size
    return crossing.place.is_near(place)


def _middle(joint: Joint) -> Place:
    """The middle of the claimed bounds."""
    left, right = joint.left.where, joint.right.where
    return Place((left.start + left.end) // 2, (right.start + right.end) // 2, "", "")


def _one_of_each(crossed: Sequence[Crossing]) -> tuple[Crossing, ...]:
    """One crossing of each fragment, the first of them."""
    return tuple({c.read.name: c for c in reversed(crossed)}.values())[::-1]
