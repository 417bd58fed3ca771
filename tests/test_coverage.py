"""Coverage files of every kind: what of the locus could be called, and how deep it was read.

Forms are those of the BED specification and of mosdepth's documentation (``per-base``, ``regions``,
``quantized``, ``thresholds``); limits are those of clinical rules 2.7.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysam
import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind, read_coverage
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import EXON, NONSENSE, Vcf

G38 = gene_model(Assembly.GRCH38)
SPANS = [(e.start - 60, e.end + 60) for e in reversed(G38.exons)]


def read(tmp_path: Path, text: str, name: str = "x.bed") -> Coverage:
    path = tmp_path / name
    path.write_text(text)
    return read_coverage(path, Assembly.GRCH38)


def per_base(depth: Callable[[int], int]) -> str:
    """Runs over the exons, one depth for each, and none between; contiguous as mosdepth writes."""
    lines, place = [], 0
    for number, (start, end) in zip(range(6, 0, -1), SPANS, strict=True):
        lines += [f"chr6\t{place}\t{start - 1}\t0", f"chr6\t{start - 1}\t{end}\t{depth(number)}"]
        place = end
    return "\n".join(lines) + "\n"


def judged(tmp_path: Path, *coverage: Path, vcf: Vcf | None = None) -> dict[str, Any]:
    path = (vcf or Vcf()).write(tmp_path / "a.vcf")
    inputs = read_inputs([path], coverage=coverage)
    return document_of(result_of(inputs, "P1", Options()))


def answers(document: dict[str, Any]) -> list[str]:
    return [e["small_variants"] for e in document["callability"]["exons"]]


def regions(label: str, *, contig: str = "chr6") -> str:
    rows = (f"{contig}\t{a - 1}\t{b}{label}" for a, b in SPANS)
    return "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("text", "kind", "good"),
    [
        (regions(""), CoverageKind.CALLABLE_REGIONS, True),
        (regions("\tCALLABLE"), CoverageKind.CALLABLE_REGIONS, True),
        (regions("\tLOW_COVERAGE"), CoverageKind.CALLABLE_REGIONS, False),
        (regions("\tHIGH_COVERAGE"), CoverageKind.CALLABLE_REGIONS, True),
        (regions("\t10:inf"), CoverageKind.QUANTIZED, True),
        (regions("\t9:10"), CoverageKind.QUANTIZED, False),
        (per_base(lambda _: 10), CoverageKind.PER_BASE, True),
        (per_base(lambda _: 9), CoverageKind.PER_BASE, False),
        (regions("\t40.25"), CoverageKind.REGION_MEANS, False),
        (regions("\texon\t40.25"), CoverageKind.REGION_MEANS, False),
    ],
)
def test_kind_is_told_by_the_content(
    tmp_path: Path, text: str, kind: CoverageKind, good: bool
) -> None:
    coverage = read(tmp_path, text)
    assert coverage.kind is kind
    assert bool(coverage.intervals) is good


@pytest.mark.parametrize(("short", "expected"), [(0, "callable"), (1, "not_callable")])
def test_thresholds_need_every_base(tmp_path: Path, short: int, expected: str) -> None:
    rows = ["#chrom\tstart\tend\tregion\t1X\t5X\t10X\t20X"]
    for start, end in SPANS:
        length = end - start + 1
        at_ten = length - (short if start <= EXON[3].start <= end else 0)
        rows.append(f"chr6\t{start - 1}\t{end}\tunknown\t{length}\t{length}\t{at_ten}\t0")
    path = tmp_path / "x.thresholds.bed"
    path.write_text("\n".join(rows) + "\n")
    document = judged(tmp_path, path)
    assert answers(document)[2] == expected
    assert answers(document)[0] == "callable"


def test_thresholds_without_a_usable_column_are_refused(tmp_path: Path) -> None:
    text = "#chrom\tstart\tend\tregion\t1X\t5X\nchr6\t108074000\t108074900\tx\t900\t900\n"
    with pytest.raises(RefusedError, match="10X"):
        read(tmp_path, text)


def test_depth_per_base_is_told_exon_by_exon(tmp_path: Path) -> None:
    path = tmp_path / "x.per-base.bed"
    path.write_text(per_base(lambda number: 0 if number == 2 else 25))
    document = judged(tmp_path, path)
    exons = document["callability"]["exons"]
    assert answers(document) == ["callable", "not_callable", *["callable"] * 4]
    assert (exons[0]["mean_depth"], exons[0]["least_depth"]) == (25.0, 25.0)
    assert exons[0]["depth_shares"] == {"10x": 1.0, "20x": 1.0, "30x": 0.0}
    assert exons[1]["mean_depth"] == 0.0
    assert not exons[1]["homozygous_loss_excluded"]
    assert f"{EXON[2].start - 8}-{EXON[2].end + 8}" in exons[1]["source"]
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"


def test_means_of_regions_say_nothing_of_a_base(tmp_path: Path) -> None:
    path = tmp_path / "x.regions.bed"
    path.write_text(regions("\t40.25"))
    document = judged(tmp_path, path)
    assert set(answers(document)) == {"unknown"}
    assert document["callability"]["exons"][0]["mean_depth"] == 40.25
    assert document["callability"]["exons"][0]["least_depth"] is None


@pytest.mark.parametrize("indexed", [True, False])
def test_compressed_per_base_with_and_without_index(tmp_path: Path, indexed: bool) -> None:
    text = "chr1\t0\t248956422\t0\n" + per_base(lambda _: 30) + "chr7\t0\t100\t5\n"
    path = tmp_path / "x.per-base.bed.gz"
    if indexed:
        (tmp_path / "x.bed").write_text(text)
        pysam.tabix_compress(str(tmp_path / "x.bed"), str(path))
        pysam.tabix_index(str(path), preset="bed")
    else:
        path.write_bytes(gzip.compress(text.encode()))
    assert set(answers(judged(tmp_path, path))) == {"callable"}


def test_targets_that_leave_an_exon_out(tmp_path: Path) -> None:
    path = tmp_path / "targets.bed"
    path.write_text("".join(f"chr6\t{a - 1}\t{b}\n" for a, b in SPANS[:-1]))
    assert answers(judged(tmp_path, path)) == ["not_callable", *["callable"] * 5]


def test_file_named_after_another_sample_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "MUM.per-base.bed"
    path.write_text(per_base(lambda _: 30))
    vcf = Vcf(samples=("P1", "MUM"))
    document = judged(tmp_path, path, vcf=vcf)
    assert set(answers(document)) == {"unknown"}
    own = tmp_path / "P1.per-base.bed"
    own.write_text(per_base(lambda _: 30))
    assert set(answers(judged(tmp_path, own, vcf=vcf))) == {"callable"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "COVERAGE_INVALID"),
        ("chr7\t1\t2\n", "NO_CHROMOSOME_6"),
        ("chr6\tx\t2\n", "COVERAGE_INVALID"),
        ("chr6\t108050009\t108050002\n", "COVERAGE_INVALID"),
        ("NC_000006.11\t1\t2\n", "ASSEMBLY_CONFLICT"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(tmp_path, text)
    assert code in {fault.code for fault in caught.value.faults}


# --- gVCF of other callers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "alt", "fmt", "cell", "good"),
    [
        ("##ALT=<ID=NON_REF,Description=x>", "<NON_REF>", "GT:DP:GQ:MIN_DP", "0/0:30:60:25", True),
        ("##ALT=<ID=*,Description=x>", "<*>", "GT:GQ:MIN_DP:PL", "0/0:50:25:0,60,900", True),
        ("##ALT=<ID=*,Description=x>", "<*>", "GT:GQ:MIN_DP:PL", "0/0:50:9:0,60,900", False),
        ("##INFO=<ID=BLOCKAVG_min30p3a,x>", ".", "GT:GQX:DP:DPF:MIN_DP", "0/0:40:25:0:20", True),
        ("##INFO=<ID=BLOCKAVG_min30p3a,x>", ".", "GT:GQX:DP:DPF:MIN_DP", "0/0:19:25:0:20", False),
        ("##INFO=<ID=BLOCKAVG_min30p3a,x>", ".", "GT:GQX:DP:DPF:MIN_DP", "0/.:40:25:0:20", False),
    ],
    ids=["gatk", "deepvariant", "deepvariant-shallow", "strelka", "strelka-weak", "strelka-half"],
)
def test_blocks_of_every_caller(
    tmp_path: Path, header: str, alt: str, fmt: str, cell: str, good: bool
) -> None:
    vcf = Vcf(extra_header=(header,))
    for start, end in SPANS:
        vcf.add((start, "N", alt), cell, fmt=fmt, info=f"END={end}", filters="PASS")
    assert set(answers(judged(tmp_path, vcf=vcf))) == {"callable" if good else "not_callable"}


# --- reads ----------------------------------------------------------------------------------


def alignments(
    tmp_path: Path,
    assembly: Assembly,
    depths: dict[int, int],
    *,
    sample: str = "P1",
    mapq: int = 60,
    name: str = "reads.bam",
) -> Path:
    """A BAM with as many reads over each whole exon (with 60 bases beside it) as asked for."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr6", "LN": LOCUS.lengths[assembly]}],
        "RG": [{"ID": "r", "SM": sample}],
    }
    path = tmp_path / name
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for exon in reversed(gene_model(assembly).exons):
            length = exon.end - exon.start + 121
            for index in range(depths.get(exon.number, 0)):
                read = pysam.AlignedSegment(handle.header)
                read.query_name = f"{exon.number}.{index}"
                read.reference_id, read.reference_start = 0, exon.start - 61
                read.query_sequence, read.cigarstring = "A" * length, f"{length}M"
                read.mapping_quality = mapq
                read.set_tag("RG", "r")
                handle.write(read)
    pysam.index(str(path))
    return path


