"""What is known of the parts of the protein NP_054747.2."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from osteo_annot.record.status import Status
from osteo_annot.record.tables import rows_of


@dataclass(frozen=True, slots=True)
class ProteinFeature:
    """One feature of the protein."""

    kind: str
    """UniProt feature key (SIGNAL, TRANSMEM, DISULFID ...), or STRUCTURE or LOCALISATION."""
    description: str
    start: int | None
    """First residue; 1-based; None where no bounds are known. Of a disulfide: its first cysteine."""
    end: int | None
    """Last residue; 1-based, closed; None where no bounds are known."""
    note: str
    status: Status
    source: str


@lru_cache(maxsize=1)
def protein_features() -> tuple[ProteinFeature, ...]:
    """All features, ascending; those without bounds last."""
    return tuple(
        ProteinFeature(
            kind=row["kind"],
            description=row["description"],
            start=int(row["start"]) if row["start"] else None,
            end=int(row["end"]) if row["end"] else None,
            note=row["note"],
            status=Status(row["status"]),
            source=row["source"],
        )
        for row in rows_of("protein_features.tsv")
    )
