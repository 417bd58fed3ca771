"""The simulator of reads over junctions: what it draws is what it says it drew.

Expected alignments follow from the scores of bwa mem (Li 2013, arXiv:1303.3997, and its manual:
match 1, mismatch 4, gap 6 and 1, clipping 5, least score 30) and the SAM specification (flags, SA).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pysam
import pytest

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import embedded_reference, reverse_complement
from validation.junctions.aligner import BWA, MINIMAP2, alignments
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
    write_reads,
)
from validation.junctions.loci import Genotype, drawn, read_span, sam, targets

START, END = 5_000, 7_000
"""First and last base of the usual event, counted from the beginning of the gene."""
MARGIN = 2_000


@pytest.fixture
def at(assembly: Assembly) -> Ground:
    return ground(assembly)


def event_at(at: Ground, kind: Kind = Kind.DELETION, inserted: str = "") -> Rearrangement:
    gene = gene_model(at.assembly)
    return rearranged(at, kind, gene.start + START, gene.start + END, inserted)


def around(event: Rearrangement) -> tuple[int, int]:
    return event.start - MARGIN, event.end + MARGIN


def written(
    folder: Path, at: Ground, copies: list[Copy], platform: Platform, depth: int = 30, **of: float
) -> list[pysam.AlignedSegment]:
    library = replace(Library(platform, depth, duplicates=0, mapq0=0), **of)
    pieces = fragments(copies, library, np.random.default_rng(1), targets=targets(at))
    found = lines(at, pieces, library, Random(1), "chr6", "s")
    path = write_reads(folder / "x.bam", header(at, "chr6", "s"), found)
    with pysam.AlignmentFile(str(path)) as handle:
        return list(handle)


def read_over(at: Ground, copy: Copy, before: int, length: int = 150) -> list[str]:
    """Place and CIGAR of a read with so many bases before the first junction of a copy."""
    low = copy.blocks[0].length - before
    bases = copy.bases[low : low + length]
    found = alignments(at, bases, copy.overlapped(low, low + length), BWA)
    return [a.cigar() for a in found]


def test_ground_is_the_embedded_reference_where_that_knows_a_base(at: Ground) -> None:
    known = embedded_reference(at.assembly)
    gene = gene_model(at.assembly)
    pairs = zip(
        known.fetch(gene.locus_start, gene.locus_end),
        at.fetch(gene.locus_start, gene.locus_end),
        strict=True,
    )
    assert all(one in {other, "N"} for one, other in pairs)
    assert set(at.bases) == set("ACGT")


def test_both_assemblies_have_the_same_bases() -> None:
    assert ground(Assembly.GRCH37).bases == ground(Assembly.GRCH38).bases


@pytest.mark.parametrize("kind", [Kind.DELETION, Kind.DUPLICATION])
@pytest.mark.parametrize("number", range(12))
def test_an_event_stands_leftmost_and_its_homology_is_all_there_is(
    at: Ground, kind: Kind, number: int
) -> None:
    """VCF specification, left-alignment: shifted by each base of homology the copy is the same."""
    rng = Random(number)
    start = at.start + 20_000 + rng.randrange(60_000)
    event = rearranged(at, kind, start, start + rng.randrange(50, 3_000))
    span = (event.start - 500, event.end + 500)

    def shifted(by: int) -> str:
        moved = Rearrangement(kind, event.start + by, event.end + by)
        return Copy(at, *span, moved).bases

    usual = shifted(0)
    assert all(shifted(by) == usual for by in range(event.homology + 1))
    assert shifted(-1) != usual != shifted(event.homology + 1)


@pytest.mark.parametrize("kind", [Kind.DELETION, Kind.DUPLICATION])
@pytest.mark.parametrize("number", range(8))
def test_inserted_bases_that_equal_a_side_belong_to_it(at: Ground, kind: Kind, number: int) -> None:
    rng = Random(number)
    start, inserted = at.start + 30_000 + 997 * number, "".join(rng.choices("AC", k=3))
    written_so = Rearrangement(kind, start, start + 600, inserted)
    event = rearranged(at, kind, start, start + 600, inserted)
    span = (start - 500, start + 1_200)
    assert Copy(at, *span, event).bases == Copy(at, *span, written_so).bases
    if event.inserted:
        left, right = (
            (event.start - 1, event.end + 1) if kind is Kind.DELETION else (event.end, event.start)
        )
        assert event.inserted[0] != at.fetch(left + 1, left + 1)
        assert event.inserted[-1] != at.fetch(right - 1, right - 1)


def test_copies_hold_what_happened(at: Ground) -> None:
    event = event_at(at, inserted="")
    whole = at.fetch(*around(event))
    lost = at.fetch(event.start, event.end)
    before, after = whole[:MARGIN], whole[-MARGIN:]
    made = {kind: Copy(at, *around(event), replace(event, kind=kind)).bases for kind in Kind}
    assert made[Kind.DELETION] == before + after
    assert made[Kind.DUPLICATION] == before + lost + lost + after
    assert made[Kind.INVERSION] == before + reverse_complement(lost) + after


def test_an_event_that_is_not_inside_is_refused(at: Ground) -> None:
    event = event_at(at)
    with pytest.raises(ValueError, match="does not lie inside"):
        Copy(at, event.start, event.end + 100, event)


def test_small_changes_of_a_copy(at: Ground) -> None:
    """A substitution, a deletion and an insertion as a VCF writes them."""
    start = gene_model(at.assembly).start
    bases = at.fetch(start, start + 99)
    changed = "A" if bases[10] != "A" else "C"
    small = [
        (start + 10, bases[10], changed),
        (start + 30, bases[30:33], bases[30]),
        (start + 60, bases[60], bases[60] + "GATC"),
    ]
    expected = bases[:10] + changed + bases[11:31] + bases[33:61] + "GATC" + bases[61:]
    assert Copy(at, start, start + 99, small=small).bases == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        # 150 bases, of which so many lie before the junction; 30 bases make an alignment.
        (20, ["20S130M"]),
        (40, ["40S110M", "40M110S"]),
        (75, ["75M75S", "75S75M"]),
        (110, ["110M40S", "110S40M"]),
        (130, ["130M20S"]),
    ],
)
def test_clips_and_split_reads(before: int, expected: list[str]) -> None:
    """A junction at which both sides share no base."""
    at = ground(Assembly.GRCH38)
    event = next(e for e in deletions(at) if not _shares(at, e))
    assert read_over(at, Copy(at, *around(event), event), before) == expected


def deletions(at: Ground) -> Iterator[Rearrangement]:
    """Deletions with other and other last bases."""
    first = at.start + 40_000
    return (rearranged(at, Kind.DELETION, first, first + 2_000 + n) for n in range(3_000))


def _shares(at: Ground, event: Rearrangement) -> bool:
    """Whether a base on either side of the junction goes on as the other side does."""
    same = at.fetch(event.start - 1, event.start - 1) == at.fetch(event.end, event.end)
    return bool(event.homology) or same


def test_an_alignment_runs_on_over_what_both_sides_share(at: Ground) -> None:
    event = next(e for e in deletions(at) if e.homology >= 4)
    copy = Copy(at, *around(event), event)
    longest, shorter = sorted(
        read_over(at, copy, 60), key=lambda c: int(c.split("S")[0].split("M")[0])
    )
    # 60 bases before it and the shared ones; 90 behind it, and nothing shared before it.
    assert {longest, shorter} == {f"{60 + event.homology}M{90 - event.homology}S", "60S90M"}


def test_a_small_loss_stands_in_the_cigar_where_both_sides_are_long(at: Ground) -> None:
    event = rearranged(at, Kind.DELETION, at.start + 40_000, at.start + 40_029)
    copy = Copy(at, *around(event), event)
    assert [c for c in read_over(at, copy, 75) if "30D" in c] == read_over(at, copy, 75)
    # 20 bases behind it do not pay for the gap of 6 + 30.
    assert "D" not in read_over(at, copy, 130)[0]


def test_a_long_read_leaves_a_loss_out(at: Ground) -> None:
    event = event_at(at)
    copy = Copy(at, event.start - 6_000, event.end + 6_000, event)
    bases = copy.bases[3_000:9_000]
    (one,) = alignments(at, bases, copy.overlapped(3_000, 9_000), MINIMAP2)
    lost = event.end - event.start + 1
    assert one.cigar() == f"3000M{lost}D3000M"
    assert one.position == event.start - 3_000


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("platform", [GENOME, LONG], ids=lambda p: p.name)
def test_every_alignment_is_true_to_copy_and_reference(
    tmp_path: Path, at: Ground, kind: Kind, platform: Platform
) -> None:
    """Aligned bases are those of the reference, but for errors and ends left unclipped."""
    event = event_at(at, kind, "GATTACA")
    copies = [Copy(at, *around(event), event), Copy(at, *around(event))]
    reads = written(tmp_path, at, copies, platform)
    by_name = defaultdict(list)
    for read in reads:
        by_name[read.query_name].append(read)
        pairs = read.get_aligned_pairs(matches_only=True)
        bases = read.query_sequence
        same = sum(bases[q] == at.bases[r + 1 - at.start] for q, r in pairs)
        assert same >= 0.96 * len(pairs)
    assert any(len(parts) > 2 - (platform is LONG) for parts in by_name.values())
    for parts in by_name.values():
        _judge_parts(parts)


def _judge_parts(parts: list[pysam.AlignedSegment]) -> None:
    """Split parts name each other, and reads of a pair their mates (SAM specification)."""
    main = {r.is_read2: r for r in parts if not r.is_supplementary}
    for read in parts:
        others = [r for r in parts if r.is_read2 == read.is_read2 and r is not read]
        told = [p.split(",") for p in read.get_tag("SA").split(";") if p] if others else []
        assert {(int(p[1]), p[2]) for p in told} == {
            (r.reference_start + 1, "-" if r.is_reverse else "+") for r in others
        }
        assert read.is_supplementary == (read is not main[read.is_read2])
        if read.is_paired:
            mate = main[not read.is_read2]
            assert read.next_reference_start == mate.reference_start
            assert read.mate_is_reverse == mate.is_reverse
    if len(main) == 2:
        assert main[False].template_length == -main[True].template_length
        assert main[False].is_proper_pair == main[True].is_proper_pair


@pytest.mark.parametrize(("lost", "share"), [(0, 1.0), (1, 0.5), (2, 0.0)])
def test_depth_follows_the_copies(tmp_path: Path, at: Ground, lost: int, share: float) -> None:
    event = event_at(at)
    copies = [Copy(at, *around(event), event if n < lost else None) for n in range(2)]
    reads = written(tmp_path, at, copies, GENOME, 200)
    inside = [r for r in reads if event.start + 200 <= r.reference_start + 75 <= event.end - 200]
    expected = 200 * share * (event.end - event.start - 399) / 150
    assert len(inside) == pytest.approx(expected, rel=0.1)


def test_pairs_over_a_deletion_are_far_apart(tmp_path: Path, at: Ground) -> None:
    event = event_at(at)
    copies = [Copy(at, *around(event), event)] * 2
    reads = [r for r in written(tmp_path, at, copies, GENOME, 90) if r.cigarstring == "150M"]
    left = [r for r in reads if r.reference_end < event.start]
    over = [r for r in left if r.next_reference_start > event.end]
    assert len(over) > 10
    lost = event.end - event.start + 1
    for read in over:
        assert not read.is_proper_pair
        assert 0 < read.template_length - lost < 400 + 5 * 100
    assert all(r.is_proper_pair for r in reads if abs(r.template_length) < lost)


@pytest.mark.parametrize(
    ("kind", "faces"), [(Kind.DUPLICATION, (True, False)), (Kind.INVERSION, (False, False))]
)
def test_pairs_over_other_junctions_face_otherwise(
    tmp_path: Path, at: Ground, kind: Kind, faces: tuple[bool, bool]
) -> None:
    """Everted at a tandem duplication, both on one strand at an inversion."""
    event = event_at(at, kind)
    reads = written(tmp_path, at, [Copy(at, *around(event), event)] * 2, GENOME)
    far = {
        (r.is_reverse, r.mate_is_reverse)
        for r in reads
        if r.cigarstring == "150M" and not r.is_proper_pair and r.template_length > 1_000
    }
    assert faces in far
    assert (False, True) not in far


def test_an_exome_is_read_at_its_targets(tmp_path: Path, at: Ground) -> None:
    gene = gene_model(at.assembly)
    copies = [Copy(at, gene.start - 1_000, gene.end + 1_000)] * 2
    reads = written(tmp_path, at, copies, EXOME, 40)
    for read in reads:
        ends = sorted((read.reference_start + 1, read.reference_start + read.template_length))
        if read.template_length > 0:
            assert any(ends[0] <= t.end and t.start <= ends[1] for t in targets(at))
    for target in targets(at):
        assert any(r.reference_start < target.start < r.reference_end for r in reads)


def test_another_persons_reads_have_their_share(tmp_path: Path, at: Ground) -> None:
    """Of 400 reads over a base that both copies lost, the tenth that is another person's."""
    event = event_at(at)
    library = Library(GENOME, 400, duplicates=0, mapq0=0, foreign=0.1)
    own, foreign = Copy(at, *around(event), event), Copy(at, *around(event))
    pieces = fragments([own] * 2, library, np.random.default_rng(2), foreign=[foreign] * 2)
    found = lines(at, pieces, library, Random(2), "chr6", "s")
    middle = (event.start + event.end) // 2
    over = sum(place <= middle < place + 150 for place, _ in found)
    assert over == pytest.approx(40, abs=20)


