"""Phenopackets and families, read back by the library of the schema's makers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.intake.person.order import Order
from osteo_annot.intake.person.phenopacket import read_phenopacket
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.phenopacket import write_phenopacket
from osteo_annot.report.result.model import Result
from osteo_annot.verdict.confidence import Confidence
from tests.golden import judged
from tests.test_order import WHOLE

CANDIDATE, CAUSATIVE, UNKNOWN = 2, 4, 0
IN_PROGRESS, SOLVED, UNSOLVED = 1, 3, 4


def read(result: Result, folder: Path) -> Any:
    """The written file, as the message that it is."""
    from google.protobuf.json_format import Parse
    from phenopackets import Family, Phenopacket

    path = folder / "p.json"
    write_phenopacket(result, path, Site("chr6", embedded_reference(result.assembly)))
    return Parse(path.read_text("utf-8"), Family() if result.family else Phenopacket())


def signed(result: Result, **change: Any) -> Result:
    order = Order.model_validate({**WHOLE, "laboratory": "", **change})
    return replace(result, order=order.head)


def case_of(packet: Any) -> tuple[int, set[int]]:
    """Progress of the case, and status of its candidates."""
    (case,) = packet.interpretations
    told = case.diagnosis.genomic_interpretations
    return case.progress_status, {one.interpretation_status for one in told}


def test_a_trio_is_a_family_with_its_pedigree(tmp_path: Path) -> None:
    """Phenopacket schema 2.0, Family: proband, relatives, pedigree (1 female, 2 male)."""
    family = read(judged("F10", tmp_path), tmp_path)
    assert family.proband.subject.id == "P1"
    assert {r.subject.id for r in family.relatives} == {"DAD", "MUM"}
    people = {p.individual_id: p for p in family.pedigree.persons}
    assert (people["P1"].paternal_id, people["P1"].maternal_id) == ("DAD", "MUM")
    assert (people["MUM"].sex, people["DAD"].sex) == (1, 2)
    assert (people["MUM"].affected_status, people["DAD"].affected_status) == (1, 1)
    assert family.proband.interpretations[0].diagnosis.disease.id == "OMIM:259720"
    carrier = next(r for r in family.relatives if r.subject.id == "MUM")
    assert "MONOALLELIC" in carrier.interpretations[0].summary
    assert not carrier.interpretations[0].diagnosis.genomic_interpretations


def test_a_family_is_read_by_its_proband(tmp_path: Path) -> None:
    result = judged("F10", tmp_path)
    read(result, tmp_path)
    text = json.loads((tmp_path / "p.json").read_text("utf-8"))
    text["proband"]["phenotypicFeatures"] = [{"type": {"id": "HP:0011002", "label": "x"}}]
    (tmp_path / "p.json").write_text(json.dumps(text), encoding="utf-8")
    found = read_phenopacket(tmp_path / "p.json")
    assert (found.present, found.subjects) == (("HP:0011002",), ("P1",))


def test_the_material_is_a_biosample(tmp_path: Path) -> None:
    change = {
        "sample": {"identifier": "M-1", "type": "blood", "collected": "2026-02-27"},
        "person": {"identifier": "PAT-7", "sex": "female", "birth_date": "2025-12-24"},
    }
    packet = read(signed(judged("F04", tmp_path), **change), tmp_path)
    (material,) = packet.biosamples
    assert (material.id, material.individual_id, material.description) == ("M-1", "P1", "blood")
    assert material.time_of_collection.timestamp.ToJsonString() == "2026-02-27T00:00:00Z"
    assert list(packet.subject.alternate_ids) == ["PAT-7"]
    assert packet.subject.date_of_birth.ToJsonString() == "2025-12-24T00:00:00Z"
    (plain,) = read(judged("F04", tmp_path), tmp_path).biosamples
    assert plain.id == plain.individual_id == "P1"


def test_each_vocabulary_has_its_version(tmp_path: Path) -> None:
    """Schema 2.0: a resource names its version; HPO that of the ontology that was asked."""
    result = judged("F11", tmp_path)
    told = {r.namespace_prefix: r.version for r in read(result, tmp_path).meta_data.resources}
    assert set(told) == {"HP", "GENO", "SO", "OMIM", "HGNC"}
    assert told["HP"] == result.provenance.versions["hpo_ontology"]
    assert all(told.values())
    assert "not stated" not in told.values()


@pytest.mark.parametrize(
    ("case", "confidence", "progress", "status"),
    [
        ("F02", Confidence.HIGH, SOLVED, CAUSATIVE),
        ("F02", Confidence.LOW, UNSOLVED, CANDIDATE),
        ("F11", Confidence.HIGH, UNSOLVED, CANDIDATE),
        ("F18", Confidence.HIGH, UNSOLVED, UNKNOWN),
    ],
)
def test_a_signed_case_is_solved_only_as_far_as_the_verdict(
    tmp_path: Path, case: str, confidence: Confidence, progress: int, status: int
) -> None:
    """Clinical rules 3.2: class, state and confidence bound what is said of a diagnosis."""
    result = judged(case, tmp_path)
    result = replace(result, verdict=replace(result.verdict, confidence=confidence))
    deciding = [e.classification.class_ for e in result.events if e.id in result.verdict.deciding]
    assert case != "F02" or all(class_.is_pathogenic for class_ in deciding)
    made = read(signed(result), tmp_path)
    packet = made.proband if result.family else made
    assert case_of(packet) == (progress, {status})
    assert not packet.interpretations[0].summary.startswith("DRAFT")
    draft = read(signed(result, report_status="preliminary"), tmp_path)
    draft = draft.proband if result.family else draft
    assert case_of(draft)[0] == IN_PROGRESS
    assert case_of(draft)[1] <= {CANDIDATE, UNKNOWN}
    assert draft.interpretations[0].summary.startswith("DRAFT")
