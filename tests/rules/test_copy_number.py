"""Copies that a structural record leaves, by GT, copy number and depth: this, and just not this.

Expected values: clinical rules 2.4 (decision from CN, GT and depth ratio; limits of the ratio) and
2.1 (Z14 to Z17); the fields of each caller: rules 2.5.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.events.copy_number import (
    copies_counted,
    copies_unreadable,
    copy_number,
    denied_gain,
    gain_support,
    is_half_lost,
    loss_support,
    shows_unsaid_loss,
)
from osteo_annot.events.model import Support, Zygosity
from osteo_annot.events.source_fields import (
    COPIES_BY_GENOTYPE,
    Quantity,
    RecordField,
    SourceFields,
)
from osteo_annot.findings import FindingCode
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.depth_calls import DepthCall
from tests.builders import Build

BUILD = Build(Assembly.GRCH38)
HOM, HET = Zygosity.HOMOZYGOUS, Zygosity.HETEROZYGOUS
UNKNOWN, HALF = Zygosity.UNKNOWN, Zygosity.HALF_CALL
MOSAIC = Zygosity.MOSAIC_OR_ARTEFACT


def record(gt: str | None = "0/1", alt: str = "<DEL>", **more: Any) -> Observation:
    """A structural record over exon 3 by a caller of junctions, unless another is named."""
    exon = BUILD.gene.exons[2]
    size = more.pop("size", 2_000)
    info = {"END": str(exon.start + size)} | more.pop("info", {})
    caller = more.pop("caller", Caller.MANTA)
    return BUILD.observation(exon.start, "N", alt, gt, info=info, caller=caller, **more)


def copies_of(found: Support | None) -> Zygosity | None:
    """The zygosity that is told; None only where nothing is."""
    assert found is None or found.zygosity is not None
    return found.zygosity if found else None


# --- the count -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("0", 0),
        ("1", 1),
        ("2", 2),
        ("3", 3),
        ("1.0", 1),
        ("1.09", 1),
        ("0.91", 1),
        ("1.11", None),
        ("0.89", None),
        ("1.5", None),
        ("-1", None),
        ("9", 9),
        ("10", None),
        ("999", None),
        (".", None),
        ("NaN", None),
        ("two", None),
        ("", None),
    ],
)
def test_a_copy_number_is_a_whole_number_within_a_tenth(text, copies):
    assert copy_number(record(CN=text)) == copies


def test_no_copy_number_where_there_is_no_field():
    assert copy_number(record()) is None


def test_which_field_is_asked_is_the_callers():
    """DELLY's junctions count no copies: beside a genotype no count is asked (rules 2.5)."""
    for gt, asked in (("0/1", None), ("0/0", None), ("./.", 1), (None, 1)):
        assert copy_number(record(gt, CN="1", caller=Caller.DELLY)) == asked
        assert copy_number(record(gt, RDCN="1", caller=Caller.DELLY)) == asked
    assert copy_number(record("0/1", RDCN="1", caller=Caller.DELLY_CNV)) == 1
    assert copy_number(record("0/1", RDCN="1")) is None


def test_the_next_field_is_asked_where_the_first_tells_nothing():
    for first in (".", "1.5", "-1", "99"):
        assert copy_number(record(CN=first, RDCN="1", caller=Caller.DELLY_CNV)) == 1
    assert copy_number(record(CN="0", RDCN="1", caller=Caller.DELLY_CNV)) == 0


@pytest.mark.parametrize(
    ("fields", "unreadable"),
    [
        ({"CN": "-1"}, True),
        ({"CN": "10"}, True),
        ({"CN": "9"}, False),
        ({"CN": "0"}, False),
        ({"CN": "x"}, True),
        ({"CN": "inf"}, True),
        ({"CN": "."}, False),
        ({"CN": ""}, False),
        ({}, False),
    ],
)
def test_a_number_that_is_no_count_of_copies(fields, unreadable):
    assert copies_unreadable(record(**fields)) is unreadable


@pytest.mark.parametrize(("rdcn", "unreadable"), [("-1", False), ("-2", True), ("2", False)])
def test_delly_writes_minus_one_where_it_did_not_count(rdcn, unreadable):
    assert copies_unreadable(record(caller=Caller.DELLY_CNV, RDCN=rdcn)) is unreadable


