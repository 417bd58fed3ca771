"""The demo cases: made by their script, true to the reference, and what they claim to show."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pysam
import pytest

from osteo_annot.intake.person.sheet import read_sheet
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "resources" / "demo"
PUBLISHED = ROOT.parent / "shared" / "data" / "ostm1" / "ostm1_variants_published.tsv"
VCFS = sorted(path for path in DEMO.iterdir() if path.name.endswith((".vcf", ".vcf.gz")))

# ClinVar 2944 and 195291 (c.36T>A, c.415_416del), positions as published for both assemblies;
# c.75G>A from Trp25 of NP_054747.2; rs80219951 as in ClinVar.
NONSENSE_12 = ("108074616", "A", "T")
FRAMESHIFT_38 = ("108064285", "ACT", "A")
FRAMESHIFT_37 = ("108385489", "ACT", "A")
NONSENSE_25 = ("108074577", "C", "T")
SYNONYMOUS_69 = ("108074445", "C", "A,<NON_REF>")


def plain(path: Path) -> bytes:
    """Bytes of a plain or compressed file, which another zlib may compress otherwise."""
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix in {".gz", ".bam"} else raw


def text_of(path: Path) -> str:
    """Text of a plain or compressed file."""
    return plain(path).decode()


def rows(path: Path) -> list[list[str]]:
    """Data lines of a VCF, split."""
    return [line.split("\t") for line in text_of(path).splitlines() if not line.startswith("#")]


def assembly_of(path: Path) -> Assembly:
    """The assembly that the file's name claims."""
    return Assembly.GRCH37 if "GRCh37" in path.name else Assembly.GRCH38


def locus_rows(name: str) -> list[list[str]]:
    """Data lines of a demo VCF on chromosome 6 inside the locus window."""
    path = DEMO / name
    gene = gene_model(assembly_of(path))
    return [
        row
        for row in rows(path)
        if row[0] in LOCUS.contigs and gene.locus_start <= int(row[1]) <= gene.locus_end
    ]


def alleles(name: str) -> dict[tuple[str, str, str], list[str]]:
    """Genotypes of each POS, REF, ALT of a demo VCF at the locus."""
    return {
        (row[1], row[3], row[4]): [cell.split(":")[0] for cell in row[9:]]
        for row in locus_rows(name)
    }


def info(row: list[str]) -> dict[str, str]:
    """INFO of a data line."""
    return dict(entry.partition("=")[::2] for entry in row[7].split(";"))


def deleted_exons(name: str) -> list[int]:
    """Exons that lie wholly in the deletion of a demo VCF with one deletion at the locus."""
    (row,) = locus_rows(name)
    first, last = int(row[1]) + 1, int(info(row)["END"])
    assert int(info(row)["SVLEN"]) == first - 1 - last
    exons = gene_model(assembly_of(DEMO / name)).exons
    touched = [e.number for e in exons if e.overlaps(first, last)]
    assert touched == [e.number for e in exons if first <= e.start and e.end <= last]
    return touched


def test_the_files_are_what_their_script_writes(tmp_path):
    subprocess.run([sys.executable, DEMO / "make.py", tmp_path], check=True)
    made = {path.name for path in tmp_path.iterdir()}
    scripts = {"make.py", "make_reads.py", "README.md", "selftest.tsv"}
    kept = {path.name for path in DEMO.iterdir() if path.is_file()} - scripts
    assert made == kept
    for path in tmp_path.iterdir():
        if path.suffix not in {".tbi", ".csi"}:
            assert plain(path) == plain(DEMO / path.name), path.name


@pytest.mark.parametrize("path", VCFS, ids=lambda path: path.name)
def test_ref_is_the_reference_and_rows_are_sorted(path):
    reference = embedded_reference(assembly_of(path))
    for row in locus_rows(path.name):
        start = int(row[1])
        assert row[3] == reference.fetch(start, start + len(row[3]) - 1)
    header = pysam.VariantFile(str(path)).header
    order = {name: place for place, name in enumerate(header.contigs)}
    places = [(order[row[0]], int(row[1])) for row in rows(path)]
    assert places == sorted(places)
    assert len(places) > len(locus_rows(path.name)), "has rows elsewhere, as a real file has"


@pytest.mark.parametrize("path", VCFS, ids=lambda path: path.name)
def test_htslib_reads_every_row(path):
    with pysam.VariantFile(str(path)) as file:
        assert sum(1 for _ in file) == len(rows(path))


def test_published_alleles_stand_where_they_were_published():
    if not PUBLISHED.exists():
        pytest.skip("the table of published variants is not here")
    with PUBLISHED.open(encoding="utf-8") as file:
        table = [line.rstrip("\n").split("\t") for line in file]
    named = {line[0]: line for line in table}
    assert "6-" + "-".join(NONSENSE_12) in named["c.36T>A"]
    assert "6-" + "-".join(FRAMESHIFT_38) in named["c.415_416del"]
    assert "6-" + "-".join(FRAMESHIFT_37) in named["c.415_416del"]
    assert "6-" + "-".join(NONSENSE_25) in named["c.75G>A"]


