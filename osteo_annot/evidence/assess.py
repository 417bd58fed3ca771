"""Each event with all that speaks for and against it: the value that leaves this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.copies.effect import EventEffect
from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.copies.published import published_of
from osteo_annot.copies.rescue import Rescue
from osteo_annot.copies.structure import Reach
from osteo_annot.events.allele_depths import allele_depths
from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.classify import Classification, classify
from osteo_annot.evidence.consequence import consequences
from osteo_annot.evidence.criteria import CriteriaResult, evaluate_criteria
from osteo_annot.evidence.criterion import AcmgClass, Criterion, Leaf, Strength
from osteo_annot.evidence.decided import Decided, DecidedCriterion, with_decisions
from osteo_annot.evidence.iscn import iscn_of
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.evidence.lof_rescue import Checked, CodingChanges, rescue_checks
from osteo_annot.evidence.naming import Names, names_of
from osteo_annot.evidence.pvs1 import Pvs1, Pvs1Path, pvs1
from osteo_annot.evidence.pvs1_ledger import DecayRule, nmd_rules
from osteo_annot.evidence.riggs import Riggs, riggs
from osteo_annot.evidence.second_allele import OwnPoints, SecondAllele, is_rare, pm3_of
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Person
from osteo_annot.record.neighbours import Neighbour, neighbours_overlapping
from osteo_annot.record.policy import Pm3Policy
from osteo_annot.record.population import PopulationEvent, population_overlapping
from osteo_annot.record.variants import PublishedVariant
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class Tier(Worded):
    """How an event counts towards a verdict (clinical rules 2.2)."""

    A = ("A", "loss of function expected, or likely pathogenic")
    B = ("B", "loss of function possible")
    C = ("C", "no loss of function expected")

    @property
    def is_candidate(self) -> bool:
        """Whether it may break a copy."""
        return self is not Tier.C


@dataclass(frozen=True, slots=True)
class Assessed:
    """An event with its consequence, names and criteria."""

    effect: EventEffect
    """The event, and what it does by itself."""
    terms: tuple[Term, ...]
    names: Names
    iscn: tuple[str, ...]
    """The event in ISCN, where the band of both ends is known: the change, then its copies."""
    rescue: Rescue | None
    """What undoes its effect on every copy that carries it."""
    pvs1: Pvs1
    nmd: dict[DecayRule, bool | None]
    """The four rules of decay, from the stop of a copy that carries only this event."""
    checks: tuple[Checked, ...]
    """What could rescue the function in spite of a null variant; empty for other variants."""
    criteria_result: CriteriaResult
    """The criteria but PM3, and what they rest on."""
    own_points: OwnPoints | None
    """Points of PM3 that this person gives, whether or not they count."""
    riggs: Riggs | None
    """The dosage score of a deletion."""
    classification: Classification
    tier: Tier
    published: tuple[PublishedVariant, ...]
    neighbours: tuple[Neighbour, ...]
    """Other genes that a structural event takes too."""
    population: tuple[PopulationEvent, ...]
    """Structural events of the population that overlap, as context."""
    depths: tuple[str, ...]
    """Reads per allele of each observation, as ``reference/alternative``."""

    @property
    def event(self) -> Event:
        """The event."""
        return self.effect.event

    def parts_along(self, gene: GeneModel) -> tuple[Event, ...]:
        """The parts of a joint event, 5' to 3'."""
        return tuple(sorted(self.event.parts, key=lambda part: gene.along(part.outer.start)))

    @property
    def exons(self) -> tuple[int, ...]:
        """Exons that it changes or takes, ascending in transcript order."""
        return self.effect.exons

    @property
    def exon_reach(self) -> Reach:
        """How a structural event meets each exon; empty for a small variant."""
        return {} if self.event.kind is EventKind.SMALL_VARIANT else self.effect.reach

    @property
    def outcome_as_counted(self) -> Outcome:
        """What a copy with this event only makes, as it is counted.

        Open where the event counts for what is known or predicted of it (tier A or B), and not for
        what its sequence tells.
        """
        return self.single_outcome if self.tier is Tier.C else self.single_outcome.left_open

    @property
    def single_outcome(self) -> Outcome:
        """The outcome of a copy that carries only this event."""
        return self.effect.single_outcome

    @property
    def is_named(self) -> bool:
        """Whether the report speaks of it: it may break a copy, or is of uncertain significance."""
        return self.tier.is_candidate or self.is_uncertain

    @property
    def is_uncertain(self) -> bool:
        """Whether it is no candidate, its class is open, and yet it may concern the product.

        The protein is changed, a splice region is touched, or an intron is rearranged. A verdict
        does not rest on it (clinical rules 3.2) but must not be silent about it.
        """
        rearranged = self.event.kind is not EventKind.SMALL_VARIANT and Term.INTRON in self.terms
        concerns = (
            self.single_outcome.effect is not Effect.INTACT
            or Term.SPLICE_REGION in self.terms
            or rearranged
        )
        return self.tier is Tier.C and self.classification.class_ is AcmgClass.VUS and concerns


def assess(
    effects: Sequence[EventEffect],
    person: Person,
    knowledge: Knowledge,
    gene: GeneModel,
    reference: Reference,
    *,
    affected: bool = False,
    contradicted: frozenset[str] = frozenset(),
    rescued: Mapping[str, Rescue] | None = None,
) -> tuple[Assessed, ...]:
    """Assess every event on its own, then with the person's other events (PM3).

    ``affected``: whether the person is known to have the disease. ``contradicted``: ids of events
    whose calls other evidence contradicts. ``rescued``: by event id, what undoes its effect.
    """
    apart = assess_apart(effects, knowledge, gene, reference, rescued or {})
    return assess_together(
        apart,
        person,
        knowledge.policy.rules.pm3,
        knowledge.policy.rules.enabled,
        affected=affected,
        contradicted=contradicted,
    )


def assess_apart(
    effects: Sequence[EventEffect],
    knowledge: Knowledge,
    gene: GeneModel,
    reference: Reference,
    rescued: Mapping[str, Rescue],
) -> tuple[Assessed, ...]:
    """Every event with what it says by itself, from the sources of knowledge."""
    changes = CodingChanges(effects, gene)
    return tuple(
        _assess(effect, changes, rescued.get(effect.event.id), knowledge, gene, reference)
        for effect in effects
    )


def assess_together(
    apart: Sequence[Assessed],
    person: Person,
    pm3: Pm3Policy,
    enabled: Sequence[str],
    *,
    affected: bool,
    contradicted: frozenset[str],
    decided: Decided | None = None,
) -> tuple[Assessed, ...]:
    """Every event with the person's other events (PM3), and the class that follows.

    ``decided``: what reviewers decided of criteria, by event id; it holds in the place of what the
    program proposes, also where the class of one event speaks for another.
    """
    decided = decided or {}
    alone = {
        a.event.id: classify(with_decisions(a.criteria_result.criteria, but_pm3), enabled)
        if (but_pm3 := _but_pm3(decided, a))
        else a.classification
        for a in apart
    }
    alleles = [
        SecondAllele(
            event=a.event,
            name=a.names.c or a.names.g or a.event.id,
            class_=alone[a.event.id].class_,
            rare=is_rare(with_decisions(a.criteria_result.criteria, _but_pm3(decided, a))),
            contradicted=a.event.id in contradicted,
        )
        for a in apart
    ]
    found = pm3_of(alleles, person, pm3, affected=affected)
    return tuple(
        _with_second(a, *found[a.event.id], enabled, decided.get(a.event.id, ())) for a in apart
    )


def _but_pm3(decided: Decided, apart: Assessed) -> tuple[DecidedCriterion, ...]:
    """What was decided of an event, but of PM3, which is asked for last."""
    return tuple(d for d in decided.get(apart.event.id, ()) if d.code != "PM3")


def _assess(
    effect: EventEffect,
    changes: CodingChanges,
    rescue: Rescue | None,
    knowledge: Knowledge,
    gene: GeneModel,
    reference: Reference,
) -> Assessed:
    """An event with what it says by itself."""
    rules = knowledge.policy.rules
    event = effect.event
    terms = consequences(effect, gene)
    null = pvs1(effect, terms, gene, rules.gene, rescued=rescue is not None)
    names = names_of(effect, gene, reference)
    if rescue is not None:
        names = replace(names, p=rescue.outcome.protein, note=_WITH_OTHERS)
    result = evaluate_criteria(effect, terms, names.p, null, knowledge, gene, reference)
    classification = classify(result.criteria, rules.enabled)
    published = published_of(event, gene.assembly)
    structural = event.kind is not EventKind.SMALL_VARIANT
    span = event.best
    neighbours = neighbours_overlapping(gene.assembly, span.start, span.end) if structural else ()
    checks: tuple[Checked, ...] = ()
    if null.path is not Pvs1Path.NOT_LOF:
        checks = rescue_checks(effect, changes, gene, reference, rules.evasion)
    return Assessed(
        effect=effect,
        terms=terms,
        names=names,
        iscn=iscn_of(event, gene),
        rescue=rescue,
        pvs1=null,
        nmd=nmd_rules(effect, gene),
        checks=checks,
        criteria_result=result,
        own_points=None,
        riggs=riggs(effect, null.strength, len(neighbours), gene),
        classification=classification,
        tier=tier_of(
            null, null.strength, effect.single_outcome, classification, published=bool(published)
        ),
        published=published,
        neighbours=neighbours,
        population=population_overlapping(gene.assembly, span.start, span.end)
        if structural
        else (),
        depths=tuple(
            f"{depths[0]}/{depths[s.allele]}"
            for s in event.support
            if (depths := allele_depths(s.observation)) and s.allele
        ),
    )


def _with_second(
    apart: Assessed,
    criterion: Criterion,
    points: OwnPoints,
    enabled: Sequence[str],
    decided: Sequence[DecidedCriterion],
) -> Assessed:
    """The event with PM3, and the class and tier that follow."""
    criteria = (*apart.criteria_result.criteria[:3], criterion, *apart.criteria_result.criteria[3:])
    classification = classify(with_decisions(criteria, decided), enabled)
    null = next((d for d in decided if d.code == "PVS1"), None)
    return replace(
        apart,
        own_points=points,
        classification=classification,
        tier=tier_of(
            apart.pvs1,
            null.strength if null else apart.pvs1.strength,
            apart.single_outcome,
            classification,
            published=bool(apart.published),
        ),
    )


_WITH_OTHERS = "the protein is that of the copy, with the other changes that lie on it"


def tier_of(
    criterion: Pvs1,
    strength: Strength,
    single_outcome: Outcome,
    classification: Classification,
    *,
    published: bool,
) -> Tier:
    """The candidate tier (clinical rules 2.2); ``strength``: of PVS1, as it counts.

    A: PVS1 of at least moderate strength, or (likely) pathogenic by points. B, of uncertain
    significance but leaning to loss of function: the outcome is open; or the variant was reported
    in a patient although its effect cannot be computed; or a splice effect is predicted (PP3) and
    nothing makes the class benign. C: all others, and what another change of its copy undoes.
    A benign class does not lower the tier of what breaks the gene: it is told as a contradiction,
    never hidden.
    """
    strong = {Strength.VERY_STRONG, Strength.STRONG, Strength.MODERATE}
    if strength in strong or classification.class_.is_pathogenic:
        return Tier.A
    if criterion.path is Pvs1Path.RESCUED:
        return Tier.C
    if criterion.path is Pvs1Path.OPEN or single_outcome.null is not False or published:
        return Tier.B
    spliced = any(c.points and c.path == Leaf.PP3_SPLICE.value for c in classification.criteria)
    return Tier.B if spliced and classification.class_ is AcmgClass.VUS else Tier.C
