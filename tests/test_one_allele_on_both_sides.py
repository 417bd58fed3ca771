"""One allele told twice: on one copy it is one event, on both sides it is never a quiet carrier.

Clinical rules Z9, Z25 and the genetics of one place: an allele stands on a copy once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.locus.assembly import Assembly
from tests.judged import judged
from tests.vcf_builder import EXON, FRAMESHIFT, NONSENSE, SV_HEADER, Vcf

RIGHT = (108_064_287, "TCT", "T")
"""FRAMESHIFT, aligned to the right."""
CALL = "GT:AD:DP:GQ:PS"
PLACE = EXON[3].start - 150


def state(document: dict[str, Any]) -> str:
    return document["verdict"]["state"]


@pytest.mark.parametrize("genotype", ["1/2", "1|2", "2|1"])
def test_one_allele_as_two_alternatives_is_on_both_copies(
    tmp_path: Path, assembly: Assembly, genotype: str
) -> None:
    twice = (NONSENSE[0], "A", "T,T")
    vcf = Vcf(assembly=assembly).add(twice, f"{genotype}:0,18,17:35:99", fmt="GT:AD:DP:GQ")
    document = judged(tmp_path, vcf)
    assert state(document) == "APPARENT_HOM"
    assert [e["zygosity"] for e in document["events"]] == ["apparent_homozygous"]


def test_one_of_two_equal_alternatives_is_on_one_copy(tmp_path: Path, assembly: Assembly) -> None:
    twice = (NONSENSE[0], "A", "T,T")
    vcf = Vcf(assembly=assembly).add(twice, "0/2:18,0,17:35:99", fmt="GT:AD:DP:GQ")
    assert state(judged(tmp_path, vcf)) == "MONOALLELIC_PLUS_GAP"


@pytest.mark.parametrize("second", [FRAMESHIFT, RIGHT])
@pytest.mark.parametrize(
    ("sides", "sets", "expected"),
    [
        (("1|0", "0|1"), ("77", "77"), "INDETERMINATE"),
        (("1|0", "0|1"), (".", "."), "INDETERMINATE"),
        (("1|0", "1|0"), ("77", "77"), "MONOALLELIC_PLUS_GAP"),
        (("1|0", "0|1"), ("77", "78"), "MONOALLELIC_PLUS_GAP"),  # two sets have no common sides
        (("0/1", "0/1"), (".", "."), "MONOALLELIC_PLUS_GAP"),
    ],
)
def test_rows_of_one_allele_on_opposite_sides(
    tmp_path: Path,
    assembly: Assembly,
    second: tuple[int, str, str],
    sides: tuple[str, str],
    sets: tuple[str, str],
    expected: str,
) -> None:
    vcf = Vcf(assembly=assembly)
    for variant, side, name in zip((FRAMESHIFT, second), sides, sets, strict=True):
        vcf.add(variant, f"{side}:20,19:39:99:{name}", fmt=CALL)
    document = judged(tmp_path, vcf)
    assert state(document) == expected
    assert len(document["events"]) == 1


def test_sides_of_two_files_are_not_compared(tmp_path: Path, assembly: Assembly) -> None:
    files = [
        Vcf(assembly=assembly).add(FRAMESHIFT, f"{side}:20,19:39:99:77", fmt=CALL)
        for side in ("1|0", "0|1")
    ]
    assert state(judged(tmp_path, *files)) == "MONOALLELIC_PLUS_GAP"


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        ("0/0:39,0:39:99", "INDETERMINATE"),
        ("0/0:39,0:39:9", "APPARENT_HOM"),  # a weak call denies nothing
        ("./.:0,0:0:0", "APPARENT_HOM"),
    ],
)
def test_rows_of_one_file_that_contradict_each_other(
    tmp_path: Path, assembly: Assembly, denial: str, expected: str
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "1/1:0,39:39:99", fmt="GT:AD:DP:GQ")
    vcf.add(NONSENSE, denial, fmt="GT:AD:DP:GQ")
    assert state(judged(tmp_path, vcf)) == expected


def test_row_of_another_allele_of_the_site_denies_nothing(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE, "0/1:20,19:39:99", fmt="GT:AD:DP:GQ")
    vcf.add((NONSENSE[0], "A", "C"), "0/0:39,0:39:99", fmt="GT:AD:DP:GQ")
    assert state(judged(tmp_path, vcf)) == "MONOALLELIC_PLUS_GAP"


@pytest.mark.parametrize(
    ("copies", "genotype", "expected"),
    [
        ("0,1", "2/2", "NONE_INCOMPLETE"),
        ("1,0", "2/2", "BIALLELIC_HOM_DEL"),
        ("0,1", "1/1", "BIALLELIC_HOM_DEL"),
        ("0,1", "1/2", "MONOALLELIC_PLUS_GAP"),
        ("0,0", "1/2", "BIALLELIC_HOM_DEL"),
    ],
)
def test_copies_of_an_allele_are_found_by_its_index(
    tmp_path: Path, assembly: Assembly, copies: str, genotype: str, expected: str
) -> None:
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER, version="4.4")
    end = vcf.at(EXON[3].end + 150)
    info = f"END={end};SVLEN=400,400;CN={copies};SVCLAIM=D"
    vcf.add((PLACE - 1, "N", "<CNV>,<CNV>"), genotype, info=info)
    assert state(judged(tmp_path, vcf)) == expected


@pytest.mark.parametrize(
    ("sides", "expected"),
    [(("1|0:77", "1|0:77"), True), (("1|0:77", "0|1:77"), False), (("1|0:77", "1|0:78"), False)],
)
def test_a_change_on_the_copy_that_lacks_its_bases_is_impossible(
    tmp_path: Path, assembly: Assembly, sides: tuple[str, str], expected: bool
) -> None:
    vcf = Vcf(assembly=assembly, extra_header=SV_HEADER)
    vcf.exons(2, 2, sides[0], fmt="GT:PS").add(FRAMESHIFT, sides[1], fmt="GT:PS")
    document = judged(tmp_path, vcf)
    found = {c["code"] for c in document["verdict"]["contradictions"]}
    assert ("ALLELE_ON_DELETED_COPY" in found) is expected
    assert (state(document) == "INDETERMINATE") is expected
