"""Coverage files whose depth relative to a panel is known, for tests of copies by depth.

The panel's samples differ by a fixed pattern of small deviations, so that its spread is known too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

from osteo_annot.intake.depth.panel import panel_text
from osteo_annot.intake.depth.profile import FarBasis, FarDepth, Profile, windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.thresholds import SURROUND

DEPTH = 300.0
FAR_BIAS = 0.2
"""How well the assay reads the far interval on the whole; most of it is no target."""
BIAS = {1: 0.5, 2: 1.1, 3: 0.9, 4: 1.0, 5: 1.2, 6: 0.8}
"""How well the assay reads each exon."""


def tile_bias(index: int) -> float:
    """How well the assay reads a control window; three of four are no targets."""
    return (0.6 + 0.1 * (index % 9)) if index % 4 == 0 else 0.0


def profile(name: str, seed: int, noise: float, *, even: bool = False) -> Profile:
    """A reference sample of two copies."""
    rng = Random(seed)
    scale = rng.uniform(0.7, 1.3) * DEPTH

    def drawn(bias: float) -> float:
        return scale * bias * rng.gauss(1, noise)

    count = len(windows(Assembly.GRCH38).controls)
    exons = tuple(drawn(BIAS[n]) for n in range(1, 7))
    controls = tuple(drawn(1.0 if even else tile_bias(i)) for i in range(count))
    flanks = tuple(drawn(BIAS[n]) for n in range(1, 7) for _ in range(2))
    far = FarDepth(scale * (1.0 if even else FAR_BIAS), FarBasis.INTERVAL)
    return Profile(name, f"{name}.bam", exons, flanks, controls, far)


def panel(
    path: Path, size: int = 30, *, noise: float = 0.05, assembly: Assembly = Assembly.GRCH38
) -> Path:
    """A panel file of ``size`` reference samples R0, R1, …"""
    profiles = [profile(f"R{n}", n, noise) for n in range(size)]
    path.write_text(panel_text(profiles, assembly))
    return path


def per_base(
    path: Path,
    ratios: Mapping[int, float],
    *,
    assembly: Assembly = Assembly.GRCH38,
    scale: float = 1.0,
    even: bool = False,
    scatter: float = 0.0,
    contig: str = "chr6",
    far: float | None = 1.0,
) -> Path:
    """A per-base depth file (mosdepth) with a ratio per exon; 1.0 where none is given.

    ``far``: depth far from the gene relative to what is usual; None for a file of the gene's
    surroundings alone.
    """
    here = windows(assembly)
    rng = Random(7)
    rows: list[tuple[int, int, int]] = []
    for index, tile in enumerate(here.controls):
        bias = 1.0 if even else tile_bias(index)
        depth = round(scale * DEPTH * bias * (1 + rng.choice((-scatter, scatter))))
        rows.append((tile.start, tile.end, depth))
    for number, window in enumerate(here.exons, 1):
        bias = 1.0 if even else BIAS[number]
        depth = round(scale * DEPTH * bias * ratios.get(number, 1.0))
        rows.append((window.start - SURROUND, window.end + SURROUND, depth))
    lines: list[str] = []
    place = here.controls[0].start
    if far is not None:
        depth = round(scale * DEPTH * (1.0 if even else FAR_BIAS) * far)
        rows.append((here.far.start, here.far.end, depth))
        place = 1
    for start, end, depth in sorted(rows):
        if start > place:
            lines.append(f"{contig}\t{place - 1}\t{start - 1}\t{round(DEPTH) if even else 0}")
        lines.append(f"{contig}\t{start - 1}\t{end}\t{depth}")
        place = end + 1
    path.write_text("\n".join(lines) + "\n")
    return path
