"""BAM and CRAM as they come: without index, unsorted, cut, damaged, of others (issue 17, Input).

Each refusal is held to its code, and to what it tells the user to do.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pysam
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.cli.batch import run_batch
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.case import InputSet, read_inputs
from osteo_annot.intake.depth import alignments
from osteo_annot.intake.depth.kept_reads import kept_at_locus
from osteo_annot.intake.depth.whose import GivenReads
from osteo_annot.intake.person.sheet import read_sheet
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.builders import Build
from tests.read_values import native
from tests.vcf_builder import NONSENSE, NONSENSE_25, Vcf

LENGTH = 120


def write(
    path: Path,
    assembly: Assembly,
    *,
    samples: Sequence[str] = ("P1",),
    order: str = "coordinate",
    contig: str = "chr6",
    length: int = 0,
    shuffled: bool = False,
    indexed: bool = True,
    cigar: str = f"{LENGTH}M",
) -> Path:
    """Reads over both stops of exon 1, one on each copy, and others near the gene and elsewhere."""
    build = Build(assembly)
    place = genomic_position(build.gene, 75)
    other = genomic_position(build.gene, 36)
    header = {
        "HD": {"VN": "1.6", "SO": order},
        "SQ": [
            {"SN": "chr5", "LN": 181_538_259},
            {"SN": contig, "LN": length or LOCUS.lengths[assembly]},
            {"SN": "chr7", "LN": 159_345_973},
        ],
        "RG": [{"ID": f"r{name}", "SM": name} for name in samples],
    }
    starts = [(1, place - 60 + n % 20, n) for n in range(24)]
    starts += [(contig_id, 10_000 + 500 * n, 100 + n) for contig_id in (0, 1, 2) for n in range(40)]
    starts += [(1, place + 200_000 + 50 * n, 500 + n) for n in range(200)]
    starts.sort()
    if shuffled:
        random.Random(3).shuffle(starts)
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for contig_id, start, number in starts:
            bases = [native(build, start + i) for i in range(LENGTH)]
            stop = place if number % 2 else other
            if contig_id == 1 and start <= stop < start + LENGTH and number < 100:
                bases[stop - start] = "T"
            read = pysam.AlignedSegment(handle.header)
            read.query_name, read.mapping_quality = f"n{number}", 60
            read.flag = 16 if number % 4 > 1 else 0
            read.reference_id, read.reference_start = contig_id, start - 1
            read.query_sequence, read.cigarstring = "".join(bases), cigar
            read.query_qualities = pysam.qualitystring_to_array("I" * LENGTH)
            read.set_tag(
                "RG", f"r{samples[number % len(samples)] if number >= 100 else samples[0]}"
            )
            handle.write(read)
    if indexed:
        pysam.index(str(path))
    return path


def inputs_with(folder: Path, assembly: Assembly, *reads: Path, **more: Any) -> InputSet:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1").add(NONSENSE_25, "0/1")
    return read_inputs([vcf.write(folder / "person.vcf")], coverage=reads, **more)


def refusal(folder: Path, assembly: Assembly, reads: Path, **more: Any) -> tuple[str, str]:
    """Code and whole line of the one fault, wherever the reads are first asked for."""
    with pytest.raises(RefusedError) as caught:
        result_of(inputs_with(folder, assembly, reads, **more), "P1", Options())
    (fault,) = caught.value.faults
    assert str(folder) not in fault.line()
    return fault.code.value, fault.line()


# --- without an index ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sorted", "unsorted"])
def test_a_bam_without_index_is_passed_through_and_says_the_same(tmp_path, assembly, kind):
    """Depth, alleles and phase as with an index; the file beside it is not touched."""
    shuffled = kind == "unsorted"
    order = "unsorted" if shuffled else "coordinate"
    whole = write(tmp_path / "whole.bam", assembly)
    bare = write(tmp_path / "bare.bam", assembly, order=order, shuffled=shuffled, indexed=False)
    before = {path.name for path in tmp_path.iterdir()} | {"person.vcf"}
    documents = [
        document_of(result_of(inputs_with(tmp_path, assembly, path), "P1", Options()))
        for path in (whole, bare)
    ]
    assert {path.name for path in tmp_path.iterdir()} == before
    one, two = (d["reads"] for d in documents)
    assert one["reads"] == two["reads"] > 0
    assert one["variants"] == two["variants"]
    states = [d["verdict"]["state"] for d in documents]
    assert states[0] == states[1]
    codes = [[n["code"] for n in d["input_notes"]] for d in documents]
    assert "ALIGNMENTS_NOT_INDEXED" not in codes[0]
    assert "ALIGNMENTS_NOT_INDEXED" in codes[1]


def test_without_index_reads_are_asked_for_phase_too(tmp_path, assembly):
    pytest.importorskip("whatshap")
    bare = write(tmp_path / "bare.bam", assembly, indexed=False)
    document = document_of(result_of(inputs_with(tmp_path, assembly, bare), "P1", Options()))
    assert document["verdict"]["state"] == "BIALLELIC_COMPHET_TRANS"
    assert {e["phase"]["source"] for e in document["events"]} == {"reads"}


def test_only_the_reads_at_the_gene_are_kept(tmp_path, assembly):
    bare = write(tmp_path / "bare.bam", assembly, indexed=False)
    inputs = inputs_with(tmp_path, assembly, bare)  # the kept file lives as long as these
    (kept,) = inputs.alignments
    with pysam.AlignmentFile(str(kept.opened.path)) as handle:
        assert handle.header.to_dict()["CO"] == [alignments.PART]
        starts = [read.reference_start for read in handle]
    gene = gene_model(assembly)
    assert len(starts) == 24 + 200
    assert all(abs(start - gene.end) < 600_000 for start in starts)


def test_a_header_that_says_sorted_of_reads_that_are_not(tmp_path, assembly):
    lying = write(tmp_path / "lying.bam", assembly, shuffled=True, indexed=False)
    code, line = refusal(tmp_path, assembly, lying)
    assert code == "UNSORTED"
    assert "samtools sort" in line


def test_a_cram_without_index_is_passed_through_with_a_reference(tmp_path, assembly):
    """The reads are written without need of a reference; the program asks for one all the same."""
    bam = write(tmp_path / "reads.bam", assembly)
    cram = tmp_path / "bare.cram"
    pysam.view(
        "-C", "--output-fmt-option", "no_ref=1", "-o", str(cram), str(bam), catch_stdout=False
    )
    fasta = tmp_path / "any.fa"
    fasta.write_text(">chr9\nACGT\n", encoding="ascii")
    kept = kept_at_locus(cram, assembly, fasta)
    with pysam.AlignmentFile(str(kept.path)) as handle:
        assert sum(1 for _ in handle.fetch("chr6")) == 24 + 200
    with pytest.raises(RefusedError, match="without a reference"):
        kept_at_locus(cram, assembly, None)


# --- broken ------------------------------------------------------------------------------------


def cut_in_the_middle(data: bytes) -> bytes:
    return data[: len(data) // 2]


def without_end_block(data: bytes) -> bytes:
    return data[:-28]


def damaged_at_the_locus(data: bytes) -> bytes:
    """One bit in each block but the first, which has the header."""
    changed = bytearray(data)
    at = int.from_bytes(data[16:18], "little") + 1
    while at < len(data) - 28:
        size = int.from_bytes(data[at + 16 : at + 18], "little") + 1
        changed[at + size // 2] ^= 0x10
        at += size
    return bytes(changed)


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    ("change", "code", "remedy"),
    [
        (cut_in_the_middle, "TRUNCATED_FILE", "copy it again"),
        (without_end_block, "TRUNCATED_FILE", "copy it again"),
        (damaged_at_the_locus, "DAMAGED_FILE", "A new index does not mend it"),
    ],
)
def test_a_broken_bam(
    tmp_path: Path,
    assembly: Assembly,
    change: Callable[[bytes], bytes],
    code: str,
    remedy: str,
    indexed: bool,
) -> None:
    path = write(tmp_path / "broken.bam", assembly, indexed=indexed)
    path.write_bytes(change(path.read_bytes()))
    found, line = refusal(tmp_path, assembly, path)
    assert found == code
    assert remedy in line


def test_an_index_that_is_none(tmp_path, assembly):
    path = write(tmp_path / "reads.bam", assembly)
    path.with_name("reads.bam.bai").write_bytes(b"nothing of the kind")
    code, line = refusal(tmp_path, assembly, path)
    assert code == "BROKEN_INDEX"
    assert "samtools index" in line


@pytest.mark.parametrize("suffix", [".bai", ".csi"])
def test_an_index_of_another_file(tmp_path, assembly, suffix):
    """Of a file with fewer reads: it leads to nothing, or into the middle of a block."""
    path = write(tmp_path / "reads.bam", assembly, indexed=False)
    other = tmp_path / "other.bam"
    pysam.view("-b", "-s", "3.2", "-o", str(other), str(path), catch_stdout=False)
    options = ["-c"] if suffix == ".csi" else []
    pysam.index(*options, str(other))
    shutil.copy(f"{other}{suffix}", f"{path}{suffix}")
    code, line = refusal(tmp_path, assembly, path)
    assert code == "BROKEN_INDEX"
    assert "not that of this file" in line


def only(path: Path, other: Path, keep: Callable[[pysam.AlignedSegment], bool]) -> None:
    """Some reads of a file as an indexed file."""
    with pysam.AlignmentFile(str(path)) as source:
        kept = [read for read in source if keep(read)]
        with pysam.AlignmentFile(str(other), "wb", header=source.header) as target:
            for read in kept:
                target.write(read)
    pysam.index(str(other))


def test_an_index_of_a_file_without_reads_at_the_gene(tmp_path, assembly):
    """It finds no read there: never depth 0, which would be a deletion."""
    path = write(tmp_path / "reads.bam", assembly, indexed=False)
    elsewhere = tmp_path / "elsewhere.bam"
    only(path, elsewhere, lambda read: read.reference_id == 0)
    shutil.copy(f"{elsewhere}.bai", f"{path}.bai")
    assert refusal(tmp_path, assembly, path)[0] == "BROKEN_INDEX"


def test_no_read_at_the_gene_by_its_own_index_is_no_fault(tmp_path, assembly):
    path = write(tmp_path / "reads.bam", assembly, indexed=False)
    elsewhere = tmp_path / "elsewhere.bam"
    only(path, elsewhere, lambda read: read.reference_id != 1)
    document = document_of(result_of(inputs_with(tmp_path, assembly, elsewhere), "P1", Options()))
    assert document["reads"]["reads"] == 0


def test_unsorted_reads_under_the_index_of_sorted_ones(tmp_path, assembly):
    path = write(tmp_path / "reads.bam", assembly)
    unsorted = write(tmp_path / "unsorted.bam", assembly, shuffled=True, indexed=False)
    shutil.copy(f"{path}.bai", f"{unsorted}.bai")
    code, _ = refusal(tmp_path, assembly, unsorted)
    assert code in {"BROKEN_INDEX", "UNSORTED"}


def test_positions_that_fall_are_no_order():
    def read(start: int) -> pysam.AlignedSegment:
        segment = pysam.AlignedSegment()
        segment.reference_start = start
        return segment

    assert len(list(alignments.ascending([read(4), read(4), read(9)], "a.bam"))) == 3
    with pytest.raises(RefusedError) as caught:
        list(alignments.ascending([read(4), read(9), read(8)], "a.bam"))
    assert caught.value.faults[0].code is RefusalCode.UNSORTED


# --- of another assembly or person ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "name"),
    [(0, "the other"), (172_126_628, "T2T-CHM13v2.0"), (170_899_992, "NCBI36")],
)
def test_reads_of_another_assembly(tmp_path, assembly, length, name):
    other = next(a for a in Assembly if a is not assembly)
    path = write(tmp_path / "reads.bam", assembly, length=length or LOCUS.lengths[other])
    code, line = refusal(tmp_path, assembly, path)
    assert code == "ALIGNMENTS_INVALID"
    assert (other.value if name == "the other" else name) in line
    assert assembly.value in line


def test_reads_without_the_chromosome(tmp_path, assembly):
    path = write(tmp_path / "reads.bam", assembly, contig="chr8")
    assert "no chromosome 6" in refusal(tmp_path, assembly, path)[1]


@pytest.mark.parametrize(("cigar", "is_rna"), [("60M500N60M", True), ("60M500D60M", False)])
@pytest.mark.parametrize("indexed", [True, False])
def test_reads_of_rna_are_no_depth_of_the_gene(tmp_path, assembly, cigar, is_rna, indexed):
    """N is an intron (SAM specification 1.4.6), D a deletion of the DNA."""
    path = write(tmp_path / "reads.bam", assembly, cigar=cigar, indexed=indexed)
    if is_rna:
        code, line = refusal(tmp_path, assembly, path)
        assert code == "ALIGNMENTS_INVALID"
        assert "it is of RNA. Give a BAM or CRAM of the DNA" in line
    else:
        result_of(inputs_with(tmp_path, assembly, path), "P1", Options())


def test_reads_of_several_others(tmp_path, assembly):
    path = write(tmp_path / "reads.bam", assembly, samples=("X", "Y"))
    code, line = refusal(tmp_path, assembly, path)
    assert code == "ALIGNMENTS_INVALID"
    assert "X, Y" in line


@pytest.mark.parametrize("samples", [("P1", "Y"), ("Y", "P1")])
def test_of_several_people_only_the_own_reads_count(tmp_path, assembly, samples):
    """The reads over the stops are those of the first sample."""
    path = write(tmp_path / "reads.bam", assembly, samples=samples)
    document = document_of(result_of(inputs_with(tmp_path, assembly, path), "P1", Options()))
    counts = document["reads"]["variants"][0]
    total = sum(counts["alt"].values()) + sum(counts["ref"].values())
    assert (total > 10) is (samples[0] == "P1")


# --- CRAM ------------------------------------------------------------------------------------

SMALL = 60_000


def as_cram(folder: Path) -> tuple[Path, Path]:
    """A CRAM of reads of a small chromosome, and its reference; the BAM beside it."""
    rng = random.Random(5)
    bases = "".join(rng.choices("ACGT", k=SMALL))
    fasta, bam = folder / "own.fa", folder / "reads.bam"
    fasta.write_text(f">chr6\n{bases}\n", encoding="ascii")
    pysam.faidx(str(fasta))
    header = {"HD": {"VN": "1.6", "SO": "coordinate"}, "SQ": [{"SN": "chr6", "LN": SMALL}]}
    with pysam.AlignmentFile(str(bam), "wb", header=header) as handle:
        for start in range(0, SMALL - LENGTH, 10):
            read = pysam.AlignedSegment(handle.header)
            read.query_name, read.flag, read.mapping_quality = f"n{start}", 0, 60
            read.reference_id, read.reference_start = 0, start
            read.query_sequence, read.cigarstring = bases[start : start + LENGTH], f"{LENGTH}M"
            read.query_qualities = pysam.qualitystring_to_array("I" * LENGTH)
            handle.write(read)
    pysam.index(str(bam))
    cram = bam.with_suffix(".cram")
    pysam.view("-C", "-T", str(fasta), "-o", str(cram), str(bam), catch_stdout=False)
    pysam.index(str(cram))
    return bam, fasta


def fetched(path: Path, reference: Path) -> int:
    opened = alignments.open_alignments(path, "P1", SMALL)
    with alignments.reading(opened, reference) as handle:
        return sum(1 for _ in alignments.ascending(handle.fetch("chr6", 20_000, 21_000), path.name))


def test_a_cram_is_read_with_the_reference_that_it_was_written_with(tmp_path):
    bam, fasta = as_cram(tmp_path)
    assert fetched(bam.with_suffix(".cram"), fasta) == fetched(bam, fasta) > 0


def test_a_cram_with_another_reference_is_refused(tmp_path, capfd):
    """One base differs: htslib compares the checksum of what it needs."""
    bam, fasta = as_cram(tmp_path)
    text = fasta.read_text(encoding="ascii")
    at = text.index("\n") + 20_500
    base = "A" if text[at] != "A" else "C"
    other = tmp_path / "other.fa"
    other.write_text(text[:at] + base + text[at + 1 :], encoding="ascii")
    with pytest.raises(RefusedError) as caught:
        fetched(bam.with_suffix(".cram"), other)
    (fault,) = caught.value.faults
    assert fault.code is RefusalCode.REFERENCE_FASTA_INVALID
    assert "written with" in fault.line()
    assert capfd.readouterr().err == ""


def test_a_cut_cram_is_refused(tmp_path):
    bam, fasta = as_cram(tmp_path)
    cram = bam.with_suffix(".cram")
    data = cram.read_bytes()
    for kept in (len(data) - 38, len(data) // 2):
        cram.write_bytes(data[:kept])
        with pytest.raises(RefusedError) as caught:
            fetched(cram, fasta)
        assert caught.value.faults[0].code is RefusalCode.TRUNCATED_FILE


def test_a_damaged_cram_is_refused(tmp_path):
    bam, fasta = as_cram(tmp_path)
    cram = bam.with_suffix(".cram")
    data = bytearray(cram.read_bytes())
    data[len(data) // 2] ^= 0xFF
    cram.write_bytes(bytes(data))
    with pytest.raises(RefusedError) as caught:
        fetched(cram, fasta)
    assert caught.value.faults[0].code is RefusalCode.DAMAGED_FILE


def test_the_index_of_another_cram_is_refused(tmp_path):
    bam, fasta = as_cram(tmp_path)
    cram = bam.with_suffix(".cram")
    small = tmp_path / "small.cram"
    pysam.view("-C", "-T", str(fasta), "-s", "3.1", "-o", str(small), str(bam), catch_stdout=False)
    shutil.copy(f"{cram}.crai", f"{small}.crai")
    with pytest.raises(RefusedError) as caught:
        fetched(small, fasta)
    assert caught.value.faults[0].code in {RefusalCode.BROKEN_INDEX, RefusalCode.DAMAGED_FILE}


# --- whose they are ----------------------------------------------------------------------------


def family(folder: Path, assembly: Assembly) -> tuple[Path, Path]:
    vcf = Vcf(assembly=assembly, samples=("P1", "MUM")).add(NONSENSE, "0/1", "0/0")
    ped = folder / "family.ped"
    ped.write_text("F\tP1\t0\tMUM\t1\t2\nF\tMUM\t0\t0\t2\t1\n", encoding="ascii")
    return vcf.write(folder / "family.vcf"), ped


@pytest.mark.parametrize(
    ("group", "given", "of_child"),
    [
        ("P1", "{}", True),
        ("LAB-7", "{}", True),
        ("LAB-7", "P1={}", True),
        ("MUM", "{}", False),
        ("LAB-7", "MUM={}", False),
        ("MUM", "P1={}", True),
    ],
)
def test_reads_are_of_whom_the_user_or_their_read_groups_name(
    tmp_path, assembly, group, given, of_child
):
    vcf, ped = family(tmp_path, assembly)
    bam = write(tmp_path / "reads.bam", assembly, samples=(group,))
    rows, faults = run_annotate(
        [vcf], tmp_path / "out", ped=ped, reads=[given.format(bam)], formats=("json",)
    )
    assert faults == []
    document = json.loads((tmp_path / "out" / "P1.json").read_text())
    assert (document["reads"] is not None) is of_child
    assert rows[0]["sample"] == "P1"


@pytest.mark.parametrize(
    ("given", "code"),
    [("NOBODY={bam}", "SAMPLE_NOT_IN_FILE"), ("{vcf}", "ALIGNMENTS_INVALID")],
)
def test_reads_of_nobody_and_what_are_no_reads_are_refused(tmp_path, assembly, given, code):
    vcf, ped = family(tmp_path, assembly)
    bam = write(tmp_path / "reads.bam", assembly)
    with pytest.raises(RefusedError) as caught:
        run_annotate([vcf], tmp_path / "out", ped=ped, reads=[given.format(bam=bam, vcf=vcf)])
    assert code in {fault.code.value for fault in caught.value.faults}


def test_a_sheet_names_reads_and_whose_they_are(tmp_path, assembly):
    vcf, ped = family(tmp_path, assembly)
    own = write(tmp_path / "own.bam", assembly, samples=("LAB-7",))
    mother = write(tmp_path / "mother.bam", assembly, samples=("LAB-8",))
    sheet = tmp_path / "sheet.tsv"
    sheet.write_text(
        f"sample\tfiles\tpedigree\treads\nP1\t{vcf}\t{ped}\tP1={own};MUM={mother}\n",
        encoding="utf-8",
    )
    (row,) = read_sheet(sheet)
    assert row.reads == (GivenReads(own, "P1"), GivenReads(mother, "MUM"))
    rows = run_batch(sheet, tmp_path / "out", tmp_path / "table.tsv", formats=("json",))
    assert [r["report"] != "" for r in rows] == [True]
    document = json.loads((tmp_path / "out" / "P1.json").read_text())
    assert document["reads"]["file"] == "own.bam"
    sheet.write_text(sheet.read_text().replace("own.bam", "lost.bam"), encoding="utf-8")
    (row_of_table,) = run_batch(sheet, tmp_path / "out", tmp_path / "table.tsv", formats=("json",))
    assert row_of_table["refusal"].startswith("FILE_NOT_FOUND: lost.bam")
