"""The witness of a junction on reads whose truth is known, on both assemblies.

Expected genotypes and breakpoints are those that were drawn (``validation/junctions``).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.witness import (
    JunctionKind,
    JunctionWitness,
    WitnessAnswer,
    WitnessReason,
)
from tests.drawn_reads import drawn_reads
from validation.junctions.ground import Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import EXOME, GENOME, LONG, Platform

START = 9_000
"""Where the usual event begins, counted from the beginning of the gene: in an intron."""
CONFIRMED, CONTRADICTED, NOT_ASSESSABLE = WitnessAnswer


@pytest.fixture
def at(assembly: Assembly) -> Ground:
    return ground(assembly)


def event_at(
    at: Ground, length: int = 2_000, kind: Kind = Kind.DELETION, inserted: str = "", skip: int = 0
) -> Rearrangement:
    start = gene_model(at.assembly).start + START + skip
    return rearranged(at, kind, start, start + length - 1, inserted)


def told(
    at: Ground,
    event: Rearrangement,
    copies: int,
    claimed: int | None,
    platform: Platform = GENOME,
    depth: float = 30,
    spread: int = 0,
) -> JunctionWitness:
    """What reads of a person with the event on so many copies say of a claim of it."""
    carried = [event] * copies + [None] * (2 - copies)
    outer = Interval(event.start - spread, event.end + spread)
    inner = Interval(event.start + spread, event.end - spread)
    reads = drawn_reads(at, carried, platform, depth, around=outer)
    return junction_witness(reads, JunctionKind(event.kind.value), outer, inner, claimed)


@pytest.mark.parametrize(
    ("copies", "claimed", "answer", "reason"),
    [
        (2, 2, CONFIRMED, WitnessReason.JUNCTION_SEEN),
        (1, 1, CONFIRMED, WitnessReason.JUNCTION_SEEN),
        (1, 2, CONTRADICTED, WitnessReason.OTHER_COPIES),
        (2, 1, CONTRADICTED, WitnessReason.OTHER_COPIES),
        (0, 1, CONTRADICTED, WitnessReason.NO_JUNCTION),
        (0, 2, CONTRADICTED, WitnessReason.NO_JUNCTION),
        (1, None, CONFIRMED, WitnessReason.COPIES_NOT_CLAIMED),
        (0, None, CONTRADICTED, WitnessReason.NO_JUNCTION),
    ],
)
def test_deletion_of_a_genome(at, copies, claimed, answer, reason):
    witness = told(at, event_at(at), copies, claimed)
    assert (witness.copies, witness.answer, witness.reason) == (copies, answer, reason)


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("length", [60, 144, 232, 400, 6_000])
def test_copies_whatever_the_length(at, length, copies):
    """Across a short deletion pairs look normal: they must not make a homozygote heterozygous."""
    witness = told(at, event_at(at, length), copies, copies, depth=40)
    assert (witness.copies, witness.answer) == (copies, CONFIRMED)
    is_short = length <= 400  # four standard deviations of the insert
    assert (witness.counts.pairs == 0) is is_short


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("skip", range(0, 500, 100))
def test_breakpoints_are_those_that_were_drawn(at, copies, skip):
    event = event_at(at, skip=skip)
    found = told(at, event, copies, copies, depth=40).breakpoints
    assert found is not None
    assert (found.start, found.end, len(found.homology)) == (event.start, event.end, event.homology)
    assert found.inserted == ""


@pytest.mark.parametrize("copies", [1, 2])
def test_inserted_bases_are_told(at, copies):
    event = event_at(at, inserted="TTACGGA")
    found = told(at, event, copies, copies).breakpoints
    assert found is not None
    assert (found.start, found.end, found.inserted) == (event.start, event.end, event.inserted)


@pytest.mark.parametrize("spread", [50, 400])
def test_bounds_of_a_depth_caller_become_exact(at, spread):
    event = event_at(at, 3_000)
    witness = told(at, event, 1, 1, spread=spread)
    assert (witness.copies, witness.answer) == (1, CONFIRMED)
    assert witness.breakpoints is not None
    assert (witness.breakpoints.start, witness.breakpoints.end) == (event.start, event.end)


@pytest.mark.parametrize("kind", [Kind.DUPLICATION, Kind.INVERSION])
def test_duplications_and_inversions_are_seen(at, kind):
    event = event_at(at, kind=kind)
    witness = told(at, event, 1, None)
    assert witness.answer is CONFIRMED
    assert witness.breakpoints is not None
    assert witness.breakpoints.start == pytest.approx(event.start, abs=2)
    assert witness.breakpoints.end == pytest.approx(event.end, abs=2)
    assert told(at, event, 0, 1).reason is WitnessReason.NO_JUNCTION


def test_an_inversion_of_a_length_that_reads_pass_is_not_told_absent(at):
    event = event_at(at, 200, Kind.INVERSION)
    assert told(at, event, 0, 1).reason is WitnessReason.SHORT_INVERSION
    longer = event_at(at, 300, Kind.INVERSION)
    assert told(at, longer, 0, 1).reason is WitnessReason.NO_JUNCTION


@pytest.mark.parametrize("copies", [0, 1, 2])
def test_long_reads_leave_the_bases_out(at, copies):
    event = event_at(at, 600)
    witness = told(at, event, copies, copies or 1, LONG)
    assert witness.copies == copies
    assert bool(witness.counts.gapped) is bool(copies)
    assert witness.counts.pairs == 0


def test_in_an_exome_ends_in_introns_are_not_read(at):
    """No junction is never "no deletion" there, and the share that was read is stated."""
    for copies in (0, 1, 2):
        witness = told(at, event_at(at), copies, 1, EXOME, depth=80)
        assert (witness.answer, witness.reason) == (NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ)
        assert witness.copies is None
        assert (witness.covered_left, witness.covered_right) == (0.0, 0.0)


@pytest.mark.parametrize("copies", [0, 1])
def test_few_reads_say_nothing_of_absence(at, copies):
    witness = told(at, event_at(at), copies, 1, depth=4)
    assert witness.reason is not WitnessReason.NO_JUNCTION


def test_a_junction_beside_the_claimed_one_is_no_absence(at):
    """600 bases aside: not the claimed event, but nothing that could be called contradicted."""
    event = event_at(at)
    claimed = replace(event, start=event.start + 600, end=event.end + 600)
    outer = Interval(claimed.start, claimed.end)
    reads = drawn_reads(at, [event, None], around=Interval(event.start, claimed.end))
    witness = junction_witness(reads, JunctionKind.DELETION, outer, outer, 1)
    assert witness.answer is NOT_ASSESSABLE
    assert witness.reason is WitnessReason.JUNCTION_ELSEWHERE


def test_a_place_outside_the_window_is_not_assessed(at):
    event = event_at(at)
    where = Interval(event.start, event.end)
    reads = drawn_reads(at, [None, None], around=where)
    beyond = Interval(event.start, reads.window.end + 1_000)
    witness = junction_witness(reads, JunctionKind.DELETION, beyond, beyond, 1)
    assert witness.reason is WitnessReason.OUTSIDE_WINDOW


def test_a_deletion_of_the_other_copy_over_both_ends_is_no_second_copy_of_this_one(at):
    """No reference read is left at the ends; the bases beside them are read half as deep."""
    event = event_at(at)
    other = rearranged(at, Kind.DELETION, event.start - 700, event.end + 700)
    where = Interval(other.start, other.end)
    reads = drawn_reads(at, [event, other], depth=40, around=where)
    claimed = Interval(event.start, event.end)
    assert junction_witness(reads, JunctionKind.DELETION, claimed, claimed, 2).copies != 2


def test_same_reads_same_witness(at):
    event = event_at(at)
    assert told(at, event, 1, 1) == told(at, event, 1, 1)
