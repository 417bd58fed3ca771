"""Reference blocks of one file tile (VCF 4.5 section 5.5): how far each is believed."""

from __future__ import annotations

import pytest

from osteo_annot.intake.vcf.blocks import LONGEST, block_notes, tiled
from osteo_annot.intake.vcf.row import Row, parse_row


def block(position: int, end: int, cell: str = "0/0:35:70", alt: str = "<NON_REF>") -> Row:
    columns = ("chr6", str(position), ".", "N", alt, ".", ".", f"END={end}", "GT:DP:GQ", cell)
    row = parse_row("\t".join(columns), 1, 1)
    assert isinstance(row, Row)
    return row


def variant(position: int) -> Row:
    columns = ("chr6", str(position), ".", "A", "T,<NON_REF>", ".", ".", ".", "GT", "0/1")
    row = parse_row("\t".join(columns), 1, 1)
    assert isinstance(row, Row)
    return row


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ([block(100, 199), block(200, 299)], [199, 299]),
        ([block(100, 250), block(200, 299)], [199, 299]),
        ([block(100, 900), block(200, 299), block(400, 499)], [199, 299, 499]),
        ([block(100, 900), block(200, 299, "./.:0:0")], [199, 299]),
        ([block(100, 199), block(100, 299)], [100, 299]),
        ([block(100, 199), variant(150)], [199, 150]),
        ([block(100, 199, alt="."), block(150, 249, alt=".")], [149, 249]),
        ([block(100, 99 - LONGEST)], [100]),
        ([block(100, 100 + LONGEST)], [100]),
        ([block(100, 99 + LONGEST)], [99 + LONGEST]),
    ],
)
def test_a_block_is_believed_up_to_the_next(rows: list[Row], last: list[int]) -> None:
    assert [row.last for row in tiled(rows)] == last


def test_what_was_not_read_stays_as_far_as_it_says() -> None:
    # A block without reads proves nothing, but takes away what a BED says of its bases.
    (row,) = tiled([block(100, 500_000, "0/0:0:0")])
    assert (row.last, row.reach) == (100, 500_000)
    assert block_notes([row], "a.vcf") == ()


def test_a_block_that_was_cut_is_told() -> None:
    rows = tiled([block(100, 250), block(200, 299), block(300, 299 + 2 * LONGEST)])
    notes = block_notes(rows, "a.vcf")
    assert [note.code.value for note in notes] == ["BLOCKS_OVERLAP", "BLOCK_END_NOT_BELIEVED"]
    assert notes[0].where == "a.vcf, record 1: 100 to 250, used to 199"
