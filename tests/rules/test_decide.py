"""The table of states, rule by rule, over facts made by hand: this, and just not this.

Expected values: clinical rules 2.2 (closed list of states and what each needs), 2.4, 3.2 (VUS),
4.3 (fail closed); ``earned-claims`` 1 and 3 for what a negative needs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.events.model import Event, EventKind, LedgerReason, Zygosity
from osteo_annot.evidence.assess import Tier
from osteo_annot.findings import FindingCode
from osteo_annot.verdict.decide import decide
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.state import State
from tests.builders import Build, facts

HOM, HET = Zygosity.HOMOZYGOUS, Zygosity.HETEROZYGOUS
APPARENT, HEMI = Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HEMIZYGOUS
HALF, HAPLOID, UNKNOWN = Zygosity.HALF_CALL, Zygosity.HAPLOID_CALL, Zygosity.UNKNOWN
MOSAIC = Zygosity.MOSAIC_OR_ARTEFACT


def state(given: Facts) -> State:
    return decide(given).state


def stop(build: Build, zygosity: Zygosity = HET) -> Event:
    """c.36T>A, p.(Cys12Ter)."""
    return build.substitution(36, "A", zygosity)


def second(build: Build, zygosity: Zygosity = HET) -> Event:
    """A frameshift in exon 1, far from the last exon."""
    return build.insertion(120, "C", zygosity)


def on_both(build: Build, event: Event, **more: Any) -> Facts:
    return facts(build, [event], ([event], [event]), **more)


def on_one(build: Build, event: Event, **more: Any) -> Facts:
    return facts(build, [event], ([event], []), **more)


def apart(build: Build, one: Event, other: Event, **more: Any) -> Facts:
    return facts(build, [one, other], ([one], [other]), **more)


def together(build: Build, one: Event, other: Event, **more: Any) -> Facts:
    return facts(build, [one, other], ([one, other], []), **more)


def unphased(build: Build, one: Event, other: Event, **more: Any) -> Facts:
    return facts(build, [one, other], ([one, other], []), ([one], [other]), **more)


def nothing(build: Build, **more: Any) -> Facts:
    return facts(build, more.pop("events", []), ([], []), **more)


EVERY = range(1, 7)


def all_exons(**more: Any) -> dict[int, dict[str, Any]]:
    return dict.fromkeys(EVERY, more)


# --- both copies -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zygosity", "expected"),
    [
        (HOM, State.BIALLELIC_HOM_SMALL),
        (APPARENT, State.APPARENT_HOM),
        (HAPLOID, State.APPARENT_HOM),
    ],
)
def test_one_small_variant_on_both(build, zygosity, expected):
    assert state(on_both(build, stop(build, zygosity))) is expected


def test_one_deletion_on_both(build):
    assert state(on_both(build, build.loss(2, 3, HOM))) is State.BIALLELIC_HOM_DEL


def test_two_deletions_that_share_an_exon_leave_no_copy_of_it(build):
    """Z18."""
    assert state(apart(build, build.loss(2, 3), build.loss(3, 4))) is State.BIALLELIC_HOM_DEL


def test_two_deletions_of_different_exons_are_two_alleles(build):
    assert state(apart(build, build.loss(2), build.loss(5))) is State.BIALLELIC_COMPHET_TRANS


@pytest.mark.parametrize("copies", ["1", "2"])
def test_a_record_that_says_one_copy_is_left_never_gives_no_copy(build, copies):
    """Two deletions in trans over one exon, but one record counts a copy there."""
    one, other = build.loss(2, 3, CN=copies), build.loss(3, 4)
    expected = State.BIALLELIC_COMPHET_TRANS if copies == "1" else State.BIALLELIC_HOM_DEL
    assert state(apart(build, one, other)) is expected


def test_an_exon_that_may_be_taken_is_not_lost_on_both(build):
    """The second deletion reaches exon 3 only with its uncertain bounds."""
    exon_3, exon_4 = build.gene.exons[2], build.gene.exons[3]
    between = exon_3.start - exon_4.end
    near = build.loss(4, uncertain=between + 50)
    assert state(apart(build, build.loss(2, 3), near)) is State.BIALLELIC_COMPHET_TRANS


def test_two_small_variants_apart(build):
    assert state(apart(build, stop(build), second(build))) is State.BIALLELIC_COMPHET_TRANS


def test_a_small_variant_over_a_deletion(build):
    given = apart(build, stop(build, HEMI), build.loss(1))
    assert state(given) is State.BIALLELIC_HEMI_OVER_DEL


def test_a_hemizygote_without_a_deletion_among_the_causes_is_a_compound(build):
    given = apart(build, stop(build, HEMI), second(build))
    assert state(given) is State.BIALLELIC_COMPHET_TRANS


def test_a_deletion_opposite_a_heterozygote_is_a_compound(build):
    given = apart(build, stop(build), build.loss(2))
    assert state(given) is State.BIALLELIC_COMPHET_TRANS


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("what", ["robust", "own_breaks"])
def test_a_copy_that_rests_on_what_is_only_apparently_on_both(build, what, copy):
    """Both copies are broken whichever reading holds, but only apparently."""
    one, other, shared = stop(build), second(build), build.insertion(200, "A", APPARENT)
    flags = tuple(index != copy for index in (0, 1))
    given = facts(build, [one, other, shared], ([one, shared], [other, shared]), way={what: flags})
    assert state(given) is State.APPARENT_HOM


def test_of_several_arrangements_the_least_certain_names_the_state(build):
    one, shared = stop(build), build.insertion(200, "A", APPARENT)
    other = second(build)
    given = facts(
        build,
        [one, other, shared],
        ([one, shared], [other, shared]),
        ([one, other, shared], [shared]),
    )
    assert state(given) is State.APPARENT_HOM


def test_lost_on_both_in_one_arrangement_only_is_not_lost(build):
    one, other = build.loss(2, 3), build.loss(3, 4)
    small = build.insertion(120, "C", HOM)
    given = facts(
        build,
        [one, other, small],
        ([one, small], [other, small]),
        ([one, other, small], [small]),
    )
    assert state(given) is State.BIALLELIC_HOM_SMALL


# --- one copy --------------------------------------------------------------------------------


def test_a_carrier(build):
    assert state(on_one(build, stop(build))) is State.MONOALLELIC


@pytest.mark.parametrize(
    "exons",
    [
        {3: {"small_variants": Callability.NOT_CALLABLE}},
        {6: {"small_variants": Callability.UNKNOWN}},
        {1: {"search": SearchKind.NONE}},
        {6: {"search": SearchKind.NONE}},
    ],
)
def test_one_exon_that_was_not_examined_is_a_gap(build, exons):
    assert state(on_one(build, stop(build), exons=exons)) is State.MONOALLELIC_PLUS_GAP


@pytest.mark.parametrize("kind", [SearchKind.JUNCTION, SearchKind.DECLARED])
def test_lesser_searches_count(build, kind):
    assert state(on_one(build, stop(build), exons=all_exons(search=kind))) is State.MONOALLELIC


def test_homozygous_loss_excluded_is_no_search_for_a_loss_of_one_copy(build):
    exons = all_exons(search=SearchKind.NONE, homozygous_loss_excluded=True)
    assert state(on_one(build, stop(build), exons=exons)) is State.MONOALLELIC_PLUS_GAP


def test_under_a_deletion_of_one_copy_confident_calls_show_the_other(build):
    """Calls over an exon that one copy has lost can only be of the other copy."""
    exons = {2: {"search": SearchKind.NONE}}
    assert state(on_one(build, build.loss(2), exons=exons)) is State.MONOALLELIC


@pytest.mark.parametrize(
    ("loss", "exons"),
    [
        (2, {2: {"search": SearchKind.NONE, "homozygous_loss_excluded": False}}),
        (2, {3: {"search": SearchKind.NONE}}),
    ],
)
def test_but_not_without_such_calls_and_not_beside_it(build, loss, exons):
    assert state(on_one(build, build.loss(loss), exons=exons)) is State.MONOALLELIC_PLUS_GAP


@pytest.mark.parametrize("zygosity", [HALF])
def test_a_half_call_leaves_the_other_copy_open(build, zygosity):
    assert state(on_one(build, stop(build, zygosity))) is State.MONOALLELIC_PLUS_GAP


def test_two_on_one_copy(build):
    assert state(together(build, stop(build), second(build))) is State.CIS_PAIR


def test_two_on_one_copy_of_which_one_is_half_called_are_no_pair(build):
    given = together(build, stop(build, HALF), second(build))
    assert state(given) is State.MONOALLELIC_PLUS_GAP


def test_phase_unknown(build):
    assert state(unphased(build, stop(build), second(build))) is State.POSSIBLE_COMPHET_UNPHASED


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (LedgerReason.STRUCTURAL_NO_CALL, State.MONOALLELIC_PLUS_GAP),
        (LedgerReason.SYMBOLIC_ALLELE_NOT_KNOWN, State.MONOALLELIC_PLUS_GAP),
        (LedgerReason.RECORD_NOT_READABLE, State.INDETERMINATE),
        (LedgerReason.GENOTYPE_NOT_READABLE, State.INDETERMINATE),
        (LedgerReason.REFERENCE_GENOTYPE, State.MONOALLELIC),
    ],
)
def test_a_record_set_aside_beside_a_carrier(build, reason, expected):
    """Rules 4.3: what cannot be read may be the second allele."""
    assert state(on_one(build, stop(build), reasons=[reason])) is expected


def test_a_record_that_cannot_be_read_does_not_unmake_what_is_found_on_both(build):
    given = on_both(build, stop(build, HOM), reasons=[LedgerReason.RECORD_NOT_READABLE])
    assert state(given) is State.BIALLELIC_HOM_SMALL


def test_lines_that_were_no_record_at_all(build):
    assert state(on_one(build, stop(build), unreadable=1)) is State.INDETERMINATE
    assert state(unphased(build, stop(build), second(build), unreadable=1)) is State.INDETERMINATE


@pytest.mark.parametrize(
    "code",
    [
        FindingCode.STAR_WITHOUT_DELETION,
        FindingCode.EXON_WITHOUT_READS,
        FindingCode.REFERENCE_WITH_READS,
    ],
)
def test_findings_that_leave_an_exon_open(build, code):
    assert state(on_one(build, stop(build), findings=[(code, [])])) is State.MONOALLELIC_PLUS_GAP
    assert state(nothing(build, findings=[(code, [])])) is State.NONE_INCOMPLETE


def test_a_mosaic_candidate_leaves_a_gap(build):
    carrier, few = stop(build), second(build, MOSAIC)
    given = facts(build, [carrier, few], ([carrier], []))
    assert state(given) is State.MONOALLELIC_PLUS_GAP


def test_a_mosaic_change_that_breaks_nothing_leaves_none(build):
    carrier, few = stop(build), second(build, MOSAIC)
    given = facts(build, [carrier, few], ([carrier], []), tiers={few.id: Tier.C})
    assert state(given) is State.MONOALLELIC


def test_which_copy_is_broken_by_what_must_be_one_answer(build):
    """Two arrangements with different causes on one copy leave the second hit open."""
    one, other = stop(build), build.insertion(120, "C")
    given = facts(build, [one, other], ([one], []), ([other], []), tiers={})
    assert state(given) is State.MONOALLELIC_PLUS_GAP


# --- contradictions --------------------------------------------------------------------------


def test_a_decisive_finding_on_a_deciding_event(build):
    event = stop(build, HOM)
    given = on_both(build, event, findings=[(FindingCode.GT_CONTRADICTS_READS, [event])])
    assert state(given) is State.INDETERMINATE


def test_a_decisive_finding_on_another_event_moves_nothing(build):
    event, other = stop(build, HOM), second(build)
    given = facts(
        build,
        [event, other],
        ([event], [event]),
        findings=[(FindingCode.GT_CONTRADICTS_READS, [other])],
        tiers={other.id: Tier.C},
    )
    assert state(given) is State.BIALLELIC_HOM_SMALL


def test_a_finding_that_is_not_decisive_moves_nothing(build):
    event = stop(build, HOM)
    given = on_both(build, event, findings=[(FindingCode.PARENT_WITHOUT_ALLELE, [event])])
    assert state(given) is State.BIALLELIC_HOM_SMALL


def test_copies_not_known_of_a_deciding_event(build):
    assert state(on_one(build, build.loss(2, None, UNKNOWN))) is State.INDETERMINATE


def test_without_candidates_a_contradicted_candidate_forbids_the_negative(build):
    """The event was refuted so that no arrangement holds it; it is still a candidate."""
    event = stop(build)
    given = facts(build, [event], ([], []), findings=[(FindingCode.GT_CONTRADICTS_READS, [event])])
    assert state(given) is State.INDETERMINATE


def test_a_contradiction_of_what_is_no_candidate_does_not(build):
    event = stop(build)
    given = facts(
        build,
        [event],
        ([], []),
        findings=[(FindingCode.GT_CONTRADICTS_READS, [event])],
        tiers={event.id: Tier.C},
    )
    assert state(given) is State.NONE_CALLABLE


def test_more_unphased_events_than_are_enumerated_forbid_the_negative(build):
    given = nothing(build, findings=[(FindingCode.ARRANGEMENTS_BOUNDED, [])])
    assert state(given) is State.INDETERMINATE


# --- nothing found ---------------------------------------------------------------------------


def test_nothing_found_where_everything_was_examined(build):
    assert state(nothing(build)) is State.NONE_CALLABLE


@pytest.mark.parametrize(
    ("exons", "expected"),
    [
        (all_exons(search=SearchKind.NONE), State.NONE_CALLABLE),
        (all_exons(homozygous_loss_excluded=False), State.NONE_CALLABLE),
        (
            {4: {"search": SearchKind.NONE, "homozygous_loss_excluded": False}},
            State.NONE_INCOMPLETE,
        ),
        ({4: {"small_variants": Callability.NOT_CALLABLE}}, State.NONE_INCOMPLETE),
        ({1: {"small_variants": Callability.UNKNOWN}}, State.NONE_INCOMPLETE),
    ],
)
def test_a_negative_needs_bases_and_copies_of_every_exon(build, exons, expected):
    """A homozygous loss excluded by reads is enough for the disease (F34)."""
    assert state(nothing(build, exons=exons)) is expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (LedgerReason.STRUCTURAL_NO_CALL, State.NONE_INCOMPLETE),
        (LedgerReason.BREAKEND_NOT_RESOLVED, State.NONE_INCOMPLETE),
        (LedgerReason.RECORD_NOT_READABLE, State.INDETERMINATE),
        (LedgerReason.NO_CALL, State.NONE_CALLABLE),
    ],
)
def test_a_record_set_aside_beside_nothing(build, reason, expected):
    """A genotype that was not called is a hole of its exon's callability, not of the ledger."""
    assert state(nothing(build, reasons=[reason])) is expected


