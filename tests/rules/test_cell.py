"""A cell is read only where its values fit the keys of FORMAT (VCF 4.5 section 1.6.2)."""

from __future__ import annotations

import pytest

from osteo_annot.intake.vcf.cell import CellFault, cell_fault


@pytest.mark.parametrize(
    ("keys", "cell", "fault"),
    [
        ("GT:AD", "0/1:20,19", None),
        ("GT:AD:DP", "0/1", None),
        ("AD:DP", "20,19:39", None),
        ("GT", "0/1:", None),
        ("GT:AD:AD", "0/1:20,19:20,19", None),
        ("AD:GT", "20,19:0/1", CellFault.GT_NOT_FIRST),
        ("GT:GT", "0/1:0/0", CellFault.KEY_TWICE),
        ("GT:AD:AD", "0/1:20,19:39,0", CellFault.KEY_TWICE),
        ("GT*GQ:CN:PR:SR", "1/1:99:0:0,41:0,37", CellFault.KEY_NOT_READABLE),
        ("GT:AD ", "0/1:20,19", CellFault.KEY_NOT_READABLE),
        ("GT", "0/1:99", CellFault.MORE_VALUES_THAN_KEYS),
        ("GTAD:DP", "0/1:20,19:39", CellFault.MORE_VALUES_THAN_KEYS),
    ],
)
def test_values_without_their_keys_are_not_read(
    keys: str, cell: str, fault: CellFault | None
) -> None:
    assert cell_fault(keys.split(":"), cell) is fault
