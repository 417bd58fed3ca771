"""What confirms that a homozygote is there on two copies: this, and just not this.

Expected values: clinical rules 0 (2), 2.2 (BIALLELIC_HOM_SMALL), 2.1 (Z1, Z3), fixture F02;
``earned-claims`` 5 (a carrying parent needs depth and quality) and 8 (heterozygotes alone exclude
no dropped allele).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.confirm import Confirmation, confirmations, records_of
from osteo_annot.copies.parents import with_calls
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.depth_calls import DepthCall
from osteo_annot.measured.exon_ratio import DepthBasis, ExonRatio
from tests.builders import Build

SURE = {"AD": "0,30", "DP": "30", "GQ": "99"}
HET_READS = {"AD": "15,15", "DP": "30", "GQ": "99"}
PARENTS, BY_GENOTYPE = Confirmation.PARENTS, Confirmation.PARENTS_BY_GENOTYPE
COPIES, HETS = Confirmation.COPY_NUMBER, Confirmation.HETEROZYGOTES


def stop(build: Build, zygosity: Zygosity = Zygosity.APPARENT_HOMOZYGOUS, **more: Any) -> Event:
    """c.75G>A, called on both copies with confidence."""
    return build.substitution(75, "A", zygosity, **(SURE | more))


def found(
    build: Build, event: Event, *others: Event | Observation, **more: Any
) -> tuple[Confirmation, ...]:
    """What confirms the event beside other events and records."""
    person = build.person(event, *others, **more)
    events = [event, *(o for o in others if isinstance(o, Event))]
    person = with_calls(person, events, build.gene, build.reference)
    records = records_of(person.observations, events)
    return confirmations(event, person, build.gene, records)


def parent(build: Build, gt: str = "0/1", **more: str) -> list[Observation]:
    reads = {"0/0": "30,0", "0/1": "15,15", "1/1": "0,30", "./.": "0,0"}[gt]
    return [build.at_c(75, "A", gt, **(HET_READS | {"AD": reads} | more))]


def segment(
    build: Build, cn: str = "2", *, start: int = 0, end: int = 0, **more: Any
) -> Observation:
    """A segment of two copies over the gene by a caller that rests on depth."""
    info = {"END": str(build.gene.end + 5_000 + end)}
    caller = more.pop("caller", Caller.DRAGEN_CNV)
    return build.observation(
        build.gene.start - 5_000 + start,
        "N",
        ".",
        "./.",
        info=info,
        caller=caller,
        record=9,
        file=2,
        CN=cn,
        **more,
    )


def test_alone_nothing_confirms(build):
    assert found(build, stop(build)) == ()


# --- parents ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mother", "father", "expected"),
    [
        ("0/1", "0/1", (PARENTS,)),
        ("1/1", "0/1", (PARENTS,)),
        ("0/1", "0/0", ()),
        ("0/0", "0/1", ()),
        ("0/0", "0/0", ()),
        ("0/1", "./.", ()),
        ("0/1", None, ()),
    ],
)
def test_both_parents_carry(build, mother, father, expected):
    parents = {"mother": parent(build, mother)}
    if father:
        parents["father"] = parent(build, father)
    assert found(build, stop(build), **parents) == expected


@pytest.mark.parametrize("absent", [("DP", "AD"), ("GQ",), ("DP", "GQ", "AD")])
def test_parents_without_depth_and_quality_confirm_by_genotype_only(build, absent):
    """Less information never makes an answer more certain (earned-claims 5)."""
    weak = parent(build)[0]
    fields = {k: v for k, v in weak.fields.items() if k not in (*absent, "GT")}
    bare = [build.at_c(75, "A", "0/1", **fields)]
    confirmed = found(build, stop(build), mother=bare, father=parent(build))
    assert confirmed in {(BY_GENOTYPE,), ()}
    assert PARENTS not in confirmed


@pytest.mark.parametrize(
    "weak", [{"GQ": "5"}, {"DP": "2", "AD": "1,1"}, {"AD": "29,1", "DP": "30"}]
)
def test_a_weak_call_of_a_parent_proves_nothing(build, weak):
    confirmed = found(build, stop(build), mother=parent(build, **weak), father=parent(build))
    assert confirmed == ()


# --- copies ----------------------------------------------------------------------------------


def test_two_copies_by_a_segment_of_depth(build):
    assert found(build, stop(build), segment(build)) == (COPIES,)


@pytest.mark.parametrize("cn", ["1", "3", ".", "0"])
def test_another_number_of_copies_confirms_nothing(build, cn):
    assert found(build, stop(build), segment(build, cn)) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"filters": ("cnvQual",)},
        {"caller": Caller.MANTA},
        {"caller": Caller.UNKNOWN},
        {"end": -60_000},
        {"start": 60_000},
    ],
)
def test_a_segment_that_failed_or_rests_on_no_depth_or_lies_elsewhere(build, change):
    """Exon 1 is the upper end of the gene on the chromosome."""
    if change.get("start") == 60_000:
        change = {"start": build.gene.end - build.gene.start + 5_000}
    elif "end" in change:
        change = {"end": -(6_000 + 492)}
    assert COPIES not in found(build, stop(build), segment(build, **change))


def ratio(exon: int, value: float = 1.0, **more: Any) -> ExonRatio:
    usual = {"copies": 2, "no_call": None, "power": 1.0, "is_anchored": True, "is_even": True}
    given = usual | more
    return ExonRatio(
        exon,
        value,
        0.05,
        given.pop("copies"),
        given.pop("no_call"),
        given.pop("power"),
        DepthBasis.REFERENCES,
        20,
        **given,
    )


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ([ratio(1)], (COPIES,)),
        ([ratio(2)], ()),
        ([ratio(1, 0.5, copies=1)], ()),
        ([ratio(1, is_anchored=False)], ()),
        ([], ()),
    ],
)
def test_the_depth_of_the_exon_excludes_a_loss(build, ratios, expected):
    assert found(build, stop(build), copy_ratios=tuple(ratios)) == expected


@pytest.mark.parametrize(
    ("copies", "beside", "expected"), [(2, 0, (COPIES,)), (1, 0, ()), (2, 10_000, ())]
)
def test_a_depth_call_of_two_copies_over_the_place(build, copies, beside, expected):
    exon = build.gene.exons[0]
    here = Interval(exon.start - beside, exon.end - beside)
    call = DepthCall(3, 1, "d.bed", (1,), copies, copies / 2, 0.05, here, here)
    assert found(build, stop(build), depth_calls=(call,)) == expected


# --- heterozygotes ---------------------------------------------------------------------------


def het(build: Build, away: int, **more: Any) -> Event:
    """A confident heterozygote so many bases from the stop; positive is higher on the genome."""
    place = stop(build).outer.start + away
    ref = build.reference.base(place)
    ref = "A" if ref == "N" else ref
    alt = "C" if ref != "C" else "G"
    zygosity = more.pop("zygosity", Zygosity.HETEROZYGOUS)
    record = build.observation(place, ref, alt, "0/1", record=abs(away), **(HET_READS | more))
    return build.small(record, zygosity)


def test_heterozygotes_on_both_sides_confirm_where_a_loss_is_excluded_too(build):
    """Earned-claims 8: heterozygotes alone exclude no dropped allele."""
    beside = het(build, -100), het(build, 100)
    assert found(build, stop(build), *beside) == ()
    assert found(build, stop(build), *beside, segment(build)) == (COPIES, HETS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (-1_000, 1_000, True),
        (-1_001, 1_000, False),
        (-1_000, 1_001, False),
        (-100, -50, False),
        (100, 50, False),
        (-1, 1, True),
    ],
)
def test_close_on_both_sides(build, one, other, expected):
    confirmed = found(build, stop(build), het(build, one), het(build, other), segment(build))
    assert (HETS in confirmed) is expected


@pytest.mark.parametrize(
    "change",
    [
        {"filters": ("LowQual",)},
        {"GQ": "5"},
        {"DP": "3", "AD": "2,1"},
        {"zygosity": Zygosity.MOSAIC_OR_ARTEFACT},
        {"zygosity": Zygosity.APPARENT_HOMOZYGOUS},
    ],
)
def test_a_weak_heterozygote_shows_nothing(build, change):
    confirmed = found(
        build, stop(build), het(build, -100, **change), het(build, 100), segment(build)
    )
    assert confirmed == (COPIES,)


# --- when nothing is believed ----------------------------------------------------------------


@pytest.mark.parametrize("zygosity", [z for z in Zygosity if z is not Zygosity.APPARENT_HOMOZYGOUS])
def test_only_an_apparent_homozygote_is_asked(build, zygosity):
    assert found(build, stop(build, zygosity), segment(build)) == ()


def test_a_deletion_is_not_confirmed_so(build):
    loss = build.loss(2, None, Zygosity.APPARENT_HOMOZYGOUS)
    assert found(build, loss, segment(build)) == ()


@pytest.mark.parametrize("weak", [{"GQ": "5"}, {"DP": "3", "AD": "0,3"}])
def test_a_weak_call_is_not_believed(build, weak):
    event = stop(build, **weak)
    parents = {"mother": parent(build), "father": parent(build)}
    assert found(build, event, segment(build), **parents) == ()


def test_one_good_record_of_two_is_enough(build):
    weak = build.at_c(75, "A", "1/1", **(SURE | {"GQ": "5"}), file=3, record=1)
    good = build.at_c(75, "A", "1/1", **SURE, record=2)
    event = build.small(good, Zygosity.APPARENT_HOMOZYGOUS, weak)
    assert found(build, event, segment(build)) == (COPIES,)


@pytest.mark.parametrize(("reads", "expected"), [(22, (COPIES,)), (21, (COPIES,)), (20, ())])
def test_clearly_fewer_reads_than_other_records_of_the_file(build, reads, expected):
    """Z3: below seven tenths of the usual reads an allele may have dropped out."""
    event = stop(build, AD=f"0,{reads}", DP=str(reads))
    others = [het(build, n, AD="15,15") for n in (200, 210, 220)]
    assert found(build, event, segment(build), *others) == expected


def test_reads_of_another_file_are_not_compared(build):
    event = stop(build, AD="0,20", DP="20")
    others = [het(build, n, file=4) for n in (200, 210, 220)]
    assert found(build, event, segment(build), *others) == (COPIES,)


def test_reads_inside_a_deletion_are_not_compared(build):
    """Records under a called loss have fewer reads, or more, for another reason."""
    event = stop(build, AD="0,20", DP="20")
    loss = build.loss(4)
    exon = build.gene.exons[3]
    inside = [
        build.small(build.observation(exon.start + n, "A", "C", "0/1", record=n, **HET_READS))
        for n in range(3)
    ]
    assert found(build, event, segment(build), loss, *inside) == (COPIES,)
    assert found(build, event, segment(build), *inside) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"AD": "10,20"}, 30),
        ({"AD": "0,0", "DP": "12"}, 12),
        ({"DP": "12"}, 12),
        ({"MIN_DP": "9"}, 9),
        ({"DP": "0", "MIN_DP": "9"}, 9),
        ({"DP": "x"}, None),
        ({}, None),
    ],
)
def test_reads_of_a_record(build, fields, expected):
    """By AD, else DP, else MIN_DP; nothing is no number of reads."""
    record = build.at_c(75, "A", **fields)
    told = records_of([record], [])
    assert told.reads == ({} if expected is None else {record.id: expected})
    assert told.usual == ({} if expected is None else {1: [expected]})


# --- the borders -----------------------------------------------------------------------------


@pytest.mark.parametrize("gts", [("0/0", "0/1"), ("0/1", "0/0"), ("0/0", "0/0")])
def test_a_parent_without_it_outweighs_two_copies(build, gts):
    """A homozygote of which one parent has none is contradicted, whatever is counted (Z26)."""
    parents = {"mother": parent(build, gts[0]), "father": parent(build, gts[1])}
    assert found(build, stop(build), segment(build), **parents) == ()


def counted(build: Build, alt: str, info: dict[str, str], **more: Any) -> Observation:
    """A record of two copies that says by SVCLAIM on what each of its alleles rests (VCF 4.4)."""
    start = build.gene.start - 5_000
    return build.observation(
        start, "N", alt, "./.", info=info, record=9, file=2, version="VCFv4.4", CN="2", **more
    )


@pytest.mark.parametrize(
    ("alt", "claim", "expected"),
    [
        ("<CNV>", "D", (COPIES,)),
        ("<CNV>", "DJ", (COPIES,)),
        ("<CNV>", "J", ()),
        ("<DEL>,<DUP>", "D,J", (COPIES,)),
        ("<DEL>,<DUP>", "J,D", ()),
    ],
)
def test_what_a_record_of_two_copies_rests_on(build, alt, claim, expected):
    info = {"END": str(build.gene.end + 5_000), "SVCLAIM": claim}
    assert found(build, stop(build), counted(build, alt, info)) == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ({"SVLEN": "90000"}, (COPIES,)),
        ({"SVLEN": "10"}, ()),
        ({"SVLEN": "90000,10", "SVCLAIM": "D,D"}, (COPIES,)),
        ({"SVLEN": "10,90000", "SVCLAIM": "D,D"}, ()),
        ({}, ()),
        ({"SVLEN": "90000", "CIPOS": "-10,89000", "CIEND": "-89000,10", "IMPRECISE": ""}, ()),
    ],
)
def test_only_the_sure_part_of_a_record_counts(build, info, expected):
    """Without a length it has no bounds; with bounds that overlap it has no sure part."""
    alt = "<DEL>,<DUP>" if "," in info.get("SVCLAIM", "") else "<CNV>"
    record = counted(build, alt, {"SVCLAIM": "D"} | info)
    assert found(build, stop(build), record) == expected


def test_outside_the_exons_no_exon_excludes_a_loss(build):
    deep = build.at_c(402, "A", "1/1", offset=60, **SURE)
    event = build.small(deep, Zygosity.APPARENT_HOMOZYGOUS)
    assert found(build, event, copy_ratios=tuple(ratio(n) for n in range(1, 7))) == ()


def test_a_deletion_beside_it_is_no_heterozygote(build):
    place = stop(build).outer.start - 100
    record = build.observation(place, "N", "<DEL>", "0/1", record=5, file=6, **HET_READS)
    loss = build.deletion(place, place + 50, Zygosity.HETEROZYGOUS, record)
    confirmed = found(build, stop(build), loss, het(build, 100), segment(build))
    assert confirmed == (COPIES,)


def test_one_confident_record_of_a_heterozygote_is_enough(build):
    before = het(build, -100)
    weak = replace(before.support[0].observation, id="f8.r1", number=8, fields={"GT": "0/1"})
    both = replace(before, support=(*before.support, replace(before.support[0], observation=weak)))
    confirmed = found(build, stop(build), both, het(build, 100), segment(build))
    assert confirmed == (COPIES, HETS)


@pytest.mark.parametrize("other", [-100, 100])
def test_at_the_same_base_is_on_neither_side(build, other):
    confirmed = found(build, stop(build), het(build, 0), het(build, other), segment(build))
    assert confirmed == (COPIES,)


def test_a_record_without_reads_is_not_compared(build):
    bare = build.at_c(75, "A", "1/1", GQ="99")
    event = build.small(bare, Zygosity.APPARENT_HOMOZYGOUS)
    others = [het(build, n) for n in (200, 210, 220)]
    assert found(build, event, segment(build), *others) == (COPIES,)


def test_its_own_reads_are_none_of_the_others(build):
    """20 against the 30 of the one other record."""
    event = stop(build, AD="0,20", DP="20")
    assert found(build, event, segment(build), het(build, 200)) == ()


def test_one_read_is_a_number_of_reads(build):
    record = build.at_c(75, "A", DP="1")
    assert records_of([record], []).reads == {record.id: 1}