@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ({"CN": "2", "MCN": "0"}, True),
        ({"CN": "2", "CN2": "0"}, True),
        ({"CN": "3", "MCC": "3"}, True),
        ({"CN": "2", "MCC": "1"}, False),
        ({"CN": "2", "MCN": "1"}, False),
        ({"CN": "1", "MCN": "0"}, False),
        ({"CN": "1", "MCC": "1"}, False),
        ({"MCN": "0"}, False),
        ({"CN": "2"}, False),
    ],
)
def test_copy_neutral_loss_needs_two_copies_of_one_allele(fields, lost):
    assert is_half_lost(record(**fields)) is lost


# --- a loss: genotype and count --------------------------------------------------------------

GT_ONLY = [
    ("0/1", HET),
    ("1|0", HET),
    ("1/1", HOM),
    ("./1", HALF),
    ("1", UNKNOWN),
    ("0/0", None),
    ("0", None),
    ("./.", None),
    (None, UNKNOWN),
    ("0/0/1", UNKNOWN),
]


@pytest.mark.parametrize(("gt", "expected"), GT_ONLY)
def test_a_loss_by_genotype_alone(gt, expected):
    found = loss_support(record(gt), 1)
    assert copies_of(found) is expected


GT_AND_CN = [
    ("0/1", "1", HET, ()),
    ("1/1", "0", HOM, ()),
    ("1/1", "1", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("0/1", "0", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("0/1", "2", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("1/1", "2", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("0/0", "1", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("0/0", "0", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("0/0", "2", None, ()),
    ("./1", "1", HET, ()),
    ("./1", "0", HOM, ()),
    ("./1", "2", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("1", "1", HET, ()),
    ("1", "0", HOM, ()),
    ("1", "2", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ("./.", "0", HOM, ()),
    ("./.", "1", HET, ()),
    ("./.", "2", None, ()),
    (None, "1", HET, ()),
    (None, "0", HOM, ()),
    (None, "2", None, ()),
]


@pytest.mark.parametrize(("gt", "cn", "expected", "notes"), GT_AND_CN)
def test_a_loss_by_genotype_and_copy_number(gt, cn, expected, notes):
    found = loss_support(record(gt, CN=cn), 1)
    assert copies_of(found) is expected
    assert (found.notes if found else ()) == tuple(map(FindingCode, notes))


@pytest.mark.parametrize(
    ("alts", "gt", "allele", "cn", "expected"),
    [
        ("<DEL>,<DUP>", "1/2", 1, "1", HET),
        ("<DEL>,<DUP>", "1/2", 1, "2", UNKNOWN),
        ("<CN0>,<CN2>", "0/1", 1, "1", HET),
        ("<DEL>,<DEL:ME>", "1/2", 1, "0", HET),
        ("<DEL>,<DEL:ME>", "1/2", 1, "1", HET),
        ("<DEL>,<DEL:ME>", "1/1", 1, "0", HOM),
        ("<DEL>,<DUP>", "0/2", 1, "3", None),
    ],
)
def test_several_alleles_count_together(alts, gt, allele, cn, expected):
    """Two losses of one copy each leave none, though each alone is heterozygous."""
    found = loss_support(record(gt, alts, CN=cn), allele)
    assert copies_of(found) is expected


@pytest.mark.parametrize(
    ("caller", "gt", "expected"),
    [
        (Caller.GRIDSS, "./.", UNKNOWN),
        (Caller.GRIDSS, None, UNKNOWN),
        (Caller.TIDDIT, "1/1", UNKNOWN),
        (Caller.TIDDIT, "0/1", UNKNOWN),
        (Caller.TIDDIT, "0/0", None),
        (Caller.MANTA, "./.", None),
    ],
)
def test_what_a_genotype_means_is_the_callers(caller, gt, expected):
    """GRIDSS fills no GT: its record is there; TIDDIT's GT tells presence only (rules 2.5)."""
    found = loss_support(record(gt, caller=caller), 1)
    assert copies_of(found) is expected


# --- a loss: depth ---------------------------------------------------------------------------


def fold(ratio: float | str, gt: str | None = "0/1", **more: Any) -> Support | None:
    """A loss with duphold's ratio to the flanks."""
    return loss_support(record(gt, DHFFC=str(ratio), **more), 1)


@pytest.mark.parametrize(
    ("gt", "ratio", "expected", "note", "confirms"),
    [
        ("0/1", "0.5", HET, None, True),
        ("0/1", "0.30", HET, None, True),
        ("0/1", "0.69", HET, None, True),
        ("0/1", "0.70", HET, "DELETION_WITHOUT_DEPTH_LOSS", False),
        ("0/1", "1.0", HET, "DELETION_WITHOUT_DEPTH_LOSS", False),
        ("0/1", "0.29", HET, "DEPTH_BETWEEN_COPIES", False),
        ("0/1", "0.16", HET, "DEPTH_BETWEEN_COPIES", False),
        ("0/1", "0.15", HOM, "DEPTH_OVERRIDES_GT", False),
        ("0/1", "0", HOM, "DEPTH_OVERRIDES_GT", False),
        ("1/1", "0.1", HOM, None, True),
        ("1/1", "0.5", HET, "DEPTH_OVERRIDES_GT", False),
        ("1/1", "0.9", HOM, "DELETION_WITHOUT_DEPTH_LOSS", False),
        ("./1", "0.5", HET, None, True),
        ("./1", "0.1", HOM, None, True),
        ("1", "0.5", HET, None, True),
    ],
)
def test_the_depth_against_a_genotype(gt, ratio, expected, note, confirms):
    found = fold(ratio, gt)
    assert found is not None
    assert found.zygosity is expected
    assert found.notes == ((FindingCode(note),) if note else ())
    assert found.depth_confirms is confirms
    assert found.ratio == pytest.approx(float(ratio))


@pytest.mark.parametrize(
    ("cn", "ratio", "expected", "note"),
    [
        ("1", "0.5", HET, None),
        ("0", "0.1", HOM, None),
        ("1", "0.1", UNKNOWN, "DEPTH_CONTRADICTS_CN"),
        ("0", "0.5", UNKNOWN, "DEPTH_CONTRADICTS_CN"),
        ("0", "0.8", HOM, "DELETION_WITHOUT_DEPTH_LOSS"),
    ],
)
def test_the_depth_against_a_copy_number(cn, ratio, expected, note):
    """A count of copies is depth too: two depths that differ leave the copies unknown."""
    found = fold(ratio, "./.", CN=cn)
    assert found is not None
    assert (found.zygosity, found.notes) == (expected, (FindingCode(note),) if note else ())
    assert found.depth_confirms is (note is None)


def test_a_depth_of_the_call_itself_confirms_nothing():
    """DRAGEN's SM is what the call was made of; duphold's DHFFC was measured apart from it."""
    own = loss_support(record("0/1", caller=Caller.DRAGEN_CNV, SM="0.5"), 1)
    assert own is not None
    assert own.ratio == pytest.approx(0.5)
    assert not own.depth_confirms


def test_without_a_depth_there_is_no_ratio():
    found = loss_support(record("0/1"), 1)
    assert found is not None
    assert (found.ratio, found.depth_confirms) == (None, False)


def test_fields_that_decided_are_named():
    by_gt, by_cn = loss_support(record("0/1"), 1), loss_support(record("./.", CN="1"), 1)
    both = loss_support(record("1/1", CN="1"), 1)
    texts = [str(s.source_fields[0]) for s in (by_gt, by_cn, both) if s]
    assert len(set(texts)) == 3


# --- a reference call over a loss of depth ---------------------------------------------------


@pytest.mark.parametrize(
    ("gt", "ratio", "size", "alt", "unsaid"),
    [
        ("0/0", "0.5", 2_000, "<DEL>", True),
        ("0/0", "0.7", 2_000, "<DEL>", True),
        ("0/0", "0.71", 2_000, "<DEL>", False),
        ("0/0", "1.0", 2_000, "<DEL>", False),
        ("0/0", "0.5", 1_000, "<DEL>", True),
        ("0/0", "0.5", 999, "<DEL>", False),
        ("0/1", "0.5", 2_000, "<DEL>", False),
        ("./.", "0.5", 2_000, "<DEL>", False),
        ("0/0", "0.5", 2_000, "<DUP>", False),
        ("0/0", ".", 2_000, "<DEL>", False),
    ],
)
def test_a_reference_call_whose_depth_is_that_of_a_loss(gt, ratio, size, alt, unsaid):
    assert shows_unsaid_loss(record(gt, alt, DHFFC=ratio, size=size)) is unsaid


def test_its_length_is_told_by_svlen_too():
    given = {"info": {"END": "1", "SVLEN": "-1500"}, "DHFFC": "0.5"}
    assert shows_unsaid_loss(record("0/0", **given))


# --- a gain ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gt", "cn", "expected", "note"),
    [
        ("0/1", None, HET, None),
        ("1/1", None, Zygosity.APPARENT_HOMOZYGOUS, None),
        ("0/0", None, None, None),
        ("./.", None, None, None),
        (None, None, UNKNOWN, None),
        ("./1", None, UNKNOWN, None),
        ("0/1", "3", HET, None),
        ("1/1", "4", Zygosity.APPARENT_HOMOZYGOUS, None),
        ("./.", "3", HET, None),
        ("./.", "4", UNKNOWN, None),
        ("./.", "2", None, None),
        ("./.", "1", None, None),
        (None, "3", HET, None),
        ("./1", "3", HET, None),
        ("0/1", "2", UNKNOWN, "CN_CONTRADICTS_GT"),
        ("1/1", "2", UNKNOWN, "CN_CONTRADICTS_GT"),
        ("./1", "2", None, None),
    ],
)
def test_a_gain(gt, cn, expected, note):
    """Three copies are one gain; four are one on each copy or two on one (rules 1.1.4)."""
    fields = {} if cn is None else {"CN": cn}
    found = gain_support(record(gt, "<DUP>", **fields), 1, tandem=True)
    assert copies_of(found) is expected
    assert (found.notes if found else ()) == ((FindingCode(note),) if note else ())


def test_a_caller_that_counts_the_changed_copy_only_is_not_asked_for_gains():
    """CNVnator's CN of a gain is that of the changed copy (rules 2.5)."""
    found = gain_support(record("0/1", "<DUP>", CN="2", caller=Caller.CNVNATOR), 1, tandem=False)
    assert found is not None
    assert found.zygosity is HET


def test_where_genotypes_tell_presence_the_copies_of_a_gain_stay_unknown():
    found = gain_support(record("0/1", "<DUP>", caller=Caller.TIDDIT), 1, tandem=True)
    assert found is not None
    assert (found.zygosity, found.tandem) == (UNKNOWN, True)


def test_a_gain_told_by_copy_number_alone():
    found = gain_support(record("0/1", "<CNV>", CN="3"), 0, tandem=False)
    assert found is not None
    assert (found.zygosity, found.allele, found.tandem) == (HET, 0, False)


@pytest.mark.parametrize(("cn", "counted"), [("1", 1), ("x", None)])
def test_copies_counted_by_a_support(cn, counted):
    support = Support(record("0/1", CN=cn), 1, HET)
    assert copies_counted(support) == counted


# --- what is counted, and by what ------------------------------------------------------------


@pytest.mark.parametrize(
    ("alts", "copies"),
    [("<CNV:TR>", None), ("<cnv:tr>", None), ("<CNV:TR>,<DEL>", 1), ("<CNV>", 1), (".", 1)],
)
def test_units_of_a_tandem_repeat_are_no_copies(alts, copies):
    """VCF 4.4: CN of <CNV:TR> counts units of the repeat."""
    assert copy_number(record("0/1", alts, CN="1")) == copies


@pytest.mark.parametrize(("text", "copies"), [("-0.05", None), ("8.95", 9)])
def test_how_far_from_whole_a_count_may_lie(text, copies):
    assert copy_number(record(CN=text)) == copies


@pytest.mark.parametrize(("copies", "cn"), [(0, "2"), (1, "2"), (2, "1")])
def test_a_depth_call_counts_by_its_own_depth(copies, cn):
    """The record only carries it; what was measured counts."""
    here = Interval(1, 100)
    call = DepthCall(3, 1, "d.bed", (1,), copies, copies / 2, 0.05, here, here)
    assert copies_counted(Support(record(CN=cn), 1, HET, depth_call=call)) == copies


@pytest.mark.parametrize(
    ("fields", "unreadable"),
    [
        ({"CN": "-1"}, True),
        ({"CN": "2", "RDCN": "-1"}, False),
        ({"CN": "2", "RDCN": "x"}, True),
        ({"CN": ".", "RDCN": "99"}, True),
    ],
)
def test_every_field_of_the_caller_is_read(fields, unreadable):
    """Minus one is DELLY's word for "not counted" in RDCN only."""
    assert copies_unreadable(record(caller=Caller.DELLY_CNV, **fields)) is unreadable


@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ({"CN": "2", "MCC": "2"}, True),
        ({"CN": "4", "MCC": "3"}, False),
        ({"CN": "2", "MCN": "0", "MCC": "1"}, True),
        ({"CN": "2", "CN2": "1", "MCN": "1"}, False),
        ({"CN": "0", "MCN": "0"}, False),
    ],
)
def test_loss_of_heterozygosity_by_any_of_the_fields(fields, lost):
    assert is_half_lost(record(**fields)) is lost


@pytest.mark.parametrize(
    ("gt", "cn", "expected", "notes"),
    [
        ("./.", "3", UNKNOWN, ("CN_CONTRADICTS_ALT",)),
        (None, "4", UNKNOWN, ("CN_CONTRADICTS_ALT",)),
        ("0/0", "3", None, ()),
        ("0/1", "3", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ],
)
def test_a_loss_that_counts_a_gain(gt, cn, expected, notes):
    """Clinical rules 2.4: a deletion record of three copies contradicts itself."""
    found = loss_support(record(gt, CN=cn), 1)
    assert copies_of(found) is expected
    assert (found.notes if found else ()) == tuple(map(FindingCode, notes))


def test_of_several_samples_the_count_may_be_of_one_without_the_loss():
    """A record of a cohort stands there for others: three copies of this one are no loss."""
    own = record("./.", CN="3")
    cohort = replace(own, row=replace(own.row, samples=(*own.row.samples, "0/1:1")))
    assert loss_support(cohort, 1) is None


@pytest.mark.parametrize(
    ("alts", "gt", "cn", "expected", "notes"),
    [
        ("<DEL>,<DEL:ME>", "1|2", "0", HET, ()),
        ("<DEL>,<DEL:ME>", "./1", "0", HOM, ()),
        ("<DEL>,<DEL:ME>", "./1", "1", HET, ()),
        ("<del>,<dup>", "1/2", "1", HET, ()),
        ("<DUP>,<DEL>", "2/2", "0", HOM, ()),
        ("<DUP>,<DEL>", "1/2", "3", UNKNOWN, ("CN_CONTRADICTS_GT",)),
    ],
)
def test_losses_among_several_alleles(alts, gt, cn, expected, notes):
    allele = 2 if alts.upper().startswith("<DUP>") else 1
    found = loss_support(record(gt, alts, CN=cn), allele)
    assert found is not None
    assert found.zygosity is expected
    assert found.notes == tuple(map(FindingCode, notes))


def test_what_a_support_of_a_loss_names():
    """The fields that decided, the depth after them, and what kind of evidence the record is."""
    by_gt = loss_support(record("0/1", DHFFC="0.5"), 1)
    by_cn = loss_support(record("./.", CN="1", DHFFC="0.5"), 1)
    both = loss_support(record("1/1", CN="1"), 1)
    assert by_gt
    assert by_cn
    assert both
    assert by_gt.source_fields == (COPIES_BY_GENOTYPE, SourceFields(Quantity.DEPTH, ("DHFFC",)))
    assert by_cn.source_fields[0] == SourceFields(Quantity.COPIES, (RecordField.CN,))
    assert both.source_fields == (SourceFields(Quantity.COPIES, (RecordField.GT, RecordField.CN)),)
    assert by_cn.depth_confirms
    agreed = loss_support(record("0/1", CN="1"), 1)
    assert agreed
    assert agreed.source_fields == (SourceFields(Quantity.COPIES, (RecordField.CN,)),)


@pytest.mark.parametrize(
    ("caller", "gt", "expected"),
    [
        (Caller.GRIDSS, "0/1", HET),
        (Caller.GRIDSS, "1/1", HOM),
        (Caller.TIDDIT, None, UNKNOWN),
        (Caller.TIDDIT, "./1", UNKNOWN),
        (Caller.MANTA, "1", UNKNOWN),
    ],
)
def test_genotypes_of_callers_that_fill_them_in_their_own_way(caller, gt, expected):
    found = loss_support(record(gt, caller=caller), 1)
    assert copies_of(found) is expected


@pytest.mark.parametrize(
    ("info", "alt", "unsaid"),
    [
        ({"END": "1", "SVLEN": "-1000"}, "<DEL>", True),
        ({"END": "1", "SVLEN": "-999"}, "<DEL>", False),
        ({"END": "1", "SVLEN": "1000"}, "<DEL>", True),
        ({"END": ".", "SVLEN": "."}, "<DEL>", False),
        ({"END": "1", "SVLEN": "-1500,-20"}, "<DEL>", True),
        ({"END": "1", "SVLEN": "-20,-1500"}, "<DEL>", False),
        ({}, "<CN0>", True),
        ({}, "<del>", True),
    ],
)
def test_length_of_a_loss_called_as_reference(info, alt, unsaid):
    assert shows_unsaid_loss(record("0/0", alt, info=info, DHFFC="0.5")) is unsaid


# --- gains -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "denied"),
    [("0.5", True), ("0.70", True), ("0.71", False), ("1.5", False), ("0", True)],
)
def test_a_gain_over_which_the_depth_is_that_of_a_loss(ratio, denied):
    """Neither kind nor copies are known then (rules 2.4)."""
    found = denied_gain(record("0/1", "<DUP>", DHFFC=ratio), 1)
    assert (found is not None) is denied
    if found is not None:
        assert (found.zygosity, found.notes) == (UNKNOWN, (FindingCode.DEPTH_CONTRADICTS_GAIN,))
        assert found.ratio == pytest.approx(float(ratio))
        assert found.source_fields == (SourceFields(Quantity.DEPTH, ("DHFFC",)),)


def test_without_a_depth_no_gain_is_denied():
    assert denied_gain(record("0/1", "<DUP>"), 1) is None


def test_the_depth_over_a_gain_is_handed_on():
    found, bare = (
        gain_support(record("0/1", "<DUP>", **fields), 1, tandem=True)
        for fields in ({"DHFFC": "1.5"}, {})
    )
    assert found
    assert bare
    assert (found.ratio, bare.ratio) == (pytest.approx(1.5), None)


@pytest.mark.parametrize(
    ("gt", "cn", "by_count"), [("0/1", "3", False), ("./.", "3", True), ("0/1", None, False)]
)
def test_what_told_the_copies_of_a_gain(gt, cn, by_count):
    fields = {} if cn is None else {"CN": cn}
    found = gain_support(record(gt, "<DUP>", **fields), 1, tandem=False)
    counted = SourceFields(Quantity.COPIES, (RecordField.CN,))
    assert found
    assert found.source_fields == ((counted if by_count else COPIES_BY_GENOTYPE),)


@pytest.mark.parametrize(
    ("cn", "expected"), [(None, None), ("2", None), ("3", HET), ("5", UNKNOWN)]
)
def test_a_count_without_an_allele(cn, expected):
    fields = {} if cn is None else {"CN": cn}
    found = gain_support(record("./.", "<CNV>", **fields), 0, tandem=False)
    assert copies_of(found) is expected


@pytest.mark.parametrize("cn", [None, "2", "3"])
def test_a_gain_of_few_cells_stays_one(cn):
    """Few reads of many: a copy number of two is what it would be (rules 2.1, Z13)."""
    fields = {} if cn is None else {"CN": cn}
    found = gain_support(record("0/1", "<DUP>", AD="95,5", DP="100", **fields), 1, tandem=True)
    assert found is not None
    assert found.zygosity is MOSAIC


@pytest.mark.parametrize(
    ("gt", "cn", "expected"), [("1/1", "2", UNKNOWN), ("0/1", "1", UNKNOWN), ("0/1", "0", UNKNOWN)]
)
def test_a_gain_that_its_own_count_denies_names_both_fields(gt, cn, expected):
    found = gain_support(record(gt, "<DUP>", CN=cn), 1, tandem=True)
    assert found
    assert found.zygosity is expected
    assert found.source_fields == (SourceFields(Quantity.COPIES, (RecordField.GT, RecordField.CN)),)


@pytest.mark.parametrize("cn", ["2", "3", None])
def test_presence_beside_a_count(cn):
    """TIDDIT's GT tells presence only: its count, where it has one, tells the copies."""
    fields = {} if cn is None else {"CN": cn}
    found = gain_support(record("0/1", "<DUP>", caller=Caller.TIDDIT, **fields), 1, tandem=False)
    expected = {"2": None, "3": HET, None: UNKNOWN}[cn]
    assert copies_of(found) is expected


def test_the_reference_allele_is_no_gain():
    """A record that names no allele of its own tells by its count only."""
    assert gain_support(record("0/1", "<CNV>"), 0, tandem=False) is None
