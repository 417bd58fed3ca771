"""The parts of the benchmark, in the order of the page."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks import cluster, people, text
from benchmarks import cohorts as joint
from benchmarks import reads as aligned
from benchmarks.bench import REGION, ROOT, Bench
from benchmarks.measure import Taken, bcftools, environment, product, python

_DEMO = ROOT / "resources" / "demo" / "comphet_trans.vcf"
_DATA = ("--formats", "json,tsv,vcf")
_JSON = ("--formats", "json")
_FOUR = ("--formats", "json,tsv,vcf,html")
_START = "one person with 50 records, to JSON, TSV and VCF, whole process"
_FURTHER = "each further person with 50 records in one process, four formats"
_STREAMED = "without index, 4 million records of 270 bytes"
_INDEXED = "one person, indexed file of 4 million records, whole process"
_SNAKEMAKE = "people through Snakemake, for each"
_INFLATE = (
    "import sys; from pathlib import Path; from osteo_annot.intake.vcf.bgzf import inflated; "
    "f = open(sys.argv[1], 'rb'); sum(len(c) for _, c in inflated(f, 'x'))"
)


def _genome(bench: Bench, records: int) -> Path:
    """A genome without index."""
    return bench.made(f"genome.{records}.vcf.gz", lambda p: people.genome(p, records))


def _person(bench: Bench, records: int) -> Path:
    """So many records at the locus."""
    return bench.made(f"person.{records}.vcf.gz", lambda p: people.person(p, records))


def one_person(bench: Bench) -> None:
    """The program, one person, and each further one."""
    bench.bare("an empty Python", bench.take(python("pass"), 5))
    bench.bare("Python and pysam", bench.take(python("import pysam"), 5))
    bench.within("`osteo-annot --help`", bench.take(product("--help"), 5), 0.2)
    fifty = _person(bench, 50)
    bench.within(_START, bench.take(bench.annotate(fifty, *_DATA), 5), 0.25, megabytes=80)
    genome = _genome(bench, bench.size(4_000_000))
    name = f"indexed.{genome.name}"
    whole = bench.made(name, lambda p: text.indexed(Path(shutil.copy(genome, p))))
    bench.within(_INDEXED, bench.take(bench.annotate(whole, *_DATA), 5), 0.35, megabytes=80)
    bench.within("the same with the page", bench.take(bench.annotate(whole, *_FOUR), 5), 1.0)
    command = [sys.executable, "-m", "benchmarks.marginal", "30", str(fifty), _FOUR[1]]
    env = environment(bench.work)
    said = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    seconds = float(said.stdout)
    bench.within(_FURTHER, Taken(seconds, seconds, 0), 0.025)


def many_records(bench: Bench) -> None:
    """People with a thousand, and ten thousand records at the locus."""
    start = bench.take(bench.annotate(_person(bench, 50), *_DATA)).work
    points: list[tuple[int, float]] = []
    for records, budget in ((1_000, 0.3), (10_000, 3.0)):
        taken = bench.take(bench.annotate(_person(bench, records), *_DATA), 2)
        bench.within(f"a person with {records:,} records", taken, budget, less=start)
        points.append((records, taken.work - start))
    bench.growth("exponent of its growth", points, 1.1)
    reference = bench.made("chr6.fa", aligned.fasta)
    genes = bench.made("gene.gff3", aligned.gff)
    options = ("-l", "-f", reference, "-g", genes, "-o", "/dev/null", _person(bench, 10_000))
    bench.bare("`bcftools csq`, 10,000 records", bench.take(bcftools("csq", *options)))
    for peer in ("snpEff", "vep"):
        found = shutil.which(peer)
        bench.note(peer, f"installed ({found}), not run" if found else "not installed here")


def streams(bench: Bench) -> None:
    """A genome without index, as BCF, and a gVCF."""
    genome = _genome(bench, bench.size(4_000_000))
    theirs = bench.take(bcftools("view", "-t", REGION, "-o", "/dev/null", genome))
    bench.bare("decompression alone (ISA-L), same bytes", bench.take(python(_INFLATE, genome)))
    ours = bench.take(bench.annotate(genome, *_DATA))
    bench.against(_STREAMED, ours, theirs, 0.6, "`bcftools view -t`")
    sizes = [bench.size(n) for n in (250_000, 1_000_000)]
    points = [(n, bench.take(bench.annotate(_genome(bench, n), *_DATA), 1).work) for n in sizes]
    start = bench.rows.seconds(_START)
    points = [(n, work - start) for n, work in [*points, (bench.size(4_000_000), ours.work)]]
    bench.growth("exponent of its growth", points, 1.1)
    bcf = bench.made("genome.bcf", lambda p: text.as_bcf(p, _genome(bench, sizes[1])))
    bench.bare("indexed BCF of a million records", bench.take(bench.annotate(bcf, *_DATA)))
    blocks = bench.size(2_000_000)
    gvcf = bench.made(f"g.{blocks}.vcf.gz", lambda p: people.gvcf(p, blocks))
    taken = bench.take(bench.annotate(gvcf, *_DATA))
    bench.bare(f"indexed gVCF of {blocks:,} reference blocks", taken)
    bare = bench.made(f"plain.g.{blocks}.vcf.gz", lambda p: Path(shutil.copy(gvcf, p)))
    theirs = bench.take(bcftools("view", "-t", REGION, "-o", "/dev/null", bare), 1)
    ours = bench.take(bench.annotate(bare, *_DATA), 1)
    bench.against("the same gVCF without index", ours, theirs, 0.6, "`bcftools view -t`")


def reads(bench: Bench) -> None:
    """BAM and CRAM: depth, alleles, junctions and phase."""
    person, reference = _person(bench, 50), bench.made("chr6.fa", aligned.fasta)
    without = bench.take(bench.annotate(person, *_DATA)).work
    for kind in ("bam", "cram"):
        path = bench.made(f"reads.{kind}", lambda p: aligned.alignments(p, reference, person))
        options = ("--reads", path, "--reference", reference)
        taken = bench.take(bench.annotate(person, *_DATA, *options))
        bench.within(f"{kind.upper()} 30x with phase by reads", taken, 1.5, less=without)


def cohorts(bench: Bench) -> None:
    """Joint files: everybody judged, as text and as BCF."""
    view = ("view", "-r", REGION, "-o", "/dev/null")
    points: list[tuple[int, float]] = []
    for samples in (max(600, bench.size(1_000)), max(1_200, bench.size(10_000))):
        path = bench.made(f"joint.{samples}.vcf.gz", lambda p, n=samples: joint.cohort(p, n, 1_000))
        taken = bench.take(bench.annotate(path, *_JSON), 1)
        what = f"{samples:,} samples, 1,000 records with AD and PL, text"
        bench.within(what, taken, 5.0 if points else math.inf)
        points.append((samples, taken.work))
    bench.bare("`bcftools view -r` of the last", bench.take(bcftools(*view, path), 1))
    bench.growth("exponent of its growth", points, 1.1)
    samples = max(600, bench.size(20_000))
    source = bench.made(f"joint.{samples}.vcf.gz", lambda p: joint.cohort(p, samples, 300))
    bcf = bench.made(f"joint.{samples}.bcf", lambda p: text.as_bcf(p, source))
    taken = bench.take(bench.annotate(bcf, *_JSON), 1)
    bench.within(f"{samples:,} samples, 300 records, BCF", taken, 3)
    samples, points = max(600, bench.size(100_000)), []
    for records in (1_000, 8_000):
        name = f"wide.{samples}.{records}.bcf"
        wide = bench.made(name, lambda p, n=records: joint.wide_bcf(p, samples, n))
        theirs = bench.take(bcftools(*view, wide), 1)
        ours = bench.take(bench.annotate(wide, *_JSON), 1)
        what = f"{samples:,} samples, {records:,} records, BCF"
        bench.against(what, ours, theirs, 5, "`bcftools view -r`")
        points.append((records, ours.work))
    bench.within("memory of the last", ours, math.inf, megabytes=400)
    bench.growth("exponent of its growth", points, 1.1)


def workflow(bench: Bench) -> None:
    """A large sheet, and many people, each with a file of their own, through Snakemake."""
    lines = bench.size(100_000)
    sheet = bench.work / "sheet.tsv"
    rows = "".join(f"P{i:06d}\tP{i:06d}.vcf.gz\n" for i in range(lines))
    sheet.write_text(f"sample\tfiles\n{rows}", encoding="utf-8")
    plan = bench.work / "plan"
    bench.bare(
        f"`osteo-annot plan`, once for a sheet of {lines:,} lines",
        bench.take(product("plan", sheet, "--out", plan, "--batch-size", 50), 1),
    )
    one = sorted(plan.glob("*.tsv"))[0]
    command = ["batch", one, "--out", bench.work / "out", "--table", bench.work / "table.tsv"]
    taken = bench.take(product(*command))
    bench.within("one batch of it (all its files are missing)", taken, 1)
    count = bench.size(1_000)
    taken = cluster.locally(bench.work, _DEMO, count)
    each = Taken(taken.wall / count, taken.work / count, taken.memory)
    bench.bare(f"{count:,} {_SNAKEMAKE}, with the files of each", each)
    alone = bench.take(_batch_alone(bench, count), 1).work / count
    overhead = Taken(0, each.work - alone, 0)
    bench.within("Snakemake's own part of it (batches of 50)", overhead, 0.010)
    slurm = cluster.through_slurm(bench.work, _DEMO, min(count, 300))
    bench.note(
        "through a Slurm of one host",
        f"{slurm.wall / min(count, 300) * 1000:.0f} ms each on the clock" if slurm else "no Slurm",
    )


def _batch_alone(bench: Bench, count: int) -> list[str]:
    """The same people in one process, without Snakemake."""
    sheet = bench.work / "alone.tsv"
    cluster.write_sheet(sheet, _DEMO, count)
    out, table = bench.work / "alone", bench.work / "alone.table.tsv"
    shutil.rmtree(out, ignore_errors=True)
    return product("batch", sheet, "--out", out, "--table", table)


def million(bench: Bench) -> None:
    """What a million genomes a year would take, reckoned from the rows above."""
    start, further = bench.rows.seconds(_INDEXED), bench.rows.seconds(_FURTHER)
    streamed = bench.rows.seconds(_STREAMED)
    ways = {
        "each in a process of its own, indexed files": start,
        "batches of 50 through Snakemake, indexed files, four formats": further + start / 50 + 0.01,
        "each in a process of its own, files without index": streamed,
    }
    for what, seconds in ways.items():
        hours = seconds * 1e6 / 3600
        cores = hours / (365 * 24)
        told = f"{hours:,.0f} core hours; {cores:.2f} cores all year; {hours * 0.05:,.0f} dollars"
        bench.note(what, f"{told} at 5 cents a core hour")
    bench.note("files that it keeps", "about 0.5 MB a person: 500 GB a year")
