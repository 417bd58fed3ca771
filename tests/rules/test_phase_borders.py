"""The borders of what tells phase: which records, bounds and genotypes each source needs.

Expected values: clinical rules 2.3 and 2.1 (Z1, Z8, Z9, Z14, Z18, Z19); ``earned-claims`` 5.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.phase import PhaseSource, relations
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.sameness import RECIPROCAL_OVERLAP
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.depth_calls import DepthCall
from tests.builders import Build
from tests.rules.test_phase import HET, pair, parent, split, told, two_losses


def told_both_ways(build: Build, one: Event, other: Event, *more: Any) -> dict[PhaseSource, Any]:
    """What is told of two events, the same in whichever order they are named."""
    person = build.person(one, other, *more)
    found, turned = told(person, one, other), told(person, other, one)
    assert found == turned
    return found


def test_every_pair_of_three_is_asked(build):
    a, b = pair(build, gt=("0|1", "1|0"), PS=("7", "7"))
    c = build.substitution(90, "C", gt="0|1", PS="7", record=3)
    found = relations((a, b, c), build.person(a, b, c))
    assert {(r.first, r.second) for r in found} == {(a.id, b.id), (a.id, c.id), (b.id, c.id)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"kind": EventKind.DUPLICATION}, None),
        ({"inner": None}, None),
    ],
)
def test_only_the_sure_part_of_a_deletion_exposes(build, changes, expected):
    """Z1; a gain takes nothing away, and uncertain bounds expose nothing for sure."""
    inside = build.substitution(36, "A", Zygosity.HEMIZYGOUS)
    loss = replace(build.loss(1), **changes)
    assert told_both_ways(build, inside, loss).get(PhaseSource.DELETION_EXPOSED) is expected


def test_a_deletion_within_a_deletion_is_not_what_it_exposes(build):
    outer, within = build.loss(1, 3), build.loss(2, None, Zygosity.HEMIZYGOUS)
    assert PhaseSource.DELETION_EXPOSED not in told_both_ways(build, outer, within)


def test_the_deletion_of_several_that_holds_it_exposes_it(build):
    """A hemizygous change, and two losses: only the one over it is in trans by that."""
    inside = build.substitution(36, "A", Zygosity.HEMIZYGOUS)
    near, over = build.loss(2, record=1), build.loss(1, record=2)
    found = relations((near, inside, over), build.person(near, inside, over))
    exposed = [r for r in found if r.source is PhaseSource.DELETION_EXPOSED]
    assert [(r.first, r.second) for r in exposed] == [(inside.id, over.id)]


def test_two_alleles_of_two_genotypes_say_nothing(build):
    """The first ALT of one record and the second of another."""
    one = build.substitution(36, "A")
    row = build.at_c(75, "A").row
    third = next(b for b in "CGT" if b not in {row.ref, row.alts[0]})
    record = build.observation(row.position, row.ref, f"{third},{row.alts[0]}", "0/2")
    other = build.small(record, HET, allele=2)
    assert told_both_ways(build, one, other) == {}


def test_alleles_of_a_copy_number_record_are_no_rows_of_a_site(build):
    """Allele 0 stands for a record that counts copies only: it takes no bases (rules 2.4)."""
    one, other = split(build)
    counted = replace(other, support=(replace(other.support[0], allele=0),))
    assert PhaseSource.SAME_SITE not in told_both_ways(build, one, counted)


SPLIT_READS = {"AD": "0,15", "DP": "30", "GQ": "99"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [({}, True), ({"AD": "15,15"}, None), ({"file": 2}, None), ({"gt": "0/1", "AD": ""}, None)],
)
def test_split_rows_that_were_normalised_apart(build, second, expected):
    """Z9: rows at overlapping bases of one file, none with a read of the reference."""
    first = build.at_c(36, "A", **SPLIT_READS, record=1)
    position = first.row.position
    two = build.reference.fetch(position - 1, position)
    fields = {k: v for k, v in (SPLIT_READS | second).items() if v != ""}
    gt = str(fields.pop("gt", "0/1"))
    deleted = build.observation(position - 1, two, two[0], gt, record=2, **fields)
    one, other = build.small(first), build.small(deleted)
    found = told_both_ways(build, one, other)
    assert found.get(PhaseSource.SAME_SITE) is expected


# --- the star --------------------------------------------------------------------------------


def starred(build: Build, gt: str = "1/2", alts: str = "{},*") -> Event:
    """A change of c.36 beside ``*`` in one genotype."""
    row = build.at_c(36, "A").row
    return build.small(build.observation(row.position, row.ref, alts.format(row.alts[0]), gt))


@pytest.mark.parametrize(
    ("gt", "alts", "expected"),
    [("1/2", "{},*", True), ("0/1", "{},*", None), ("1/0", "{},*", None)],
)
def test_the_star_counts_where_the_genotype_has_it(build, gt, alts, expected):
    """A star among the ALTs that this person does not carry is another sample's (Z8)."""
    found = told_both_ways(build, starred(build, gt, alts), build.loss(1))
    assert found.get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize(
    ("kind", "expected"), [(EventKind.DELETION, True), (EventKind.DUPLICATION, None)]
)
def test_only_a_loss_is_what_a_star_stands_for(build, kind, expected):
    spanning = replace(build.loss(1), kind=kind)
    found = told_both_ways(build, starred(build), spanning)
    assert found.get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize(
    ("first", "length", "gains", "expected"),
    [
        (-2, 5, False, True),
        (0, 1, False, True),
        (-4, 4, False, None),
        (1, 3, False, None),
        (-4, 5, False, True),
        (-2, 5, True, None),
    ],
)
def test_a_small_deletion_may_be_what_the_star_stands_for(build, first, length, gains, expected):
    """By its first and its last base; an insertion takes no base."""
    change = starred(build)
    start = change.outer.start + first
    span = Interval(start, start + length - 1)
    ref = build.reference.fetch(span.start - 1, span.end)
    record = build.observation(span.start - 1, ref, ref[0], "0/1", record=2)
    loss = build.small(record)
    assert loss.allele is not None
    allele = loss.allele
    if gains:
        allele = replace(allele, ref=allele.alt, alt=allele.ref)
    placed = replace(loss, outer=span, inner=span, allele=allele)
    found = told_both_ways(build, change, placed)
    assert found.get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize(
    ("fields", "file", "expected"),
    [(SPLIT_READS, 1, True), (SPLIT_READS, 2, None), ({"AD": "15,15"}, 1, None)],
)
def test_the_star_in_a_row_of_its_own(build, fields, file, expected):
    """Rows split by allele: one with the change, one with the star."""
    change = build.at_c(36, "A", **SPLIT_READS, record=1)
    row = change.row
    star = build.observation(row.position, row.ref, "*", record=2, file=file, **fields)
    found = told_both_ways(build, build.small(change), build.loss(1, record=3), star)
    assert found.get(PhaseSource.SAME_SITE) is expected


