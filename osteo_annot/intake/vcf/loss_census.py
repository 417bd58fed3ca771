"""How much of the chromosome a file of structural records shows: a header shows nothing.

Counted once for a file, over the whole chromosome of the gene and all its samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.row import Row, whole_number
from osteo_annot.intake.vcf.segments import SegmentFile, end_of
from osteo_annot.intake.vcf.wide import WideFile
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_LOSS_BY_INFO = re.compile(r"(?:^|;)SVTYPE=(?:DEL|CNV|BND)(?:;|$)")
_LENGTH = re.compile(r"(?:^|;)(?:SVLEN|CNVLEN|REFLEN)=-?([0-9]{1,10})")
_END = re.compile(r"(?:^|;)END=([0-9]{1,10})")
_LEAST = 50
"""Bases from which a loss is structural; what is shorter shows a search for indels only."""

_NO_LOSS = ("<INS", "<DEL:ME", "<CNV:TR")
"""Symbolic alleles of mobile elements and tandem repeats: who writes them looks for these."""


@dataclass(frozen=True, slots=True)
class LossCensus:
    """The records of one chromosome in one file."""

    records: int
    losses: int
    """Records of deletions, copy number or breakends: what a search for deletions writes."""
    shortest: int | None
    """Bases of its shortest deletion; None where none tells its length."""


def loss_census(file: VcfFile, assembly: Assembly) -> LossCensus:
    """The census of the chromosome of the gene; a further reading of the file."""
    if isinstance(file, SegmentFile):
        return _census_of_calls(file.rows)
    source = file.source if isinstance(file, WideFile) else file
    return census_of_lines(source.lines_between(1, LOCUS.lengths[assembly], cells=False))


def _census_of_calls(rows: Sequence[Row]) -> LossCensus:
    """The census of a table of copy-number calls; one that states copies looks for losses."""
    losses = [row for row in rows if _is_loss(row.ref, row.alts[0], "")]
    shortest = min((end_of(row) - row.position for row in losses), default=None)
    return LossCensus(len(rows), len(losses), shortest)


def census_of_lines(lines: Iterable[str]) -> LossCensus:
    """The census of the lines of one chromosome.

    >>> lines = ["6 9 . N <DEL> . . END=99", "6 9 . A T . . ."]
    >>> census_of_lines(line.replace(" ", chr(9)) for line in lines)
    LossCensus(records=2, losses=1, shortest=90)
    """
    records = losses = 0
    shortest: int | None = None
    for line in lines:
        records += 1
        columns = line.split("\t", 8)
        if len(columns) < 8 or not _is_loss(columns[3], columns[4], columns[7]):
            continue
        length = _length(columns)
        if length is not None and length < _LEAST:
            continue
        losses += 1
        if length is not None and (shortest is None or length < shortest):
            shortest = length
    return LossCensus(records, losses, shortest)


def _is_loss(ref: str, alt: str, info: str) -> bool:
    """Whether a record is one that a search for deletions writes; no mobile element, no indel."""
    alleles = alt.upper().split(",")
    if any(_is_lost_allele(ref, allele) for allele in alleles):
        return True
    named = any(allele.startswith(_NO_LOSS) for allele in alleles)
    return not named and bool(_LOSS_BY_INFO.search(info))


def _is_lost_allele(ref: str, allele: str) -> bool:
    """Whether one ALT is a deletion, a number of copies, a junction, or lacks bases."""
    if allele.startswith("<"):
        return allele.startswith(("<DEL", "<CN")) and not allele.startswith(_NO_LOSS)
    if "[" in allele or "]" in allele:
        return True
    return allele.isalpha() and len(ref) > len(allele)


def _length(columns: list[str]) -> int | None:
    """Bases that a deletion takes, by the bases written, SVLEN or END; None of a breakend."""
    if columns[4].isalpha():
        return len(columns[3]) - len(columns[4])
    told = _LENGTH.search(columns[7])
    if told:
        return int(told[1])
    end, start = _END.search(columns[7]), whole_number(columns[1])
    if end and start is not None:
        return int(end[1]) - start
    return None
