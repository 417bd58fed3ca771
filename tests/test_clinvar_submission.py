"""A signed report as a submission to ClinVar: variants, their set with its phase, nothing personal.

Expected by ClinVar's documentation of its Submission API (fields, closed lists, one of HGVS or
coordinates, bounds of large variants) and HGVS ("Alleles": trans, cis, phase not known). The
program's own schema tells the fields that it uses; ClinVar's own is asked too where a package that
brings it (clinvar-this) is installed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.report.result.model import Event, Location
from osteo_annot.report.result.release_model import SignedResult
from osteo_annot.review.documents.clinvar import (
    ClinvarSettings,
    Submission,
    clinvar_submission,
    local_id,
)
from tests import golden
from tests.signed import FINAL, WITHDRAWN, signed
from tests.typed import small_event, small_result

CASES = ("F02", "F03", "F04", "F08", "F10", "F11", "F12", "F13", "F16", "F29_proven", "F36")
"""A homozygote, losses with exact and uncertain bounds, sets of each phase, nothing, a gain, an
inversion."""
OWN = json.loads(
    resources.files("osteo_annot.review.documents").joinpath("clinvar.schema.json").read_text()
)


@cache
def published() -> dict[str, Any] | None:
    """ClinVar's own schema, where a package that brings it is installed."""
    try:
        text = resources.files("clinvar_api.schemas").joinpath("submission_schema.json").read_text()
    except ModuleNotFoundError:
        return None
    schema: dict[str, Any] = json.loads(text)
    return schema


needs_published = pytest.mark.skipif(published() is None, reason="clinvar-this is not installed")


def submitted(result: SignedResult, **settings: Any) -> Submission:
    """The submission, with the id of each event as its key."""
    keys = {event.id: f"key:{event.id}" for event in result.events}
    return clinvar_submission(result, keys, ClinvarSettings.model_validate(settings))


def records(result: SignedResult, **settings: Any) -> list[dict[str, Any]]:
    document = submitted(result, **settings).document
    assert document is not None
    jsonschema.validate(document, OWN)
    found: list[dict[str, Any]] = document["germlineSubmission"]
    return found


def of_set(found: list[dict[str, Any]]) -> dict[str, Any]:
    (one,) = [record for record in found if "variantSet" not in record]
    return one


def schemas() -> list[dict[str, Any]]:
    """The program's own schema, and the published one where it is at hand."""
    other = published()
    return [OWN, other] if other else [OWN]


@pytest.mark.parametrize("case", CASES)
def test_every_case_keeps_the_schemas(case: str, tmp_path: Path) -> None:
    result = golden.judged(case, tmp_path)
    keys = {event.id: f"key:{event.id}" for event in result.events}
    accessions = {local_id(event, keys): "SCV000123456" for event in result.events}
    for release in (FINAL, WITHDRAWN):
        for told in ({}, {"accessions": accessions, "submission_name": "S", "behalf_of": 3}):
            made = submitted(signed(result, release), **told)
            if made.document is None:
                assert made.text == ""
                continue
            for schema in schemas():
                jsonschema.validate(made.document, schema)
            assert json.loads(made.text) == made.document
            assert submitted(signed(result, release), **told).text == made.text


@needs_published
def test_the_published_schema_was_asked() -> None:
    """That of ClinVar refuses what its documentation forbids: it was not skipped over."""
    record = records(signed(small_result(small_event())))[0]
    for fault in (
        {"recordStatus": "delete"},
        {"variantSet": {"variant": []}},
        {"observedIn": [{"affectedStatus": "yes"}]},
        {"conditionSet": {}},
        {"compoundHeterozygoteSet": {"hgvs": "x", "variantSets": []}},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"germlineSubmission": [{**record, **fault}]}, published())


@pytest.mark.parametrize(
    "fault",
    [
        {"recordStatus": "update"},
        {"clinvarAccession": "SCV000123456"},
        {"localID": ""},
        {"conditionSet": {"condition": [{"name": "osteopetrosis"}]}},
        {"haplotypeSet": {"hgvs": "NM_1.1:c.[1A>T;2A>T]", "variants": []}},
        {"person": "Jane Roe"},
    ],
)
def test_the_own_schema_sees_a_fault(fault: dict[str, Any]) -> None:
    document = submitted(signed(small_result(small_event()))).document
    assert document is not None
    (record,) = document["germlineSubmission"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "germlineSubmission": [{**record, **fault}]}, OWN)


