"""Whether reads that count as a search for deletions do show them: the power of that search.

``python -m validation.junctions.searched --people 600`` draws people of whom one copy lost exons,
or none, reads them as a genome, an exome or by long reads, and counts, exon by exon: how often the
reads are a search (``measured/reads/loss_search.py``), and in how many of those a lost exon is not
reached by a proposal. More than one in ten of a platform and depth is a violation (earned claims 1:
nine of ten losses are seen); the status is then 1.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from random import Random

import numpy as np
import pysam

from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from osteo_annot.measured.reads.loss_search import LossSearch, loss_search
from osteo_annot.measured.reads.search import proposed_junctions
from validation.junctions.ground import Copy, Ground, Small, ground
from validation.junctions.library import PLATFORMS, Library, fragments, header, lines
from validation.junctions.loci import apart_from, assembly_of, substitutions, targets
from validation.junctions.people import Person, drawn

DEPTHS = {"genome": (15, 20, 30, 40), "exome": (80,), "long": (10, 15, 20, 30)}
MISSED = 0.1
"""Share of the losses that a search may miss."""


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon of one person."""

    platform: str
    depth: int
    answer: LossSearch
    is_lost: bool
    """Whether one copy lost it."""
    is_proposed: bool
    """Whether a junction is proposed that reaches it."""


def lines_of(
    at: Ground, person: Person, carried: Sequence[Small] = (), *, alike: bool = False
) -> list[tuple[int, str]]:
    """The reads over the whole window: position and SAM line, ascending.

    Both copies have changes of their own, unless they are ``alike``; ``carried`` are further
    ones of the copy without the loss.
    """
    window = window_of(at)
    rng, span = Random(person.seed), (window.start - 400, window.end + 400)
    copies = []
    for event, more in ((person.event if person.copies else None, ()), (None, carried)):
        own = [] if alike else apart_from(substitutions(at, span, rng), event)
        copies.append(Copy(at, *span, event, sorted([*own, *more])))
    library = Library(PLATFORMS[person.platform], person.depth)
    chance = np.random.default_rng(person.seed)
    pieces = fragments(copies, library, chance, targets=targets(at))
    return lines(at, pieces, library, rng, "chr6", "child")


def window_of(at: Ground) -> Interval:
    """The bases whose reads are looked at."""
    gene = gene_model(at.assembly)
    return Interval(gene.locus_start, gene.locus_end)


def reads_of(at: Ground, person: Person) -> Reads:
    """The reads of the whole window, as the program keeps them of a BAM."""
    head = pysam.AlignmentHeader.from_text(header(at, "chr6", "child"))
    found = (pysam.AlignedSegment.fromstring(text, head) for _, text in lines_of(at, person))
    return kept((read for read in found if not read.flag & LEFT_OUT_FLAGS), window_of(at))


def exons_of(number: int, seed: int) -> list[Exon]:
    """What the reads of one person say of each exon."""
    at = ground(assembly_of(number))
    gene, one = gene_model(at.assembly), drawn(at, number, seed)
    depths = DEPTHS[one.platform]
    depth = depths[number // 2 % len(depths)]
    person = replace(one, depth=depth, copies=min(one.copies, 1))
    reads = reads_of(at, person)
    proposed = [p.interval for p in proposed_junctions(reads, ())]
    lost = Interval(person.event.start, person.event.end)
    found = []
    for exon in gene.exons:
        where = Interval(exon.start, exon.end)
        found.append(
            Exon(
                person.platform,
                depth,
                loss_search(reads, exon, gene),
                bool(person.copies) and lost.overlap(where) > 0,
                any(p.overlap(where) > 0 for p in proposed),
            )
        )
    return found


def report(found: Sequence[Exon]) -> Iterator[str]:
    """By platform and depth: exons searched, lost ones among them, and those that were missed."""
    yield "| reads | depth | exons | searched | lost, of them | missed | why not searched |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for platform, depth in sorted({(e.platform, e.depth) for e in found}):
        own = [e for e in found if (e.platform, e.depth) == (platform, depth)]
        searched = [e for e in own if e.answer is LossSearch.SEARCHED]
        lost = [e for e in searched if e.is_lost]
        why = Counter(e.answer.name for e in own if e.answer is not LossSearch.SEARCHED)
        told = ", ".join(f"{name} {n:,}" for name, n in why.most_common())
        yield (
            f"| {platform} | {depth}x | {len(own):,} | {len(searched):,} | {len(lost):,} "
            f"| {sum(not e.is_proposed for e in lost):,} | {told} |"
        )
    false = sum(e.is_proposed and not e.is_lost for e in found)
    yield ""
    yield f"Exons: {len(found):,}. Proposed at an exon that is not lost: {false:,}."


def violations(found: Sequence[Exon]) -> list[tuple[str, int]]:
    """Platforms and depths at which a search misses more than it may."""
    wrong = []
    for key in sorted({(e.platform, e.depth) for e in found}):
        lost = [
            e
            for e in found
            if (e.platform, e.depth) == key and e.answer is LossSearch.SEARCHED and e.is_lost
        ]
        if sum(not e.is_proposed for e in lost) > MISSED * len(lost):
            wrong.append(key)
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    work = partial(exons_of, seed=options.seed)
    with ProcessPoolExecutor(options.processes) as workers:
        parts = list(workers.map(work, range(options.people), chunksize=4))
    found = [exon for part in parts for exon in part]
    sys.stdout.writelines(f"{line}\n" for line in report(found))
    return int(bool(violations(found)))


if __name__ == "__main__":
    sys.exit(main())
