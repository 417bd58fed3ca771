"""Which records meet the locus: by REF, END, lengths, uncertainty, or a mate.

One line is asked by ``reaches``; ``cannot_reach`` tells of a block that none of its lines has to
be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS

LOCUS_FLANK = 5_000
"""Bases on each side of the gene that count as the locus (the reach of upstream_gene_variant)."""

_REACH = re.compile(r"(?:^|;)(END|SVLEN|AVGLEN|REFLEN|CNVLEN|CIPOS|CIEND)=([^;]*)")
_FAR = (b"LEN=", b"CIPOS=", b"CIEND=", b"[", b"]")
_ENDS = re.compile(rb"END=([^;\t\n]*)")
_MATE = re.compile(r"[\[\]]([^\[\]:]+):(\d+)[\[\]]")


def locus_window(assembly: Assembly) -> tuple[int, int]:
    """First and last base of the locus; 1-based, closed, on the assembly."""
    gene = gene_model(assembly)
    return gene.start - LOCUS_FLANK, gene.end + LOCUS_FLANK


WINDOWS = tuple(locus_window(assembly) for assembly in Assembly)
LAST_READ = max(end for _, end in WINDOWS)


def reaches(line: str, windows: Iterable[tuple[int, int]]) -> bool:
    """Whether a record's span, by REF, END, SVLEN or mate, meets a window (1-based, closed).

    A line that cannot be read reaches everywhere: it must end in the ledger.
    """
    columns = line.split("\t", 8)
    start = whole_number(columns[1]) if len(columns) > 7 else None
    if start is None or start < 1:
        return True
    end, margin = start + len(columns[3]) - 1, 0
    for key, value in _REACH.findall(columns[7]):
        cut = (part.partition(".")[0] for part in value.split(","))
        numbers = [abs(n) for n in map(whole_number, cut) if n is not None]
        if key == "END":
            end = max([end, *numbers])
        elif key.endswith("LEN"):
            end = max([end, *(start + n for n in numbers)])
        else:
            margin = max([margin, *numbers])
    mates = [
        whole_number(p) or start for name, p in _MATE.findall(columns[4]) if name in LOCUS.contigs
    ]
    begin, end = min([start, *mates]) - margin, max([end, *mates]) + margin
    return any(begin <= last and first <= end for first, last in windows)


def reaches_any(line: str) -> bool:
    """Whether a record meets the locus of either assembly."""
    return reaches(line, WINDOWS)


def cannot_reach(block: bytes, first: int, last: int) -> bool:
    """Whether no line of a block meets the locus of an assembly, by what ``reaches`` asks.

    ``first`` and ``last``: the first and last POS of the lines, 1-based. No REF is longer than the
    block; of END only the number is looked at, and any other field that may reach, or a bracket of
    a mate, wants each line to be looked at.
    """
    begin, end = min(start for start, _ in WINDOWS), LAST_READ
    if first <= end and last + len(block) >= begin:
        return False
    ends = _ENDS.findall(block) if b"END=" in block else ()
    return not any(sign in block for sign in _FAR) and all(
        len(number) < 11 and number.isdigit() and int(number) < begin for number in ends
    )
