"""Do the unit tables notice a wrong rule? Every mutant of the rule modules is held against them.

    python -m validation.mutants [--only MODULE] [--jobs N] [--show]

``validation/mutants.toml`` names the rule modules, the tables that must notice, and every survivor
with the reason why no patient could notice it. Ends with 1 where fewer than the share asked for are
killed, where a survivor has no reason, or where a reason has no survivor any more.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.util
import os
import signal
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType

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
        return importlib.util.spec_from_file_location(
            name,
            self._target.path,
            loader=self,  # type: ignore[arg-type]
        )

    def create_module(self, spec: object) -> None:
        """As usual."""

    def exec_module(self, module: object) -> None:
        """Run the mutant in place of the file."""
        exec(self._code, vars(module))


class _Held:
    """A plugin of pytest: holds mutants against the tables that are collected, one after another.

    Each is tried in a process of its own, in which the code of the one function is exchanged.
    """

    def __init__(self, mutants: Sequence[Mutant], target: Target, jobs: int) -> None:
        self._mutants, self._target, self._jobs = mutants, target, jobs
        self.alive: set[int] = set()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tables as they are, then once with each mutant."""

        def tables() -> int:
            for item, following in zip_longest(session.items, session.items[1:]):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    return 1
            return 0

        def run(index: int) -> int:
            _exchange(self._target, self._mutants[index])
            return tables()

        # In this process: what the project reads once is then there for every mutant.
        if tables():
            raise SystemExit(f"{self._target.module}: its tables fail without a mutant.")
        self.alive = _passing(run, range(len(self._mutants)), self._jobs)
        return True


def _passing(run: Callable[[int], int], indices: Iterable[int], jobs: int) -> set[int]:
    """The indices whose run gives 0, each in a process of its own."""
    waiting = list(indices)[::-1]
    running: dict[int, int] = {}
    passing: set[int] = set()
    gc.collect()
    gc.freeze()  # so that a child does not copy the memory of its parent to count it
    while waiting or running:
        while waiting and len(running) < jobs:
            index = waiting.pop()
            child = os.fork()
            if child == 0:
                _alone(run, index)
            running[child] = index
        child, status = os.wait()
        index = running.pop(child)
        if (code := os.waitstatus_to_exitcode(status)) == _BROKEN:
            raise SystemExit(f"Mutant {index} could not be tried.")
        if code == 0:
            passing.add(index)
    return passing


_BROKEN = 99
"""Exit code of a process in which a mutant could not be put in place."""


def _alone(run: Callable[[int], int], index: int) -> None:
    """End this process with the result of a run."""
    signal.alarm(TIME_LIMIT)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    code = _BROKEN
    try:
        code = run(index)
    finally:
        os._exit(code)


_ARGUMENTS = ("-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--tb=no")
# Both assemblies run the same rules: one of them is enough to notice a mutant.
_ONE_ASSEMBLY = ("-k", "not GRCh37")


def _tables(target: Target, *plugins: object) -> int:
    """Run the tables of a module with pytest."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(ROOT)
    return int(pytest.main([*_ARGUMENTS, *_ONE_ASSEMBLY, *target.tables], plugins=list(plugins)))


def survivors_of(target: Target, mutants: Sequence[Mutant], jobs: int) -> set[int]:
    """The indices of the mutants with which all tables pass."""
    importlib.import_module(target.module)
    inside = [i for i, mutant in enumerate(mutants) if _function(target, mutant)]
    held = _Held([mutants[i] for i in inside], target, jobs)
    with Path(os.devnull).open("w") as quiet, redirect_stdout(quiet):
        _tables(target, held)

    def run(index: int) -> int:
        return _anew(target, mutants[index])

    outside = sorted(set(range(len(mutants))) - set(inside))
    return {inside[i] for i in held.alive} | _passing(run, outside, jobs)


def _function(target: Target, mutant: Mutant) -> FunctionType | None:
    """The function of which a mutant changes the code; None where it changes anything else."""
    found: object = sys.modules[target.module]
    for name in mutant.function.split("."):
        found = vars(found).get(name)
        found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
        if isinstance(found, FunctionType):
            known = found.__code__
            return None if known.co_freevars or _code(target, mutant, known) == known else found
        if not isinstance(found, type):
            return None
    return None


def _code(target: Target, mutant: Mutant, known: CodeType) -> CodeType:
    """The code of a function in the mutant."""

    def walk(code: CodeType) -> Iterator[CodeType]:
        yield code
        for inner in code.co_consts:
            if isinstance(inner, CodeType):
                yield from walk(inner)

    codes = walk(compile(mutant.tree, str(target.path), "exec", dont_inherit=True))
    places = (known.co_qualname, known.co_firstlineno)
    return next(code for code in codes if (code.co_qualname, code.co_firstlineno) == places)


def _exchange(target: Target, mutant: Mutant) -> None:
    """Put the code of a mutant in place."""
    function = _function(target, mutant)
    assert function is not None
    function.__code__ = _code(target, mutant, function.__code__)


def _anew(target: Target, mutant: Mutant) -> int:
    """Import the project with a mutant in place of its module, and run the tables."""
    for name in [name for name in sys.modules if name.split(".")[0] in {"osteo_annot", "tests"}]:
        del sys.modules[name]
    code = compile(mutant.tree, str(target.path), "exec", dont_inherit=True)
    sys.meta_path.insert(0, _Finder(target, code))  # type: ignore[arg-type]
    return _tables(target)


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
    alive = survivors_of(target, found, jobs)
    names = [mutant.name for index, mutant in enumerate(found) if index in alive]
    wrong = [f"survives: {name}" for name in names if name not in target.survivors]
    wrong += [f"no survivor any more: {name}" for name in target.survivors if name not in names]
    killed = len(found) - len(names)
    print(f"{target.module}: {killed} of {len(found)} killed, {len(names)} survive", flush=True)
    for line in names if show else wrong:
        print(f"  {line}", flush=True)
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
