"""The files given together: opened, of one assembly, read at the locus, and nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, refuse
from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.depth.given import GivenDepth, read_depth_files
from osteo_annot.intake.depth.kept_reads import FetchedReads
from osteo_annot.intake.depth.panel import ReferencePanel
from osteo_annot.intake.depth.whose import GivenReads, ReadsFile, reads_of
from osteo_annot.intake.person.pedigree import Pedigree
from osteo_annot.intake.vcf.assembly_evidence import Evidence, check_ref_bases, decide_assembly
from osteo_annot.intake.vcf.blocks import block_notes
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.file import VcfFile, open_vcf
from osteo_annot.intake.vcf.located import located
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.loss_census import loss_census
from osteo_annot.intake.vcf.remote import open_remote, url_of
from osteo_annot.intake.vcf.segments import is_segment_file, open_segments
from osteo_annot.intake.vcf.wide import WideFile
from osteo_annot.intake.vcf.wide_bcf import as_wide
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import Reference, embedded_reference, reference_from_fasta
from osteo_annot.notes import Note, NoteCode
from osteo_annot.record.thresholds import DEFAULT_LIMITS, CallLimits
from osteo_annot.values import dataclass

_MOST_SHOWN = 5
"""Records that cannot be read, of which a note is made; the ledger shows all."""


@dataclass(frozen=True, slots=True)
class InputSet:
    """The files given together, opened once for all their samples."""

    assembly: Assembly
    reference: Reference
    files: tuple[LocusFile, ...]
    pedigree: Pedigree | None
    coverages: tuple[Coverage, ...]
    """What the coverage files say, in the order given."""
    notes: tuple[Note, ...]
    """Each repair or oddity, in file order."""
    side_files: tuple[tuple[str, Path], ...]
    """Kind and path of the pedigree, coverage and reference files that were read."""
    alignments: tuple[ReadsFile, ...] = ()
    """BAM and CRAM files, and whose they are."""
    fasta: Path | None = None
    """The genome FASTA of the user."""
    references: ReferencePanel | None = None
    """The samples against which depth is held."""
    known: frozenset[str] = frozenset()
    """Everybody who is known: samples of the variant files, people of the pedigree."""
    fetched: tuple[FetchedReads, ...] = ()
    """Reads kept in temporary files, which live as long as this."""

    def samples(self) -> tuple[str, ...]:
        """Every sample, in file order, that is nobody's parent in the pedigree."""
        names = dict.fromkeys(s for f in self.files for s in f.file.header.samples)
        parents = self.pedigree.parents if self.pedigree else frozenset()
        return tuple(name for name in names if name not in parents)

    @property
    def is_wide(self) -> bool:
        """Whether a file has so many people that their cells are not held together."""
        return any(isinstance(f.file, WideFile) for f in self.files)

    def holding(self, samples: Iterable[str]) -> InputSet:
        """The same files with the cells of the samples and their relatives, where not all are held.

        Every such file is gone through once; the memory needed grows with the samples asked for.
        """
        if not self.is_wide:
            return self
        names = list(samples)
        for _ in range(2):  # relatives are judged too, by their own relatives
            names += [kin for name in names for kin in self.kin_of(name)]
            names = list(dict.fromkeys(names))
        files = (
            replace(f, rows=located(f.file, self.assembly, names)[0])
            if isinstance(f.file, WideFile)
            else f
            for f in self.files
        )
        return replace(self, files=tuple(files))

    def kin_of(self, sample: str) -> tuple[str, ...]:
        """Names of a sample's relatives by the pedigree, in the files or not."""
        return tuple(self.pedigree.relatives_of(sample)) if self.pedigree else ()

    def people(self, sample: str) -> frozenset[str]:
        """Who may be mixed up with a sample: its relatives, and all columns of small files."""
        columns = {n for f in self.files if not isinstance(f.file, WideFile) for n in _columns(f)}
        return frozenset({*columns, *self.kin_of(sample)})

    def coverage_of(self, name: str, *, relative: bool) -> tuple[Coverage, ...]:
        """What is known of a person's coverage; what names nobody is not taken for a relative's.

        A BAM or CRAM whose one sample is in no VCF is taken for the person asked about.
        """
        return tuple(
            c
            for c in self.coverages
            if c.sample == name or (not relative and (not c.sample or c.sample not in self.known))
        )

    def reads_of(self, name: str, *, relative: bool) -> ReadsFile | None:
        """The BAM or CRAM with a person's reads; of a relative only one that names the relative."""
        return reads_of(self.alignments, name, self.known, relative=relative)


def _columns(file: LocusFile) -> tuple[str, ...]:
    """Names of the sample columns of a file."""
    return file.file.header.samples


@dataclass(frozen=True, slots=True)
class Declared:
    """Files of which the user says that deletions were searched, and where it is said."""

    files: tuple[Path, ...] = ()
    by: str = ""

    def added_to(self, paths: Sequence[Path]) -> list[Path]:
        """The paths, and those that are named here only."""
        return [*paths, *(path for path in self.files if path not in paths)]

    def by_whom(self, path: Path) -> str:
        """Where a file is declared; empty where it is not."""
        return self.by if path in self.files else ""


NOTHING_DECLARED = Declared()


