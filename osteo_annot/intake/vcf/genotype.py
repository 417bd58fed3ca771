"""One sample's genotype as a value; missing, half, haploid, absent and reference are different.

Source: VCF 4.5 section 1.6.2 (GT), including the phasing prefix of VCF 4.4.
"""

from __future__ import annotations

import re
from enum import StrEnum

from osteo_annot.values import dataclass

_GT = re.compile(r"^[|/]?(?:\.|\d{1,6})(?:[|/](?:\.|\d{1,6}))*$")
_PART = re.compile(r"([|/]?)(\.|\d+)")


class GenotypeKind(StrEnum):
    """What a genotype field says, before any allele is asked about."""

    ABSENT = "absent"
    """The record has no GT for the sample."""
    MALFORMED = "malformed"
    """GT cannot be read, or names an allele that the record does not have."""
    MISSING = "missing"
    """Every allele is ``.``."""
    HALF = "half"
    """Some alleles are ``.``, for example ``./1``: the other copy is unknown, not reference."""
    HAPLOID = "haploid"
    """One allele only, for example ``1``, on a chromosome that has two copies."""
    DIPLOID = "diploid"
    """Two alleles, both called."""
    POLYPLOID = "polyploid"
    """More than two alleles: not a genotype of one person's autosome."""


@dataclass(frozen=True, slots=True)
class Genotype:
    """The alleles of one sample in one record."""

    text: str
    """As written, empty when absent."""
    kind: GenotypeKind
    alleles: tuple[int | None, ...]
    """Allele indices in the order written; 0 is REF, None is ``.``."""
    phased: bool
    """Whether every separator is ``|``."""
    phase_set: str
    """``PS`` as written when the genotype is phased and PS is usable (neither ``.`` nor ``0``)."""

    @property
    def is_reference(self) -> bool:
        """Whether both copies are called and both are REF."""
        return self.alleles == (0, 0)

    def copies_of(self, allele: int) -> int:
        """How many copies are called with the allele of this index."""
        return sum(a == allele for a in self.alleles)

    def sides(self, allele: int) -> tuple[int, ...]:
        """0-based places of the allele in the genotype; meaningful for phase only if ``phased``."""
        return tuple(i for i, a in enumerate(self.alleles) if a == allele)


ABSENT = Genotype("", GenotypeKind.ABSENT, (), False, "")


def unreadable(text: str) -> Genotype:
    """A genotype that cannot be read, with its text."""
    return Genotype(text, GenotypeKind.MALFORMED, (), False, "")


def parse_genotype(text: str | None, n_alleles: int, phase_set: str = "") -> Genotype:
    """The genotype of a GT field.

    ``n_alleles`` counts REF and all ALT; ``phase_set`` is the PS field as written. The separator
    before the second allele decides phase; a leading separator (VCF 4.4) belongs to the first.

    >>> parse_genotype("./1", 2).kind
    <GenotypeKind.HALF: 'half'>
    >>> parse_genotype("|0/1", 2).alleles
    (0, 1)
    """
    if text is None:
        return ABSENT
    if text == "":
        return Genotype(text, GenotypeKind.MISSING, (), False, "")
    if not _GT.match(text):
        return unreadable(text)
    parts = _PART.findall(text)
    alleles = tuple(None if value == "." else int(value) for _, value in parts)
    if any(a is not None and a >= n_alleles for a in alleles):
        return unreadable(text)
    separators = [mark for mark, _ in parts[1:]]
    # A prefix (VCF 4.4) speaks of the first allele; one unphased allele leaves the pair unphased.
    phased = bool(separators) and all(mark == "|" for mark in separators) and parts[0][0] != "/"
    usable = phase_set if phased and phase_set not in {".", "0"} else ""
    return Genotype(text, _kind(alleles), alleles, phased, usable)


def _kind(alleles: tuple[int | None, ...]) -> GenotypeKind:
    """The kind of a well-formed genotype."""
    if all(a is None for a in alleles):
        return GenotypeKind.MISSING
    if any(a is None for a in alleles):
        return GenotypeKind.HALF
    if len(alleles) == 1:
        return GenotypeKind.HAPLOID
    return GenotypeKind.DIPLOID if len(alleles) == 2 else GenotypeKind.POLYPLOID