def test_reads_tell_depth_and_callability(tmp_path: Path, assembly: Assembly) -> None:
    depths = {1: 30, 2: 9, 3: 10, 4: 0, 5: 20, 6: 40}
    bam = alignments(tmp_path, assembly, depths)
    document = judged(tmp_path, bam, vcf=Vcf(assembly=assembly))
    good = ["callable", "not_callable", "callable", "not_callable", "callable", "callable"]
    assert answers(document) == good
    told = [e["mean_depth"] for e in document["callability"]["exons"]]
    assert told == [30.0, 9.0, 10.0, 0.0, 20.0, 40.0]
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"


def test_f34_reads_over_all_exons_earn_the_negative(tmp_path: Path, assembly: Assembly) -> None:
    bam = alignments(tmp_path, assembly, dict.fromkeys(range(1, 7), 30))
    assert judged(tmp_path, bam, vcf=Vcf(assembly=assembly))["verdict"]["state"] == "NONE_CALLABLE"


def test_reads_of_another_person_are_not_taken(tmp_path: Path) -> None:
    bam = alignments(tmp_path, Assembly.GRCH38, dict.fromkeys(range(1, 7), 30), sample="MUM")
    vcf = Vcf(samples=("P1", "MUM"))
    assert set(answers(judged(tmp_path, bam, vcf=vcf))) == {"unknown"}


