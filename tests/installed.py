"""An empty environment with the wheel and what the package itself requires, and nothing else.

No index is asked: the distributions that the requirements lead to, by the metadata of what is
installed here, are linked into the environment file by file, and pip then installs the wheel with
``--no-index``. It refuses where a requirement is not met. What an extra brings is not there unless
it is asked for, so a program that imports it without saying so fails. What this does not try is
whether an index has the packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path, PurePath

from requirements.licences import closure, requirements

ROOT = Path(__file__).resolve().parents[1]


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


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def program(self) -> Path:
        """The command that the wheel installed."""
        return self.folder / "bin" / "osteo-annot"

    @property
    def site(self) -> Path:
        """Where its packages lie."""
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.folder / "lib" / name / "site-packages"

    def call(self, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run the program, with nothing of the checkout in sight."""
        outside = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        line = [str(part) for part in (self.program, *command)]
        return subprocess.run(line, cwd=cwd, env=outside, capture_output=True, text=True)


def wheel_of(project: Path, folder: Path) -> Path:
    """The wheel of a checkout or of an unpacked source, made without a network."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=project)
    (wheel,) = folder.glob("*.whl")
    return wheel


def environment_of(
    folder: Path, wheel: Path, linked: Iterable[str] = (), extra: str = ""
) -> Installed:
    """An environment with the wheel and its requirements.

    ``linked``: extras whose requirements are there too; ``extra``: the one that pip is asked for.
    """
    made = Installed(folder)
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)
    known = requirements()
    _link(made.site, [one for name in ("", *linked) for one in known[name]])
    options = ["--python", made.python, "install", "--quiet", "--no-index", "--no-compile"]
    named = f"{wheel}[{extra}]" if extra else str(wheel)
    outside = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""}
    run(sys.executable, "-m", "pip", *options, named, cwd=folder, **outside)
    return made


def _link(site: Path, wanted: Iterable[str]) -> None:
    """Link each file of the distributions that requirements lead to."""
    here = Path(sysconfig.get_path("purelib"))
    for distribution in closure(wanted).values():
        for file in _files_of(distribution, here):
            source, place = Path(str(distribution.locate_file(file))), site / str(file)
            if source.is_relative_to(here) and ".." not in file.parts and source.is_file():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(source)


def _files_of(distribution: Distribution, here: Path) -> list[PurePath]:
    """Its files, by their places in the environment.

    What an old pip installed by ``setup.py`` has no RECORD: then those of its modules.
    """
    if distribution.read_text("RECORD") is not None:
        return list(distribution.files or ())
    modules = (distribution.read_text("top_level.txt") or "").split()
    told = distribution.metadata["Name"].replace("-", "_")
    roots = [here / end for name in modules for end in (name, f"{name}.py")]
    roots += here.glob(f"{told}-*.egg-info")
    found = [file for root in roots for file in (root, *root.rglob("*")) if file.is_file()]
    return [file.relative_to(here) for file in found]
