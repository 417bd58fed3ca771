"""Truth against verdict: draw families, write their files, judge them, compare.

``python -m validation.truth_against_verdict --people 100000`` prints a table of truth against
state, and fails when a person whose two copies are not both broken is called biallelic, or a person
whose two copies are is told that nothing was found where everything was looked at. The same seed
gives the same table, whatever the number of processes.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.pedigree import read_pedigree
from osteo_annot.verdict.road import judged
from osteo_annot.verdict.state import State
from validation.families import Family, draw_family
from validation.files import Settings, draw_settings, write_files

TRUTHS = ("no copy broken", "one copy broken", "both copies broken")
_BATCH = 250


@dataclass(frozen=True, slots=True)
class Case:
    """What was true of one person, and what was said."""

    seed: int
    truth: str
    state: State
    limit: str
    """A known limit of the files given that explains the answer, or empty."""

    @property
    def violation(self) -> str:
        """What must never happen, or empty."""
        if self.limit:
            return ""
        if self.state.is_biallelic and self.truth != TRUTHS[2]:
            return "called biallelic, and is not"
        if self.state is State.NONE_CALLABLE and self.truth == TRUTHS[2]:
            return "called free of findings, and both copies are broken"
        return ""


def known_limit(family: Family, settings: Settings, state: State) -> str:
    """Whether the files could not show what is true: two different deletions and no caller of them.

    The answer then says itself that heterozygous deletions were not assessed.
    """
    losses = [any(c.is_deletion and c.is_null for c in copy) for copy in family.child.copies]
    unseen = settings.deletions == "none" and all(losses)
    return "two deletions, no deletion caller" if unseen and state is State.NONE_CALLABLE else ""


def simulate(seed: int, *, hidden_errors: bool, folder: Path) -> Case:
    """Draw one family by seed, and judge the child."""
    random = Random(seed)
    family = draw_family(random)
    settings = draw_settings(random, hidden_errors=hidden_errors)
    paths, ped = write_files(family, settings, random, folder)
    inputs = read_inputs(paths, pedigree=read_pedigree(ped) if ped else None)
    state = judged(inputs, "CHILD").verdict.state
    truth = TRUTHS[family.child.null_copies]
    return Case(seed, truth, state, known_limit(family, settings, state))


def _batch(job: tuple[int, int, bool]) -> list[Case]:
    """Cases of the seeds from first to last, exclusive."""
    first, last, hidden_errors = job
    with TemporaryDirectory() as folder:
        return [
            simulate(seed, hidden_errors=hidden_errors, folder=Path(folder))
            for seed in range(first, last)
        ]


def table(cases: list[Case]) -> str:
    """Truth against state, as a Markdown table."""
    counts = Counter((case.truth, case.state) for case in cases)
    lines = ["| state | " + " | ".join(TRUTHS) + " |", "|---|" + "---:|" * len(TRUTHS)]
    for state in State:
        cells = " | ".join(f"{counts[truth, state]:,}" for truth in TRUTHS)
        lines.append(f"| `{state.value}` | {cells} |")
    totals = Counter(case.truth for case in cases)
    lines.append("| all | " + " | ".join(f"{totals[truth]:,}" for truth in TRUTHS) + " |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run, print the table, and return 1 when a violation was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0, help="first seed; one person for each")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--errors", action="store_true", help="draw hidden errors too")
    options = parser.parse_args(arguments)
    last = options.seed + options.people
    jobs = [
        (first, min(first + _BATCH, last), options.errors)
        for first in range(options.seed, last, _BATCH)
    ]
    with Pool(options.jobs) as pool:
        cases = [case for batch in pool.imap(_batch, jobs) for case in batch]
    violations = [case for case in cases if case.violation]
    limits = Counter(case.limit for case in cases if case.limit)
    sys.stdout.write(f"{table(cases)}\n\n")
    sys.stdout.write(f"People: {len(cases):,}. Violations: {len(violations)}.\n")
    for name, count in limits.items():
        sys.stdout.write(f"Known limit ({name}): {count}.\n")
    for case in violations[:50]:
        sys.stdout.write(f"seed {case.seed}: {case.violation} ({case.truth}, {case.state})\n")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
