"""Reference samples for the depth: coverage files, BAM or CRAM, or a panel made of them once.

A panel is a small table of the profiles of many samples, written by ``osteo-annot panel``, so that
a laboratory reads its references once and not for every patient.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.intake.depth.coverage import Coverage, read_coverage
from osteo_annot.intake.depth.profile import Depths, FarBasis, FarDepth, Profile, windows
from osteo_annot.intake.vcf.container import is_alignments
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import check_regular
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits

_FORMAT = "##osteo_annot_depth_panel="
_VERSIONS = {"1": 0, "2": 1}
"""Cells behind the depths of the windows: from version 2 on, the depth far from the gene."""
_HEAD = 64
_CAP = 256 << 20


def is_panel(path: Path) -> bool:
    """Whether a file is a panel, by its first line."""
    try:
        return _opened(path, _HEAD).startswith(_FORMAT)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        return False


def coverages_of(
    path: Path,
    assembly: Assembly,
    reference: Path | None,
    limits: CallLimits = DEFAULT_LIMITS,
) -> list[Coverage]:
    """What a coverage file tells, one item per sample; ``reference`` is needed by a CRAM.

    Raises RefusedError (COVERAGE_INVALID, ALIGNMENTS_INVALID and others of the file).
    """
    if is_alignments(path):
        from osteo_annot.intake.depth.read_depth import (
            read_depth,  # lazy: only a BAM or CRAM needs it
        )

        return read_depth(path, assembly, reference, limits)
    return [read_coverage(path, assembly, limits)]


@dataclass(frozen=True, eq=False)
class ReferencePanel:
    """The profiles of the reference samples; one value in a process for the same files."""

    profiles: tuple[Profile, ...]


def read_references(
    paths: Sequence[Path], assembly: Assembly, fasta: Path | None
) -> ReferencePanel | None:
    """The references, read once in a process; see :func:`_read_all`."""
    return _read_all(tuple(paths), assembly, fasta)


@lru_cache(maxsize=2)
def _read_all(
    paths: tuple[Path, ...], assembly: Assembly, fasta: Path | None
) -> ReferencePanel | None:
    """The profiles of all files, in the order given; None where no file was given.

    Raises RefusedError with every fault (PANEL_INVALID, ASSEMBLY_CONFLICT, those of the files).
    """
    profiles: list[Profile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            check_regular(path)
            profiles += profiles_of(path, assembly, fasta)
        except RefusedError as error:
            faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return ReferencePanel(tuple(profiles)) if paths else None


def profiles_of(path: Path, assembly: Assembly, fasta: Path | None) -> list[Profile]:
    """The profiles of one file: of a panel, or of a coverage file, which is named by its file.

    Raises RefusedError (PANEL_INVALID and others of the file).
    """
    if is_panel(path):
        return _read_panel(path, assembly)
    found = [c.profile for c in coverages_of(path, assembly, fasta) if c.profile is not None]
    if not any(profile.tells for profile in found):
        what = "It has no depth beside the gene."
        raise refuse(RefusalCode.PANEL_INVALID, path.name, what)
    return [p if p.sample else _named(p, path) for p in found]


def _named(profile: Profile, path: Path) -> Profile:
    """A profile under the first part of its file's name, as mosdepth names its files."""
    name = path.name.partition(".")[0]
    return replace(profile, sample=name)


def panel_text(profiles: Sequence[Profile], assembly: Assembly) -> str:
    """The panel of profiles, sorted by sample; depths with two decimals."""
    counts = _counts(assembly)
    lines = [
        f"{_FORMAT}2",
        f"##assembly={assembly.value}",
        f"##windows={counts[0]},{counts[1]},{counts[2]}",
        "#sample\tdepths of exons, of both their sides, of controls, far from the gene",
    ]
    for profile in sorted(profiles, key=lambda p: (p.sample, p.file)):
        values = (*profile.exons, *profile.flanks, *profile.controls)
        cells = ("." if value is None else f"{value:.2f}" for value in values)
        far = f"{profile.far.basis.value}:{profile.far.depth:.2f}" if profile.far else "."
        lines.append("\t".join((printable(profile.sample, 200), *cells, far)))
    return "\n".join(lines) + "\n"


def _counts(assembly: Assembly) -> tuple[int, int, int]:
    """Numbers of windows of a profile."""
    here = windows(assembly)
    return len(here.exons), len(here.flanks), len(here.controls)


def _opened(path: Path, limit: int) -> str:
    """The beginning of a text, plain or gzip."""
    with path.open("rb") as handle:
        zipped = handle.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
        return stream.read(limit).decode("utf-8")


def _read_panel(path: Path, assembly: Assembly) -> list[Profile]:
    """The profiles of a panel; refused as a whole where a line is not one."""
    try:
        lines = _opened(path, _CAP).splitlines()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise refuse(RefusalCode.PANEL_INVALID, path.name, reason_of(error)) from error
    tags = dict(line[2:].partition("=")[::2] for line in lines if line.startswith("##"))
    if tags.get("assembly") != assembly.value:
        named = printable(tags.get("assembly", "no assembly"), 40)
        what = f"The panel is of {named}, the files are of {assembly.value}."
        raise refuse(RefusalCode.ASSEMBLY_CONFLICT, path.name, what)
    counts = _counts(assembly)
    more = _VERSIONS.get(lines[0].removeprefix(_FORMAT))
    if more is None or tags.get("windows") != ",".join(map(str, counts)):
        what = "Its windows are those of another version."
        raise refuse(RefusalCode.PANEL_INVALID, path.name, what)
    profiles: list[Profile] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line:
            continue
        profile = _profile(line.split("\t"), counts, path.name, more)
        if profile is None:
            where = f"{path.name}, line {number}"
            raise refuse(RefusalCode.PANEL_INVALID, where, "It is not a sample and its depths.")
        profiles.append(profile)
    if not profiles:
        raise refuse(RefusalCode.PANEL_INVALID, path.name, "It has no sample.")
    return profiles


def _profile(
    cells: Sequence[str], counts: tuple[int, int, int], file: str, more: int
) -> Profile | None:
    """The profile of a line, or None where it is none; ``more``: cells behind the windows."""
    far = _far(cells[-1]) if more else None
    if more:
        cells = cells[:-1]
    values = [_depth(cell) for cell in cells[1:]]
    if not cells[0] or len(values) != sum(counts) or any(v is not None and v < 0 for v in values):
        return None
    n, m = counts[0], counts[0] + counts[1]
    parts: tuple[Depths, Depths, Depths] = (
        tuple(values[:n]),
        tuple(values[n:m]),
        tuple(values[m:]),
    )
    return Profile(cells[0], file, *parts, far)


def _far(cell: str) -> FarDepth | None:
    """Basis and depth far from the gene; None for ``.`` and anything else."""
    basis, _, text = cell.partition(":")
    depth = _depth(text) if text else None
    found = next((known for known in FarBasis if known.value == basis), None)
    return FarDepth(depth, found) if found and depth and depth > 0 else None


def _depth(cell: str) -> float | None:
    """A depth, None for ``.``, and -1 for anything else."""
    if cell == ".":
        return None
    whole, _, part = cell.partition(".")
    digits = whole.isascii() and whole.isdigit() and (not part or part.isdigit())
    return float(cell) if digits and len(cell) <= 12 else -1.0
