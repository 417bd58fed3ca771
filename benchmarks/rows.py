"""The rows of the table: each is kept when it is measured, so that a stopped run goes on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = "rows.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    part: str
    """Heading of the table that it stands in."""
    what: str
    budget: str
    """What was asked for; empty for a bare figure, which is there to compare with."""
    measured: str
    kept: bool | None = None
    """None where there is no budget."""
    seconds: float | None = None
    """Processor seconds, where other rows are reckoned from them."""


class Rows:
    """The rows of a work folder, in the order measured."""

    def __init__(self, work: Path) -> None:
        self._path = work / _NAME
        text = self._path.read_text(encoding="utf-8") if self._path.is_file() else ""
        lines = text.splitlines() if text.endswith("\n") else text.splitlines()[:-1]
        self.all = [Row(**json.loads(line)) for line in lines]

    def __contains__(self, part: str) -> bool:
        """Whether a part was measured to its end."""
        return any(row.part == part and row.what == "" for row in self.all)

    def add(self, row: Row) -> None:
        """Keep a row."""
        self.all.append(row)
        with self._path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")

    def seconds(self, what: str) -> float:
        """The seconds of a row; raises KeyError where it was not measured."""
        found = [row.seconds for row in self.all if row.what == what and row.seconds is not None]
        if not found:
            raise KeyError(what)
        return found[-1]

    def begin(self, part: str) -> None:
        """Forget what a stopped run measured of a part."""
        self.all = [row for row in self.all if row.part != part]
        lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in self.all)
        self._path.write_text("".join(lines), encoding="utf-8")

    def end(self, part: str) -> None:
        """Note that a part was measured to its end."""
        self.add(Row(part, "", "", ""))

    def tables(self, parts: Sequence[str]) -> str:
        """All parts as tables; of what is not measured, the page says so."""
        return "\n\n".join(f"## {part}\n\n{self._table(part)}" for part in parts)

    def _table(self, part: str) -> str:
        """The rows of a part."""
        if part not in self:
            return "Not measured: the run was stopped before."
        lines = ["| what | budget | measured | kept |", "|---|---|---|---|"]
        answers = {None: "", True: "yes", False: "**no**"}
        lines += [
            f"| {row.what} | {row.budget} | {row.measured} | {answers[row.kept]} |"
            for row in self.all
            if row.part == part and row.what
        ]
        return "\n".join(lines)
