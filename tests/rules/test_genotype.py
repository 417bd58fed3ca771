"""GT as a value: missing, half, haploid, absent and reference are different answers.

Expected values: VCF 4.5 sections 1.6.2 (GT, PS) and, for the prefix, VCF 4.4.
"""

from __future__ import annotations

import pytest

from osteo_annot.intake.vcf.genotype import ABSENT, GenotypeKind, parse_genotype

KINDS = [
    (None, "absent", ()),
    ("", "missing", ()),
    (".", "missing", (None,)),
    ("./.", "missing", (None, None)),
    (".|.", "missing", (None, None)),
    ("./1", "half", (None, 1)),
    ("0|.", "half", (0, None)),
    ("1", "haploid", (1,)),
    ("0", "haploid", (0,)),
    ("0/0", "diploid", (0, 0)),
    ("0/1", "diploid", (0, 1)),
    ("2|1", "diploid", (2, 1)),
    ("0/0/1", "polyploid", (0, 0, 1)),
    ("0/./1", "half", (0, None, 1)),
    ("|0/1", "diploid", (0, 1)),
    ("/1", "haploid", (1,)),
    ("0/3", "malformed", ()),
    ("3", "malformed", ()),
    ("0/-1", "malformed", ()),
    ("0/", "malformed", ()),
    ("0\\1", "malformed", ()),
    ("0/1 ", "malformed", ()),
    ("a/b", "malformed", ()),
    ("0/1234567", "malformed", ()),
]


@pytest.mark.parametrize(("text", "kind", "alleles"), KINDS)
def test_kind_and_alleles(text, kind, alleles):
    """Two ALT: indices 0 to 2 are there, 3 is not."""
    genotype = parse_genotype(text, 3)
    assert (genotype.kind, genotype.alleles) == (GenotypeKind(kind), alleles)
    assert genotype.text == (text or "")


def test_an_allele_as_high_as_the_last_is_there_and_one_more_is_not():
    assert parse_genotype("0/2", 3).kind is GenotypeKind.DIPLOID
    assert parse_genotype("0/2", 2).kind is GenotypeKind.MALFORMED


@pytest.mark.parametrize(
    ("text", "phased"),
    [
        ("0|1", True),
        ("0/1", False),
        ("1", False),
        ("|0|1", True),
        ("/0|1", False),
        ("|0/1", False),
        ("0|1|2", True),
        ("0|1/2", False),
        (".|1", True),
        ("|1", False),
    ],
)
def test_phased_is_written_by_the_separators(text, phased):
    """The separator before the second allele decides; a ``/`` before the first unphases it."""
    assert parse_genotype(text, 3).phased is phased


@pytest.mark.parametrize(
    ("text", "written", "used"),
    [
        ("0|1", "77", "77"),
        ("0|1", "", ""),
        ("0|1", ".", ""),
        ("0|1", "0", ""),
        ("0/1", "77", ""),
        ("1", "77", ""),
    ],
)
def test_a_phase_set_counts_only_with_a_phased_genotype_and_a_name(text, written, used):
    assert parse_genotype(text, 2, written).phase_set == used


@pytest.mark.parametrize(
    ("text", "reference"),
    [("0/0", True), ("0|0", True), ("0", False), ("0/.", False), ("0/0/0", False), ("0/1", False)],
)
def test_reference_is_two_called_copies_of_ref(text, reference):
    assert parse_genotype(text, 2).is_reference is reference


def test_absent_is_not_missing_and_not_reference():
    assert parse_genotype(None, 2) == ABSENT
    assert ABSENT.kind is GenotypeKind.ABSENT
    assert not ABSENT.is_reference
    assert not ABSENT.phased
    assert not parse_genotype("", 2).phased
    assert not parse_genotype("x", 2).phased
    assert not parse_genotype("0|3", 2).phased


@pytest.mark.parametrize(
    ("text", "allele", "copies"),
    [
        ("0/1", 1, 1),
        ("1/1", 1, 2),
        ("1/2", 1, 1),
        ("1/2", 2, 1),
        ("./1", 1, 1),
        ("./.", 1, 0),
        ("0/0", 1, 0),
        ("1", 1, 1),
    ],
)
def test_copies_of_an_allele_are_those_that_are_called(text, allele, copies):
    assert parse_genotype(text, 3).copies_of(allele) == copies


@pytest.mark.parametrize(
    ("text", "sides"), [("0|1", (1,)), ("1|0", (0,)), ("1|1", (0, 1)), ("0|0", ()), (".|1", (1,))]
)
def test_sides_are_the_places_of_the_allele(text, sides):
    assert parse_genotype(text, 2).sides(1) == sides
