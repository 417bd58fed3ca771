"""What reads may say of an event: this, and just not this.

Rules: reads.md 1 and 2; limits as in ``measured/reads/limits.py``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.measured.reads.answer import Evidence, answer_of, copies_that_fit
from osteo_annot.measured.reads.genotype import copies_by_reads
from osteo_annot.measured.reads.witness import (
    EndDepths,
    JunctionCounts,
    JunctionKind,
    WitnessAnswer,
    WitnessReason,
)

DELETION, DUPLICATION, INVERSION = JunctionKind
CONFIRMED, CONTRADICTED, NOT_ASSESSABLE = WitnessAnswer


def counts(split: int = 0, clipped: int = 0, pairs: int = 0, starts: int | None = None):
    reads = split + clipped
    return JunctionCounts(
        split, clipped, 0, pairs, reads, 0, reads if starts is None else starts, 60.0
    )


def evidence(shown: int, reference: float, kind: JunctionKind = DELETION, **changes) -> Evidence:
    usual = Evidence(
        kind=kind,
        length=2_000,
        counts=counts(split=shown),
        by_reads=copies_by_reads(kind, shown, reference),
        depths=None,
        heterozygous_inside=0,
        covered=(1.0, 1.0),
        inside_window=True,
        maps_poorly=False,
        is_short=False,
        even_flanks=True,
    )
    return replace(usual, **changes)


def depths(ratio: float) -> EndDepths:
    return EndDepths(30 * ratio, 30.0, 30.0)


@pytest.mark.parametrize(
    ("kind", "shown", "reference", "copies"),
    [
        (DELETION, 0, 30, 0),
        (DELETION, 15, 15, 1),
        (DELETION, 30, 0, 2),
        (DELETION, 30, 1, 2),
        (DELETION, 10, 20, 1),
        (DELETION, 0, 6, None),  # 0.5 to the sixth: 18 on the scale of Phred
        (DELETION, 0, 7, 0),
        (DELETION, 6, 0, None),
        (
            DELETION,
            14,
            0,
            None,
        ),  # 0.5 to the fourteenth: 39; one of 20,000 must not be so by chance
        (DELETION, 15, 0, 2),
        (DELETION, 5, 45, None),  # a share that is that of no number of copies: mosaic
        (DELETION, 40, 12, None),
        (INVERSION, 15, 15, 1),
        (DUPLICATION, 0, 60, 0),
        (DUPLICATION, 60, 60, 2),
        (DUPLICATION, 40, 120, 1),
        (DUPLICATION, 20, 30, None),  # a third or a half
    ],
)
def test_copies_by_fragments(kind, shown, reference, copies):
    found = copies_by_reads(kind, shown, reference)
    assert found is not None
    assert found.copies == copies
    assert (found.quality >= 20) is (copies is not None)


def test_no_fragments_no_likelihood():
    assert copies_by_reads(DELETION, 0, 0) is None


@pytest.mark.parametrize(
    ("changes", "copies"),
    [
        ({}, 2),
        ({"depths": depths(0.25)}, 2),
        ({"depths": depths(0.26)}, None),  # a copy is there all the same
        ({"depths": depths(0.26), "length": 199}, 2),  # too short for its depth
        ({"depths": depths(0.26), "length": 200}, None),
        ({"heterozygous_inside": 1}, 2),
        ({"heterozygous_inside": 2}, None),
        ({"even_flanks": False}, None),
        ({"counts": counts(split=30, starts=1)}, None),  # copies of one fragment
        ({"counts": counts(split=30, starts=2)}, 2),
        ({"counts": counts(split=3, pairs=16)}, None),
        ({"counts": counts(split=3, pairs=20)}, 2),
        ({"counts": counts(split=4, pairs=16)}, 2),
        ({"counts": counts(split=3, pairs=16), "depths": depths(0.0)}, 2),
    ],
)
def test_two_copies(changes, copies):
    assert copies_that_fit(evidence(30, 0, **changes), 2) == copies


@pytest.mark.parametrize("claimed", [None, 1])
@pytest.mark.parametrize(
    ("changes", "copies"),
    [
        ({}, None),  # reads at the ends alone
        ({"counts": counts(split=27, pairs=3)}, None),
        ({"counts": counts(split=26, pairs=4)}, 2),
        ({"depths": depths(0.0), "length": 60}, 2),  # short, and no base inside is read
        ({"depths": depths(0.26), "length": 60}, None),
    ],
)
def test_two_copies_that_nobody_called_need_more_than_the_ends(changes, copies, claimed):
    """Of 89 heterozygotes of SVTyper none is told homozygous by the reads at its ends alone."""
    assert copies_that_fit(evidence(30, 0, **changes), claimed) == copies


def test_two_inverted_copies_are_told_by_their_ends():
    """No base is lost, so neither depth nor pairs over a loss can bear it out."""
    assert copies_that_fit(evidence(30, 0, INVERSION), None) == 2


@pytest.mark.parametrize(
    ("ratio", "copies"), [(0.25, None), (0.26, 1), (0.5, 1), (0.79, 1), (0.8, None)]
)
def test_one_copy_of_a_deletion_needs_its_depth(ratio, copies):
    assert copies_that_fit(evidence(15, 15, depths=depths(ratio)), 1) == copies


@pytest.mark.parametrize(("ratio", "copies"), [(1.14, None), (1.15, 2), (2.0, 2)])
def test_copies_of_a_duplication_need_its_depth(ratio, copies):
    assert copies_that_fit(evidence(60, 60, DUPLICATION, depths=depths(ratio)), 2) == copies


@pytest.mark.parametrize(
    ("shown", "reference", "claimed", "answer", "reason"),
    [
        (15, 15, 1, CONFIRMED, WitnessReason.JUNCTION_SEEN),
        (15, 15, 2, CONTRADICTED, WitnessReason.OTHER_COPIES),
        (30, 0, 2, CONFIRMED, WitnessReason.JUNCTION_SEEN),
        (30, 0, 1, NOT_ASSESSABLE, WitnessReason.COPIES_NOT_TOLD),  # neither depth nor pairs
        (15, 15, None, CONFIRMED, WitnessReason.COPIES_NOT_CLAIMED),
        (10, 30, None, CONFIRMED, WitnessReason.COPIES_NOT_CLAIMED),
        # A tenth: likelier the reads of another person than a junction of this one.
        (5, 45, None, NOT_ASSESSABLE, WitnessReason.COPIES_NOT_TOLD),
        (5, 45, 1, NOT_ASSESSABLE, WitnessReason.COPIES_NOT_TOLD),
        (0, 30, 1, CONTRADICTED, WitnessReason.NO_JUNCTION),
        (0, 30, None, CONTRADICTED, WitnessReason.NO_JUNCTION),
        (0, 6, 1, NOT_ASSESSABLE, WitnessReason.TOO_FEW_READS),
        (1, 30, 1, CONTRADICTED, WitnessReason.NO_JUNCTION),
        (2, 30, 1, NOT_ASSESSABLE, WitnessReason.TOO_FEW_READS),  # neither seen nor absent
    ],
)
def test_answers(shown, reference, claimed, answer, reason):
    one = evidence(shown, reference)
    assert answer_of(one, copies_that_fit(one, claimed), claimed) == (answer, reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, WitnessReason.NO_JUNCTION),
        ({"covered": (0.98, 1.0)}, WitnessReason.NO_JUNCTION),
        ({"covered": (0.97, 1.0)}, WitnessReason.ENDS_NOT_READ),
        ({"covered": (1.0, 0.0)}, WitnessReason.ENDS_NOT_READ),
        ({"depths": depths(0.8)}, WitnessReason.NO_JUNCTION),
        ({"depths": depths(0.79)}, WitnessReason.DEPTH_LOWERED),
        ({"inside_window": False}, WitnessReason.OUTSIDE_WINDOW),
        ({"maps_poorly": True}, WitnessReason.ENDS_DO_NOT_MAP),
        ({"elsewhere": True}, WitnessReason.JUNCTION_ELSEWHERE),
        ({"is_short": True, "kind": INVERSION}, WitnessReason.SHORT_INVERSION),
        ({"by_reads": None}, WitnessReason.TOO_FEW_READS),
    ],
)
def test_absence_needs_reads_at_every_place(changes, reason):
    """No junction is never "no deletion" where its places were not read."""
    one = evidence(0, 30, **changes)
    answer, why = answer_of(one, copies_that_fit(one, 1), 1)
    assert why is reason
    assert answer is (CONTRADICTED if reason is WitnessReason.NO_JUNCTION else NOT_ASSESSABLE)


@pytest.mark.parametrize("fragments", [3, 4])
def test_four_fragments_show_a_junction(fragments):
    assert evidence(fragments, fragments).is_seen is (fragments == 4)


@pytest.mark.parametrize(
    ("claimed", "covered", "read_inside", "answer", "reason"),
    [
        (2, 0.0, True, CONTRADICTED, WitnessReason.READS_INSIDE),
        (2, 0.0, False, NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ),
        (1, 0.0, True, NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ),
        (None, 0.0, True, NOT_ASSESSABLE, WitnessReason.ENDS_NOT_READ),
        (2, 1.0, True, CONTRADICTED, WitnessReason.NO_JUNCTION),
    ],
)
def test_reads_inside_deny_a_loss_of_both_copies(claimed, covered, read_inside, answer, reason):
    """Where the ends are not read the exons inside still are; one lost copy they do not deny."""
    one = evidence(0, 30, covered=(covered, covered), read_inside=read_inside)
    assert answer_of(one, copies_that_fit(one, claimed), claimed) == (answer, reason)
