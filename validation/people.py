"""Who is drawn: gene copies with known events, persons and families.

All positions are 1-based on GRCh38.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from random import Random

from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.variants import published_alleles
from validation.truth import (
    GENE,
    LAST_DECAYING_CODON,
    NATIVE,
    REFERENCE,
    Copy,
    Event,
    Loss,
    Small,
    is_null,
    protein_of,
)

_FROM_EXON = 40
"""Bases from an exon beyond which an intronic change is deep."""
_LAST_CLEAR_CODON = 320
"""Last codon of which a substitution is drawn."""
_ROOM = 120
"""Bases between the breakpoint of a deletion and any small variant or exon it does not take."""


@dataclass(frozen=True, slots=True)
class Person:
    """Two copies: maternal first."""

    copies: tuple[Copy, Copy]

    @property
    def null_copies(self) -> int:
        """How many of the two copies make no working protein."""
        return sum(is_null(copy) is True for copy in self.copies)

    def present(self, position: int) -> tuple[bool, bool]:
        """On which copies the DNA of a position is there."""
        first, second = (
            not any(isinstance(e, Loss) and e.start <= position <= e.end for e in copy)
            for copy in self.copies
        )
        return first, second

    def carries(self, event: Event) -> tuple[bool, bool]:
        """On which copies an event lies."""
        return event in self.copies[0], event in self.copies[1]


@dataclass(frozen=True, slots=True)
class Family:
    """A child, its mother and its father, and what was unusual about them."""

    child: Person
    mother: Person
    father: Person
    remarks: frozenset[str] = field(default_factory=frozenset)
    """``consanguineous``, ``isodisomy``, ``heterodisomy``, ``de_novo``, ``codon pair in trans``."""

    @property
    def people(self) -> dict[str, Person]:
        """All three by the name of their column."""
        return {"child": self.child, "mother": self.mother, "father": self.father}

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event of any of them, once, in genomic order."""
        found = {e for p in self.people.values() for copy in p.copies for e in copy}
        return tuple(sorted(found, key=lambda e: (e.start, e.end, repr(e))))


# --- the catalogue --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Small variants by kind, each with a truth that holds for it alone."""

    by_kind: dict[str, tuple[Small, ...]]

    def draw(self, rng: Random, kinds: Sequence[str]) -> Small:
        """A variant of one of the kinds."""
        return rng.choice(self.by_kind[rng.choice(kinds)])


NULL_KINDS = ("nonsense", "frameshift", "splice")
HARMLESS_KINDS = ("synonymous", "missense", "intronic")


@cache
def catalogue() -> Catalogue:
    """Every substitution of the coding bases, short indels, splice sites and deep introns."""
    found: dict[str, list[Small]] = {kind: [] for kind in (*NULL_KINDS, *HARMLESS_KINDS)}
    for exon in GENE.exons:
        part = GENE.coding_part(exon) or (0, 0)
        for position in range(part[0] + 4, part[1] - 3):
            for small in (*_substitutions(position), *_indels(position)):
                found[small.kind].append(small)
    found["splice"] = list(_splice_sites())
    found["intronic"] = list(_intronic())
    told = _published_places()
    return Catalogue({k: tuple(s for s in v if s.position not in told) for k, v in found.items()})


def _published_places() -> set[int]:
    """Places of published variants: their truth is a matter of reports, not of rules."""
    alleles = published_alleles(Assembly.GRCH38)
    return {place for a in alleles for place in range(a.start - 1, a.end + 2)}


def _substitutions(position: int) -> Iterable[Small]:
    """The three substitutions of a coding base, by what they make of the protein."""
    codon = ((GENE.to_transcript(position) or 0) - GENE.cds_start) // 3 + 1
    ref = REFERENCE.base(position)
    for alt in "ACGT".replace(ref, ""):
        protein = protein_of((Small("", position, ref, alt),), frozenset())
        kind = "synonymous" if protein == NATIVE else "missense"
        if len(protein) < len(NATIVE):
            kind = "nonsense"
        last = LAST_DECAYING_CODON if kind == "nonsense" else _LAST_CLEAR_CODON
        if 1 < codon <= last:
            yield Small(kind, position, ref, alt)


