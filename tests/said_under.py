"""The condition of each sentence, written down anew in terms of the result.

From what the catalogue tells in words (``when``): clinical rules 3.1, 3.2 and 3.6, earned claims 9,
report.md. ``tests/test_said_on_pages.py`` holds them over every fixture: a sentence is said where
its condition holds, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from osteo_annot.copies.callability import Callability
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass, Status
from osteo_annot.intake.person.order import OrderHead
from osteo_annot.measured.exon_ratio import DepthBasis
from osteo_annot.report.page.record_view import NOT_ASSESSED, record_view
from osteo_annot.report.page.view import ledger_lines, split_events
from osteo_annot.report.result.evidence_model import Answered, FrequencyStatus
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import Standing, release_of
from osteo_annot.report.result.wording import Wording
from osteo_annot.verdict.advice import NextTest
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.state import State

ONE = {State.MONOALLELIC, State.MONOALLELIC_PLUS_GAP, State.CIS_PAIR}
OPEN_CALLS = {Zygosity.UNKNOWN, Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL}


def sentences_in(value: object) -> Iterator[str]:
    """Ids of the sentences that a part of a result holds, with those in their fields."""
    if isinstance(value, Wording):
        yield value.sentence
        yield from sentences_in(list(value.fields.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from sentences_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences_in(getattr(value, field.name))


class Told:
    """A result, and what conditions ask of it."""

    def __init__(self, result: Result) -> None:
        self.result, verdict = result, result.verdict
        self.verdict = verdict
        self.state = verdict.state
        self.deciding = [e for e in result.events if e.id in verdict.deciding]
        self.named = [e for e in result.events if e.id in verdict.deciding or e.uncertain]
        self.classes = {e.classification.class_ for e in self.deciding}
        self.exons = result.callability.exons
        asked = {a for e in self.exons for a in (e.small_variants, e.deletions)}
        self.seen = Callability.CALLABLE in asked
        self.everything_seen = asked == {Callability.CALLABLE}
        self.contradicted = bool(result.readings or verdict.contradictions)
        self.family = {str(told.code) for told in result.family_statements}
        self.order = result.order or OrderHead()
        self.consanguinity = self.order.consanguinity if result.order else "unknown"
        given = {t.id for t in result.hpo.given if t.answer.value == "present"}
        self.fitting = {t.told_by for t in result.hpo.matched} & given
        self.others = given - self.fitting
        self.speaks = bool(self.deciding) and self.state is not State.INDETERMINATE
        self.open = self.state is State.INDETERMINATE
        self.release = release_of(result)
        events = split_events(result)
        self.cards, self.rows = events.cards, events.rows
        self.ratios = [e.copy_ratio for e in self.exons if e.copy_ratio]
        self.asked = [
            term
            for term in record_view(
                result.record.contents, result.hpo, result.differential
            ).phenotypes
            if term.answer != NOT_ASSESSED
        ]
        self.tests = {test.code for test in verdict.next_tests}
        self.lost = [set(copy.outcome.exons_lost) for copy in result.copies]
        self.gone = set.intersection(*self.lost)
        self.deletion_called = any(e.kind is EventKind.DELETION and e.exons for e in result.events)

    @property
    def sure(self) -> bool:
        """Both copies as surely as the strongest sentence needs it."""
        known = self.classes <= {AcmgClass.P, AcmgClass.LP}
        null = all(copy.outcome.null for copy in self.result.copies)
        return known and null and self.verdict.confidence is not Confidence.LOW

    @property
    def alike(self) -> bool:
        """Whether one variant looks to lie on both copies."""
        one_loss = self.state is State.BIALLELIC_HOM_DEL and len(self.deciding) == 1
        return one_loss or self.state in {State.APPARENT_HOM, State.BIALLELIC_HOM_SMALL}

    @property
    def both_parents_called(self) -> bool:
        """Both parents have a usable call of every deciding event."""
        return {"mother", "father"} <= {
            m.role
            for m in self.result.family
            if all(m.carries.get(e.id) is not None for e in self.deciding)
        }

    @property
    def risk(self) -> str:
        """Which sentence on further children is permitted."""
        if not self.speaks:
            return ""
        if "RECURRENCE_ONE_IN_FOUR" in self.family:
            return "one_in_four"
        if self.state in ONE:
            several = {e.zygosity for e in self.deciding} & OPEN_CALLS
            return "carrier_risk_open" if several else "carrier_risk"
        return "no_recurrence" if self.both_parents_called else "if_parents_carry"

    @property
    def drawn(self) -> bool:
        """Whether copies are drawn: those of the answer, or those of each reading."""
        return not self.open or bool(self.result.readings)

    @property
    def pairs(self) -> list[list]:
        """The copies that are drawn."""
        if self.open:
            return [reading.copies for reading in self.result.readings]
        return [self.result.copies]

    @property
    def copies(self) -> list:
        """Each copy that is drawn."""
        return [copy for pair in self.pairs for copy in pair]

    @property
    def family_told(self) -> bool:
        """Whether anybody of the family is told of, or that the parents are related."""
        return bool(self.result.family or self.order.family) or self.consanguinity == "yes"

    @property
    def all_gone(self) -> bool:
        """Whether both copies have lost every exon."""
        return len(self.gone) == len(self.exons)

    @property
    def beside(self) -> bool:
        """Whether something uncertain may lie on the copy that is taken as intact."""
        return NextTest.EVIDENCE_ON_UNCERTAIN in self.tests

    @property
    def maybe_both(self) -> bool:
        """Whether both copies are affected, or one variant looks to lie on both."""
        return self.state.is_biallelic or self.state is State.APPARENT_HOM

    @property
    def settled(self) -> bool:
        """Whether call and class of every deciding event are beyond doubt."""
        known = self.classes <= {AcmgClass.P, AcmgClass.LP}
        return known and self.verdict.confidence is not Confidence.LOW

    @property
    def complete(self) -> bool:
        """Whether nothing is missing for a diagnosis but that two copies are confirmed."""
        return self.settled and all(copy.outcome.null for copy in self.result.copies)

    @property
    def ranked(self) -> bool:
        """Whether findings rank other disorders."""
        return bool(self.result.differential)


INTERPRETATION: dict[str, Callable[[Told], bool]] = {
    "interpretation.contradicted": lambda t: t.open and t.contradicted,
    "interpretation.left_open": lambda t: t.open and not t.contradicted,
    "interpretation.reading": lambda t: bool(t.result.readings),
    "interpretation.nothing_found": lambda t: t.state.is_none and t.seen,
    "interpretation.nothing_examined": lambda t: t.state.is_none and not t.seen,
    "interpretation.both_affected": lambda t: t.state.is_biallelic and t.sure,
    "interpretation.both_called": lambda t: t.state.is_biallelic and not t.sure,
    "interpretation.apparent": lambda t: t.state is State.APPARENT_HOM,
    "interpretation.phase_decides": lambda t: t.state is State.POSSIBLE_COMPHET_UNPHASED,
    "interpretation.one_affected": lambda t: t.state in ONE and t.seen,
    "interpretation.one_affected_alone": lambda t: t.state in ONE and not t.seen,
    "interpretation.uncertain": lambda t: any(
        e.classification.class_ is AcmgClass.VUS for e in t.named
    ),
    "interpretation.no_findings": lambda t: not t.fitting and not t.others,
    "interpretation.findings_fit": lambda t: bool(t.fitting),
    "interpretation.findings_do_not": lambda t: bool(t.others),
    "interpretation.recessive": lambda t: t.speaks,
    "interpretation.one_in_four": lambda t: t.risk == "one_in_four",
    "interpretation.carrier_risk": lambda t: t.risk == "carrier_risk",
    "interpretation.carrier_risk_open": lambda t: t.risk == "carrier_risk_open",
    "interpretation.no_recurrence": lambda t: t.risk == "no_recurrence",
    "interpretation.if_parents_carry": lambda t: t.risk == "if_parents_carry",
    "interpretation.related": lambda t: t.consanguinity == "yes" and t.alike,
    "interpretation.related_else": lambda t: t.consanguinity == "yes" and not t.alike,
    "interpretation.not_related": lambda t: t.consanguinity == "no" and t.alike,
    "interpretation.residual": lambda t: t.state.is_none or t.state in ONE,
}
"""Sentences of the interpretation, by their id."""


def _state(state: State) -> Callable[[Told], bool]:
    """That the answer is a state."""
    return lambda t: t.state is state


def _test(code: NextTest) -> Callable[[Told], bool]:
    """That a test is proposed."""
    return lambda t: code in t.tests


def _none_with(code: NextTest, *, ranked: bool) -> Callable[[Told], bool]:
    """That other genes are proposed, ranked by findings or not."""
    return lambda t: code in t.tests and t.ranked is ranked


VERDICT: dict[str, Callable[[Told], bool]] = {
    "headline.hom_del": lambda t: t.state is State.BIALLELIC_HOM_DEL and not t.all_gone,
    "headline.hom_del_whole": lambda t: t.state is State.BIALLELIC_HOM_DEL and t.all_gone,
    "headline.hom_small": _state(State.BIALLELIC_HOM_SMALL),
    "headline.hemi_over_del": _state(State.BIALLELIC_HEMI_OVER_DEL),
    "headline.comphet": _state(State.BIALLELIC_COMPHET_TRANS),
    "headline.apparent_hom": _state(State.APPARENT_HOM),
    "headline.unphased_two": lambda t: (
        t.state is State.POSSIBLE_COMPHET_UNPHASED and len(t.deciding) == 2
    ),
    "headline.phase_needed": _state(State.POSSIBLE_COMPHET_UNPHASED),
    "headline.cis": _state(State.CIS_PAIR),
    "headline.other_unseen": lambda t: t.state is State.CIS_PAIR and not t.everything_seen,
    "headline.cis_not_enough": _state(State.CIS_PAIR),
    "headline.gap": _state(State.MONOALLELIC_PLUS_GAP),
    "headline.one_copy": lambda t: t.state is State.MONOALLELIC and not t.beside,
    "headline.one_copy_uncertain": lambda t: t.state is State.MONOALLELIC and t.beside,
    "headline.if_harmless": lambda t: t.state is State.MONOALLELIC and t.beside,
    "headline.carrier": lambda t: t.state is State.MONOALLELIC and t.settled and not t.beside,
    "headline.carrier_only_if": lambda t: (
        t.state is State.MONOALLELIC and (t.beside or not t.settled)
    ),
    "headline.if_settled": lambda t: t.state is State.MONOALLELIC and not t.settled,
    "headline.no_answer": _state(State.INDETERMINATE),
    "headline.none_callable": _state(State.NONE_CALLABLE),
    "headline.none_in_exons": _state(State.NONE_INCOMPLETE),
    "diagnosis.consistent": lambda t: t.state.is_biallelic and t.sure,
    "diagnosis.missing": lambda t: t.maybe_both and not t.complete,
    "diagnosis.not_enough": lambda t: t.maybe_both and not t.state.is_biallelic and t.complete,
    "diagnosis.uncertain_class": lambda t: (
        (t.maybe_both or t.state is State.MONOALLELIC) and AcmgClass.VUS in t.classes
    ),
}
"""Sentences of the headline, by their id."""

NEXT: dict[str, Callable[[Told], bool]] = {
    "next.confirm_deletion": _test(NextTest.CONFIRM_DELETION),
    "next.confirm_variant": _test(NextTest.CONFIRM_VARIANT),
    "next.exon_copy_number": _test(NextTest.EXON_COPY_NUMBER),
    "next.test_parents": _test(NextTest.TEST_PARENTS),
    "next.exclude_upd": _test(NextTest.EXCLUDE_UPD),
    "next.analyse_aoh": _test(NextTest.ANALYSE_AOH),
    "next.close_gaps": _test(NextTest.CLOSE_GAPS),
    "next.intronic_or_rna": _test(NextTest.INTRONIC_OR_RNA),
    "next.rna_study": _test(NextTest.RNA_STUDY),
    "next.resolve_contradiction": _test(NextTest.RESOLVE_CONTRADICTION),
    "next.counselling": _test(NextTest.COUNSELLING),
    "next.evidence_on_uncertain": _test(NextTest.EVIDENCE_ON_UNCERTAIN),
    "next.other_genes": _none_with(NextTest.OTHER_GENES, ranked=False),
    "next.other_genes_ranked": _none_with(NextTest.OTHER_GENES, ranked=True),
}
"""Sentences of the next tests, by their id."""


PARENTS = ("mother", "father")


def _parent(*, carries: bool) -> Callable[[Told], bool]:
    """That a parent's call shows a deciding event, or that it is not there."""
    return lambda t: any(
        copies is not None and (copies > 0) is carries
        for member in t.result.family
        if member.role in PARENTS
        for copies in (member.carries.get(event.id) for event in t.deciding)
    )


