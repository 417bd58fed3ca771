"""Junctions that nobody told, in reads whose truth is known (reads.md 4), on both assemblies."""

from __future__ import annotations

import pytest
from pysam import AlignedSegment, AlignmentHeader

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import kept
from osteo_annot.measured.reads.search import Told, proposed_junctions
from osteo_annot.measured.reads.witness import JunctionKind
from tests.drawn_reads import drawn_reads
from validation.junctions.ground import Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import EXOME, GENOME, LONG


@pytest.fixture
def at(assembly: Assembly) -> Ground:
    return ground(assembly)


def event_at(at: Ground, kind: Kind = Kind.DELETION, length: int = 2_000) -> Rearrangement:
    start = gene_model(at.assembly).start + 9_000
    return rearranged(at, kind, start, start + length - 1)


def proposed(at, event, copies=1, platform=GENOME, depth=30, told=()):
    carried = [event] * copies + [None] * (2 - copies)
    where = Interval(event.start, event.end)
    return proposed_junctions(drawn_reads(at, carried, platform, depth, around=where), told)


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_junction_of_each_kind_is_proposed_where_it_is(at, kind, copies):
    event = event_at(at, kind)
    (found,) = proposed(at, event, copies)
    assert found.kind == kind.value
    assert found.interval.start == pytest.approx(event.start, abs=2)
    assert found.interval.end == pytest.approx(event.end, abs=2)


@pytest.mark.parametrize("platform", [GENOME, LONG])
@pytest.mark.parametrize("length", [80, 400])
def test_short_deletions_are_proposed_too(at, platform, length):
    event = event_at(at, length=length)
    (found,) = proposed(at, event, platform=platform)
    assert found.interval == Interval(event.start, event.end)


@pytest.mark.parametrize("platform", [GENOME, LONG, EXOME])
def test_nothing_is_proposed_where_nothing_is(at, platform):
    assert proposed(at, event_at(at), 0, platform) == ()


def test_what_was_told_is_not_proposed_and_another_kind_is(at):
    event = event_at(at)
    where = Interval(event.start, event.end)
    assert proposed(at, event, told=[Told(JunctionKind.DELETION, where)]) == ()
    assert len(proposed(at, event, told=[Told(JunctionKind.DUPLICATION, where)])) == 1
    far = Interval(where.start + 10_000, where.end + 10_000)
    assert len(proposed(at, event, told=[Told(JunctionKind.DELETION, far)])) == 1


def test_below_fifty_bases_it_is_a_small_variant(at):
    assert proposed(at, event_at(at, length=40)) == ()


def test_a_few_foreign_fragments_propose_nothing(at):
    """Depth 3 over a deletion of one copy: fewer fragments than five show it."""
    assert proposed(at, event_at(at), depth=3) == ()


@pytest.mark.parametrize(("gap", "number"), [("N", 0), ("D", 1)])
def test_introns_of_rna_are_no_deletions(at, gap, number):
    """Spliced reads neither propose a deletion nor show one that was called."""
    exon, following = sorted(gene_model(at.assembly).exons, key=lambda e: e.start)[:2]
    intron = Interval(exon.end + 1, following.start - 1)
    head = AlignmentHeader.from_dict({"SQ": [{"SN": "chr6", "LN": 171_115_067}]})
    found = []
    for aside in range(40, 60):
        one = AlignedSegment(head)
        one.query_name, one.reference_id, one.mapping_quality = f"r{aside}", 0, 60
        one.reference_start = exon.end - aside
        one.cigarstring = f"{aside}M{len(intron)}{gap}{100 - aside}M"
        found.append(one)
    reads = kept(found, Interval(intron.start - 3_000, intron.end + 3_000))
    assert len(proposed_junctions(reads, ())) == number
    told = junction_witness(reads, JunctionKind.DELETION, intron, intron)
    assert (told.counts.fragments > 0) is (gap == "D")
