"""Contested values and decisions recompute the verdict; a stronger criterion never lowers a class.

Expected states are those that the rules give to files that say the same (tests/golden, clinical
rules 2.2).
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osteo_annot.errors import RefusedError
from osteo_annot.evidence.classify import CRITERIA, classify
from osteo_annot.evidence.criterion import AcmgClass, Criterion, Leaf, Status, Strength
from osteo_annot.evidence.decided import DecidedCriterion, with_decisions
from osteo_annot.intake.case import read_inputs
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from osteo_annot.review.decisions import ConfirmationResult, Contest, Decision
from osteo_annot.review.edits import Edits
from osteo_annot.review.recompute import recomputed
from osteo_annot.review.results import Proposal, proposal_of
from tests.golden import CASES, RESTORING, judged
from tests.vcf_builder import FRAMESHIFT, NONSENSE_25, Vcf


@cache
def proposal(name: str) -> Proposal:
    with tempfile.TemporaryDirectory() as folder:
        result = judged(name, Path(folder))
    return proposal_of(json_text(document_of(result)).encode(), name)


def after(name: str, *edits: Contest | Decision | ConfirmationResult) -> Result:
    made = Edits(
        tuple(e for e in edits if isinstance(e, Decision)),
        tuple(e for e in edits if isinstance(e, Contest)),
        tuple(e for e in edits if isinstance(e, ConfirmationResult)),
    )
    found = proposal(name)
    return recomputed(found.result, made, found.ids)


def key(name: str, place: int = 0) -> str:
    """Key of a deciding event, else of any."""
    found = proposal(name)
    names = found.result.verdict.deciding or list(found.keys)
    return found.keys[names[place]]


def contest(about: str, value: str, **of: Any) -> Contest:
    told = {"about": about, "value": value, "reason": "r", "evidence": "e"}
    return Contest.model_validate({**told, **of})


def laboratory(**of: Any) -> ConfirmationResult:
    told = {"method": "MLPA", "sample": "blood", "by": "Lab", "on": "2026-11-30"}
    return ConfirmationResult.model_validate({**told, **of})


def parents(event: str, mother: str, father: str) -> dict[str, str]:
    return {"event": event, "mother": mother, "father": father}


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("trans", "BIALLELIC_COMPHET_TRANS"),
        ("cis", "CIS_PAIR"),
        ("unknown", "POSSIBLE_COMPHET_UNPHASED"),
    ],
)
def test_a_contested_phase_recomputes_the_state(value: str, state: str) -> None:
    told = after("F11", contest("phase", value, event=key("F11"), other=key("F11", 1)))
    assert told.verdict.state == state


def test_a_phase_that_parents_prove_can_be_contested_too() -> None:
    told = after("F10", contest("phase", "unknown", event=key("F10"), other=key("F10", 1)))
    assert told.verdict.state == "POSSIBLE_COMPHET_UNPHASED"


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (("carrier", "not_carrier"), ("not_carrier", "carrier"), "BIALLELIC_COMPHET_TRANS"),
        (("carrier", "not_carrier"), ("carrier", "not_carrier"), "CIS_PAIR"),
        (("carrier", "not_tested"), ("not_tested", "carrier"), "POSSIBLE_COMPHET_UNPHASED"),
        (("carrier", "carrier"), ("not_carrier", "carrier"), "POSSIBLE_COMPHET_UNPHASED"),
    ],
)
def test_the_parents_result_proves_the_phase_or_does_not(
    first: tuple[str, str], second: tuple[str, str], state: str
) -> None:
    told = [parents(key("F11"), *first), parents(key("F11", 1), *second)]
    assert after("F11", laboratory(parents=told)).verdict.state == state


@pytest.mark.parametrize(
    ("mother", "father", "state"),
    [
        ("carrier", "carrier", "BIALLELIC_HOM_SMALL"),
        ("carrier", "not_carrier", "APPARENT_HOM"),
        ("carrier", "not_tested", "APPARENT_HOM"),
    ],
)
def test_the_parents_of_an_apparent_homozygote(mother: str, father: str, state: str) -> None:
    told = after("F01", laboratory(parents=[parents(key("F01"), mother, father)]))
    assert told.verdict.state == state
    contradicted = "PARENT_WITHOUT_ALLELE" in {c.code for c in told.verdict.contradictions}
    assert contradicted is (father == "not_carrier")


@pytest.mark.parametrize(
    ("copies", "state"), [(2, "BIALLELIC_HOM_SMALL"), (1, "MONOALLELIC_PLUS_GAP")]
)
def test_copies_that_another_method_counts(copies: int, state: str) -> None:
    told = after("F01", laboratory(event=key("F01"), outcome="confirmed", copies=copies))
    assert told.verdict.state == state


def test_a_deletion_of_one_caller_that_is_confirmed_is_no_weak_call_any_more() -> None:
    name = next(k for k in proposal("F11").keys.values() if "deletion" in k)
    assert proposal("F11").result.verdict.confidence_reason.code == "ONE_CALLER_ONLY"
    told = after("F11", laboratory(event=name, outcome="confirmed"))
    assert told.verdict.confidence_reason.code != "ONE_CALLER_ONLY"


def test_an_event_that_is_not_confirmed_is_gone_from_the_answer() -> None:
    told = after("F06", laboratory(event=key("F06"), outcome="not_confirmed"))
    assert told.verdict.state == "NONE_CALLABLE"
    assert key("F06") not in {proposal("F06").keys[e.id] for e in told.events}


def test_a_change_over_a_deletion_that_is_gone_has_unknown_copies() -> None:
    """Never a carrier by silence: what exposed the change is not there, so nothing is concluded."""
    keys = {k: "deletion" in k for k in proposal("F03").keys.values()}
    loss = next(name for name, is_loss in keys.items() if is_loss)
    told = after("F03", contest("zygosity", "absent", event=loss))
    assert told.verdict.state == "INDETERMINATE"


@pytest.mark.parametrize("about", ["small_variants", "deletions"])
def test_one_exon_that_was_not_searched_makes_a_negative_incomplete(about: str) -> None:
    value = "not_callable" if about == "small_variants" else "unknown"
    told = after("F34_callable", contest(about, value, exon=3))
    searched = [getattr(e, about) for e in told.callability.exons]
    assert searched[2] == value
    if about == "small_variants":
        assert told.verdict.state == "NONE_INCOMPLETE"


def test_every_exon_has_to_be_shown_as_searched() -> None:
    def whole(exons: range) -> list[Contest]:
        return [
            contest(about, "callable", exon=exon)
            for exon in exons
            for about in ("small_variants", "deletions")
        ]

    assert after("F34_not_covered", *whole(range(1, 6))).verdict.state == "NONE_INCOMPLETE"
    assert after("F34_not_covered", *whole(range(1, 7))).verdict.state == "NONE_CALLABLE"


def test_an_uncertain_variant_that_is_made_pathogenic_counts() -> None:
    """F27_303: a stop that escapes decay; strong functional evidence makes it likely pathogenic."""
    decision = Decision.model_validate(
        {"event": key("F27_303"), "criterion": "PS3", "action": "add", "strength": "very_strong"}
        | {"reason": "assay"}
    )
    event = after("F27_303", decision).events[0]
    assert event.classification.class_ is AcmgClass.P
    assert event.tier == "A"
    assert "PS3" in {c.code for c in event.classification.criteria}


def test_a_rejected_pvs1_leaves_a_null_variant_a_candidate() -> None:
    """The class is a sentence of its own: it never hides what breaks a copy."""
    decision = Decision.model_validate(
        {"event": key("F06"), "criterion": "PVS1", "action": "reject", "reason": "r"}
    )
    told = after("F06", decision)
    assert told.events[0].classification.class_ is AcmgClass.VUS
    assert told.verdict.state == proposal("F06").result.verdict.state


def test_a_change_that_another_one_undoes_cannot_be_parted_from_it() -> None:
    """F20: two frameshifts that restore the frame; what they make was computed from both."""
    first, second = list(proposal("F20").keys.values())[:2]
    with pytest.raises(RefusedError, match="CONTEST_NOT_COMPUTED"):
        after("F20", contest("phase", "trans", event=first, other=second))
    same = after("F20", contest("phase", "cis", event=first, other=second))
    assert same.verdict.state == proposal("F20").result.verdict.state


def of_files(folder: Path, vcf: Vcf) -> Proposal:
    """What the program proposes for the file of a person."""
    result = result_of(read_inputs([vcf.write(folder / "p.vcf")]), "P1", Options())
    return proposal_of(json_text(document_of(result)).encode(), "P1")


def test_changes_that_a_contest_joins_are_not_computed_apart(tmp_path: Path) -> None:
    """The other way round: unphased, each breaks the copy; on one copy they would not."""
    found = of_files(tmp_path, Vcf().add(FRAMESHIFT, "0/1").add(RESTORING, "0/1"))
    first, second = found.keys.values()
    edits = Edits(contests=(contest("phase", "cis", event=first, other=second),))
    with pytest.raises(RefusedError, match="CONTEST_NOT_COMPUTED"):
        recomputed(found.result, edits, found.ids)


@pytest.mark.parametrize("copies", ["homozygous", "hemizygous", "heterozygous"])
def test_a_contested_zygosity_does_not_settle_what_may_undo_the_change(
    tmp_path: Path, copies: str
) -> None:
    """A restoring change without genotype leaves the copy open, on one copy or on two."""
    found = of_files(tmp_path, Vcf().add(FRAMESHIFT, "0/1").add(RESTORING, "./."))
    assert found.result.verdict.state == "INDETERMINATE"
    edits = Edits(contests=(contest("zygosity", copies, event=next(iter(found.ids))),))
    assert recomputed(found.result, edits, found.ids).verdict.state == "INDETERMINATE"


@pytest.mark.parametrize(
    ("proposed", "of", "told"),
    [
        ([(NONSENSE_25, "1/1")], {"value": "heterozygous"}, [(NONSENSE_25, "0/1")]),
        ([(NONSENSE_25, "0/1")], {"value": "apparent_homozygous"}, [(NONSENSE_25, "1/1")]),
        (
            [(NONSENSE_25, "0/1"), (FRAMESHIFT, "0/1")],
            {"value": "absent"},
            [(NONSENSE_25, "0/1")],
        ),
    ],
)
def test_a_contest_gives_what_files_would_give_that_say_the_same(
    tmp_path: Path, proposed: list[Any], of: dict[str, str], told: list[Any]
) -> None:
    """The whole verdict, every event's class, and what is said of the family."""

    def vcf(rows: list[Any]) -> Vcf:
        made = Vcf()
        for row in rows:
            made.add(*row)
        return made

    found, other = of_files(tmp_path, vcf(proposed)), of_files(tmp_path, vcf(told)).result
    edits = Edits(contests=(contest("zygosity", event=next(iter(found.ids)), **of),))
    after_it = recomputed(found.result, edits, found.ids)
    assert after_it.verdict == other.verdict
    assert [e.classification for e in after_it.events] == [e.classification for e in other.events]
    assert after_it.family_statements == other.family_statements


