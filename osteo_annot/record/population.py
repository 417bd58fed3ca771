"""Structural events seen in the population at the locus, as context and never as evidence alone."""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class PopulationEvent:
    """One structural event of a population set."""

    kind: str
    start: int
    """First affected base; 1-based, closed, on the assembly it was asked for."""
    end: int
    """Last affected base; 1-based, closed."""
    relation: str
    """How it lies to the gene."""
    frequency: str
    """Allele frequency as the source gives it, or ``not known``."""
    source: str


@lru_cache(maxsize=2)
def population_events(assembly: Assembly) -> tuple[PopulationEvent, ...]:
    """All population events at the locus, ascending."""
    prefix = assembly.value.lower()
    return tuple(
        PopulationEvent(
            row["kind"],
            int(row[f"{prefix}_start"]),
            int(row[f"{prefix}_end"]),
            row["relation"],
            row["frequency"],
            row["source"],
        )
        for row in rows_of("population_sv.tsv")
    )


def population_overlapping(assembly: Assembly, start: int, end: int) -> tuple[PopulationEvent, ...]:
    """Events that share a base with the 1-based closed interval."""
    return tuple(e for e in population_events(assembly) if e.start <= end and start <= e.end)
