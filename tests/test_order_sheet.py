"""The order of a confirmation: what to look for, where, how exact, by which method.

Expected by review.md ("Confirmation") and clinical rules 3.1 and 3.6: Sanger sequencing of a small
variant; MLPA, qPCR or array of a loss; other primers where an allele may have dropped out.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.intake.case import read_inputs
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.model import Event, Location, Result
from osteo_annot.report.table.tsv import table
from osteo_annot.review.documents import order_sheet as sheets
from osteo_annot.review.documents.order_pdf import order_pdf
from osteo_annot.review.documents.order_sheet import (
    TSV_COLUMNS,
    Ordered,
    bounds_of,
    method_of,
    order_rows,
    order_sheet,
)
from tests import golden
from tests.hostile import CORPUS
from tests.typed import small_event, small_result

DEMO = Path(__file__).resolve().parents[1] / "resources" / "demo"
EXACT = Location(100, 900, [100, 900], [100, 900])
UNCERTAIN = Location(100, 900, [300, 700], [100, 900])
NO_BASE = Location(100, 900, [], [100, 900])
ORDERED = Ordered(
    number="C-1",
    by="Dr. Ada Reed",
    time="2026-11-30T09:15:40Z",
    method="MLPA",
    sample="second draw",
    text="Urgent.",
)


def structural(kind: EventKind, place: Location, exons: list[int]) -> Event:
    return small_event(kind=kind, location=place, exons=exons, ref="", alt=f"<{kind.name[:3]}>")


@pytest.mark.parametrize(
    ("event", "method"),
    [
        (small_event(), sheets.SANGER),
        (
            small_event(zygosity=Zygosity.APPARENT_HOMOZYGOUS),
            f"{sheets.DROPOUT}; {sheets.COPIES}",
        ),
        (small_event(zygosity=Zygosity.MOSAIC_OR_ARTEFACT), sheets.DEEP),
        (small_event(zygosity=Zygosity.HOMOZYGOUS), sheets.SANGER),
        (structural(EventKind.DELETION, UNCERTAIN, [2]), sheets.COPIES_OR_ARRAY),
        (
            structural(EventKind.DELETION, EXACT, [2]),
            f"{sheets.JUNCTION_PCR}; {sheets.COPIES}",
        ),
        (structural(EventKind.DELETION, EXACT, []), sheets.JUNCTION_PCR),
        (structural(EventKind.DELETION, NO_BASE, []), sheets.LONG_READS),
        (structural(EventKind.DUPLICATION, UNCERTAIN, [2, 3]), sheets.COPIES_OR_ARRAY),
        (
            structural(EventKind.INVERSION, EXACT, [2]),
            f"{sheets.JUNCTION_PCR}; {sheets.LONG_READS}",
        ),
    ],
)
def test_the_method_suits_the_event(event: Event, method: str) -> None:
    assert method_of(event) == method


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (EXACT, "exact"),
        (UNCERTAIN, "uncertain: surely affected chr6:300–700; at most chr6:100–900"),
        (NO_BASE, "uncertain: surely affected no base; at most chr6:100–900"),
    ],
)
def test_uncertain_bounds_are_both_told(place: Location, told: str) -> None:
    assert bounds_of(place) == told


def test_the_table_names_gene_transcript_names_and_place(tmp_path: Path) -> None:
    result = golden.judged("F11", tmp_path)
    rows = order_rows(order_sheet(result, {}, ordered=ORDERED))
    small = next(row for row in rows if row["kind"] == "small_variant")
    assert [row["exons"] for row in rows] == ["2", "5"]  # 5' to 3' along the gene
    assert small["hgvs_c"] == "NM_014028.4(OSTM1):c.415_416del"
    assert small["hgvs_p"] == "p.(Gln140GlufsTer11)"
    assert small["hgvs_g"] == "NC_000006.12:g.108064290_108064291del"
    assert (small["gene"], small["hgnc"], small["assembly"]) == ("OSTM1", "HGNC:21652", "GRCh38")
    assert (small["bounds"], small["order"], small["identifier"]) == ("exact", "C-1", "PAT-77")
    lines = table(TSV_COLUMNS, rows).splitlines()
    assert len(lines) == 3
    assert all(len(line.split("\t")) == len(TSV_COLUMNS) for line in lines)


def test_only_the_events_that_were_asked_for(tmp_path: Path) -> None:
    result = golden.judged("F11", tmp_path)
    keys = {event.id: f"key {event.kind}" for event in result.events}
    asked = order_sheet(result, keys, ["key deletion"])
    assert [line.key for line in asked.lines] == ["key deletion"]
    assert len(order_sheet(result, keys).lines) == 2


def words(pdf: bytes, folder: Path) -> str:
    (folder / "o.pdf").write_bytes(pdf)
    pages = PdfReader(folder / "o.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_sheet_has_pictures_of_the_reads_of_its_events(tmp_path: Path) -> None:
    files = [DEMO / "hemizygous.vcf", DEMO / "hemizygous.sv.vcf"]
    inputs = read_inputs(files, coverage=[DEMO / "hemizygous.bam"])
    result = result_of(inputs, "hemizygous", Options())
    both = order_sheet(result, {})
    labels = [figure.label for figure in both.figures]
    assert "Drawing of reads at a junction" in labels
    assert "Drawing of reads over a variant" in labels
    (small,) = [line.event.id for line in both.lines if line.event.ref]
    one = order_sheet(result, {small: "k"}, ["k"])
    assert "Drawing of reads at a junction" not in [figure.label for figure in one.figures]
    told = words(order_pdf(both), tmp_path)
    assert "NM_014028.4(OSTM1):c.75G>A" in told
    assert "NC_000006.12:g.108056672_108077341del" in told
    assert "Sanger sequencing" in told
    assert "left end" in told


def test_a_sheet_without_reads_says_so_and_comes_out_the_same_twice(tmp_path: Path) -> None:
    made = order_sheet(small_result(small_event()), {}, ordered=ORDERED)
    first = order_pdf(made)
    assert order_pdf(made) == first
    told = words(first, tmp_path)
    for said in ("no read is drawn", "Dr. Ada Reed", "2026-11-30 09:15 UTC", "Urgent.", "MLPA"):
        assert said in told


def test_hostile_texts_stay_in_their_cells() -> None:
    result: Result = small_result(small_event())
    for text in CORPUS:
        rows = order_rows(order_sheet(result, {}, ordered=replace(ORDERED, text=text, by=text)))
        lines = table(TSV_COLUMNS, rows).split("\n")
        assert len(lines) == 3
        assert lines[1].count("\t") == len(TSV_COLUMNS) - 1
    order_pdf(order_sheet(result, {}, ordered=replace(ORDERED, text=" ".join(CORPUS))))
