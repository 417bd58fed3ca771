"""The protein of a copy held against the native one.

The expected residues are read from the HGVS name of the protein, which oracles hold elsewhere
(tests/oracles): a frameshift is named by its first altered residue and the distance of the new
stop, an extension by the residues that it adds, a deletion by its first and last residue.
"""

from __future__ import annotations

import re

import pytest

from osteo_annot.copies.effect import effects_of
from osteo_annot.copies.outcome import Effect, Outcome, Product, last_decaying_codon
from osteo_annot.events.model import Event
from tests.builders import Build

NATIVE = 334


def alone(build: Build, event: Event) -> Outcome:
    (effect,) = effects_of([event], build.gene, build.reference)
    return effect.single_outcome


def read_from(name: str) -> tuple[int, int, int]:
    """Length, same at start and same at end, by the name."""
    if found := re.fullmatch(r"p\.\(\D+(\d+)\D+fsTer(\d+)\)", name):
        first, stop = int(found[1]), int(found[2])
        return first + stop - 2, first - 1, 0
    if found := re.fullmatch(r"p\.\(\D+(\d+)Ter\)", name):
        return int(found[1]) - 1, int(found[1]) - 1, 0
    if found := re.fullmatch(r"p\.\(Ter335\D+extTer(\d+)\)", name):
        return NATIVE + int(found[1]), NATIVE, 0
    raise AssertionError(name)


@pytest.mark.parametrize("base", range(5, 1002, 11))
def test_a_shifted_frame_is_altered_from_where_its_name_says(build: Build, base: int) -> None:
    made = alone(build, build.loss_of_bases(base, base))
    assert made.product is not None
    product = made.product
    assert (product.length, product.same_at_start, product.same_at_end) == read_from(made.protein)
    assert made.residues_lost == NATIVE - product.same_at_start
    assert made.ptc_codon in {None, product.length + 1}


def test_a_frame_that_runs_past_the_native_end_has_residues_beyond_it(build: Build) -> None:
    lengths = {
        made.product.length
        for base in range(950, 1002)
        if (made := alone(build, build.loss_of_bases(base, base))).product
    }
    assert max(lengths) > NATIVE


def test_changes_in_frame_leave_both_sides_native(build: Build) -> None:
    """Codon 90 is GAC, Asp."""
    lost = alone(build, build.loss_of_bases(268, 270))
    assert (lost.product, lost.effect) == (Product(333, 89, 244), Effect.IN_FRAME_LOSS)
    exchanged = alone(build, build.substitution(269, "C"))
    assert (exchanged.product, exchanged.protein) == (Product(334, 89, 244), "p.(Asp90Ala)")
    same = alone(build, build.substitution(270, "T"))
    assert (same.product, same.protein) == (Product(334, 334, 0), "p.(Asp90=)")
    more = alone(build, build.insertion(270, "TGG"))
    assert more.product == Product(335, 90, 244)
    exons = alone(build, build.loss(2, 3))  # c.403 to c.615: 71 codons
    assert (exons.product, exons.effect) == (Product(263, 134, 129), Effect.IN_FRAME_LOSS)


def test_no_residue_is_told_where_no_protein_can_be_translated(build: Build) -> None:
    """The start lost, the last exon lost, the whole gene lost."""
    assert alone(build, build.small(build.at_c(1, "C"))).product is None
    assert alone(build, build.loss(6)).product is None
    assert alone(build, build.loss(1, 6)).product is None


def test_the_limit_of_decay_is_that_of_the_outcome(build: Build) -> None:
    """Clinical rules 1.1.6: a stop at codon 299 decays, one at 300 escapes."""
    limit = last_decaying_codon(build.gene)
    assert limit == 299
