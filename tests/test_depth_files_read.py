"""What a file of depth may be taken for: this, and just not this (earned claims 10).

Files are written as mosdepth, bedtools and home-made scripts write them; BED is 0-based half-open.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind, read_coverage
from osteo_annot.intake.depth.profile import FarBasis, windows
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from tests.depth_files import per_base
from tests.vcf_builder import Vcf

Line = tuple[int, int, str]
"""First and last base (1-based, closed), and the depth as written."""


def written(path: Path, lines: Sequence[Line]) -> Path:
    path.write_text("".join(f"chr6\t{a - 1}\t{b}\t{depth}\n" for a, b, depth in lines))
    return path


def exon_lines(assembly: Assembly, text: str, pad: int = 0) -> list[Line]:
    """One line over each exon."""
    return sorted((w.start - pad, w.end + pad, text) for w in windows(assembly).exons)


def tiled(assembly: Assembly, size: int, text: str, *, shift: int = 0) -> list[Line]:
    """Regions of one length over all that is read."""
    span = windows(assembly).span
    first = span.start - shift
    return [(s, s + size - 1, text) for s in range(first, span.end + 1, size)]


def single_bases(assembly: Assembly, depth: int = 30) -> list[Line]:
    """Runs of a few bases over the exons, as depth per base has them."""
    lines: list[Line] = []
    for window in sorted(windows(assembly).exons, key=lambda w: w.start):
        place, step = window.start - 50, 0
        while place <= window.end + 50:
            length = 3 + step % 5
            lines.append((place, place + length - 1, str(depth + step % 3)))
            place, step = place + length, step + 1
    return lines


def read(tmp_path: Path, lines: Sequence[Line], assembly: Assembly) -> Coverage:
    return read_coverage(written(tmp_path / "x.bed", lines), assembly)


# --- depth per base, or of regions ------------------------------------------------------------


def test_runs_of_few_bases_are_depth_per_base(tmp_path: Path, assembly: Assembly) -> None:
    coverage = read(tmp_path, single_bases(assembly), assembly)
    assert coverage.kind is CoverageKind.PER_BASE
    assert coverage.intervals


def test_one_whole_number_for_each_target_is_a_count_or_a_mean(
    tmp_path: Path, assembly: Assembly
) -> None:
    """A count of reads or a rounded mean: no base is said to be callable by it."""
    coverage = read(tmp_path, exon_lines(assembly, "240", pad=20), assembly)
    assert coverage.kind is CoverageKind.REGION_MEANS
    assert coverage.intervals == ()


@pytest.mark.parametrize(("size", "told"), [(100, True), (500, True), (5_000, False)])
def test_windows_of_one_length_are_means(
    tmp_path: Path, assembly: Assembly, size: int, told: bool
) -> None:
    """Lines of 500 bases lie mostly inside the window of an exon, those of 5,000 do not."""
    coverage = read(tmp_path, tiled(assembly, size, "48"), assembly)
    assert coverage.kind is CoverageKind.REGION_MEANS
    assert coverage.profile is not None
    assert [depth is not None for depth in coverage.profile.exons] == [told] * 6
    assert coverage.exons_of_wide_regions == (() if told else (1, 2, 3, 4, 5, 6))
    assert (coverage.mean_depth(*_bases(assembly, 3)) is not None) is told


def _bases(assembly: Assembly, exon: int) -> tuple[int, int]:
    window = windows(assembly).exons[exon - 1]
    return window.start, window.end


def test_a_wide_region_without_a_read_tells_that_there_is_none(
    tmp_path: Path, assembly: Assembly
) -> None:
    coverage = read(tmp_path, tiled(assembly, 5_000, "0.00"), assembly)
    assert coverage.profile is not None
    assert coverage.profile.exons == (0.0,) * 6


def test_one_line_for_the_gene_is_no_depth_of_an_exon(tmp_path: Path, assembly: Assembly) -> None:
    exons = windows(assembly).exons
    gene = (min(w.start for w in exons), max(w.end for w in exons), "61.20")
    path = written(tmp_path / "x.regions.bed", [gene])
    inputs = read_inputs([Vcf(assembly=assembly).write(tmp_path / "a.vcf")], coverage=[path])
    (coverage,) = inputs.coverages
    assert coverage.profile is not None
    assert coverage.profile.exons == (None,) * 6
    assert "DEPTH_OF_WIDE_REGIONS" in {note.code.value for note in inputs.notes}


# --- told twice -------------------------------------------------------------------------------


def test_lines_told_twice_are_told_once(tmp_path: Path, assembly: Assembly) -> None:
    lines = [*tiled(assembly, 1_000, "60.00"), *exon_lines(assembly, "60.50", pad=20)]
    once = read(tmp_path, lines, assembly)
    twice = read(tmp_path, [*lines, *lines], assembly)
    assert once.profile == twice.profile


def test_one_base_has_one_depth(tmp_path: Path, assembly: Assembly) -> None:
    lines = single_bases(assembly)
    start, end, _ = lines[0]
    with pytest.raises(RefusedError, match="two depths"):
        read(tmp_path, [*lines, (start, end, "99")], assembly)
    with pytest.raises(RefusedError, match="two depths"):
        read(tmp_path, [*lines, (start, end + 1, "30")], assembly)


# --- no depth ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["nan", "NaN", "-1", "-0.5", "inf", "1e400"])
def test_what_is_no_depth_is_refused(tmp_path: Path, assembly: Assembly, text: str) -> None:
    lines = exon_lines(assembly, "30.00", pad=20)
    lines[2] = (*lines[2][:2], text)
    with pytest.raises(RefusedError, match="no depth"):
        read(tmp_path, lines, assembly)


# --- the last base of the chromosome ----------------------------------------------------------


def test_the_last_base_tells_the_assembly(tmp_path: Path, assembly: Assembly) -> None:
    (other,) = set(Assembly) - {assembly}
    lines = single_bases(assembly)
    own = (*lines, (150_000_001, LOCUS.lengths[assembly], "0"))
    assert read(tmp_path, own, assembly).kind is CoverageKind.PER_BASE
    for last in (LOCUS.lengths[other], 172_126_628, 198_000_000):
        with pytest.raises(RefusedError, match="ASSEMBLY_CONFLICT"):
            read(tmp_path, [*lines, (150_000_001, last, "0")], assembly)


# --- depth far from the gene ------------------------------------------------------------------


def test_depth_far_away_is_read_with_and_without_an_index(
    tmp_path: Path, assembly: Assembly
) -> None:
    import pysam

    plain = per_base(tmp_path / "P1.per-base.bed", {}, assembly=assembly, even=True, far=0.5)
    packed = tmp_path / "P2.per-base.bed.gz"
    pysam.tabix_compress(str(plain), str(packed))
    pysam.tabix_index(str(packed), preset="bed")
    found = [read_coverage(path, assembly).profile for path in (plain, packed)]
    for profile in found:
        assert profile is not None
        assert profile.far is not None
        assert (profile.far.depth, profile.far.basis) == (150.0, FarBasis.INTERVAL)
    alone = per_base(tmp_path / "P3.bed", {}, assembly=assembly, even=True, far=None)
    near = read_coverage(alone, assembly).profile
    assert near is not None
    assert near.far is None


def summary(path: Path, length: int, mean: str = "300.0") -> Path:
    path.write_text(f"chrom\tlength\tbases\tmean\tmin\tmax\nchr6\t{length}\t1\t{mean}\t0\t9\n")
    return path


def test_a_summary_tells_the_depth_of_the_chromosome(tmp_path: Path, assembly: Assembly) -> None:
    depth = per_base(tmp_path / "P1.per-base.bed", {}, assembly=assembly, even=True, far=None)
    told = summary(tmp_path / "P1.mosdepth.summary.txt", LOCUS.lengths[assembly])
    vcf = Vcf(assembly=assembly).write(tmp_path / "a.vcf")
    (coverage,) = read_inputs([vcf], coverage=[depth, told]).coverages
    assert coverage.profile is not None
    assert coverage.profile.far is not None
    assert coverage.profile.far.basis is FarBasis.CHROMOSOME
    (other,) = set(Assembly) - {assembly}
    wrong = summary(tmp_path / "x.txt", LOCUS.lengths[other])
    with pytest.raises(RefusedError, match="ASSEMBLY_CONFLICT"):
        read_inputs([vcf], coverage=[depth, wrong])


def test_the_name_of_another_person_is_told(tmp_path: Path) -> None:
    vcf = Vcf().write(tmp_path / "a.vcf")
    for name, told in (("P1", False), ("P77", True)):
        depth = per_base(tmp_path / f"{name}.per-base.bed", {})
        codes = {note.code.value for note in read_inputs([vcf], coverage=[depth]).notes}
        assert ("COVERAGE_OF_ANOTHER_NAME" in codes) is told


def test_reads_far_away_are_counted_for_each_person_of_a_shared_file(tmp_path: Path) -> None:
    """60 reads of 100 bases in 400,000 are a depth of 0.015, and twice as many are 0.03.

    The file of one person has the 180 reads of the chromosome by its index instead.
    """
    import pysam

    from osteo_annot.intake.depth.read_depth import read_depth

    far, near = windows(Assembly.GRCH38).far, windows(Assembly.GRCH38).span
    length = LOCUS.lengths[Assembly.GRCH38]

    def bam(name: str, owners: dict[str, str]) -> Path:
        groups = "".join(f"@RG\tID:{group}\tSM:{sample}\n" for group, sample in owners.items())
        lines = [f"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr6\tLN:{length}\n{groups}".rstrip("\n")]
        for start in (far.start, near.start):
            for n in range(180):
                place, group = start + 100 * n, "a" if n % 3 == 0 else "b"
                cells = (f"r{start}.{n}", 0, "chr6", place, 60, "100M", "*", 0, 0)
                text = "\t".join(map(str, cells))
                lines.append(f"{text}\t{'A' * 100}\t{'?' * 100}\tRG:Z:{group}")
        (tmp_path / "x.sam").write_text("\n".join(lines) + "\n")
        pysam.view("-b", "-o", str(tmp_path / name), str(tmp_path / "x.sam"), catch_stdout=False)
        pysam.index(str(tmp_path / name))
        return tmp_path / name

    shared = read_depth(bam("s.bam", {"a": "P1", "b": "P2"}), Assembly.GRCH38, None)
    found = {c.sample: c.profile.far for c in shared if c.profile and c.profile.far}
    assert {name: (f.depth, f.basis.value) for name, f in found.items()} == {
        "P1": (pytest.approx(0.015), "interval"),
        "P2": (pytest.approx(0.03), "interval"),
    }
    (alone,) = read_depth(bam("o.bam", {"a": "P1", "b": "P1"}), Assembly.GRCH38, None)
    assert alone.profile is not None
    assert alone.profile.far is not None
    assert alone.profile.far.basis is FarBasis.INDEX
    assert alone.profile.far.depth == pytest.approx(360 * 100 / length)
    assert alone.profile.usable_far is None
