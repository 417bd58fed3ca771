"""Facts about an allele found by writing the changed DNA out, without the product's engine.

Proteins are translated by bioutils; places that give the same DNA are found by trying each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bioutils.sequences import reverse_complement, translate_cds

from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.reference import Reference, protein_sequence
from tests.oracles.alleles import VcfAllele

_REACH = 60

NATIVE = protein_sequence() + "*"


class Place(NamedTuple):
    """Bases replaced: first base (for an insertion the base after it) and last; plus strand."""

    first: int
    last: int
    alt: str

    @property
    def is_insertion(self) -> bool:
        return self.last < self.first


@lru_cache(maxsize=20_000)
def places(allele: VcfAllele, reference: Reference) -> tuple[Place, ...]:
    """Every place at which the same change of length gives the same DNA, from left to right."""
    position, ref, alt = allele
    while ref and alt and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while ref and alt and ref[0] == alt[0]:
        position, ref, alt = position + 1, ref[1:], alt[1:]
    start = position - _REACH
    before = reference.fetch(start, position + len(ref) + _REACH)
    at = position - start
    changed = before[:at] + alt + before[at + len(ref) :]
    if ref and alt:
        return (Place(position, position + len(ref) - 1, alt),)
    found = []
    for index in range(len(before) - len(ref) + 1):
        added = changed[index : index + len(alt)]
        if before[:index] + added + before[index + len(ref) :] == changed:
            found.append(Place(start + index, start + index + len(ref) - 1, added))
    return tuple(found)


def exon_holding(place: Place, gene: GeneModel) -> Exon | None:
    """The exon in which a change lies whole; an insertion at its very edge counts."""
    for exon in gene.exons:
        if exon.start <= place.first and place.last <= exon.end and place.first <= exon.end + 1:
            return exon
    return None


def protein(allele: VcfAllele, gene: GeneModel, reference: Reference) -> str | None:
    """The protein with its stop, read from the native start on; None if no place is in an exon."""
    transcript = changed_transcript(allele, gene, reference)
    if transcript is None:
        return None
    place = next(p for p in places(allele, reference) if exon_holding(p, gene))
    before_start = place.first > gene.to_genome(gene.cds_start)
    gained = len(place.alt) - (place.last - place.first + 1) if before_start else 0
    return _translated(transcript[gene.cds_start - 1 + gained :])


def protein_of_all(alleles: Sequence[VcfAllele], gene: GeneModel, reference: Reference) -> str:
    """The protein with its stop of a copy with all the alleles, written in coding bases."""
    bases = {exon: list(reference.fetch(exon.start, exon.end)) for exon in gene.exons}
    for position, ref, alt in sorted(alleles, reverse=True):
        exon = next(e for e in gene.exons if e.start <= position <= e.end)
        first = position - exon.start
        assert "".join(bases[exon][first : first + len(ref)]) == ref
        bases[exon][first : first + len(ref)] = alt
    transcript = "".join(reverse_complement("".join(b)) for b in bases.values())
    return _translated(transcript[gene.cds_start - 1 :])


def _translated(bases: str) -> str:
    """Residues up to and with the first stop."""
    residues: str = translate_cds(bases, full_codons=False, ter_symbol="X")
    return residues[: residues.index("*") + 1] if "*" in residues else residues


def changed_transcript(allele: VcfAllele, gene: GeneModel, reference: Reference) -> str | None:
    """The transcript's bases 5' to 3'; None if no place of the change is in an exon."""
    place = next((p for p in places(allele, reference) if exon_holding(p, gene)), None)
    if place is None:
        return None
    changed = exon_holding(place, gene)
    pieces = []
    for exon in gene.exons:
        bases = reference.fetch(exon.start, exon.end)
        if exon is changed:
            left, right = place.first - exon.start, place.last + 1 - exon.start
            bases = bases[:left] + place.alt + bases[right:]
        pieces.append(reverse_complement(bases))
    return "".join(pieces)


def keeps_sites(place: Place, gene: GeneModel, reference: Reference) -> bool:
    """Whether the two bases beside each exon are the same, read from the exon into the intron."""
    for exon in gene.exons:
        for outside, inside in ((exon.end + 1, 1), (exon.start - 1, -1)):
            if gene.start <= outside <= gene.end and not _kept(place, outside, inside, reference):
                return False
    return True


def _kept(place: Place, outside: int, step: int, reference: Reference) -> bool:
    """Whether the dinucleotide that begins at ``outside`` and runs along ``step`` is kept."""
    site = sorted((outside, outside + step))
    if place.is_insertion:
        touches = place.first == site[1]
    else:
        touches = place.first <= site[1] and site[0] <= place.last
    if not touches:
        return True
    native = reference.fetch(site[0], site[1])
    size = place.last - place.first + 1
    if size == len(place.alt):
        now = "".join(
            place.alt[p - place.first] if place.first <= p <= place.last else reference.base(p)
            for p in site
        )
        return now == native
    if step == 1 and place.first >= site[0]:
        tail = place.alt + reference.fetch(place.last + 1, place.last + 3)
        return (reference.fetch(site[0], place.first - 1) + tail)[:2] == native
    if step == -1 and place.last <= site[1]:
        head = reference.fetch(place.first - 3, place.first - 1) + place.alt
        return (head + reference.fetch(place.last + 1, site[1]))[-2:] == native
    return False