def _indels(position: int) -> Iterable[Small]:
    """Left-aligned losses and gains of a few bases after a coding base that shift the frame."""
    anchor = REFERENCE.base(position)
    candidates = []
    size = (1, 2, 4)[position % 3]
    ref = REFERENCE.fetch(position, position + size)
    if ref[-1] != anchor and GENE.exon_at(position) is GENE.exon_at(position + size + 3):
        candidates.append(Small("frameshift", position, ref, anchor))
    bases = ("A", "C", "G", "T", "AC", "GT", "TGCA")[position % 7]
    if bases[-1] != anchor:
        candidates.append(Small("frameshift", position, anchor, anchor + bases))
    # Where the stop comes late the truth depends on rules that are not clear enough.
    return (s for s in candidates if is_null((s,)) and _decays(s))


def _decays(small: Small) -> bool:
    """Whether the premature stop of a lone frameshift is expected to be degraded."""
    return len(protein_of((small,), frozenset())) <= LAST_DECAYING_CODON


def _splice_sites() -> Iterable[Small]:
    """Substitutions of the canonical two bases beside an exon; not the acceptor of the last."""
    for exon in GENE.exons:
        donor = exon.number < len(GENE.exons)
        acceptor = 1 < exon.number < len(GENE.exons)
        sides = [exon.start - 1, exon.start - 2] * donor + [exon.end + 1, exon.end + 2] * acceptor
        for position in sides:
            ref = REFERENCE.base(position)
            yield from (
                Small("splice", position, ref, alt, skips=exon.number)
                for alt in "ACGT".replace(ref, "")
            )


def _intronic() -> Iterable[Small]:
    """Substitutions deep in the introns, where the bases are known."""
    for position in range(GENE.start, GENE.end):
        ref = REFERENCE.base(position)
        near = GENE.exons_overlapping(position - _FROM_EXON, position + _FROM_EXON)
        if ref != "N" and not near:
            yield Small("intronic", position, ref, "ACGT"[("ACGT".index(ref) + 2) % 4])


# --- drawing --------------------------------------------------------------------------------


def draw_family(rng: Random) -> Family:
    """Parents and a child whose truth is known; drawn again until it is."""
    while True:
        family = _family(rng)
        copies = {copy for person in family.people.values() for copy in person.copies}
        if _tidy(family.events) and all(_possible(c) and is_null(c) is not None for c in copies):
            return family


def _family(rng: Random) -> Family:
    """A family without regard to whether its truth is known."""
    remarks: set[str] = set()
    founders = [_copy(rng) for _ in range(4)]
    if rng.random() < 0.06:
        founders[0], founders[2] = _pair_in_trans(rng)
    elif rng.random() < 0.02:
        # The two halves of a codon on opposite copies: no stop on either.
        one, other = rng.choice(codon_pairs())
        founders[0], founders[2] = (one,), (other,)
        remarks.add("codon pair in trans")
    if rng.random() < 0.3:
        founders[2] = founders[0]
        remarks.add("consanguineous")
    mother, father = Person((founders[0], founders[1])), Person((founders[2], founders[3]))
    copies = [rng.choice(mother.copies), rng.choice(father.copies)]
    fate = rng.random()
    if fate < 0.02:
        copies = [copies[fate < 0.01]] * 2
        remarks.add("isodisomy")
    elif fate < 0.03:
        copies = list(rng.choice((mother, father)).copies)
        remarks.add("heterodisomy")
    elif fate < 0.06:
        place = rng.randrange(2)
        copies[place] = _joined(copies[place], _event(rng))
        remarks.add("de_novo")
    return Family(Person((copies[0], copies[1])), mother, father, frozenset(remarks))


def _copy(rng: Random) -> Copy:
    """A copy with none to three events."""
    copy: Copy = ()
    for _ in range(rng.choices((0, 1, 2, 3), (20, 45, 25, 10))[0]):
        copy = _joined(copy, _event(rng))
    return copy


def _event(rng: Random) -> Copy:
    """One event, or two frameshifts that together keep the frame."""
    draws: tuple[Callable[[Random], Copy], ...] = (
        lambda r: (catalogue().draw(r, NULL_KINDS),),
        lambda r: (catalogue().draw(r, HARMLESS_KINDS),),
        lambda r: (_exon_loss(r),),
        lambda r: (_intron_loss(r),),
        _restoring_pair,
        _codon_pair,
    )
    return rng.choices(draws, (28, 40, 16, 8, 6, 2))[0](rng)


