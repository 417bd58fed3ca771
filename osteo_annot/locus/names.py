"""HGVS names of changes on the genome (``g.``) and on the transcript (``c.``).

Source: HGVS nomenclature v21, DNA recommendations. The 3' rule is applied on the sequence that
carries the name: rightmost on the plus strand for ``g.``, leftmost for ``c.`` of this gene of the
minus strand. Order of preference: substitution, deletion, inversion, duplication, insertion,
deletion-insertion.
"""

from __future__ import annotations

from collections.abc import Callable

from osteo_annot.locus.allele import Allele, placements, shifted_left, shifted_right
from osteo_annot.locus.cdna import coding_position
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference, reverse_complement


def genomic_name(allele: Allele, reference: Reference) -> str:
    """The ``g.`` name without accession, for example ``g.108074616A>T``."""
    return genomic_name_at(shifted_right(allele, reference), reference)


def genomic_name_at(placed: Allele, reference: Reference) -> str:
    """The ``g.`` name at one place, as it is written there."""
    before = reference.fetch(placed.start - len(placed.alt), placed.start - 1)
    return "g." + _change(placed.ref, placed.alt, before, lambda index: str(placed.start + index))


def coding_name(allele: Allele, gene: GeneModel, reference: Reference) -> str:
    """The ``c.`` name without accession, or an empty string if it reaches beyond the transcript."""
    most_3_prime = coding_name_at(shifted_left(allele, reference), gene, reference)
    if most_3_prime:
        return most_3_prime
    # HGVS names no base beyond the transcript: the last place that can be named is taken.
    named = (coding_name_at(p, gene, reference) for p in placements(allele, reference))
    return next((name for name in named if name), "")


def coding_name_at(placed: Allele, gene: GeneModel, reference: Reference) -> str:
    """The ``c.`` name at one place; empty where a position lies outside the transcript."""
    first = placed.end
    # On the minus strand the base before the change is the next one on the plus strand.
    before = reverse_complement(reference.fetch(placed.end + 1, placed.end + len(placed.alt)))

    def position(index: int) -> str:
        named = coding_position(gene, first - index)
        if named is None:
            raise LookupError(first - index)
        return str(named)

    ref, alt = reverse_complement(placed.ref), reverse_complement(placed.alt)
    try:
        return "c." + _change(ref, alt, before, position)
    except LookupError:
        return ""


def _change(ref: str, alt: str, before: str, position: Callable[[int], str]) -> str:
    """Positions and change in HGVS; ``position(i)`` names the i-th base from the first of ``ref``.

    ``before`` holds the bases directly before the change, as many as ``alt`` has.
    """
    if ref == alt:
        return f"{position(0)}="
    if not ref:
        if alt == before:
            return _range(-len(alt), -1, position) + "dup"
        return f"{position(-1)}_{position(0)}ins{alt}"
    where = _range(0, len(ref) - 1, position)
    if not alt:
        return f"{where}del"
    if len(ref) == len(alt) == 1:
        return f"{where}{ref}>{alt}"
    if len(ref) == len(alt) and alt == reverse_complement(ref):
        return f"{where}inv"
    return f"{where}delins{alt}"


def _range(first: int, last: int, position: Callable[[int], str]) -> str:
    """One position, or two joined by an underscore."""
    return position(first) if first == last else f"{position(first)}_{position(last)}"
