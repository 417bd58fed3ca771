"""Reading VCF and BCF: containers, assemblies, refusals. Codes are the closed list of errors.py."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import cyvcf2
import pysam
import pysam.bcftools
import pytest

from osteo_annot.errors import Fault, RefusalCode, RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth.coverage import read_coverage
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.intake.vcf.genotype import GenotypeKind, parse_genotype
from osteo_annot.intake.vcf.reach import locus_window
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.person import person_of
from osteo_annot.notes import NoteCode
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import FRAMESHIFT, NONSENSE, SV_HEADER, SYNONYMOUS, Vcf


def codes(error: RefusedError) -> list[str]:
    return [fault.code.value for fault in error.faults]


def refused(*paths: Path, **kwargs: object) -> list[str]:
    with pytest.raises(RefusedError) as caught:
        read_inputs(paths, **kwargs)  # type: ignore[arg-type]
    assert all(fault.remedy and fault.where for fault in caught.value.faults)
    return codes(caught.value)


def plain(tmp_path: Path, name: str = "a.vcf", **kwargs: object) -> Path:
    vcf = Vcf(**kwargs)  # type: ignore[arg-type]
    return vcf.add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / name)


# --- containers -----------------------------------------------------------------------------


def as_bgzip(path: Path, index: bool) -> Path:
    target = path.with_suffix(".vcf.gz")
    pysam.tabix_compress(str(path), str(target), force=True)
    if index:
        pysam.tabix_index(str(target), preset="vcf", force=True)
    return target


def as_gzip(path: Path) -> Path:
    target = path.with_suffix(".gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    return target


def as_bcf(path: Path, index: bool) -> Path:
    target = path.with_suffix(".bcf")
    pysam.bcftools.view("-Ob", "-o", str(target), str(path), catch_stdout=False)
    if index:
        pysam.bcftools.index(str(target), catch_stdout=False)
    return target


@pytest.mark.parametrize("form", ["gzip", "bgzip", "bgzip+tbi", "bcf", "bcf+csi", "crlf", "bom"])
def test_every_container_gives_the_same_events(tmp_path: Path, form: str) -> None:
    header = [
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="GT">',
        '##FILTER=<ID=PASS,Description="p">',
    ]
    source = plain(tmp_path, extra_header=header)
    forms = {
        "gzip": lambda: as_gzip(source),
        "bgzip": lambda: as_bgzip(source, index=False),
        "bgzip+tbi": lambda: as_bgzip(source, index=True),
        "bcf": lambda: as_bcf(source, index=False),
        "bcf+csi": lambda: as_bcf(source, index=True),
        "crlf": lambda: rewritten(source, source.read_bytes().replace(b"\n", b"\r\n")),
        "bom": lambda: rewritten(source, b"\xef\xbb\xbf" + source.read_bytes()),
    }
    expected = document_of(result_of(read_inputs([source]), "P1", Options()))
    inputs = read_inputs([forms[form]()])
    found = document_of(result_of(inputs, "P1", Options()))
    for part in ("verdict", "copies", "events", "callability"):
        assert found[part] == expected[part]
    notes = [note["code"] for note in found["input_notes"]]
    assert notes == {"crlf": ["CRLF_LINE_ENDS"], "bom": ["BYTE_ORDER_MARK_REMOVED"]}.get(form, [])


def rewritten(path: Path, data: bytes) -> Path:
    target = path.with_name("rewritten.vcf")
    target.write_bytes(data)
    return target


@pytest.mark.parametrize("version", ["4.1", "4.2", "4.3", "4.4", "4.5"])
def test_every_version_is_read(tmp_path: Path, version: str) -> None:
    assert len(read_inputs([plain(tmp_path, version=version)]).files[0].rows) == 2


@pytest.mark.parametrize("version", ["3.3", "4.0", "4.6", "5.0"])
def test_other_versions_are_refused(tmp_path: Path, version: str) -> None:
    assert refused(plain(tmp_path, version=version)) == ["NOT_A_VCF"]


def test_rows_are_those_that_a_second_reader_sees(tmp_path: Path) -> None:
    path = as_bgzip(plain(tmp_path), index=True)
    rows = read_inputs([path]).files[0].rows
    other = [(r.CHROM, r.POS, r.REF, tuple(r.ALT)) for r in cyvcf2.VCF(str(path))]
    assert [(r.contig, r.position, r.ref, r.alts) for r in rows] == other


@pytest.mark.parametrize("cut", [1, 27, 28, 40])
def test_truncated_bgzip_is_refused(tmp_path: Path, cut: int) -> None:
    path = as_bgzip(plain(tmp_path), index=False)
    path.write_bytes(path.read_bytes()[:-cut])
    assert refused(path) == ["NO_BGZF_END"]


def test_truncated_gzip_is_refused(tmp_path: Path) -> None:
    path = as_gzip(plain(tmp_path))
    path.write_bytes(path.read_bytes()[:-20])
    assert refused(path) == ["TRUNCATED_FILE"]


def test_truncated_plain_row_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    assert refused(path) == ["TRUNCATED_FILE"]


def test_structural_record_that_starts_far_away_is_found_by_index(tmp_path: Path) -> None:
    vcf = Vcf(extra_header=SV_HEADER)
    vcf.rows.append("chr6\t100000001\t.\tN\t<DEL>\t.\tPASS\tSVTYPE=DEL;SVLEN=-9000000\tGT\t0/1")
    path = as_bgzip(vcf.write(tmp_path / "sv.vcf"), index=True)
    assert [row.position for row in read_inputs([path]).files[0].rows] == [100_000_001]


def test_index_older_than_the_file_is_not_used(tmp_path: Path) -> None:
    path = as_bgzip(plain(tmp_path), index=True)
    os.utime(f"{path}.tbi", (1, 1))
    Path(f"{path}.tbi").write_bytes(b"not an index")
    os.utime(f"{path}.tbi", (1, 1))
    assert len(read_inputs([path]).files[0].rows) == 2


def test_broken_index_is_refused(tmp_path: Path) -> None:
    path = as_bgzip(plain(tmp_path), index=True)
    Path(f"{path}.tbi").write_bytes(b"not an index")
    assert refused(path) == ["BROKEN_INDEX"]


def test_unsorted_indexed_file_is_refused(tmp_path: Path) -> None:
    sorted_path = as_bgzip(plain(tmp_path), index=True)
    lines = plain(tmp_path).read_text().splitlines()
    shuffled = tmp_path / "a.vcf"
    shuffled.write_text("\n".join([*lines[:-2], lines[-1], lines[-2]]) + "\n")
    pysam.tabix_compress(str(shuffled), str(sorted_path), force=True)
    os.utime(f"{sorted_path}.tbi")
    assert refused(sorted_path) == ["UNSORTED"]


# --- assembly -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contig", "assembly"),
    [
        ("6", Assembly.GRCH37),
        ("chr6", Assembly.GRCH37),
        ("6", Assembly.GRCH38),
        ("NC_000006.11", Assembly.GRCH37),
        ("NC_000006.12", Assembly.GRCH38),
        ("CM000668.1", Assembly.GRCH37),
        ("CM000668.2", Assembly.GRCH38),
    ],
)
def test_contig_names(tmp_path: Path, contig: str, assembly: Assembly) -> None:
    inputs = read_inputs([plain(tmp_path, contig=contig, assembly=assembly)])
    assert (inputs.assembly, len(inputs.files[0].rows)) == (assembly, 2)


@pytest.mark.parametrize(
    ("contig", "assembly"), [("NC_000006.11", Assembly.GRCH37), ("CM000668.2", Assembly.GRCH38)]
)
def test_accession_alone_tells_the_assembly(
    tmp_path: Path, contig: str, assembly: Assembly
) -> None:
    path = plain(tmp_path, contig=contig, assembly=assembly, with_length=False)
    assert read_inputs([path]).assembly is assembly


@pytest.mark.parametrize(
    ("line", "assembly"),
    [
        ("##reference=file:///data/human_g1k_v37.fasta", Assembly.GRCH37),
        ("##reference=hs37d5.fa", Assembly.GRCH37),
        ("##assembly=GRCh38.p14", Assembly.GRCH38),
        ("##reference=/refs/Homo_sapiens_assembly38.fasta", Assembly.GRCH38),
    ],
)
def test_reference_line_tells_the_assembly(tmp_path: Path, line: str, assembly: Assembly) -> None:
    path = plain(tmp_path, assembly=assembly, with_length=False, extra_header=[line])
    assert read_inputs([path]).assembly is assembly


@pytest.mark.parametrize("assembly", list(Assembly))
def test_ref_bases_tell_the_assembly(tmp_path: Path, assembly: Assembly) -> None:
    path = plain(tmp_path, assembly=assembly, with_length=False)
    assert read_inputs([path]).assembly is assembly


def test_one_base_is_not_enough(tmp_path: Path) -> None:
    vcf = Vcf(with_length=False).add(NONSENSE, "0/1").write(tmp_path / "a.vcf")
    assert refused(vcf) == ["ASSEMBLY_UNDETERMINED"]
    assert read_inputs([vcf], assembly=Assembly.GRCH38).assembly is Assembly.GRCH38


def test_stated_assembly_never_overrides_the_file(tmp_path: Path) -> None:
    path = plain(tmp_path)
    assert set(refused(path, assembly=Assembly.GRCH37)) == {"ASSEMBLY_CONFLICT"}


def test_files_of_two_assemblies_are_refused(tmp_path: Path) -> None:
    one = plain(tmp_path, "37.vcf", assembly=Assembly.GRCH37)
    other = plain(tmp_path, "38.vcf", assembly=Assembly.GRCH38)
    assert set(refused(one, other)) == {"ASSEMBLY_CONFLICT"}


def test_header_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path, extra_header=["##reference=hg19.fa"])
    assert set(refused(path)) == {"ASSEMBLY_CONFLICT"}


@pytest.mark.parametrize("length", ["172126628", "170899992", "1000"])
def test_other_lengths_are_not_supported(tmp_path: Path, length: str) -> None:
    text = plain(tmp_path).read_text().replace("length=170805979", f"length={length}")
    path = rewritten(tmp_path / "x.vcf", text.encode())
    assert refused(path) == ["ASSEMBLY_NOT_SUPPORTED"]


def test_ref_that_is_not_the_reference_is_refused(tmp_path: Path) -> None:
    wrong = Vcf().add((NONSENSE[0], "G", "T"), "0/1").write(tmp_path / "a.vcf")
    assert refused(wrong) == ["REF_MISMATCH"]
    unknown = Vcf().add((NONSENSE[0], "N", "<NON_REF>"), "0/0").write(tmp_path / "b.vcf")
    assert len(read_inputs([unknown]).files[0].rows) == 1


def test_wrong_anchor_base_of_a_symbolic_record_is_a_note(tmp_path: Path) -> None:
    vcf = Vcf(extra_header=SV_HEADER)
    vcf.add((NONSENSE[0], "G", "<DEL>"), "0/1", info=f"SVTYPE=DEL;END={NONSENSE[0] + 900}")
    *_, note = read_inputs([vcf.write(tmp_path / "a.vcf")]).notes
    assert note.code is NoteCode.ANCHOR_BASE_DIFFERS
    assert note.where.startswith("a.vcf, chr6:108074616")


# --- header and samples ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "hello\n", "#CHROM\tPOS\n", "##fileformat=VCFv4.2\nchr6\t1\n"]
)
def test_what_is_not_a_vcf(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.vcf"
    path.write_text(text)
    assert set(refused(path)) == {"NOT_A_VCF"}


def test_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.vcf") == ["FILE_NOT_FOUND"]


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    bad = rewritten(tmp_path / "x.vcf", b"hello\n")
    found = refused(bad, tmp_path / "none.vcf")
    assert (set(found), found[-1]) == ({"NOT_A_VCF", "FILE_NOT_FOUND"}, "FILE_NOT_FOUND")


def test_no_chromosome_6(tmp_path: Path) -> None:
    path = tmp_path / "x.vcf"
    path.write_text(plain(tmp_path).read_text().replace("chr6", "chr7"))
    assert refused(path) == ["NO_CHROMOSOME_6"]
    assert refused(as_bgzip(path, index=True)) == ["NO_CHROMOSOME_6"]


def test_sites_only_and_duplicate_samples(tmp_path: Path) -> None:
    assert refused(Vcf(samples=()).write(tmp_path / "a.vcf")) == ["NO_SAMPLES"]
    twice = Vcf(samples=("P1", "P1")).write(tmp_path / "b.vcf")
    assert refused(twice) == ["DUPLICATE_SAMPLE_NAMES"]


def test_sample_not_in_file(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="it has P1") as caught:
        person_of(read_inputs([plain(tmp_path)]), "P2")
    assert codes(caught.value) == ["SAMPLE_NOT_IN_FILE"]


def test_name_with_trailing_space_is_another_name(tmp_path: Path) -> None:
    inputs = read_inputs([plain(tmp_path, samples=("P1 ",))])
    assert inputs.samples() == ("P1 ",)
    with pytest.raises(RefusedError):
        person_of(inputs, "P1")


def test_control_characters_cannot_forge_a_line() -> None:
    fault = Fault(RefusalCode.NOT_A_VCF, "a\nREFUSED: all fine", "\x1b[2J")
    assert "\n" not in fault.line()
    assert "\x1b" not in fault.line()


# --- genotype -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "alleles", "phased"),
    [
        (None, GenotypeKind.ABSENT, (), False),
        ("", GenotypeKind.MISSING, (), False),
        (".", GenotypeKind.MISSING, (None,), False),
        ("./.", GenotypeKind.MISSING, (None, None), False),
        (".|.", GenotypeKind.MISSING, (None, None), True),
        ("./1", GenotypeKind.HALF, (None, 1), False),
        ("0/.", GenotypeKind.HALF, (0, None), False),
        ("1", GenotypeKind.HAPLOID, (1,), False),
        ("0", GenotypeKind.HAPLOID, (0,), False),
        ("0/0", GenotypeKind.DIPLOID, (0, 0), False),
        ("1|2", GenotypeKind.DIPLOID, (1, 2), True),
        ("|0/1", GenotypeKind.DIPLOID, (0, 1), False),
        ("/0|1", GenotypeKind.DIPLOID, (0, 1), False),
        ("0/1/1", GenotypeKind.POLYPLOID, (0, 1, 1), False),
        ("0/3", GenotypeKind.MALFORMED, (), False),
        ("0/a", GenotypeKind.MALFORMED, (), False),
        ("0//1", GenotypeKind.MALFORMED, (), False),
        ("-1/0", GenotypeKind.MALFORMED, (), False),
    ],
)
def test_genotypes_are_told_apart(
    text: str | None, kind: GenotypeKind, alleles: tuple[int | None, ...], phased: bool
) -> None:
    genotype = parse_genotype(text, 3)
    assert (genotype.kind, genotype.alleles, genotype.phased) == (kind, alleles, phased)
    assert genotype.is_reference is (text == "0/0")


# --- pedigree and regions -------------------------------------------------------------------


def test_pedigree_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.ped"
    path.write_text(
        "F A 0 0 1\nF B B 0 1 1\nF C D D 1 1\nF E 0 0 1 1\nF E 0 0 1 1\nF G H 0 1 1\nF H 0 0 2 1\n"
    )
    with pytest.raises(RefusedError) as caught:
        read_pedigree(path)
    assert [fault.where for fault in caught.value.faults] == [
        "a.ped, line 1",
        "a.ped, line 2",
        "a.ped, line 3",
        "a.ped, line 5",
        "a.ped",
    ]


def test_regions_are_checked_like_files(tmp_path: Path) -> None:
    bed = tmp_path / "a.bed"
    start, end = locus_window(Assembly.GRCH38)
    bed.write_text(
        f"track x\nchr6\t{start}\t{end}\nchr6\t1\t2\nchr6\t{start}\t{end}\tNO_COVERAGE\n"
    )
    regions = read_coverage(bed, Assembly.GRCH38)
    assert [(i.start, i.end) for i in regions.intervals] == [(start + 1, end)]
    for text, code in [
        ("chr7\t1\t2\n", "NO_CHROMOSOME_6"),
        ("chr6\tx\t2\n", "COVERAGE_INVALID"),
        ("NC_000006.11\t1\t2\n", "ASSEMBLY_CONFLICT"),
    ]:
        bed.write_text(text)
        with pytest.raises(RefusedError) as caught:
            read_coverage(bed, Assembly.GRCH38)
        assert code in codes(caught.value)


# --- the ledger -----------------------------------------------------------------------------


def test_every_record_at_the_locus_is_in_the_ledger(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1", "P2"), extra_header=SV_HEADER)
    vcf.add(NONSENSE, "0/1", "0/0").add(FRAMESHIFT, "./.", "1/1").add(SYNONYMOUS, "0/0", ".")
    vcf.add((NONSENSE[0], "A", "<NON_REF>"), "0/0", "0/0", filters=".")
    vcf.add((NONSENSE[0], "A", "A[chr6:108074700["), "0/1", "0/0")
    vcf.add((NONSENSE[0], "A", "A[chr6:["), "0/1", "0/0")
    vcf.add((NONSENSE[0], "A", "<XYZ>"), "0/1", "0/0")
    vcf.add((NONSENSE[0], "A", "<DEL>"), "0/1", "0/0", info="SVTYPE=DEL")
    vcf.add((NONSENSE[0], "A", "T"), "0/7", "0/0")
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")])
    document = document_of(result_of(inputs, "P1", Options()))
    assert sorted(entry["reason"] for entry in document["ledger"]) == [
        "BOUNDS_NOT_READABLE",
        "BREAKEND_NOT_RESOLVED",
        "GENOTYPE_NOT_READABLE",
        "NO_CALL",
        "REFERENCE_BLOCK",
        "REFERENCE_GENOTYPE",
        "SUPPORTS_EVENT",
        "SUPPORTS_EVENT",
        "SYMBOLIC_ALLELE_NOT_KNOWN",
    ]
    assert len({entry["id"] for entry in document["ledger"]}) == len(vcf.rows)
