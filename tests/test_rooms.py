"""One way through the house: a module imports only from its own room and rooms before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "osteo_annot"
GROUND = ("version", "values", "refusals", "errors", "worded", "sentences", "findings", "notes")
ROOMS = (
    "locus",
    "record",
    "intake",
    "measured",
    "events",
    "copies",
    "evidence",
    "verdict",
    "report",
    "review",
    "api",
    "cli",
)
ORDER = {name: place for place, name in enumerate((*GROUND, *ROOMS))}
MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 400


def module_name(path: Path) -> str:
    """Dotted name of a module file below the package's parent."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a module imports, wherever in it that stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func).rsplit(".", 1)[-1]
            if name in {"__import__", "import_module"}:
                yield node.lineno, f".{name}"


def allowed(importer: str, name: str) -> bool:
    """Whether a module may import a name, by the order of the rooms."""
    if name.startswith("."):
        return False  # relative or computed: the reader cannot see which room it is
    parts = name.split(".")
    if parts[0] != "osteo_annot":
        return True
    if parts[1] == "__version__":
        parts[1] = "version"
    if parts[1] not in ORDER:
        return False
    own = importer.split(".")[1:2]
    if not own:
        return parts[1] == "version"  # the package itself
    if own == ["__main__"]:
        return parts[1] == "cli"
    if parts[1] == own[0]:
        return own[0] in ROOMS or own == ["sentences"]
    return ORDER[parts[1]] < ORDER[own[0]]


def violations(importer: str, source: str) -> list[str]:
    """Every import of a module that the order forbids."""
    return [
        f"{importer}, line {line}: {name}"
        for line, name in imported(ast.parse(source))
        if not allowed(importer, name)
    ]


def test_every_module_is_in_a_known_room():
    top = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert top == {*ORDER, "__init__", "__main__"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_rooms_know_only_the_rooms_before_them(path):
    assert violations(module_name(path), path.read_text(encoding="utf-8")) == []


READ_FILES = {"markers_around", "read_markers", "parentages", "phased_by_reads", "read_inputs"}
"""Functions that read a person's files: only the measured room and the edge call them."""


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_room_behind_measured_reads_files_of_a_person(path):
    own = module_name(path).split(".")[1:2]
    if own and own[0] in {"events", "copies", "evidence", "verdict", "report"}:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert {name.rpartition(".")[2] for _, name in imported(tree)} & READ_FILES == set()


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize(
    ("importer", "source", "is_allowed"),
    [
        ("osteo_annot.events.merge", "from osteo_annot.measured.person import Person", True),
        ("osteo_annot.events.merge", "from osteo_annot.events.model import Event", True),
        ("osteo_annot.record.disease", "from osteo_annot.locus.files import resource_text", True),
        ("osteo_annot.intake.case", "import pysam, re", True),
        ("osteo_annot.locus.gene", "from osteo_annot.errors import refuse", True),
        ("osteo_annot.report.result.model", "from osteo_annot import __version__", True),
        ("osteo_annot", "from osteo_annot.version import __version__", True),
        ("osteo_annot.__main__", "from osteo_annot.cli.main import main", True),
        ("osteo_annot.locus.gene", "from osteo_annot.record.disease import load", False),
        ("osteo_annot.intake.case", "import osteo_annot.events.model", False),
        ("osteo_annot.intake.case", "from osteo_annot import events", False),
        ("osteo_annot.intake.case", "from osteo_annot.measured.person import Person", False),
        ("osteo_annot.measured.person", "from osteo_annot.events.model import Event", False),
        ("osteo_annot.verdict.state", "from osteo_annot.report import result", False),
        ("osteo_annot.verdict.state", "def f():\n    import osteo_annot.cli.main", False),
        ("osteo_annot.verdict.state", "if TYPE_CHECKING:\n    import osteo_annot.report.a", False),
        ("osteo_annot.verdict.state", "from ..report import result", False),
        ("osteo_annot.verdict.state", "from . import reasons", False),
        ("osteo_annot.verdict.state", "importlib.import_module('osteo_annot.cli')", False),
        ("osteo_annot.verdict.state", "__import__('osteo_annot.cli')", False),
        ("osteo_annot.verdict.state", "from osteo_annot import *", False),
        ("osteo_annot.errors", "from osteo_annot.locus.gene import GeneModel", False),
        ("osteo_annot.version", "from osteo_annot.errors import refuse", False),
        ("osteo_annot", "from osteo_annot.cli.main import main", False),
    ],
)
def test_the_check_tells_forbidden_imports_from_allowed_ones(importer, source, is_allowed):
    assert (violations(importer, source) == []) is is_allowed
