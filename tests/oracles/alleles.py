"""The alleles that the oracle tests put to both sides: VCF POS, REF, ALT on the locus."""

from __future__ import annotations

import random
from typing import NamedTuple

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference, reverse_complement

BASES = "ACGT"


class VcfAllele(NamedTuple):
    """One allele as a VCF writes it; position 1-based, genomic, plus strand."""

    position: int
    ref: str
    alt: str


def coding_substitutions(gene: GeneModel, reference: Reference) -> list[VcfAllele]:
    """All three substitutions of each of the 1,005 coding bases."""
    return _substitutions(
        reference, [gene.to_genome(tx) for tx in range(gene.cds_start, gene.cds_end + 1)]
    )


def edge_substitutions(gene: GeneModel, reference: Reference, reach: int = 10) -> list[VcfAllele]:
    """All substitutions within ``reach`` bases of an exon's ends, where the base is known."""
    places: set[int] = set()
    for exon in gene.exons:
        for edge in (exon.start, exon.end):
            places |= set(range(edge - reach, edge + reach + 1))
    return _substitutions(reference, sorted(places))


def _substitutions(reference: Reference, places: list[int]) -> list[VcfAllele]:
    return [
        VcfAllele(place, ref, alt)
        for place in places
        if (ref := reference.base(place)) != "N"
        for alt in BASES
        if alt != ref
    ]


def inversions(gene: GeneModel, reference: Reference, every: int, longest: int) -> list[VcfAllele]:
    """Coding bases replaced by their reverse complement, 2 to ``longest`` of them in turn."""
    found = []
    for number, tx in enumerate(range(gene.cds_start + 20, gene.cds_end - 20, every)):
        last = gene.to_genome(tx)
        ref = reference.fetch(last - 1 - number % (longest - 1), last)
        alt = reverse_complement(ref)
        # Ends that pair with each other stay as they are: the inversion is the part between.
        if ref[0] != alt[0] and gene.exon_at(last) == gene.exon_at(last - len(ref)):
            found.append(VcfAllele(last - len(ref) + 1, ref, alt))
    return found


def random_changes(
    gene: GeneModel, reference: Reference, count: int, seed: int, longest: int = 12
) -> list[VcfAllele]:
    """Deletions, insertions, duplications and replacements of 1 to ``longest`` bases.

    Everywhere in the exons with their untranslated parts, up to 8 bases into the introns, and in
    one of three in a place where things go wrong: start, stop and exon ends. Each allele is
    distinct and parsimonious, as VCF asks.
    """
    dice = random.Random(seed)
    edges = [gene.to_genome(gene.cds_start + 1), gene.to_genome(gene.cds_end - 1)]
    edges += [place for exon in gene.exons for place in (exon.start, exon.end)]
    found: dict[VcfAllele, None] = {}
    while len(found) < count:
        exon = dice.choice(gene.exons)
        start = dice.randint(exon.start - 8, exon.end + 8)
        if dice.random() < 1 / 3:
            start = dice.choice(edges) + dice.randint(-12, 12)
        allele = _random_change(dice, reference, start, longest)
        if allele is not None and _in_reach(allele, gene):
            found[allele] = None
    return list(found)


def _random_change(
    dice: random.Random, reference: Reference, start: int, longest: int
) -> VcfAllele | None:
    """One change of a random kind at ``start``, or None where a base is unknown."""
    length = dice.randint(1, longest)
    kind = dice.choice(("deletion", "insertion", "duplication", "replacement", "mnv"))
    removed = length if kind in {"deletion", "replacement", "mnv"} else 0
    ref = reference.fetch(start - 1, start + removed - 1)
    added = ""
    if kind in {"insertion", "replacement"}:
        added = "".join(dice.choices(BASES, k=dice.randint(1, longest)))
    elif kind == "mnv":
        added = "".join(dice.choices(BASES, k=length))
    elif kind == "duplication":
        added = reference.fetch(start, start + length - 1)
    if "N" in ref + added or ref == ref[0] + added:
        return None
    return _parsimonious(start - 1, ref, ref[0] + added)


def _parsimonious(position: int, ref: str, alt: str) -> VcfAllele:
    """Without shared bases, but for the one that VCF needs before an insertion or a deletion."""
    while min(len(ref), len(alt)) > 1 and ref[-1] == alt[-1]:
        ref, alt = ref[:-1], alt[:-1]
    while min(len(ref), len(alt)) > 1 and ref[0] == alt[0]:
        position, ref, alt = position + 1, ref[1:], alt[1:]
    return VcfAllele(position, ref, alt)


def _in_reach(allele: VcfAllele, gene: GeneModel) -> bool:
    """Whether the whole change lies in the transcript, at most 8 bases from an exon."""
    first, last = allele.position, allele.position + max(len(allele.ref) - 1, 1)
    if first <= gene.start or last >= gene.end:
        return False
    return any(e.start - 8 <= first and last <= e.end + 8 for e in gene.exons)
