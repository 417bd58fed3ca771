"""Reads as values: what an alignment says of itself, and which are kept.

Expected values: SAM specification 1.6, section 1.4 (POS, CIGAR) and SAMtags (SA).
"""

from __future__ import annotations

import pytest
from pysam import AlignedSegment, AlignmentHeader

from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from osteo_annot.measured.reads.read import Part, aligned_blocks, cigar_of, gaps_of, read_of

HEADER = AlignmentHeader.from_dict(
    {"SQ": [{"SN": "6", "LN": 171_115_067}, {"SN": "7", "LN": 159_138_663}]}
)


def aligned(name: str = "r", start: int = 101, cigar: str = "10M", **fields) -> AlignedSegment:
    """An alignment on chromosome 6; ``start`` is 1-based."""
    one = AlignedSegment(HEADER)
    one.query_name = name
    one.flag = fields.pop("flag", 0)
    one.reference_id, one.reference_start = 0, start - 1
    one.mapping_quality = 60
    one.cigarstring = cigar
    one.query_sequence = fields.pop("bases", None)
    for tag, value in fields.items():
        one.set_tag(tag, value)
    return one


def test_positions_are_one_based_and_closed():
    read = read_of(aligned(start=101, cigar="3S4M2D5M1I2M"))
    assert (read.start, read.end) == (101, 113)
    assert gaps_of(read) == [(105, 106)]
    assert aligned_blocks(read) == [(101, 104, 3), (107, 111, 7), (112, 113, 13)]


def test_soft_clips_have_bases_and_hard_clips_none():
    read = read_of(aligned(cigar="2H3S4M2S", bases="aaaCGTACG"))
    assert (read.clipped_before, read.clipped_after) == (5, 2)
    assert (read.bases_before, read.bases_after) == ("", "CG")
    soft = read_of(aligned(cigar="3S4M", bases="aaaCGTA"))
    assert (soft.bases_before, soft.bases_after) == ("AAA", "")


def test_other_parts_on_the_contig_and_elsewhere():
    read = read_of(aligned(SA="6,201,-,5S5M,30,0;7,500,+,5M5S,60,0;"))
    assert read.parts == (Part(201, True, cigar_of("5S5M"), 30),)
    assert read.parts[0].end == 205
    assert read.parts_elsewhere == 1


@pytest.mark.parametrize("tag", ["6,201,-,5Z5M,30,0;", "6,x,-,5S5M,30,0;", "6,201"])
def test_a_part_that_is_not_readable_is_none_of_the_contig(tag):
    read = read_of(aligned(SA=tag))
    assert (read.parts, read.parts_elsewhere) == ((), 1)


def test_a_mate_counts_only_on_the_contig():
    one = aligned(flag=0x1 | 0x20)
    one.next_reference_id, one.next_reference_start = 0, 300
    assert read_of(one).mate is not None
    assert (read_of(one).mate.start, read_of(one).mate.is_reverse) == (301, True)
    one.next_reference_id = 1
    assert read_of(one).mate is None
    one.next_reference_id = 0
    one.flag = 0x1 | 0x8
    assert read_of(one).mate is None


@pytest.mark.parametrize(
    ("flag", "out"),
    [(0x400, True), (0x100, True), (0x200, True), (0x4, True), (0x800, False), (0x10, False)],
)
def test_which_alignments_are_left_out(flag, out):
    assert bool(flag & LEFT_OUT_FLAGS) is out


def test_reads_that_overlap_a_place():
    """Also a long one that begins far before it."""
    long, near, behind = (
        read_of(aligned("long", 1, "1000M")),
        read_of(aligned("near", 500, "10M")),
        read_of(aligned("behind", 510, "10M")),
    )
    reads = Reads(Interval(1, 2000), (long, near, behind))
    assert [r.name for r in reads.overlapping(505, 509)] == ["long", "near"]
    assert [r.name for r in reads.overlapping(509, 510)] == ["long", "near", "behind"]
    assert [r.name for r in reads.overlapping(1001, 2000)] == []


def test_very_deep_samples_are_thinned_by_fragment():
    """At most 600 bases of 2,000: pairs stay or go together, and order does not matter."""
    alignments = [aligned(f"f{n}", 100 + n + m, "10M") for n in range(100) for m in (0, 50)]
    reads = kept(alignments, Interval(1, 2000), most=600)
    assert sum(r.end - r.start + 1 for r in reads.reads) <= 600
    names = [r.name for r in reads.reads]
    assert all(names.count(name) == 2 for name in names)
    assert reads.share in {1 / 4, 1 / 8}
    assert kept(reversed(alignments), Interval(1, 2000), most=600) == reads


def test_others_are_kept_whole():
    alignments = [aligned(f"f{n}", 100 + n, "10M") for n in range(60)]
    reads = kept(alignments, Interval(1, 2000), most=600)
    assert (len(reads.reads), reads.share) == (60, 1.0)


@pytest.mark.parametrize(("gap", "number"), [("N", 0), ("D", 60)])
def test_spliced_reads_are_of_rna_and_no_witness(gap, number):
    """An N is an intron, a D is a deletion: the same gap of DNA is kept."""
    alignments = [aligned(f"f{n}", 100 + n, f"10M500{gap}10M") for n in range(60)]
    assert len(kept(alignments, Interval(1, 2000)).reads) == number
