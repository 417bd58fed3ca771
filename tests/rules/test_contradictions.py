"""What contradicts an event, rule by rule: this, and just not this.

Expected values: clinical rules 2.1 (Z2, Z8, Z13 to Z16, Z26), 2.4; ``earned-claims`` 4 and 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.contradictions import contradictions
from osteo_annot.copies.effect import effects_of
from osteo_annot.copies.parents import with_calls
from osteo_annot.events.model import Event, EventKind, EventSet, Support, Zygosity
from osteo_annot.events.source_fields import COPIES_BY_GENOTYPE
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.exon_ratio import DepthBasis, ExonRatio
from tests.builders import Build

HOM, HET = Zygosity.HOMOZYGOUS, Zygosity.HETEROZYGOUS
APPARENT, UNKNOWN = Zygosity.APPARENT_HOMOZYGOUS, Zygosity.UNKNOWN
GOOD = {"AD": "15,15", "DP": "30", "GQ": "99"}
REF = {"AD": "30,0", "DP": "30", "GQ": "99"}


def found(
    build: Build,
    *told: Event | Observation,
    denied: Mapping[str, Sequence[Observation]] | None = None,
    **more: Any,
) -> tuple[Finding, ...]:
    """All findings on the events of a person with these events and further records."""
    events = tuple(t for t in told if isinstance(t, Event))
    person = with_calls(build.person(*told, **more), events, build.gene, build.reference)
    denials = {name: tuple(records) for name, records in (denied or {}).items()}
    given = EventSet(events, {}, denials, ())
    return contradictions(given, effects_of(events, build.gene, build.reference), person)


def codes(findings: Sequence[Finding]) -> list[FindingCode]:
    return [f.code for f in findings]


def stop(build: Build, zygosity: Zygosity = HET, **more: Any) -> Event:
    return build.substitution(75, "A", zygosity, **(GOOD | more))


def test_one_plain_heterozygote_contradicts_nothing(build):
    assert found(build, stop(build)) == ()


# --- records of one event --------------------------------------------------------------------


def two_records(build: Build, one: Zygosity, other: Zygosity, **more: Any) -> Event:
    """One change told by two files."""
    gts = {HET: "0/1", APPARENT: "1/1", Zygosity.HALF_CALL: "./1", Zygosity.HAPLOID_CALL: "1"}
    first = build.at_c(75, "A", gts.get(one, "0/1"), record=1, file=1)
    second = build.at_c(75, "A", gts.get(other, "0/1"), record=2, **({"file": 2} | more))
    event = build.small(first, one)
    return type(event)(
        **{f: getattr(event, f) for f in event.__slots__}
        | {"support": (Support(first, 1, one), Support(second, 1, other))}
    )


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        (HET, APPARENT, True),
        (HET, HET, False),
        (APPARENT, APPARENT, False),
        (HET, UNKNOWN, False),
        (HET, Zygosity.HALF_CALL, False),
        (APPARENT, Zygosity.HAPLOID_CALL, False),
    ],
)
def test_records_that_give_different_copies(build, one, other, disagree):
    expected = [FindingCode.GENOTYPES_DISAGREE] * disagree
    event = two_records(build, one, other)
    assert codes(found(build, event)) == expected


def test_rows_of_one_file_count_like_rows_of_two(build):
    """Earned-claims 4."""
    event = two_records(build, HET, APPARENT, file=1)
    assert codes(found(build, event)) == [FindingCode.GENOTYPES_DISAGREE]


def reference_call(build: Build, file: int = 2, **more: str) -> Observation:
    return build.at_c(75, "A", "0/0", file=file, record=8, **(REF | more))


def test_a_confident_reference_call_of_another_file(build):
    event = stop(build)
    (finding,) = found(build, event, reference_call(build))
    assert finding.code is FindingCode.GENOTYPES_DISAGREE
    assert finding.about == (event.id,)


@pytest.mark.parametrize("weak", [{"GQ": "5"}, {"DP": "2", "AD": "2,0"}, {"AD": "15,15"}])
def test_a_weak_one_or_one_whose_reads_deny_it_says_nothing(build, weak):
    assert found(build, stop(build), reference_call(build, **weak)) == ()


def test_nor_one_elsewhere(build):
    call = build.at_c(36, "A", "0/0", file=2, record=8, **REF)
    assert found(build, stop(build), call) == ()


def test_nor_one_of_the_same_file_at_the_same_place(build):
    """Split rows of one file each name one allele; the reader of records knows those that deny."""
    assert found(build, stop(build), reference_call(build, file=1)) == ()


@pytest.mark.parametrize(
    ("weak", "denies"), [({}, True), ({"GQ": "5"}, False), ({"AD": "15,15"}, False)]
)
def test_a_record_that_names_the_event_and_denies_it(build, weak, denies):
    event = stop(build)
    given = found(build, event, denied={event.id: [reference_call(build, file=1, **weak)]})
    assert codes(given) == [FindingCode.GENOTYPES_DISAGREE] * denies


def block(build: Build, first: int, last: int, **more: Any) -> Observation:
    """A confident reference block of another file."""
    fields = {"DP": "30", "GQ": "99"} | more
    return build.observation(
        first, "A", "<NON_REF>", "0/0", file=2, record=7, info={"END": str(last)}, **fields
    )


@pytest.mark.parametrize(
    ("before", "behind", "denies"), [(0, 0, True), (50, 50, True), (-1, 50, False), (50, -1, False)]
)
def test_a_reference_block_over_the_whole_change(build, before, behind, denies):
    event = build.insertion(120, "C", **GOOD)
    here = event.outer
    call = block(build, here.start - before, here.end + behind)
    assert codes(found(build, event, call)) == [FindingCode.GENOTYPES_DISAGREE] * denies


@pytest.mark.parametrize(("bases", "denies"), [(49, True), (50, False)])
def test_a_caller_of_short_changes_does_not_deny_a_long_one(build, bases, denies):
    """From 50 bases a change is structural: a block of a small-variant caller tells nothing."""
    event = build.insertion(120, "C" * bases, **GOOD)
    call = block(build, event.outer.start - 50, event.outer.end + 50)
    assert codes(found(build, event, call)) == [FindingCode.GENOTYPES_DISAGREE] * denies


# --- copies over a deletion ------------------------------------------------------------------


def segment(build: Build, start: int, end: int, cn: str = "2", **more: Any) -> Observation:
    given = {"file": 2, "record": 5, "caller": Caller.DRAGEN_CNV} | more
    return build.observation(start - 1, "N", ".", "./.", info={"END": str(end)}, CN=cn, **given)


@pytest.mark.parametrize(
    ("size", "length", "cn", "denies"),
    [
        (10_000, 1_000_000, "2", True),
        (9_998, 1_000_000, "2", False),
        (4_000, 10_000, "2", True),
        (4_000, 10_400, "2", False),
        (6_000, 12_000, "2", True),
        (6_000, 12_400, "2", False),
        (10_000, 1_000_000, "3", True),
        (10_000, 1_000_000, "1", False),
    ],
)
def test_a_segment_of_two_copies_denies_a_deletion_that_it_could_see(
    build, size, length, cn, denies
):
    """A long segment leaves out what is shorter than its caller sees, or than half of itself."""
    middle = build.gene.exons[2].start
    start = middle - size // 2
    event = build.deletion(start, start + size - 1, HET, build.loss(3).support[0].observation)
    first = middle - length // 2
    call = segment(build, first, first + length - 1, cn)
    assert codes(found(build, event, call)) == [FindingCode.GENOTYPES_DISAGREE] * denies


@pytest.mark.parametrize(("lengths", "denies"), [("9000,10", True), ("10,9000", False)])
def test_of_a_record_with_two_alleles_the_bounds_are_those_of_its_first(build, lengths, denies):
    """Each allele has its own SVLEN (VCF 4.4); the copies counted are those over the first."""
    event = build.loss(3)
    info = {"SVLEN": lengths, "SVCLAIM": "D,D"}
    call = build.observation(
        event.outer.start - 100, "N", "<DEL>,<DUP>", "./.", info=info, CN="2", file=2, record=5
    )
    assert codes(found(build, event, call)) == [FindingCode.GENOTYPES_DISAGREE] * denies


def test_a_segment_over_a_part_of_it_does_not(build):
    event = build.loss(3)
    call = segment(build, event.outer.start + 1, event.outer.end + 500)
    assert found(build, event, call) == ()


def ratio(exon: int, value: float, copies: int | None) -> ExonRatio:
    return ExonRatio(
        exon, value, 0.05, copies, None, 1.0, DepthBasis.REFERENCES, 20, is_anchored=True
    )


@pytest.mark.parametrize(
    ("ratios", "refuted"),
    [
        ([(2, 1.0, 2), (3, 1.0, 2)], True),
        ([(2, 1.0, 2), (3, 0.5, 1)], False),
        ([(2, 1.0, 2)], False),
        ([], False),
    ],
)
def test_the_depth_of_every_exon_refutes_a_deletion(build, ratios, refuted):
    """Z16."""
    told = tuple(ratio(*r) for r in ratios)
    expected = [FindingCode.DELETION_WITHOUT_DEPTH_LOSS] * refuted
    assert codes(found(build, build.loss(2, 3), copy_ratios=told)) == expected


def test_the_depth_says_nothing_of_a_deletion_without_a_whole_exon(build):
    exon = build.gene.exons[2]
    event = build.deletion(
        exon.start - 500, exon.start + 5, HET, build.loss(3).support[0].observation
    )
    assert found(build, event, copy_ratios=(ratio(3, 1.0, 2),)) == ()


# --- inside a deletion -----------------------------------------------------------------------


def inside(build: Build, exon: int, offset: int = 10, gt: str = "0/1", **more: Any) -> Event:
    """A call inside an exon, with confident reads."""
    place = build.gene.exons[exon - 1].start + offset
    ref = build.reference.base(place)
    alt = "C" if ref != "C" else "G"
    zygosity = more.pop("zygosity", HET)
    return build.small(
        build.observation(place, ref, alt, gt, record=offset, **(GOOD | more)), zygosity
    )


def test_one_heterozygote_inside_is_told_and_two_refute(build):
    """Z15."""
    loss = build.loss(3)
    one, two = inside(build, 3, 10), inside(build, 3, 20)
    assert codes(found(build, loss, one)) == [FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION]
    (finding,) = found(build, loss, one, two)
    assert finding.code is FindingCode.HETEROZYGOTES_INSIDE_DELETION
    assert set(finding.about) == {loss.id, one.id, two.id}


@pytest.mark.parametrize(
    "change",
    [
        {"GQ": "5"},
        {"DP": "3", "AD": "2,1"},
        {"zygosity": Zygosity.MOSAIC_OR_ARTEFACT},
        {"zygosity": Zygosity.HEMIZYGOUS, "gt": "1/1", "AD": "0,30"},
        {"zygosity": Zygosity.HALF_CALL, "gt": "./1"},
    ],
)
def test_what_is_no_confident_heterozygote_refutes_nothing(build, change):
    assert found(build, build.loss(3), inside(build, 3, **change)) == ()


def test_where_no_quality_is_written_the_call_is_heard(build):
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    bare = build.small(build.observation(place, ref, "C" if ref != "C" else "G", "0/1"))
    expected = [FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION]
    assert codes(found(build, build.loss(3), bare)) == expected


def test_a_heterozygote_beside_the_deletion_refutes_nothing(build):
    assert found(build, build.loss(3), inside(build, 2)) == ()


def test_nor_one_in_its_uncertain_bounds(build):
    loss = build.loss(3, uncertain=20_000)
    assert found(build, loss, inside(build, 2)) == ()


@pytest.mark.parametrize(("alts", "told"), [("*", False), ("T", True)])
def test_the_other_allele_may_be_the_deleted_copy_itself(build, alts, told):
    """Z8: ``*`` is the deletion."""
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    first = next(b for b in "ACG" if b != ref)
    other = "*" if alts == "*" else next(b for b in "ACGT" if b not in {ref, first})
    record = build.observation(place, ref, f"{first},{other}", "1/2", **(GOOD | {"AD": "0,15,15"}))
    event = build.small(record)
    assert bool(found(build, build.loss(3), event)) is told


CODE = FindingCode.GENOTYPE_INSIDE_HOMOZYGOUS_DELETION


@pytest.mark.parametrize(
    ("gt", "fields", "told"),
    [
        ("0/0", REF, True),
        ("0/1", GOOD, True),
        ("1/1", {"AD": "0,30", "DP": "30", "GQ": "99"}, True),
        ("0/0", REF | {"GQ": "5"}, False),
        ("0/0", REF | {"DP": "2", "AD": "2,0"}, False),
        ("./.", {}, False),
        ("0", REF, False),
    ],
)
def test_a_confident_genotype_inside_a_deletion_of_both_copies(build, gt, fields, told):
    """Z14: no copy is left to be called."""
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    record = build.observation(place, ref, "C" if ref != "C" else "G", gt, record=3, **fields)
    assert codes(found(build, build.loss(3, None, HOM), record)) == [CODE] * told


@pytest.mark.parametrize(("shared", "told"), [(20, True), (19, False)])
def test_a_reference_block_that_reaches_into_it(build, shared, told):
    loss = build.loss(3, None, HOM)
    call = block(build, loss.outer.start - 500, loss.outer.start + shared - 1)
    assert codes(found(build, loss, call)) == [CODE] * told


def test_a_structural_record_inside_is_no_genotype_of_bases(build):
    loss = build.loss(3, None, HOM)
    place = loss.outer.start + 50
    record = build.observation(place, "N", "<DUP>", "0/0", record=3, **REF)
    assert found(build, loss, record) == ()


def test_its_own_record_does_not_speak_against_it(build):
    loss = build.loss(3, None, HOM, DP="30", GQ="99")
    assert CODE not in codes(found(build, loss))


def test_a_heterozygote_without_quality_inside_a_deletion_of_both(build):
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    bare = build.small(build.observation(place, ref, "C" if ref != "C" else "G", "0/1"))
    assert codes(found(build, build.loss(3, None, HOM), bare)) == [CODE]


def test_a_deletion_of_unknown_copies_is_not_refuted_from_inside(build):
    pair = inside(build, 3, 10), inside(build, 3, 20)
    assert found(build, build.loss(3, None, UNKNOWN), *pair) == ()


@pytest.mark.parametrize(("gts", "told"), [(("0|1", "0|1"), True), (("0|1", "1|0"), False)])
def test_a_change_on_the_copy_that_lost_its_bases(build, gts, told):
    loss = build.loss(3, gt=gts[0], PS="7")
    event = inside(build, 3, gt=gts[1], PS="7")
    assert (FindingCode.ALLELE_ON_DELETED_COPY in codes(found(build, loss, event))) is told


def test_beside_the_deletion_the_copy_has_its_bases(build):
    loss = build.loss(3, gt="0|1", PS="7")
    event = inside(build, 2, gt="0|1", PS="7")
    assert found(build, loss, event) == ()


# --- parents ---------------------------------------------------------------------------------


def parents(build: Build, gt: str, **more: str) -> dict[str, Any]:
    reads = {"0/0": "30,0", "0/1": "15,15"}[gt]
    return {"mother": [build.at_c(75, "A", gt, **(GOOD | {"AD": reads} | more))]}


@pytest.mark.parametrize(
    ("zygosity", "gt", "told"),
    [
        (APPARENT, "0/0", True),
        (APPARENT, "0/1", False),
        (HET, "0/0", False),
        (Zygosity.HEMIZYGOUS, "0/0", False),
    ],
)
def test_a_parent_of_a_homozygote_who_does_not_carry_it(build, zygosity, gt, told):
    """Z26."""
    own = {"AD": "0,30"} if zygosity is not HET else {}
    event = stop(build, zygosity, **own)
    expected = [FindingCode.PARENT_WITHOUT_ALLELE] * told
    assert codes(found(build, event, **parents(build, gt))) == expected


@pytest.mark.parametrize(("reads", "told"), [("40,6", True), ("46,0", False)])
def test_a_parent_with_few_reads_of_it_may_be_mosaic(build, reads, told):
    """Z13, earned-claims 5: a parent ``0/0`` with reads of the change does not "not carry" it."""
    event = stop(build)
    given = codes(found(build, event, **parents(build, "0/0", AD=reads, DP="46")))
    assert (FindingCode.PARENT_MAY_BE_MOSAIC in given) is told


# --- the borders -----------------------------------------------------------------------------


def test_rows_of_one_file_that_put_it_on_opposite_copies(build):
    """Phased in one set, once on each side: each says the other copy has none."""
    first = build.at_c(75, "A", "0|1", PS="7", record=1)
    second = build.at_c(75, "A", "1|0", PS="7", record=2)
    event = build.small(first, HET, second)
    (finding,) = found(build, event)
    assert finding.code is FindingCode.GENOTYPES_DISAGREE
    assert "opposite copies" in finding.text


def test_of_a_denial_the_record_that_denies_is_named(build):
    (finding,) = found(build, stop(build), reference_call(build))
    assert "f2.r8" in finding.text


def test_a_change_that_is_called_elsewhere_too_is_not_denied(build):
    """A confident heterozygote of another file at the same bases is no reference call."""
    other = build.at_c(75, "C", "0/1", file=2, record=8, **GOOD)
    assert found(build, stop(build), other) == ()


def test_the_depth_of_an_exon_denies_no_gain_of_it(build):
    gain = replace(build.loss(3), kind=EventKind.DUPLICATION, alt="<DUP:TANDEM>")
    assert found(build, gain, copy_ratios=(ratio(3, 1.0, 2),)) == ()


def test_two_copies_deny_no_gain_and_no_inversion(build):
    """Copies in all say nothing of a turned interval; of a gain its own record tells."""
    loss = build.loss(3)
    call = segment(build, loss.outer.start - 500, loss.outer.end + 500)
    for kind in (EventKind.INVERSION, EventKind.DUPLICATION):
        assert found(build, replace(loss, kind=kind, alt="<INV>"), call) == ()


@pytest.mark.parametrize("info", [{}, {"END": "x"}])
def test_a_count_without_bounds_denies_nothing(build, info):
    loss = build.loss(3)
    call = build.observation(
        loss.outer.start - 500,
        "N",
        "<CNV>",
        "./.",
        info=info,
        file=2,
        record=5,
        caller=Caller.DRAGEN_CNV,
        CN="2",
    )
    assert found(build, loss, call) == ()


def test_a_deletion_without_sure_bases_is_not_denied_by_a_segment(build):
    loss = build.loss(3)
    call = segment(build, loss.outer.start - 500, loss.outer.end + 500)
    assert codes(found(build, loss, call)) == [FindingCode.GENOTYPES_DISAGREE]
    assert found(build, replace(loss, inner=None), call) == ()


def parents_of_loss(build: Build, gt: str) -> dict[str, Any]:
    record = build.loss(3, file=3, gt=gt, DP="30", GQ="99").support[0].observation
    return {"mother": [record]}


@pytest.mark.parametrize(
    ("zygosity", "gt", "told"),
    [(HOM, "0/0", True), (HOM, "0/1", False), (HET, "0/0", False), (UNKNOWN, "0/0", False)],
)
def test_a_parent_of_a_child_without_the_exon_who_has_both(build, zygosity, gt, told):
    """Z26: a deletion of both copies comes from both parents."""
    given = found(build, build.loss(3, None, zygosity), **parents_of_loss(build, gt))
    assert (FindingCode.PARENT_WITHOUT_ALLELE in codes(given)) is told
    texts = [f.text for f in given if f.code is FindingCode.PARENT_WITHOUT_ALLELE]
    assert all("a new deletion" in text for text in texts)


def test_of_a_small_homozygote_an_inherited_deletion_is_suspected(build):
    event = stop(build, APPARENT, AD="0,30")
    (finding,) = found(build, event, **parents(build, "0/0"))
    assert "a deletion inherited from the mother" in finding.text


def test_a_homozygote_that_was_confirmed_is_no_lost_exon(build):
    """Only a deletion of both copies is; a confirmed small homozygote was held against them."""
    event = stop(build, HOM, AD="0,30")
    given = codes(found(build, event, **parents(build, "0/0")))
    assert FindingCode.PARENT_WITHOUT_ALLELE not in given


@pytest.mark.parametrize("zygosity", [HET, HOM])
def test_without_sure_bases_nothing_lies_inside(build, zygosity):
    loss = replace(build.loss(3, None, zygosity), inner=None)
    assert found(build, loss, inside(build, 3, 10), inside(build, 3, 20)) == ()


def test_what_the_deletion_rests_on_is_no_genotype_inside_it(build):
    """Its own record, with alleles written out as bases."""
    exon = build.gene.exons[2]
    ref = build.reference.fetch(exon.start + 10, exon.start + 40)
    own = build.observation(
        exon.start + 10, ref, ref[0], "1/1", record=4, **(GOOD | {"AD": "0,30"})
    )
    loss = build.loss(3, None, HOM)
    both = replace(loss, support=(*loss.support, Support(own, 1, HOM)))
    assert CODE not in codes(found(build, both))


@pytest.mark.parametrize(
    ("alts", "told"),
    [
        ("<NON_REF>", True),
        ("<*>", True),
        ("<DUP>", False),
        ("C,<NON_REF>", True),
        ("C,<DUP>", False),
    ],
)
def test_which_symbolic_alleles_are_of_bases(build, alts, told):
    """Every other base, in GATK's and in samtools' words; a structural allele is none."""
    place = build.gene.exons[2].start + 10
    ref = "G" if build.reference.base(place) != "G" else "A"
    fields = {"DP": "30", "GQ": "99"}
    record = build.observation(place, ref, alts, "0/0", record=3, **fields)
    assert codes(found(build, build.loss(3, None, HOM), record)) == [CODE] * told


def test_a_deletion_inside_a_deletion_is_no_heterozygote(build):
    within = build.loss(3, flank=20, record=2, **GOOD)
    assert FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION not in codes(
        found(build, build.loss(3), within)
    )


def told_twice(event: Event, **second: str) -> Event:
    """The event with a second record of another file, in other fields."""
    first = event.support[0]
    fields = {k: v for k, v in (first.observation.fields | second).items() if v}
    again = replace(first.observation, id="f9.r1", number=9, fields=fields)
    return replace(event, support=(first, replace(first, observation=again)))


def test_one_confident_record_of_a_heterozygote_inside_is_enough(build):
    event = told_twice(inside(build, 3), GQ="5")
    given = codes(found(build, build.loss(3), event))
    assert FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION in given


@pytest.mark.parametrize(("gt", "alts", "told"), [("0/1", "{},*", True), ("1/2", "{},*", False)])
def test_a_star_that_the_genotype_does_not_have_is_not_its_other_allele(build, gt, alts, told):
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    first = next(b for b in "ACG" if b != ref)
    fields = GOOD | {"AD": "15,15,0" if gt == "0/1" else "0,15,15"}
    event = build.small(build.observation(place, ref, alts.format(first), gt, **fields))
    assert bool(found(build, build.loss(3), event)) is told


def test_every_record_must_have_the_star(build):
    """One file writes the star, the other a plain heterozygote."""
    place = build.gene.exons[2].start + 10
    ref = build.reference.base(place)
    first = next(b for b in "ACG" if b != ref)
    with_star = build.observation(
        place, ref, f"{first},*", "1/2", record=1, **(GOOD | {"AD": "0,15,15"})
    )
    plain = build.observation(place, ref, first, "0/1", record=2, file=2, **GOOD)
    event = build.small(with_star, HET, plain)
    given = codes(found(build, build.loss(3), event))
    assert FindingCode.ONE_HETEROZYGOTE_INSIDE_DELETION in given


def test_any_row_that_shares_a_phase_set_tells_the_deleted_copy(build):
    loss = build.loss(3, gt="0|1", PS="7")
    event = inside(build, 3, gt="0|1", PS="7")
    unphased = replace(event.support[0].observation, id="f9.r1", number=9, fields={"GT": "0/1"})
    both = replace(event, support=(replace(event.support[0], observation=unphased), *event.support))
    assert FindingCode.ALLELE_ON_DELETED_COPY in codes(found(build, loss, both))


def test_at_most_five_heterozygotes_are_named_in_words(build):
    inner = [inside(build, 3, 10 * n) for n in range(1, 8)]
    (finding,) = [
        f
        for f in found(build, build.loss(3), *inner)
        if f.code is FindingCode.HETEROZYGOTES_INSIDE_DELETION
    ]
    assert sum(e.id in finding.text for e in inner) == 5
    assert len(finding.about) == 8


def test_a_depth_that_overrides_the_genotype_of_a_deletion_is_told_as_such(build):
    """Rules 2.4: one file's genotype says one copy is lost, the depth of the exon says both."""
    loss = build.loss(3, None, HOM)
    own = loss.support[0]
    here = loss.outer
    call = DepthCall(3, 1, "d.bed", (3,), 0, 0.0, 0.05, here, here)
    by_genotype = replace(own, zygosity=HET, source_fields=(COPIES_BY_GENOTYPE,))
    by_depth = replace(own, depth_call=call)
    both = replace(loss, support=(by_genotype, by_depth))
    assert codes(found(build, both)) == [FindingCode.DEPTH_OVERRIDES_GT]
