"""People whose two copies of the gene are known: drawn at random from a catalogue of changes.

What is null is stated here by hand for each change, apart from the program's own reckoning: a stop,
a frameshift or a lost splice site breaks the copy that carries it, a deletion of coding exons does
(the last exon alone is left out, its effect is open), all else does not. Two shifts that restore
the frame leave a copy that works.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model

EXONS = {exon.number: exon for exon in gene_model(Assembly.GRCH38).exons}
PAD = 400
"""Bases of intron that a deletion of exons takes on each side."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the catalogue; positions on GRCh38, 1-based."""

    name: str
    start: int
    """First base that it takes; for a small variant its POS."""
    end: int
    """Last base that it takes; 1-based, closed."""
    ref: str = ""
    alt: str = ""
    is_null: bool = False

    @property
    def is_deletion(self) -> bool:
        """Whether it is a structural deletion."""
        return not self.ref


def _small(name: str, position: int, ref: str, alt: str, *, is_null: bool) -> Change:
    """A small variant."""
    return Change(name, position, position + len(ref) - 1, ref, alt, is_null)


FRAMESHIFT = _small("c.415_416del", 108_064_285, "ACT", "A", is_null=True)
RESTORING = _small("insertion that restores the frame", 108_064_280, "C", "CGG", is_null=True)
SMALL = (
    _small("c.36T>A", 108_074_616, "A", "T", is_null=True),
    _small("c.75G>A", 108_074_577, "C", "T", is_null=True),
    FRAMESHIFT,
    _small("c.402+1G>A", EXONS[1].start - 1, "C", "T", is_null=True),
    _small("c.518-1G>A", EXONS[3].end + 1, "C", "T", is_null=True),
    _small("c.207G>T", 108_074_445, "C", "A", is_null=False),
    _small("c.208C>T", 108_074_444, "G", "A", is_null=False),
)
_RUNS = tuple((i, j) for i in range(1, 7) for j in range(i, 7) if (i, j) != (6, 6))
DELETIONS = (
    *(
        Change(f"del {i}-{j}", EXONS[j].start - PAD, EXONS[i].end + PAD, is_null=True)
        for i, j in _RUNS
    ),
    Change("del intron 3", EXONS[3].start - 3_000, EXONS[3].start - 1_500),
    Change("del beyond", EXONS[6].start - 70_000, EXONS[1].end + 50_000, is_null=True),
)

Copy = tuple[Change, ...]
"""The changes of one copy of the gene, ascending."""


@dataclass(frozen=True, slots=True)
class Person:
    """Two copies: the mother's and the father's."""

    maternal: Copy
    paternal: Copy

    @property
    def copies(self) -> tuple[Copy, Copy]:
        """Both copies."""
        return self.maternal, self.paternal

    @property
    def null_copies(self) -> int:
        """How many copies are without function."""
        return sum(is_null(copy) for copy in self.copies)


@dataclass(frozen=True, slots=True)
class Family:
    """A child and both parents, and what was unusual in how the child came by its copies."""

    child: Person
    father: Person
    mother: Person
    notes: tuple[str, ...] = field(default=())


def is_null(copy: Copy) -> bool:
    """Whether a copy is without function."""
    broken = {change for change in copy if change.is_null}
    return bool(broken - {FRAMESHIFT, RESTORING}) or len(broken & {FRAMESHIFT, RESTORING}) == 1


def deleted(copy: Copy, position: int) -> bool:
    """Whether the copy has no base at the position."""
    return any(c.is_deletion and c.start <= position <= c.end for c in copy)


def draw_copy(random: Random) -> Copy:
    """A copy with no, one or more changes; more of them broken than in any population."""
    kind = random.random()
    if kind < 0.35:
        return ()
    if kind < 0.45:
        return (RESTORING, FRAMESHIFT)
    if kind < 0.70:
        return _ordered([random.choice(SMALL)])
    if kind < 0.90:
        return (random.choice(DELETIONS),)
    return _ordered([random.choice(SMALL), random.choice([*SMALL, *DELETIONS])])


def _ordered(changes: list[Change]) -> Copy:
    """Each change once, ascending; what lies inside a deletion of the same copy is gone."""
    losses = [c for c in changes if c.is_deletion]
    kept = {
        c
        for c in changes
        if c.is_deletion or not any(d.start <= c.end and c.start <= d.end for d in losses)
    }
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.alt)))


def draw_family(random: Random) -> Family:
    """Parents and a child who has one copy of each, but for the rare exceptions that notes tell."""
    father = Person(draw_copy(random), draw_copy(random))
    mother = Person(draw_copy(random), draw_copy(random))
    if random.random() < 0.3:  # consanguinity: one ancestral copy in both
        mother = Person(father.maternal, mother.paternal)
    maternal, paternal = random.choice(mother.copies), random.choice(father.copies)
    notes: list[str] = []
    if random.random() < 0.01:
        maternal = paternal
        notes.append("uniparental disomy")
    elif random.random() < 0.02 and not any(c.is_deletion for c in maternal):
        maternal = _ordered([*maternal, random.choice(SMALL)])
        notes.append("de novo")
    return Family(Person(maternal, paternal), father, mother, tuple(notes))
