"""Sentences that were seen in reports and were not true: none of them is said any more.

Source: report.md "Sentences", small-faults.md. Each test names the sentence and what is said now.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.copies.effect import effect_of
from osteo_annot.events.collect import collect_events
from osteo_annot.evidence.naming import names_of
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.homozygosity import Homozygosity, run_around
from osteo_annot.record.contents import Contents
from osteo_annot.record.disease import record
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.result.build import Options, result_of
from tests.builders import Build
from tests.golden import CASES, FOLDER
from tests.judged import judged
from tests.vcf_builder import FRAMESHIFT, NONSENSE_25, Vcf

DOCUMENTS = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in CASES}
TEXTS = {name: (FOLDER / f"{name}.txt").read_text() for name in CASES}
PED = "F\tP1\t{0}\t{1}\t1\t2\nF\t{0}\t0\t0\t1\t1\nF\t{1}\t0\t0\t2\t1\n"


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_callable_is_said_with_for_what(name: str) -> None:
    """Seen: "all exons were callable", with deletions not assessed."""
    for found in re.findall(r"exons? (?:were|was) callable[^.;]*", TEXTS[name]):
        assert "for small variants" in found


def test_an_incomplete_test_names_its_exons(name: str) -> None:
    """Seen: "not informative for the exons named below", with none named."""
    headline = DOCUMENTS[name]["verdict"]["headline"]
    assert "named below" not in headline
    if "not informative" in headline:
        assert re.search(r"for exons? [1-6]", headline)


def test_variants_are_counted_as_they_are_named(name: str) -> None:
    """Seen: "Two or more variants" for two."""
    headline = DOCUMENTS[name]["verdict"]["headline"]
    assert "or more" not in headline


def test_no_normal_protein_beside_an_effect_that_cannot_be_computed(tmp_path: Path) -> None:
    """Seen: "Normal protein expected" beside "cannot be computed": c.949+5G>A, tier B."""
    donor = judged(tmp_path, Vcf().add((108_049_248, "C", "T"), "0/1"))
    (event,) = donor["events"]
    alone = event["evidence"]["outcome_alone"]
    copies = [copy["outcome"]["effect"] for copy in donor["copies"] if copy["events"]]
    assert event["hgvs"]["c"] == "c.949+5G>A"
    assert (alone["effect"], alone["protein"], copies) == ("undecided", "p.?", ["undecided"])


@pytest.mark.parametrize(
    ("father", "mother"), [("father", "mother"), ("FATHER", "Mother"), ("DAD", "MUM")]
)
def test_a_relative_named_as_its_role_is_named_once(
    tmp_path: Path, father: str, mother: str
) -> None:
    """Seen: "The mother mother"."""
    vcf = Vcf(samples=("P1", father, mother)).add(NONSENSE_25, "1/1", "0/1", "0/1")
    document = judged(tmp_path, vcf, ped=PED.format(father, mother))
    told = " ".join(s["text"] for s in document["family_statements"])
    assert not re.search(r"\b(mother|father) \1\b", told, re.IGNORECASE)
    assert ("The mother MUM, unaffected" in told) is (mother == "MUM")


@pytest.mark.parametrize(("mother", "tested"), [("0/1", True), ("./.", False)])
def test_parents_who_were_tested_are_not_to_be_tested(
    tmp_path: Path, mother: str, tested: bool
) -> None:
    """Seen: "Test both parents" after both were tested."""
    vcf = Vcf(samples=("P1", "DAD", "MUM"))
    vcf.add(FRAMESHIFT, "0/1", "0/1", "0/0").add(NONSENSE_25, "0/1", "0/0", mother)
    document = judged(tmp_path, vcf, ped=PED.format("DAD", "MUM"))
    tests: dict[str, Any] = {t["code"]: t["text"] for t in document["verdict"]["next_tests"]}
    assert ("TEST_PARENTS" not in tests) is tested
    if not tested:
        assert tests["TEST_PARENTS"].startswith("Mother:")


def test_breakpoints_of_no_caller_are_not_the_caller_s(build: Build) -> None:
    """Seen: "breakpoints as the caller gave them", with no caller."""
    loss = build.loss(2, 3)
    exon = build.gene.exons[1]
    inner, outer = Interval(exon.start, exon.end), Interval(exon.start - 900, exon.end + 900)
    call = DepthCall(2, 1, "d.bed", (2,), 1, 0.5, 0.05, inner, outer)
    (by_depth,) = collect_events((), build.gene, build.reference, (call,)).events
    notes = [
        names_of(effect_of(event, build.gene, build.reference), build.gene, build.reference).note
        for event in (loss, by_depth)
    ]
    assert "as the caller gave them" in notes[0]
    assert "caller" not in notes[1]
    assert "depth of the exons" in notes[1]


def test_markers_that_were_not_read_are_not_too_few() -> None:
    """Seen: "too few markers" where none was read."""
    run = run_around([], gene_model(Assembly.GRCH38))
    assert run.answer is Homozygosity.NO_MARKER
    assert "too few" not in run.text


def test_references_are_the_papers_themselves() -> None:
    """Seen: "Source document of the disease" as reference 1."""
    contents: Contents = record().contents
    cited = {source: entry["text"] for source, entry in contents.citations.items()}
    assert not any("source document" in text.lower() for text in cited.values())
    assert contents.summary[0].sources == [
        "pangrazio2006",
        "ott2013",
        "vernejoul2010",
        "masi2015",
        "omim",
    ]


def test_changes_of_one_copy_are_named_5_to_3(tmp_path: Path) -> None:
    """Order 3' to 5' inside ``c.[...]``: c.75 lies before c.415, on the minus strand behind it."""
    vcf = Vcf().add(FRAMESHIFT, "0|1:7", fmt="GT:PS").add(NONSENSE_25, "0|1:7", fmt="GT:PS")
    document = judged(tmp_path, vcf)
    assert "c.[75G>A;415_416del]" in document["verdict"]["genotype_hgvs"]


def test_a_place_that_g_does_not_name_says_so(name: str) -> None:
    """Plus-strand g. beside a left-aligned place without a word."""
    for place, rest in re.findall(r"Place chr6:([0-9,]+)[^\n]*?(\(GRCh3[78][^\n]*)", TEXTS[name]):
        shifted = place == "108,064,286"  # c.415_416del, in a repeat: g.108064290_108064291del
        assert ("leftmost of equal places" in rest) is shifted


def test_no_copy_is_said_to_be_broken(name: str) -> None:
    """Seen: "One copy broken" over a variant of uncertain significance (F25, F28).

    What a state says holds for every class; how much a variant breaks is its class's to say.
    """
    verdict = DOCUMENTS[name]["verdict"]
    words = " ".join((verdict["state_text"], *(c["text"] for c in verdict["would_change"])))
    assert not re.search(r"\b(broken|lost|intact)\b", words)
    assert "function lost" not in TEXTS[name]


def test_runs_of_exons_have_one_dash(name: str) -> None:
    """Seen: "exons 1-6" in one sentence and "exons 1–6" in the next."""
    for text in (TEXTS[name], json.dumps(DOCUMENTS[name], ensure_ascii=False)):
        assert not re.search(r"[Ee]xons? [1-6]-[1-6]", text)


def test_a_name_claims_no_base_that_is_not_sure(name: str) -> None:
    """Seen: ``g.(?_A)_(B_?)del``, A and B surely gone, of an event of which no base is sure."""
    for event in DOCUMENTS[name]["events"]:
        if event["kind"] in {"deletion", "inversion"} and not event["location"]["inner"]:
            first, last = event["location"]["outer"]
            assert event["hgvs"]["g"].startswith(f"g.({first}_?)_(?_{last})")
            assert "as the caller gave them" not in event["hgvs"]["note"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("0/1", "inherits the named copy with a probability of 1 in 2"),
        ("1/.", "On how many copies it lies is not known"),
    ],
)
def test_a_child_s_risk_supposes_no_copy_number(
    tmp_path: Path, assembly: Assembly, call: str, told: str
) -> None:
    """Seen: "the named copy" of a half call, which leaves open whether both carry it."""
    person = Vcf(assembly=assembly).add(NONSENSE_25, call)
    files = read_inputs([person.write(tmp_path / "a.vcf")])
    page = page_one(result_of(files, "P1", Options()))
    assert told in " ".join(line.text for line in page.interpretation.sentences)


@pytest.mark.parametrize(("call", "offered"), [("0/1", True), ("0/0", False)])
def test_counselling_is_named_where_a_variant_is(
    tmp_path: Path, assembly: Assembly, call: str, offered: bool
) -> None:
    """Seen: none for a carrier, whose relatives and partner it concerns."""
    document = judged(tmp_path, Vcf(assembly=assembly).add(NONSENSE_25, call))
    told = {test["code"] for test in document["verdict"]["next_tests"]}
    assert ("COUNSELLING" in told) is offered
