"""People of a sheet whose files are the same: opened once for all of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import refusal_of
from osteo_annot.cli.limits import MINUTES, TooLongError, within
from osteo_annot.errors import RefusalCode, RefusedError, refuse
from osteo_annot.evidence.knowledge_files import KnowledgeFiles
from osteo_annot.intake.vcf.remote import shown_name
from osteo_annot.report.formats import Wanted
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet
    from osteo_annot.intake.person.sheet import SheetRow
    from osteo_annot.report.result.build import Options


@dataclass(frozen=True, slots=True)
class Shared:
    """Files that all people of a sheet share."""

    reference: Path | None = None
    depth_reference: tuple[Path, ...] = ()
    knowledge: KnowledgeFiles = field(default_factory=KnowledgeFiles)
    wanted: Wanted = field(default_factory=Wanted)
    """Files that are written for each."""
    laboratory: Path | None = None
    most_minutes: float = MINUTES
    """How long the files of a person may take to be read, and then to be judged."""
    people: Container[str] = ()
    """Everybody of the sheet, also those of other batches."""

    @property
    def told(self) -> str:
        """The options that name these files, as text; what a signature adds is left out."""
        from osteo_annot.intake.fingerprint import unsigned

        single = (self.reference, self.laboratory, *self.depth_reference)
        return unsigned("\n".join(map(repr, (*single, self.knowledge))))

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        single = tuple(path for path in (self.reference, self.laboratory) if path)
        return (*single, *self.depth_reference, *self.knowledge.files)

    def options_of(self, row: SheetRow) -> Options:
        """What the user gave of the person of a row, beside the VCF.

        Raises RefusedError with the faults of order, laboratory file, phenopacket or terms.
        """
        from osteo_annot.report.result.options import options_of

        return options_of(
            row.hpo,
            row.hpo_absent,
            row.phenopacket,
            row.order,
            label=row.sample,
            laboratory=self.laboratory,
        )


def opened(
    rows: Sequence[SheetRow], shared: Shared | None = None
) -> Iterator[tuple[SheetRow, InputSet | RefusedError]]:
    """Each row with its files, or with their refusal; rows of the same files follow each other.

    Of files with very many people, only the cells of the rows' people are held.
    """
    minutes = shared.most_minutes if shared else MINUTES
    for group in groups_of(rows):
        told: InputSet | RefusedError
        try:
            with within(minutes):
                told = _open(group[0], shared or Shared())
                told = told.holding(row.vcf_sample or row.sample for row in group)
        except TooLongError:
            told = too_long(shown_name(group[0].files[0]), minutes)
        except Exception as error:  # what is wrong with one group's files stays with it
            told = refusal_of(error, shown_name(group[0].files[0]))
        for row in group:
            yield row, told


def too_long(where: str, minutes: float) -> RefusedError:
    """The refusal of a person for whom the time was over."""
    return refuse(RefusalCode.TOO_LARGE, where, f"It took more than {minutes:g} minutes.")


def groups_of(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """Rows with the same files, in the order of the first of each group."""
    groups: dict[tuple[object, ...], list[SheetRow]] = {}
    for row in rows:
        told = (row.coverage, row.reads, row.deletions_searched)
        key = (row.files, row.pedigree, row.assembly, *told)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _open(row: SheetRow, shared: Shared) -> InputSet:
    """The files of one row, read and checked together.

    Raises RefusedError with every fault.
    """
    from osteo_annot.intake.case import Declared, read_inputs
    from osteo_annot.intake.person.pedigree import read_pedigree

    pedigree = read_pedigree(row.pedigree) if row.pedigree else None
    return read_inputs(
        row.files,
        assembly=row.assembly,
        reference=shared.reference,
        pedigree=pedigree,
        pedigree_path=row.pedigree,
        coverage=row.coverage,
        reads=row.reads,
        depth_reference=shared.depth_reference,
        limits=shared.knowledge.in_force.rules.calls,
        deletions_searched=Declared(row.deletions_searched, "the sample sheet"),
    )
