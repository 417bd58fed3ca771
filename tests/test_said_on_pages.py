"""Each sentence of the interpretation under its condition, and under no other.

Over every fixture and some variations. The conditions are written down anew, in terms of the
result, from what the catalogue tells in words (``when``): clinical rules 3.1 and 3.2, earned claims
9, report.md part 6. What is said is seen where sentences are made, so that none is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.copies.callability import Callability
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.order import Order
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.copy_model import Reading
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.catalogue import catalogue
from osteo_annot.sentences.sentence import Said, Sentence, Value
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.readings import Premise
from osteo_annot.verdict.state import State
from tests.golden import CASES, judged
from tests.vcf_builder import NONSENSE_25, Vcf

ONE = {State.MONOALLELIC, State.MONOALLELIC_PLUS_GAP, State.CIS_PAIR}
MAYBE = {State.APPARENT_HOM, State.POSSIBLE_COMPHET_UNPHASED}


@contextmanager
def heard() -> Iterator[set[str]]:
    """Ids of the sentences that are said meanwhile."""
    said: set[str] = set()
    call = Sentence.__call__

    def listening(self: Sentence, **fields: Value) -> Said:
        said.add(self.id)
        return call(self, **fields)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sentence, "__call__", listening)
        yield said


class Told:
    """A result, and what conditions ask of it."""

    def __init__(self, result: Result) -> None:
        self.result, verdict = result, result.verdict
        self.state = verdict.state
        self.deciding = [e for e in result.events if e.id in verdict.deciding]
        self.named = [e for e in result.events if e.id in verdict.deciding or e.uncertain]
        self.classes = {e.classification.class_ for e in self.deciding}
        exons = result.callability.exons
        asked = {a for e in exons for a in (e.small_variants, e.deletions)}
        self.seen = Callability.CALLABLE in asked
        self.contradicted = bool(result.readings or verdict.contradictions)
        self.family = {str(told.code) for told in result.family_statements}
        self.consanguinity = result.order.consanguinity if result.order else "unknown"
        given = {t.id for t in result.hpo.given if t.answer.value == "present"}
        self.fitting = {t.told_by for t in result.hpo.matched} & given
        self.others = given - self.fitting
        self.speaks = bool(self.deciding) and self.state is not State.INDETERMINATE

    @property
    def sure(self) -> bool:
        """Both copies as surely as the strongest sentence needs it."""
        known = self.classes <= {AcmgClass.P, AcmgClass.LP}
        null = all(copy.outcome.null for copy in self.result.copies)
        return known and null and self.result.verdict.confidence is not Confidence.LOW

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
            open_ = {Zygosity.UNKNOWN, Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL}
            several = {e.zygosity for e in self.deciding} & open_
            return "carrier_risk_open" if several else "carrier_risk"
        return "no_recurrence" if self.both_parents_called else "if_parents_carry"


CONDITIONS: dict[str, Callable[[Told], bool]] = {
    "interpretation.contradicted": lambda t: t.state is State.INDETERMINATE and t.contradicted,
    "interpretation.left_open": lambda t: t.state is State.INDETERMINATE and not t.contradicted,
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
"""The condition of each sentence, by its id."""
PARTS = {"interpretation.classed", "interpretation.name", "interpretation.structural_name"}
"""Words within these sentences."""


def asked(result: Result, consanguinity: str) -> Result:
    """The result with an order that tells whether the parents are related."""
    order = Order.model_validate({"consanguinity": consanguinity})
    return replace(result, order=order.head)


@pytest.fixture(scope="module")
def situations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder: Path = tmp_path_factory.mktemp("situations")
    found = {name: judged(name, folder) for name in CASES}
    half = read_inputs([Vcf().add(NONSENSE_25, "1/.").write(folder / "half.vcf")])
    found["half call"] = result_of(half, "P1", Options())
    other = Options(("HP:0000365", "HP:0100543"))
    found["findings"] = result_of(half, "P1", other)
    for answer in ("yes", "no"):
        for name in ("F02", "F04", "F11"):
            found[f"{name}, related: {answer}"] = asked(found[name], answer)
    copies = found["F06"].copies
    readings = [
        Reading(
            Premise.GENOTYPE,
            Premise.GENOTYPE.text,
            State.MONOALLELIC,
            State.MONOALLELIC.text,
            copies,
        )
    ]
    found["a reading"] = replace(found["F18"], readings=readings)
    return found


def test_each_sentence_of_the_interpretation_under_its_condition_and_no_other(
    situations: dict[str, Result],
) -> None:
    reached: set[str] = set()
    for name, result in situations.items():
        with heard() as said:
            page = page_one(result)
        own = {one for one in said if one.startswith("interpretation.")} - PARTS
        told = Told(result)
        assert own == {one for one, holds in CONDITIONS.items() if holds(told)}, name
        assert {line.code for line in page.interpretation.sentences} == own, name
        reached |= own
    assert CONDITIONS.keys() - reached == set(), "a sentence that no situation says"
    ours = {one for one in catalogue() if one.startswith("interpretation.")}
    assert ours - PARTS - {"interpretation.heading"} == CONDITIONS.keys()
