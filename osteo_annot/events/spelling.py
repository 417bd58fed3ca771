"""One change, several spellings: in bases or as a symbol, in one record or base by base.

Source: VCF 4.5 section 5 (one change may be written in many ways); HGVS (a change of several
adjoining bases is one). Two files of one person that spell one change must never make two variants.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.events.bases import event_of_bases
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.sameness import same_event
from osteo_annot.events.structural import STRUCTURAL_SIZE, length_of_allele
from osteo_annot.events.zygosity import combined
from osteo_annot.locus.allele import Allele, shifted_left, trimmed
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference, reverse_complement

INSERTION_DISTANCE = 10
"""Bases by which two callers may place one insertion apart, besides their own uncertainty."""
INSERTION_LENGTHS = 0.7
"""Shorter length over longer one from which two insertions at one place may be one."""
LONGEST_SPELLED = 100_000
"""Bases up to which a symbolic event is spelled out."""


def spelled_allele(event: Event, reference: Reference) -> Allele | None:
    """The exact change in bases, left-aligned; None where it is not exact or bases are unknown."""
    span = event.inner
    if event.allele is not None:
        return event.allele
    if span is None or not event.is_exact or event.is_imprecise or len(span) > LONGEST_SPELLED:
        return None
    bases = reference.fetch(span.start, span.end)
    if "N" in bases + event.inserted:
        return None
    written = _written(event, span, bases)
    return shifted_left(written, reference) if written else None


def _written(event: Event, span: Interval, bases: str) -> Allele | None:
    """The change of a symbolic event as its bounds give it."""
    match event.kind:
        case EventKind.DELETION:
            return trimmed(span.start, bases, event.inserted)
        case EventKind.DUPLICATION:
            return Allele(span.end + 1, "", event.inserted + bases)
        case EventKind.INVERSION:
            return trimmed(span.start, bases, reverse_complement(bases))
        case EventKind.INSERTION if event.inserted:
            return Allele(span.start, "", event.inserted)
        case _:
            return None


def one_spelling(events: Sequence[Event], gene: GeneModel, reference: Reference) -> list[Event]:
    """The events with each change once: another spelling is merged into the change in bases."""
    in_bases = {e.allele: e for e in events if e.allele is not None}
    long = [e for e in in_bases.values() if e.allele and abs(e.allele.net) >= STRUCTURAL_SIZE]
    several = [e for e in in_bases.values() if e.allele and len(_substitutions(e.allele)) > 1]
    holding = _by_base(several)
    blocks = _by_base([e for e in several if _longer(e, holding) is None])
    together = _spelled_together(list(in_bases.values()), reference)
    others: dict[str, list[Event]] = {}
    kept: list[Event] = []
    for event in events:
        same: Event | None = together.get(event.id)
        if same is not None:
            pass
        elif event.allele is None:
            allele = spelled_allele(event, reference)
            same = in_bases.get(allele) if allele else None
            same = same or next((e for e in long if _may_be(event, e, gene)), None)
        else:
            same = _longer(event, blocks)
        if same is None and event.inserted:
            event = _in_bases(event, gene, reference)
        if same is None:
            kept.append(event)
        else:
            others.setdefault(same.id, []).append(event)
    return [_with_records(event, others.pop(event.id, ())) for event in kept]


def _in_bases(event: Event, gene: GeneModel, reference: Reference) -> Event:
    """A junction with inserted bases as the change that it makes, where all bases are known.

    Beyond one exon only a deletion is one change; a duplication of exons stays what it is.
    """
    allele = spelled_allele(event, reference)
    if allele is None:
        return event
    in_exon = any(e.start <= allele.start and allele.end <= e.end for e in gene.exons)
    if not in_exon and event.kind not in {EventKind.DELETION, EventKind.INSERTION}:
        return event
    kind = EventKind.SMALL_VARIANT
    if event.kind is EventKind.DELETION and not in_exon:
        kind = EventKind.DELETION
    made = event_of_bases(kind, allele, event.support[0], reference)
    return replace(made, zygosity=event.zygosity, support=event.support)


def _with_records(event: Event, others: Sequence[Event]) -> Event:
    """The event with the records of other spellings of it."""
    if not others:
        return event
    support = (*event.support, *(s for other in others for s in other.support))
    return replace(event, support=support, zygosity=combined(support))


def _may_be(event: Event, exact: Event, gene: GeneModel) -> bool:
    """Whether a symbolic event may be a long change that another file gives in bases.

    A deletion as two callers give one; an insertion, or a duplication, that adds about as many
    bases at the place.
    """
    if exact.allele is None or not _of_other_files(event, exact):
        return False
    if event.kind is EventKind.DELETION and exact.allele.is_deletion:
        return same_event(event, replace(exact, kind=EventKind.DELETION), gene)
    if not exact.allele.is_insertion:
        return False
    if event.kind is EventKind.INSERTION:
        lengths = (length_of_allele(s.observation.row, s.allele) for s in event.support)
        return _is_inserted_at(event.outer, [n for n in lengths if n], exact.allele)
    doubled = event.kind is EventKind.DUPLICATION
    return doubled and _is_inserted_at(event.outer, [len(event.best)], exact.allele)


def _is_inserted_at(where: Interval, lengths: Sequence[int], allele: Allele) -> bool:
    """Whether an insertion stands at a place and is about as long as one that was called there."""
    first, last = where.start - INSERTION_DISTANCE, where.end + 1 + INSERTION_DISTANCE
    size = allele.net
    alike = all(min(size, n) >= INSERTION_LENGTHS * max(size, n) for n in lengths)
    return first <= allele.start <= last and alike


def _by_base(events: Sequence[Event]) -> dict[tuple[int, str], list[Event]]:
    """The events that replace a base, by its place and the new base."""
    found: dict[tuple[int, str], list[Event]] = {}
    for event in events:
        for base in _substitutions(event.allele) if event.allele else ():
            found.setdefault(base, []).append(event)
    return found


def _longer(event: Event, holding: Mapping[tuple[int, str], Sequence[Event]]) -> Event | None:
    """The first longer substitution that an event is part of."""
    bases = _substitutions(event.allele) if event.allele else ()
    any_base = min(bases, default=None)
    with_it = holding.get(any_base, ()) if any_base else ()
    return next((e for e in with_it if _is_part_of_substitution(event, e)), None)


def _is_part_of_substitution(event: Event, whole: Event) -> bool:
    """Whether a substitution is part of a longer one that another file gives in one record.

    Of one file they are two: ``AC>GT,GC`` as 1/2, split by allele, is no single change. On other
    copies than the longer one it is another change too.
    """
    if event.allele is None or whole.allele is None or not _of_other_files(event, whole):
        return False
    parts, all_parts = _substitutions(event.allele), _substitutions(whole.allele)
    return bool(parts) and parts < all_parts and _same_copies(event, whole)


def _spelled_together(events: Sequence[Event], reference: Reference) -> dict[str, Event]:
    """The events that together make a change which another file gives in one record, by their id.

    ``ACG>T`` in one file, a substitution and a deletion in the other: both make one sequence.
    """
    ordered = sorted(events, key=_start)
    files = {s.observation.number for event in events for s in event.support}
    found: dict[str, Event] = {}
    for whole in events if len(files) > 1 else ():
        if whole.allele is not None and whole.allele.ref and whole.allele.alt:
            parts = (_parts_of(whole, ordered, reach, reference) for reach in _REACHES)
            found |= {part.id: whole for part in next(filter(None, parts), ())}
    return {name: whole for name, whole in found.items() if whole.id not in found}


def _start(event: Event) -> int:
    """First base that may be affected; 1-based."""
    return event.outer.start


def _parts_of(
    whole: Event, ordered: Sequence[Event], reach: int, reference: Reference
) -> list[Event]:
    """The events of one other file, within a reach of a change, that together make it.

    ``ordered``: the events that may be, by their first base.
    """
    near = Interval(whole.outer.start - reach, whole.outer.end + reach)
    first = bisect_left(ordered, near.start, key=_start)
    last = bisect_right(ordered, near.end, key=_start)
    beside = [
        e
        for e in ordered[first:last]
        if near.contains(e.outer) and _of_other_files(e, whole) and _same_copies(e, whole)
    ]
    if len(beside) < 2:
        return []
    wanted = _edited(near, [whole.allele] if whole.allele else [], reference)
    for number in sorted({s.observation.number for e in beside for s in e.support}):
        parts = [e for e in beside if any(s.observation.number == number for s in e.support)]
        alleles = [e.allele for e in parts if e.allele]
        if len(parts) > 1 and _edited(near, alleles, reference) == wanted:
            return parts
    return []


_REACHES = (1, 30)
"""Bases beside a change within which its parts may stand, as each is aligned for itself."""


def _edited(span: Interval, alleles: Sequence[Allele], reference: Reference) -> str | None:
    """The bases of an interval with some changes; None where two of them meet."""
    bases = reference.fetch(span.start, span.end)
    behind = span.end + 1
    for allele in sorted(alleles, key=lambda a: (a.start, a.end), reverse=True):
        if allele.end >= behind or (allele.is_insertion and allele.start >= behind):
            return None
        first = allele.start - span.start
        bases = bases[:first] + allele.alt + bases[first + len(allele.ref) :]
        behind = allele.start
    return bases


def _substitutions(allele: Allele) -> frozenset[tuple[int, str]]:
    """The single bases that are replaced, as place and new base; none for a change of length."""
    if allele.net or not allele.ref:
        return frozenset()
    pairs = enumerate(zip(allele.ref, allele.alt, strict=True), allele.start)
    return frozenset((place, new) for place, (old, new) in pairs if old != new)


_ON_BOTH = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HOMOZYGOUS}


def _same_copies(one: Event, other: Event) -> bool:
    """Whether two events may lie on the same copies: both on one, or both on both."""
    return (one.zygosity in _ON_BOTH) is (other.zygosity in _ON_BOTH)


def _of_other_files(one: Event, other: Event) -> bool:
    """Whether no file tells of both."""
    files = {s.observation.number for s in one.support}
    return not any(s.observation.number in files for s in other.support)
