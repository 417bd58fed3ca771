"""Many people through Snakemake: on this machine, and through a Slurm of one host."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Taken, environment, run

ROOT = Path(__file__).resolve().parent.parent
_SLURM = ROOT / "tests" / "workflow" / "one-host-slurm.sh"
_QUICK = ("--slurm-init-seconds-before-status-checks", "1", "--slurm-no-account")


def write_sheet(sheet: Path, person: Path, people: int) -> None:
    """A sheet of so many people, each with a copy of a file under a name of their own.

    A sheet with one column for several people is refused.
    """
    text = person.read_text(encoding="utf-8")
    files = sheet.parent / "files"
    files.mkdir(exist_ok=True)
    lines = ["sample\tfiles"]
    for name in (f"P{number:05d}" for number in range(people)):
        own = text.replace(f"\tFORMAT\t{person.stem}\n", f"\tFORMAT\t{name}\n")
        (files / f"{name}.vcf").write_text(own, encoding="utf-8")
        lines.append(f"{name}\t{files / name}.vcf")
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")


def through_snakemake(
    work: Path, person: Path, people: int, env: Mapping[str, str], *options: str
) -> Taken:
    """What a whole run over so many people takes, each with the records of one file."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        (folder / "config").mkdir()
        (folder / "config" / "config.yaml").write_text("samples: config/samples.tsv\n")
        write_sheet(folder / "config" / "samples.tsv", person, people)
        command = [sys.executable, "-m", "snakemake", "--quiet", "all", *options]
        command += ["--snakefile", str(ROOT / "Snakefile")]
        return run(command, folder, {**environment(work), **env})


def locally(work: Path, person: Path, people: int) -> Taken:
    """On the two cores of this machine."""
    return through_snakemake(work, person, people, {}, "--cores", "2")


def through_slurm(work: Path, person: Path, people: int) -> Taken | None:
    """Through a Slurm of this host with the shipped profile; None where there is none."""
    with _slurm() as env:
        if env is None:
            return None
        profile = str(ROOT / "workflow" / "profiles" / "slurm")
        options = ("--workflow-profile", profile, "--latency-wait", "5", *_QUICK)
        return through_snakemake(work, person, people, env, *options)


@contextmanager
def _slurm() -> Iterator[dict[str, str] | None]:
    """The environment in which the commands of a running Slurm work."""
    if not all(shutil.which(name, path="/usr/sbin:/usr/bin") for name in ("slurmctld", "sbatch")):
        yield None
        return
    with tempfile.TemporaryDirectory() as name:
        ports = (str(_free_port()), str(_free_port()))
        subprocess.run([_SLURM, "start", name, *ports], check=True, capture_output=True)
        try:
            path = f"{Path(name) / 'bin'}:{os.environ['PATH']}"
            yield {"SLURM_CONF": f"{name}/slurm.conf", "PATH": path}
        finally:
            subprocess.run([_SLURM, "stop", name], check=False, capture_output=True)


def _free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
