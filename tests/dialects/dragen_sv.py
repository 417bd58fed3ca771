"""DRAGEN SV: Manta's fields and meaning under DRAGEN's header; IDs begin with ``DRAGEN:``.

POS is the base before, END the last base, SVLEN negative for a loss, GT tells the copies. Checked
against DRAGEN's guide of 4.5 (SV calling: VCF 4.2), the source line that an importer of megSAP
documents and a record that a public repository quotes; older versions keep Manta's IDs.
Duplications below 1 kb are insertions in some versions; they are written as ``<DUP:TANDEM>`` here,
for want of the bases.
"""

from __future__ import annotations

from tests.dialects.manta import FIELDS, rows
from tests.dialects.truth import Ground, Truth

NAME = "dragen_sv"

_HEADER = [
    "##fileformat=VCFv4.2",
    "##fileDate=20240611",
    "##source=DRAGEN 05.121.732.4.3.13",
    '##DRAGENVersion=<ID=dragen,Version="SW: 05.121.732.4.3.13, HW: 05.121.732">',
    '##DRAGENCommandLine=<ID=dragen,CommandLineOptions="--enable-sv true">',
    *FIELDS,
]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    found = rows(truth, ground, "DRAGEN:")
    return None if found is None else ground.file(_HEADER, found)
