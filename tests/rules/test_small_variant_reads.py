"""What reads say of a homozygous small variant: this, and just not this.

Expected values: reads.md 5 (reads of each allele by strand, markers linked on both sides, signs of
a dropped allele), earned claims 8 (reads that link marker and variant exclude a dropped allele; a
copy number does not), clinical rules Z3. Limits are the defaults of the product.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.confirm import Confirmation, confirmations, records_of
from osteo_annot.copies.contradictions import contradictions
from osteo_annot.copies.effect import effect_of
from osteo_annot.copies.events_by_reads import events_by_reads, reads_contradict
from osteo_annot.events.model import Event, EventSet, Zygosity
from osteo_annot.findings import FindingCode
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.alleles import Strands
from osteo_annot.measured.reads.dropout import DropoutSign
from osteo_annot.measured.reads.linked import LINKED_FRAGMENTS
from osteo_annot.measured.reads.locus_reads import Reads
from osteo_annot.measured.reads.read import Read
from osteo_annot.measured.reads.small_variant import (
    CopiesByReads,
    SmallVariantReads,
    homozygote_by_reads,
    small_variant_by_reads,
)
from tests.builders import Build
from tests.read_values import (
    Change,
    GivenReads,
    copy_of,
    fetched,
    long_reads,
    native,
    pairs,
    read_along,
    snv,
)

BEFORE, AFTER = -70, 80
"""Where the markers lie beside the variant."""


def place(build: Build) -> int:
    """c.75, deep inside exon 1."""
    return genomic_position(build.gene, 75)


def span(build: Build, reach: int = 600) -> Interval:
    return Interval(place(build) - reach, place(build) + reach)


def stop(build: Build) -> Change:
    """c.75G>A, which is C>T on the plus strand."""
    return Change(place(build), native(build, place(build)), "T")


def markers(build: Build, *beside: int) -> list[Change]:
    return [snv(build, place(build) + offset) for offset in beside]


def two_copies(build: Build, *beside: int, count: int = 60, second: bool = True) -> Reads:
    """Pairs of two copies with the stop, of which the first has the markers; or of one copy."""
    one = copy_of(build, span(build), stop(build), *markers(build, *beside))
    two = copy_of(build, span(build), stop(build))
    return fetched(build, pairs(one, "a", count), pairs(two, "b", count) if second else [])


def told(
    build: Build, reads: Reads, change: Change | None = None, **more: Any
) -> SmallVariantReads:
    change = change or stop(build)
    allele = Allele(change.position, change.ref, change.alt)
    return homozygote_by_reads(reads, allele, build.reference, build.gene, **more)


# --- two copies ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ((BEFORE, AFTER), CopiesByReads.TWO_COPIES),
        ((BEFORE, BEFORE - 20, AFTER), CopiesByReads.TWO_COPIES),
        ((-220, 230), CopiesByReads.TWO_COPIES),
        ((BEFORE,), CopiesByReads.ONE_SIDE),
        ((AFTER,), CopiesByReads.ONE_SIDE),
        ((BEFORE, BEFORE - 20), CopiesByReads.ONE_SIDE),
        ((), CopiesByReads.NO_MARKER),
        ((-450, 450), CopiesByReads.NO_MARKER),
        ((3, -4), CopiesByReads.NO_MARKER),
    ],
)
def test_markers_on_both_sides_show_two_copies(build, beside, expected):
    """On one side only they do not; out of reach, or at the variant itself, there are none."""
    assert told(build, two_copies(build, *beside)).copies is expected


def test_one_copy_shows_no_marker_whatever_lies_on_it(build):
    """A dropped allele, and a deletion on the other copy: every read is of one copy."""
    reads = two_copies(build, BEFORE, AFTER, count=120, second=False)
    found = told(build, reads)
    assert found.copies is CopiesByReads.NO_MARKER
    assert found.counts.alt.total > 20


def test_a_heterozygote_with_markers_is_no_homozygote(build):
    one = copy_of(build, span(build), stop(build), *markers(build, BEFORE, AFTER))
    two = copy_of(build, span(build))
    reads = fetched(build, pairs(one, "a", 60), pairs(two, "b", 60))
    assert told(build, reads).copies is CopiesByReads.REFERENCE_SHOWN


@pytest.mark.parametrize(
    ("foreign", "expected"),
    [(8, CopiesByReads.FEW_LINKS), (16, CopiesByReads.FEW_LINKS), (60, CopiesByReads.TWO_COPIES)],
)
def test_a_few_foreign_reads_are_no_second_copy(build, foreign, expected):
    """Another person with the stop and the markers, in 12 and 21 % of the reads; a copy in half."""
    own = copy_of(build, span(build), stop(build))
    other = copy_of(build, span(build), stop(build), *markers(build, BEFORE, AFTER))
    reads = fetched(build, pairs(own, "a", 60), pairs(other, "b", foreign))
    assert told(build, reads).copies is expected


def test_a_dropped_allele_with_foreign_reads_of_the_reference_stays_open(build):
    """The marker is heterozygous, but with the variant only one of its bases is seen."""
    own = copy_of(build, span(build), stop(build))
    other = copy_of(build, span(build), *markers(build, BEFORE, AFTER))
    reads = fetched(build, pairs(own, "a", 90), pairs(other, "b", 6))
    assert told(build, reads).copies is CopiesByReads.NO_MARKER


def test_long_reads_link_from_afar(build):
    wide = span(build, 4_000)
    far = markers(build, -2_000, 2_500)
    one, two = copy_of(build, wide, stop(build), *far), copy_of(build, wide, stop(build))
    groups = [long_reads(c, name, 15, length=6_000) for name, c in (("a", one), ("b", two))]
    found = told(build, fetched(build, *groups))
    assert found.copies is CopiesByReads.TWO_COPIES
    assert [m.position - place(build) for m in found.markers] == [-2_000, 2_500]
    assert sum(found.markers[0].with_variant) >= 2 * LINKED_FRAGMENTS


def test_a_marker_on_one_strand_only_is_an_artefact(build):
    reads = two_copies(build, BEFORE, AFTER)
    one_strand = [r for r in reads.reads if r.name.startswith("b") or not _shows(r, build, BEFORE)]
    forward = [
        replace(r, is_reverse=False)
        for r in reads.reads
        if r.name.startswith("a") and _shows(r, build, BEFORE)
    ]
    found = told(build, fetched(build, one_strand, forward))
    assert found.copies is CopiesByReads.ONE_SIDE


def _shows(read: Read, build: Build, offset: int) -> bool:
    return read.start <= place(build) + offset <= read.end


def test_markers_on_four_haplotypes_are_errors_or_two_places(build):
    """Reads over both markers show all four combinations: not two copies of one place."""
    made = [
        copy_of(build, span(build), stop(build), *markers(build, *which))
        for which in ((), (-40,), (45,), (-40, 45))
    ]
    groups = [pairs(columns, str(n), 40) for n, columns in enumerate(made)]
    assert told(build, fetched(build, *groups)).copies is CopiesByReads.NO_MARKER
    two = told(build, fetched(build, groups[0], groups[3]))
    assert two.copies is CopiesByReads.TWO_COPIES


def test_bases_of_low_quality_make_no_marker(build):
    reads = two_copies(build, BEFORE, AFTER)
    poor = [replace(r, qualities=bytes([12]) * len(r.bases)) for r in reads.reads]
    assert told(build, fetched(build, poor)).copies is CopiesByReads.NO_MARKER


@pytest.mark.parametrize(
    ("field", "value"), [("mapq", 19), ("is_supplementary", True), ("bases", "")]
)
def test_what_maps_poorly_or_partly_is_no_witness(build, field, value):
    reads = two_copies(build, BEFORE, AFTER)
    changed = [replace(r, **{field: value}) for r in reads.reads]
    found = told(build, fetched(build, changed))
    assert found.counts.total == 0
    assert found.copies is CopiesByReads.FEW_READS


# --- fragments of each allele ----------------------------------------------------------------


def test_fragments_are_counted_once_and_by_strand(build):
    """Two reads of a pair over the variant are one fragment."""
    columns = copy_of(build, Interval(place(build) - 50, place(build) + 49), stop(build))
    reads = [
        read_along(columns, "a", mate=1),
        read_along(columns, "a", reverse=True, mate=1),
        read_along(columns, "b", reverse=True),
    ]
    found = told(build, fetched(build, reads)).counts
    assert (found.ref, found.alt, found.other) == (Strands(0, 0), Strands(1, 1), 0)
    assert found.starts == 1


def test_mates_that_contradict_each_other_show_neither(build):
    where = Interval(place(build) - 50, place(build) + 49)
    reads = [
        read_along(copy_of(build, where, stop(build)), "a", mate=1),
        read_along(copy_of(build, where), "a", reverse=True, mate=1),
    ]
    found = told(build, fetched(build, reads)).counts
    assert (found.ref.total, found.alt.total, found.other) == (0, 0, 1)


def test_copies_of_one_fragment_show_nothing(build):
    columns = copy_of(build, Interval(place(build) - 50, place(build) + 49), stop(build))
    reads = [read_along(columns, str(n), reverse=bool(n % 2)) for n in range(30)]
    assert told(build, fetched(build, reads)).copies is CopiesByReads.FEW_READS


def stepped(build: Build, starts: int, count: int) -> Reads:
    """So many fragments with the stop, begun at so many places, on both strands."""
    reads = [
        read_along(
            copy_of(
                build, Interval(place(build) - 60 - n % starts, place(build) + 60), stop(build)
            ),
            f"s{n}",
            reverse=bool(n % 2),
        )
        for n in range(count)
    ]
    return fetched(build, reads)


@pytest.mark.parametrize(
    ("starts", "count", "expected"),
    [
        (5, 10, CopiesByReads.NO_MARKER),
        (5, 9, CopiesByReads.FEW_READS),
        (3, 30, CopiesByReads.NO_MARKER),
        (2, 30, CopiesByReads.FEW_READS),
    ],
)
def test_how_many_reads_and_starts_it_takes(build, starts, count, expected):
    assert told(build, stepped(build, starts, count)).copies is expected


@pytest.mark.parametrize("is_reverse", [True, False])
def test_either_strand_alone_leaves_the_copies_open(build, is_reverse):
    reads = [replace(r, is_reverse=is_reverse) for r in two_copies(build, BEFORE, AFTER).reads]
    assert told(build, fetched(build, reads)).copies is CopiesByReads.ONE_STRAND


def test_one_strand_alone_leaves_the_copies_open(build):
    reads = [replace(r, is_reverse=False) for r in two_copies(build, BEFORE, AFTER).reads]
    found = told(build, fetched(build, reads))
    assert found.copies is CopiesByReads.ONE_STRAND
    assert DropoutSign.ONE_STRAND in found.signs


@pytest.mark.parametrize("written_at", [0, 1])
@pytest.mark.parametrize("gain", [True, False])
def test_an_indel_is_told_by_its_length_wherever_it_is_written(build, gain, written_at):
    """Two bases more or less in a run of four: an aligner may put them at any place of it."""
    start = place(build)
    reference = build.reference
    run = next(
        p
        for p in range(start - 60, start + 150)
        if len({reference.base(p + i) for i in (0, 1)}) == 1
        and reference.base(p - 1) != reference.base(p) != reference.base(p + 2)
    )
    base = reference.base(run)
    at = run - 1 + written_at
    anchor = reference.base(at)
    change = Change(at, anchor, anchor + base) if gain else Change(at, anchor + base, anchor)
    allele = Allele(run, "", base) if gain else Allele(run, base, "")
    where = Interval(run - 80, run + 80)
    groups = [
        [read_along(copy_of(build, where, change), f"a{n}", reverse=bool(n % 2)) for n in range(4)],
        [read_along(copy_of(build, where), f"b{n}", reverse=bool(n % 2)) for n in range(2)],
    ]
    counts = small_variant_by_reads(fetched(build, *groups), allele, reference).counts
    assert (counts.alt.total, counts.ref.total, counts.other) == (4, 2, 0)


@pytest.mark.parametrize(("length", "is_told"), [(10, True), (11, False)])
def test_a_long_insertion_is_not_looked_for(build, length, is_told):
    inserted = "ACGTTGCAAGCTA"[:length]
    at = place(build)
    allele = Allele(at + 1, "", inserted)
    columns = copy_of(
        build,
        Interval(at - 80, at + 80),
        Change(at, native(build, at), native(build, at) + inserted),
    )
    reads = fetched(build, [read_along(columns, f"{n}") for n in range(12)])
    found = homozygote_by_reads(reads, allele, build.reference, build.gene)
    counted = small_variant_by_reads(reads, allele, build.reference)
    assert counted.counts == found.counts
    assert (found.counts.alt.total == 12) is is_told
    assert (found.copies is CopiesByReads.NOT_TOLD) is not is_told


def test_a_read_that_ends_in_the_repeat_tells_nothing(build):
    at = place(build)
    allele = Allele(at + 1, native(build, at + 1), "")
    short = copy_of(build, Interval(at - 60, at + 3))
    counts = small_variant_by_reads(
        fetched(build, [read_along(short, "a")]), allele, build.reference
    ).counts
    assert counts.total == 0


# --- signs of a dropped allele ---------------------------------------------------------------


def amplicon(build: Build, count: int = 20, left: int = -90, right: int = 60) -> list[Read]:
    """Reads that all begin and end at the primers of one amplicon."""
    where = Interval(place(build) + left, place(build) + right)
    columns = copy_of(build, where, stop(build))
    return [read_along(columns, f"p{n}", reverse=bool(n % 2)) for n in range(count)]


@pytest.mark.parametrize(
    ("other", "signs"),
    [
        (None, {DropoutSign.AMPLICON}),
        (-80, {DropoutSign.AMPLICON, DropoutSign.VARIANT_UNDER_READ_ENDS}),
        (70, {DropoutSign.AMPLICON, DropoutSign.VARIANT_UNDER_READ_ENDS}),
        (-54, {DropoutSign.AMPLICON}),
        (96, {DropoutSign.AMPLICON}),
        (0, {DropoutSign.AMPLICON}),
    ],
)
def test_a_second_variant_under_the_ends_of_an_amplicon(build, other, signs):
    others = [] if other is None else [place(build) + other]
    found = told(build, fetched(build, amplicon(build)), others=others)
    assert set(found.signs) == signs


@pytest.mark.parametrize(("count", "is_sign"), [(9, False), (10, True)])
def test_few_reads_are_no_amplicon(build, count, is_sign):
    found = told(build, fetched(build, amplicon(build, count)))
    assert (DropoutSign.AMPLICON in found.signs) is is_sign


@pytest.mark.parametrize(("last", "is_sign"), [(20, True), (60, False)])
def test_the_edge_of_a_capture(build, last, is_sign):
    """Reads of a target that ends soon behind the variant, begun at many places."""
    reads = [
        read_along(
            copy_of(
                build,
                Interval(place(build) - 140 + 3 * n, place(build) + last - n % 5),
                stop(build),
            ),
            f"e{n}",
            reverse=bool(n % 2),
        )
        for n in range(30)
    ]
    found = told(build, fetched(build, reads))
    assert (DropoutSign.CAPTURE_EDGE in found.signs) is is_sign


def over_exons(build: Build, own: int, others: int) -> Reads:
    """Reads over each exon: so many over exon 1, so many over each of the others."""
    groups = []
    for exon in build.gene.exons:
        part = Interval(*(build.gene.coding_part(exon) or (exon.start, exon.end)))
        count = own if exon.number == 1 else others
        change = [stop(build)] if exon.number == 1 else []
        columns = copy_of(build, Interval(part.start - 20, part.end + 20), *change)
        groups.append([read_along(columns, f"{exon.number}.{n}") for n in range(count)])
    return fetched(build, *groups)


@pytest.mark.parametrize(("own", "is_sign"), [(13, True), (14, False), (20, False)])
def test_an_exon_that_is_read_less_than_the_others(build, own, is_sign):
    found = told(build, over_exons(build, own, 20))
    assert (DropoutSign.DEPTH_REDUCED in found.signs) is is_sign
    assert found.depth is not None
    assert (found.depth.exon, round(found.depth.own), round(found.depth.others)) == (1, own, 20)


# --- what follows for the copies -------------------------------------------------------------

SURE = {"AD": "0,30", "DP": "30", "GQ": "99"}


def confirmed(build: Build, reads: Reads, *others: Any, **more: Any) -> tuple[Confirmation, ...]:
    event = build.substitution(
        75, "A", Zygosity.APPARENT_HOMOZYGOUS, **(SURE | more.pop("call", {}))
    )
    person = build.person(event, *others, reads=GivenReads(reads), **more)
    events = [event, *(o for o in others if isinstance(o, Event))]
    by_reads = events_by_reads(events, person, build.gene, build.reference)
    records = records_of(person.observations, events)
    return confirmations(event, person, build.gene, records, by_reads[event.id])


@pytest.mark.parametrize(
    ("beside", "expected"),
    [((BEFORE, AFTER), (Confirmation.READS,)), ((BEFORE,), ()), ((), ())],
)
def test_linked_markers_confirm_a_homozygote(build, beside, expected):
    assert confirmed(build, two_copies(build, *beside)) == expected


def test_they_do_so_where_fewer_reads_than_usual_would_forbid_it(build):
    """Half of the usual reads may be a dropped allele (Z3): linked markers exclude that."""
    others = [
        build.substitution(base, "A", AD="15,15", DP="30", GQ="99", record=base)
        for base in (90, 96, 102)
    ]
    thin = {"AD": "0,15", "DP": "15"}
    assert confirmed(build, two_copies(build), *others, call=thin) == ()
    both = two_copies(build, BEFORE, AFTER)
    assert confirmed(build, both, *others, call=thin) == (Confirmation.READS,)


def test_a_parent_without_it_outweighs_them(build):
    """One copy then came from nowhere: uniparental disomy or another person (Z26)."""
    lacks = [build.at_c(75, "A", "0/0", AD="30,0", DP="30", GQ="99")]
    carries = [build.at_c(75, "A", "0/1", AD="15,15", DP="30", GQ="99")]
    reads = two_copies(build, BEFORE, AFTER)
    assert confirmed(build, reads, mother=lacks, father=carries) == ()
    assert confirmed(build, reads, mother=carries, father=carries) == (
        Confirmation.PARENTS,
        Confirmation.READS,
    )


def test_a_weak_call_is_not_confirmed(build):
    weak = {"AD": "0,3", "DP": "3", "GQ": "9"}
    assert confirmed(build, two_copies(build, BEFORE, AFTER), call=weak) == ()


# --- a genotype that the reads contradict ------------------------------------------------------


def shares(build: Build, alt: int, ref: int) -> Reads:
    """Reads of the variant and of the reference, begun at many places."""
    where = [Interval(place(build) - 60 - n, place(build) + 60) for n in range(max(alt, ref))]
    with_it = [
        read_along(copy_of(build, w, stop(build)), f"a{n}", reverse=bool(n % 2))
        for n, w in enumerate(where[:alt])
    ]
    without = [
        read_along(copy_of(build, w), f"r{n}", reverse=bool(n % 2))
        for n, w in enumerate(where[:ref])
    ]
    return fetched(build, with_it, without)


@pytest.mark.parametrize(
    ("zygosity", "alt", "ref", "is_found"),
    [
        (Zygosity.APPARENT_HOMOZYGOUS, 30, 0, False),
        (Zygosity.APPARENT_HOMOZYGOUS, 29, 1, False),
        (Zygosity.APPARENT_HOMOZYGOUS, 15, 15, True),
        (Zygosity.APPARENT_HOMOZYGOUS, 22, 8, True),
        (Zygosity.APPARENT_HOMOZYGOUS, 0, 30, True),
        (Zygosity.APPARENT_HOMOZYGOUS, 4, 4, False),
        (Zygosity.HETEROZYGOUS, 15, 15, False),
        (Zygosity.HETEROZYGOUS, 7, 23, False),
        (Zygosity.HETEROZYGOUS, 0, 30, True),
        (Zygosity.HETEROZYGOUS, 30, 0, True),
        (Zygosity.HETEROZYGOUS, 0, 9, False),
        (Zygosity.HALF_CALL, 15, 15, False),
    ],
)
def test_reads_against_the_genotype(build, zygosity, alt, ref, is_found):
    """By the rule of clinical rules Z2 and Z17 for the counts of a record, from ten reads on."""
    event = build.substitution(75, "A", zygosity)
    person = build.person(event, reads=GivenReads(shares(build, alt, ref)))
    by_reads = events_by_reads([event], person, build.gene, build.reference)
    found = reads_contradict(event, by_reads)
    assert [f.code for f in found] == [FindingCode.READS_CONTRADICT_GENOTYPE] * is_found
    effects = [effect_of(event, build.gene, build.reference)]
    whole = contradictions(EventSet((event,), {}, {}, ()), effects, person, by_reads)
    assert (FindingCode.READS_CONTRADICT_GENOTYPE in {f.code for f in whole}) is is_found
    assert all(f.decisive and f.about == (event.id,) for f in found)
    assert all(f"{alt} of {alt + ref} fragments" in f.text for f in found)


def test_without_reads_nothing_is_asked(build):
    event = build.substitution(75, "A", Zygosity.APPARENT_HOMOZYGOUS)
    assert events_by_reads([event], build.person(event), build.gene, build.reference) == {}


# --- at random -------------------------------------------------------------------------------


def with_errors(reads: list[Read], rng: random.Random, share: float) -> list[Read]:
    """Reads of which so many bases are read wrongly."""
    return [
        replace(
            read,
            bases="".join(
                rng.choice("ACGT") if rng.random() < share else base for base in read.bases
            ),
        )
        for read in reads
    ]


@pytest.mark.parametrize("seed", range(25))
def test_no_single_copy_is_ever_two_and_two_are_seen(build, seed):
    """Errors in a hundredth of the bases, 24 to 60 reads over a base, markers at random.

    A copy that was lost or not captured is the graver error: none of the draws may hide it.
    """
    rng = random.Random(seed)
    count = rng.randrange(30, 80)
    beside = [-rng.randrange(15, 100), rng.randrange(15, 100)]
    one = copy_of(build, span(build), stop(build), *markers(build, *beside))
    two = copy_of(build, span(build), stop(build))
    other = copy_of(build, span(build), *markers(build, *beside))
    own = with_errors(pairs(one, "a", count), rng, 0.01)
    second = with_errors(pairs(two, "b", count), rng, 0.01)
    foreign = with_errors(pairs(other, "f", max(2, count // 8)), rng, 0.01)
    alone = told(build, fetched(build, own, with_errors(pairs(one, "c", count), rng, 0.01)))
    assert alone.copies is CopiesByReads.NO_MARKER or alone.copies is CopiesByReads.FEW_LINKS
    stained = told(build, fetched(build, own, foreign))
    assert stained.copies is not CopiesByReads.TWO_COPIES
    both = told(build, fetched(build, own, second))
    assert both.copies is CopiesByReads.TWO_COPIES
