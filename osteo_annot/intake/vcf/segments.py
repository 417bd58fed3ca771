"""Copy-number calls that come as a table: ExomeDepth's CSV and a BED of segments.

Each line of the chromosome becomes a row like that of a VCF, so that it has its place in the ledger
like any other. What the columns mean is told by the dialect (``events/dialects.py``).
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.header import Header
from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.intake.vcf.survey import Survey
from osteo_annot.locus.files import MEBIBYTE, whole
from osteo_annot.locus.locus import LOCUS

_EXOMEDEPTH = ("start", "end", "chromosome", "type", "BF", "reads.ratio")
_MIN_BAYES_FACTOR = 10.0
"""Bayes factor of ExomeDepth below which a call is marked (clinical rules 2.5; unverified)."""
_HEAD = 64 << 10
_MOST = 64 * MEBIBYTE
"""Bytes of a table: the calls of some thousand people."""
_ALTS = {"deletion": "<DEL>", "duplication": "<DUP>"}


@dataclass(frozen=True)
class SegmentFile(VcfFile):
    """A table of copy-number calls of one sample; it has no lines of a VCF."""

    rows: tuple[Row, ...]
    """The calls on the chromosome, in file order; they are numbered where the locus is cut out."""
    contigs: tuple[str, ...] = ()
    """Contigs of all calls of the person, in file order."""

    @cached_property
    def survey(self) -> Survey:
        """Whether it has calls on the chromosome; a table is in no order."""
        survey = Survey(self.header)
        survey.indexed(self.contigs, LOCUS.last_position, len(self.rows))
        return survey

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """No line: calls are rows."""
        return ()

    def lines_between(self, first: int, last: int, *, cells: bool = True) -> Iterator[str]:
        """No line: a table of copy numbers has no markers."""
        del first, last, cells
        return iter(())

    def names_contig(self, contig: str) -> bool:
        """Whether a call is on a contig of this name."""
        return contig in self.contigs

    def rows_between(self, first: int, last: int) -> Iterator[Row]:
        """The calls that share a base with an interval; 1-based, closed."""
        return (row for row in self.rows if row.position <= last and first <= end_of(row))


def end_of(row: Row) -> int:
    """Last base of a call; 1-based."""
    return int(row.info["END"])


def is_segment_file(path: Path) -> bool:
    """Whether a file is a table of copy-number calls, by its first lines."""
    try:
        if not path.is_file():  # to open a pipe that nobody writes to waits for ever
            return False
        lines = list(_lines(path, _HEAD))
    except (OSError, ValueError, EOFError, zlib.error):
        return False
    if not lines or lines[0].startswith("##fileformat"):
        return False
    if _is_exomedepth(lines[0]):
        return True
    body = [line for line in lines if _is_data(line)]
    return bool(body) and all(_looks_like_segment(line) for line in body[:5])


def open_segments(path: Path, sample: str | None) -> SegmentFile:
    """Read a table of copy-number calls for a sample.

    ``sample`` names the person where the table does not. Raises RefusedError with every fault:
    SEGMENTS_INVALID, NO_SAMPLES, NO_CHROMOSOME_6.
    """
    lines = list(_lines(path))
    exomedepth = _is_exomedepth(lines[0])
    caller = Caller.EXOMEDEPTH if exomedepth else Caller.SEGMENTS_BED
    named = () if exomedepth else _samples_of(lines)
    rows = _exomedepth_rows(lines) if exomedepth else _bed_rows(lines, sample)
    if sample is None and len(named) != 1:
        found = "It does not tell whose copies these are, nor do the other files: give --sample."
        raise refuse(RefusalCode.NO_SAMPLES, path.name, found)
    person = named[0] if sample is None else sample
    if named and person not in named:
        shown = ", ".join(printable(name, 60) for name in named[:5])
        found = f"There is no sample {printable(person, 60)}; it has {shown}."
        raise refuse(RefusalCode.SAMPLE_NOT_IN_FILE, path.name, found)
    calls: list[Row] = []
    contigs: dict[str, None] = {}
    faults: list[Fault] = []
    for number, row in rows:
        if isinstance(row, str):
            where = f"{path.name}, line {number}"
            faults.append(Fault(RefusalCode.SEGMENTS_INVALID, where, row))
            continue
        contigs[row.contig] = None
        if row.contig in LOCUS.contigs:
            calls.append(row)
    if faults:
        raise RefusedError(*faults[:20])
    header = Header("", {}, (person,), (), caller, "", "")
    return SegmentFile(path, Container.PLAIN, header, (), tuple(calls), tuple(contigs))


def _lines(path: Path, limit: int = -1) -> Iterator[str]:
    """The lines of a text file, plain or gzip."""
    with path.open("rb") as handle:
        zipped = handle.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if zipped else path.open("rb") as stream:
        raw = stream.read(limit) if limit > 0 else whole(stream, path.name, _MOST)
    text = raw.decode("utf-8-sig")
    lines = text.splitlines()
    yield from lines[:-1] if 0 < limit <= len(text) else lines


def _is_exomedepth(line: str) -> bool:
    """Whether a line is the header that R writes for ExomeDepth's calls."""
    columns = next(csv.reader([line]), [])
    return set(_EXOMEDEPTH) <= set(columns)


