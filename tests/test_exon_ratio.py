"""What a ratio of an exon may say: this, and just not this (earned claims 1 and 10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from osteo_annot.intake.depth.profile import FarBasis, FarDepth, Profile
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.anchor import anchor_of
from osteo_annot.measured.baseline import DepthReference
from osteo_annot.measured.copy_ratio import exon_ratios
from osteo_annot.measured.exon_ratio import DepthBasis, ExonRatio, NoCallReason
from tests.depth_files import profile

TILES = 900


def ratio(**how: Any) -> ExonRatio:
    """Exon 3 at two copies, told with power, in a genome whose surroundings have two."""
    usual = ExonRatio(
        3, 1.0, 0.05, 2, None, 0.95, DepthBasis.REFERENCES, 30, is_anchored=True, is_even=True
    )
    return replace(usual, **how)


BETWEEN = NoCallReason.BETWEEN_COPIES


@pytest.mark.parametrize(
    ("how", "excluded", "present", "searches", "reduced"),
    [
        ({}, True, True, True, False),
        ({"is_anchored": False}, False, True, False, False),
        ({"copies": None, "no_call": BETWEEN, "ratio": 0.81}, True, True, True, False),
        ({"copies": None, "no_call": BETWEEN, "ratio": 0.8}, False, False, False, True),
        ({"copies": None, "no_call": BETWEEN, "ratio": 0.22}, False, False, False, True),
        ({"copies": None, "no_call": BETWEEN, "ratio": 1.2}, True, True, True, False),
        ({"copies": 1, "ratio": 0.5}, False, True, True, False),
        ({"copies": 0, "ratio": 0.0}, False, False, True, False),
        ({"power": 0.9}, True, True, True, False),
        ({"power": 0.89}, True, True, False, False),
        ({"power": None}, True, True, False, False),
        ({"copies": None, "no_call": NoCallReason.RATIO_TOO_HIGH, "ratio": 3.1},) + (False,) * 4,
        ({"copies": None, "no_call": BETWEEN, "has_reads": False}, False, False, False, True),
    ],
)
def test_what_a_ratio_says(
    how: dict[str, Any], excluded: bool, present: bool, searches: bool, reduced: bool
) -> None:
    """Reduced is at or below 1 - 4 x 0.05 = 0.8 where no copies are told."""
    found = ratio(**how)
    said = (found.loss_excluded, found.is_present, found.searches_deletions, found.is_reduced)
    assert said == (excluded, present, searches, reduced)


def test_a_single_target_is_a_proposal_and_a_genome_is_none() -> None:
    assert ratio(copies=0, ratio=0.0, is_even=False).is_proposal
    assert not ratio(copies=0, ratio=0.0).is_proposal
    assert not ratio(is_even=False).is_proposal


# --- a genome, or an exome --------------------------------------------------------------------


def flat(tile: float, exon: float = 100.0, targets: int = 0) -> Profile:
    """Tiles of one depth, ``targets`` of them as deep as an exon."""
    tiles = tuple(exon if i < targets else tile for i in range(TILES))
    return Profile("P1", "x.bed", (exon,) * 6, (tile,) * 12, tiles)


@pytest.mark.parametrize(
    ("given", "is_even"),
    [
        (flat(100.0), True),
        (flat(40.0), True),
        (flat(39.9), False),
        (flat(1.0), False),
        (flat(2.7, exon=3.0), True),
        (flat(2.5, exon=3.0), False),
        (flat(20.0, targets=45), False),
        (flat(20.0, exon=0.0), True),
        (replace(flat(5.0, exon=0.0, targets=0), controls=(5.0,) * 850 + (60.0,) * 50), False),
        (replace(flat(60.0), controls=(60.0,) * 719 + (0.0,) * 181), False),
        (replace(flat(60.0), controls=(60.0,) * 720 + (0.0,) * 180), True),
    ],
)
def test_a_genome_is_read_beside_the_exons_like_in_them(given: Profile, is_even: bool) -> None:
    """0.4 of the exons, 20 reads a tile (2.6x), one tile of 20 three times deeper, 0.8 read."""
    assert given.is_even is is_even


def test_an_exome_with_reads_off_target_tells_nothing() -> None:
    found = exon_ratios(flat(5.0, targets=40), None)
    assert {r.no_call for r in found} == {NoCallReason.TOO_FEW_REFERENCES}
    assert not any(r.loss_excluded for r in found)


# --- the anchor -------------------------------------------------------------------------------

GENOME = profile("P1", 1, 0.02, even=True)
LEVEL = GENOME.controls[0] or 0.0


@pytest.mark.parametrize(
    ("relative", "copies", "why"),
    [
        (1.0, 2, None),
        (0.82, 2, None),
        (1.2, 2, None),
        (0.78, None, NoCallReason.NOT_ANCHORED),
        (1.3, None, NoCallReason.NOT_ANCHORED),
        (0.5, 1, None),
        (None, None, NoCallReason.NOT_ANCHORED),
    ],
)
def test_two_copies_need_an_anchor(
    relative: float | None, copies: int | None, why: NoCallReason | None
) -> None:
    """The surroundings over what is far away: two copies from 0.8 to 1.25, one at a half."""
    far = None if relative is None else FarDepth(LEVEL / relative, FarBasis.INTERVAL)
    others = tuple(profile(f"R{n}", n + 5, 0.02, even=True) for n in range(20))
    quiet = replace(GENOME, exons=(LEVEL,) * 6, flanks=(LEVEL,) * 12, far=far)
    flat_others = tuple(
        replace(o, exons=(o.controls[0],) * 6, flanks=(o.controls[0],) * 12) for o in others
    )
    found = exon_ratios(quiet, DepthReference(flat_others))[2]
    assert (found.copies, found.no_call) == (copies, why)


def test_a_file_of_the_surroundings_alone_is_no_anchor() -> None:
    """Reads of 0.9 Mb in 170 are 0.5 % of those of a genome, and all of a file cut out of it."""
    near = sum(depth or 0.0 for depth in GENOME.controls) * 1_000
    whole = FarDepth(near / 0.01 / LOCUS.last_position, FarBasis.INDEX)
    part = FarDepth(near / 0.9 / LOCUS.last_position, FarBasis.INDEX)
    assert replace(GENOME, far=whole).usable_far == whole
    assert replace(GENOME, far=part).usable_far is None
    assert anchor_of(replace(GENOME, far=part), None).relative is None


# --- an assay that fails ----------------------------------------------------------------------


def exomes(count: int = 20, failing: int = 0) -> tuple[Profile, ...]:
    """References; in each, ``failing`` targets of the controls have no reads."""
    found = []
    for n in range(count):
        made = profile(f"R{n}", n + 50, 0.04)
        targets = [i for i, depth in enumerate(made.controls) if depth]
        lost = {targets[(7 * n + 31 * k) % len(targets)] for k in range(failing)}
        tiles = tuple(0.0 if i in lost else d for i, d in enumerate(made.controls))
        found.append(replace(made, controls=tiles))
    return tuple(found)


def test_a_loss_is_told_only_beyond_the_tails_of_the_assay() -> None:
    """One window in 225 of each reference without reads: as low as a lost exon too often."""
    person = profile("P1", 99, 0.02)
    lost = replace(person, exons=(*person.exons[:2], 0.0, *person.exons[3:]))
    sound = exon_ratios(lost, DepthReference(exomes()))[2]
    failing = exon_ratios(lost, DepthReference(exomes(failing=1)))[2]
    assert (sound.copies, sound.is_proposal) == (0, True)
    assert (failing.copies, failing.no_call) == (None, NoCallReason.AS_LOW_AS_REFERENCES)
    assert failing.power == 0.0
    assert failing.is_reduced


@pytest.mark.parametrize(("low", "fits"), [(4, True), (5, False)])
def test_a_sample_with_many_low_targets_does_not_fit(low: int, fits: bool) -> None:
    """2 % of the 226 targets of the controls are 4.5."""
    person = profile("P1", 99, 0.02)
    targets = [i for i, depth in enumerate(person.controls) if depth]
    lowered = set(targets[10 : 10 + 2 * low : 2])
    tiles = tuple((d or 0.0) * (0.5 if i in lowered else 1) for i, d in enumerate(person.controls))
    found = exon_ratios(replace(person, controls=tiles), DepthReference(exomes()))
    assert (found[1].no_call is NoCallReason.DOES_NOT_FIT_REFERENCES) is not fits


def test_a_loss_that_reaches_beyond_the_gene_is_no_misfit() -> None:
    """The targets next to the gene are lost with it."""
    person = profile("P1", 99, 0.02)
    tiles = tuple(
        (d or 0.0) * (0.5 if 400 <= i < 500 else 1) for i, d in enumerate(person.controls)
    )
    exons = tuple((d or 0.0) * 0.5 for d in person.exons)
    found = exon_ratios(replace(person, exons=exons, controls=tiles), DepthReference(exomes()))
    assert [r.copies for r in found] == [1] * 6
