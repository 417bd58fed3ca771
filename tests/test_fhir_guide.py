"""Every bundle against the published guide for genomic reports, and the checker against faults."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.evidence.terms import Term
from osteo_annot.intake.person.laboratory import Laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of
from osteo_annot.report.exchange.vcf import vcf_text
from osteo_annot.report.exchange.vrs import vrs_of
from osteo_annot.report.result.model import Result
from tests.golden import CASES, judged
from tests.signed import ALL, signed
from tests.test_order import WHOLE
from tests.typed import judged as judged_files
from tests.vcf_builder import SV_HEADER, Vcf
from validation.fhir_guide.base import base_faults
from validation.fhir_guide.check import Checker, facts

Bundle = dict[str, Any]
LABORATORY = Laboratory.model_validate(
    {
        "name": "Bone genetics",
        "address": "1 Hill",
        "contact": "+49 0",
        "identifier": "L-1",
        "accreditation": "ISO 15189",
        "secondary_findings": "None are looked for.",
        "performance": [{"measure": "sensitivity", "value": "99 %", "source": "V-7"}],
        "reanalysis_months": 24,
    }
)
ORDERED = {
    **WHOLE,
    "indication": "Dense bones",
    "assay": "Exome",
    "person": {"identifier": "PAT-7", "name": "D. Roe", "birth_date": "2025-12-24"},
    "family": [{"relation": "sister", "affected": "yes"}, {"relation": "aunt", "affected": "no"}],
}


def bundle_of(result: Result) -> Bundle:
    return fhir_of(result, Site("chr6", embedded_reference(result.assembly)))


def with_order(result: Result, **change: Any) -> Bundle:
    order = Order.model_validate({**ORDERED, **change})
    return bundle_of(replace(result, order=order.head, laboratory=LABORATORY))


def of_type(bundle: Bundle, kind: str) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def of_profile(bundle: Bundle, name: str) -> list[dict[str, Any]]:
    resources = (entry["resource"] for entry in bundle["entry"])
    return [r for r in resources if any(name in p for p in r.get("meta", {}).get("profile", []))]


def components(observation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {c["code"]["coding"][0]["code"]: c for c in observation["component"]}


def faults_of(bundle: Bundle) -> list[str]:
    return Checker(bundle).faults() + base_faults(bundle)


@pytest.mark.parametrize("name", CASES)
def test_every_bundle_keeps_the_guide(name: str, tmp_path: Path) -> None:
    """hl7.fhir.uv.genomics-reporting 3.0.0: the snapshots of its own StructureDefinitions."""
    result = judged(name, tmp_path)
    assert faults_of(bundle_of(result)) == []
    assert faults_of(with_order(result)) == []
    standings = list(ALL.values())
    release = standings[list(CASES).index(name) % len(standings)]  # each standing in its turn
    assert faults_of(bundle_of(signed(result, release))) == []


def test_the_facts_are_those_of_the_published_package() -> None:
    source = facts()["source"]
    assert (source["version"], source["license"]) == ("3.0.0", "CC0-1.0")


# The checker sees each kind of fault


def first(bundle: Bundle, name: str) -> dict[str, Any]:
    return of_profile(bundle, name)[0]


def code_of(bundle: Bundle, name: str) -> dict[str, Any]:
    coding: dict[str, Any] = first(bundle, name)["code"]["coding"][0]
    return coding


def value_of(bundle: Bundle, code: str) -> dict[str, Any]:
    coded: dict[str, Any] = components(first(bundle, "/variant"))[code]["valueCodeableConcept"]
    return coded["coding"][0]


FAULTS: dict[str, tuple[Callable[[Bundle], object], str]] = {
    "category": (lambda b: first(b, "/variant")["category"].pop(), "geCategory: 0 of 1..1"),
    "profile": (
        lambda b: first(b, "/variant")["meta"].update(profile=[GUIDE + "overall-interpretation"]),
        "is no profile",
    ),
    "abstract": (lambda b: first(b, "/variant")["meta"].update(profile=[GUIDE + "finding"]), "abs"),
    "pattern": (lambda b: first(b, "/followup").update(status="draft"), "has not"),
    "required list": (lambda b: value_of(b, "48000-4").update(code="LA21254-0"), "required"),
    "extensible list": (lambda b: value_of(b, "48018-6").update(system=HGNC_OLD), "extensible"),
    "slice twice": (
        lambda b: first(b, "/variant")["component"].append(
            components(first(b, "/variant"))["48019-4"]
        ),
        "coding-change-type: 2 of 0..1",
    ),
    "type": (
        lambda b: components(first(b, "/variant"))["48018-6"].update(valueString="OSTM1"),
        "gene-studied.value[x]",
    ),
    "forbidden": (
        lambda b: first(b, "/diagnostic-implication").update(valueString="x"),
        "value[x]: 1 of 0..0",
    ),
    "missing": (lambda b: first(b, "/diagnostic-implication").pop("derivedFrom"), "0 of 1..*"),
    "extension": (
        lambda b: first(b, "/genomic-report")["extension"][0].update(url=GUIDE + "region"),
        "is no extension",
    ),
    "own code": (
        lambda b: code_of(b, "/diagnostic-implication").update(code="x"),
        "is no code of",
    ),
    "loinc": (
        lambda b: first(b, "/genomic-report")["code"]["coding"][0].update(code="51969-5"),
        "L",
    ),
    "lost": (lambda b: b["entry"].pop(), "is not in the bundle"),
    "target": (
        lambda b: first(b, "/genomic-report").update(
            specimen=[first(b, "/genomic-report")["subject"]]
        ),
        "leads to Patient",
    ),
}
GUIDE = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/"
HGNC_OLD = "http://www.genenames.org/geneId"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return bundle_of(judged("F11", tmp_path_factory.mktemp("good")))


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checker_sees(fault: str, good: Bundle) -> None:
    broken = copy.deepcopy(good)
    change, said = FAULTS[fault]
    change(broken)
    assert any(said in found for found in Checker(broken).faults())


def test_closed_codes_of_fhir_are_seen(good: Bundle) -> None:
    broken = copy.deepcopy(good)
    of_type(broken, "Procedure")[0]["status"] = "done"
    of_type(broken, "Specimen")[0]["subject"] = first(broken, "/genomic-report")["result"][0]
    found = base_faults(broken)
    assert any("done is none of" in f for f in found)
    assert any("leads to Observation" in f for f in found)


# What the bundle tells


def test_a_deletion_has_kind_of_change_and_copy_number(tmp_path: Path) -> None:
    """LOINC 48019-4 and 82155-3; Sequence Ontology; a count that is not known says so."""
    for name, copies in (("F04", 0), ("F03", 1), ("F19", None)):
        told = [components(o) for o in of_profile(bundle_of(judged(name, tmp_path)), "/variant")]
        (lost,) = (c for c in told if "82155-3" in c)
        kind = lost["48019-4"]["valueCodeableConcept"]["coding"][0]["code"]
        assert kind == ("SO:0001743" if name == "F19" else "SO:0000159")
        assert lost["82155-3"].get("valueQuantity", {}).get("value") == copies
        assert ("dataAbsentReason" in lost["82155-3"]) is (copies is None)


def test_bounds_by_depth_alone_are_not_exact(tmp_path: Path) -> None:
    """Bins of a depth caller give outer bounds and never exact bases; a junction gives both."""
    for name, exact in (("F16", False), ("F33_new", False), ("F17", True), ("F04", True)):
        result = judged(name, tmp_path)
        (place,) = (e.location for e in result.events if e.kind == "deletion")
        assert (place.inner == place.outer) is exact, name
        (told,) = (components(o) for o in of_profile(bundle_of(result), "/variant"))
        assert ("81254-5" in told, "81301-4" in told) == (exact, not exact)
        reference = embedded_reference(result.assembly)
        (event,) = vrs_of(result, reference)["events"]
        assert isinstance(event["chromosome"]["location"]["start"], int) is exact
        assert ("IMPRECISE" not in vcf_text(result, "chr6", reference).split("#CHROM")[1]) is exact


def test_each_copy_and_exon_has_one_of_three_answers(tmp_path: Path) -> None:
    result = judged("F11", tmp_path)
    told = {
        o["code"]["coding"][0]["code"]: o
        for o in of_type(bundle_of(result), "Observation")
        if o["code"]["coding"][0]["system"] == "urn:osteo-annot:copy"
    }
    assert sorted(told) == ["copy_1", "copy_2"]
    for copy_, key in zip(result.copies, sorted(told), strict=True):
        shown = {
            number: c["valueCodeableConcept"]["coding"][0]["code"]
            for number, c in components(told[key]).items()
        }
        assert shown == {str(exon.exon): exon.status for exon in copy_.exons}
        assert told[key]["valueCodeableConcept"]["coding"][0]["code"] == copy_.status


def test_both_readings_of_a_contradiction_are_told(tmp_path: Path) -> None:
    """A genotype of two lost copies beside a copy number of one: what either would mean."""

    def told(genotype: str) -> list[str]:
        vcf = Vcf(extra_header=SV_HEADER).exons(2, 3, genotype, fmt="GT:CN")
        bundle = bundle_of(judged_files(tmp_path, vcf))
        assert faults_of(bundle) == []
        return [
            o["valueCodeableConcept"]["coding"][0]["code"]
            for o in of_type(bundle, "Observation")
            if o["code"]["coding"][0]["system"] == "urn:osteo-annot:reading"
        ]

    assert told("1/1:1") == ["BIALLELIC_HOM_DEL", "MONOALLELIC_PLUS_GAP"]
    assert told("0/1:1") == []


def test_each_next_test_is_a_recommended_action(tmp_path: Path) -> None:
    result = judged("F11", tmp_path)
    bundle = bundle_of(result)
    tasks = of_type(bundle, "Task")
    assert [t["identifier"][0]["value"] for t in tasks] == [
        t.code for t in result.verdict.next_tests
    ]
    actions = [e for e in bundle["entry"][0]["resource"]["extension"] if "recommended" in e["url"]]
    assert len(actions) == len(tasks) > 0


def test_findings_and_relatives_are_told(tmp_path: Path) -> None:
    """HPO present and absent; a trio's parents by HL7 RoleCode, with their own copies."""
    findings = {
        o["code"]["coding"][0]["code"]: o["valueCodeableConcept"]["coding"][0]["code"]
        for o in of_type(bundle_of(judged("F11", tmp_path)), "Observation")
        if "human-phenotype" in o["code"]["coding"][0]["system"]
    }
    assert findings["HP:0011002"] == "LA9633-4"
    assert findings["HP:0001744"] == "LA9634-2"
    parents = of_type(bundle_of(judged("F02", tmp_path)), "FamilyMemberHistory")
    assert {p["relationship"]["coding"][0]["code"] for p in parents} == {"MTH", "FTH"}
    assert all("MONOALLELIC" in json.dumps(p["note"]) for p in parents)
    told = with_order(judged("F02", tmp_path), family=[{"relation": "Mother", "note": "well"}])
    (mother,) = (
        m
        for m in of_type(told, "FamilyMemberHistory")
        if m["relationship"]["coding"][0]["code"] == "MTH"
    )
    assert {"text": "Order: affected unknown. well"} in mother["note"]


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", "\u2028", "\u202e", "x" * 200])
def test_an_order_of_empty_and_odd_texts_makes_a_valid_bundle(tmp_path: Path, text: str) -> None:
    """FHIR knows no empty string."""
    order = Order.model_validate(
        {
            **dict.fromkeys(("report_id", "test", "purpose", "assay", "tested_as"), text),
            "indication": text,
            "requester": {"name": text, "organisation": text, "contact": text},
            "person": {"identifier": text, "second_identifier": text, "name": text},
            "sample": {"identifier": text, "type": text, "quality": text},
            "family": [{"relation": text, "identifier": text, "note": text}],
        }
    )
    told = {"address": text, "contact": text, "identifier": text, "accreditation": text}
    lab = Laboratory.model_validate({"name": "x", "secondary_findings": text, **told})
    result = replace(judged("F10", tmp_path), order=order.head, laboratory=lab)
    assert faults_of(bundle_of(result)) == []


