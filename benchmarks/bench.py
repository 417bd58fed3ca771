"""What every part of the benchmark is given: generated files, commands, and the rows so far."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Taken, environment, median, product
from benchmarks.rows import Row, Rows
from benchmarks.text import WINDOW

ROOT = Path(__file__).resolve().parent.parent
REGION = "chr6:{}-{}".format(*WINDOW)
_SUFFIXES = ("", ".tbi", ".csi", ".bai", ".crai", ".fai")


class Bench:
    """A work folder, and how large the files are in comparison with the real ones."""

    def __init__(self, work: Path, scale: float) -> None:
        self.work = work
        self.scale = scale
        self.rows = Rows(work)
        self.part = ""

    def size(self, count: int) -> int:
        """A number of records or people, at the scale."""
        return max(100, round(count * self.scale))

    def say(self, text: str) -> None:
        """Tell how far it is."""
        sys.stderr.write(f"{text}\n")

    def made(self, name: str, make: Callable[[Path], Path]) -> Path:
        """A generated file, made once for a work folder; half of one never has its name."""
        path = self.work / name
        if not path.is_file():
            self.say(f"making {name}")
            partial = path.with_name(f"partial.{name}")
            make(partial)
            for suffix in reversed(_SUFFIXES):
                written = partial.with_name(partial.name + suffix)
                if written.is_file():
                    written.replace(path.with_name(path.name + suffix))
        return path

    def take(self, command: list[str], times: int = 3) -> Taken:
        """The median of several runs of a command."""
        self.say(f"{self.part}: {' '.join(command[2:6])}")
        return median(command, ROOT, environment(self.work), times)

    def annotate(self, path: Path, *options: object) -> list[str]:
        """The command for a file."""
        return product("annotate", path, "--out", self.work / "out", *options)

    def bare(self, what: str, taken: Taken) -> None:
        """A row to compare with."""
        self._add(what, "", _told(taken), None, taken.work)

    def within(
        self,
        what: str,
        taken: Taken,
        seconds: float,
        *,
        megabytes: float = math.inf,
        less: float = 0.0,
    ) -> None:
        """A row with a budget in processor seconds, after ``less`` was taken off, and memory."""
        limits = {f"{seconds:g} s": seconds, f"{megabytes:g} MB": megabytes}
        budget = ", ".join(text for text, most in limits.items() if most < math.inf)
        budget += f" beyond the start of {less:.2f} s" if less else ""
        kept = taken.work - less <= seconds and taken.memory <= megabytes
        self._add(what, budget, _told(taken), kept if budget else None, taken.work)

    def against(self, what: str, ours: Taken, theirs: Taken, most: float, name: str) -> None:
        """A row with a budget against another program on the same file."""
        ratio = ours.work / theirs.work
        told = f"{ratio:.2f} x: {_told(ours)}; {name} {theirs.work:.2f} s"
        self._add(what, f"{most:g} x {name}", told, ratio <= most, ours.work)

    def growth(self, what: str, points: list[tuple[int, float]], most: float) -> None:
        """A row with the exponent between the first and the last of some sizes."""
        (small, first), (large, last) = points[0], points[-1]
        exponent = math.log(max(last, 1e-3) / max(first, 1e-3)) / math.log(large / small)
        told = f"{exponent:.2f} ({small:,} to {large:,})"
        self._add(what, f"{most:g}", told, exponent <= most, None)

    def note(self, what: str, told: str) -> None:
        """A row of words."""
        self._add(what, "", told, None, None)

    def _add(
        self, what: str, budget: str, told: str, kept: bool | None, seconds: float | None
    ) -> None:
        """Keep a row at once."""
        self.rows.add(Row(self.part, what, budget, told, kept, seconds))


def _told(taken: Taken) -> str:
    """Seconds of the processors and on the clock, and memory."""
    return f"{taken.work:.2f} s ({taken.wall:.2f} s on the clock), {taken.memory:.0f} MB"
