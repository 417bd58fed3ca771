"""Everything the files say of one person at the locus: the only thing that later rooms see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.assembly_evidence import check_ref_bases, decide_assembly
from osteo_annot.intake.caller import Caller
from osteo_annot.intake.genotype import Genotype, parse_genotype
from osteo_annot.intake.pedigree import Pedigree
from osteo_annot.intake.regions import CallableRegions, read_callable_regions
from osteo_annot.intake.row import BadRow, Row, parse_row
from osteo_annot.intake.segments import is_segment_file, open_segments
from osteo_annot.intake.vcf_file import VcfFile, locus_window, open_vcf, reaches
from osteo_annot.locus.assembly import CHR6_NAMES, Assembly
from osteo_annot.locus.reference import Reference, embedded_reference, reference_from_fasta


@dataclass(frozen=True, slots=True)
class Observation:
    """What one record said of one sample; never changed."""

    id: str
    """``f<file>.r<record>``, both counted from 1 in the order given."""
    number: int
    """Place of the file in the order given, from 1: two files may have one name."""
    file: str
    row: Row
    fields: dict[str, str]
    """FORMAT fields of the sample as written."""
    genotype: Genotype
    caller: Caller = Caller.UNKNOWN
    """The program that wrote the file."""

    @property
    def filters(self) -> tuple[str, ...]:
        """Filters of the record, and of the sample (FT), without PASS."""
        own = re.split("[;,]", self.fields.get("FT", ""))
        return (*self.row.filters, *(f for f in own if f not in {"", ".", "PASS"}))


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

    def observations(self, sample: str) -> tuple[Observation, ...]:
        """One observation per record for a sample of the file."""
        column = self.file.header.samples.index(sample)
        return tuple(self._observation(row, column) for row in self.rows)

    def _observation(self, row: Row, column: int) -> Observation:
        fields = row.fields(column)
        genotype = parse_genotype(fields.get("GT"), row.n_alleles, fields.get("PS", ""))
        name = f"f{self.number}.r{row.ordinal}"
        return Observation(
            name, self.number, self.file.name, row, fields, genotype, self.file.header.caller
        )


@dataclass(frozen=True, slots=True)
class InputSet:
    """The files given together, opened once for all their samples."""

    assembly: Assembly
    reference: Reference
    files: tuple[LocusFile, ...]
    pedigree: Pedigree | None
    regions: tuple[CallableRegions, ...]
    notes: tuple[str, ...]
    """``CODE: text`` of each repair or oddity, in file order."""
    side_files: tuple[tuple[str, Path], ...]
    """Kind and path of the pedigree, coverage and reference files that were read."""

    def samples(self) -> tuple[str, ...]:
        """Every sample, in file order, that is nobody's parent in the pedigree."""
        names = dict.fromkeys(s for f in self.files for s in f.file.header.samples)
        parents = self.pedigree.parents if self.pedigree else frozenset()
        return tuple(name for name in names if name not in parents)

    def person(self, sample: str) -> Person:
        """The observations of a sample and of its parents.

        Raises RefusedError (SAMPLE_NOT_IN_FILE) for every file that lacks the sample.
        """
        parents = self.pedigree.parents_of(sample) if self.pedigree else {}
        own = [f for f in self.files if sample in f.file.header.samples]
        faults = [
            _lacks(f.file, sample)
            for f in self.files
            if f not in own and not (own and set(parents.values()) & set(f.file.header.samples))
        ]
        if faults:
            raise RefusedError(*faults)
        observations = tuple(o for f in own for o in f.observations(sample))
        relatives = {
            role: Relative(
                role,
                name,
                tuple(
                    o
                    for f in self.files
                    if name in f.file.header.samples
                    for o in f.observations(name)
                ),
            )
            for role, name in parents.items()
            if any(name in f.file.header.samples for f in self.files)
        }
        return Person(sample, observations, relatives)


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent whose genotypes are in the files."""

    role: str
    name: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One sample and what the files say of it and its parents."""

    sample: str
    observations: tuple[Observation, ...]
    relatives: dict[str, Relative]
    """By role: ``father``, ``mother``; only those with genotypes in the files."""