def test_lines_that_were_no_record_forbid_the_negative(build):
    assert state(nothing(build, unreadable=1)) is State.INDETERMINATE


# --- what is handed on -----------------------------------------------------------------------


def test_the_decision_names_what_it_rests_on(build):
    one, other = stop(build), second(build)
    found = decide(unphased(build, one, other))
    assert {a.event.id for a in found.involved} == {one.id, other.id}
    assert found.worst.on_both
    assert not found.best.on_both


@pytest.mark.parametrize(
    ("kind", "by_depth"), [(SearchKind.DEPTH, True), (SearchKind.JUNCTION, False)]
)
def test_whether_depth_looked_for_deletions(build, kind, by_depth):
    found = decide(on_one(build, stop(build), exons={2: {"search": kind}}))
    assert found.deletions_by_depth is by_depth


def test_exons_deleted_on_both(build):
    assert decide(apart(build, build.loss(2, 4), build.loss(3, 5))).deleted_on_both == (3, 4)
    assert decide(on_one(build, build.loss(2, 4))).deleted_on_both == ()


# --- the borders of the table ----------------------------------------------------------------


def test_only_what_breaks_a_copy_is_involved(build):
    carrier, harmless = stop(build), second(build)
    given = facts(build, [carrier, harmless], ([carrier], []), tiers={harmless.id: Tier.C})
    assert [a.event.id for a in decide(given).involved] == [carrier.id]


