"""The record: what is printed of it, and what lists of genes say beside it."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from osteo_annot.cli.main import main
from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.knowledge.gene_lists import DDG2P, PANELAPP, read_gene_list
from osteo_annot.intake.person.phenopacket import read_phenopacket
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text
from osteo_annot.locus.gene import gene_model
from osteo_annot.record.disease import record
from osteo_annot.record.panel_genes import panel_genes
from osteo_annot.record.tables import rows_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

OLD = (
    "gene symbol,gene mim,disease name,disease mim,confidence category,allelic requirement,"
    "mutation consequence,phenotypes,organ specificity list,pmids,panel,prev symbols,hgnc id,"
    "gene disease pair entry date,cross cutting modifier,mutation consequence flag,"
    "confidence value flag,comments,variant consequence,disease ontology"
)
"""Columns of DDG2P in 2023."""
NEW = (
    "g2p id,gene symbol,gene mim,hgnc id,previous gene symbols,disease name,disease mim,"
    "disease MONDO,allelic requirement,cross cutting modifier,confidence,variant consequence,"
    "variant types,molecular mechanism,molecular mechanism support,molecular mechanism "
    "categorisation,molecular mechanism evidence,phenotypes,publications,additional mined "
    "publications,panel,comments,date of last review,review"
)
"""Columns of DDG2P in 2025."""
PANEL = (
    "Entity Name\tEntity type\tGene Symbol\tSources(; separated)\tLevel4\tLevel3\tLevel2\t"
    "Model_Of_Inheritance\tPhenotypes\tOmim\tOrphanet\tHPO\tPublications\tDescription\tFlagged\t"
    "GEL_Status\tUserRatings_Green_amber_red\tversion\tready\tMode of pathogenicity\t"
    "EnsemblId(GRch37)\tEnsemblId(GRch38)\tHGNC\tPosition Chromosome\tPosition GRCh37 Start\t"
    "Position GRCh37 End\tPosition GRCh38 Start\tPosition GRCh38 End\tSTR Repeated Sequence\t"
    "STR Normal Repeats\tSTR Pathogenic Repeats\tRegion Haploinsufficiency Score\t"
    "Region Triplosensitivity Score\tRegion Required Overlap Percentage\tRegion Variant Type\t"
    "Region Verbose Name"
)
"""Columns of a panel of PanelApp as it is downloaded."""


def table(path: Path, columns: str, separator: str, *rows: dict[str, str]) -> Path:
    """A list with the values given, and empty cells."""
    names = columns.split(separator)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, names, delimiter=separator, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def ddg2p(path: Path, columns: str, gene: str = "OSTM1", confidence: str = "definitive") -> Path:
    names = columns.split(",")
    own = next(name for name in names if name.startswith("confidence"))
    row = {"gene symbol": gene, "disease name": "x", "disease mim": "259720", own: confidence}
    row["allelic requirement"] = "biallelic_autosomal"
    return table(path, columns, ",", row, {**row, "gene symbol": "CA2"})


def panelapp(path: Path, columns: str = PANEL, status: str = "3") -> Path:
    names = columns.split("\t")
    row = {"Gene Symbol": "OSTM1", "Level4": "Skeletal dysplasia", "version": "7.5"}
    row["Model_Of_Inheritance"] = "BIALLELIC, autosomal or pseudoautosomal"
    row[next((n for n in names if n.startswith("GEL")), "Flagged")] = status
    return table(path, columns, "\t", row)


@pytest.mark.parametrize("columns", [OLD, NEW])
@pytest.mark.parametrize("packed", [False, True])
def test_ddg2p_is_read_in_both_shapes(tmp_path, columns, packed):
    path = ddg2p(tmp_path / "DDG2P.csv", columns)
    if packed:
        path = path.with_suffix(".csv.gz")
        path.write_bytes(gzip.compress((tmp_path / "DDG2P.csv").read_bytes()))
    found = read_gene_list(path, "OSTM1")
    ((disease, omim, confidence, requirement),) = found.entries
    assert (disease[1], omim[1], confidence[1]) == ("x", "259720", "definitive")
    assert requirement == ("requirement", "biallelic_autosomal")
    assert (found.kind, found.genes, found.new_columns, found.unknown_words) == (
        "DDG2P", 2, (), ()
    )  # fmt: skip


def test_a_panel_of_panelapp_is_read(tmp_path):
    found = read_gene_list(panelapp(tmp_path / "panel.tsv"), "OSTM1")
    assert dict(found.entries[0]) == {
        "panel": "Skeletal dysplasia",
        "version": "7.5",
        "status": "3",
        "inheritance": "BIALLELIC, autosomal or pseudoautosomal",
    }
    assert (found.new_columns, found.unknown_words) == ((), ())


def test_a_gene_that_is_not_on_a_list_is_told(tmp_path, capsys):
    assert main(["record", "--against", str(ddg2p(tmp_path / "d.csv", NEW, "TCIRG1"))]) == 0
    told = capsys.readouterr().out
    assert "DDG2P (d.csv, 2 genes): OSTM1 is not on it." in told
    assert "Genomics England" in told


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (NEW.replace("confidence", "certainty"), DDG2P),
        (NEW.replace("allelic requirement", "allelic needs"), DDG2P),
        (PANEL.replace("GEL_Status", "Rating"), PANELAPP),
        (PANEL.replace("Model_Of_Inheritance", "Inheritance"), PANELAPP),
    ],
)
def test_a_renamed_column_is_refused_and_never_read_as_absent(tmp_path, columns, kind):
    row = {kind.symbol: "CA2"}
    path = table(tmp_path / "list", columns, kind.separator, row)
    with pytest.raises(RefusedError) as refused:
        read_gene_list(path, "OSTM1")
    assert refused.value.faults[0].code is RefusalCode.SOURCE_INVALID


@pytest.mark.parametrize(
    "text", ["", "gene,disease\nOSTM1,x\n", f"{NEW}\nG2P1,OSTM1\n", f"{NEW}\n{',' * 30}\n"]
)
def test_what_is_no_list_or_is_cut_is_refused(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError) as refused:
        read_gene_list(path, "OSTM1")
    assert refused.value.faults[0].code is RefusalCode.SOURCE_INVALID


def test_what_is_new_in_a_list_is_told(tmp_path, capsys):
    new = ddg2p(tmp_path / "d.csv", NEW.replace("review", "review,score"), confidence="sure")
    panel = panelapp(tmp_path / "p.tsv", status="5")
    assert main(["record", "--against", str(new), str(panel)]) == 0
    told = capsys.readouterr().out
    assert "Column score is not known." in told
    assert "Word sure is not known." in told
    assert "Word 5 is not known." in told


# --- the record -------------------------------------------------------------------------------


def test_the_command_prints_every_statement_with_its_reference(capsys):
    assert main(["record"]) == 0
    told = capsys.readouterr().out
    contents = record().contents
    for statements in (contents.guidelines, contents.gene_lists, contents.source_notes):
        for one in statements:
            assert f"- {one.text} [" in told
    assert "PMID 28655174" in told  # the consensus guideline
    assert "PMID 35902071" in told  # the review
    assert "(secondary)" in told
    assert main(["record", "--json"]) == 0
    assert capsys.readouterr().out == resource_text("OSTM1/record.json")


def test_the_panel_has_the_genes_of_the_differential_and_the_gene_itself(assembly):
    listed = {gene.gene for gene in panel_genes(assembly)}
    named = {entry.gene for entry in record().contents.differential if entry.gene.isalnum()}
    assert named | {"OSTM1"} <= listed
    (own,) = (gene for gene in panel_genes(assembly) if gene.gene == "OSTM1")
    model = gene_model(assembly)
    assert (own.chromosome, own.start, own.end) == ("6", model.start, model.end)
    assert all(gene.start < gene.end for gene in panel_genes(assembly))


# --- against the shared facts -----------------------------------------------------------------


def shared(name: str) -> Path:
    if not (SHARED / name).exists():
        pytest.skip("the shared facts are not beside this checkout")
    return SHARED / name


def test_the_panel_equals_mane_and_panelapp():
    with shared("genes/MANE.GRCh38.v1.5.osteopetrosis_genes.tsv").open() as handle:
        rows_of_mane = list(csv.DictReader(handle, delimiter="\t"))
    mane = {row["symbol"]: row for row in rows_of_mane if row["MANE_status"] == "MANE Select"}
    with shared("genes/panelapp_sclerosing_bone_genes.tsv").open() as handle:
        status = {
            (row["gene"], "uk" if "England" in row["panel"] else "au"): row["status(3=green)"]
            for row in csv.DictReader(handle, delimiter="\t")
        }
    rows = rows_of("panel_genes.tsv")
    assert {gene for gene, _ in status} <= {row["gene"] for row in rows}
    for row in rows:
        assert row["panelapp_uk"] == status.get((row["gene"], "uk"), "")
        assert row["panelapp_au"] == status.get((row["gene"], "au"), "")
        if "MANE 1.5" in row["source"]:
            own = mane[row["gene"]]
            assert (row["hgnc"], row["grch38_start"]) == (own["HGNC_ID"], own["chr_start"])


def test_ddg2p_as_published_is_read_and_has_no_entry_of_the_gene():
    path = shared("genes/ddg2p_2023-05-12_osteopetrosis.csv")
    assert read_gene_list(path, "OSTM1").entries == ()
    own = read_gene_list(path, "CLCN7")
    assert dict(own.entries[0])["confidence"] == "definitive"
    assert (own.new_columns, own.unknown_words) == ((), ())


def test_phenopackets_of_other_osteopetroses_are_read_and_their_cause_is_told():
    """Real ones, of TCIRG1, FERMT3, IKBKG and LRP6: none is of this gene, and each says so."""
    paths = sorted(shared("phenopackets").glob("*.json"))
    assert len(paths) == 11
    for path in paths:
        found = read_phenopacket(path)
        told = json.loads(path.read_text("utf-8"))
        present = [f for f in told["phenotypicFeatures"] if not f.get("excluded")]
        assert found.present, path.name
        assert len(found.present) <= len(present)
        assert found.other_causes, path.name


def test_a_patient_with_tcirg1_ranks_that_gene_first(tmp_path):
    """Borthwick 2003: its findings fit TCIRG1's disease, and the report names its cause."""
    from osteo_annot import api
    from tests.vcf_builder import Vcf

    (path,) = shared("phenopackets").glob("Borthwick*.json")
    packet = json.loads(path.read_text("utf-8"))
    name = packet["subject"]["id"]
    files = api.read_files([Vcf(samples=(name,)).write(tmp_path / "p.vcf")])
    result = api.judge(files, phenopacket=path)
    assert str(result.verdict.state) == "NONE_INCOMPLETE"
    ranked = [one.omim for one in result.differential]
    assert ranked.index("OMIM:259700") < len(ranked) / 2
    assert "OTHER_GENE_CAUSATIVE" in {str(note.code) for note in result.input_notes}
    assert Assembly.GRCH38 is result.assembly
