"""Two changes of one codon whose phase is not known: both readings are named.

Source: clinical rules 2.1 (Z6), 2.3 (same copy is not harmless: check the codon).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from osteo_annot.copies.arrange import ON_BOTH, Arrangements
from osteo_annot.copies.effect import CopyOutcomes
from osteo_annot.copies.joint import acting_pairs
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import findings as say


def unphased_in_codon(
    assessed: Sequence[Assessed], arrangements: Arrangements, outcomes: CopyOutcomes
) -> tuple[Finding, ...]:
    """For each pair of one codon that lies on one copy in some arrangements: what either makes."""
    small = {
        a.event.id: a
        for a in assessed
        if a.event.kind is EventKind.SMALL_VARIANT
        and a.event.zygosity is not Zygosity.MOSAIC_OR_ARTEFACT
    }
    pairs = acting_pairs([a.effect for a in small.values()])
    acting: dict[str, set[str]] = {}
    for one, other in pairs:
        acting.setdefault(one.event.id, set()).add(other.event.id)
        acting.setdefault(other.event.id, set()).add(one.event.id)
    on_both = [a for a in small.values() if a.event.zygosity in ON_BOTH and a.event.id in acting]
    ways = [tuple(map(frozenset, one.copies)) for one in arrangements.possible]
    found: list[Finding] = []
    for pair in pairs:
        a, b = (small[effect.event.id] for effect in pair)
        if _phase_is_open({a.event.id, b.event.id}, ways):
            with_one = acting[a.event.id] | acting[b.event.id]
            beside = [c for c in on_both if c.event.id in with_one]
            about = (a.event.id, b.event.id)
            text = _readings(a, b, beside, outcomes)
            found.append(Finding(FindingCode.CODON_NOT_PHASED, text, about))
    return tuple(found)


def _phase_is_open(pair: set[str], ways: Iterable[tuple[frozenset[str], ...]]) -> bool:
    """Whether two events share a copy in some arrangements and not in others."""
    together = {any(pair <= copy for copy in copies) for copies in ways}
    return together == {True, False}


def _readings(a: Assessed, b: Assessed, shared: Sequence[Assessed], outcomes: CopyOutcomes) -> Said:
    """What the two make on one copy, and on two."""
    beside = [c.event.id for c in shared]
    joint, first, second = (
        outcomes.of([*(one.event.id for one in own), *beside]).protein
        for own in ((a, b), (a,), (b,))
    )
    made = {"joint": joint, "alone": first, "other": second}
    if shared:
        names = tuple(c.names.c for c in shared)
        return say.CODON_WITH(first=a.names.c, second=b.names.c, shared=names, **made)
    return say.CODON(first=a.names.c, second=b.names.c, **made)
