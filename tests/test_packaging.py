"""What is handed to others: archives made twice alike, limits, licences and the list of parts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from requirements.licences import PAGE, is_accepted, requirements, table
from tests.installed import ROOT, run, wheel_of

SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from Python 3.11.4
MADE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", re.M)


def locked() -> dict[str, Version]:
    """Version of each locked requirement, of users and of the tests."""
    texts = [(ROOT / "requirements" / name).read_text("utf-8") for name in ("dev.txt", "run.txt")]
    return {canonicalize_name(m[1]): Version(m[2]) for text in texts for m in MADE.finditer(text)}


# --- make dist --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fx_dist(tmp_path_factory) -> dict[str, bytes]:
    """What ``make dist`` writes in this checkout."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone: make dist builds what git knows")
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, ROOT / "packaging" / "dist.py", "--out", out, cwd=ROOT)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.slow
def test_another_clone_gives_the_same_bytes(fx_dist, tmp_path):
    """Other times, rights and files beside, time zone, language and seed: no byte differs."""
    clone, out = tmp_path / "clone", tmp_path / "out"
    run("git", "clone", "--quiet", "--no-hardlinks", ROOT, clone, cwd=tmp_path)
    (clone / "osteo_annot" / "left_over.py").write_text("", "utf-8")
    for path in (clone / "osteo_annot").glob("*.py"):
        path.chmod(0o600)
        os.utime(path, (1, 1))
    others = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    command = [ROOT / "packaging" / "dist.py", "--project", clone, "--out", out]
    run(sys.executable, *command, cwd=tmp_path, **others)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == fx_dist
    assert {name.rpartition(".")[2] for name in fx_dist} == {"whl", "gz", "SHA256SUMS"}


@pytest.mark.slow
def test_the_source_gives_the_wheel(fx_dist, tmp_path, monkeypatch):
    """Who builds from the published source gets the published wheel."""
    (name,) = (name for name in fx_dist if name.endswith(".tar.gz"))
    (wheel,) = (name for name in fx_dist if name.endswith(".whl"))
    (tmp_path / name).write_bytes(fx_dist[name])
    with tarfile.open(tmp_path / name) as archive:
        times = {int(member.mtime) for member in archive}
        archive.extractall(tmp_path, **SAFELY)
    assert len(times) == 1
    source = tmp_path / name.removesuffix(".tar.gz")
    time = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert times == {int(time)}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    made = wheel_of(source, tmp_path / "wheel")
    assert (made.name, made.read_bytes()) == (wheel, fx_dist[wheel])


# --- requirements -----------------------------------------------------------------------------


def test_every_requirement_has_both_limits_of_the_policy():
    """Lower: one. Upper: below the next major release after the locked one (docs/releasing.md)."""
    versions = locked()
    for text in (one for group in requirements().values() for one in group):
        wanted = Requirement(text)
        limits = {limit.operator: limit.version for limit in wanted.specifier}
        version = versions[canonicalize_name(wanted.name)]
        assert limits.keys() == {">=", "<"}, text
        assert limits["<"] == str(version.major + 1), text
        assert version in wanted.specifier, text


def test_the_old_name_of_an_extra_leads_to_the_new_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert extras["formats"] == ["osteo-annot[exchange]"]
    assert requirements().keys() == {"", "workflow", "clusters", "exchange", "phasing", "review"}


# --- licences ---------------------------------------------------------------------------------


def test_every_licence_is_accepted_and_stands_on_the_page():
    """Of each installed package; a row of the page may be of a package that only others need."""
    rows = {line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")}
    found = table()
    assert len(found) > 80
    for name, (licence, by) in found.items():
        assert is_accepted(licence), (name, licence)
        assert f"| {name} | {licence} | {by} |" in rows


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("GPL OR MIT", True),
        ("GPL AND MIT", False),
        ("GPL-3.0-only", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_a_licence_that_is_not_known_is_not_accepted(expression, accepted):
    assert is_accepted(expression) is accepted


# --- list of parts ----------------------------------------------------------------------------


@pytest.mark.slow
def test_the_list_of_parts_names_every_locked_requirement(tmp_path):
    """``make sbom``: its tool holds the document against the schema of CycloneDX."""
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    recipe = (tmp_path / "Makefile").read_text("utf-8")
    (line,) = re.findall(r"^sbom: .*\n((?:\t.*\n)+)", recipe, re.M)
    (tmp_path / "Makefile").write_text(f"sbom:\n{line}", "utf-8")
    here = Path(sys.executable).parent
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        ["make", "--quiet", "sbom", f"BIN={here}"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    told = json.loads((tmp_path / "dist" / "sbom.cdx.json").read_text("utf-8"))
    lock = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    wanted = {(canonicalize_name(m[1]), m[2]) for m in MADE.finditer(lock)}
    assert {(canonicalize_name(c["name"]), c["version"]) for c in told["components"]} == wanted
    digests = set(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert digests == {
        digest["content"]
        for component in told["components"]
        for reference in component["externalReferences"]
        for digest in reference["hashes"]
    }
    version = (ROOT / "osteo_annot" / "version.py").read_text("utf-8")
    assert f'"{told["metadata"]["component"]["version"]}"' in version