@pytest.mark.parametrize("name", ["F02", "F04"])
def test_a_parent_who_does_not_carry_contradicts_a_homozygote(name: str) -> None:
    """Z26, also where two copies were counted: a small change, and a deletion."""
    told = after(name, laboratory(parents=[parents(key(name), "carrier", "not_carrier")]))
    assert "PARENT_WITHOUT_ALLELE" in {c.code for c in told.verdict.contradictions}
    again = [parents(key(name), "carrier", "not_carrier"), parents(key(name), "carrier", "carrier")]
    told = after(name, *(laboratory(parents=[one]) for one in again))
    assert "PARENT_WITHOUT_ALLELE" not in {c.code for c in told.verdict.contradictions}


def test_limits_follow_the_contested_exons() -> None:
    limit = "DELETIONS_NOT_SEARCHED"
    assert limit in {one.code for one in proposal("F01").result.limits}
    whole = [contest("deletions", "callable", exon=exon) for exon in range(1, 7)]
    assert limit not in {one.code for one in after("F01", *whole).limits}
    assert limit in {one.code for one in after("F01", *whole[1:]).limits}


def test_the_table_of_the_family_follows_what_the_laboratory_showed() -> None:
    """F10: a trio; the father was read as carrier of the deletion, and another method denies it."""
    (name,) = (e.id for e in proposal("F10").result.events if e.kind == "deletion")
    told = laboratory(parents=[parents(proposal("F10").keys[name], "not_tested", "not_carrier")])
    father = next(m for m in after("F10", told).family if m.role == "father")
    assert father.carries[name] == 0
    assert father.genotypes[name] == "tested in the laboratory: no carrier"


