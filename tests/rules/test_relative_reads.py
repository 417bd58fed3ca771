"""What a parent's own reads add to the call of an event: this, and just not this.

Expected values: reads.md 6 (an allele at low share in a parent, the junction), clinical rules Z13,
earned claims 5 (a parent with some reads counts neither way; less information is never more
certain). The share of errors and the probability are defaults of the product.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.contradictions import contradictions
from osteo_annot.copies.effect import effect_of
from osteo_annot.copies.parents import parent_calls, with_calls
from osteo_annot.events.model import Event, EventSet, Zygosity
from osteo_annot.findings import FindingCode
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.person import Person, RelativeCall
from tests.builders import Build
from tests.read_values import Change, GivenReads, copy_of, fetched, native, read_along
from tests.rules.test_small_variant_reads import place, shares, stop

SURE = {"DP": "30", "GQ": "99"}


def family(build: Build, gt: str | None, reads: Any, **more: str) -> tuple[Event, Person]:
    """A heterozygous child, and the mother with her record and reads."""
    event = build.substitution(75, "A", Zygosity.HETEROZYGOUS, AD="15,15", **SURE)
    own = {"0/0": "30,0", "0/1": "15,15", "1/1": "0,30"}
    records = [build.at_c(75, "A", gt, AD=own[gt], **(SURE | more))] if gt else []
    person = build.person(event, mother=records)
    mother = replace(person.relatives[Role.MOTHER], reads=reads)
    person = replace(person, relatives={Role.MOTHER: mother})
    return event, with_calls(person, [event], build.gene, build.reference)


def told(build: Build, gt: str | None, alt: int, ref: int) -> RelativeCall:
    event, person = family(build, gt, GivenReads(shares(build, alt, ref)))
    (call,) = parent_calls(event, person)
    return call


@pytest.mark.parametrize(
    ("alt", "ref", "is_mosaic"),
    [
        (0, 40, False),
        (1, 39, False),
        (2, 28, False),
        (3, 37, False),
        (3, 17, False),
        (3, 16, True),
        (4, 36, True),
        (4, 196, False),
        (9, 191, True),
        (3, 6, False),
    ],
)
def test_few_reads_of_a_parent_called_without_it(build, alt, ref, is_mosaic):
    """By a binomial test against one error in a hundred, from ten fragments on."""
    call = told(build, "0/0", alt, ref)
    assert (call.mosaic is not None) is is_mosaic
    assert call.carries == (None if is_mosaic else 0)
    if is_mosaic:
        assert call.mosaic is not None
        assert call.mosaic.text == f"{alt} of {alt + ref} fragments"


def test_a_mosaic_parent_is_a_finding_of_the_child(build):
    event, person = family(build, "0/0", GivenReads(shares(build, 4, 36)))
    effects = [effect_of(event, build.gene, build.reference)]
    found = contradictions(EventSet((event,), {}, {}, ()), effects, person)
    assert [f.code for f in found] == [FindingCode.PARENT_MAY_BE_MOSAIC]
    assert "4 of 40 fragments" in found[0].text
    assert not found[0].decisive


@pytest.mark.parametrize(
    ("gt", "alt", "ref", "carries"),
    [
        ("0/0", 0, 30, 0),
        ("0/1", 15, 15, 1),
        ("1/1", 30, 0, 2),
        ("0/1", 0, 30, None),
        ("0/1", 30, 0, None),
        ("1/1", 15, 15, None),
        ("1/1", 0, 30, None),
        ("0/0", 15, 15, None),
        ("0/0", 30, 0, None),
        ("0/1", 4, 36, None),
        ("0/1", 0, 9, 1),
        ("0/1", 11, 19, 1),
    ],
)
def test_a_call_that_the_own_reads_contradict_is_not_used(build, gt, alt, ref, carries):
    call = told(build, gt, alt, ref)
    assert call.carries == carries
    if carries is None:
        assert f"{alt} of {alt + ref} fragments" in call.text


@pytest.mark.parametrize(
    ("alt", "ref", "carries"),
    [(0, 30, 0), (15, 15, 1), (30, 0, 2), (0, 9, None), (5, 4, None), (4, 36, None)],
)
def test_without_a_record_the_reads_tell_but_never_for_certain(build, alt, ref, carries):
    call = told(build, None, alt, ref)
    assert call.carries == carries
    assert not (call.is_certain and carries is not None)


def test_a_record_of_poor_quality_is_not_replaced_by_reads(build):
    """It was called, and the call is not used; reads alone do not mend it."""
    event, person = family(build, "0/1", GivenReads(shares(build, 15, 15)), GQ="5")
    (call,) = parent_calls(event, person)
    assert call.carries is None


def test_a_doubtful_parent_is_not_asked(build):
    event, person = family(build, "0/0", GivenReads(shares(build, 4, 36)))
    doubted = {Role.MOTHER: replace(person.relatives[Role.MOTHER], doubtful=True)}
    person = with_calls(replace(person, relatives=doubted), [event], build.gene, build.reference)
    (call,) = parent_calls(event, person)
    assert (call.carries, call.mosaic) == (None, None)


def test_without_reads_the_call_stands(build):
    event, person = family(build, "0/0", None)
    (call,) = parent_calls(event, person)
    assert (call.carries, call.is_certain) == (0, True)


def test_copies_of_one_fragment_are_no_mosaic(build):
    where = Interval(place(build) - 60, place(build) + 60)
    copied = [read_along(copy_of(build, where, stop(build)), f"c{n}") for n in range(6)]
    reads = fetched(build, copied, shares(build, 0, 40).reads)
    event, person = family(build, "0/0", GivenReads(reads))
    (call,) = parent_calls(event, person)
    assert (call.carries, call.mosaic) == (0, None)


@pytest.mark.parametrize(("shown", "is_mosaic"), [(2, False), (4, True)])
def test_an_indel_is_held_against_more_errors(build, shown, is_mosaic):
    """Two errors in a hundred and a twentieth of the fragments, as for the reads of a record."""
    at = place(build)
    change = Change(at, native(build, at), native(build, at) + "GAT")
    wide = [Interval(at - 70 - n, at + 70) for n in range(36)]
    reads = fetched(
        build,
        [read_along(copy_of(build, w), f"r{n}") for n, w in enumerate(wide)],
        [read_along(copy_of(build, w, change), f"a{n}") for n, w in enumerate(wide[:shown])],
    )
    record = build.observation(at, change.ref, change.alt, "0/1", AD="15,15", **SURE)
    event = build.small(record)
    assert event.allele == Allele(event.allele.start, "", event.allele.alt)
    lacks = build.observation(at, change.ref, change.alt, "0/0", AD="36,0", **SURE)
    person = build.person(event, mother=[lacks])
    mother = replace(person.relatives[Role.MOTHER], reads=GivenReads(reads))
    person = replace(person, relatives={Role.MOTHER: mother})
    (call,) = parent_calls(event, with_calls(person, [event], build.gene, build.reference))
    assert (call.mosaic is not None) is is_mosaic
