"""The parts of the pages: the axis of the drawings, the folded ledger, text made safe to show."""

from __future__ import annotations

import pytest

from osteo_annot.events.model import LedgerReason
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.figure.protein import exon_residues
from osteo_annot.report.figure.scale import gene_scale
from osteo_annot.report.page.view import ledger_lines
from osteo_annot.report.result.model import LedgerEntry
from osteo_annot.report.text import allele, exon_list, shortened, visible


@pytest.mark.parametrize("assembly", list(Assembly))
def test_every_exonic_base_stands_in_its_exon(assembly: Assembly) -> None:
    gene = gene_model(assembly)
    scale = gene_scale(gene)
    for exon in gene.exons:
        first, last = scale.exon(exon.number)
        assert scale.x(exon.end + 1) == pytest.approx(first)
        assert scale.x(exon.start) == pytest.approx(last)
        for position in range(exon.start, exon.end + 1, 7):
            assert first <= scale.x(position) <= last


def test_positions_run_from_right_to_left_and_stop_at_the_edges() -> None:
    """The gene lies on the minus strand: 5' is left, where positions are highest."""
    gene = gene_model(Assembly.GRCH38)
    scale = gene_scale(gene)
    places = [scale.x(p) for p in range(gene.locus_start, gene.locus_end, 97)]
    assert places == sorted(places, reverse=True)
    assert scale.x(1) == scale.right
    assert scale.x(170_000_000) == scale.left


def test_exon_borders_on_the_protein() -> None:
    """Clinical rules 0.1 (codons of each exon)."""
    gene = gene_model(Assembly.GRCH38)
    assert [exon_residues(gene, n) for n in range(1, 7)] == [
        (1, 134), (135, 173), (173, 205), (206, 261), (262, 317), (317, 334),
    ]  # fmt: skip


def entry(number: int, reason: LedgerReason, event: str = "") -> LedgerEntry:
    return LedgerEntry(
        id=f"f1.r{number}",
        file="a.vcf",
        line=number,
        contig="chr6",
        position=100 + number,
        ref="A",
        alt="T",
        filter="PASS",
        genotype="0/1",
        disposition="used" if event else "set_aside",
        reason=reason,
        text=reason.text,
        event=event,
    )


@pytest.mark.parametrize(
    "others",
    [LedgerReason.REFERENCE_BLOCK, LedgerReason.COPY_NEUTRAL, LedgerReason.SUPPORTS_EVENT],
)
def test_folded_ledger_is_short_and_loses_no_entry(others: LedgerReason) -> None:
    event = "E" if others is LedgerReason.SUPPORTS_EVENT else ""
    entries = [entry(n, others, event) for n in range(800)] + [
        entry(900, LedgerReason.SAME_EVENT, "E")
    ]
    lines = ledger_lines(entries)
    assert len(lines) <= 500
    assert sum(line.count for line in lines) == len(entries)
    assert [e for line in lines for e in line.entries] == entries
    assert (lines[0].place, lines[0].count) == ("100–899", 800)


def test_short_ledger_is_not_folded() -> None:
    entries = [entry(n, LedgerReason.REFERENCE_BLOCK) for n in range(500)]
    assert [line.count for line in ledger_lines(entries)] == [1] * 500


def test_events_stay_single_while_the_rest_is_folded() -> None:
    entries = [entry(n, LedgerReason.REFERENCE_BLOCK) for n in range(800)]
    entries[3:5] = [
        entry(3, LedgerReason.SUPPORTS_EVENT, "E"),
        entry(4, LedgerReason.SUPPORTS_EVENT, "E"),
    ]
    assert [line.count for line in ledger_lines(entries)] == [798, 1, 1]


def test_characters_that_hide_or_turn_are_spelled_out() -> None:
    assert visible("a\x00b\u202ec\ud800\n") == "a[U+0000]b[U+202E]c[U+D800][U+000A]"
    assert visible("Zoë ♥") == "Zoë ♥"


def test_long_text_is_cut_with_its_length() -> None:
    assert shortened("x" * 1200, 10) == "x" * 10 + "… (1,200 characters)"
    assert allele("A" * 60) == "A" * 60
    assert allele("A" * 24 + "C" * 1000 + "G" * 12) == "A" * 24 + "…" + "G" * 12 + " (1,036 bases)"


def test_exons_in_words() -> None:
    assert exon_list([4]) == "exon 4"
    assert exon_list([5, 2, 3, 4, 2]) == "exons 2–5"
    assert exon_list([1, 3, 4]) == "exons 1, 3–4"
    assert exon_list([]) == "none"
