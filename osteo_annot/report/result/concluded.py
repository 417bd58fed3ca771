"""The parts of a result that follow from the verdict: made by a run, and again by a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.copies.arrange import Arrangements
from osteo_annot.copies.phase import PhaseSource, Relation
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.classify import SCHEME
from osteo_annot.evidence.criterion import AcmgClass, Leaf
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.similarity import gene_of
from osteo_annot.report.result import model as out
from osteo_annot.report.result.copies import copies_of, outcome_of
from osteo_annot.report.result.copy_model import Arrangements as Arranged
from osteo_annot.report.result.copy_model import Copy, Reading
from osteo_annot.report.result.evidence import classification_of
from osteo_annot.report.result.evidence_model import (
    ClassificationResult,
    OwnPoints,
    Statement,
    statement,
)
from osteo_annot.report.result.examined import callability_of
from osteo_annot.report.result.examined_model import CallableExons
from osteo_annot.report.result.family import family_by
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.report.result.limits import limits_by
from osteo_annot.report.result.named_events import along_the_gene, is_named
from osteo_annot.report.result.next_tests import Subject, next_test_statements
from osteo_annot.report.result.wording import wording_of
from osteo_annot.sentences.sentence import said_text
from osteo_annot.values import dataclass
from osteo_annot.verdict.advice import NextTest
from osteo_annot.verdict.basis import Basis, Conclusion
from osteo_annot.verdict.causes import Causes
from osteo_annot.verdict.family import FamilyCode
from osteo_annot.verdict.verdict import Verdict

UNKNOWN_PHASE = out.Phase(
    [], PhaseSource.UNKNOWN, PhaseSource.UNKNOWN.text, wording_of(PhaseSource.UNKNOWN)
)
"""Before anything is concluded."""
UNCLASSIFIED = ClassificationResult(
    class_=AcmgClass.VUS,
    points=0,
    criteria=[],
    ledger=[],
    not_assessed=[],
    posterior=None,
    hint="",
    conflicts=[],
    own_points=OwnPoints(0.0, Leaf.PM3_NO_SECOND_ALLELE, "", "", counted=False),
    scheme=SCHEME,
)
"""Before the person's other events are asked."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What follows from a verdict."""

    verdict: out.Verdict
    copies: list[Copy]
    arrangements: Arranged
    readings: list[Reading]
    events: list[out.Event]
    callability: CallableExons
    family_statements: list[Statement[FamilyCode]]


def parts_of(
    concluded: Conclusion,
    basis: Basis,
    events: Sequence[out.Event],
    family: Sequence[FamilyMember],
    differential: Sequence[out.Differential],
) -> Parts:
    """The parts; ``events`` holds all that is known of each event by itself."""
    facts, verdict = concluded.facts, concluded.verdict
    callability = callability_of(facts.callability)
    settled = _settled(events, facts.assessed, facts.arrangements)
    deciding = {a.event.id for a in verdict.decision.involved} or {
        e.id for e in settled if is_named(e)
    }
    subject = Subject(
        assembly=basis.assembly,
        deciding=along_the_gene(e for e in settled if e.id in deciding),
        uncertain=[e for e in settled if e.uncertain],
        exons=callability.exons,
        family=family,
        genes=_other_genes(differential),
    )
    several = len(facts.arrangements.possible) > 1

    def copies(causes: Causes) -> list[Copy]:
        return copies_of(causes, verdict.decision, facts)

    return Parts(
        verdict=_verdict(verdict, next_test_statements(verdict.next_tests, subject)),
        copies=copies(verdict.decision.worst),
        arrangements=Arranged(
            count=len(facts.arrangements.possible),
            shown="worst_case" if several else "only",
            best_case=copies(verdict.decision.best) if several else [],
        ),
        readings=[
            Reading(
                r.premise,
                r.premise.text,
                r.decision.state,
                r.decision.state.text,
                copies_of(r.causes, r.decision, r.facts),
            )
            for r in concluded.readings
        ],
        events=settled,
        callability=callability,
        family_statements=[statement(s.code, s.said) for s in concluded.statements(basis.family)],
    )


