"""What truly happened, and the ground on which each caller's text is written.

A dialect module writes a truth as its caller would: it has ``NAME`` (the caller, as
``osteo_annot.intake.vcf.caller.Caller`` names it) and ``write(truth, ground)``, which returns the
text of the whole file, or None where the caller cannot express the truth at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import embedded_reference

OFFSET = 321_204
EXON = {exon.number: exon for exon in gene_model(Assembly.GRCH38).exons}


class What(StrEnum):
    """The kind of truth."""

    NOTHING = "nothing"
    DELETION = "deletion"
    DUPLICATION = "duplication"
    LOSS_OF_HETEROZYGOSITY = "loss_of_heterozygosity"


@dataclass(frozen=True)
class Truth:
    """One truth about one person."""

    name: str
    what: What
    start: int
    """First base of the event on GRCh38; 1-based."""
    end: int
    """Last base of the event on GRCh38; 1-based, closed."""
    copies: int
    """Copies of the interval that the person has: 0 or 1 deleted, 2, 3 duplicated on one copy."""

    @property
    def length(self) -> int:
        """Bases of the interval."""
        return self.end - self.start + 1

    @property
    def is_homozygous(self) -> bool:
        """Whether no copy is left."""
        return self.copies == 0


@dataclass(frozen=True)
class Ground:
    """Assembly and contig name in which a file is written."""

    assembly: Assembly
    contig: str = "chr6"
    sample: str = "P1"

    def at(self, position: int) -> int:
        """A GRCh38 position on the assembly."""
        return position + (OFFSET if self.assembly is Assembly.GRCH37 else 0)

    def base(self, position: int) -> str:
        """The plus-strand base at a GRCh38 position; ``N`` where it is not known."""
        return embedded_reference(self.assembly).base(self.at(position))

    @property
    def contig_line(self) -> str:
        """``##contig`` with the length that tells the assembly."""
        return f"##contig=<ID={self.contig},length={LOCUS.lengths[self.assembly]}>"

    @property
    def columns(self) -> str:
        """The ``#CHROM`` line with the one sample."""
        fixed = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
        return "\t".join((*fixed, self.sample))

    def file(self, header: list[str], rows: list[list[str]]) -> str:
        """The text of a VCF from its meta lines (without contig and columns) and its rows.

        A row is ``[POS, ID, REF, ALT, QUAL, FILTER, INFO, FORMAT, sample]``; CHROM is put before.
        """
        lines = ["\t".join((self.contig, *row)) for row in rows]
        return "\n".join([*header, self.contig_line, self.columns, *lines]) + "\n"


def _over(first: int, last: int, copies: int, what: What, *, pad: int = 400) -> Truth:
    """Exons ``first`` to ``last`` with ``pad`` bases of intron on each side."""
    exons = f"exon {first}" if first == last else f"exons {first}-{last}"
    name = f"{what.value} of {exons}, {copies} copies"
    return Truth(name, what, EXON[last].start - pad, EXON[first].end + pad, copies)


_GENE = (EXON[6].start, EXON[1].end)
TRUTHS = (
    Truth("nothing", What.NOTHING, EXON[6].start - 9_000, EXON[1].end + 9_000, 2),
    *(
        truth
        for copies in (1, 0)
        for truth in (
            _over(2, 2, copies, What.DELETION),
            _over(4, 4, copies, What.DELETION),
            _over(2, 5, copies, What.DELETION),
            _over(1, 6, copies, What.DELETION, pad=300),
            Truth(
                f"deletion beyond the gene, {copies} copies",
                What.DELETION,
                _GENE[0] - 60_000,
                _GENE[1] + 40_000,
                copies,
            ),
            Truth(
                f"deletion of part of exon 3, {copies} copies",
                What.DELETION,
                EXON[3].start - 700,
                EXON[3].start + 49,
                copies,
            ),
        )
    ),
    _over(2, 2, 3, What.DUPLICATION),
    _over(4, 4, 3, What.DUPLICATION),
    Truth(
        "loss of heterozygosity",
        What.LOSS_OF_HETEROZYGOSITY,
        _GENE[0] - 2_000_000,
        _GENE[1] + 2_000_000,
        2,
    ),
)
