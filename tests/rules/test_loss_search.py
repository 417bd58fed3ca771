"""Which reads are a search for the loss of an exon: this, and just not this, on both assemblies.

Expected values: nine tenths of the places read through by 12 fragments (of which six would show a
junction of one copy), two sites of two alleles, pairs or reads from 1,000 bases on
(``limits.py``; the power that follows from them stands in docs/reads.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.measured.reads.limits import OVERHANG
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.loss_search import LossSearch, loss_search, stretch_of
from osteo_annot.measured.reads.read import Mate, Read
from tests.builders import Build

SITES = (2_000, 3_000)
"""Bases from the start of the window at which the two copies differ."""


def window_of(build: Build) -> Interval:
    return Interval(build.gene.locus_start, build.gene.locus_end)


def layers(
    where: Interval, depth: int, sites: Sequence[int], *, length: int, mapq: int, share: float
) -> Iterator[Read]:
    """So many fragments through each place, overhang and all; ``share`` of them of one copy."""
    for layer in range(depth):
        base = "C" if layer < share * depth else "A"
        start = where.start - OVERHANG - 7 * layer
        while start <= where.end + OVERHANG:
            bases = ["A"] * length
            for site in sites:
                if 0 <= site - start < length:
                    bases[site - start] = base
            yield Read(
                name=f"{layer}.{start}.{length}",
                start=start,
                end=start + length - 1,
                is_reverse=bool(layer % 2),
                mapq=mapq,
                cigar=((0, length),),
                bases="".join(bases),
                qualities=b"",
                is_paired=False,
                is_second=False,
                is_supplementary=False,
                mate=None,
                template=0,
                parts=(),
                parts_elsewhere=0,
            )
            start += length - 2 * OVERHANG + 1


def outside(read: Read, unread: Interval) -> Iterator[Read]:
    """The parts of a read before and behind an interval."""
    for start, end in ((read.start, unread.start - 1), (unread.end + 1, read.end)):
        first, last = max(start, read.start), min(end, read.end)
        if first <= last:
            bases = read.bases[first - read.start : last - read.start + 1]
            cigar = ((0, len(bases)),)
            yield replace(read, start=first, end=last, bases=bases, cigar=cigar)


def searched(
    build: Build,
    depth: int = 12,
    sites: Sequence[int] = SITES,
    *,
    unread: Interval | None = None,
    length: int = 1_200,
    mapq: int = 60,
    share: float = 0.5,
    deep: Interval | None = None,
    breaks: Sequence[ReadsBreak] = (),
) -> dict[int, LossSearch]:
    """The answer for each exon."""
    window = window_of(build)
    places = [window.start + site for site in sites]
    found = list(layers(window, depth, places, length=length, mapq=mapq, share=share))
    if unread:
        found = [part for read in found for part in outside(read, unread)]
    if deep:
        found += layers(deep, 2 * depth, places, length=length, mapq=mapq, share=share)
    reads = Reads(window, tuple(sorted(found, key=lambda r: (r.start, r.end, r.name))))
    return {exon.number: loss_search(reads, exon, build.gene, breaks) for exon in build.gene.exons}


def all_are(answers: dict[int, LossSearch]) -> LossSearch:
    (one,) = set(answers.values())
    return one


def test_reads_through_both_copies_are_a_search(build: Build) -> None:
    assert all_are(searched(build)) is LossSearch.SEARCHED


def test_a_junction_of_one_copy_must_be_crossed_often_enough(build: Build) -> None:
    assert all_are(searched(build, depth=11)) is LossSearch.NOT_THROUGHOUT


def test_reads_that_map_to_several_places_do_not_go_through(build: Build) -> None:
    assert all_are(searched(build, mapq=19)) is LossSearch.NOT_THROUGHOUT
    assert all_are(searched(build, mapq=20)) is LossSearch.SEARCHED


@pytest.mark.parametrize(
    ("sites", "share", "expected"),
    [
        ((2_000, 3_000), 0.5, LossSearch.SEARCHED),
        ((2_000, 2_999), 0.5, LossSearch.ONE_ALLELE),  # one stack of misplaced reads makes both
        ((2_000,), 0.5, LossSearch.ONE_ALLELE),
        ((), 0.5, LossSearch.ONE_ALLELE),
        ((2_000, 3_000), 0.25, LossSearch.SEARCHED),
        ((2_000, 3_000), 0.2, LossSearch.ONE_ALLELE),  # another person's reads
    ],
)
def test_a_loss_of_the_whole_window_must_be_excluded(
    build: Build, sites: tuple[int, ...], share: float, expected: LossSearch
) -> None:
    assert all_are(searched(build, 20, sites, share=share)) is expected


@pytest.mark.parametrize(("part", "open_"), [(0.08, set()), (0.12, {1})])
def test_a_stretch_that_is_not_read_leaves_the_exons_beside_it_open(
    build: Build, part: float, open_: set[int]
) -> None:
    """Beside exon 1 alone, on its outer side: the exon whose number is lowest."""
    first = build.gene.exons[0]
    stretch = stretch_of(first, build.gene, window_of(build))
    middle = stretch.end - 3_000
    gone = Interval(middle - int(part * len(stretch)), middle)
    answers = searched(build, 14, unread=gone)
    assert {n for n, a in answers.items() if a is LossSearch.NOT_THROUGHOUT} == open_
    assert set(answers.values()) <= {LossSearch.SEARCHED, LossSearch.NOT_THROUGHOUT}


def test_a_stretch_reaches_from_the_exon_before_to_the_one_behind(build: Build) -> None:
    exons = sorted(build.gene.exons, key=lambda exon: exon.start)
    window = window_of(build)
    ends = [stretch_of(exon, build.gene, window) for exon in exons]
    assert (ends[0].start, ends[-1].end) == (window.start, window.end)
    assert (ends[2].start, ends[2].end) == (exons[1].end + 1, exons[3].start - 1)


def test_long_amplicons_side_by_side_are_not_read_evenly(build: Build) -> None:
    """A fifth of the window three times as deep as the rest, all of it read well."""
    window = window_of(build)
    deep = Interval(window.start + 10_000, window.start + 10_000 + len(window) // 5)
    assert all_are(searched(build, deep=deep)) is LossSearch.NOT_THROUGHOUT


def test_where_reads_break_off_the_exons_on_both_sides_are_open(build: Build) -> None:
    """Between exon 3 and exon 4: a deletion of either may begin or end there."""
    third, fourth = build.gene.exons[2:4]
    between = (min(third.end, fourth.end) + max(third.start, fourth.start)) // 2
    answers = searched(build, breaks=[ReadsBreak(between, True, 8, 12)])
    assert {n for n, a in answers.items() if a is LossSearch.BREAKS_OFF} == {3, 4}
    assert {answers[n] for n in (1, 2, 5, 6)} == {LossSearch.SEARCHED}


def test_short_single_reads_are_no_search(build: Build) -> None:
    assert all_are(searched(build, length=999)) is LossSearch.NO_PAIRS
    assert all_are(searched(build, length=1_000)) is LossSearch.SEARCHED


def test_pairs_are_a_search_however_short_their_reads(build: Build) -> None:
    """Reads of 300 bases, each pair 200 bases apart: their insert is that of a library."""
    window = window_of(build)
    places = [window.start + site for site in SITES]
    single = list(layers(window, 14, places, length=300, mapq=60, share=0.5))
    mates = [replace(r, is_reverse=False, mate=Mate(r.start + 500, True)) for r in single]
    reads = Reads(window, tuple(sorted(mates, key=lambda r: (r.start, r.end, r.name))))
    answers = {loss_search(reads, exon, build.gene) for exon in build.gene.exons}
    assert answers == {LossSearch.SEARCHED}
