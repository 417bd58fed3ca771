"""Write the reads of two demo cases: simulated over the deletions that their VCFs tell.

``make.py`` calls it. Bases are those of the embedded reference, and made up where it knows none;
depth, errors and how the reads are aligned: ``validation/junctions/``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from validation.junctions.ground import Copy, Ground, Kind, Small, rearranged
from validation.junctions.library import GENOME, Library, fragments, header, lines, write_reads

_SEED = 17
_DEPTH = 36
_BESIDE = 1_200
"""Bases beside the gene, and the deletion where it ends beyond it, that are read."""


def write_person(
    path: Path,
    at: Ground,
    span: tuple[int, int],
    copies: Sequence[tuple[tuple[int, int] | None, Sequence[Small]]],
    contig: str,
) -> None:
    """A BAM named as its person, with its index.

    ``span`` of the gene and the deletion of each copy, 1-based, closed, with its small changes.
    """
    read = [span, *(lost for lost, _ in copies if lost)]
    start, end = min(first for first, _ in read) - _BESIDE, max(last for _, last in read) + _BESIDE
    made = [
        Copy(at, start, end, rearranged(at, Kind.DELETION, *lost) if lost else None, small)
        for lost, small in copies
    ]
    library = Library(GENOME, _DEPTH, duplicates=0.02)
    sample = path.name.partition(".")[0]
    pieces = fragments(made, library, np.random.default_rng(_SEED))
    found = lines(at, pieces, library, Random(_SEED), contig, "r")
    write_reads(path, header(at, contig, sample, name="r"), found)
