"""The dosage score of a deletion: a second line, not made for recessive genes.

Source: Riggs 2020 (losses), clinical rules 1.9. Section 2 asks for an established haploinsufficient
gene; ClinGen rates OSTM1 as 30, a gene of a recessive phenotype, so the section gives nothing. What
it would give otherwise is told beside it. Sections 4 and 5 need the literature and the family.
"""

from __future__ import annotations

from osteo_annot.copies.effect import EventEffect
from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.criterion import AcmgClass, Strength
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

LABEL = "Dosage score (Riggs 2020), not designed for recessive genes"
_TWO_E = {
    Strength.VERY_STRONG: 0.90,
    Strength.STRONG: 0.45,
    Strength.MODERATE: 0.30,
    Strength.SUPPORTING: 0.15,
}
"""Points of 2E by PVS1; 0.15 for supporting is a proposal, other tools use 0.20."""


@dataclass(frozen=True, slots=True)
class Riggs:
    """The score of one deletion."""

    score: float
    class_: AcmgClass
    lines: tuple[tuple[str, float, str], ...]
    """Section, points, and why."""
    if_haploinsufficient: tuple[str, float]
    """Section 2 and its points, were haploinsufficiency established."""


def riggs(
    effect: EventEffect, strength: Strength, neighbours: int, gene: GeneModel
) -> Riggs | None:
    """The score of a deletion; None for any other event. ``neighbours``: other genes it takes."""
    event = effect.event
    if event.kind is not EventKind.DELETION:
        return None
    coding = [n for n, how in effect.reach.items() if how.is_sure]
    genes = neighbours + bool(event.best.overlap(Interval(gene.start, gene.end)))
    first = ("1A", 0.0, "a protein-coding gene is lost, whole or in part")
    if not genes:
        first = ("1B", -0.60, "no protein-coding or known important element is lost")
    third = next((s for s in _GENES if genes >= s[0]), _GENES[-1])
    lines = (
        first,
        ("2", 0.0, "not available: haploinsufficiency is not established (ClinGen 30)"),
        (third[1], third[2], say.GENES_TAKEN(genes=genes).text),
        ("4, 5", 0.0, "not assessed: literature and family are the reviewer's"),
    )
    score = round(sum(points for _, points, _ in lines), 2)
    return Riggs(score, class_of_score(score), lines, _section_two(event, coding, strength, gene))


_GENES = ((35, "3C", 0.90), (25, "3B", 0.45), (0, "3A", 0.0))


def class_of_score(score: float) -> AcmgClass:
    """P from 0.99, LP from 0.90, B to -0.99, LB to -0.90, else VUS (Riggs 2020)."""
    least_of = {AcmgClass.P: 0.99, AcmgClass.LP: 0.90, AcmgClass.VUS: -0.89, AcmgClass.LB: -0.98}
    return next((name for name, least in least_of.items() if score >= least), AcmgClass.B)


def _section_two(
    event: Event, coding: list[int], strength: Strength, gene: GeneModel
) -> tuple[str, float]:
    """Section 2 as it would be for a haploinsufficient gene."""
    span, last = event.best, len(gene.exons)
    if span.contains(Interval(gene.start, gene.end)):
        return "2A", 1.0
    if gene.holds_first_base(span.start, span.end):
        return ("2C-1", 0.90) if coding else ("2C-2", 0.0)
    if gene.holds_last_base(span.start, span.end):
        if not coding:
            return "2D-1", 0.0
        return ("2D-3", 0.30) if coding == [last] else ("2D-4", 0.90)
    return "2E", _TWO_E.get(strength, 0.0)