def read_inputs(
    paths: Sequence[Path],
    *,
    assembly: Assembly | None = None,
    reference: Path | None = None,
    pedigree: Pedigree | None = None,
    pedigree_path: Path | None = None,
    coverage: Sequence[Path] = (),
    sample: str | None = None,
) -> InputSet:
    """Open all files, decide the assembly, read the locus, and check REF against the reference.

    ``sample`` is the person to whom a table without a sample name belongs; without it the one
    person of the other files. Raises RefusedError with every fault of all files.
    """
    files = _open_all(paths, sample, pedigree)
    decided, evidence = decide_assembly(files, assembly)
    bases = reference_from_fasta(reference, decided) if reference else embedded_reference(decided)
    located = [
        _locate(file, number, decided, tuple(e.text for e in evidence if e.file == file.name))
        for number, file in enumerate(files, 1)
    ]
    notes = [f"{code}: {file.name}" for file in files for code in file.notes]
    notes += [f"CALLER_NOT_KNOWN: {f.file.name}" for f in located if _caller_not_known(f)]
    faults: list[Fault] = []
    regions: list[CallableRegions] = []
    for item in located:
        try:
            checked = check_ref_bases(item.file, item.rows, bases)
            notes.extend(f"ANCHOR_BASE_DIFFERS: {text}" for text in checked)
        except RefusedError as error:
            faults.extend(error.faults)
    for path in coverage:
        try:
            regions.append(read_callable_regions(path, decided))
        except RefusedError as error:
            faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    sides = [("pedigree", pedigree_path), ("reference", reference)]
    side_files = [(kind, path) for kind, path in sides if path]
    side_files.extend(("callable_regions", path) for path in coverage)
    return InputSet(
        decided, bases, tuple(located), pedigree, tuple(regions), tuple(notes), tuple(side_files)
    )


def _open_all(
    paths: Sequence[Path], sample: str | None, pedigree: Pedigree | None
) -> list[VcfFile]:
    """Open every file and read its lines; all faults together, in the order given."""
    if not paths:
        raise refuse(RefusalCode.FILE_NOT_FOUND, "input", "No VCF was given.")
    opened: dict[int, VcfFile] = {}
    faults: list[Fault] = []
    tables = {i for i, path in enumerate(paths) if is_segment_file(path)}
    # Tables last: whose they are may be told by the other files.
    for index in sorted(range(len(paths)), key=lambda i: (i in tables, i)):
        try:
            if index in tables:
                person = sample or _only_person(opened.values(), pedigree)
                opened[index] = open_segments(paths[index], person)
            else:
                opened[index] = open_vcf(paths[index])
                opened[index].lines  # noqa: B018 - read now: damage is found before any decision
        except RefusedError as error:
            faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return [opened[index] for index in range(len(paths))]


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


def _locate(file: VcfFile, number: int, assembly: Assembly, evidence: tuple[str, ...]) -> LocusFile:
    """The records of a file that reach the locus of one assembly, parsed."""
    window = locus_window(assembly)
    rows: list[Row] = []
    bad: list[BadRow] = []
    n_samples = len(file.header.samples)
    for line in file.lines:
        row = parse_row(line, len(rows) + len(bad) + 1, n_samples)
        if not reaches(line, (window,)):
            continue
        if isinstance(row, BadRow):
            bad.append(row)
        elif CHR6_NAMES[row.contig] in {None, assembly}:
            rows.append(row)
    return LocusFile(file, number, tuple(rows), tuple(bad), evidence)


def _lacks(file: VcfFile, sample: str) -> Fault:
    """The fault of a file that does not have the sample, with the names that it has."""
    names = file.header.samples
    shown = ", ".join(printable(name, 60) for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    found = f"There is no sample {printable(sample, 60)}; it has {shown}{more}."
    return Fault(RefusalCode.SAMPLE_NOT_IN_FILE, file.name, found)
