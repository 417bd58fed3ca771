"""Copies of each exon by depth: the person against reference samples, or against own controls.

Source: clinical rules 2.4 (ratio and thresholds) and Z21. What is told rests on the spread of the
ratio: no copies are told where another number of copies could give the same depth. How often that
is right and how often it tells, by exon and by number of references, stands in ``docs/depth.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile
from statistics import median

from osteo_annot.intake.depth.profile import Depths, Profile, has_reads
from osteo_annot.measured.anchor import Anchor, anchor_of
from osteo_annot.measured.baseline import (
    DepthReference,
    control_spread,
    dispersion_of,
    exon_depths,
    lengths_of_parts,
    parts_of,
    reads_of,
    scale_of,
    spread_of,
)
from osteo_annot.measured.exon_ratio import (
    LEAVES_LOSS_OPEN,
    DepthBasis,
    ExonRatio,
    NoCallReason,
)
from osteo_annot.measured.ratio_copy_number import (
    copy_number_from_ratio,
    parts_agree,
    power_of,
)
from osteo_annot.record.thresholds import (
    AT_END_OF_RUN,
    CONTROL_TILES_NEEDED,
    EXONS_WELL_READ,
    LEAST_SPREAD,
    LOW_TILE,
    LOW_TILES,
    MOST_RATIO,
    READ_LENGTH,
    REFERENCES_NEEDED,
    WELL_READ,
)

_MISFIT = 2.0
"""Times the references' own spread over the controls beyond which a sample does not fit them."""
_SHARED_SPREAD = 0.05
"""What the mean of several exons varies by at least: they share the scale of the sample."""


def exon_ratios(profile: Profile, reference: DepthReference | None) -> tuple[ExonRatio, ...]:
    """What the depth of a sample tells of each exon, in transcript order."""
    others = reference.without(profile.sample) if reference else None
    count = len(others.profiles) if others else 0
    if others is not None and count >= REFERENCES_NEEDED:
        found = _against_references(profile, others)
    elif profile.is_even:
        found = _against_controls(profile, count)
    else:
        why = NoCallReason.TOO_FEW_REFERENCES
        found = _no_calls(profile, why, DepthBasis.REFERENCES, count)
    return tuple(map(_as_far_as_anchored, found))


def _as_far_as_anchored(ratio: ExonRatio) -> ExonRatio:
    """The ratio; two copies or more are told only where the surroundings have two."""
    if ratio.is_anchored or ratio.copies is None or ratio.copies < 2:
        return ratio
    return replace(ratio, copies=None, no_call=NoCallReason.NOT_ANCHORED)


def _against_references(profile: Profile, reference: DepthReference) -> tuple[ExonRatio, ...]:
    """The sample held against references."""
    n = len(reference.profiles)
    scale = scale_of(profile.controls, reference.template)
    basis = DepthBasis.REFERENCES
    if scale is None:
        return _no_calls(profile, NoCallReason.TOO_FEW_CONTROLS, basis, n)
    own = control_spread(profile.controls, reference.template, scale)
    misfits = own > _MISFIT * max(reference.control_spread, LEAST_SPREAD)
    if misfits or (not reference.is_even and _many_are_low(profile, reference.template, scale)):
        return _no_calls(profile, NoCallReason.DOES_NOT_FIT_REFERENCES, basis, n)
    depths = exon_depths(profile, even=reference.is_even)
    excess = max(1.0, own / max(reference.control_spread, LEAST_SPREAD))
    anchor = anchor_of(profile, reference)
    found: list[ExonRatio] = []
    for index, depth in enumerate(depths):
        usual = reference.exons[index] if reference.exons else None
        if depth is None or usual is None:
            why = NoCallReason.EXON_NOT_READ_IN_REFERENCES
            if depth is None:
                why = NoCallReason.EXON_NOT_TOLD
            found.append(ExonRatio(index + 1, None, None, None, why, None, basis, n))
            continue
        expected = usual[0] * scale
        counted = reference.dispersion * (1 + math.pi / (2 * n))
        spread = excess * _with_counting(
            usual[1], expected, index, even=reference.is_even, dispersion=counted
        )
        parts = _parts(profile, index, reference.parts[index], scale) if reference.is_even else ()
        called = _called(index + 1, depth / expected, spread, basis, n, parts, anchor)
        if not reference.is_even:
            called = _within_tail(called, reference)
        known = replace(called, is_even=reference.is_even, has_reads=profile.exons[index] != 0)
        found.append(known)
    return joint_call_of_runs(found)