def test_a_finding_that_is_not_decisive_forbids_no_negative(build):
    """A parent without the allele speaks of parentage; the reads of the child stand."""
    event = stop(build)
    code = FindingCode.PARENT_WITHOUT_ALLELE
    given = facts(build, [event], ([], []), findings=[(code, [event])])
    assert state(given) is not State.INDETERMINATE


def test_one_of_two_with_unknown_copies_is_enough(build):
    given = together(build, stop(build), build.loss(2, None, UNKNOWN))
    assert state(given) is State.INDETERMINATE


def test_a_shared_exon_counts_only_where_every_arrangement_loses_it(build):
    """One way loses exon 3 on both, the other breaks both copies by different exons."""
    one, other, far = build.loss(2, 3), build.loss(3, 4), build.loss(6)
    given = facts(build, [one, other, far], ([one, far], [other]), ([one, other], [far]))
    found = decide(given)
    assert found.deleted_on_both == ()
    assert found.state is State.BIALLELIC_COMPHET_TRANS


def test_an_exon_lost_on_both_in_every_arrangement(build):
    one, other, far = build.loss(2, 3), build.loss(3, 4), build.insertion(120, "C")
    given = facts(build, [one, other, far], ([one, far], [other]), ([one], [other, far]))
    found = decide(given)
    assert found.deleted_on_both == (3,)
    assert found.state is State.BIALLELIC_HOM_DEL