def _is_data(line: str) -> bool:
    """Whether a line of a BED holds an interval."""
    return bool(line.strip()) and not line.startswith(("#", "track", "browser"))


def _looks_like_segment(line: str) -> bool:
    """Contig, two positions, and something that was meant as a number of copies."""
    parts = line.split("\t")
    return len(parts) >= 4 and all(whole_number(p) is not None for p in parts[1:3])


def _samples_of(lines: Sequence[str]) -> tuple[str, ...]:
    """Names in the fifth column, in file order."""
    fifth = (line.split("\t")[4] for line in lines if _is_data(line) and line.count("\t") >= 4)
    return tuple(dict.fromkeys(name for name in fifth if name))


Numbered = Iterable[tuple[int, Row | str]]
"""Line number, and the row of a call or what is wrong with the line."""


def _row(
    contig: str, position: int, end: int, alt: str, cell: tuple[str, str], *, passed: str = "."
) -> Row:
    """The row of a call: from the base of POS to END, with one field of the sample."""
    name, value = cell
    kind = {"SVTYPE": alt[1:-1]} if alt in _ALTS.values() else {}
    return Row(
        ordinal=0,
        contig=contig,
        position=position,
        identifier="",
        ref="N",
        alts=(alt,),
        filters=() if passed in {"PASS", "."} else (passed,),
        filter_text=passed,
        info={"END": str(end), **kind},
        format=(name,),
        samples=(value,),
    )


def _bed_rows(lines: Sequence[str], sample: str | None) -> Numbered:
    """Segments of the sample; 0-based half-open in the file, so the start is the base before."""
    for number, line in enumerate(lines, 1):
        if not _is_data(line):
            continue
        parts = line.split("\t")
        start, end = (whole_number(p) for p in (*parts, "", "")[1:3])
        if start is None or end is None or not 0 <= start < end or len(parts) < 4:
            yield number, "Not contig, start, end, copies, separated by tabs."
            continue
        if sample is not None and len(parts) > 4 and parts[4] not in {"", sample}:
            continue
        copies = printable(parts[3], 40).replace(":", " ")
        yield number, _row(parts[0], max(start, 1), end, "<CNV>", ("CN", copies))


def _exomedepth_rows(lines: Sequence[str]) -> Numbered:
    """Calls of ExomeDepth; start is the first base of the first exon, 1-based."""
    for number, row in enumerate(csv.DictReader(lines), 2):
        start, end = whole_number(row["start"] or ""), whole_number(row["end"] or "")
        alt = _ALTS.get(row["type"] or "")
        if start is None or end is None or not 1 <= start <= end or alt is None:
            yield number, "Not an ExomeDepth call: start, end and type are needed."
            continue
        contig = row["chromosome"] or ""
        factor = _float(row["BF"])
        marked = "PASS" if factor is not None and factor >= _MIN_BAYES_FACTOR else "LowBF"
        ratio = printable(row["reads.ratio"] or "", 40).replace(":", " ")
        yield number, _row(contig, start, end, alt, ("RR", ratio), passed=marked)


def _float(text: str | None) -> float | None:
    """A number as R writes it, or None."""
    try:
        return float(text or "")
    except ValueError:
        return None
