"""Which locked requirements have no wheel for which Python, as a table; ``make matrix``.

Asks the package index through uv (its path is the only argument). Without a wheel pip builds from
source, which takes a compiler unless the package is pure Python. For Linux on x86-64 with glibc
2.28 or newer.
Exit status 1 when something cannot be resolved.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

FOLDER = Path(__file__).resolve().parent
LOCKS = ("run.txt", "dev.txt")
VERSIONS = ((3, 11), (3, 12), (3, 13), (3, 14))
GLIBC = 28
"""Wheels for glibc 2.5 to 2.28 count."""


def tags_of(version: tuple[int, int]) -> frozenset[Tag]:
    """The tags of wheels that a Python takes."""
    platforms = [f"manylinux_2_{minor}_x86_64" for minor in range(GLIBC, 4, -1)]
    platforms += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
    own = cpython_tags(version, platforms=platforms)
    shared = compatible_tags(version, f"cp{version[0]}{version[1]}", platforms)
    return frozenset({*own, *shared})


def resolved(uv: str, lock: Path, version: tuple[int, int]) -> list[dict[str, object]]:
    """The packages of a lock for a Python, with the files that the index has of each."""
    options = ("--quiet", "--no-deps", "--no-header", "--no-annotate", "--format", "pylock.toml")
    target = ("--python-version", ".".join(map(str, version)))
    target += ("--python-platform", f"x86_64-manylinux_2_{GLIBC}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pylock.toml"
        command = [uv, "pip", "compile", *options, *target, str(lock), "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        packages: list[dict[str, object]] = tomllib.loads(out.read_text("utf-8"))["packages"]
        return packages


def has_wheel(names: Iterable[str], tags: frozenset[Tag]) -> bool:
    """Whether one of the files is a wheel that these tags take."""
    return any(parse_wheel_filename(name)[3] & tags for name in names)


def without_wheel(packages: Iterable[dict[str, object]], tags: frozenset[Tag]) -> list[str]:
    """Names and versions of the packages that would be built from source."""
    return [
        f"{package['name']} {package['version']}"
        for package in packages
        if not has_wheel(map(_file_name, package.get("wheels", [])), tags)
    ]


def _file_name(wheel: dict[str, str]) -> str:
    """The name of a wheel in a ``pylock.toml``, which may leave it to the address."""
    return wheel.get("name") or wheel.get("url", wheel.get("path", "")).rsplit("/", 1)[-1]


def main(uv: str) -> int:
    """Print the table."""
    print("| Python | lock | packages | built from source |\n|---|---|---|---|")
    for version in VERSIONS:
        tags = tags_of(version)
        for lock in LOCKS:
            try:
                packages = resolved(uv, FOLDER / lock, version)
            except subprocess.CalledProcessError as error:
                print(error.stderr, file=sys.stderr)
                return 1
            lacking = ", ".join(without_wheel(packages, tags)) or "none"
            name = ".".join(map(str, version))
            print(f"| {name} | `{lock}` | {len(packages)} | {lacking} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