def test_what_each_small_variant_case_shows():
    assert alleles("hom_nonsense.vcf") == {NONSENSE_12: ["1/1"]}
    assert alleles("comphet_trans.vcf") == {FRAMESHIFT_38: ["0|1"], NONSENSE_12: ["1|0"]}
    assert alleles("comphet_unphased.vcf") == {FRAMESHIFT_38: ["0/1"], NONSENSE_12: ["0/1"]}
    assert alleles("carrier.GRCh37.vcf") == {FRAMESHIFT_37: ["0/1"]}
    assert alleles("negative_uncovered.vcf") == {}
    assert alleles("hemizygous.vcf") == {NONSENSE_25: ["1/1"]}
    assert alleles("trio.vcf") == {
        FRAMESHIFT_38: ["0/1", "0/0", "0/1"],
        NONSENSE_12: ["0/1", "0/1", "0/0"],
    }


def test_the_two_alleles_in_trans_share_a_phase_set():
    sets = {
        row[9].split(":")[row[8].split(":").index("PS")] for row in locus_rows("comphet_trans.vcf")
    }
    assert len(sets) == 1


def test_what_each_deletion_case_shows():
    assert deleted_exons("hom_deletion.sv.vcf") == [2, 3, 4, 5]
    assert deleted_exons("hemizygous.sv.vcf") == [1, 2]
    assert deleted_exons("hom_gene_deletion.GRCh37.cnv.vcf.gz") == [1, 2, 3, 4, 5, 6]
    calls = {
        name: dict(zip(row[8].split(":"), row[9].split(":"), strict=True))
        for name in ("hom_deletion.sv.vcf", "hemizygous.sv.vcf")
        for row in locus_rows(name)
    }
    assert {name: (call["GT"], call["CN"]) for name, call in calls.items()} == {
        "hom_deletion.sv.vcf": ("1/1", "0"),
        "hemizygous.sv.vcf": ("0/1", "1"),
    }


def test_the_negative_gvcf_covers_every_exon_well():
    found = locus_rows("negative.g.vcf")
    spans = []
    for row in found:
        call = dict(zip(row[8].split(":"), row[9].split(":"), strict=True))
        assert int(call["GQ"]) >= 50
        assert int(call.get("MIN_DP", call["DP"])) >= 29
        spans.append((int(row[1]), int(info(row).get("END", row[1]))))
    assert all(after[0] == before[1] + 1 for before, after in pairwise(spans))
    gene = gene_model(Assembly.GRCH38)
    assert spans[0][0] <= gene.start - 50
    assert spans[-1][1] >= gene.end + 50
    assert [tuple(r[i] for i in (1, 3, 4)) for r in found if r[2] != "."] == [SYNONYMOUS_69]


def test_the_compressed_case_can_be_fetched_by_region():
    path = DEMO / "hom_gene_deletion.GRCh37.cnv.vcf.gz"
    with pysam.VariantFile(str(path)) as file:
        assert [record.id for record in file.fetch("6", 108_350_000, 108_410_000)] == ["CNV0002"]


def test_the_default_sheet_names_every_case(monkeypatch):
    monkeypatch.chdir(ROOT)
    sheet = read_sheet(Path("config/samples.tsv"))
    named = {file for row in sheet for file in row.files}
    assert {path.relative_to(ROOT) for path in VCFS} == named
    sides = {row.pedigree for row in sheet} | {path for row in sheet for path in row.coverage}
    others = ("trio.ped", "carrier.GRCh37.callable.bed", "hom_deletion.bam", "hemizygous.bam")
    assert {Path("resources/demo") / name for name in others} == sides - {None}


def test_the_ped_file_makes_the_trio():
    lines = text_of(DEMO / "trio.ped").splitlines()
    people = {line[1]: line[2:4] for line in csv.reader(lines[1:], delimiter="\t")}
    assert people == {"proband": ["father", "mother"], "father": ["0", "0"], "mother": ["0", "0"]}


# The cases with reads, and on how many copies the deletion of their VCF lies.
WITH_READS = {"hom_deletion": 2, "hemizygous": 1}


@pytest.mark.parametrize(("name", "copies"), WITH_READS.items())
def test_reads_show_the_deletion_of_the_vcf_on_as_many_copies(name, copies):
    (row,) = locus_rows(f"{name}.sv.vcf")
    first, last = int(row[1]) + 1, int(info(row)["END"])
    with pysam.AlignmentFile(str(DEMO / f"{name}.bam")) as file:
        reads = [r for r in file.fetch("chr6", first - 151, last + 150) if not r.is_duplicate]
        deep = sum(1 for r in file.fetch("chr6", first - 1_400, first - 600))
    # Up to the base before it a read is clipped, and from the base behind it.
    clipped = [r for r in reads if r.reference_end == first - 1 or r.reference_start == last]
    through = [r for r in reads for end in (first, last) if r.get_overlap(end - 10, end + 10) == 20]
    inside = [r for r in reads if first + 400 < r.reference_start < last - 600]
    assert len(clipped) > 10 * copies
    assert (not through) is (copies == 2)
    assert len(inside) * 800 / (last - first - 1_000) == pytest.approx(
        deep * (2 - copies) / 2, rel=0.2
    )


def test_all_reads_of_the_hemizygous_case_show_its_stop():
    position, ref, alt = NONSENSE_25
    at = int(position)
    with pysam.AlignmentFile(str(DEMO / "hemizygous.bam")) as file:
        counts = file.count_coverage("chr6", at - 1, at, quality_threshold=30)
    seen = dict(zip("ACGT", (bases[0] for bases in counts), strict=True))
    assert seen[alt] > 10
    assert seen[ref] == 0


def test_reads_and_indexes_are_small():
    assert sum(path.stat().st_size for path in DEMO.glob("*.bam*")) < 300_000
