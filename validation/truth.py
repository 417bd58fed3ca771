"""What lies on a copy of the gene, and whether the copy is null.

All positions are 1-based on GRCh38. The truth is computed here from the bases and the exons alone;
nothing of the product is asked but where exons lie and which bases stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import Exon, gene_model
from osteo_annot.locus.reference import embedded_reference, protein_sequence

GENE = gene_model(Assembly.GRCH38)
REFERENCE = embedded_reference(Assembly.GRCH38)
_AMINO_ACIDS = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_CODON = dict(zip((a + b + c for a in "TCAG" for b in "TCAG" for c in "TCAG"), _AMINO_ACIDS,
                  strict=True))  # fmt: skip
_PAIRED = str.maketrans("ACGT", "TGCA")
NATIVE = protein_sequence() + "*"
_CLEARLY_KEPT = 5
"""Residues that may be missing, or altered in the middle, without any doubt of function."""
_CLEARLY_LOST = 0.10
"""Part of the protein whose loss is loss of function (clinical rules 1.1)."""
LAST_DECAYING_CODON = 299
"""Last codon at which a premature stop is degraded (clinical rules 1.1.6)."""


@dataclass(frozen=True, slots=True)
class Small:
    """A small variant as a VCF writes it, left-aligned."""

    kind: str
    """``nonsense``, ``frameshift``, ``splice``, ``synonymous``, ``missense``, ``intronic``."""
    position: int
    ref: str
    alt: str
    skips: int = 0
    """Exon whose canonical splice site is lost; 0 for none."""

    @property
    def start(self) -> int:
        """First base that the record holds."""
        return self.position

    @property
    def end(self) -> int:
        """Last base that the record holds."""
        return self.position + len(self.ref) - 1


@dataclass(frozen=True, slots=True)
class Loss:
    """A deletion of the closed interval."""

    start: int
    end: int


Event = Small | Loss
Copy = tuple[Event, ...]


def is_null(copy: Copy) -> bool | None:
    """Whether a copy makes no working protein; None where no rule says so clearly."""
    lost = {
        exon.number
        for event in copy
        if isinstance(event, Loss)
        for exon in GENE.exons_overlapping(event.start, event.end)
    }
    lost |= {event.skips for event in copy if isinstance(event, Small) and event.skips}
    if lost & {1, len(GENE.exons)}:
        return True
    return _spoiled(protein_of(copy, frozenset(lost)))


def protein_of(copy: Copy, lost: frozenset[int]) -> str:
    """What is translated from a copy without the lost exons, up to and with the first stop."""
    written: dict[int, str] = {}
    for event in copy:
        if isinstance(event, Small):
            kept = min(len(event.ref), len(event.alt))
            changed = {event.position + i: event.alt[i] for i in range(kept)}
            changed |= {event.position + i: "" for i in range(kept, len(event.ref))}
            last = event.position + kept - 1
            changed[last] += event.alt[len(event.ref) :]
            written |= changed
    kept_exons = (e for e in GENE.exons if e.number not in lost)
    transcript = "".join(_exon_text(e, written) for e in kept_exons)
    coding = transcript[GENE.cds_start - 1 :]
    residues: list[str] = []
    for i in range(0, len(coding) - 2, 3):
        residues.append(_CODON[coding[i : i + 3]])
        if residues[-1] == "*":
            break
    return "".join(residues)


def _exon_text(exon: Exon, written: Mapping[int, str]) -> str:
    """The bases of an exon 5' to 3' with what was written over them."""
    plus = REFERENCE.fetch(exon.start, exon.end)
    if any(exon.start <= position <= exon.end for position in written):
        bases = enumerate(plus, exon.start)
        plus = "".join(written.get(position, base) for position, base in bases)
    return plus.translate(_PAIRED)[::-1]


def _spoiled(protein: str) -> bool | None:
    """Whether a protein is too short or too different to work; None where it is not clear."""
    if protein == NATIVE:
        return False
    if not protein.startswith("M"):
        return True
    head = _shared(protein, NATIVE)
    tail = min(_shared(protein[::-1], NATIVE[::-1]), len(protein) - head, len(NATIVE) - head)
    length = len(NATIVE) - 1
    if tail > 10:
        missing = len(NATIVE) - len(protein)
        altered = len(protein) - head - tail
        if missing > _CLEARLY_LOST * length:
            return True
        return False if abs(missing) <= _CLEARLY_KEPT and altered <= 3 * _CLEARLY_KEPT else None
    if len(protein) <= LAST_DECAYING_CODON or length - head > _CLEARLY_LOST * length:
        return True
    return False if length - head == 0 else None


def _shared(one: str, other: str) -> int:
    """Residues that two proteins share from the beginning."""
    same = (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(same, min(len(one), len(other)))
