"""Markers around the gene and the run of homozygosity, held against ``bcftools roh``."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pysam.bcftools
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.homozygosity import (
    MAX_GAP,
    NEARBY,
    TOLERANCE_FLANK,
    Homozygosity,
    Limits,
    run_around,
)
from osteo_annot.measured.markers import (
    MARKER_FLANK,
    Marker,
    Markers,
    Unused,
    marker_window,
    read_markers,
)

GENE = gene_model(Assembly.GRCH38)
BOTH = [gene_model(assembly) for assembly in Assembly]


def line(
    position: int,
    *cells: str,
    ref: str = "A",
    alt: str = "G",
    filters: str = "PASS",
    fmt: str = "GT",
    contig: str = "chr6",
) -> str:
    columns = (contig, str(position), ".", ref, alt, "50", filters, ".", fmt, *cells)
    return "\t".join(columns)


def one(text: str, column: int = 0) -> Markers:
    return read_markers([text], column, GENE)


# --- markers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("genotype", "heterozygous"),
    [("0/1", True), ("1|0", True), ("1/1", False), ("1|1", False), ("|0/1", True)],
)
def test_a_non_reference_row_is_a_marker(genotype, heterozygous):
    assert one(line(GENE.start, genotype)).markers == (Marker(GENE.start, heterozygous),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (line(GENE.start, "0/0"), Unused.REFERENCE),
        (line(GENE.start, "./1"), Unused.NOT_CALLED),
        (line(GENE.start, "1"), Unused.NOT_CALLED),
        (line(GENE.start, "./."), Unused.NOT_CALLED),
        (line(GENE.start, "0/2"), Unused.NOT_CALLED),
        (line(GENE.start, "12", fmt="DP"), Unused.NOT_CALLED),
        (line(GENE.start, "0/1", filters="LowQual"), Unused.FILTERED),
        (line(GENE.start, "0/1:LowGQ", fmt="GT:FT"), Unused.FILTERED),
        (line(GENE.start, "0/1:19", fmt="GT:GQ"), Unused.LOW_QUALITY),
        (line(GENE.start, "0/1:9:99", fmt="GT:DP:GQ"), Unused.LOW_QUALITY),
        (line(GENE.start, "0/1:many", fmt="GT:DP"), Unused.LOW_QUALITY),
        (line(GENE.start, "0/1", alt="G,T"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start, "0/1", alt="G,*"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start, "0/1", alt="AG"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start, "0/1", ref="AC"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start, "0/0", alt="<NON_REF>"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start, "0/1", alt="<DEL>"), Unused.NOT_BIALLELIC_SNV),
        (line(GENE.start), Unused.UNREADABLE),
        ("chr6\t108", Unused.UNREADABLE),
        (line(GENE.start, "0/1").replace(str(GENE.start), "x"), Unused.UNREADABLE),
    ],
)
def test_every_other_row_is_set_aside_with_its_reason(text, why):
    assert one(text) == Markers((), ((why, 1),))
    assert why.text


@pytest.mark.parametrize("cell", ["0/1:10:20", "0/1:.:.", "0/1"])
def test_quality_counts_only_where_given(cell):
    assert len(one(line(GENE.start, cell, filters=".", fmt="GT:DP:GQ")).markers) == 1


def test_a_gvcf_row_is_a_marker():
    assert one(line(GENE.start, "0/1", alt="G,<NON_REF>")).heterozygous == 1
    assert one(line(GENE.start, "1/1", alt="G,<*>")).heterozygous == 0


@pytest.mark.parametrize("gene", BOTH, ids=lambda gene: gene.assembly)
def test_rows_out_of_reach_are_passed_over(gene):
    first, last = marker_window(gene)
    assert (first, last) == (gene.start - MARKER_FLANK, gene.end + MARKER_FLANK)
    rows = [line(position, "0/1") for position in (first - 1, first, last, last + 1)]
    rows += [line(gene.start, "0/1", contig="chr5"), "#CHROM\tPOS\tID\tREF\tALT\tQUAL"]
    assert [m.position for m in read_markers(rows, 0, gene).markers] == [first, last]
    assert read_markers(rows, 0, gene).set_aside == ()


def test_a_contig_that_tells_the_other_assembly_is_passed_over():
    assert one(line(GENE.start, "0/1", contig="NC_000006.11")).markers == ()
    assert len(one(line(GENE.start, "0/1", contig="NC_000006.12")).markers) == 1
    assert len(one(line(GENE.start, "0/1", contig="6") + "\r\n").markers) == 1


def test_two_rows_of_one_position_make_no_marker_but_an_indel_does_not_spoil_it():
    rows = [line(GENE.start, "0/1"), line(GENE.start, "0/1", alt="T")]
    assert read_markers(rows, 0, GENE) == Markers((), ((Unused.REPEATED_POSITION, 2),))
    rows = [line(GENE.start, "0/1"), line(GENE.start, "0/1", ref="AC", alt="A")]
    assert len(read_markers(rows, 0, GENE).markers) == 1


def test_reference_is_a_marker_where_other_samples_vary():
    trio = line(GENE.start, "0/0", "0/1", "0/0")
    assert one(trio).markers == (Marker(GENE.start, False),)
    assert one(trio, 1).markers == (Marker(GENE.start, True),)
    nobody = line(GENE.start, "0/0", "0/0", "./.")
    assert one(nobody).set_aside == ((Unused.REFERENCE, 1),)
    rare = line(GENE.start, "0/0", "0/1", *["0/0"] * 10)
    assert one(rare).set_aside == ((Unused.REFERENCE, 1),)
    weak = line(GENE.start, "0/0:5", "0/1:30", fmt="GT:GQ")
    assert one(weak).set_aside == ((Unused.LOW_QUALITY, 1),)


@given(
    st.lists(
        st.tuples(
            st.integers(GENE.start, GENE.start + 20),
            st.sampled_from(["0/1", "1/1", "0/0", "./.", "1", "x"]),
            st.sampled_from(["G", "G,T", "<DEL>", "GT"]),
            st.sampled_from(["PASS", ".", "q10"]),
        )
    )
)
def test_every_row_within_reach_is_counted_once(rows):
    lines = [line(position, gt, alt=alt, filters=f) for position, gt, alt, f in rows]
    told = read_markers(lines, 0, GENE)
    assert len(told.markers) + sum(count for _, count in told.set_aside) == len(rows)


# --- the run, by hand -----------------------------------------------------------------------------


def every(step: int, first: int, last: int, het: Sequence[int] = ()) -> list[Marker]:
    """Homozygous markers at a constant distance, and heterozygous ones between them."""
    told = [Marker(position, False) for position in range(first, last + 1, step)]
    told += [Marker(position, True) for position in het]
    return sorted(told, key=lambda marker: marker.position)


def edges(gene: GeneModel, reach: int) -> tuple[int, int]:
    """Two heterozygotes that shut a run ``reach`` bases beyond the gene."""
    return gene.start - reach, gene.end + reach


@pytest.mark.parametrize("gene", BOTH, ids=lambda gene: gene.assembly)
def test_a_long_run_over_the_gene_is_autozygous(gene):
    left, right = edges(gene, 1_000_001)
    het = [left - 1, left, right, right + 1]
    run = run_around(every(10_000, gene.start - 3_000_000, gene.end + 3_000_000, het), gene)
    assert run.answer is Homozygosity.AUTOZYGOUS_REGION
    # 100 steps of 10 kb to the left; to the right up to the last step below the gene's end + 1 Mb.
    last = gene.start + (gene.end + 1_000_000 - gene.start) // 10_000 * 10_000
    assert run.extent == Interval(gene.start - 1_000_000, last)
    assert run.markers == (last - gene.start + 1_000_000) // 10_000 + 1
    assert (run.tolerated, run.nearby) == (0, 0)
    assert run.length == last - gene.start + 1_000_001
    assert f"{run.markers} markers" in run.text


def test_a_short_run_is_undecided():
    left, right = edges(GENE, 500_000)
    run = run_around(every(10_000, left + 1, right - 1, [left, right]), GENE)
    assert run.answer is Homozygosity.UNDECIDED
    assert run_around([], GENE).answer is Homozygosity.NO_MARKER
    assert run_around([], GENE).length == 0
    assert "No homozygous stretch" in run_around([Marker(GENE.start - 1, False)], GENE).text


def test_a_long_run_of_few_markers_is_undecided():
    few = every(200_000, GENE.start - 2_000_000, GENE.end + 2_000_000)
    assert len(few) == 21
    assert run_around(few, GENE).answer is Homozygosity.UNDECIDED
    loose = Limits(min_markers=20)
    assert run_around(few, GENE, limits=loose).answer is Homozygosity.AUTOZYGOUS_REGION


def test_markers_on_one_side_only_do_not_span_the_gene():
    run = run_around(every(10_000, GENE.start - 3_000_000, GENE.start), GENE)
    assert (run.answer, run.extent) == (Homozygosity.UNDECIDED, None)


def test_a_desert_without_markers_ends_the_run():
    far = GENE.end + 100_000
    left = every(10_000, GENE.start - 1_000_000, far)
    edge = left[-1].position
    joined = every(10_000, edge + MAX_GAP, edge + 3_000_000)
    parted = every(10_000, edge + MAX_GAP + 1, edge + 3_000_000)
    assert run_around(left + joined, GENE).answer is Homozygosity.AUTOZYGOUS_REGION
    run = run_around(left + parted, GENE)
    assert run.answer is Homozygosity.UNDECIDED
    assert run.extent == Interval(left[0].position, edge)


@pytest.mark.parametrize("alone", [True, False])
def test_one_heterozygote_among_many_markers_is_an_error(alone):
    """500 kb at 10 kb a marker are the 50 homozygous markers that an error needs on each side."""
    at = GENE.end + 600_000 + 3
    far = at + (TOLERANCE_FLANK + 1 if alone else TOLERANCE_FLANK - 1) * 10_000
    run = run_around(
        every(10_000, GENE.start - 800_000, GENE.end + 3_000_000, [at, far, far + 1]), GENE
    )
    assert run.tolerated == alone
    assert run.extent is not None
    assert (run.extent.end > at) is alone
    wanted = Homozygosity.AUTOZYGOUS_REGION if alone else Homozygosity.UNDECIDED
    assert run.answer is wanted


@pytest.mark.parametrize("at", [GENE.start - NEARBY, GENE.exons[3].start, GENE.end + NEARBY - 1])
def test_two_heterozygotes_near_the_gene_show_two_copies(at):
    near = every(1_000, GENE.start - 3_000_000, GENE.end + 3_000_000, [at, at + 1])
    run = run_around(near, GENE)
    assert (run.answer, run.nearby) == (Homozygosity.HETEROZYGOUS_NEARBY, 2)
    assert run_around([Marker(at, True), Marker(at + 1, True)], GENE).answer is run.answer
    assert run_around([Marker(at, True)], GENE).answer is Homozygosity.UNDECIDED


def test_heterozygotes_beyond_reach_are_not_near():
    at = GENE.end + NEARBY + 1
    assert run_around([Marker(at, True), Marker(at + 1, True)], GENE).nearby == 0


def test_two_isolated_heterozygotes_near_the_gene_decide_nothing():
    het = [GENE.start - 90_000 + 3, GENE.end + 90_000 + 3]
    run = run_around(every(1_000, GENE.start - 3_000_000, GENE.end + 3_000_000, het), GENE)
    assert (run.answer, run.tolerated, run.nearby) == (Homozygosity.UNDECIDED, 2, 2)


# --- deletions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [20_000, 2_000_000], ids=["20 kb", "2 Mb"])
def test_a_run_inside_a_called_deletion_may_be_hemizygous(size):
    loss = Interval(GENE.start - size, GENE.end + size)
    left, right = edges(GENE, size + 1_000)
    het = [left - 1, left, right, right + 1]
    markers = every(2_000, left - 300_000, right + 300_000, het)
    run = run_around(markers, GENE, [loss])
    assert run.answer is Homozygosity.HEMIZYGOUS_POSSIBLE
    assert run.extent is not None
    assert loss.overlap(run.extent) > 0.9 * run.length
    assert run_around(markers, GENE).answer is not Homozygosity.HEMIZYGOUS_POSSIBLE


def test_a_deletion_of_part_of_the_gene_may_make_it_hemizygous():
    loss = Interval(GENE.exons[3].start - 1_000, GENE.exons[1].end + 1_000)
    het = [loss.start - 3, loss.start - 2, loss.end + 2, loss.end + 3]
    run = run_around(every(1_000, GENE.start, GENE.end, het), GENE, [loss])
    assert run.answer is Homozygosity.HEMIZYGOUS_POSSIBLE


@pytest.mark.parametrize(
    "loss",
    [
        pytest.param(Interval(GENE.start, GENE.end), id="far smaller than the run"),
        pytest.param(Interval(GENE.end + 1, GENE.end + 1_500_000), id="beside the gene"),
    ],
)
def test_a_deletion_that_does_not_explain_the_run_leaves_it_autozygous(loss):
    markers = every(5_000, GENE.start - 1_000_000, GENE.end + 1_000_000)
    assert run_around(markers, GENE, [loss]).answer is Homozygosity.AUTOZYGOUS_REGION


def test_heterozygotes_inside_a_called_deletion_contradict_it():
    loss = Interval(GENE.start - 20_000, GENE.end + 20_000)
    het = [GENE.start + 10_003, GENE.start + 12_003]
    run = run_around(every(1_000, loss.start, loss.end, het), GENE, [loss])
    assert run.answer is Homozygosity.HETEROZYGOUS_NEARBY


def test_a_deletion_of_both_copies_has_no_markers_and_keeps_the_run():
    loss = Interval(GENE.start - 400_000, GENE.end + 400_000)
    left = every(10_000, GENE.start - 1_500_000, loss.start)
    right = every(10_000, loss.end, GENE.end + 1_500_000)
    assert run_around(left + right, GENE, [loss]).answer is Homozygosity.AUTOZYGOUS_REGION


@given(
    st.lists(st.tuples(st.integers(GENE.start - 3_000_000, GENE.end + 3_000_000), st.booleans()))
)
def test_the_run_spans_the_gene_and_order_does_not_matter(pairs):
    markers = [Marker(position, het) for position, het in dict(pairs).items()]
    run = run_around(markers, GENE)
    assert run == run_around(markers[::-1], GENE)
    if run.extent is not None:
        assert run.extent.contains(Interval(GENE.start, GENE.end))
    assert run.answer.text in run.text


# --- the oracle -----------------------------------------------------------------------------------

HEADER = (
    "##fileformat=VCFv4.2\n##contig=<ID=chr6,length={length}>\n"
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP1\n"
)


def simulated(seed: int, gene: GeneModel, autozygous: Interval | None) -> list[str]:
    """A chromosome of about 10,000 rows, 6 of 10 heterozygous; in a run 1 of 500 is an error."""
    dice = random.Random(seed)
    first, last = marker_window(gene)
    rows: list[str] = []
    position = first
    while (position := position + dice.randint(200, 3_800)) <= last:
        inside = autozygous is not None and autozygous.start <= position <= autozygous.end
        het = dice.random() < (0.002 if inside else 0.6)
        rows.append(line(position, "0/1" if het else "1/1"))
    return rows


def roh_at(gene: GeneModel, rows: Sequence[str], folder: Path) -> Interval | None:
    """The run of ``bcftools roh`` that spans the gene, from hard genotypes."""
    vcf, out = folder / "in.vcf", folder / "roh.txt"
    header = HEADER.format(length=LOCUS.lengths[gene.assembly])
    vcf.write_text(header + "\n".join(rows) + "\n", encoding="ascii")
    options = ("-G30", "--AF-dflt", "0.4", "-Or", "-o", str(out))
    pysam.bcftools.roh(*options, str(vcf), catch_stdout=False)
    told = [text.split("\t") for text in out.read_text(encoding="ascii").splitlines()]
    runs = [Interval(int(row[3]), int(row[4])) for row in told if row[0] == "RG"]
    return next((run for run in runs if run.contains(Interval(gene.start, gene.end))), None)


def errors_crowd(markers: Sequence[Marker], truth: Interval) -> bool:
    """Whether two errors inside the simulated run stand too close to be told from the truth."""
    inside = [m for m in markers if truth.start <= m.position <= truth.end]
    places = [place for place, marker in enumerate(inside) if marker.heterozygous]
    return any(other - one <= TOLERANCE_FLANK for one, other in pairwise(places))


@pytest.mark.parametrize("gene", BOTH, ids=lambda gene: gene.assembly)
@pytest.mark.parametrize("seed", range(6))
def test_the_run_is_that_of_bcftools_roh(gene, seed, tmp_path):
    """The same run; a shorter one where two errors stand close, which here end a stretch."""
    reach = 800_000 + 700_000 * seed
    truth = Interval(gene.start - reach, gene.end + reach // 2 + 400_000)
    rows = simulated(seed, gene, truth)
    markers = read_markers(rows, 0, gene).markers
    run = run_around(markers, gene)
    oracle = roh_at(gene, rows, tmp_path)
    assert oracle is not None
    assert run.extent is not None
    assert run.answer is Homozygosity.AUTOZYGOUS_REGION
    assert run.extent.overlap(oracle) >= 0.99 * run.length
    assert errors_crowd(markers, truth) is (seed == 3)
    assert (run.extent.overlap(oracle) >= 0.97 * len(oracle)) is (seed != 3)


@pytest.mark.parametrize("seed", range(3))
def test_without_a_run_neither_finds_one(seed, tmp_path):
    rows = simulated(seed, GENE, None)
    run = run_around(read_markers(rows, 0, GENE).markers, GENE)
    assert roh_at(GENE, rows, tmp_path) is None
    assert (run.answer, run.extent) == (Homozygosity.HETEROZYGOUS_NEARBY, None)
