"""Where an assay reads, and how well: an exome-like and a genome-like one for simulated reads.

The numbers of both presets are chosen to be plausible; they are not measured on a laboratory's run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.record.thresholds import CONTROL_FAR, CONTROL_NEAR

_PADDING = 50
"""Bases beside the coding part of an exon that its target holds."""
_WINDOW = 1_000
"""Bases of a window of equal efficiency in a genome."""
_ISLAND = 400
"""Bases beside exon 1 that read as poorly in a genome."""
_MARGIN = 2_000
"""Bases that a genome is read beyond the controls, so that their ends are read in full."""
_TARGETS_PER_SIDE = 60
_TARGET_BASES = (100, 300)
_PLACEMENT = 6
"""Seed of the places of control targets, which are the same for every assay."""


@dataclass(frozen=True, slots=True)
class Assay:
    """How samples are read. The bias of its targets follows from the name alone.

    So ``replace(EXOME, mean_depth=40)`` is the same assay, read less deeply.
    """

    name: str
    mean_depth: float
    """Reads over a base at two copies and efficiency 1; without duplicates and MAPQ 0."""
    read_length: int
    """Bases of each of the two reads of a fragment."""
    fragment: tuple[float, float]
    """Mean and standard deviation of the bases of a fragment."""
    targets: bool
    """Whether only targets are read, as in an exome; else every base, as in a genome."""
    target_noise: float
    """Standard deviation of the log efficiency of a target or window; the same in all samples."""
    sample_noise: float
    """The same for each sample anew: what no set of reference samples can remove."""
    first_exon: float
    """Efficiency of exon 1, which is rich in G and C; stands in place of a drawn one."""
    duplicates: float
    """Share of all fragments that are flagged as copies of another."""
    mapq0: float
    """Share of fragments whose reads map with quality 0."""
    controls: tuple[int, int] = (CONTROL_NEAR, CONTROL_FAR)
    """Bases beside the gene, from and to, that are read as controls on both sides."""
    batch_noise: float = 0.0
    """Standard deviation of a sample's slope over the G and C of a target or window."""
    failure: float = 0.0
    """Share of the targets that fail in a sample, each sample anew: a fiftieth of their reads."""
    off_target: float = 0.0
    """Depth beside the targets of an exome relative to its mean depth."""

    def __post_init__(self) -> None:
        if not (0 <= self.duplicates < 1 and 0 <= self.mapq0 < 1):
            raise ValueError("the shares of duplicates and of MAPQ 0 lie from 0 to below 1")
        if not self.read_length <= self.fragment[0]:
            raise ValueError("a fragment is at least as long as its reads")


EXOME = Assay(
    name="exome",
    mean_depth=100.0,
    read_length=100,
    fragment=(220.0, 50.0),
    targets=True,
    target_noise=0.3,
    sample_noise=0.08,
    first_exon=0.35,
    duplicates=0.1,
    mapq0=0.01,
)
GENOME = Assay(
    name="genome",
    mean_depth=30.0,
    read_length=150,
    fragment=(420.0, 90.0),
    targets=False,
    target_noise=0.05,
    sample_noise=0.04,
    first_exon=0.8,
    duplicates=0.08,
    mapq0=0.02,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A target of an exome or a window of a genome; 1-based, closed."""

    start: int
    end: int
    efficiency: float
    """Depth relative to the assay's mean, in every sample."""
    gc: float = 0.0
    """G and C relative to what is usual, in standard deviations; exon 1 has two."""
    is_target: bool = True
    """Whether it is meant to be read; what lies beside the targets of an exome is not."""


@lru_cache(maxsize=16)
def pieces(assay: Assay, assembly: Assembly) -> tuple[Piece, ...]:
    """What the assay reads, ascending, with its own bias."""
    gene = gene_model(assembly)
    first = gene.coding_part(gene.exons[0]) or (gene.exons[0].start, gene.exons[0].end)
    places = _targets(gene, assay) if assay.targets else _windows(gene, assay)
    rng = np.random.default_rng(crc32(assay.name.encode()))
    logs = rng.normal(0, 1, len(places))
    contents = rng.normal(0, 1, len(places))
    found: list[Piece] = []
    drawn = zip(places, logs.tolist(), contents.tolist(), strict=True)
    for (start, end), log, gc in drawn:
        if start <= first[0] and first[1] <= end:
            found.append(Piece(start, end, assay.first_exon, 2.0))
        else:
            found.append(Piece(start, end, float(np.exp(assay.target_noise * log)), gc))
    beside = _beside(gene, assay) if assay.targets and assay.off_target else []
    return tuple(sorted((*found, *beside), key=lambda piece: (piece.start, piece.end)))


def _beside(gene: GeneModel, assay: Assay) -> list[Piece]:
    """Windows over all of the surroundings, for the thin reads that miss the targets."""
    beyond = assay.controls[1] + _MARGIN
    longest = assay.fragment[0]
    # A window holds the fragments that share a base with it: fewer are drawn for each.
    part = assay.off_target * _WINDOW / (_WINDOW + longest)
    starts = range(gene.start - beyond, gene.end + beyond, _WINDOW)
    return [Piece(s, s + _WINDOW - 1, part, is_target=False) for s in starts]


def _targets(gene: GeneModel, assay: Assay) -> list[tuple[int, int]]:
    """The coding exons with their padding, and one control target in each of equal slots."""
    coding = [gene.coding_part(e) or (e.start, e.end) for e in gene.exons]
    found = [(start - _PADDING, end + _PADDING) for start, end in coding]
    near, far = assay.controls
    slot = (far - near) // _TARGETS_PER_SIDE
    rng = np.random.default_rng(_PLACEMENT)
    for origin in (gene.start - far, gene.end + near + 1):
        for number in range(_TARGETS_PER_SIDE):
            bases = int(rng.integers(*_TARGET_BASES, endpoint=True))
            start = origin + number * slot + int(rng.integers(0, slot - bases))
            found.append((start, start + bases - 1))
    return sorted(found)


def _windows(gene: GeneModel, assay: Assay) -> list[tuple[int, int]]:
    """Windows from end to end; exon 1 with the bases beside it is one of its own."""
    beyond = assay.controls[1] + _MARGIN
    island = (gene.exons[0].start - _ISLAND, gene.exons[0].end + _ISLAND)
    parts = ((gene.start - beyond, island[0] - 1), (island[1] + 1, gene.end + beyond))
    found = [island]
    for low, high in parts:
        found += [(s, min(s + _WINDOW - 1, high)) for s in range(low, high + 1, _WINDOW)]
    return sorted(found)
