"""PS1 and PM5: what is known of the same residue, and PS1 of the same splice motif.

Sources: Richards 2015 (PS1, PM5), Walker 2023 (PS1 for splicing), clinical rules 1.3 and 1.6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from osteo_annot.copies.splice import SpliceSite
from osteo_annot.events.model import Event
from osteo_annot.evidence.criterion import Criterion, Leaf, LeafAnswer, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.evidence.known import KnownVariant, counting, missense_of
from osteo_annot.evidence.motif import motif_of
from osteo_annot.evidence.predicted import Score, Scores
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.policy import SplicePolicy

_RICHARDS = "Richards 2015"
_WALKER = "Walker 2023 (PS1 for splicing)"
_OVERTURNED = "The known variant is classified otherwise, or acts by another way."


def ps1_residue(
    protein: str,
    known: Sequence[KnownVariant],
    min_stars: int,
    scores: Scores,
    splice: SplicePolicy,
    *,
    given: bool,
) -> Criterion:
    """PS1: the same amino acid change by another change of bases is known as pathogenic."""
    own = missense_of(protein)
    alike = [
        k
        for k in counting(known, min_stars)
        if own and missense_of(k.protein) == own and k.relation.value == "same_residue"
    ]
    leaf = Leaf.PS1_SAME_RESIDUE_CHANGE
    return _by_residue("PS1", Strength.STRONG, leaf, own, alike, scores, splice, given=given)


def pm5(
    protein: str,
    known: Sequence[KnownVariant],
    min_stars: int,
    scores: Scores,
    splice: SplicePolicy,
    *,
    given: bool,
) -> Criterion:
    """PM5: another amino acid change of the same residue is known as pathogenic."""
    own = missense_of(protein)
    other = [
        k
        for k in counting(known, min_stars)
        if own and (their := missense_of(k.protein)) and their[0] == own[0] and their != own
    ]
    leaf = Leaf.PM5_OTHER_CHANGE_OF_RESIDUE
    return _by_residue("PM5", Strength.MODERATE, leaf, own, other, scores, splice, given=given)


def _by_residue(
    code: str,
    strength: Strength,
    leaf: Leaf,
    own: tuple[int, str] | None,
    found: Sequence[KnownVariant],
    scores: Scores,
    splice: SplicePolicy,
    *,
    given: bool,
) -> Criterion:
    """PS1 or PM5 from the known variants that fit; a splice effect must be excluded first."""
    guideline = f"{_RICHARDS} ({code})"
    if own is None:
        return _not_met(code, Leaf.KNOWN_NOT_THIS_KIND, guideline)
    if not found:
        if not given:
            return _not_assessed(code, Leaf.KNOWN_NOT_GIVEN, guideline)
        return _not_met(code, Leaf.KNOWN_NONE, guideline)
    best = found[0]
    answers = (
        LeafAnswer("Known variant", f"{best.name} {best.protein}, {best.significance}"),
        LeafAnswer("Review status", best.review_status or "not stated"),
    )
    if scores.splice is None or scores.splice.value >= splice.pp3_from:
        leaf = Leaf.KNOWN_SPLICE_NOT_EXCLUDED
        return _not_assessed(code, leaf, guideline, answers=answers, sources=(best.source,))
    return _met(
        code,
        strength,
        leaf,
        guideline,
        answers=(*answers, scores.splice.answer),
        sources=(best.source, scores.splice.source),
        overturned_by=_OVERTURNED,
    )


def ps1_splice(
    event: Event,
    pvs1: Strength,
    candidates: Sequence[KnownVariant],
    score_of: Callable[[Allele], Score | None],
    gene: GeneModel,
    splice: SplicePolicy,
) -> Criterion | None:
    """PS1 for splicing: a known variant of the same motif with the same predicted event.

    ``candidates`` are known variants that count. None where the criterion does not concern the
    event or no variant fits. The prediction of the known variant must not be the stronger one.
    """
    own = event.allele
    site = motif_of(own, gene, splice) if own is not None else None
    if own is None or site is None:
        return None
    score = score_of(own)
    if score is None or score.value < splice.pp3_from:
        return None
    fitting: list[tuple[Strength, KnownVariant]] = []
    for known in candidates:
        allele = known.allele
        if allele is None or allele == own or motif_of(allele, gene, splice) != site:
            continue
        their = score_of(allele)
        if their is None or their.effect != score.effect or their.value > score.value:
            continue
        strength = _walker(own, allele, site, pvs1, pathogenic=known.is_pathogenic)
        if strength is not None:
            fitting.append((strength, known))
    if not fitting:
        return None
    order = list(Strength)
    strength, known = min(fitting, key=lambda pair: (order.index(pair[0]), pair[1].name))
    return _met(
        "PS1",
        strength,
        Leaf.PS1_SAME_SPLICE_EVENT,
        _WALKER,
        answers=(
            LeafAnswer("Known variant of the motif", f"{known.name}, {known.significance}"),
            LeafAnswer("Predicted event of both", score.effect),
            score.answer,
        ),
        sources=(known.source, score.source),
        overturned_by=_OVERTURNED,
    )


def _walker(
    own: Allele, known: Allele, site: SpliceSite, pvs1: Strength, *, pathogenic: bool
) -> Strength | None:
    """The strength by Walker's table; None where it says not applicable."""
    inside = {site.start, site.end}
    if own.start not in inside:
        same = own.start == known.start
        if pathogenic:
            return Strength.STRONG if same else Strength.MODERATE
        return Strength.MODERATE if same else Strength.SUPPORTING
    if pvs1 in {Strength.NOT_APPLICABLE, Strength.NOT_ASSESSABLE}:
        return None
    same = known.start in inside
    if not pathogenic:
        return None if same else Strength.SUPPORTING
    if pvs1 is Strength.VERY_STRONG:
        return Strength.SUPPORTING
    return Strength.STRONG if same else Strength.MODERATE
