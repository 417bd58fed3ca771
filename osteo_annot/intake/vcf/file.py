"""One VCF or BCF: its header, and the records of chromosome 6 that may concern the gene."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from osteo_annot.errors import RefusalCode, reason_of, refuse
from osteo_annot.intake.vcf.bgzf import last_content
from osteo_annot.intake.vcf.container import (
    BOM,
    MOST_OF_HEADER,
    Container,
    blocks_of_lines,
    check_blocks,
    detect_container,
    file_digest,
    index_of,
)
from osteo_annot.intake.vcf.file_index import (
    Regions,
    check_fit,
    first_position,
    index_bytes,
    lines_in,
    read_index,
)
from osteo_annot.intake.vcf.header import Header, parse_header
from osteo_annot.intake.vcf.reach import LAST_READ, WINDOWS, cannot_reach, reaches_any
from osteo_annot.intake.vcf.row import position_of, whole_number
from osteo_annot.intake.vcf.survey import Needless, Survey
from osteo_annot.locus.locus import LOCUS
from osteo_annot.notes import Note, NoteCode

WHOLE_FILE = "whole_file"
"""What a digest is of, where the file was small enough to be hashed whole."""
_MOST_SHOWN = 200
_MOST_LINES = 500_000
"""Lines of a header; a genome with every patch and decoy has some thousand."""
_BEYOND = (LOCUS.last_position, 1 << 31)
"""Where no record can lie."""


@dataclass(frozen=True)
class VcfFile:
    """A file that was opened, found whole, and whose header was understood.

    Records are handed out as text lines; those at the locus of either assembly are kept, because
    the assembly itself is decided from them.
    """

    path: Path
    container: Container
    header: Header
    notes: tuple[Note, ...]
    """What was found odd in its form and read all the same (byte-order mark, CRLF)."""

    @property
    def name(self) -> str:
        """Base name: a folder may carry a person's name."""
        return self.path.name

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Lines of the chromosome that reach the locus window of GRCh37 or GRCh38, in file order.

        Raises RefusedError: NO_CHROMOSOME_6, UNSORTED, BROKEN_INDEX, TRUNCATED_FILE, DAMAGED_FILE.
        """
        return self._surveyed[0]

    @cached_property
    def survey(self) -> Survey:
        """What was seen of the whole file while ``lines`` were read; raises the same."""
        return self._surveyed[1]

    @cached_property
    def _surveyed(self) -> tuple[tuple[str, ...], Survey]:
        """Lines and survey, in one reading."""
        survey = Survey(self.header)
        return tuple(self.stream(survey)), survey

    def stream(self, survey: Survey | None = None) -> Iterator[str]:
        """The lines that ``lines`` holds, one by one as they are read; raises the same."""
        survey = survey or Survey(self.header)
        index = self.index
        if self.container is Container.BCF:
            lines = self._bcf_lines(survey, index, self._regions())
        elif index is None:
            lines = self._streamed_lines(survey, LAST_READ, cannot_reach)
        else:
            lines = self._fetched_lines(survey, index, (*self._regions(), _BEYOND))
        return filter(reaches_any, lines)

    def names_contig(self, contig: str) -> bool:
        """Whether a record at the locus is on a contig of this name."""
        return any(line.startswith(f"{contig}\t") for line in self.lines)

    @property
    def cells_per_line(self) -> int:
        """Sample columns of each line in ``lines``."""
        return len(self.header.samples)

    def lines_between(self, first: int, last: int, *, cells: bool = True) -> Iterator[str]:
        """Lines of chromosome 6 with POS from first to last; 1-based, closed, in file order.

        A second reading of the file: by index where there is one, else the whole file. Without
        ``cells`` those of a BCF are not made into text.
        """
        survey, index = Survey(self.header), self.index
        if self.container is Container.BCF:
            regions, samples = ((first - 1, last),), None if cells else ()
            found = self._bcf_lines(survey, index, regions, samples)
        elif index is None:
            found = self._streamed_lines(survey, last, lambda *block: block[2] < first)
        else:
            found = self._fetched_lines(survey, index, ((first - 1, last),))
        for line in found:
            columns = line.split("\t", 2)
            position = whole_number(columns[1]) if len(columns) > 1 else None
            if position is not None and first <= position <= last:
                yield line

    @cached_property
    def digest(self) -> tuple[str, str]:
        """SHA-256 and what it is of: ``whole_file``, or ``header_and_locus`` of a large file."""
        whole = self.whole_digest()
        if whole:
            return whole, WHOLE_FILE
        read = "\n".join((self.header.text, *self.lines))
        return hashlib.sha256(read.encode()).hexdigest(), "header_and_locus"

    def whole_digest(self) -> str:
        """SHA-256 of the whole file; empty of one that is too large to be hashed."""
        return file_digest(self.path)

    @property
    def locus_contigs(self) -> tuple[str, ...]:
        """Names under which the header declares chromosome 6."""
        return tuple(name for name in self.header.contigs if name in LOCUS.contigs)

    @property
    def address(self) -> str:
        """Where htslib finds the file."""
        return str(self.path)

    @property
    def index(self) -> str | None:
        """The index file beside the data; None where there is none that is newer."""
        index = index_of(self.path, self.container)
        return str(index) if index else None

    def open_bytes(self) -> AbstractContextManager[IO[bytes]]:
        """The bytes of the file, from any place."""
        return self.path.open("rb")

    def _streamed_lines(self, survey: Survey, last: int, needless: Needless) -> Iterator[str]:
        """One pass over a file without index; records beyond the last base are left out."""

        def is_needless(block: bytes, begin: int, end: int) -> bool:
            return begin > last or needless(block, begin, end)

        for block in blocks_of_lines(self.path, self.container):
            for line in survey.lines_of(block, is_needless):
                position = position_of(line)
                if position is None or position <= last:
                    yield line.decode("utf-8", "replace")
            self._check_line_end(block)
        if not survey.on_chromosome and not self.locus_contigs:
            raise self._no_chromosome_6(())

    def _check_end(self, stream: IO[bytes]) -> None:
        """Refuse a text that is cut off before it was compressed."""
        self._check_line_end(last_content(stream, self.name))

    def _check_line_end(self, end: bytes) -> None:
        """Refuse a text that is cut off in its last line; ``end``: its last bytes."""
        if end and not end.endswith(b"\n"):
            found = "Its last line has no line end: the text is cut off there."
            raise refuse(RefusalCode.TRUNCATED_FILE, self.name, found)

    def _fetched_lines(self, survey: Survey, index: str, regions: Regions) -> Iterator[str]:
        """Records by index; from the start of the chromosome where events may reach far."""
        known = read_index(index_bytes(Path(index)), self.name)
        if not known.at_locus:
            # The index may be that of another file: the data themselves are asked.
            last = max(end for _, end in regions)
            yield from self._streamed_lines(survey, last, lambda *_: False)
            return
        with self.open_bytes() as stream:
            check_fit(known, stream, self.name)
            self._check_end(stream)
            for contig, part in known.at_locus.items():
                if contig == known.contigs[0]:
                    survey.begins(contig, first_position(stream, self.name, part))
                lines = lines_in(stream, self.name, contig, part, regions)
                yield from in_order(
                    self.name,
                    (line.decode("utf-8", "replace") for line in lines if survey.takes(line)),
                )
        survey.indexed(known.contigs, known.furthest, known.n_records)

    def _bcf_lines(
        self,
        survey: Survey,
        index: str | None,
        regions: Regions,
        samples: Sequence[str] | None = None,
    ) -> Iterator[str]:
        """Records of a BCF as VCF text; without index in one pass."""
        return in_order(self.name, map(_text, self.bcf_records(survey, index, regions, samples)))

    def bcf_records(
        self,
        survey: Survey,
        index: str | None,
        regions: Regions,
        samples: Sequence[str] | None = None,
    ) -> Iterator[Any]:
        """Records of a BCF on the chromosome; ``samples``: with the cells of these only.

        Raises RefusedError: NO_CHROMOSOME_6, BROKEN_INDEX, DAMAGED_FILE.
        """
        import pysam  # lazy: only BCF needs it here

        before = pysam.set_verbosity(0)
        try:
            with pysam.VariantFile(self.address, index_filename=index) as variants:
                if samples is not None:
                    variants.subset_samples(samples)
                names = [str(name) for name in variants.header.contigs if name in LOCUS.contigs]
                if not names:
                    raise self._no_chromosome_6(map(str, variants.header.contigs))
                if index is None:
                    yield from _on_chromosome(variants, survey)
                    return
                contigs = [str(name) for name in variants.header.contigs]
                known = read_index(index_bytes(Path(index)), self.name, contigs)
                with self.open_bytes() as stream:
                    check_fit(known, stream, self.name)
                for name in names:
                    fetched = (r for region in regions for r in variants.fetch(name, *region))
                    yield from _on_chromosome(fetched, survey)
                survey.indexed(known.contigs, known.furthest, known.n_records)
        except (OSError, ValueError) as error:
            found = "A record cannot be read, and with it all that follow."
            raise refuse(RefusalCode.DAMAGED_FILE, self.name, found) from error
        finally:
            pysam.set_verbosity(before)

    def _regions(self) -> Regions:
        """Intervals to fetch, 0-based half-open, ascending.

        An index knows the end of a record only where END is written, so a file with structural
        variants is read from the start of the chromosome.
        """
        if self.header.declares_structural:
            return ((0, LAST_READ),)
        return tuple((start - 1, end) for start, end in sorted(WINDOWS))

    @property
    def regions(self) -> Regions:
        """Intervals in which the lines lie, 0-based half-open, ascending."""
        return self._regions()

    def _no_chromosome_6(self, contigs: Iterable[str]) -> Exception:
        """The refusal, with the contigs that there are."""
        names = list(contigs) or list(self.header.contigs)
        shown = f"It has {', '.join(names[:5])}" + (", …" if len(names) > 5 else "")
        found = f"{shown if names else 'It has no contig lines and no records there'}."
        return refuse(RefusalCode.NO_CHROMOSOME_6, self.name, found)


def open_vcf(path: Path, *, sites_only: bool = False) -> VcfFile:
    """Open a VCF or BCF of any container and understand its header.

    ``sites_only``: the file may lack sample columns, as sources of knowledge do.

    Raises RefusedError: FILE_NOT_FOUND, NOT_A_VCF, NO_SAMPLES, DUPLICATE_SAMPLE_NAMES,
    TRUNCATED_FILE, NO_BGZF_END.
    """
    container = detect_container(path)
    notes: list[Note] = []
    stray = None
    if container is Container.BCF:
        if not sites_only:
            check_blocks(path)
        lines = _bcf_header(path)
    else:
        raw, stray = _header_lines(path, container)
        if raw and raw[0].startswith(BOM):
            raw[0] = raw[0].removeprefix(BOM)
            notes.append(Note(NoteCode.BYTE_ORDER_MARK_REMOVED, path.name))
        if any(line.endswith(b"\r") for line in raw):
            notes.append(Note(NoteCode.CRLF_LINE_ENDS, path.name))
        lines = [line.decode("utf-8", "replace").rstrip("\r") for line in raw]
    header = parse_header(lines, path.name, sites_only=sites_only, stray=stray)
    return VcfFile(path, container, header, tuple(notes))


def _header_lines(path: Path, container: Container) -> tuple[list[bytes], str | None]:
    """The lines before the first that does not begin with #, without LF; and that one."""
    lines: list[bytes] = []
    size = 0
    for block in blocks_of_lines(path, container):
        size += len(block)
        for line in block.removesuffix(b"\n").split(b"\n"):
            if not line.removeprefix(BOM).startswith(b"#"):
                return lines, line[:_MOST_SHOWN].decode("utf-8", "replace")
            lines.append(line)
        if size > MOST_OF_HEADER or len(lines) > _MOST_LINES:
            raise refuse(RefusalCode.TOO_LARGE, path.name, "Its header does not end.")
    return lines, None


