"""Real exomes, gVCFs and structural calls, as they are and with published variants written in.

The files stay in the shared folder; these tests skip where it is absent.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.intake.case import read_inputs
from osteo_annot.record.tables import rows_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "vcf"
EXOME = DATA / "Pfeiffer.exomiser.GRCh37.vcf.gz"
GVCF = DATA / "NA12878.glnexus.GRCh38.g.vcf.gz"
POPULATION_SV = DATA / "HG00096.1000G.mergedSV.GRCh37.vcf"
LONG_READ_SV = DATA / "truvari_mims.tp-base.GRCh38.vcf.gz"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared real files are not here")


def judged(out: Path, *paths: Path, sample: str) -> dict[str, Any]:
    rows, faults = run_annotate(list(paths), out, sample=sample)
    assert faults == []
    return json.loads((out / rows[0]["report"].replace(".html", ".json")).read_text("utf-8"))


def lines_of(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [line for line in handle.read().split("\n") if line]


def with_rows(source: Path, target: Path, rows: list[str]) -> Path:
    """The real file with rows of chromosome 6 written in at their place."""
    lines = lines_of(source)
    header = [line for line in lines if line.startswith("#")]
    body = [line for line in lines if not line.startswith("#")]
    for row in rows:
        contig, position = row.split("\t")[0], int(row.split("\t")[1])
        index = next(
            (
                i
                for i, line in enumerate(body)
                if line.split("\t")[0] == contig and int(line.split("\t")[1]) > position
            ),
            len(body),
        )
        body.insert(index, row)
    target.write_text("\n".join([*header, *body]) + "\n")
    return target


def published(name: str, assembly: str) -> tuple[str, str, str]:
    row = next(r for r in rows_of("published_variants.tsv") if r["hgvs_c"].startswith(name))
    _, position, ref, alt = row[assembly].split("-")
    return position, ref, alt


def test_exome_without_finding_says_so(tmp_path: Path) -> None:
    document = judged(tmp_path, EXOME, sample="manuel")
    assert document["assembly"] == "GRCh37"
    assert document["events"] == document["ledger"] == []
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"
    assert {e["small_variants"] for e in document["callability"]["exons"]} == {"unknown"}
    assert "not fully examined" in document["verdict"]["headline"]


def test_gvcf_without_reads_at_the_gene_is_not_reference(tmp_path: Path) -> None:
    # One block of DP 0 spans the whole gene with GT 0/0: nothing was seen there.
    document = judged(tmp_path, GVCF, sample="NA12878")
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"
    assert {e["small_variants"] for e in document["callability"]["exons"]} == {"not_callable"}
    assert [e["reason"] for e in document["ledger"]] == ["REFERENCE_BLOCK"]


def test_homozygous_nonsense_in_the_exome(tmp_path: Path) -> None:
    position, ref, alt = published("c.36T>A", "grch37")
    row = f"6\t{position}\t.\t{ref}\t{alt}\t900\tPASS\t.\tGT:AD:DP:GQ:PL\t1/1:0,44:44:99:900,132,0"
    path = with_rows(EXOME, tmp_path / "exome.vcf", [row])
    document = judged(tmp_path / "out", path, sample="manuel")
    assert document["verdict"]["state"] == "APPARENT_HOM"
    (event,) = document["events"]
    assert (event["hgvs"]["c"], event["hgvs"]["p"]) == ("c.36T>A", "p.(Cys12Ter)")
    assert event["evidence"]["published"][0]["reference"] == "16813530"
    assert event["evidence"]["allele_depths"] == ["0/44"]


def test_two_published_variants_in_the_exome(tmp_path: Path) -> None:
    rows = []
    for name in ("c.36T>A", "c.415_416del"):
        position, ref, alt = published(name, "grch37")
        rows.append(f"6\t{position}\t.\t{ref}\t{alt}\t900\tPASS\t.\tGT:AD:DP\t0/1:20,24:44")
    path = with_rows(EXOME, tmp_path / "exome.vcf", rows)
    document = judged(tmp_path / "out", path, sample="manuel")
    assert document["verdict"]["state"] == "POSSIBLE_COMPHET_UNPHASED"
    assert [e["hgvs"]["c"] for e in document["events"]] == ["c.415_416del", "c.36T>A"]


def test_published_deletion_in_the_gvcf(tmp_path: Path) -> None:
    position, ref, alt = published("c.415_416del", "grch38")
    row = (
        f"chr6\t{position}\t.\t{ref}\t{alt},<NON_REF>\t900\t.\t.\tGT:AD:DP:GQ:PL:SB\t"
        "0/1:12,14,0:26:99:1,2,3,4,5,6:0,0,0,0"
    )
    path = with_rows(GVCF, tmp_path / "a.g.vcf", [row])
    document = judged(tmp_path / "out", path, sample="NA12878")
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert document["events"][0]["hgvs"]["p"] == "p.(Gln140GlufsTer11)"


def test_indexed_and_streamed_exome_agree(tmp_path: Path) -> None:
    streamed = tmp_path / EXOME.name
    streamed.write_bytes(EXOME.read_bytes())
    one, other = read_inputs([EXOME]), read_inputs([streamed])
    assert one.assembly == other.assembly
    assert [f.rows for f in one.files] == [f.rows for f in other.files]


@pytest.mark.parametrize(
    ("path", "samples"),
    [
        (POPULATION_SV, ["HG00096"]),
        (LONG_READ_SV, ["HG005", "HG02622", "HG02486", "HG02257", "HG002", "HG00438"]),
    ],
)
def test_structural_files_run_clean(tmp_path: Path, path: Path, samples: list[str]) -> None:
    rows, faults = run_annotate([path], tmp_path)
    assert faults == []
    assert [row["sample"] for row in rows] == samples
    assert {row["state"] for row in rows} == {"NONE_INCOMPLETE"}


def test_population_deletion_of_exon_2_written_into_the_structural_file(tmp_path: Path) -> None:
    # 1000 Genomes style: <CN0> with CIPOS and CIEND, the event of population_sv.tsv.
    event = next(r for r in rows_of("population_sv.tsv") if "exon 2" in r["relation"])
    start, end = int(event["grch37_start"]), int(event["grch37_end"])
    row = (
        f"6\t{start - 1}\tX\tN\t<CN0>\t100\tPASS\tSVTYPE=DEL;END={end};CIPOS=-300,0;CIEND=0,200"
        "\tGT\t0|1"
    )
    path = with_rows(POPULATION_SV, tmp_path / "sv.vcf", [row])
    document = judged(tmp_path / "out", path, sample="HG00096")
    (found,) = document["events"]
    assert found["exons"] == [2]
    assert found["location"]["inner"] == [start, end]
    assert found["location"]["outer"] == [start - 300, end + 200]
    assert found["hgvs"]["c"] == "c.(402+1_403-1)_(517+1_518-1)del"
    assert found["evidence"]["population_events"][0]["frequency"] == "not known"
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
