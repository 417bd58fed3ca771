"""PVS1 for a recessive gene in which loss of function is the established mechanism.

Source: Abou Tayoun 2018 (decision tree), Walker 2023 (splicing), clinical rules 1.1. The strength
is for one event on its own. Region facts that would need a curated list or population data are
answered "role unknown, loss of function not frequent"; each such answer is a flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.copies.outcome import FRACTION, Effect, Outcome
from osteo_annot.copies.structure import exon_effects, is_elsewhere
from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.gene import GeneModel

START_PROXIMAL_NT = 150
"""Stops before this coding base may escape decay (Lindeboom); a flag only (clinical rules 1.2)."""
BORDERLINE_NT = 55
"""The 50- and 55-nucleotide variants of the rule differ here (clinical rules 1.2)."""


class Flag(StrEnum):
    """What a reviewer should know beside the leaf; none of them changes the strength."""

    NMD_START_PROXIMAL = "NMD_START_PROXIMAL"
    NMD_BORDERLINE_50_TO_55 = "NMD_BORDERLINE_50_TO_55"
    RNA_UNPREDICTABLE = "RNA_UNPREDICTABLE"
    RULE_EXTENSION_FOR_REVIEW = "RULE_EXTENSION_FOR_REVIEW"

    @property
    def text(self) -> str:
        """The flag in words."""
        return {
            Flag.NMD_START_PROXIMAL: "The stop lies within 150 coding bases of the start, where "
            "decay may fail; published OSTM1 stops there are reported with severe disease.",
            Flag.NMD_BORDERLINE_50_TO_55: "The stop lies 50 to 55 bases before the last junction, "
            "where the two customary limits differ.",
            Flag.RNA_UNPREDICTABLE: "Without stop codon and polyadenylation signal the RNA cannot "
            "be predicted.",
            Flag.RULE_EXTENSION_FOR_REVIEW: "The guideline does not speak of this kind of event; "
            "the strength is an extension of its rule, and a reviewer must confirm it.",
        }[self]


class Strength(StrEnum):
    """Strength of a criterion."""

    VERY_STRONG = "very_strong"
    STRONG = "strong"
    MODERATE = "moderate"
    SUPPORTING = "supporting"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def points(self) -> int:
        """Points towards pathogenic (Tavtigian 2020)."""
        return {"very_strong": 8, "strong": 4, "moderate": 2, "supporting": 1}.get(self.value, 0)


class Path(StrEnum):
    """The leaf of the tree that was reached; stable codes of this product."""

    NF1 = "NF1"
    NF5 = "NF5"
    NF6 = "NF6"
    SS1 = "SS1"
    SS5 = "SS5"
    SS6 = "SS6"
    SS8 = "SS8"
    SS9 = "SS9"
    DEL1 = "DEL1"
    DEL2 = "DEL2"
    DEL6 = "DEL6"
    DEL7 = "DEL7"
    DEL10 = "DEL10"
    DEL11 = "DEL11"
    DEL_FIRST_EXON = "DEL_FIRST_EXON"
    DUP1 = "DUP1"
    DUP2 = "DUP2"
    DUP3 = "DUP3"
    DUP4 = "DUP4"
    DUP5 = "DUP5"
    DUP_NOT_INTERNAL = "DUP_NOT_INTERNAL"
    REARRANGEMENT = "REARRANGEMENT"
    IC2 = "IC2"
    NOT_LOF = "NOT_LOF"
    OPEN = "OPEN"

    @property
    def text(self) -> str:
        """The sentence of the rule."""
        return _PATH_TEXT[self]


_PATH_TEXT = {
    Path.NF1: "Nonsense or frameshift; nonsense-mediated decay is predicted from the stop.",
    Path.NF5: "Nonsense or frameshift; no decay; more than 10 % of the protein is removed.",
    Path.NF6: "Nonsense or frameshift; no decay; at most 10 % of the protein is removed.",
    Path.SS1: "Canonical splice site; the frame is disrupted and decay is predicted, or no exon "
    "can be skipped.",
    Path.SS5: "Canonical splice site; frame disrupted, no decay, more than 10 % removed.",
    Path.SS6: "Canonical splice site; frame disrupted, no decay, at most 10 % removed.",
    Path.SS8: "Canonical splice site; frame kept, more than 10 % of the protein removed.",
    Path.SS9: "Canonical splice site; frame kept, at most 10 % of the protein removed.",
    Path.DEL1: "The whole gene is deleted.",
    Path.DEL2: "Exons deleted; the frame is disrupted and decay is predicted.",
    Path.DEL6: "Exons deleted; frame or end disrupted, no decay, more than 10 % removed.",
    Path.DEL7: "Exons deleted; frame or end disrupted, no decay, at most 10 % removed.",
    Path.DEL10: "Exons deleted; frame kept, more than 10 % of the protein removed.",
    Path.DEL11: "Exons deleted; frame kept, at most 10 % of the protein removed.",
    Path.DEL_FIRST_EXON: "The first exon is deleted with the start of transcription and ATG.",
    Path.DUP1: "Exons duplicated, proven in tandem; the frame is disrupted and decay is predicted.",
    Path.DUP2: "Exons duplicated, proven in tandem; frame kept, or no decay is predicted.",
    Path.DUP3: "Exons duplicated, presumed in tandem; frame disrupted and decay if it is so.",
    Path.DUP4: "Exons duplicated, presumed in tandem; frame kept, or no decay is predicted.",
    Path.DUP5: "Exons duplicated, proven not in tandem.",
    Path.DUP_NOT_INTERNAL: "The duplication holds the first or the last exon: not gene-internal.",
    Path.REARRANGEMENT: "An inversion or a junction to another place parts the coding exons.",
    Path.IC2: "Start codon lost; no other start is known, and a pathogenic variant lies before "
    "the next in-frame ATG (p.Met126).",
    Path.NOT_LOF: "Not a kind of variant to which PVS1 applies.",
    Path.OPEN: "The outcome cannot be computed from what is known.",
}

_STRENGTH = {
    Path.NF1: Strength.VERY_STRONG,
    Path.NF5: Strength.STRONG,
    Path.NF6: Strength.MODERATE,
    Path.SS1: Strength.VERY_STRONG,
    Path.SS5: Strength.STRONG,
    Path.SS6: Strength.MODERATE,
    Path.SS8: Strength.STRONG,
    Path.SS9: Strength.MODERATE,
    Path.DEL1: Strength.VERY_STRONG,
    Path.DEL2: Strength.VERY_STRONG,
    Path.DEL6: Strength.STRONG,
    Path.DEL7: Strength.MODERATE,
    Path.DEL10: Strength.STRONG,
    Path.DEL11: Strength.MODERATE,
    Path.DEL_FIRST_EXON: Strength.VERY_STRONG,
    Path.DUP1: Strength.VERY_STRONG,
    Path.DUP2: Strength.NOT_APPLICABLE,
    Path.DUP3: Strength.STRONG,
    Path.DUP4: Strength.NOT_APPLICABLE,
    Path.DUP5: Strength.NOT_APPLICABLE,
    Path.DUP_NOT_INTERNAL: Strength.NOT_APPLICABLE,
    Path.REARRANGEMENT: Strength.VERY_STRONG,
    Path.IC2: Strength.MODERATE,
    Path.NOT_LOF: Strength.NOT_APPLICABLE,
    Path.OPEN: Strength.NOT_ASSESSABLE,
}


@dataclass(frozen=True, slots=True)
class Pvs1:
    """Strength, path and flags of one event."""

    path: Path
    flags: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        """Strength of the leaf."""
        return _STRENGTH[self.path]


def pvs1(event: Event, terms: Sequence[Term], outcome: Outcome, gene: GeneModel) -> Pvs1:
    """The leaf of the PVS1 tree for an event, from the outcome of a copy that carries it alone."""
    path = _path(event, set(terms), outcome, gene)
    flags = _flags(outcome, gene)
    by_hand = path is Path.OPEN and event.kind in _OUTSIDE_TREE
    if path is Path.REARRANGEMENT or by_hand:
        flags = (*flags, Flag.RULE_EXTENSION_FOR_REVIEW.value)
    return Pvs1(path, flags)


_OUTSIDE_TREE = {EventKind.INVERSION, EventKind.INSERTION, EventKind.BREAKEND}
"""Kinds of which the tree does not speak (clinical rules 1.1.6, last rows)."""


def _path(event: Event, terms: set[Term], outcome: Outcome, gene: GeneModel) -> Path:
    """Which branch of the tree, and which leaf."""
    if outcome.effect in _BY_EFFECT:
        return _BY_EFFECT[outcome.effect]
    if outcome.effect is Effect.NO_PRODUCT:
        return Path.DEL1 if len(outcome.exons_lost) == len(gene.exons) else Path.DEL_FIRST_EXON
    read = bool(terms & _OF_BASES)
    if event.kind is EventKind.DUPLICATION and not read:
        return _duplication_leaf(event, outcome, gene)
    if event.kind not in {EventKind.SMALL_VARIANT, EventKind.DELETION} and not read:
        return Path.NOT_LOF
    if terms & {Term.SPLICE_ACCEPTOR, Term.SPLICE_DONOR} or (
        outcome.effect is Effect.SPLICE_SITE_LOST
    ):
        return _splice_leaf(outcome, gene)
    if outcome.exons_lost:
        return _deletion_leaf(outcome, gene)
    # A change of the stop codon alone only adds residues: that is PM4, not PVS1.
    if read and outcome.residues_lost:
        if outcome.nmd:
            return Path.NF1
        return Path.NF5 if _large(outcome, gene) else Path.NF6
    return Path.NOT_LOF


_BY_EFFECT = {
    Effect.UNDECIDED: Path.OPEN,
    Effect.GENE_DISRUPTED: Path.REARRANGEMENT,
    Effect.START_LOST: Path.IC2,
}
"""Leaves that the outcome alone decides."""
_OF_BASES = {Term.STOP_GAINED, Term.FRAMESHIFT, Term.STOP_LOST}
"""Terms that a duplication or inversion has only when its bases were read."""


def _duplication_leaf(event: Event, outcome: Outcome, gene: GeneModel) -> Path:
    """Leaf of a duplication of whole exons (clinical rules 1.1.4)."""
    if is_elsewhere(event):
        return Path.DUP5
    exons = exon_effects(event, gene)
    if not exons:
        return Path.NOT_LOF
    if 1 in exons or len(gene.exons) in exons:
        return Path.DUP_NOT_INTERNAL
    if event.is_proven_tandem:
        return Path.DUP1 if outcome.nmd else Path.DUP2
    return Path.DUP3 if outcome.nmd else Path.DUP4


def _splice_leaf(outcome: Outcome, gene: GeneModel) -> Path:
    """Leaf of a lost canonical splice site, by the exon that is then skipped (Walker 2023)."""
    if outcome.nmd or (outcome.effect is Effect.SPLICE_SITE_LOST and outcome.null):
        return Path.SS1
    large = _large(outcome, gene)
    if outcome.effect is Effect.IN_FRAME_LOSS:
        return Path.SS8 if large else Path.SS9
    return Path.SS5 if large else Path.SS6


def _deletion_leaf(outcome: Outcome, gene: GeneModel) -> Path:
    """Leaf of a deletion of exons."""
    if outcome.nmd:
        return Path.DEL2
    large = _large(outcome, gene)
    if outcome.effect is Effect.IN_FRAME_LOSS:
        return Path.DEL10 if large else Path.DEL11
    return Path.DEL6 if large else Path.DEL7


def _large(outcome: Outcome, gene: GeneModel) -> bool:
    """Whether more than 10 % of the protein is removed; exactly 10 % is not (clinical rules)."""
    return (outcome.residues_lost or 0) > FRACTION * gene.protein_length


def _flags(outcome: Outcome, gene: GeneModel) -> tuple[str, ...]:
    """What a reviewer should know beside the leaf."""
    flags = list(outcome.assumed)
    if outcome.ptc_codon is not None:
        last = 3 * outcome.ptc_codon
        if last < START_PROXIMAL_NT:
            flags.append(Flag.NMD_START_PROXIMAL.value)
        distance = gene.last_junction - last
        if not outcome.exons_lost and 50 <= distance < BORDERLINE_NT:
            flags.append(Flag.NMD_BORDERLINE_50_TO_55.value)
    if outcome.effect is Effect.LAST_EXON_LOST:
        flags.append(Flag.RNA_UNPREDICTABLE.value)
    return tuple(flags)
