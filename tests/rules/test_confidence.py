"""How sure a state is, and what makes it so: one row for each reason, this and just not this.

Expected values: docs/verdict.md "Confidence"; clinical rules 2.2 and 2.4 (LOW_SINGLE_SOURCE);
``earned-claims`` 1 (searches) and 8 (calls below the policy).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.phase import PhaseSource, Relation
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.findings import FindingCode
from osteo_annot.verdict.confidence import Confidence, ConfidenceReason, confidence_reason
from osteo_annot.verdict.decide import decide
from osteo_annot.verdict.facts import Facts
from tests.builders import Build, facts

HOM = Zygosity.HOMOZYGOUS
Why = ConfidenceReason


def why(given: Facts) -> ConfidenceReason:
    return confidence_reason(decide(given), given)


def stop(build: Build, zygosity: Zygosity = Zygosity.HETEROZYGOUS) -> Event:
    """c.36T>A, p.(Cys12Ter)."""
    return build.substitution(36, "A", zygosity)


def second(build: Build) -> Event:
    """A frameshift in exon 1, far from the last exon."""
    return build.insertion(120, "C", Zygosity.HETEROZYGOUS)


def by(search: SearchKind) -> dict[int, dict[str, SearchKind]]:
    return {exon: {"search": search} for exon in range(1, 7)}


def test_a_homozygote_is_sure_by_parents_only(build: Build) -> None:
    event = stop(build, HOM)
    given = facts(build, [event], ([event], [event]))
    parents = {event.id: (Confirmation.PARENTS,)}
    copies = {event.id: (Confirmation.COPY_NUMBER,)}
    assert why(replace(given, confirmed=parents)) is Why.BOTH_PARENTS
    assert why(replace(given, confirmed=copies)) is Why.COPIES_WITHOUT_PARENTS


@pytest.mark.parametrize(
    ("source", "certain", "expected"),
    [
        (PhaseSource.PARENTS, True, Why.BOTH_PARENTS),
        (PhaseSource.PARENTS, False, Why.PHASE_WITHOUT_PARENTS),
        (PhaseSource.READS, True, Why.PHASE_WITHOUT_PARENTS),
    ],
)
def test_trans_is_sure_by_certain_calls_of_both_parents(
    build: Build, source: PhaseSource, certain: bool, expected: ConfidenceReason
) -> None:
    one, other = stop(build), second(build)
    given = facts(build, [one, other], ([one], [other]))
    told = Relation(one.id, other.id, True, source, source, certain)
    arranged = replace(given.arrangements, relations=(told,))
    assert why(replace(given, arrangements=arranged)) is expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (SearchKind.DEPTH, Why.DEPTH_OF_EVERY_EXON),
        (SearchKind.JUNCTION, Why.LOSS_WITHOUT_DEPTH),
        (SearchKind.DECLARED, Why.LOSS_WITHOUT_DEPTH),
    ],
)
def test_one_copy_is_sure_by_the_depth_of_every_exon(
    build: Build, search: SearchKind, expected: ConfidenceReason
) -> None:
    event = stop(build)
    assert why(facts(build, [event], ([event], []), exons=by(search))) is expected
    assert why(facts(build, [], ([], []), exons=by(search))) is expected


def test_what_is_open_is_named(build: Build) -> None:
    one, other = stop(build), second(build)
    twice = facts(build, [one, other], ([one, other], []), ([one], [other]))
    assert why(twice) is Why.PHASE_OPEN
    alike = stop(build, Zygosity.APPARENT_HOMOZYGOUS)
    assert why(facts(build, [alike], ([alike], [alike]))) is Why.COPY_NUMBER_OPEN
    assert why(facts(build, [one, other], ([one, other], []))) is Why.ON_ONE_COPY


def test_a_deletion_of_one_caller_is_weak_and_of_two_is_not(build: Build) -> None:
    loss = build.loss(2, 3, HOM)
    given = facts(build, [loss], ([loss], [loss]))
    assert why(given) is Why.ONE_CALLER_ONLY
    confirmed = replace(loss.support[0], depth_confirms=True)
    twice = replace(loss, support=(confirmed, *loss.support[1:]))
    assert why(facts(build, [twice], ([twice], [twice]))) is Why.CONFIRMED_DELETION


def test_what_weakens_a_call_goes_before_what_makes_it_sure(build: Build) -> None:
    event = stop(build, HOM)
    parents = {event.id: (Confirmation.PARENTS,)}
    finding = [(FindingCode.SKEWED_READS, [event])]
    asked = facts(build, [event], ([event], [event]), findings=finding)
    assert why(replace(asked, confirmed=parents)) is Why.CALL_QUESTIONED
    other = [(FindingCode.SKEWED_READS, [second(build)])]
    beside = facts(build, [event], ([event], [event]), findings=other)
    assert why(replace(beside, confirmed=parents)) is Why.BOTH_PARENTS


def test_low_and_high_are_closed_lists() -> None:
    """Only parents and depth make a state sure; what was not seen, or is weak, makes it low."""
    high = {r for r in Why if r.confidence is Confidence.HIGH}
    assert high == {Why.BOTH_PARENTS, Why.DEPTH_OF_EVERY_EXON}
    assert {r for r in Why if r.confidence is Confidence.LOW} == {
        Why.EVIDENCE_CONTRADICTS, Why.GENE_NOT_EXAMINED, Why.ONLY_DEPTH_TELLS, Why.ONE_CALLER_ONLY,
        Why.CALL_FILTERED, Why.CALL_WEAK, Why.CALL_QUESTIONED,
    }  # fmt: skip
