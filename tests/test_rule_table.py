"""One case for each row of the table of rules in ``docs/verdict.md``, in the order asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.verdict.pipeline import judge_person
from tests.vcf_builder import (
    EXON,
    FRAMESHIFT,
    GVCF_HEADER,
    NONSENSE,
    NONSENSE_25,
    SV_HEADER,
    SYNONYMOUS,
    Vcf,
    deletion_search,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "verdict.md"
GOOD = "0/0:30:60:25"


def rows() -> list[tuple[str, str]]:
    """Rule and state of each row, in order."""
    text = PAGE.read_text("utf-8").split("## The rules")[1].split("\n## ")[0]
    return re.findall(r"^\| ([^|]+?) \| `([A-Z_]+)` \|", text, re.MULTILINE)


def small() -> Vcf:
    return Vcf()


def covered(*skip: int) -> Vcf:
    return Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=skip)


def sv() -> Vcf:
    return Vcf(extra_header=SV_HEADER)


def unreadable(vcf: Vcf) -> Vcf:
    vcf.rows.append(f"chr6\t{SYNONYMOUS[0]}\t.\tA?\tT\t50\tPASS\t.\tGT\t0/1")
    return vcf


def phased(first: str, second: str) -> Vcf:
    return small().add(NONSENSE, first, fmt="GT:PS").add(FRAMESHIFT, second, fmt="GT:PS")


def two_copies() -> Vcf:
    vcf = Vcf(extra_header=(*SV_HEADER, "##source=DRAGEN_CNV"))
    info = f"END={EXON[1].end + 5000}"
    return vcf.add((EXON[6].start - 5000, "N", "."), "./.:2", fmt="GT:CN", info=info)


CASES: tuple[Callable[[], list[Vcf]], ...] = (
    lambda: [unreadable(covered())],
    lambda: [covered()],
    lambda: [covered(1)],
    lambda: [sv().exons(2, 3, "0/1:0", fmt="GT:CN")],
    lambda: [sv().exons(2, 3, "1/1")],
    lambda: [sv().exons(1, 2, "0/1", pad=300), small().add(NONSENSE, "1/1")],
    lambda: [phased("0|1:7", "1|0:7")],
    lambda: [small().add(NONSENSE_25, "1/1")],
    lambda: [small().add(NONSENSE_25, "1/1"), two_copies()],
    lambda: [unreadable(small().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"))],
    lambda: [small().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1")],
    lambda: [phased("0|1:7", "0|1:7")],
    lambda: [covered().add(NONSENSE, "0/1"), deletion_search()],
    lambda: [covered().add(NONSENSE, "0/1")],
)


def test_every_row_has_its_case() -> None:
    assert len(rows()) == len(CASES)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_row_holds(tmp_path: Path, number: int) -> None:
    rule, state = rows()[number]
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(CASES[number]())]
    assert judge_person(read_inputs(paths), "P1").verdict.state.value == state, rule