def _many_are_low(profile: Profile, template: Sequence[float], scale: float) -> bool:
    """Whether so many well-read windows are low that those of exons may be too.

    Those next to the gene on either side do not count: a loss of the gene may reach so far.
    """
    half = len(template) // 2
    sides = (range(half - 1, -1, -1), range(half, len(template)))
    low = read = 0
    for side in sides:
        usable = [
            (depth or 0.0) / (template[place] * scale)
            for place in side
            if reads_of(template[place] * scale) >= WELL_READ
            for depth in [profile.controls[place]]
        ]
        kept = list(dropwhile(lambda ratio: ratio <= LOW_TILE, usable))
        read += len(usable)
        low += sum(ratio <= LOW_TILE for ratio in kept)
    return low > LOW_TILES * read


def _within_tail(ratio: ExonRatio, reference: DepthReference) -> ExonRatio:
    """The ratio of an exon of an exome: a loss only where the assay hardly makes such of two."""
    if ratio.ratio is None or ratio.spread is None:
        return ratio
    power = ratio.power if reference.is_beyond_tail(-0.5 / ratio.spread) else 0.0
    low = ratio.copies in {0, 1}
    if low and not reference.is_beyond_tail((ratio.ratio - 1) / ratio.spread):
        why = NoCallReason.AS_LOW_AS_REFERENCES
        return replace(ratio, copies=None, no_call=why, power=power)
    return replace(ratio, power=power)


def _against_controls(profile: Profile, references: int) -> tuple[ExonRatio, ...]:
    """A genome held against its own depth beside the gene; exon 1 is not told."""
    basis = DepthBasis.OWN_CONTROLS
    read = [depth for depth in profile.controls if depth and has_reads(depth)]
    if len(read) < CONTROL_TILES_NEEDED:
        return _no_calls(profile, NoCallReason.TOO_FEW_CONTROLS, basis, references)
    level = median(read)
    spread = spread_of([depth / level for depth in read])
    anchor = anchor_of(profile, None)
    found: list[ExonRatio] = []
    for index, depth in enumerate(exon_depths(profile, even=True)):
        if depth is None:
            why = NoCallReason.EXON_NOT_TOLD
            found.append(ExonRatio(index + 1, None, None, None, why, None, basis, references))
            continue
        varies = max(1.0, dispersion_of(spread, level))
        total = _with_counting(spread, level, index, even=True, dispersion=varies)
        parts = _parts(profile, index, (1.0, 1.0, 1.0), level)
        ratio = _called(index + 1, depth / level, total, basis, references, parts, anchor)
        if index == 0:
            why = NoCallReason.FIRST_EXON_NEEDS_REFERENCES
            ratio = ExonRatio(1, ratio.ratio, total, None, why, None, basis, references)
        found.append(replace(ratio, is_even=True, has_reads=profile.exons[index] != 0))
    return joint_call_of_runs(found)


def _no_calls(
    profile: Profile, why: NoCallReason, basis: DepthBasis, references: int
) -> tuple[ExonRatio, ...]:
    """No exon is told, for one reason."""
    return tuple(
        ExonRatio(
            number,
            None,
            None,
            None,
            why,
            None,
            basis,
            references,
            has_reads=depth != 0,
            of_others=_of_others(profile.exons, number - 1),
        )
        for number, depth in enumerate(profile.exons, 1)
    )


def _of_others(depths: Depths, index: int) -> float | None:
    """Depth of an exon over the median of the others; None where these are not well read."""
    own = depths[index]
    others = [d for place, d in enumerate(depths) if place != index and d is not None]
    if own is None or not others or median(others) < EXONS_WELL_READ:
        return None
    return own / median(others)


def _with_counting(
    spread: float, expected: float, index: int, *, even: bool, dispersion: float = 1.0
) -> float:
    """The spread, but never less than what counting so few reads brings."""
    parts = lengths_of_parts(index)
    # A read counts on the window with any part of it.
    bases = (sum(parts) if even else parts[0]) + READ_LENGTH
    reads = max(expected * bases / READ_LENGTH, 1.0)
    return max(spread, math.sqrt(dispersion / reads), LEAST_SPREAD)