def reported(build: Build) -> Event:
    """c.949+5G>A: reported in patients, and computed as harmless by itself."""
    return build.small(build.at_c(949, "A", offset=5))


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_reported_breaks_a_copy_by_itself(build, turned):
    """Whatever is computed: opposite a stop it is the second allele."""
    known, other = reported(build), stop(build)
    flags = (True, False) if not turned else (False, True)
    pair = (other, known) if not turned else (known, other)
    given = facts(
        build,
        [other, known],
        ([pair[0]], [pair[1]]),
        tiers={known.id: Tier.B},
        way={"own_breaks": flags},
    )
    assert state(given) is State.BIALLELIC_COMPHET_TRANS


def test_what_is_reported_on_one_copy_does_not_break_the_other(build):
    """The other copy rests on an apparent homozygote."""
    known, shared, own = reported(build), build.insertion(200, "A", APPARENT), second(build)
    given = facts(
        build,
        [known, shared, own],
        ([known, shared], [own, shared]),
        tiers={known.id: Tier.B},
        way={"own_breaks": (True, False)},
    )
    assert state(given) is State.APPARENT_HOM


def test_causes_of_one_copy_alone_are_no_compound(build):
    """The first copy has only what both have; the second has one more."""
    shared, extra = stop(build, HOM), second(build)
    for copies in (([shared], [shared, extra]), ([shared, extra], [shared])):
        assert state(facts(build, [shared, extra], copies)) is State.BIALLELIC_HOM_SMALL


