"""Whether the surroundings of the gene have two copies: their depth against depth far away.

A ratio to windows beside the gene cannot see a loss of all of them. Source: earned claims 10.
"""

from __future__ import annotations

from statistics import median

from osteo_annot.intake.depth.profile import FarBasis, Profile, has_reads
from osteo_annot.measured.baseline import DepthReference, scale_of
from osteo_annot.record.thresholds import ANCHOR_RANGE, ONE_COPY, REFERENCES_NEEDED
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """Depth of the surroundings over that of two copies, as far as anything far away tells."""

    relative: float | None = None
    """1.0 is two copies; None where nothing tells."""

    @property
    def holds(self) -> bool:
        """Whether the surroundings have two copies."""
        return self.relative is not None and ANCHOR_RANGE[0] <= self.relative <= ANCHOR_RANGE[1]

    @property
    def factor(self) -> float:
        """By what ratios to the surroundings are multiplied: not 1 where these lost a copy."""
        lost = self.relative is not None and self.relative <= ONE_COPY[1]
        return self.relative if lost and self.relative is not None else 1.0


UNANCHORED = Anchor()


def anchor_of(profile: Profile, reference: DepthReference | None) -> Anchor:
    """The anchor of a sample: against references that tell it by the same means, else a genome's.

    What the index counts is not the depth that is compared, so it shows a loss only against
    references.
    """
    far = profile.usable_far
    if far is None:
        return UNANCHORED
    if reference is not None:
        scale = scale_of(profile.controls, reference.template)
        usual = reference.far_of(far.basis)
        if scale and len(usual) >= REFERENCES_NEEDED:
            return Anchor(scale / far.depth / median(usual))
    if not profile.is_even:
        return UNANCHORED
    read = [depth for depth in profile.controls if depth and has_reads(depth)]
    found = Anchor(median(read) / far.depth)
    by_count = far.basis is FarBasis.INDEX
    return UNANCHORED if by_count and not found.holds else found
