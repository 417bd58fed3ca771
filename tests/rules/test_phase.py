"""What tells that two events lie on one copy or on two, source by source: this, and just not this.

Expected values: clinical rules 2.3 (tiers of phase), 2.1 (Z8, Z14, Z18); VCF 4.5 1.6.2 (PS), 4.4
(PSL); GATK (PGT, PID, HP).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.phase import PhaseSource, Relation, relations, relations_of
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.measured.person import Person
from tests.builders import Build

HET = Zygosity.HETEROZYGOUS


def told(person: Person, *events: Event) -> dict[PhaseSource, bool | None]:
    """Cis (False), trans (True) or unknown (None) by each source that speaks."""
    return {r.source: r.trans for r in relations(events, person)}


def pair(build: Build, **of_each: tuple[Any, Any]) -> tuple[Event, Event]:
    """Two heterozygous substitutions; ``of_each``: in what their two records differ."""
    made = []
    for index, (base, alt) in enumerate(((36, "A"), (75, "A"))):
        more = {key: values[index] for key, values in of_each.items() if values[index] is not None}
        made.append(build.substitution(base, alt, **more))
    return made[0], made[1]


# --- which pairs are asked ---------------------------------------------------------------------


@pytest.mark.parametrize("asked", list(Zygosity))
@pytest.mark.parametrize("zygosity", list(Zygosity))
def test_only_pairs_on_one_copy_each_have_a_phase(build, zygosity, asked):
    """Two in one phase set; what lies on both copies has no phase to anything."""
    one, other = pair(build, gt=("0|1", "1|0"), PS=("7", "7"))
    events = [replace(one, zygosity=zygosity), replace(other, zygosity=asked)]
    person = build.person(*events)
    single = {Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS, Zygosity.HALF_CALL}
    found = relations_of([(events[0], events[1])], person)
    assert bool(found) is ({zygosity, asked} <= single)
    assert found == relations(events, person)
    assert all(r.second == other.id for r in found)


# --- phase sets ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gts", "sets", "expected"),
    [
        (("0|1", "0|1"), ("7", "7"), {PhaseSource.PHYSICAL: False}),
        (("0|1", "1|0"), ("7", "7"), {PhaseSource.PHYSICAL: True}),
        (("1|0", "1|0"), ("7", "7"), {PhaseSource.PHYSICAL: False}),
        (("0|1", "1|0"), ("7", "8"), {}),
        (("0/1", "1|0"), ("7", "7"), {}),
        (("0|1", "1|0"), ("0", "0"), {PhaseSource.PIPE_WITHOUT_SET: None}),
        (("0|1", "1|0"), (".", "."), {PhaseSource.PIPE_WITHOUT_SET: None}),
        (("0|1", "0|1"), (None, None), {PhaseSource.PIPE_WITHOUT_SET: None}),
        (("0|1", "0/1"), (None, None), {}),
        (("0|1", "1|0"), ("7", None), {}),
    ],
)
def test_phase_set_of_one_file(build, gts, sets, expected):
    one, other = pair(build, gt=gts, PS=sets)
    assert told(build.person(one, other), one, other) == expected


def test_one_phase_set_in_two_files_is_two_sets(build):
    one, other = pair(build, gt=("0|1", "1|0"), PS=("7", "7"), file=(1, 2))
    assert told(build.person(one, other), one, other) == {}


def test_pipes_of_two_files_say_nothing(build):
    one, other = pair(build, gt=("0|1", "1|0"), file=(1, 2))
    assert told(build.person(one, other), one, other) == {}


@pytest.mark.parametrize(
    ("pgt", "pid", "expected"),
    [
        (("0|1", "1|0"), ("9_A_T", "9_A_T"), {PhaseSource.PHYSICAL: True}),
        (("0|1", "0|1"), ("9_A_T", "9_A_T"), {PhaseSource.PHYSICAL: False}),
        (("0|1", "1|0"), ("9_A_T", "8_A_T"), {}),
        (("0/1", "1|0"), ("9_A_T", "9_A_T"), {}),
    ],
)
def test_physical_phase_of_gatk(build, pgt, pid, expected):
    one, other = pair(build, PGT=pgt, PID=pid)
    assert told(build.person(one, other), one, other) == expected


def test_a_set_of_ps_and_one_of_pid_with_one_name_are_two(build):
    one, other = pair(build, gt=("0|1", "0/1"), PS=("7", None), PGT=(None, "1|0"), PID=(None, "7"))
    assert told(build.person(one, other), one, other) == {}


@pytest.mark.parametrize(
    ("hp", "expected"),
    [
        (("5-1,5-2", "5-1,5-2"), {PhaseSource.PHYSICAL: False}),
        (("5-1,5-2", "5-2,5-1"), {PhaseSource.PHYSICAL: True}),
        (("5-1,5-2", "6-2,6-1"), {}),
        (("5-1,5-1", "5-2,5-1"), {}),
        (("5-1,6-2", "5-2,5-1"), {}),
        (("5-1", "5-2,5-1"), {}),
        (("-1,-2", "-2,-1"), {}),
        (("5-1,5-3", "5-2,5-1"), {}),
    ],
)
def test_haplotypes_named_beside_the_alleles(build, hp, expected):
    """GATK read-backed phasing: HP names set and haplotype of each allele of GT."""
    one, other = pair(build, HP=hp)
    assert told(build.person(one, other), one, other) == expected


@pytest.mark.parametrize(
    ("gts", "psl", "expected"),
    [
        (("0|1", "0|1"), ("a,b", "a,b"), {PhaseSource.PHYSICAL: False}),
        (("0|1", "1|0"), ("a,b", "b,a"), {}),
        (("0|1", "0|1"), ("a,b", "a,c"), {}),
        (("0|1", "0|1"), ("a,.", "a,."), {}),
        (("0|1", "0|1"), ("a,0", "a,0"), {}),
        (("0|1", "0|1"), ("a", "a"), {}),
        (("0/1", "0/1"), ("a,b", "a,b"), {}),
    ],
)
def test_a_list_of_sets_is_heard_only_as_cis(build, gts, psl, expected):
    one, other = pair(build, gt=gts, PSL=psl)
    found = told(build.person(one, other), one, other)
    found.pop(PhaseSource.PIPE_WITHOUT_SET, None)
    assert found == expected


# --- one site --------------------------------------------------------------------------------


def test_two_alleles_of_one_genotype_are_in_trans(build):
    record = build.at_c(36, "A", "1/2")
    third = next(b for b in "CGT" if b not in {record.row.ref, record.row.alts[0]})
    both = build.observation(
        record.row.position, record.row.ref, f"{record.row.alts[0]},{third}", "1/2"
    )
    one, other = build.small(both, HET, allele=1), build.small(both, HET, allele=2)
    assert told(build.person(one, other), one, other)[PhaseSource.SAME_SITE] is True


def split(build: Build, *, file: int = 1, position: int = 0, ref: str = "") -> tuple[Event, Event]:
    """Two alleles of one site in two records."""
    first = build.at_c(36, "A", record=1)
    third = next(b for b in "CGT" if b not in {first.row.ref, first.row.alts[0]})
    row = first.row
    second = build.observation(
        row.position + position, ref or row.ref, third + ref[1:], record=2, file=file
    )
    return build.small(first), build.small(second)


def test_rows_of_one_site_split_by_allele_are_in_trans(build):
    one, other = split(build)
    assert told(build.person(one, other), one, other) == {PhaseSource.SAME_SITE: True}


@pytest.mark.parametrize("change", [{"file": 2}, {"position": 1}])
def test_rows_of_another_file_or_place_are_not(build, change):
    """Two files may tell one change in two ways: to take the same bases proves nothing there."""
    one, other = split(build, **change)
    assert PhaseSource.SAME_SITE not in told(build.person(one, other), one, other)


def test_another_ref_at_the_same_place_proves_nothing(build):
    first = build.at_c(36, "A", record=1)
    row = first.row
    two = build.reference.fetch(row.position, row.position + 1)
    second = build.observation(row.position, two, two[0], record=2)
    one, other = build.small(first), build.small(second)
    assert PhaseSource.SAME_SITE not in told(build.person(one, other), one, other)


def test_bases_inserted_beside_a_substitution_take_no_base_of_it(build):
    """Rows of one POS and REF: the anchor of an insertion stays, so both fit on one copy."""
    first = build.at_c(36, "A", record=1)
    row = first.row
    inserted = build.observation(row.position, row.ref, row.ref + "GG", record=2)
    one, other = build.small(first), build.small(inserted)
    assert PhaseSource.SAME_SITE not in told(build.person(one, other), one, other)


@pytest.mark.parametrize(("alts", "trans"), [(("A", "AC"), True), (("A", "ACGG"), False)])
def test_two_rows_of_one_ref_must_both_take_a_base(build, alts, trans):
    """REF ACG: both delete a base; or one deletes and the other inserts."""
    place = build.gene.exons[2].start - 60
    events = [
        build.small(build.observation(place, "ACG", alt, record=n, AD="15,15"))
        for n, alt in enumerate(alts)
    ]
    found = told(build.person(*events), *events)
    assert (PhaseSource.SAME_SITE in found) is trans


@pytest.mark.parametrize(("change", "trans"), [("mid", False), ("low", True)])
def test_what_was_read_as_one_takes_the_bases_of_its_parts_only(build, change, trans):
    """Parts at the two ends of a codon leave its middle base to the other row of the site."""
    low = build.substitution(36, "A").outer.start
    ref = build.reference.fetch(low, low + 2)
    other_base = {"A": "C", "C": "G", "G": "T", "T": "A"}
    new = [other_base[base] for base in ref]
    alts = {
        "low": new[0] + ref[1:],
        "mid": ref[0] + new[1] + ref[2],
        "high": ref[:2] + new[2],
        "both": new[0] + ref[1] + new[2],
    }
    events = {
        name: build.small(build.observation(low, ref, alt, record=n))
        for n, (name, alt) in enumerate(alts.items(), 1)
    }
    joined = replace(events["both"], parts=(events["low"], events["high"]))
    other = events[change]
    found = told(build.person(joined, other), joined, other)
    assert (PhaseSource.SAME_SITE in found) is trans


@pytest.mark.parametrize(
    ("later", "refs", "alts"), [(1, ("AA", "AA"), ("CC", "GG")), (0, ("AA", "A"), ("CC", "G"))]
)
def test_a_shared_base_in_rows_of_another_place_or_ref_may_be_one_change_told_twice(
    build, later, refs, alts
):
    place = build.gene.exons[2].start - 60
    events = [
        build.small(build.observation(place + n * later, ref, alt, record=n))
        for n, (ref, alt) in enumerate(zip(refs, alts, strict=True))
    ]
    assert PhaseSource.SAME_SITE not in told(build.person(*events), *events)


def test_the_anchor_of_a_symbolic_deletion_is_not_deleted(build):
    """A substitution of the base before the deletion, in a row of the same POS and REF."""
    exon = build.gene.exons[2]
    ref = build.reference.base(exon.start)
    alt = next(b for b in "ACGT" if b != ref)
    small = build.small(build.observation(exon.start, ref, alt, record=1))
    record = build.observation(exon.start, ref, "<DEL>", info={"SVTYPE": "DEL"}, record=2)
    loss = build.deletion(exon.start + 1, exon.start + 90, HET, record)
    assert PhaseSource.SAME_SITE not in told(build.person(small, loss), small, loss)


# --- deletions -------------------------------------------------------------------------------


def test_what_a_deletion_exposes_is_in_trans_with_it(build):
    inside = build.substitution(36, "A", Zygosity.HEMIZYGOUS)
    loss = build.loss(1)
    assert told(build.person(inside, loss), inside, loss) == {PhaseSource.DELETION_EXPOSED: True}


def test_a_deletion_beside_it_exposes_nothing(build):
    inside = build.substitution(36, "A", Zygosity.HEMIZYGOUS)
    loss = build.loss(2)
    assert told(build.person(inside, loss), inside, loss) == {}


def test_a_heterozygote_in_a_deletion_is_not_exposed(build):
    inside, loss = build.substitution(36, "A"), build.loss(1)
    assert told(build.person(inside, loss), inside, loss) == {}


@pytest.mark.parametrize(("alt", "expected"), [("A,*", True), ("A,C", None)])
def test_the_other_allele_is_the_deletion_that_spans_it(build, alt, expected):
    """Z8: ``*`` stands for the deletion, so the change lies on the other copy."""
    row = build.at_c(36, "A").row
    record = build.observation(row.position, row.ref, f"{row.alts[0]},{alt[-1]}", "1/2")
    one, loss = build.small(record), build.loss(1)
    assert told(build.person(one, loss), one, loss).get(PhaseSource.SAME_SITE) is expected


def test_a_star_elsewhere_is_another_deletion(build):
    row = build.at_c(36, "A").row
    record = build.observation(row.position, row.ref, f"{row.alts[0]},*", "1/2")
    one, loss = build.small(record), build.loss(2)
    assert told(build.person(one, loss), one, loss) == {}


def two_losses(build: Build, **second: Any) -> tuple[Event, Event]:
    """Two precise deletions of one caller that overlap by 600 of 2,000 bases."""
    exon = build.gene.exons[1]
    start = exon.start - 1_000
    made = []
    for index, first in enumerate((start, start + 1_400)):
        more = dict(second) if index else {}
        end = first + 1_999 + more.pop("longer", 0)
        first += more.pop("later", 0)
        info = {"SVTYPE": "DEL", "END": str(end)} | more.pop("info", {})
        gt = more.pop("gt", "0/1")
        uncertain = more.pop("uncertain", 0)
        record = build.observation(
            first - 1,
            "N",
            "<DEL>",
            gt,
            info=info,
            caller=Caller.MANTA,
            record=index + 1,
            **({"file": 1} | more),
        )
        made.append(build.deletion(first, end, HET, record, uncertain=uncertain))
    return made[0], made[1]


def test_two_precise_deletions_that_take_the_same_bases_are_in_trans(build):
    """Z18."""
    one, other = two_losses(build)
    assert told(build.person(one, other), one, other) == {PhaseSource.SAME_SITE: True}


@pytest.mark.parametrize(
    "second",
    [
        {"file": 2},
        {"gt": "./1"},
        {"filters": ("LowQual",)},
        {"info": {"IMPRECISE": ""}},
        {"uncertain": 20},
        {"later": 700},
        {"later": -1_100, "longer": -1_100},
        {"later": -1_500, "longer": 100},
    ],
    ids=lambda s: "-".join(s),
)
def test_anything_less_is_no_proof(build, second):
    """Another file, half called, filtered, imprecise, apart, nearly equal, one in the other."""
    one, other = two_losses(build, **second)
    assert told(build.person(one, other), one, other) == {}


@pytest.mark.parametrize("caller", [Caller.SURVIVOR, Caller.JASMINE, Caller.SVDB])
def test_a_merging_tool_proves_nothing(build, caller):
    exon = build.gene.exons[1]
    made = []
    for index, first in enumerate((exon.start - 1_000, exon.start + 400)):
        info = {"SVTYPE": "DEL", "END": str(first + 1_999)}
        record = build.observation(
            first - 1, "N", "<DEL>", "0/1", info=info, caller=caller, record=index
        )
        made.append(build.deletion(first, first + 1_999, HET, record))
    assert told(build.person(*made), *made) == {}


def test_a_confident_call_in_what_both_would_take_refutes_it(build):
    one, other = two_losses(build)
    shared = build.gene.exons[1].start + 600
    call = build.observation(shared, "A", "C", "0/1", AD="15,15", DP="30", GQ="99", record=77)
    assert told(build.person(one, other, call), one, other) == {}


@pytest.mark.parametrize("weak", [{"GQ": "5"}, {"DP": "2"}])
def test_a_weak_call_there_does_not(build, weak):
    one, other = two_losses(build)
    shared = build.gene.exons[1].start + 600
    fields = {"AD": "15,15", "DP": "30", "GQ": "99"} | weak
    call = build.observation(shared, "A", "C", "0/1", record=77, **fields)
    assert told(build.person(one, other, call), one, other) == {PhaseSource.SAME_SITE: True}


@pytest.mark.parametrize(("lengths", "refutes"), [("900,10", True), ("10,900", False)])
def test_a_counted_copy_of_what_both_would_take_refutes_it(build, lengths, refutes):
    """Each allele has its own SVLEN (VCF 4.4); the copies counted are those over the first."""
    one, other = two_losses(build)
    before = other.outer.start - 400
    info = {"SVLEN": lengths, "SVCLAIM": "D,D"}
    call = build.observation(before, "N", "<DEL>,<DUP>", "./.", info=info, CN="1", record=78)
    expected = {} if refutes else {PhaseSource.SAME_SITE: True}
    assert told(build.person(one, other, call), one, other) == expected


def test_a_call_elsewhere_does_not(build):
    one, other = two_losses(build)
    away = build.gene.exons[1].start + 3_000
    call = build.observation(away, "A", "C", "0/1", AD="15,15", DP="30", GQ="99", record=77)
    assert told(build.person(one, other, call), one, other) == {PhaseSource.SAME_SITE: True}


# --- reads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((("1", 0), ("1", 0)), {PhaseSource.READS: False}),
        ((("1", 0), ("1", 1)), {PhaseSource.READS: True}),
        ((("1", 0), ("2", 1)), {}),
        ((("1", 0), None), {}),
    ],
)
def test_reads_that_span_both(build, places, expected):
    one, other = pair(build)
    phases = {}
    for event, place in zip((one, other), places, strict=True):
        row = event.support[0].observation.row
        if place:
            phases[row.position, row.ref, row.alts[0]] = place
    person = build.person(one, other, read_phases=phases)
    assert told(person, one, other) == expected


# --- parents ---------------------------------------------------------------------------------


def parent(build: Build, first: str, second: str) -> list[Any]:
    """Confident calls of a parent at the two sites of :func:`pair`."""
    sure = {"AD": "15,15", "DP": "30", "GQ": "99"}
    reads = {"0/0": "30,0", "0/1": "15,15", "1/1": "0,30", "./.": "0,0"}
    return [
        build.at_c(base, alt, gt, **(sure | {"AD": reads[gt]}))
        for (base, alt), gt in zip(((36, "A"), (75, "A")), (first, second), strict=True)
    ]


@pytest.mark.parametrize(
    ("mother", "father", "expected"),
    [
        (("0/1", "0/0"), ("0/0", "0/1"), {PhaseSource.PARENTS: True}),
        (("0/1", "0/1"), ("0/0", "0/0"), {PhaseSource.PARENTS: False}),
        (("0/0", "0/0"), ("0/1", "0/1"), {PhaseSource.PARENTS: False}),
        (("0/1", "0/0"), None, {PhaseSource.ONE_PARENT: None}),
        (("0/1", "0/1"), None, {}),
        (("0/1", "0/1"), ("0/1", "0/0"), {}),
        (("./.", "./."), ("./.", "./."), {}),
    ],
)
def test_parents(build, mother, father, expected):
    one, other = pair(build)
    person = build.person(
        one,
        other,
        mother=parent(build, *mother),
        father=parent(build, *father) if father else None,
    )
    assert told(person, one, other) == expected


# --- what is asked at all --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zygosity", "asked"),
    [
        (Zygosity.HETEROZYGOUS, True),
        (Zygosity.HEMIZYGOUS, True),
        (Zygosity.HALF_CALL, True),
        (Zygosity.HOMOZYGOUS, False),
        (Zygosity.APPARENT_HOMOZYGOUS, False),
        (Zygosity.UNKNOWN, False),
        (Zygosity.HAPLOID_CALL, False),
    ],
)
def test_only_what_lies_on_one_copy_has_a_phase(build, zygosity, asked):
    one = build.substitution(36, "A", zygosity, gt="0|1", PS="7")
    other = build.substitution(75, "A", gt="1|0", PS="7")
    for events in ((one, other), (other, one)):
        assert bool(relations(events, build.person(*events))) is asked


@pytest.mark.parametrize("source", PhaseSource)
def test_tiers_that_prove(source):
    """Tier T2 or better proves; one parent, a bare pipe and nothing do not (rules 2.3)."""
    weak = {PhaseSource.ONE_PARENT, PhaseSource.PIPE_WITHOUT_SET, PhaseSource.UNKNOWN}
    assert source.proves is (source not in weak)


def test_a_relation_names_both_events(build):
    one, other = pair(build, gt=("0|1", "1|0"), PS=("7", "7"))
    (found,) = relations((one, other), build.person(one, other))
    assert isinstance(found, Relation)
    assert (found.first, found.second) == (one.id, other.id)