def test_another_row_of_the_split_is_no_star(build):
    change = build.at_c(36, "A", **SPLIT_READS, record=1)
    row = change.row
    third = next(b for b in "CGT" if b not in {row.ref, row.alts[0]})
    beside = build.observation(row.position, row.ref, third, record=2, **SPLIT_READS)
    found = told_both_ways(build, build.small(change), build.loss(1, record=3), beside)
    assert found == {}


# --- two deletions ---------------------------------------------------------------------------


@pytest.mark.parametrize("changed", ["gt", "filters", "info", "uncertain"])
def test_each_of_the_two_must_be_told_plainly(build, changed):
    """The first of them as well as the second."""
    values: dict[str, Any] = {"gt": "./1", "filters": ("LowQual",), "info": {"IMPRECISE": ""}}
    one, other = two_losses(build, **{changed: values.get(changed, 20)})
    assert told(build.person(one, other), other, one) == {}


@pytest.mark.parametrize(("cn", "expected"), [("1", None), ("0", None)])
def test_a_counted_copy_refutes_what_would_leave_none(build, cn, expected):
    """Z18: a record of its own that counts one copy there; none counted does not speak of both."""
    one, other = two_losses(build)
    counted = replace_fields(one, CN=cn)
    found = told_both_ways(build, counted, other)
    assert found.get(PhaseSource.SAME_SITE) is (True if cn == "0" else expected)


