"""A BAM or CRAM: its header, whose reads it holds, and whether it fits the assembly.

Its reads are looked at by other modules; here the file is understood, or refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.locus.locus import LOCUS

MIN_MAPQ = 20
"""Mapping quality from which a read counts."""
UNUSED_FLAGS = 0xF04
"""Unmapped, secondary, failed, duplicate or supplementary."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """A BAM or CRAM whose header was understood."""

    path: Path
    contig: str
    """Its name for chromosome 6."""
    length: int
    samples: tuple[str, ...]
    """Sample names of its read groups, sorted; empty when it has none."""
    is_cram: bool
    is_indexed: bool = True

    @property
    def shared(self) -> bool:
        """Whether it holds the reads of several people, told apart by read group."""
        return len(self.samples) > 1


def open_alignments(path: Path, sample: str, contig_length: int) -> Alignments:
    """Check that a BAM or CRAM has an index, the right chromosome 6, and reads of the sample.

    One sample name, or none, is taken for the person whatever it is: the names in the laboratory's
    files often differ. Several names without that of the person are refused.
    """
    opened = header_of(path, contig_length)
    if opened.shared and sample not in opened.samples:
        found = f"It has reads of {len(opened.samples)} samples, none {sample}."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)
    return opened


def header_of(path: Path, contig_length: int, *, needs_index: bool = True) -> Alignments:
    """What the header says; refused without the right chromosome 6, or an index that is needed."""
    import pysam  # lazy: only this branch needs it

    try:
        with pysam.AlignmentFile(str(path), require_index=needs_index) as handle:
            is_indexed = bool(handle.has_index())
            lengths = dict(zip(handle.references, handle.lengths, strict=True))
            groups = handle.header.to_dict().get("RG", [])
            is_cram = bool(handle.is_cram)
    except (OSError, ValueError) as error:
        found = f"It cannot be opened as BAM or CRAM with an index: {reason_of(error)}"
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found) from error
    contig = next((name for name in lengths if name in LOCUS.contigs), None)
    if contig is None:
        raise refuse(
            RefusalCode.ALIGNMENTS_INVALID, path.name, f"It has no chromosome {LOCUS.chromosome}."
        )
    if lengths[contig] != contig_length:
        found = f"Its {contig} has {lengths[contig]:,} bases, the VCF's assembly {contig_length:,}."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)
    samples = tuple(sorted({str(group["SM"]) for group in groups if "SM" in group}))
    return Alignments(path, contig, lengths[contig], samples, is_cram, is_indexed)


def alignments_of(paths: Sequence[Path], sample: str, contig_length: int) -> Path | None:
    """The one file with the person's reads among several; None where none is told to be.

    A single file is taken for the person's (see :func:`open_alignments`).
    """
    if len(paths) == 1:
        return paths[0]
    opened = (header_of(path, contig_length) for path in paths)
    own = [item.path for item in opened if sample in item.samples]
    return own[0] if len(own) == 1 else None


def check_reference(opened: Alignments, reference: Path) -> None:
    """Refuse a FASTA that does not have the alignments' chromosome 6 by name and length."""
    import pysam  # lazy: only this branch needs it

    try:
        with pysam.FastaFile(str(reference)) as fasta:
            lengths = dict(zip(fasta.references, fasta.lengths, strict=True))
    except (OSError, ValueError) as error:
        found = f"It cannot be opened as indexed FASTA: {reason_of(error)}"
        raise refuse(RefusalCode.REFERENCE_FASTA_INVALID, reference.name, found) from error
    if lengths.get(opened.contig) != opened.length:
        found = f"It has no {opened.contig} of {opened.length:,} bases, as {opened.path.name} has."
        raise refuse(RefusalCode.REFERENCE_FASTA_INVALID, reference.name, found)
