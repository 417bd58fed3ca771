"""Every criterion of one event, but PM3, which needs the person's other events."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from osteo_annot.copies.effect import EventEffect
from osteo_annot.events.model import Event
from osteo_annot.evidence.classify import OFFERED, RETIRED
from osteo_annot.evidence.criterion import Criterion, Leaf, not_assessed
from osteo_annot.evidence.frequency import Frequencies, frequencies_of
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.evidence.known import KnownVariant, counting, known_variants
from osteo_annot.evidence.length import pm4
from osteo_annot.evidence.predicted import Score, Scores, bp4, bp7, pp3, scores_of
from osteo_annot.evidence.pvs1 import Pvs1
from osteo_annot.evidence.pvs1_ledger import pvs1_criterion
from osteo_annot.evidence.rarity import ba1, bs1, bs2, pm2
from osteo_annot.evidence.residue import pm5, ps1_residue, ps1_splice
from osteo_annot.evidence.terms import Term
from osteo_annot.intake.knowledge.sources import SourceKind
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class CriteriaResult:
    """The criteria of an event and what they rest on."""

    criteria: tuple[Criterion, ...]
    frequencies: Frequencies
    scores: Scores
    known: tuple[KnownVariant, ...]


def evaluate_criteria(
    effect: EventEffect,
    terms: Sequence[Term],
    protein: str,
    null: Pvs1,
    knowledge: Knowledge,
    gene: GeneModel,
    reference: Reference,
) -> CriteriaResult:
    """All criteria that an event has by itself."""
    event = effect.event
    rules, sources = knowledge.policy.rules, knowledge.sources
    seen = frequencies_of(event, sources, rules.frequency, gene, reference)
    scores = scores_of(event.allele, sources, rules.missense, gene)
    known = known_variants(event, sources, gene, reference, rules.splice)
    by_residue = [k for k in known if not _acts_by_splicing(k, knowledge, gene)]
    harmless = bp4(terms, scores, rules.splice, rules.missense)
    criteria = (
        pvs1_criterion(null, effect.single_outcome, gene, rules.gene),
        _ps1(event, protein, null, known, scores, knowledge, gene),
        pm2(seen, rules.frequency),
        pm4(effect, terms, reference, rules.pm4),
        pm5(
            protein,
            by_residue,
            rules.known_variants.min_stars,
            scores,
            rules.splice,
            given=bool(sources.of(SourceKind.CLINVAR)),
        ),
        pp3(terms, scores, rules.splice, rules.missense),
        ba1(event, seen, rules.frequency, gene.assembly),
        bs1(seen, rules.frequency),
        bs2(seen, rules.frequency),
        harmless,
        bp7(effect, terms, harmless, rules.splice, gene),
    )
    return CriteriaResult((*criteria, *_FOR_REVIEWER), seen, scores, known)


def _ps1(
    event: Event,
    protein: str,
    null: Pvs1,
    known: Sequence[KnownVariant],
    scores: Scores,
    knowledge: Knowledge,
    gene: GeneModel,
) -> Criterion:
    """PS1 by the splice motif where that holds, else by the residue."""
    rules, sources = knowledge.policy.rules, knowledge.sources
    stars = rules.known_variants.min_stars
    counted = counting(known, stars)
    score_of = partial(_splice_score, knowledge=knowledge, gene=gene)
    by_splice = ps1_splice(event, null.strength, counted, score_of, gene, rules.splice)
    given = bool(sources.of(SourceKind.CLINVAR))
    if by_splice is not None:
        return by_splice
    known = [k for k in known if not _acts_by_splicing(k, knowledge, gene)]
    return ps1_residue(protein, known, stars, scores, rules.splice, given=given)


def _acts_by_splicing(known: KnownVariant, knowledge: Knowledge, gene: GeneModel) -> bool:
    """Whether a known variant is predicted to act by splicing, so that its residue says nothing."""
    if known.allele is None:
        return False
    score = _splice_score(known.allele, knowledge=knowledge, gene=gene)
    return score is not None and score.value >= knowledge.policy.rules.splice.pp3_from


def _splice_score(allele: Allele, *, knowledge: Knowledge, gene: GeneModel) -> Score | None:
    """The splice score of any allele."""
    return scores_of(allele, knowledge.sources, knowledge.policy.rules.missense, gene).splice


_FOR_REVIEWER = (
    *(
        not_assessed(codes, Leaf.FOR_REVIEWER, "Richards 2015", f"{needs[0].upper()}{needs[1:]}.")
        for codes, needs in OFFERED.items()
    ),
    not_assessed(RETIRED, Leaf.NEVER_USED, "SVI 2018"),
)
"""What is never proposed by the program."""
