"""Reference blocks of one file, held against each other: they tile, or an END is wrong.

Source: VCF 4.5 section 5.5 (gVCF): a block reaches from POS to END, and the next record begins
behind it. A row says of its own bases what it says; a block that reaches over another block says it
of bases of which it knows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.notes import Note, NoteCode

LONGEST = abs(gene_model(Assembly.GRCH37).start - gene_model(Assembly.GRCH38).start)
"""Bases from which the END of a block is not believed: the gene lies so far apart on the two
assemblies, and so far reaches a block whose END was not lifted over. No genome is without a variant
for so long; what was not read at all may be, and proves nothing."""


def tiled(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a file in their order, each block cut where it cannot be believed further."""
    cut: list[Row] = []
    next_block: int | None = None
    for row in reversed(rows):
        end = block_end(row)
        if end is None:
            cut.append(row)
            continue
        believed = _believed(row, end, next_block)
        cut.append(row if believed == end else replace(row, block_end=believed))
        next_block = row.position
    return tuple(reversed(cut))


def block_end(row: Row) -> int | None:
    """END of a reference block as written; None of any other row."""
    return whole_number(row.info.get("END", "")) if row.is_block else None


def _believed(row: Row, end: int, next_block: int | None) -> int:
    """The last base of which a block is believed."""
    alone = row.position + len(row.ref) - 1
    if end < alone or end - row.position >= LONGEST:
        return alone
    if next_block is not None and next_block <= end:
        return max(next_block - 1, alone)
    return end


def block_notes(rows: Sequence[Row], name: str) -> tuple[Note, ...]:
    """The blocks that were cut, in file order."""
    notes: list[Note] = []
    for row in rows:
        end = block_end(row)
        if row.block_end is None or end is None or _has_no_reads(row):
            continue
        overlaps = row.block_end >= row.position + len(row.ref)
        code = NoteCode.BLOCKS_OVERLAP if overlaps else NoteCode.BLOCK_END_NOT_BELIEVED
        found = f"{name}, record {row.ordinal}: {row.position} to {end}, used to {row.block_end}"
        notes.append(Note(code, found))
    return tuple(notes[:_MOST_SHOWN])


_MOST_SHOWN = 5


def _has_no_reads(row: Row) -> bool:
    """Whether a block says of everybody that nothing was read: it proves nothing anyway."""
    key = next((key for key in ("MIN_DP", "DP") if key in row.format), None)
    if key is None or len(row.samples) > 1:
        return False
    return row.fields(0).get(key) in {"0", ".", None}
