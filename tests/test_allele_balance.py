"""Reads against genotypes: one table for bases, one for junctions; "this, and just not this".

Expected values: exact binomial probabilities (clinical rules Z2, Z13, Z17; limits of this product).
"""

from __future__ import annotations

from math import comb

import pytest

from osteo_annot.events.allele_balance import (
    HALF,
    THIRD,
    AlleleReads,
    Balance,
    allele_reads,
    balance_of,
    binomial_tail,
    contradicts_homozygote,
    exceeds_errors,
)
from osteo_annot.events.model import Zygosity
from osteo_annot.events.zygosity import ReadsFit, reads_fit, shows_unsaid_allele, zygosity_of_allele
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row


def observed(genotype: str, *alts: str, name: str = "f1.r1", **fields: str) -> Observation:
    """One sample's cell at a place that does not matter."""
    row = Row(1, "6", 1000, "", "A", alts or ("T",), (), "PASS", {}, ("GT", *fields), ())
    return Observation(name, 1, "P", row, fields, parse_genotype(genotype, row.n_alleles))


@pytest.mark.parametrize(("successes", "trials"), [(0, 1), (7, 30), (5, 60), (40, 40), (250, 600)])
def test_the_tail_is_the_sum_of_the_binomial_terms(successes: int, trials: int) -> None:
    exact = sum(comb(trials, k) for k in range(successes + 1)) / 2**trials
    assert binomial_tail(successes, trials, HALF) == pytest.approx(exact, rel=1e-9)


def test_the_tail_of_very_many_reads_is_that_of_the_normal_distribution() -> None:
    assert binomial_tail(2_950, 6_000, HALF) == pytest.approx(0.1, abs=0.005)  # 1.28 spreads
    assert binomial_tail(10**9, 10**10, HALF) == 0.0


@pytest.mark.parametrize(
    ("allele", "other", "expected", "balance"),
    [
        (15, 15, HALF, Balance.EVEN),
        (11, 19, HALF, Balance.EVEN),  # p 0.10
        (8, 22, HALF, Balance.SKEWED),  # p 0.008
        (7, 23, HALF, Balance.SKEWED),  # p 0.003, under a quarter: a slope, not a cliff
        (2, 8, HALF, Balance.EVEN),  # p 0.05: ten reads cannot tell a fifth from half
        (2, 7, HALF, Balance.EVEN),  # nine reads are not judged
        (3, 17, HALF, Balance.SKEWED),  # p 0.001
        (3, 37, HALF, Balance.MOSAIC),
        (5, 44, HALF, Balance.MOSAIC),
        (25, 75, HALF, Balance.SKEWED),  # a quarter is not below a quarter
        (24, 76, HALF, Balance.MOSAIC),
        (82, 118, HALF, Balance.EVEN),  # p 0.007, but 41 %: capture explains it
        (25, 5, HALF, Balance.SKEWED),  # too many
        (0, 40, HALF, Balance.NONE),
        (40, 0, HALF, Balance.NONE),
        (0, 9, HALF, Balance.EVEN),
        (9, 23, THIRD, Balance.EVEN),
        (18, 40, THIRD, Balance.EVEN),  # the reference is counted at both ends
        (4, 55, THIRD, Balance.MOSAIC),
        (2, 38, THIRD, Balance.MOSAIC),
    ],
)
def test_balance_of_a_heterozygote(
    allele: int, other: int, expected: float, balance: Balance
) -> None:
    assert balance_of(AlleleReads(allele, other, expected)) is balance


def test_no_reads_tell_nothing() -> None:
    assert balance_of(None) is Balance.EVEN
    assert AlleleReads(0, 0).fraction == 0.0
    assert reads_fit(Zygosity.HETEROZYGOUS, None) is ReadsFit.FITS


@pytest.mark.parametrize(
    ("allele", "other", "contradicted"),
    [
        (20, 20, True),
        (30, 10, True),  # a quarter
        (75, 25, True),  # at any depth
        (76, 24, False),
        (12, 3, True),  # p 0.02 of a heterozygote, 0.003 of errors
        (9, 1, False),  # an error explains one read
        (36, 4, False),
        (30, 0, False),
        (5, 4, False),  # nine reads are not judged
    ],
)
def test_reads_that_contradict_a_homozygote(allele: int, other: int, contradicted: bool) -> None:
    assert contradicts_homozygote(AlleleReads(allele, other)) is contradicted


@pytest.mark.parametrize(
    ("shown", "total", "more"),
    [
        (9, 29, True),
        (39, 39, True),
        (5, 49, True),
        (6, 46, True),
        (4, 40, True),
        (2, 40, False),  # 5 %, p 0.2 of errors
        (1, 10, False),
        (40, 1000, False),  # 4 %: errors at any depth
        (9, 9, False),
    ],
)
def test_more_reads_than_errors_give(shown: int, total: int, more: bool) -> None:
    assert exceeds_errors(shown, total) is more


