"""Every way in which events fit on two copies, and no other: this, and just not this.

Expected values: clinical rules 2.8 (proven phase binds, all else is enumerated up to a bound) and
2.3 (what proves).
"""

from __future__ import annotations

from typing import Any

import pytest

from osteo_annot.copies.arrange import MAX_FREE, Arrangements, arrange
from osteo_annot.copies.effect import CopyOutcomes, effects_of
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.findings import FindingCode
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
    assert len(found.possible) == 2**MAX_FREE


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


def test_in_an_intron_nothing_needs_a_side(build):
    deep = build.small(build.observation(build.gene.exons[0].start - 60, "N", "C"), HET)
    stop = build.insertion(100, "C")
    assert len(placed(build, stop, deep).possible) == 1
