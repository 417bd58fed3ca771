"""Which other genes of the panel have records in a person's files: for the report alone.

Only whether a record is there is asked, nothing of it is kept; a file that people share is asked
once. A large file without index is not gone through for it, nor one on a server.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from contextlib import nullcontext
from functools import lru_cache
from pathlib import Path

from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.panel_genes import PanelGene, panel_genes

_MOST_BYTES = 32 << 20
"""Size up to which a file without index is gone through."""


def genes_in_files(files: Iterable[VcfFile], assembly: Assembly) -> tuple[str, ...]:
    """Symbols of the genes, other than the one that is judged, in which a file has a record."""
    found: set[str] = set()
    for file in files:
        if type(file) is VcfFile:
            found |= _in_file(file, assembly)
    return tuple(gene.gene for gene in panel_genes(assembly) if gene.gene in found)


def _in_file(file: VcfFile, assembly: Assembly) -> frozenset[str]:
    """Genes in which a file has a record; none where it cannot be asked."""
    try:
        told = file.path.stat()
        stamp = (told.st_size, told.st_mtime_ns)
        if file.index is not None:
            return _by_index(file.path, file.container, file.index, assembly, stamp)
        if file.container is not Container.BCF and told.st_size <= _MOST_BYTES:
            return _by_lines(file.path, file.container, assembly, stamp)
    except (OSError, ValueError, EOFError):
        return frozenset()  # what stands elsewhere in the file is no reason to refuse it
    return frozenset()


def _asked(assembly: Assembly) -> list[PanelGene]:
    """The genes of the panel but the one that is judged."""
    return [gene for gene in panel_genes(assembly) if gene.gene != LOCUS.gene]


@lru_cache(maxsize=256)
def _by_index(
    path: Path, container: Container, index: str, assembly: Assembly, _stamp: tuple[int, int]
) -> frozenset[str]:
    """Genes in which a file has a record, by its index; the stamp makes a changed file another."""
    import pysam  # lazy: plain text does not need it

    if container is Container.BCF:
        with pysam.VariantFile(str(path), index_filename=index) as opened:
            names = {str(name) for name in opened.header.contigs}
            return frozenset(g.gene for g in _asked(assembly) if _any(opened, g, names))
    with pysam.TabixFile(str(path), index=index) as table:
        names = set(table.contigs)
        return frozenset(g.gene for g in _asked(assembly) if _any(table, g, names))


def _any(opened: object, gene: PanelGene, contigs: set[str]) -> bool:
    """Whether a file that htslib opened has a record in a gene."""
    named = {gene.chromosome, f"chr{gene.chromosome}"} & contigs
    fetch = opened.fetch  # type: ignore[attr-defined]
    return any(next(iter(fetch(name, gene.start - 1, gene.end)), None) for name in named)


@lru_cache(maxsize=256)
def _by_lines(
    path: Path, container: Container, assembly: Assembly, _stamp: tuple[int, int]
) -> frozenset[str]:
    """The same by going through a small file."""
    by_name: dict[bytes, list[PanelGene]] = {}
    for gene in _asked(assembly):
        for name in (gene.chromosome, f"chr{gene.chromosome}"):
            by_name.setdefault(name.encode(), []).append(gene)
    found: set[str] = set()
    plain = container is Container.PLAIN
    with path.open("rb") as raw, nullcontext(raw) if plain else gzip.open(raw) as lines:
        for line in lines:
            contig, _, rest = line.partition(b"\t")
            near = by_name.get(contig)
            position = whole_number(rest.partition(b"\t")[0].decode("latin-1")) if near else None
            if near and position is not None:
                found |= {gene.gene for gene in near if gene.start <= position <= gene.end}
    return frozenset(found)