def with_parts(result: out.Result, concluded: Conclusion, basis: Basis) -> out.Result:
    """A result in which all that follows from the verdict is made anew.

    What files alone tell stays; an event that is not there any more is left out.
    """
    parts = parts_of(concluded, basis, result.events, result.family, result.differential)
    return replace(
        result,
        verdict=parts.verdict,
        copies=parts.copies,
        arrangements=parts.arrangements,
        readings=parts.readings,
        events=parts.events,
        callability=parts.callability,
        family=family_by(result.family, basis.person),
        family_statements=parts.family_statements,
        limits=limits_by(result.limits, basis.callability),
    )


def _settled(
    events: Sequence[out.Event], assessed: Sequence[Assessed], arrangements: Arrangements
) -> list[out.Event]:
    """The events with what the person's other events, and people, say of them."""
    best = _best_relations(arrangements)
    by_id = {event.id: event for event in events}
    return [
        replace(
            event,
            zygosity=a.event.zygosity,
            zygosity_text=a.event.zygosity.text,
            tier=a.tier,
            uncertain=a.is_uncertain,
            phase=_phase(a.event.id, a.event.zygosity, arrangements, best),
            evidence=replace(event.evidence, outcome_alone=outcome_of(a.outcome_as_counted)),
            classification=classification_of(a),
        )
        for a in assessed
        for event in [by_id[a.event.id]]
    ]


def _other_genes(differential: Sequence[out.Differential]) -> list[str]:
    """Other genes, those of the disorders that fit the findings best first."""
    genes = (gene_of(one.omim) for one in differential if one.similarity)
    return [gene for gene in genes if gene and gene != LOCUS.gene]


def _verdict(verdict: Verdict, next_tests: list[Statement[NextTest]]) -> out.Verdict:
    """The verdict with its sentences."""
    return out.Verdict(
        state=verdict.state,
        state_text=verdict.state.text,
        confidence=verdict.confidence,
        confidence_reason=statement(verdict.confidence_reason, verdict.confidence_reason),
        headline=" ".join(said.text for said in verdict.headline),
        deciding=[a.event.id for a in verdict.decision.involved],
        genotype_hgvs=verdict.genotype_hgvs,
        reasons=[statement(r.code, r.said) for r in verdict.reasons],
        contradictions=[statement(f.code, f.said) for f in verdict.contradictions],
        would_change=[statement(c, c) for c in verdict.would_change],
        next_tests=next_tests,
        second_hit_search=[said.text for said in verdict.second_hit_search],
        headline_said=[wording_of(said) for said in verdict.headline],
        search_said=[wording_of(said) for said in verdict.second_hit_search],
    )


def _best_relations(arrangements: Arrangements) -> dict[str, Relation]:
    """For each event the relation with the most trusted source."""
    order = {source: rank for rank, source in enumerate(PhaseSource)}
    best: dict[str, Relation] = {}
    for relation in sorted(arrangements.relations, key=lambda r: order[r.source], reverse=True):
        best[relation.first] = best[relation.second] = relation
    return best


def _phase(
    name: str, zygosity: Zygosity, arrangements: Arrangements, best: Mapping[str, Relation]
) -> out.Phase:
    """On which copies an event lies, and the best source that tells."""
    copies = list(arrangements.fixed.get(name, ()))
    if zygosity in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}:
        source = PhaseSource.HOMOZYGOUS
        return out.Phase(copies, source, source.text, wording_of(source))
    relation = best.get(name)
    source = relation.source if relation else PhaseSource.UNKNOWN
    if not source.proves and len(arrangements.possible) > 1:
        copies = []  # the first event only looks placed: one side had to be called copy 1
    said = relation.detail if relation else source
    return out.Phase(copies, source, said_text(said), wording_of(said))
