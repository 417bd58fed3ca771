"""One command in a process of its own: seconds on the clock, seconds of work, and most memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took."""

    wall: float
    """Seconds on the clock."""
    work: float
    """Seconds of the processors, in the command's own code and in the system."""
    memory: float
    """Most resident memory at one time, in MB (10^6 bytes)."""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Taken:
    """Run a command to its end; RuntimeError with what it wrote when it fails."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env={**env}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    if process.returncode:
        shown = said.decode(errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {shown}")
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6)


def best(command: Sequence[str], cwd: Path, env: Mapping[str, str], times: int) -> Taken:
    """The quickest of several runs by processor time: the one least disturbed by others."""
    taken = [run(command, cwd, env) for _ in range(times)]
    least = min(taken, key=lambda one: one.work)
    return Taken(min(one.wall for one in taken), least.work, max(one.memory for one in taken))


def environment(work: Path) -> dict[str, str]:
    """The user's environment, with compiled modules kept in the work folder."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
    return env


def product(*arguments: object) -> list[str]:
    """A command line of the product, run as an installed command is."""
    return [sys.executable, "-m", "osteo_annot", *map(str, arguments)]


def bcftools(*arguments: object) -> list[str]:
    """A command line of the bcftools inside pysam."""
    call = "import sys, pysam.bcftools as b; b.view(*sys.argv[1:], catch_stdout=False)"
    return [sys.executable, "-c", call, *map(str, arguments)]
