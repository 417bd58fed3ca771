"""What a file may unpack to: a few kilobytes fill neither the memory nor the clock.

The sizes were found by attacks: a header of 97 kB, coverage of 297 kB, a contig line of 80 kB.
"""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path

import pytest

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth import lines as depth_lines
from osteo_annot.intake.fingerprint import fingerprints
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.intake.vcf import container, file, file_index, segments
from osteo_annot.intake.vcf.file import open_vcf
from osteo_annot.intake.vcf.header import parse_header
from osteo_annot.locus.files import MEBIBYTE, bytes_of
from osteo_annot.record.policy import read_policy
from tests.vcf_builder import EXON, NONSENSE, Vcf


def refused(call, *arguments, **named) -> list[RefusalCode]:
    with pytest.raises(RefusedError) as caught:
        call(*arguments, **named)
    return [fault.code for fault in caught.value.faults]


def packed(path: Path, line: bytes, count: int, head: bytes = b"", tail: bytes = b"") -> Path:
    """A gzip file that is small and unpacks to many lines."""
    with gzip.open(path, "wb", compresslevel=9) as stream:
        stream.write(head)
        for _ in range(count // 10_000):
            stream.write(line * 10_000)
        stream.write(tail)
    assert path.stat().st_size < MEBIBYTE
    return path


def test_a_header_without_end_is_refused_and_a_long_one_read(tmp_path):
    first = b"##fileformat=VCFv4.2\n"
    path = packed(tmp_path / "a.vcf.gz", b"##x=1\n", 5_000_000, first)
    assert refused(open_vcf, path) == [RefusalCode.TOO_LARGE]
    text = Vcf().add(NONSENSE, "1/1").text()
    start, rest = text.split("\n", 1)
    longer = tmp_path / "b.vcf"
    longer.write_text(start + "\n" + "##x=1\n" * 20_000 + rest)
    assert open_vcf(longer).header.samples == ("P1",)


def test_a_bcf_that_says_its_header_is_longer_than_any_is_refused(tmp_path):
    import pysam

    path = tmp_path / "a.bcf"
    with pysam.BGZFile(str(path), "wb") as stream:
        stream.write(b"BCF\x02\x02" + (3 << 30).to_bytes(4, "little") + b"##fileformat=VCFv4.2\n")
    assert refused(open_vcf, path) == [RefusalCode.TOO_LARGE]


def test_a_long_word_in_a_contig_line_takes_no_time(tmp_path):
    lines = ["##fileformat=VCFv4.2", f"##contig=<{'a' * 80_000}>"]
    lines += ["##contig=<ID=chr6,length=170805979>"]
    lines += ["#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1"]
    began = time.process_time()
    header = parse_header(lines, "a.vcf")
    assert time.process_time() - began < 5  # it was a minute
    assert header.contigs == {"chr6": {"ID": "chr6", "length": "170805979"}}


def test_more_lines_of_depth_than_bases_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(depth_lines, "_MOST_LINES", 20_000)
    vcf = Vcf().add(NONSENSE, "1/1").write(tmp_path / "a.vcf")
    place = EXON[1]
    line = f"chr6\t{place.start}\t{place.end}\t30\n".encode()
    bed = packed(tmp_path / "a.bed.gz", line, 100_000)
    assert refused(read_inputs, [vcf], coverage=[bed]) == [RefusalCode.TOO_LARGE]
    monkeypatch.setattr(depth_lines, "_MOST_LINES", 200_000)
    monkeypatch.setattr(depth_lines, "_MOST_NEAR", 20_000)
    assert refused(read_inputs, [vcf], coverage=[bed]) == [RefusalCode.TOO_LARGE]


def test_a_table_of_segments_that_unpacks_to_more_than_any_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(segments, "_MOST", MEBIBYTE)
    bed = packed(tmp_path / "a.bed.gz", b"chr6\t108000000\t108100000\t1\n", 100_000)
    assert refused(read_inputs, [bed], sample="P1") == [RefusalCode.TOO_LARGE]


@pytest.mark.parametrize("read", [read_policy, read_pedigree, bytes_of])
def test_small_files_of_users_have_a_size(tmp_path, read):
    path = tmp_path / "a"
    with path.open("wb") as handle:
        handle.truncate(65 * MEBIBYTE)  # zeros that take no room
    assert refused(read, path) == [RefusalCode.TOO_LARGE]


def test_an_index_that_unpacks_to_more_than_any_is_refused(monkeypatch):
    monkeypatch.setattr(file_index, "MOST_OF_INDEX", MEBIBYTE)
    data = gzip.compress(b"TBI\x01" + bytes(2 * MEBIBYTE))
    assert refused(file_index.read_index, data, "a.vcf.gz") == [RefusalCode.TOO_LARGE]


def test_only_regular_files_are_opened(tmp_path):
    """To open a pipe that nobody writes to waits for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    vcf = Vcf().add(NONSENSE, "1/1").write(tmp_path / "a.vcf")
    for call in (
        lambda: read_inputs([pipe]),
        lambda: read_inputs([vcf], coverage=[pipe]),
        lambda: read_inputs([vcf], reference=pipe),
        lambda: read_pedigree(pipe),
        lambda: read_policy(pipe),
    ):
        assert refused(call) == [RefusalCode.NOT_A_REGULAR_FILE]
    assert fingerprints([pipe]) == fingerprints([pipe])


def test_the_caps_leave_room_for_real_files():
    """A million samples have a column line of twenty million bytes; GRCh38 has 3,366 contigs."""
    assert container.MOST_OF_HEADER > 40_000_000
    assert file._MOST_LINES > 100_000
    assert depth_lines._MOST_NEAR > 1_400_000
