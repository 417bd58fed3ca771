"""Files of reads and coverage, brought here: of a BAM or CRAM on a server the reads at the gene.

As with VCFs the server has to serve ranges, and the index has to lie beside the reads
(``intake/remote.py``). A file of this machine without an index is passed through once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from osteo_annot.errors import Fault, RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.intake.depth.alignment_index import index_beside
from osteo_annot.intake.depth.kept_reads import (
    FetchedReads,
    kept_at_locus,
    part_header,
    stretches,
)
from osteo_annot.intake.vcf.container import is_alignments
from osteo_annot.intake.vcf.relay import refusal_by_server, relayed
from osteo_annot.intake.vcf.remote import (
    FetchedIndex,
    fetched_whole,
    first_bytes,
    name_of,
    serves_ranges,
    split_index,
    url_of,
)
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import check_regular
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_SUFFIXES = (".bai", ".csi", ".crai")


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file of reads or coverage as it was given, and where it can be read."""

    given: Path
    path: Path
    """On this machine; of reads with an index."""

    @property
    def lacked_index(self) -> bool:
        """Whether it is of this machine and was passed through, because it has no index."""
        return self.path != self.given and url_of(self.given) is None

    @property
    def kept_as(self) -> Path:
        """The file that tells what was read: that of the user, or what came from the server."""
        return self.given if url_of(self.given) is None else self.path


@dataclass(frozen=True, slots=True)
class Brought:
    """Files of reads and coverage, all on this machine now."""

    files: tuple[BroughtFile, ...]
    """In the order given, without those that are refused."""
    fetched: tuple[FetchedReads, ...]
    """Reads in files of their own; these live as long as they."""
    faults: tuple[Fault, ...]


def bring(paths: Iterable[Path], assembly: Assembly, reference: Path | None) -> Brought:
    """The files, the reads of those on a server or without index kept around the gene."""
    files: list[BroughtFile] = []
    fetched: list[FetchedReads] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            reads = _brought(path, assembly, reference)
        except RefusedError as error:
            faults.extend(error.faults)
            continue
        files.append(BroughtFile(path, reads.path if reads else path))
        fetched += [reads] if reads else []
    return Brought(tuple(files), tuple(fetched), tuple(faults))


def _brought(path: Path, assembly: Assembly, reference: Path | None) -> FetchedReads | None:
    """The reads of a file that is on a server or has no index; None of one that stays as it is."""
    url = url_of(path)
    if url is not None:
        return _fetch(url, assembly, reference)
    check_regular(path)
    if not is_alignments(path) or index_beside(path) is not None:
        return None
    return kept_at_locus(path, assembly, reference)


def _fetch(url: str, assembly: Assembly, reference: Path | None) -> FetchedReads:
    """The reads around the gene, as an indexed BAM.

    Raises RefusedError: REMOTE_NOT_READABLE, LIBRARY_MISSING, ALIGNMENTS_INVALID.
    """
    import pysam  # lazy: only reads on a server need it here

    name = name_of(url)
    url, own_index = split_index(url)
    head = first_bytes(url)
    is_cram = head.startswith(b"CRAM")
    if not is_cram and not head.startswith(b"\x1f\x8b"):
        raise _not_readable(name, "It is neither BAM nor CRAM.")
    if is_cram and reference is None:
        found = "A CRAM cannot be read without a reference FASTA."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, name, found)
    places = (own_index,) if own_index else _indices(url)
    content = next((data for at in places if (data := fetched_whole(at))), None)
    if content is None:
        raise _not_readable(name, "There is no index (.bai, .csi or .crai) beside it.")
    if not serves_ranges(url, head):
        raise _not_readable(name, "The server gives the file only whole, not in ranges.")
    reads, index = FetchedReads(name), FetchedIndex(content)
    fasta = str(reference) if reference else None
    try:
        with (
            pysam.AlignmentFile(
                relayed(url), index_filename=index.path, reference_filename=fasta
            ) as source,
            pysam.AlignmentFile(str(reads.path), "wb", header=part_header(source.header)) as target,
        ):
            for contig in [name for name in source.references if name in LOCUS.contigs]:
                for part in stretches(assembly):
                    for read in source.fetch(contig, part.start - 1, part.end):
                        target.write(read)
    except (OSError, ValueError) as error:
        by_server = refusal_by_server(url, name)
        raise by_server or _not_readable(name, reason_of(error)) from error
    pysam.index(str(reads.path))
    return reads


def _indices(url: str) -> Sequence[str]:
    """Addresses at which an index may lie: behind the name, or in place of its ending."""
    parts = urlsplit(url)
    stems = (parts.path, parts.path.rpartition(".")[0])
    return [parts._replace(path=stem + suffix).geturl() for stem in stems for suffix in _SUFFIXES]


def _not_readable(name: str, what: str) -> RefusedError:
    """The refusal of reads on a server."""
    return refuse(RefusalCode.REMOTE_NOT_READABLE, name, what)
