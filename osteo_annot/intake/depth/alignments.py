"""A BAM or CRAM: its header, whose reads it holds, and whether it fits the assembly.

Its reads are looked at by other modules; here the file is understood and opened, or refused. What
htslib finds wrong while reads are read becomes a refusal that says what to do: copy the file again,
make its index again, or give the reference that the CRAM was written with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.intake.depth.alignment_index import check_alignment_index, index_beside
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from pysam import AlignedSegment, AlignmentFile

MIN_MAPQ = 20
"""Mapping quality from which a read counts."""
UNUSED_FLAGS = 0xF04
"""Unmapped, secondary, failed, duplicate or supplementary."""
PART = "osteo-annot: the reads around the gene only"
"""A comment in the header of a file that holds a part of the reads of another."""
_CRAM_ENDS = (
    bytes.fromhex("0f000000ffffffff0fe0454f4600000000010005bdd94f0001000606010001000100ee63014b"),
    bytes.fromhex("0b000000ffffffff0fe0454f460000000001000001000606010001000100"),
)
"""The container that ends a whole CRAM: of version 3, and of version 2.1 (CRAM specification 9)."""


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
    is_part: bool = False
    """Whether it holds only the reads around the gene, so that its index counts nothing else."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Sample by read group."""

    @property
    def shared(self) -> bool:
        """Whether it holds the reads of several people, told apart by read group."""
        return len(self.samples) > 1

    def is_of(self, sample: str, read: AlignedSegment) -> bool:
        """Whether a read is a person's: by its read group where the file is of several people."""
        if not self.shared:
            return True
        return read.has_tag("RG") and self.owners.get(str(read.get_tag("RG"))) == sample


def open_alignments(path: Path, sample: str, contig_length: int) -> Alignments:
    """Check that a BAM or CRAM has an index, the right chromosome 6, and reads of the sample.

    One sample name, or none, is taken for the person whatever it is: the names in the laboratory's
    files often differ. Several names without that of the person are refused.
    """
    opened = header_of(path, contig_length)
    check_owner(opened, sample)
    return opened


def check_owner(opened: Alignments, sample: str) -> None:
    """Refuse a file of several people of which none is the sample."""
    if opened.shared and sample not in opened.samples:
        names = ", ".join(printable(name, 60) for name in opened.samples[:5])
        found = f"It has reads of {len(opened.samples)} samples ({names}), none {sample}."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, opened.path.name, found)


def header_of(path: Path, contig_length: int, *, needs_index: bool = True) -> Alignments:
    """What the header says; refused without the right chromosome 6, or an index that is needed.

    Raises RefusedError: ALIGNMENTS_INVALID, TRUNCATED_FILE, BROKEN_INDEX.
    """
    import pysam  # lazy: only this branch needs it

    before = pysam.set_verbosity(0)
    try:
        with pysam.AlignmentFile(str(path), require_index=needs_index) as handle:
            is_indexed = bool(handle.has_index())
            lengths = dict(zip(handle.references, handle.lengths, strict=True))
            header = handle.header.to_dict()
            is_cram = bool(handle.is_cram)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from error
    finally:
        pysam.set_verbosity(before)
    if is_cram:
        _check_cram_end(path)
    contig = next((name for name in lengths if name in LOCUS.contigs), None)
    if contig is None:
        raise refuse(
            RefusalCode.ALIGNMENTS_INVALID, path.name, f"It has no chromosome {LOCUS.chromosome}."
        )
    if lengths[contig] != contig_length:
        raise _other_assembly(path, contig, lengths[contig], contig_length)
    owners = {str(g["ID"]): str(g["SM"]) for g in header.get("RG", []) if "SM" in g}
    return Alignments(
        path,
        contig,
        lengths[contig],
        tuple(sorted(set(owners.values()))),
        is_cram,
        is_indexed,
        PART in header.get("CO", []),
        owners,
    )


def _not_opened(path: Path, error: Exception) -> RefusedError:
    """The refusal of a file that htslib does not open."""
    said = reason_of(error)
    if "EOF marker" in said:
        return refuse(RefusalCode.TRUNCATED_FILE, path.name, "The block that ends it is missing.")
    if path.is_file() and "could not open index" in said.lower():
        there = index_beside(path) is not None
        found = "The index beside it cannot be read." if there else "There is no index beside it."
        return refuse(RefusalCode.BROKEN_INDEX, path.name, found)
    found = f"It cannot be opened as BAM or CRAM with an index: {said}"
    return refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)