def read_inputs(
    paths: Sequence[Path],
    *,
    assembly: Assembly | None = None,
    reference: Path | None = None,
    pedigree: Pedigree | None = None,
    pedigree_path: Path | None = None,
    coverage: Sequence[Path] = (),
    depth_reference: Sequence[Path] = (),
    reads: Sequence[GivenReads] = (),
    sample: str | None = None,
    limits: CallLimits = DEFAULT_LIMITS,
    deletions_searched: Declared = NOTHING_DECLARED,
) -> InputSet:
    """Open all files, decide the assembly, read the locus, and check REF against the reference.

    ``coverage`` and ``reads`` are files of depth and of reads, the latter with whose they are where
    that is said. ``sample`` is the person to whom a table without a sample name belongs; without it
    the one person of the other files; ``limits`` are those of the policy; ``deletions_searched``
    are files that the user declares to be searches for deletions, read like the others. Raises
    RefusedError with every fault of all files.
    """
    paths = deletions_searched.added_to(paths)
    files = _open_all(paths, sample, pedigree)
    decided, evidence = decide_assembly(files, assembly)
    bases = reference_from_fasta(reference, decided) if reference else embedded_reference(decided)
    at_locus = [
        _at_locus(file, number, decided, evidence, limits, deletions_searched.by_whom(path))
        for number, (path, file) in enumerate(zip(paths, files, strict=True), 1)
    ]
    notes, faults = _checked(at_locus, bases)
    names = {name for item in at_locus for name in item.file.header.samples}
    given = GivenDepth(coverage, reads, depth_reference)
    kin = pedigree.individuals if pedigree else {}
    depth = read_depth_files(given, decided, reference, names, kin, limits)
    faults += depth.faults
    if faults:
        raise RefusedError(*faults)
    sides = [("pedigree", pedigree_path), ("reference", reference)]
    side_files = [(kind, path) for kind, path in sides if path]
    side_files.extend(depth.files)
    return InputSet(
        decided,
        bases,
        tuple(at_locus),
        pedigree,
        depth.coverages,
        (*notes, *depth.notes),
        tuple(side_files),
        depth.alignments,
        reference,
        depth.references,
        frozenset({*names, *kin}),
        depth.fetched,
    )


def _at_locus(
    file: VcfFile,
    number: int,
    assembly: Assembly,
    evidence: Iterable[Evidence],
    limits: CallLimits,
    declared_by: str,
) -> LocusFile:
    """A file with its records at the locus, and what was odd in it."""
    rows, bad = located(file, assembly)
    notes = [*file.notes, *file.survey.notes(file.name, assembly), *block_notes(rows, file.name)]
    notes += [
        Note(NoteCode.RECORD_NOT_READABLE, f"{file.name}, record {row.ordinal}: {row.fault}")
        for row in bad[:_MOST_SHOWN]
    ]
    texts = tuple(e.text for e in evidence if e.file == file.name)
    known = file.header.caller is not Caller.UNKNOWN
    census = loss_census(file, assembly) if known or declared_by else None
    return LocusFile(file, number, rows, bad, texts, limits, tuple(notes), census, declared_by)


def _checked(files: Sequence[LocusFile], bases: Reference) -> tuple[list[Note], list[Fault]]:
    """Notes on each file, and the faults of those whose REF is not that of the assembly."""
    notes = [note for item in files for note in item.notes]
    notes += [Note(NoteCode.CALLER_NOT_KNOWN, f.file.name) for f in files if _caller_not_known(f)]
    faults: list[Fault] = []
    for item in files:
        try:
            notes.extend(check_ref_bases(item.file, item.rows, bases))
        except RefusedError as error:
            faults.extend(error.faults)
    return notes, faults


def _open_all(
    paths: Sequence[Path], sample: str | None, pedigree: Pedigree | None
) -> list[VcfFile]:
    """Open every file and read its lines; all faults together, in the order given."""
    if not paths:
        raise refuse(RefusalCode.FILE_NOT_FOUND, "input", "No VCF was given.")
    opened: dict[int, VcfFile] = {}
    faults: list[Fault] = []
    tables = {i for i, path in enumerate(paths) if not url_of(path) and is_segment_file(path)}
    # Tables last: whose they are may be told by the other files.
    for index in sorted(range(len(paths)), key=lambda i: (i in tables, i)):
        try:
            if index in tables:
                person = sample or _only_person(opened.values(), pedigree)
                opened[index] = open_segments(paths[index], person)
            else:
                opened[index] = as_wide(_opened(paths[index]))
                opened[index].lines  # noqa: B018 - read now: damage is found before any decision
        except RefusedError as error:
            faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return [opened[index] for index in range(len(paths))]


def _opened(path: Path) -> VcfFile:
    """A file of this machine or on a server."""
    url = url_of(path)
    return open_remote(path, url) if url else open_vcf(path)


def _only_person(files: Iterable[VcfFile], pedigree: Pedigree | None) -> str | None:
    """The one sample of the files that is nobody's parent; None where there are several."""
    parents = pedigree.parents if pedigree else frozenset()
    names = {name for file in files for name in file.header.samples} - parents
    return names.pop() if len(names) == 1 else None


def _caller_not_known(file: LocusFile) -> bool:
    """Whether a file without a known writer has structural records at the locus."""
    if file.file.header.caller is not Caller.UNKNOWN:
        return False
    return any(
        "SVTYPE" in row.info or any(alt[:1] == "<" and not row.is_block for alt in row.alts)
        for row in file.rows
    )
