"""A record that is not understood leaves its exons open: these bases, and just not those.

Expected values: ``docs/callers.md``; clinical rules 2.7 (no row is not reference).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.copies.callability import Callability, exon_callability
from osteo_annot.copies.callability_gaps import GapCode
from osteo_annot.copies.deletion_search import DeletionSearch, with_loss_left_open
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.events.collect import collect_events
from osteo_annot.events.model import LedgerReason, LeftOpen
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.person import person_of
from tests.builders import Build
from tests.vcf_builder import EXON, GVCF_HEADER, Vcf


def left_open(build: Build, observation: Observation) -> tuple[LeftOpen, ...]:
    return collect_events([observation], build.gene, build.reference).left_open


def test_symbol_reaches_as_far_as_it_says(build: Build) -> None:
    exon = build.gene.exons[2]
    row = build.observation(exon.start - 51, "N", "<X>", "0/1", info={"END": str(exon.end + 50)})
    (one,) = left_open(build, row)
    assert one.reason is LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN
    assert one.span == Interval(exon.start - 51, exon.end + 50)
    assert one.is_structural


def test_symbol_without_end_may_reach_to_the_end_of_the_gene(build: Build) -> None:
    start = build.gene.exons[2].start
    (one,) = left_open(build, build.observation(start, "N", "<DEL>", "0/1"))
    assert one.reason is LedgerReason.BOUNDS_NOT_READABLE
    assert one.span == Interval(start, build.gene.end)


def test_junction_that_is_not_known_may_concern_all_of_the_gene(build: Build) -> None:
    row = build.observation(build.gene.exons[2].start, "N", "N[chr2:x[", "0/1")
    (one,) = left_open(build, row)
    assert one.span == Interval(build.gene.start, build.gene.end)


@pytest.mark.parametrize(("gt", "count"), [("0/1", 1), ("1/1", 1), ("0/0", 0), ("./.", 0)])
def test_called_allele_that_is_the_reference_leaves_its_base_open(
    build: Build, gt: str, count: int
) -> None:
    """VCF 4.5 section 1.6.1: ALT is not REF; only a call of such an allele is not understood."""
    place = build.gene.exons[2].start + 5
    base = build.reference.fetch(place, place)
    found = left_open(build, build.observation(place, base, base, gt))
    assert [(one.reason, one.span) for one in found] == [
        (LedgerReason.ALT_IS_REFERENCE, Interval(place, place))
    ] * count


@pytest.mark.parametrize(("gt", "count"), [("0/1", 1), ("0/2", 1), ("1/2", 1), ("0/0", 0)])
def test_bases_that_are_not_known_leave_themselves_open(build: Build, gt: str, count: int) -> None:
    """Also where the other allele of the record is an event."""
    start = build.gene.exons[2].start + 5
    ref = build.reference.base(start)
    known = "A" if ref != "A" else "C"
    alts = f"R,{known}" if gt == "0/1" else f"{known},R"
    found = left_open(build, build.observation(start, ref, alts, gt))
    assert [(o.span, o.is_structural) for o in found] == [(Interval(start, start), False)] * count


@pytest.mark.parametrize(("gt", "alt"), [("0/1", "T"), ("0/0", "<DEL>"), ("0/1", "<DEL>")])
def test_what_is_understood_leaves_nothing_open(build: Build, gt: str, alt: str) -> None:
    exon = build.gene.exons[2]
    info = {"END": str(exon.end + 50)} if alt[0] == "<" else {}
    ref = "N" if alt[0] == "<" else "A"
    assert not left_open(build, build.observation(exon.start - 51, ref, alt, gt, info=info))


def search(kind: SearchKind) -> DeletionSearch:
    return DeletionSearch(2, kind, SearchReason.JUNCTIONS_OF_A_GENOME)


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        ([SearchKind.JUNCTION], SearchKind.NONE),
        ([SearchKind.DECLARED], SearchKind.NONE),
        ([SearchKind.DEPTH, SearchKind.JUNCTION], SearchKind.DEPTH),
        ([SearchKind.NONE], SearchKind.NONE),
    ],
)
def test_only_depth_answers_beside_an_open_structural_record(
    build: Build, kinds: list[SearchKind], left: SearchKind
) -> None:
    exon = build.gene.exons[1]
    assert with_loss_left_open(exon, [search(kind) for kind in kinds])[0].kind is left


@pytest.mark.parametrize(
    ("number", "alt", "cell", "fmt"),
    [
        (2, "<X>", "0/1", "GT"),
        (3, "<DEL>", "1/1:99:0", "GT*GQ:CN"),
        (4, "<DEL>", "20,19:0/0", "AD:GT"),
        (5, "<CNV:TR>", "1/1", "GT"),
    ],
)
def test_exon_of_such_a_row_is_not_callable_inside_confident_blocks(
    tmp_path: Path, build: Build, number: int, alt: str, cell: str, fmt: str
) -> None:
    vcf = Vcf(assembly=build.assembly, extra_header=GVCF_HEADER, version="4.4")
    vcf.reference_blocks("0/0:40:99:35")
    info = f"END={vcf.at(EXON[number].end + 20)}"
    vcf.add((EXON[number].start - 21, "N", alt), cell, fmt=fmt, info=info)
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")])
    person = person_of(inputs, "P1")
    gene = gene_model(build.assembly)
    found = collect_events(person.observations, gene, inputs.reference)
    exons = exon_callability(inputs, person, gene, found.left_open)
    open_exons = [e.exon for e in exons if e.small_variants is not Callability.CALLABLE]
    assert open_exons == [number]
    told = [e.exon for e in exons if any(g.code is GapCode.NOT_UNDERSTOOD for g in e.gaps)]
    assert told == [number]
