"""Likelihood of 0, 1 and 2 copies of a junction, of the fragments for it and for the reference.

Fragments are drawn from the copies: of one copy with a deletion half of those at its ends show the
junction. A tandem duplication leaves both of its ends as they are, beside the junction, so that a
third shows it. Source of the model: Chiang 2015 (SVTyper), with rates of our own tables.
"""

from __future__ import annotations

import math

from osteo_annot.measured.reads.limits import FITS, MIN_QUALITY, MIN_QUALITY_BOTH
from osteo_annot.measured.reads.witness import JunctionKind
from osteo_annot.values import dataclass

_STRAY = 0.005
"""Share of fragments that show a junction which is not there."""
_LEFT_OVER = 0.05
"""Share of fragments that show the reference where no copy has it."""
_SHARES = {
    JunctionKind.DELETION: (_STRAY, 0.5, 1 - _LEFT_OVER),
    JunctionKind.INVERSION: (_STRAY, 0.5, 1 - _LEFT_OVER),
    JunctionKind.DUPLICATION: (_STRAY, 1 / 3, 1 / 2),
}


@dataclass(frozen=True, slots=True)
class CopiesByReads:
    """How many copies have the junction, as the fragments tell."""

    log10_likelihoods: tuple[float, float, float]
    """Of 0, 1 and 2 copies."""
    copies: int | None
    """None where the odds are too small, or the share fits no number of copies."""
    quality: int
    """Phred-scaled odds against the next likely number; 0 where none is told."""


def copies_by_reads(kind: JunctionKind, shown: float, reference: float) -> CopiesByReads | None:
    """The copies by fragments for the junction and for the reference, the latter of one end."""
    total = shown + reference
    if total <= 0:
        return None
    shares = _SHARES[kind]
    likelihoods = tuple(
        shown * math.log10(share) + reference * math.log10(1 - share) for share in shares
    )
    order = sorted(range(3), key=lambda copies: likelihoods[copies], reverse=True)
    quality = round(10 * (likelihoods[order[0]] - likelihoods[order[1]]))
    both_lost = order[0] == 2 and kind is not JunctionKind.DUPLICATION
    told = order[0] if quality >= (MIN_QUALITY_BOTH if both_lost else MIN_QUALITY) else None
    if told is not None and not fits(round(shown), round(total), shares[told]):
        told = None
    return CopiesByReads(
        (likelihoods[0], likelihoods[1], likelihoods[2]), told, quality if told is not None else 0
    )


def fits(shown: int, total: int, share: float) -> bool:
    """Whether so many of the fragments are likely enough by chance, where a share is expected."""
    low = _tail(shown, total, share)
    high = 1.0 - (_tail(shown - 1, total, share) if shown else 0.0)
    return 2 * min(low, high) >= FITS


def _tail(most: int, total: int, share: float) -> float:
    """Probability of at most so many of a binomial distribution."""
    return sum(
        math.exp(
            math.lgamma(total + 1)
            - math.lgamma(n + 1)
            - math.lgamma(total - n + 1)
            + n * math.log(share)
            + (total - n) * math.log1p(-share)
        )
        for n in range(min(most, total) + 1)
    )
