"""From the verdict and all that lies before it to the result of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from osteo_annot.copies.arrange import Arrangement, Arrangements, arrange
from osteo_annot.copies.callability import exon_callability
from osteo_annot.copies.outcome import Outcome
from osteo_annot.copies.parents import parent_calls
from osteo_annot.copies.phase import PhaseSource, Relation
from osteo_annot.copies.zygosity import resolved
from osteo_annot.events.collect import collect_events
from osteo_annot.events.model import EventKind, EventSet, Zygosity
from osteo_annot.evidence.assess import Assessed, assess
from osteo_annot.evidence.classify import NOT_ASSESSED, SCHEME
from osteo_annot.evidence.pvs1 import Strength
from osteo_annot.intake.case import InputSet, Person
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.record.disease import record
from osteo_annot.record.phenotype import match_terms
from osteo_annot.report import result as out
from osteo_annot.report.ledger import ledger_of
from osteo_annot.report.limits import limits_of
from osteo_annot.report.provenance import provenance_of
from osteo_annot.verdict.decide import Facts
from osteo_annot.verdict.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose, beside the files."""

    hpo: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    """Name and value of each option that can change a result."""
    label: str = ""
    """Name of the person in the result, where it differs from the sample column."""


def result_of(inputs: InputSet, sample: str, options: Options) -> out.Result:
    """The whole road for one sample of an input set.

    Raises RefusedError (SAMPLE_NOT_IN_FILE).
    """
    person = inputs.person(sample)
    gene = gene_model(inputs.assembly)
    found = collect_events(person.observations, gene, inputs.reference)
    events, findings = resolved(found, person)
    ways = arrange(events, person, gene, inputs.reference)
    assessed = assess(events, gene, inputs.reference)
    facts = Facts(
        gene=gene,
        assessed=assessed,
        arrangements=ways,
        findings=(*findings, *ways.findings),
        callability=exon_callability(inputs, person.observations, gene),
        dispositions=tuple(found.dispositions.values()),
        unreadable=sum(len(f.bad_rows) for f in inputs.files),
    )
    return _assembled(inputs, person, facts, found, judge(facts), options)


def _assembled(
    inputs: InputSet,
    person: Person,
    facts: Facts,
    found: EventSet,
    verdict: Verdict,
    options: Options,
) -> out.Result:
    """The result as it is written."""
    ways = facts.arrangements
    several = len(ways.ways) > 1
    best = _best_relations(ways)
    return out.Result(
        sample=options.label or person.sample,
        assembly=inputs.assembly.value,
        provenance=provenance_of(inputs, dict(options.parameters)),
        verdict=_verdict(verdict),
        copies=_copies(ways.worst, ways.origins),
        arrangements=out.Arrangements(
            count=len(ways.ways),
            shown="worst_case" if several else "only",
            best_case=_copies(ways.best, ways.origins) if several else [],
        ),
        events=[_event(a, facts.gene, ways, best) for a in facts.assessed],
        callability=out.Callability(
            [
                out.ExonCallability(
                    e.exon,
                    cast(Any, e.small_variants.value),
                    cast(Any, e.deletions.value),
                    e.homozygous_loss_excluded,
                    e.source,
                )
                for e in facts.callability
            ]
        ),
        family=_family(person, facts.assessed),
        hpo=match_terms(options.hpo),
        record=dict(record()),
        limits=limits_of(inputs),
        input_notes=[out.Statement(*note.split(": ", 1)) for note in inputs.notes],
        ledger=ledger_of(inputs, person, found),
    )


def _verdict(verdict: Verdict) -> out.Verdict:
    """The verdict with its sentences."""
    return out.Verdict(
        state=verdict.state.value,
        state_text=verdict.state.text,
        confidence=cast(Any, verdict.confidence.value),
        headline=verdict.headline,
        genotype_hgvs=verdict.genotype_hgvs,
        reasons=[out.Statement(r.code.value, r.text) for r in verdict.reasons],
        contradictions=[out.Statement(code, text) for code, text in verdict.contradictions],
        would_change=[out.Statement(c.value, c.text) for c in verdict.would_change],
        next_tests=[out.Statement(t.value, t.text) for t in verdict.next_tests],
        second_hit_search=list(verdict.second_hit_search),
    )


def _copies(way: Arrangement, origins: tuple[str, str]) -> list[out.Copy]:
    """The two copies of one arrangement."""
    return [
        out.Copy(f"copy {i + 1}", origins[i], list(way.copies[i]), _outcome(way.outcomes[i]))
        for i in (0, 1)
    ]


