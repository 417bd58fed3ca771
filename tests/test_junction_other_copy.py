"""A junction where the other copy has lost its ends too, or another event lies beside it.

Reads are simulated (``validation/junctions``); how many copies have the junction is drawn.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pysam
import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from osteo_annot.measured.reads.witness import JunctionKind, JunctionWitness, WitnessAnswer
from validation.junctions.ground import Copy, Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import (
    EXOME,
    GENOME,
    LONG,
    Library,
    Platform,
    fragments,
    header,
    lines,
)
from validation.junctions.loci import targets

MARGIN = 3_000
PLATFORMS = pytest.mark.parametrize("platform", [GENOME, LONG], ids=lambda p: p.name)
START, LENGTH = 4_000, 1_500
"""First base of the claimed deletion, from the beginning of the gene, and its bases."""


def event(
    at: Ground, before: int = 0, behind: int = 0, kind: Kind = Kind.DELETION
) -> Rearrangement:
    """The claimed deletion, or one that begins and ends so many bases beside it."""
    start = gene_model(at.assembly).start + START
    return rearranged(at, kind, start - before, start + LENGTH - 1 + behind)


def reads_of(
    at: Ground, copies: list[Rearrangement | None], platform: Platform, depth: int = 40
) -> Reads:
    """Reads of two copies around the claimed deletion."""
    claimed = event(at)
    window = Interval(claimed.start - MARGIN, claimed.end + MARGIN)
    library = Library(platform, depth)
    made = [Copy(at, window.start, window.end, lost) for lost in copies]
    pieces = fragments(made, library, np.random.default_rng(5), targets=targets(at))
    head = pysam.AlignmentHeader.from_text(header(at, "chr6", "s"))
    found = lines(at, pieces, library, Random(5), "chr6", "s")
    segments = (pysam.AlignedSegment.fromstring(line, head) for _, line in found)
    return kept((s for s in segments if not s.flag & LEFT_OUT_FLAGS), window)


def witness(reads: Reads, claimed: Rearrangement, copies: int | None) -> JunctionWitness:
    where = Interval(claimed.start, claimed.end)
    return junction_witness(reads, JunctionKind(claimed.kind.value), where, where, copies)


@PLATFORMS
@pytest.mark.parametrize(
    ("before", "behind"),
    [(300, 400), (0, 400), (-200, 400), (0, -400), (-300, -300)],
    ids=["around it", "same begin", "over its end", "same begin, shorter", "inside it"],
)
def test_another_deletion_of_the_other_copy_makes_no_homozygote(
    assembly: Assembly, platform: Platform, before: int, behind: int
) -> None:
    at = ground(assembly)
    claimed = event(at)
    found = witness(reads_of(at, [claimed, event(at, before, behind)], platform), claimed, 2)
    assert found.copies in {1, None}
    assert found.answer is not WitnessAnswer.CONFIRMED
    assert found.breakpoints is not None


@PLATFORMS
def test_the_same_deletion_of_both_copies_is_homozygous(
    assembly: Assembly, platform: Platform
) -> None:
    at = ground(assembly)
    claimed = event(at)
    found = witness(reads_of(at, [claimed, claimed], platform), claimed, 2)
    assert (found.copies, found.answer) == (2, WitnessAnswer.CONFIRMED)


def test_an_exome_does_not_tell_both_copies(assembly: Assembly) -> None:
    """A deletion of the other copy that takes the whole exon leaves no read of it."""
    at = ground(assembly)
    target = targets(at)[0]
    start = target.start + 60
    claimed = rearranged(at, Kind.DELETION, start, start + 69)
    library = Library(EXOME, 80)
    window = Interval(start - MARGIN, start + MARGIN)
    copies = [Copy(at, window.start, window.end, claimed)] * 2
    pieces = fragments(copies, library, np.random.default_rng(5), targets=targets(at))
    head = pysam.AlignmentHeader.from_text(header(at, "chr6", "s"))
    found = lines(at, pieces, library, Random(5), "chr6", "s")
    segments = [pysam.AlignedSegment.fromstring(line, head) for _, line in found]
    reads = kept([s for s in segments if not s.flag & LEFT_OUT_FLAGS], window)
    said = witness(reads, claimed, 2)
    assert said.counts.fragments > 10
    assert (said.copies, said.answer) == (None, WitnessAnswer.NOT_ASSESSABLE)


@pytest.mark.parametrize("kind", [Kind.DELETION, Kind.INVERSION])
def test_pairs_of_another_event_do_not_show_the_claimed_one(assembly: Assembly, kind: Kind) -> None:
    """Single pairs fit by chance; their mean does not."""
    at = ground(assembly)
    there = event(at, 200, 200, kind)
    found = witness(reads_of(at, [there, None], GENOME, 20), event(at, kind=kind), None)
    assert not found.copies
    assert found.answer is not WitnessAnswer.CONFIRMED
