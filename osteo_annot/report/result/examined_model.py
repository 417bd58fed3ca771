"""The parts of a result on what was examined, exon by exon."""

from __future__ import annotations

from typing import Literal

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.callability_gaps import GapCode
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.measured.exon_ratio import DepthBasis, NoCallReason
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class CopyRatio:
    """Depth of an exon held against reference samples or against depth beside the gene."""

    ratio: float | None
    """1.0 is two copies."""
    spread: float | None
    """Standard deviation of the ratio at two copies."""
    copies: int | None
    """Copies, where the depth calls them."""
    loss_excluded: bool
    """Whether the ratio lies so high that no copy is lost; a gain is then not excluded."""
    power: float | None
    """Part of the losses of one copy that would be seen."""
    basis: DepthBasis
    references: int
    """Reference samples."""
    silence: NoCallReason | Literal[""]
    """Why no copies are called; empty where they are."""


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """What hid a call, and where."""

    code: GapCode
    where: str


@dataclass(frozen=True, slots=True)
class DeletionSearch:
    """What one source says of deletions of one copy of an exon."""

    search: SearchKind
    reason: SearchReason
    """Why it is a search, or none."""
    source: str
    """Name of the file; empty where nothing was given."""
    caller: str
    """The program, as its users call it; empty where it is not known."""
    version: str
    records: int | None
    """Records of the file on the chromosome of the gene; None where they were not counted."""
    sees_from: int | None
    """Bases of the shortest deletion that it can see; None where that is not known."""
    declared_by: str
    """Where the user declares it; empty where nowhere."""


@dataclass(frozen=True, slots=True)
class ExonCallability:
    """Whether one exon with its splice flanks could be judged."""

    exon: int
    small_variants: Callability
    deletions: Callability
    deletion_search: SearchKind
    """By what deletions of one copy were looked for: the most trusted source."""
    deletion_searches: list[DeletionSearch]
    """Every source that could be a search, the most trusted first."""
    homozygous_loss_excluded: bool
    """Whether confident calls over the whole exon show that at least one copy is there."""
    source: str
    mean_depth: float | None
    """Mean depth over the exon and its splice flanks; None where no file tells it."""
    least_depth: float | None
    """Least depth of a base there; None where no file tells it per base."""
    depth_shares: dict[str, float]
    """Share of bases at or above 10, 20 and 30 reads (``10x``, ...); empty where not known."""
    copy_ratio: CopyRatio | None
    """Depth relative to two copies; None where no file has depth."""
    blind_spots: list[BlindSpot]
    """Why small variants could be missed; empty where nothing was hidden."""


@dataclass(frozen=True, slots=True)
class CallableExons:
    """Callability of every exon, in transcript order."""

    exons: list[ExonCallability]
