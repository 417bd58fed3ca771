"""What breaks each copy in one arrangement, rule by rule: this, and just not this.

Expected values: clinical rules 2.2 (what counts as an allele), 2.8 (outcomes of whole copies), 3.2
(variants of uncertain significance) and Z18 (deletions that share bases on both copies).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.outcome import Effect
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.evidence.assess import Tier
from osteo_annot.verdict.causes import (
    Causes,
    causes_of,
    exons_deleted_on_both,
    exons_lost_on_both,
    uncertain_beside,
)
from osteo_annot.verdict.facts import Facts
from tests.builders import Build, facts

HET, HOM = Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS


def stop(build: Build, base: int = 100) -> Event:
    """A frameshift in exon 1."""
    return build.insertion(base, "C")


def missense(build: Build) -> Event:
    """c.208C>T, p.(Arg70Cys): of uncertain significance."""
    return build.substitution(208, "T")


def causes(given: Facts) -> Causes:
    return causes_of(given)[0]


def with_null(given: Facts, *nulls: bool | None) -> Facts:
    """The same facts, with loss of function of the two copies as said."""
    (one,) = given.arrangements.possible
    outcomes = tuple(replace(o, null=n) for o, n in zip(one.outcomes, nulls, strict=True))
    arrangements = replace(given.arrangements, possible=(replace(one, outcomes=outcomes),))
    return replace(given, arrangements=arrangements)


# --- both copies, and their products ---------------------------------------------------------


@pytest.mark.parametrize(
    ("copies", "expected"),
    [((), False), (("a",), False), (("b",), False), (("a", "b"), True)],
)
def test_both_copies_need_a_cause_each(build, copies, expected):
    a, b = stop(build), stop(build, 130)
    lists = [a] if "a" in copies else [], [b] if "b" in copies else []
    found = causes(facts(build, [a, b], lists))
    assert found.on_both is expected
    assert found.all == {e.id for copy in lists for e in copy}
    assert set(found.copies) == {tuple(e.id for e in copy) for copy in lists}


def test_the_product_is_open_where_an_event_counts_for_what_is_known_of_it(build):
    """Its sequence tells nothing against it, and it is pathogenic by points all the same."""
    known = build.substitution(207, "T")
    given = facts(build, [known], ([known], []), tiers={known.id: Tier.A})
    found = causes(given)
    assert found.copy_a == (known.id,)
    assert given.arrangements.worst.outcomes[0].effect is Effect.INTACT
    assert found.product(0).null is None
    assert found.product(0).effect is Effect.UNDECIDED
    assert found.product(1) == given.arrangements.worst.outcomes[1]
    assert found.product(1).effect is Effect.INTACT


# --- what counts as a cause ------------------------------------------------------------------


@pytest.mark.parametrize(("null", "counts"), [(True, True), (None, True), (False, False)])
def test_of_a_copy_that_works_only_what_counts_for_what_is_known_is_a_cause(build, null, counts):
    """Events that compensate each other leave the copy intact."""
    one = stop(build)
    found = causes(with_null(facts(build, [one], ([one], [])), null, False))
    assert found.copies == ((one.id,) if counts else (), ())


def test_of_a_compensated_copy_the_known_variant_stays_a_cause(build):
    one, known = stop(build), build.substitution(207, "T")
    given = facts(build, [one, known], ([one, known], []), tiers={known.id: Tier.A})
    assert causes(with_null(given, False, False)).copy_a == (known.id,)
    assert set(causes(with_null(given, True, False)).copy_a) == {one.id, known.id}


def test_what_breaks_a_copy_only_together_is_a_cause_together(build):
    """Two bases of one codon that make a stop: neither is a candidate by itself."""
    one, other = build.substitution(207, "T"), missense(build)
    deep = build.small(build.observation(build.gene.exons[0].start - 60, "N", "C"), HET)
    elsewhere = build.substitution(510, "A", HET)
    events = [one, other, deep, elsewhere]
    given = facts(build, events, ([one, other, deep], []), tiers={e.id: Tier.C for e in events})
    assert not given.candidates
    assert set(causes(with_null(given, True, False)).copy_a) == {one.id, other.id}
    assert causes(with_null(given, False, False)).copy_a == ()


def test_beside_a_candidate_the_harmless_are_no_causes(build):
    one, silent = stop(build), build.substitution(207, "T")
    assert causes(facts(build, [one, silent], ([one, silent], []))).copy_a == (one.id,)


# --- what is uncertain -----------------------------------------------------------------------


def uncertain(build: Build, *ways: tuple[str, str]) -> set[str]:
    """Which uncertain variants stand beside a break; ways name ``s`` a stop and ``u`` a VUS."""
    event = {"s": stop(build), "t": stop(build, 130), "u": missense(build)}
    made = [tuple([event[name] for name in copy] for copy in way) for way in ways]
    used = {name for way in ways for copy in way for name in copy} | {"u"}
    given = facts(build, [event[n] for n in sorted(used)], *made)  # type: ignore[arg-type]
    assert [a.event.id for a in given.uncertain] == [event["u"].id]
    return {"u" for a in uncertain_beside(causes_of(given), given) if a.event.id == event["u"].id}


@pytest.mark.parametrize(
    ("ways", "beside"),
    [
        ([("s", "u")], True),
        ([("us", "")], False),
        ([("s", "tu")], False),
        ([("su", "u")], True),
        ([("su", "tu")], False),
        ([("s", "")], True),
        ([("su", ""), ("s", "u")], True),
        ([("su", "t"), ("s", "tu")], False),
        ([("u", "")], True),
    ],
    ids=["trans", "cis", "cis to one of two", "on both", "both broken", "placed nowhere", "open",
         "open, both broken", "alone"],
)  # fmt: skip
def test_uncertain_counts_where_nothing_else_breaks_its_copy(build, ways, beside):
    assert uncertain(build, *ways) == ({"u"} if beside else set())


# --- exons of which no copy is left ----------------------------------------------------------


def lost(build: Build, one: Event, other: Event) -> set[int]:
    given = facts(build, [one, other], ([one], [other]))
    return exons_lost_on_both(causes(given), given)


def test_exons_that_both_deletions_take(build):
    assert lost(build, build.loss(2, 3), build.loss(3, 4)) == {3}
    assert lost(build, build.loss(2), build.loss(4)) == set()


def test_two_parts_of_one_exon_that_share_no_base_leave_a_copy_of_each(build):
    """Z18 asks for shared bases: both deletions take of exon 1, at its two ends."""
    exon = build.gene.exons[4]
    middle = (exon.start + exon.end) // 2
    low = build.deletion(exon.start - 50, middle - 5, HET)
    high = build.deletion(middle + 5, exon.end + 50, HET)
    over = build.deletion(middle - 5, exon.end + 50, HET)
    assert lost(build, low, high) == set()
    assert lost(build, low, over) == {5}


def test_an_exon_within_uncertain_bounds_only_is_not_surely_taken(build):
    exon_3, exon_4 = build.gene.exons[2], build.gene.exons[3]
    near = build.loss(4, uncertain=exon_3.start - exon_4.end + 50)
    assert lost(build, build.loss(3), near) == set()
    assert lost(build, build.loss(3, 4), near) == {4}


def test_only_deletions_take_an_exon(build):
    """An inversion of the same exons breaks the copy, and leaves their bases."""
    turned = replace(build.loss(2, 3), id="INV", kind=EventKind.INVERSION, alt="<INV>")
    assert lost(build, turned, build.loss(3, 4)) == set()


@pytest.mark.parametrize("copies", ["0", "1", "2"])
def test_one_homozygous_deletion_is_judged_by_its_zygosity(build, copies):
    """Of one event on both copies the genotype was settled before; its record is not asked."""
    event = build.loss(2, 3, HOM, CN=copies)
    given = facts(build, [event], ([event], [event]))
    assert exons_lost_on_both(causes(given), given) == {2, 3}


@pytest.mark.parametrize(("first", "second", "left"), [("1", "", 1), ("", "1", 1), ("", "", 0)])
def test_a_copy_that_a_record_counts_is_left(build, first, second, left):
    one = build.loss(2, 3, **({"CN": first} if first else {}))
    other = build.loss(3, 4, **({"CN": second} if second else {}))
    assert lost(build, one, other) == (set() if left else {3})


def test_lost_in_every_arrangement(build):
    one, other = build.loss(2, 3), build.loss(3, 4)
    apart = ([one], [other])
    given = facts(build, [one, other], apart)
    assert exons_deleted_on_both(causes_of(given), given) == (3,)
    open_ = facts(build, [one, other], apart, ([one, other], []))
    assert exons_deleted_on_both(causes_of(open_), open_) == ()
    assert exons_deleted_on_both((), given) == ()
