"""The sample sheet: which files belong to which person; every fault of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.depth.whose import GivenReads, given_reads
from osteo_annot.intake.vcf.remote import OWN_INDEX, given_path, url_of
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import MEBIBYTE, bytes_of
from osteo_annot.values import dataclass

REQUIRED_COLUMNS = ("sample", "files")
OPTIONAL_COLUMNS = (
    "vcf_sample",
    "pedigree",
    "assembly",
    "coverage",
    "hpo",
    "hpo_absent",
    "phenopacket",
    "order",
    "deletions_searched",
    "reads",
    "indexes",
)
SAMPLE_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$"
"""A sample is a file name too, so it has only characters that are safe in one everywhere."""
HPO_PATTERN = r"^HP:[0-9]{7}$"

COLUMNS = (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS)
_LISTS_OF_FILES = ("files", "coverage", "deletions_searched", "reads")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person of the sheet; paths as written, relative to the working directory or the root."""

    sample: str
    files: tuple[Path, ...]
    vcf_sample: str | None
    """Name of the sample column in the files, where it differs from ``sample``."""
    pedigree: Path | None
    assembly: Assembly | None
    coverage: tuple[Path, ...]
    hpo: tuple[str, ...]
    """HPO terms that the person has."""
    line: int
    """Line of the sheet that names the person; 1-based, comments and empty lines counted."""
    hpo_absent: tuple[str, ...] = ()
    """HPO terms that were looked for and not found."""
    phenopacket: Path | None = None
    order: Path | None = None
    deletions_searched: tuple[Path, ...] = ()
    """Files of which the laboratory declares that deletions of the gene were looked for."""
    reads: tuple[GivenReads, ...] = ()
    """BAM and CRAM files of the person and of relatives, with whose they are where that is said."""
    cells: tuple[str, ...] = field(default=(), compare=False)
    """The text of each column, in the order of :data:`COLUMNS`; empty where the sheet lacks it."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that the person brings."""
        single = (self.pedigree, self.phenopacket, self.order)
        several = (*self.files, *self.coverage, *self.deletions_searched)
        return (*several, *(given.path for given in self.reads), *filter(None, single))


def read_sheet(path: Path, root: Path | None = None) -> list[SheetRow]:
    """The rows of a tab-separated sample sheet, in its order.

    Lines that start with ``#`` and empty lines are left out. ``root``: the folder into which a
    workflow brings the files that a job needs. No file of a person is looked for here: one that is
    missing concerns that person alone. Raises RefusedError with every fault of the sheet
    (SHEET_INVALID) or FILE_NOT_FOUND.
    """
    columns, numbered, faults = _split(path)
    rows: list[SheetRow] = []
    first_line: dict[str, int] = {}
    for line, cells in _records(columns, numbered):
        where = f"{path.name}, line {line}"
        found = list(_cell_faults(cells))
        name = cells["sample"].casefold()
        if name and name in first_line:
            found.append(
                f"The sample {printable(cells['sample'], 100)} is on line {first_line[name]} too "
                "(upper and lower case are not told apart, as in some file systems)."
            )
        first_line.setdefault(name, line)
        faults.extend(Fault(RefusalCode.SHEET_INVALID, where, what) for what in found)
        if not found:
            rows.append(_row(cells, line, root or Path()))
    faults.extend(_columns_of_others(rows, path.name))
    if faults:
        raise RefusedError(*faults)
    if not rows:
        raise refuse(RefusalCode.SHEET_INVALID, path.name, "It names no sample.")
    return rows


def _columns_of_others(rows: Sequence[SheetRow], name: str) -> Iterator[Fault]:
    """Lines that take for their person's a column that is another line's person."""
    person = {row.sample: row for row in rows}
    taken: dict[tuple[Path, str], SheetRow] = {}
    for row in rows:
        column = row.vcf_sample or row.sample
        sharing = (taken.setdefault((file, column), row) for file in row.files)
        other = person.get(column, row)
        if other is row:
            other = next((one for one in sharing if one is not row), row)
        if other is not row:
            found = f"The column {printable(column, 60)} is the person of line {other.line}."
            yield Fault(RefusalCode.SHEET_INVALID, f"{name}, line {row.line}", found)


