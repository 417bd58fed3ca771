"""Each sentence of a verdict under its condition, and under no other.

Situations made by hand, on both assemblies; the conditions are those that the catalogue tells in
words (``when``), written down anew from clinical rules 2.2, 3.2 and ``earned-claims`` 1, 9, 10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.deletion_search import DeletionSearch
from osteo_annot.copies.parents import parent_calls
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.events.model import LedgerReason, Zygosity
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import findings as finding_says
from osteo_annot.verdict.advice import NextTest, next_tests
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import event_label
from osteo_annot.verdict.verdict import Verdict, judge
from tests.builders import Build, facts
from tests.rules.test_decide import (
    APPARENT,
    HET,
    HOM,
    MOSAIC,
    UNKNOWN,
    all_exons,
    apart,
    nothing,
    on_both,
    on_one,
    second,
    stop,
    together,
    unphased,
)

NO_SEARCH = {"search": SearchKind.NONE}
UNSEEN = {"small_variants": Callability.UNKNOWN}
JUNCTION = {"search": SearchKind.JUNCTION}


def classed(given: Facts, class_: AcmgClass, points: int) -> Facts:
    """The same with another class of every event."""
    return replace(
        given,
        assessed=tuple(
            replace(a, classification=replace(a.classification, class_=class_, points=points))
            for a in given.assessed
        ),
    )


def confirmed(build: Build, *by: Confirmation) -> Facts:
    event = stop(build, HOM)
    return replace(on_both(build, event), confirmed={event.id: by} if by else {})


def missense(build: Build, zygosity: Zygosity = HET) -> Facts:
    """A variant of uncertain significance beside a stop."""
    one, other = stop(build), build.substitution(100, "T", zygosity)
    given = facts(build, [one, other], ([one], [other]))
    return uncertain(given, other.id)


def uncertain(given: Facts, name: str) -> Facts:
    """The same, with one event of tier C and uncertain significance."""
    made = tuple(
        replace(
            a,
            tier=Tier.C,
            classification=replace(a.classification, class_=AcmgClass.VUS, points=2),
        )
        if a.event.id == name
        else a
        for a in given.assessed
    )
    return replace(given, assessed=made)


def codon(build: Build) -> Facts:
    """Two changes of one codon that break a copy only together."""
    one, other = build.substitution(31, "T"), build.substitution(32, "A")
    given = facts(build, [one, other], ([one, other], []), ([one], [other]))
    said = finding_says.CODON(first="a", second="b", joint="c", alone="d", other="e")
    pair = (one.id, other.id)
    return replace(given, findings=(Finding(FindingCode.CODON_NOT_PHASED, said, pair),))


def searched_by(build: Build, reason: SearchReason, kind: SearchKind) -> Facts:
    given = nothing(build)
    exons = tuple(
        replace(e, searches=(DeletionSearch(e.exon, kind, reason, source="a.vcf"),))
        for e in given.callability
    )
    return replace(given, callability=exons)


def three(build: Build) -> Facts:
    events = [stop(build), second(build), build.insertion(200, "C")]
    a, b, c = events
    return facts(build, events, ([a, b, c], []), ([a, b], [c]))


SITUATIONS: dict[str, Callable[[Build], Facts]] = {
    "deletion of some exons on both": lambda b: on_both(b, b.loss(2, 3, HOM)),
    "the last exon on both": lambda b: on_both(b, b.loss(6, None, HOM)),
    "deletion of all exons on both": lambda b: on_both(b, b.loss(1, 6, HOM)),
    "homozygous, both parents": lambda b: confirmed(b, Confirmation.PARENTS),
    "homozygous, parents without quality": lambda b: confirmed(b, Confirmation.PARENTS_BY_GENOTYPE),
    "homozygous, markers linked": lambda b: confirmed(b, Confirmation.READS),
    "homozygous, copy number": lambda b: confirmed(b, Confirmation.COPY_NUMBER),
    "homozygous, heterozygotes": lambda b: confirmed(b, Confirmation.HETEROZYGOTES),
    "homozygous, parents and copy number": lambda b: confirmed(
        b, Confirmation.COPY_NUMBER, Confirmation.PARENTS
    ),
    "homozygous, nothing told": confirmed,
    "homozygous, of uncertain class": lambda b: classed(
        confirmed(b, Confirmation.PARENTS), AcmgClass.VUS, 4
    ),
    "homozygous, benign by points": lambda b: classed(
        confirmed(b, Confirmation.PARENTS), AcmgClass.LB, -3
    ),
    "over a deletion": lambda b: apart(b, stop(b, Zygosity.HEMIZYGOUS), b.loss(1)),
    "compound heterozygous": lambda b: apart(b, stop(b), second(b)),
    "filtered, compound heterozygous": lambda b: apart(
        b, b.substitution(36, "A", filters=("LowQual",)), second(b)
    ),
    "apparently homozygous": lambda b: on_both(b, stop(b, APPARENT)),
    "two without phase": lambda b: unphased(b, stop(b), second(b)),
    "three without phase": three,
    "on one copy, all seen": lambda b: together(b, stop(b), second(b)),
    "on one copy, not all seen": lambda b: together(b, stop(b), second(b), exons={2: UNSEEN}),
    "one copy": lambda b: classed(on_one(b, stop(b)), AcmgClass.P, 12),
    "one copy, class open": lambda b: classed(on_one(b, stop(b)), AcmgClass.VUS, 5),
    "one copy, effect open": lambda b: tier_b(on_one(b, stop(b))),
    "one copy and a gap": lambda b: on_one(b, stop(b), exons={4: UNSEEN}),
    "one copy, deletions not looked for": lambda b: on_one(b, stop(b), exons={4: NO_SEARCH}),
    "one copy, something uncertain beside": missense,
    "one deletion of one caller": lambda b: on_one(b, b.loss(2, 3)),
    "copies unknown": lambda b: on_one(b, stop(b, UNKNOWN)),
    "contradiction": lambda b: contradicted(b),
    "nothing, by depth": nothing,
    "nothing, by a caller": lambda b: searched_by(
        b, SearchReason.JUNCTIONS_OF_A_GENOME, SearchKind.JUNCTION
    ),
    "nothing, as declared": lambda b: searched_by(
        b, SearchReason.DECLARED_BY_USER, SearchKind.DECLARED
    ),
    "nothing, deletions nowhere": lambda b: nothing(b, exons=all_exons(**NO_SEARCH)),
    "nothing, deletions not in one exon": lambda b: nothing(b, exons={5: NO_SEARCH}),
    "nothing, one exon not seen": lambda b: nothing(b, exons={3: UNSEEN}),
    "nothing, a loss of an exon not excluded": lambda b: nothing(
        b, exons={2: {**NO_SEARCH, "homozygous_loss_excluded": False}}
    ),
    "nothing, a record is open": lambda b: nothing(b, reasons=[LedgerReason.STRUCTURAL_NO_CALL]),
    "nothing, a mosaic": lambda b: nothing(b, events=[stop(b, MOSAIC)]),
    "one codon without phase": codon,
    "donor of the first exon": lambda b: on_one(b, b.small(b.at_c(402, "A", offset=1))),
    "donor of an exon out of frame": lambda b: on_one(b, b.small(b.at_c(517, "A", offset=1))),
    "donor of an exon in frame": lambda b: on_one(b, b.small(b.at_c(783, "A", offset=1))),
    "a record that cannot be read": lambda b: nothing(b, unreadable=1),
    "more events than are arranged": lambda b: bounded(b),
    "many of uncertain significance": lambda b: many_uncertain(b),
}


def bounded(build: Build) -> Facts:
    """More unphased events than are arranged, none of them a candidate."""
    given = nothing(build)
    said = finding_says.BOUNDED(count=9, most=8)
    return replace(given, findings=(Finding(FindingCode.ARRANGEMENTS_BOUNDED, said, ("x",)),))


def many_uncertain(build: Build) -> Facts:
    """Four variants of uncertain significance, and nothing else."""
    events = [build.substitution(base, "A") for base in (100, 130, 160, 190)]
    events = [e for e in events if e.allele and e.allele.ref != e.allele.alt]
    given = facts(build, events, (events, []))
    for event in events:
        given = uncertain(given, event.id)
    return given


def tier_b(given: Facts) -> Facts:
    return replace(given, assessed=tuple(replace(a, tier=Tier.B) for a in given.assessed))


def contradicted(build: Build) -> Facts:
    event = stop(build)
    return on_one(build, event, findings=[(FindingCode.GT_CONTRADICTS_READS, [event])])


def ids(value: object) -> Iterator[str]:
    """The id of every sentence in a value, nested ones too."""
    if isinstance(value, Said):
        yield value.id
        yield from ids(tuple(v for _, v in value.fields))
    elif isinstance(value, tuple):
        for part in value:
            yield from ids(part)


def said_of(verdict: Verdict) -> set[str]:
    reasons = tuple(reason.said for reason in verdict.reasons)
    return set(ids((verdict.headline, verdict.second_hit_search, reasons)))


class Told:
    """What the conditions ask of a person."""

    def __init__(self, verdict: Verdict, given: Facts) -> None:
        self.state = verdict.state
        self.low = verdict.confidence is Confidence.LOW
        self.involved: tuple[Assessed, ...] = verdict.decision.involved
        self.lost = verdict.decision.deleted_on_both
        self.beside = verdict.decision.uncertain_beside if self.state.leaves_a_copy else ()
        self.classes = {a.classification.class_ for a in self.involved}
        self.by = [c for found in given.confirmed.values() for c in found]
        self.unseen = [e for e in given.callability if e.small_variants is not Callability.CALLABLE]
        self.searches = {e.deletion_search for e in given.callability}
        self.reasons = {s.reason for e in given.callability for s in e.searches}
        self.codon = FindingCode.CODON_NOT_PHASED in {f.code for f in given.findings}
        self.certain = all(one.broken[0] == 2 for one in given.arrangements.possible)
        self.open_exon = any(not e.homozygous_loss_excluded for e in given.callability)
        self.mosaic = any(
            a.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT and a.tier.is_candidate
            for a in given.assessed
        )

        self.unreadable = bool(given.unreadable)
        self.bounded = FindingCode.ARRANGEMENTS_BOUNDED in {f.code for f in given.findings}
        donors = {"c.402+1": 1, "c.517+1": 2, "c.783+1": 4}
        self.splice = {donors[a.names.c[:7]] for a in self.involved if a.names.c[:7] in donors}
        """Exons whose donor is lost: the first, one out of frame (115 bases), one of 168 bases."""

    @property
    def weak_class(self) -> bool:
        return not self.classes <= {AcmgClass.P, AcmgClass.LP}

    @property
    def weak_call(self) -> bool:
        losses = [a for a in self.involved if a.event.kind.value == "deletion"]
        marked = any(a.event.filters for a in self.involved)
        return self.low and (marked or any(not a.event.is_confirmed for a in losses))

    @property
    def both(self) -> bool:
        return self.state.is_biallelic or self.state is State.APPARENT_HOM

    @property
    def in_doubt(self) -> bool:
        """Low confidence that no call explains."""
        return self.low and not self.weak_call

    @property
    def missing(self) -> bool:
        return self.weak_class or self.weak_call or self.in_doubt or not self.certain


S = State
CONDITIONS: dict[str, Callable[[Told], bool]] = {
    "headline.hom_del": lambda t: t.state is S.BIALLELIC_HOM_DEL and len(t.lost) < 6,
    "headline.hom_del_whole": lambda t: t.state is S.BIALLELIC_HOM_DEL and len(t.lost) == 6,
    "headline.hom_small": lambda t: t.state is S.BIALLELIC_HOM_SMALL and bool(t.by),
    "headline.hom_small_alone": lambda t: t.state is S.BIALLELIC_HOM_SMALL and not t.by,
    "headline.by_parents": lambda t: Confirmation.PARENTS in t.by,
    "headline.by_parents_without_quality": lambda t: Confirmation.PARENTS_BY_GENOTYPE in t.by,
    "headline.by_linked_markers": lambda t: Confirmation.READS in t.by,
    "headline.by_copy_number": lambda t: t.by == [Confirmation.COPY_NUMBER],
    "headline.by_heterozygotes": lambda t: t.by == [Confirmation.HETEROZYGOTES],
    "headline.hemi_over_del": lambda t: t.state is S.BIALLELIC_HEMI_OVER_DEL,
    "headline.comphet": lambda t: t.state is S.BIALLELIC_COMPHET_TRANS,
    "headline.apparent_hom": lambda t: t.state is S.APPARENT_HOM,
    "headline.unphased_two": lambda t: (
        t.state is S.POSSIBLE_COMPHET_UNPHASED and len(t.involved) == 2
    ),
    "headline.unphased_more": lambda t: (
        t.state is S.POSSIBLE_COMPHET_UNPHASED and len(t.involved) == 3
    ),
    "headline.phase_needed": lambda t: t.state is S.POSSIBLE_COMPHET_UNPHASED,
    "headline.cis": lambda t: t.state is S.CIS_PAIR,
    "headline.cis_not_enough": lambda t: t.state is S.CIS_PAIR,
    "headline.other_seen": lambda t: t.state is S.CIS_PAIR and not t.unseen,
    "headline.other_unseen": lambda t: t.state is S.CIS_PAIR and bool(t.unseen),
    "headline.gap": lambda t: t.state is S.MONOALLELIC_PLUS_GAP and not t.codon,
    "headline.one_copy": lambda t: t.state is S.MONOALLELIC and not t.beside,
    "headline.one_copy_uncertain": lambda t: t.state is S.MONOALLELIC and bool(t.beside),
    "headline.carrier": lambda t: (
        t.state is S.MONOALLELIC and not (t.beside or t.weak_class or t.weak_call)
    ),
    "headline.carrier_only_if": lambda t: (
        t.state is S.MONOALLELIC and (bool(t.beside) or t.weak_class or t.weak_call)
    ),
    "headline.if_harmless": lambda t: t.state is S.MONOALLELIC and bool(t.beside),
    "headline.if_settled": lambda t: t.state is S.MONOALLELIC and (t.weak_class or t.weak_call),
    "headline.no_answer": lambda t: t.state is S.INDETERMINATE,
    "headline.none_callable": lambda t: t.state is S.NONE_CALLABLE,
    "headline.none_in_exons": lambda t: (
        t.state is S.NONE_INCOMPLETE and (bool(t.unseen) or t.open_exon)
    ),
    "headline.none_but_open": lambda t: (
        t.state is S.NONE_INCOMPLETE and not (t.unseen or t.open_exon)
    ),
    "headline.codon_readings": lambda t: t.codon,
    "headline.phase_decides": lambda t: t.codon,
    "diagnosis.consistent": lambda t: t.state.is_biallelic and not t.missing,
    "diagnosis.not_enough": lambda t: t.state is S.APPARENT_HOM and not t.missing,
    "diagnosis.missing": lambda t: t.both and t.missing,
    "diagnosis.copies_open": lambda t: t.both and not t.certain,
    "diagnosis.uncertain_class": lambda t: (
        (t.both or t.state is S.MONOALLELIC) and AcmgClass.VUS in t.classes
    ),
    "diagnosis.benign_class": lambda t: t.both and AcmgClass.LB in t.classes,
    "diagnosis.filtered": lambda t: t.both and t.low and any(a.event.filters for a in t.involved),
    "diagnosis.one_caller": lambda t: (
        (t.both or t.state is S.MONOALLELIC)
        and t.low
        and any(a.event.kind.value == "deletion" for a in t.involved)
    ),
    "event.effect_open": lambda t: any(a.tier is Tier.B for a in t.involved) and not t.codon,
    "search.small": lambda t: len(t.unseen) < 6,
    "search.small_not": lambda t: bool(t.unseen),
    "search.beyond": lambda _: True,
    "search.not_assessed": lambda t: t.state is S.NONE_CALLABLE and t.searches == {SearchKind.NONE},
    "search.not_assessed_in": lambda t: (
        t.state is S.NONE_CALLABLE and len(t.searches) == 2 and SearchKind.NONE in t.searches
    ),
    "search.none_by_caller": lambda t: (
        t.state is S.NONE_CALLABLE and SearchReason.JUNCTIONS_OF_A_GENOME in t.reasons
    ),
    "search.none_declared": lambda t: (
        t.state is S.NONE_CALLABLE and t.searches == {SearchKind.DECLARED}
    ),
    "search.none_by_depth": lambda t: (
        t.state is S.NONE_CALLABLE and t.searches == {SearchKind.DEPTH}
    ),
    "reason.candidate": lambda t: bool(t.involved),
    "reason.no_copy_left": lambda t: t.state is S.BIALLELIC_HOM_DEL,
    "reason.small_open": lambda t: bool(t.unseen),
    "reason.splice": lambda t: bool(t.splice),
    "reason.splice_no_skip": lambda t: t.splice == {1},
    "reason.splice_out_of_frame": lambda t: t.splice == {2},
    "reason.splice_in_frame": lambda t: t.splice == {4},
    "finding.record_not_read": lambda t: t.unreadable,
    "finding.bounded": lambda t: t.bounded,
    "event.more": lambda t: len(t.beside) > 3,
    "headline.uncertain": lambda t: bool(t.beside) and t.state is not S.MONOALLELIC and not t.codon,
    "reads.not_counted": lambda t: t.mosaic,
}
"""The condition of each sentence, by its id."""


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_each_sentence_is_said_under_its_condition_and_no_other(build: Build, name: str) -> None:
    given = SITUATIONS[name](build)
    verdict = judge(given)
    said, told = said_of(verdict), Told(verdict, given)
    expected = {sentence for sentence, holds in CONDITIONS.items() if holds(told)}
    assert said & CONDITIONS.keys() == expected


def test_each_condition_is_met_by_some_situation(build: Build) -> None:
    reached: set[str] = set()
    for situation in SITUATIONS.values():
        reached |= said_of(judge(situation(build)))
    assert CONDITIONS.keys() <= catalogue().keys()
    assert CONDITIONS.keys() - reached == set()
    named = {s for s in catalogue() if s.startswith(("headline.", "diagnosis."))}
    beyond = {
        "diagnosis.finding_open",
        "diagnosis.point",
        "diagnosis.by_depth_alone",
        "diagnosis.weak",
    }
    assert named - CONDITIONS.keys() == beyond  # test_wording.py, test_depth.py


@pytest.mark.parametrize("name", list(SITUATIONS))
def test_no_german_headline_holds_a_word_of_english(build: Build, name: str) -> None:
    for said in judge(SITUATIONS[name](build)).headline:
        words = set(said.in_language(Language.DE).split())
        assert words.isdisjoint({"the", "of", "and", "is", "copy", "not", "by", "no", "with"})


def test_an_event_beside_the_exons_is_named_by_its_kind(build: Build) -> None:
    given = on_one(build, build.loss(2, 3)).assessed[0]
    reach = replace(given.effect, reach={})
    assert event_label(replace(given, effect=reach)).id == "event.structural_beside"
    assert event_label(given).id == "event.structural"


@pytest.mark.parametrize(
    ("gts", "text"),
    [
        (("0/1",), "0/1"),
        ((None,), "no GT"),
        (("0/1", "1/1"), "records disagree: 0/1; 1/1"),
        ((), "not called"),
    ],
)
def test_what_a_parent_s_records_say(build: Build, gts: tuple[str, ...], text: str) -> None:
    event = stop(build)
    sure = {"DP": "60", "GQ": "99"}
    rows = [
        build.at_c(36, "A", gt, record=n, file=n, **(sure | {"AD": AD.get(gt or "", "30,30")}))
        for n, gt in enumerate(gts, 1)
    ]
    (call,) = parent_calls(event, build.person(event, mother=rows))
    assert call.text == text
    assert call.said.in_language(Language.DE)


AD = {"0/1": "30,30", "1/1": "0,60"}


@pytest.mark.parametrize("sequenced", [False, True])
def test_exons_that_were_callable_are_not_sequenced_again(sequenced: bool) -> None:
    """Report.md 8, "none that was done": only deletions are open, or bases too."""
    tests = next_tests(
        State.MONOALLELIC_PLUS_GAP,
        rna_helps=False,
        parents_tested=False,
        parents_carry=False,
        dropout_open=False,
        confirm_loss=False,
        measure_exons=False,
        sequenced=sequenced,
        uncertain=False,
    )
    assert (NextTest.CLOSE_GAPS in tests) is not sequenced
    assert NextTest.EXON_COPY_NUMBER in tests