@pytest.mark.parametrize(
    ("genotype", "depths", "zygosity", "fit"),
    [
        ("0/1", "20,19", Zygosity.HETEROZYGOUS, ReadsFit.FITS),
        ("0/1", "23,7", Zygosity.HETEROZYGOUS, ReadsFit.SKEWED),
        ("0/1", "55,5", Zygosity.MOSAIC_OR_ARTEFACT, ReadsFit.FITS),
        ("0/1", "40,0", Zygosity.HETEROZYGOUS, ReadsFit.CONTRADICTED),  # no read is no mosaic
        ("0/1", "0,40", Zygosity.HETEROZYGOUS, ReadsFit.CONTRADICTED),
        ("1/1", "40,0", Zygosity.APPARENT_HOMOZYGOUS, ReadsFit.CONTRADICTED),
        ("1/1", "20,20", Zygosity.APPARENT_HOMOZYGOUS, ReadsFit.CONTRADICTED),
        ("1/1", "5,35", Zygosity.APPARENT_HOMOZYGOUS, ReadsFit.SKEWED),
        ("1/1", "0,40", Zygosity.APPARENT_HOMOZYGOUS, ReadsFit.FITS),
        ("1", "20,20", Zygosity.HAPLOID_CALL, ReadsFit.CONTRADICTED),  # as 1/1
        ("1", "0,40", Zygosity.HAPLOID_CALL, ReadsFit.FITS),
        ("./1", "0,40", Zygosity.HALF_CALL, ReadsFit.FITS),
        ("./1", "40,0", Zygosity.HALF_CALL, ReadsFit.CONTRADICTED),
    ],
)
def test_genotype_against_its_reads(
    genotype: str, depths: str, zygosity: Zygosity, fit: ReadsFit
) -> None:
    observation = observed(genotype, AD=depths)
    assert zygosity_of_allele(observation, 1) is zygosity
    assert reads_fit(zygosity, allele_reads(observation, {1})) is fit


@pytest.mark.parametrize(
    ("genotype", "depths", "denied"),
    [
        ("0/0", "20,9", True),
        ("0/0", "0,39", True),
        ("0|0", "20,12", True),
        ("0", "0,39", True),
        ("./0", "20,19", True),
        ("0/0", "39,1", False),
        ("0/0", "40,0", False),
        ("0/1", "20,19", False),
        ("1/1", "0,39", False),
        ("./.", "0,39", False),
        ("0/0", ".", False),
    ],
)
def test_reference_call_with_reads_of_the_allele(genotype: str, depths: str, denied: bool) -> None:
    assert shows_unsaid_allele(observed(genotype, AD=depths)) is denied


@pytest.mark.parametrize(
    ("fields", "reads"),
    [
        ({"PR": "60,3", "SR": "55,4"}, (4, 55, THIRD)),  # split reads first
        ({"PR": "30,12"}, (12, 30, THIRD)),
        ({"PR": "6,2", "SR": "3,1"}, (3, 9, THIRD)),  # neither alone is enough
        ({"DR": "40", "DV": "3", "RR": "38", "RV": "2"}, (2, 38, THIRD)),
        ({"DR": "40", "DV": "13", "RR": "0", "RV": "0"}, (13, 40, THIRD)),  # imprecise
        ({"DR": "55", "DV": "5"}, (5, 55, HALF)),  # long reads
        ({"RO": "40", "AO": "20", "RS": "18", "AS": "9"}, (9, 18, THIRD)),
        ({"REF": "40", "REFPAIR": "30", "VF": "20"}, (20, 40, THIRD)),  # GRIDSS
        ({"VF": "36,4"}, None),  # DRAGEN has both there, and they are in PR and SR too
        ({"AD": "20", "DP": "60", "SR": "9", "DR": "11"}, (20, 40, THIRD)),  # SvABA
        ({"AD": "20", "DP": "9"}, None),
        ({"AD": "40,20", "DP": "60"}, (20, 40, HALF)),  # pbsv
        ({"RR": "0.52"}, None),
        ({"GQ": "20"}, None),
    ],
)
def test_reads_of_a_junction_in_the_words_of_callers(
    fields: dict[str, str], reads: tuple[int, int, float] | None
) -> None:
    told = allele_reads(observed("0/1", "<DEL>", **fields), {1})
    assert (told and (told.allele, told.other, told.expected)) == reads


@pytest.mark.parametrize(("alt", "denied"), [("<NON_REF>", False), ("<*>", False), ("<DEL>", True)])
def test_the_reads_of_a_reference_block_are_not_those_of_a_junction(alt: str, denied: bool) -> None:
    """AD of a block may hold the reads of REF alone."""
    assert shows_unsaid_allele(observed("0/0", alt, AD="30", DP="30")) is denied


def test_the_number_is_said_where_the_share_is_uneven() -> None:
    assert AlleleReads(7, 23).said.text == "7 of 30 reads (binomial p 0.003 against one half)"
    assert AlleleReads(14, 16).said.text == "14 of 30 reads"
    assert AlleleReads(4, 55, THIRD).said.text.endswith("against one third)")
