"""A VCF or BCF on a server: only its header, its index and the records at the locus are fetched.

htslib does the talking (https://, s3:// with the credentials of the user's own environment). The
server has to serve ranges of a file, and the index has to lie beside it: without either the whole
genome would cross the network, so the input is refused. An index may have an address of its own:
``FILE##idx##INDEX``. What asks the server is ``relay.py``.
"""

from __future__ import annotations

import errno
import re
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TypeVar, cast
from urllib.parse import urlsplit

from osteo_annot.errors import PASSING, RefusalCode, RefusedError, reason_of, refuse
from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.file_index import MOST_OF_INDEX
from osteo_annot.intake.vcf.header import parse_header
from osteo_annot.intake.vcf.relay import refusal_by_server, relayed
from osteo_annot.intake.vcf.survey import Survey
from osteo_annot.locus.files import MEBIBYTE

_T = TypeVar("_T")

_ADDRESS = re.compile(r"(https?|s3):/{1,2}(?=[^/])")
_JOINED = re.compile(r"(?<=##)(https?|s3):/{1,2}(?=[^/])")
_KEPT = "\ue000"
"""Put behind a slash that a path would drop; of the characters that nobody uses."""
_FOLDED = re.compile(r"(/\.?|^)(?=/)")
OWN_INDEX = "##idx##"
"""Stands between the address of a file and that of its index."""
_HEAD = 1 << 16
_BLOCKS = 4


class FetchedIndex:
    """An index in a temporary file, gone with the object.

    htslib would put it into the working directory, and take one that lies there for the next file
    of the same name.
    """

    def __init__(self, content: bytes) -> None:
        self._file = tempfile.NamedTemporaryFile(prefix="osteo-annot-")  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._file.write(content)
        self._file.flush()

    @property
    def path(self) -> str:
        """Where it lies."""
        return self._file.name


@dataclass(frozen=True)
class RemoteFile(VcfFile):
    """A file on a server."""

    url: str
    fetched: FetchedIndex

    @property
    def address(self) -> str:
        """Where htslib finds the file."""
        return relayed(self.url)

    @property
    def name(self) -> str:
        """Base name; what follows a question mark may be a key, and is not told."""
        return name_of(self.url)

    def whole_digest(self) -> str:
        """Nothing: the file is never read whole."""
        return ""

    @property
    def index(self) -> str | None:
        """The index beside the data, fetched."""
        return self.fetched.path

    @contextmanager
    def open_bytes(self) -> Iterator[IO[bytes]]:
        """The bytes of the file, from any place."""
        import pysam  # lazy: only remote files need it here

        with pysam.HFile(self.address, "rb") as stream:
            yield cast(IO[bytes], stream)

    def _check_end(self, stream: IO[bytes]) -> None:
        """Nothing: each look at another place would be a question to the server."""

    def stream(self, survey: Survey | None = None) -> Iterator[str]:
        """The lines at the locus; what the server does not give is a refusal."""
        try:
            yield from super().stream(survey)
        except (OSError, RefusedError) as error:
            # What looks like damage may be an answer that the server broke off.
            by_server = refusal_by_server(self.url, self.name)
            if by_server is not None:
                raise by_server from error
            if isinstance(error, RefusedError):
                raise
            raise refuse(RefusalCode.REMOTE_NOT_READABLE, self.name, reason_of(error)) from error


def url_of(path: Path) -> str | None:
    """The address that a path was given as; None for a file of this machine.

    A path joins the two slashes of an address; they are put back, and what ``given_path`` put
    between others is taken out.
    """
    text = str(path)
    match = _ADDRESS.match(text)
    if match is None:
        return None
    rest = _JOINED.sub(r"\1://", text[match.end() :].replace(_KEPT, ""))
    return f"{match[1]}://{rest}"


def given_path(text: str) -> Path:
    """A path or address as it was given; of an address every slash and dot counts.

    >>> url_of(given_path("s3://bucket/a//b/./c"))
    's3://bucket/a//b/./c'
    """
    match = _ADDRESS.match(text)
    if match is None:
        return Path(text)
    return Path(text[: match.end()] + _FOLDED.sub(rf"\1{_KEPT}", text[match.end() :]))


def split_index(url: str) -> tuple[str, str]:
    """The address of a file, and that of its index; empty where it lies beside the file."""
    file, _, index = url.partition(OWN_INDEX)
    return file, index


def shown_name(path: Path) -> str:
    """The base name of a file of this machine or of an address, as messages show it."""
    url = url_of(path)
    return path.name if url is None else name_of(url)


def name_of(url: str) -> str:
    """The last part of an address, without query; of a key of S3 all of it counts."""
    file = split_index(url)[0]
    if file.startswith("s3://"):
        return file.rsplit("/", 1)[-1]
    return urlsplit(file).path.rsplit("/", 1)[-1]


