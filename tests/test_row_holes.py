"""What a row says against its own file wins over what a block or a BED says for it.

Earned claims 3; VCF 4.5 section 1.6.2 (GT), clinical rules 2.7. Each row stands inside a confident
block of the same file, and inside a BED that calls everything callable.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.copies.callability import Callability, exon_callability
from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.measured.person import person_of
from tests.vcf_builder import EXON, G38, GVCF_HEADER, NONSENSE, Vcf

GOOD = "0/0:30:60:25"
FORMAT = "GT:DP:GQ:MIN_DP"
SITE = (EXON[3].start + 20, "N", "T")


def callable_exons(tmp_path: Path, vcf: Vcf, *, bed: bool) -> list[int]:
    coverage = []
    if bed:
        path = tmp_path / "callable.bed"
        path.write_text(f"chr6\t{vcf.at(G38.start - 100)}\t{vcf.at(G38.end + 100)}\n")
        coverage = [path]
    inputs = read_inputs([vcf.write(tmp_path / "a.vcf")], coverage=coverage)
    exons = exon_callability(inputs, person_of(inputs, "P1"), gene_model(inputs.assembly))
    return [e.exon for e in exons if e.small_variants is Callability.CALLABLE]


@pytest.mark.parametrize("assembly", list(Assembly), ids=str)
@pytest.mark.parametrize("bed", [False, True])
@pytest.mark.parametrize(
    ("cell", "fmt", "filters", "open_"),
    [
        ("0/0:30:60:30", FORMAT, "PASS", False),
        ("0/1:30:60:30", FORMAT, "PASS", False),
        ("./.:30:60:30", FORMAT, "PASS", True),
        (".:30:60:30", FORMAT, "PASS", True),
        ("./0:30:60:30", FORMAT, "PASS", True),
        ("0:30:60:30", FORMAT, "PASS", True),
        ("0/0/0:30:60:30", FORMAT, "PASS", True),
        ("0/9:30:60:30", FORMAT, "PASS", True),
        ("0/0:0:60:0", FORMAT, "PASS", True),
        ("0/0:30:19:30", FORMAT, "PASS", True),
        ("0/0:30:60:30", FORMAT, "RefCall", True),
        ("0/0:30:60:20,9", "GT:DP:GQ:AD", "PASS", True),
        ("0/0:30:60:30,0", "GT:DP:GQ:AD", "PASS", False),
    ],
)
def test_a_row_against_its_own_block(
    tmp_path: Path,
    assembly: Assembly,
    cell: str,
    fmt: str,
    filters: str,
    open_: bool,
    bed: bool,
) -> None:
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER)
    if not bed:
        vcf.reference_blocks(GOOD)
    vcf.add(SITE, cell, fmt=fmt, filters=filters)
    # Blocks of one file tile: the block that the row cuts goes on behind it.
    if not bed:
        info = f"END={vcf.at(EXON[3].end + 50)}"
        vcf.add((SITE[0] + 1, "N", "<NON_REF>"), GOOD, fmt=FORMAT, info=info, filters=".")
    expected = [1, 2, 4, 5, 6] if open_ else [1, 2, 3, 4, 5, 6]
    assert callable_exons(tmp_path, vcf, bed=bed) == expected


@pytest.mark.parametrize("weak", ["0/0:0:0:0", "./.:0:0:0"])
def test_a_weak_block_inside_a_confident_one(tmp_path: Path, weak: str) -> None:
    vcf = Vcf(extra_header=GVCF_HEADER).reference_blocks(GOOD)
    info = f"END={EXON[3].start + 40}"
    row = (EXON[3].start + 20, "N", "<NON_REF>")
    vcf.add(row, weak, fmt=FORMAT, info=info, filters=".")
    assert callable_exons(tmp_path, vcf, bed=False) == [1, 2, 4, 5, 6]


def test_a_weak_block_under_a_confident_call_says_no_more(tmp_path: Path) -> None:
    """Behind a deletion of bases a caller writes a block of no quality over the lost bases."""
    vcf = Vcf(extra_header=GVCF_HEADER)
    for exon in reversed(G38.exons):
        vcf.add(
            (exon.start - 50, "N", "<NON_REF>"),
            GOOD,
            fmt=FORMAT,
            info=f"END={NONSENSE[0] - 1 if exon.number == 1 else exon.end + 50}",
            filters=".",
        )
    vcf.add((NONSENSE[0], "ANN", "A"), "0/1:30:60:30", fmt=FORMAT)
    for first, last, cell in ((1, 2, "0/0:20:0:20"), (3, 30, GOOD)):
        info = f"END={NONSENSE[0] + last}"
        row = (NONSENSE[0] + first, "N", "<NON_REF>")
        vcf.add(row, cell, fmt=FORMAT, info=info, filters=".")
    assert 1 not in callable_exons(tmp_path, vcf, bed=False)  # bases beyond are in no block
    vcf.add(
        (NONSENSE[0] + 31, "N", "<NON_REF>"),
        GOOD,
        fmt=FORMAT,
        info=f"END={EXON[1].end + 50}",
        filters=".",
    )
    assert 1 in callable_exons(tmp_path, vcf, bed=False)


@pytest.mark.parametrize("assembly", list(Assembly), ids=str)
@pytest.mark.parametrize(
    ("fmt", "good", "weak"),
    [
        ("GT:DP:GQ:MIN_DP", "0/0:30:60:25", "0/0:30:60:2"),  # HaplotypeCaller: the least depth
        ("GT:GQ:MIN_DP:PL", "0/0:50:25:0,50,500", "0/0:3:2:0,3,30"),  # DeepVariant
        ("GT:GQX:DP:DPF:MIN_DP", "0/0:60:30:1:25", "0/0:3:30:20:30"),  # Strelka2
        ("GT:GQX:DP:DPF:MIN_DP", "0/0:60:30:1:25", "0/0:60:1:40:1"),  # nearly all filtered
        ("GT:DP:RGQ", "0/0:30:60", "0/0:30:0"),  # GenotypeGVCFs
        ("GT:DP:GQ:FT", "0/0:30:60:PASS", "0/0:30:60:LowGQ"),
    ],
)
def test_a_weak_block_in_the_words_of_callers(
    tmp_path: Path, assembly: Assembly, fmt: str, good: str, weak: str
) -> None:
    """Earned claims 3; fields as the headers of their callers describe them."""
    for cell, open_ in ((good, []), (weak, [3])):
        vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)
        info = f"END={vcf.at(EXON[3].start + 60)}"
        vcf.add((EXON[3].start + 20, "N", "<NON_REF>"), cell, fmt=fmt, info=info)
        info = f"END={vcf.at(EXON[3].end + 50)}"  # blocks tile: the one that was cut goes on
        vcf.add((EXON[3].start + 61, "N", "<NON_REF>"), good, fmt=fmt, info=info)
        found = callable_exons(tmp_path, vcf, bed=False)
        assert [n for n in range(1, 7) if n not in found] == open_
