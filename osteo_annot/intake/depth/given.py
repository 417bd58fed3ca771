"""All files of depth and reads that were given: read, with every fault of all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.depth.alignments import header_of
from osteo_annot.intake.depth.coverage import Coverage, with_summaries
from osteo_annot.intake.depth.kept_reads import FetchedReads
from osteo_annot.intake.depth.panel import ReferencePanel, coverages_of, read_references
from osteo_annot.intake.depth.remote_reads import BroughtFile, bring
from osteo_annot.intake.depth.whose import GivenReads, ReadsFile, faults_of, notes_of, of_named
from osteo_annot.intake.vcf.container import is_alignments
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.notes import Note, NoteCode
from osteo_annot.record.thresholds import CallLimits
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class GivenDepth:
    """The paths of depth, reads and reference samples, as given."""

    coverage: Sequence[Path] = ()
    reads: Sequence[GivenReads] = ()
    references: Sequence[Path] = ()

    @property
    def paths(self) -> list[Path]:
        """Files of depth and reads, each once."""
        return list(dict.fromkeys([*self.coverage, *(given.path for given in self.reads)]))

    def said_of(self, path: Path) -> str:
        """Whose reads a file holds, as the user says; empty where that is not said."""
        return next((g.sample for g in self.reads if g.path == path and g.sample), "")

    def needs_reads(self, path: Path) -> bool:
        """Whether a file is given as one of reads."""
        return any(given.path == path for given in self.reads)


@dataclass(frozen=True, slots=True)
class Depth:
    """What the coverage files, alignments and reference samples say."""

    coverages: tuple[Coverage, ...]
    notes: tuple[Note, ...]
    files: tuple[tuple[str, Path], ...]
    """Kind and path of each."""
    alignments: tuple[ReadsFile, ...]
    """Those that hold reads."""
    references: ReferencePanel | None
    fetched: tuple[FetchedReads, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file says."""

    coverages: list[Coverage]
    reads: ReadsFile | None = None


def read_depth_files(
    given: GivenDepth,
    assembly: Assembly,
    fasta: Path | None,
    names: Collection[str],
    kin: Collection[str],
    limits: CallLimits,
) -> Depth:
    """Read every file of depth; all faults together.

    ``names``: samples of the variant files; ``kin``: people of the pedigree.
    """
    brought = bring(given.paths, assembly, fasta)
    faults = list(brought.faults)
    coverages: list[Coverage] = []
    reads: dict[Path, ReadsFile] = {}
    for file in brought.files:
        try:
            told = _read(file, given, assembly, fasta, names, limits)
        except RefusedError as error:
            faults.extend(error.faults)
            continue
        coverages += told.coverages
        if told.reads is not None:
            reads[file.path] = told.reads
            faults += faults_of(told.reads, {*names, *kin})
    references: ReferencePanel | None = None
    try:
        references = read_references(given.references, assembly, fasta)
    except RefusedError as error:
        faults.extend(error.faults)
    files = [("alignments" if f.path in reads else "coverage", f.kept_as) for f in brought.files]
    files += [("depth_reference", path) for path in given.references]
    read = with_summaries(coverages)
    notes = [*_of_reads(brought.files, list(reads.values()))]
    notes += _other_names(coverages, [file.path for file in brought.files], names)
    notes += _wide_means(read)
    return Depth(
        read,
        tuple(notes),
        tuple(files),
        tuple(reads.values()),
        references,
        brought.fetched,
        tuple(faults),
    )


def _read(
    file: BroughtFile,
    given: GivenDepth,
    assembly: Assembly,
    fasta: Path | None,
    names: Collection[str],
    limits: CallLimits,
) -> _Read:
    """What one file says; a text file named after a sample, as mosdepth's are, is of it."""
    path, said = file.path, given.said_of(file.given)
    has_reads = is_alignments(path)
    if given.needs_reads(file.given) and not has_reads:
        found = "It is neither BAM nor CRAM."
        raise refuse(RefusalCode.ALIGNMENTS_INVALID, path.name, found)
    told = coverages_of(path, assembly, fasta, limits)
    if has_reads:
        reads = ReadsFile(header_of(path, LOCUS.lengths[assembly]), said)
        return _Read(of_named(told, said) if said else told, reads)
    own = [name for name in names if path.name.startswith(f"{name}.")]
    return _Read([replace(c, sample=max(own, key=len)) for c in told] if own else told)


def _of_reads(files: Iterable[BroughtFile], reads: Sequence[ReadsFile]) -> Iterator[Note]:
    """What is to be known of the files of reads."""
    for file in files:
        if file.lacked_index:
            yield Note(NoteCode.ALIGNMENTS_NOT_INDEXED, file.path.name)
    if find_spec("whatshap") is None:
        for told in reads:
            yield Note(NoteCode.PHASING_NOT_INSTALLED, told.opened.path.name)
    yield from notes_of(reads)


_MOSDEPTH = re.compile(r"(.+?)\.(?:per-base|regions|thresholds|quantized)\.bed(?:\.gz)?")
"""How mosdepth names its files: after the sample, as a rule."""


def _other_names(
    coverages: Iterable[Coverage], paths: Iterable[Path], names: Collection[str]
) -> Iterator[Note]:
    """Files of depth that name, or are named after, somebody who is in no variant file."""
    told = {c.file: c.sample for c in coverages if c.sample and c.sample not in names}
    for path in paths:
        match = _MOSDEPTH.fullmatch(path.name)
        if match and not any(match[1].startswith(name) for name in names):
            told.setdefault(path.name, match[1])
    for file, sample in told.items():
        yield Note(NoteCode.COVERAGE_OF_ANOTHER_NAME, f"{file}: {printable(sample, 60)}")


def _wide_means(coverages: Iterable[Coverage]) -> Iterator[Note]:
    """Files of depth that give means over regions much wider than an exon."""
    for coverage in coverages:
        if coverage.exons_of_wide_regions:
            exons = ", ".join(map(str, coverage.exons_of_wide_regions))
            yield Note(NoteCode.DEPTH_OF_WIDE_REGIONS, f"{coverage.file}, exon {exons}")
