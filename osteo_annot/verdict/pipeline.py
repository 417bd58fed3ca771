"""The road of one person: from observations through events, copies and evidence to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.copies.callability import exon_callability
from osteo_annot.copies.depth_gaps import depth_findings
from osteo_annot.copies.effect import CopyOutcomes
from osteo_annot.copies.joint import joined
from osteo_annot.copies.parents import calls_of, with_calls
from osteo_annot.copies.rescue import rescues
from osteo_annot.copies.resolve import resolved
from osteo_annot.copies.uncalled import may_restore
from osteo_annot.events.collect import collect_events
from osteo_annot.events.model import Event, EventKind, EventSet
from osteo_annot.evidence.assess import assess_apart
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.case import InputSet
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.measured.parentage import Parentage
from osteo_annot.measured.person import (
    Person,
    Relative,
    RelativeCall,
    family_of,
    person_of,
    relative_as_person,
)
from osteo_annot.sentences.texts import findings as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.basis import Basis, Conclusion, conclude
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.family import FamilyStatement, Member
from osteo_annot.verdict.readings import Reading
from osteo_annot.verdict.verdict import Verdict

_NEAR_EXON = 20
"""Bases beside an exon within which an event makes it worth to look at the parentage."""


@dataclass(frozen=True, slots=True)
class RelativeJudged:
    """A relative, the own verdict, and what the relative's calls say of the person's events."""

    relative: Relative
    affected: bool | None
    verdict: Verdict
    facts: Facts
    """What is known of the relative's own two copies."""
    calls: dict[str, RelativeCall]
    """What the relative's genotypes say of each event of the person, by its id."""


@dataclass(frozen=True, slots=True)
class JudgedPerson:
    """Everything about one person, up to the verdict."""

    person: Person
    found: EventSet
    basis: Basis
    """What the verdict is made from."""
    concluded: Conclusion
    family: tuple[RelativeJudged, ...] = ()
    statements: tuple[FamilyStatement, ...] = ()

    @property
    def facts(self) -> Facts:
        """All that the rules asked about."""
        return self.concluded.facts

    @property
    def verdict(self) -> Verdict:
        """The answer."""
        return self.concluded.verdict

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What either source of a contradiction would mean; empty where there is none."""
        return self.concluded.readings


def judge_person(
    inputs: InputSet,
    sample: str,
    knowledge: Knowledge | None = None,
    hpo: Sequence[str] = (),
    *,
    has_other_cause: bool = False,
) -> JudgedPerson:
    """The verdict on a sample, and on its relatives as far as the files have them.

    ``knowledge``: policy and sources of knowledge; ``hpo``: terms of the person;
    ``has_other_cause``: another gene or disease is named as the cause, so that the person's
    illness, by whatever tells of it, does not speak for this gene.

    Raises RefusedError (SAMPLE_NOT_IN_FILE; ALIGNMENTS_INVALID and PHASING_FAILED with reads).
    """
    knowledge = knowledge or Knowledge()
    ill = not has_other_cause and _is_affected(
        _affected(inputs, sample), fits=_fits(hpo, knowledge.policy.rules.pm3.phenotype)
    )
    one = _judged_alone(inputs, person_of(inputs, sample), knowledge, affected=ill)
    family = tuple(
        _relative(inputs, one, relative, knowledge) for relative in family_of(inputs, sample)
    )
    if not family:
        return one
    members = tuple(
        Member(r.relative.role, r.relative.name, r.affected, r.verdict.state, r.calls)
        for r in family
    )
    return replace(
        one,
        basis=replace(one.basis, family=members),
        family=family,
        statements=one.concluded.statements(members),
    )


def _judged_alone(
    inputs: InputSet,
    person: Person,
    knowledge: Knowledge,
    *,
    affected: bool,
    relative: bool = False,
) -> JudgedPerson:
    """One person, without the verdicts of relatives; ``relative``: not the one asked about.

    ``affected``: whether the person is known to have the disease (PM3).
    """
    gene = gene_model(inputs.assembly)
    parents = [relative.observations for relative in person.relatives.values()]
    found = collect_events(
        person.observations, gene, inputs.reference, person.depth_calls, person.reads, parents
    )
    doubts: tuple[Parentage, ...] = ()
    if person.relatives and any(_near_exon(event, gene) for event in found.events):
        doubts = person.doubtful_parents
        person = person.with_parents_doubted()
    person = with_calls(person, found.events, gene, inputs.reference)
    joint = joined(resolved(found, person, gene, inputs.reference), person, gene, inputs.reference)
    found = joint.held(found)
    settled = joint.resolved
    outcomes = CopyOutcomes(settled.effects, gene)
    rules = knowledge.policy.rules
    basis = Basis(
        assembly=inputs.assembly,
        person=person,
        apart=assess_apart(
            settled.effects,
            knowledge,
            gene,
            inputs.reference,
            rescues(settled.effects, person, outcomes),
        ),
        affected=affected,
        pm3=rules.pm3,
        enabled=tuple(rules.enabled),
        settled=settled.findings,
        restoring=tuple(may_restore(settled.effects, person.observations, gene, inputs.reference)),
        beside=(
            *map(_doubt, doubts),
            *depth_findings(
                inputs.coverage_of(person.sample, relative=relative), person, found.events, gene
            ),
        ),
        callability=exon_callability(
            inputs, person, gene, found.left_open, found.breaks, relative=relative
        ),
        dispositions=tuple(found.dispositions.values()),
        confirmed=settled.confirmed,
        unreadable=sum(len(f.bad_rows) for f in inputs.files),
        left_open=found.left_open,
        proposals=found.proposals,
        by_reads=dict(settled.by_reads),
    )
    return JudgedPerson(person, found, basis, conclude(basis))


def _fits(hpo: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the person has one of the terms, or a more special one."""
    if not hpo:
        return False
    from osteo_annot.record.ontology import with_ancestors  # lazy: loading the ontology takes time

    return any(set(with_ancestors(term)) & set(wanted) for term in hpo)


