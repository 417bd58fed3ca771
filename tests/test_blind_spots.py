"""What hides a call is named exon by exon (clinical rules 2.7, Z11, Z12; fixtures F23, F34)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.annotate import run_annotate
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.record.thresholds import CallLimits
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.vcf_builder import EXON, GVCF_HEADER, NONSENSE, Vcf

GOOD = "0/0:30:60:25"
E1, E3 = EXON[1], EXON[3]
REFERENCE = embedded_reference(Assembly.GRCH38)
BLOCK = "GT:DP:GQ:MIN_DP"


def gvcf(*skip: int, samples: tuple[str, ...] = ("P1",)) -> Vcf:
    vcf = Vcf(extra_header=GVCF_HEADER, samples=samples)
    return vcf.reference_blocks(*([GOOD] * len(samples)), skip=skip)


def judge_person(tmp_path: Path, vcf: Vcf, coverage: str = "") -> dict[str, Any]:
    given = [vcf.write(tmp_path / "a.vcf")]
    bed = tmp_path / "targets.bed"
    bed.write_text(coverage)
    inputs = read_inputs(given, coverage=[bed] if coverage else [])
    return document_of(result_of(inputs, "P1", Options()))


def spots(document: dict[str, Any], exon: int) -> list[tuple[str, str]]:
    found = document["callability"]["exons"][exon - 1]["blind_spots"]
    return [(spot["code"], spot["where"]) for spot in found]


def codes(document: dict[str, Any], exon: int) -> set[str]:
    return {code for code, _ in spots(document, exon)}


def test_nothing_is_hidden_where_all_was_called(tmp_path: Path) -> None:
    document = judge_person(tmp_path, gvcf())
    assert [exon["blind_spots"] for exon in document["callability"]["exons"]] == [[]] * 6
    assert document["verdict"]["state"] == "NONE_CALLABLE"


@pytest.mark.parametrize(
    ("cell", "hidden"),
    [
        ("0/0:30:20:10", False),
        ("0/0:30:19:25", True),
        ("0/0:30:60:9", True),
        ("0/0:.:.:.", True),
    ],
)
def test_weak_block(tmp_path: Path, cell: str, hidden: bool) -> None:
    vcf = gvcf(3).add((E3.start - 50, "N", "<NON_REF>"), cell, fmt=BLOCK, info=f"END={E3.end + 50}")
    document = judge_person(tmp_path, vcf)
    assert ("WEAK_BLOCK" in codes(document, 3)) is hidden
    assert document["verdict"]["state"] == ("NONE_INCOMPLETE" if hidden else "NONE_CALLABLE")
    assert codes(document, 4) == set()


def test_f23_half_covered_exon_1(tmp_path: Path) -> None:
    """The last 200 bases of the exon on the plus strand are in no block."""
    vcf = gvcf(1).add(
        (E1.start - 50, "N", "<NON_REF>"), GOOD, fmt=BLOCK, info=f"END={E1.end - 300}"
    )
    vcf.add(NONSENSE, "0/1:30:60:25", fmt=BLOCK)
    document = judge_person(tmp_path, vcf)
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert codes(document, 1) == {"PARTLY_COVERED"}
    (where, *_) = [w for _, w in spots(document, 1)]
    assert where.startswith(str(E1.end - 299))


def test_f23_no_genotype_in_a_file_of_several(tmp_path: Path) -> None:
    vcf = gvcf(3, samples=("P1", "MUM"))
    vcf.add(
        (E3.start - 50, "N", "<NON_REF>"),
        "./.:0:0:0",
        GOOD,
        fmt=BLOCK,
        info=f"END={E3.end + 50}",
    )
    document = judge_person(tmp_path, vcf)
    assert "NO_GENOTYPE" in codes(document, 3)
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"


@pytest.mark.parametrize(("filters", "hidden"), [("PASS", False), (".", False), ("LowQual", True)])
def test_filtered_call(tmp_path: Path, filters: str, hidden: bool) -> None:
    vcf = gvcf().add((E3.start + 40, "N", "T"), "0/1:30:60:25", fmt=BLOCK, filters=filters)
    assert ("FILTERED_CALL" in codes(judge_person(tmp_path, vcf), 3)) is hidden


def test_a_target_bed_that_leaves_an_exon_out(tmp_path: Path) -> None:
    rows = "".join(f"chr6\t{e.start - 61}\t{e.end + 60}\n" for n, e in EXON.items() if n != 3)
    document = judge_person(tmp_path, Vcf(), rows)
    assert [n for n in range(1, 7) if "NOT_TARGETED" in codes(document, n)] == [3]
    assert document["verdict"]["state"] == "NONE_INCOMPLETE"


def test_depth_below_the_limit_is_named_with_its_place(tmp_path: Path) -> None:
    """Depth per base: lines adjoin, and what lies between the exons has no reads."""
    lines = [(e.start - 61, e.end + 60, 30) for n, e in EXON.items() if n != 3]
    lines += [(E3.start - 61, E3.start + 9, 9), (E3.start + 9, E3.end + 60, 10)]
    rows, place = "", 0
    for start, end, depth in sorted(lines):
        between = f"chr6\t{place}\t{start}\t0\n" if start > place else ""
        rows += f"{between}chr6\t{start}\t{end}\t{depth}\n"
        place = end
    document = judge_person(tmp_path, Vcf(), rows)
    assert ("LOW_DEPTH", f"{E3.start - 8}-{E3.start + 9} (targets.bed)") in spots(document, 3)
    assert codes(document, 2) == set()


def test_many_places_are_capped(tmp_path: Path) -> None:
    vcf = gvcf()
    for place in range(E3.start + 10, E3.start + 30):
        alt = "T" if REFERENCE.base(place) != "T" else "A"
        vcf.add((place, "N", alt), "0/1:30:60:25", fmt=BLOCK, filters="LowQual")
    assert len(spots(judge_person(tmp_path, vcf), 3)) == 5


@pytest.mark.parametrize(("limit", "state"), [(25, "NONE_CALLABLE"), (26, "NONE_INCOMPLETE")])
def test_the_policy_sets_from_when_a_call_counts(tmp_path: Path, limit: int, state: str) -> None:
    """The blocks have 25 reads at least."""
    limits = CallLimits(min_depth=limit)
    inputs = read_inputs([gvcf().write(tmp_path / "a.vcf")], limits=limits)
    assert document_of(result_of(inputs, "P1", Options()))["verdict"]["state"] == state


def test_a_policy_file_reaches_the_calls(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    text = resource_text("OSTM1/policy.yaml")
    policy.write_text(text.replace("min_depth: 10", "min_depth: 26"))
    vcf = gvcf().write(tmp_path / "a.vcf")
    (row,), _ = run_annotate([vcf], tmp_path / "out", knowledge=KnowledgeFiles(policy=policy))
    assert row["state"] == "NONE_INCOMPLETE"
    (row,), _ = run_annotate([vcf], tmp_path / "out")
    assert row["state"] == "NONE_CALLABLE"
