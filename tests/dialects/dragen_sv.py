"""DRAGEN SV: Manta's fields under DRAGEN's header; IDs begin with ``DRAGEN:`` or ``Manta``.

POS is the base before, END the last base, GT tells the copies. Checked against records that users
quote in public repositories.
"""

from __future__ import annotations

from tests.dialects.manta import FIELDS, rows
from tests.dialects.truth import Ground, Truth

NAME = "dragen_sv"

_HEADER = [
    "##fileformat=VCFv4.1",
    "##source=DRAGEN 07.021.604.4.2.4",
    '##DRAGENVersion=<ID=dragen,Version="SW: 07.021.604.4.2.4, HW: 07.021.604">',
    '##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--enable-sv true">',
    *FIELDS,
]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    found = rows(truth, ground, "DRAGEN:")
    return None if found is None else ground.file(_HEADER, found)
