"""What a breakend says, read without a file: this junction, and just not this one.

Expected values: VCF 4.5 section 5.4 (the four forms of a junction, single breakends, MATEID).
"""

from __future__ import annotations

import pytest

from osteo_annot.events.breakends import breakend_of, junction
from osteo_annot.events.mates import PLACE_TOLERANCE, contradicting_pairs, point_at_each_other
from osteo_annot.events.model import EventKind
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval


@pytest.fixture(params=list(Assembly))
def at(request: pytest.FixtureRequest) -> int:
    """A base of intron 2."""
    return gene_model(request.param).exons[1].start - 2_000


def row(position: int, alt: str, name: str = "a", ordinal: int = 1, **info: str) -> Row:
    return Row(ordinal, "chr6", position, name, "N", (alt,), (), "PASS", info, ("GT",), ("0/1",))


@pytest.mark.parametrize(
    ("alt", "kind", "first", "last", "inserted"),
    [
        ("N[chr6:{mate}[", EventKind.DELETION, 1, 99, ""),
        ("NAC[6:{mate}[", EventKind.DELETION, 1, 99, "AC"),
        ("]chr6:{mate}]ACN", EventKind.DUPLICATION, 0, 100, "AC"),
        ("N]chr6:{mate}]", EventKind.INVERSION, 1, 100, ""),
        ("[chr6:{mate}[N", EventKind.INVERSION, 0, 99, ""),
        ("N[chr2:77[", EventKind.BREAKEND, 0, 0, ""),
        ("NACGT.", EventKind.BREAKEND, 0, 0, ""),
    ],
)
def test_form_tells_kind_bounds_and_inserted_bases(
    at: int, alt: str, kind: EventKind, first: int, last: int, inserted: str
) -> None:
    text = alt.format(mate=at + 100)
    made = junction(row(at, text), text)
    assert made is not None
    assert (made.kind, made.inserted) == (kind, inserted)
    assert made.bounds.inner == made.bounds.outer == Interval(at + first, at + last)


@pytest.mark.parametrize(
    "alt",
    [
        "N[chr2:x[",
        "N[[",
        "N[chr2:5]",
        "N[chr2:5[N",
        "[chr2:5[",
        "N[chr6:999999999[",
        "N[<b>x</b>:1[",
    ],
)
def test_what_is_no_junction_makes_no_event(at: int, alt: str) -> None:
    assert junction(row(at, alt), alt) is None


def test_neighbouring_bases_are_joined_by_the_reference_itself(at: int) -> None:
    alone, inserted = f"N[6:{at + 1}[", f"NACG[6:{at + 1}["
    assert junction(row(at, alone), alone) is None
    made = junction(row(at, inserted), inserted)
    assert made is not None
    assert (made.kind, made.inserted) == (EventKind.INSERTION, "ACG")


@pytest.mark.parametrize(
    "alt", ["N[chr2:77[", "NACG]chr2:77]", "]chr2:77]ACN", "[<ctg1>:77[N", "NA.", ".AN"]
)
def test_a_breakend_is_written_as_it_was_read(alt: str) -> None:
    breakend = breakend_of(row(5, alt), alt)
    assert breakend is not None
    assert breakend.text == alt


FORMS = [("N[6:{}[", "]6:{}]N"), ("N]6:{}]", "N]6:{}]"), ("[6:{}[N", "[6:{}[N")]


@pytest.mark.parametrize(("here", "there"), FORMS)
@pytest.mark.parametrize(
    ("off", "fits"), [(0, True), (PLACE_TOLERANCE, True), (-11, False), (5_000, False)]
)
def test_mates_name_each_others_places(
    at: int, here: str, there: str, off: int, fits: bool
) -> None:
    one = row(at, here.format(at + 900), "a", 1, MATEID="b")
    other = row(at + 900, there.format(at + off), "b", 2, MATEID="a")
    assert point_at_each_other(one, other) is fits
    assert point_at_each_other(other, one) is fits


def test_uncertain_places_may_be_off_as_far_as_they_say(at: int) -> None:
    one = row(at, f"N[6:{at + 900}[", "a", 1, CIPOS="-40,40")
    assert point_at_each_other(one, row(at + 900, f"]6:{at + 85}]N", "b", 2))
    assert not point_at_each_other(one, row(at + 900, f"]6:{at + 95}]N", "b", 2))


@pytest.mark.parametrize(("here", "wrong"), [("N[6:{}[", "N]6:{}]"), ("N]6:{}]", "]6:{}]N")])
def test_mates_of_other_directions_are_no_pair(at: int, here: str, wrong: str) -> None:
    assert not point_at_each_other(row(at, here.format(at + 900)), row(at + 900, wrong.format(at)))


def observed(*rows: Row, number: int = 1) -> list[Observation]:
    genotype = parse_genotype("0/1", 2)
    return [Observation(f"f{number}.r{r.ordinal}", number, "a", r, {}, genotype) for r in rows]


def test_only_records_that_name_each_other_in_one_file_are_held_together(at: int) -> None:
    one = row(at, f"N[6:{at + 900}[", "a", 1, MATEID="b")
    far = row(at + 900, f"]6:{at + 5_000}]N", "b", 2, MATEID="a")
    assert [(a.id, b.id) for a, b in contradicting_pairs(observed(one, far))] == [
        ("f1.r1", "f1.r2")
    ]
    other_name = row(at + 900, f"]6:{at + 5_000}]N", "c", 2)
    assert not list(contradicting_pairs(observed(one, other_name)))
    assert not list(contradicting_pairs([*observed(one), *observed(far, number=2)]))
