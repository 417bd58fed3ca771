"""PVS1 for a recessive gene in which loss of function is the established mechanism.

Source: Abou Tayoun 2018 (decision tree), Walker 2023 (splicing), clinical rules 1.1. The strength
is for one event on its own. Facts of the gene and of its regions come from the policy.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.outcome import FRACTION, Effect, Outcome
from osteo_annot.copies.structure import is_elsewhere
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.criterion import Strength
from osteo_annot.evidence.pvs1_flags import Flag, flags_of
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.policy import GenePolicy, LofMechanism
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Pvs1Path(Worded):
    """The leaf of the tree that was reached; stable codes of this product."""

    NF1 = ("NF1", "Nonsense or frameshift; nonsense-mediated decay is predicted from the stop.")
    NF2 = (
        "NF2",
        "Nonsense or frameshift; decay predicted, but no relevant transcript has the exon.",
    )
    NF3 = ("NF3", "Nonsense or frameshift; no decay; the lost region is critical.")
    NF4 = (
        "NF4",
        (
            "Nonsense or frameshift; no decay; loss of function is common in the exon, or no "
            "relevant transcript has it."
        ),
    )
    NF5 = ("NF5", "Nonsense or frameshift; no decay; more than 10 % of the protein is removed.")
    NF6 = ("NF6", "Nonsense or frameshift; no decay; at most 10 % of the protein is removed.")
    SS1 = (
        "SS1",
        (
            "Canonical splice site; the frame is disrupted and decay is predicted, or no exon "
            "can be skipped."
        ),
    )
    SS2 = (
        "SS2",
        "Canonical splice site; decay predicted, but no relevant transcript has the exon.",
    )
    SS3 = ("SS3", "Canonical splice site; frame disrupted, no decay; the lost region is critical.")
    SS4 = (
        "SS4",
        (
            "Canonical splice site; frame disrupted, no decay; loss of function is common in the "
            "exon, or no relevant transcript has it."
        ),
    )
    SS5 = ("SS5", "Canonical splice site; frame disrupted, no decay, more than 10 % removed.")
    SS6 = ("SS6", "Canonical splice site; frame disrupted, no decay, at most 10 % removed.")
    SS7 = (
        "SS7",
        (
            "Canonical splice site; frame kept; loss of function is common in the exon, or no "
            "relevant transcript has it."
        ),
    )
    SS8 = ("SS8", "Canonical splice site; frame kept, more than 10 % of the protein removed.")
    SS9 = ("SS9", "Canonical splice site; frame kept, at most 10 % of the protein removed.")
    SS10 = ("SS10", "Canonical splice site; frame kept; the lost region is critical.")
    DEL1 = ("DEL1", "The whole gene is deleted.")
    DEL2 = ("DEL2", "Exons deleted; the frame is disrupted and decay is predicted.")
    DEL3 = ("DEL3", "Exons deleted; decay predicted, but no relevant transcript has the exon.")
    DEL4 = ("DEL4", "Exons deleted; frame or end disrupted, no decay; the lost region is critical.")
    DEL5 = (
        "DEL5",
        (
            "Exons deleted; frame or end disrupted, no decay; loss of function is common in the "
            "exon, or no relevant transcript has it."
        ),
    )
    DEL6 = ("DEL6", "Exons deleted; frame or end disrupted, no decay, more than 10 % removed.")
    DEL7 = ("DEL7", "Exons deleted; frame or end disrupted, no decay, at most 10 % removed.")
    DEL8 = ("DEL8", "Exons deleted; frame kept; the lost region is critical.")
    DEL9 = (
        "DEL9",
        (
            "Exons deleted; frame kept; loss of function is common in the exon, or no relevant "
            "transcript has it."
        ),
    )
    DEL10 = ("DEL10", "Exons deleted; frame kept, more than 10 % of the protein removed.")
    DEL11 = ("DEL11", "Exons deleted; frame kept, at most 10 % of the protein removed.")
    DEL_FIRST_EXON = (
        "DEL_FIRST_EXON",
        "The first exon is deleted with the start of transcription and ATG.",
    )
    DUP1 = (
        "DUP1",
        "Exons duplicated, proven in tandem; the frame is disrupted and decay is predicted.",
    )
    DUP2 = ("DUP2", "Exons duplicated, proven in tandem; frame kept, or no decay is predicted.")
    DUP3 = ("DUP3", "Exons duplicated, presumed in tandem; frame disrupted and decay if it is so.")
    DUP4 = ("DUP4", "Exons duplicated, presumed in tandem; frame kept, or no decay is predicted.")
    DUP5 = ("DUP5", "Exons duplicated, proven not in tandem.")
    DUP_NOT_INTERNAL = (
        "DUP_NOT_INTERNAL",
        "The duplication holds the first or the last exon: not gene-internal.",
    )
    REARRANGEMENT = (
        "REARRANGEMENT",
        "An inversion or a junction to another place parts the coding exons.",
    )
    IC1 = ("IC1", "Start codon lost; a functional transcript starts elsewhere.")
    IC2 = (
        "IC2",
        (
            "Start codon lost; no other start is known, and a pathogenic variant lies before "
            "the next in-frame ATG (p.Met126)."
        ),
    )
    IC3 = (
        "IC3",
        (
            "Start codon lost; no other start is known, and no pathogenic variant lies before "
            "the next in-frame ATG."
        ),
    )
    RESCUED = (
        "RESCUED",
        "Another change of the same copy undoes the effect: loss of function is not predicted.",
    )
    NOT_LOF = ("NOT_LOF", "Not a kind of variant to which PVS1 applies.")
    OPEN = ("OPEN", "The outcome cannot be computed from what is known.")


STRENGTHS = {
    Pvs1Path.NF1: Strength.VERY_STRONG,
    Pvs1Path.NF2: Strength.NOT_APPLICABLE,
    Pvs1Path.NF3: Strength.STRONG,
    Pvs1Path.NF4: Strength.NOT_APPLICABLE,
    Pvs1Path.NF5: Strength.STRONG,
    Pvs1Path.NF6: Strength.MODERATE,
    Pvs1Path.SS1: Strength.VERY_STRONG,
    Pvs1Path.SS2: Strength.NOT_APPLICABLE,
    Pvs1Path.SS3: Strength.STRONG,
    Pvs1Path.SS4: Strength.NOT_APPLICABLE,
    Pvs1Path.SS5: Strength.STRONG,
    Pvs1Path.SS6: Strength.MODERATE,
    Pvs1Path.SS7: Strength.NOT_APPLICABLE,
    Pvs1Path.SS8: Strength.STRONG,
    Pvs1Path.SS9: Strength.MODERATE,
    Pvs1Path.SS10: Strength.STRONG,
    Pvs1Path.DEL1: Strength.VERY_STRONG,
    Pvs1Path.DEL2: Strength.VERY_STRONG,
    Pvs1Path.DEL3: Strength.NOT_APPLICABLE,
    Pvs1Path.DEL4: Strength.STRONG,
    Pvs1Path.DEL5: Strength.NOT_APPLICABLE,
    Pvs1Path.DEL6: Strength.STRONG,
    Pvs1Path.DEL7: Strength.MODERATE,
    Pvs1Path.DEL8: Strength.STRONG,
    Pvs1Path.DEL9: Strength.NOT_APPLICABLE,
    Pvs1Path.DEL10: Strength.STRONG,
    Pvs1Path.DEL11: Strength.MODERATE,
    Pvs1Path.DEL_FIRST_EXON: Strength.VERY_STRONG,
    Pvs1Path.DUP1: Strength.VERY_STRONG,
    Pvs1Path.DUP2: Strength.NOT_APPLICABLE,
    Pvs1Path.DUP3: Strength.STRONG,
    Pvs1Path.DUP4: Strength.NOT_APPLICABLE,
    Pvs1Path.DUP5: Strength.NOT_APPLICABLE,
    Pvs1Path.DUP_NOT_INTERNAL: Strength.NOT_APPLICABLE,
    Pvs1Path.REARRANGEMENT: Strength.VERY_STRONG,
    Pvs1Path.IC1: Strength.NOT_APPLICABLE,
    Pvs1Path.IC2: Strength.MODERATE,
    Pvs1Path.IC3: Strength.SUPPORTING,
    Pvs1Path.RESCUED: Strength.NOT_APPLICABLE,
    Pvs1Path.NOT_LOF: Strength.NOT_APPLICABLE,
    Pvs1Path.OPEN: Strength.NOT_ASSESSABLE,
}


@dataclass(frozen=True, slots=True)
class Region:
    """What is known of the exons that an event hits and of the residues that it takes."""

    exons: tuple[int, ...]
    critical: str
    """Source of the evidence that a lost residue matters; empty where the role is unknown."""
    common: bool
    """Whether loss of function in such an exon is common in a population."""
    relevant: bool
    """Whether a relevant transcript has the exons."""


@dataclass(frozen=True, slots=True)
class Pvs1:
    """Strength, path and flags of one event."""

    path: Pvs1Path
    flags: tuple[str, ...]
    region: Region
    lowered: int | None = 0
    """Levels by which the gene's mechanism lowers the strength; None: PVS1 is not used."""

    @property
    def strength(self) -> Strength:
        """Strength of the leaf, lowered where the gene's mechanism is less than established."""
        leaf = STRENGTHS[self.path]
        if leaf not in _LEVELS:
            return leaf
        if self.lowered is None:
            return Strength.NOT_APPLICABLE
        return [*_LEVELS[_LEVELS.index(leaf) :], *[Strength.NOT_APPLICABLE] * 2][self.lowered]