def _relative(answer: str, *, alike: bool) -> Callable[[Told], bool]:
    """That a relative, affected or not, has variants on both copies as the person, or has not."""
    return lambda t: (
        t.state.is_biallelic
        and any(
            member.affected == answer and member.state.is_biallelic is alike
            for member in t.result.family
        )
    )


REASONS: dict[str, Callable[[Told], bool]] = {
    "reason.candidate": lambda t: bool(t.deciding),
    "reason.no_copy_left": _state(State.BIALLELIC_HOM_DEL),
    "reason.uncertain": lambda t: any(
        e.uncertain and e.id not in t.verdict.deciding for e in t.result.events
    ),
    "reason.phase_unknown": lambda t: len(t.deciding) > 1 and t.result.arrangements.count > 1,
    "reason.small_open": lambda t: any(
        e.small_variants is not Callability.CALLABLE for e in t.exons
    ),
    "family.carries": _parent(carries=True),
    "family.does_not_carry": _parent(carries=False),
    "family.unaffected_differs": _relative("no", alike=False),
    "family.unaffected_alike": _relative("no", alike=True),
    "family.affected_differs": _relative("yes", alike=False),
    "family.affected_alike": _relative("yes", alike=True),
    "family.one_in_four": lambda t: "RECURRENCE_ONE_IN_FOUR" in t.family,
}
"""Sentences of the reasons and of the family, by their id."""


