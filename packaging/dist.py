"""Wheel and source of the commit, the same bytes wherever they are made; ``make dist``.

What is committed is built, in a folder of its own: files beside it that git does not know, their
times and their rights change nothing. The time in both archives is that of the commit.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python 3.11.4 brought the filter; Debian 12 has 3.11.2."""


def _git(project: Path, *command: str) -> bytes:
    """What git says of the project."""
    return subprocess.run(["git", "-C", project, *command], check=True, capture_output=True).stdout


def build(project: Path, out: Path) -> list[Path]:
    """Write wheel and source of the commit that is checked out, and their checksums, into a folder.

    Returns the two archives.
    """
    time = _git(project, "log", "-1", "--format=%ct").decode().strip()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("osteo_annot-*"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        committed = io.BytesIO(_git(project, "archive", "--format=tar", "HEAD"))
        with tarfile.open(fileobj=committed) as archive:
            archive.extractall(folder, **SAFELY)
        command = [sys.executable, "-m", "hatchling", "build", "-d", str(out.resolve())]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": time}
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    made = sorted(out.glob("osteo_annot-*"))
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in made)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    return made


def main() -> None:
    """Build, and print the checksums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=PROJECT, help="a clone")
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="folder of the archives")
    given = parser.parse_args()
    build(given.project, given.out)
    print((given.out / "SHA256SUMS").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
