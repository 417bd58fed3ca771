"""Whether the files of a line of the sheet are of its person; nobody else's is ever taken."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from typing import TYPE_CHECKING

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.vcf.remote import shown_name

if TYPE_CHECKING:
    from osteo_annot.intake.case import InputSet
    from osteo_annot.intake.person.sheet import SheetRow


def column_of(row: SheetRow, inputs: InputSet, people: Container[str]) -> str:
    """The sample column that a row means: as it says, else its own name.

    ``people``: everybody of the sheet. A column of another name is only taken where the sheet says
    so; a variant file without a column of the person or of a relative is refused, and so are reads
    and depth of somebody who is another line's person.

    Raises RefusedError (SAMPLE_NOT_IN_FILE) with every fault.
    """
    names = {name for file in inputs.files for name in file.file.header.samples}
    if not row.vcf_sample and row.sample not in names:
        shown = ", ".join(printable(name, 60) for name in sorted(names)[:5])
        found = (
            f"No file has a column {printable(row.sample, 60)}; they have {shown}. If one of them "
            "is this person's, say so in the column vcf_sample of the sheet."
        )
        raise refuse(RefusalCode.SAMPLE_NOT_IN_FILE, shown_name(row.files[0]), found)
    column = row.vcf_sample or row.sample
    own = frozenset({row.sample, column, *inputs.kin_of(column)})
    faults = [*_without_a_column(inputs, own), *_of_others(row, inputs, own, people)]
    if faults and column in names:
        raise RefusedError(*faults)
    return column


def _without_a_column(inputs: InputSet, own: Collection[str]) -> Iterator[Fault]:
    """Variant files that tell nothing of the person or of a relative."""
    for file in inputs.files:
        columns = file.file.header.samples
        if not set(columns) & set(own):
            shown = ", ".join(printable(name, 60) for name in columns[:5])
            found = f"It has no column of the person or of a relative; it has {shown}."
            yield Fault(RefusalCode.SAMPLE_NOT_IN_FILE, file.file.name, found)


def _of_others(
    row: SheetRow, inputs: InputSet, own: Collection[str], people: Container[str]
) -> Iterator[Fault]:
    """Files of reads and depth that are of another line's person, by what they say or are named."""
    told: dict[str, tuple[str, ...]] = {c.file: (c.sample,) for c in inputs.coverages if c.sample}
    told |= {file.opened.path.name: file.names for file in inputs.alignments if file.names}
    paths = [*row.coverage, *(given.path for given in row.reads if not given.sample)]
    for name in map(shown_name, paths):
        named = told.get(name) or tuple(_prefixes(name))
        if not set(named) & set(own):
            others = (other for other in named if other in people)
            for other in list(others)[:1]:
                found = f"It is of {printable(other, 60)}, who is the person of another line."
                yield Fault(RefusalCode.SAMPLE_NOT_IN_FILE, name, found)


def _prefixes(name: str) -> Iterator[str]:
    """What a file may be named after: its name up to each dot, the longest first.

    >>> list(_prefixes("P2.per-base.bed"))
    ['P2.per-base', 'P2']
    """
    parts = name.split(".")
    yield from (".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