def replace_fields(event: Event, **fields: str) -> Event:
    """The event with further fields of its first record."""
    first = event.support[0]
    record = replace(first.observation, fields={**first.observation.fields, **fields})
    return replace(event, support=(replace(first, observation=record), *event.support[1:]))


MOST = round(RECIPROCAL_OVERLAP * 2_000)


def test_two_deletions_that_share_no_base_or_most_of_them(build):
    """From seven tenths of the longer one in common they may be one event told twice (Z14)."""
    for shared, expected in ((0, None), (1, True), (MOST - 1, True), (MOST, None)):
        away = 600 - shared
        one, other = two_losses(build, later=away, longer=away)
        assert told(build.person(one, other), one, other).get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize("bounds", ["start", "end"])
def test_one_that_lies_inside_the_other_with_a_common_end_is_no_proof(build, bounds):
    change = {"later": -1_400, "longer": -1_400} if bounds == "start" else {}
    one, other = two_losses(build, **change)
    if bounds == "start":
        short = Interval(one.outer.start, one.outer.start + 599)
    else:
        short = Interval(one.outer.end - 599, one.outer.end)
    inside = replace(other, inner=short, outer=short)
    assert told_both_ways(build, one, inside) == {}


@pytest.mark.parametrize(
    ("copies", "away", "expected"),
    [(1, 0, None), (2, 0, None), (0, 0, True), (1, 5_000, True)],
)
def test_depth_that_shows_a_copy_in_what_both_would_take(build, copies, away, expected):
    one, other = two_losses(build)
    here = Interval(other.outer.start + away, other.outer.start + away + 300)
    call = DepthCall(3, 1, "d.bed", (1,), copies, copies / 2, 0.05, here, here)
    person = build.person(one, other, depth_calls=(call,))
    assert told(person, one, other).get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize(
    ("cn", "away", "expected"),
    [("1", 0, None), ("2", 0, None), ("0", 0, True), ("1", 5_000, True)],
)
def test_a_segment_that_counts_a_copy_there(build, cn, away, expected):
    one, other = two_losses(build)
    start = other.outer.start + away
    segment = build.observation(
        start, "N", "<CNV>", "./.", info={"END": str(start + 300)}, record=77, file=2, CN=cn
    )
    found = told(build.person(one, other, segment), one, other)
    assert found.get(PhaseSource.SAME_SITE) is expected


@pytest.mark.parametrize(
    ("alt", "info", "expected"),
    [
        ("<DEL>", {"SVTYPE": "DEL"}, True),
        ("<NON_REF>", {}, None),
        (".", {}, None),
        ("A,<DEL>", {}, True),
    ],
)
def test_which_confident_records_show_a_copy(build, alt, info, expected):
    """Called bases and reference blocks do; a symbolic change says nothing of bases there."""
    one, other = two_losses(build)
    start = other.outer.start + 10
    record = build.observation(
        start,
        "G",
        alt,
        "0/0",
        info={"END": str(start + 20)} | info,
        record=77,
        DP="30",
        GQ="99",
        AD="30",
    )
    found = told(build.person(one, other, record), one, other)
    assert found.get(PhaseSource.SAME_SITE) is expected


def test_the_records_of_the_deletions_themselves_show_no_copy(build):
    one, other = two_losses(build)
    sure = replace_fields(replace_fields(one, GQ="99", DP="30"), AD="15,15")
    assert told_both_ways(build, sure, other) == {PhaseSource.SAME_SITE: True}


def test_a_second_file_that_tells_one_of_them_too_takes_no_proof_away(build):
    """One file tells both; another one of them."""
    one, other = two_losses(build)
    first = other.support[0]
    again = replace(first, observation=replace(first.observation, id="f2.r1", number=2))
    both = replace(other, support=(again, first))
    assert told_both_ways(build, one, both) == {PhaseSource.SAME_SITE: True}


# --- parents and reads -----------------------------------------------------------------------