def _joined(copy: Copy, more: Copy) -> Copy:
    """A copy with further events, in genomic order, each once."""
    return tuple(sorted({*copy, *more}, key=lambda e: (e.start, e.end, repr(e))))


def _exon_loss(rng: Random) -> Loss:
    """A deletion of one or more whole exons, of the gene, or beyond it."""
    first = rng.randint(1, 6)
    last = rng.randint(first, 6)
    if rng.random() < 0.15:
        first, last = 1, 6
    high = _within(rng, GENE.exons[first - 1].end, GENE.exons[first - 2].start, first == 1)
    low = _within(rng, -GENE.exons[last - 1].start, -GENE.exons[last % 6].end, last == 6)
    return Loss(-low, high)


def _within(rng: Random, edge: int, neighbour: int, free: bool) -> int:
    """A breakpoint beyond an exon's edge and before the next exon; far out where none follows."""
    far = edge + rng.choice((9_000, 150_000)) if free else neighbour - _ROOM
    return rng.randint(edge + _ROOM, min(far, edge + rng.choice((300, 3_000, 200_000))))


def _intron_loss(rng: Random) -> Loss:
    """A deletion inside one intron, away from the exons."""
    number = rng.randint(1, 5)
    low, high = GENE.exons[number].end + 250, GENE.exons[number - 1].start - 250
    start = rng.randint(low, high - 200)
    return Loss(start, rng.randint(start + 150, min(high, start + 3_000)))


def _restoring_pair(rng: Random) -> Copy:
    """Two frameshifts a few codons apart that together keep the frame and make no stop."""
    while True:
        one = catalogue().draw(rng, ("frameshift",))
        near = [s for s in catalogue().by_kind["frameshift"] if 4 <= s.start - one.end <= 24]
        if near and is_null(pair := (one, rng.choice(near))) is False:
            return pair


@cache
def codon_pairs() -> tuple[tuple[Small, Small], ...]:
    """Two substitutions of one codon that together make a stop, and alone none."""
    harmless = [s for kind in ("synonymous", "missense") for s in catalogue().by_kind[kind]]
    at = {s.position: [t for t in harmless if t.position == s.position] for s in harmless}
    return tuple(
        (one, other)
        for one in harmless
        for other in at.get(one.position + 2, ())
        if len(protein_of((one, other), frozenset())) <= LAST_DECAYING_CODON
    )


def _codon_pair(rng: Random) -> Copy:
    """Two changes of one codon, of which one copy carries both: a stop; or one of them."""
    pair = rng.choice(codon_pairs())
    return pair if rng.random() < 0.6 else (rng.choice(pair),)


def _pair_in_trans(rng: Random) -> tuple[Copy, Copy]:
    """The same two frameshifts, one on each copy: both copies are null."""
    one, other = _restoring_pair(rng)
    return (one,), (other,)


def _possible(copy: Copy) -> bool:
    """Whether nothing on a copy lies where the copy has no bases."""
    losses = [e for e in copy if isinstance(e, Loss)]
    return not any(
        loss is not event and loss.start <= event.end and event.start <= loss.end
        for loss in losses
        for event in copy
    )


def _tidy(events: Sequence[Event]) -> bool:
    """Whether callers could write all events of a family without rows that overlap."""
    return all(_apart(one, other) for one, other in combinations(events, 2))


def _apart(one: Event, other: Event) -> bool:
    """Whether two events are one site, or do not touch each other."""
    if isinstance(one, Small) and isinstance(other, Small):
        same_site = (one.position, one.ref) == (other.position, other.ref)
        return same_site or one.end < other.start - 1 or other.end < one.start - 1
    if isinstance(one, Loss) and isinstance(other, Loss):
        edges = (abs(one.start - other.start), abs(one.end - other.end))
        return min(*edges, abs(one.start - other.end), abs(one.end - other.start)) > _ROOM
    small, loss = (one, other) if isinstance(one, Small) else (other, one)
    return all(abs(small.start - edge) > _ROOM for edge in (loss.start, loss.end))
