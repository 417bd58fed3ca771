"""Whether a genome was read, or captured exons, as far as anything given shows it.

Of captured exons no caller sees the junctions in introns, whatever its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval, merged

_INTRONS_READ = 0.5
"""Part of the introns that is read where a genome was sequenced."""
_EXOME = re.compile(r"exome(?!s)|\bWES\b|--targeted\b|target[-_]bed|amplicon", re.IGNORECASE)
_OF_THE_FILE = re.compile(r"^##(?!INFO|FORMAT|FILTER|ALT|contig|VEP|bcftools_annotate).*$", re.M)


def says_exome(header: str) -> bool:
    """Whether the lines of a header that tell of the run name captured exons.

    >>> says_exome("##cmdline=configManta.py --exome"), says_exome("##INFO=<ID=exome_AF,...>")
    (True, False)
    """
    return any(_EXOME.search(line) for line in _OF_THE_FILE.findall(header))


def genome_was_read(
    files: Iterable[LocusFile],
    depth: Coverage | None,
    read: Sequence[Interval],
    gene: GeneModel,
) -> bool | None:
    """Whether a genome was read; None where nothing shows it.

    By the depth beside the gene, or by the bases of the introns that were read and called.
    """
    if depth is not None and depth.profile is not None and any(depth.profile.controls):
        return depth.profile.is_even
    if read and _part_of_introns(read, gene) >= _INTRONS_READ:
        return True
    return False if any(says_exome(f.file.header.text) for f in files) else None


def _part_of_introns(read: Sequence[Interval], gene: GeneModel) -> float:
    """Part of the intronic bases of the gene that lies in the intervals."""
    exons = sorted((exon.start, exon.end) for exon in gene.exons)
    introns = [(one[1] + 1, other[0] - 1) for one, other in pairwise(exons)]
    covered = sum(
        max(0, min(i.end, end) - max(i.start, start) + 1)
        for start, end in introns
        for i in merged(tuple(read))
    )
    return covered / sum(end - start + 1 for start, end in introns)
