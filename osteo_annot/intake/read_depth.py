"""Reads of a BAM or CRAM over the exons, base by base.

Source: clinical rules 2.7 (depth per exon with its splice flank, mapping quality). Counted are
reads that map with confidence; duplicates and secondary alignments are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.intake.coverage import Coverage, CoverageKind, DepthRun, of_runs
from osteo_annot.intake.read_phase import MIN_MAPQ, Alignments, header_of
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentFile

FLANK = 50
"""Bases beside the coding part of an exon that are counted too."""
_UNUSED_FLAGS = 0xF04
"""Unmapped, secondary, failed, duplicate or supplementary."""


def read_depth(path: Path, assembly: Assembly, reference: Path | None) -> list[Coverage]:
    """The depth over every exon, for each sample that the read groups name; one without a name.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    import pysam  # lazy: only a BAM or CRAM needs it

    opened = header_of(path, assembly.chr6_length)
    if opened.is_cram and reference is None:
        found = "A CRAM cannot be read without a reference FASTA."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)
    fasta = str(reference) if reference else None
    gene = gene_model(assembly)
    found_runs: list[Coverage] = []
    try:
        with pysam.AlignmentFile(str(path), reference_filename=fasta) as handle:
            groups = handle.header.to_dict().get("RG", [])
            for sample in opened.samples or ("",):
                names = {str(g["ID"]) for g in groups if str(g.get("SM", "")) == sample}
                own = names if opened.shared else None
                runs = tuple(_runs(handle, opened, gene, own))
                found_runs.append(of_runs(path.name, CoverageKind.ALIGNMENTS, runs, sample))
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, f"{error}.") from error
    return found_runs


def _runs(
    handle: AlignmentFile, opened: Alignments, gene: GeneModel, groups: set[str] | None
) -> Iterator[DepthRun]:
    """Runs of equal depth over the exons, ascending; of some read groups, if they are given."""

    def counts_here(read: AlignedSegment) -> bool:
        own = groups is None or (read.has_tag("RG") and read.get_tag("RG") in groups)
        return own and _counts(read)

    for exon in reversed(gene.exons):
        part = gene.coding_part(exon) or (exon.start, exon.end)
        start, end = part[0] - FLANK, part[1] + FLANK
        counts = handle.count_coverage(
            opened.contig, start - 1, end, quality_threshold=0, read_callback=counts_here
        )
        depths = [sum(bases) for bases in zip(*counts, strict=True)]
        place = start
        for depth, same in groupby(depths):
            length = len(list(same))
            yield DepthRun(place, place + length - 1, float(depth))
            place += length


def _counts(read: AlignedSegment) -> bool:
    """Whether a read counts."""
    return not read.flag & _UNUSED_FLAGS and read.mapping_quality >= MIN_MAPQ
