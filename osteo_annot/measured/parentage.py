"""Whether a sample can be the parent of another: opposite homozygotes around the gene.

Source: clinical rules 2.1 (Z22, Z26), 4.6 (wrong sample, PED mismatch). A child and a parent share
one copy, so that at no site both are homozygous for different alleles. Errors and true deletions
make a few such sites; many mean wrong parentage, exchanged samples or uniparental disomy. The
phase that such a parent would tell is not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.intake.person.pedigree import Role
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.markers import MAX_SAMPLES, confident_dose, marker_window
from osteo_annot.values import dataclass

MAX_CONFLICTS = 0.02
"""Share of opposite homozygotes from which a parent is doubted (default, unverified)."""
MIN_CONFLICTS = 3
"""Opposite homozygotes below which nobody is doubted (default, unverified)."""


@dataclass(frozen=True, slots=True)
class Parentage:
    """What the sites within 10 Mb of the gene say of one parent."""

    role: Role
    sites: int
    """Sites at which both were called with confidence and are homozygous."""
    conflicts: int
    """Sites at which they are homozygous for different alleles."""

    @property
    def doubtful(self) -> bool:
        """Whether the sample can hardly be the parent."""
        return self.conflicts >= MIN_CONFLICTS and self.conflicts > MAX_CONFLICTS * self.sites


def parentages(
    child: str,
    parents: Mapping[Role, str],
    files: Sequence[LocusFile],
    gene: GeneModel,
    losses: Sequence[Interval],
) -> list[Parentage]:
    """One answer for each parent that stands in one file with the child, mother first.

    ``parents``: name by role. ``losses`` are claimed in the child: under an inherited one child
    and parent look homozygous for different alleles, so sites there do not count.
    """
    found: list[Parentage] = []
    for role, name in sorted(parents.items(), reverse=True):
        shared = [
            item
            for item in files
            if {child, name} <= set(item.file.header.samples)
            and len(item.file.header.samples) <= MAX_SAMPLES
        ]
        counts = [_count(item, (child, name), gene, losses) for item in shared]
        if counts:
            sites, conflicts = max(counts)
            found.append(Parentage(role, sites, conflicts))
    return found


def _count(
    item: LocusFile,
    pair: tuple[str, str],
    gene: GeneModel,
    losses: Sequence[Interval],
) -> tuple[int, int]:
    """Sites at which child and parent are homozygous, and those at which they differ."""
    columns = [item.file.header.samples.index(name) for name in pair]
    sites = conflicts = 0
    for line in item.file.lines_between(*marker_window(gene)):
        parts = line.split("\t", 5)
        if any(loss.start <= int(parts[1]) <= loss.end for loss in losses):
            continue
        doses = [confident_dose(parts, column) for column in columns]
        if {0, 1, 2} >= set(doses) and 1 not in doses:
            sites += 1
            conflicts += doses[0] != doses[1]
    return sites, conflicts