@pytest.mark.parametrize("number", range(40))
def test_a_drawn_person_is_as_the_truth_says(number: int) -> None:
    """The bases at the junction of the claimed event stand in so many copies."""
    at = ground(Assembly.GRCH38)
    locus = drawn(at, number, 1, ("genome", "exome", "long"))
    event = locus.event
    assert locus.outer.start <= event.start
    assert event.end <= locus.outer.end
    assert (locus.other is not None) >= (locus.genotype is Genotype.COMPOUND)
    if locus.other is not None and locus.genotype is Genotype.COMPOUND:
        shared = min(event.end, locus.other.end) - max(event.start, locus.other.start)
        assert shared > 0
        assert (event.start, event.end) != (locus.other.start, locus.other.end)
    assert sam(at, locus) == sam(at, drawn(at, number, 1, ("genome", "exome", "long")))


def test_same_seed_gives_same_bytes(tmp_path: Path) -> None:
    at = ground(Assembly.GRCH38)
    locus = drawn(at, 3, 1, ("genome",))
    head = header(at, "chr6", "s")
    one, other = (write_reads(tmp_path / f"{n}.bam", head, sam(at, locus)) for n in "ab")
    assert one.read_bytes() == other.read_bytes()
    start, end = read_span(at, locus)
    with pysam.AlignmentFile(str(one)) as handle:
        assert all(start <= r.reference_start + 1 <= end for r in handle)
