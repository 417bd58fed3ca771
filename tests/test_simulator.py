"""The simulator of ``validation/``: its truth, its files, and a short run without a violation."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

from validation.people import Person, catalogue, draw_family
from validation.simulate import Case, are_side_by_side, drawn, report, run, shown_person
from validation.small_calls import _called
from validation.truth import GENE, NATIVE, Copy, Loss, Small, is_null, protein_of

pytestmark = pytest.mark.slow

NONSENSE = Small("nonsense", 108_074_616, "A", "T")
FRAMESHIFT = Small("frameshift", 108_064_285, "ACT", "A")
RESTORING = Small("frameshift", 108_064_280, "C", "CGG")
SYNONYMOUS = Small("synonymous", 108_074_445, "C", "A")
DONOR_4 = Small("splice", 108_051_030, "C", "A", skips=4)
# Codon 135 AAT becomes TAA by two substitutions on one copy, by neither alone.
FIRST, SECOND = Small("", 108_064_299, "T", "A"), Small("", 108_064_297, "A", "T")
EXON = {exon.number: exon for exon in GENE.exons}


def over(first: int, last: int) -> Loss:
    return Loss(EXON[last].start - 300, EXON[first].end + 300)


@pytest.mark.parametrize(
    ("copy", "null"),
    [
        ((), False),
        ((SYNONYMOUS,), False),
        ((NONSENSE,), True),
        ((FRAMESHIFT,), True),
        ((RESTORING,), True),
        ((RESTORING, FRAMESHIFT), False),
        ((RESTORING, FRAMESHIFT, NONSENSE), True),
        ((DONOR_4,), True),
        ((FIRST,), False),
        ((SECOND,), False),
        ((SECOND, FIRST), True),
        *(((over(i, j),), True) for i in range(1, 7) for j in range(i, 7)),
        ((Loss(108_057_000, 108_059_000),), False),
        ((Loss(107_900_000, 108_200_000),), True),
        ((Small("start", 108_074_650, "A", "G"),), True),
    ],
)
def test_truth_of_a_copy(copy: Copy, null: bool) -> None:
    assert is_null(copy) is null


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ((NONSENSE,), (FRAMESHIFT,), 2),
        ((NONSENSE, FRAMESHIFT), (), 1),
        ((RESTORING, FRAMESHIFT), (over(1, 6),), 1),
        ((RESTORING,), (FRAMESHIFT,), 2),
        ((SYNONYMOUS,), (SYNONYMOUS,), 0),
    ],
)
def test_truth_of_a_person(one: Copy, other: Copy, count: int) -> None:
    assert Person((one, other)).null_copies == count


def test_catalogue_is_what_it_says() -> None:
    for kind, changes in catalogue().by_kind.items():
        assert len(changes) >= 50
        for change in Random(1).sample(changes, 25):
            protein = protein_of((change,), frozenset())
            assert is_null((change,)) is (kind in {"nonsense", "frameshift", "splice"})
            assert (protein == NATIVE) is (kind in {"synonymous", "intronic", "splice"})
            assert (kind == "nonsense") <= NATIVE.startswith(protein[:-1])


def test_child_has_one_copy_of_each_parent_but_for_what_is_remarked() -> None:
    for number in range(200):
        family = draw_family(Random(number))
        usual = family.child.copies[0] in family.mother.copies
        usual &= family.child.copies[1] in family.father.copies
        assert usual or family.remarks & {"isodisomy", "heterodisomy", "de_novo"}


def test_a_deletion_on_both_copies_is_shown_by_the_lack_of_reads() -> None:
    loss, other = over(2, 2), over(4, 4)
    assert shown_person(Person(((loss,), (loss,))), set()).null_copies == 2
    assert shown_person(Person(((loss,), (other,))), set()).null_copies == 0
    assert shown_person(Person(((loss,), (over(1, 3),))), set()).null_copies == 2
    assert shown_person(Person(((loss,), (other,))), {loss}).null_copies == 1


@pytest.mark.parametrize(
    ("reads", "genotype", "confident"),
    [
        ((0, 0), (), False),
        ((30, 0), (0, 0), True),
        ((14, 16), (0, 1), True),
        ((0, 30), (1, 1), True),
        ((0, 4), (1, 1), False),
        ((0, 15, 15), (1, 2), True),
    ],
)
def test_genotype_follows_from_reads(
    reads: tuple[int, ...], genotype: tuple[int, ...], confident: bool
) -> None:
    called, quality = _called(reads)
    assert called == genotype
    assert (quality >= 20) is confident


def test_files_show_what_is_true() -> None:
    """Under a heterozygous deletion no heterozygote is written, and phase is never switched."""
    sides: Counter[bool] = Counter()
    for number in range(150):
        family, lab, files = drawn(number, 5, errors=False)
        for row in (r for r in files["small0.vcf"].splitlines() if r.startswith(lab.contig)):
            fields = row.split("\t")
            position = int(fields[1]) - lab.at(0)
            genotype = fields[9].split(":")[0]
            if sum(family.child.present(position)) < 2:
                assert not re.fullmatch("0[/|]1", genotype)
            if re.fullmatch("0[/|]1|1[/|]0", genotype):
                small = next(e for e in family.events if e.start == position)
                assert sum(family.child.carries(small)) == 1
            sides["|" in genotype] += 1
    assert min(sides.values()) > 10


def test_short_run_has_no_violation() -> None:
    cases = run(150, 1)
    assert [c for c in cases if c.violation] == []
    assert {c.null_copies for c in cases} == {0, 1, 2}
    text = report(cases)
    assert "People: 150. Violations: 0." in text
    assert "| `NONE_CALLABLE` |" in text


@pytest.mark.parametrize(
    ("truth", "shown", "state", "violation", "limit"),
    [
        (1, 1, "BIALLELIC_HOM_SMALL", True, ""),
        (2, 2, "BIALLELIC_HOM_SMALL", False, ""),
        (2, 2, "NONE_CALLABLE", True, "both copies null, called free of findings"),
        (2, 1, "NONE_CALLABLE", False, "both copies null, called free of findings"),
        (1, 1, "NONE_CALLABLE", False, "carrier called free of findings"),
        (1, 1, "APPARENT_HOM", False, ""),
        (0, 0, "FAILED", True, ""),
        (0, 0, "REFUSED", True, ""),
    ],
)
def test_what_counts_as_violation(
    truth: int, shown: int, state: str, violation: bool, limit: str
) -> None:
    case = Case(7, truth, shown, state, ("no call",), ())
    assert (case.violation, case.limit) == (violation, limit)
    told = (
        f"- 7: {'biallelic null' if truth == 2 else 'one null copy' if truth else 'none'}, {state}"
    )
    assert (told in report([case])) is violation


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (over(2, 3), over(4, 5), True),
        (over(4, 4), over(1, 3), True),
        (over(2, 3), over(5, 5), False),
        (over(2, 3), over(3, 4), False),
        (over(2, 3), None, False),
    ],
)
def test_losses_side_by_side(one: Loss, other: Loss | None, answer: bool) -> None:
    """Exons 2 and 3 of one copy and 4 and 5 of the other are one run of one copy in all."""
    assert are_side_by_side(Person(((one,), (other,) if other else ()))) is answer
