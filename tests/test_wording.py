"""Each sentence of a headline, and the condition that permits it (clinical rules 3.2).

The reports are those of the fixtures (``tests/golden/``), read as a reviewer reads them.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from osteo_annot.verdict.state import State
from tests.golden import CASES, FOLDER

DOCUMENTS = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in CASES}
BOTH = "Consistent with a diagnosis of OPTB5."
CARRIER = "Consistent with a carrier"


@pytest.fixture(params=CASES)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = DOCUMENTS[request.param]
    return found


def test_every_state_has_a_sentence_and_is_reached_by_a_fixture() -> None:
    reached = {document["verdict"]["state"] for document in DOCUMENTS.values()}
    assert {state.value for state in State} == reached


def test_the_disease_is_stated_only_where_both_copies_are_surely_broken(
    document: dict[str, Any],
) -> None:
    verdict = document["verdict"]
    sure = verdict["state"].startswith("BIALLELIC_") and all(
        copy["outcome"]["null"] for copy in document["copies"]
    )
    deciding = [e for e in document["events"] if e["tier"] in {"A", "B"}]
    classes = {event["classification"]["class"] for event in deciding}
    # Earned claims 9: bounded by the weaker of confidence and class.
    bounded = classes <= {"P", "LP"} and verdict["confidence"] != "low"
    assert (BOTH in verdict["headline"]) is (sure and bounded)
    if "onsistent with a diagnosis" not in verdict["headline"] and sure:
        assert "Not enough by itself for a diagnosis" in verdict["headline"]


def test_a_carrier_is_stated_only_where_all_was_looked_at(document: dict[str, Any]) -> None:
    verdict = document["verdict"]
    assert (CARRIER in verdict["headline"]) is (verdict["state"] == "MONOALLELIC")
    if CARRIER in verdict["headline"]:
        exons = document["callability"]["exons"]
        assert {e["small_variants"] for e in exons} == {"callable"}
        lost = {n for copy in document["copies"] for n in copy["outcome"]["exons_lost"]}
        for exon in exons:
            # Under a deletion of one copy, confident calls show the other.
            shown = exon["exon"] in lost and exon["homozygous_loss_excluded"]
            assert exon["deletions"] == "callable" or shown


def test_nothing_found_says_how_far_was_looked(document: dict[str, Any]) -> None:
    """The completeness sentence, with the exons of which nothing is known named below."""
    headline, state = document["verdict"]["headline"], document["verdict"]["state"]
    if re.search(r"\bNo (\S+ variant|loss-of-function allele)\b", headline):
        assert "were callable for small variants" in headline or "not fully examined" in headline
        assert ("were callable" in headline) is (state == "NONE_CALLABLE")
        assert "deletion" in headline or state == "NONE_INCOMPLETE"


def test_words_that_no_headline_may_have(document: dict[str, Any]) -> None:
    """Pathogenic is of variants, with points; nobody is negative, normal or free of a disease."""
    headline = document["verdict"]["headline"].lower()
    headline = headline.replace("likely pathogenic with 6)", "")
    for word in (
        "mutation",
        "polymorphism",
        "pathogenic",
        "negative",
        "normal",
        "healthy",
        "free of",
    ):
        assert word not in headline


def test_a_vus_says_what_it_cannot_be_used_for(document: dict[str, Any]) -> None:
    """VUS: "cannot be used for clinical decisions"."""
    told = [r["text"] for r in document["verdict"]["reasons"] if r["code"] == "UNCERTAIN_VARIANT"]
    assert all("cannot be used for clinical decisions" in text for text in told)


def test_a_predicted_protein_stands_in_brackets(document: dict[str, Any]) -> None:
    for event in document["events"]:
        name, effect = event["hgvs"]["p"], event["evidence"]["outcome_alone"]["effect"]
        assert not name or name in {"p.?", "p.0?"} or re.fullmatch(r"p\.\(.+\)", name), name
        assert (name == "p.0?") is (effect == "no_product")
