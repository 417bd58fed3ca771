"""An installed wheel works outside the checkout: its data and requirements are all it needs."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.installed import ROOT, Installed, environment_of, run

DEMO = Path("osteo_annot/resources/demo")
pytestmark = pytest.mark.slow
SUFFIXES = ("json", "html", "tsv", "vcf.gz", "vcf.gz.tbi", "pdf")


@pytest.fixture(scope="module")
def fx_installed(fx_wheel, tmp_path_factory) -> Installed:
    """The wheel with what the package requires; of no extra anything."""
    return environment_of(tmp_path_factory.mktemp("plain") / "env", fx_wheel)


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
    found = run(fx_installed.python, "-c", code, cwd=tmp_path, PYTHONPATH="").strip()
    assert Path(found) == (fx_installed.site / "osteo_annot" / "resources").resolve()


def test_the_package_alone_writes_every_default_format(fx_installed, tmp_path):
    case = fx_installed.site / DEMO / "hom_nonsense.vcf"
    done = fx_installed.call("annotate", case, "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {f"hom_nonsense.{suffix}" for suffix in SUFFIXES}
    assert (tmp_path / "out" / "hom_nonsense.pdf").read_bytes().startswith(b"%PDF-")
    assert not list(fx_installed.site.glob("openpyxl*"))


def test_a_format_of_an_extra_is_refused_with_the_line_that_installs_it(fx_installed, tmp_path):
    case = fx_installed.site / DEMO / "hom_nonsense.vcf"
    command = ["annotate", case, "--out", "out", "--formats", "json,xlsx,fhir"]
    done = fx_installed.call(*command, cwd=tmp_path)
    assert done.returncode == 3
    told = done.stderr.splitlines()
    assert [line.split(": ")[0:2] for line in told] == [
        ["REFUSED FORMAT_UNAVAILABLE", "xlsx"],
        ["REFUSED FORMAT_UNAVAILABLE", "fhir"],
    ]
    assert all("pip install osteo-annot[exchange]" in line for line in told)
    assert not (tmp_path / "out").exists()


def test_the_extra_writes_the_formats_of_exchange(fx_wheel, tmp_path):
    """Asked for by ``formats``, its name until version 0.3, which leads to ``exchange``."""
    made = environment_of(tmp_path / "env", fx_wheel, linked=["exchange"], extra="formats")
    case = made.site / DEMO / "hom_nonsense.vcf"
    formats = "json,xlsx,phenopacket,fhir,vrs"
    done = made.call("annotate", case, "--out", "out", "--formats", formats, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"hom_nonsense.{suffix}"
        for suffix in ("json", "xlsx", "phenopacket.json", "fhir.json", "vrs.json")
    }


WITHOUT = """
import sys
sys.modules["{module}"] = None
from osteo_annot.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def without(module: str, made: Installed, cwd: Path, *options: str) -> tuple[int, str]:
    """Status and faults of ``annotate`` where a package is not installed."""
    case = made.site / DEMO / "hom_nonsense.vcf"
    line = [made.python, "-c", WITHOUT.format(module=module), "annotate", case, "--out", "out"]
    done = subprocess.run(
        [str(part) for part in (*line, *options)], cwd=cwd, capture_output=True, text=True
    )
    return done.returncode, done.stderr


def test_a_channel_without_the_ontology_gives_a_report_without_terms(fx_installed, tmp_path):
    """conda may have no hpo3: all but HPO terms works, and those are refused with the remedy."""
    assert without("pyhpo", fx_installed, tmp_path, "--formats", "json,html")[0] == 0
    status, told = without("pyhpo", fx_installed, tmp_path, "--hpo", "HP:0011002")
    assert status == 3
    assert told.startswith("REFUSED PACKAGE_MISSING: HPO terms: hpo3")


def test_a_channel_without_typst_gives_every_format_but_pdf(fx_installed, tmp_path):
    assert without("typst", fx_installed, tmp_path, "--formats", "json,html,tsv,vcf")[0] == 0
    status, told = without("typst", fx_installed, tmp_path)
    assert (status, told.startswith("REFUSED FORMAT_UNAVAILABLE: pdf: typst")) == (3, True)


def test_a_command_of_an_extra_names_the_extra_where_it_is_missing(fx_installed, tmp_path):
    done = fx_installed.call("review", "verify", "--store", "s.sqlite", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("REFUSED REVIEW_NOT_INSTALLED: ")
    assert "pip install osteo-annot[review]" in done.stderr


def test_the_other_extras_bring_all_that_their_commands_need(fx_wheel, tmp_path):
    extras = ["workflow", "phasing", "review"]
    made = environment_of(tmp_path / "env", fx_wheel, linked=extras, extra=",".join(extras))
    (tmp_path / "secret").write_text("a long enough password, for tests\n", "utf-8")
    user = ["review", "user", "add", "reader", "--role", "reader", "--password-file", "secret"]
    for command in ([*user, "--store", "s.sqlite"], ["review", "verify", "--store", "s.sqlite"]):
        done = made.call(*command, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), command
    for module, version in (("snakemake", "--version"), ("whatshap", "--version")):
        assert run(made.python, "-m", module, version, cwd=tmp_path, PYTHONPATH="").strip()


def test_the_installed_package_passes_its_own_check(fx_installed, tmp_path):
    """The table that a laboratory files; the demo cases lie in the wheel."""
    done = fx_installed.call("selftest", "--out", "iq-oq.tsv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" 0 failed\n")
    assert "case hom_gene_deletion, pdf\twritten\twritten\tpass" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["iq-oq.tsv"]