@pytest.mark.parametrize("weak", [None, 0])
def test_parents_without_depth_are_less_certain(build, weak):
    """Earned-claims 5: what rests on genotypes alone is told as such."""
    one, other = pair(build)
    mother, father = parent(build, "0/1", "0/0"), parent(build, "0/0", "0/1")
    if weak is not None:
        mother[weak] = replace(mother[weak], fields={"GT": mother[weak].fields["GT"]})
    person = build.person(one, other, mother=mother, father=father)
    (found,) = [r for r in relations((one, other), person) if r.source is PhaseSource.PARENTS]
    assert found.trans is True
    assert found.is_certain is (weak is None)


@pytest.mark.parametrize(
    ("gts", "source"),
    [
        (("0/1", "0/0"), PhaseSource.ONE_PARENT),
        (("0/0", "0/1"), PhaseSource.ONE_PARENT),
        (("0/0", "0/0"), None),
        (("0/1", "0/1"), None),
        (("0/1", "./."), None),
        (("./.", "0/0"), None),
    ],
)
@pytest.mark.parametrize("role", ["mother", "father"])
def test_one_parent_tells_only_where_it_carries_one_of_them(build, gts, source, role):
    one, other = pair(build)
    person = build.person(one, other, **{role: parent(build, *gts)})
    found = [r.source for r in relations((one, other), person)]
    assert found == ([source] if source else [])


def test_what_each_source_says_in_words(build):
    """The words name cis or trans as the answer does."""
    one, other = pair(build)
    words = {}
    for name, (mother, father) in {
        "apart": (("0/1", "0/0"), ("0/0", "0/1")),
        "together": (("0/1", "0/1"), ("0/0", "0/0")),
    }.items():
        person = build.person(
            one, other, mother=parent(build, *mother), father=parent(build, *father)
        )
        (found,) = relations((one, other), person)
        words[name] = found.detail.text
    assert words["apart"] == "one came from the mother, the other from the father"
    assert words["together"] == "both came from the mother"
    for gts, side in ((("0|1", "0|1"), "one side"), (("0|1", "1|0"), "opposite sides")):
        one, other = pair(build, gt=gts)
        (found,) = relations((one, other), build.person(one, other))
        assert side in found.detail.text


def test_reads_of_one_site_are_no_relation_of_it(build):
    """Both events have a record at one site that the reads phased, and no other."""
    one = build.substitution(36, "A")
    row = one.support[0].observation.row
    person = build.person(one, read_phases={(row.position, row.ref, row.alts[0]): ("1", 0)})
    other = replace(one, id="same bases, other event")
    assert PhaseSource.READS not in told(person, one, other)


def test_reads_phase_the_allele_that_the_record_names(build):
    """The second ALT of a record is phased under its own bases."""
    one = build.substitution(36, "A")
    row = build.at_c(75, "A").row
    third = next(b for b in "CGT" if b not in {row.ref, row.alts[0]})
    record = build.observation(row.position, row.ref, f"{third},{row.alts[0]}", "0/2")
    other = build.small(record, HET, allele=2)
    first = one.support[0].observation.row
    phases = {
        (first.position, first.ref, first.alts[0]): ("1", 0),
        (row.position, row.ref, row.alts[0]): ("1", 1),
        (row.position, row.ref, third): ("1", 0),
    }
    person = build.person(one, other, read_phases=phases)
    assert told(person, one, other) == {PhaseSource.READS: True}


# --- genotypes of other shapes ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"gt": ("1/1", "0/1"), "HP": ("5-1,5-2", "5-1,5-2")}, {}),
        ({"gt": ("0/1", "1"), "HP": ("5-1,5-2", "5-1,5-2")}, {}),
        ({"gt": ("0/1", "1/0"), "HP": ("5-1,5-2", "5-1,5-2")}, {PhaseSource.PHYSICAL: True}),
        ({"gt": ("0/1", "0/0/1"), "HP": ("5-1,5-2", "5-1,5-2")}, {}),
        ({"gt": ("1|1", "0|1"), "PSL": ("a,b", "a,b")}, {}),
        ({"gt": ("1|0", "1|0"), "PSL": ("a,b", "a,b")}, {PhaseSource.PHYSICAL: False}),
        ({"gt": ("0|1", "0|1"), "PSL": ("a,b,c", "a,b,c")}, {}),
        ({"gt": ("0|1", "0|1"), "PSL": ("a,", "a,")}, {}),
    ],
)
def test_one_side_of_two_is_needed(build, fields, expected):
    one, other = pair(build, **fields)
    found = told_both_ways(build, one, other)
    found.pop(PhaseSource.PIPE_WITHOUT_SET, None)
    assert found == expected