def test_one_variant_has_name_gene_class_date_and_disease() -> None:
    (record,) = records(signed(small_result(small_event())))
    assert record["variantSet"]["variant"] == [
        {"hgvs": "NM_014028.4:c.36T>A", "gene": [{"symbol": "OSTM1"}]}
    ]
    told = record["germlineClassification"]
    assert told["germlineClassificationDescription"] == "Likely pathogenic"
    assert told["dateLastEvaluated"] == "2026-11-30"
    assert told["citation"] == [{"db": "PubMed", "id": "25741868"}]
    assert "8 points" in told["comment"]
    assert record["conditionSet"] == {"condition": [{"db": "OMIM", "id": "259720"}]}
    assert (record["recordStatus"], record["localID"]) == ("novel", "key:E1")


@pytest.mark.parametrize(
    ("class_", "word"),
    [
        (AcmgClass.P, "Pathogenic"),
        (AcmgClass.LP, "Likely pathogenic"),
        (AcmgClass.VUS, "Uncertain significance"),
        (AcmgClass.LB, "Likely benign"),
        (AcmgClass.B, "Benign"),
    ],
)
def test_the_class_in_the_words_of_clinvar(class_: AcmgClass, word: str) -> None:
    event = small_event()
    event = replace(event, classification=replace(event.classification, class_=class_))
    (record,) = records(signed(small_result(event)))
    assert record["germlineClassification"]["germlineClassificationDescription"] == word


@pytest.mark.parametrize(
    ("case", "kind", "hgvs"),
    [
        (
            "F10",
            "compoundHeterozygoteSet",
            "NM_014028.4:c.[415_416del];[(783+1_784-1)_(949+1_950-1)del]",
        ),
        ("F11", "phaseUnknownSet", "NM_014028.4:c.415_416del(;)(783+1_784-1)_(949+1_950-1)del"),
        ("F12", "haplotypeSet", "NM_014028.4:c.[36T>A;415_416del]"),
        (
            "F03",
            "compoundHeterozygoteSet",
            "NC_000006.12:g.[108064035_108074891del];[108074577C>T]",
        ),
    ],
)
def test_two_variants_are_a_set_that_tells_their_phase(
    case: str, kind: str, hgvs: str, tmp_path: Path
) -> None:
    result = signed(golden.judged(case, tmp_path))
    found = records(result)
    assert len(found) == 3
    one = of_set(found)
    assert one[kind]["hgvs"] == hgvs
    assert "Phase: " in one["germlineClassification"]["comment"]
    assert len(records(result, sets=False)) == 2


def test_a_set_has_the_lower_class_of_its_variants(tmp_path: Path) -> None:
    result = signed(golden.judged("F11", tmp_path))
    found = {
        record["localID"]: record["germlineClassification"]["germlineClassificationDescription"]
        for record in records(result)
    }
    assert sorted(found.values()) == [
        "Likely pathogenic",
        "Uncertain significance",
        "Uncertain significance",
    ]
    (whole,) = [word for name, word in found.items() if "+" in name]
    assert whole == "Uncertain significance"


def test_no_set_of_a_homozygote_or_of_a_lone_variant(tmp_path: Path) -> None:
    for case in ("F02", "F28"):
        found = records(signed(golden.judged(case, tmp_path)))
        assert [list(r)[3] for r in found] == ["variantSet"] * len(found)


def test_two_losses_of_an_exon_with_other_ends_are_two_variants() -> None:
    names = {
        records(signed(small_result(deletion(Location(start, 900, [start, 900], [start, 900])))))[
            0
        ]["localID"]
        for start in (101, 102)
    }
    assert len(names) == 2


def test_the_record_of_a_set_is_deleted_too(tmp_path: Path) -> None:
    result = golden.judged("F11", tmp_path)
    pair = of_set(records(signed(result)))["localID"]
    gone = submitted(signed(result, WITHDRAWN), accessions={pair: "SCV000000007"}).document
    assert gone is not None
    assert gone["clinvarDeletion"]["accessionSet"][0]["accession"] == "SCV000000007"


