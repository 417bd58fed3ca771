"""Copies of an event after deletions were heard: this, and just not this.

Expected values: clinical rules 2.1 (Z1: ``1/1`` inside a heterozygous deletion is hemizygous).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.copies.resolve import Resolved, resolved
from osteo_annot.events.model import Event, EventKind, EventSet, Zygosity
from osteo_annot.measured.reads.witness import (
    JunctionCounts,
    JunctionKind,
    JunctionWitness,
    ReferenceCounts,
    WitnessAnswer,
    WitnessReason,
)
from tests.builders import Build

HET, HEMI = Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS
APPARENT = Zygosity.APPARENT_HOMOZYGOUS


def settled(build: Build, *events: Event, **more: Any) -> Resolved:
    person = build.person(*events, **more)
    return resolved(EventSet(events, {}, {}, ()), person, build.gene, build.reference)


def zygosity(build: Build, event: Event, *others: Event) -> Zygosity:
    found = settled(build, event, *others)
    return next(e.event.zygosity for e in found.effects if e.event.id == event.id)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (APPARENT, HEMI),
        (Zygosity.HAPLOID_CALL, HEMI),
        (HET, HET),
        (Zygosity.HALF_CALL, Zygosity.HALF_CALL),
        (Zygosity.UNKNOWN, Zygosity.UNKNOWN),
        (Zygosity.MOSAIC_OR_ARTEFACT, Zygosity.MOSAIC_OR_ARTEFACT),
    ],
)
def test_inside_a_heterozygous_deletion_what_looks_homozygous_is_hemizygous(build, own, expected):
    assert zygosity(build, build.substitution(36, "A", own), build.loss(1)) is expected


@pytest.mark.parametrize("copies", [Zygosity.HOMOZYGOUS, Zygosity.UNKNOWN, Zygosity.HALF_CALL])
def test_only_a_deletion_of_one_copy_exposes(build, copies):
    stop = build.substitution(36, "A", APPARENT)
    assert zygosity(build, stop, build.loss(1, None, copies)) is APPARENT


def test_a_deletion_of_another_exon_exposes_nothing(build):
    assert zygosity(build, build.substitution(36, "A", APPARENT), build.loss(2)) is APPARENT


def test_nor_one_that_only_may_reach_it(build):
    """Only the sure part of the deletion exposes; the second exon lies in its outer bounds."""
    exon_1, exon_2 = build.gene.exons[:2]
    away = exon_1.end - exon_2.end
    loss = build.loss(2, uncertain=away + 500)
    assert loss.outer.contains(build.substitution(36, "A").outer)
    assert zygosity(build, build.substitution(36, "A", APPARENT), loss) is APPARENT


def test_nor_one_without_sure_bases(build):
    loss = build.loss(1)
    unsure = type(loss)(**{f: getattr(loss, f) for f in loss.__slots__} | {"inner": None})
    assert zygosity(build, build.substitution(36, "A", APPARENT), unsure) is APPARENT


@pytest.mark.parametrize("filtered", ["deletion", "variant"])
def test_a_call_that_failed_a_filter_exposes_nothing_and_is_not_exposed(build, filtered):
    filters = {"filters": ("LowQual",)}
    stop = build.substitution(36, "A", APPARENT, **(filters if filtered == "variant" else {}))
    loss = build.loss(1, **(filters if filtered == "deletion" else {}))
    assert zygosity(build, stop, loss) is APPARENT


def test_the_exposing_deletion_may_be_any_of_several(build):
    stop = build.substitution(36, "A", APPARENT)
    assert zygosity(build, stop, build.loss(2), build.loss(1)) is HEMI


def test_a_deletion_is_not_exposed_by_a_deletion(build):
    inner = build.loss(2, None, Zygosity.HOMOZYGOUS, flank=50)
    assert zygosity(build, inner, build.loss(1, 3)) is Zygosity.HOMOZYGOUS


SURE = {"AD": "0,30", "DP": "30", "GQ": "99"}


def parents(build: Build, *gts: str) -> dict[str, Any]:
    reads = {"0/0": "30,0", "0/1": "15,15", "1/1": "0,30"}
    return {
        role: [build.at_c(36, "A", gt, **(SURE | {"AD": reads[gt]}))]
        for role, gt in zip(("mother", "father"), gts, strict=False)
    }


@pytest.mark.parametrize(
    ("gts", "expected"),
    [
        (("0/1", "0/1"), Zygosity.HOMOZYGOUS),
        (("0/1", "0/0"), APPARENT),
        (("0/1",), APPARENT),
        ((), APPARENT),
    ],
)
def test_what_is_confirmed_is_homozygous_and_says_by_what(build, gts, expected):
    stop = build.substitution(36, "A", APPARENT, **SURE)
    found = settled(build, stop, **parents(build, *gts))
    (effect,) = found.effects
    assert effect.event.zygosity is expected
    assert (stop.id in found.confirmed) is (expected is Zygosity.HOMOZYGOUS)


def test_what_a_deletion_exposes_is_not_confirmed_by_parents(build):
    stop = build.substitution(36, "A", APPARENT, **SURE)
    found = settled(build, stop, build.loss(1), **parents(build, "0/1", "0/1"))
    assert found.effects[0].event.zygosity is HEMI
    assert found.confirmed == {}


@pytest.mark.parametrize("kind", [EventKind.DUPLICATION, EventKind.INVERSION])
def test_only_a_loss_exposes_and_only_a_small_change_is_exposed(build, kind):
    """A gain takes no copy away; a structural change has rules of its own."""
    stop = build.substitution(36, "A", APPARENT)
    assert zygosity(build, stop, replace(build.loss(1), kind=kind)) is APPARENT
    within = replace(build.loss(2, None, APPARENT, flank=50), kind=kind)
    assert zygosity(build, within, build.loss(1, 3)) is APPARENT


def witness_of(loss: Event, copies: int | None, answer: WitnessAnswer) -> JunctionWitness:
    """What reads say of a deletion, as far as its copies are concerned."""
    counts = JunctionCounts(10, 5, 0, 5, 8, 7, 14, 60.0)
    beside = ReferenceCounts(15, 5)
    reason = WitnessReason.JUNCTION_SEEN
    return JunctionWitness(
        kind=JunctionKind.DELETION,
        outer=loss.outer,
        inner=loss.inner,
        claimed_copies=1,
        answer=answer,
        reason=reason,
        counts=counts,
        reference_left=beside,
        reference_right=beside,
        depths=None,
        heterozygous_inside=0,
        log10_likelihoods=None,
        copies=copies,
        quality=50,
        breakpoints=None,
        covered_left=1.0,
        covered_right=1.0,
    )


@pytest.mark.parametrize(
    ("copies", "answer", "filters", "expected"),
    [
        (1, WitnessAnswer.CONFIRMED, ("LowQual",), HEMI),
        (1, WitnessAnswer.CONFIRMED, (), HEMI),
        (2, WitnessAnswer.CONTRADICTED, ("LowQual",), APPARENT),
        (None, WitnessAnswer.NOT_ASSESSABLE, ("LowQual",), APPARENT),
        (None, WitnessAnswer.NOT_ASSESSABLE, (), HEMI),
    ],
)
def test_a_filtered_deletion_that_reads_confirm_exposes_too(
    build, copies, answer, filters, expected
):
    """Reads.md 5: into hemizygous over a deletion, without parents."""
    loss = build.loss(1, filters=filters)
    seen = replace(loss, witness=witness_of(loss, copies, answer))
    assert zygosity(build, build.substitution(36, "A", APPARENT), seen) is expected
