"""The records of a file that reach the locus of one assembly, parsed, in file order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from osteo_annot.intake.vcf.blocks import tiled
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.genotype_arrays import GenotypeArrays
from osteo_annot.intake.vcf.reach import locus_window, reaches
from osteo_annot.intake.vcf.row import BadRow, Row, parse_row
from osteo_annot.intake.vcf.segments import SegmentFile
from osteo_annot.intake.vcf.wide import WideFile, held
from osteo_annot.intake.vcf.wide_bcf import WideBcf
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS


def located(
    file: VcfFile, assembly: Assembly, names: Sequence[str] = ()
) -> tuple[tuple[Row, ...], tuple[BadRow, ...]]:
    """Records that can, and that cannot, be read.

    Of a file of very many people only the cells of ``names`` are held.
    """
    columns = [file.header.samples.index(name) for name in names if name in file.header.samples]
    found = list(
        _held(file, assembly, columns) if isinstance(file, WideFile) else parsed(file, assembly)
    )
    rows = [row for row in found if isinstance(row, Row)]
    return tiled(rows), tuple(row for row in found if isinstance(row, BadRow))


def parsed(file: VcfFile, assembly: Assembly) -> Iterator[Row | BadRow]:
    """Each record at the locus with all its cells; of a wide file one at a time.

    Records are numbered from 1; those of another assembly's locus or contig have no number.
    """
    if isinstance(file, SegmentFile):
        here = file.rows_between(*locus_window(assembly))
        at_locus = (row for row in here if LOCUS.is_on(row.contig, assembly))
        yield from (replace(row, ordinal=number) for number, row in enumerate(at_locus, 1))
        return
    lines = file.whole_lines() if isinstance(file, WideFile) else file.lines
    yield from _numbered(lines, assembly, len(file.header.samples))


def saying_something(
    file: WideBcf, assembly: Assembly, is_quiet: Callable[[int, GenotypeArrays], bool]
) -> Iterator[Row]:
    """The records, with all their cells, that may say something of somebody.

    Left out are those of which ``is_quiet`` says so, by the number of the record and its arrays; a
    record without genotypes is never left out.
    """
    ordinals = _ordinals(file.lines, assembly)
    quiet = {
        arrays.line
        for arrays in file.arrays()
        if (ordinal := ordinals.get(arrays.line)) is not None and is_quiet(ordinal, arrays)
    }
    wanted = [line for line in ordinals if line not in quiet]
    for line, text in file.texts_of(wanted):
        row = parse_row(text, ordinals[line], len(file.header.samples))
        if isinstance(row, Row):
            yield row


def _ordinals(lines: Sequence[str], assembly: Assembly) -> dict[int, int]:
    """The number of each record at the locus of the assembly, by its place among all lines."""
    window = locus_window(assembly)
    at_locus = (
        index
        for index, line in enumerate(lines)
        if reaches(line, (window,)) and LOCUS.is_on(line.split("\t", 1)[0], assembly)
    )
    return {index: ordinal for ordinal, index in enumerate(at_locus, 1)}


def _held(file: WideFile, assembly: Assembly, columns: Sequence[int]) -> Iterator[Row | BadRow]:
    """Each record at the locus with the cells of the 0-based columns only."""
    ordered = sorted(set(columns))
    # A record has its FORMAT only with a cell.
    asked = ordered or [0]
    for row in _numbered(file.held_lines(asked), assembly, len(asked)):
        if isinstance(row, BadRow):
            yield row
        else:
            cells = held(row.samples[: len(ordered)], ordered, len(file.header.samples))
            yield replace(row, samples=cells)


def _numbered(lines: Iterable[str], assembly: Assembly, n_samples: int) -> Iterator[Row | BadRow]:
    """The records of the lines at the locus of the assembly, with their numbers."""
    window = locus_window(assembly)
    ordinal = 1
    for line in lines:
        if not reaches(line, (window,)):
            continue
        row = parse_row(line, ordinal, n_samples)
        if isinstance(row, BadRow) or LOCUS.contigs[row.contig] in {None, assembly}:
            ordinal += 1
            yield row
