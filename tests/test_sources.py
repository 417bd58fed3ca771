"""Sources of knowledge: read at the locus, on the right assembly, matched by normalised allele."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pysam
import pytest

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.knowledge.source_files import read_sources
from osteo_annot.intake.knowledge.sources import AlleleRecord, SourceKind, finite
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference
from tests.knowledge import SV_FIELDS, SourceVcf, sources
from tests.vcf_builder import FRAMESHIFT, NONSENSE

OTHER = {Assembly.GRCH37: Assembly.GRCH38, Assembly.GRCH38: Assembly.GRCH37}
FREQUENCIES, SPLICE = SourceKind.FREQUENCIES, SourceKind.SPLICE


def refusal(assembly: Assembly, path: Path, kind: SourceKind = FREQUENCIES) -> RefusalCode:
    with pytest.raises(RefusedError) as caught:
        sources(assembly, {kind: (path,)})
    return caught.value.faults[0].code


def indexed(path: Path) -> Path:
    """The file bgzipped with its index."""
    pysam.tabix_compress(str(path), f"{path}.gz", force=True)
    pysam.tabix_index(f"{path}.gz", preset="vcf", force=True)
    return Path(f"{path}.gz")


@pytest.mark.parametrize("contig", ["6", "chr6"])
@pytest.mark.parametrize("with_index", [True, False])
def test_a_source_is_read_at_the_locus(
    tmp_path: Path, assembly: Assembly, contig: str, with_index: bool
) -> None:
    path = (
        SourceVcf(assembly, contig=contig, header=("##source=ClinVar", "##fileDate=2026-11-01"))
        .add(NONSENSE, "CLNSIG=Pathogenic")
        .add((100_000_000, "A", "G"), "CLNSIG=Benign")
        .write(tmp_path / "clinvar.vcf")
    )
    path = indexed(path) if with_index else path
    (source,) = sources(assembly, {SourceKind.CLINVAR: (path,)}).items
    assert len(source.alleles) == 1
    assert source.version == "source ClinVar; fileDate 2026-11-01"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_indel_written_otherwise_is_the_same_allele(tmp_path: Path) -> None:
    """c.415_416del in AGAGAG: three places, one allele."""
    position, ref, _ = FRAMESHIFT
    bases = embedded_reference(Assembly.GRCH38)
    shifted = (position + 1, bases.fetch(position + 1, position + 3), bases.base(position + 1))
    assert shifted[1][1:] != ref[1:]
    for name, site in (("left", FRAMESHIFT), ("right", shifted)):
        path = SourceVcf().add(site, "AF=0.1;AN=5000").write(tmp_path / f"{name}.vcf")
        (source,) = sources(Assembly.GRCH38, {FREQUENCIES: (path,)}).items
        assert [(a.start, a.ref, a.alt) for a in source.alleles] == [(position + 1, "CT", "")]


def test_values_of_several_alleles_go_to_their_own(tmp_path: Path) -> None:
    site = (NONSENSE[0], "A", "T,G")
    path = SourceVcf().add(site, "AF=0.1,0.2;AN=5000").write(tmp_path / "two.vcf")
    (source,) = sources(Assembly.GRCH38, {FREQUENCIES: (path,)}).items
    found = {a.alt: hits[0].number("AF") for a, hits in source.alleles.items()}
    assert found == {"T": 0.1, "G": 0.2}
    assert {hits[0].number("AN") for hits in source.alleles.values()} == {5000}


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", ".", "", "-", "0,1"])
def test_what_is_no_finite_number_is_missing(text: str) -> None:
    assert finite(text) is None


def test_the_other_assembly_is_refused(tmp_path: Path, assembly: Assembly) -> None:
    path = SourceVcf(OTHER[assembly]).seen().write(tmp_path / "other.vcf")
    assert refusal(assembly, path) is RefusalCode.SOURCE_ASSEMBLY


def test_a_header_that_lies_about_the_assembly_is_refused(tmp_path: Path) -> None:
    """The length says GRCh37, the bases say GRCh38."""
    path = SourceVcf(length=LOCUS.lengths[Assembly.GRCH37]).seen().write(tmp_path / "false.vcf")
    assert refusal(Assembly.GRCH38, path) is RefusalCode.SOURCE_ASSEMBLY
    assert refusal(Assembly.GRCH37, path) is RefusalCode.SOURCE_WITHOUT_LOCUS


def test_a_source_without_the_locus_is_refused(tmp_path: Path, assembly: Assembly) -> None:
    path = SourceVcf(assembly).add((90_000_000, "A", "G"), "AF=0.1").write(tmp_path / "far.vcf")
    assert refusal(assembly, path) is RefusalCode.SOURCE_WITHOUT_LOCUS


@pytest.mark.parametrize("with_index", [True, False])
def test_a_source_without_chromosome_6_is_refused(tmp_path: Path, with_index: bool) -> None:
    path = tmp_path / "chr1.vcf"
    path.write_text(
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr1\t100\t.\tA\tG\t.\tPASS\tAF=0.1\n"
    )
    path = indexed(path) if with_index else path
    assert refusal(Assembly.GRCH38, path) is RefusalCode.SOURCE_WITHOUT_LOCUS
    assert refusal(Assembly.GRCH38, path, SPLICE) is RefusalCode.SOURCE_WITHOUT_LOCUS


def test_scores_of_a_persons_own_variants_may_have_none_at_the_locus(tmp_path: Path) -> None:
    path = SourceVcf().add((90_000_000, "A", "G"), "SpliceAI=x").write(tmp_path / "own.vcf")
    (source,) = sources(Assembly.GRCH38, {SPLICE: (path,)}).items
    assert not source.alleles


def test_wrong_reference_bases_are_refused(tmp_path: Path) -> None:
    path = SourceVcf().add((NONSENSE[0], "G", "T"), "AF=0.1").write(tmp_path / "ref.vcf")
    assert refusal(Assembly.GRCH38, path) is RefusalCode.REF_MISMATCH


def test_a_record_that_cannot_be_read_makes_the_source_invalid(tmp_path: Path) -> None:
    path = SourceVcf().add(NONSENSE, "AF=0.1").write(tmp_path / "bad.vcf")
    path.write_text(path.read_text() + "chr6\t108074620\t.\tA\n")
    assert refusal(Assembly.GRCH38, path) is RefusalCode.SOURCE_INVALID


def test_a_large_file_needs_an_index(tmp_path: Path) -> None:
    path = SourceVcf().add(NONSENSE, "AF=0.1").write(tmp_path / "large.vcf")
    os.truncate(path, (64 << 20) + 1)
    assert refusal(Assembly.GRCH38, path) is RefusalCode.SOURCE_INVALID


def test_all_faults_of_all_sources_are_told_together(tmp_path: Path) -> None:
    wrong = SourceVcf(Assembly.GRCH37).seen().write(tmp_path / "wrong.vcf")
    given = {FREQUENCIES: (tmp_path / "none.vcf", wrong)}
    with pytest.raises(RefusedError) as caught:
        read_sources(given, Assembly.GRCH38, embedded_reference(Assembly.GRCH38))
    assert [f.code for f in caught.value.faults] == [
        RefusalCode.FILE_NOT_FOUND,
        RefusalCode.SOURCE_ASSEMBLY,
    ]


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = SourceVcf().add(NONSENSE, "AF=0.1").write(tmp_path / "a.vcf")
    first = sources(Assembly.GRCH38, {FREQUENCIES: (path,)}).items[0]
    SourceVcf().add(NONSENSE, "AF=0.123").write(path)
    second = sources(Assembly.GRCH38, {FREQUENCIES: (path,)}).items[0]
    assert [h.text("AF") for s in (first, second) for hits in s.alleles.values() for h in hits] == [
        "0.1",
        "0.123",
    ]


def test_structural_records_are_intervals(tmp_path: Path, assembly: Assembly) -> None:
    shift = 321_204 if assembly is Assembly.GRCH37 else 0
    end = 108_061_000 + shift
    info = f"SVTYPE=DEL;END={end};AF=0.01;AN=20000"
    path = (
        SourceVcf(assembly, header=SV_FIELDS)
        .add((108_060_000, "N", "<DEL>"), info)
        .add((108_062_000, "N", "<DUP>"), "SVTYPE=DUP")
        .write(tmp_path / "sv.vcf")
    )
    (source,) = sources(assembly, {FREQUENCIES: (path,)}).items
    (found,) = source.structural
    assert (found.kind, found.start, found.end) == ("DEL", 108_060_001 + shift, end)
    assert isinstance(found.record, AlleleRecord)
    assert source.tells_structural
