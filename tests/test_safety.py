"""Hostile text through every format: nothing runs, no formula is live, no path or line escapes."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, repeat
from pathlib import Path

import pysam
import pytest

from osteo_annot.cli.main import main
from osteo_annot.errors import Fault, RefusalCode
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.laboratory import Laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.files import file_stem, write_format
from osteo_annot.report.formats import Format
from osteo_annot.report.page.cohort import render_cohort
from osteo_annot.report.page.html import render_html
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.cohort import cohort_row, refused_row
from osteo_annot.report.table.tsv import FORMULA_START
from tests.browser import dom
from tests.hostile import CORPUS, IN_A_VCF, PAGE, SCRIPT
from tests.pdf_parts import ACTIVE, names_of
from tests.programs import needs_browser
from tests.typed import with_texts
from tests.vcf_builder import FRAMESHIFT, NONSENSE, SV_HEADER, Vcf

FREE_TEXT = {
    "sample", "file", "contig", "filter", "genotype", "text", "name", "note", "label", "told_by",
    "observation", "detail", "source", "sentence", "reason", "indication", "requester",
    "laboratory", "assay", "tested_as", "identifier", "second_identifier", "relation", "type",
    "report_id", "headline", "genotype_hgvs", "effect_text", "zygosity_text", "state_text",
    "filters", "assembly_evidence", "allele_depths", "iscn", "flags", "organisation", "contact",
    "address", "accreditation", "secondary_findings", "measure", "of", "value", "recipients",
    "role", "test", "purpose", "quality", "conflict", "significance", "review_status", "accession",
}  # fmt: skip


@pytest.fixture(scope="module")
def fx_result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A result with small variants, a deletion, a parent, findings and an order."""
    folder = tmp_path_factory.mktemp("case")
    small = Vcf().add(NONSENSE, "0/1", filters="LowQual").add(FRAMESHIFT, "0/1")
    large = Vcf(extra_header=SV_HEADER).exons(5, 5, "0/1")
    paths = [vcf.write(folder / f"{i}.vcf") for i, vcf in enumerate((small, large))]
    order = Order.model_validate(
        {
            "person": {"name": "x", "identifier": "y"},
            "family": [{"relation": "z", "affected": "yes"}],
            "report_status": "amended",
            "issued": "2026-03-09",
            "signed_by": [{"name": "x", "role": "y"}],
            "replaces": {"report_id": "x", "reason": "y"},
            "requester": {"name": "x", "organisation": "y", "contact": "z"},
            "sample": {"type": "x", "quality": "y", "identifier": "z"},
            "recipients": ["x"],
            "test": "x",
            "purpose": "y",
            "assay": "z",
        }
    )
    figure = {"measure": "x", "of": "y", "value": "z", "source": "x"}
    texts = {"address": "x", "contact": "x", "accreditation": "x", "secondary_findings": "x"}
    laboratory = Laboratory.model_validate({"name": "x", **texts, "performance": [figure]})
    options = Options(
        hpo=("HP:0011002",), hpo_absent=("HP:0001250",), order=order, laboratory=laboratory
    )
    return result_of(read_inputs(paths), "P1", options)


def poisoned(result: Result, text: str | Iterator[str]) -> Result:
    """The result with a hostile text in every field that a file or a person can fill.

    Of several texts each field gets the next one.
    """
    texts = repeat(text) if isinstance(text, str) else text

    def change(name: str, value: str) -> str:
        return next(texts) if name in FREE_TEXT and value[:1] != "<" else value

    changed = with_texts(result, change)
    free = {name: next(texts) for name in ("file", "contig", "ref", "alt", "filter", "genotype")}
    return replace(changed, ledger=[replace(entry, **free) for entry in changed.ledger])


def written(result: Result, format_: Format, folder: Path) -> Path:
    site = Site("chr6", embedded_reference(result.assembly))
    path = folder / f"a{format_.suffixes[0]}"
    write_format(format_, result, path, site)
    return path


# A browser


