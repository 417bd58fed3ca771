"""Each element that standards ask a report for stands in the page, in the PDF and in FHIR.

Source: report.md "Elements that standards ask for and that were missing": ACMG technical standards
for sequencing (2013, 2021) and for copy numbers (2020), ACGS, ESHG and EuroGentest guidelines for
reports, ISO 15189:2022 7.4.1.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from osteo_annot.intake.person.laboratory import read_laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.exchange.fhir import fhir_of
from osteo_annot.report.page.html import render_html
from osteo_annot.report.pdf.document import write_pdf
from osteo_annot.report.result.examined_model import ExonCallability
from tests.golden import judged

ORDER: dict[str, Any] = {
    "report_id": "R-77",
    "report_version": 2,
    "report_status": "amended",
    "replaces": {"report_id": "R-71", "version": 1, "reason": "The mother was tested."},
    "issued": "2026-03-09",
    "signed_by": [{"name": "Ada Doe", "role": "head of laboratory"}],
    "date": "2026-03-01",
    "person": {
        "name": "Quin Test",
        "birth_date": "2025-12-24",
        "identifier": "PAT-77",
        "second_identifier": "INS-9",
        "sex": "female",
    },
    "requester": {"name": "Bea Roe", "organisation": "Clinic", "contact": "roe@clinic.example"},
    "recipients": ["Carl Poe"],
    "test": "Both copies of the gene",
    "purpose": "diagnosis",
    "indication": "Dense bones and optic atrophy",
    "assay": "exome, NovaSeq X",
    "sample": {
        "type": "blood",
        "identifier": "S-5",
        "quality": "sufficient",
        "collected": "2026-02-27",
        "received": "2026-03-02",
    },
    "consent": {"secondary_findings": "no", "storage": "yes", "reanalysis": "yes"},
    "consanguinity": "yes",
}
LABORATORY = """\
name: Bone genetics
identifier: LAB-3
address: 1 Hill
contact: lab@bones.example
accreditation: ISO 15189, number 1
secondary_findings: None are looked for.
performance:
  - {measure: sensitivity, of: single-base changes, value: 99.2 %, source: Validation V-7}
reanalysis_months: 24
"""
ELEMENTS = {
    "name": "Quin Test",
    "birth date": "2025-12-24",
    "identifier": "PAT-77",
    "second identifier": "INS-9",
    "sex": "female",
    "specimen": "S-5",
    "specimen type": "blood",
    "specimen quality": "sufficient",
    "taken": "2026-02-27",
    "received": "2026-03-02",
    "ordered": "2026-03-01",
    "issued": "2026-03-09",
    "requester": "Bea Roe",
    "organisation": "Clinic",
    "contact": "roe@clinic.example",
    "recipients": "Carl Poe",
    "laboratory": "Bone genetics",
    "number of the laboratory": "LAB-3",
    "address": "1 Hill",
    "contact of the laboratory": "lab@bones.example",
    "accreditation": "ISO 15189, number 1",
    "test": "Both copies of the gene",
    "purpose": "diagnosis",
    "indication": "Dense bones and optic atrophy",
    "report": "R-77",
    "replaced report": "R-71",
    "why replaced": "The mother was tested.",
    "who signed": "Ada Doe",
    "as what": "head of laboratory",
    "region": "No other gene was examined.",
    "MANE": "MANE Select",
    "enrichment": "exome, NovaSeq X",
    "caller": "manta",
    "depth": "mean 31 reads over exons 1–6",
    "share of bases": "97 % or more of each exon with at least 20 reads",
    "performance": "99.2 %",
    "source of the performance": "Validation V-7",
    "secondary findings": "None are looked for.",
    "re-analysis": "24 months",
    "consanguinity": "Parents related",
    "variant": "c.75G>A",
    "class": "ikely pathogenic",
    "inheritance": "utosomal recessive",
    "recurrence": "1 in 4",
    "consent": "econdary findings: no",
}


def depth(exon: ExonCallability) -> ExonCallability:
    """With the depth of a file."""
    shares = {"10x": 1.0, "20x": 0.97, "30x": 0.6}
    return replace(exon, mean_depth=31.0, least_depth=12.0, depth_shares=shares)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The report of a trio with everything told, as page, PDF and bundle."""
    folder: Path = tmp_path_factory.mktemp("elements")
    (folder / "lab.yaml").write_text(LABORATORY, encoding="utf-8")
    result = judged("F02", folder)
    files = [replace(file, caller=Caller.MANTA) for file in result.provenance.inputs]
    exons = [depth(exon) for exon in result.callability.exons]
    result = replace(
        result,
        order=Order.model_validate(ORDER).head,
        laboratory=read_laboratory(folder / "lab.yaml"),
        provenance=replace(result.provenance, inputs=files),
        callability=replace(result.callability, exons=exons),
    )
    write_pdf(result, folder / "r.pdf")
    pages = pypdf.PdfReader(folder / "r.pdf").pages
    site = Site("chr6", embedded_reference(result.assembly))
    return {
        "html": html.unescape(re.sub(r"<[^>]+>", "", render_html(result))),
        "pdf": " ".join(page.extract_text() for page in pages),
        "fhir": json.dumps(fhir_of(result, site), ensure_ascii=False),
    }


@pytest.mark.parametrize("kind", ["html", "pdf", "fhir"])
def test_a_report_has_each_element_that_standards_ask_for(texts: dict[str, str], kind: str) -> None:
    text = " ".join(texts[kind].replace("\u200b", "").split())
    assert [name for name, told in ELEMENTS.items() if told not in text] == []
