"""Genotypes as arrays: half, haploid, missing, phased and polyploid calls are told apart.

Expected values: BCF 2.2 (genotype encoding) as cyvcf2 hands it out: -1 is ``.``, -2 is no allele.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.vcf import wide
from osteo_annot.intake.vcf.file import open_vcf
from osteo_annot.intake.vcf.genotype_arrays import GenotypeArrays, genotype_arrays
from osteo_annot.intake.vcf.wide_bcf import WideBcf, as_wide
from tests.vcf_builder import NONSENSE, NONSENSE_25, Vcf, bcf_of


@pytest.mark.parametrize(
    ("alleles", "nothing"),
    [
        ((0, 0, -2), True),
        ((-1, -1, -2), True),
        ((0, 1, -2), False),
        ((1, 1, -2), False),
        ((-1, 1, -2), False),
        ((0, -1, -2), False),
        ((-1, 0, -2), False),
        ((0, -2, -2), False),
        ((1, -2, -2), False),
        ((-1, -2, -2), False),
        ((0, 0, 0), False),
        ((0, 0, -1), False),
    ],
)
def test_only_two_called_ref_or_two_not_called_say_nothing(alleles, nothing):
    arrays = GenotypeArrays(0, np.array([alleles], dtype=np.int16), None)
    assert arrays.says_nothing.tolist() == [nothing]


def test_where_everybody_has_one_allele_everybody_says_something():
    arrays = GenotypeArrays(0, np.array([[0], [-1], [1]], dtype=np.int16), None)
    assert not arrays.says_nothing.any()


def test_carriers_are_told_once_with_their_reads():
    alleles = np.array([[0, 0], [0, 1], [0, 1], [1, 1]], dtype=np.int16)
    depths = np.array([[9, 0], [5, 5], [5, 5], [0, 9]], dtype=np.int32)
    told = GenotypeArrays(0, alleles, depths).carriers()
    assert told == {((0, 1), (5, 5)), ((1, 1), (0, 9))}
    assert GenotypeArrays(0, alleles, None).carriers() == {((0, 1), ()), ((1, 1), ())}


def bcf(folder: Path, monkeypatch: pytest.MonkeyPatch) -> WideBcf:
    """Three people and two records, read as a file of very many."""
    gt = '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">'
    vcf = Vcf(samples=("A", "B", "C"), extra_header=(gt,))
    vcf.add(NONSENSE_25, "0/1", "0/0", "./.", fmt="GT").add(NONSENSE, *["0/0"] * 3, fmt="GT")
    path = bcf_of(vcf.write(folder / "cohort.vcf"))
    monkeypatch.setattr(wide, "WIDE", 2)
    file = as_wide(open_vcf(path))
    assert isinstance(file, WideBcf)
    return file


def test_arrays_and_lines_are_of_the_same_records(tmp_path, monkeypatch):
    file = bcf(tmp_path, monkeypatch)
    assert [a.line for a in file.arrays()] == [0, 1]
    assert [a.says_nothing.tolist() for a in file.arrays()] == [[False, True, True], [True] * 3]
    ((place, text),) = file.texts_of([1])
    assert (place, text.split("\t")[1]) == (1, file.lines[1].split("\t")[1])


def test_cells_of_some_are_those_of_all(tmp_path, monkeypatch):
    file = bcf(tmp_path, monkeypatch)
    whole = [line.split("\t") for line in file.whole_lines()]
    held = [line.split("\t") for line in file.held_lines([0, 2])]
    assert held == [[*line[:9], line[9], line[11]] for line in whole]


@pytest.mark.parametrize("change", ["fewer", "other"])
def test_records_that_are_not_met_again_are_a_refusal(tmp_path, monkeypatch, change):
    file = bcf(tmp_path, monkeypatch)
    lines = list(file.lines)
    places = [0, 1]
    if change == "fewer":
        lines, places = [*lines, lines[-1]], [0, 1, 2]
    else:
        lines = [lines[0], lines[1].replace("\tA\tT\t", "\tA\tG\t")]
    with pytest.raises(RefusedError) as refused:
        list(genotype_arrays(file.source, places, lines))
    assert refused.value.faults[0].code is RefusalCode.DAMAGED_FILE
