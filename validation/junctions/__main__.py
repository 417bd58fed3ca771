"""The witness of a junction held against simulated reads of known truth.

``python -m validation.junctions --loci 20000 --seed 1`` draws people with a deletion, tandem
duplication or inversion, or a claim of one that is not there (``loci.py``), aligns their reads as
an aligner would (``library.py``), asks the program's own function for its answer, and counts what
it says against the truth. A heterozygous event called homozygous, or an absent one called present,
is a violation; the status is then 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path

import pysam

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import Reads, kept
from osteo_annot.measured.reads.witness import JunctionKind, JunctionWitness
from validation.junctions.ground import Ground, ground
from validation.junctions.library import PLATFORMS, header
from validation.junctions.loci import Locus, assembly_of, drawn, read_span, sam
from validation.junctions.table import Case, case_of, exact_share, report, violations

EXACT = 0.95
"""Share of the breakpoints of a genome of full depth that must be exact."""


@lru_cache(maxsize=2)
def _head(assembly: Assembly) -> pysam.AlignmentHeader:
    """The header of the reads."""
    return pysam.AlignmentHeader.from_text(header(ground(assembly), "chr6", "s"))


def reads_of(at: Ground, locus: Locus) -> Reads:
    """The reads of a person, as the program keeps them of a BAM."""
    head = _head(at.assembly)
    segments = (pysam.AlignedSegment.fromstring(line, head) for _, line in sam(at, locus))
    used = (segment for segment in segments if not segment.flag & 0x704)
    return kept(used, _window(at, locus))


def _window(at: Ground, locus: Locus) -> Interval:
    """The bases whose reads are looked at; of a genome only those that were drawn."""
    gene = gene_model(at.assembly)
    if PLATFORMS[locus.platform].targets:
        return Interval(gene.locus_start, gene.locus_end)
    start, end = read_span(at, locus)
    return Interval(max(start, gene.locus_start), min(end, gene.locus_end))


def witness_of(at: Ground, locus: Locus) -> JunctionWitness:
    """What the program says of the claim."""
    kind = JunctionKind(locus.kind.value)
    reads = reads_of(at, locus)
    return junction_witness(reads, kind, locus.outer, locus.inner, locus.claimed_copies)


def cases(numbers: Sequence[int], seed: int, platforms: tuple[str, ...]) -> list[Case]:
    """The people of some numbers, each on its assembly."""
    found: list[Case] = []
    for number in numbers:
        at = ground(assembly_of(number))
        locus = drawn(at, number, seed, platforms)
        found.append(case_of(locus, witness_of(at, locus)))
    return found


def run(loci: int, seed: int, platforms: tuple[str, ...], processes: int) -> list[Case]:
    """All people."""
    parts = [range(first, min(first + 50, loci)) for first in range(0, loci, 50)]
    work = partial(cases, seed=seed, platforms=platforms)
    if processes == 1:
        return [case for part in parts for case in work(part)]
    with ProcessPoolExecutor(processes) as workers:
        return [case for part in workers.map(work, parts) for case in part]


def _worst(found: Sequence[Case]) -> Iterator[str]:
    """The violations one by one."""
    for case in found:
        if what := violations(case):
            yield f"{', '.join(what)}: {case}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--loci", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--platform", choices=tuple(PLATFORMS), action="append")
    parser.add_argument("--table", type=Path, help="write the report there too")
    options = parser.parse_args(arguments)
    platforms = tuple(options.platform or PLATFORMS)
    found = run(options.loci, options.seed, platforms, options.processes)
    text = report(found)
    share = exact_share(found)
    text += f"Breakpoints of deletions that a genome of 30x tells: {100 * share:.1f} % exact.\n"
    sys.stdout.write(text)
    sys.stderr.writelines(_worst(found))
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    return int(share < EXACT or any(map(violations, found)))


if __name__ == "__main__":
    sys.exit(main())
