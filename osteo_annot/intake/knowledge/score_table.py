"""A VCF of the locus from a table of missense scores, as REVEL and AlphaMissense publish them.

Columns are found by their names, never by their places: where one that is read has gone, the table
is refused; one that is new is told. Rows of other transcripts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.knowledge.sources import finite
from osteo_annot.intake.vcf.reach import locus_window
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import ensembl_transcript
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_GENOMES = {Assembly.GRCH37: "hg19", Assembly.GRCH38: "hg38"}
_BASE = re.compile(r"[ACGT]")


@dataclass(frozen=True, slots=True)
class TableKind:
    """The columns of one kind of table."""

    name: str
    separator: str
    chromosome: str
    positions: dict[Assembly, str]
    ref: str
    alt: str
    score: str
    transcript: str
    genome: str
    """The column that names the assembly of each row; empty where there is none."""
    others: frozenset[str]
    """Columns that are known and not read."""

    @property
    def read(self) -> frozenset[str]:
        """Columns that have to be there."""
        names = {self.chromosome, *self.positions.values(), self.ref, self.alt, self.score}
        return frozenset(names | {self.transcript, self.genome} - {""})


KINDS = (
    TableKind(
        name="REVEL",
        separator=",",
        chromosome="chr",
        positions={Assembly.GRCH37: "hg19_pos", Assembly.GRCH38: "grch38_pos"},
        ref="ref",
        alt="alt",
        score="REVEL",
        transcript="Ensembl_transcriptid",
        genome="",
        others=frozenset({"aaref", "aaalt"}),
    ),
    TableKind(
        name="AlphaMissense",
        separator="\t",
        chromosome="CHROM",
        positions={Assembly.GRCH37: "POS", Assembly.GRCH38: "POS"},
        ref="REF",
        alt="ALT",
        score="am_pathogenicity",
        transcript="transcript_id",
        genome="genome",
        others=frozenset({"uniprot_id", "protein_variant", "am_class"}),
    ),
)


@dataclass(frozen=True, slots=True)
class ScoreVcf:
    """What was made of a table."""

    kind: TableKind
    text: str
    """The VCF."""
    records: int
    new_columns: tuple[str, ...]
    """Columns that are not known."""


def vcf_of_scores(lines: Iterable[str], assembly: Assembly, name: str) -> ScoreVcf:
    """The VCF of the rows at the locus.

    ``name`` is what the table is called: it may hold its version. Raises RefusedError:
    SOURCE_INVALID for a table that is none of those known or has rows that cannot be read,
    SOURCE_ASSEMBLY for one of another assembly, SOURCE_WITHOUT_LOCUS where no row is of the gene.
    """
    rows = iter(lines)
    kind, columns = _kind(rows, name)
    place = {column: index for index, column in enumerate(columns)}
    found = sorted(set(_records(rows, kind, place, assembly, name)))
    if not found:
        raise refuse(RefusalCode.SOURCE_WITHOUT_LOCUS, name, f"No row is of {LOCUS.gene}.")
    head = [
        "##fileformat=VCFv4.2",
        f"##source={kind.name} {printable(name, 80)}",
        f"##contig=<ID={LOCUS.contig},length={LOCUS.lengths[assembly]}>",
        f'##INFO=<ID={kind.score},Number=1,Type=Float,Description="{kind.name}">',
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    body = [
        f"{LOCUS.contig}\t{position}\t.\t{ref}\t{alt}\t.\t.\t{kind.score}={score}"
        for position, ref, alt, score in found
    ]
    new = tuple(column for column in columns if column not in kind.read | kind.others)
    return ScoreVcf(kind, "\n".join(head + body) + "\n", len(found), new)


def _kind(rows: Iterator[str], name: str) -> tuple[TableKind, list[str]]:
    """The kind of a table and its columns, by the line that names them."""
    header = next((line for line in rows if not _is_comment(line)), "").rstrip("\r\n").lstrip("#")
    for kind in KINDS:
        columns = header.split(kind.separator)
        shared = set(columns) & (kind.read | kind.others)
        if len(shared) * 2 > len(kind.read):
            lacking = sorted(kind.read - set(columns))
            if lacking:
                found = f"A table of {kind.name} without the column {', '.join(lacking)}."
                raise refuse(RefusalCode.SOURCE_INVALID, name, found)
            return kind, columns
    known = " or ".join(kind.name for kind in KINDS)
    found = f"Its first line names no columns of {known}: {printable(header, 60)}"
    raise refuse(RefusalCode.SOURCE_INVALID, name, found)


def _is_comment(line: str) -> bool:
    """Whether a line is a remark before the line with the columns."""
    return line.startswith("#") and not re.match(r"#\w+\t", line)


def _records(
    rows: Iterator[str],
    kind: TableKind,
    place: dict[str, int],
    assembly: Assembly,
    name: str,
) -> Iterator[tuple[int, str, str, str]]:
    """Position (1-based), REF, ALT and score of each row of the gene's transcript."""
    first, last = locus_window(assembly)
    chromosome, at = place[kind.chromosome], place[kind.positions[assembly]]
    for line in rows:
        cells = line.rstrip("\r\n").split(kind.separator)
        if len(cells) != len(place):
            found = f"A row has {len(cells)} of {len(place)} cells."
            raise refuse(RefusalCode.SOURCE_INVALID, name, found)
        if cells[chromosome] not in LOCUS.contigs:
            continue
        position = whole_number(cells[at])
        if position is None or not first <= position <= last or not _is_own(cells, kind, place):
            continue
        _check_genome(cells, kind, place, assembly, name)
        yield (position, *_allele(cells, kind, place, name))


def _is_own(cells: Sequence[str], kind: TableKind, place: dict[str, int]) -> bool:
    """Whether a row is of the gene's transcript, whatever its version."""
    named = re.split(r"[;,]", cells[place[kind.transcript]])
    return ensembl_transcript() in {one.strip().partition(".")[0] for one in named}


def _check_genome(
    cells: Sequence[str],
    kind: TableKind,
    place: dict[str, int],
    assembly: Assembly,
    name: str,
) -> None:
    """Raise SOURCE_ASSEMBLY where a row names another assembly."""
    told = cells[place[kind.genome]] if kind.genome else ""
    if told and told != _GENOMES[assembly]:
        found = f"Its rows are on {printable(told, 20)}, not on {_GENOMES[assembly]} ({assembly})."
        raise refuse(RefusalCode.SOURCE_ASSEMBLY, name, found)


def _allele(
    cells: Sequence[str], kind: TableKind, place: dict[str, int], name: str
) -> tuple[str, str, str]:
    """REF, ALT and score of a row."""
    ref, alt, score = (cells[place[column]] for column in (kind.ref, kind.alt, kind.score))
    value = finite(score)
    if not _BASE.fullmatch(ref) or not _BASE.fullmatch(alt) or value is None or not 0 <= value <= 1:
        found = f"A row of the gene cannot be read: {printable(f'{ref} {alt} {score}', 60)}"
        raise refuse(RefusalCode.SOURCE_INVALID, name, found)
    return ref, alt, score
