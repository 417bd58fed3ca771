"""A file of very many people gives each of them what a run for that person alone gives.

The oracle is the ordinary road: the same file with the limit for wide files set out of reach.
"""

from __future__ import annotations

import csv
import random
import tracemalloc
from pathlib import Path

import pysam
import pysam.bcftools
import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.case import InputSet, read_inputs
from osteo_annot.intake.vcf import wide
from osteo_annot.intake.vcf.local_alleles import in_all_alleles
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from osteo_annot.report.table.cohort import cohort_row
from osteo_annot.verdict.screen import screened
from tests.knowledge import SourceVcf, splice
from tests.test_known import ONE_STAR, site
from tests.vcf_builder import FRAMESHIFT, NONSENSE, NONSENSE_25, SYNONYMOUS, Vcf

pytestmark = pytest.mark.slow

GENE = gene_model(Assembly.GRCH38)
BASES = embedded_reference(Assembly.GRCH38)
DELETION = (108_060_000, "N", "<DEL>")
SMALL = ("0/0", "0/0", "0/0", "0/0", "0/0", "./.", ".", "0/1", "0|1", "1|0", "1/1")
ODD = ("./1", "1", "0/7", "0/0/1", "x", "0/.")


def cell(rng: random.Random, gt: str, n_alleles: int = 2) -> str:
    """GT:AD:DP:GQ:PS; now and then reads against the genotype, or trailing fields cut."""
    depths = [0] * n_alleles
    for allele in gt.replace("|", "/").split("/"):
        if allele.isdigit() and int(allele) < n_alleles:
            depths[int(allele)] += rng.randint(8, 20)
    if rng.random() < 0.02:
        depths.reverse()
    text = f"{gt}:{','.join(map(str, depths))}:{sum(depths)}:{rng.choice((10, 50, 99))}"
    return rng.choice((f"{text}:.", f"{text}:7", text, gt)) if "|" in gt else text


def substitution(rng: random.Random, position: int) -> tuple[int, str, str]:
    """A change of one base, of a base that the bundled reference knows or of any."""
    ref = BASES.base(position)
    ref = rng.choice("ACGT") if ref == "N" else ref
    return position, ref, rng.choice([base for base in "ACGT" if base != ref])


