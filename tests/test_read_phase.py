"""Phase by reads: simulated reads over exon 1, of which it is known what lies on which copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pysam
import pytest

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.depth.alignments import open_alignments
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row, parse_row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.measured import read_phase
from osteo_annot.measured.read_alleles import Site, alleles_in, blocks_of
from osteo_annot.measured.read_phase import (
    Link,
    count_links,
    heterozygous_sites,
    phased_by_reads,
    well_supported,
)
from tests.vcf_builder import NONSENSE, NONSENSE_25, SYNONYMOUS

pytestmark = pytest.mark.slow

FIRST, LAST = 108_074_235, 108_074_768
"""Exon 1 with the intron and upstream bases that are embedded; GRCh38."""
BASES = embedded_reference(Assembly.GRCH38).fetch(FIRST, LAST)


def on_exon(variant: Site) -> Site:
    """A GRCh38 variant on the small reference that begins at FIRST."""
    position, ref, alt = variant
    assert BASES[position - FIRST :].startswith(ref)
    return position - FIRST + 1, ref, alt


STOP_12, STOP_25, SILENT = map(on_exon, (NONSENSE, NONSENSE_25, SYNONYMOUS))
LOSS: Site = (STOP_12[0] + 19, BASES[STOP_12[0] + 18 : STOP_12[0] + 21], BASES[STOP_12[0] + 18])
"""Two bases lost, 19 bases after the stop of codon 12."""


def seen(site: Site, genotype: str = "0/1", filters: str = "PASS") -> Observation:
    position, ref, alt = site
    text = f"chr6\t{position}\t.\t{ref}\t{alt}\t50\t{filters}\t.\tGT\t{genotype}"
    row = parse_row(text, 1, 1)
    assert isinstance(row, Row)
    return Observation("f1.r1", 1, "P", row, {}, parse_genotype(genotype, row.n_alleles))


@dataclass
class Reads:
    """Reads of two copies, written as a sorted and indexed BAM."""

    length: int = 150
    samples: Sequence[str] = ()
    contig: str = "chr6"
    written: list[tuple[int, str, str, str]] = field(default_factory=list)

    def of_copy(self, *variants: Site, step: int = 10, sample: str = "") -> Reads:
        """Error-free reads of a copy with the variants, one every few bases."""
        for start in range(0, len(BASES) - self.length, step):
            self.one(start, start + self.length, *variants, sample=sample)
        return self

    def one(self, start: int, end: int, *variants: Site, sample: str = "") -> Reads:
        """A read of the 0-based half-open interval; a variant must lie in it wholly or not."""
        bases, cigar, at = "", "", start
        for position, ref, alt in sorted(v for v in variants if start < v[0] <= end - len(v[1])):
            bases += BASES[at : position - 1] + alt
            cigar += f"{position - 1 - at + len(alt)}M"
            cigar += f"{len(ref) - len(alt)}D" if len(ref) > len(alt) else ""
            at = position - 1 + len(ref)
        bases += BASES[at:end]
        self.written.append((start, f"{cigar}{end - at}M", bases, sample))
        return self

    def write(self, folder: Path) -> Path:
        path = folder / "reads.bam"
        groups = [{"ID": name, "SM": name} for name in self.samples]
        squares = [{"SN": self.contig, "LN": len(BASES)}]
        text = {"HD": {"VN": "1.6", "SO": "coordinate"}, "SQ": squares, "RG": groups}
        with pysam.AlignmentFile(str(path), "wb", header=text) as out:
            for number, (start, cigar, bases, sample) in enumerate(sorted(self.written)):
                read = pysam.AlignedSegment(out.header)
                read.query_name = f"r{number}"
                read.query_sequence = bases
                read.flag, read.reference_id, read.reference_start = 0, 0, start
                read.mapping_quality, read.cigarstring = 60, cigar
                read.query_qualities = pysam.qualitystring_to_array("I" * len(bases))
                if sample:
                    read.set_tag("RG", sample)
                out.write(read)
        pysam.index(str(path))
        return path


@pytest.fixture
def fasta(tmp_path: Path) -> Path:
    path = tmp_path / "exon1.fa"
    path.write_text(f">chr6\n{BASES}\n", encoding="ascii")
    return path


@pytest.fixture
def whatshap() -> None:
    """Skips where the extra ``phasing`` is not installed."""
    pytest.importorskip("whatshap")


def phased(
    bam: Path, fasta: Path | None, *sites: Site, sample: str = "P1"
) -> dict[Site, tuple[str, int]]:
    observations = [seen(site) for site in sites]
    return phased_by_reads(observations, sample, bam, fasta, contig_length=len(BASES))


def contradicting(trans: int, cis: int) -> Reads:
    """Pairs of reads that show two stops on two copies, and others that show them on one."""
    reads = Reads()
    for place in range(300, 300 + trans):
        reads.one(place, place + 150, STOP_12).one(place, place + 150, STOP_25)
    for place in range(300, 300 + cis):
        reads.one(place, place + 150, STOP_12, STOP_25).one(place, place + 150)
    return reads


# --- what the reads say ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "trans"),
    [
        pytest.param([STOP_12], [STOP_25], True, id="trans"),
        pytest.param([STOP_12, STOP_25], [], False, id="cis"),
        pytest.param([], [STOP_25, STOP_12], False, id="cis on the other copy"),
    ],
)
def test_reads_over_both_changes_tell_the_phase(whatshap, tmp_path, fasta, one, other, trans):
    bam = Reads().of_copy(*one).of_copy(*other).write(tmp_path)
    told = phased(bam, fasta, STOP_25, STOP_12)
    assert set(told) == {STOP_12, STOP_25}
    (first, side), (second, opposite) = told[STOP_12], told[STOP_25]
    assert first == second == str(STOP_25[0])
    assert (side != opposite) is trans


@pytest.mark.parametrize("together", [True, False])
def test_a_small_deletion_is_phased_with_a_single_base_change(whatshap, tmp_path, fasta, together):
    copies = ([LOSS, STOP_12], []) if together else ([LOSS], [STOP_12])
    bam = Reads().of_copy(*copies[0]).of_copy(*copies[1]).write(tmp_path)
    told = phased(bam, fasta, LOSS, STOP_12)
    assert set(told) == {LOSS, STOP_12}
    assert (told[LOSS][1] == told[STOP_12][1]) is together


def test_a_chain_of_changes_makes_one_set(whatshap, tmp_path, fasta):
    bam = Reads(length=190).of_copy(STOP_12, SILENT).of_copy(STOP_25).write(tmp_path)
    told = phased(bam, fasta, STOP_12, STOP_25, SILENT)
    assert len({phase_set for phase_set, _ in told.values()}) == 1
    assert told[STOP_12][1] == told[SILENT][1] != told[STOP_25][1]


def test_reads_that_do_not_span_tell_nothing(whatshap, tmp_path, fasta):
    bam = Reads(length=100).of_copy(STOP_12).of_copy(SILENT).write(tmp_path)
    assert phased(bam, fasta, STOP_12, SILENT) == {}


@pytest.mark.parametrize(("spanning", "is_phased"), [(1, False), (2, False), (3, True)])
def test_a_phase_needs_several_reads(whatshap, tmp_path, fasta, spanning, is_phased):
    reads = Reads(length=100).of_copy(STOP_12).of_copy(SILENT)
    for number in range(spanning):
        reads.one(180 + number, 420 + number, STOP_12)
    assert bool(phased(reads.write(tmp_path), fasta, STOP_12, SILENT)) is is_phased


@pytest.mark.parametrize(("trans", "cis"), [(5, 5), (6, 5), (5, 6), (4, 2), (20, 8)])
def test_reads_that_contradict_each_other_give_no_phase(whatshap, tmp_path, fasta, trans, cis):
    bam = contradicting(trans, cis).write(tmp_path)
    assert phased(bam, fasta, STOP_12, STOP_25) == {}


def test_a_few_chimeric_reads_do_not_matter(whatshap, tmp_path, fasta):
    told = phased(contradicting(20, 2).write(tmp_path), fasta, STOP_12, STOP_25)
    assert told[STOP_12][1] != told[STOP_25][1]


def test_without_reference_single_bases_are_phased_and_indels_left(whatshap, tmp_path):
    bam = Reads().of_copy(STOP_12, LOSS).of_copy(STOP_25).write(tmp_path)
    told = phased(bam, None, STOP_12, STOP_25, LOSS)
    assert set(told) == {STOP_12, STOP_25}
    assert told[STOP_12][1] != told[STOP_25][1]


def test_only_the_persons_own_reads_count(whatshap, tmp_path, fasta):
    reads = Reads(samples=("P1", "P2")).of_copy(STOP_12, sample="P1").of_copy(STOP_25, sample="P1")
    reads.of_copy(STOP_12, STOP_25, step=5, sample="P2").of_copy(step=5, sample="P2")
    bam = reads.write(tmp_path)
    trans = phased(bam, fasta, STOP_12, STOP_25, sample="P1")
    cis = phased(bam, fasta, STOP_12, STOP_25, sample="P2")
    assert trans[STOP_12][1] != trans[STOP_25][1]
    assert cis[STOP_12][1] == cis[STOP_25][1]


def test_one_read_group_of_another_name_is_the_person(whatshap, tmp_path, fasta):
    reads = Reads(samples=("LAB-17",)).of_copy(STOP_12, sample="LAB-17")
    bam = reads.of_copy(STOP_25, sample="LAB-17").write(tmp_path)
    assert len(phased(bam, fasta, STOP_12, STOP_25, sample="P1")) == 2


def test_one_change_alone_has_no_phase(whatshap, tmp_path, fasta):
    bam = Reads().of_copy(STOP_12).of_copy().write(tmp_path)
    assert phased(bam, fasta, STOP_12) == {}


def test_only_the_users_own_files_stay_behind(whatshap, tmp_path, fasta):
    bam = Reads().of_copy(STOP_12).of_copy(STOP_25).write(tmp_path)
    phased(bam, fasta, STOP_12, STOP_25)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"reads.bam", "reads.bam.bai", "exon1.fa", "exon1.fa.fai"}


# --- which changes are asked about ----------------------------------------------------------------


def test_heterozygous_small_variants_are_taken_in_order():
    rows = [seen(STOP_12, "1|0"), seen(STOP_25), seen(STOP_25), seen(LOSS)]
    assert heterozygous_sites(rows) == [STOP_25, STOP_12, LOSS]


@pytest.mark.parametrize("genotype", ["1/1", "0/0", "./1", "1", "./.", "0/0/1", "1/2"])
def test_other_genotypes_are_not_asked_about(genotype):
    assert heterozygous_sites([seen((100, "A", "C,T"), genotype)]) == []


def test_the_allele_of_the_genotype_is_taken():
    assert heterozygous_sites([seen((100, "A", "C,T"), "0/2")]) == [(100, "A", "T")]


@pytest.mark.parametrize("alt", ["<DEL>", "*", "N", "A" * 51, "A]chr6:900]"])
def test_only_small_changes_of_known_bases_are_asked_about(alt):
    assert heterozygous_sites([seen((100, "A", alt))]) == []


def test_a_filtered_change_and_two_changes_of_one_base_are_left_out():
    assert heterozygous_sites([seen(STOP_12, filters="q10")]) == []
    assert heterozygous_sites([seen((100, "A", "C")), seen((100, "A", "T"))]) == []


# --- reads counted beside the program -------------------------------------------------------------


def places(*positions: int) -> list[Site]:
    return [(position, "A", "C") for position in positions]


def test_a_set_is_parted_where_reads_are_few_and_a_single_change_dropped():
    a, b, c, d, e = places(10, 20, 90, 95, 300)
    phases = {a: ("10", 0), b: ("10", 1), c: ("10", 0), d: ("10", 0), e: ("10", 1)}
    links = {(a, b): Link(0, 3), (b, c): Link(0, 2), (c, d): Link(3, 0), (d, e): Link(0, 0)}
    told = {a: ("10", 0), b: ("10", 1), c: ("90", 0), d: ("90", 0)}
    assert well_supported(phases, links) == told


def test_a_pair_of_reads_links_over_a_change_between():
    a, b, c = places(10, 20, 90)
    phases = {a: ("10", 0), b: ("10", 1), c: ("10", 0)}
    assert well_supported(phases, {(a, c): Link(3, 0), (b, c): Link(0, 3)}) == phases


def test_a_disputed_pair_drops_its_whole_part():
    a, b, c, d, e = places(10, 20, 90, 300, 310)
    phases = {a: ("10", 0), b: ("10", 1), c: ("10", 0), d: ("300", 0), e: ("300", 0)}
    links = {(a, c): Link(9, 0), (b, c): Link(0, 9), (a, b): Link(4, 5), (d, e): Link(9, 2)}
    assert well_supported(phases, links) == {d: ("300", 0), e: ("300", 0)}


def test_links_between_two_sets_are_not_used():
    a, b = places(10, 20)
    assert well_supported({a: ("10", 0), b: ("20", 0)}, {(a, b): Link(9, 0)}) == {}


def test_each_read_is_counted_for_each_pair():
    a, b, c = places(10, 20, 90)
    links = count_links([{a: 1, b: 1}, {b: 0, a: 1}, {a: 0, b: 0, c: 1}, {c: 1}])
    assert links == {(a, b): Link(2, 1), (a, c): Link(0, 1), (b, c): Link(0, 1)}


@pytest.mark.parametrize(
    ("site", "allele"),
    [
        ((101, "A", "G"), 0),
        ((101, "C", "A"), 1),
        ((101, "C", "G"), None),
        ((102, "CG", "TT"), 0),
        ((104, "TA", "GG"), 0),
        ((104, "CA", "GG"), None),
        ((105, "AG", "TT"), None),
        ((105, "A", "ACC"), None),
        ((105, "AGG", "A"), 1),
        ((105, "AGGG", "A"), None),
        ((105, "A", "AT"), None),
        ((108, "A", "AT"), None),
        ((110, "G", "GTT"), 1),
        ((110, "G", "GTC"), None),
        ((111, "TC", "T"), 0),
        ((112, "CA", "C"), 0),
        ((111, "TCG", "T"), None),
        ((122, "TCATC", "T"), None),
        ((500, "A", "C"), None),
    ],
)
def test_a_read_shows_an_allele_only_as_the_record_has_it(site, allele):
    """ACGTA, two bases lost, ACG, two inserted, TCATC three times and a base; from 101."""
    read = pysam.AlignedSegment()
    read.query_name, read.flag, read.reference_id, read.reference_start = "r", 0, 0, 100
    read.query_sequence = "NN" + "ACGTA" + "ACG" + "TT" + "TCATC" * 3 + "A"
    read.cigarstring = "2S5M2D3M2I16M"
    told = dict(alleles_in(blocks_of(read), [site]))
    assert told.get(site) == allele


def test_a_base_of_low_quality_is_no_witness():
    read = pysam.AlignedSegment()
    read.query_name, read.flag, read.reference_id, read.reference_start = "r", 0, 0, 100
    read.query_sequence, read.cigarstring = "AC", "2M"
    read.query_qualities = pysam.qualitystring_to_array("#I")
    told = dict(alleles_in(blocks_of(read), [(101, "A", "G"), (102, "A", "C")]))
    assert told == {(102, "A", "C"): 1}


# --- refusals -------------------------------------------------------------------------------------


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(RefusedError) as caught:
        call(*args, **kwargs)
    (fault,) = caught.value.faults
    assert "/" not in fault.what
    return fault.what


def test_whatshap_that_is_not_installed_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(read_phase, "find_spec", lambda _: None)
    assert "WhatsHap" in refused(phased, tmp_path / "reads.bam", None, STOP_12)


def test_alignments_that_cannot_be_used_are_refused(tmp_path):
    length = len(BASES)
    assert "cannot be opened" in refused(open_alignments, tmp_path / "none.bam", "P1", length)
    bam = Reads(samples=("A", "B")).of_copy(sample="A").write(tmp_path)
    assert "none P1" in refused(open_alignments, bam, "P1", length)
    assert open_alignments(bam, "B", length).samples == ("A", "B")
    wrong = LOCUS.lengths[Assembly.GRCH38]
    assert f"{wrong:,}" in refused(open_alignments, bam, "A", wrong)
    (tmp_path / "reads.bam.bai").unlink()
    assert "index" in refused(open_alignments, bam, "A", length)


def test_alignments_without_chromosome_6_are_refused(tmp_path):
    bam = Reads(contig="chr7").of_copy().write(tmp_path)
    assert "no chromosome 6" in refused(open_alignments, bam, "P1", len(BASES))


def test_a_vcf_is_not_taken_for_alignments(tmp_path):
    path = tmp_path / "P1.vcf"
    path.write_text("##fileformat=VCFv4.2\n", encoding="ascii")
    assert "BAM or CRAM" in refused(open_alignments, path, "P1", len(BASES))


def test_a_reference_of_another_name_is_refused(whatshap, tmp_path):
    bam = Reads().of_copy(STOP_12).of_copy(STOP_25).write(tmp_path)
    other = tmp_path / "other.fa"
    other.write_text(f">6\n{BASES}\n", encoding="ascii")
    assert "no chr6" in refused(phased, bam, other, STOP_12, STOP_25)


def test_a_cram_needs_a_reference(whatshap, tmp_path, fasta):
    bam = Reads().of_copy(STOP_12).of_copy(STOP_25).write(tmp_path)
    cram = tmp_path / "reads.cram"
    pysam.view("-C", "-T", str(fasta), "-o", str(cram), str(bam), catch_stdout=False)
    pysam.index(str(cram))
    assert "reference" in refused(phased, cram, None, STOP_12, STOP_25)
    told = phased(cram, fasta, STOP_12, STOP_25)
    assert told[STOP_12][1] != told[STOP_25][1]


def test_whatshap_that_fails_or_does_not_end_is_a_refusal(whatshap, monkeypatch, tmp_path, fasta):
    bam = Reads().of_copy(STOP_12).of_copy(STOP_25).write(tmp_path)
    monkeypatch.setattr(read_phase, "MIN_MAPQ", "high")
    expected = {RefusalCode.PHASING_FAILED}
    with pytest.raises(RefusedError, match="WhatsHap failed") as caught:
        phased(bam, fasta, STOP_12, STOP_25)
    assert {fault.code for fault in caught.value.faults} == expected
    monkeypatch.setattr(read_phase, "TIME_LIMIT", 0.01)
    assert "did not end" in refused(phased, bam, fasta, STOP_12, STOP_25)
