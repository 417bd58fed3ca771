"""Profiles of schedulers and batch services: each is read by its own plugin and plans the jobs.

A dry run makes the plugin check its settings; nothing is submitted. Slurm runs for real in
``test_slurm.py``. The bucket is a real S3 server on this machine (the package moto).
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.programs import needs
from tests.s3_server import S3, serving_s3

ROOT = Path(__file__).resolve().parents[2]
PROFILES = ROOT / "workflow" / "profiles"
NAMES = sorted(path.parent.name for path in PROFILES.glob("*/config.yaml"))
CLOUDS = {"kubernetes", "aws-batch", "googlebatch"}
DEMO = ROOT / "resources" / "demo" / "hom_nonsense.vcf"


def test_there_is_a_profile_for_each_place():
    assert set(NAMES) == CLOUDS | {"local", "slurm", "lsf", "sge", "cluster-generic"}


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_profile_is_commented(name):
    """Above each key stands a sentence; keys of one comment stand together."""
    text = (PROFILES / name / "config.yaml").read_text()
    assert yaml.safe_load(text)
    lines = text.splitlines()
    keys = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9-]+:", line)]
    for number in keys:
        above = [lines[number - 1], lines[number - 2] if number - 1 in keys else ""]
        assert any(line.startswith("# ") for line in above), lines[number]


@pytest.fixture(scope="module")
def fx_s3() -> Iterator[S3]:
    with serving_s3() as server:
        server.put("people", "ostm1/in/hom_nonsense.vcf", DEMO.read_bytes())
        yield server


def dry_run(folder: Path, profile: str, *options: str, **env: str) -> str:
    """What a dry run with a shipped profile says; the words in capitals are filled in."""
    (folder / "config").mkdir()
    (folder / "config" / "config.yaml").write_text("samples: config/samples.tsv\n")
    path = "in/hom_nonsense.vcf" if profile in CLOUDS else str(DEMO)
    (folder / "config" / "samples.tsv").write_text(f"sample\tfiles\nhom_nonsense\t{path}\n")
    own = folder / "profile"
    shutil.copytree(PROFILES / profile, own)
    text = (own / "config.yaml").read_text().replace("s3://BUCKET/FOLDER", "s3://people/ostm1")
    (own / "config.yaml").write_text(re.sub(r"\b(?:REGION)\b", "us-east-1", text))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")),
            *("--workflow-profile", str(own), "--dry-run", *options),
        ],
        cwd=folder,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(NAMES) - CLOUDS - {"local", "cluster-generic"}))
def test_a_scheduler_plans_the_jobs(name, tmp_path):
    said = dry_run(tmp_path, name)
    assert re.search(r"^annotate_batch +1$", said, re.MULTILINE), said


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CLOUDS))
def test_a_batch_service_plans_the_jobs_from_a_bucket(name, tmp_path, fx_s3):
    said = dry_run(
        tmp_path,
        name,
        *("--storage-s3-endpoint-url", fx_s3.address),
        SNAKEMAKE_STORAGE_S3_ACCESS_KEY="key",
        SNAKEMAKE_STORAGE_S3_SECRET_KEY="secret",
    )
    assert re.search(r"^annotate_batch +1$", said, re.MULTILINE), said
    assert "s3://people/ostm1/in/hom_nonsense.vcf" in said


@pytest.mark.parametrize(
    ("qstat", "qacct", "says"),
    [
        ("7 0.5 x roe r 1", "", "running"),
        ("7 0.5 x roe Eqw 1", "", "failed"),
        ("", "exit_status  0\nfailed       0", "success"),
        ("", "exit_status  137\nfailed       0", "failed"),
        ("", "exit_status  0\nfailed       37  : qmaster enforced h_rt", "failed"),
        ("", "", "failed"),
    ],
)
def test_the_state_of_a_job_of_grid_engine(tmp_path, qstat, qacct, says):
    """By what qstat and qacct print (their manuals)."""
    for name, text in (("qstat", qstat), ("qacct", qacct)):
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\ncat <<'X'\n{text}\nX\n{'true' if text else 'exit 1'}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "OSTEO_ANNOT_QACCT_WAIT": "0"}
    told = subprocess.run(
        [PROFILES / "sge" / "status.sh", "7"], env=env, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == says


# The image


def copied() -> list[str]:
    """What the Containerfile copies from the folder."""
    lines = re.findall(r"(?m)^COPY (.*)$", (ROOT / "Containerfile").read_text())
    return [name for line in lines for name in line.split()[:-1]]


def test_the_image_is_made_of_an_allow_list_and_runs_any_command():
    text = (ROOT / "Containerfile").read_text()
    assert not re.search(r"(?m)^ENTRYPOINT", text)
    assert "." not in copied()
    assert not any("*" in name for name in copied())
    for name in (".containerignore", ".dockerignore"):
        lines = [x for x in (ROOT / name).read_text().splitlines() if not x.startswith("#")]
        assert lines[0] == "*"
        allowed = {line[1:].split("/")[0] for line in lines if line.startswith("!")}
        assert {name.split("/")[0] for name in copied()} == allowed
    locked = (ROOT / "requirements" / "cloud.txt").read_text()
    for plugin in ("storage-plugin-s3", "executor-plugin-kubernetes", "executor-plugin-lsf"):
        assert f"snakemake-{plugin}==" in locked
    assert "whatshap==" in locked


needs_git = needs(shutil.which("git") is not None, "git", "git")


@pytest.mark.slow
@needs_git
def test_what_the_image_copies_is_enough_to_build_the_package(tmp_path):
    """And a file of a patient beside it is not taken along."""
    for name in copied():
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "dist").glob("osteo_annot-*.whl"))
