"""The numbers behind the pictures of reads: which reads stand there, and what is counted.

Expected values come from reads laid by hand: reads.md 7 says how many bases, and how many reads.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.intake.person.pedigree import Role
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.exon_ratio import DepthBasis, ExonRatio
from osteo_annot.measured.reads.gene_depth import gene_depth, parts_of
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.picture import (
    MOST_PILED,
    MOST_READS,
    ReadShows,
    breakpoint_reads,
    variant_reads,
)
from osteo_annot.measured.reads.read import Read
from osteo_annot.measured.reads.witness import (
    JunctionCounts,
    JunctionKind,
    JunctionProposal,
    ReferenceCounts,
)
from osteo_annot.report.result.pictures import pictures_of
from tests.builders import Build, facts
from tests.read_values import (
    Change,
    GivenReads,
    copy_of,
    fetched,
    long_reads,
    native,
    pairs,
    read_along,
    snv,
)

SOFT_CLIP, DELETED = 4, 2


def read_at(build: Build, start: int, length: int, name: str, **more: object) -> Read:
    columns = copy_of(build, Interval(start, start + length - 1))
    return replace(read_along(columns, name), **more)  # type: ignore[arg-type]


def clipped(read: Read, before: int = 0, behind: int = 0) -> Read:
    """The same with soft-clipped bases beside it."""
    ends = ((SOFT_CLIP, before),) if before else ()
    behind_ = ((SOFT_CLIP, behind),) if behind else ()
    bases = "A" * before + read.bases + "A" * behind
    return replace(read, cigar=(*ends, *read.cigar, *behind_), bases=bases)


@pytest.fixture
def place(build: Build) -> int:
    """A base in the middle of intron 1."""
    return (build.gene.exons[1].end + build.gene.exons[0].start) // 2


def test_the_window_holds_250_bases_on_each_side(build: Build, place: int) -> None:
    inside = [read_at(build, place - 250 - 99, 100, "a"), read_at(build, place + 249, 100, "b")]
    outside = [read_at(build, place - 350, 100, "c"), read_at(build, place + 250, 100, "d")]
    found = breakpoint_reads(fetched(build, inside, outside), place, {})
    assert found.window == Interval(place - 250, place + 249)
    assert found.total == 2
    assert [(r.start, r.end) for r in found.shown] == [(r.start, r.end) for r in inside]


def test_depth_is_the_mean_of_each_ten_bases_without_gaps(build: Build, place: int) -> None:
    """Two reads over the first twenty bases, one of them with the second ten left out."""
    start = place - 250
    gapped = replace(
        read_at(build, start, 40, "g"), cigar=((0, 10), (DELETED, 10), (0, 20)), bases="A" * 30
    )
    whole = read_at(build, start, 25, "w")
    found = breakpoint_reads(fetched(build, [gapped, whole]), place, {})
    assert found.depths[:5] == (2.0, 1.0, 1.5, 1.0, 0.0)
    assert len(found.depths) == 50


@pytest.mark.parametrize(
    ("before", "behind", "shows"),
    [
        (0, 4, ReadShows.PLAIN),
        (0, 5, ReadShows.OTHER_CLIP),
        (5, 0, ReadShows.OTHER_CLIP),
    ],
)
def test_a_read_is_clipped_from_five_bases_on(
    build: Build, place: int, before: int, behind: int, shows: ReadShows
) -> None:
    read = clipped(read_at(build, place - 50, 50, "x"), before, behind)
    (shown,) = breakpoint_reads(fetched(build, [read]), place, {}).shown
    assert (shown.shows, shown.clipped_before, shown.clipped_after) == (shows, before, behind)


def test_what_was_counted_for_the_junction_is_of_that_read_and_not_of_its_mate(
    build: Build, place: int
) -> None:
    first = clipped(read_at(build, place - 60, 60, "s"), behind=40)
    mate = read_at(build, place - 240, 60, "s", is_second=True)
    found = breakpoint_reads(fetched(build, [first, mate]), place, {("s", False): ReadShows.SPLIT})
    assert found.counts == {ReadShows.SPLIT: 1, ReadShows.PLAIN: 1}


def test_of_many_reads_those_at_the_breakpoint_come_first(build: Build, place: int) -> None:
    """80 reach it, or are clipped over it; of the 200 beside it none is drawn."""
    at = [read_at(build, place - 40, 100, f"at{i}") for i in range(40)]
    over = [clipped(read_at(build, place - 100, 100, f"over{i}"), behind=20) for i in range(40)]
    beside = [read_at(build, place - 240, 100, f"beside{i}") for i in range(200)]
    found = breakpoint_reads(fetched(build, at, over, beside), place, {})
    assert (found.total, len(found.shown)) == (280, MOST_READS)
    assert {r.start for r in found.shown} == {place - 40, place - 100}
    assert sum(found.counts.values()) == 280
    assert len(breakpoint_reads(fetched(build, at, over), place, {}, 30).shown) == 30


def test_which_reads_are_drawn_does_not_depend_on_what_they_show(build: Build, place: int) -> None:
    """Half of 200 reads at a breakpoint are clipped there: about half of those drawn are."""
    plain = [read_at(build, place - 60, 100, f"r{i}") for i in range(100)]
    over = [clipped(read_at(build, place - 60, 60, f"c{i}"), behind=40) for i in range(100)]
    found = breakpoint_reads(
        fetched(build, plain, over), place, {(f"c{i}", False): ReadShows.SPLIT for i in range(100)}
    )
    split = sum(r.shows is ReadShows.SPLIT for r in found.shown)
    assert 18 <= split <= 42  # three standard deviations of a fair choice
    again = breakpoint_reads(fetched(build, over, plain), place, {})
    assert {(r.start, r.end) for r in again.shown} == {(r.start, r.end) for r in found.shown}


@pytest.mark.parametrize(
    ("offset", "length", "drawn"),
    [(-100, 20, 0), (-100, 21, 1), (-249, 21, 1), (-290, 30, 0), (249, 21, 1), (250, 21, 0)],
)
def test_gaps_of_more_than_20_bases_in_the_window_are_drawn(
    build: Build, place: int, offset: int, length: int, drawn: int
) -> None:
    """A long read over all of the window, with one gap that begins at an offset."""
    start = place - 400
    before = place + offset - start
    cigar = ((0, before), (DELETED, length), (0, 900 - before))
    read = replace(read_at(build, start, 900, "long"), cigar=cigar, end=start + 899 + length)
    (shown,) = breakpoint_reads(fetched(build, [read]), place, {}).shown
    assert len(shown.gaps) == drawn


def test_nothing_is_drawn_where_no_read_is(build: Build, place: int) -> None:
    found = breakpoint_reads(fetched(build, []), place, {})
    assert (found.total, found.counts, found.shown) == (0, {}, ())
    assert set(found.depths) == {0.0}


# Piles over small variants


def test_a_pile_has_41_bases_with_counts_by_strand(build: Build) -> None:
    """c.36: 12 fragments with another base and 9 without; each base is counted on its strand."""
    exon = build.gene.exons[0]
    position = exon.start + 100
    span = Interval(position - 400, position + 400)
    changed = snv(build, position)
    found = variant_reads(
        fetched(
            build,
            pairs(copy_of(build, span, changed), "v", 12),
            pairs(copy_of(build, span), "r", 9),
        ),
        position,
        build.reference,
    )
    assert found.window == Interval(position - 20, position + 20)
    assert len(found.forward) == len(found.reverse) == 41
    middle = [strand[20] for strand in (found.forward, found.reverse)]
    assert {base for counts in middle for base in counts} == {changed.ref, changed.alt}
    for strand in (found.forward, found.reverse):
        assert all(set(counts) <= set("ACGT") for counts in strand)
    alt = sum(counts.get(changed.alt, 0) for counts in middle)
    drawn = sum(r.differences.get(position) == changed.alt for r in found.shown)
    assert alt == drawn or found.total > MOST_PILED
    assert len(found.shown) <= MOST_PILED


def test_lost_and_inserted_bases_have_their_signs(build: Build) -> None:
    position = build.gene.exons[0].start + 100
    span = Interval(position - 60, position + 60)
    ref = "".join(build.reference.base(p) for p in range(position, position + 3))
    lost = read_along(copy_of(build, span, Change(position, ref, ref[0])), "lost")
    more = read_along(
        copy_of(build, span, Change(position, ref[0], f"{ref[0]}TT")), "more", reverse=True
    )
    found = variant_reads(fetched(build, [lost, more]), position, build.reference)
    assert found.forward[21] == found.forward[22] == {"-": 1}
    assert found.forward[23].keys() == {build.reference.base(position + 3)}
    assert found.reverse[20] == {"+": 1, ref[0]: 1}


def test_nothing_differs_from_a_reference_that_is_not_known(build: Build) -> None:
    """Introns of the embedded reference are N: no base there is called different."""
    gene = build.gene
    unknown = next(p for p in range(gene.start, gene.end) if build.reference.base(p) == "N")
    read = read_along(copy_of(build, Interval(unknown - 60, unknown + 60)), "r")
    (shown,) = variant_reads(fetched(build, [read]), unknown, build.reference).shown
    assert unknown not in shown.differences


# Depth over the gene


def even(build: Build, depth: int) -> Reads:
    """A genome read evenly: so many reads of 1 kb, end to end over the window."""
    window = fetched(build, []).window
    reads: list[Read] = []
    for layer in range(depth):
        for number, start in enumerate(range(window.start, window.end, 1_000)):
            columns = copy_of(build, Interval(start, min(start + 999, window.end)))
            reads.append(read_along(columns, f"r{layer}.{number}"))
    return fetched(build, reads)


def ratios(*values: float | None) -> list[ExonRatio]:
    return [
        ExonRatio(n, value, 0.05, None, None, None, DepthBasis.REFERENCES, 20)
        for n, value in enumerate(values, 1)
    ]


def test_the_scale_of_the_depth_comes_from_exons_whose_ratio_is_known(build: Build) -> None:
    """Six reads deep; exon 1 has a ratio of 1.0, the others none: two copies give 6 reads."""
    reads = even(build, 6)
    found = gene_depth(reads, ratios(1.0, None, None, None, None, None), build.gene)
    assert found.two_copies == 6.0
    assert set(found.depths) == {6.0}
    assert len(found.depths) == len(parts_of(reads.window)) == 200
    thinned = replace(reads, share=0.5)
    assert gene_depth(thinned, ratios(1.0, *[None] * 5), build.gene).two_copies == 12.0


@pytest.mark.parametrize("told", [ratios(*[None] * 6), ratios(*[0.1] * 6), []])
def test_without_a_ratio_there_is_no_scale(build: Build, told: list[ExonRatio]) -> None:
    assert gene_depth(even(build, 2), told, build.gene).two_copies is None


def test_reads_at_targets_only_have_no_scale_between_them(build: Build) -> None:
    """An exome: the ratio of its exons says nothing of the bases beside them."""
    reads = [
        read_along(copy_of(build, Interval(e.start - 50, e.end + 50)), f"e{e.number}")
        for e in build.gene.exons
    ]
    assert gene_depth(fetched(build, reads), ratios(*[1.0] * 6), build.gene).two_copies is None


# A junction that no caller told


def test_a_proposed_junction_is_pictured_at_the_ends_that_reads_show(
    build: Build, place: int
) -> None:
    """Eight long reads leave 1,000 bases out; parents' reads stand below."""
    lost = Interval(place, place + 999)
    ref = "".join(native(build, p) for p in range(lost.start - 1, lost.end + 1))
    span = Interval(place - 3_000, place + 4_000)
    carrying = copy_of(build, span, Change(lost.start - 1, ref, ref[0]))
    own = fetched(build, long_reads(carrying, "own", 8, length=5_000))
    plain = fetched(build, long_reads(copy_of(build, span), "mum", 5, length=6_000))
    mother = replace(
        build.person(mother=[]).relatives[Role.MOTHER],
        reads=GivenReads(plain),  # type: ignore[arg-type]
    )
    person = replace(
        build.person(),
        reads=GivenReads(own),
        relatives={Role.MOTHER: mother},  # type: ignore[arg-type]
    )
    counts = JunctionCounts(0, 0, 8, 0, 4, 4, 8, 60.0)
    none = ReferenceCounts(0, 0)
    proposal = JunctionProposal(JunctionKind.DELETION, lost, counts, none, none, None)
    made = pictures_of(person, facts(build, [], ([], []), proposals=(proposal,)), build.reference)
    assert made is not None
    (picture,) = made.junctions
    assert (picture.event, picture.proposal) == ("", 0)
    assert [end.position for end in picture.ends] == [lost.start, lost.end + 1]
    for end in picture.ends:
        assert end.by_reads
        assert [one.who for one in end.people] == ["person", "mother"]
        assert [one.counts for one in end.people] == [{ReadShows.GAPPED: 8}, {ReadShows.PLAIN: 5}]
        assert {tuple(gap) for read in end.people[0].shown for gap in read.gaps} == {
            (lost.start, lost.end)
        }


def test_without_reads_there_are_no_values(build: Build) -> None:
    assert pictures_of(build.person(), facts(build, [], ([], [])), build.reference) is None