def test_consequences_are_terms_of_the_sequence_ontology(tmp_path: Path) -> None:
    """SO:0001587 stop_gained, SO:0001589 frameshift_variant, SO:0001572 exon_loss_variant."""
    accessions = {term: term.accession for term in Term}
    assert set(accessions) == set(Term)
    assert len(set(accessions.values())) == len(Term)
    for name, number in (("F01", "SO:0001587"), ("F04", "SO:0001572")):
        (told,) = of_profile(bundle_of(judged(name, tmp_path)), "/molecular-consequence")
        codings = [
            c["valueCodeableConcept"]["coding"][0]["code"]
            for c in told["component"]
            if c["code"]["coding"][0]["code"] == "feature-consequence"
        ]
        assert number in codings
    assert accessions[Term.FRAMESHIFT] == "SO:0001589"


def test_inheritance_is_told_of_a_trio_only(tmp_path: Path) -> None:
    """LOINC LL5489-1."""
    told = {
        components(o)["94186-4"]["valueCodeableConcept"]["coding"][0]["code"]
        for o in of_profile(bundle_of(judged("F10", tmp_path)), "/variant")
    }
    assert told == {"LA26320-4", "LA26321-2"}
    alone = of_profile(bundle_of(judged("F11", tmp_path)), "/variant")
    assert not any("94186-4" in components(o) for o in alone)


