"""Whose reads a BAM or CRAM holds: as the user says, else as its read groups do.

The names in the laboratory's files often differ from those in the VCFs, so a file that names one
person who is in no other file, or nobody, is taken for the person asked about. It is never taken
for a relative's, and a file of somebody who is known here is only of that person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, printable
from osteo_annot.intake.depth.alignments import Alignments
from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.vcf.remote import given_path, url_of
from osteo_annot.notes import Note, NoteCode
from osteo_annot.values import dataclass

_NAMED = re.compile(r"([^/\\=:]+)=(.+)")


@dataclass(frozen=True, slots=True)
class GivenReads:
    """A BAM or CRAM as the user gives it."""

    path: Path
    sample: str = ""
    """Whose it is said to be; empty where the read groups tell."""


def given_reads(text: str) -> GivenReads:
    """``FILE``, or ``SAMPLE=FILE``; a file or address that is itself written so is one.

    >>> given_reads("child=reads.bam")
    GivenReads(path=PosixPath('reads.bam'), sample='child')
    >>> given_reads("https://host/a.bam?key=1").sample
    ''
    """
    match = _NAMED.fullmatch(text)
    if match is None or url_of(Path(text)) or Path(text).is_file():
        return GivenReads(given_path(text))
    return GivenReads(given_path(match[2]), match[1])


@dataclass(frozen=True, slots=True)
class ReadsFile:
    """A BAM or CRAM of this run, and whose it is."""

    opened: Alignments
    sample: str = ""
    """Whose it is said to be by the user; empty where the read groups tell."""

    @property
    def names(self) -> tuple[str, ...]:
        """The people of whom it says that it has reads; empty where it names nobody."""
        return (self.sample,) if self.sample else self.opened.samples


def reads_of(
    files: Iterable[ReadsFile], sample: str, known: Collection[str], *, relative: bool
) -> ReadsFile | None:
    """The file with a person's reads; None where there is none, or more than one.

    ``known``: the people of the variant files and the pedigree.
    """
    told = list(files)
    own = [file for file in told if sample in file.names]
    if not own and not relative:
        own = [
            file for file in told if len(file.names) < 2 and not any(n in known for n in file.names)
        ]
    return own[0] if len(own) == 1 else None


def faults_of(file: ReadsFile, known: Collection[str]) -> list[Fault]:
    """What is wrong with whose reads a file holds.

    It is said to be of somebody who is in no file, or of whom it has none among several people; or
    it is of several people of whom none is known.
    """
    opened, name = file.opened, file.opened.path.name
    shown = ", ".join(printable(sample, 60) for sample in opened.samples[:5])
    if file.sample and file.sample not in known:
        found = f"Its reads are said to be of {printable(file.sample, 60)}, who is in no file."
        return [Fault(RefusalCode.SAMPLE_NOT_IN_FILE, name, found)]
    if opened.shared and not set(file.names) & set(known) & set(opened.samples):
        who = printable(file.sample, 60) or "known from the variant files or the pedigree"
        found = f"It has reads of {len(opened.samples)} samples ({shown}), none {who}."
        return [Fault(RefusalCode.ALIGNMENTS_INVALID, name, found)]
    return []


def notes_of(files: Sequence[ReadsFile]) -> list[Note]:
    """People with reads in several files."""
    counted = Counter(name for file in files for name in file.names)
    return [
        Note(
            NoteCode.READS_IN_SEVERAL_FILES,
            f"{printable(name, 60)}: "
            + ", ".join(file.opened.path.name for file in files if name in file.names),
        )
        for name, count in sorted(counted.items())
        if count > 1
    ]


def of_named(coverages: Sequence[Coverage], sample: str) -> list[Coverage]:
    """The depth of a file that is said to be of one person, under that person's name."""
    own = [c for c in coverages if c.sample == sample] if len(coverages) > 1 else coverages
    return [replace(c, sample=sample) for c in own]
