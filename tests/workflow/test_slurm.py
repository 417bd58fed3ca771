"""The workflow through a real Slurm on this machine: what happens to jobs on a cluster.

``.ci/run`` installs Slurm where it can. What a job meets (a need of memory, a hang) is made by a
``sitecustomize`` module that the batch process alone obeys; the workflow itself is the shipped one.
"""

from __future__ import annotations

import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "resources" / "demo"
SCRIPT = Path(__file__).with_name("one-host-slurm.sh")
PROFILES = ROOT / "workflow" / "profiles"

pytestmark = pytest.mark.slow

NEEDS_MEMORY = "held = bytearray(700 * 10**6); held[::4096] = b'x' * len(held[::4096]); sleep(6)"
"""More than the 500 MB of a first attempt, less than the 1,000 MB of the second."""
HANGS_ONCE = "place = Path({mark!r}); first = not place.exists(); place.touch(); sleep(600 * first)"


def _hear_interrupts() -> None:
    """A process that a shell put into the background ignores SIGINT, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def fx_slurm(tmp_path_factory) -> Iterator[dict[str, str]]:
    """A running Slurm, as the environment in which its commands work."""
    if not all(shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("slurmctld", "sbatch")):
        pytest.skip("Slurm is not installed (Debian: slurm-wlm)")
    folder = tmp_path_factory.mktemp("slurm")
    ports = (str(free_port()), str(free_port()))
    begun = subprocess.run(
        [SCRIPT, "start", folder, *ports], capture_output=True, text=True, check=False
    )
    try:
        if begun.returncode:
            pytest.skip(f"Slurm does not start here: {begun.stderr.strip()}")
        path = f"{folder / 'bin'}:{os.environ['PATH']}"
        yield {**os.environ, "SLURM_CONF": str(folder / "slurm.conf"), "PATH": path}
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=False)


@dataclass(frozen=True)
class Cluster:
    """A working directory of the workflow, and the Slurm that its jobs run on."""

    folder: Path
    env: dict[str, str]

    def write(self, *people: str) -> None:
        """The sheet: names of demo files without suffix, or of files in the folder; one a batch."""
        (self.folder / "config").mkdir()
        (self.folder / "config" / "config.yaml").write_text(
            "samples: config/samples.tsv\nbatch_size: 1\n"
        )
        found = (DEMO / f"{name}.vcf" for name in people)
        rows = (
            f"{name}\t{path if path.is_file() else self.folder / f'{name}.vcf'}"
            for name, path in zip(people, found, strict=True)
        )
        text = "\n".join(["sample\tfiles", *rows]) + "\n"
        (self.folder / "config" / "samples.tsv").write_text(text)

    def burden(self, code: str, batch: str = "0001") -> dict[str, str]:
        """An environment in which the process of one batch first runs some code."""
        place = self.folder / "burden"
        place.mkdir(exist_ok=True)
        (place / "sitecustomize.py").write_text(
            "from pathlib import Path\nfrom time import sleep\n"
            "words = Path('/proc/self/cmdline').read_bytes().split(b'\\0')\n"
            f"if any(word.endswith(b'/{batch}.tsv') for word in words):\n"
            f"    {code}\n"
        )
        parts = [str(place), *filter(None, [self.env.get("PYTHONPATH")])]
        return {**self.env, "PYTHONPATH": os.pathsep.join(parts)}

    def start(
        self, profile: str, *options: str, env: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Snakemake with a shipped profile, asking more often than on a real cluster."""
        quick = {
            "slurm": ("--slurm-init-seconds-before-status-checks", "1", "--slurm-no-account"),
            "cluster-generic": ("--seconds-between-status-checks", "1"),
        }[profile]
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
        command += ["--workflow-profile", str(PROFILES / profile), "--latency-wait", "5"]
        return subprocess.Popen(
            [*command, *quick, *options],
            cwd=self.folder,
            env=env or self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=_hear_interrupts,
        )

    def run(self, profile: str, *options: str, env: dict[str, str] | None = None) -> str:
        """Run to the end; it must succeed. Returns what was said."""
        process = self.start(profile, *options, env=env)
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
        return said

    def cohort(self) -> dict[str, dict[str, str]]:
        """Rows of the cohort table by person."""
        with (self.folder / "results" / "cohort.tsv").open(newline="") as file:
            return {row["sample"]: row for row in csv.DictReader(file, delimiter="\t")}

    def jobs(self) -> list[str]:
        """States of the jobs that Slurm still has to do."""
        done = subprocess.run(
            ["squeue", "--noheader", "--format=%T"], env=self.env, capture_output=True, text=True
        )
        return done.stdout.split()


@pytest.fixture
def fx_cluster(tmp_path, fx_slurm) -> Cluster:
    return Cluster(tmp_path, fx_slurm)


@pytest.mark.parametrize("profile", ["slurm", "cluster-generic"])
def test_batches_run_as_jobs_and_a_broken_person_is_a_row(fx_cluster, profile):
    fx_cluster.write("hom_nonsense", "broken")
    (fx_cluster.folder / "broken.vcf").write_text("not a VCF\n")
    fx_cluster.run(profile)
    rows = fx_cluster.cohort()
    assert rows["hom_nonsense"]["state"] == "APPARENT_HOM"
    assert rows["broken"]["refusal"].startswith("NOT_A_VCF")
    assert fx_cluster.jobs() == []


def test_a_job_killed_for_its_memory_is_tried_again_with_more(fx_cluster):
    fx_cluster.write("hom_nonsense")
    said = fx_cluster.run("cluster-generic", env=fx_cluster.burden(NEEDS_MEMORY))
    assert "mem_mb=500" in said
    assert "mem_mb=1000" in said
    assert fx_cluster.cohort()["hom_nonsense"]["state"] == "APPARENT_HOM"


def test_a_job_that_runs_out_of_time_is_tried_again_with_more(fx_cluster):
    """Slurm counts minutes, so this takes one and a little."""
    fx_cluster.write("hom_nonsense")
    burden = HANGS_ONCE.format(mark=str(fx_cluster.folder / "hung"))
    said = fx_cluster.run(
        "cluster-generic",
        "--set-resources",
        "annotate_batch:runtime=attempt",
        env=fx_cluster.burden(burden),
    )
    assert "runtime=1" in said
    assert "runtime=2" in said
    assert fx_cluster.cohort()["hom_nonsense"]["state"] == "APPARENT_HOM"


def test_an_interrupted_run_cancels_its_jobs_and_goes_on_where_it_was(fx_cluster):
    fx_cluster.write("hom_nonsense", "comphet_trans")
    burden = fx_cluster.burden("sleep(600)", batch="0007")
    process = fx_cluster.start("cluster-generic", env=burden)
    first = fx_cluster.folder / "results" / "batches" / "0006.tsv"
    waited = time.monotonic()
    while not (first.is_file() and "RUNNING" in fx_cluster.jobs()):
        assert time.monotonic() - waited < 120, "the first batch did not end"
        time.sleep(0.5)
    time.sleep(3)  # Snakemake has to see the end of the first batch
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    assert process.returncode != 0, said
    waited = time.monotonic()
    while fx_cluster.jobs():
        assert time.monotonic() - waited < 60, "a job was left behind"
        time.sleep(0.5)
    written = first.stat().st_mtime_ns
    fx_cluster.run("cluster-generic")
    assert first.stat().st_mtime_ns == written
    states = {name: row["state"] for name, row in fx_cluster.cohort().items()}
    assert states == {"hom_nonsense": "APPARENT_HOM", "comphet_trans": "BIALLELIC_COMPHET_TRANS"}
