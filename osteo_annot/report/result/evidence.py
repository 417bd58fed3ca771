"""The evidence on one event as it is written into a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from osteo_annot.copies.outcome import Outcome
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.classify import SCHEME
from osteo_annot.evidence.criterion import Criterion, Leaf, Status
from osteo_annot.evidence.riggs import LABEL
from osteo_annot.report.result import model as out

_MOST_KNOWN = 20
_MOST_GROUPS = 12
_ANSWERS = {True: "yes", False: "no", None: "not_assessed"}


def outcome_of(outcome: Outcome) -> out.Outcome:
    """The outcome of one copy."""
    return out.Outcome(
        effect=outcome.effect.value,
        effect_text=outcome.effect.text,
        protein=outcome.protein,
        ptc_codon=outcome.ptc_codon,
        nmd=outcome.nmd,
        exons_lost=list(outcome.exons_lost),
        residues_lost=outcome.residues_lost,
        null=outcome.null,
    )


def evidence_of(assessed: Assessed) -> dict[str, Any]:
    """What else is known of an event; a list is empty where nothing is known."""
    return {
        "outcome_alone": _as_dict(outcome_of(assessed.single_outcome)),
        "assumed": list(assessed.single_outcome.assumed),
        "exon_effects": {str(n): how.value for n, how in assessed.exon_reach.items()},
        "allele_depths": list(assessed.depths),
        "published": [
            {
                "hgvs_c": p.hgvs_c,
                "reference": p.reference,
                "clinvar": p.clinvar,
                "cases": p.zygosity_cases,
                "phenotype": p.phenotype,
                "status": p.status,
                "status_note": p.status_note,
                "source": p.source,
            }
            for p in assessed.published
        ],
        "structural_support": [
            {
                "observation": s.observation.id,
                "caller": s.observation.caller.value,
                "claim": s.claim.value,
                "told_by": [source.text for source in s.source_fields],
                "zygosity": s.zygosity.value,
                "depth_ratio": None if s.ratio is None else round(s.ratio, 4),
            }
            for s in assessed.event.support
            if assessed.event.kind is not EventKind.SMALL_VARIANT
        ],
        "iscn": list(assessed.iscn),
        "neighbouring_genes": [n.gene for n in assessed.neighbours],
        "population_events": [
            {"start": p.start, "end": p.end, "frequency": p.frequency, "source": p.source}
            for p in assessed.population
        ],
    }


def _as_dict(outcome: out.Outcome) -> Mapping[str, Any]:
    """The fields of an outcome by name."""
    return {name: getattr(outcome, name) for name in outcome.__slots__}


def pvs1_of(assessed: Assessed) -> out.Pvs1:
    """PVS1 with the rules of decay and the check list."""
    found = assessed.pvs1
    return out.Pvs1(
        strength=cast(Any, found.strength.value),
        path=found.path.value,
        sentence=found.path.text,
        flags=list(found.flags),
        nmd=dict(assessed.nmd),
        checks=[
            out.Check(c.check.value, cast(Any, _ANSWERS[c.answer]), c.detail)
            for c in assessed.checks
        ],
    )


def classification_of(assessed: Assessed) -> out.ClassificationResult:
    """Class, points and the ledger of criteria."""
    found = assessed.classification
    by_reviewer = {Leaf.FOR_REVIEWER.value, Leaf.NEVER_USED.value}
    everything = (*found.criteria, *found.considered, *found.not_assessed)
    ledger = sorted(
        (c for c in everything if c.path not in by_reviewer), key=lambda c: _ORDER.index(c.code)
    )
    posterior = found.posterior
    return out.ClassificationResult(
        class_=cast(Any, found.class_),
        points=found.points,
        criteria=[_criterion(c) for c in found.criteria],
        ledger=[_criterion(c) for c in ledger],
        not_assessed=[f"{c.code}: {c.reason}" for c in found.not_assessed],
        posterior=None if posterior is None else round(posterior, 4),
        hint=found.hint,
        conflicts=[out.Statement(code.value, code.meaning) for code in found.conflicts],
        own_points=_own_points(assessed),
        scheme=SCHEME,
    )


_ORDER = ("PVS1", "PS1", "PM2", "PM3", "PM4", "PM5", "PP3", "BA1", "BS1", "BS2", "BP4", "BP7")


def _criterion(criterion: Criterion) -> out.Criterion:
    """One criterion."""
    return out.Criterion(
        code=criterion.code,
        status=cast(Any, criterion.status.value),
        strength=cast(Any, criterion.strength.value),
        points=criterion.points,
        path=criterion.path,
        reason=criterion.reason,
        source=criterion.guideline,
        answers=[out.Answer(a.question, a.answer) for a in criterion.answers],
        evidence=list(criterion.sources),
        overturned_by=criterion.overturned_by if criterion.status is Status.MET else "",
    )


def _own_points(assessed: Assessed) -> out.OwnPoints:
    """The person's own points of PM3."""
    own = assessed.own_points
    counted = any(c.code == "PM3" for c in assessed.classification.criteria)
    if own is None:
        return out.OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE.value, "", "", counted)
    return out.OwnPoints(own.points, own.leaf.value, own.partner, own.detail, counted)


def frequency_of(assessed: Assessed) -> out.Frequency:
    """What the sources of frequencies say."""
    seen = assessed.criteria_result.frequencies
    status = "not_assessed" if seen.open_ else "absent" if seen.absent else "found"
    groups = sorted(seen.groups, key=lambda g: (-g.frequency, g.group, g.source))
    return out.Frequency(
        status=cast(Any, status),
        path=seen.open_.value if seen.open_ else "",
        groups=[
            out.Group(g.group, g.frequency, g.alleles, g.source) for g in groups[:_MOST_GROUPS]
        ],
        homozygotes=seen.homozygotes,
        sources=list(seen.sources),
    )


def scores_of(assessed: Assessed) -> list[out.Score]:
    """The scores that were found."""
    scores = (assessed.criteria_result.scores.splice, assessed.criteria_result.scores.missense)
    return [out.Score(s.tool, s.value, s.source) for s in scores if s is not None]


def known_of(assessed: Assessed) -> list[out.KnownVariant]:
    """Known variants, nearest relation first."""
    return [
        out.KnownVariant(
            relation=cast(Any, k.relation.value),
            name=k.name,
            accession=k.accession,
            significance=k.significance,
            review_status=k.review_status,
            stars=k.stars,
            protein=k.protein,
            source=k.source,
        )
        for k in assessed.criteria_result.known[:_MOST_KNOWN]
    ]


def riggs_of(assessed: Assessed) -> out.Riggs | None:
    """The dosage score of a deletion."""
    found = assessed.riggs
    if found is None:
        return None
    section, points = found.if_haploinsufficient
    return out.Riggs(
        label=LABEL,
        score=found.score,
        class_by_score=cast(Any, found.class_),
        lines=[out.RiggsLine(*line) for line in found.lines],
        if_haploinsufficient=out.RiggsLine(
            section, points, "were haploinsufficiency established; not counted"
        ),
    )
