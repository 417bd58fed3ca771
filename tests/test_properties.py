"""Invariants of clinical rules 4.3 over generated cases."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.row import parse_row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.build import Options, result_of
from osteo_annot.report.document import document_of
from osteo_annot.verdict.state import State
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    OFFSET,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
)

GENOTYPES = ["0/0", "0/1", "1/1", "./.", ".", "./1", "1", "0|1", "1|0", "1|1", "", "0/9", "x"]
SMALL = [
    NONSENSE,
    NONSENSE_25,
    FRAMESHIFT,
    SYNONYMOUS,
    (108_074_444, "G", "A"),
    (108_049_248, "C", "T"),
]
CELL = st.tuples(
    st.sampled_from(GENOTYPES),
    st.sampled_from(["", ".", "0", "5", "6"]),
    st.sampled_from(["", "99", "5"]),
).map(lambda parts: ":".join(parts))
SMALL_ROWS = st.lists(st.tuples(st.sampled_from(SMALL), CELL), max_size=4, unique_by=lambda r: r[0])
EXON_PAIR = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(sorted)
LOSS_CELL = st.tuples(
    st.sampled_from(GENOTYPES), st.sampled_from(["0", "1", "2", "3", ".", "-1", "NaN"])
)
LOSSES = st.lists(st.tuples(EXON_PAIR, LOSS_CELL), max_size=2)
BLOCKS = st.sampled_from(["", "0/0:30:60:25", "0/0:3:9:2", "./.:0:0:0"])
FAST = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def case(
    assembly: Assembly, small: Any, losses: Any, block: str, contig: str = "chr6"
) -> list[Vcf]:
    header = GVCF_HEADER if block else ()
    one = Vcf(assembly=assembly, contig=contig, extra_header=header)
    for variant, cell in small:
        one.add(variant, cell, fmt="GT:PS:GQ")
    if block:
        one.reference_blocks(block)
    other = Vcf(assembly=assembly, contig=contig, extra_header=SV_HEADER)
    for (first, last), (genotype, copies) in losses:
        other.exons(first, last, f"{genotype}:{copies}", fmt="GT:CN")
    return [one, other] if losses else [one]


def judge(vcfs: list[Vcf]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [vcf.write(Path(folder) / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
        return document_of(result_of(read_inputs(paths), "P1", Options()))


@FAST
@given(SMALL_ROWS, LOSSES, BLOCKS)
def test_total_conserved_and_the_same_on_both_assemblies(
    small: Any, losses: Any, block: str
) -> None:
    vcfs = case(Assembly.GRCH38, small, losses, block)
    document = judge(vcfs)
    assert document["verdict"]["state"] in {state.value for state in State}
    assert len(document["ledger"]) == sum(len(vcf.rows) for vcf in vcfs)
    assert len({entry["id"] for entry in document["ledger"]}) == len(document["ledger"])
    other = judge(case(Assembly.GRCH37, small, losses, block, contig="6"))
    assert other["verdict"]["state"] == document["verdict"]["state"]
    assert other["verdict"]["confidence"] == document["verdict"]["confidence"]
    for one, two in zip(document["events"], other["events"], strict=True):
        assert (one["hgvs"]["c"], one["hgvs"]["p"]) == (two["hgvs"]["c"], two["hgvs"]["p"])
        assert two["location"]["start"] - one["location"]["start"] == OFFSET


@FAST
@given(SMALL_ROWS, LOSSES, BLOCKS)
def test_negative_is_only_said_of_what_was_seen(small: Any, losses: Any, block: str) -> None:
    document = judge(case(Assembly.GRCH38, small, losses, block))
    if block != "0/0:30:60:25":
        assert document["verdict"]["state"] not in {"NONE_CALLABLE", "MONOALLELIC"}


@FAST
@given(SMALL_ROWS)
def test_confirmed_needs_two_hits_with_proof(small: Any) -> None:
    """Without deletion, parents or a shared phase set nothing is ever confirmed."""
    sets = [cell.split(":")[1] for _, cell in small]
    usable = [s for s in sets if s in {"5", "6"}]
    document = judge(case(Assembly.GRCH38, small, [], ""))
    if len(usable) == len(set(usable)):
        assert not document["verdict"]["state"].startswith("BIALLELIC")


@FAST
@given(SMALL_ROWS, LOSSES)
def test_one_heterozygous_hit_is_never_two(small: Any, losses: Any) -> None:
    carriers = [(v, c) for v, c in small if c.startswith(("0/1", "./1"))][:1]
    document = judge(case(Assembly.GRCH38, carriers, [], ""))
    assert document["verdict"]["state"] not in {"APPARENT_HOM", "POSSIBLE_COMPHET_UNPHASED"}
    assert not document["verdict"]["state"].startswith("BIALLELIC")


@FAST
@given(SMALL_ROWS, LOSSES, BLOCKS, st.randoms(use_true_random=False))
def test_order_of_rows_and_files_changes_nothing(
    small: Any, losses: Any, block: str, random: Any
) -> None:
    vcfs = case(Assembly.GRCH38, small, losses, block)
    first = judge(vcfs)
    for vcf in vcfs:
        random.shuffle(vcf.rows)
        vcf.keep_order = True
    second = judge(list(reversed(vcfs)))
    for part in ("state", "confidence", "headline", "genotype_hgvs"):
        assert first["verdict"][part] == second["verdict"][part]
    assert first["copies"] == second["copies"]


@FAST
@given(SMALL_ROWS, BLOCKS)
def test_a_second_hit_in_trans_never_lowers_the_state(small: Any, block: str) -> None:
    """Monotonicity: a homozygous loss of the whole gene is the most severe state there is."""
    with_loss = judge(case(Assembly.GRCH38, small, [([1, 6], ("1/1", "0"))], ""))
    assert with_loss["verdict"]["state"] in {"BIALLELIC_HOM_DEL", "INDETERMINATE"}


@FAST
@given(st.text(max_size=300), st.integers(0, 4))
def test_any_text_is_a_row_or_a_bad_row(text: str, samples: int) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    parse_row(line, 1, samples)
    parse_row(f"chr6\t108074616\t.\tA\tT\t.\t.\t{line}\tGT", 1, samples)


@FAST
@given(
    st.lists(
        st.text(alphabet="chr6\t0123456789ACGT<>,;:=./|*[]NDELPSVYEND", max_size=120), max_size=5
    )
)
def test_fuzzed_rows_never_crash(lines: list[str]) -> None:
    vcf = Vcf(extra_header=SV_HEADER)
    vcf.rows = [f"chr6\t{vcf.at(NONSENSE[0])}\t.\tA\t{line}" for line in lines]
    try:
        document = judge([vcf])
    except RefusedError:
        return
    assert len(document["ledger"]) == len(lines)


def test_exon_pairs_of_the_generator_are_in_range() -> None:
    assert set(EXON) == {1, 2, 3, 4, 5, 6}
