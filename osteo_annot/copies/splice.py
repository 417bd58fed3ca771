"""Where an exact change falls on the gene: in exons, in introns, on a splice site.

An indel between repeated bases can stand at several places that give the same DNA. The place that
leaves the splice dinucleotides as they are is taken, for the same DNA still has them; of several
such places the most 3' one, which HGVS names.
Source: clinical rules 1.1.2 (canonical splice is +-1,2); Sequence Ontology for the regions.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from osteo_annot.copies.sequence import Edit
from osteo_annot.locus.allele import Allele, placements
from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.locus import LOCUS, Strand
from osteo_annot.locus.reference import Reference, sense
from osteo_annot.values import dataclass


class Site(StrEnum):
    """A splice site of an exon."""

    DONOR = "donor"
    ACCEPTOR = "acceptor"


@dataclass(frozen=True, slots=True)
class SpliceSite:
    """A splice site by its two intronic bases."""

    site: Site
    exon: int
    start: int
    """First of the two bases on the plus strand; 1-based, genomic."""

    @property
    def end(self) -> int:
        """Second of the two bases on the plus strand; 1-based, closed, genomic."""
        return self.start + 1

    @property
    def exon_is_above(self) -> bool:
        """Whether the exon lies at higher positions than the site, else at lower ones."""
        return (self.site is Site.DONOR) == (LOCUS.strand is Strand.MINUS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A change at the place that was chosen, and what it touches there."""

    allele: Allele
    edit: Edit | None
    """The change on the transcript, if it lies in one exon or its part in the exon can be told."""
    lost_sites: tuple[SpliceSite, ...]
    """Splice sites whose dinucleotide is no longer there."""
    exons: tuple[int, ...]
    """Exons of which a base is replaced, or into which bases are inserted."""
    crosses_boundary: bool
    """Whether it takes bases on both sides of an exon boundary."""
    ambiguous: bool = False
    """Whether the same DNA can be read as a change of the exon and as one of the intron alone."""

    @property
    def joins_exons(self) -> bool:
        """Whether it takes the DNA between two exons with their inner splice sites: one exon."""
        return self.edit is not None and len(self.exons) > 1


@lru_cache(maxsize=4)
def splice_sites(gene: GeneModel) -> tuple[SpliceSite, ...]:
    """The ten splice sites of the gene in transcript order."""
    sites: list[SpliceSite] = []
    for exon in gene.exons:
        if exon.number > 1:
            sites.append(SpliceSite(Site.ACCEPTOR, exon.number, exon.end + 1))
        if exon.number < len(gene.exons):
            sites.append(SpliceSite(Site.DONOR, exon.number, exon.start - 2))
    return tuple(sites)


def place(allele: Allele, gene: GeneModel, reference: Reference) -> Placed:
    """The change at the place that harms splicing least, of all places that give the same DNA.

    A copy of bases that include the splice dinucleotide can be read as a gain of the exon or of the
    intron. It is read as one of the exon only where all copied bases are of the exon.
    """
    places = placements(allele, reference)
    named = [p for p in places if p.within(gene.start, gene.end)]
    options = [_placed(option, gene, reference) for option in named or places]
    least = min(_harm(option) for option in options)
    options = [option for option in options if _harm(option) == least]
    intronic = next((o for o in options if not o.exons), None)
    if intronic is None or not any(o.edit for o in options):
        return options[0]
    chosen = options[0] if _copies_exon(options[0].allele, gene) else intronic
    return replace(chosen, ambiguous=True)


def joining(allele: Allele, gene: GeneModel) -> Placed | None:
    """A loss from inside one exon to inside a later one, which joins what is left of both.

    Both inner splice sites are gone with the intron, so nothing is skipped; exons between are lost.
    """
    lower, upper = gene.exon_at(allele.start), gene.exon_at(allele.end)
    if lower is None or upper is None or lower is upper or not allele.ref:
        return None
    first, last = sorted((lower.to_transcript(allele.start), upper.to_transcript(allele.end)))
    numbers = sorted((lower.number, upper.number))
    return Placed(
        allele=allele,
        edit=Edit(first - 1, last, sense(allele.alt)),
        lost_sites=(),
        exons=tuple(range(numbers[0], numbers[1] + 1)),
        crosses_boundary=False,
    )


