"""One file with its records at the locus, once the assembly is decided."""

from __future__ import annotations

from osteo_annot.intake.vcf.cell import cell_fault
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.genotype import parse_genotype, unreadable
from osteo_annot.intake.vcf.local_alleles import in_all_alleles
from osteo_annot.intake.vcf.loss_census import LossCensus
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import BadRow, Row
from osteo_annot.notes import Note
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class LocusFile:
    """One file with its records at the locus of the decided assembly."""

    file: VcfFile
    number: int
    """Place in the order given, from 1."""
    rows: tuple[Row, ...]
    bad_rows: tuple[BadRow, ...]
    evidence: tuple[str, ...]
    """What told the assembly."""
    limits: CallLimits = DEFAULT_LIMITS
    """From when a genotype counts."""
    notes: tuple[Note, ...] = ()
    """What was found odd in it."""
    census: LossCensus | None = None
    """How much of the chromosome it shows; counted of files that could tell of deletions."""
    deletions_declared_by: str = ""
    """Where the user says that the file is a search for deletions; empty where nowhere."""

    @property
    def is_gvcf(self) -> bool:
        """Whether it tells of reference bases: by its header, or by the blocks that it holds."""
        return self.file.header.is_gvcf or any(
            row.is_block and (row.alts or "END" in row.info) for row in self.rows
        )

    @property
    def silences(self) -> tuple[Note, ...]:
        """Why the file has no say on what was looked for; empty where it has.

        What it calls is read; what it does not call is open in every exon, also beside a BED.
        """
        return tuple(note for note in self.notes if note.code.silences)

    def observations(self, sample: str) -> tuple[Observation, ...]:
        """One observation per record for a sample of the file."""
        column = self.file.header.samples.index(sample)
        return tuple(self.observation(row, column) for row in self.rows)

    def observation(self, row: Row, column: int) -> Observation:
        """What a record says of the sample in the 0-based column."""
        fault = cell_fault(row.format, row.samples[column]) if row.format else None
        fields = {} if fault else in_all_alleles(row.fields(column), row.n_alleles)
        genotype = parse_genotype(fields.get("GT"), row.n_alleles, fields.get("PS", ""))
        if fault:
            genotype = unreadable(row.samples[column])
        name = f"f{self.number}.r{row.ordinal}"
        header = self.file.header
        return Observation(
            name,
            self.number,
            self.file.name,
            row,
            fields,
            genotype,
            header.caller,
            header.fileformat,
            self.limits,
            fault,
        )
