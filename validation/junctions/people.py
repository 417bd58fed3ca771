"""Whole people with reads: a deletion told by one caller, rightly or not, and the state given.

``python -m validation.junctions.people --people 300`` draws people of whom one or both copies lost
exons, or none; writes the VCF that a caller would, whose genotype is wrong in half of them, and the
BAM of a genome, an exome or long reads; judges each as the program does; and holds the state
against the truth. A carrier called biallelic is a violation, and so is a person who is called free
of findings with both copies lost; the status is then 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import numpy as np

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.verdict.state import State
from validation.junctions.ground import Copy, Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import PLATFORMS, Library, fragments, header, lines, write_reads
from validation.junctions.loci import assembly_of, targets

_BESIDE = 3_000
"""Bases beside the gene up to which a deletion of its first or last exon ends."""
_READ = 6_000
"""Bases beside the gene that are read."""
_DEPTHS = {"genome": (10, 20, 30), "exome": (40, 80), "long": (10, 20)}
_FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "child")
_GENOTYPES = {0: "0/0", 1: "0/1", 2: "1/1"}
_FREE = (State.NONE_CALLABLE,)
_BIALLELIC = tuple(state for state in State if state.value.startswith("BIALLELIC"))


@dataclass(frozen=True, slots=True)
class Person:
    """A person and what a caller says."""

    number: int
    platform: str
    depth: int
    copies: int
    """Copies that lost the exons."""
    event: Rearrangement
    """What is lost, or what is told where nothing is."""
    told: int
    """Copies as the caller has them, 1 or 2."""
    seed: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A person and the answer."""

    person: Person
    state: State
    confidence: str

    @property
    def violation(self) -> str:
        """What must not be, or nothing."""
        if self.state in _BIALLELIC and self.person.copies < 2:
            return "carrier called affected"
        if self.state in _FREE and self.person.copies == 2:
            return "affected called free of findings"
        return ""


def drawn(at: Ground, number: int, seed: int) -> Person:
    """The person of a number."""
    rng = Random(f"{seed} {number} person")
    platform = rng.choice(tuple(PLATFORMS))
    gene = gene_model(at.assembly)
    exons = gene.exons[::-1]
    first = rng.randrange(len(exons))
    last = rng.randrange(first, len(exons))
    low = exons[first - 1].end + 100 if first else gene.start - _BESIDE
    high = exons[last + 1].start - 100 if last + 1 < len(exons) else gene.end + _BESIDE
    start = rng.randint(low, exons[first].start - 60)
    end = rng.randint(exons[last].end + 60, high)
    copies = rng.choices((0, 1, 2), (25, 45, 30))[0]
    told = copies if copies and rng.random() < 0.5 else rng.choice((1, 2, 2))
    event = rearranged(at, Kind.DELETION, start, end)
    depth = rng.choice(_DEPTHS[platform])
    return Person(number, platform, depth, copies, event, told, rng.randrange(2**31))


def write_vcf(path: Path, at: Ground, person: Person) -> Path:
    """What a caller of junctions writes of the deletion."""
    event = person.event
    info = f"END={event.end};SVTYPE=DEL;SVLEN={event.start - 1 - event.end}"
    pos = event.start - 1
    cells = ("chr6", pos, "DEL1", "N", "<DEL>", 500, "PASS", info, "GT:GQ")
    text = [
        "##fileformat=VCFv4.2",
        "##source=GenerateSVCandidates 1.6.0",
        f"##contig=<ID=chr6,length={LOCUS.lengths[at.assembly]}>",
        "\t".join(_FIXED),
        "\t".join(map(str, (*cells, f"{_GENOTYPES[person.told]}:99"))),
    ]
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def write_bam(path: Path, at: Ground, person: Person) -> Path:
    """The reads over the gene."""
    gene = gene_model(at.assembly)
    span = (gene.start - _READ, gene.end + _READ)
    events = [person.event if number < person.copies else None for number in range(2)]
    copies = [Copy(at, *span, event) for event in events]
    library = Library(PLATFORMS[person.platform], person.depth)
    rng = np.random.default_rng(person.seed)
    pieces = fragments(copies, library, rng, targets=targets(at))
    found = lines(at, pieces, library, Random(person.seed), "chr6", "child")
    return write_reads(path, header(at, "chr6", "child"), found)


def judged(number: int, seed: int, *, with_reads: bool = True) -> Judged:
    """The answer of the program to one person."""
    at = ground(assembly_of(number))
    person = drawn(at, number, seed)
    with tempfile.TemporaryDirectory() as folder:
        vcf = write_vcf(Path(folder) / "child.vcf", at, person)
        reads = [write_bam(Path(folder) / "child.bam", at, person)] if with_reads else []
        inputs = read_inputs([vcf], coverage=reads)
        verdict = result_of(inputs, "child", Options()).verdict
    return Judged(person, State(verdict.state), str(verdict.confidence))


def report(found: Sequence[Judged]) -> Iterator[str]:
    """States by truth and by what the caller says."""
    yield "| reads | copies lost | caller says | state | confidence | people |"
    yield "|---|---:|---|---|---|---:|"
    counts = Counter(
        (j.person.platform, j.person.copies, j.person.told, j.state.value, j.confidence)
        for j in found
    )
    for (platform, copies, told, state, confidence), number in sorted(counts.items()):
        told_as = _GENOTYPES[told]
        yield f"| {platform} | {copies} | {told_as} | `{state}` | {confidence} | {number:,} |"
    wrong = [judged for judged in found if judged.violation]
    yield ""
    yield f"People: {len(found):,}. Violations: {len(wrong):,}."
    yield from (f"- {j.violation}: {j.person}" for j in wrong)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--without-reads", action="store_true", help="as the VCF alone is answered")
    options = parser.parse_args(arguments)
    work = partial(judged, seed=options.seed, with_reads=not options.without_reads)
    with ProcessPoolExecutor(options.processes) as workers:
        found = list(workers.map(work, range(options.people), chunksize=5))
    sys.stdout.writelines(f"{line}\n" for line in report(found))
    return int(any(judged.violation for judged in found))


if __name__ == "__main__":
    sys.exit(main())