_LEVELS = [Strength.VERY_STRONG, Strength.STRONG, Strength.MODERATE, Strength.SUPPORTING]
_LOWERED: dict[LofMechanism, int | None] = {
    "established": 0,
    "probable": 1,
    "weak": 2,
    "none": None,
}


def pvs1(
    effect: EventEffect,
    terms: Sequence[Term],
    gene: GeneModel,
    policy: GenePolicy,
    *,
    rescued: bool = False,
) -> Pvs1:
    """The leaf of the PVS1 tree for an event, from the outcome of a copy that carries it alone.

    ``rescued``: whether another change undoes its effect on every copy that carries it.
    """
    event, outcome = effect.event, effect.single_outcome
    region = _region(effect, gene, policy)
    path = Pvs1Path.RESCUED if rescued else _path(effect, set(terms), region, gene, policy)
    flags = flags_of(path.value, outcome, gene)
    by_hand = path is Pvs1Path.OPEN and event.kind in _OUTSIDE_TREE
    if path is Pvs1Path.REARRANGEMENT or by_hand:
        flags = (*flags, Flag.RULE_EXTENSION_FOR_REVIEW.value)
    return Pvs1(path, flags, region, _LOWERED[policy.lof_mechanism])


_OUTSIDE_TREE = {EventKind.INVERSION, EventKind.INSERTION, EventKind.BREAKEND}
"""Kinds of which the tree does not speak (clinical rules 1.1.6, last rows)."""


