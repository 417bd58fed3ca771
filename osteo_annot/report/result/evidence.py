"""The evidence on one event as it is written into a result."""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.events.model import Event, EventKind, Support
from osteo_annot.events.structural import bounds, symbolic_kind
from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.classify import SCHEME
from osteo_annot.evidence.criterion import Criterion, Leaf, Status
from osteo_annot.evidence.riggs import LABEL
from osteo_annot.locus.interval import Interval
from osteo_annot.record.variants import PublishedVariant
from osteo_annot.report.result import evidence_model as part
from osteo_annot.report.result import model as out
from osteo_annot.report.result.copies import outcome_of

_MOST_KNOWN = 20
_MOST_GROUPS = 12
_ANSWERS = {
    True: part.Answered.YES,
    False: part.Answered.NO,
    None: part.Answered.NOT_ASSESSED,
}


def evidence_of(assessed: Assessed) -> out.EventEvidence:
    """What else is known of an event."""
    return out.EventEvidence(
        outcome_alone=outcome_of(assessed.outcome_as_counted),
        assumed=list(assessed.single_outcome.assumed),
        exon_effects={str(n): how for n, how in assessed.exon_reach.items()},
        allele_depths=list(assessed.depths),
        published=[_published(p) for p in assessed.published],
        structural_support=_structural_support(assessed.event),
        iscn=list(assessed.iscn),
        neighbouring_genes=[n.gene for n in assessed.neighbours],
        population_events=[
            part.PopulationEvent(p.start, p.end, p.frequency, p.source) for p in assessed.population
        ],
    )


def _published(report: PublishedVariant) -> part.PublishedReport:
    """One published report."""
    return part.PublishedReport(
        hgvs_c=report.hgvs_c,
        reference=report.reference,
        clinvar=report.clinvar,
        cases=report.zygosity_cases,
        phenotype=report.phenotype,
        status=report.status,
        status_note=report.status_note,
        source=report.source,
    )


def _structural_support(event: Event) -> list[part.StructuralSupport]:
    """What each record says of a structural event."""
    if event.kind is EventKind.SMALL_VARIANT:
        return []
    return [
        part.StructuralSupport(
            observation=s.observation.id,
            caller=s.observation.caller,
            claim=s.claim,
            told_by=[source.text for source in s.source_fields],
            zygosity=s.zygosity,
            depth_ratio=None if s.ratio is None else round(s.ratio, 4),
            start=extent.start,
            end=extent.end,
        )
        for s in event.support
        for extent in [_extent(s, event)]
    ]


def _extent(support: Support, event: Event) -> Interval:
    """The bases that one record names; of a breakend those of the event."""
    if support.depth_call is not None:
        return support.depth_call.outer
    symbolic = support.allele and symbolic_kind(support.observation, support.allele)
    found = bounds(support.observation, support.allele, event.kind) if symbolic else None
    return found.outer if found else event.outer


def pvs1_of(assessed: Assessed) -> part.Pvs1:
    """PVS1 with the rules of decay and the check list."""
    found = assessed.pvs1
    return part.Pvs1(
        strength=found.strength,
        path=found.path,
        sentence=found.path.text,
        flags=list(found.flags),
        nmd=dict(assessed.nmd),
        checks=[part.RescueCheck(c.check, _ANSWERS[c.answer], c.detail) for c in assessed.checks],
    )


def classification_of(assessed: Assessed) -> part.ClassificationResult:
    """Class, points and the ledger of criteria."""
    found = assessed.classification
    by_reviewer = {Leaf.FOR_REVIEWER.value, Leaf.NEVER_USED.value}
    everything = (*found.criteria, *found.considered, *found.not_assessed)
    ledger = sorted(
        (c for c in everything if c.path not in by_reviewer), key=lambda c: _place(c.code)
    )
    posterior = found.posterior
    return part.ClassificationResult(
        class_=found.class_,
        points=found.points,
        criteria=[_criterion(c) for c in found.criteria],
        ledger=[_criterion(c) for c in ledger],
        not_assessed=[f"{c.code}: {c.reason}" for c in found.not_assessed],
        posterior=None if posterior is None else round(posterior, 4),
        hint=found.hint,
        conflicts=[part.statement(code, code) for code in found.conflicts],
        own_points=_own_points(assessed),
        scheme=SCHEME,
    )


_ORDER = ("PVS1", "PS1", "PM2", "PM3", "PM4", "PM5", "PP3", "BA1", "BS1", "BS2", "BP4", "BP7")


def _place(code: str) -> tuple[int, str]:
    """Place of a criterion; those that only reviewers judge stand behind the others."""
    return (_ORDER.index(code) if code in _ORDER else len(_ORDER)), code


@lru_cache(maxsize=1024)
def _criterion(criterion: Criterion) -> part.Criterion:
    """One criterion; most events share most of them."""
    return part.Criterion(
        code=criterion.code,
        status=criterion.status,
        strength=criterion.strength,
        points=criterion.points,
        path=criterion.path,
        reason=criterion.reason,
        source=criterion.guideline,
        answers=[part.Answer(a.question, a.answer) for a in criterion.answers],
        evidence=list(criterion.sources),
        overturned_by=criterion.overturned_by if criterion.status is Status.MET else "",
    )


def _own_points(assessed: Assessed) -> part.OwnPoints:
    """The person's own points of PM3."""
    own = assessed.own_points
    counted = any(c.code == "PM3" for c in assessed.classification.criteria)
    if own is None:
        return part.OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE, "", "", counted)
    return part.OwnPoints(own.points, own.leaf, own.partner, own.detail, counted)


def frequency_of(assessed: Assessed) -> part.Frequency:
    """What the sources of frequencies say."""
    seen = assessed.criteria_result.frequencies
    status = part.FrequencyStatus.ABSENT if seen.absent else part.FrequencyStatus.FOUND
    groups = sorted(seen.groups, key=lambda g: (-g.frequency, g.group, g.source))
    return part.Frequency(
        status=part.FrequencyStatus.NOT_ASSESSED if seen.open_ else status,
        path=seen.open_ or "",
        groups=[
            part.Group(g.group, g.frequency, g.alleles, g.source) for g in groups[:_MOST_GROUPS]
        ],
        homozygotes=seen.homozygotes,
        sources=list(seen.sources),
    )


def scores_of(assessed: Assessed) -> list[part.Score]:
    """The scores that were found."""
    scores = (assessed.criteria_result.scores.splice, assessed.criteria_result.scores.missense)
    return [part.Score(s.tool, s.value, s.source) for s in scores if s is not None]


def known_of(assessed: Assessed) -> list[part.KnownVariant]:
    """Known variants, nearest relation first."""
    return [
        part.KnownVariant(
            relation=k.relation,
            name=k.name,
            accession=k.accession,
            significance=k.significance,
            conflict=k.conflict,
            review_status=k.review_status,
            stars=k.stars,
            protein=k.protein,
            source=k.source,
        )
        for k in assessed.criteria_result.known[:_MOST_KNOWN]
    ]


def riggs_of(assessed: Assessed) -> part.Riggs | None:
    """The dosage score of a deletion."""
    found = assessed.riggs
    if found is None:
        return None
    section, points = found.if_haploinsufficient
    return part.Riggs(
        label=LABEL,
        score=found.score,
        class_by_score=found.class_,
        lines=[part.RiggsLine(*line) for line in found.lines],
        if_haploinsufficient=part.RiggsLine(
            section, points, "were haploinsufficiency established; not counted"
        ),
    )
