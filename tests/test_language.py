"""The first page in another language: chosen by an option, whole, and all else unchanged.

Source: report.md "Sentences" (made ready for a second language), issue 18 (`--language de`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from osteo_annot.cli.main import main

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"


def written(folder: Path, *more: str) -> dict[str, str]:
    """The text files of one person, by suffix."""
    vcf = shutil.copy(DEMO / "comphet_trans.vcf", folder)
    out = folder / "out"
    command = ["annotate", str(vcf), "--out", str(out), "--formats", "json,html,tsv", *more]
    assert main(command) == 0
    return {path.suffix: path.read_text("utf-8") for path in sorted(out.iterdir())}


def test_the_first_page_is_in_the_language_and_all_else_is_unchanged(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "de").mkdir()
    english, german = written(tmp_path / "en"), written(tmp_path / "de", "--language", "de")
    assert '<html lang="en">' in english[".html"]
    assert '<html lang="de">' in german[".html"]
    assert "Compound-heterozygot in OSTM1" in german[".html"]
    assert {k: v for k, v in english.items() if k != ".html"} == {
        k: v for k, v in german.items() if k != ".html"
    }


def test_another_language_is_a_fault_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["annotate", "x.vcf", "--out", "y", "--language", "fr"])
    assert stopped.value.code == 2
    assert "--language" in capsys.readouterr().err
