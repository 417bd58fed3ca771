"""What is usual among reference samples: depth of each control window and exon, and its spread.

Samples are rows and windows are columns of a frame. Source: clinical rules 2.4 (a baseline), 2.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median
from typing import TYPE_CHECKING

from osteo_annot.intake.depth.panel import ReferencePanel
from osteo_annot.intake.depth.profile import Depths, FarBasis, Profile, has_reads, windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.thresholds import (
    CONTROL_TILE,
    CONTROL_TILES_NEEDED,
    LEAST_SPREAD,
    NULL_TAIL,
    READ_LENGTH,
    REFERENCES_NEEDED,
    WELL_READ,
)

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_TO_SD = 1.4826
"""Standard deviation of a normal distribution by its median absolute deviation."""
_TILE_DEPTH = 0.1
"""Part of the usual depth of the controls that a control window must have."""
_TILE_SPREAD = 0.35
"""Spread among references up to which a control window is used."""
_REFERENCES_READ = 0.9
"""Part of the references that must tell the depth of a control window."""


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
    def _controls(self) -> DataFrame:
        """Depth of each control window of each reference."""
        return _frame([p.controls for p in self.profiles])

    @cached_property
    def template(self) -> tuple[float, ...]:
        """Usual depth of each control window relative to its sample; 0 where it is not used."""
        totals = self._controls.mean(axis=1)
        relative = self._controls.div(totals.where(totals > 0), axis=0)
        usual = relative.median()
        known = relative.notna().sum() >= _REFERENCES_READ * len(self.profiles)
        even = _spreads(relative.div(usual)) <= _TILE_SPREAD
        level = float(totals.median())
        read = usual.map(lambda depth: has_reads(depth * level))
        kept = usual.where(known & even & read & (usual > 0), 0.0)
        present = kept[kept > 0]
        enough = _TILE_DEPTH * float(present.median()) if len(present) else 0.0
        return tuple(kept.where(kept >= enough, 0.0))

    @cached_property
    def scales(self) -> tuple[float | None, ...]:
        """Depth of each reference relative to the template."""
        return tuple(scale_of(p.controls, self.template) for p in self.profiles)

    @cached_property
    def _scaled(self) -> DataFrame:
        """Depth of each used control window of each scaled reference over what is usual; 1 is it.

        Columns are the places of the windows in the template.
        """
        import pandas as pd  # lazy: only a panel needs it

        scales = pd.Series([scale or float("nan") for scale in self.scales], dtype="float64")
        template = pd.Series(self.template, dtype="float64")
        used = template[template > 0]
        ratios = self._controls[used.index].div(used, axis=1).div(scales, axis=0)
        return ratios[scales.notna()]

    @cached_property
    def _level(self) -> float:
        """Usual scale of a reference."""
        known = [scale for scale in self.scales if scale]
        return median(known) if known else 0.0

    @cached_property
    def control_spread(self) -> float:
        """Usual spread of a reference's controls about the template."""
        spreads = _spreads(self._scaled.T)
        return float(spreads.median()) if len(spreads) else 0.0

    @cached_property
    def dispersion(self) -> float:
        """Variance of a control window among references, times its reads: 1 where only counts vary.

        Taken over all control windows, for the spread of one exon among few samples says little.
        """
        known = self._scaled.notna().sum() >= REFERENCES_NEEDED
        spreads = _spreads(self._scaled)[known]
        if spreads.empty:
            return 1.0
        depths = (self.template[place] * self._level for place in _places(spreads))
        values = [dispersion_of(float(s), d) for s, d in zip(spreads, depths, strict=True)]
        return max(1.0, median(values))

    @cached_property
    def null(self) -> Series[float]:
        """Spreads by which well-read control windows of the references lie from two copies.

        Ascending: the tails of the assay, with its failed targets, and not those of a normal
        distribution.
        """
        import pandas as pd  # lazy: only a panel needs it

        well_read = [
            place
            for place, depth in enumerate(self.template)
            if depth and reads_of(depth * self._level) >= WELL_READ
        ]
        ratios = self._scaled[well_read]
        deviates = (ratios - 1).div(_spreads(ratios).clip(lower=LEAST_SPREAD), axis=1)
        return pd.Series(deviates.to_numpy().ravel()).dropna().sort_values(ignore_index=True)

    def is_beyond_tail(self, deviate: float) -> bool:
        """Whether hardly any control window of the references lies so many spreads below two."""
        as_low = int(self.null.searchsorted(deviate, side="right"))
        return as_low <= NULL_TAIL * len(self.null)

    @cached_property
    def exons(self) -> tuple[tuple[float, float] | None, ...]:
        """Usual scaled depth of each exon, and its relative spread; None where it is not told."""
        frame = self._by_scale([exon_depths(p, even=self.is_even) for p in self.profiles])
        usual = frame.median()
        spreads = _spreads(frame.div(usual.where(usual > 0)))
        columns = zip(usual, frame.notna().sum(), spreads, strict=True)
        return tuple(
            (float(depth), float((1 + 2 / known) * spread))
            if known >= REFERENCES_NEEDED and depth > 0
            else None
            for depth, known, spread in columns
        )

    @cached_property
    def parts(self) -> tuple[Depths, ...]:
        """Usual scaled depth of the parts of each exon; None where references do not tell it."""
        found: list[Depths] = []
        for index in range(len(self.profiles[0].exons)):
            usual = self._by_scale([parts_of(p, index) for p in self.profiles]).median()
            found.append(tuple(None if part != part else float(part) for part in usual))
        return tuple(found)

    def _by_scale(self, depths: Sequence[Depths]) -> DataFrame:
        """Depths of the references that have a scale, over it."""
        pairs = [(d, s) for d, s in zip(depths, self.scales, strict=True) if s]
        rows = [tuple(None if x is None else x / s for x in d) for d, s in pairs]
        return _frame(rows, columns=len(depths[0]))

    def far_of(self, basis: FarBasis) -> tuple[float, ...]:
        """Scale over the depth far from the gene, of each reference that tells it so."""
        return tuple(
            scale / far.depth
            for p, scale in zip(self.profiles, self.scales, strict=True)
            if scale and (far := p.usable_far) and far.basis is basis
        )


