"""The check of an installation, and the cohort in the report of MultiQC itself."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from osteo_annot.cli import selftest as selftest_module
from osteo_annot.cli.batch import run_batch
from osteo_annot.cli.cohort import run_cohort
from osteo_annot.cli.main import main
from osteo_annot.cli.selftest import Check, run_selftest, selftest_text
from osteo_annot.locus import files as package_files
from osteo_annot.report.table.multiqc import multiqc_text

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"


def test_a_check_fails_where_something_else_is_found():
    assert Check("OQ", "case x", "MONOALLELIC, high", "MONOALLELIC, low").outcome == "FAIL"
    assert Check("OQ", "case x", "MONOALLELIC, low", "MONOALLELIC, low").outcome == "pass"
    assert Check("IQ", "Python", "", "3.12.1").outcome == "pass"


@pytest.mark.slow
def test_the_self_test_passes_and_its_table_has_room_for_who_did_it(tmp_path, capsys):
    """Every demo case of the README, and every format of each."""
    out = tmp_path / "iq-oq.tsv"
    assert main(["selftest", "--out", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text()), delimiter="\t"))
    cases = {row["check"].split()[1].rstrip(",") for row in rows if row["part"] == "OQ"}
    told = {
        x.split("`")[1] for x in (DEMO / "README.md").read_text().splitlines() if x[:3] == "| `"
    }
    assert cases == told
    assert {row["outcome"] for row in rows if row["part"] in {"IQ", "OQ"}} == {"pass"}
    assert [row["check"] for row in rows[-3:]] == ["performed by", "date", "signature"]
    assert capsys.readouterr().out.endswith(" 0 failed\n")


def test_another_state_and_a_damaged_data_file_are_told(tmp_path, monkeypatch, capsys):
    text = (
        "sample\tfiles\tvcf_sample\tpedigree\tcoverage\tstate\tconfidence\n"
        "hom_nonsense\thom_nonsense.vcf\t\t\t\tMONOALLELIC\thigh\n"
    )
    real = package_files.resource_text

    def altered(name: str) -> str:
        return text if name.endswith("selftest.tsv") else real(name)

    monkeypatch.setattr(package_files, "resource_text", altered)
    failed = [check for check in run_selftest() if check.outcome == "FAIL"]
    assert [check.found for check in failed] == ["APPARENT_HOM, moderate"]
    monkeypatch.setattr(selftest_module, "run_selftest", lambda: failed)
    assert main(["selftest"]) == 1
    assert "FAIL" in selftest_text(failed)
    assert capsys.readouterr().out.endswith("# 1 checks, 1 failed\n")


def test_the_file_for_multiqc_holds_text_and_no_markup():
    row = {
        **dict.fromkeys(
            ("confidence", "callable_exons", "deletions_searched", "flags", "state"), ""
        ),
        "sample": "<b>x</b>",
        "status": "refused",
        "refusal": "NOT_A_VCF: a: b",
    }
    told = json.loads(multiqc_text([row]))
    assert told["data"] == {"&lt;b&gt;x&lt;/b&gt;": {"state": "refused: NOT_A_VCF"}}


@pytest.mark.slow
def test_multiqc_itself_shows_state_confidence_exons_and_search(tmp_path):
    pytest.importorskip("multiqc", reason="multiqc is not installed")
    sheet = tmp_path / "samples.tsv"
    lines = [f"{n}\t{DEMO / f}" for n, f in (("hom_nonsense", "hom_nonsense.vcf"), ("x", "no.vcf"))]
    sheet.write_text("\n".join(["sample\tfiles", *lines]) + "\n")
    rows = run_batch(sheet, tmp_path / "out", tmp_path / "t.tsv", formats=["json"])
    content = tmp_path / "in" / "osteo_annot_mqc.json"
    run_cohort([tmp_path / "t.tsv"], tmp_path / "c.tsv", tmp_path / "c.html", out_multiqc=content)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "multiqc", str(content.parent), "--outdir", "report"),
            *("--no-version-check", "--no-ansi", "--data-format", "tsv"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report" / "multiqc_report.html").read_text()
    assert "OSTM1 (osteo_annot)" in page
    (data,) = (tmp_path / "report" / "multiqc_data").glob("*osteo_annot*.txt")
    table = list(csv.reader(io.StringIO(data.read_text()), delimiter="\t"))
    told = {line[0]: line[1:] for line in table[1:]}
    judged = rows[0]
    assert told["hom_nonsense"][:4] == [
        judged[name] for name in ("state", "confidence", "callable_exons", "deletions_searched")
    ]
    assert told["x"][0] == "refused: FILE_NOT_FOUND"
