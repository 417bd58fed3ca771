"""Two changes of one codon whose phase is not known: both readings are named.

Source: clinical rules 2.1 (Z6), 2.3 (same copy is not harmless: check the codon).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from osteo_annot.copies.arrange import ON_BOTH, Arrangements
from osteo_annot.copies.effect import CopyOutcomes
from osteo_annot.copies.joint import acts_with
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode


def unphased_in_codon(
    assessed: Sequence[Assessed], arrangements: Arrangements, outcomes: CopyOutcomes
) -> tuple[Finding, ...]:
    """For each pair of one codon that lies on one copy in some arrangements: what either makes."""
    small = [
        a
        for a in assessed
        if a.event.kind is EventKind.SMALL_VARIANT
        and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
    ]
    return tuple(
        Finding(
            FindingCode.CODON_NOT_PHASED,
            _readings(a, b, _on_both_beside(a, b, small), outcomes),
            (a.event.id, b.event.id),
        )
        for a, b in combinations(small, 2)
        if acts_with(a.effect, b.effect) and _phase_is_open(a, b, arrangements)
    )


def _on_both_beside(a: Assessed, b: Assessed, small: Sequence[Assessed]) -> list[Assessed]:
    """What lies on both copies, and acts with one of the two."""
    return [
        c
        for c in small
        if c.event.zygosity in ON_BOTH
        and (acts_with(c.effect, a.effect) or acts_with(c.effect, b.effect))
    ]


def _phase_is_open(first: Assessed, second: Assessed, arrangements: Arrangements) -> bool:
    """Whether the two share a copy in some arrangements and not in others."""
    pair = {first.event.id, second.event.id}
    together = {
        any(pair <= set(copy) for copy in arrangement.copies)
        for arrangement in arrangements.possible
    }
    return together == {True, False}


def _readings(a: Assessed, b: Assessed, shared: Sequence[Assessed], outcomes: CopyOutcomes) -> str:
    """What the two make on one copy, and on two."""
    beside = [c.event.id for c in shared]
    joint, first, second = (
        outcomes.of([*(one.event.id for one in own), *beside]).protein
        for own in ((a, b), (a,), (b,))
    )
    with_ = f" with {' and '.join(c.names.c for c in shared)} of both copies" if shared else ""
    return (
        f"{a.names.c} and {b.names.c} touch one codon, and their phase is not known: "
        f"on one copy they make {joint}{with_}, on two copies {first} and {second}."
    )