def test_the_order_fills_request_laboratory_specimen_and_status(tmp_path: Path) -> None:
    result = judged("F04", tmp_path)
    bundle = with_order(result)
    report = bundle["entry"][0]["resource"]
    assert report["status"] == "amended"
    assert not report["conclusion"].startswith("DRAFT")
    assert "The mother was tested." in json.dumps(report["extension"])
    assert len(report["resultsInterpreter"]) == 1
    (request,) = of_type(bundle, "ServiceRequest")
    said = {n["text"] for n in request["note"]}
    assert said >= {"Parents related: yes", "Recipients: C. Poe"}
    names = {o["name"] for o in of_type(bundle, "Organization")}
    assert names == {"Bone genetics", "Clinic"}
    (specimen,) = of_type(bundle, "Specimen")
    assert specimen["condition"][0]["text"] == "sufficient"
    told = {json.dumps(m["relationship"]) for m in of_type(bundle, "FamilyMemberHistory")}
    assert any("SIS" in one for one in told)
    assert any("aunt" in one for one in told)
    for status, expected in (("draft", "preliminary"), ("preliminary", "preliminary")):
        unsigned = with_order(result, report_status=status)["entry"][0]["resource"]
        assert unsigned["status"] == expected
        assert "not signed" in unsigned["conclusion"]
    plain = bundle_of(result)
    assert not of_type(plain, "ServiceRequest") + of_type(plain, "Organization")


def test_identifiers_of_clinvar_and_gnomad_only_where_a_source_has_them(tmp_path: Path) -> None:
    told = {
        name: {
            c["valueCodeableConcept"]["coding"][0]["system"]
            for o in of_profile(bundle_of(judged(name, tmp_path)), "/variant")
            for c in o["component"]
            if c["code"]["coding"][0]["code"] == "81252-9"
        }
        for name in ("F01", "F10", "F30")
    }
    clinvar, gnomad = "http://www.ncbi.nlm.nih.gov/clinvar", "https://gnomad.broadinstitute.org"
    assert told == {"F01": set(), "F10": {clinvar}, "F30": {clinvar, f"{gnomad}/variant"}}