@pytest.mark.parametrize("name", sorted(CASES))
def test_no_edit_gives_the_proposal_byte_for_byte(name: str) -> None:
    found = proposal(name)
    assert json_text(document_of(after(name))).encode() == found.content


_LEVELS = [Strength.SUPPORTING, Strength.MODERATE, Strength.STRONG, Strength.VERY_STRONG]
_PATHOGENIC = [code for code in CRITERIA if code.startswith("P")] + ["PS3", "PP1", "PP4"]
_BENIGN = [code for code in CRITERIA if code.startswith("B") and code != "BA1"] + ["BS3", "BS4"]
_ORDER = [AcmgClass.B, AcmgClass.LB, AcmgClass.VUS, AcmgClass.LP, AcmgClass.P]
_met = st.dictionaries(
    st.sampled_from([*_PATHOGENIC, *_BENIGN]), st.integers(0, 3), min_size=1, max_size=9
)


def place(levels: dict[str, int], *, stands_alone: bool) -> int:
    """Place of the class of criteria that are met at these strengths."""
    criteria = [
        Criterion(code, Status.NOT_MET, Strength.NOT_APPLICABLE, Leaf.KNOWN_NONE, "", "")
        for code in ("PVS1", "BA1")
    ]
    decided = [DecidedCriterion(code, _LEVELS[level], "r") for code, level in levels.items()]
    if stands_alone:
        decided.append(DecidedCriterion("BA1", Strength.STAND_ALONE, "r"))
    return _ORDER.index(classify(with_decisions(criteria, decided), tuple(CRITERIA)).class_)


@given(_met, st.data(), st.booleans())
@settings(max_examples=400, deadline=None)
def test_raising_a_strength_never_lowers_the_class(
    levels: dict[str, int], data: st.DataObject, stands_alone: bool
) -> None:
    """Of a criterion for pathogenic; of one for benign it never raises the class."""
    code = data.draw(st.sampled_from(sorted(levels)))
    raised = {**levels, code: data.draw(st.integers(levels[code], 3))}
    before = place(levels, stands_alone=stands_alone)
    now = place(raised, stands_alone=stands_alone)
    assert now <= before if code in _BENIGN else now >= before