def test_reads_that_map_anywhere_do_not_count(tmp_path: Path) -> None:
    bam = alignments(tmp_path, Assembly.GRCH38, dict.fromkeys(range(1, 7), 30), mapq=0)
    assert set(answers(judged(tmp_path, bam))) == {"not_callable"}


def test_reads_of_the_other_assembly_are_refused(tmp_path: Path) -> None:
    bam = alignments(tmp_path, Assembly.GRCH37, {1: 30})
    with pytest.raises(RefusedError, match="bases"):
        judged(tmp_path, bam)


def test_bam_without_index_is_read_from_its_beginning(tmp_path: Path) -> None:
    bam = alignments(tmp_path, Assembly.GRCH38, {1: 30, 3: 12})
    indexed = judged(tmp_path, bam)
    Path(f"{bam}.bai").unlink()
    document = judged(tmp_path, bam)
    assert document["callability"] == indexed["callability"]
    assert "ALIGNMENTS_NOT_INDEXED" in [n["code"] for n in document["input_notes"]]


def test_call_in_a_shallow_exon_is_still_a_call(tmp_path: Path) -> None:
    bam = alignments(tmp_path, Assembly.GRCH38, dict.fromkeys(range(2, 7), 30))
    document = judged(tmp_path, bam, vcf=Vcf().add(NONSENSE, "0/1"))
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert answers(document)[0] == "not_callable"
