"""The simulator of reads: depth by copies, breakpoints, and files that are what they should be.

Depths are counted by ``pysam.count_coverage``, not by the product; expected depths are the assay's
depth times half the copies.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import correlation, fmean, stdev

import pysam
import pytest

from osteo_annot.intake.depth.profile import profile_of_depths, windows
from osteo_annot.intake.depth.read_depth import read_depth
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from validation.assays import EXOME, GENOME, Assay, pieces
from validation.reads import BEYOND, SampleTruth, Stretch, depths_of, stretches, write_bam

pytestmark = pytest.mark.slow

GENE = gene_model(Assembly.GRCH38)
EXON = {exon.number: exon for exon in GENE.exons}
quiet = partial(replace, target_noise=0.0, sample_noise=0.0)
DEEP_EXOME = quiet(EXOME, mean_depth=600.0)
DEEP_GENOME = quiet(GENOME, mean_depth=600.0, controls=(100, 200), duplicates=0.25, mapq0=0.2)
"""Near controls only, so that much depth takes few reads; many reads that do not count."""


def depths(path: Path, start: int, end: int, contig: str = "chr6") -> list[int]:
    """Reads over each base (1-based, closed) that are no duplicates and map with confidence."""
    with pysam.AlignmentFile(str(path)) as handle:
        counts = handle.count_coverage(
            contig,
            start - 1,
            end,
            quality_threshold=0,
            read_callback=lambda r: r.mapping_quality > 0 and not r.is_duplicate,
        )
    return [sum(bases) for bases in zip(*counts, strict=True)]


def reads_of(path: Path) -> list[pysam.AlignedSegment]:
    with pysam.AlignmentFile(str(path)) as handle:
        return list(handle)


@pytest.mark.parametrize("assay", [DEEP_EXOME, DEEP_GENOME], ids=lambda a: a.name)
@pytest.mark.parametrize(
    ("assembly", "copies"),
    [
        (Assembly.GRCH37, {1: 1, 2: 0, 3: 3, 4: 2, 5: 1, 6: 2}),
        (Assembly.GRCH38, {1: 3, 2: 2, 3: 1, 4: 0, 5: 4, 6: 3}),
    ],
)
def test_depth_follows_copies(
    tmp_path: Path, assay: Assay, assembly: Assembly, copies: dict[int, int]
) -> None:
    path = write_bam(tmp_path / "x.bam", SampleTruth("x", copies), assay, assembly, 3)
    gene = gene_model(assembly)
    for exon in gene.exons:
        start, end = gene.coding_part(exon) or (0, 0)
        bases = end - start + 1
        full = assay.mean_depth * (assay.first_exon if exon.number == 1 else 1.0)
        expected = full * copies.get(exon.number, 2) / 2
        # A Poisson number of fragments; each adds to the sum at most both its reads.
        most = 2 * min(assay.read_length, bases)
        allowed = 3 * math.sqrt(expected * most / bases)
        assert abs(fmean(depths(path, start, end)) - expected) <= allowed
        if exon.number > 1:
            assert allowed < full / 4  # no other number of copies would pass


@pytest.mark.parametrize(
    "assay", [EXOME, replace(GENOME, controls=(100, 200))], ids=lambda a: a.name
)
def test_first_exon_reads_poorly(tmp_path: Path, assay: Assay) -> None:
    plain = quiet(assay, mean_depth=250.0)
    first, second = (GENE.coding_part(EXON[number]) or (0, 0) for number in (1, 2))
    found: dict[float, tuple[float, float]] = {}
    for factor in (assay.first_exon, 1.0):
        assay = replace(plain, first_exon=factor)
        path = write_bam(tmp_path / f"{factor}.bam", SampleTruth("x"), assay, GENE.assembly, 1)
        found[factor] = (fmean(depths(path, *first)), fmean(depths(path, *second)))
    low, usual = found.values()
    assert usual == pytest.approx((250, 250), rel=0.15)
    assert low == pytest.approx((250 * plain.first_exon, 250), rel=0.15)


@pytest.mark.parametrize(
    ("copies", "low", "high"),
    [
        ({3: 1}, (EXON[4].end + 1, EXON[3].start), (EXON[3].end, EXON[2].start - 1)),
        (
            {2: 3, 3: 3, 4: 3},
            (EXON[5].end + 1, EXON[4].start),
            (EXON[2].end, EXON[1].start - 1),
        ),
        ({1: 1}, (EXON[2].end + 1, EXON[1].start), (GENE.end, GENE.end + BEYOND)),
        ({6: 0}, (GENE.start - BEYOND, GENE.start), (EXON[6].end, EXON[5].start - 1)),
        (
            dict.fromkeys(range(1, 7), 1),
            (GENE.start - BEYOND, GENE.start),
            (GENE.end, GENE.end + BEYOND),
        ),
    ],
)
def test_run_of_exons_reaches_evenly_into_what_flanks_it(
    copies: dict[int, int], low: tuple[int, int], high: tuple[int, int]
) -> None:
    starts, ends = [], []
    for seed in range(300):
        before, changed, after = stretches(SampleTruth("x", copies), GENE.assembly, seed)
        assert (before.start, before.copies, after.copies) == (1, 2, 2)
        assert (before.end + 1, after.start - 1) == (changed.start, changed.end)
        assert changed.copies == next(iter(copies.values()))
        starts.append(changed.start)
        ends.append(changed.end)
    for drawn, (first, last) in ((starts, low), (ends, high)):
        assert first <= min(drawn) <= max(drawn) <= last
        # The mean of 300 even draws lies within 4 standard errors of the middle.
        assert fmean(drawn) == pytest.approx((first + last) / 2, abs=(last - first) / 15)
        assert max(drawn) - min(drawn) > 0.95 * (last - first)


def test_neighbouring_exons_of_other_copies_change_once() -> None:
    one, none = stretches(SampleTruth("x", {2: 1, 3: 0}), GENE.assembly, 1)[2:0:-1]
    assert (one.copies, none.copies, none.end + 1) == (1, 0, one.start)
    assert EXON[3].end <= none.end < EXON[2].start


def test_person_without_a_change_has_two_copies_throughout() -> None:
    whole = (Stretch(1, LOCUS.lengths[GENE.assembly], 2),)
    assert stretches(SampleTruth("x", {4: 2}), GENE.assembly, 1) == whole


def test_depth_changes_at_the_breakpoint(tmp_path: Path) -> None:
    truth = SampleTruth("x", {2: 0, 3: 0})
    _, lost, _ = stretches(truth, GENE.assembly, 5)
    path = write_bam(tmp_path / "x.bam", truth, DEEP_GENOME, GENE.assembly, 5)
    assert set(depths(path, lost.start, lost.end)) == {0}
    for start, end in ((lost.start - 200, lost.start - 1), (lost.end + 1, lost.end + 200)):
        assert fmean(depths(path, start, end)) == pytest.approx(600, rel=0.2)
    clipped = [read for read in reads_of(path) if "S" in read.cigarstring]
    ends = {lost.start - 1, lost.end}
    assert clipped
    assert all({read.reference_start, read.reference_end} & ends for read in clipped)


def test_one_lost_copy_halves_the_intron_up_to_the_breakpoint(tmp_path: Path) -> None:
    truth = SampleTruth("x", {3: 1})
    _, lost, _ = stretches(truth, GENE.assembly, 5)
    path = write_bam(tmp_path / "x.bam", truth, DEEP_GENOME, GENE.assembly, 5)
    inside = fmean(depths(path, lost.start, EXON[3].start - 1))
    assert inside == pytest.approx(300, rel=0.15)
    assert fmean(depths(path, lost.start - 300, lost.start - 1)) == pytest.approx(600, rel=0.15)


def test_same_seed_gives_same_bytes(tmp_path: Path) -> None:
    def written(file: str, name: str, seed: int) -> tuple[bytes, bytes]:
        truth = SampleTruth(name, {5: 1})
        path = write_bam(tmp_path / file, truth, EXOME, Assembly.GRCH37, seed)
        return path.read_bytes(), Path(f"{path}.bai").read_bytes()

    one = written("a.bam", "x", 1)
    assert written("b.bam", "x", 1) == one
    assert written("c.bam", "x", 2) != one
    places = [[r.pos for r in reads_of(tmp_path / f)] for f in ("a.bam", "c.bam")]
    written("d.bam", "y", 1)
    assert places[0] != places[1]
    assert places[0] != [r.pos for r in reads_of(tmp_path / "d.bam")]


@pytest.mark.parametrize(
    ("assay", "assembly", "contig"),
    [
        (EXOME, Assembly.GRCH37, "6"),
        (EXOME, Assembly.GRCH38, "chr6"),
        (GENOME, Assembly.GRCH37, "6"),
        (GENOME, Assembly.GRCH38, "NC_000006.12"),
    ],
)
def test_product_reads_the_file(
    tmp_path: Path, assay: Assay, assembly: Assembly, contig: str
) -> None:
    truth = SampleTruth("child", {4: 0})
    path = write_bam(tmp_path / "x.bam", truth, assay, assembly, 1, contig=contig)
    (coverage,) = read_depth(path, assembly, None)
    assert coverage.sample == "child"
    assert coverage.profile is not None
    assert coverage.profile.is_even is (assay is GENOME)
    for depth, exon in zip(coverage.profile.exons, gene_model(assembly).exons, strict=True):
        counted = depths(path, *(gene_model(assembly).coding_part(exon) or (0, 0)), contig)
        assert depth == pytest.approx(fmean(counted))
        assert (depth == 0) is (exon.number == 4)


def test_reads_are_pairs_sorted_and_flagged(tmp_path: Path) -> None:
    truth = SampleTruth("x", {3: 1})
    path = write_bam(tmp_path / "x.bam", truth, EXOME, GENE.assembly, 1)
    reads = reads_of(path)
    assert [r.pos for r in reads] == sorted(r.pos for r in reads)
    pairs = defaultdict(list)
    for read in reads:
        pairs[read.query_name].append(read)
    assert {len(pair) for pair in pairs.values()} <= {1, 2}
    for pair in pairs.values():
        if len(pair) == 1:
            assert pair[0].mate_is_unmapped
            continue
        left, right = sorted(pair, key=lambda r: r.is_reverse)
        assert left.is_read1 != right.is_read1
        assert (left.is_reverse, right.is_reverse) == (False, True)
        assert (left.mate_is_reverse, right.mate_is_reverse) == (True, False)
        assert left.is_proper_pair
        assert (left.next_reference_start, right.next_reference_start) == (right.pos, left.pos)
        assert left.template_length == right.reference_end - left.pos == -right.template_length
        assert left.is_duplicate == right.is_duplicate
    for share, found in (
        (EXOME.duplicates, [pair[0].is_duplicate for pair in pairs.values()]),
        (EXOME.mapq0, [pair[0].mapping_quality == 0 for pair in pairs.values()]),
    ):
        error = math.sqrt(share * (1 - share) / len(found))
        assert fmean(found) == pytest.approx(share, abs=5 * error)
    assert {r.mapping_quality for r in reads} == {0, 60}
    assert {r.get_tag("RG") for r in reads} == {"x"}


def test_reads_of_an_exome_lie_at_targets(tmp_path: Path) -> None:
    path = write_bam(tmp_path / "x.bam", SampleTruth("x"), EXOME, GENE.assembly, 1)
    targets = pieces(EXOME, GENE.assembly)
    assert len(targets) == 126
    coding = [GENE.coding_part(e) or (0, 0) for e in GENE.exons]
    assert {(s - 50, e + 50) for s, e in coding} <= {(t.start, t.end) for t in targets}
    near, far = EXOME.controls
    for target in targets:
        away = max(GENE.start - target.end, target.start - GENE.end)
        if away > 0:
            assert near < away < far
            assert 100 <= target.end - target.start + 1 <= 300
    for read in reads_of(path):
        start = min(read.pos, read.next_reference_start)
        assert any(t.start <= start + abs(read.template_length) and start < t.end for t in targets)


@pytest.mark.parametrize("assay", [EXOME, GENOME], ids=lambda a: a.name)
def test_bias_follows_from_the_name_of_the_assay(assay: Assay) -> None:
    usual = pieces(assay, GENE.assembly)
    pieces.cache_clear()
    assert pieces(assay, GENE.assembly) == usual
    assert pieces(replace(assay, mean_depth=9.0), GENE.assembly) == usual
    assert pieces(replace(assay, name="another"), GENE.assembly) != usual


def log_depths(path: Path, assay: Assay) -> list[float]:
    targets = [t for t in pieces(assay, GENE.assembly) if t.end < GENE.start or t.start > GENE.end]
    return [math.log(fmean(depths(path, t.start, t.end))) for t in targets]


@pytest.mark.parametrize("of_assay", [True, False])
def test_bias_is_of_the_assay_and_noise_of_the_sample(tmp_path: Path, of_assay: bool) -> None:
    noise = (0.3, 0.0) if of_assay else (0.0, 0.3)
    assay = replace(EXOME, target_noise=noise[0], sample_noise=noise[1])
    one, other = (
        log_depths(
            write_bam(tmp_path / f"{name}.bam", SampleTruth(name), assay, GENE.assembly, 1), assay
        )
        for name in ("x", "y")
    )
    # 120 targets: a standard error of 0.02 of the deviation, of 0.09 of no correlation.
    assert stdev(one) == pytest.approx(0.3, abs=0.08)
    assert (correlation(one, other) > 0.85) is of_assay
    assert (abs(correlation(one, other)) < 0.35) is not of_assay


@pytest.mark.parametrize("copies", [{1: 5}, {1: -1}, {0: 1}, {7: 1}])
def test_other_exons_and_copies_are_refused(copies: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="exons are 1 to 6 and copies 0 to 4"):
        SampleTruth("x", copies)


@pytest.mark.parametrize("contig", ["chr7", "NC_000006.11"])
def test_contig_must_be_chromosome_6_of_the_assembly(tmp_path: Path, contig: str) -> None:
    with pytest.raises(ValueError, match="is not chromosome 6"):
        write_bam(tmp_path / "x.bam", SampleTruth("x"), EXOME, Assembly.GRCH38, 1, contig=contig)


@pytest.mark.parametrize(
    ("assay", "truth"),
    [
        (replace(EXOME, off_target=0.02, failure=0.1, batch_noise=0.1), SampleTruth("a", {2: 1})),
        (replace(GENOME, controls=(100, 2_000)), SampleTruth("b", {3: 0}, foreign=0.3)),
        (replace(GENOME, controls=(100, 2_000)), SampleTruth("c", {4: 1}, around=1)),
    ],
)
def test_depths_are_those_of_the_file(tmp_path: Path, assay: Assay, truth: SampleTruth) -> None:
    """Counted without writing the reads, base for base as the product reads the BAM."""
    span = windows(Assembly.GRCH38).span
    depths = depths_of(truth, assay, Assembly.GRCH38, 1, span.start, span.end)
    (coverage,) = read_depth(
        write_bam(tmp_path / "x.bam", truth, assay, Assembly.GRCH38, 1), Assembly.GRCH38, None
    )
    made = profile_of_depths("", "", span.start, depths, Assembly.GRCH38)
    read = coverage.profile
    assert read is not None
    assert (made.exons, made.flanks, made.controls) == (read.exons, read.flanks, read.controls)


def test_foreign_reads_and_a_loss_around_the_gene() -> None:
    """A loss of both copies with a fifth of foreign reads has a fifth of the depth; half around."""
    assay = quiet(GENOME, mean_depth=400.0, controls=(100, 1_000))
    exon = EXON[3]
    place = (exon.start, exon.end)

    def mean(truth: SampleTruth, start: int, end: int) -> float:
        return fmean(depths_of(truth, assay, Assembly.GRCH38, 3, start, end))

    usual = mean(SampleTruth("n"), *place)
    mixed = mean(SampleTruth("m", {3: 0}, foreign=0.2), *place)
    assert mixed / usual == pytest.approx(0.2, abs=0.03)
    half = mean(SampleTruth("h", dict.fromkeys(range(1, 7), 1), around=1), *place)
    assert half / usual == pytest.approx(0.5, abs=0.05)


def test_reads_beside_the_targets() -> None:
    """Of 100 reads over a base of a target, 5 % beside it."""
    thin = quiet(EXOME, off_target=0.05)
    windows_beside = [p for p in pieces(thin, Assembly.GRCH38) if not p.is_target]
    assert len(windows_beside) > 900
    start = windows_beside[20].start
    depths = depths_of(SampleTruth("n"), thin, Assembly.GRCH38, 2, start, start + 19_999)
    assert sorted(depths)[len(depths) // 2] == pytest.approx(5.0, abs=2.0)
