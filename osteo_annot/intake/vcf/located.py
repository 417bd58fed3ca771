"""The records of a file that reach the locus of one assembly, parsed, in file order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from osteo_annot.intake.vcf.blocks import tiled
from osteo_annot.intake.vcf.file import VcfFile, locus_window, reaches
from osteo_annot.intake.vcf.row import BadRow, Row, parse_row
from osteo_annot.intake.vcf.segments import SegmentFile
from osteo_annot.intake.vcf.wide import WideFile, held
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS


def located(
    file: VcfFile, assembly: Assembly, names: Sequence[str] = ()
) -> tuple[tuple[Row, ...], tuple[BadRow, ...]]:
    """Records that can, and that cannot, be read.

    Of a file of very many people only the cells of ``names`` are held.
    """
    rows: list[Row] = []
    bad: list[BadRow] = []
    columns = [file.header.samples.index(name) for name in names if name in file.header.samples]
    for row in parsed(file, assembly):
        if isinstance(row, BadRow):
            bad.append(row)
        elif isinstance(file, WideFile):
            rows.append(replace(row, samples=held(row.samples, columns)))
        else:
            rows.append(row)
    return tiled(rows), tuple(bad)


def parsed(file: VcfFile, assembly: Assembly) -> Iterator[Row | BadRow]:
    """Each record at the locus with all its cells; of a wide file one at a time.

    Records are numbered from 1; those of another assembly's locus or contig have no number.
    """
    window = locus_window(assembly)
    if isinstance(file, SegmentFile):
        here = (r for r in file.rows_between(*window) if LOCUS.is_on(r.contig, assembly))
        yield from (replace(row, ordinal=number) for number, row in enumerate(here, 1))
        return
    n_samples = len(file.header.samples)
    lines = file.whole_lines() if isinstance(file, WideFile) else file.lines
    ordinal = 1
    for line in lines:
        if not reaches(line, (window,)):
            continue
        row = parse_row(line, ordinal, n_samples)
        if isinstance(row, BadRow) or LOCUS.contigs[row.contig] in {None, assembly}:
            ordinal += 1
            yield row