def _bcf_header(path: Path) -> list[str]:
    """The header text of a BCF."""
    import pysam  # lazy: only BCF needs it here

    before = pysam.set_verbosity(0)
    try:
        with pysam.VariantFile(str(path)) as variants:
            return str(variants.header).splitlines()
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.NOT_A_VCF, path.name, reason_of(error)) from error
    finally:
        pysam.set_verbosity(before)


def in_order(name: str, lines: Iterable[str]) -> Iterator[str]:
    """The lines of a file, refused (UNSORTED) if their positions ever fall."""
    last = 0
    for line in lines:
        # A line without columns is told where rows are read.
        _, _, behind = line.partition("\t")
        position = whole_number(behind.partition("\t")[0]) or last
        if position < last:
            found = f"After position {last:,} of chromosome {LOCUS.chromosome} comes {position:,}."
            raise refuse(RefusalCode.UNSORTED, name, found)
        last = position
        yield line


def _on_chromosome(records: Iterable[Any], survey: Survey) -> Iterator[Any]:
    """The records of a BCF on the chromosome."""
    last = None
    for record in records:
        survey.contig(record.chrom)
        if record.chrom in LOCUS.contigs:
            survey.place(str(record.pos).encode())
            last = record
            if record.pos <= LAST_READ:
                yield record
    if last is not None:
        survey.ends_with(_text(last).encode())


def _text(record: Any) -> str:
    """A record of a BCF as a line of a VCF."""
    return str(record).removesuffix("\n")
