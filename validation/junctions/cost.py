"""What the reads of one person cost: ``python -m validation.junctions.cost``.

Writes a genome read at 30x around the gene and at two other places, as BAM and as CRAM, and a VCF,
and runs the program on the VCF alone and with the reads, each in a process of its own. Printed are
the CPU seconds and the memory that the reads add, for a file with few reads elsewhere and for one
with many more: what lies elsewhere must cost nothing. Seconds are of this machine; reads.md 9 asks
for one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pysam

from osteo_annot.intake.depth.profile import windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass
from validation.junctions.ground import ground

LENGTH, INSERT, SPREAD = 150, 400, 60
_EVERY = 500
"""Bases from one place at which the two copies differ to the next."""
_CODES = np.frombuffer(b"ACGT", dtype=np.uint8)
_OTHER = {"A": "G", "G": "A", "C": "T", "T": "C"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    seconds: float
    """CPU, of the process and its children."""
    megabytes: float
    """The most memory that it held."""


def bases_of(assembly: Assembly) -> np.ndarray:
    """The chromosome: random bases, and around the gene those of the simulator."""
    rng = np.random.default_rng(5)
    block = rng.choice(_CODES, 1_000_000)
    whole = np.resize(block, LOCUS.lengths[assembly])
    at = ground(assembly)
    own = np.frombuffer(at.bases.encode(), dtype=np.uint8)
    whole[at.start - 1 : at.start - 1 + len(own)] = own
    return whole


def write_fasta(path: Path, bases: np.ndarray) -> Path:
    """The chromosome as an indexed FASTA."""
    text = bases.tobytes().decode()
    with path.open("w", encoding="ascii") as stream:
        stream.write(">chr6\n")
        for start in range(0, len(text), 100_000):
            stream.write(f"{text[start : start + 100_000]}\n")
    pysam.faidx(str(path))
    return path


def places(assembly: Assembly, elsewhere: int) -> list[Interval]:
    """Where reads lie: around the gene, far from it, and so many bases of the rest."""
    told = windows(assembly)
    rest = Interval(5_000_001, 5_000_000 + elsewhere)
    return sorted((told.span, told.far, rest), key=lambda i: i.start)


def pairs_over(
    bases: np.ndarray, where: Interval, depth: float, rng: np.random.Generator
) -> Iterator[tuple[int, str]]:
    """Position and SAM line of each read of pairs over an interval; every other is of copy two."""
    count = int(depth * len(where) / (2 * LENGTH))
    starts = np.sort(rng.integers(where.start, where.end - INSERT - 4 * SPREAD, count))
    sizes = np.clip(rng.normal(INSERT, SPREAD, count).astype(int), LENGTH, INSERT + 4 * SPREAD)
    for number, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
        name = f"p{where.start}.{number}"
        far = start + size - LENGTH
        for low, mate, flag, sign in ((start, far, 99, 1), (far, start, 147, -1)):
            text = bases[low - 1 : low - 1 + LENGTH].tobytes().decode()
            if number % 2:
                text = _of_copy_two(text, low)
            tail = f"{LENGTH}M\t=\t{mate}\t{sign * size}\t{text}\t{'F' * LENGTH}\tRG:Z:P1"
            yield low, f"{name}\t{flag}\tchr6\t{low}\t60\t{tail}"


def _of_copy_two(text: str, low: int) -> str:
    """The bases of a read of the copy that differs at every five hundredth place."""
    at = -low % _EVERY
    return text if at >= LENGTH else text[:at] + _OTHER[text[at]] + text[at + 1 :]


def write_bam(path: Path, assembly: Assembly, bases: np.ndarray, elsewhere: int) -> Path:
    """An indexed BAM of a genome of 30x at some places."""
    header = pysam.AlignmentHeader.from_dict(
        {
            "HD": {"VN": "1.6", "SO": "coordinate"},
            "SQ": [{"SN": "chr6", "LN": LOCUS.lengths[assembly]}],
            "RG": [{"ID": "P1", "SM": "P1"}],
        }
    )
    rng = np.random.default_rng(1)
    with pysam.AlignmentFile(str(path), "wb", header=header) as target:
        for where in places(assembly, elsewhere):
            found = sorted(pairs_over(bases, where, 30, rng), key=lambda item: item[0])
            for _, line in found:
                target.write(pysam.AlignedSegment.fromstring(line, header))
    pysam.index(str(path))
    return path


def write_cram(path: Path, bam: Path, fasta: Path) -> Path:
    """The same reads as an indexed CRAM."""
    pysam.view("-C", "-T", str(fasta), "-o", str(path), str(bam), catch_stdout=False)
    pysam.index(str(path))
    return path


def write_vcf(path: Path, assembly: Assembly, bases: np.ndarray, most: int = 1_000) -> Path:
    """The variants of the person around the gene, so many of them, as a caller has them."""
    gene = gene_model(assembly)
    lines = [
        "##fileformat=VCFv4.2",
        f"##contig=<ID=chr6,length={LOCUS.lengths[assembly]}>",
        "\t".join(["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "P1"]),
    ]
    first = gene.locus_start - gene.locus_start % _EVERY + _EVERY
    for position in list(range(first, gene.locus_end, _EVERY))[:most]:
        ref = chr(bases[position - 1])
        fixed = ("chr6", position, ".", ref, _OTHER[ref], 50, "PASS", ".", "GT:AD:DP:GQ")
        lines.append("\t".join(map(str, (*fixed, "0/1:15,15:30:99"))))
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    pysam.tabix_index(str(path), preset="vcf", force=True)
    return path.with_name(path.name + ".gz")


def run(arguments: Sequence[str | Path]) -> Cost:
    """One run of the program, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "osteo_annot", "annotate", *map(str, arguments)]
        child = subprocess.Popen([*command, "--out", folder], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"the program ended with {child.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def best(arguments: Sequence[str | Path], times: int) -> Cost:
    """The least of some runs: what other work on the machine adds is not the program's."""
    found = [run(arguments) for _ in range(times)]
    return Cost(min(c.seconds for c in found), min(c.megabytes for c in found))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--elsewhere", type=int, nargs=2, default=(100_000, 5_000_000))
    parser.add_argument("--formats", default="json,html,tsv,vcf")
    options = parser.parse_args(arguments)
    assembly = Assembly.GRCH38
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = get_context("spawn").Process(
            target=write_all, args=(folder, assembly, options.elsewhere)
        )
        made.start()  # apart: a child's memory is at least what its parent holds
        made.join()
        head = ("variants", "reads", "elsewhere", "seconds more", "MB more")
        sys.stdout.write(f"| {' | '.join(head)} |\n|---|---|---:|---:|---:|\n")
        for vcf in (folder / "one.vcf.gz", folder / "many.vcf.gz"):
            common = [vcf, "--reference", folder / "genome.fa", "--formats", options.formats]
            alone = best(common, options.times)
            for elsewhere in options.elsewhere:
                for kind in ("bam", "cram"):
                    path = folder / f"{elsewhere}.{kind}"
                    told = best([*common, "--coverage", path], options.times)
                    sys.stdout.write(
                        f"| {vcf.name.partition('.')[0]} | {kind.upper()} | {elsewhere:,} bases "
                        f"| {told.seconds - alone.seconds:.2f} "
                        f"| {told.megabytes - alone.megabytes:.0f} |\n"
                    )
                    sys.stdout.flush()
    sys.stdout.write(f"\nWithout reads: {alone.seconds:.2f} s, {alone.megabytes:.0f} MB.\n")
    return 0


def write_all(folder: Path, assembly: Assembly, elsewhere: Sequence[int]) -> None:
    """All files: one variant, which needs no phase, and those of a genome; reads of each size."""
    bases = bases_of(assembly)
    fasta = write_fasta(folder / "genome.fa", bases)
    write_vcf(folder / "one.vcf", assembly, bases, most=1)
    write_vcf(folder / "many.vcf", assembly, bases)
    for number in elsewhere:
        bam = write_bam(folder / f"{number}.bam", assembly, bases, number)
        write_cram(bam.with_suffix(".cram"), bam, fasta)


if __name__ == "__main__":
    sys.exit(main())