def _any(attribute: str, holds: Callable[..., bool]) -> Callable[[Told], bool]:
    """That something holds of one of several."""
    return lambda t: any(map(holds, getattr(t, attribute)))


def _always(_: Told) -> bool:
    return True


def _unsigned(t: Told) -> bool:
    return t.release is None


def _standing(*standings: Standing) -> Callable[[Told], bool]:
    """That a report was signed, and stands so."""
    return lambda t: t.release is not None and t.release.standing in standings and not _replaced(t)


def _replaced(t: Told) -> bool:
    return t.release is not None and t.release.replaced_by is not None


PAGES: dict[str, Callable[[Told], bool]] = {
    "caption.foot": _always,
    "caption.exons_examined": _always,
    "caption.files": _always,
    "caption.one_hash": _always,
    "caption.protein": lambda t: t.drawn,
    "caption.copies": lambda t: t.drawn,
    "caption.outcomes": lambda t: not t.open,
    "appendix.worst_of": lambda t: not t.open and t.result.arrangements.count > 1,
    "appendix.best_of": lambda t: not t.open and bool(t.result.arrangements.best_case),
    "appendix.reading": lambda t: bool(t.result.readings),
    "caption.degraded": _any("copies", lambda copy: bool(copy.outcome.nmd)),
    "caption.exon_depth": lambda t: bool(t.ratios),
    "caption.ratio_to_references": _any(
        "ratios", lambda ratio: ratio.basis is DepthBasis.REFERENCES
    ),
    "caption.ratio_to_own": _any("ratios", lambda ratio: ratio.basis is not DepthBasis.REFERENCES),
    "caption.hidden": _any("exons", lambda exon: bool(exon.blind_spots)),
    "caption.hidden_places": _any("exons", lambda exon: bool(exon.blind_spots)),
    "appendix.mean_depth": _any("exons", lambda exon: exon.mean_depth is not None),
    "caption.pedigree": lambda t: t.family_told,
    "caption.related": lambda t: t.family_told and t.consanguinity == "yes",
    "caption.relatives": lambda t: bool(t.result.family),
    "caption.no_relative": lambda t: not t.result.family,
    "caption.criteria_in_short": lambda t: bool(t.cards),
    "caption.no_candidate": lambda t: not t.cards,
    "caption.nothing_to_change": lambda t: not t.verdict.would_change,
    "caption.nothing_detected": lambda t: not t.result.events,
    "caption.events": lambda t: bool(t.rows),
    "caption.further_events": lambda t: bool(t.rows),
    "caption.uncertain": _any("cards", lambda e: e.classification.class_ is AcmgClass.VUS),
    "caption.criteria": lambda t: bool(t.cards) and _unsigned(t),
    "caption.criteria_signed": lambda t: bool(t.cards) and not _unsigned(t),
    "caption.no_criterion": _any(
        "cards",
        lambda e: not {c.status for c in e.classification.ledger} & {Status.MET, Status.SET_ASIDE},
    ),
    "appendix.not_met": _any(
        "cards", lambda e: Status.NOT_MET in {c.status for c in e.classification.ledger}
    ),
    "appendix.not_assessed": _any("cards", lambda e: bool(e.classification.not_assessed)),
    "caption.absent": _any("cards", lambda e: e.frequency.status is FrequencyStatus.ABSENT),
    "appendix.group": _any("cards", lambda e: e.frequency.status is FrequencyStatus.FOUND),
    "caption.homozygotes": _any("cards", lambda e: e.frequency.homozygotes is not None),
    "caption.homozygotes_not_counted": _any(
        "cards",
        lambda e: e.frequency.status is FrequencyStatus.FOUND and e.frequency.homozygotes is None,
    ),
    "caption.rescue_checks": _any("cards", lambda e: bool(e.pvs1.checks)),
    "appendix.rescue": _any("cards", lambda e: bool(e.pvs1.checks)),
    "caption.no_check": _any(
        "cards",
        lambda e: bool(e.pvs1.checks) and all(c.answer is not Answered.YES for c in e.pvs1.checks),
    ),
    "caption.population_events": _any("cards", lambda e: bool(e.evidence.population_events)),
    "caption.no_name": _any("cards", lambda e: not (e.hgvs.p and e.hgvs.g)),
    "caption.residues": _any("cards", lambda e: bool(e.evidence.outcome_alone.residues_lost)),
    "appendix.stop_at": _any("cards", lambda e: bool(e.evidence.outcome_alone.ptc_codon)),
    "caption.own_points": _any(
        "cards",
        lambda e: bool(e.classification.own_points.points and e.classification.own_points.counted),
    ),
    "caption.own_points_not_counted": _any(
        "cards",
        lambda e: bool(
            e.classification.own_points.points and not e.classification.own_points.counted
        ),
    ),
    "appendix.known": _any("cards", lambda e: bool(e.known)),
    "appendix.not_sure_place": _any("cards", lambda e: e.location.inner != e.location.outer),
    "appendix.ledger_entries": lambda t: bool(t.cards),
    "appendix.entries": _always,
    "caption.entries_alike": lambda t: len(ledger_lines(t.result.ledger)) != len(t.result.ledger),
    "caption.part_of_file": lambda t: any(
        file.sha256_of != "whole_file" for file in t.result.provenance.inputs
    ),
    "caption.no_limit": lambda t: not t.result.limits,
    "caption.findings": lambda t: bool(t.asked),
    "caption.no_finding": lambda t: not t.asked,
    "caption.ranked": lambda t: bool(t.result.differential),
    "caption.not_ranked": lambda t: not t.result.differential,
    "appendix.disease": _always,
    "appendix.record": _always,
    "appendix.release": _always,
    "appendix.region": _always,
    "appendix.homozygosity": lambda t: t.result.homozygosity is not None,
    "caption.who_signed": lambda t: not _unsigned(t),
    "caption.hashes": lambda t: not _unsigned(t),
    "caption.decisions": lambda t: t.release is not None and bool(t.release.decisions),
    "caption.no_decision": lambda t: t.release is not None and not t.release.decisions,
    "caption.reject_reasons": _unsigned,
    "caption.whole_to_review": _unsigned,
    "caption.to_review": lambda t: _unsigned(t) and _proposed(t),
    "caption.nothing_to_review": lambda t: _unsigned(t) and not _proposed(t),
    "release.final": _standing(Standing.FINAL),
    "release.amended": _standing(Standing.AMENDED),
    "release.corrected": _standing(Standing.CORRECTED),
    "release.withdrawn": _standing(Standing.WITHDRAWN),
    "release.withdrawn_by": _standing(Standing.WITHDRAWN),
    "release.replaced": _replaced,
    "release.replaced_by": _replaced,
    "release.changed": _standing(Standing.AMENDED, Standing.CORRECTED),
    "release.reason": _standing(Standing.AMENDED, Standing.CORRECTED),
    "release.sealed": lambda t: not _unsigned(t),
    "release.by_password": lambda t: not _unsigned(t),
    "page_one.draft": lambda t: _unsigned(t) and t.order.report_status == "draft",
    "page_one.preliminary": lambda t: _unsigned(t) and t.order.report_status == "preliminary",
    "page_one.final": lambda t: _unsigned(t) and t.order.report_status == "final",
    "page_one.amended": lambda t: _unsigned(t) and t.order.report_status == "amended",
    "page_one.replaces": lambda t: t.order.replaces is not None,
    "page_one.born": lambda t: t.order.person.birth_date is not None,
    "page_one.female": lambda t: t.order.person.sex == "female",
    "page_one.male": lambda t: t.order.person.sex == "male",
    "page_one.other_sex": lambda t: t.order.person.sex == "other",
    "page_one.taken": lambda t: t.order.sample.collected is not None,
    "page_one.received": lambda t: t.order.sample.received is not None,
    "page_one.quality": lambda t: bool(t.order.sample.quality),
    "page_one.ordered": lambda t: t.order.date is not None,
    "page_one.accredited": lambda t: bool(
        t.result.laboratory and t.result.laboratory.accreditation
    ),
    "page_one.purpose": lambda t: bool(t.order.purpose),
    "page_one.version": lambda t: bool(t.order.report_id),
    "page_one.issued": lambda t: t.order.issued is not None,
    "page_one.column": lambda t: any(
        file.column and file.column != t.result.sample for file in t.result.provenance.inputs
    ),
    "page_one.signed_note": lambda t: bool(t.order.signed_by) or not _unsigned(t),
    "page_one.sign_note": lambda t: not t.order.signed_by and _unsigned(t),
    "page_one.no_variant": lambda t: not t.deciding,
    "page_one.recessive": lambda t: bool(t.deciding),
    "page_one.no_date": lambda t: bool(t.deciding) and t.order.issued is None,
    "page_one.protein_left_open": _any("deciding", lambda e: not e.hgvs.p),
    "page_one.benign_alone": _any(
        "deciding", lambda e: "BA1" in {c.code for c in e.classification.criteria}
    ),
    "page_one.copy_words": lambda t: t.drawn,
    "page_one.copy_exons": lambda t: t.drawn,
    "page_one.copy_protein": _any("copies", lambda copy: bool(copy.events)),
    "page_one.copy_from": _any("copies", lambda copy: copy.origin in {"maternal", "paternal"}),
    "page_one.worst_of": lambda t: not t.open and t.result.arrangements.count > 1,
    "page_one.reading": lambda t: t.open and bool(t.result.readings),
    "page_one.not_drawn": lambda t: t.open and not t.result.readings and t.contradicted,
    "page_one.left_open": lambda t: t.open and not t.contradicted,
    "page_one.loss_not_excluded": lambda t: any(
        not e.homozygous_loss_excluded for e in t.exons if e.exon not in t.gone
    ),
    "page_one.deletions_in": lambda t: not t.deletion_called,
    "page_one.further_deletions_in": lambda t: t.deletion_called,
    "page_one.nothing_next": lambda t: not t.tests,
    "page_one.more_tests": lambda t: len(t.tests) > 4,
}
"""Sentences of pages one and two and of the appendix, by their id."""


def _proposed(t: Told) -> bool:
    """Whether a criterion of an event is proposed."""
    return any(event.classification.criteria for event in t.cards)


CONDITIONS = {**INTERPRETATION, **VERDICT, **NEXT, **REASONS, **PAGES}
