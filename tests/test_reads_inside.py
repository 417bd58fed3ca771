"""Reads inside a deletion of exons whose ends lie in introns: simulated, with known copies."""

from __future__ import annotations

from random import Random

import numpy as np
import pysam
import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.inside import is_read_inside
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from osteo_annot.measured.reads.witness import JunctionKind, WitnessAnswer, WitnessReason
from validation.junctions.ground import Copy, Kind, ground, rearranged
from validation.junctions.library import (
    EXOME,
    GENOME,
    Library,
    Platform,
    fragments,
    header,
    lines,
)
from validation.junctions.loci import targets


def bounds(assembly: Assembly, *, of_all: bool = False) -> Interval:
    """Exons 2 to 5 with part of the introns beside them, or all of the gene."""
    gene = gene_model(assembly)
    first, last = gene.exons[5 if of_all else 4], gene.exons[0 if of_all else 1]
    return Interval(first.start - 700, last.end + 700)


def reads_of(
    assembly: Assembly, lost: int, platform: Platform, *, of_all: bool, foreign: float = 0.0
) -> Reads:
    at, gene = ground(assembly), gene_model(assembly)
    window = Interval(gene.locus_start, gene.locus_end)
    where = bounds(assembly, of_all=of_all)
    event = rearranged(at, Kind.DELETION, where.start, where.end)
    span = (gene.start - 3_000, gene.end + 3_000)
    copies = [Copy(at, *span, event if number < lost else None) for number in range(2)]
    library = Library(platform, 40, foreign=foreign)
    pieces = fragments(
        copies,
        library,
        np.random.default_rng(3),
        foreign=[Copy(at, *span)] * 2,
        targets=targets(at),
    )
    head = pysam.AlignmentHeader.from_text(header(at, "chr6", "s"))
    found = lines(at, pieces, library, Random(3), "chr6", "s")
    segments = (pysam.AlignedSegment.fromstring(line, head) for _, line in found)
    return kept((s for s in segments if not s.flag & LEFT_OUT_FLAGS), window)


@pytest.mark.parametrize("platform", [EXOME, GENOME], ids=lambda p: p.name)
@pytest.mark.parametrize("of_all", [False, True], ids=["exons 2-5", "the gene"])
@pytest.mark.parametrize(
    ("lost", "foreign", "expected"),
    [(0, 0.0, True), (1, 0.0, True), (2, 0.0, False), (2, 0.1, False)],
)
def test_reads_inside(
    assembly: Assembly,
    platform: Platform,
    of_all: bool,
    lost: int,
    foreign: float,
    expected: bool,
) -> None:
    reads = reads_of(assembly, lost, platform, of_all=of_all, foreign=foreign)
    where = bounds(assembly, of_all=of_all)
    assert is_read_inside(reads, where, where) is expected


@pytest.mark.parametrize(
    ("lost", "claimed", "expected"),
    [
        (1, 2, (WitnessAnswer.CONTRADICTED, WitnessReason.READS_INSIDE)),
        (1, 1, (WitnessAnswer.NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ)),
        (2, 2, (WitnessAnswer.NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ)),
    ],
)
def test_an_exome_refutes_the_loss_of_both_copies(
    assembly: Assembly, lost: int, claimed: int, expected: tuple[WitnessAnswer, WitnessReason]
) -> None:
    reads, where = reads_of(assembly, lost, EXOME, of_all=False), bounds(assembly)
    told = junction_witness(reads, JunctionKind.DELETION, where, where, claimed)
    assert (told.answer, told.reason) == expected
    assert told.copies is None


def test_bounds_that_leave_nothing_sure_say_nothing(assembly: Assembly) -> None:
    reads = reads_of(assembly, 0, EXOME, of_all=False)
    where = bounds(assembly)
    assert not is_read_inside(reads, where, None)
    short = Interval(where.start, where.start + 99)
    assert not is_read_inside(reads, short, short)
