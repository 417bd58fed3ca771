"""The parts of a result on the two copies of the gene."""

from __future__ import annotations

from typing import Literal

from osteo_annot.copies.outcome import Effect
from osteo_annot.values import dataclass
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.readings import Premise
from osteo_annot.verdict.state import State


@dataclass(frozen=True, slots=True)
class Product:
    """The protein that a copy's sequence codes for, held against the reference protein.

    Residues that are neither the same at the start nor at the end are altered. Whether its mRNA is
    degraded stands in ``nmd``.
    """

    length: int
    """Residues up to the first stop."""
    same_at_start: int
    """Residues from Met1 on that are those of the reference protein."""
    same_at_end: int
    """Residues up to the end that are those of the reference protein; 0 in another frame."""

    @property
    def altered(self) -> int:
        """Residues that are not those of the reference protein."""
        return self.length - self.same_at_start - self.same_at_end


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one copy can still make."""

    effect: Effect
    effect_text: str
    protein: str
    """Predicted protein in HGVS, three-letter: ``p.(Cys12Ter)``, ``p.(=)``, ``p.?``, ``p.0?``."""
    ptc_codon: int | None
    """Codon of the premature stop, counted on the altered protein from Met1; None without one."""
    nmd: bool | None
    """Whether nonsense-mediated decay is predicted (50-nucleotide rule, from the stop)."""
    exons_lost: list[int]
    residues_lost: int | None
    """Amino acids of the reference protein that are missing; None where not computable."""
    product: Product | None
    """None where no protein is made, or none can be translated."""
    null: bool | None
    """Whether loss of function is predicted; None: not decidable from what is known."""


@dataclass(frozen=True, slots=True)
class ExonOnCopy:
    """What is known of one exon on one copy."""

    exon: int
    status: CopyStatus


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the two copies of the gene."""

    name: str
    """``copy 1`` or ``copy 2``; which parent it came from is in ``origin`` if parents show it."""
    origin: str
    """maternal, paternal or unknown."""
    events: list[str]
    status: CopyStatus
    """Altered, intact where examined, or not examined in every exon."""
    exons: list[ExonOnCopy]
    """In transcript order."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Reading:
    """What would hold if one of two contradicting sources were right."""

    premise: Premise
    premise_text: str
    state: State
    state_text: str
    copies: list[Copy]


@dataclass(frozen=True, slots=True)
class Arrangements:
    """How many ways the events fit on two copies."""

    count: int
    shown: Literal["only", "worst_case"]
    """Whether ``copies`` is the only arrangement or the worst of several."""
    best_case: list[Copy]
    """The two copies in the best arrangement; empty when there is only one."""
