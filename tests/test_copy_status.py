"""Answers for a copy and an exon: altered, perhaps uncertain, intact where examined, not examined.

Earned claims 9, and clinical rules 0.3: what was not looked at is never reference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.verdict.copy_status import CopyStatus, CopyView, copy_views
from osteo_annot.verdict.pipeline import judge_person
from tests.vcf_builder import GVCF_HEADER, NONSENSE, SV_HEADER, Vcf, deletion_search

GOOD = "0/0:30:60:25"
MISSENSE = (108_074_578, "C", "G")
"""c.74G>C p.(Trp25Ser)."""
ALTERED, INTACT, OPEN = CopyStatus.ALTERED, CopyStatus.INTACT, CopyStatus.NOT_EXAMINED
UNCERTAIN = CopyStatus.UNCERTAIN


def views(tmp_path: Path, *vcfs: Vcf) -> tuple[CopyView, CopyView]:
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    one = judge_person(read_inputs(paths), "P1")
    return copy_views(one.verdict.decision.worst, one.verdict.decision, one.facts)


def covered(assembly: Assembly, *skip: int) -> Vcf:
    return Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD, skip=skip)


def test_nothing_examined_is_no_reference(tmp_path: Path, assembly: Assembly) -> None:
    for view in views(tmp_path, Vcf(assembly=assembly)):
        assert (view.status, set(view.exons)) == (OPEN, {OPEN})
        assert (view.outcome.protein, view.outcome.null) == ("p.?", None)
        assert view.outcome.residues_lost is None


def test_examined_and_nothing_found_is_intact(tmp_path: Path, assembly: Assembly) -> None:
    for view in views(tmp_path, covered(assembly)):
        assert (view.status, set(view.exons)) == (INTACT, {INTACT})
        assert (view.outcome.protein, view.outcome.null) == ("p.(=)", False)


def test_one_exon_that_was_not_examined_leaves_the_copy_open(
    tmp_path: Path, assembly: Assembly
) -> None:
    view = views(tmp_path, covered(assembly, 3), deletion_search(assembly))[0]
    assert view.exons == (INTACT, INTACT, OPEN, INTACT, INTACT, INTACT)
    assert (view.status, view.outcome.null) == (OPEN, None)


def test_a_stop_alters_its_exon_of_one_copy(tmp_path: Path, assembly: Assembly) -> None:
    small = covered(assembly, 3).add(NONSENSE, "0/1")
    one, other = views(tmp_path, small, deletion_search(assembly))
    assert one.exons == (ALTERED, INTACT, OPEN, INTACT, INTACT, INTACT)
    assert (one.status, one.outcome.null) == (ALTERED, True)
    assert (other.status, other.exons[0]) == (OPEN, INTACT)


@pytest.mark.parametrize("call", ["0/1", "0/0"])
def test_a_copy_that_may_carry_an_uncertain_change_is_neither_intact_nor_unseen_there(
    tmp_path: Path, assembly: Assembly, call: str
) -> None:
    """Seen (F20): "not examined" of the exon in which the change was called."""
    unseen, seen = Vcf(assembly=assembly), covered(assembly)
    for vcf, rest in ((unseen, OPEN), (seen, INTACT)):
        vcf.add(MISSENSE, f"{call}:30:60", fmt="GT:DP:GQ")
        one, other = views(tmp_path, vcf, *([deletion_search(assembly)] if vcf is seen else []))
        found = call == "0/1"
        assert one.exons == other.exons == (UNCERTAIN if found else rest, *[rest] * 5)
        assert one.status is other.status is (UNCERTAIN if found and vcf is seen else rest)
        assert (one.outcome.null is False) is (vcf is seen and not found)


def test_a_deletion_alters_what_it_takes(tmp_path: Path, assembly: Assembly) -> None:
    loss = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(2, 3, "0/1")
    one, other = views(tmp_path, covered(assembly), loss, deletion_search(assembly))
    assert one.exons == (INTACT, ALTERED, ALTERED, INTACT, INTACT, INTACT)
    assert set(other.exons) == {INTACT}


def test_the_other_copy_may_be_deleted_where_nobody_looked(
    tmp_path: Path, assembly: Assembly
) -> None:
    """A carrier in a gVCF without a search for deletions: only the exon of the call is known."""
    one, other = views(tmp_path, covered(assembly).add(NONSENSE, "0/1"))
    assert one.exons[0] is ALTERED
    assert (other.status, set(other.exons)) == (OPEN, {OPEN})
    assert (other.outcome.protein, other.outcome.null) == ("p.?", None)


def test_what_is_read_beside_a_deletion_lies_on_the_other_copy(
    tmp_path: Path, assembly: Assembly
) -> None:
    """No further search is needed there: a second loss would leave no read."""
    loss = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(1, 6, "0/1")
    one, other = views(tmp_path, covered(assembly), loss)
    assert (set(one.exons), set(other.exons)) == ({ALTERED}, {INTACT})


def test_a_contradiction_shows_no_copy(tmp_path: Path, assembly: Assembly) -> None:
    loss = Vcf(assembly=assembly, extra_header=SV_HEADER).exons(2, 5, "1/1:1", fmt="GT:CN")
    for view in views(tmp_path, loss):
        assert (view.status, set(view.exons)) == (OPEN, {OPEN})
        assert (view.outcome.null, view.outcome.exons_lost) == (None, ())