def _frame(rows: Sequence[Depths], columns: int | None = None) -> DataFrame:
    """Depths of samples in windows; what is not told is NaN."""
    import pandas as pd  # lazy: only a panel needs it

    names = range(columns) if columns is not None else None
    return pd.DataFrame([list(row) for row in rows], columns=names, dtype="float64")


def _places(values: Series[float]) -> list[int]:
    """The places of the windows in the template that index a series."""
    return [int(place) for place in values.index]


def _spreads(frame: DataFrame) -> Series[float]:
    """Robust standard deviation of each column about its median."""
    return _TO_SD * (frame - frame.median()).abs().median()


def reads_of(depth: float) -> float:
    """Reads of a control window of a depth; a read counts with any part of it."""
    return depth * (CONTROL_TILE + READ_LENGTH) / READ_LENGTH


def dispersion_of(spread: float, depth: float) -> float:
    """Variance of a control window times its reads."""
    return spread**2 * reads_of(depth)


def parts_of(profile: Profile, index: int) -> Depths:
    """Depths of the coding part of an exon and of the bases on its two sides."""
    return (profile.exons[index], *profile.flanks[2 * index : 2 * index + 2])


def exon_depths(profile: Profile, *, even: bool) -> Depths:
    """Depths by which exons are compared: with both sides where all of the genome was read."""
    return tuple(_depth(profile, index, even=even) for index in range(len(profile.exons)))


def _depth(profile: Profile, index: int, *, even: bool) -> float | None:
    """Mean depth of an exon, with its sides where they are asked for and told."""
    parts = parts_of(profile, index)
    known = [depth for depth in parts if depth is not None]
    if not even or len(known) < len(parts):
        return profile.exons[index]
    weights = lengths_of_parts(index)
    return sum(d * w for d, w in zip(known, weights, strict=True)) / sum(weights)


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
