"""Where a joint lies by pairs alone, where no read crosses it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean

from osteo_annot.measured.reads.arms import Arm, Joint
from osteo_annot.measured.reads.crossing import Place
from osteo_annot.measured.reads.inserts import InsertSize, Pair
from osteo_annot.measured.reads.limits import NEAR, NORMAL_INSERT
from osteo_annot.measured.reads.locus_reads import Reads


def place_by_pairs(reads: Reads, joint: Joint, insert: InsertSize) -> Place | None:
    """The narrowest place that the pairs of a joint leave; None without two such pairs."""
    clusters = pair_clusters([p for p in reads.pairs if _may_show(p, joint, insert)], insert)
    best = max(clusters, key=len, default=())
    return place_of(best, joint) if len(best) > 1 else None


def pairs_fit(reads: Reads, joint: Joint, names: frozenset[str], insert: InsertSize) -> bool:
    """Whether pairs have the insert of the library over the joint on the whole.

    Of another event some pairs do by chance, the short or the long ones: their mean does not.
    """
    own = [pair for pair in reads.pairs if pair.name in names]
    if not own:
        return True
    aside = NORMAL_INSERT * insert.spread / math.sqrt(len(own))
    least = mean(_length(pair, joint, nearest=True) for pair in own)
    most = mean(_length(pair, joint, nearest=False) for pair in own)
    return least - aside <= insert.mean <= most + aside


def _length(pair: Pair, joint: Joint, *, nearest: bool) -> int:
    """Bases of a fragment over the joint, were its places the nearest or farthest within bounds."""
    left, right = joint.left, joint.right
    is_deletion = left.ends and not right.ends
    aside = NEAR * is_deletion * (-1 if nearest else 1)  # callers give bounds that are too narrow
    from_left = (
        (left.where.start if nearest else left.where.end) - pair.left_start
        if left.ends
        else pair.left_end - (left.where.end if nearest else left.where.start)
    )
    from_right = (
        (right.where.start if nearest else right.where.end) - pair.right_start
        if right.ends
        else pair.right_end - (right.where.end if nearest else right.where.start)
    )
    return from_left + from_right + 2 + 2 * aside


def place_of(pairs: Sequence[Pair], joint: Joint) -> Place:
    """The place between the inner ends of the pairs."""
    left = [p.left_end if joint.left.ends else p.left_start for p in pairs]
    right = [p.right_end if joint.right.ends else p.right_start for p in pairs]
    return Place(
        max(left) if joint.left.ends else min(left),
        max(right) if joint.right.ends else min(right),
        "",
        "",
    )


def pair_clusters(pairs: Sequence[Pair], insert: InsertSize) -> list[tuple[Pair, ...]]:
    """Pairs that may show one joint: both of their reads lie within a fragment of the first's."""
    reach = insert.mean + NORMAL_INSERT * insert.spread
    clusters: list[list[Pair]] = []
    for pair in sorted(pairs, key=lambda p: (p.left_start, p.right_start, p.name)):
        for cluster in clusters:
            first = cluster[0]
            near = abs(pair.left_start - first.left_start) <= reach
            if near and abs(pair.right_start - first.right_start) <= reach:
                cluster.append(pair)
                break
        else:
            clusters.append([pair])
    return [tuple(cluster) for cluster in clusters]


def _may_show(pair: Pair, joint: Joint, insert: InsertSize) -> bool:
    """Whether a pair is none of the reference, and its reads lie where those of the joint may."""
    if joint.left.ends == pair.left_reverse or joint.right.ends == pair.right_reverse:
        return False
    if pair.faces and pair.length <= insert.mean + NORMAL_INSERT * insert.spread:
        return False
    reach = int(insert.mean + NORMAL_INSERT * insert.spread)
    return _is_beside(joint.left, pair.left_start, pair.left_end, reach) and _is_beside(
        joint.right, pair.right_start, pair.right_end, reach
    )


def _is_beside(arm: Arm, start: int, end: int, reach: int) -> bool:
    """Whether a read lies on the side of an arm, at most a fragment away."""
    if arm.ends:
        return arm.where.start - reach <= end <= arm.where.end + NEAR
    return arm.where.start - NEAR <= start <= arm.where.end + reach
