"""One command in a process of its own: seconds on the clock, seconds of work, and most memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
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


_LAUNCH = """
import json, os, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6]))
sys.stderr.buffer.write(done.stderr)
sys.exit(done.returncode)
"""
"""A small process between: a child's most memory counts that of the process that forked it."""


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str]) -> Taken:
    """Run a command to its end; RuntimeError with what it wrote when it fails."""
    launch = [sys.executable, "-S", "-c", _LAUNCH, *command]
    done = subprocess.run(launch, cwd=cwd, env={**env}, capture_output=True, text=True)
    if done.returncode:
        shown = done.stderr[-2000:]
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {shown}")
    return Taken(*json.loads(done.stdout))


def median(command: Sequence[str], cwd: Path, env: Mapping[str, str], times: int) -> Taken:
    """The middle one of several runs, for each figure by itself."""
    taken = [run(command, cwd, env) for _ in range(times)]
    walls, works = [one.wall for one in taken], [one.work for one in taken]
    return Taken(
        statistics.median(walls), statistics.median(works), max(one.memory for one in taken)
    )


def environment(work: Path) -> dict[str, str]:
    """The user's environment, with compiled modules kept in the work folder."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
    return env


def product(*arguments: object) -> list[str]:
    """A command line of the product, run as an installed command is."""
    return [sys.executable, "-m", "osteo_annot", *map(str, arguments)]


def bcftools(command: str, *arguments: object) -> list[str]:
    """A command line of the bcftools inside pysam."""
    call = f"import sys, pysam.bcftools as b; b.{command}(*sys.argv[1:], catch_stdout=False)"
    return [sys.executable, "-c", call, *map(str, arguments)]


def python(call: str, *arguments: object) -> list[str]:
    """A command line of an empty Python."""
    return [sys.executable, "-c", call, *map(str, arguments)]
