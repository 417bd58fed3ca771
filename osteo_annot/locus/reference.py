"""Which base stands where: the embedded reference of the locus, or the user's genome FASTA.

The embedded reference knows all exons and splice dinucleotides and part of the introns; elsewhere
it answers ``N``, which means unknown, never a base.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import check_regular, resource_text
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

_COMPLEMENT = str.maketrans("ACGTNacgtn", "TGCANtgcan")
_WINDOW = 100_000


def reverse_complement(bases: str) -> str:
    """The other strand, read 5' to 3'.

    >>> reverse_complement("AAGN")
    'NCTT'
    """
    return bases.translate(_COMPLEMENT)[::-1]


def sense(bases: str) -> str:
    """Plus-strand bases as the gene is read, 5' to 3' on its strand (minus)."""
    return reverse_complement(bases)


@dataclass(frozen=True, slots=True)
class Reference:
    """Plus-strand bases of a window of chromosome 6."""

    assembly: Assembly
    start: int
    """First base of the window; 1-based, on ``assembly``."""
    bases: str
    """Upper-case bases of the window; ``N`` where unknown."""
    source: str
    """Where the bases come from, for the report."""

    @property
    def end(self) -> int:
        """Last base of the window; 1-based, closed."""
        return self.start + len(self.bases) - 1

    def fetch(self, start: int, end: int) -> str:
        """Bases of the 1-based closed interval; ``N`` for each base that is not known."""
        if end < start:
            return ""
        left = max(start, self.start)
        right = min(end, self.end)
        if left > right:
            return "N" * (end - start + 1)
        known = self.bases[left - self.start : right - self.start + 1]
        return "N" * (left - start) + known + "N" * (end - right)

    def base(self, position: int) -> str:
        """The base at a 1-based position, ``N`` if unknown."""
        offset = position - self.start
        return self.bases[offset] if 0 <= offset < len(self.bases) else "N"

    def sense(self, start: int, end: int) -> str:
        """The same bases as the gene is read, 5' to 3' on its strand."""
        return sense(self.fetch(start, end))

    def transcript(self, gene: GeneModel) -> str:
        """The transcript's sequence, 5' to 3', from the exons of the gene model."""
        return "".join(self.sense(e.start, e.end) for e in gene.exons)


def _fasta_text(name: str) -> tuple[str, str]:
    """Header and sequence of a resource FASTA with one record."""
    header, *lines = resource_text(name).splitlines()
    return header[1:], "".join(lines).upper()


@lru_cache(maxsize=1)
def transcript_sequence() -> str:
    """NM_014028.4 as embedded, 4,471 bases, 5' to 3'."""
    return _fasta_text("OSTM1/transcript.fa")[1]


@lru_cache(maxsize=1)
def protein_sequence() -> str:
    """NP_054747.2 as embedded, 334 amino acids, one-letter."""
    return _fasta_text("OSTM1/protein.fa")[1]


@lru_cache(maxsize=2)
def embedded_reference(assembly: Assembly) -> Reference:
    """The bundled reference of the locus (gene and 20 kb on each side)."""
    _, bases = _fasta_text(f"OSTM1/locus.{assembly.value}.fa")
    start = gene_model(assembly).locus_start
    return Reference(assembly, start, bases, "embedded locus reference")


def reference_from_fasta(path: Path, assembly: Assembly) -> Reference:
    """The window around the gene from the user's indexed FASTA, checked against the transcript.

    Raises RefusedError (REFERENCE_FASTA_INVALID) when the file cannot be read by region, has no
    chromosome 6, has another length of it, or its exons differ from the embedded transcript.
    """
    import pysam  # lazy: costs start-up, and only this branch needs it

    code = RefusalCode.REFERENCE_FASTA_INVALID
    check_regular(path)
    try:
        fasta = pysam.FastaFile(str(path))
    except (OSError, ValueError) as error:
        raise refuse(
            code, path.name, f"cannot be opened as indexed FASTA: {reason_of(error)}"
        ) from error
    with fasta:
        name = next((n for n in fasta.references if n in LOCUS.contigs), None)
        if name is None:
            raise refuse(code, path.name, "has no chromosome 6.")
        length = fasta.get_reference_length(name)
        if length != LOCUS.lengths[assembly]:
            raise refuse(
                code,
                path.name,
                f"has {length:,} bases on {name}, {assembly} has {LOCUS.lengths[assembly]:,}.",
            )
        gene = gene_model(assembly)
        start = gene.start - _WINDOW
        bases = fasta.fetch(name, start - 1, gene.end + _WINDOW).upper()
    reference = Reference(assembly, start, bases, "genome FASTA given by the user")
    if reference.transcript(gene) != transcript_sequence():
        raise refuse(code, path.name, f"differs from {gene.transcript} in the exons.")
    return reference