@pytest.mark.parametrize(
    "fields", [{"HP": ("5-1,5-2", "5-1,5-2")}, {"gt": ("0|1", "0|1"), "PSL": ("a,b", "a,b")}]
)
def test_sets_of_two_files_are_two_sets(build, fields):
    one, other = pair(build, file=(1, 2), **fields)
    assert told_both_ways(build, one, other) == {}


@pytest.mark.parametrize("gts", [("0|1", "1|1"), ("1|1", "0|1"), ("1|1", "1|1")])
def test_a_pipe_beside_two_copies_tells_no_side(build, gts):
    one, other = pair(build, gt=gts)
    assert told_both_ways(build, one, other) == {}


def test_any_record_of_an_event_may_hold_its_phase(build):
    """Told by two files, of which only the second is phased."""
    plain, phased = build.at_c(36, "A"), build.at_c(36, "A", "0|1", PS="7", file=2)
    one = build.small(plain, HET, phased)
    other = build.substitution(75, "A", gt="1|0", PS="7", file=2)
    assert told_both_ways(build, one, other) == {PhaseSource.PHYSICAL: True}


def test_pipes_of_any_record_are_shown(build):
    plain, phased = build.at_c(36, "A"), build.at_c(36, "A", "0|1", file=2)
    one = build.small(plain, HET, phased)
    other = build.substitution(75, "A", gt="1|0", file=2)
    assert told_both_ways(build, one, other) == {PhaseSource.PIPE_WITHOUT_SET: None}


# --- two alleles of one record, and other shapes ---------------------------------------------


def words_of(build: Build, one: Event, other: Event) -> list[str]:
    found = relations((one, other), build.person(one, other))
    return [r.detail.text for r in found if r.source is PhaseSource.SAME_SITE]


def joint(build: Build, gt: str = "1/2", **more: Any) -> tuple[Event, Event]:
    """Both alleles of one record."""
    row = build.at_c(36, "A").row
    third = next(b for b in "CGT" if b not in {row.ref, row.alts[0]})
    record = build.observation(row.position, row.ref, f"{row.alts[0]},{third}", gt, **more)
    return build.small(record, HET, allele=1), build.small(record, HET, allele=2)


def test_by_what_one_site_tells(build):
    assert words_of(build, *joint(build)) == ["two alleles of one genotype"]
    assert words_of(build, *split(build)) == ["they take the same bases"]


def test_one_joint_record_of_several_is_enough(build):
    one, other = joint(build)
    alone = build.at_c(36, "A", file=2, record=5)
    told_again = build.small(one.support[0].observation, HET, alone)
    assert words_of(build, told_again, other) == ["two alleles of one genotype"]


def test_two_deletions_that_one_genotype_tells_apart(build):
    """One lies inside the other, but the genotype names an allele of each copy."""
    outer, inner = build.loss(1, 3), build.loss(2)
    record = build.observation(outer.outer.start - 1, "N", "<DEL>,<DEL>", "1/2")
    one = replace(outer, support=(replace(outer.support[0], observation=record, allele=1),))
    other = replace(inner, support=(replace(inner.support[0], observation=record, allele=2),))
    assert words_of(build, one, other) == ["two alleles of one genotype"]


@pytest.mark.parametrize("fields", [{"PS": "7"}, {}])
def test_one_record_is_no_phase_of_its_own_alleles(build, fields):
    """That they are in trans is told by the genotype, not by its pipe."""
    one, other = joint(build, "1|2", **fields)
    assert told_both_ways(build, one, other) == {PhaseSource.SAME_SITE: True}


