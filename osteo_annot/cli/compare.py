"""Tell how the results of two runs of one person differ, and what lies beneath each change."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import printable

if TYPE_CHECKING:
    from osteo_annot.review.comparison import Change

USAGE = "OLD.json NEW.json [--json]"
_WIDTH = 400
"""Characters of a change that are printed; --json gives all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("old", type=Path, metavar="OLD.json", help="result of the earlier run")
    parser.add_argument("new", type=Path, metavar="NEW.json", help="result of the later run")
    parser.add_argument("--json", action="store_true", help="the changes as JSON")


def lines_of(changes: Sequence[Change]) -> list[str]:
    """The changes as text, numbered, each with the numbers of those that it rests on."""
    if not changes:
        return ["No change: both runs give the same answer from the same files."]
    lines: list[str] = []
    for number, change in enumerate(changes, 1):
        beneath = ", ".join(str(place + 1) for place in change.rests_on)
        rests = f"  [rests on {beneath}]" if beneath else ""
        lines.append(f"{number}. {printable(change.text, _WIDTH)}{rests}")
    return lines


def main(arguments: argparse.Namespace) -> int:
    """Print every change."""
    from osteo_annot.review.comparison import compare
    from osteo_annot.review.snapshot import read_snapshot

    changes = compare(read_snapshot(arguments.old), read_snapshot(arguments.new))
    if arguments.json:
        print(json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines_of(changes)))
    return 0
