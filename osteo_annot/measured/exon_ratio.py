"""Depth of one exon relative to two copies, and what it tells of a loss.

Source: clinical rules 2.4; earned claims 1 and 10. How often it is right: ``docs/depth.md``.
"""

from __future__ import annotations

import math

from osteo_annot.measured.baseline import lengths_of_parts
from osteo_annot.measured.ratio_copy_number import spread_at
from osteo_annot.record.thresholds import (
    APART_SPREADS,
    CONTROL_TILES_NEEDED,
    HALF_STEP,
    MOST_RATIO,
    ONE_COPY,
    REFERENCES_NEEDED,
    SEARCH_POWER,
    THIN_EXON,
)
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class DepthBasis(Worded):
    """Against what the depth was held."""

    REFERENCES = ("references", "reference samples")
    OWN_CONTROLS = ("own_controls", "the sample's own depth beside the gene")


class NoCallReason(Worded):
    """Why no copies are told from depth."""

    TOO_FEW_REFERENCES = (
        "TOO_FEW_REFERENCES",
        (
            f"Fewer than {REFERENCES_NEEDED} reference samples were given "
            "and the depth is not that of a whole genome."
        ),
    )
    TOO_FEW_CONTROLS = (
        "TOO_FEW_CONTROLS",
        (f"Fewer than {CONTROL_TILES_NEEDED} control windows beside the gene were read evenly."),
    )
    DOES_NOT_FIT_REFERENCES = (
        "DOES_NOT_FIT_REFERENCES",
        (
            "The depth beside the gene differs from that of the "
            "references: another assay, or a sample of poor quality."
        ),
    )
    EXON_NOT_READ_IN_REFERENCES = (
        "EXON_NOT_READ_IN_REFERENCES",
        "The references have no reads in the exon.",
    )
    EXON_NOT_TOLD = ("EXON_NOT_TOLD", "The file does not tell the depth of the exon.")
    FIRST_EXON_NEEDS_REFERENCES = (
        "FIRST_EXON_NEEDS_REFERENCES",
        (
            "Exon 1 is rich in G and C and reads poorly: without "
            "references its depth tells no copies."
        ),
    )
    SPREAD_TOO_WIDE = ("SPREAD_TOO_WIDE", "The depth varies too much to tell one copy from two.")
    PARTS_DISAGREE = (
        "PARTS_DISAGREE",
        "The exon and the bases beside it differ in depth: a breakpoint may lie there.",
    )
    BETWEEN_COPIES = ("BETWEEN_COPIES", "The ratio lies between two numbers of copies.")
    RATIO_TOO_HIGH = (
        "RATIO_TOO_HIGH",
        f"The ratio is above {MOST_RATIO:g}: the depth does not fit what it is held against.",
    )
    AS_LOW_AS_REFERENCES = (
        "AS_LOW_AS_REFERENCES",
        "Control windows of the references, which have two copies, are as low too often.",
    )
    NOT_ANCHORED = (
        "NOT_ANCHORED",
        (
            "The exon is read like what lies around the gene, but nothing farther away tells how "
            "deep two copies are: a loss of all of it looks the same."
        ),
    )


@dataclass(frozen=True, slots=True)
class ExonRatio:
    """Depth of one exon relative to two copies, and what it tells."""

    exon: int
    ratio: float | None
    """Depth over what two copies would give; 1.0 is two copies."""
    spread: float | None
    """Standard deviation of the ratio at two copies."""
    copies: int | None
    """Copies where they can be told."""
    no_call: NoCallReason | None
    """Why they cannot."""
    power: float | None
    """Part of single-copy losses of the exon that would be told; None where none ever is."""
    basis: DepthBasis
    references: int
    """Reference samples it was held against."""
    parts: tuple[float, ...] = ()
    """Ratios of the coding part and of the bases on both sides, where they were counted."""
    is_anchored: bool = False
    """Whether depth far from the gene shows that its surroundings have two copies."""
    is_even: bool = False
    """Whether all of the genome was read, and not only targets."""
    has_reads: bool = True
    """Whether any base of the coding part was read."""
    of_others: float | None = None
    """Depth over that of the other exons, where no ratio is known and they are well read."""

    @property
    def no_local_loss(self) -> bool:
        """Whether no copy is lost that the surroundings of the gene have."""
        if self.ratio is None or self.spread is None or self.copies in {0, 1}:
            return False
        if self.no_call in LEAVES_LOSS_OPEN or self.is_reduced:
            return False
        if any(part < 1 - HALF_STEP for part in self.parts):
            return False
        return self.ratio - 0.5 >= APART_SPREADS * spread_at(1, self.spread)

    @property
    def loss_excluded(self) -> bool:
        """Whether the ratio lies so far above that of one copy that no copy is lost."""
        return self.is_anchored and self.no_local_loss

    @property
    def is_reduced(self) -> bool:
        """Whether the exon is clearly below two copies, and no number of copies is told.

        A mixture with another person's reads hides a loss so (earned claims 10).
        """
        if self.copies is not None or self.ratio is None or self.spread is None:
            return False
        if not self.has_reads:
            return True
        if self.no_call is NoCallReason.FIRST_EXON_NEEDS_REFERENCES:
            return False
        return self.ratio <= 1 - APART_SPREADS * self.spread or self._coding_is_reduced

    @property
    def leaves_homozygous_loss(self) -> bool:
        """Whether the depth itself makes a loss of both copies likely or possible."""
        return self.is_reduced or self.is_thin or self.copies == 0 or not self.has_reads

    @property
    def is_thin(self) -> bool:
        """Whether an exon that cannot be compared has so few reads that foreign ones may be all."""
        return self.exon > 1 and self.of_others is not None and self.of_others <= THIN_EXON

    @property
    def _coding_is_reduced(self) -> bool:
        """Whether the coding part alone lies clearly below two copies; it varies more."""
        if not self.parts or self.spread is None:
            return False
        lengths = lengths_of_parts(self.exon - 1)
        own = self.spread * math.sqrt(sum(lengths) / lengths[0])
        return self.parts[0] <= 1 - APART_SPREADS * own

    @property
    def is_present(self) -> bool:
        """Whether the depth shows that at least one copy is there."""
        if self.copies is not None:
            return self.copies > 0
        if self.ratio is None or self.is_reduced or self.no_call is NoCallReason.RATIO_TOO_HIGH:
            return False
        return self.is_anchored and self.ratio >= ONE_COPY[1]

    @property
    def searches_deletions(self) -> bool:
        """Whether a loss of one copy of the exon would have been told nearly always, and is not.

        Or is: a number of copies is an answer too. Earned claims 1: power of 0.9 and more.
        """
        answered = self.loss_excluded or self.copies is not None
        return answered and self.is_anchored and (self.power or 0.0) >= SEARCH_POWER

    @property
    def is_proposal(self) -> bool:
        """Whether a loss that it tells may as well be a target of an exome that failed."""
        return self.copies in {0, 1} and not self.is_even


LEAVES_LOSS_OPEN = {NoCallReason.FIRST_EXON_NEEDS_REFERENCES, NoCallReason.RATIO_TOO_HIGH}
"""What leaves a loss open however deep the exon was read."""
