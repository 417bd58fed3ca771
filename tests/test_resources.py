"""What the data files say is re-derived, and held against the shared facts where present."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from osteo_annot.errors import RefusedError
from osteo_annot.locus import files
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import (
    embedded_reference,
    protein_sequence,
    reverse_complement,
    transcript_sequence,
)
from osteo_annot.record.disease import record
from osteo_annot.record.neighbours import neighbours, neighbours_overlapping
from osteo_annot.record.phenotype import match_terms, record_terms
from osteo_annot.record.population import population_events
from osteo_annot.record.protein import protein_features
from osteo_annot.record.tables import rows_of
from osteo_annot.record.variants import published_alleles

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "ostm1"
OFFSET = 321_204
# NCBI genetic code table 1, written in its own order (TCAG), independent of the product's.
AMINO = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"


def residue(codon: str) -> str:
    first, second, third = ("TCAG".index(base) for base in codon)
    return AMINO[16 * first + 4 * second + third]


def test_translation_equals_the_protein() -> None:
    cds = transcript_sequence()[90:1095]
    codons = [cds[i : i + 3] for i in range(0, len(cds), 3)]
    assert "".join(map(residue, codons)) == protein_sequence() + "*"
    assert len(protein_sequence()) == 334


@pytest.mark.parametrize("assembly", list(Assembly))
def test_exons_sum_up(assembly: Assembly) -> None:
    gene = gene_model(assembly)
    assert sum(len(exon) for exon in gene.exons) == len(transcript_sequence()) == 4471
    coding = [gene.coding_part(exon) for exon in gene.exons]
    assert [end - start + 1 for start, end in filter(None, coding)] == [402, 115, 98, 168, 166, 56]
    assert (gene.cds_length, gene.protein_length, gene.last_junction) == (1005, 334, 949)


@pytest.mark.parametrize("assembly", list(Assembly))
def test_exons_of_the_locus_are_the_transcript(assembly: Assembly) -> None:
    gene, bases = gene_model(assembly), embedded_reference(assembly)
    joined = "".join(reverse_complement(bases.fetch(e.start, e.end)) for e in gene.exons)
    assert joined == transcript_sequence()


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_intron_is_gt_ag(assembly: Assembly) -> None:
    gene, bases = gene_model(assembly), embedded_reference(assembly)
    for upstream, downstream in zip(gene.exons, gene.exons[1:], strict=False):
        donor = reverse_complement(bases.fetch(upstream.start - 2, upstream.start - 1))
        acceptor = reverse_complement(bases.fetch(downstream.end + 1, downstream.end + 2))
        assert (donor, acceptor) == ("GT", "AG")


def test_assemblies_agree_at_the_offset() -> None:
    one, other = gene_model(Assembly.GRCH37), gene_model(Assembly.GRCH38)
    assert [(e.start - OFFSET, e.end - OFFSET) for e in one.exons] == [
        (e.start, e.end) for e in other.exons
    ]
    assert embedded_reference(Assembly.GRCH37).bases == embedded_reference(Assembly.GRCH38).bases


@pytest.mark.parametrize("assembly", list(Assembly))
def test_known_segments_are_the_bases_that_are_known(assembly: Assembly) -> None:
    reference = embedded_reference(assembly)
    known = set()
    for line in files.resource_text(f"OSTM1/known_segments.{assembly}.bed").splitlines():
        contig, start, end = line.split("\t")
        assert contig == "chr6"
        known |= set(range(int(start) + 1, int(end) + 1))
    for index, base in enumerate(reference.bases):
        assert (base != "N") == (reference.start + index in known)


@pytest.mark.parametrize("assembly", list(Assembly))
def test_published_variants_stand_on_the_reference(assembly: Assembly) -> None:
    found = published_alleles(assembly)
    names = {variant.hgvs_c.split(" ")[0] for group in found.values() for variant in group}
    assert names == {"c.36T>A", "c.415_416del", "c.949+5G>A", "c.75G>A", "c.796C>T"}
    reference = embedded_reference(assembly)
    for row in rows_of("published_variants.tsv"):
        place = row[assembly.value.lower()]
        if place:
            _, position, ref, _ = place.split("-")
            assert reference.fetch(int(position), int(position) + len(ref) - 1) == ref


def test_population_variant_is_not_a_patient_variant() -> None:
    variants = [v for group in published_alleles(Assembly.GRCH38).values() for v in group]
    assert {v.hgvs_c for v in variants if not v.in_patients} == {"c.796C>T"}


def test_splice_sites_table_agrees_with_the_gene() -> None:
    for row in rows_of("splice_sites.tsv"):
        for assembly in Assembly:
            exon = gene_model(assembly).exons[int(row["exon"]) - 1]
            expected = exon.start - 1 if row["site"] == "donor" else exon.end + 1
            assert int(row[f"first_intronic_base_{assembly}"]) == expected


# --- manifest -------------------------------------------------------------------------------


def test_manifest_lists_every_file_with_its_checksum() -> None:
    script = ROOT / "resources" / "checksums.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_manifest_says_where_each_file_comes_from() -> None:
    manifest = json.loads(files.resource_text("OSTM1/manifest.json"))
    for name, entry in manifest["files"].items():
        for key in ("description", "source", "source_date", "licence"):
            assert entry[key], (name, key)
        if name.endswith(".tsv"):
            header = files.resource_text(f"OSTM1/{name}").splitlines()[0].split("\t")
            assert list(entry["columns"]) == header
        else:
            assert entry["schema"]


def test_a_damaged_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "OSTM1"
    folder.mkdir()
    (folder / "a.txt").write_text("changed")
    (folder / "manifest.json").write_text(json.dumps({"files": {"a.txt": {"sha256": "0" * 64}}}))
    monkeypatch.setattr(files, "resources", lambda: tmp_path)
    files.resource_versions.cache_clear()
    with pytest.raises(RefusedError, match="RESOURCE_CORRUPT"):
        files.resource_versions()
    files.resource_versions.cache_clear()


# --- the record -----------------------------------------------------------------------------


def statements(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"id", "text", "sources", "status"} <= value.keys() else []
        return own + [s for v in value.values() for s in statements(v)]
    if isinstance(value, list):
        return [s for v in value for s in statements(v)]
    return []


def test_record_follows_its_schema() -> None:
    schema = json.loads(files.resource_text("schemas/record.schema.json"))
    jsonschema.Draft202012Validator(schema).validate(record().values)


def test_every_statement_has_a_source_that_resolves() -> None:
    citations = record().values["citations"]
    found = statements(record().values)
    assert len(found) > 40
    assert len({s["id"] for s in found}) == len(found)
    for statement in found:
        assert statement["sources"]
        assert all(source in citations for source in statement["sources"]), statement
    assert all(source in citations for source in record().values["references"])
    for entry in record().values["differential"]:
        assert all(source in citations for source in entry["sources"])


FINDINGS = {
    "skeletal": (
        "trabecular",
        "cortical and medullary",
        "Fractures, also before birth",
        "skeletal hyperdensity",
    ),
    "other": (
        "Hepatosplenomegaly",
        "Hydrocephaly",
        "Microcephaly",
        "Cerebral atrophy",
        "Visual impairment",
        "Bone marrow insufficiency",
    ),
    "radiographs": ("marrow cavities", "growth plate at the distal femur", "Sandwich vertebrae"),
}


@pytest.mark.parametrize("group", FINDINGS)
def test_record_carries_the_findings(group: str) -> None:
    text = " ".join(s["text"] for s in record().values["findings"][group])
    assert [word for word in FINDINGS[group] if word not in text] == []


def test_published_alleles_have_the_same_status_in_record_and_table() -> None:
    texts = {s["text"].split(",")[0]: s["status"] for s in record().values["allelic_spectrum"]}
    for row in rows_of("published_variants.tsv"):
        name = row["hgvs_c"].split(" ")[0]
        if name in texts:
            derived = "SECONDARY" in row["status"]
            assert texts[name] == ("SECONDARY" if derived else "VERIFIED")
    assert {"c.36T>A", "c.415_416del", "c.949+5G>A", "c.75G>A"} <= texts.keys()


def test_record_carries_biochemistry_by_form() -> None:
    forms = record().values["findings"]["biochemistry"]
    adult = [s["text"] for s in forms["adult_or_intermediate_forms"]]
    infantile = " ".join(s["text"] for s in forms["infantile_or_severe_forms"])
    assert adult == ["High CK-BB.", "High bone ALP."]
    for word in ("Low calcium", "High PTH", "1,25(OH)2D", "CK-BB", "acid phosphatase", "Anaemia"):
        assert word in infantile


def test_record_shows_the_orphanet_caveat_and_unknown_coordinates() -> None:
    caveat = record().values["orphanet_caveat"]["text"]
    assert "ORPHA:85179" in caveat
    assert "600329" in caveat
    assert any("not known" in s["text"] for s in record().values["cnv_precedent"])
    ids = {i["system"]: i["id"] for i in record().values["identifiers"]}
    assert ids["OMIM phenotype"] == "259720"
    assert ids["MONDO"] == "MONDO:0009817"


def test_record_holds_no_open_row_as_fact() -> None:
    """Rows of the curated tables that were not seen in the original keep their status."""
    found = statements(record().values)
    open_rows = {s["id"]: s["status"] for s in found if s["status"] != "VERIFIED"}
    assert open_rows == {
        "mechanism-4": "SECONDARY",  # Lange 2006 was read on derived pages
        "allelic-4": "INFERRED",  # the abstract gives no coordinates
        "allelic-5": "SECONDARY",  # IVS5+5G>A is not in the abstract
        "allelic-6": "SECONDARY",  # the article on p.(Trp25Ter) was not seen
        "frequency-3": "SECONDARY",  # Orphanet classes by a derived file
    }
    assert all(i["status"] == "VERIFIED" for i in record().values["identifiers"])


def test_hpo_terms_of_the_record() -> None:
    terms = record_terms()
    assert len(terms) == 56
    assert terms["HP:0011002"]["frequency"] == "5/5"
    found = match_terms(["HP:0011002", "HP:0000001"])
    implied = {"HP:0011001"}  # increased bone mineral density, more general
    assert {t.id for t in found.matched} == {"HP:0011002"} | implied
    assert [t.id for t in found.not_in_record] == ["HP:0000001"]
    phenotypes = {t for t, row in terms.items() if row["aspect"] == "P"}
    assert {t.id for t in found.not_assessed} == phenotypes - {"HP:0011002"} - implied


def test_nothing_told_is_nothing_assessed() -> None:
    found = match_terms([])
    assert (found.matched, found.not_in_record) == ([], [])


def test_neighbours_and_population() -> None:
    gene = gene_model(Assembly.GRCH38)
    assert neighbours_overlapping(Assembly.GRCH38, gene.start, gene.end) == ()
    wide = neighbours_overlapping(Assembly.GRCH38, gene.start - 500_000, gene.end + 500_000)
    assert {"SEC63", "NR2E1", "SNX3"} <= {n.gene for n in wide}
    assert all(n.start <= n.end for a in Assembly for n in neighbours(a))
    one, other = population_events(Assembly.GRCH37), population_events(Assembly.GRCH38)
    assert [e.start - OFFSET for e in one] == [e.start for e in other]
    exon_2 = next(e for e in gene.exons if e.number == 2)
    assert any(e.start <= exon_2.start and exon_2.end <= e.end for e in other)


def test_protein_features_stand_on_the_protein() -> None:
    features = {f.kind: f for f in protein_features() if f.kind in {"SIGNAL", "TRANSMEM"}}
    assert (features["SIGNAL"].start, features["SIGNAL"].end) == (1, 31)
    assert (features["TRANSMEM"].start, features["TRANSMEM"].end) == (285, 305)
    for feature in protein_features():
        assert 1 <= feature.start <= feature.end <= 334
        if feature.kind == "CARBOHYD":
            assert protein_sequence()[feature.start - 1] == "N"
            assert protein_sequence()[feature.start + 1] in "ST"


# --- against the shared facts ---------------------------------------------------------------


def shared_rows(name: str) -> list[dict[str, str]]:
    if not SHARED.is_dir():
        pytest.skip("the shared facts are not beside this checkout")
    with (SHARED / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def test_exons_equal_the_shared_table() -> None:
    for row in shared_rows("ostm1_exons_NM_014028.4.tsv"):
        for assembly in Assembly:
            exon = gene_model(assembly).exons[int(row["exon"]) - 1]
            key = assembly.value.lower()
            assert (exon.start, exon.end) == (int(row[f"{key}_start"]), int(row[f"{key}_end"]))


def test_hpo_equals_the_shared_table() -> None:
    shared = shared_rows("hpo_annotations_OMIM259720.tsv")
    assert {(r["hpo_id"], r["hpo_label"], r["frequency"], r["reference"]) for r in shared} == {
        (r["id"], r["label"], r["frequency"], r["reference"]) for r in rows_of("hpo_terms.tsv")
    }
    assert len(shared_rows("hpo_annotations_osteopetroses.tsv")) == len(
        rows_of("hpo_osteopetroses.tsv")
    )


def test_differential_equals_the_shared_table() -> None:
    shared = shared_rows("osteopetrosis_entities.tsv")
    assert {(r["omim"], r["gene"], r["mondo"]) for r in shared} == {
        (r["omim"], r["gene"], r["mondo"]) for r in rows_of("differential.tsv")
    }
    entries = {(e["omim"], e["gene"]) for e in record().values["differential"]}
    assert entries == {(r["omim"], r["gene"]) for r in shared if r["omim"] != "OMIM:259720"}
