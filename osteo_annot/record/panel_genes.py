"""Genes of osteopetroses and sclerosing bone: where they lie, and what lists of genes say of them.

Sources: MANE 1.5, RefSeq, PanelApp Skeletal dysplasia (Genomics England 7.5, Australia 0.298),
DDG2P of 2023-05-12; each row names its own.
"""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class PanelGene:
    """One gene of the panel on an assembly."""

    gene: str
    chromosome: str
    """Without ``chr``."""
    start: int
    """First base; 1-based, closed, on the assembly it was asked for."""
    end: int
    """Last base; 1-based, closed."""


@lru_cache(maxsize=2)
def panel_genes(assembly: Assembly) -> tuple[PanelGene, ...]:
    """The genes whose place on the assembly is known, by symbol."""
    key = assembly.value.lower()
    return tuple(
        PanelGene(row["gene"], row["chromosome"], int(row[f"{key}_start"]), int(row[f"{key}_end"]))
        for row in rows_of("panel_genes.tsv")
        if row[f"{key}_start"]
    )
