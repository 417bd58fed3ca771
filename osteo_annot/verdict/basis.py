"""What a verdict is made from once files are read and events are settled, and how it is made.

It is the seam between a run and its review: a run makes the basis from files and concludes; a
review takes the kept basis, lays on it what people decided, and concludes again. No file is read
behind it, and no source of knowledge asked.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import field

from osteo_annot.copies.arrange import Arrangements, arrange
from osteo_annot.copies.callability import ExonCallability
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.effect import CopyOutcomes, EventEffect
from osteo_annot.copies.parents import parent_calls
from osteo_annot.events.model import Disposition, LeftOpen
from osteo_annot.evidence.assess import Assessed, assess_together
from osteo_annot.evidence.decided import Decided
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.small_variant import SmallVariantReads
from osteo_annot.measured.reads.witness import JunctionProposal
from osteo_annot.record.policy import Pm3Policy
from osteo_annot.sentences.texts import findings as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.codon import unphased_in_codon
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.family import FamilyStatement, Member, family_statements
from osteo_annot.verdict.readings import Reading, readings_of
from osteo_annot.verdict.support import event_label, named_again
from osteo_annot.verdict.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Basis:
    """What the verdict of one person is made from."""

    assembly: Assembly
    person: Person
    apart: tuple[Assessed, ...]
    """Each event with what it says by itself, by genomic position."""
    affected: bool
    """Whether the person is known to have the disease (PM3)."""
    pm3: Pm3Policy
    enabled: tuple[str, ...]
    """Criteria that the policy proposes."""
    settled: tuple[Finding, ...]
    """What contradicts the events."""
    restoring: tuple[Finding, ...]
    """Where a record that was not called may undo what an event does."""
    beside: tuple[Finding, ...]
    """What parentage and depth show."""
    callability: tuple[ExonCallability, ...]
    dispositions: tuple[Disposition, ...]
    confirmed: dict[str, tuple[Confirmation, ...]]
    unreadable: int
    left_open: tuple[LeftOpen, ...] = ()
    proposals: tuple[JunctionProposal, ...] = ()
    by_reads: dict[str, SmallVariantReads] = field(default_factory=dict)
    family: tuple[Member, ...] = ()
    """Relatives as the verdict sees them."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict, and what it rests on."""

    facts: Facts
    verdict: Verdict
    readings: tuple[Reading, ...]

    def statements(self, members: Sequence[Member]) -> tuple[FamilyStatement, ...]:
        """What may be said of the family."""
        involved = self.verdict.decision.involved
        names = {a.event.id: named_again(a, event_label(a)) for a in involved}
        return family_statements(self.verdict.state, names, members, self.facts)


def conclude(basis: Basis, decided: Decided | None = None) -> Conclusion:
    """The verdict; ``decided``: what reviewers decided of criteria, by event id."""
    gene, person = gene_model(basis.assembly), basis.person
    effects = tuple(a.effect for a in basis.apart)
    outcomes = CopyOutcomes(effects, gene)
    in_doubt = (f for f in (*basis.settled, *basis.restoring) if f.decisive)
    assessed = assess_together(
        basis.apart,
        person,
        basis.pm3,
        basis.enabled,
        affected=basis.affected,
        contradicted=frozenset(name for finding in in_doubt for name in finding.about),
        decided=decided,
    )
    counted = frozenset(
        a.event.id for a in assessed if a.tier.is_candidate and not a.single_outcome.null
    )
    uncertain = frozenset(a.event.id for a in assessed if a.is_uncertain)
    named = frozenset(a.event.id for a in assessed if a.is_named)

    def arranged(effects: tuple[EventEffect, ...]) -> Arrangements:
        return arrange(effects, person, gene, outcomes, counted, uncertain)

    ways = arranged(effects)
    facts = Facts(
        gene=gene,
        assessed=assessed,
        arrangements=ways,
        findings=(
            *(f for f in basis.settled if _is_of_interest(f, named)),
            *ways.findings,
            *basis.restoring,
            *basis.beside,
            *_conflicts(assessed),
            *unphased_in_codon(assessed, ways, outcomes),
        ),
        callability=basis.callability,
        dispositions=basis.dispositions,
        confirmed=basis.confirmed,
        parents={a.event.id: parent_calls(a.event, person) for a in assessed},
        unreadable=basis.unreadable,
        left_open=basis.left_open,
        proposals=basis.proposals,
        by_reads=basis.by_reads,
    )
    verdict = judge(facts)
    return Conclusion(facts, verdict, readings_of(verdict.decision, facts, arranged))


def _conflicts(assessed: Sequence[Assessed]) -> tuple[Finding, ...]:
    """Criteria of one event that contradict each other; told of candidates only.

    The class never moves a state silently: where frequency alone says benign of a variant that
    breaks the gene, the contradiction is decisive and no state is built on it.
    """
    return tuple(
        Finding(code, say.OF_EVENT(event=event_label(a), meaning=code), (a.event.id,))
        for a in assessed
        if a.tier.is_candidate
        for code in a.classification.conflicts
    )


_OF_CANDIDATES = {FindingCode.SKEWED_READS, FindingCode.PARENT_MAY_BE_MOSAIC}


def _is_of_interest(finding: Finding, named: Set[str]) -> bool:
    """Whether a finding is told: uneven reads, also of a parent, only of what may break a copy.

    ``named``: ids of the events that a report names.
    """
    return finding.code not in _OF_CANDIDATES or not named.isdisjoint(finding.about)
