"""Which number of copies a depth ratio tells with its spread, if it tells one.

Source: clinical rules 2.4 (limits of the ratio). The spreads that are asked for are chosen from the
confusion table of simulated reads (``docs/depth.md``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from osteo_annot.record.thresholds import (
    APART_SPREADS,
    APART_TO_GAIN,
    HALF_STEP,
    NO_COPY,
    ONE_COPY,
    PART_APART,
    RATIO_TOLERANCE,
    WITHIN_SPREADS,
)

_MOST_COPIES = 4


def copy_number_from_ratio(ratio: float, spread: float) -> int | None:
    """The number of copies that alone fits a ratio; None where none or several do.

    Near the expected ratio by the limits of clinical rules 2.4 and within three spreads, and four
    spreads away from what another number of copies would give (five before a gain is told). The
    spread grows with the root of the copies, as that of counted reads.
    """
    for copies in range(_MOST_COPIES + 1):
        if not _fits(copies, ratio, spread):
            continue
        others = [c for c in range(_MOST_COPIES + 2) if c != copies]
        if all(abs(ratio - c / 2) >= _apart(copies) * spread_at(c, spread) for c in others):
            return copies
    return None


def _apart(copies: int) -> float:
    """Spreads by which a ratio must lie from that of any other number of copies."""
    return APART_TO_GAIN if copies > 2 else APART_SPREADS


def _fits(copies: int, ratio: float, spread: float) -> bool:
    """Whether a ratio is near what a number of copies gives."""
    if copies == 0:
        return ratio <= NO_COPY
    if copies == 1 and not ONE_COPY[0] <= ratio <= ONE_COPY[1]:
        return False
    away = abs(ratio - copies / 2)
    return away <= RATIO_TOLERANCE and away <= WITHIN_SPREADS * spread_at(copies, spread)


def spread_at(copies: int, spread: float) -> float:
    """The spread of the ratio at a number of copies, from that at two."""
    return spread * math.sqrt(copies / 2)


def parts_agree(parts: Sequence[float], lengths: Sequence[int], copies: int, spread: float) -> bool:
    """Whether no breakpoint beside the exon explains the ratio of the whole window as well.

    ``parts`` are the ratios of the coding part and of the bases on its two sides, ``lengths`` their
    bases. Each is nearer to the ratio of the copies than to that of any other number; and the exon
    with the bases of either side lies three spreads from it.
    """
    if any(abs(part - copies / 2) > HALF_STEP for part in parts):
        return False
    return all(
        abs(ratio - other / 2) >= PART_APART * spread_at(other, own)
        for ratio, own in _with_one_side(parts, lengths, spread)
        for other in (copies - 1, copies + 1)
        if other >= 0
    )


def _with_one_side(
    parts: Sequence[float], lengths: Sequence[int], spread: float
) -> Iterator[tuple[float, float]]:
    """Ratio and spread of the exon with the bases of each side alone; none without parts."""
    if not parts:
        return
    for side in (1, 2):
        bases = lengths[0] + lengths[side]
        ratio = (parts[0] * lengths[0] + parts[side] * lengths[side]) / bases
        yield ratio, spread * math.sqrt(sum(lengths) / bases)


def power_of(spread: float, lengths: Sequence[int] = ()) -> float:
    """Part of the losses of one copy that are told at a spread; 0 where none is.

    With the ``lengths`` of parts that must agree it is what remains if each did so independently.
    """
    at_one = spread_at(1, spread)
    reach = WITHIN_SPREADS * at_one
    low = max(ONE_COPY[0], 0.5 - RATIO_TOLERANCE, 0.5 - reach)
    apart = (c / 2 - APART_SPREADS * spread_at(c, spread) for c in (2, 3, 4, 5))
    high = min(ONE_COPY[1], 0.5 + RATIO_TOLERANCE, 0.5 + reach, *apart)
    if high <= low:
        return 0.0
    share = _below((high - 0.5) / at_one) - _below((low - 0.5) / at_one)
    for _, own in _with_one_side((0.5,) * len(lengths), lengths, spread):
        share *= _below((0.5 - PART_APART * own) / spread_at(1, own))
    return round(share, 3)


def _below(deviates: float) -> float:
    """Part of a normal distribution below a number of standard deviations."""
    return (1 + math.erf(deviates / math.sqrt(2))) / 2
