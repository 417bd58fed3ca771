"""Whether the cell of a sample can be read by its FORMAT, before any value is taken from it.

Source: VCF 4.5 section 1.6.2: keys are unique, GT comes first where it is there, and a cell has at
most as many values as FORMAT has keys. Where that does not hold, a value may belong to another key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from osteo_annot.worded import Worded

_KEY = re.compile(r"[A-Za-z_][0-9A-Za-z_.]*")


class CellFault(Worded):
    """Why no value of a cell is read."""

    KEY_NOT_READABLE = ("KEY_NOT_READABLE", "FORMAT has a key that VCF does not allow")
    GT_NOT_FIRST = ("GT_NOT_FIRST", "GT is not the first key of FORMAT")
    KEY_TWICE = ("KEY_TWICE", "FORMAT has a key twice, with different values")
    MORE_VALUES_THAN_KEYS = ("MORE_VALUES_THAN_KEYS", "the cell has more values than FORMAT keys")


def format_fault(keys: Sequence[str]) -> CellFault | None:
    """What is wrong with the keys of a record for every sample."""
    if not all(map(_KEY.fullmatch, keys)):
        return CellFault.KEY_NOT_READABLE
    if "GT" in keys[1:] and keys[0] != "GT":
        return CellFault.GT_NOT_FIRST
    return None


def cell_fault(keys: Sequence[str], cell: str) -> CellFault | None:
    """Why a cell cannot be read by the keys; None where it can.

    >>> cell_fault(["GT", "AD"], "0/1:20,19:99")
    <CellFault.MORE_VALUES_THAN_KEYS: 'MORE_VALUES_THAN_KEYS'>
    """
    if fault := format_fault(keys):
        return fault
    values = cell.split(":")
    if any(values[len(keys) :]):
        return CellFault.MORE_VALUES_THAN_KEYS
    if len(set(keys)) < len(keys):
        told = dict(zip(keys, values, strict=False))
        if any(told[key] != value for key, value in zip(keys, values, strict=False)):
            return CellFault.KEY_TWICE
    return None