def _harm(placed: Placed) -> tuple[int, bool]:
    """Splice sites lost, and whether a boundary is crossed."""
    return len(placed.lost_sites), placed.crosses_boundary


def _copies_exon(allele: Allele, gene: GeneModel) -> bool:
    """Whether it is an insertion in an exon beside the bases of the exon that it can copy."""
    last = allele.start + len(allele.alt) - 1
    return allele.is_insertion and any(e.start < allele.start and last <= e.end for e in gene.exons)


def _placed(allele: Allele, gene: GeneModel, reference: Reference) -> Placed:
    """What the change touches at one place."""
    touched = tuple(e for e in gene.exons if _touches(allele, e))
    inside = next((e for e in touched if _inside(allele, e)), None)
    lost = tuple(s for s in splice_sites(gene) if _destroys(allele, s, reference))
    edit = _edit(allele, inside) if inside else None
    if len(touched) == 1 and not inside and not lost and len(allele.ref) == len(allele.alt):
        edit = _edit(_part_in(allele, touched[0]), touched[0])
    return Placed(
        allele=allele,
        edit=edit,
        lost_sites=lost,
        exons=tuple(e.number for e in touched),
        crosses_boundary=bool(touched) and inside is None,
    )


def _touches(allele: Allele, exon: Exon) -> bool:
    """Whether a base of the exon is replaced, or bases are inserted in it or at its edge."""
    if allele.is_insertion:
        return exon.start <= allele.start <= exon.end + 1
    return exon.overlaps(allele.start, allele.end)


def _inside(allele: Allele, exon: Exon) -> bool:
    """Whether the whole change lies in the exon."""
    if allele.is_insertion:
        return exon.start <= allele.start <= exon.end + 1
    return exon.start <= allele.start and allele.end <= exon.end


def _part_in(allele: Allele, exon: Exon) -> Allele:
    """The bases of a replacement of equal length that lie in the exon."""
    first = max(exon.start - allele.start, 0)
    after = min(exon.end, allele.end) + 1 - allele.start
    return Allele(allele.start + first, allele.ref[first:after], allele.alt[first:after])


def _edit(allele: Allele, exon: Exon) -> Edit:
    """The change as transcript bases, 0-based half-open."""
    first = exon.to_transcript(allele.end) - 1
    return Edit(first, first + len(allele.ref), sense(allele.alt))


def _destroys(allele: Allele, site: SpliceSite, reference: Reference) -> bool:
    """Whether the two intronic bases beside the exon are no longer what they were.

    The intron is read from the exon outwards in the changed DNA, so a deletion that brings the
    same two bases back leaves the site.
    """
    if allele.is_insertion:
        if allele.start != site.end:
            return False
    elif allele.end < site.start or site.end < allele.start:
        return False
    if len(allele.ref) == len(allele.alt):
        bases = enumerate(zip(allele.ref, allele.alt, strict=True), allele.start)
        return any(old != new and site.start <= p <= site.end for p, (old, new) in bases)
    reach = len(allele.ref) + 2
    if site.exon_is_above:
        if allele.end > site.end:
            return True
        left = reference.fetch(site.start - reach, allele.start - 1)
        changed = left + allele.alt + reference.fetch(allele.end + 1, site.end)
        return changed[-2:] != reference.fetch(site.start, site.end)
    if allele.start < site.start:
        return True
    right = reference.fetch(allele.end + 1, site.end + reach)
    changed = reference.fetch(site.start, allele.start - 1) + allele.alt + right
    return changed[:2] != reference.fetch(site.start, site.end)
