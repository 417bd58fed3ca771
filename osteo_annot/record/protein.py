"""Features of the protein, for figures and flags."""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class ProteinFeature:
    """One feature of NP_054747.2."""

    kind: str
    """UniProt feature key, for example SIGNAL, TRANSMEM, CARBOHYD."""
    description: str
    start: int
    """First residue; 1-based, closed."""
    end: int
    """Last residue; 1-based, closed."""
    source: str
    status: str


@lru_cache(maxsize=1)
def protein_features() -> tuple[ProteinFeature, ...]:
    """All features, in the order of the table."""
    return tuple(
        ProteinFeature(
            row["feature"],
            row["description"],
            int(row["start"]),
            int(row["end"]),
            row["source"],
            row["status"],
        )
        for row in rows_of("protein_features.tsv")
    )
