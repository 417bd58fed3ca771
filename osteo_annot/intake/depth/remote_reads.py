"""A BAM or CRAM on a server: the reads around the gene are fetched once into a file here.

That file is what depth, phase and alleles are then read from. As with VCFs the server has to serve
ranges, and the index has to lie beside the reads (``intake/remote.py``).
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from osteo_annot.errors import Fault, RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.intake.depth.profile import windows
from osteo_annot.intake.vcf.remote import (
    FetchedIndex,
    fetched_whole,
    first_bytes,
    name_of,
    serves_ranges,
    url_of,
)
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import check_regular
from osteo_annot.locus.locus import LOCUS

_SUFFIXES = (".bai", ".csi", ".crai")


class FetchedReads:
    """Reads in a temporary folder, gone with the object."""

    def __init__(self, name: str) -> None:
        folder = TemporaryDirectory(prefix="osteo-annot-")
        weakref.finalize(self, folder.cleanup)
        self.path = Path(folder.name) / name
        """A BAM with its index (also of a CRAM), under the name of the file on the server."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Files of reads and coverage, all on this machine now."""

    paths: tuple[Path, ...]
    fetched: tuple[FetchedReads, ...]
    """Those that came from a server; the files live as long as these."""
    faults: tuple[Fault, ...]


def bring(paths: Iterable[Path], assembly: Assembly, reference: Path | None) -> Brought:
    """The files in the order given, the reads of those on a server fetched around the gene."""
    here: list[Path] = []
    fetched: list[FetchedReads] = []
    faults: list[Fault] = []
    for path in paths:
        url = url_of(path)
        try:
            if url is None:
                check_regular(path)
                here.append(path)
                continue
            reads = _fetch(url, assembly, reference)
        except RefusedError as error:
            faults.extend(error.faults)
            continue
        here.append(reads.path)
        fetched.append(reads)
    return Brought(tuple(here), tuple(fetched), tuple(faults))


def _fetch(url: str, assembly: Assembly, reference: Path | None) -> FetchedReads:
    """The reads around the gene, as an indexed BAM.

    Raises RefusedError: REMOTE_NOT_READABLE, LIBRARY_MISSING, ALIGNMENTS_INVALID.
    """
    import pysam  # lazy: only reads on a server need it here

    name = name_of(url)
    head = first_bytes(url)
    is_cram = head.startswith(b"CRAM")
    if not is_cram and not head.startswith(b"\x1f\x8b"):
        raise _not_readable(name, "It is neither BAM nor CRAM.")
    if is_cram and reference is None:
        found = "A CRAM cannot be read without a reference FASTA."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, name, found)
    content = next((data for at in _indices(url) if (data := fetched_whole(at))), None)
    if content is None:
        raise _not_readable(name, "There is no index (.bai, .csi or .crai) beside it.")
    if not serves_ranges(url, head):
        raise _not_readable(name, "The server gives the file only whole, not in ranges.")
    reads, index = FetchedReads(name), FetchedIndex(content)
    around = windows(assembly).span
    fasta = str(reference) if reference else None
    try:
        with (
            pysam.AlignmentFile(url, index_filename=index.path, reference_filename=fasta) as source,
            pysam.AlignmentFile(str(reads.path), "wb", header=source.header) as target,
        ):
            for contig in [name for name in source.references if name in LOCUS.contigs]:
                for read in source.fetch(contig, around.start - 1, around.end):
                    target.write(read)
    except (OSError, ValueError) as error:
        raise _not_readable(name, reason_of(error)) from error
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
