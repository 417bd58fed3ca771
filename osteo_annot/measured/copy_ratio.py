"""Copies of each exon by depth: the person against reference samples, or against own controls.

Source: clinical rules 2.4 (ratio and thresholds) and Z21. What is told rests on the spread of the
ratio: no copies are told where another number of copies could give the same depth. How often that
is right and how often it tells, by exon and by number of references, stands in ``docs/depth.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from osteo_annot.intake.depth.profile import Depths, Profile
from osteo_annot.measured.baseline import (
    READ_LENGTH,
    DepthReference,
    control_spread,
    dispersion_of,
    exon_depths,
    lengths_of_parts,
    parts_of,
    scale_of,
    spread_of,
)
from osteo_annot.measured.ratio_copy_number import (
    copy_number_from_ratio,
    parts_agree,
    power_of,
    spread_at,
)
from osteo_annot.record.thresholds import (
    APART_SPREADS,
    AT_END_OF_RUN,
    CONTROL_TILES_NEEDED,
    HALF_STEP,
    ONE_COPY,
    REFERENCES_NEEDED,
)
from osteo_annot.worded import Worded

_MISFIT = 2.0
"""Times the references' own spread over the controls beyond which a sample does not fit them."""
_LEAST_SPREAD = 0.03
"""No ratio is believed to be more exact than this."""
_SHARED_SPREAD = 0.05
"""What the mean of several exons varies by at least: they share the scale of the sample."""


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
    silence: NoCallReason | None
    """Why they cannot."""
    power: float | None
    """Part of single-copy losses of the exon that would be told; None where none ever is."""
    basis: DepthBasis
    references: int
    """Reference samples it was held against."""
    parts: tuple[float, ...] = ()
    """Ratios of the coding part and of the bases on both sides, where they were counted."""

    @property
    def loss_excluded(self) -> bool:
        """Whether the ratio lies so far above that of one copy that no copy is lost."""
        if self.ratio is None or self.spread is None or self.copies in {0, 1}:
            return False
        if self.silence is NoCallReason.FIRST_EXON_NEEDS_REFERENCES:
            return False
        if any(part < 1 - HALF_STEP for part in self.parts):
            return False
        return self.ratio - 0.5 >= APART_SPREADS * spread_at(1, self.spread)

    @property
    def is_present(self) -> bool:
        """Whether reads show that at least one copy is there (above the ratio of none)."""
        return self.ratio is not None and self.ratio >= ONE_COPY[0]


def exon_ratios(profile: Profile, reference: DepthReference | None) -> tuple[ExonRatio, ...]:
    """What the depth of a sample tells of each exon, in transcript order."""
    others = reference.without(profile.sample) if reference else None
    if others is not None and len(others.profiles) >= REFERENCES_NEEDED:
        return _against_references(profile, others)
    count = len(others.profiles) if others else 0
    if profile.is_even:
        return _against_controls(profile, count)
    silence = NoCallReason.TOO_FEW_REFERENCES
    return _silent(profile, silence, DepthBasis.REFERENCES, count)


def _against_references(profile: Profile, reference: DepthReference) -> tuple[ExonRatio, ...]:
    """The sample held against references."""
    n = len(reference.profiles)
    scale = scale_of(profile.controls, reference.template)
    basis = DepthBasis.REFERENCES
    if scale is None:
        return _silent(profile, NoCallReason.TOO_FEW_CONTROLS, basis, n)
    own = control_spread(profile.controls, reference.template, scale)
    if own > _MISFIT * max(reference.control_spread, _LEAST_SPREAD):
        return _silent(profile, NoCallReason.DOES_NOT_FIT_REFERENCES, basis, n)
    depths = exon_depths(profile, even=reference.is_even)
    excess = max(1.0, own / max(reference.control_spread, _LEAST_SPREAD))
    found: list[ExonRatio] = []
    for index, depth in enumerate(depths):
        usual = reference.exons[index] if reference.exons else None
        if depth is None or usual is None:
            silence = NoCallReason.EXON_NOT_READ_IN_REFERENCES
            if depth is None:
                silence = NoCallReason.EXON_NOT_TOLD
            found.append(ExonRatio(index + 1, None, None, None, silence, None, basis, n))
            continue
        expected = usual[0] * scale
        counted = reference.dispersion * (1 + math.pi / (2 * n))
        spread = excess * _with_counting(
            usual[1], expected, index, even=reference.is_even, dispersion=counted
        )
        parts = _parts(profile, index, reference.parts[index], scale) if reference.is_even else ()
        found.append(_told(index + 1, depth / expected, spread, basis, n, parts))
    return joint_call_of_runs(found)