def _parts(profile: Profile, index: int, usual: Depths, scale: float) -> tuple[float, ...]:
    """Ratios of the parts of an exon; empty unless all are told."""
    pairs = zip(parts_of(profile, index), usual, strict=True)
    found = [depth / (part * scale) for depth, part in pairs if depth is not None and part]
    return tuple(found) if len(found) == len(usual) else ()


def _called(
    exon: int,
    ratio: float,
    spread: float,
    basis: DepthBasis,
    references: int,
    parts: tuple[float, ...],
    anchor: Anchor,
) -> ExonRatio:
    """The copies that a ratio tells with its spread, unless its parts tell different numbers.

    Where the surroundings themselves lost a copy, ratios to them are scaled to what is farther
    away, which the depth of both tells less exactly.
    """
    if anchor.factor != 1.0:
        # The spread at two copies: that of counts, which are half as many here.
        ratio *= anchor.factor
        spread = max(spread * math.sqrt(anchor.factor), _SHARED_SPREAD)
        parts = tuple(part * anchor.factor for part in parts)
    lengths = lengths_of_parts(exon - 1)
    power = power_of(spread, lengths if parts else ())
    copies = copy_number_from_ratio(ratio, spread)
    why: NoCallReason | None = None
    if ratio > MOST_RATIO:
        copies, why = None, NoCallReason.RATIO_TOO_HIGH
    elif copies is None:
        why = NoCallReason.BETWEEN_COPIES if power else NoCallReason.SPREAD_TOO_WIDE
    elif not parts_agree(parts, lengths, copies, spread):
        copies, why = None, NoCallReason.PARTS_DISAGREE
    held = anchor.holds or anchor.factor != 1.0
    return ExonRatio(
        exon, ratio, spread, copies, why, power, basis, references, parts, is_anchored=held
    )


def joint_call_of_runs(ratios: Sequence[ExonRatio]) -> tuple[ExonRatio, ...]:
    """The same, with runs of exons told that only together tell a loss.

    Depths of several exons vary less together than each alone. A run is told where its mean ratio
    tells fewer than two copies, each of its exons is nearer to that number than to two, and the
    exons at its ends lie three spreads from two: where it ends must not be a guess.
    """
    found = list(ratios)
    runs = [
        (first, last)
        for length in range(len(found), 1, -1)
        for first in range(len(found) - length + 1)
        for last in [first + length]
    ]
    for first, last in runs:
        run = found[first:last]
        copies = _copies_of_run(run)
        if copies is not None and any(r.copies is None for r in run):
            found[first:last] = [replace(r, copies=copies, no_call=None) for r in run]
    return tuple(found)


def _copies_of_run(run: Sequence[ExonRatio]) -> int | None:
    """Copies below two that all exons of a run together tell, and each allows; else None."""
    values = [(r.ratio, r.spread) for r in run if r.ratio is not None and r.spread is not None]
    known = {r.copies for r in run if r.copies is not None}
    hidden = any(r.no_call in LEAVES_LOSS_OPEN for r in run)
    if len(values) != len(run) or len(known) > 1 or hidden:
        return None
    weights = [1 / spread**2 for _, spread in values]
    mean = sum(w * ratio for w, (ratio, _) in zip(weights, values, strict=True)) / sum(weights)
    spread = max(math.sqrt(1 / sum(weights)), _SHARED_SPREAD)
    copies = copy_number_from_ratio(mean, spread)
    if copies not in {0, 1} or not known <= {copies}:
        return None
    expected = (copies or 0) / 2
    nearer = all(abs(ratio - expected) < abs(ratio - 1) for ratio, _ in values)
    ends = (values[0], values[-1])
    ends_sure = all(abs(ratio - 1) >= AT_END_OF_RUN * own for ratio, own in ends)
    return copies if nearer and ends_sure and all(_agrees(r, copies or 0) for r in run) else None


def _agrees(ratio: ExonRatio, copies: int) -> bool:
    """Whether the parts of an exon allow a number of copies."""
    lengths = lengths_of_parts(ratio.exon - 1)
    return parts_agree(ratio.parts, lengths, copies, ratio.spread or 0.0)
