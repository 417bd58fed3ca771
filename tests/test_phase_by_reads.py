"""The reads of a person, from a BAM given with ``--coverage`` to the verdict (rules 2.3, T2)."""

from __future__ import annotations

from pathlib import Path

import pysam
import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth import given
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import NONSENSE, NONSENSE_25, Vcf

LENGTH = 120
START = NONSENSE_25[0] - 40


def reads(folder: Path, assembly: Assembly, copies: list[set[tuple[int, str, str]]]) -> Path:
    """Eight reads of each copy over both stops of exon 1."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr6", "LN": LOCUS.lengths[assembly]}],
        "RG": [{"ID": "r", "SM": "P1"}],
    }
    first = Vcf(assembly=assembly).at(START)
    native = embedded_reference(assembly).fetch(first, first + LENGTH - 1)
    path = folder / "reads.bam"
    with pysam.AlignmentFile(str(path), "wb", header=header) as handle:
        for number, copy in enumerate(copies):
            bases = list(native)
            for position, _, alt in copy:
                bases[position - START] = alt
            for index in range(8):
                read = pysam.AlignedSegment(handle.header)
                read.query_name = f"{number}.{index}"
                read.reference_id, read.reference_start = 0, first - 1
                read.query_sequence, read.cigarstring = "".join(bases), f"{LENGTH}M"
                read.query_qualities = pysam.qualitystring_to_array("I" * LENGTH)
                read.mapping_quality = 60
                read.set_tag("RG", "r")
                handle.write(read)
    pysam.index(str(path))
    return path


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([{NONSENSE}, {NONSENSE_25}], "BIALLELIC_COMPHET_TRANS"),
        ([{NONSENSE, NONSENSE_25}, set()], "CIS_PAIR"),
    ],
)
def test_reads_that_span_both_tell_the_phase(
    tmp_path: Path, assembly: Assembly, copies: list[set[tuple[int, str, str]]], expected: str
) -> None:
    pytest.importorskip("whatshap")
    vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1").add(NONSENSE_25, "0/1")
    path = vcf.write(tmp_path / "a.vcf")
    inputs = read_inputs([path], coverage=[reads(tmp_path, assembly, copies)])
    document = document_of(result_of(inputs, "P1", Options()))
    assert document["verdict"]["state"] == expected
    assert {e["phase"]["source"] for e in document["events"]} == {"reads"}


def test_without_whatshap_the_phase_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "find_spec", lambda _: None)
    vcf = Vcf().add(NONSENSE, "0/1").add(NONSENSE_25, "0/1")
    bam = reads(tmp_path, Assembly.GRCH38, [{NONSENSE}, {NONSENSE_25}])
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")], coverage=[bam])
    document = document_of(result_of(inputs, "P1", Options()))
    assert document["verdict"]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert "PHASING_NOT_INSTALLED" in [note["code"] for note in document["input_notes"]]