def _against_controls(profile: Profile, references: int) -> tuple[ExonRatio, ...]:
    """A genome held against its own depth beside the gene; exon 1 is not told."""
    basis = DepthBasis.OWN_CONTROLS
    told = [depth for depth in profile.controls if depth]
    level = median(told)
    spread = spread_of([depth / level for depth in told])
    found: list[ExonRatio] = []
    for index, depth in enumerate(exon_depths(profile, even=True)):
        if depth is None:
            silence = NoCallReason.EXON_NOT_TOLD
            found.append(ExonRatio(index + 1, None, None, None, silence, None, basis, references))
            continue
        varies = max(1.0, dispersion_of(spread, level))
        total = _with_counting(spread, level, index, even=True, dispersion=varies)
        parts = _parts(profile, index, (1.0, 1.0, 1.0), level)
        ratio = _told(index + 1, depth / level, total, basis, references, parts)
        if index == 0:
            silence = NoCallReason.FIRST_EXON_NEEDS_REFERENCES
            ratio = ExonRatio(1, ratio.ratio, total, None, silence, None, basis, references)
        found.append(ratio)
    return joint_call_of_runs(found)


def _silent(
    profile: Profile, silence: NoCallReason, basis: DepthBasis, references: int
) -> tuple[ExonRatio, ...]:
    """No exon is told, for one reason."""
    return tuple(
        ExonRatio(number, None, None, None, silence, None, basis, references)
        for number in range(1, len(profile.exons) + 1)
    )


def _with_counting(
    spread: float, expected: float, index: int, *, even: bool, dispersion: float = 1.0
) -> float:
    """The spread, but never less than what counting so few reads brings."""
    parts = lengths_of_parts(index)
    # A read counts on the window with any part of it.
    bases = (sum(parts) if even else parts[0]) + READ_LENGTH
    reads = max(expected * bases / READ_LENGTH, 1.0)
    return max(spread, math.sqrt(dispersion / reads), _LEAST_SPREAD)


def _parts(profile: Profile, index: int, usual: Depths, scale: float) -> tuple[float, ...]:
    """Ratios of the parts of an exon; empty unless all are told."""
    pairs = zip(parts_of(profile, index), usual, strict=True)
    found = [depth / (part * scale) for depth, part in pairs if depth is not None and part]
    return tuple(found) if len(found) == len(usual) else ()


def _told(
    exon: int,
    ratio: float,
    spread: float,
    basis: DepthBasis,
    references: int,
    parts: tuple[float, ...],
) -> ExonRatio:
    """The copies that a ratio tells with its spread, unless its parts tell different numbers."""
    lengths = lengths_of_parts(exon - 1)
    power = power_of(spread, lengths if parts else ())
    copies = copy_number_from_ratio(ratio, spread)
    silence: NoCallReason | None = None
    if copies is None:
        silence = NoCallReason.BETWEEN_COPIES if power else NoCallReason.SPREAD_TOO_WIDE
    elif not parts_agree(parts, lengths, copies, spread):
        copies, silence = None, NoCallReason.PARTS_DISAGREE
    return ExonRatio(exon, ratio, spread, copies, silence, power, basis, references, parts)


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
            found[first:last] = [replace(r, copies=copies, silence=None) for r in run]
    return tuple(found)


def _copies_of_run(run: Sequence[ExonRatio]) -> int | None:
    """Copies below two that all exons of a run together tell, and each allows; else None."""
    values = [(r.ratio, r.spread) for r in run if r.ratio is not None and r.spread is not None]
    known = {r.copies for r in run if r.copies is not None}
    hidden = any(r.silence is NoCallReason.FIRST_EXON_NEEDS_REFERENCES for r in run)
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
