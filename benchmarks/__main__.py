"""Measure the budgets and write ``docs/benchmarks.md``: ``make benchmark``.

Speeds are stated against other programs of the same run on the same file, so that they mean the
same on a slow and on a fast machine. These are no tests: nothing fails when a budget is missed, the
table says so. Each row is kept in the work folder when it is measured, and the page is written
after each part: a run that was stopped goes on there. ``--again`` begins anew.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import parts
from benchmarks.bench import ROOT, Bench
from benchmarks.rows import Rows

PAGE = ROOT / "docs" / "benchmarks.md"
PARTS: dict[str, Callable[[Bench], None]] = {
    "One person": parts.one_person,
    "A person with many records": parts.many_records,
    "Files without index, and gVCF": parts.streams,
    "Reads": parts.reads,
    "Joint files": parts.cohorts,
    "Many people": parts.workflow,
    "A million genomes a year": parts.million,
}
_LIMITS = """\
## What limits it

- One person: Python and pysam start in the seconds of the bare rows above; the rest of the start is
  the import of the rules. A batch pays it once.
- A file without index: its bytes have to be decompressed. The bare row is ISA-L alone on the same
  bytes, without a look at them.
- A joint file as text: every cell has to be looked at. As BCF the genotypes are arrays; only the
  records in which somebody carries something near an exon become text.
- Whoever carries something gets files of their own, with a ledger of all records of the file: that
  is the larger part of a small cohort. `--formats` chooses which.
"""


def page(rows: Rows, load: float, scale: float) -> str:
    """The page with the tables."""
    busy = (
        f" The machine was loaded ({load:.1f} processes waited or ran when it began): seconds are "
        "longer than on an idle one, ratios and exponents hold better."
    )
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make benchmark` on "
            f"{os.cpu_count()} cores; every file is generated from a fixed seed. Seconds are of "
            "the processor, medians of three runs (of one where a run is long); memory is the most "
            "at one time. Python may keep compiled modules and templates, as in any installation."
            + (busy if load > 1.5 else "")
            + (f" Files were {scale:g} of their real size." if scale != 1 else ""),
            "",
            rows.tables(tuple(PARTS)),
            "",
            _LIMITS,
        ]
    )


def main() -> None:
    """Measure what is not measured yet, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "benchmark")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the files; 1 is real")
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=tuple(PARTS))
    parser.add_argument("--again", action="store_true", help="measure again what is measured")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    bench = Bench(given.work.resolve(), given.scale)
    for name in given.only:
        if name in bench.rows and not given.again:
            continue
        bench.part = name
        bench.rows.begin(name)
        PARTS[name](bench)
        bench.rows.end(name)
        given.page.write_text(page(bench.rows, load, given.scale), encoding="utf-8")
    sys.stdout.write(f"{given.page.name} written\n")


if __name__ == "__main__":
    main()
