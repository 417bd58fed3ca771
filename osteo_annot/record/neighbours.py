"""Genes beside OSTM1, which a large deletion takes too."""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One gene on chromosome 6."""

    gene: str
    identifier: str
    start: int
    """First base; 1-based, closed, on the assembly it was asked for."""
    end: int
    """Last base; 1-based, closed."""
    source: str


@lru_cache(maxsize=2)
def neighbours(assembly: Assembly) -> tuple[Neighbour, ...]:
    """All neighbouring genes on the assembly, ascending."""
    return tuple(
        Neighbour(row["gene"], row["identifier"], int(row["start"]), int(row["end"]), row["source"])
        for row in rows_of("neighbours.tsv")
        if row["assembly"] == assembly.value
    )


def neighbours_overlapping(assembly: Assembly, start: int, end: int) -> tuple[Neighbour, ...]:
    """Genes that share a base with the 1-based closed interval."""
    return tuple(n for n in neighbours(assembly) if n.start <= end and start <= n.end)
