"""Measure the budgets and write ``docs/benchmarks.md``: ``make benchmark``.

Speeds are stated against the bcftools of the same run on the same file, so that they mean the same
on a slow and on a fast machine. These are no tests: nothing fails when a budget is missed, the
table says so.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import cluster, files
from benchmarks.measure import Taken, bcftools, best, environment, product

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
_DEMO = ROOT / "resources" / "demo" / "comphet_trans.vcf"
_REGION = "chr6:{}-{}".format(*files.WINDOW)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of budgets."""

    what: str
    budget: str
    measured: str
    kept: bool


@dataclass(slots=True)
class Bench:
    """A work folder, sizes, and the lines so far."""

    work: Path
    records: int
    samples: tuple[int, ...]
    people: int
    lines: list[Line] = field(default_factory=list)
    growth: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Tell how far it is."""
        sys.stderr.write(f"{text}\n")

    def take(self, command: list[str], times: int = 3) -> Taken:
        """What a command takes."""
        return best(command, ROOT, environment(self.work), times)

    def made(self, name: str, make: Callable[[Path], Path]) -> Path:
        """A generated file, made once for a work folder."""
        path = self.work / name
        if not path.is_file():
            self.say(f"making {name}")
            partial = path.with_name(f"partial.{name}")
            make(partial)
            for suffix in ("", ".tbi", ".csi"):
                written = partial.with_name(partial.name + suffix)
                if written.is_file():
                    written.replace(path.with_name(path.name + suffix))
        return path

    def annotate(self, path: Path) -> list[str]:
        """The command for a file."""
        return product("annotate", path, "--out", self.work / "out")


def start_up(bench: Bench) -> None:
    """The program and one person."""
    bench.say("start-up and one person")
    help_ = bench.take(product("--help"), 5)
    bench.lines.append(
        Line("`osteo-annot --help`", "0.2 s", f"{help_.work:.2f} s", help_.work <= 0.2)
    )
    genome = bench.made("genome.vcf.gz", lambda p: files.genome(p, bench.records))
    indexed = bench.made("genome.indexed.vcf.gz", lambda p: files.indexed(p, genome))
    one = bench.take(bench.annotate(indexed), 5)
    bare_files = bench.take([*bench.annotate(indexed), "--formats", "json,tsv,vcf"], 5)
    what = f"one person, indexed file of {bench.records:,} records"
    bench.lines.append(
        Line(
            f"{what}, to JSON, TSV and VCF",
            "0.5 s, 150 MB",
            f"{bare_files.work:.2f} s, {bare_files.memory:.0f} MB",
            bare_files.work <= 0.5 and bare_files.memory <= 150,
        )
    )
    bench.lines.append(
        Line(
            "the same with the HTML report",
            "1.0 s, 150 MB",
            f"{one.work:.2f} s, {one.memory:.0f} MB",
            one.work <= 1.0 and one.memory <= 150,
        )
    )
    bare = bench.take([sys.executable, "-c", "import pysam"], 5)
    bench.growth.append(
        f"Of the {one.work:.2f} s of one person, {bare.work:.2f} s are Python and pysam alone."
    )
    command = [sys.executable, "-m", "benchmarks.marginal", "40", str(_DEMO)]
    env = environment(bench.work)
    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    further = float(said.stdout) * 1000
    bench.lines.append(
        Line(
            "each further person in one process, all files",
            "25 ms",
            f"{further:.0f} ms",
            further <= 25,
        )
    )


def extraction(bench: Bench) -> None:
    """A whole genome without index, and as BCF, against bcftools."""
    bench.say("a genome against bcftools")
    genome = bench.made("genome.vcf.gz", lambda p: files.genome(p, bench.records))
    bcf = bench.made("genome.bcf", lambda p: files.as_bcf(p, genome))
    theirs = bench.take(bcftools("-t", _REGION, "-o", "/dev/null", genome), 2)
    ours = bench.take(bench.annotate(genome), 2)
    ratio = ours.work / theirs.work
    bench.lines.append(
        Line(
            f"the same file without index, {bench.records:,} records",
            "1.3 x `bcftools view -t`",
            f"{ratio:.2f} x ({ours.work:.1f} s against {theirs.work:.1f} s), {ours.memory:.0f} MB",
            ratio <= 1.3,
        )
    )
    as_bcf = bench.take(bench.annotate(bcf), 3)
    bench.growth.append(f"The same genome as indexed BCF: {as_bcf.work:.2f} s.")
    for records in (bench.records // 40, bench.records // 4):
        part = bench.made(f"genome.{records}.vcf.gz", lambda p, n=records: files.genome(p, n))  # type: ignore[misc]
        took = bench.take(bench.annotate(part), 2)
        bench.growth.append(
            f"Without index, {records:,} records: {took.work:.1f} s, {took.memory:.0f} MB."
        )


def cohorts(bench: Bench) -> None:
    """Joint files: everybody judged."""
    for samples in bench.samples:
        bench.say(f"a cohort of {samples:,}")
        records = 1_000 if samples <= 10_000 else 300
        path = bench.made(
            f"cohort.{samples}.vcf.gz",
            lambda p, n=samples, r=records: files.cohort(p, n, r),  # type: ignore[misc]
        )
        theirs = bench.take(bcftools("-r", _REGION, "-o", "/dev/null", path), 1)
        ours = bench.take(bench.annotate(path), 1)
        told = f"{ours.work:.1f} s, {ours.memory:.0f} MB"
        bench.growth.append(
            f"Cohort of {samples:,}, {records:,} records at the locus: {told}; "
            f"{ours.work / samples * 1000:.1f} ms each; {ours.work / theirs.work:.1f} x bcftools."
        )
        if samples == 10_000:
            kept = ours.work <= 25
            what = "a 10,000-sample cohort file, all samples judged"
            bench.lines.append(Line(what, "25 s", told, kept))


def workflow(bench: Bench) -> None:
    """Many people, each with an own file, through Snakemake on this machine."""
    bench.say(f"{bench.people:,} people through Snakemake")
    took = cluster.locally(bench.work, _DEMO, bench.people)
    limit = 90 * bench.people / 1_000
    bench.lines.append(
        Line(
            f"{bench.people:,} people through Snakemake, local, 2 cores",
            f"{limit:.0f} s",
            f"{took.wall:.0f} s, {took.wall / bench.people * 1000:.0f} ms each",
            took.wall <= limit,
        )
    )
    by_slurm = cluster.through_slurm(bench.work, _DEMO, bench.people)
    if by_slurm is None:
        bench.growth.append("Through Slurm: not measured, it is not installed here.")
    else:
        each = by_slurm.wall / bench.people * 1000
        bench.growth.append(
            f"{bench.people:,} people through a Slurm of one host with 2 cores, 50 a job: "
            f"{by_slurm.wall:.0f} s, {each:.0f} ms each."
        )


def page(bench: Bench) -> str:
    """The page with the tables."""
    rows = [
        f"| {line.what} | {line.budget} | {line.measured} | {'yes' if line.kept else '**no**'} |"
        for line in bench.lines
    ]
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make benchmark` on two cores; every file is generated from a fixed "
            "seed. Seconds are of the processor, in the quickest of a few runs; Snakemake's are on "
            "the clock. Memory is the most at one time. Python may keep compiled modules and "
            "templates, as in any installation.",
            "",
            "| what | budget | measured | kept |",
            "|---|---|---|---|",
            *rows,
            "",
            "## Growth",
            "",
            *(f"- {line}" for line in bench.growth),
            "",
            "Up to 500 people of a file get their pages, with a ledger of all its records each, "
            "so a small cohort takes longer for each person than a large one. "
            "The limit of a file without index is decompression and the search for line ends; of "
            "one person the start of Python and of its libraries; of a cohort the splitting of its "
            "lines into cells.",
            "",
        ]
    )


def main() -> None:
    """Measure everything, and write the page."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--work", type=Path, help="folder of the generated files; kept if given")
    parser.add_argument("--records", type=int, default=4_000_000, help="records of the genome")
    parser.add_argument("--samples", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--people", type=int, default=1_000, help="people through Snakemake")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        bench = Bench(work.resolve(), given.records, tuple(given.samples), given.people)
        for part in (start_up, extraction, cohorts, workflow):
            part(bench)
        given.page.write_text(page(bench), encoding="utf-8")
    sys.stdout.write(f"{given.page.name} written\n")


if __name__ == "__main__":
    main()