def test_the_origin_is_told_where_parents_show_it(tmp_path: Path) -> None:
    found = records(signed(golden.judged("F10", tmp_path)))
    origins = {
        record["observedIn"][0]["alleleOrigin"] for record in found if "variantSet" in record
    }
    assert origins == {"maternal", "paternal"}


def deletion(place: Location, **changes: Any) -> Event:
    return small_event(
        id="D", kind=EventKind.DELETION, location=place, ref="", alt="<DEL>", **changes
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Location(101, 900, [101, 900], [101, 900]), {"start": 101, "stop": 900}),
        (
            Location(101, 900, [301, 700], [101, 900]),
            {"outerStart": 101, "outerStop": 900, "innerStart": 301, "innerStop": 700},
        ),
        (
            Location(101, 900, [], [101, 900]),
            {"outerStart": 101, "outerStop": 900, "variantLength": 800},
        ),
    ],
)
def test_bounds_of_a_large_variant(place: Location, told: dict[str, int]) -> None:
    (record,) = records(signed(small_result(deletion(place))))
    (variant,) = record["variantSet"]["variant"]
    where = variant["chromosomeCoordinates"]
    named = {"assembly": "GRCh38", "chromosome": "6", "accession": "NC_000006.12"}
    assert where == {**named, **told}


def test_how_a_large_variant_was_found_is_said_or_remarked(tmp_path: Path) -> None:
    unknown = submitted(signed(small_result(deletion(Location(1, 9, [1, 9], [1, 9])))))
    assert any("how it was found" in remark for remark in unknown.remarks)
    (record, *_) = records(signed(golden.judged("F05", tmp_path)))
    assert record["variantSet"]["variant"][0]["variantType"] == "copy number loss"
    assert record["variantSet"]["variant"][0]["copyNumber"] == "0"


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (small_event(filters=["LowQual"]), "filtered"),
        (small_event(zygosity=Zygosity.MOSAIC_OR_ARTEFACT), "mosaic"),
        (small_event(kind=EventKind.BREAKEND, alt="N]chr9:5]", ref=""), "no form"),
    ],
)
def test_what_is_doubted_or_has_no_form_is_left_out_and_named(event: Event, reason: str) -> None:
    made = submitted(signed(small_result(event)))
    assert made.document is None
    assert len(made.remarks) == 1
    assert reason in made.remarks[0]


def test_contradicting_sources_are_not_submitted(tmp_path: Path) -> None:
    made = submitted(signed(golden.judged("F17", tmp_path)))
    assert made.document is None
    assert "contradict" in made.remarks[0]


def test_a_known_record_is_updated_and_a_withdrawn_one_deleted() -> None:
    result = signed(small_result(small_event()))
    known = {"key:E1": "SCV000123456"}
    (record,) = records(result, accessions=known)
    assert (record["recordStatus"], record["clinvarAccession"]) == ("update", "SCV000123456")
    gone = submitted(signed(small_result(small_event()), WITHDRAWN), accessions=known).document
    assert gone is not None
    jsonschema.validate(gone, OWN)
    assert gone["clinvarDeletion"]["accessionSet"][0]["accession"] == "SCV000123456"
    assert submitted(signed(small_result(small_event()), WITHDRAWN)).document is None


def test_nothing_personal_is_submitted(tmp_path: Path) -> None:
    from osteo_annot.intake.person.order import Order

    order = Order.model_validate(
        {
            "person": {"name": "Jane Roe", "identifier": "PAT-77", "birth_date": "2020-02-03"},
            "indication": "Dense bones of Jane",
            "report_id": "R-123",
        }
    ).head
    result = signed(replace(golden.judged("F10", tmp_path), order=order))
    text = submitted(result).text
    for personal in ("Roe", "PAT-77", "2020-02-03", "Dense bones", "R-123", "P1", "MUM", "Reed"):
        assert personal not in text
    assert "The cohort is small." not in text


def test_wrong_settings_are_refused() -> None:
    for wrong in ({"criteria": {"id": "1;2"}}, {"accessions": {"a": "RCV1"}}, {"unknown": 1}):
        with pytest.raises(ValueError, match="validation error"):
            ClinvarSettings.model_validate(wrong)