def ran(markup: str) -> bool:
    """Whether the mark of the hostile scripts is there."""
    return re.search(r"<html[^>]*data-pwned", markup) is not None


@needs_browser
@pytest.mark.slow
def test_no_hostile_text_runs_in_a_browser(fx_result: Result, tmp_path: Path) -> None:
    """The texts spread over all free fields of a page, in turns, and on the cohort page."""
    for turn in range(0, len(PAGE), 4):
        result = poisoned(fx_result, cycle((*PAGE[turn:], *PAGE[:turn])))
        assert not ran(dom(render_html(result), tmp_path)), turn
    rows = [cohort_row(poisoned(fx_result, text), f"{text}.html") for text in PAGE]
    rows += [refused_row(t, [Fault(RefusalCode.NOT_A_VCF, t, t)]) for t in PAGE]
    markup = dom(render_cohort(rows), tmp_path)
    assert not ran(markup)
    assert "<button" in markup  # the page's own script, which the policy allows, did run


@needs_browser
@pytest.mark.slow
def test_the_browser_test_can_fail_and_the_policy_holds_alone(
    fx_result: Result, tmp_path: Path
) -> None:
    """A script that got past escaping is seen without the policy, and stopped by it."""
    page = render_html(fx_result)
    broken = page.replace('<main id="main">', f'<main id="main"><script>{SCRIPT}</script>')
    assert broken != page
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', broken)
    assert policy is not None
    assert not ran(dom(broken, tmp_path))
    assert ran(dom(broken.replace(policy[0], ""), tmp_path))


CATALOGUES = "|".join(
    re.escape(host)
    for host in (
        "www.ncbi.nlm.nih.gov", "pubmed.ncbi.nlm.nih.gov", "gnomad.broadinstitute.org",
        "genome.ucsc.edu", "omim.org", "hpo.jax.org",
    )
)  # fmt: skip
"""Where the page links to; it loads from nowhere."""


@pytest.mark.parametrize("text", CORPUS)
def test_page_names_no_other_source_and_hides_no_character(fx_result: Result, text: str) -> None:
    page = render_html(poisoned(fx_result, text))
    assert len(page.encode()) < 2_000_000
    own = page.replace('<input type="checkbox">', "")  # to tick by hand; in no form
    assert not re.search(r"<(?:iframe|img|link|base|form|object|embed|input)\b", own)
    assert not re.search(r"\s(?:src|srcset|action|on\w+)\s*=\s*[\"']", page)
    assert not re.search(rf"href=\"(?!#|https://(?:{CATALOGUES})/)", page)
    assert page.count("<script") == 0
    assert not set(page) & set("\x00\x07\x1b\x7f\u202e\u2066\u2028\u200b\ufeff")


# Spreadsheets