def _check_cram_end(path: Path) -> None:
    """Refuse a CRAM without the container that ends it; htslib opens it all the same."""
    longest = max(map(len, _CRAM_ENDS))
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - longest))
        tail = stream.read()
    if not tail.endswith(_CRAM_ENDS):
        found = "The container that ends it is missing."
        raise refuse(RefusalCode.TRUNCATED_FILE, path.name, found)


def _other_assembly(path: Path, contig: str, length: int, expected: int) -> RefusedError:
    """The refusal of reads that were aligned to another assembly, named where it is known."""
    told, wanted = LOCUS.assembly_of_length(length), LOCUS.assembly_of_length(expected)
    name = told.value if told else LOCUS.foreign_lengths.get(length, "")
    found = (
        f"Its {contig} has {length:,} bases{f' ({name})' if name else ''}, the VCF's assembly "
        f"{expected:,}{f' ({wanted.value})' if wanted else ''}."
    )
    return refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)


PLACES = 0x103E
"""What of a read its place needs (CRAM, ``required_fields``): flags, contig, position, mapping
quality, CIGAR and read group."""


@contextmanager
def reading(
    opened: Alignments, reference: Path | None, fields: int | None = None
) -> Iterator[AlignmentFile]:
    """The file, open for its reads; what htslib finds wrong becomes a refusal and is not printed.

    ``fields``: what of a read is decoded, where the file is a CRAM; all without it.

    Raises RefusedError: DAMAGED_FILE, BROKEN_INDEX, TRUNCATED_FILE, REFERENCE_FASTA_INVALID, and
    ALIGNMENTS_INVALID for a CRAM without reference.
    """
    import pysam  # lazy: only this branch needs it

    if opened.is_cram and reference is None:
        found = "A CRAM cannot be read without a reference FASTA."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, opened.path.name, found)
    fasta = str(reference) if reference else None
    before = pysam.set_verbosity(0)
    try:
        options = [f"required_fields={fields}"] if fields and opened.is_cram else None
        with pysam.AlignmentFile(
            str(opened.path), reference_filename=fasta, format_options=options
        ) as handle:
            yield handle
    except (OSError, ValueError) as error:
        raise _not_read(opened, reference, error) from error
    finally:
        pysam.set_verbosity(before)


def _not_read(opened: Alignments, reference: Path | None, error: Exception) -> RefusedError:
    """The refusal of a file whose reads cannot be read, by what is wrong with it."""
    name = opened.path.name
    try:
        if opened.is_cram and reference is not None:
            _check_sequence(opened, reference)
        if opened.is_indexed:
            check_alignment_index(opened.path)
    except RefusedError as refused:
        return refused
    return refuse(RefusalCode.DAMAGED_FILE, name, f"Its reads cannot be read: {reason_of(error)}")


def _check_sequence(opened: Alignments, reference: Path) -> None:
    """Refuse a FASTA of which the chromosome is not the one that a CRAM was written with (M5)."""
    import hashlib

    import pysam  # lazy: only this branch needs it

    with pysam.AlignmentFile(str(opened.path)) as handle:
        squares = handle.header.to_dict().get("SQ", [])
    wanted = next((str(s.get("M5", "")) for s in squares if s.get("SN") == opened.contig), "")
    with pysam.FastaFile(str(reference)) as fasta:
        bases = fasta.fetch(opened.contig).upper().encode("ascii")
    found = hashlib.md5(bases, usedforsecurity=False).hexdigest()
    if wanted and wanted != found:
        what = (
            f"Its {opened.contig} is not the sequence that {opened.path.name} was written with "
            f"(M5 {wanted[:8]}..., here {found[:8]}...)."
        )
        raise refuse(RefusalCode.REFERENCE_FASTA_INVALID, reference.name, what)


def ascending(reads: Iterable[AlignedSegment], name: str) -> Iterator[AlignedSegment]:
    """Reads of one contig in their order; refused where a position falls (UNSORTED)."""
    before = -1
    for read in reads:
        if read.reference_start < before:
            found = f"A read at {read.reference_start + 1:,} follows one at {before + 1:,}."
            raise refuse(RefusalCode.UNSORTED, name, found)
        before = read.reference_start
        yield read


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
