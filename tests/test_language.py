"""The first page in another language: chosen by an option, whole, and all else unchanged.

Source: report.md "Sentences" (made ready for a second language), issue 18 (`--language de`).
"""

from __future__ import annotations

import re
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.main import main
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.wording import Wording, text_of
from osteo_annot.sentences.language import Language
from tests.golden import CASES, judged

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


ENGLISH = re.compile(
    r"\b(the|of|and|or|is|are|not|no|with|without|by|from|on|for|copy|copies|unknown|found|"
    r"lost|examined|called|gene|this|that|both|which|test|likely|protein is|exons?)\b"
)
"""Words that stand in English sentences and in no German one; ``Exon`` is German too."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("cases")
    return {name: judged(name, folder) for name in CASES}


def texts(value: Any, name: str = "") -> list[str]:
    """Every text of a page, without codes and the values that the figure draws."""
    if isinstance(value, dict):
        parts = (texts(v, k) for k, v in value.items() if k not in {"code", "group", "copy"})
        return [text for part in parts for text in part]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", list(CASES))
def test_page_one_is_german_throughout(name: str, results: dict[str, Result]) -> None:
    shown = texts(asdict(page_one(results[name], Language.DE)))
    drawn = re.findall(r">([^<>]+)<", copies_figure(results[name], Language.DE))
    english = [text for text in (*shown, *drawn) if ENGLISH.search(text)]
    # What the order says is told as it was written.
    assert [text for text in english if "Dense bones" not in text] == []


def wordings(value: Any) -> list[tuple[str, Wording]]:
    """Every sentence of a result with the text beside it."""
    found: list[tuple[str, Wording]] = []
    if hasattr(value, "__dataclass_fields__"):
        said = getattr(value, "said", None)
        if isinstance(said, Wording):
            found.append((getattr(value, "text", "") or getattr(value, "detail", ""), said))
        parts = [getattr(value, name) for name in value.__dataclass_fields__]
        found += [pair for part in parts for pair in wordings(part)]
    elif isinstance(value, list):
        found += [pair for part in value for pair in wordings(part)]
    return found


@pytest.mark.parametrize("name", list(CASES))
def test_each_text_of_a_result_is_its_sentence(name: str, results: dict[str, Result]) -> None:
    """A page in another language can be made from the result alone: ids and fields say all."""
    result, english = results[name], Language.EN
    for text, said in wordings(result):
        # Of a note on the input the text is only where.
        where = said.fields.get("where") if said.sentence == "note.at" else None
        assert text == (where or text_of(said, english))
        assert text_of(said, Language.DE)
    verdict = result.verdict
    assert verdict.headline == " ".join(text_of(s, english) for s in verdict.headline_said)
    assert verdict.second_hit_search == [text_of(s, english) for s in verdict.search_said]
