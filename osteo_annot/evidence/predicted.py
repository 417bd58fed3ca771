"""What tools predict for an event: PP3, BP4 and BP7 from splice and missense scores.

Sources: Walker 2023 (splicing), Pejaver 2022 (missense), clinical rules 1.3 and 1.6. A missing
score gives no code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import get_args

from osteo_annot.copies.effect import EventEffect
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.criterion import Criterion, Leaf, LeafAnswer, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.evidence.terms import Term
from osteo_annot.intake.knowledge.sources import AlleleRecord, KnowledgeSources, SourceKind, finite
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.cdna import coding_position
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.policy import Level, MissensePolicy, SplicePolicy
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

_WALKER = "Walker 2023"
_PEJAVER = "Pejaver 2022"
_LENGTH_TERMS = {
    Term.START_LOST,
    Term.STOP_LOST,
    Term.STOP_GAINED,
    Term.FRAMESHIFT,
    Term.INFRAME_DELETION,
    Term.INFRAME_INSERTION,
}
"""Coding changes of which neither tool says that they are harmless."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score of a tool for one allele."""

    tool: str
    value: float
    source: str
    """Label of the source."""
    effect: str = ""
    """Of a splice score: acceptor or donor, gain or loss (AG, AL, DG, DL)."""
    complete: bool = True
    """Of a splice score: whether none of the four is missing, so that it is the greatest."""

    @property
    def answer(self) -> LeafAnswer:
        """The score in words."""
        return LeafAnswer(self.tool, f"{self.value:g}")


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of an event; None where missing."""

    splice: Score | None
    missense: Score | None


def scores_of(
    allele: Allele | None, sources: KnowledgeSources, missense: MissensePolicy, gene: GeneModel
) -> Scores:
    """Scores for an exact allele: the greatest splice score, and that of the one missense tool."""
    if allele is None:
        return Scores(None, None)
    splice = [
        Score("SpliceAI", value, source.label, effect, complete=len(scores) == len(_DELTAS))
        for source in sources.of(SourceKind.SPLICE)
        for record in source.find(allele)
        for scores in (dict(_delta_scores(record, gene.symbol)),)
        for effect, value in scores.items()
    ]
    tool = missense.tools[missense.tool]
    least, greatest = tool.scale
    chosen = [
        Score(missense.tool, value, source.label)
        for source in sources.of(SourceKind.MISSENSE)
        for record in source.find(allele)
        if (value := record.number(*tool.fields)) is not None and least <= value <= greatest
    ]
    return Scores(
        max(splice, key=lambda s: s.value, default=None),
        max(chosen, key=lambda s: s.value, default=None),
    )


_DELTAS = ("AG", "AL", "DG", "DL")


def _delta_scores(record: AlleleRecord, symbol: str) -> Iterator[tuple[str, float]]:
    """Delta scores of SpliceAI for the gene: acceptor and donor, gain and loss.

    SpliceAI writes ``ALLELE|SYMBOL|DS_AG|DS_AL|DS_DG|DS_DL|...``, one entry per allele and gene.
    """
    alt = record.row.alts[record.allele - 1]
    for entry in record.row.info.get("SpliceAI", "").split(","):
        cells = entry.split("|")
        if len(cells) >= 6 and cells[0].upper() == alt and cells[1] == symbol:
            for effect, cell in zip(_DELTAS, cells[2:6], strict=True):
                value = finite(cell)
                if value is not None and 0 <= value <= 1:
                    yield effect, value


def pp3(
    terms: Sequence[Term], scores: Scores, splice: SplicePolicy, missense: MissensePolicy
) -> Criterion:
    """PP3: a splice effect (0.20 or more), or damage by the missense tool; the stronger of both."""
    found = [_pp3_splice(scores, splice)]
    if Term.MISSENSE in terms:
        found.insert(0, _pp3_missense(scores, missense))
    order = list(Strength)
    reached = [c for c in found if c.points]
    if reached:
        return min(reached, key=lambda c: order.index(c.strength))
    missing = [c for c in found if c.path == Leaf.SCORE_MISSING.value]
    return missing[0] if missing else found[0]


def _pp3_splice(scores: Scores, policy: SplicePolicy) -> Criterion:
    """PP3 by the splice score."""
    score = scores.splice
    if score is None:
        return _not_assessed("PP3", Leaf.SCORE_MISSING, _WALKER, "No splice score for this allele.")
    answers = (
        score.answer,
        LeafAnswer("Limit of PP3", say.OR_MORE(limit=f"{policy.pp3_from:g}").text),
    )
    if score.value < policy.pp3_from:
        leaf = Leaf.SCORE_OTHER_SIDE if score.value <= policy.bp4_up_to else Leaf.SCORE_BETWEEN
        return _not_met("PP3", leaf, _WALKER, answers, (score.source,))
    return _met(
        "PP3",
        Strength.SUPPORTING,
        Leaf.PP3_SPLICE,
        _WALKER,
        answers=answers,
        sources=(score.source,),
        overturned_by="RNA of the person shows normal splicing.",
    )


def _pp3_missense(scores: Scores, policy: MissensePolicy) -> Criterion:
    """PP3 by the missense tool."""
    score = scores.missense
    if score is None:
        return _no_missense("PP3", policy)
    limits = policy.tools[policy.tool].pp3_from
    if not limits:
        return _without_limits("PP3", score)
    level = _reached(limits, lambda limit: score.value >= limit)
    answers = (score.answer, LeafAnswer("Limits of PP3, from", _limits_text(limits)))
    if level is None:
        return _not_met("PP3", Leaf.SCORE_BETWEEN, _PEJAVER, answers, (score.source,))
    return _met(
        "PP3",
        level,
        Leaf.PP3_MISSENSE,
        _PEJAVER,
        answers=answers,
        sources=(score.source,),
        overturned_by="A functional assay shows normal protein.",
    )


def bp4(
    terms: Sequence[Term], scores: Scores, splice: SplicePolicy, missense: MissensePolicy
) -> Criterion:
    """BP4: no splice effect (0.10 or less); of a missense variant no damage by its tool either."""
    if set(terms) & _LENGTH_TERMS:
        return _not_met("BP4", Leaf.SCORE_NOT_THIS_KIND, _WALKER)
    score = scores.splice
    if score is None:
        return _not_assessed("BP4", Leaf.SCORE_MISSING, _WALKER, "No splice score for this allele.")
    if not score.complete and score.value < splice.pp3_from:
        detail = "Not all four splice scores are there."
        return _not_assessed("BP4", Leaf.SCORE_MISSING, _WALKER, detail)
    answers = (
        score.answer,
        LeafAnswer("Limit of BP4", say.OR_LESS(limit=f"{splice.bp4_up_to:g}").text),
    )
    if score.value > splice.bp4_up_to:
        leaf = Leaf.SCORE_OTHER_SIDE if score.value >= splice.pp3_from else Leaf.SCORE_BETWEEN
        return _not_met("BP4", leaf, _WALKER, answers, (score.source,))
    if Term.MISSENSE in terms:
        return _bp4_missense(scores, missense, answers, score.source)
    return _met(
        "BP4",
        Strength.SUPPORTING,
        Leaf.BP4_SPLICE,
        _WALKER,
        answers=answers,
        sources=(score.source,),
        overturned_by="RNA of the person shows abnormal splicing.",
    )


def _bp4_missense(
    scores: Scores, policy: MissensePolicy, answers: tuple[LeafAnswer, ...], splice_source: str
) -> Criterion:
    """BP4 of a missense variant without predicted splice effect."""
    score = scores.missense
    if score is None:
        return _no_missense("BP4", policy)
    limits = policy.tools[policy.tool].bp4_up_to
    if not limits:
        return _without_limits("BP4", score)
    level = _reached(limits, lambda limit: score.value <= limit)
    answers = (*answers, score.answer, LeafAnswer("Limits of BP4, up to", _limits_text(limits)))
    sources = tuple(dict.fromkeys((splice_source, score.source)))
    if level is None:
        return _not_met("BP4", Leaf.SCORE_BETWEEN, _PEJAVER, answers, sources)
    return _met(
        "BP4",
        level,
        Leaf.BP4_MISSENSE,
        _PEJAVER,
        answers=answers,
        sources=sources,
        overturned_by="A functional assay shows damage.",
    )


def _no_missense(code: str, policy: MissensePolicy) -> Criterion:
    """No score of the tool that the policy chose."""
    detail = say.NO_SCORE(tool=policy.tool).text
    return _not_assessed(code, Leaf.SCORE_MISSING, _PEJAVER, detail)


def _without_limits(code: str, score: Score) -> Criterion:
    """A score of a tool for which the policy has no limits on this side."""
    leaf = Leaf.SCORE_WITHOUT_LIMITS
    return _not_met(code, leaf, _PEJAVER, (score.answer,), (score.source,))


def _reached(limits: Mapping[Level, float], holds: Callable[[float], bool]) -> Strength | None:
    """The strongest level whose limit is reached."""
    reached = [level for level in get_args(Level) if level in limits and holds(limits[level])]
    return Strength.of(reached[-1]) if reached else None


def _limits_text(limits: Mapping[Level, float]) -> str:
    """Limits in words."""
    return ", ".join(f"{name.replace('_', ' ')} {limit:g}" for name, limit in limits.items())


def bp7(
    effect: EventEffect,
    terms: Sequence[Term],
    bp4_: Criterion,
    policy: SplicePolicy,
    gene: GeneModel,
) -> Criterion:
    """BP7: synonymous, or intronic at or beyond +7 and -21, where BP4 is met."""
    synonymous = Term.SYNONYMOUS in terms
    if not synonymous and not _deep_in_intron(effect, policy, gene):
        return _not_met("BP7", Leaf.BP7_TOO_CLOSE, _WALKER)
    if bp4_.path == Leaf.SCORE_MISSING.value:
        return _not_assessed("BP7", Leaf.SCORE_MISSING, _WALKER, "No splice score for this allele.")
    if not bp4_.points:
        return _not_met("BP7", Leaf.BP7_WITHOUT_BP4, _WALKER, bp4_.answers, bp4_.sources)
    return _met(
        "BP7",
        Strength.SUPPORTING,
        Leaf.BP7_SILENT if synonymous else Leaf.BP7_DEEP_INTRONIC,
        _WALKER,
        answers=(
            *bp4_.answers,
            LeafAnswer(
                "Place in an intron",
                say.DEEP_INTRONIC(donor=policy.bp7_donor, acceptor=policy.bp7_acceptor).text
                if not synonymous
                else "synonymous",
            ),
        ),
        sources=bp4_.sources,
        overturned_by="RNA of the person shows abnormal splicing.",
    )


def _deep_in_intron(effect: EventEffect, policy: SplicePolicy, gene: GeneModel) -> bool:
    """Whether every changed base, or both neighbours of an insertion, is far enough in."""
    if effect.event.kind is not EventKind.SMALL_VARIANT or effect.placed is None:
        return False
    allele = effect.placed.allele
    first, last = allele.start, allele.end
    if allele.is_insertion:
        first, last = allele.start - 1, allele.start
    for position in range(first, last + 1):
        found = coding_position(gene, position)
        if found is None or -policy.bp7_acceptor < found.offset < policy.bp7_donor:
            return False
    return True
