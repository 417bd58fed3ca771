"""Which other genes of the panel have records in a person's files: for the report alone.

Only whether a record is there is asked, nothing of it is kept. A large file without index is not
gone through for it, nor one on a server.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from contextlib import nullcontext

from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.panel_genes import PanelGene

_MOST_BYTES = 32 << 20
"""Size up to which a file without index is gone through."""


def genes_in_files(files: Iterable[VcfFile], genes: Sequence[PanelGene]) -> tuple[str, ...]:
    """Symbols of the genes, other than the one that is judged, in which a file has a record."""
    asked = [gene for gene in genes if gene.gene != LOCUS.gene]
    found: set[str] = set()
    for file in files:
        left = [gene for gene in asked if gene.gene not in found]
        if type(file) is VcfFile and left:
            found |= _in_file(file, left)
    return tuple(gene.gene for gene in asked if gene.gene in found)


def _in_file(file: VcfFile, genes: Sequence[PanelGene]) -> set[str]:
    """Genes in which a file has a record; none where it cannot be asked."""
    try:
        if file.index is not None:
            return _by_index(file, file.index, genes)
        if file.container is not Container.BCF and file.path.stat().st_size <= _MOST_BYTES:
            return _by_lines(file, genes)
    except (OSError, ValueError, EOFError):
        return set()  # what stands elsewhere in the file is no reason to refuse it
    return set()


def _by_index(file: VcfFile, index: str, genes: Sequence[PanelGene]) -> set[str]:
    """The same by an index."""
    import pysam  # lazy: plain text does not need it

    if file.container is Container.BCF:
        with pysam.VariantFile(file.address, index_filename=index) as opened:
            names = {str(name) for name in opened.header.contigs}
            return {g.gene for g in genes if _any(opened, g, names)}
    with pysam.TabixFile(file.address, index=index) as table:
        return {g.gene for g in genes if _any(table, g, set(table.contigs))}


def _any(opened: object, gene: PanelGene, contigs: set[str]) -> bool:
    """Whether a file that htslib opened has a record in a gene."""
    named = {gene.chromosome, f"chr{gene.chromosome}"} & contigs
    fetch = opened.fetch  # type: ignore[attr-defined]
    return any(next(iter(fetch(name, gene.start - 1, gene.end)), None) for name in named)


def _by_lines(file: VcfFile, genes: Sequence[PanelGene]) -> set[str]:
    """The same by going through a small file."""
    by_name: dict[str, list[PanelGene]] = {}
    for gene in genes:
        for name in (gene.chromosome, f"chr{gene.chromosome}"):
            by_name.setdefault(name, []).append(gene)
    found: set[str] = set()
    plain = file.container is Container.PLAIN
    with file.open_bytes() as raw, nullcontext(raw) if plain else gzip.open(raw) as lines:
        for line in lines:
            contig, _, rest = line.partition(b"\t")
            near = by_name.get(contig.decode("latin-1"))
            position = whole_number(rest.partition(b"\t")[0].decode("latin-1")) if near else None
            if near and position is not None:
                found |= {gene.gene for gene in near if gene.start <= position <= gene.end}
    return found