def _outcome(outcome: Outcome) -> out.Outcome:
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


def _event(
    assessed: Assessed, gene: GeneModel, ways: Arrangements, best: Mapping[str, Relation]
) -> out.Event:
    """One event with its evidence."""
    event, names = assessed.event, assessed.names
    allele = event.allele
    inner = event.inner
    return out.Event(
        id=event.id,
        kind=event.kind.value,
        location=out.Location(
            start=event.best.start,
            end=event.best.end,
            inner=[inner.start, inner.end] if inner else [],
            outer=[event.outer.start, event.outer.end],
        ),
        ref=allele.ref if allele else "",
        alt=allele.alt if allele else event.alt,
        hgvs=out.HgvsNames(
            g=names.g,
            c=names.c,
            p=names.p,
            transcript=gene.transcript,
            genome=gene.assembly.chr6_accession,
            note=names.note,
        ),
        consequences=[term.value for term in assessed.terms],
        exons=list(assessed.exons),
        zygosity=event.zygosity.value,
        zygosity_text=event.zygosity.text,
        tier=cast(Any, assessed.tier),
        phase=_phase(event.id, event.zygosity, ways, best),
        filters=list(event.filters),
        evidence=_evidence(assessed),
        pvs1=out.Pvs1(
            strength=cast(Any, assessed.pvs1.strength.value),
            path=assessed.pvs1.path.value,
            sentence=assessed.pvs1.path.text,
            flags=list(assessed.pvs1.flags),
        ),
        classification=_classification(assessed),
        observations=[s.observation.id for s in event.support],
    )


def _best_relations(ways: Arrangements) -> dict[str, Relation]:
    """For each event the relation with the most trusted source."""
    order = {source: rank for rank, source in enumerate(PhaseSource)}
    best: dict[str, Relation] = {}
    for relation in sorted(ways.relations, key=lambda r: order[r.source], reverse=True):
        best[relation.first] = best[relation.second] = relation
    return best


def _phase(
    name: str, zygosity: Zygosity, ways: Arrangements, best: Mapping[str, Relation]
) -> out.Phase:
    """On which copies an event lies, and the best source that tells."""
    copies = list(ways.fixed.get(name, ()))
    if zygosity in {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}:
        source = PhaseSource.HOMOZYGOUS
        return out.Phase(copies, source.value, source.text)
    told = best.get(name)
    source = told.source if told else PhaseSource.UNKNOWN
    if source is PhaseSource.UNKNOWN and len(ways.ways) > 1:
        copies = []  # the first event only looks placed: one side had to be called copy 1
    return out.Phase(copies, source.value, told.detail if told else source.text)


def _evidence(assessed: Assessed) -> dict[str, Any]:
    """What else is known of an event; a list is empty where nothing is known."""
    return {
        "outcome_alone": _as_dict(_outcome(assessed.alone)),
        "assumed": list(assessed.alone.assumed),
        "exon_effects": {str(n): effect for n, effect in assessed.exon_effects.items()},
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
                "told_by": list(s.told_by),
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


def _classification(assessed: Assessed) -> out.ClassificationResult:
    """Class, points and criteria."""
    criterion = assessed.pvs1
    criteria = []
    if criterion.strength not in {Strength.NOT_APPLICABLE, Strength.NOT_ASSESSABLE}:
        criteria.append(
            out.Criterion(
                code="PVS1",
                strength=cast(Any, criterion.strength.value),
                points=criterion.strength.points,
                reason=criterion.path.text,
                source="Abou Tayoun 2018; Walker 2023",
            )
        )
    return out.ClassificationResult(
        class_=cast(Any, assessed.classification.class_),
        points=assessed.classification.points,
        criteria=criteria,
        not_assessed=list(NOT_ASSESSED),
        scheme=SCHEME,
    )


def _family(person: Person, assessed: Sequence[Assessed]) -> list[out.FamilyMember]:
    """The parents' genotypes at every event."""
    members: list[out.FamilyMember] = []
    for role, relative in sorted(person.relatives.items(), reverse=True):
        genotypes = {
            a.event.id: next(
                (c.text for c in parent_calls(a.event, person) if c.role == role), "not called"
            )
            for a in assessed
        }
        members.append(out.FamilyMember(role, relative.name, genotypes))
    return members
