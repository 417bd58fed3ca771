"""Invariants of clinical rules 4.3 over generated cases."""

from __future__ import annotations

import gzip
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.vcf.row import parse_row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from osteo_annot.verdict.state import State
from tests.dialects import (
    canvas,
    cnvkit,
    cutesv,
    delly,
    delly_cnv,
    dragen_cnv,
    dragen_sv,
    gatk_gcnv,
    lumpy,
    manta,
    pbsv,
    segments_bed,
    sniffles,
    svdb,
)
from tests.dialects.truth import Ground, Truth, What
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

pytestmark = pytest.mark.slow

NULLS = (NONSENSE, NONSENSE_25, FRAMESHIFT)
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
EXAMPLES = int(os.environ.get("OSTEO_ANNOT_EXAMPLES", "120"))
"""Cases of each property; ``validation/properties.py`` asks for many more."""
FAST = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="OSTEO_ANNOT_EXAMPLES" not in os.environ,
    database=None,
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
@given(SMALL_ROWS, LOSSES, BLOCKS)
def test_order_of_files_changes_nothing(small: Any, losses: Any, block: str) -> None:
    """Rows stay in order: a file whose positions fall has no say (earned-claims 2)."""
    vcfs = case(Assembly.GRCH38, small, losses, block)
    first = judge(vcfs)
    second = judge(list(reversed(vcfs)))
    for part in ("state", "confidence", "genotype_hgvs"):
        assert first["verdict"][part] == second["verdict"][part]
    # A record is named by the place of its file.
    headlines = {re.sub(r"f\d+\.r\d+", "", d["verdict"]["headline"]) for d in (first, second)}
    assert len(headlines) == 1
    assert first["copies"] == second["copies"]


SEVERITY = {state.value: rank for rank, state in enumerate(reversed(State))}
"""How severe a state is, from the order of the closed list."""


@FAST
@given(SMALL_ROWS, BLOCKS)
def test_a_second_hit_in_trans_never_lowers_the_state(small: Any, block: str) -> None:
    """Monotonicity: a stop in trans, shown by phase, added to one hit never makes it less."""
    first = [(v, "0|1:5:99") for v, _ in small if v in NULLS][:1]
    before = judge(case(Assembly.GRCH38, first, [], block))["verdict"]["state"]
    second = next(v for v in NULLS if not first or v != first[0][0])
    after = judge(case(Assembly.GRCH38, [*first, (second, "1|0:5:99")], [], block))["verdict"]
    assert SEVERITY[after["state"]] >= SEVERITY[before]
    if first:
        assert after["state"] == "BIALLELIC_COMPHET_TRANS"


@FAST
@given(SMALL_ROWS, BLOCKS)
def test_a_homozygous_loss_of_the_gene_outranks_all(small: Any, block: str) -> None:
    with_loss = judge(case(Assembly.GRCH38, small, [([1, 6], ("1/1", "0"))], ""))
    assert with_loss["verdict"]["state"] in {"BIALLELIC_HOM_DEL", "INDETERMINATE"}


RANK = {"low": 0, "moderate": 1, "high": 2}


@FAST
@given(SMALL_ROWS, LOSSES, st.sets(st.integers(1, 6)))
def test_less_coverage_never_makes_an_answer_surer(
    small: Any, losses: Any, missing: set[int]
) -> None:
    whole = case(Assembly.GRCH38, small, losses, "0/0:30:60:25")
    part = case(Assembly.GRCH38, small, losses, "")
    part[0].extra_header = GVCF_HEADER
    part[0].reference_blocks("0/0:30:60:25", skip=sorted(missing))
    full, less = judge(whole), judge(part)
    if "INDETERMINATE" in {full["verdict"]["state"], less["verdict"]["state"]}:
        return  # a block may contradict a deletion, so that more coverage may undo an answer
    assert RANK[less["verdict"]["confidence"]] <= RANK[full["verdict"]["confidence"]]
    if missing:
        assert less["verdict"]["state"] not in {"NONE_CALLABLE", "MONOALLELIC"}


@FAST
@given(SMALL_ROWS, LOSSES, BLOCKS, st.sampled_from(["crlf", "bom", "gzip", "6", "NC_000006.12"]))
def test_the_wrapping_of_a_file_changes_nothing(
    small: Any, losses: Any, block: str, wrapping: str
) -> None:
    plain = judge(case(Assembly.GRCH38, small, losses, block))
    contig = wrapping if wrapping in {"6", "NC_000006.12"} else "chr6"
    vcfs = case(Assembly.GRCH38, small, losses, block, contig=contig)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, vcf in enumerate(vcfs):
            data = vcf.text().encode()
            if wrapping == "crlf":
                data = data.replace(b"\n", b"\r\n")
            if wrapping == "bom":
                data = b"\xef\xbb\xbf" + data
            path = Path(folder) / f"{number}.vcf"
            path.write_bytes(gzip.compress(data) if wrapping == "gzip" else data)
            paths.append(path)
        wrapped = document_of(result_of(read_inputs(paths), "P1", Options()))
    assert wrapped["verdict"] == plain["verdict"]
    assert wrapped["copies"] == plain["copies"]
    assert wrapped["callability"] == plain["callability"]


JUNCTION = {w.NAME: w for w in (cutesv, delly, dragen_sv, lumpy, manta, pbsv, sniffles, svdb)}
DEPTH = {w.NAME: w for w in (canvas, cnvkit, delly_cnv, dragen_cnv, gatk_gcnv, segments_bed)}
WRITERS = sorted({**JUNCTION, **DEPTH})


@FAST
@given(
    EXON_PAIR,
    st.integers(200, 900),
    st.integers(0, 1),
    st.sampled_from(WRITERS),
    st.sampled_from(WRITERS),
    st.sampled_from(list(Assembly)),
)
def test_the_words_of_the_caller_change_nothing(
    exons: list[int], pad: int, copies: int, one: str, other: str, assembly: Assembly
) -> None:
    first, last = exons
    truth = Truth("drawn", What.DELETION, EXON[last].start - pad, EXON[first].end + pad, copies)
    states = []
    for name in (one, other):
        text = {**JUNCTION, **DEPTH}[name].write(truth, Ground(assembly))
        assert text is not None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.vcf"
            path.write_text(text)
            inputs = read_inputs([path], assembly=assembly, sample="P1")
            document = document_of(result_of(inputs, "P1", Options()))
        (event,) = document["events"]
        states.append((document["verdict"]["state"], event["exons"], event["zygosity"]))
    assert states[0] == states[1]
    assert states[0][1] == list(range(first, last + 1))


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
