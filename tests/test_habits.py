"""Files beside the code that say the same thing twice: both say the same."""

from __future__ import annotations

import re
import tomllib
import warnings
from pathlib import Path

import pytest
import yaml

from osteo_annot.version import __version__

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def loaded(name: str) -> dict:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def requirement(text: str) -> str:
    """A requirement for comparison: without blanks, by its name in the package index."""
    plain = text.replace(" ", "").lower()
    return plain.replace("snakemake-minimal", "snakemake").replace("python-isal", "isal")


def test_the_conda_environment_holds_what_the_package_asks():
    *by_conda, by_pip = loaded("workflow/envs/osteo_annot.yaml")["dependencies"]
    project = PROJECT["project"]
    workflow = project["optional-dependencies"]["workflow"]
    (snakemake,) = (entry for entry in workflow if entry.startswith("snakemake>="))
    asked = [*project["dependencies"], *PROJECT["build-system"]["requires"], snakemake]
    asked += ["pip", f"python{project['requires-python']}"]
    listed = [requirement(entry) for entry in (*by_conda, *by_pip["pip"])]
    assert sorted(listed) == sorted(map(requirement, asked))


def test_a_citation_names_the_version_and_the_licence():
    citation = loaded("CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= citation.keys()
    assert citation["version"] == __version__
    assert citation["license"] == PROJECT["project"]["license"]


def test_the_changelog_begins_with_what_is_not_released_or_with_this_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.search(r"^## (\S+)", text, re.M)
    assert first is not None
    assert first[1].rstrip(",") in {"Unreleased", __version__}


def test_hooks_fetch_nothing():
    hooks = loaded(".pre-commit-config.yaml")["repos"]
    assert [entry["repo"] for entry in hooks] == ["local"]
    assert {hook["language"] for entry in hooks for hook in entry["hooks"]} == {"system"}


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/dev.txt"])
def test_locks_have_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9-]+==\S+", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/index.md"])
def test_pages_name_files_that_exist(name):
    page = ROOT / name
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_tables_of_the_manual_are_whole():
    """A line with cells follows its table's head, or another line of it."""
    for page in [*ROOT.glob("*.md"), ROOT / "config" / "README.md", *ROOT.glob("docs/*.md")]:
        lines = ["", *page.read_text(encoding="utf-8").splitlines(), ""]
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            if line.startswith("|") and not before.startswith("|"):
                assert re.match(r"\|[ :|-]+\|$", after), f"{page.name}: {line[:60]}"


@pytest.mark.parametrize(
    ("module", "ends"), [("openpyxl.reader", False), ("osteo_annot.cli.main", True)]
)
def test_only_a_warning_of_the_project_ends_a_test(module, ends):
    def warn() -> None:
        warnings.warn_explicit("Old.", DeprecationWarning, "x.py", 1, module=module)

    if ends:
        with pytest.raises(DeprecationWarning):
            warn()
    else:
        with pytest.warns(DeprecationWarning, match="Old"):
            warn()


def test_the_architecture_names_files_and_functions_that_exist():
    """A newcomer is sent to these: a file that moved takes its line along."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w./-]+/[\w./-]*)`(?:: `(\w+)`)?", text)
    assert len(named) > 60
    for name, function in named:
        places = [ROOT / name, ROOT / "osteo_annot" / name]
        found = [place for place in places if place.exists()]
        assert found, f"docs/architecture.md names {name}"
        if function:
            source = found[0].read_text(encoding="utf-8")
            assert re.search(rf"^(?:def|class) {function}\b", source, re.M), f"{name}: {function}"
