"""Page one as values: nine parts for every case, in both languages, bounded by what was earned.

Expected values: report.md ("Page one stands alone"), ``earned-claims`` 9, clinical rules 3.1
(recurrence) and 3.6 (next tests).
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.intake.person.laboratory import Laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.page.interpretation import is_diagnostic
from osteo_annot.report.page.page_one import PageOne
from osteo_annot.report.result.copy_model import Reading
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.next_tests import Subject, next_test
from osteo_annot.sentences.language import Language
from osteo_annot.verdict.advice import NextTest
from osteo_annot.verdict.readings import Premise
from osteo_annot.verdict.state import State
from tests.golden import CASES, judged

EN, DE = Language.EN, Language.DE


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("cases")
    return {name: judged(name, folder) for name in CASES}


def said(page: PageOne) -> set[str]:
    """The ids of the sentences of the interpretation."""
    return {sentence.code.partition(".")[2] for sentence in page.interpretation.sentences}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", list(CASES))
def test_page_one_answers_each_of_its_questions(
    name: str, language: Language, results: dict[str, Result]
) -> None:
    page = page_one(results[name], language)
    assert page.head.lines
    assert page.head.status
    assert page.answer.sentence
    assert not re.search(r"\b(?:deletion|6)-[0-9]", page.answer.sentence)  # names, no ids
    assert page.answer.state_text
    assert page.variants.rows or page.variants.note
    assert page.copies.pairs or page.copies.note
    assert page.sure.word
    assert page.sure.reason.text
    assert 2 <= len(page.interpretation.sentences) <= 6
    assert page.open.not_examined
    assert len(page.next.tests) <= 4
    assert page.next.tests or page.next.note
    assert len(page.signature.signers) == 2


def test_no_template_is_left_unfilled(results: dict[str, Result]) -> None:
    for result in results.values():
        for language in Language:
            assert not re.search(r"[{}]|None\b.*None\b", str(page_one(result, language).open))
            assert "{" not in page_one(result, language).interpretation.text


def test_the_strongest_sentence_needs_class_and_confidence(results: dict[str, Result]) -> None:
    """``earned-claims`` 9: never over an uncertain variant, nor at low confidence."""
    strong = results["F02"]
    assert is_diagnostic(strong)
    assert "both_affected" in said(page_one(strong))
    event = strong.events[0]
    vus = replace(event.classification, class_=AcmgClass.VUS)
    weak = replace(strong, events=[replace(event, classification=vus)])
    assert {"both_called", "uncertain"} <= said(page_one(weak))
    for name, result in results.items():
        if "both_affected" in said(page_one(result)):
            assert "Consistent with a diagnosis" in result.verdict.headline, name


def test_recurrence_has_its_condition(results: dict[str, Result]) -> None:
    assert "one_in_four" in said(page_one(results["F02"]))
    untested = page_one(results["F01"])
    assert "if_parents_carry" in said(untested)
    assert "that each carries one was not shown" in untested.interpretation.text
    assert "no_recurrence" in said(page_one(results["F24"]))
    assert "carrier_risk" in said(page_one(results["F06"]))


def test_a_negative_names_what_is_left_and_calls_nothing_normal(results: dict[str, Result]) -> None:
    for name in ("F34_callable", "F34_not_covered", "F23"):
        page = page_one(results[name])
        assert "residual" in said(page), name
        assert "normal" not in page.interpretation.text


def test_both_readings_of_a_contradiction(results: dict[str, Result]) -> None:
    """Side by side, or none: no third picture of both at once."""
    bare = results["F18"]
    assert bare.verdict.state is State.INDETERMINATE
    page = page_one(bare)
    assert page.copies.pairs == ()
    assert page.copies.note.startswith("No copy is drawn")
    readings = [
        Reading(premise, premise.text, state, state.text, results[other].copies)
        for premise, state, other in (
            (Premise.GENOTYPE, State.MONOALLELIC, "F06"),
            (Premise.COPY_NUMBER, State.BIALLELIC_HOM_DEL, "F04"),
        )
    ]
    page = page_one(replace(bare, readings=readings))
    assert [pair.premise for pair in page.copies.pairs] == [
        f"If the genotype is right: {State.MONOALLELIC.text}",
        f"If the copy number is right: {State.BIALLELIC_HOM_DEL.text}",
    ]
    assert "reading" in said(page)


def test_deciding_variants_stand_along_the_gene_with_whom_they_came_from(
    results: dict[str, Result],
) -> None:
    rows = page_one(results["F10"]).variants.rows
    assert [row.exon for row in rows] == ["2", "5"]
    assert "from the father" in rows[0].phase
    assert "from the mother" in rows[1].phase


def test_next_tests_name_what_and_how_and_nothing_that_was_done(results: dict[str, Result]) -> None:
    def texts(name: str) -> str:
        return " ".join(line.text for line in page_one(results[name]).next.tests)

    assert "c.75G>A (exon 1, chr6:108,074,577): confirm by Sanger" in texts("F02")
    assert "Mother and father: test for" in texts("F01")
    assert "Mother" not in texts("F02")  # both were called
    assert "confirm and count the copies by MLPA" in texts("F04")


def test_a_parent_who_was_called_is_not_named_again(results: dict[str, Result]) -> None:
    mother = [m for m in results["F02"].family if m.role == "mother"]
    subject = Subject(
        assembly=results["F02"].assembly,
        deciding=results["F02"].events,
        uncertain=[],
        exons=results["F02"].callability.exons,
        family=mother,
        genes=[],
    )
    assert next_test(NextTest.TEST_PARENTS, subject).text.startswith("Father: test for c.75G>A")


def test_head_tells_what_was_given_and_names_what_was_not(results: dict[str, Result]) -> None:
    bare = page_one(results["F01"]).head
    assert "birth date" in bare.not_given
    assert "laboratory" in bare.not_given
    assert [line.label for line in bare.lines] == ["Person", "Test"]  # no blanks to fill in
    order = Order.model_validate(
        {
            "report_id": "R-7",
            "report_version": 2,
            "report_status": "amended",
            "issued": "2026-03-09",
            "replaces": {"report_id": "R-6", "reason": "parents tested"},
            "signed_by": [{"name": "A. B., MD", "role": "geneticist", "date": "2026-03-09"}],
            "person": {"name": "Test Person", "birth_date": "2024-03-01", "identifier": "PAT-77"},
            "sample": {"type": "blood", "quality": "sufficient", "received": "2026-03-02"},
            "requester": {"name": "C. D.", "organisation": "Clinic"},
            "purpose": "diagnosis",
            "consanguinity": "yes",
        }
    )
    laboratory = Laboratory(name="Lab", address="Street 1\nTown", accreditation="ISO 15189 no. 1")
    whole = replace(results["F01"], order=order.head, laboratory=laboratory)
    for language in Language:
        page = page_one(whole, language)
        text = " ".join(f"{line.label}: {line.text}" for line in page.head.lines)
        for told in ("Test Person", "2024-03-01", "PAT-77", "blood", "sufficient", "2026-03-02",
                     "C. D., Clinic", "Lab", "Street 1, Town", "ISO 15189 no. 1", "R-7",
                     "2026-03-09", "R-6", "parents tested", "diagnosis"):  # fmt: skip
            assert told in text
        assert page.variants.rows[0].dated == "2026-03-09"
        assert [signer.name for signer in page.signature.signers] == ["A. B., MD"]
        assert not page.head.is_draft
        assert "related" in said(page)
    assert page_one(whole).head.status == "Amended report"


def test_nothing_is_said_to_be_not_found_where_no_exon_was_examined(
    results: dict[str, Result],
) -> None:
    """earned-claims 1 and 9: "nothing found" needs something that was looked at."""
    assert "nothing_examined" in said(page_one(results["F34_not_covered"]))
    assert "nothing_found" in said(page_one(results["F34_callable"]))
    assert "nothing_found" in said(page_one(results["F23"]))  # five exons were
    assert "one_affected_alone" in said(page_one(results["F28"]))
    assert "one_affected" in said(page_one(results["F06"]))


def test_what_is_left_open_is_not_called_a_contradiction(results: dict[str, Result]) -> None:
    """F17: a deletion without genotype; F18: a genotype inside a deletion of both copies."""
    for name, sentence in (("F17", "left_open"), ("F18", "contradicted")):
        page = page_one(results[name])
        assert sentence in said(page)
        assert ("contradict" in page.copies.note) is (name == "F18")


def test_an_exon_that_is_gone_is_not_told_as_not_examined(results: dict[str, Result]) -> None:
    """Of a whole gene lost on both copies nothing is left; else further deletions are open."""
    both = " ".join(page_one(results["F05"]).open.not_examined)
    assert "exons" not in both
    assert "Deep introns" in both
    one = page_one(results["F03"]).open.not_examined
    assert "Further deletions: exons 1–6 not assessed." in one
    assert (
        "Weitere Deletionen: Exons 1–6 nicht beurteilt."
        in page_one(results["F03"], DE).open.not_examined
    )
    part = page_one(results["F08"]).open.not_examined
    assert "Further deletions: exons 1–3, 5–6 not assessed." in part
    under = " ".join(page_one(results["F06"]).open.not_examined)
    assert "eletions:" not in under  # the other copy is read in every exon
    assert "Deletions: exons 1–6 not assessed." in page_one(results["F01"]).open.not_examined


def test_the_table_names_what_it_cannot_tell_as_the_other_parts_do(
    results: dict[str, Result],
) -> None:
    """An intron by its number, an open protein as p.? (HGVS), a place instead of an id."""
    (splice,) = page_one(results["F25_score"]).variants.rows  # c.949+5: behind exon 5
    assert (splice.exon, splice.p) == ("intron 5", "p.?")
    assert page_one(results["F25_score"], DE).variants.rows[0].exon == "Intron 5"
    page = page_one(results["F29_presumed"])
    assert page.variants.rows[0].c == "duplication of exon 2 (chr6:108,063,885–108,064,599)"
    assert "a duplication of exon 2 (chr6:108,063,885–108,064,599)" in page.answer.sentence
    assert page.copies.pairs[0].copies[0].text.startswith("duplication exon 2;")
    (open_,) = page_one(results["F17"]).variants.rows  # no genotype: no number of copies
    assert open_.phase == "copy not known"


def test_a_negative_without_a_deletion_search_asks_for_it(results: dict[str, Result]) -> None:
    """Earned-claims 1: what was not looked for is named, and next is what would look for it."""
    page = page_one(results["F34_callable"])
    assert [test.code for test in page.next.tests] == ["OTHER_GENES", "EXON_COPY_NUMBER"]
    assert "leave open" in page_one(results["F17"]).answer.state_text


def test_sentences_name_events_with_their_article_and_along_the_gene(
    results: dict[str, Result],
) -> None:
    """F17: a deletion without genotype; F20: two changes, the first of which lies 5'."""
    assert (
        "On how many copies the deletion of exons 3–5" in page_one(results["F17"]).answer.sentence
    )
    german = page_one(results["F17"], DE).answer.sentence
    assert "Auf wie vielen Kopien die Deletion der Exons 3–5" in german
    page = page_one(results["F20"])
    for text in (page.answer.sentence, page.interpretation.text):
        assert text.index("c.415_416del") < text.index("c.421_422insCC")


def test_a_class_by_frequency_alone_shows_no_points_that_deny_it(
    results: dict[str, Result],
) -> None:
    """Richards 2015: BA1 stands alone. The points of PVS1 would say likely pathogenic."""
    (row,) = page_one(results["F30"]).variants.rows
    assert row.class_ == "benign by frequency alone (BA1), whatever the points"


def test_page_one_shows_no_code_without_words(results: dict[str, Result]) -> None:
    """F24: the finding is told in words; F18: the genotype by its place, not by a record's id."""
    for result in results.values():
        for language in Language:
            page = page_one(result, language)
            texts = [page.answer.sentence, page.sure.reason.text, page.interpretation.text]
            texts += [line.text for line in (*page.open.warnings, *page.next.tests)]
            for text in texts:
                assert not re.search(r"\bf\d+\.r\d+\b|\b[A-Z]+_[A-Z]+_[A-Z_]+\b", text), text
