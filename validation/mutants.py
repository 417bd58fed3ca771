"""Do the unit tables notice a wrong rule? Every mutant of the rule modules is held against them.

    python -m validation.mutants [--only MODULE] [--jobs N] [--show]

``validation/mutants.toml`` names the rule modules, the tables that must notice, and every survivor
with the reason why no patient could notice it. Ends with 1 where fewer than the share asked for are
killed, where a survivor has no reason, or where a reason has no survivor any more.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import signal
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import pytest

from validation.mutation import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[1]
PLAN = Path(__file__).with_suffix(".toml")
TIME_LIMIT = 120
"""Seconds after which a mutant counts as noticed: it does not end."""


@dataclass(frozen=True)
class Target:
    """A rule module and the tables that must notice a change of it."""

    module: str
    tables: tuple[str, ...]
    survivors: dict[str, str]
    """Reason by the name of a mutant."""

    @property
    def path(self) -> Path:
        """The module's file."""
        return ROOT / (self.module.replace(".", "/") + ".py")


class _Finder:
    """Gives one module its mutant; all others come as they are."""

    def __init__(self, target: Target, code: CodeType) -> None:
        self._target, self._code = target, code

    def find_spec(self, name: str, *_: object) -> object:
        """The module of the target, and no other."""
        if name != self._target.module:
            return None
        return importlib.util.spec_from_file_location(name, self._target.path, loader=self)

    def create_module(self, spec: object) -> None:
        """As usual."""

    def exec_module(self, module: object) -> None:
        """Run the mutant in place of the file."""
        exec(self._code, vars(module))


def survivors_of(target: Target, mutants: Sequence[Mutant], jobs: int) -> list[Mutant]:
    """The mutants with which all tables pass; each is tried in a process of its own."""
    waiting = list(enumerate(mutants))[::-1]
    running: dict[int, int] = {}
    alive: set[int] = set()
    while waiting or running:
        while waiting and len(running) < jobs:
            index, mutant = waiting.pop()
            child = os.fork()
            if child == 0:
                os._exit(_run(target, mutant))
            running[child] = index
        child, status = os.wait()
        index = running.pop(child)
        if os.waitstatus_to_exitcode(status) == 0:
            alive.add(index)
    return [mutant for index, mutant in enumerate(mutants) if index in alive]


def _run(target: Target, mutant: Mutant) -> int:
    """Run the tables; 0 when they all pass."""
    signal.alarm(TIME_LIMIT)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(ROOT)
    code = compile(mutant.tree, str(target.path), "exec")
    sys.meta_path.insert(0, _Finder(target, code))  # type: ignore[arg-type]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    arguments = ["-x", "-q", "-p", "no:cacheprovider"]
    return int(pytest.main([*arguments, *target.tables]))


def plan() -> tuple[float, list[Target]]:
    """The share that must be killed, and the rule modules."""
    text = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    targets = [
        Target(item["module"], tuple(item["tables"]), dict(item.get("survivors", {})))
        for item in text["target"]
    ]
    return float(text["killed"]), targets


def judge(target: Target, jobs: int, *, show: bool) -> tuple[int, int, list[str]]:
    """Killed and all mutants of a module, and what is wrong with its list of survivors."""
    source = target.path.read_text(encoding="utf-8")
    found = list(mutants_of(source))
    unchanged = Mutant("", "", "", 0, ast.parse(source))
    if not survivors_of(target, [unchanged], 1):
        raise SystemExit(f"{target.module}: its tables fail without a mutant.")
    names = [mutant.name for mutant in survivors_of(target, found, jobs)]
    wrong = [f"survives: {name}" for name in names if name not in target.survivors]
    wrong += [f"no survivor any more: {name}" for name in target.survivors if name not in names]
    killed = len(found) - len(names)
    print(f"{target.module}: {killed} of {len(found)} killed, {len(names)} survive")
    for name in names if show else ():
        print(f"  {name}")
    return killed, len(found), wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the modules; 0 when enough are killed and every survivor is explained."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="MODULE", help="end of the name of one module")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--show", action="store_true", help="list explained survivors too")
    given = parser.parse_args(arguments)
    share, targets = plan()
    results = [
        (target, judge(target, given.jobs, show=given.show))
        for target in targets
        if not given.only or target.module.endswith(given.only)
    ]
    killed = sum(k for _, (k, _, _) in results)
    total = sum(n for _, (_, n, _) in results)
    wrong = [f"{target.module}, {line}" for target, (_, _, lines) in results for line in lines]
    print(*wrong, sep="\n")
    print(f"{killed} of {total} mutants killed ({killed / total:.1%}; {share:.0%} asked for).")
    return int(killed < share * total or bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
