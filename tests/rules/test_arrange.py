"""Every way in which events fit on two copies, and no other: this, and just not this.

Expected values: clinical rules 2.8 (proven phase binds, all else is enumerated up to a bound) and
2.3 (what proves).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.arrange import MAX_FREE, Arrangement, Arrangements, arrange, matters
from osteo_annot.copies.effect import CopyOutcomes, effects_of
from osteo_annot.copies.groups import MOST_PHASED
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.findings import FindingCode
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.reference import transcript_sequence
from tests.builders import Build

HOM, HET = Zygosity.HOMOZYGOUS, Zygosity.HETEROZYGOUS
APPARENT, HAPLOID = Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL
SURE = {"AD": "15,15", "DP": "30", "GQ": "99"}


def placed(build: Build, *events: Event, **more: Any) -> Arrangements:
    """The arrangements of events in genomic order, without parents unless they are given."""
    told = {k: more.pop(k) for k in ("mother", "father", "read_phases") if k in more}
    ordered = sorted(events, key=lambda e: e.outer.start)
    effects = effects_of(ordered, build.gene, build.reference)
    outcomes = CopyOutcomes(effects, build.gene)
    return arrange(effects, build.person(*ordered, **told), build.gene, outcomes, **more)


def ways(found: Arrangements) -> set[frozenset[frozenset[str]]]:
    """Each way as the two sets of events; which copy is first has no meaning."""
    return {frozenset(map(frozenset, way.copies)) for way in found.possible}


def way(*copies: tuple[Event, ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(e.id for e in copy) for copy in copies)


def stops(build: Build, *zygosities: Zygosity, **more: Any) -> list[Event]:
    """Frameshifts in exon 1, one for each zygosity."""
    return [build.insertion(100 + 12 * n, "C", z, **more) for n, z in enumerate(zygosities)]


def test_nothing(build):
    found = placed(build)
    assert [w.copies for w in found.possible] == [((), ())]
    assert found.origins == ("unknown", "unknown")


def test_one_heterozygote_lies_on_one_copy(build):
    (one,) = stops(build, HET)
    found = placed(build, one)
    assert ways(found) == {way((one,), ())}
    assert found.worst.broken == (1, 1)
    assert found.fixed[one.id] in {(1,), (2,)}


@pytest.mark.parametrize("zygosity", [HOM, APPARENT, HAPLOID])
def test_what_is_on_both_lies_on_both(build, zygosity):
    (one,) = stops(build, zygosity)
    found = placed(build, one)
    assert ways(found) == {way((one,), (one,))}
    assert found.fixed[one.id] == (1, 2)
    assert found.worst.broken == (2, 2)


@pytest.mark.parametrize(("zygosity", "robust"), [(HOM, True), (APPARENT, False), (HAPLOID, False)])
def test_only_what_is_confirmed_is_robust(build, zygosity, robust):
    """An apparent homozygote may lie on one copy: leaving it out changes what the copy makes."""
    (one,) = stops(build, zygosity)
    assert placed(build, one).worst.robust == (robust, robust)


def test_beside_a_break_of_its_own_a_copy_is_robust(build):
    one, shared = stops(build, HET, APPARENT)
    found = placed(build, one, shared)
    (only,) = found.possible
    own = next(i for i in (0, 1) if one.id in only.copies[i])
    assert only.robust[own]
    assert not only.robust[1 - own]
    assert only.own_breaks[own]
    assert not only.own_breaks[1 - own]


def test_mosaics_are_placed_nowhere(build):
    (few,) = stops(build, Zygosity.MOSAIC_OR_ARTEFACT)
    found = placed(build, few)
    assert [w.copies for w in found.possible] == [((), ())]
    assert found.fixed[few.id] == ()


def test_two_without_phase_lie_in_both_ways_worst_first(build):
    one, other = stops(build, HET, HET)
    found = placed(build, one, other)
    assert ways(found) == {way((one, other), ()), way((one,), (other,))}
    assert [w.broken for w in found.possible] == [(2, 2), (1, 1)]
    assert found.worst is found.possible[0]
    assert found.best is found.possible[-1]


@pytest.mark.parametrize(
    ("gts", "trans"), [(("0|1", "1|0"), True), (("0|1", "0|1"), False), (("1|0", "1|0"), False)]
)
def test_proven_phase_binds(build, gts, trans):
    one = build.insertion(100, "C", gt=gts[0], PS="7")
    other = build.insertion(112, "C", gt=gts[1], PS="7")
    expected = way((one,), (other,)) if trans else way((one, other), ())
    assert ways(placed(build, one, other)) == {expected}


def test_what_proves_nothing_binds_nothing(build):
    """A pipe without a phase set is shown, and both ways stay open (tier T1)."""
    one, other = stops(build, HET, HET, gt="0|1")
    found = placed(build, one, other)
    assert len(found.possible) == 2
    assert len(found.relations) == 1


def test_three_of_which_two_are_in_phase(build):
    one = build.insertion(100, "C", gt="0|1", PS="7")
    other = build.insertion(112, "C", gt="1|0", PS="7")
    free = build.insertion(130, "C")
    assert ways(placed(build, one, other, free)) == {
        way((one, free), (other,)),
        way((one,), (other, free)),
    }


def test_phase_is_carried_along_a_chain(build):
    """One with two by PS, two with three by HP: one and three follow."""
    one = build.insertion(100, "C", gt="0|1", PS="7")
    two = build.insertion(112, "C", gt="1|0", PS="7", HP="9-1,9-2")
    three = build.insertion(130, "C", gt="0/1", HP="9-1,9-2")
    assert ways(placed(build, one, two, three)) == {way((one, three), (two,))}


@pytest.mark.parametrize(("side", "disagree"), [(0, True), (1, False)])
def test_sources_that_contradict_each_other_are_a_finding(build, side, disagree):
    """The phase set says trans; reads say cis, or trans too."""
    one = build.insertion(100, "C", gt="0|1", PS="7")
    two = build.insertion(112, "C", gt="1|0", PS="7")
    reads = {}
    for event, where in ((one, 0), (two, side)):
        row = event.support[0].observation.row
        reads[row.position, row.ref, row.alts[0]] = ("1", where)
    found = placed(build, one, two, read_phases=reads)
    codes = [f.code for f in found.findings]
    assert codes == [FindingCode.PHASE_SOURCES_DISAGREE] * disagree
    assert all({one.id, two.id} == set(f.about) for f in found.findings)


def test_in_genomic_order_on_each_copy(build):
    events = stops(build, HET, HET, HET)
    by_position = [e.id for e in sorted(events, key=lambda e: e.outer.start)]
    for found in placed(build, *events).possible:
        for copy in found.copies:
            assert list(copy) == [name for name in by_position if name in copy]


@pytest.mark.parametrize(("count", "bounded"), [(MAX_FREE + 1, False), (MAX_FREE + 2, True)])
def test_more_groups_than_are_enumerated_are_told(build, count, bounded):
    """2^6 arrangements (rules 2.8)."""
    found = placed(build, *stops(build, *[HET] * count))
    codes = [f.code for f in found.findings]
    assert (FindingCode.ARRANGEMENTS_BOUNDED in codes) is bounded
    assert len(found.possible) == 2**MAX_FREE == 64
    assert all("only the first 7" in f.text for f in found.findings)


@pytest.mark.parametrize("more", [0, 1])
def test_the_phase_of_at_most_a_hundred_events_is_asked_and_the_rest_told(build, more):
    """One phase set puts all on one copy: what is not asked lies on either (rules 2.3, 2.8)."""
    count = MOST_PHASED + more
    events = [build.insertion(100 + 6 * n, "C", gt="0|1", PS="7") for n in range(count)]
    found = placed(build, *events)
    assert len(found.relations) == MOST_PHASED * (MOST_PHASED - 1) // 2
    told = [f for f in found.findings if f.code is FindingCode.ARRANGEMENTS_BOUNDED]
    assert [len(f.about) for f in told] == [more] * more
    assert len(found.possible) == 1 + more
    assert {way.broken for way in found.possible} == {(1, 1)} | ({(2, 2)} if more else set())


def test_what_breaks_a_copy_is_asked_for_its_phase_first(build):
    """Insertions of whole codons come first in the file; two stops share a set (rules 2.8)."""
    harmless = [build.insertion(20 + 6 * n, "CCC") for n in range(MOST_PHASED)]
    one = build.insertion(700, "C", gt="0|1", PS="7")
    two = build.insertion(712, "C", gt="1|0", PS="7")
    found = placed(build, *harmless, one, two)
    assert {one.id, two.id} in [{r.first, r.second} for r in found.relations]
    (unasked,) = (f.about for f in found.findings if len(f.about) == 2)
    assert set(unasked) <= {e.id for e in harmless}


def test_the_bound_never_leaves_out_what_breaks_a_copy(build):
    """Harmless indels come first in the file, and yet the stop is arranged."""
    harmless = [build.insertion(20 + 9 * n, "CCC") for n in range(MAX_FREE + 1)]
    (stop,) = stops(build, HET)
    found = placed(build, *harmless, stop)
    assert all(any(stop.id in copy for copy in w.copies) for w in found.possible)


# --- parents ---------------------------------------------------------------------------------


def carrying(build: Build, *gts: str) -> list[Any]:
    """Confident calls of a parent at the two substitutions of the next test."""
    reads = {"0/0": "30,0", "0/1": "15,15"}
    bases = ((36, "A"), (75, "A"))
    return [
        build.at_c(base, alt, gt, **(SURE | {"AD": reads[gt]}))
        for (base, alt), gt in zip(bases, gts, strict=False)
    ]


@pytest.mark.parametrize(
    ("mother", "father", "first_is"),
    [("0/1", "0/0", "maternal"), ("0/0", "0/1", "paternal")],
)
def test_parents_name_the_copies(build, mother, father, first_is):
    one = build.substitution(36, "A", **SURE)
    found = placed(build, one, mother=carrying(build, mother), father=carrying(build, father))
    (only,) = found.possible
    own = next(i for i in (0, 1) if one.id in only.copies[i])
    assert found.origins[own] == first_is
    assert set(found.origins) == {"maternal", "paternal"}


def test_one_parent_names_no_copy(build):
    one = build.substitution(36, "A", **SURE)
    found = placed(build, one, mother=carrying(build, "0/1"))
    assert found.origins == ("unknown", "unknown")


def test_the_mothers_copy_is_the_same_in_every_way(build):
    one = build.substitution(36, "A", **SURE)
    free = build.insertion(150, "C")
    found = placed(build, one, free, mother=carrying(build, "0/1"), father=carrying(build, "0/0"))
    assert len(found.possible) == 2
    assert found.fixed[one.id] == (1 + found.origins.index("maternal"),)
    assert found.fixed[free.id] == ()


# --- what needs a side -----------------------------------------------------------------------


def test_a_harmless_substitution_makes_no_ways(build):
    stop, silent = build.insertion(100, "C"), build.substitution(207, "T")
    found = placed(build, stop, silent)
    assert len(found.possible) == 1
    assert found.fixed[silent.id] == ()


def test_unless_it_shares_its_codon_with_another(build):
    """c.205 and c.206 are of one codon: together they may make what neither makes alone."""
    others = [b for b in "ACGT" if b != transcript_base(build, 205)]
    one = build.substitution(205, others[0])
    more = [b for b in "ACGT" if b != transcript_base(build, 206)]
    other = build.substitution(206, more[0])
    assert len(placed(build, one, other).possible) == 2


def transcript_base(build: Build, base: int) -> str:
    return transcript_sequence()[build.gene.cds_start - 1 + base - 1]


def test_or_counts_for_what_is_known_of_it(build):
    stop, known = build.insertion(100, "C"), build.substitution(207, "T")
    assert len(placed(build, stop, known, counted=frozenset({known.id})).possible) == 2


def test_what_is_only_shown_makes_no_ways_but_takes_its_proven_side(build):
    stop = build.insertion(100, "C", gt="0|1", PS="7")
    free = build.insertion(130, "C")
    silent = build.substitution(207, "T", gt="1|0", PS="7")
    found = placed(build, stop, free, silent, shown=frozenset({silent.id}))
    assert len(found.possible) == 2
    for one in found.possible:
        own = next(i for i in (0, 1) if stop.id in one.copies[i])
        assert silent.id in one.copies[1 - own]


def test_what_is_harmless_and_not_shown_is_placed_nowhere(build):
    stop = build.insertion(100, "C", gt="0|1", PS="7")
    silent = build.substitution(207, "T", gt="1|0", PS="7")
    (only,) = placed(build, stop, silent).possible
    assert not any(silent.id in copy for copy in only.copies)


def test_in_an_intron_nothing_needs_a_side(build):
    deep = build.small(build.observation(build.gene.exons[0].start - 60, "N", "C"), HET)
    stop = build.insertion(100, "C")
    assert len(placed(build, stop, deep).possible) == 1


# --- what can change a copy at all -----------------------------------------------------------


def structural(loss: Event, kind: EventKind, alt: str) -> Event:
    return replace(loss, kind=kind, alt=alt)


def does_matter(build: Build, event: Event) -> bool:
    (effect,) = effects_of([event], build.gene, build.reference)
    return matters(effect, build.gene)


def in_intron(build: Build, kind: EventKind) -> Event:
    start = build.gene.exons[2].start - 900
    return structural(build.deletion(start, start + 300, HET), kind, "")


def test_reported_in_patients_matters_whatever_is_computed(build):
    """c.949+5G>A is reported in patients; c.949+5G>C beside it is not."""
    alleles = (build.at_c(949, "A", offset=5), build.at_c(949, "C", offset=5))
    reported, other = (build.small(record) for record in alleles)
    assert does_matter(build, reported)
    assert not does_matter(build, other)
    stop = build.insertion(100, "C")
    assert len(placed(build, stop, reported).possible) == 2
    assert len(placed(build, stop, other).possible) == 1


@pytest.mark.parametrize(
    ("kind", "whole_exon", "intron"),
    [
        (EventKind.DELETION, True, False),
        (EventKind.DUPLICATION, True, False),
        (EventKind.INVERSION, True, False),
        (EventKind.BREAKEND, True, True),
    ],
)
def test_structural_changes_matter_where_they_reach_an_exon(build, kind, whole_exon, intron):
    """Clinical rules 1.1.4: exon 2 twice shifts the frame; a breakend anywhere parts the gene."""
    assert does_matter(build, structural(build.loss(2), kind, "")) is whole_exon
    assert does_matter(build, in_intron(build, kind)) is intron


def test_a_duplication_in_frame_changes_no_copy(build):
    """Exon 4 has 168 coding bases (rules 1.1.6)."""
    assert not does_matter(build, structural(build.loss(4), EventKind.DUPLICATION, ""))


@pytest.mark.parametrize(
    ("base", "offset", "expected"),
    [
        (402, 1, True),
        (402, 2, True),
        (402, 40, False),
        (949, 1, True),
        (950, -1, True),
        (205, 0, True),
    ],
)
def test_sites_and_codons_matter_and_the_intron_does_not(build, base, offset, expected):
    record = build.at_c(base, "C", offset=offset)
    assert does_matter(build, build.small(record)) is expected


def test_bounds_that_are_not_known_matter(build):
    assert does_matter(build, replace(build.loss(3), inner=None))


# --- what needs a side -----------------------------------------------------------------------


@pytest.mark.parametrize(("bases", "ways_of_it"), [("C", 2), ("CCC", 2), ("CC", 2)])
def test_an_indel_needs_a_side_even_in_frame(build, bases, ways_of_it):
    """It moves what lies behind it on its copy, and may restore a frame."""
    stop, indel = build.insertion(100, "C"), build.insertion(150, bases)
    assert len(placed(build, stop, indel).possible) == ways_of_it


def test_a_structural_change_needs_a_side(build):
    stop, loss = build.insertion(100, "C"), build.loss(4)
    assert len(placed(build, stop, loss).possible) == 2


def test_a_stop_by_one_base_needs_a_side(build):
    stop, nonsense = build.insertion(100, "C"), build.substitution(75, "A")
    assert len(placed(build, stop, nonsense).possible) == 2


@pytest.mark.parametrize(("other", "expected"), [(204, 1), (205, 2), (207, 2), (208, 1)])
def test_a_codon_is_shared_by_its_three_bases(build, other, expected):
    """c.205 to c.207 are codon 69. Two harmless changes of one codon lie in two ways."""
    found = placed(build, substituted(build, 206), substituted(build, other))
    assert len(found.possible) == expected


def substituted(build: Build, base: int) -> Event:
    """Another base, such that no stop and no lost start is made."""
    change = next(b for b in "CGAT" if b != transcript_base(build, base))
    return build.substitution(base, change)


def test_an_indel_that_touches_the_codon_shares_it(build):
    one = substituted(build, 206)
    indel = build.insertion(206, "CCC")
    assert len(placed(build, one, indel).possible) == 2


def test_homozygotes_and_mosaics_are_no_event_on_one_copy(build):
    """Beside what lies on one copy they make no further ways."""
    (one,) = stops(build, HET)
    hom = build.insertion(130, "C", HOM)
    few = build.insertion(150, "C", Zygosity.MOSAIC_OR_ARTEFACT)
    found = placed(build, one, hom, few)
    assert ways(found) == {way((one, hom), (hom,))}
    assert found.fixed == {one.id: found.fixed[one.id], hom.id: (1, 2), few.id: ()}


# --- how sure a way is -----------------------------------------------------------------------


def outcomes_of(build: Build, *events: Event) -> CopyOutcomes:
    return CopyOutcomes(effects_of(events, build.gene, build.reference), build.gene)


def test_copies_surely_and_perhaps_broken(build):
    """Open is perhaps broken, not surely; intact is neither."""
    stop, unsure = build.insertion(100, "C"), replace(build.loss(3), inner=None)
    found = outcomes_of(build, stop, unsure)
    broken, opened, intact = found.of([stop.id]), found.of([unsure.id]), found.of([])
    assert (broken.null, opened.null, intact.null) == (True, None, False)
    for outcomes, expected in (
        ((broken, broken), (2, 2)),
        ((broken, opened), (1, 2)),
        ((opened, opened), (0, 2)),
        ((opened, intact), (0, 1)),
        ((intact, intact), (0, 0)),
    ):
        found_way = Arrangement(((), ()), outcomes)
        assert found_way.broken == expected
        assert found_way.robust == found_way.own_breaks == (True, True)


@pytest.mark.parametrize(("zygosity", "own"), [(HET, True), (HOM, False)])
def test_a_copy_breaks_by_what_lies_on_it_alone(build, zygosity, own):
    """What is open may break it; a shared break is not its own."""
    unsure = replace(build.loss(3), inner=None, zygosity=zygosity)
    (only,) = placed(build, unsure).possible
    assert any(only.own_breaks) is own
    assert not all(only.own_breaks)


@pytest.mark.parametrize(("count", "robust"), [(MAX_FREE, True), (MAX_FREE + 1, False)])
def test_more_apparent_homozygotes_than_are_tried_are_not_called_robust(build, count, robust):
    """Each would leave the copy broken by the others; but not all choices are tried."""
    confirmed = build.insertion(90, "C", HOM)
    apparent = [build.insertion(100 + 12 * n, "CCC", APPARENT) for n in range(count)]
    (only,) = placed(build, confirmed, *apparent).possible
    assert only.robust == (robust, robust)


def test_an_intact_copy_that_only_a_rescue_keeps_is_not_robust(build):
    """A frameshift that an apparent homozygote restores: without it the copy is broken."""
    lost, gained = build.insertion(100, "C", HOM), build.insertion(112, "CC", APPARENT)
    (only,) = placed(build, lost, gained).possible
    assert only.outcomes[0].null is False
    assert only.robust == (False, False)


# --- groups ----------------------------------------------------------------------------------


def test_a_contradiction_leaves_the_others_as_they_are(build):
    one = build.insertion(100, "C", gt="0|1", PS="7")
    two = build.insertion(112, "C", gt="1|0", PS="7")
    free = build.insertion(130, "C")
    found = placed(build, one, two, free)
    assert found.findings == ()
    assert len(found.relations) == 1


def test_what_is_only_shown_and_has_no_proven_side_lies_nowhere(build):
    stop, silent = build.insertion(100, "C"), build.substitution(207, "T")
    found = placed(build, stop, silent, shown=frozenset({silent.id}))
    assert len(found.possible) == 1
    assert found.fixed[silent.id] == ()


@pytest.mark.parametrize(("gt", "same"), [("0|1", True), ("1|0", False)])
def test_what_is_only_shown_takes_the_side_that_is_proven(build, gt, same):
    stop = build.insertion(100, "C", gt="0|1", PS="7")
    silent = build.substitution(207, "T", gt=gt, PS="7")
    found = placed(build, stop, silent, shown=frozenset({silent.id}))
    assert (found.fixed[stop.id] == found.fixed[silent.id]) is same
    assert found.fixed[silent.id]


def test_a_homozygote_is_of_both_parents(build):
    """Parents name a copy by what lies on one copy only."""
    one = build.substitution(75, "A", HOM, **SURE)
    found = placed(
        build, one, mother=carrying(build, "0/0", "0/1"), father=carrying(build, "0/0", "0/0")
    )
    assert found.origins == ("unknown", "unknown")


def test_one_from_each_parent_is_in_trans(build):
    one, other = build.substitution(36, "A", **SURE), build.substitution(75, "A", **SURE)
    found = placed(
        build,
        one,
        other,
        mother=carrying(build, "0/1", "0/0"),
        father=carrying(build, "0/0", "0/1"),
    )
    assert ways(found) == {way((one,), (other,))}
    assert found.fixed[one.id] == (1 + found.origins.index("maternal"),)
    assert found.fixed[other.id] == (1 + found.origins.index("paternal"),)


@pytest.mark.parametrize(("zygosity", "named"), [(HET, True), (Zygosity.HALF_CALL, False)])
def test_only_a_called_heterozygote_names_the_mothers_copy(build, zygosity, named):
    """The other allele of a half call is not known: it may be the same."""
    one = build.substitution(36, "A", zygosity, **SURE)
    mother, father = carrying(build, "0/1"), carrying(build, "0/0")
    assert (placed(build, one, mother=mother, father=father).origins[0] != "unknown") is named


def test_what_proves_nothing_gives_no_side_to_what_is_only_shown(build):
    """Pipes without a phase set (tier T1)."""
    stop = build.insertion(100, "C", gt="0|1")
    silent = build.substitution(207, "T", gt="0|1")
    assert placed(build, stop, silent, shown=frozenset({silent.id})).fixed[silent.id] == ()


def two_codons(build: Build) -> Event:
    """c.207_208 replaced: the last base of codon 69 and the first of codon 70, no stop made."""
    low = genomic_position(build.gene, 208)
    ref = build.reference.fetch(low, low + 1)
    changes = (a + b for a in "ACGT" for b in "ACGT" if a != ref[0] and b != ref[1])
    events = [build.small(build.observation(low, ref, alt)) for alt in changes]
    effects = effects_of(events, build.gene, build.reference)
    return next(e.event for e in effects if e.single_outcome.null is False)


@pytest.mark.parametrize(("base", "expected"), [(204, 1), (205, 2), (210, 2), (211, 1)])
def test_a_change_of_two_codons_shares_both(build, base, expected):
    """Codons 69 and 70 are c.205 to c.210."""
    other = substituted(build, base)
    assert len(placed(build, two_codons(build), other).possible) == expected


def test_a_codon_is_shared_whoever_else_is_there(build):
    """A third change elsewhere, and a deletion, which touches no codon for sure."""
    one, other = substituted(build, 205), substituted(build, 206)
    third = substituted(build, 240)
    assert len(placed(build, one, other, third).possible) == 2
    assert len(placed(build, one, build.loss(4)).possible) == 1


def test_what_breaks_nothing_comes_after_what_does(build):
    """More harmless groups than are enumerated: the last of the breaking ones is still there."""
    harmless = [build.insertion(300 + 9 * n, "CCC") for n in range(4)]
    breaking = [build.insertion(150 + 12 * n, "C") for n in range(MAX_FREE)]
    found = placed(build, *harmless, *breaking)
    for event in breaking:
        assert all(any(event.id in copy for copy in w.copies) for w in found.possible)


def test_what_counts_for_what_is_known_of_it_needs_a_side_in_an_intron_too(build):
    stop, deep = build.insertion(100, "C"), build.small(build.at_c(402, "C", offset=40))
    assert len(placed(build, stop, deep, counted=frozenset({deep.id})).possible) == 2


def test_two_apparent_homozygotes_that_restore_each_other_are_not_robust(build):
    """Both or neither leave the copy intact; one alone breaks it."""
    lost, gained = build.insertion(100, "C", APPARENT), build.insertion(112, "CC", APPARENT)
    (only,) = placed(build, lost, gained).possible
    assert only.outcomes[0].null is False
    assert only.robust == (False, False)


def test_a_deletion_of_a_site_alone_matters(build):
    exon = build.gene.exons[2]
    assert does_matter(build, build.deletion(exon.start - 2, exon.start - 1, HET))
    assert not does_matter(build, build.deletion(exon.start - 92, exon.start - 91, HET))


def test_beside_a_stop_changes_of_two_codons_make_no_ways(build):
    stop, one, other = build.insertion(100, "C"), substituted(build, 205), substituted(build, 240)
    assert len(placed(build, stop, one, other).possible) == 1


def test_a_stop_that_nobody_reported_needs_a_side(build):
    """The first codon behind c.200 of which one other base makes a stop."""
    known = (
        build.substitution(base, alt)
        for base in range(200, 260)
        for alt in "ACGT"
        if alt != transcript_base(build, base)
    )
    effects = (effects_of([event], build.gene, build.reference)[0] for event in known)
    nonsense = next(e.event for e in effects if e.single_outcome.null is True)
    assert len(placed(build, build.insertion(100, "C"), nonsense).possible) == 2