def test_a_change_without_loss_is_not_what_a_star_stands_for(build):
    change = starred(build)
    row = change.support[0].observation.row
    third = next(b for b in "CGT" if b not in {row.ref, row.alts[0]})
    other = build.small(build.observation(row.position, row.ref, third, file=2))
    assert PhaseSource.SAME_SITE not in told_both_ways(build, change, other)


def test_a_deletion_beside_a_star_is_no_small_variant(build):
    loss = build.loss(2)
    record = build.observation(loss.outer.start - 1, "N", "<DEL>,*", "1/2")
    with_star = replace(loss, support=(replace(loss.support[0], observation=record),))
    over = build.loss(1, 3, file=2)
    assert PhaseSource.SAME_SITE not in told_both_ways(build, with_star, over)


def test_of_two_lengths_the_longer_one_decides_what_is_most(build):
    """1,500 bases are most of 2,000, and not of 3,000."""
    one, other = two_losses(build, later=-900, longer=100)
    assert told_both_ways(build, one, other) == {PhaseSource.SAME_SITE: True}


def test_their_own_records_in_bases_show_no_copy(build):
    made = []
    for event in two_losses(build):
        first = event.support[0]
        row = replace(first.observation.row, ref="N" * len(event.outer), alts=("N",), info={})
        fields = {"GT": "0/1", "GQ": "99", "DP": "30"}
        record = replace(first.observation, row=row, fields=fields)
        made.append(replace(event, support=(replace(first, observation=record),)))
    assert told_both_ways(build, *made)[PhaseSource.SAME_SITE] is True


def test_a_count_without_bounds_shows_no_copy(build):
    one, other = two_losses(build)
    start = other.outer.start
    segment = build.observation(start, "N", "<CNV>", "./.", record=77, file=2, CN="1")
    assert told_both_ways(build, one, other, segment) == {PhaseSource.SAME_SITE: True}


@pytest.mark.parametrize("turned", [False, True])
def test_from_which_parent_must_be_known_of_both(build, turned):
    """One is the mother's; of the other neither parent was called."""
    gts = (("0/1", "./."), ("0/0", "./."))
    mother, father = (parent(build, *(gt[::-1] if turned else gt)) for gt in gts)
    one, other = pair(build)
    found = told(build.person(one, other, mother=mother, father=father), one, other)
    assert PhaseSource.PARENTS not in found


def test_parents_of_the_second_without_depth_are_less_certain(build):
    one, other = pair(build)
    mother, father = parent(build, "0/1", "0/0"), parent(build, "0/0", "0/1")
    father[1] = replace(father[1], fields={"GT": "0/1"})
    person = build.person(one, other, mother=mother, father=father)
    (found,) = [r for r in relations((one, other), person) if r.source is PhaseSource.PARENTS]
    assert not found.is_certain


def test_a_record_that_names_no_allele_is_not_phased_by_reads(build):
    one, other = pair(build)
    phases = {}
    for event in (one, other):
        row = event.support[0].observation.row
        phases[row.position, row.ref, row.alts[0]] = ("1", 0)
    counted = replace(other, support=(replace(other.support[0], allele=0),))
    person = build.person(one, counted, read_phases=phases)
    assert PhaseSource.READS not in told(person, one, counted)


@pytest.mark.parametrize(
    "fields",
    [
        {"HP": ("6-1,5-2", "5-1,5-2")},
        {"gt": ("1|1", "1|0"), "PSL": ("a,b", "a,b")},
        {"gt": ("0|1", "1|0"), "PS": (None, "7")},
        {"gt": ("0/1", "0|1")},
    ],
)
def test_each_of_the_two_must_be_phased_in_one_set(build, fields):
    one, other = pair(build, **fields)
    assert told_both_ways(build, one, other) == {}


def test_what_a_phase_set_tells_is_certain(build):
    """Only what rests on parents' genotypes may be less so (earned-claims 5)."""
    one, other = pair(build, gt=("0|1", "1|0"), PS=("7", "7"))
    (found,) = relations((one, other), build.person(one, other))
    assert found.is_certain