@pytest.mark.parametrize("text", CORPUS)
def test_no_formula_is_live(fx_result: Result, tmp_path: Path, text: str) -> None:
    from openpyxl import load_workbook

    result = poisoned(fx_result, text)
    table = written(result, Format.TSV, tmp_path).read_text("utf-8")
    assert table.count("\n") == len(result.events) + 1
    header, *rows = csv.reader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        assert len(row) == len(header)
        for cell in row:
            assert not cell.lstrip().startswith(FORMULA_START) or cell == "-"
    workbook = written(result, Format.XLSX, tmp_path)
    with zipfile.ZipFile(workbook) as archive:
        assert all(re.fullmatch(r"[\w\[\]./-]+", n) and ".." not in n for n in archive.namelist())
        sheets = [archive.read(n) for n in archive.namelist() if "/worksheets/" in n]
        assert not any("externalLink" in name for name in archive.namelist())
    assert not any(re.search(rb"<f[ >]|<hyperlink", sheet) for sheet in sheets)
    book = load_workbook(workbook)
    cells = [cell for sheet in book for line in sheet for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b"}
    formulas = [c for c in cells if str(c.value).lstrip().startswith(FORMULA_START)]
    assert all(cell.quotePrefix for cell in formulas if cell.data_type == "s")
    names = {row[0]: row[1] for row in book["Summary"].values}
    assert isinstance(names["sample"], str)


# Exchange formats


@pytest.mark.parametrize("text", CORPUS)
def test_exchange_files_stay_whole(fx_result: Result, tmp_path: Path, text: str) -> None:
    from fhir.resources.R4B.bundle import Bundle
    from google.protobuf.json_format import Parse
    from phenopackets import Phenopacket

    result = poisoned(fx_result, text)
    fhir = written(result, Format.FHIR, tmp_path).read_text("utf-8")
    Bundle.model_validate_json(fhir)
    packet = Parse(written(result, Format.PHENOPACKET, tmp_path).read_text("utf-8"), Phenopacket())
    assert packet.interpretations[0].diagnosis.disease.id == "OMIM:259720"
    vrs = json.loads(written(result, Format.VRS, tmp_path).read_text("utf-8"))
    assert len(vrs["events"]) == len(result.events)
    for told in (fhir, json.dumps(vrs, ensure_ascii=False), packet.subject.id):
        assert not set(told) & set("\x00\x07\x1b\x7f\u202e")
    path = written(result, Format.VCF, tmp_path)
    with pysam.VariantFile(str(path)) as records:
        assert len(list(records.header.samples)) == 1
        assert len(list(records)) == len(result.events)


@pytest.mark.slow
def test_pdf_of_hostile_text_has_no_action(fx_result: Result, tmp_path: Path) -> None:
    """The texts spread over all free fields."""
    result = poisoned(fx_result, cycle([text[:200] for text in CORPUS]))
    path = written(result, Format.PDF, tmp_path)
    assert names_of(path) & ACTIVE == set()
    # As text it may stand in the title of the XMP packet, and nowhere else outside the pages.
    assert b"x.invalid" not in re.sub(
        rb"<\?xpacket begin.*?<\?xpacket end", b"", path.read_bytes(), flags=re.DOTALL
    )


# Paths and logs


@pytest.mark.parametrize("name", IN_A_VCF)
def test_no_path_escapes_and_no_log_line_is_forged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    vcf = Vcf(samples=(name,)).add(NONSENSE, "0/1", info="X=<script>", filters="q10;=1")
    source, out = vcf.write(tmp_path / "in.vcf"), tmp_path / "out"
    assert main(["annotate", str(source), "--out", str(out), "--formats", "json,tsv,vcf"]) == 0
    stem = file_stem(name)
    found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    suffixes = (".json", ".tsv", ".vcf.gz", ".vcf.gz.tbi")
    assert found == sorted(["in.vcf", *(f"out/{stem}{suffix}" for suffix in suffixes)])
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.count("\n") == 1
    assert told.out[:-1].isprintable()


@pytest.mark.parametrize("text", CORPUS)
def test_a_refusal_is_one_printable_line(text: str) -> None:
    line = Fault(RefusalCode.SAMPLE_NOT_IN_FILE, text, text).line()
    assert line.isprintable()
    assert line.startswith("SAMPLE_NOT_IN_FILE: ")
    assert len(line) <= 2000
    assert "\t" not in refused_row(text, [Fault(RefusalCode.NOT_A_VCF, text, text)])["refusal"]


@pytest.mark.slow
def test_no_name_of_a_person_is_logged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Clinical rules 4.5: identifiers stay in the report."""
    vcf = Vcf().add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    order = tmp_path / "o.json"
    secret = {"name": "Jane Roe", "identifier": "PAT-77", "second_identifier": "INS-9"}
    order.write_text(json.dumps({"person": secret, "indication": "Secret"}), encoding="utf-8")
    arguments = ["annotate", str(vcf), "--order", str(order), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--formats", "html,pdf,xlsx,fhir,phenopacket,vrs"]) == 0
    told = capfd.readouterr()
    page = (tmp_path / "out" / "P1.html").read_text("utf-8")
    for value in (*secret.values(), "Secret"):
        assert value in page
        assert value not in told.out + told.err