def places(rng: random.Random, count: int) -> list[int]:
    """Positions all over the locus, half of them in or beside an exon."""
    near = [rng.randint(e.start - 30, e.end + 30) for e in GENE.exons for _ in range(count // 12)]
    far = [rng.randint(GENE.start - 4000, GENE.end + 4000) for _ in range(count // 2)]
    return sorted({*near, *far})


def cohort(path: Path, n_samples: int, seed: int, *, structural: bool = True) -> Path:
    """A joint file with all that a screen may stumble over."""
    rng = random.Random(seed)
    names = tuple(f"S{i}" for i in range(n_samples))
    info = '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">'
    vcf = Vcf(samples=names, extra_header=(info,) if structural else ())
    fmt = "GT:AD:DP:GQ:PS"
    for position in places(rng, 36):
        rare = rng.random() < 0.6
        cells = [
            cell(rng, rng.choice(SMALL) if not rare or rng.random() < 0.02 else "0/0")
            for _ in names
        ]
        vcf.add(substitution(rng, position), *cells, fmt=fmt)
    for variant in (NONSENSE, NONSENSE_25, FRAMESHIFT, SYNONYMOUS, SYNONYMOUS):
        cells = [
            cell(rng, rng.choice((*SMALL, *ODD)) if rng.random() < 0.04 else "0/0") for _ in names
        ]
        vcf.add(variant, *cells, fmt=fmt)
    stars = [cell(rng, rng.choice(("0/0", "0/1", "0/2", "1/2")), 3) for _ in names]
    vcf.add((GENE.start + 7_000, "A", "G,*"), *stars, fmt=fmt)
    if structural:
        copies = [rng.choice(("0/0:2", "0/0:2", "0/0:2", "0/1:1", "./.:0", "./.:.")) for _ in names]
        copies = [text if rng.random() < 0.1 else "0/0:2" for text in copies]
        vcf.add(DELETION, *copies, fmt="GT:CN", info="SVTYPE=DEL;END=108062000;SVLEN=-2000")
    return vcf.write(path)


def rows_alone(inputs: InputSet) -> dict[str, dict[str, str]]:
    """The row of each person by the ordinary road."""
    return {name: cohort_row(result_of(inputs, name, Options()), "") for name in inputs.samples()}


def ordinary(path: Path, monkeypatch: pytest.MonkeyPatch, **options: object) -> InputSet:
    """The file read as any other."""
    with monkeypatch.context() as patch:
        patch.setattr(wide, "WIDE", 10**9)
        inputs = read_inputs([path], **options)  # type: ignore[arg-type]
    assert not inputs.is_wide
    return inputs


def table_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "cohort.tsv").open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everybody_gets_the_row_of_a_run_alone(tmp_path, monkeypatch, seed):
    path = cohort(tmp_path / "cohort.vcf", 110, seed, structural=seed != 2)
    alone = rows_alone(ordinary(path, monkeypatch))
    monkeypatch.setattr(wide, "WIDE", 100)
    screen = screened(read_inputs([path]))
    assert screen.own
    assert sum(len(names) for names in screen.alike.values()) > 10, "the screen must be used"
    run_annotate([path], tmp_path / "out")
    found = table_of(tmp_path / "out")
    assert [row["sample"] for row in found] == list(alone)
    assert [{**row, "report": ""} for row in found] == list(alone.values())


def test_a_second_allele_lifts_a_variant_of_a_wide_file_too(tmp_path, monkeypatch):
    """c.135C>A has PS1 and PM2 (5 points); in trans with a null variant PM3 makes it likely P."""
    place, other = site(135, "A"), site(135, "G")
    knowledge = KnowledgeFiles(
        gnomad=(SourceVcf().seen((1,)).write(tmp_path / "af.vcf"),),
        clinvar=(
            SourceVcf().add(other, f"CLNSIG=Pathogenic;{ONE_STAR}").write(tmp_path / "c.vcf"),
        ),
        splice=(
            SourceVcf().add(place, splice(place, 0.0, 0.0, 0.0, 0.0)).write(tmp_path / "s.vcf"),
        ),
    )
    names = tuple(f"S{i}" for i in range(110))
    vcf = Vcf(samples=names)
    vcf.add(place, *("0|1:7" if i < 20 else "0|0:." for i in range(110)), fmt="GT:PS")
    vcf.add(NONSENSE, *("1|0:7" if 10 <= i < 30 else "0|0:." for i in range(110)), fmt="GT:PS")
    path = vcf.write(tmp_path / "cohort.vcf")
    inputs = ordinary(path, monkeypatch)
    options = Options(("HP:0011002",), knowledge=knowledge.read(inputs))
    alone = [cohort_row(result_of(inputs, name, options), "") for name in inputs.samples()]
    assert "c.135C>A LP" in alone[12]["class_per_event"]
    assert alone[5]["class_per_event"] == "c.135C>A VUS"
    monkeypatch.setattr(wide, "WIDE", 100)
    run_annotate([path], tmp_path / "out", hpo=["HP:0011002"], knowledge=knowledge)
    assert [{**row, "report": ""} for row in table_of(tmp_path / "out")] == alone


def test_those_with_something_get_the_files_of_a_run_alone_and_no_one_else(tmp_path, monkeypatch):
    path = cohort(tmp_path / "cohort.vcf", 60, 4)
    with monkeypatch.context() as patch:
        patch.setattr(wide, "WIDE", 10**9)
        run_annotate([path], tmp_path / "alone")
    monkeypatch.setattr(wide, "WIDE", 50)
    run_annotate([path], tmp_path / "wide")
    rows = table_of(tmp_path / "wide")
    assert 0 < sum(bool(row["report"]) for row in rows) < len(rows)
    for row in rows:
        for suffix in (".json", ".html", ".tsv", ".vcf.gz"):
            written = tmp_path / "wide" / f"{row['sample']}{suffix}"
            assert written.is_file() == bool(row["report"])
            if row["report"]:
                assert written.read_bytes() == (tmp_path / "alone" / written.name).read_bytes()
        if not row["report"]:
            assert row["state"].startswith("NONE_")
            assert row["flags"] in {"", "UNCERTAIN_VARIANT"}
            assert bool(row["class_per_event"]) == bool(row["flags"])


@pytest.mark.parametrize("kind", ["plain", "gzip", "indexed", "bcf", "indexed_bcf"])
def test_every_container_is_read_the_same(tmp_path, monkeypatch, kind):
    plain = cohort(tmp_path / "cohort.vcf", 40, 5)
    path = {"plain": plain}.get(kind, tmp_path / f"cohort.{kind}.vcf.gz")
    if kind == "gzip":
        pysam.tabix_compress(str(plain), str(path))
    elif kind == "indexed":
        pysam.tabix_compress(str(plain), str(path))
        pysam.tabix_index(str(path), preset="vcf")
    monkeypatch.setattr(wide, "WIDE", 30)
    if kind.endswith("bcf"):
        path = _as_bcf(plain, tmp_path / "cohort.bcf")
    if kind == "indexed_bcf":
        pysam.bcftools.index(str(path), catch_stdout=False)
    alone = rows_alone(ordinary(path, monkeypatch))
    run_annotate([path], tmp_path / "out")
    assert [{**row, "report": ""} for row in table_of(tmp_path / "out")] == list(alone.values())


def _as_bcf(plain: Path, path: Path) -> Path:
    """The file as BCF; genotypes that BCF cannot hold are left out first."""
    text = plain.read_text().replace("\tx:", "\t./.:").replace("\t0/7:", "\t./.:")
    header, _, body = text.partition("#CHROM")
    fields = "".join(
        f'##FORMAT=<ID={name},Number={number},Type={kind},Description="x">\n'
        for name, number, kind in (
            ("GT", "1", "String"),
            ("AD", "R", "Integer"),
            ("DP", "1", "Integer"),
            ("GQ", "1", "Integer"),
            ("PS", "1", "Integer"),
            ("CN", "1", "Integer"),
        )
        if f"##FORMAT=<ID={name}," not in header
    )
    info = '##INFO=<ID=END,Number=1,Type=Integer,Description="x">\n'
    info += '##INFO=<ID=SVLEN,Number=A,Type=Integer,Description="x">\n'
    fixed = plain.with_name("fixed.vcf")
    fixed.write_text(f"{header}{fields}{info}#CHROM{body}")
    pysam.bcftools.view("-Ob", "-o", str(path), str(fixed), catch_stdout=False)
    return path


def test_one_sample_of_a_wide_file_is_that_of_a_run_alone(tmp_path, monkeypatch):
    path = cohort(tmp_path / "cohort.vcf", 120, 6)
    alone = document_of(result_of(ordinary(path, monkeypatch), "S7", Options()))
    monkeypatch.setattr(wide, "WIDE", 100)
    held = read_inputs([path]).holding(["S7"])
    assert document_of(result_of(held, "S7", Options())) == alone
    with pytest.raises(KeyError):
        held.files[0].observations("S8")


def test_two_files_of_one_cohort_speak_of_each_other(tmp_path, monkeypatch):
    """A confident reference call in one file contradicts the carrier in another (rules 2.1, Z2)."""
    names = tuple(f"S{i}" for i in range(110))
    far = substitution(random.Random(0), GENE.start + 9_000)
    first, second = Vcf(samples=names), Vcf(samples=names)
    first.add(far, *["0/1:30:99"] * 5, *["0/0:30:99"] * 105, fmt="GT:DP:GQ")
    second.add(far, *["0/0:30:99"] * 110, fmt="GT:DP:GQ")
    paths = [first.write(tmp_path / "a.vcf"), second.write(tmp_path / "b.vcf")]
    monkeypatch.setattr(wide, "WIDE", 100)
    run_annotate(paths, tmp_path / "out")
    flags = [row["flags"] for row in table_of(tmp_path / "out")]
    assert flags == ["GENOTYPES_DISAGREE"] * 5 + [""] * 105


def test_children_of_a_pedigree_are_judged_with_their_parents(tmp_path, monkeypatch):
    names = ("child", "mother", "father", *(f"S{i}" for i in range(110)))
    vcf = Vcf(samples=names)
    vcf.add(NONSENSE, "0/1", "0/1", "0/0", *["0/0"] * 110)
    vcf.add(FRAMESHIFT, "0/1", "0/0", "0/1", *["0/0"] * 110)
    ped = tmp_path / "family.ped"
    ped.write_text("F child father mother 0 2\nF mother 0 0 2 1\nF father 0 0 1 1\n")
    monkeypatch.setattr(wide, "WIDE", 100)
    run_annotate([vcf.write(tmp_path / "c.vcf")], tmp_path / "out", ped=ped)
    rows = {row["sample"]: row for row in table_of(tmp_path / "out")}
    assert "mother" not in rows
    assert rows["child"]["state"] == "BIALLELIC_COMPHET_TRANS"
    assert len(rows) == 111


def test_reading_takes_memory_for_those_who_are_held_only(tmp_path, monkeypatch):
    """Ten times the people must not take ten times the memory of the records."""
    monkeypatch.setattr(wide, "WIDE", 100)
    peaks = []
    for n_samples in (400, 4000):
        path = cohort(tmp_path / f"{n_samples}.vcf", n_samples, 16)
        inputs = read_inputs([path])
        tracemalloc.start()
        inputs.holding(["S1", "S2"])
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        longest = max(map(len, path.read_text().splitlines()))
        # The compressor of the lines kept aside has a state of fixed size, some 0.3 MB.
        assert peaks[-1] < 20 * longest + 800_000
    assert peaks[1] < 3 * peaks[0]
    assert sum(len(line) for line in path.read_text().splitlines()) > 1.5 * peaks[-1]


@pytest.mark.parametrize(
    ("fields", "depths"),
    [
        # The rows of the example in VCF 4.5 section 1.6.2; alleles that were not observed have 0.
        ({"GT": "2/4", "LAA": "2,4", "LAD": "20,30,10"}, "20,0,30,0,10"),
        ({"GT": "0/3", "LAA": "3", "LAD": "15,25"}, "15,0,0,25,0"),
        ({"GT": "0/0", "LAA": "", "LAD": "30"}, "30,0,0,0,0"),
        ({"GT": "0/0", "LAA": ".", "LAD": "30"}, "30,0,0,0,0"),
        ({"GT": "0/1", "LAA": "1", "LAD": "15,25", "AD": "1,2,3,4,5"}, "1,2,3,4,5"),
    ],
)
def test_local_depths_are_those_of_all_alleles(fields, depths):
    assert in_all_alleles(fields, 5)["AD"] == depths


@pytest.mark.parametrize("laa", ["9", "0", "1,1", "x", "-1"])
def test_a_local_allele_that_the_record_does_not_have_is_not_used(laa):
    fields = {"GT": "0/1", "LAA": laa, "LAD": "15,25"}
    assert in_all_alleles(fields, 3) == fields


def test_a_local_genotype_names_alleles_of_the_record():
    assert in_all_alleles({"LGT": "0/1", "LAA": "3"}, 5)["GT"] == "0/3"
    assert in_all_alleles({"LGT": "1|2", "LAA": "2,4"}, 5)["GT"] == "2|4"
    assert in_all_alleles({"LGT": "0/2", "LAA": "3"}, 5)["GT"] == "0/?"


def test_few_reads_of_a_local_allele_are_heard(tmp_path):
    """3 of 40 reads: mosaic or artefact (rules Z13), whichever way the depths are written."""
    states = []
    for fmt, text in (("GT:AD", "0/2:37,0,3"), ("GT:LAA:LAD", "0/2:2:37,3")):
        position, ref, _ = NONSENSE
        vcf = Vcf(version="4.5").add((position, ref, "C,T"), text, fmt=fmt)
        inputs = read_inputs([vcf.write(tmp_path / "p.vcf")])
        document = document_of(result_of(inputs, "P1", Options()))
        states.append((document["verdict"]["state"], document["events"][0]["zygosity"]))
    assert states[0] == states[1] == (states[0][0], "mosaic_or_artefact")
