"""What the markers around the gene say of one person: parentage, and a run of homozygosity.

The files are read again for it, 10 Mb on each side, so nothing is read before it is asked for, and
nothing twice. Source: clinical rules 2.1 (Z22, Z26), 2.7 (AOH/UPD).
"""

from __future__ import annotations

from functools import cached_property

from osteo_annot.intake.person.pedigree import Role
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.homozygosity import Run, run_around
from osteo_annot.measured.markers import Markers, markers_around
from osteo_annot.measured.other_genes import genes_in_files
from osteo_annot.measured.parentage import Parentage, parentages
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """The run of homozygosity at the gene, and the markers that tell it."""

    run: Run
    markers: Markers


@dataclass(frozen=True)
class Surroundings:
    """The markers around the gene in the files of one person, read when first asked for."""

    files: tuple[LocusFile, ...]
    sample: str
    parents: tuple[tuple[Role, str], ...]
    """Role and name of each parent that is in the files."""
    gene: GeneModel
    losses: tuple[Interval, ...]
    """What records or depth claim as lost."""
    perhaps_lost: tuple[Interval, ...] = ()
    """How far the losses by depth may reach."""

    @cached_property
    def parentages(self) -> tuple[Parentage, ...]:
        """One answer for each parent that stands in one file with the child, mother first."""
        lost = (*self.losses, *self.perhaps_lost)
        return tuple(parentages(self.sample, dict(self.parents), self.files, self.gene, lost))

    @property
    def doubtful_parents(self) -> tuple[Parentage, ...]:
        """Parents who can hardly be the person's."""
        return tuple(parentage for parentage in self.parentages if parentage.doubtful)

    def other_genes(self) -> tuple[str, ...]:
        """Genes of the panel, beside the one that is judged, in which a file has a record."""
        return genes_in_files((item.file for item in self.files), self.gene.assembly)

    @cached_property
    def homozygosity(self) -> MarkedRun | None:
        """The run at the gene; None where no file can be asked for markers."""
        markers = markers_around(self.files, self.sample, self.gene)
        if markers is None:
            return None
        return MarkedRun(run_around(markers.markers, self.gene, self.losses), markers)