def _is_affected(by_pedigree: bool | None, *, fits: bool) -> bool:
    """Whether the person is known to have the disease; a pedigree that denies it is heard."""
    return by_pedigree is not False and (fits or bool(by_pedigree))


def _affected(inputs: InputSet, sample: str) -> bool | None:
    """Whether the pedigree says affected (True) or unaffected (False)."""
    individual = inputs.pedigree.individuals.get(sample) if inputs.pedigree else None
    return {"2": True, "1": False}.get(individual.phenotype) if individual else None


def _near_exon(event: Event, gene: GeneModel) -> bool:
    """Whether an event may concern an exon, so that phase or zygosity may matter."""
    if event.kind is not EventKind.SMALL_VARIANT:
        return True
    start, end = event.outer.start - _NEAR_EXON, event.outer.end + _NEAR_EXON
    return bool(gene.exons_overlapping(start, end))


def _doubt(parentage: Parentage) -> Finding:
    """The finding on a parent who can hardly be one."""
    code = FindingCode.PARENTAGE_DOUBTFUL
    sites = say.PARENT_SITES(
        who=parentage.role, conflicts=parentage.conflicts, sites=parentage.sites
    )
    return Finding(code, say.AT(meaning=code, where=(sites,)), ())


def _relative(
    inputs: InputSet, one: JudgedPerson, relative: Relative, knowledge: Knowledge
) -> RelativeJudged:
    """A relative's own verdict, and the calls at the person's events."""
    known = next((r for r in one.person.relatives.values() if r.name == relative.name), relative)
    gene, events = one.facts.gene, [a.event for a in one.facts.assessed]
    calls = calls_of(known, events, gene, inputs.reference)
    person = relative_as_person(inputs, relative.name)
    affected = _affected(inputs, relative.name)
    own = _judged_alone(inputs, person, knowledge, affected=bool(affected), relative=True)
    return RelativeJudged(
        relative=relative,
        affected=affected,
        verdict=own.verdict,
        facts=own.facts,
        calls=calls,
    )
