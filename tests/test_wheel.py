"""An installed wheel works outside the checkout: its data comes along."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def fx_wheel(tmp_path_factory) -> Path:
    """The wheel as built from the checkout, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def fx_installed(fx_wheel, tmp_path_factory) -> Path:
    """A folder with the wheel installed in it, and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--target", folder]
    run(sys.executable, "-m", "pip", "install", *options, fx_wheel, cwd=folder)
    return folder


def data_files() -> set[str]:
    """Every file of the product that is not a module, as its path in the wheel."""
    inside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "osteo_annot").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    resources = {
        f"osteo_annot/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    return inside | resources


def test_everything_the_product_reads_is_in_the_wheel(fx_wheel):
    with zipfile.ZipFile(fx_wheel) as archive:
        names = set(archive.namelist())
    assert data_files() <= names
    assert "osteo_annot/resources/OSTM1/gene_model.json" in names
    assert not [name for name in names if name.startswith(("tests/", "workflow/", "resources/"))]


def installed_python(site: Path, code: str, cwd: Path) -> str:
    """Output of code that sees the installed wheel and not the checkout."""
    return run(sys.executable, "-c", code, cwd=cwd, PYTHONPATH=str(site)).strip()


def test_resources_are_found_in_the_installed_package(fx_installed, tmp_path):
    code = (
        "from osteo_annot.locus.assembly import Assembly\n"
        "from osteo_annot.locus.files import resource_versions, resources\n"
        "from osteo_annot.locus.gene import gene_model\n"
        "from osteo_annot.locus.reference import embedded_reference, transcript_sequence\n"
        "gene = gene_model(Assembly.GRCH38)\n"
        "assert embedded_reference(Assembly.GRCH38).transcript(gene) == transcript_sequence()\n"
        "assert resource_versions()\n"
        "print(resources())"
    )
    found = installed_python(fx_installed, code, tmp_path)
    assert Path(found) == (fx_installed / "osteo_annot" / "resources").resolve()


def test_the_installed_program_annotates_a_demo_case(fx_installed, tmp_path):
    case = fx_installed / "osteo_annot" / "resources" / "demo" / "hom_nonsense.vcf"
    out = tmp_path / "out"
    command = [sys.executable, "-m", "osteo_annot", "annotate", case, "--out", out]
    run(*command, cwd=tmp_path, PYTHONPATH=str(fx_installed))
    assert {path.name for path in out.iterdir()} == {
        f"hom_nonsense.{suffix}"
        for suffix in ("json", "html", "tsv", "vcf.gz", "vcf.gz.tbi", "pdf")
    }