def _region(effect: EventEffect, gene: GeneModel, policy: GenePolicy) -> Region:
    """The facts of the policy on the exons hit and the residues lost."""
    hit = tuple(sorted({*effect.exons, *effect.single_outcome.exons_lost}))
    lost = _residues(effect, gene)
    critical = [r for r in policy.critical_regions if any(r.first <= n <= r.last for n in lost)]
    return Region(
        exons=hit,
        critical="; ".join(region.source for region in critical),
        common=any(exon in policy.exons_lof_common for exon in hit),
        relevant=not any(exon in policy.exons_not_relevant for exon in hit),
    )


def _residues(effect: EventEffect, gene: GeneModel) -> set[int]:
    """Residues of the protein that are lost: of the exons in frame, else all to the end."""
    outcome, codons = effect.single_outcome, effect.damage.touched_codons
    if outcome.effect is Effect.IN_FRAME_LOSS and effect.joins_exons and codons:
        return set(range(codons[0], codons[1] + 1))
    if outcome.effect is Effect.IN_FRAME_LOSS:
        exons = (gene.exons[number - 1] for number in outcome.exons_lost)
        spans = ((e.tx_start - gene.cds_start, e.tx_end - gene.cds_start) for e in exons)
        return {n for first, last in spans for n in range(first // 3 + 1, last // 3 + 2)}
    kept = gene.protein_length - (outcome.residues_lost or 0)
    return set(range(kept + 1, gene.protein_length + 1))


def _path(
    effect: EventEffect, terms: set[Term], region: Region, gene: GeneModel, policy: GenePolicy
) -> Pvs1Path:
    """Which branch of the tree, and which leaf."""
    event, outcome = effect.event, effect.single_outcome
    if outcome.effect in _BY_EFFECT:
        return _BY_EFFECT[outcome.effect]
    if outcome.effect is Effect.START_LOST:
        return _start_leaf(policy)
    if outcome.effect is Effect.NO_PRODUCT:
        return (
            Pvs1Path.DEL1 if len(outcome.exons_lost) == len(gene.exons) else Pvs1Path.DEL_FIRST_EXON
        )
    read = bool(terms & _OF_BASES)
    if event.kind is EventKind.DUPLICATION and not read:
        return _duplication_leaf(effect, gene)
    if event.kind not in {EventKind.SMALL_VARIANT, EventKind.DELETION} and not read:
        return Pvs1Path.NOT_LOF
    if terms & {Term.SPLICE_ACCEPTOR, Term.SPLICE_DONOR} or (
        outcome.effect is Effect.SPLICE_SITE_LOST
    ):
        return _splice_leaf(region, outcome, gene)
    if outcome.exons_lost or (effect.joins_exons and outcome.residues_lost):
        return _deletion_leaf(region, outcome, gene)
    # A change of the stop codon alone only adds residues: that is PM4, not PVS1.
    if read and outcome.residues_lost:
        if outcome.nmd:
            return Pvs1Path.NF1 if region.relevant else Pvs1Path.NF2
        return _escaped(
            region, outcome, gene, (Pvs1Path.NF3, Pvs1Path.NF4, Pvs1Path.NF5, Pvs1Path.NF6)
        )
    return Pvs1Path.NOT_LOF


_BY_EFFECT = {Effect.UNDECIDED: Pvs1Path.OPEN, Effect.GENE_DISRUPTED: Pvs1Path.REARRANGEMENT}
"""Leaves that the outcome alone decides."""
_OF_BASES = {Term.STOP_GAINED, Term.FRAMESHIFT, Term.STOP_LOST}
"""Terms that a duplication or inversion has only when its bases were read."""


def _start_leaf(policy: GenePolicy) -> Pvs1Path:
    """Leaf of a lost start codon (clinical rules 1.1.5)."""
    if policy.other_start_known:
        return Pvs1Path.IC1
    return Pvs1Path.IC2 if policy.pathogenic_before_next_start else Pvs1Path.IC3


def _escaped(
    region: Region,
    outcome: Outcome,
    gene: GeneModel,
    paths: tuple[Pvs1Path, Pvs1Path, Pvs1Path, Pvs1Path],
) -> Pvs1Path:
    """The leaf where no decay is predicted (clinical rules 1.1.0, ESCAPE).

    ``paths``: critical region; common or not relevant; more than 10 % removed; at most 10 %.
    """
    if region.critical:
        return paths[0]
    if region.common or not region.relevant:
        return paths[1]
    return paths[2] if _large(outcome, gene) else paths[3]


def _duplication_leaf(effect: EventEffect, gene: GeneModel) -> Pvs1Path:
    """Leaf of a duplication of whole exons (clinical rules 1.1.4)."""
    event, decays = effect.event, effect.single_outcome.nmd
    if is_elsewhere(event):
        return Pvs1Path.DUP5
    if not effect.reach:
        return Pvs1Path.NOT_LOF
    if 1 in effect.reach or len(gene.exons) in effect.reach:
        return Pvs1Path.DUP_NOT_INTERNAL
    if event.is_proven_tandem:
        return Pvs1Path.DUP1 if decays else Pvs1Path.DUP2
    return Pvs1Path.DUP3 if decays else Pvs1Path.DUP4


def _splice_leaf(region: Region, outcome: Outcome, gene: GeneModel) -> Pvs1Path:
    """Leaf of a lost canonical splice site, by the exon that is then skipped (Walker 2023)."""
    if outcome.nmd or (outcome.effect is Effect.SPLICE_SITE_LOST and outcome.null):
        return Pvs1Path.SS1 if region.relevant else Pvs1Path.SS2
    if outcome.effect is Effect.IN_FRAME_LOSS:
        return _escaped(
            region, outcome, gene, (Pvs1Path.SS10, Pvs1Path.SS7, Pvs1Path.SS8, Pvs1Path.SS9)
        )
    return _escaped(region, outcome, gene, (Pvs1Path.SS3, Pvs1Path.SS4, Pvs1Path.SS5, Pvs1Path.SS6))


def _deletion_leaf(region: Region, outcome: Outcome, gene: GeneModel) -> Pvs1Path:
    """Leaf of a deletion of exons."""
    if outcome.nmd:
        return Pvs1Path.DEL2 if region.relevant else Pvs1Path.DEL3
    if outcome.effect is Effect.IN_FRAME_LOSS:
        return _escaped(
            region, outcome, gene, (Pvs1Path.DEL8, Pvs1Path.DEL9, Pvs1Path.DEL10, Pvs1Path.DEL11)
        )
    return _escaped(
        region, outcome, gene, (Pvs1Path.DEL4, Pvs1Path.DEL5, Pvs1Path.DEL6, Pvs1Path.DEL7)
    )


def _large(outcome: Outcome, gene: GeneModel) -> bool:
    """Whether more than 10 % of the protein is removed; exactly 10 % is not (clinical rules)."""
    return (outcome.residues_lost or 0) > FRACTION * gene.protein_length