def batch_count(n_rows: int, size: int) -> int:
    """How many batches of at most ``size`` rows hold ``n_rows``.

    >>> [batch_count(n, 50) for n in (0, 1, 50, 51)]
    [0, 1, 1, 2]
    """
    if size < 1:
        raise ValueError(f"a batch has at least one row, not {size}")
    return -(-n_rows // size)


def batch_of(rows: Sequence[SheetRow], index: int, size: int) -> list[SheetRow]:
    """The rows of one batch, by their order in the sheet; ``index`` is 1-based.

    Rows that are appended to the sheet never move a row to another batch.
    Raises ValueError when there is no such batch.
    """
    count = batch_count(len(rows), size)
    if not 1 <= index <= count:
        raise ValueError(f"there is no batch {index}: {len(rows)} samples make {count}")
    return list(rows[(index - 1) * size : index * size])


def _split(path: Path) -> tuple[list[str], list[tuple[int, str]], list[Fault]]:
    """Column names, the data lines with their numbers, and the faults of form.

    A line with the wrong number of cells is a fault and not among the data lines.
    """
    numbered = list(_content_lines(path))
    if not numbered:
        raise refuse(RefusalCode.SHEET_INVALID, path.name, "It is empty.")
    header_line, header = numbered[0]
    columns = [name.strip() for name in header.split("\t")]
    where = f"{path.name}, line {header_line}"
    found = [
        f"The column {name} is missing; the columns are separated by tabs."
        for name in REQUIRED_COLUMNS
        if name not in columns
    ]
    found += [
        f"The column {printable(name, 60) or '(empty)'} is not known; known are "
        f"{', '.join(COLUMNS)}."
        for name in dict.fromkeys(columns)
        if name not in COLUMNS
    ]
    found += [
        f"The column {name} is there {columns.count(name)} times."
        for name in COLUMNS
        if columns.count(name) > 1
    ]
    faults = [Fault(RefusalCode.SHEET_INVALID, where, what) for what in found]
    good: list[tuple[int, str]] = []
    for line, text in numbered[1:]:
        n_cells = text.count("\t") + 1
        if n_cells == len(columns):
            good.append((line, text))
            continue
        what = f"It has {n_cells} cells, the header has {len(columns)} columns."
        faults.append(Fault(RefusalCode.SHEET_INVALID, f"{path.name}, line {line}", what))
    return columns, good, faults


def _content_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are neither comment nor empty, with their 1-based number in the file."""
    raw = bytes_of(path, 2048 * MEBIBYTE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(RefusalCode.SHEET_INVALID, path.name, _not_text(raw, error)) from error
    for number, line in enumerate(re.split("\r\n|\n|\r", text), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _not_text(raw: bytes, error: UnicodeDecodeError) -> str:
    """What a file is that is not UTF-8: often a workbook, or text as a spreadsheet saves it."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "It is a workbook of a spreadsheet program: save it as text with tabs (UTF-8)."
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "It is UTF-16 text: save it as UTF-8."
    line = raw.count(b"\n", 0, error.start) + 1
    return f"Line {line} is not UTF-8 text: save it as UTF-8."


def _records(
    columns: list[str], numbered: list[tuple[int, str]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each data line by column; a column that the sheet lacks is empty."""
    for line, text in numbered:
        given = dict(zip(reversed(columns), reversed(text.split("\t")), strict=True))
        yield line, {name: given.get(name, "").strip() for name in COLUMNS}


def _cell_faults(cells: dict[str, str]) -> Iterator[str]:
    """What is wrong with the cells of one line, each by itself."""
    sample = cells["sample"]
    if not sample:
        yield "The sample has no name."
    elif not re.fullmatch(SAMPLE_PATTERN, sample):
        yield (
            f"The sample name {printable(sample, 120)} does not begin with a letter or digit, has "
            "other characters than letters, digits, '_', '.', '-', or is longer than 100."
        )
    if not cells["files"]:
        yield "It names no file."
    yield from _index_faults(cells)
    for column in _LISTS_OF_FILES:
        yield from _list_faults(column, _entries(cells[column]))
    if cells["assembly"] and cells["assembly"] not in set(Assembly):
        known = " and ".join(Assembly)
        yield f"The assembly {printable(cells['assembly'], 60)} is not known; known are {known}."
    for term in (*_entries(cells["hpo"]), *_entries(cells["hpo_absent"])):
        if not re.fullmatch(HPO_PATTERN, term):
            yield f"The HPO term {printable(term, 60) or '(empty)'} is not HP: and seven digits."


def _list_faults(column: str, entries: list[str]) -> Iterator[str]:
    """An empty entry or one that is there twice in a list of files."""
    if "" in entries:
        yield f"The column {column} has an empty entry between semicolons."
    for entry in dict.fromkeys(entries):
        if entry and entries.count(entry) > 1:
            yield f"The column {column} names {printable(entry, 200)} more than once."


def _entries(cell: str) -> list[str]:
    """The entries of a semicolon-separated cell; none of an empty one."""
    return [entry.strip() for entry in cell.split(";")] if cell else []


def _indexes(cells: dict[str, str]) -> list[str]:
    """The address of the index of each file; empty where it lies beside the file."""
    given = _entries(cells["indexes"])
    return given or [""] * len(_entries(cells["files"]))


def _with_index(path: Path, index: str) -> Path:
    """An address with that of its index."""
    return given_path(f"{url_of(path)}{OWN_INDEX}{index}") if index else path


def _index_faults(cells: dict[str, str]) -> Iterator[str]:
    """Addresses of indexes that are not one for each file, or of a file that is no address."""
    files, indexes = _entries(cells["files"]), _entries(cells["indexes"])
    if indexes and len(indexes) != len(files):
        yield f"The column indexes has {len(indexes)} entries, the column files {len(files)}."
    for file, index in zip(files, indexes, strict=False):
        if index and not (url_of(Path(file)) and url_of(Path(index))):
            yield "The column indexes names an index where file and index are not both addresses."


def _row(cells: dict[str, str], line: int, root: Path) -> SheetRow:
    """The value of a line without faults."""

    def one(column: str) -> Path | None:
        return root / cells[column] if cells[column] else None

    def several(column: str) -> tuple[Path, ...]:
        paths = [given_path(entry) for entry in _entries(cells[column])]
        if column == "files":
            paths = list(map(_with_index, paths, _indexes(cells)))
        return tuple(path if url_of(path) else root / path for path in paths)

    def placed(given: GivenReads) -> GivenReads:
        return given if url_of(given.path) else replace(given, path=root / given.path)

    return SheetRow(
        sample=cells["sample"],
        files=several("files"),
        vcf_sample=cells["vcf_sample"] or None,
        pedigree=one("pedigree"),
        assembly=Assembly(cells["assembly"]) if cells["assembly"] else None,
        coverage=several("coverage"),
        hpo=tuple(_entries(cells["hpo"])),
        hpo_absent=tuple(_entries(cells["hpo_absent"])),
        phenopacket=one("phenopacket"),
        order=one("order"),
        deletions_searched=several("deletions_searched"),
        reads=tuple(map(placed, map(given_reads, _entries(cells["reads"])))),
        line=line,
        cells=tuple(cells.values()),
    )
