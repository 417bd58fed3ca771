"""Pages made from the code are current, and hand-written pages name what exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from osteo_annot.cli.explain import vocabulary
from osteo_annot.evidence.classify import CRITERIA
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.record.policy import default_policy
from osteo_annot.verdict.state import State

DOCS = Path(__file__).resolve().parents[1] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name",
    [
        "callers.md",
        "codes.md",
        "commands.md",
        "criteria.md",
        "result-format.md",
        "sentences.md",
        "sources.md",
    ],
)
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == generator().PAGES[name]()


def test_every_criterion_has_a_rule_a_source_and_an_example() -> None:
    known = yaml.safe_load((DOCS / "criteria.yaml").read_text("utf-8"))
    assert known.keys() == CRITERIA.keys() == set(default_policy().rules.enabled)
    for entry in known.values():
        assert all(entry[key] for key in ("rule", "source", "example"))


def test_table_of_rules_names_every_state_in_the_same_words() -> None:
    text = " ".join((DOCS / "verdict.md").read_text("utf-8").split())
    for state in State:
        assert f"`{state.value}`" in text
        assert state.meaning in text


def test_page_of_rules_names_the_contradictions_that_decide() -> None:
    text = (DOCS / "verdict.md").read_text("utf-8").partition("## Contradictions")[2]
    decisive, found, _ = text.partition("on a deciding event give `INDETERMINATE`")
    assert found
    named = set(re.findall(r"`([A-Z_]+)`", decisive))
    assert named == {code.value for code in FindingCode if Finding(code, "", ()).decisive}


def test_hand_written_pages_name_no_code_that_does_not_exist() -> None:
    known = {code for told in vocabulary() for code in told.codes}
    made = generator().PAGES.keys()
    for page in (page for page in DOCS.glob("*.md") if page.name not in made):
        for code in re.findall(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", page.read_text("utf-8")):
            assert code in known, f"{page.name} names {code}"
