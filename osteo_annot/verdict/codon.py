"""Two changes of one codon whose phase is not known: both readings are named.

Source: clinical rules 2.1 (Z6), 2.3 (same copy is not harmless: check the codon).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from osteo_annot.copies.arrange import Arrangements
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
        Finding(FindingCode.CODON_NOT_PHASED, _readings(a, b, outcomes), (a.event.id, b.event.id))
        for a, b in combinations(small, 2)
        if acts_with(a.effect, b.effect) and _phase_is_open(a, b, arrangements)
    )


def _phase_is_open(first: Assessed, second: Assessed, arrangements: Arrangements) -> bool:
    """Whether the two share a copy in some arrangements and not in others."""
    pair = {first.event.id, second.event.id}
    together = {
        any(pair <= set(copy) for copy in arrangement.copies)
        for arrangement in arrangements.possible
    }
    return together == {True, False}


def _readings(a: Assessed, b: Assessed, outcomes: CopyOutcomes) -> str:
    """What the two make on one copy, and on two."""
    joint = outcomes.of([a.event.id, b.event.id]).protein
    return (
        f"{a.names.c} and {b.names.c} touch one codon, and their phase is not known: "
        f"on one copy they make {joint}, on two copies {a.names.p} and {b.names.p}."
    )