def open_remote(path: Path, url: str, *, sites_only: bool = False) -> RemoteFile:
    """Open a file on a server; ``sites_only`` as in ``open_vcf``.

    Raises RefusedError: REMOTE_NOT_READABLE, LIBRARY_MISSING, NOT_A_VCF, NO_SAMPLES,
    DUPLICATE_SAMPLE_NAMES.
    """
    name = name_of(url)
    url, own_index = split_index(url)
    head = first_bytes(url)
    container = _container(head, name)
    places = (own_index,) if own_index else _indices(url)
    content = next((told for at in places if (told := fetched_whole(at))), None)
    if content is None:
        found = "There is no index (.csi or .tbi) beside it."
        raise refuse(RefusalCode.REMOTE_NOT_READABLE, name, found)
    index = FetchedIndex(content)
    if not serves_ranges(url, head):
        found = "The server gives the file only whole, not in ranges."
        raise refuse(RefusalCode.REMOTE_NOT_READABLE, name, found)
    lines = _header_lines(url, index.path, container)
    if lines is None:
        found = "Its header cannot be read through its index."
        raise refuse(RefusalCode.REMOTE_NOT_READABLE, name, found)
    header = parse_header(lines, name, sites_only=sites_only)
    return RemoteFile(path, container, header, (), url, index)


def _indices(url: str) -> tuple[str, ...]:
    """Addresses at which an index may lie; a query belongs to both."""
    parts = urlsplit(url)
    return tuple(parts._replace(path=parts.path + suffix).geturl() for suffix in (".csi", ".tbi"))


def first_bytes(url: str) -> bytes:
    """The beginning of a file.

    Raises RefusedError: REMOTE_NOT_READABLE, SERVER_UNAVAILABLE, or LIBRARY_MISSING: htslib loads
    libcurl when the first address is opened, and without it knows no kind of address.
    """
    try:
        return _silenced(partial(_bytes, url, _HEAD))
    except (OSError, ValueError) as error:
        number = getattr(error, "errno", None)
        if number == errno.EPROTONOSUPPORT:
            found = "htslib opens no address here without libcurl.so.4 (Debian, Ubuntu: libcurl4)."
            raise refuse(RefusalCode.LIBRARY_MISSING, name_of(url), found) from error
        by_server = refusal_by_server(url, name_of(url))
        if by_server is not None:
            raise by_server from error
        found = "The server does not give the file."
        raise refuse(RefusalCode.REMOTE_NOT_READABLE, name_of(url), found) from error


def fetched_whole(url: str) -> bytes | None:
    """All of an index; None where the server does not give it.

    Raises RefusedError: TOO_LARGE; SERVER_UNAVAILABLE where it may be there, but not now.
    """
    content = _quietly(partial(_bytes, url, MOST_OF_INDEX + 1))
    if content is not None and len(content) > MOST_OF_INDEX:
        found = f"Its index has more than {MOST_OF_INDEX // MEBIBYTE} MiB."
        raise refuse(RefusalCode.TOO_LARGE, name_of(url), found)
    if content is None:
        by_server = refusal_by_server(url, name_of(url))
        if by_server is not None and by_server.faults[0].code in PASSING:
            raise by_server
    return content


def _bytes(url: str, size: int) -> bytes:
    """At most so many bytes from the beginning of a file."""
    import pysam  # lazy: only remote files need it here

    with pysam.HFile(relayed(url), "rb") as stream:
        found: bytes = stream.read(size)
    return found


def serves_ranges(url: str, head: bytes) -> bool:
    """Whether the server gives the file from a place that was asked for.

    To go far back, htslib has to ask anew; a small file it holds whole.
    """
    import pysam  # lazy: only remote files need it here

    def second_byte() -> bytes:
        with pysam.HFile(relayed(url), "rb") as stream:
            for _ in range(_BLOCKS):
                stream.read(_HEAD)
            stream.seek(1)
            found: bytes = stream.read(1)
        return found

    return _quietly(second_byte) == head[1:2]


def _container(head: bytes, name: str) -> Container:
    """The kind of container by the first block; only those that an index can point into."""
    if head.startswith(b"\x1f\x8b") and head[12:14] == b"BC":
        inner = zlib.decompressobj(31).decompress(head, 5)
        return Container.BCF if inner.startswith(b"BCF\x02") else Container.BGZIP
    raise refuse(RefusalCode.REMOTE_NOT_READABLE, name, "It is neither bgzipped nor a BCF.")


def _header_lines(url: str, index: str, container: Container) -> list[str] | None:
    """The header; None where it cannot be read."""
    import pysam  # lazy: only remote files need it here

    def of_bcf() -> list[str]:
        with pysam.VariantFile(relayed(url), index_filename=index) as variants:
            return str(variants.header).splitlines()

    def of_text() -> list[str]:
        with pysam.TabixFile(relayed(url), index=index) as tabix:
            return [line.rstrip("\r") for line in tabix.header]

    return _quietly(of_bcf if container is Container.BCF else of_text)


def _quietly(ask: Callable[[], _T]) -> _T | None:
    """What a question to the server gives; None where it fails."""
    try:
        return _silenced(ask)
    except (OSError, ValueError, zlib.error):
        return None


def _silenced(ask: Callable[[], _T]) -> _T:
    """What a question to the server gives, without htslib's own words on standard error."""
    import pysam  # lazy: only remote files need it here

    before = pysam.set_verbosity(0)
    try:
        return ask()
    finally:
        pysam.set_verbosity(before)
