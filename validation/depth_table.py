"""Copies of each exon told from depth, held against simulated reads of known copies.

``python -m validation.depth_table`` draws reads of reference samples and of people with one exon
lost or gained, or none, for an exome-like and a genome-like assay (``validation/reads.py``); takes
their depth as the program does; and counts what was told, by number of reference samples and by
exon. A wrong number of copies is a violation; that nothing is told is the price of that.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import mean

from osteo_annot.intake.depth.profile import (
    FarBasis,
    FarDepth,
    Profile,
    profile_of_depths,
    windows,
)
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.baseline import DepthReference
from osteo_annot.measured.copy_ratio import exon_ratios
from validation.assays import EXOME, GENOME, Assay
from validation.reads import SampleTruth, depths_of

EXONS = range(1, 7)
REFERENCES = (0, 5, 10, 20, 50)
_ALTERED = (0, 1, 3)
_DEPTH_RANGE = (0.7, 1.3)
"""Part of the assay's depth that a sample may have: no two runs are read alike."""
_FAR_NOISE = 0.03
"""Standard deviation of the depth far from the gene, of one sample, about what it should be."""


@dataclass(frozen=True, slots=True)
class Job:
    """One sample to be drawn and read."""

    truth: SampleTruth
    assay: Assay
    seed: int
    anchored: bool = True
    """Whether the depth far from the gene is known."""


@dataclass(frozen=True, slots=True)
class Case:
    """One exon of one person."""

    assay: str
    person: str
    references: int
    exon: int
    copies: int
    """As drawn."""
    told: int | None
    power: float | None
    loss_excluded: bool
    """Whether it was told that no copy of the exon is lost."""


def profile_of(job: Job) -> Profile:
    """The profile of a sample's reads, as the program takes it of a BAM with these reads."""
    rng = Random(f"{job.seed} {job.truth.name}")
    depth = job.assay.mean_depth * rng.uniform(*_DEPTH_RANGE)
    assay = replace(job.assay, mean_depth=depth)
    span = windows(Assembly.GRCH38).span
    depths = depths_of(job.truth, assay, Assembly.GRCH38, job.seed, span.start, span.end)
    far = FarDepth(depth * rng.gauss(1, _FAR_NOISE), FarBasis.INTERVAL) if job.anchored else None
    return profile_of_depths(job.truth.name, "", span.start, depths, Assembly.GRCH38, far)


def people(count: int) -> Iterator[SampleTruth]:
    """People with one exon changed, ``count`` of each kind, with a run of exons, and normals."""
    for number in range(count):
        for exon in EXONS:
            for copies in _ALTERED:
                yield SampleTruth(f"e{exon}c{copies}n{number}", {exon: copies})
        for copies in (0, 1):
            yield SampleTruth(f"e2-5c{copies}n{number}", dict.fromkeys(range(2, 6), copies))
    for number in range(6 * count):
        yield SampleTruth(f"normal{number}")


def cases(
    assay: Assay, truths: Sequence[SampleTruth], profiles: Sequence[Profile], pool: DepthReference
) -> Iterator[Case]:
    """Every exon of every person with every number of references."""
    for size in REFERENCES:
        reference = DepthReference(pool.profiles[:size])
        for truth, profile in zip(truths, profiles, strict=True):
            for ratio in exon_ratios(profile, reference if size else None):
                drawn = truth.of(ratio.exon)
                yield Case(
                    assay.name,
                    truth.name,
                    size,
                    ratio.exon,
                    drawn,
                    ratio.copies,
                    ratio.power,
                    ratio.loss_excluded,
                )


def run(assay: Assay, count: int, seed: int, processes: int) -> list[Case]:
    """All cases of one assay."""
    truths = list(people(count))
    others = [SampleTruth(f"reference{n}") for n in range(max(REFERENCES))]
    jobs = [Job(truth, assay, seed) for truth in (*others, *truths)]
    with ProcessPoolExecutor(processes) as workers:
        profiles = list(workers.map(profile_of, jobs, chunksize=4))
    pool = DepthReference(tuple(profiles[: len(others)]))
    return list(cases(assay, truths, profiles[len(others) :], pool))


def report(found: Sequence[Case]) -> str:
    """Confusion by number of references, power by exon, and the violations."""
    lines: list[str] = []
    for assay in dict.fromkeys(case.assay for case in found):
        own = [case for case in found if case.assay == assay]
        lines += [f"### {assay.capitalize()}", "", *_confusion(own), "", *_by_exon(own), ""]
    wrong = [case for case in found if is_wrong(case)]
    lines.append(f"Exons: {len(found):,}. Wrong numbers of copies told: {len(wrong):,}.")
    lines += [f"- {case}" for case in wrong]
    return "\n".join(lines) + "\n"


def is_wrong(case: Case) -> bool:
    """Whether a number of copies was told that is not the drawn one, or a loss denied."""
    return case.told not in {None, case.copies} or (case.loss_excluded and case.copies < 2)


def _confusion(found: Sequence[Case]) -> list[str]:
    """Rows: references and true copies. Columns: copies told."""
    told: tuple[int | None, ...] = (0, 1, 2, 3, 4, None)
    heads = " | ".join("not told" if t is None else f"told {t}" for t in told)
    lines = [f"| references | copies | {heads} | loss excluded |"]
    lines += ["|---|---|" + "---:|" * (len(told) + 1)]
    counts = Counter((c.references, c.copies, c.told) for c in found)
    for size, copies in sorted({(c.references, c.copies) for c in found}):
        cells = " | ".join(f"{counts[size, copies, t]:,}" for t in told)
        kept = sum(c.loss_excluded for c in found if (c.references, c.copies) == (size, copies))
        lines.append(f"| {size} | {copies} | {cells} | {kept:,} |")
    return lines


def _by_exon(found: Sequence[Case]) -> list[str]:
    """Part of the losses of one copy that were told, beside the power that was stated."""
    sizes = [size for size in REFERENCES if any(c.told for c in found if c.references == size)]
    heads = " | ".join(f"{size} references" if size else "own depth" for size in sizes)
    lines = [
        "Losses of one copy that were told, and in brackets the power that the program states:",
        "",
        f"| exon | {heads} |",
        "|---|" + "---:|" * len(sizes),
    ]
    for exon in EXONS:
        cells: list[str] = []
        for size in sizes:
            own = [c for c in found if c.references == size and c.exon == exon and c.copies == 1]
            stated = [c.power for c in own if c.power is not None]
            power = f"{100 * mean(stated):.0f} %" if stated else "none"
            cells.append(f"{100 * mean(c.told == 1 for c in own):.0f} % ({power})")
        lines.append(f"| {exon} | " + " | ".join(cells) + " |")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=15, help="people of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--assay", choices=("exome", "genome"), action="append")
    parser.add_argument("--table", type=Path, help="write the report there too")
    options = parser.parse_args(arguments)
    assays = [a for a in (EXOME, GENOME) if not options.assay or a.name in options.assay]
    found = [
        case
        for assay in assays
        for case in run(assay, options.people, options.seed, options.processes)
    ]
    text = report(found)
    sys.stdout.write(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    return int(any(is_wrong(case) for case in found))


if __name__ == "__main__":
    sys.exit(main())
