"""What is usual among reference samples: depth of each control window and exon, and its spread.

Source: clinical rules 2.4 (a baseline), 2.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median

from osteo_annot.intake.depth.panel import ReferencePanel
from osteo_annot.intake.depth.profile import Depths, Profile, windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.thresholds import CONTROL_TILE, CONTROL_TILES_NEEDED, REFERENCES_NEEDED

_TO_SD = 1.4826
"""Standard deviation of a normal distribution by its median absolute deviation."""
READ_LENGTH = 150
"""Bases of a read, to tell how many reads a depth is."""
_TILE_DEPTH = 0.1
"""Part of the usual depth of the controls that a control window must have."""
_TILE_SPREAD = 0.35
"""Spread among references up to which a control window is used."""


@dataclass(frozen=True)
class DepthReference:
    """Profiles of reference samples, with what is usual among them."""

    profiles: tuple[Profile, ...]

    @cached_property
    def is_even(self) -> bool:
        """Whether the references are genomes, by most of them."""
        return 2 * sum(p.is_even for p in self.profiles) > len(self.profiles)

    def without(self, name: str) -> DepthReference:
        """The references but for one sample: nobody is a reference of themselves."""
        if not name or all(p.sample != name for p in self.profiles):
            return self
        return DepthReference(tuple(p for p in self.profiles if p.sample != name))

    @cached_property
    def template(self) -> tuple[float, ...]:
        """Usual depth of each control window relative to its sample; 0 where it is not used."""
        totals = [_mean(p.controls) for p in self.profiles]
        columns = zip(*(p.controls for p in self.profiles), strict=True)
        usual: list[float] = []
        for column in columns:
            told = [d / t for d, t in zip(column, totals, strict=True) if d is not None and t]
            middle = median(told) if len(told) >= 0.9 * len(self.profiles) and told else 0.0
            even = middle > 0 and spread_of([v / middle for v in told]) <= _TILE_SPREAD
            usual.append(middle if even else 0.0)
        present = [value for value in usual if value > 0]
        enough = _TILE_DEPTH * median(present) if present else 0.0
        return tuple(value if value >= enough else 0.0 for value in usual)

    @cached_property
    def scales(self) -> tuple[float | None, ...]:
        """Depth of each reference relative to the template."""
        return tuple(scale_of(p.controls, self.template) for p in self.profiles)

    @cached_property
    def control_spread(self) -> float:
        """Usual spread of a reference's controls about the template."""
        told = [
            control_spread(p.controls, self.template, scale)
            for p, scale in zip(self.profiles, self.scales, strict=True)
            if scale
        ]
        return median(told) if told else 0.0

    @cached_property
    def dispersion(self) -> float:
        """Variance of a control window among references, times its reads: 1 where only counts vary.

        Taken over all control windows, for the spread of one exon among few samples says little.
        """
        told: list[float] = []
        for index, usual in enumerate(self.template):
            values = [
                depth / (usual * scale)
                for p, scale in zip(self.profiles, self.scales, strict=True)
                if scale and usual and (depth := p.controls[index]) is not None
            ]
            if len(values) >= REFERENCES_NEEDED:
                level = median(scale for scale in self.scales if scale)
                told.append(dispersion_of(spread_of(values), usual * level))
        return max(1.0, median(told)) if told else 1.0

    @cached_property
    def exons(self) -> tuple[tuple[float, float] | None, ...]:
        """Usual scaled depth of each exon, and its relative spread; None where it is not told."""
        scaled = [
            [None if depth is None else depth / scale for depth in exon_depths(p, even=even)]
            for even in [self.is_even]
            for p, scale in zip(self.profiles, self.scales, strict=True)
            if scale
        ]
        return tuple(map(self._exon, zip(*scaled, strict=True)))

    @cached_property
    def parts(self) -> tuple[Depths, ...]:
        """Usual scaled depth of the parts of each exon; None where references do not tell it."""
        found: list[Depths] = []
        for index in range(len(self.profiles[0].exons)):
            columns = zip(
                *(
                    [None if depth is None else depth / scale for depth in parts_of(p, index)]
                    for p, scale in zip(self.profiles, self.scales, strict=True)
                    if scale
                ),
                strict=True,
            )
            told = ([depth for depth in column if depth is not None] for column in columns)
            found.append(tuple(median(values) if values else None for values in told))
        return tuple(found)

    def _exon(self, told: Sequence[float | None]) -> tuple[float, float] | None:
        """Usual depth and spread of one exon by the scaled depths of the references."""
        values = [depth for depth in told if depth is not None]
        if len(values) < REFERENCES_NEEDED or (middle := median(values)) <= 0:
            return None
        few = 1 + 2 / len(values)
        return middle, few * spread_of([value / middle for value in values])


def dispersion_of(spread: float, depth: float) -> float:
    """Variance of a control window times its reads; a read counts with any part of it."""
    return spread**2 * depth * (CONTROL_TILE + READ_LENGTH) / READ_LENGTH


def parts_of(profile: Profile, index: int) -> Depths:
    """Depths of the coding part of an exon and of the bases on its two sides."""
    return (profile.exons[index], *profile.flanks[2 * index : 2 * index + 2])


def exon_depths(profile: Profile, *, even: bool) -> Depths:
    """Depths by which exons are compared: with both sides where all of the genome was read."""
    return tuple(_depth(profile, index, even=even) for index in range(len(profile.exons)))


def _depth(profile: Profile, index: int, *, even: bool) -> float | None:
    """Mean depth of an exon, with its sides where they are asked for and told."""
    parts = parts_of(profile, index)
    told = [depth for depth in parts if depth is not None]
    if not even or len(told) < len(parts):
        return profile.exons[index]
    weights = lengths_of_parts(index)
    return sum(d * w for d, w in zip(told, weights, strict=True)) / sum(weights)


def lengths_of_parts(index: int) -> tuple[int, ...]:
    """Bases of the coding part of an exon and of its two sides; the same on both assemblies."""
    here = windows(Assembly.GRCH38)
    spans = (here.exons[index], *here.flanks[2 * index : 2 * index + 2])
    return tuple(span.end - span.start + 1 for span in spans)


def scale_of(controls: Depths, template: Sequence[float]) -> float | None:
    """Depth of a sample relative to a template: the median over its control windows."""
    ratios = [d / t for d, t in zip(controls, template, strict=True) if t and d is not None]
    found = median(ratios) if len(ratios) >= CONTROL_TILES_NEEDED else 0.0
    return found or None


def control_spread(controls: Depths, template: Sequence[float], scale: float) -> float:
    """Relative spread of a sample's control windows about a template."""
    return spread_of(
        [d / (t * scale) for d, t in zip(controls, template, strict=True) if t and d is not None]
    )


def _mean(values: Depths) -> float:
    """Mean of what is told; 0 where nothing is."""
    told = [value for value in values if value is not None]
    return sum(told) / len(told) if told else 0.0


def spread_of(values: Sequence[float]) -> float:
    """Robust standard deviation about the median."""
    if not values:
        return 0.0
    middle = median(values)
    return _TO_SD * median(abs(value - middle) for value in values)


@lru_cache(maxsize=2)
def depth_reference(panel: ReferencePanel) -> DepthReference:
    """What is usual among the samples of a panel; computed once in a process."""
    return DepthReference(panel.profiles)
