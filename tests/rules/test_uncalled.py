"""What is not called, and would undo an effect, leaves the effect open: this, and just not this.

Expected values: clinical rules 2.1 (Z6: bases of one codon, Z7: a restored frame), 2.8; earned
claims 3 (a reference genotype with reads of the allele).
"""

from __future__ import annotations

from typing import Any

import pytest

from osteo_annot.copies.effect import effects_of
from osteo_annot.copies.uncalled import may_restore
from osteo_annot.events.model import Event, Zygosity
from osteo_annot.intake.vcf.observation import Observation
from tests.builders import Build

SURE = {"DP": "40", "GQ": "99"}


def restored(build: Build, events: list[Event], *records: Observation) -> set[str]:
    effects = effects_of(events, build.gene, build.reference)
    found = may_restore(effects, list(records), build.gene, build.reference)
    return {name for finding in found for name in finding.about}


def other_shift(build: Build, bases: str = "CG", **written: Any) -> Observation:
    """Bases inserted 12 bases behind the first: with one inserted base, two restore the frame."""
    event = build.insertion(112, bases, **({"gt": written.pop("gt", "0/1")} | written))
    return event.support[0].observation


@pytest.mark.parametrize(
    ("written", "undone"),
    [
        ({"gt": "./."}, True),
        ({"gt": "./1"}, True),
        ({"gt": "0/0", "AD": "16,25", **SURE}, True),
        ({"gt": "0|0", "AD": "16,25", **SURE}, True),
        ({"gt": "0/0", "AD": "40,0", **SURE}, False),
        ({"gt": "0/0", "AD": "39,1", **SURE}, False),
        ({"gt": "0/0", **SURE}, False),
        ({"gt": "0/0", "DP": "3", "GQ": "9"}, True),
        ({"gt": "0/1", "AD": "20,20", **SURE}, False),
    ],
)
def test_by_what_the_sample_was_given(build: Build, written: dict[str, Any], undone: bool) -> None:
    """A called heterozygote is an event of its own: whether it restores is a question of phase."""
    shift = build.insertion(100, "C")
    assert restored(build, [shift], other_shift(build, **written)) == (
        {shift.id} if undone else set()
    )


@pytest.mark.parametrize(("bases", "undone"), [("CG", True), ("C", False), ("CGA", False)])
def test_only_what_keeps_the_frame_together(build: Build, bases: str, undone: bool) -> None:
    shift = build.insertion(100, "C")
    record = other_shift(build, bases, gt="./.")
    assert bool(restored(build, [shift], record)) is undone


def test_few_reads_of_a_restoring_change_leave_it_open_too(build: Build) -> None:
    shift = build.insertion(100, "C")
    mosaic = build.insertion(112, "CG", Zygosity.MOSAIC_OR_ARTEFACT)
    assert restored(build, [shift, mosaic]) == {shift.id}
    assert restored(build, [mosaic]) == set()


@pytest.mark.parametrize(
    ("base", "gt", "undone"),
    [
        (34, "0/0", True),
        (35, "0/0", False),
        (37, "0/0", False),
        (34, "0/1", False),
    ],
)
def test_another_base_of_the_codon_of_a_stop(
    build: Build, base: int, gt: str, undone: bool
) -> None:
    """c.36T>A makes TGA of TGT; c.34T>A beside it makes AGA (Arg), c.35G>A makes TAA, a stop too.

    c.37 is of the next codon.
    """
    stop = build.substitution(36, "A")
    record = build.at_c(base, "A", gt, AD="18,20", **SURE)
    assert restored(build, [stop], record) == ({stop.id} if undone else set())


def test_what_breaks_nothing_needs_no_rescue(build: Build) -> None:
    silent = build.substitution(207, "T")
    assert restored(build, [silent], other_shift(build, gt="./.")) == set()