def test_a_confirmed_homozygote_of_several_on_both(build):
    sure, apparent = stop(build, HOM), build.insertion(200, "A", APPARENT)
    given = facts(build, [sure, apparent], ([sure, apparent], [sure, apparent]))
    assert state(given) is State.BIALLELIC_HOM_SMALL


def test_a_gain_on_both_is_no_small_homozygote(build):
    loss = build.loss(2, None, HOM)
    gain = replace(loss, kind=EventKind.DUPLICATION, alt="<DUP:TANDEM>")
    assert state(on_both(build, gain)) is State.APPARENT_HOM


def test_a_pair_on_one_copy_in_every_arrangement(build):
    """In one of the two ways the copy holds one of them only."""
    one, other = stop(build), second(build)
    third = build.insertion(200, "A")
    pair = ([one, other], [])
    assert state(facts(build, [one, other], pair)) is State.CIS_PAIR
    given = facts(build, [one, other, third], pair, ([third], []))
    assert state(given) is State.MONOALLELIC_PLUS_GAP


@pytest.mark.parametrize("zygosity", [APPARENT, HAPLOID])
def test_what_both_copies_may_carry_leaves_the_second_hit_open(build, zygosity):
    """Placed on one copy only, such a call leaves open what the other carries."""
    assert state(on_one(build, stop(build, zygosity))) is State.MONOALLELIC_PLUS_GAP


def open_exon(**more: Any) -> dict[str, Any]:
    return {"search": SearchKind.NONE} | more


def test_only_a_deletion_that_breaks_a_copy_shows_the_other_by_calls(build):
    """Exon 2 was not searched; calls over it show the other copy only under a deciding deletion."""
    carrier, loss = stop(build), build.loss(2)
    exons = {2: open_exon()}
    given = facts(build, [carrier, loss], ([carrier], []), exons=exons, tiers={loss.id: Tier.C})
    assert decide(given).shown_by_calls == ()
    assert state(given) is State.MONOALLELIC_PLUS_GAP
    gain = replace(loss, kind=EventKind.DUPLICATION, alt="<DUP:TANDEM>")
    assert decide(on_one(build, gain, exons=exons)).shown_by_calls == ()
    assert decide(on_both(build, build.loss(2, None, HOM), exons=exons)).shown_by_calls == ()
    assert decide(on_one(build, loss, exons=exons)).shown_by_calls == (2,)


def test_only_of_whole_exons(build):
    """A deletion of a part of exon 2: calls in the rest of it are of either copy."""
    exon = build.gene.exons[1]
    record = build.loss(2).support[0].observation
    part = build.deletion(exon.start - 300, exon.start + 20, HET, record)
    given = on_one(build, part, exons={2: open_exon()})
    assert decide(given).shown_by_calls == ()
    assert state(given) is State.MONOALLELIC_PLUS_GAP


@pytest.mark.parametrize("second_says", [False, True])
def test_one_copy_may_be_counted_by_any_record_of_either_deletion(build, second_says):
    """One of two files counts the copy that is left."""
    one, other = build.loss(2, 3), build.loss(3, 4)
    counts = (
        build.loss(2, 3, CN="1", file=2) if not second_says else build.loss(3, 4, CN="1", file=2)
    )
    told = other if second_says else one
    both = replace(told, support=(*told.support, *counts.support))
    pair = (one, both) if second_says else (both, other)
    assert state(apart(build, *pair)) is State.BIALLELIC_COMPHET_TRANS
